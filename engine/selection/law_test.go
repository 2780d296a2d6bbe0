package selection

import (
	"errors"
	"math"
	"testing"

	"github.com/emergent-alignment/emergent/engine/belief"
	"github.com/emergent-alignment/emergent/engine/internal/randgame"
	"github.com/emergent-alignment/emergent/engine/persuasion"
)

// lowering is what may move a figure: more than rounding.
const lowering = 1e-9

// solve solves a game and checks the answer.
func solve(t *testing.T, s *Solver, g *belief.Game) *Answer {
	t.Helper()
	a, err := s.Solve(g)
	if err != nil {
		t.Fatal(err)
	}
	if err := Check(g, a); err != nil {
		t.Fatal(err)
	}
	return a
}

// TestFrontiers: law 1, and W_i is the linear program at its corners and between them.
func TestFrontiers(t *testing.T) {
	var s Solver
	var envelope persuasion.Envelope
	var schemer persuasion.Schemer
	var alone persuasion.Monopoly
	var exact persuasion.Space
	for seed := range randgame.Seeds(1000) {
		r := source(seed)
		g := variedGame(r)
		a := solve(t, &s, g)
		if err := exact.Load(*g); err != nil {
			t.Fatal(err)
		}
		full := s.space.Disclose(nil)
		for i := range a.Frontiers {
			f := &a.Frontiers[i]
			c := f.Corners
			envelope.Load(&exact, 1+i)
			schemer.Monopoly(&alone, &envelope)
			high := f.own()
			if math.Abs(c[0].Agents[i]-alone.Value) > lowering || math.Abs(c[0].User-alone.UserLow) > lowering ||
				math.Abs(high.User-alone.UserHigh) > lowering {
				t.Errorf("seed %d, agent %d: own optimum %g with user [%g, %g], the monopoly has %g with [%g, %g]",
					seed, i,
					c[0].Agents[i], c[0].User, high.User, alone.Value, alone.UserLow, alone.UserHigh)
			}
			last := c[len(c)-1]
			if math.Abs(last.User-g.Opt()) > lowering || math.Abs(last.Agents[i]-s.space.Expect(1+i, full)) > lowering {
				t.Errorf("seed %d, agent %d: ends at %g with user %g, not at full disclosure",
					seed, i, last.Agents[i], last.User)
			}
			slope := 0.0
			for k := 1; k < len(c); k++ {
				du, dw := c[k].user-c[k-1].user, c[k].payoffs[i]-c[k-1].payoffs[i]
				if f.vertical(k - 1) {
					break
				}
				if du <= 0 || dw > Slack || dw-slope*du > Slack*(1-slope) {
					t.Errorf("seed %d, agent %d: edge %d has slope %g after %g", seed, i, k, dw/du, slope)
				}
				slope = min(0, dw/du)
			}
		}
		if seed%5 > 0 {
			continue
		}
		for i := range a.Frontiers {
			v := r.Float64() * a.Opt
			if got, want := a.Frontiers[i].lowered(v), bestAt(t, &s, i, v); math.Abs(got-want) > 1e-9 {
				t.Errorf("seed %d: W_%d(%g) = %.12g, by the lp %.12g", seed, i, v, got, want)
			}
		}
	}
}

// own is the corner of the own optimum that is best for the user.
func (f *Frontier) own() *Corner {
	if len(f.Edges) > 0 && f.Edges[0].Weight == 0 {
		return &f.Corners[1]
	}
	return &f.Corners[0]
}

// TestBounds: laws 2 and 3.
func TestBounds(t *testing.T) {
	var s Solver
	for seed := range randgame.Seeds(1000) {
		g := variedGame(source(seed))
		a := solve(t, &s, g)
		full := s.space.Disclose(nil)
		var payoffs []float64
		for i := range g.Agents {
			payoffs = append(payoffs, s.space.Expect(1+i, full))
		}
		if math.Abs(a.Best-g.Opt()) > lowering {
			t.Errorf("seed %d: best %g, OPT %g", seed, a.Best, g.Opt())
		}
		if floor := floorAny(t, &s.space, payoffs); a.Worst < floor-lowering {
			t.Errorf("seed %d: worst %g below the floor %g", seed, a.Worst, floor)
		}
		if bound := g.Opt() - 2*randgame.Distance(t, g); a.Worst < bound-lowering {
			t.Errorf("seed %d: worst %g below OPT - 2 epsilon = %g", seed, a.Worst, bound)
		}
	}
}

// TestEquilibriaAreAll: inside every interval (*) holds, as a linear program over all pairs
// says; in every gap between them, from the winner's own optimum to OPT, it does not.
func TestEquilibriaAreAll(t *testing.T) {
	var s Solver
	inside, gaps := 0, 0
	for seed := range randgame.Seeds(1000) {
		g := variedGame(source(seed))
		a := solve(t, &s, g)
		for j := range a.Frontiers {
			if a.ties {
				break // of which a program in floats knows nothing: TestReference
			}
			from := a.Frontiers[j].Corners[0].user
			for _, e := range a.Equilibria {
				if e.Agent != j {
					continue
				}
				if e.Low.User-from > 1e-3 {
					gaps++
					if m := margin(t, &s, j, (from+e.Low.User)/2); m >= 0 {
						t.Errorf("seed %d: agent %d could win at %g too, with margin %g",
							seed, j, (from+e.Low.User)/2, m)
					}
				}
				for _, w := range []float64{0.01, 0.5, 0.99} {
					if e.High.User-e.Low.User < 1e-3 {
						break // a point, which Check has verified
					}
					inside++
					if m := margin(t, &s, j, e.Low.User+w*(e.High.User-e.Low.User)); m < -1e-8 {
						t.Errorf("seed %d: agent %d wins at %g with margin %g",
							seed, j, e.Low.User+w*(e.High.User-e.Low.User), m)
					}
				}
				from = e.High.User
			}
			if opt := a.Frontiers[j].Corners[len(a.Frontiers[j].Corners)-1].user; from < opt-sameValue {
				t.Errorf("seed %d: agent %d has no equilibrium at OPT", seed, j)
			}
		}
	}
	if inside == 0 || gaps == 0 {
		t.Errorf("%d values inside, %d in gaps", inside, gaps)
	}
}

// TestOneAgent: the equilibria are the monopoly's interval.
func TestOneAgent(t *testing.T) {
	var s Solver
	g := randgame.Game(source(1), 3, 3, 1)
	clear(g.Agents[0].Data) // indifferent: anything from the least user value to OPT
	a := solve(t, &s, g)
	if len(a.Equilibria) != 1 || math.Abs(a.Worst-g.None()) > lowering || math.Abs(a.Best-g.Opt()) > lowering {
		t.Errorf("an indifferent agent: [%g, %g], want [%g, %g]", a.Worst, a.Best, g.None(), g.Opt())
	}
	g = randgame.Game(source(2), 3, 3, 1)
	a = solve(t, &s, g)
	if a.Worst != a.Best || a.Worst != a.Frontiers[0].Corners[0].User {
		t.Errorf("one agent: [%g, %g], own optimum %g", a.Worst, a.Best, a.Frontiers[0].Corners[0].User)
	}
}

// TestTwoOfAMind: of two equal agents each is content to lose, so each wins at every value
// from its own optimum to OPT.
func TestTwoOfAMind(t *testing.T) {
	var s Solver
	for seed := range randgame.Seeds(50) {
		g := randgame.Game(source(seed), 2+seed%3, 3, 2)
		g.Agents[1] = g.Agents[0]
		a := solve(t, &s, g)
		own := a.Frontiers[0].Corners[0].User
		if len(a.Equilibria) != 2 {
			t.Fatalf("seed %d: %d intervals", seed, len(a.Equilibria))
		}
		for _, e := range a.Equilibria {
			if math.Abs(e.Low.User-own) > lowering || math.Abs(e.High.User-g.Opt()) > lowering {
				t.Errorf("seed %d: [%g, %g], want [%g, %g]", seed, e.Low.User, e.High.User, own, g.Opt())
			}
		}
	}
}

// TestManyPairs: with more pairs than columns the frontiers are the same.
func TestManyPairs(t *testing.T) {
	var s Solver
	r := source(3)
	g := randgame.Game(r, 4, 4, 3)
	g.UserSignal = randgame.Experiment(r, 4, 3)
	a := solve(t, &s, g)
	if len(s.space.Pairs) <= allColumns {
		t.Fatalf("only %d pairs", len(s.space.Pairs))
	}
	for i := range a.Frontiers {
		for _, w := range []float64{0, 0.3, 0.8, 0.99} {
			v := a.Frontiers[i].Corners[0].user*(1-w) + a.Opt*w
			if got, want := a.Frontiers[i].lowered(v), bestAt(t, &s, i, v); math.Abs(got-want) > 1e-9 {
				t.Errorf("W_%d(%g) = %.12g, by the lp %.12g", i, v, got, want)
			}
		}
	}
}

// TestLimits: past either budget there is a note and nothing else, and the solver is as good
// as new afterwards.
func TestLimits(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a game of 8,000 pairs")
	}
	var s Solver
	r := source(8)
	g := randgame.Game(r, 8, 8, 24)
	g.UserSignal = randgame.Experiment(r, 8, 2)
	for i := range 12 {
		g.Agents[i] = randgame.Utility(r, 8, 8, []float64{0, 0.5, 1}) // with ties between schemes
	}
	a := solve(t, &s, g)
	var limit *LimitError
	if !errors.As(a.Limit, &limit) || limit.Limit != MaxWork || len(a.Equilibria)+len(a.Frontiers) > 0 {
		t.Errorf("limit %v, %d equilibria, %d frontiers", a.Limit, len(a.Equilibria), len(a.Frontiers))
	}
	many := s.space
	many.Pairs = make([]persuasion.Pair, MaxPayoffs/24+1)
	if a = s.SolveOn(&many); !errors.As(a.Limit, &limit) || limit.Limit != MaxPayoffs || len(a.Frontiers) > 0 {
		t.Errorf("limit %v, %d frontiers", a.Limit, len(a.Frontiers))
	}
	if a = solve(t, &s, randgame.Game(source(7), 3, 3, 5)); a.Limit != nil || a.Worst <= 0 {
		t.Errorf("afterwards: limit %v, worst %g", a.Limit, a.Worst)
	}
}

// TestWorkOfTies: with everything tied 3 signals, 3 actions and 5 agents take a hundredth of a second at most,
// counted in products of words; that much is taken, and two times come to the same.
func TestWorkOfTies(t *testing.T) {
	var s Solver
	most := 0
	for seed := range randgame.Seeds(60) {
		r := source(seed)
		g := randgame.Game(r, 3, 3, 5)
		g.Prior = []float64{0.25, 0.25, 0.5}
		for i := range g.Agents {
			g.Agents[i] = randgame.Utility(r, 3, 3, []float64{0, 0.5, 1})
		}
		g.User = randgame.Utility(r, 3, 3, []float64{0, 0.5, 1})
		var work [2]int
		for k := range work {
			if a := solve(t, &s, g); a.Limit != nil {
				t.Fatalf("seed %d: %v", seed, a.Limit)
			}
			work[k], _ = s.space.Exact()
		}
		if most = max(most, work[0]); work[0] != work[1] {
			t.Errorf("seed %d: %d and then %d products", seed, work[0], work[1])
		}
	}
	t.Logf("at most %d products", most)
	if most == 0 || most > 500_000 {
		t.Errorf("at most %d products", most)
	}
}

func TestWarmSolverAllocatesNothing(t *testing.T) {
	g := randgame.Game(source(7), 3, 3, 5)
	var s Solver
	solve(t, &s, g)
	if n := testing.AllocsPerRun(5, func() { _, _ = s.Solve(g) }); n > 0 {
		t.Errorf("%g allocations", n)
	}
}

func BenchmarkSolve(b *testing.B) {
	for _, c := range []struct {
		name   string
		states int
	}{{"2signals", 2}, {"3signals", 3}, {"4signals", 4}} {
		b.Run(c.name, func(b *testing.B) {
			var s Solver
			for i := range b.N {
				b.StopTimer()
				g := randgame.Game(source(i%20), c.states, 3, 5)
				b.StartTimer()
				_, _ = s.Solve(g)
			}
		})
	}
}
