package scenes

import (
	"cmp"
	"maps"
	"reflect"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/engine/experiment"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/theme"
)

// figure is the one that is shown, with what its scene is handed.
type figure struct {
	row
	scene  stage.Scene
	view   stage.View
	theme  *theme.Theme // as it was chosen; the frame's has the agents' colours
	frame  stage.Frame
	axes   stage.Axes
	moving bool // a tween runs
}

// question is what it asks of the scenario that stands.
func (f *figure) question(h *past) question {
	s := h.store.Now()
	return question{s, h.store.Revision(), f.looksAt(&s, h.store.Dragging()), f.later, h.store.Dragging()}
}

// update puts the frame together, but for the map.
func (f *figure) update(h *past, v *answers) {
	x := &f.frame
	x.Scenario, x.Result, x.View = h.store.Now(), v.result, f.view
	if t := colored(f.theme, &x.Scenario); !reflect.DeepEqual(t, x.Theme) { // figures look at whose it is
		x.Theme = t
	}
	x.Stale, x.Late, x.Dragging = v.stale(), v.late(), v.dragging
}

// layOut lays the figure out on axes with room for others, nil: for no others.
func (f *figure) layOut(room *stage.Axes) {
	f.axes.Record(room)
	f.frame.Axes = &f.axes
	f.moving = f.scene.Layout(&f.frame)
}

// point takes in what the pointer is over or the keyboard is on; it ends no drag.
func (f *figure) point(ev stage.Event) effect {
	at := &f.frame.Hover
	if ev.Kind == stage.Focus {
		at = &f.frame.Focus
	}
	if *at == ev.Handle {
		return 0
	}
	*at = ev.Handle
	return redrawn
}

// move answers a drag from the frame at its start, so that where the pointer has been on
// its way leaves no trace.
func (f *figure) move(ev stage.Event, h *past) (effect, error) {
	if !h.store.Dragging() || ev.Handle != h.drag.Handle() {
		return 0, nil
	}
	ev.At = h.drag.Target(ev.At)
	r := f.scene.Event(ev, &h.grabbed)
	if r.Err != nil {
		return 0, r.Err
	}
	if err := h.move(r.Edits); err != nil {
		return 0, err
	}
	f.turn(r.View)
	return changed | dragged | live, nil
}

// apply makes the edits of a response as one step, and then its change of view.
func (f *figure) apply(r *stage.Response, h *past, burst string, now float64) (effect, error) {
	e, err := h.edit(r.Edits, burst, now)
	if err != nil {
		return 0, err
	}
	f.turn(r.View)
	switch {
	case e != 0:
		return e, nil
	case r.View != nil:
		return changed | live, nil
	}
	return redrawn, nil
}

// turn changes a copy of the view.
func (f *figure) turn(change func(*stage.View)) {
	if change == nil {
		return
	}
	v := copyView(f.view)
	change(&v)
	f.view = v
}

// setView shows v, which was checked, and reports whether that is another figure.
func (f *figure) setView(v stage.View) (other bool) {
	v.Scene = cmp.Or(v.Scene, scenes[0].name)
	f.view = v
	for _, r := range scenes {
		if r.name == v.Scene && r.name != f.name {
			f.row, f.scene, other = r, r.make(), true
		}
	}
	return other
}

// asked is the experiment that the view asks for, if the figure shows experiments.
func (f *figure) asked() (s experiment.Spec, shows bool) {
	e, shows := f.scene.(stage.Experimenter)
	if shows {
		s = e.Asked(&f.frame)
	}
	return s, shows
}

// plays is the experiment that a view with "play" asks for. The word is taken out, so that it starts once and a
// copied link does not start it again.
func (f *figure) plays() (s experiment.Spec, plays bool) {
	if _, shows := f.scene.(stage.Experimenter); !shows || f.view.Values["play"] != "true" {
		return s, false
	}
	delete(f.view.Values, "play")
	f.frame.View = f.view
	return f.asked()
}

// copyView returns a view whose values are its own, and can be set.
func copyView(v stage.View) stage.View {
	if v.Values = maps.Clone(v.Values); v.Values == nil {
		v.Values = map[string]string{}
	}
	return v
}

// colored is a theme in which the agents of a scenario have the colours of their letters: the
// theme itself where those are the letters of their places.
func colored(t *theme.Theme, s *engine.Scenario) *theme.Theme {
	same := true
	for i := range s.Agents {
		same = same && stage.Hue(s, i) == i
	}
	if same {
		return t
	}
	mine := *t
	mine.Agents = nil
	for i := range s.Agents {
		mine.Agents = append(mine.Agents, t.Agent(stage.Hue(s, i)))
	}
	return &mine
}
