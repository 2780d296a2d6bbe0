package worker

import (
	"errors"
	"fmt"
	"slices"
)

// Port starts workers and keeps time for a Pool. Its callbacks come from the page's event
// loop, never before the call that they answer has returned.
type Port interface {
	// Start starts a worker. hear is called with every text that it posts and fail when it
	// has broken down. An error means that none can be started here.
	Start(hear func(text string), fail func(reason string)) (Worker, error)
	// After calls f once, so many milliseconds from now, unless cancel is called before.
	After(millis float64, f func()) (cancel func())
}

// Worker is one running worker.
type Worker interface {
	Post(text string)
	// SendFile hands over a file of the reader's, which jobs posted later are about.
	SendFile(file any)
	Terminate()
}

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

// Pool has jobs done by workers, which it starts when there is something to do: first those of a figure,
// of which it is the Solver, then one question at a time, then the tasks of one batch at a time. Of a
// figure's jobs that wait only the latest solve and the latest survey are kept, and the solve goes first.
// Laws:
//
//  1. Take is called exactly once for each task of a batch that is done, at most once for
//     each of one that fails; Done is called once, and never after Cancel. Any other job's
//     answer is delivered at most once.
//  2. A worker that breaks down, or says nothing for longer than its job may take, is replaced and
//     is not heard any more; its job is done once more, before those that nobody has begun. Over a
//     figure's job two workers may break, over others Tries; then the job is answered with the error,
//     which ends its batch.
//  3. Cancel ends the workers that are at a batch or a question, at once. Idle ones wait for more, and
//     are ended after IdleTimeout, but for those that did a figure's job and remember it.
//  4. Where workers cannot be started, or none ever speaks, everything that waits gets ErrNoWorker; a batch
//     of which something was taken gets another error. Those that run go on without those that do not.
//  5. The file is lent to every worker before the first job that comes after it was set.
//  6. While a solve of a newer scenario waits, a figure's job that has run for longer than Yield is
//     given up, a survey for later. One that waits for more of the same scenario waits.
//
// Everything runs on one goroutine. The zero value with a Port is ready and has one worker.
type Pool struct {
	Port Port
	Size int // workers at most
	File any // that jobs are about, a pointer; nil: none

	workers  []*poolWorker
	reporter *poolWorker
	silent   int    // workers in a row that never spoke
	jobs     uint64 // numbers them
	pace     Pace

	again    []*request // to be done once more
	solve    *request   // these three wait
	survey   *request
	question *request
	asking   bool // a question has no answer yet
	batch    *Batch
	begun    int    // tasks of it
	left     int    // tasks that were not taken
	late     func() // cancels the giving way
}

// request is a job with whom it is for.
type request struct {
	job    Job
	ask    func(fresh bool) Job // makes the job of a question
	work   float64              // in engine.Work's units, of a figure's job; 0 of others
	broke  int                  // workers over it
	finish func(r Reply, err error)
}

// ofFigure reports whether it is a figure's job.
func (r *request) ofFigure() bool { return r.job.Kind == Solve || r.job.Kind == Survey }

// poolWorker is one worker of a Pool and what it is at.
type poolWorker struct {
	Worker
	ready   bool     // it has spoken
	at      *request // nil: it is idle
	file    any      // that it has
	figures bool     // it did a figure's job
	timer   func()   // cancels the watchdog, or the end of its idleness
}

// Times of a pool in milliseconds, and how many workers may break over a task.
const (
	// startTime is how long a worker may take until it speaks: it loads a megabyte.
	startTime = 40_000
	// Timeout is how long a worker may be at a task without a word.
	Timeout = 120_000
	// LeastTime and slack say how long a figure's job may take: never less than the one, and
	// the other times what is expected.
	LeastTime = 10_000
	slack     = 20
	// Yield is how long a figure's job may keep a newer one waiting; starting anew costs a fifth of it.
	Yield = 1_000
	// IdleTimeout is how long a worker waits for another batch; starting one costs a second.
	IdleTimeout = 30_000
	Tries       = 3 // which the error says in words
)

// Start gives up the batch in hand and begins another.
func (p *Pool) Start(b Batch) {
	p.Cancel()
	if b.Tasks == 0 {
		b.Done(nil)
		return
	}
	p.batch, p.begun, p.left = &b, 0, b.Tasks
	p.ensureWorkers(b.Tasks)
}

// Ask puts a question in place of one that waits.
func (p *Pool) Ask(q Question) {
	p.asking = true
	p.question = &request{ask: q.Job, finish: func(r Reply, err error) {
		p.asking = p.question != nil
		q.Answer(r, err)
	}}
	p.ensureWorkers(1)
}

// Asking reports whether there is a question without an answer.
func (p *Pool) Asking() bool { return p.asking }

// Busy is how many workers are at something.
func (p *Pool) Busy() (n int) {
	for _, w := range p.workers {
		if w.at != nil {
			n++
		}
	}
	return n
}

// Cancel gives up the batch in hand and the question, if there are any.
func (p *Pool) Cancel() {
	p.batch, p.question, p.asking, p.silent = nil, nil, false, 0
	p.again = slices.DeleteFunc(p.again, func(r *request) bool { return !r.ofFigure() })
	for _, w := range p.workers {
		if w.at != nil && !w.at.ofFigure() {
			p.remove(w)
		}
	}
	p.ensureWorkers(p.open())
}

// open is how many jobs have no answer yet.
func (p *Pool) open() int {
	n := p.Busy() + len(p.again)
	for _, r := range []*request{p.solve, p.survey, p.question} {
		if r != nil {
			n++
		}
	}
	if p.batch != nil {
		n += p.batch.Tasks - p.begun
	}
	return n
}

// ensureWorkers sees to it that so many jobs have workers, as far as there may be so many.
func (p *Pool) ensureWorkers(jobs int) {
	for len(p.workers) < min(max(p.Size, 1), jobs) && p.startWorker() {
	}
	if len(p.workers) == 0 {
		p.refuse()
		return
	}
	p.assign()
}

// startWorker starts a worker; false: none can be had here.
func (p *Pool) startWorker() bool {
	w := &poolWorker{}
	worker, err := p.Port.Start(
		func(text string) {
			if w.Worker != nil {
				p.hear(w, text)
			}
		},
		func(reason string) {
			if w.Worker != nil {
				p.broken(w, reason)
			}
		})
	if err != nil {
		return false
	}
	w.Worker = worker
	p.workers = append(p.workers, w)
	return true
}

// assign gives every idle worker something to do, while there is anything.
func (p *Pool) assign() {
	for _, w := range p.workers {
		if w.at != nil {
			continue
		}
		if r := p.pick(w); r != nil {
			p.post(w, r)
		} else if w.timer == nil && !w.figures {
			w.after(p.Port, IdleTimeout, func() { p.remove(w) })
		}
	}
	p.giveWay()
}

// pick is the next job that waits for a worker like w, nil if there is none.
func (p *Pool) pick(w *poolWorker) (r *request) {
	switch {
	case len(p.again) > 0:
		r, p.again = p.again[0], p.again[1:]
	case p.solve != nil:
		r, p.solve = p.solve, nil
	case p.survey != nil:
		r, p.survey = p.survey, nil
	case p.question != nil && (p.reporter == nil || p.reporter == w):
		r, p.question = p.question, nil
	case p.batch != nil && p.begun < p.batch.Tasks:
		r = p.task(p.batch, p.begun)
		p.begun++
	}
	return r
}

// task is a task of a batch.
func (p *Pool) task(b *Batch, task int) *request {
	return &request{job: b.Job(task), finish: func(r Reply, err error) {
		switch {
		case p.batch != b:
			return // it was given up
		case err != nil:
			p.Cancel()
			b.Done(err)
			return
		}
		p.left--
		b.Take(task, r)
		if p.batch == b && p.left == 0 {
			p.batch = nil
			b.Done(nil)
		}
	}}
}

// post hands a job over, for the first time or once more.
func (p *Pool) post(w *poolWorker, r *request) {
	if p.File != nil && w.file != p.File {
		w.SendFile(p.File)
		w.file = p.File
	}
	if r.ask != nil {
		r.job = r.ask(p.reporter != w)
		p.reporter = w
	}
	p.jobs++
	r.job.ID = p.jobs
	w.at, w.figures = r, w.figures || r.ofFigure()
	w.Post(r.job.Text())
	p.watch(w)
}

// watch sets the time within which a worker at a job must say something.
func (p *Pool) watch(w *poolWorker) {
	limit := float64(Timeout)
	switch {
	case !w.ready:
		limit = startTime
	case w.at.ofFigure():
		limit = max(LeastTime, slack*p.pace.Expected(w.at.work))
	}
	w.after(p.Port, limit, func() {
		p.broken(w, fmt.Sprintf("it gave no answer for %.0f seconds", limit/1000))
	})
}

// hear takes in what a worker has posted.
func (p *Pool) hear(w *poolWorker, text string) {
	r, err := ParseReply(text)
	switch {
	case err != nil:
		p.broken(w, "it answered with something that is no reply")
	case r.Fatal != "":
		p.broken(w, r.Fatal)
	case w.at == nil:
		w.ready = true // and nothing was asked
	case r.Ready:
		w.ready = true
		p.watch(w)
		p.giveWay()
	case r.ID != w.at.job.ID:
		// of a job that was given up
	default:
		w.ready, p.silent = true, 0
		p.replied(w, r)
	}
}

// replied takes in the reply to a job.
func (p *Pool) replied(w *poolWorker, r Reply) {
	done := p.release(w)
	p.pace.Learn(done.work, r.Millis)
	if r.Error != "" {
		done.finish(r, errors.New(r.Error))
		p.assign()
		return
	}
	p.assign() // before the reply is looked at, so that nobody waits for that
	done.finish(r, nil)
}

// release has a worker be at nothing, and returns what it was at.
func (p *Pool) release(w *poolWorker) (r *request) {
	stop(&w.timer)
	if r, w.at = w.at, nil; r != nil && r.ofFigure() {
		stop(&p.late)
	}
	return r
}

// remove ends a worker, whatever it does.
func (p *Pool) remove(w *poolWorker) {
	p.release(w)
	w.Terminate()
	w.Worker = nil
	if p.reporter == w {
		p.reporter = nil
	}
	p.workers = slices.DeleteFunc(slices.Clone(p.workers), func(other *poolWorker) bool { return other == w })
}

// broken replaces a worker and sees to what it was at.
func (p *Pool) broken(w *poolWorker, reason string) {
	r := w.at
	p.remove(w)
	switch {
	case r == nil:
		return
	case !w.ready:
		p.again = append(p.again, r)
		if p.silent++; len(p.workers) == 0 && p.silent >= min(2*max(p.Size, 1), Tries) {
			p.refuse()
			return
		}
		p.ensureWorkers(1)
		return
	}
	most, over := Tries, "a worker broke down three times over one part of the work: %s"
	if r.ofFigure() {
		most, over = 2, "the worker broke down twice over this scenario: %s"
	}
	if r.broke++; r.broke < most {
		p.again = append(p.again, r)
	} else {
		r.finish(Reply{}, fmt.Errorf(over, reason))
	}
	p.ensureWorkers(p.open())
}

// refuse tells everything that waits that there is no worker.
func (p *Pool) refuse() {
	waiting, batch, err := append(p.again, p.solve, p.survey, p.question), p.batch, ErrNoWorker
	if batch != nil && p.left < batch.Tasks {
		err = errors.New("the workers have ended, and no other can be started")
	}
	p.again, p.solve, p.survey, p.question, p.batch, p.silent = nil, nil, nil, nil, nil, 0
	for _, r := range waiting {
		if r != nil {
			r.finish(Reply{}, ErrNoWorker)
		}
	}
	if batch != nil {
		batch.Done(err)
	}
}

// giveWay sees to it that no job of a figure keeps a newer one waiting for long.
func (p *Pool) giveWay() {
	if p.late != nil || p.outdated() == nil {
		return
	}
	p.late = p.Port.After(Yield, func() {
		p.late = nil
		w := p.outdated()
		if w == nil || !w.ready {
			return
		}
		if r := w.at; r.job.Kind == Survey && p.survey == nil {
			p.survey, r.broke = r, 0
		}
		p.remove(w)
		p.ensureWorkers(1)
	})
}

// outdated is a worker at a figure's job while a solve of another scenario waits.
func (p *Pool) outdated() *poolWorker {
	for _, w := range p.workers {
		if r := w.at; p.solve != nil && r != nil && (r.job.Kind == Survey ||
			r.job.Kind == Solve && r.job.Revision != p.solve.job.Revision) {
			return w
		}
	}
	return nil
}

// after has f called later, and nothing that was to be called before.
func (w *poolWorker) after(port Port, millis float64, f func()) {
	stop(&w.timer)
	w.timer = port.After(millis, func() {
		w.timer = nil
		f()
	})
}

// stop cancels a timer that runs.
func stop(cancel *func()) {
	if *cancel != nil {
		(*cancel)()
		*cancel = nil
	}
}
