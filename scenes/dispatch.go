package scenes

import (
	"fmt"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/stage"
)

// Dispatch handles one event at once: edits, cheap answers and a new overlay, which the move of a drag leaves to the
// next frame, or to who asks for it first. On error the state is as it was.
func (a *App) Dispatch(ev stage.Event) (err error) {
	do := a.do
	if ev.Kind == stage.Move {
		do = a.act
	}
	do(func() {
		start := a.now()
		err = a.dispatch(a.viewport.inward(ev))
		a.stats.LastEvent = (a.now() - start) * 1000
		a.events.add(a.stats.LastEvent)
	})
	return err
}

func (a *App) dispatch(ev stage.Event) error {
	f, h := &a.figure, &a.history
	switch ev.Kind {
	case stage.Grab:
		a.follow(h.drop())
		a.follow(h.grab(ev, a.overlay.handles, &f.frame))
	case stage.Move:
		e, err := f.move(ev, h)
		a.follow(e)
		return err
	case stage.Drop:
		a.follow(h.drop())
	case stage.Cancel:
		a.follow(h.cancel())
	case stage.Hover, stage.Focus:
		a.follow(f.point(ev))
	case stage.Param:
		return a.param(ev)
	case stage.Nudge:
		return a.ask(ev, "nudge "+ev.Handle)
	default:
		return a.ask(ev, "")
	}
	return nil
}

// param sets a control: one that the panel shows, to a value that it takes.
func (a *App) param(ev stage.Event) error {
	c := a.overlay.Panel.Control(ev.Param)
	if c == nil {
		return fmt.Errorf("%s: there is no such setting in this figure", ev.Param)
	}
	if err := c.Accepts(ev.Value); err != nil {
		return err
	}
	burst := ""
	if c.Kind == stage.Range {
		burst = ev.Param
	}
	edits, shared, err := stage.Setting(ev, a.history.store.Now())
	switch {
	case err != nil:
		return err
	case !shared:
		return a.ask(ev, burst)
	}
	a.follow(a.history.drop())
	return a.apply(&stage.Response{Edits: edits}, burst)
}

// ask asks the figure about an event and does what it says as one step; nudges of one
// handle, like moves of one slider, join into one burst.
func (a *App) ask(ev stage.Event, burst string) error {
	a.follow(a.history.drop())
	r := a.figure.scene.Event(ev, &a.figure.frame)
	return a.apply(&r, burst)
}

// apply does what a response says.
func (a *App) apply(r *stage.Response, burst string) error {
	if r.Err != nil {
		return r.Err
	}
	if err := a.lab.obey(r.Order); err != nil {
		return err
	}
	e, err := a.figure.apply(r, &a.history, burst, a.now())
	if err != nil {
		return err
	}
	a.follow(e)
	if r.Announce != "" {
		a.overlay.say(r.Announce + " " + a.overlay.Panel.Verdict)
	}
	return nil
}

// Edit makes edits of the scenario that stands as one step of undo, or says why not and changes nothing.
func (a *App) Edit(edits func(engine.Scenario) ([]engine.Edit, error)) (err error) {
	a.edit(func() (e effect) {
		a.follow(a.history.drop())
		var list []engine.Edit
		if list, err = edits(a.history.store.Now()); err == nil {
			e, err = a.history.edit(list, "", 0)
		}
		return e
	})
	return err
}
