package worker

import (
	"errors"
	"fmt"
)

// Batch is work that falls into tasks, each a job that any worker can do on its own.
type Batch struct {
	Tasks int
	Job   func(task int) Job
	// Take receives the reply to each task, in whatever order they come.
	Take func(task int, r Reply)
	// Done ends the batch: nil after the last Take, or why it ends before.
	Done func(err error)
}

// Question is a job beside the tasks. All questions go to the same worker, the reporter, for as
// long as it lives, so that it need not be told everything again: fresh says that it was
// told nothing yet.
type Question struct {
	Job    func(fresh bool) Job
	Answer func(r Reply, err error) // called at most once
}

// Pool has the tasks of one batch at a time done by several workers, and answers one
// question at a time between them. Laws:
//
//  1. Take is called exactly once for each task of a batch that is done, at most once for
//     each of one that fails; Done is called once, and never after Cancel.
//  2. A worker that breaks down, or says nothing for Timeout, is replaced and is not heard
//     any more; its task is done once more, before those that nobody has begun. A task over
//     which Tries workers broke ends the batch, such a question gets the error.
//  3. Cancel ends the workers that are at something, at once. Idle ones wait for more, and
//     are ended after IdleTimeout.
//  4. Where workers cannot be started, or none ever speaks, Done and Answer get ErrNoWorker,
//     so long as nothing was taken. Those that run go on without those that do not.
//  5. The file is lent to every worker before the first job that comes after it was set.
//
// Everything runs on one goroutine. The zero value with a Port is ready and has one worker.
type Pool struct {
	Port Port
	Size int // workers at most
	File any // that jobs are about, a pointer; nil: none

	question *Question
	asked    int // workers that broke over the question
	reporter *poolWorker

	batch   *Batch
	again   []int // tasks to be done once more
	next    int   // the first task that nobody has begun
	left    int   // tasks that were not taken
	tries   []int // workers that broke over each task
	silent  int   // workers in a row that never spoke
	jobs    uint64
	workers []*poolWorker
}

// What a worker is at beside tasks.
const (
	idle  = -1
	asked = -2 // the question
)

// Times of a pool in milliseconds, and how many workers may break over a task.
const (
	// Timeout is how long a worker may be at a task without a word.
	Timeout = 120_000
	// IdleTimeout is how long a worker waits for another batch; starting one costs a second.
	IdleTimeout = 30_000
	Tries       = 3 // which the error says in words
)

// Start gives up the batch in hand and begins another.
func (p *Pool) Start(b Batch) {
	p.Cancel()
	p.batch, p.next, p.left = &b, 0, b.Tasks
	p.again, p.tries = p.again[:0], make([]int, b.Tasks)
	if b.Tasks == 0 {
		p.end()
		return
	}
	p.ensureWorkers(b.Tasks)
}

// Ask puts a question in place of one that waits.
func (p *Pool) Ask(q Question) {
	p.question, p.asked = &q, 0
	p.ensureWorkers(1)
}

// Asking reports whether there is a question without an answer.
func (p *Pool) Asking() bool { return p.question != nil }

// ensureWorkers sees to it that so many jobs have workers, as far as there may be so many.
func (p *Pool) ensureWorkers(jobs int) {
	for len(p.workers) < min(max(p.Size, 1), jobs) && p.startWorker() {
	}
	if len(p.workers) == 0 {
		p.fail(ErrNoWorker)
		return
	}
	p.assign()
}

// Busy is how many workers are at something.
func (p *Pool) Busy() (n int) {
	for _, w := range p.workers {
		if w.task != idle {
			n++
		}
	}
	return n
}

// Running reports whether a batch is in hand.
func (p *Pool) Running() bool { return p.batch != nil }

// Cancel gives up the batch in hand and the question, if there are any.
func (p *Pool) Cancel() {
	p.batch, p.question, p.silent = nil, nil, 0
	kept := p.workers[:0]
	for _, w := range p.workers {
		if w.task != idle {
			p.forgetReporter(w)
			w.end()
		} else {
			kept = append(kept, w)
		}
	}
	clear(p.workers[len(kept):])
	p.workers = kept
}

// startWorker starts a worker; false: none can be had here.
func (p *Pool) startWorker() bool {
	w := &poolWorker{task: idle}
	worker, err := p.Port.Start(
		func(text string) {
			if w.worker != nil {
				p.hear(w, text)
			}
		},
		func(reason string) {
			if w.worker != nil {
				p.broken(w, reason)
			}
		})
	if err != nil {
		return false
	}
	w.worker = worker
	p.workers = append(p.workers, w)
	return true
}

// assign gives every idle worker something to do, while there is anything.
func (p *Pool) assign() {
	for _, w := range p.workers {
		if w.task != idle {
			continue
		}
		if p.mayAnswer(w) {
			fresh := p.reporter != w
			p.reporter = w
			p.post(w, asked, p.question.Job(fresh))
		} else if task, ok := p.pick(); ok {
			p.post(w, task, p.batch.Job(task))
		} else if w.timer == nil {
			p.endIfIdle(w)
		}
	}
}

// mayAnswer reports whether the question is an idle worker's: the reporter's, or anybody's if there
// is none.
func (p *Pool) mayAnswer(w *poolWorker) bool {
	if p.question == nil || p.reporter != nil && p.reporter != w {
		return false
	}
	return p.reporter == nil || p.reporter.task != asked
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

func (p *Pool) post(w *poolWorker, task int, j Job) {
	if p.File != nil && w.file != p.File {
		w.worker.SendFile(p.File)
		w.file = p.File
	}
	p.jobs++
	w.task, w.job = task, p.jobs
	j.ID = w.job
	w.worker.Post(j.Text())
	p.watch(w)
}

// watch sets the time within which a worker at a task must say something.
func (p *Pool) watch(w *poolWorker) {
	limit := float64(Timeout)
	if !w.ready {
		limit = startTime
	}
	w.after(p.Port, limit, func() {
		p.broken(w, fmt.Sprintf("it gave no answer for %.0f seconds", limit/1000))
	})
}

// endIfIdle ends a worker that stays idle.
func (p *Pool) endIfIdle(w *poolWorker) {
	w.after(p.Port, IdleTimeout, func() { p.remove(w) })
}

// hear takes in what a worker has posted.
func (p *Pool) hear(w *poolWorker, text string) {
	r, err := ParseReply(text)
	switch {
	case err != nil:
		p.broken(w, "it answered with something that is no reply")
	case r.Fatal != "":
		p.broken(w, r.Fatal)
	case w.task == idle:
		w.ready = true // and nothing was asked
	case r.Ready:
		w.ready = true
		p.watch(w)
	case r.ID != w.job:
		// of a task that was given up
	default:
		w.ready, p.silent = true, 0
		p.replied(w, r)
	}
}

// replied takes in the reply to a job.
func (p *Pool) replied(w *poolWorker, r Reply) {
	task := w.task
	p.release(w)
	switch {
	case task == asked:
		q := p.question
		p.question = nil
		p.assign()
		if r.Error != "" {
			q.Answer(r, errors.New(r.Error))
		} else {
			q.Answer(r, nil)
		}
	case r.Error != "":
		p.fail(errors.New(r.Error))
	default:
		p.taken(task, r)
	}
}

// taken goes on and takes the reply to a task.
func (p *Pool) taken(task int, r Reply) {
	batch := p.batch
	p.left--
	last := p.left == 0
	p.assign() // before the reply is looked at, so that nobody waits for that
	batch.Take(task, r)
	if last && p.batch == batch {
		p.end()
	}
}

// release has a worker be at nothing.
func (p *Pool) release(w *poolWorker) {
	w.task = idle
	w.stop()
}

// broken replaces a worker and sees to what it was at.
func (p *Pool) broken(w *poolWorker, reason string) {
	task, spoke := w.task, w.ready
	p.remove(w)
	tries := &p.asked
	switch {
	case task == idle:
		return
	case task != asked:
		p.again = append(p.again, task)
		tries = &p.tries[task]
	}
	if !spoke {
		p.replaceSilent()
		return
	}
	if *tries++; *tries >= Tries {
		p.fail(fmt.Errorf("a worker broke down three times over one part of the work: %s", reason))
		return
	}
	p.ensureWorkers(p.open())
}

// open is how many jobs have no answer yet.
func (p *Pool) open() (n int) {
	if p.batch != nil {
		n = p.left
	}
	if p.question != nil {
		n++
	}
	return n
}

// replaceSilent goes on without a worker that never spoke, or tries another if it was the only one.
func (p *Pool) replaceSilent() {
	p.silent++
	switch {
	case len(p.workers) > 0:
		p.assign()
	case p.silent < 2*max(p.Size, 1) && p.silent < Tries && p.startWorker():
		p.assign()
	default:
		p.fail(ErrNoWorker)
	}
}

// fail ends batch and question before they are done.
func (p *Pool) fail(err error) {
	batch, question := p.batch, p.question
	if batch != nil && p.left < batch.Tasks && errors.Is(err, ErrNoWorker) {
		err = errors.New("the workers have ended, and no other can be started")
	}
	p.Cancel()
	p.assign() // the others rest
	if question != nil {
		question.Answer(Reply{}, err)
	}
	if batch != nil {
		batch.Done(err)
	}
}

// end ends the batch that is done.
func (p *Pool) end() {
	batch := p.batch
	p.batch = nil
	p.assign()
	batch.Done(nil)
}
