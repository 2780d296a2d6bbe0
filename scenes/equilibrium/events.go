package equilibrium

import (
	"errors"
	"fmt"
	"strings"

	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/stage"
)

// Event turns an event into edits or changes of view.
func (s *Scene) Event(ev stage.Event, f *stage.Frame) stage.Response {
	switch ev.Kind {
	case stage.Param:
		return param(ev)
	case stage.Move, stage.Nudge, stage.Home, stage.End:
		switch {
		case ev.Handle == beliefs.Handle:
			return move(ev, f)
		case strings.HasPrefix(ev.Handle, everyHandle):
			if ev.HasNaN() {
				return stage.Response{Err: stage.ErrNaN}
			}
			return s.every.move(ev, f)
		case ev.Handle == ignoredHandle:
			if ev.HasNaN() {
				return stage.Response{Err: stage.ErrNaN}
			}
			return s.ignored.move(ev, f)
		}
		return stage.Response{Err: fmt.Errorf("%q cannot be moved: it is computed",
			strings.TrimPrefix(ev.Handle, "ladder:"))}
	case stage.Delete:
		return stage.Response{Err: errors.New("nothing in this figure can be removed")}
	}
	return stage.Response{}
}

// param answers the controls of this figure, which are all of its view.
func param(ev stage.Event) stage.Response {
	if ev.Param != "view.shown" {
		return stage.SetView(ev, "agent", "user", "beside", "facing")
	}
	return stage.Response{View: func(v *stage.View) {
		v.Values["shown"] = ev.Value
		if ev.Value != heldShown {
			delete(v.Values, "equilibrium") // the reader lets go of it
		}
	}}
}

// move answers a drag or a key on the prior.
func move(ev stage.Event, f *stage.Frame) stage.Response {
	m := build(heard(f))
	plan := planOf(&m, f.Figure)
	return m.Space.Move(ev, f.Figure, plan.Back)
}
