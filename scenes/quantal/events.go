package quantal

import (
	"errors"
	"fmt"
	"math"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/stage"
)

// Event turns an event into edits or changes of view.
func (s *Scene) Event(ev stage.Event, f *stage.Frame) stage.Response {
	switch ev.Kind {
	case stage.Param:
		return stage.SetView(ev, "agent", "shown")
	case stage.Move, stage.Nudge, stage.Home, stage.End:
		if ev.HasNaN() {
			return stage.Response{Err: stage.ErrNaN}
		}
		switch ev.Handle {
		case beliefs.Handle:
			return movePrior(ev, f)
		case lambdaHandle:
			return s.moveLambda(ev, f)
		}
		return stage.Response{Err: fmt.Errorf("%q cannot be moved: it is computed", ev.Handle)}
	case stage.Delete:
		return stage.Response{Err: errors.New("nothing in this figure can be removed")}
	}
	return stage.Response{}
}

// movePrior answers a drag or a key on the prior.
func movePrior(ev stage.Event, f *stage.Frame) stage.Response {
	m := build(f)
	plan := planOf(&m, f.Figure)
	return m.Space.Move(ev, f.Figure, plan.Back)
}

// moveLambda sets lambda, and with it a response by chance. A press of a key multiplies it
// by a power of ten, 10 to the step: 1.02, or with Shift 1.26.
func (s *Scene) moveLambda(ev stage.Event, f *stage.Frame) stage.Response {
	r := f.Scenario.ResponseOrDefault()
	lambda := r.Lambda
	if r.Kind != engine.Quantal {
		lambda = engine.MaxLambda
	}
	switch ev.Kind {
	case stage.Home:
		lambda = 0
	case stage.End:
		lambda = engine.MaxLambda
	case stage.Move:
		lambda = s.curve.lambdaAt(ev.At.X)
	case stage.Nudge:
		lambda = nudged(lambda, (ev.DX+ev.DY)*ev.Step)
	}
	return stage.Response{Edits: []engine.Edit{engine.SetResponse{Response: engine.Response{Kind: engine.Quantal,
		Lambda: lambda}}}}
}

// nudged is lambda times ten to the step; below the logarithmic part of the axis lies 0.
func nudged(lambda, step float64) float64 {
	switch {
	case lambda < leastLambda && step > 0:
		return leastLambda
	case lambda <= leastLambda && step < 0:
		return 0
	}
	return min(digits(lambda*math.Pow(10, step)), engine.MaxLambda)
}
