package equilibrium

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"emergent/engine"
	"emergent/scenes/stage"
	"emergent/scenes/view"
)

// units is into how many parts a moved prior is rounded: 0.001 is less than a pixel.
const units = 1000

// Event turns an event into edits or changes of view.
func (s *Scene) Event(ev stage.Event, f *stage.Frame) stage.Response {
	switch ev.Kind {
	case stage.Param:
		return param(ev)
	case stage.Move, stage.Nudge, stage.Home, stage.End:
		if ev.Handle == priorHandle {
			return move(ev, f)
		}
		return stage.Response{Err: fmt.Errorf("%q cannot be moved: it is computed", strings.TrimPrefix(ev.Handle, "ladder:"))}
	case stage.Delete:
		return stage.Response{Err: errors.New("nothing in this figure can be removed")}
	}
	return stage.Response{}
}

// param answers the controls of this figure, which are all of its view.
func param(ev stage.Event) stage.Response {
	switch ev.Param {
	case "view.agent", "view.shown", "view.user":
		key := ev.Param[len("view."):]
		return stage.Response{View: func(v *stage.View) { v.Values[key] = ev.Value }}
	}
	return stage.Response{Err: fmt.Errorf("there is no setting called %q here", ev.Param)}
}

// move answers a drag or a key on the prior. States that are not drawn keep probability 0.
func move(ev stage.Event, f *stage.Frame) stage.Response {
	m := build(f)
	if m.kind == tableOnly {
		return stage.Response{Err: errors.New("there is no picture of beliefs to move the prior in")}
	}
	if !m.loose {
		return stage.Response{Err: errors.New("the agents see signals, not the state: the prior over signals follows from the scenario and cannot be dragged")}
	}
	if math.IsNaN(ev.At.X + ev.At.Y + ev.DX + ev.DY + ev.Step) {
		return stage.Response{Err: errors.New("that is no place to move to")}
	}
	n := m.corner()
	w := append([]float64(nil), m.numbers[:n]...)
	view.Project(w)
	switch ev.Kind {
	case stage.Home:
		clear(w)
		w[0] = 1
	case stage.End:
		clear(w)
		w[n-1] = 1
	default:
		m.shift(w, ev, f)
		view.Round(w, units)
	}
	prior := make([]float64, m.all)
	for j, x := range m.signals {
		prior[x] = w[j]
	}
	return stage.Response{Edits: []engine.Edit{engine.SetPrior{Prior: prior}}}
}

// shift moves w to where the pointer is, or by a key.
func (m *model) shift(w []float64, ev stage.Event, f *stage.Frame) {
	if m.kind == axis {
		x := w[1] + (ev.DX+ev.DY)*ev.Step
		if ev.Kind == stage.Move {
			plan := planOf(m, f.Figure)
			x = (ev.At.X - plan.chart.X) / plan.chart.W
		}
		w[1] = min(max(x, 0), 1)
		w[0] = 1 - w[1]
		return
	}
	cam := camera(m, f.Figure)
	if ev.Kind == stage.Move {
		at := cam.At(m.simplex.Place(w))
		m.simplex.Move(w, w, cam.Delta(view.Pixel{X: ev.At.X - at.X, Y: ev.At.Y - at.Y}))
		return
	}
	m.simplex.Move(w, w, m.nudge(ev))
}

// nudge is the movement for arrow keys: each press changes the probability that changes
// most by one step.
func (m *model) nudge(ev stage.Event) view.Point {
	d := m.simplex.Step(view.Point{X: math.Copysign(1, ev.DX)}, math.Abs(ev.DX)*ev.Step)
	return d.Add(m.simplex.Step(view.Point{Y: math.Copysign(1, ev.DY)}, math.Abs(ev.DY)*ev.Step))
}
