package quantal

import (
	"fmt"
	"math"
	"testing"

	"github.com/emergent-alignment/emergent/engine/internal/randgame"
	"github.com/emergent-alignment/emergent/engine/linprog"
)

// TestIntervalsHoldFinerGrids: worst and best of the game on a grid 50 times as fine, whose
// own error is below 1e-5, are in the intervals; those are narrow, and prove what they say.
func TestIntervalsHoldFinerGrids(t *testing.T) {
	const error = 1e-5
	wide := 0
	for seed := range randgame.Seeds(30) {
		r := source(seed)
		g := randgame.Game(r, 2, 2+r.IntN(3), 2+r.IntN(3))
		if seed%3 == 0 {
			g.UserSignal = randgame.Experiment(r, 2, 2)
		}
		lambda := []float64{2, 8, 30, 100}[seed%4]
		var s Solver
		fine := Solver{Resolution: 50 * lineResolution}
		a, b := s.Solve(g, lambda, 0), fine.Solve(g, lambda, 0)
		s.Certify()
		wide += enclosed(t, fmt.Sprintf("seed %d, lambda %g", seed, lambda), a, b, error, WidthAimed2)
		if a.WorstInterval[0] < a.Floor-1e-12 {
			t.Errorf("seed %d: worst %g below the floor %g", seed, a.WorstInterval[0], a.Floor)
		}
	}
	if wide > 2 {
		t.Errorf("%d intervals are wider than aimed at", wide)
	}
}

// enclosed checks that the ends of a finer grid lie in the intervals of an answer, up to its error, and
// counts the intervals that are wider than aimed at.
func enclosed(t *testing.T, game string, a, finer *Answer, error, aimed float64) (wide int) {
	t.Helper()
	for _, row := range [][3]float64{{a.WorstInterval[0], finer.Worst.User, a.WorstInterval[1]},
		{a.BestInterval[0], finer.Best.User, a.BestInterval[1]}} {
		if row[1] < row[0]-error || row[1] > row[2]+error {
			t.Errorf("%s: %.9g is not in [%.9g, %.9g]", game, row[1], row[0], row[2])
		}
		if row[2]-row[0] > aimed {
			wide++
		}
	}
	return wide
}

// TestIntervalsOnThreeSignals: the same on three signals, where the posteriors of an inner end are on
// the edges: on most games that is narrow, also where it is not full disclosure.
func TestIntervalsOnThreeSignals(t *testing.T) {
	const error = 3e-4 // of the finer grid
	wide, beyond, games := 0, 0, randgame.Seeds(12)
	for seed := range games {
		r := source(seed)
		g := randgame.Game(r, 3, 2+r.IntN(2), 2+r.IntN(2))
		lambda := 5 + 20*r.Float64()
		var s Solver
		fine := Solver{Resolution: 3 * planeResolution}
		a, b := s.Solve(g, lambda, 0), fine.Solve(g, lambda, 0)
		s.Certify()
		wide += enclosed(t, fmt.Sprintf("seed %d, lambda %g", seed, lambda), a, b, error, WidthAimed3)
		if a.WorstInterval[1] < a.Full-WidthAimed3 {
			beyond++
		}
		for _, p := range a.Worst.Posteriors {
			if !Unimprovable(g, lambda, s.grid.Belief(p.Place)) {
				t.Errorf("seed %d: the posterior %v is not certain", seed, s.grid.Belief(p.Place))
			}
		}
	}
	t.Logf("%d of %d ends are wide; %d worst are below full disclosure", wide, 2*games, beyond)
	if 4*wide > 2*games || beyond == 0 && games > 10 {
		t.Errorf("of %d games %d ends are wider than aimed at, and %d worst below full disclosure", games, wide, beyond)
	}
}

// TestUnsolvedFloor: a floor whose program ends without an answer is still one, and says so.
func TestUnsolvedFloor(t *testing.T) {
	g := randgame.Game(source(3), 2, 3, 3)
	var s Solver
	want := s.Solve(g, 10, 0).Floor
	s.lp.Refuse = func(linprog.Problem) bool { return true }
	a := s.Solve(g, 10, 0)
	if a.FloorSolved || a.Floor > want+1e-12 || a.Floor <= 0 || math.IsNaN(a.Floor) {
		t.Errorf("floor %g (solved: %v), with an answer %g", a.Floor, a.FloorSolved, want)
	}
	if err := Check(g, 0, a); err != nil {
		t.Error(err)
	}
}
