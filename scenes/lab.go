package scenes

import (
	"errors"

	"github.com/emergent-alignment/emergent/engine/experiment"
	"github.com/emergent-alignment/emergent/scenes/experiments"
	"github.com/emergent-alignment/emergent/scenes/lab"
	"github.com/emergent-alignment/emergent/scenes/stage"
)

// laboratory is the lab, where there is somebody to do its work, with who waits for it.
type laboratory struct {
	*queue
	lab     *experiments.Lab // nil: none
	choose  func()           // lets the reader choose a file
	settled []func(error)    // wait until no experiment is under way
}

// state is what is known of the experiment, nil without a lab.
func (l *laboratory) state() *stage.Experiment {
	if l.lab == nil {
		return nil
	}
	return l.lab.State()
}

// errNoLab answers where there is none.
var errNoLab = errors.New("experiments cannot be run here")

// take shows what the lab has to say. What goes wrong is said by the page too.
func (l *laboratory) take(f *figure) effect {
	before, now := f.frame.Experiment, l.state()
	f.frame.Experiment = now
	l.settle(now)
	if now.Phase == stage.Failed && before.Phase != stage.Failed && l.say != nil {
		l.later(func() { l.say(now.Trouble) })
	}
	switch _, shows := f.scene.(stage.Experimenter); {
	case !shows:
		return 0
	case before.Phase != now.Phase:
		return changed | announced
	}
	return changed
}

// settle tells everybody who waits, once nothing is under way.
func (l *laboratory) settle(e *stage.Experiment) {
	if e.Running() {
		return
	}
	var err error
	if e != nil && e.Phase == stage.Failed {
		err = errors.New(e.Trouble)
	}
	for _, f := range l.settled {
		l.later(func() { f(err) })
	}
	l.settled = nil
}

// obey does what a figure wants done about experiments, once the lock is released.
func (l *laboratory) obey(o *stage.Order) error {
	switch {
	case o == nil:
	case l.lab == nil:
		return errNoLab
	case o.Run != nil:
		l.later(func() { l.lab.Run(*o.Run) })
	case o.Stop:
		l.later(l.lab.Stop)
	case o.Choose:
		l.later(l.choose)
	}
	return nil
}

// Settled calls f once no experiment is under way, with an error if the last one failed.
func (a *App) Settled(f func(error)) {
	a.do(func() {
		a.lab.settled = append(a.lab.settled, f)
		a.lab.settle(a.figure.frame.Experiment)
	})
}

// OpenTable has the lab look at a table of the reader's, which no one but a worker reads.
func (a *App) OpenTable(name string, file any) error {
	if a.lab.lab == nil {
		return errNoLab
	}
	v := a.View()
	v.Scene = labScene
	v.Values["lab.kind"] = "table"
	if a.lab.state().Table != "" { // what was said of another table; a link may have said it of this one
		for _, param := range lab.ReadingParams() {
			delete(v.Values, param)
		}
	}
	if err := a.SetView(v); err != nil {
		return err
	}
	a.do(func() {
		if s, shows := a.figure.asked(); shows {
			a.queue.later(func() { a.lab.lab.Open(s, name, file) })
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
		if r, ok := a.figure.scene.(stage.Reporter); ok {
			text = r.Report()
		}
	})
	return text
}
