package engine

import (
	"encoding/json"
	"math"
	"reflect"
	"testing"
)

// TestMap: the picture of the judge's prosecutor by hand. She convicts from 1/2 on; the
// payoff jumps there, and its envelope runs through (0, payoff at 0) and (1/2, payoff there).
func TestMap(t *testing.T) {
	s := readPreset(t, presetDir+"/judge.json")
	r := new(Solver).Solve(s, MapSection)
	if r.Map == nil || len(r.Map.Regions) != 2 || len(r.Map.Hulls) != 1 {
		t.Fatalf("map %+v, want two regions and one envelope", r.Map)
	}
	if r.Benchmarks != nil || r.Equilibria != nil || r.Ladder != nil {
		t.Error("sections that were not asked for")
	}
	for i, want := range [][2]float64{{0, 0.5}, {0.5, 1}} {
		g := r.Map.Regions[i]
		if g.Strategy[0] != i || math.Abs(g.Vertices[0][1]-want[0]) > 1e-9 ||
			math.Abs(g.Vertices[1][1]-want[1]) > 1e-9 {
			t.Errorf("region %d: %v %v, want action %d on %v", i, g.Strategy, g.Vertices, i, want)
		}
	}
	border := r.Map.Regions[1]
	if got, want := border.Payoffs[0][0], r.Map.Hulls[0][1].Y; math.Abs(got-want) > 1e-9 {
		t.Errorf("payoff %v at the border, want that of the envelope, %v", got, want)
	}
	if left := r.Map.Regions[0]; left.Envelopes[0][1]-left.Payoffs[0][1] < 0.1 {
		t.Errorf("acquitted at the border the envelope is %v above the payoff, want a gap",
			left.Envelopes[0][1]-left.Payoffs[0][1])
	}
}

// TestMapCrosses: a map survives JSON, is given for two and three possible signals alone,
// and is in no other answer.
func TestMapCrosses(t *testing.T) {
	eachCase(t, func(t *testing.T, s Scenario, _ expectation) {
		r := new(Solver).Solve(s, MapSection)
		g := s.Game()
		possible := 0
		for x := range g.AgentSignal.Cols {
			p := 0.0
			for y := range g.States {
				p += g.Prior[y] * g.AgentSignal.At(y, x)
			}
			if p > 1e-12 {
				possible++
			}
		}
		if got, want := r.Map != nil, possible == 2 || possible == 3; got != want {
			t.Fatalf("map is there: %v, want %v for %d signals; notes %v", got, want, possible, r.Notes)
		}
		if r.Map == nil {
			return
		}
		requireFinite(t, "map", reflect.ValueOf(r))
		var back Result
		if err := json.Unmarshal([]byte(encode(t, r)), &back); err != nil || !reflect.DeepEqual(back, r) {
			t.Errorf("the map changes on its way through JSON (error %v)", err)
		}
	})
	if r := Solve(readPreset(t, presetDir+"/judge.json")); r.Map != nil {
		t.Error("the full result has a map, which only pictures want")
	}
}
