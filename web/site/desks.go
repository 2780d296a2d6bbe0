package site

import (
	"github.com/emergent-alignment/emergent/scenes/job"
	"github.com/emergent-alignment/emergent/scenes/stage"
)

// desks is a stage.Port whose workers do their jobs here, one after another, so that the
// pictures of the article show what its experiments give.
type desks struct{ waiting []func() }

func (d *desks) Start(hear func(text string), _ func(reason string)) (stage.Worker, error) {
	return &desk{desks: d, hear: hear}, nil
}

// After never comes: nothing is late here.
func (d *desks) After(float64, func()) (cancel func()) { return func() {} }

// work does all jobs, and those that follow from them.
func (d *desks) work() {
	for len(d.waiting) > 0 {
		do := d.waiting[0]
		d.waiting = d.waiting[1:]
		do()
	}
}

// desk is one of the workers.
type desk struct {
	desks *desks
	job.Desk
	hear  func(text string)
	ended bool
}

func (w *desk) Post(text string) {
	w.desks.waiting = append(w.desks.waiting, func() {
		if !w.ended {
			w.hear(w.Answer(text))
		}
	})
}

// Lend shadows that of job.Desk: there are no files here.
func (w *desk) Lend(any)   {}
func (w *desk) Terminate() { w.ended = true }
