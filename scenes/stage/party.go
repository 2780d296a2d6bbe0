package stage

import (
	"fmt"
	"math"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// Units is into how many parts moved weights are rounded: 0.001 is less than a pixel.
const Units = 1000

// Party is a user or an agent of a scenario, to look at.
func Party(s *engine.Scenario, who int) *engine.Party {
	switch {
	case who == engine.User:
		return &s.User
	case who < engine.User:
		return &s.Users()[engine.User-who]
	}
	return &s.Agents[who]
}

// Parties lists the user and then the agents.
func Parties(s *engine.Scenario) []engine.Party {
	return append([]engine.Party{s.User}, s.Agents...)
}

// Hue is the number of an agent's letter, which is its for life as its colour is: of the row of a
// panel, the turn of a dialogue, and a theme's colours. Those whose letters are as far apart as a
// theme has colours share one.
func Hue(s *engine.Scenario, agent int) int { return int(s.Letter(agent)[0] - 'A') }

// MoveParty answers Move, Nudge, Home and End of a party among the criteria, whose simplex a
// camera shows: new weights for it.
func MoveParty(ev Event, who int, s *engine.Scenario, simplex *view.Simplex, cam *view.Camera) Response {
	p := Party(s, who)
	if p.Weights == nil {
		return Response{Err: fmt.Errorf("%s has utilities of its own, given as a table, and cannot be moved", p.Name)}
	}
	w := append([]float64(nil), p.Weights...)
	switch ev.Kind {
	case Home:
		clear(w)
		w[0] = 1
	case End:
		clear(w)
		w[len(w)-1] = 1
	case Move:
		at := cam.At(simplex.Place(w))
		simplex.Move(w, w, cam.Delta(ev.At.Add(-at.X, -at.Y)))
		view.Round(w, Units)
	case Nudge:
		simplex.Move(w, w, nudged(simplex, cam, ev))
		view.Round(w, Units)
	}
	return Response{Edits: []engine.Edit{engine.SetWeights{Agent: who, Weights: w}}}
}

// nudged is the movement for arrow keys: each press changes the weight that changes most by
// one step. On a segment, up counts as right and down as left.
func nudged(simplex *view.Simplex, cam *view.Camera, ev Event) view.Point {
	if simplex.Corners() == 2 {
		ev.DX, ev.DY = ev.DX+ev.DY, 0
	}
	along := func(dx, dy, presses float64) view.Point {
		return simplex.Step(cam.Delta(view.Pixel{X: dx * cam.Scale, Y: -dy * cam.Scale}), math.Abs(presses)*ev.Step)
	}
	var d view.Point
	if ev.DX != 0 {
		d = d.Add(along(math.Copysign(1, ev.DX), 0, ev.DX))
	}
	if ev.DY != 0 {
		d = d.Add(along(0, math.Copysign(1, ev.DY), ev.DY))
	}
	return d
}
