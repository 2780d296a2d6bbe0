package stage

import (
	"errors"
	"fmt"

	"emergent/scenes/job"
)

// Batch is work that falls into tasks, each a job that any worker can do on its own.
type Batch struct {
	Tasks int
	Job   func(task int) job.Job
	// File is handed to every worker before its first task of the batch; nil: none.
	File any
	// Take receives the reply to each task, in whatever order they come.
	Take func(task int, r job.Reply)
	// Heard receives what a worker says while it is at a task: how far it is. nil: nobody asks.
	Heard func(task int, r job.Reply)
	// Done ends the batch: nil after the last Take, or why it ends before.
	Done func(err error)
}

// Pool has the tasks of one batch at a time done by several workers. Laws:
//
//  1. Take is called exactly once for each task of a batch that is done, at most once for
//     each of one that fails; Done is called once, and never after Cancel.
//  2. A worker that breaks down, or says nothing for Silence, is replaced and is not heard
//     any more; its task is done once more, before those that nobody has begun. A task over
//     which Tries workers broke ends the batch.
//  3. Cancel ends the workers that are at a task, at once. Idle ones wait for the next
//     batch, and are ended after Idle.
//  4. Where workers cannot be started, or none ever speaks, Done gets ErrNoWorker, so long as
//     nothing was taken. Those that run go on without those that do not.
//
// Everything runs on one goroutine. The zero value with a Port is ready and has one worker.
type Pool struct {
	Port Port
	Size int // workers at most

	batch *Batch
	again []int // tasks to be done once more
	next  int   // the first task that nobody has begun
	left  int   // tasks that were not taken
	tries []int // workers that broke over each task
	duds  int   // workers of this batch that never spoke
	jobs  uint64
	hands []*hand
}

// hand is one worker and what it is at.
type hand struct {
	worker Worker
	ready  bool // it has spoken
	task   int  // idle: none
	job    uint64
	file   any    // that it has
	timer  func() // cancels the watchdog, or the end of its idleness
}

// idle is the task of a worker that has none.
const idle = -1

// Times of a pool in milliseconds, and how many workers may break over a task.
const (
	// Silence is how long a worker may be at a task without a word.
	Silence = 120_000
	// Idle is how long a worker waits for another batch; starting one costs a second.
	Idle  = 30_000
	Tries = 3
)

// Start gives up the batch in hand and begins another.
func (p *Pool) Start(b Batch) {
	p.Cancel()
	p.batch, p.next, p.left, p.duds = &b, 0, b.Tasks, 0
	p.again, p.tries = p.again[:0], make([]int, b.Tasks)
	if b.Tasks == 0 {
		p.end(nil)
		return
	}
	for len(p.hands) < min(max(p.Size, 1), b.Tasks) {
		if !p.hire() {
			break
		}
	}
	if len(p.hands) == 0 {
		p.end(ErrNoWorker)
		return
	}
	p.assign()
}

// Busy is how many workers are at a task.
func (p *Pool) Busy() (n int) {
	for _, h := range p.hands {
		if h.task != idle {
			n++
		}
	}
	return n
}

// Running says whether a batch is in hand.
func (p *Pool) Running() bool { return p.batch != nil }

// Cancel gives up the batch in hand, if there is one.
func (p *Pool) Cancel() {
	p.batch = nil
	kept := p.hands[:0]
	for _, h := range p.hands {
		if h.task != idle {
			h.end()
		} else {
			kept = append(kept, h)
		}
	}
	clear(p.hands[len(kept):])
	p.hands = kept
}

// hire starts a worker; false: none can be had here.
func (p *Pool) hire() bool {
	h := &hand{task: idle}
	worker, err := p.Port.Start(
		func(text string) {
			if h.worker != nil {
				p.hear(h, text)
			}
		},
		func(reason string) {
			if h.worker != nil {
				p.broken(h, reason)
			}
		})
	if err != nil {
		return false
	}
	h.worker = worker
	p.hands = append(p.hands, h)
	return true
}

// assign gives every idle worker a task, while there are any.
func (p *Pool) assign() {
	for _, h := range p.hands {
		if h.task != idle {
			continue
		}
		task, ok := p.pick()
		if ok {
			p.give(h, task)
		} else if h.timer == nil {
			p.rest(h)
		}
	}
}

// pick is the next task that waits.
func (p *Pool) pick() (task int, ok bool) {
	switch {
	case p.batch == nil:
		return 0, false
	case len(p.again) > 0:
		task, p.again = p.again[0], p.again[1:]
		return task, true
	case p.next < p.batch.Tasks:
		p.next++
		return p.next - 1, true
	}
	return 0, false
}

func (p *Pool) give(h *hand, task int) {
	if f := p.batch.File; f != nil && h.file != f {
		h.worker.Lend(f)
		h.file = f
	}
	p.jobs++
	h.task, h.job = task, p.jobs
	j := p.batch.Job(task)
	j.ID = h.job
	h.worker.Post(job.Text(j))
	p.watch(h)
}

// watch sets the time within which a worker at a task must say something.
func (p *Pool) watch(h *hand) {
	limit := float64(Silence)
	if !h.ready {
		limit = startTime
	}
	h.after(p.Port, limit, func() {
		p.broken(h, fmt.Sprintf("it gave no answer for %.0f seconds", limit/1000))
	})
}

// rest ends a worker that stays idle.
func (p *Pool) rest(h *hand) {
	h.after(p.Port, Idle, func() { p.drop(h) })
}

// hear takes in what a worker has posted.
func (p *Pool) hear(h *hand, text string) {
	r, err := job.ParseReply(text)
	switch {
	case err != nil:
		p.broken(h, "it answered with something that is no reply")
	case r.Fatal != "":
		p.broken(h, r.Fatal)
	case h.task == idle:
		h.ready = true // and nothing was asked
	case r.Ready:
		h.ready = true
		p.watch(h)
	case r.ID != h.job:
		// of a task that was given up
	case r.Progress != nil:
		p.watch(h)
		if p.batch.Heard != nil {
			p.batch.Heard(h.task, r)
		}
	case r.Error != "":
		p.release(h)
		p.fail(errors.New(r.Error))
	default:
		h.ready = true
		p.taken(h, r)
	}
}

// taken takes a reply in and goes on.
func (p *Pool) taken(h *hand, r job.Reply) {
	batch, task := p.batch, h.task
	p.release(h)
	p.left--
	last := p.left == 0
	p.assign() // before the reply is looked at, so that nobody waits for that
	batch.Take(task, r)
	if last && p.batch == batch {
		p.end(nil)
	}
}

// release has a worker be at nothing.
func (p *Pool) release(h *hand) {
	h.task = idle
	h.stop()
}

// broken replaces a worker and sees to its task.
func (p *Pool) broken(h *hand, reason string) {
	task, spoke := h.task, h.ready
	p.drop(h)
	if task == idle || p.batch == nil {
		return
	}
	p.again = append(p.again, task)
	if !spoke {
		p.dud(reason)
		return
	}
	if p.tries[task]++; p.tries[task] >= Tries {
		p.fail(fmt.Errorf("a worker broke down %s times over one part of the work: %s", Count(Tries), reason))
		return
	}
	if !p.hire() && len(p.hands) == 0 {
		p.fail(ErrNoWorker)
		return
	}
	p.assign()
}

// dud goes on without a worker that never spoke, or tries another if it was the only one.
func (p *Pool) dud(reason string) {
	p.duds++
	switch {
	case len(p.hands) > 0:
		p.assign()
	case p.duds < 2*max(p.Size, 1) && p.duds < Tries && p.hire():
		p.assign()
	default:
		p.fail(ErrNoWorker)
	}
}

// fail ends the batch before it is done.
func (p *Pool) fail(err error) {
	if p.batch == nil {
		return
	}
	if errors.Is(err, ErrNoWorker) && p.left < p.batch.Tasks {
		err = errors.New("the workers have ended, and no other can be started")
	}
	batch := p.batch
	p.Cancel()
	p.assign() // the others rest
	batch.Done(err)
}

// end ends the batch that is done, or that nobody can do.
func (p *Pool) end(err error) {
	batch := p.batch
	p.batch = nil
	p.assign()
	batch.Done(err)
}

// drop ends a worker, whatever it does.
func (p *Pool) drop(h *hand) {
	h.end()
	for i, other := range p.hands {
		if other == h {
			p.hands = append(p.hands[:i:i], p.hands[i+1:]...)
			return
		}
	}
}

func (h *hand) end() {
	h.stop()
	h.worker.Terminate()
	h.worker = nil
}

// after has f called later, and nothing that was to be called before.
func (h *hand) after(port Port, millis float64, f func()) {
	h.stop()
	h.timer = port.After(millis, func() {
		h.timer = nil
		f()
	})
}

func (h *hand) stop() { stop(&h.timer) }
