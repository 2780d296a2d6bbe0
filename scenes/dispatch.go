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
	switch ev.Kind {
	case stage.Grab:
		a.grab(ev)
		return nil
	case stage.Move:
		return a.move(ev)
	case stage.Drop:
		a.drop()
		return nil
	case stage.Cancel:
		a.cancel()
		return nil
	case stage.Hover, stage.Focus:
		a.point(ev)
		return nil
	case stage.Param:
		return a.param(ev)
	}
	return a.step(ev, "")
}

// point takes in what the pointer is over or the keyboard is on; it ends no drag.
func (a *App) point(ev stage.Event) {
	at := &a.frame.Hover
	if ev.Kind == stage.Focus {
		at = &a.frame.Focus
	}
	if *at != ev.Handle {
		*at = ev.Handle
		a.refresh()
	}
}

// grab starts a drag of a handle that can be dragged.
func (a *App) grab(ev stage.Event) {
	a.drop()
	for _, h := range a.overlay.handles {
		if h.ID == ev.Handle && !h.Fixed {
			a.drag.Grab(h.ID, ev.At, h.At)
			a.store.Begin()
			a.frame.Dragging = true
			a.grabbed = a.frame
			a.change()
		}
	}
}

// move answers a drag from the frame at its start, so that where the pointer has been on
// its way leaves no trace.
func (a *App) move(ev stage.Event) error {
	if a.drag.Handle() == "" || ev.Handle != a.drag.Handle() {
		return nil
	}
	ev.At = a.drag.Target(ev.At)
	r := a.scene.Event(ev, &a.grabbed)
	if r.Err != nil {
		return r.Err
	}
	if !a.due {
		a.sound = *a.store
	}
	if err := a.store.Live(r.Edits); err != nil {
		return err
	}
	a.due = true
	a.applyView(r)
	a.changeFigure()
	a.queue.later(a.onLive)
	return nil
}

// drop ends a drag as one step.
func (a *App) drop() {
	if a.drag.Handle() == "" {
		return
	}
	a.drag.End()
	if a.store.Commit() {
		a.committed()
	} else {
		a.change()
	}
}

// cancel ends a drag and restores what was before it.
func (a *App) cancel() {
	if a.drag.Handle() == "" {
		return
	}
	a.drag.End()
	a.store.Cancel()
	a.change()
	a.overlay.announce(&a.frame)
	a.queue.later(a.onLive)
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
	edits, shared, err := stage.Setting(ev, a.store.Now())
	if err != nil {
		return err
	}
	if shared {
		a.drop()
		return a.apply(stage.Response{Edits: edits}, burst)
	}
	return a.step(ev, burst)
}

// step asks the scene about an event and does what it says as one step; nudges of one
// handle, like moves of one slider, join into one.
func (a *App) step(ev stage.Event, burst string) error {
	a.drop()
	if ev.Kind == stage.Nudge {
		burst = "nudge " + ev.Handle
	}
	r := a.scene.Event(ev, &a.frame)
	if r.Err != nil {
		return r.Err
	}
	return a.apply(r, burst)
}

// apply makes the edits of a response as one step, and then its change of view.
func (a *App) apply(r stage.Response, burst string) error {
	before := a.store.Revision()
	if err := a.edit(r.Edits, burst); err != nil {
		return err
	}
	if r.Order != nil {
		if err := a.runOrder(r.Order); err != nil {
			return err
		}
	}
	a.applyView(r)
	switch {
	case a.store.Revision() != before:
		a.committed()
	case r.View != nil:
		a.change()
		a.queue.later(a.onLive)
	default:
		a.refresh()
	}
	if r.Announce != "" {
		a.overlay.say(r.Announce + " " + a.overlay.Panel.Verdict)
	}
	return nil
}

func (a *App) edit(edits []engine.Edit, burst string) error {
	if burst != "" {
		return a.store.Nudge(burst, a.now(), edits)
	}
	return a.store.Do(edits)
}

func (a *App) applyView(r stage.Response) {
	if r.View == nil {
		return
	}
	if a.view.Values == nil {
		a.view.Values = map[string]string{}
	}
	v := copyView(a.view)
	r.View(&v)
	a.view = v
}

// committed is what follows every finished step.
func (a *App) committed() {
	a.change()
	a.overlay.announce(&a.frame)
	a.queue.later(a.onCommit)
}
