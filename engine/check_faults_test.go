package engine

import (
	"encoding/json"
	"math"
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

// TestCheckAcceptsAllFaults solves every scenario on which a build was wrong, and the cases of an
// independent solver, in all sections, and reads the result from JSON: Check accepts it, and no
// rung of the ladder is above the one before.
func TestCheckAcceptsAllFaults(t *testing.T) {
	for _, pattern := range []string{"testdata/faults/*.json", "testdata/cases/*.json", "testdata/cases3/*.json"} {
		paths, err := filepath.Glob(pattern)
		if err != nil || len(paths) < 6 {
			t.Fatalf("%s: %d files, %v", pattern, len(paths), err)
		}
		for j, path := range paths {
			if testing.Short() && j%5 > 0 {
				continue
			}
			s := anyScenario(t, path)
			r, err := throughJSON(Solve(s))
			if err != nil {
				t.Fatal(err)
			}
			for _, failure := range Check(s, r).Failures {
				t.Errorf("%s: %v", path, &failure)
			}
			if r.Ladder != nil {
				inOrder(t, r.Ladder)
			}
		}
	}
}

// anyScenario reads a scenario, or that of a case.
func anyScenario(t *testing.T, path string) Scenario {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var held struct {
		Scenario json.RawMessage `json:"scenario"`
	}
	if json.Unmarshal(data, &held) == nil && held.Scenario != nil {
		data = held.Scenario
	}
	s, err := Parse(data)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
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
		{"min-check-bestagent-rms", "a utility that moves by 1e-300 had an exact largest error and a lost mean one",
			func(t *testing.T, r Result) {
				if a := r.Alignment; a.BestAgent.RMS > a.BestAgent.Max {
					t.Errorf("mean error %g, largest %g", a.BestAgent.RMS, a.BestAgent.Max)
				}
			}},
		{"min-check-depth", "inside with tolerance 1e-300, and depth -1", func(t *testing.T, r Result) {
			if a := r.Alignment; !a.Inside || a.Depth < 0 {
				t.Errorf("inside %v, depth %d", a.Inside, a.Depth)
			}
		}},
		{"min-check-anyResponse", "its floor for any response was refused", nil},
		{"min-check-monopoly", "a scheme of an agent alone was refused", nil},
		{"natural-CHECK-1-1357", "its notes of ties left open and of exact work used up were called lies", nil},
		{"extreme-EXIT1-1-11", "its note of the exact work used up was called a lie", nil},
		{"large-weights-floor", "weights of 1e9 made the rounding of the floor for any response 1e-7, over OPT",
			func(t *testing.T, r Result) {
				if opt := r.Benchmarks.Opt; r.Floor.AnyResponse > opt+1e-12 {
					t.Errorf("floor for any response %.12g, over OPT = %.12g", r.Floor.AnyResponse, opt)
				}
			}},
		{"large-weights-ladder", "with weights of 1e9 rounding hid 6e-8 of the floor, and the floor for any response " +
			"stood above it", func(t *testing.T, r Result) {
			if l := r.Ladder; l.AnyResponse > l.Floor || l.AnyResponse < l.Opt-1e-6 {
				t.Errorf("floor %.12g, for any response %.12g, of %.12g", l.Floor, l.AnyResponse, l.Opt)
			}
		}},
		{"near-ties-floor", "the floor was 0.7, under the 0.85 = OPT that it is for any response too",
			func(t *testing.T, r Result) {
				if math.Abs(r.Floor.Value-0.85) > 1e-8 {
					t.Errorf("floor %.12g, want 0.85", r.Floor.Value)
				}
			}},
		{"quantal-corner-lost", "a belief added 1e-9 from certainty took its place: full disclosure left 1e-9 of " +
			"doubt, and check refused both", func(t *testing.T, r Result) {
			last := r.Quantal.WorstPosteriors[len(r.Quantal.WorstPosteriors)-1].Belief
			if last[1] != 1 {
				t.Errorf("full disclosure ends at %v, want certainty", last)
			}
		}},
		{"min-check-splits", "two vertices 1e-9 apart were written as one, with two splits of the same agent", nil},
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
