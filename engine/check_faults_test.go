package engine

import (
	"os"
	"path/filepath"
	"testing"
)

// readFault reads a scenario on which a build was wrong.
func readFault(t *testing.T, name string) Scenario {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata/faults", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	s, err := Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestCheckAcceptsOurOwn has the scenarios whose right result Check once refused.
func TestCheckAcceptsOurOwn(t *testing.T) {
	for _, row := range []struct {
		file string
		why  string
		look func(t *testing.T, r Result)
	}{
		{"check-rejects-least-squares", "a conic weight of a million made rounding look like an improvement", nil},
		{"min-check-bestagent-rms", "a utility that moves by 1e-300 had an exact largest error and a lost mean one", func(t *testing.T, r Result) {
			if a := r.Alignment; a.BestAgent.RMS > a.BestAgent.Max {
				t.Errorf("mean error %g, largest %g", a.BestAgent.RMS, a.BestAgent.Max)
			}
		}},
		{"min-check-depth", "inside with tolerance 1e-300, and depth -1", func(t *testing.T, r Result) {
			if a := r.Alignment; !a.Inside || a.Depth < 0 {
				t.Errorf("inside %v, depth %d", a.Inside, a.Depth)
			}
		}},
		{"natural-CHECK-1-1357", "its notes of ties left open and of exact work used up were called lies", nil},
		{"extreme-EXIT1-1-11", "its note of the exact work used up was called a lie", nil},
	} {
		t.Run(row.file, func(t *testing.T) {
			s := readFault(t, row.file)
			r := Solve(s)
			for _, failure := range Check(s, r).Failures {
				t.Errorf("%v; %s", &failure, row.why)
			}
			if row.look != nil {
				row.look(t, r)
			}
		})
	}
}
