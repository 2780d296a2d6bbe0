package lab

import (
	"errors"
	"math"
	"strconv"

	"github.com/emergent-alignment/emergent/scenes/stage"
)

// Event turns an event into changes of view and orders for the lab.
func (s *Scene) Event(ev stage.Event, f *stage.Frame) stage.Response {
	switch ev.Kind {
	case stage.Param:
		return s.param(ev, f)
	case stage.Move, stage.Nudge, stage.Home, stage.End:
		if ev.HasNaN() {
			return stage.Response{Err: stage.ErrNaN}
		}
		if ev.Handle == atHandle {
			return s.move(ev)
		}
		return stage.Response{Err: errors.New("points of a chart cannot be moved: the experiment makes them")}
	case stage.Delete:
		return stage.Response{Err: errors.New("nothing in this figure can be removed")}
	}
	return stage.Response{}
}

// move goes along the axis, place by place, ten with Shift.
func (s *Scene) move(ev stage.Event) stage.Response {
	if s.now == nil || len(s.now.m.graphs) == 0 {
		return stage.Response{Err: errors.New("there is no chart to read")}
	}
	x := s.now.m.graphs[0].x
	at := s.now.m.at
	switch ev.Kind {
	case stage.Home:
		at = 0
	case stage.End:
		at = len(x) - 1
	case stage.Move:
		at = s.now.m.nearest(s.now.plans[0].plot.X.Value(ev.At.X))
	case stage.Nudge:
		at += int(math.Round((ev.DX + ev.DY) * ev.Step * 100))
	}
	value := strconv.FormatFloat(x[min(max(at, 0), len(x)-1)], 'f', -1, 64)
	return stage.Response{View: func(v *stage.View) { v.Values[atParam] = value }}
}

// param answers the form and its buttons.
func (s *Scene) param(ev stage.Event, f *stage.Frame) stage.Response {
	asked, _ := askedOf(&f.View, tableOf(f), surveyOf(f))
	switch ev.Param {
	case runParam:
		return stage.Response{Order: &stage.Order{Run: &asked}}
	case stopParam:
		return stage.Response{Order: &stage.Order{Stop: true}}
	case openParam:
		return stage.Response{Order: &stage.Order{Choose: true}}
	case diceParam:
		asked.Seed = stage.Rolled(asked.Seed)
		return stage.Response{View: set(seedParam, strconv.FormatUint(asked.Seed, 10)),
			Order: &stage.Order{Run: &asked}}
	case kindParam:
		return stage.Response{View: func(v *stage.View) {
			v.Values[kindParam] = ev.Value
			delete(v.Values, atParam)
			delete(v.Values, chartParam)
			delete(v.Values, "lab.runs") // as many as this one needs
		}}
	case chartParam:
		return stage.Response{View: func(v *stage.View) {
			v.Values[chartParam] = ev.Value
			delete(v.Values, atParam)
		}}
	}
	if change := s.reading(ev, f); change != nil {
		return stage.Response{View: change}
	}
	for _, f := range kindOf(asked.Kind).fields {
		if f.Param == ev.Param {
			f.set(&asked, ev.Value)
			return stage.Response{View: set(ev.Param, f.get(&asked))}
		}
	}
	return stage.NoSetting(ev)
}

// set returns the change of a value of the view.
func set(key, value string) func(*stage.View) {
	return func(v *stage.View) { v.Values[key] = value }
}
