package scenes

import (
	"errors"

	"github.com/emergent-alignment/emergent/engine/experiment"
	"github.com/emergent-alignment/emergent/scenes/experiments"
	"github.com/emergent-alignment/emergent/scenes/lab"
	"github.com/emergent-alignment/emergent/scenes/stage"
)

// openLab makes the lab, where there is somebody to do its work.
func (a *App) openLab() {
	if a.options.Workers != nil {
		a.lab = experiments.NewLab(a.options.Workers, a.options.MainThread, a.options.Cores, a.now, a.labChanged)
		a.frame.Experiment = a.lab.State()
	}
}

// errNoLab answers where there is none.
var errNoLab = errors.New("experiments cannot be run here")

// labChanged shows what the lab has to say. What goes wrong is said by the page too.
func (a *App) labChanged() {
	a.do(func() {
		before, now := a.frame.Experiment, a.lab.State()
		a.frame.Experiment = now
		if !now.Running() {
			a.tellSettled(now)
		}
		if now.Phase == stage.Failed && before.Phase != stage.Failed && a.options.Say != nil {
			a.queue.later(func() { a.options.Say(now.Trouble) })
		}
		if _, shows := a.scene.(stage.Experimenter); !shows {
			return
		}
		a.change()
		if before.Phase != a.frame.Experiment.Phase {
			a.overlay.announce(&a.frame)
		}
	})
}

// tellSettled tells everybody who waits that nothing is under way.
func (a *App) tellSettled(e *stage.Experiment) {
	var err error
	if e != nil && e.Phase == stage.Failed {
		err = errors.New(e.Trouble)
	}
	for _, f := range a.settled {
		a.queue.later(func() { f(err) })
	}
	a.settled = nil
}

// Settled calls f once no experiment is under way, with an error if the last one failed.
func (a *App) Settled(f func(error)) {
	a.do(func() {
		a.settled = append(a.settled, f)
		if !a.frame.Experiment.Running() {
			a.tellSettled(a.frame.Experiment)
		}
	})
}

// runOrder does what a figure wants done about experiments, once the lock is released.
func (a *App) runOrder(o *stage.Order) error {
	if a.lab == nil {
		return errNoLab
	}
	switch {
	case o.Run != nil:
		a.queue.later(func() { a.lab.Run(*o.Run) })
	case o.Stop:
		a.queue.later(a.lab.Stop)
	case o.Choose:
		a.queue.later(a.options.Choose)
	}
	return nil
}

// playLab starts the experiment that a view with "play" asks for; the word is taken out, so
// that it starts once and a copied link does not start it again.
func (a *App) playLab() {
	e, ok := a.scene.(stage.Experimenter)
	if !ok || a.view.Values["play"] != "true" {
		return
	}
	delete(a.view.Values, "play")
	a.frame.View = a.view
	if a.lab != nil {
		s := e.Asked(&a.frame)
		a.queue.later(func() { a.lab.Run(s) })
	}
}

// OpenTable has the lab look at a table of the reader's, which no one but a worker reads.
func (a *App) OpenTable(name string, file any) error {
	if a.lab == nil {
		return errNoLab
	}
	v := a.View()
	v.Scene = labScene
	if v.Values == nil {
		v.Values = map[string]string{}
	}
	v.Values["lab.kind"] = "table"
	if a.lab.State().Table != "" { // what was said of another table; a link may have said it of this one
		for _, param := range lab.ReadingParams() {
			delete(v.Values, param)
		}
	}
	if err := a.SetView(v); err != nil {
		return err
	}
	a.do(func() {
		if e, ok := a.scene.(stage.Experimenter); ok {
			s := e.Asked(&a.frame)
			a.queue.later(func() { a.lab.Open(s, name, file) })
		}
	})
	return nil
}

// OpenSpec fills the form in from the spec of an experiment, as the command line reads it.
func (a *App) OpenSpec(text string) error {
	s, err := experiment.Parse([]byte(text))
	if err != nil {
		return err
	}
	values, err := lab.Values(s)
	if err != nil {
		return err
	}
	v := a.View()
	v.Scene = labScene
	v.Values = values
	return a.SetView(v)
}

// labScene is the figure that shows experiments.
const labScene = "lab"

// Report is the report of the experiment that is shown, as the command line prints it; ""
// where there is none.
func (a *App) Report() (text string) {
	a.do(func() {
		if r, ok := a.scene.(stage.Reporter); ok {
			text = r.Report()
		}
	})
	return text
}
