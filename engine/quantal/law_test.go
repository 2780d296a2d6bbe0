package quantal

import (
	"math"
	"testing"

	"github.com/emergent-alignment/emergent/engine/internal/randgame"
)

// lawTolerance is the rounding that laws between computed numbers are given.
const lawTolerance = 1e-8

// TestLaws: the laws of the package comment, on random games of two and three signals with
// and without private signals, users in the hull and out of it.
func TestLaws(t *testing.T) {
	s := Solver{Resolution: 30}
	for seed := range randgame.Seeds(1000) {
		r := source(seed)
		g := variedGame(r)
		epsilon := randgame.Distance(t, g)
		lambda := 0.0
		if seed%10 > 0 {
			lambda = math.Exp(math.Log(1000) * r.Float64())
		}
		a := s.Solve(g, lambda, epsilon)
		if err := Check(g, epsilon, a); err != nil {
			t.Fatalf("seed %d, lambda %g: %v", seed, lambda, err)
		}
		atLeast := func(what string, high, low float64) {
			t.Helper()
			if high < low-lawTolerance {
				t.Errorf("seed %d, lambda %g: %s: %.10g < %.10g", seed, lambda, what, high, low)
			}
		}
		atLeast("F_A >= worst", a.Full, a.Worst.User)              // law 1
		atLeast("best >= F_A", a.Best.User, a.Full)                // law 1
		atLeast("worst >= floor", a.Worst.User, a.Floor)           // law 2
		atLeast("floor >= F_A - 2 eps", a.Floor, a.BoundFull)      // law 3
		atLeast("worst >= F_A - 2 eps", a.Worst.User, a.BoundFull) // the theorem itself
		for i, full := range a.Agents {
			atLeast("E U_i >= F_i", a.Worst.Agents[i], full)
			atLeast("E U_i >= F_i", a.Best.Agents[i], full)
		}
		if a.HasBoundLambda != (lambda > 0) {
			t.Errorf("seed %d: a bound from lambda %g: %v", seed, lambda, a.HasBoundLambda)
		}
		if lambda > 0 {
			atLeast("F_A - 2 eps >= boundLambda", a.BoundFull, a.BoundLambda)                      // law 3
			atLeast("F_A >= OPT - ln m/lambda", a.Full, a.Opt-math.Log(float64(g.Actions))/lambda) // law 5
		}
		for p, kept := range a.Kept {
			if lambda == 0 && !kept { // law 4
				t.Fatalf("seed %d: lambda 0, belief %v dropped", seed, a.Grid.Belief(p))
			}
		}
	}
}

// TestPastThreeSignals: full, bounds and floor are there, worst and best are not.
func TestPastThreeSignals(t *testing.T) {
	g := randgame.Game(source(4), 5, 3, 3)
	epsilon := randgame.Distance(t, g)
	var s Solver
	s.Solve(randgame.Game(source(5), 2, 3, 3), 5, 0) // leaves nothing behind
	a := s.Solve(g, 10, epsilon)
	if a.Solved || a.Grid != nil || len(a.Kept) != 0 || len(a.Worst.Posteriors) != 0 {
		t.Error("an answer on a grid for five signals")
	}
	if err := Check(g, epsilon, a); err != nil {
		t.Error(err)
	}
	if a.Floor < a.BoundFull-lawTolerance || a.Full < a.Floor-lawTolerance {
		t.Errorf("floor %g not between %g and %g", a.Floor, a.BoundFull, a.Full)
	}
}

// TestCheckFinds: Check refuses an answer with any one figure changed.
func TestCheckFinds(t *testing.T) {
	g := randgame.Game(source(8), 3, 3, 3)
	for name, spoil := range map[string]func(a *Answer){
		"full":         func(a *Answer) { a.Full += 1e-6 },
		"boundFull":    func(a *Answer) { a.BoundFull += 1e-6 },
		"floor":        func(a *Answer) { a.Floor += 1e-6 },
		"floorWeights": func(a *Answer) { a.FloorWeights[0] = -1 },
		"user":         func(a *Answer) { a.Worst.User -= 1e-6 },
		"probability":  func(a *Answer) { a.Best.Posteriors[0].Probability += 1e-6 },
		"support":      func(a *Answer) { a.Worst.Posteriors[0].Supports[1][0] += 1e-4 },
		"gap":          func(a *Answer) { a.Worst.Gap += 1e-6 },
		"agents":       func(a *Answer) { a.Best.Agents[2] += 1e-6 },
		"boundLambda":  func(a *Answer) { a.BoundLambda += 1e-6 },
		"none":         func(a *Answer) { a.None += 1e-6 },
		"opt":          func(a *Answer) { a.Opt += 1e-6 },
	} {
		var s Solver
		a := s.Solve(g, 9, 0.1)
		if err := Check(g, 0.1, a); err != nil {
			t.Fatalf("as solved: %v", err)
		}
		if spoil(a); Check(g, 0.1, a) == nil {
			t.Errorf("%s changed, and Check finds nothing", name)
		}
	}
}

// TestMonopoly: with one agent, worst and best are the ends of the user's value over its
// best schemes, found here by trying every pair of beliefs on two signals.
func TestMonopoly(t *testing.T) {
	s := Solver{Resolution: 60}
	for seed := range randgame.Seeds(60) {
		r := source(seed)
		g := randgame.Game(r, 2, 2+seed%3, 1)
		if seed%5 == 0 {
			clear(g.Agents[0].Data) // indifferent: every scheme is a best one
		}
		a := s.Solve(g, math.Exp(5*r.Float64()), 0)
		value, low, high := math.Inf(-1), math.Inf(1), math.Inf(-1)
		for pass := range 2 {
			for p := range a.Grid.Len() {
				for q := range a.Grid.Len() {
					l, u := a.Grid.Belief(p)[1], a.Grid.Belief(q)[1]
					if l > a.Prior[1] || u <= a.Prior[1] {
						continue
					}
					w := (a.Prior[1] - l) / (u - l)
					own := (1-w)*a.Values[1][p] + w*a.Values[1][q]
					user := (1-w)*a.Values[0][p] + w*a.Values[0][q]
					if pass == 0 {
						value = max(value, own)
					} else if own > value-KeepTolerance/2 {
						low, high = min(low, user), max(high, user)
					}
				}
			}
		}
		if math.Abs(a.Worst.Agents[0]-value) > 1e-8 || math.Abs(a.Worst.User-low) > 1e-6 ||
			math.Abs(a.Best.User-high) > 1e-6 {
			t.Errorf("seed %d: value %g, user [%g, %g]; want %g, [%g, %g]", seed,
				a.Worst.Agents[0], a.Worst.User, a.Best.User, value, low, high)
		}
		if err := Check(g, 0, a); err != nil {
			t.Errorf("seed %d: %v", seed, err)
		}
	}
}

func TestWarmSolverAllocatesNothing(t *testing.T) {
	for _, states := range []int{2, 3} {
		g := randgame.Game(source(7), states, 3, 5)
		var s Solver
		s.Solve(g, 20, 0.1)
		if n := testing.AllocsPerRun(5, func() { s.Solve(g, 20, 0.1) }); n > 0 {
			t.Errorf("%d signals: %g allocations", states, n)
		}
	}
}

func BenchmarkSolve(b *testing.B) {
	for _, c := range []struct {
		name   string
		states int
		lambda float64
	}{{"2signals/lambda12", 2, 12}, {"2signals/lambda1000", 2, 1000}, {"3signals/lambda3", 3, 3},
		{"3signals/lambda12", 3, 12}, {"3signals/lambda1000", 3, 1000}} {
		b.Run(c.name, func(b *testing.B) {
			var s Solver
			for i := range b.N {
				b.StopTimer()
				g := randgame.Game(source(i%20), c.states, 3, 5)
				b.StartTimer()
				s.Solve(g, c.lambda, 0)
			}
		})
	}
}
