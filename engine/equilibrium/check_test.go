package equilibrium

import (
	"errors"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine/linprog"
	"github.com/emergent-alignment/emergent/engine/persuasion"
)

// echo is the worst equilibrium of three prosecutors: posteriors 0 and 0.5.
func echo(t *testing.T, s *Solver) Equilibrium {
	t.Helper()
	return solve(t, s, trial(conviction, conviction, conviction)).Worst
}

// TestCheckRejects: every way to spoil an equilibrium is found.
func TestCheckRejects(t *testing.T) {
	border := func(e *Equilibrium) *Posterior { // the posterior at which she is indifferent
		for j := range e.Parts {
			if e.Parts[j].Belief[0] == 0.5 {
				return &e.Parts[j]
			}
		}
		t.Fatalf("no posterior at 0.5: %+v", e.Parts)
		return nil
	}
	for _, c := range []struct {
		name  string
		spoil func(e *Equilibrium)
	}{
		{"user", func(e *Equilibrium) { e.User += 1e-6 }},
		{"agent", func(e *Equilibrium) { e.Agents[1] -= 1e-6 }},
		{"agents missing", func(e *Equilibrium) { e.Agents = e.Agents[:2] }},
		{"probability", func(e *Equilibrium) { e.Parts[0].Probability += 1e-6 }},
		{"negative probability", func(e *Equilibrium) { e.Parts[0].Probability *= -1 }},
		{"belief", func(e *Equilibrium) { border(e).Belief[0] += 1e-6 }},
		{"belief that is none", func(e *Equilibrium) { border(e).Belief[1] = -0.5 }},
		{"posterior missing", func(e *Equilibrium) { e.Parts = e.Parts[:1] }},
		{"disobedience", func(e *Equilibrium) {
			for j := range e.Parts {
				if &e.Parts[j] != border(e) {
					e.Parts[j].Strategy[0] = 1 - e.Parts[j].Strategy[0]
				}
			}
		}},
		{"an action no prosecutor would leave her", func(e *Equilibrium) { border(e).Strategy[0] = 0 }},
		{"plane too low", func(e *Equilibrium) { border(e).Planes[2] = []float64{1, 1 - 1e-6} }},
		{"plane too high", func(e *Equilibrium) { border(e).Planes[0][1] += 1e-6 }},
		{"plane missing", func(e *Equilibrium) { border(e).Planes = border(e).Planes[:2] }},
		{"plane of the wrong size", func(e *Equilibrium) { border(e).Planes[0] = nil }},
	} {
		t.Run(c.name, func(t *testing.T) {
			var s Solver
			e := echo(t, &s)
			if err := s.Check(&e); err != nil {
				t.Fatalf("before: %v", err)
			}
			if c.spoil(&e); s.Check(&e) == nil {
				t.Error("accepted")
			}
		})
	}
}

// TestCheckSilence: saying nothing is no equilibrium between a prosecutor and a defender,
// whatever planes are offered.
func TestCheckSilence(t *testing.T) {
	var s Solver
	solve(t, &s, trial(conviction, acquittal))
	r := rand.New(rand.NewPCG(1, 1))
	for range 200 {
		e := Equilibrium{User: 0.7, Agents: []float64{0, 1}, Parts: []Posterior{{
			Belief: []float64{0.7, 0.3}, Strategy: []int{0}, Probability: 1,
			Planes: [][]float64{{r.Float64(), r.Float64()}, {1, 1}},
		}}}
		if s.Check(&e) == nil {
			t.Fatalf("accepted silence with planes %v", e.Parts[0].Planes)
		}
	}
}

// TestCheckFloorRejects: a floor that its weights do not prove is refused, in the words of what is wrong.
func TestCheckFloorRejects(t *testing.T) {
	for name, row := range map[string]struct {
		spoil func(f *Floor)
		want  string
	}{
		"value": {func(f *Floor) { f.Value += 1e-6 }, "the floor's proof gives"},
		"prices too high": {func(f *Floor) {
			for k := range f.Prices {
				f.Prices[k] += 1e-3
			}
			f.Value += 2e-3 // what they come to with the excess added, not taken off
		}, "the floor's proof gives"},
		"any":             {func(f *Floor) { f.AnyResponse += 1e-6 }, "the proof of the floor for any response gives"},
		"price":           {func(f *Floor) { f.Prices[1] += 1e-6 }, "the floor's proof gives"},
		"weight":          {func(f *Floor) { f.Weights[0] = -1 }, "the weight of agent 0 is negative"},
		"any weight":      {func(f *Floor) { f.AnyWeights[0] += 1 }, "the proof of the floor for any response gives"},
		"negative one":    {func(f *Floor) { f.AnyWeights[1] = -1 }, "the weight of agent 1 is negative"},
		"wrong shape":     {func(f *Floor) { f.Weights = nil }, "the wrong shape"},
		"any wrong shape": {func(f *Floor) { f.AnyWeights = nil }, "the wrong shape"},
		"price absent":    {func(f *Floor) { f.Prices = nil }, "the wrong shape"},
	} {
		var s Solver
		f := solve(t, &s, trial(conviction, acquittal)).Floor
		if err := s.CheckFloor(&f); err != nil {
			t.Fatalf("before: %v", err)
		}
		row.spoil(&f)
		if err := s.CheckFloor(&f); err == nil || !strings.Contains(err.Error(), row.want) {
			t.Errorf("%s: %v, not %q", name, err, row.want)
		}
	}
}

// TestPastTheBudget: the largest games the format admits end with an answer or with a
// LimitError, and the solver is usable afterwards.
func TestPastTheBudget(t *testing.T) {
	if testing.Short() {
		t.Skip("half a second of cutting")
	}
	var s Solver
	r := rand.New(rand.NewPCG(1, 1))
	var limit *persuasion.LimitError
	if _, err := s.Solve((shape{states: 8, actions: 8, agents: 24, heard: 8}).draw(r)); !errors.As(err, &limit) {
		t.Errorf("8 user signals: error %v, want a LimitError", err)
	}
	a := solve(t, &s, (shape{states: 8, actions: 8, agents: 24}).draw(r))
	checkAnswer(t, &s, &a)
}

// TestFloorPastTheBudget: an indifferent user has as many ways to break ties as there are
// strategies; the floor alone is past the budget then.
func TestFloorPastTheBudget(t *testing.T) {
	g := (shape{states: 2, actions: 4, agents: 2, heard: 8}).draw(rand.New(rand.NewPCG(1, 1)))
	for k := range g.User.Data {
		g.User.Data[k] = 0.5
	}
	var s Solver
	a, err := s.Solve(g)
	var limit *persuasion.LimitError
	if !errors.As(err, &limit) {
		t.Errorf("error %v, want a LimitError", err)
	}
	if err := s.Check(&a.Worst); err != nil || math.Abs(a.Opt-0.5) > 1e-12 {
		t.Errorf("opt %g, worst equilibrium: %v", a.Opt, err)
	}
}

// TestAllocations: solving games of a known size allocates nothing.
func TestAllocations(t *testing.T) {
	var s Solver
	g := (shape{states: 3, actions: 3, agents: 5}).draw(rand.New(rand.NewPCG(1, 1)))
	solve(t, &s, g)
	s.Map()
	for what, work := range map[string]func(){
		"Load": func() {
			if err := s.Load(g); err != nil {
				t.Fatal(err)
			}
		},
		"Monopolies": func() { s.Monopolies() },
		"Equilibria": func() { s.Equilibria() },
		"Floors": func() {
			if _, err := s.Floors(); err != nil {
				t.Fatal(err)
			}
		},
		"Map": func() { s.Map() },
	} {
		if n := testing.AllocsPerRun(20, work); n != 0 {
			t.Errorf("%s allocates %g times", what, n)
		}
	}
}

// TestProvingIsProved: what a floor's weights prove is the same to the last bit with what does not depend
// on them computed once, also after the weights have changed.
func TestProvingIsProved(t *testing.T) {
	rng := rand.New(rand.NewPCG(20, 9))
	for range 20 {
		var s Solver
		solve(t, &s, (shape{states: 2 + rng.IntN(3), actions: 2 + rng.IntN(2), agents: 2 + rng.IntN(3)}).draw(rng))
		f, err := s.Floors()
		if err != nil {
			t.Fatal(err)
		}
		s.findDisclosed()
		proving := s.proving(&f)
		for i := range f.Weights {
			if got, want := proving.value(), s.proved(&f, persuasion.User); got != want {
				t.Fatalf("%v, want %v", got, want)
			}
			f.Weights[i] += rng.Float64()
		}
	}
}

// TestBelowIsTheValue: while a weight is lowered, the pairs that are missed without it say as much as all, to the
// last bit wherever the value is below what is asked for.
func TestBelowIsTheValue(t *testing.T) {
	rng := rand.New(rand.NewPCG(20, 10))
	compared := 0
	for range 50 {
		var s Solver
		solve(t, &s, (shape{states: 2 + rng.IntN(3), actions: 2 + rng.IntN(3), agents: 2 + rng.IntN(4)}).draw(rng))
		f, err := s.Floors()
		if err != nil {
			t.Fatal(err)
		}
		s.findDisclosed()
		q := s.proving(&f)
		for i, w := range f.Weights {
			least := q.value() - 1e-12
			f.Weights[i] = 0
			q.value()
			below := q.below(least)
			for step := range 8 {
				f.Weights[i] = w * float64(step) / 8
				got, want := below(), q.value()
				if (got >= least) != (want >= least) || want < least && got != want {
					t.Fatalf("weight %d at %v: %v, want %v, which is compared with %v",
						i, f.Weights[i], got, want, least)
				}
				if want < least {
					compared++
				}
			}
			f.Weights[i] = w
		}
	}
	if compared < 20 {
		t.Fatalf("only %d values were below what was asked for", compared)
	}
}

// TestWideFloors: a program solved by taking in columns as they are needed has the value, and the dual prices every
// column, as where it is solved whole.
func TestWideFloors(t *testing.T) {
	rng := rand.New(rand.NewPCG(20, 11))
	for k := range 40 {
		var s Solver
		solve(t, &s, (shape{states: 3 + rng.IntN(3), actions: 3 + rng.IntN(2), agents: 2 + rng.IntN(5)}).draw(rng))
		if _, err := s.Floors(); err != nil {
			t.Fatal(err)
		}
		lp, _ := s.floorProgram(persuasion.User)
		for i := range s.Space.Agents {
			lp.B[s.closed.N+i], lp.Rel[s.closed.N+i] = 0, linprog.GE
		}
		var certain []int
		for sig := range s.closed.N {
			for _, j := range s.closed.PairsAt(s.closed.Corner[sig]) {
				certain = append(certain, int(j))
			}
		}
		want := s.lp.Solve(lp).Value
		dual, ok := s.solveWide(lp, certain)
		if !ok {
			t.Fatalf("game %d is not solved", k)
		}
		value := 0.
		for r, y := range dual {
			value += y * lp.B[r]
		}
		if math.Abs(value-want) > 1e-9 {
			t.Errorf("game %d: %v, want %v", k, value, want)
		}
		for j, c := range lp.C {
			for r, y := range dual {
				c -= y * lp.A[r*len(lp.C)+j]
			}
			if c < -1e-9 {
				t.Fatalf("game %d: column %d betters the answer by %v", k, j, -c)
			}
		}
	}
}
