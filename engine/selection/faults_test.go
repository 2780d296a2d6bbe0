package selection_test

import (
	"math"
	"os"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/engine/selection"
)

// TestFaults: games in which a condition holds with equality at OPT and fails by little
// beside it. A tolerance on the condition, divided by its slope, moved the worst away from
// OPT, the further the smaller the unit in which the agents count. Values by exact rationals.
func TestFaults(t *testing.T) {
	for _, row := range []struct {
		name  string
		worst float64
	}{
		{"selection-scale-1", 0.795},
		{"selection-scale-0.01", 0.795},
		{"selection-worst-off-2e-3", 13.0 / 14},
		{"claims-conic-scale-0.001", 0.7661692984672661},
	} {
		data, err := os.ReadFile("../testdata/faults/" + row.name + ".json")
		if err != nil {
			t.Fatal(err)
		}
		scenario, err := engine.Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		g := scenario.Game()
		var s selection.Solver
		a, err := s.Solve(&g)
		if err != nil {
			t.Fatal(err)
		}
		if math.Abs(a.Worst-row.worst) > 1e-12 || math.Abs(a.Best-row.worst) > 1e-12 {
			t.Errorf("%s: worst %.12g, best %.12g, want %.12g", row.name, a.Worst, a.Best, row.worst)
		}
		if err := selection.Check(&g, a); err != nil {
			t.Errorf("%s: %v", row.name, err)
		}
	}
}
