package hull

import (
	"errors"
	"fmt"
	"math"
	"strconv"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// turnSpeed is the turn in radians for a drag of one pixel; maxPitch keeps the apex up.
const (
	turnSpeed = 0.009
	maxPitch  = 1.2
)

// Event turns an event into edits or changes of view.
func (s *Scene) Event(ev stage.Event, f *stage.Frame) stage.Response {
	switch ev.Kind {
	case stage.Add:
		return add(ev, f)
	case stage.Orbit:
		return orbit(ev, f)
	case stage.Param:
		return param(ev, f)
	case stage.Move, stage.Nudge, stage.Home, stage.End, stage.Delete:
		who, ok := stage.AnyPartyOf(ev.Handle, &f.Scenario)
		if !ok {
			return stage.Response{Err: fmt.Errorf("there is nothing called %q here", ev.Handle)}
		}
		if ev.Kind == stage.Delete {
			return remove(who, f)
		}
		return move(ev, who, f)
	}
	return stage.Response{}
}

// move answers Move, Nudge, Home and End: new weights for a party.
func move(ev stage.Event, who int, f *stage.Frame) stage.Response {
	simplex := view.NewSimplex(max(1, len(f.Scenario.Criteria)))
	cam := camera(kindOf(&f.Scenario), simplex.Box(), f)
	s := &f.Scenario
	if who >= 0 {
		s = &facing(f).Scenario
	}
	r := stage.MoveParty(ev, who, s, &simplex, &cam)
	for i, e := range r.Edits {
		if set, ok := e.(engine.SetWeights); ok {
			r.Edits[i] = placing(f, who, set.Weights)
		}
	}
	return r
}

func remove(who int, f *stage.Frame) stage.Response {
	if who < engine.User {
		return stage.Response{Edits: []engine.Edit{stage.WithoutUser(&f.Scenario, engine.User-who)}}
	}
	if who == engine.User {
		return stage.Response{Err: errors.New("you cannot be removed, only agents can")}
	}
	return stage.Response{Edits: []engine.Edit{engine.RemoveAgent{Agent: who}}}
}

// add answers Add: a new agent at the place that was double-clicked, or where there is most
// room.
func add(ev stage.Event, f *stage.Frame) stage.Response {
	n := len(f.Scenario.Criteria)
	if n == 0 {
		return stage.Response{Err: errors.New("an agent can be added once there are criteria: make each agent's " +
			"utility a criterion first")}
	}
	simplex := view.NewSimplex(n)
	var w []float64
	if ev.At == (view.Pixel{}) {
		w = roomiest(&f.Scenario)
	} else {
		w = make([]float64, n)
		for j := range w {
			w[j] = 1 / float64(n)
		}
		cam := camera(kindOf(&f.Scenario), simplex.Box(), f)
		at := cam.At(simplex.Place(w))
		simplex.Move(w, w, cam.Delta(ev.At.Add(-at.X, -at.Y)))
	}
	return adding(w, f)
}

// addBest puts one more agent where the map says that it helps the user most: what a double-click
// there does, for the keyboard and for a finger.
func addBest(f *stage.Frame) stage.Response {
	if mapOf(f) == engine.NewAgent && f.Map != nil && f.Map.Who == engine.NewAgent && !f.Map.Stale {
		if best, found := f.Map.Best(); found {
			return adding(f.Map.Weights(nil, best), f)
		}
	}
	return stage.Response{Err: errors.New("no best place is known yet: choose a map of one more agent, and " +
		"wait until it is there")}
}

// adding is the answer that adds an agent with weights.
func adding(w []float64, f *stage.Frame) stage.Response {
	view.Round(w, stage.Units)
	r := stage.Response{Edits: []engine.Edit{engine.AddAgent{Party: engine.Party{Weights: w}}}}
	if s, err := engine.Apply(f.Scenario, r.Edits[0]); err == nil {
		r.Announce = "Agent " + s.Letter(len(s.Agents)-1) + " added."
	}
	return r
}

// roomiest returns, of a grid of places inside the simplex (half-way, a third and a fifth
// of the way from the middle to each corner and each pair of corners), the one farthest
// from everyone in weights; the first of equal ones.
func roomiest(s *engine.Scenario) []float64 {
	n := len(s.Criteria)
	var best []float64
	room := -1.
	try := func(i, j int, share float64) {
		w := make([]float64, n)
		for k := range w {
			w[k] = (1 - share) / float64(n)
		}
		w[i] += share / 2
		w[j] += share / 2
		nearest := math.Inf(1)
		for _, p := range stage.Parties(s) {
			if p.Weights != nil {
				nearest = min(nearest, distance(w, p.Weights))
			}
		}
		if nearest > room+together {
			best, room = w, nearest
		}
	}
	for _, share := range []float64{0, 0.2, 1. / 3, 0.5, 0.7} {
		for i := range n {
			for j := i; j < n; j++ {
				try(i, j, share)
			}
		}
	}
	return best
}

func distance(a, b []float64) float64 {
	sum := 0.
	for k := range a {
		sum += (a[k] - b[k]) * (a[k] - b[k])
	}
	return math.Sqrt(sum)
}

// orbit turns the tetrahedron.
func orbit(ev stage.Event, f *stage.Frame) stage.Response {
	if kindOf(&f.Scenario) != solid {
		return stage.Response{}
	}
	return turnTo(f.View.Yaw+turnSpeed*ev.DX, f.View.Pitch+turnSpeed*ev.DY)
}

// turnTo keeps yaw within half a turn and pitch where the picture can be read.
func turnTo(yaw, pitch float64) stage.Response {
	yaw = math.Remainder(yaw, 2*math.Pi)
	pitch = min(max(pitch, -maxPitch), maxPitch)
	return stage.Response{View: func(v *stage.View) { v.Yaw, v.Pitch = yaw, pitch }}
}

// param answers the controls that only this figure has.
func param(ev stage.Event, f *stage.Frame) stage.Response {
	switch ev.Param {
	case "agents.add":
		return add(stage.Event{Kind: stage.Add}, f)
	case "agents.addBest":
		return addBest(f)
	case "view.yaw", "view.pitch":
		degrees, err := strconv.ParseFloat(ev.Value, 64)
		if err != nil {
			return stage.Response{Err: fmt.Errorf("%s: %q is not a number", ev.Param, ev.Value)}
		}
		if ev.Param == "view.yaw" {
			return turnTo(degrees*math.Pi/180, f.View.Pitch)
		}
		return turnTo(f.View.Yaw, degrees*math.Pi/180)
	}
	if j, ok := weightParam(ev.Param, len(f.Scenario.Criteria)); ok {
		return setWeight(j, ev.Value, f)
	}
	return stage.SetView(ev, "names", "party", "facing", "map", "mapOf", "mapCriterion", "mapShare")
}
