// Package workertest has workers for tests: they do what the test says, on a clock that the test turns.
package workertest

import (
	"errors"
	"testing"

	"github.com/emergent-alignment/emergent/scenes/worker"
)

// Port is a worker.Port that starts such workers.
type Port struct {
	T       *testing.T
	Refuse  bool // to start any
	Workers []*Worker
	Now     float64 // milliseconds
	timers  []*timer
}

type timer struct {
	at   float64
	f    func()
	dead bool
}

// Worker keeps the jobs and files that it was given.
type Worker struct {
	Jobs   []string
	Files  []any
	Ended  bool
	Server worker.Server
	Hear   func(text string)
	Fail   func(reason string)
	Spoke  bool // these two are the test's, to note how far it is
	Done   int  // jobs

	t *testing.T
}

// Start starts a worker.
func (p *Port) Start(hear func(string), fail func(string)) (worker.Worker, error) {
	if p.Refuse {
		return nil, errors.New("blocked")
	}
	w := &Worker{Hear: hear, Fail: fail, t: p.T}
	p.Workers = append(p.Workers, w)
	return w, nil
}

// After has f called once the clock has been turned so far.
func (p *Port) After(millis float64, f func()) (cancel func()) {
	t := &timer{at: p.Now + millis, f: f}
	p.timers = append(p.timers, t)
	return func() { t.dead = true }
}

// Pass turns the clock.
func (p *Port) Pass(millis float64) {
	p.Now += millis
	for i := 0; i < len(p.timers); i++ { // timers may start others
		if t := p.timers[i]; !t.dead && t.at <= p.Now {
			t.dead = true
			t.f()
		}
	}
}

// Last is the worker that was started last.
func (p *Port) Last() *Worker {
	p.T.Helper()
	if len(p.Workers) == 0 {
		p.T.Fatal("no worker was started")
	}
	return p.Workers[len(p.Workers)-1]
}

// Alive are the workers that were not ended.
func (p *Port) Alive() (list []*Worker) {
	for _, w := range p.Workers {
		if !w.Ended {
			list = append(list, w)
		}
	}
	return list
}

// Post gives the worker a job.
func (w *Worker) Post(text string) { w.Jobs = append(w.Jobs, text) }

// SendFile gives the worker a file.
func (w *Worker) SendFile(file any) { w.Files = append(w.Files, file) }

// Terminate ends the worker.
func (w *Worker) Terminate() { w.Ended = true }

// Ready has the worker say that its program runs.
func (w *Worker) Ready() { w.Hear(worker.Reply{Ready: true}.Text()) }

// Posted is the job that the worker was given last.
func (w *Worker) Posted() worker.Job {
	w.t.Helper()
	if len(w.Jobs) == 0 {
		w.t.Fatal("a worker was given nothing")
	}
	j, err := worker.ParseJob(w.Jobs[len(w.Jobs)-1])
	if err != nil {
		w.t.Fatal(err)
	}
	return j
}

// Answer has the real server do that job.
func (w *Worker) Answer() { w.Hear(w.Server.Answer(w.Jobs[len(w.Jobs)-1])) }

// Say has the worker answer that job with r.
func (w *Worker) Say(r worker.Reply) {
	w.t.Helper()
	r.ID = w.Posted().ID
	w.Hear(r.Text())
}
