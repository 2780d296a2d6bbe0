package selection_test

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/engine/selection"
)

// rounding is the reference's last digit, added to the width it states.
const rounding = 1e-6

// TestCases: the worst selection equilibrium of every reference case that states one, to the
// width stated with it.
func TestCases(t *testing.T) {
	paths, err := filepath.Glob("../testdata/cases/*.json")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no cases (%v)", err)
	}
	var s selection.Solver
	for _, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), ".json")
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var file struct {
			Scenario json.RawMessage
			Expect   struct {
				Opt, Tolerance float64
				Monopoly       []struct {
					Value float64
					User  [2]float64
				}
				SelectionWorst *struct{ Value, Within float64 }
			}
		}
		if err := json.Unmarshal(data, &file); err != nil {
			t.Fatal(err)
		}
		scenario, err := engine.Parse(file.Scenario)
		if err != nil {
			t.Fatal(err)
		}
		g := scenario.Game()
		a, err := s.Solve(&g)
		if err != nil {
			t.Fatal(err)
		}
		if err := selection.Check(&g, a); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for i, m := range file.Expect.Monopoly {
			own := a.Frontiers[i].Corners[0]
			if math.Abs(own.Agents[i]-m.Value) > file.Expect.Tolerance ||
				math.Abs(own.User-m.User[0]) > file.Expect.Tolerance {
				t.Errorf("%s: agent %d alone: %g with user %g, want %g with %g",
					name, i, own.Agents[i], own.User, m.Value, m.User[0])
			}
		}
		if want := file.Expect.SelectionWorst; want != nil && math.Abs(a.Worst-want.Value) > want.Within+rounding {
			t.Errorf("%s: worst %.8g, want %.8g within %g", name, a.Worst, want.Value, want.Within)
		}
		if math.Abs(a.Opt-file.Expect.Opt) > rounding || len(g.Agents) > 1 && math.Abs(a.Best-a.Opt) > rounding {
			t.Errorf("%s: opt %g, best %g, want %g", name, a.Opt, a.Best, file.Expect.Opt)
		}
	}
}
