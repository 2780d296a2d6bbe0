package selection

import (
	"cmp"
	"errors"
	"math"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/stage"
)

// Event turns an event into edits or changes of view.
func (s *Scene) Event(ev stage.Event, f *stage.Frame) stage.Response {
	switch ev.Kind {
	case stage.Param:
		return s.param(ev, f)
	case stage.Move, stage.Nudge, stage.Home, stage.End:
		if ev.HasNaN() {
			return stage.Response{Err: stage.ErrNaN}
		}
		switch ev.Handle {
		case stepHandle:
			return s.moveStep(ev)
		case samplesHandle:
			return s.moveSamples(ev, f)
		}
		return stage.Response{Err: errors.New("offers cannot be moved: the agents make them")}
	case stage.Delete:
		return stage.Response{Err: errors.New("nothing in this figure can be removed")}
	}
	return stage.Response{}
}

// moveStep goes along the path: to the bid that gives the user what the pointer is at, or by
// bids, ten with Shift.
func (s *Scene) moveStep(ev stage.Event) stage.Response {
	if s.now == nil || !s.now.m.solved {
		return stage.Response{Err: errors.New("there are no bids to go through")}
	}
	m := &s.now.m
	step := m.step
	switch ev.Kind {
	case stage.Home:
		step = 0
	case stage.End:
		step = m.last()
	case stage.Move:
		step = m.nearest(s.now.plot.X.Value(ev.At.X))
	case stage.Nudge:
		step += int(math.Round((ev.DX + ev.DY) * ev.Step * 100))
	}
	return stage.Response{View: s.player.Show(step, m.last())}
}

// moveSamples sets the length of the evaluation. A press of a key multiplies it by a power of
// ten, 10 to the step, and by one conversation at least.
func (s *Scene) moveSamples(ev stage.Event, f *stage.Frame) stage.Response {
	v := settings(f)
	switch ev.Kind {
	case stage.Home:
		v.Samples = 0
	case stage.End:
		v.Samples = engine.MaxEvaluation
	case stage.Move:
		v.Samples = s.losses.samplesAt(ev.At.X)
	case stage.Nudge:
		v.Samples = nudged(v.Samples, (ev.DX+ev.DY)*ev.Step)
	}
	return edit(v)
}

// nudged is a number of conversations times ten to the step, another one in any case.
func nudged(samples int, step float64) int {
	next := int(math.Round(float64(samples) * math.Pow(10, step)))
	switch {
	case step > 0:
		next = max(next, samples+1)
	case step < 0:
		next = min(next, samples-1)
	}
	return min(max(next, 0), engine.MaxSamples)
}

// settings returns them as they were given, so that what was left to its default stays so.
func settings(f *stage.Frame) engine.Selection {
	return *cmp.Or(f.Scenario.Selection, &engine.Selection{})
}

func edit(v engine.Selection) stage.Response {
	return stage.Response{Edits: []engine.Edit{engine.SetSelection{Selection: v}}}
}

// param answers the controls of this figure: those of the game, and those that play.
func (s *Scene) param(ev stage.Event, f *stage.Frame) stage.Response {
	last, step := 0, 0
	if s.now != nil && s.now.m.solved {
		last, step = s.now.m.last(), s.now.m.step
	}
	if r, known := s.player.Param(ev, step, last, 1); known {
		return r
	}
	return rules(ev, f)
}

// rules answers the control that the app leaves to this figure: the order of turns.
func rules(ev stage.Event, f *stage.Frame) stage.Response {
	if ev.Param != "selection.order" {
		return stage.NoSetting(ev)
	}
	v := settings(f)
	v.Order = order(ev.Value, len(f.Scenario.Agents), v.Order)
	return edit(v)
}

// The orders of turns to choose from.
const (
	asListed  = "listed"
	backwards = "reversed"
	asGiven   = "given"
)

// order is the list of turns of a choice; nil: as listed.
func order(choice string, agents int, given []int) []int {
	switch choice {
	case backwards:
		list := make([]int, agents)
		for i := range list {
			list[i] = agents - 1 - i
		}
		return list
	case asGiven:
		return given
	}
	return nil
}

// orderOf is the choice that an order is.
func orderOf(list []int) string {
	up, down := true, true
	for i, agent := range list {
		up = up && agent == i
		down = down && agent == len(list)-1-i
	}
	switch {
	case up:
		return asListed
	case down:
		return backwards
	}
	return asGiven
}
