package engine

import (
	"math/rand/v2"
	"testing"
)

// TestWorkFollowsPairs: the pairs that Work counts on are those there are, up to a factor,
// on average over random games of every size.
func TestWorkFollowsPairs(t *testing.T) {
	const factor, games = 5., 6
	rng := rand.New(rand.NewPCG(5, 6))
	var solver Solver
	for _, c := range []struct{ signals, actions, heard int }{
		{2, 2, 1}, {2, 8, 1}, {3, 3, 1}, {3, 8, 1}, {4, 4, 1}, {6, 6, 1}, {8, 2, 1}, {8, 8, 1},
		{3, 3, 2}, {3, 3, 8}, {4, 4, 4}, {4, 4, 8}, {6, 6, 2}, {3, 8, 8}, {2, 4, 8},
	} {
		sum := 0.0
		for range games {
			s := sizedScenario(rng, c.signals, c.actions, 8, 2)
			if c.heard > 1 {
				for range s.States {
					s.UserSignal = append(s.UserSignal, randomDistribution(rng, c.heard))
				}
			}
			if err := solver.equilibrium.Load(s.Game()); err != nil {
				t.Fatal(err)
			}
			sum += float64(len(solver.equilibrium.Space.Pairs))
		}
		got, want := pairsOf(c.signals, c.actions, c.heard), sum/games
		if got > factor*want || got < want/factor {
			t.Errorf("%+v: %.0f pairs expected, %.0f counted", c, got, want)
		}
	}
}

// TestWorkGrows: more of anything is never less work, and no section no work.
func TestWorkGrows(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	small := sizedScenario(rng, 3, 3, 3, 4)
	if Work(small, 0) != 0 {
		t.Error("nothing wanted is work")
	}
	for _, larger := range [][3]int{{4, 3, 4}, {3, 4, 4}, {3, 3, 5}} {
		s := sizedScenario(rng, larger[0], larger[1], 3, larger[2])
		for _, want := range []Sections{Benchmarks, Monopolies, AlignmentSection, Equilibria, SelectionSection, MapSection, All} {
			if Work(s, want) <= Work(small, want) {
				t.Errorf("%v: sections %b are less work than in a smaller game", larger, want)
			}
		}
	}
	if larger := sizedScenario(rng, 3, 4, 3, 5); Work(larger, QuantalCurveSection) <= Work(small, QuantalCurveSection) || Work(small, LossCurveSection) <= 0 {
		t.Error("pictures do not count")
	}
	heard := small
	heard.UserSignal = [][]float64{{0.5, 0.5}, {0.2, 0.8}, {1, 0}}
	blind := small
	blind.AgentSignal = [][]float64{{1}, {1}, {1}}
	if Work(heard, Equilibria) <= Work(small, Equilibria) || Work(blind, Equilibria) >= Work(small, Equilibria) {
		t.Error("private signals do not count")
	}
	small.Response = &Response{Kind: Quantal, Lambda: 3}
	if Work(small, QuantalSection) <= 0 || Work(small, QuantalSection) >= Work(small, All) {
		t.Error("a quantal user does not count")
	}
}
