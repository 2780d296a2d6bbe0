package quantal_test

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/engine/quantal"
)

// parse reads a scenario.
func parse(t *testing.T, data []byte) engine.Scenario {
	t.Helper()
	s, err := engine.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestCases: F_A of every reference case, to 1e-6, at the lambdas it lists.
func TestCases(t *testing.T) {
	paths, err := filepath.Glob("../testdata/cases/*.json")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no cases (%v)", err)
	}
	solver := quantal.Solver{Resolution: 20}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var file struct {
			Scenario json.RawMessage
			Expect   struct {
				Opt         float64
				QuantalFull []struct{ Lambda, Value float64 }
			}
		}
		if err := json.Unmarshal(data, &file); err != nil {
			t.Fatal(err)
		}
		g := parse(t, file.Scenario).Game()
		if len(file.Expect.QuantalFull) == 0 {
			t.Errorf("%s: nothing to compare with", path)
		}
		for _, want := range file.Expect.QuantalFull {
			a := solver.Solve(&g, want.Lambda, 0)
			if math.Abs(a.Full-want.Value) > 1e-6 || math.Abs(a.Opt-file.Expect.Opt) > 1e-6 {
				t.Errorf("%s, lambda %g: full %.9g, want %.9g; opt %.9g, want %.9g",
					path, want.Lambda, a.Full, want.Value, a.Opt, file.Expect.Opt)
			}
			if err := quantal.Check(&g, 0, a); err != nil {
				t.Errorf("%s, lambda %g: %v", path, want.Lambda, err)
			}
		}
	}
}

// TestOverload: in the preset of that name competition tells the patient everything, and she
// would be better off without any conversation; below lambda = 5 it helps her.
func TestOverload(t *testing.T) {
	data, err := os.ReadFile("../../web/static/presets/overload.json")
	if err != nil {
		t.Fatal(err)
	}
	scenario := parse(t, data)
	g := scenario.Game()
	var s quantal.Solver
	a := s.Solve(&g, scenario.Response.Lambda, 0)
	if a.Full > a.None-0.03 || math.Abs(a.Worst.User-a.Full) > 1e-6 || math.Abs(a.Best.User-a.Full) > 1e-6 {
		t.Errorf("full %g, none %g, equilibria [%g, %g]", a.Full, a.None, a.Worst.User, a.Best.User)
	}
	if a = s.Solve(&g, 5, 0); a.Full < a.None+0.01 {
		t.Errorf("lambda 5: full %g, none %g", a.Full, a.None)
	}
}
