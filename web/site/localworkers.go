package site

import (
	"github.com/emergent-alignment/emergent/scenes/worker"
)

// localWorkers is a worker.Port whose workers do their jobs here, one after another, so that the
// pictures of the article show what its experiments give.
type localWorkers struct{ waiting []func() }

func (d *localWorkers) Start(hear func(text string), _ func(reason string)) (worker.Worker, error) {
	return &localWorker{all: d, hear: hear}, nil
}

// After never comes: nothing is late here.
func (d *localWorkers) After(float64, func()) (cancel func()) { return func() {} }

// work does all jobs, and those that follow from them.
func (d *localWorkers) work() {
	for len(d.waiting) > 0 {
		do := d.waiting[0]
		d.waiting = d.waiting[1:]
		do()
	}
}

// localWorker is one of the workers.
type localWorker struct {
	all *localWorkers
	worker.Server
	hear  func(text string)
	ended bool
}

func (w *localWorker) Post(text string) {
	w.all.waiting = append(w.all.waiting, func() {
		if !w.ended {
			w.hear(w.Answer(text))
		}
	})
}

// SendFile does nothing: there are no files here.
func (w *localWorker) SendFile(any) {}
func (w *localWorker) Terminate()   { w.ended = true }
