package quantal_test

import (
	"math"
	"os"
	"testing"

	"github.com/emergent-alignment/emergent/engine/quantal"
)

// TestFaults: games whose worst was the shape of a tolerance, or of the grid. In the judge's
// every agent's payoff 1 - q/(1+e^(lambda(2q-1))) is strictly under its chord (60 digits), so
// that full disclosure is the only equilibrium; the other's worst was off by 9.5e-4.
func TestFaults(t *testing.T) {
	for _, row := range []struct {
		name               string
		lambda, worst, off float64
	}{
		{"quantal-tolerance-lam20", 20, 1 / (1 + math.Exp(-20)), 0},
		{"quantal-tolerance-lam40", 40, 1, 1e-15},
		{"quantal-tolerance-lam40", 100, 1, 0},
		{"quantal-tolerance-lam40", 300, 1, 0},
		{"quantal-tolerance-lam40", 1000, 1, 0},
		{"quantal2-grid-error", 12, 0.86110, 5e-6},
	} {
		data, err := os.ReadFile("../testdata/faults/" + row.name + ".json")
		if err != nil {
			t.Fatal(err)
		}
		scenario := parse(t, data)
		g := scenario.Game()
		var s quantal.Solver
		a := s.Solve(&g, row.lambda, 0)
		s.Certify()
		low, high := a.WorstInterval[0], a.WorstInterval[1]
		if low > row.worst+row.off || high < row.worst-row.off-1e-12 || high-low > 1e-5 {
			t.Errorf("%s, lambda %g: worst in [%.9g, %.9g], want %.9g", row.name, row.lambda, low, high, row.worst)
		}
		for _, o := range a.Worst.Posteriors {
			if !quantal.Unimprovable(&g, row.lambda, a.Grid.Belief(o.Place)) {
				t.Errorf("%s, lambda %g: posterior %v is not proved unimprovable",
					row.name, row.lambda, a.Grid.Belief(o.Place))
			}
		}
		if proved := quantal.Proves(&g, row.lambda, 1, a.WorstPlane, 0, 0); proved < low-1e-9 && a.Floor < low-1e-9 {
			t.Errorf("%s, lambda %g: its plane proves %.9g, not %.9g", row.name, row.lambda, proved, low)
		}
		plane := []float64{a.WorstPlane[0] + 1e-3, a.WorstPlane[1] + 1e-3}
		if proved := quantal.Proves(&g, row.lambda, 1, plane, 0, 0); proved > low+1e-5 {
			t.Errorf("%s, lambda %g: a plane too high proves %.9g", row.name, row.lambda, proved)
		}
	}
}

// TestFloorInAnyUnit: where an agent's utilities differ in the sixth digit the floor is what it
// is otherwise; its program failed, and 0 came out.
func TestFloorInAnyUnit(t *testing.T) {
	data, err := os.ReadFile("../testdata/faults/qfloor-small1e-05.json")
	if err != nil {
		t.Fatal(err)
	}
	scenario := parse(t, data)
	g := scenario.Game()
	var s quantal.Solver
	if a := s.Solve(&g, 1000, 0); !a.FloorSolved || a.Floor < 0.12 {
		t.Errorf("floor %g (solved: %v), want at least 0.12", a.Floor, a.FloorSolved)
	}
}
