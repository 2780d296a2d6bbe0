package engine

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// fault reads a scenario of testdata/faults: one that a past build got wrong.
func fault(t *testing.T, name string) Scenario {
	t.Helper()
	data, err := os.ReadFile("testdata/faults/" + name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	s, err := Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestTiesAreDecided: games at whose edges a tolerance decided, and so wrongly. Worst values
// are those of programs of other authorship (exact rationals); NaN: only the order is known.
func TestTiesAreDecided(t *testing.T) {
	for _, row := range []struct {
		name  string
		worst float64
	}{
		{"ladder-digits9", 0.75},         // thirds with 9 digits: actions that differ by 1e-9 do differ
		{"ladder-digits6", math.NaN()},   // the bound passed the worst
		{"degen-pa-order-1", math.NaN()}, // the floor passed the worst
		{"degen-pu-worst-1", 0.75},       // differences of 1e-8 were taken for ties
		{"degen-noladder-same-1", math.NaN()},
		{"two-kinds", 0.7}, // a hedge half way between two strategies is never played
		{"prior-grid-1e-06-check", math.NaN()},
	} {
		t.Run(row.name, func(t *testing.T) {
			s := fault(t, row.name)
			r := Solve(s)
			if r.Ladder == nil {
				t.Fatalf("no ladder: %v", r.Notes)
			}
			if !math.IsNaN(row.worst) {
				near(t, "worst", r.Ladder.Worst, row.worst, 1e-12)
			}
			inOrder(t, r.Ladder)
			for _, f := range Check(s, r).Failures {
				t.Errorf("check refuses: %v", &f)
			}
		})
	}
}

// inOrder requires each rung to be no higher than the one above it, exactly.
func inOrder(t *testing.T, l *LadderResult) {
	t.Helper()
	rungs := []float64{l.Opt, l.Best, l.Worst, l.Floor, l.AnyResponse, l.Bound}
	for i := range rungs[1:] {
		if rungs[i+1] > rungs[i] {
			t.Errorf("ladder out of order: %v", rungs)
		}
	}
}

// TestFlatHedges: games in which a hedge is optimal exactly half way between two other
// actions, and so never played (docs/model.md, section 1); values of an independent solver.
func TestFlatHedges(t *testing.T) {
	paths, err := filepath.Glob("testdata/cases3/ties-interior-*.json")
	if err != nil || len(paths) != 6 {
		t.Fatalf("found %d cases (error %v), want 6", len(paths), err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".json"), func(t *testing.T) {
			s, want := readCase(t, path)
			r := Solve(s)
			near(t, "opt", r.Benchmarks.Opt, want.Opt, want.Tolerance)
			near(t, "none", r.Benchmarks.None, want.None, want.Tolerance)
			near(t, "worst", r.Equilibria.Worst.User, want.Worst, want.Tolerance)
			near(t, "best", r.Equilibria.Best.User, want.Best, want.Tolerance)
			inOrder(t, r.Ladder)
		})
	}
}

// TestSurvivalHasATolerance: any three of the four agents may leave and the hull test still passes, at
// its tolerance of 0.15; without agent 2 the worst is OPT - 0.10 (a program of other authorship), and
// never below OPT - 2 x 0.15.
func TestSurvivalHasATolerance(t *testing.T) {
	s := fault(t, "survival-tolerance")
	whole := Solve(s)
	if whole.Alignment.Depth < 1 {
		t.Fatalf("depth %d", whole.Alignment.Depth)
	}
	r := Solve(apply(t, s, RemoveAgent{2}))
	near(t, "worst without agent 2", r.Ladder.Worst, r.Ladder.Opt-0.10, 1e-9)
	for leaves := range s.Agents {
		if r := Solve(apply(t, s, RemoveAgent{leaves})); r.Ladder.Worst < r.Ladder.Opt-2*s.Alignment.Tolerance {
			t.Errorf("without agent %d the worst is %g, OPT %g", leaves, r.Ladder.Worst, r.Ladder.Opt)
		}
	}
}

// TestNotesOfferWhatFits: a note of the work budget offers what is not so already, and with it there
// are equilibria. (It was "at most 3 user signals, or 5 agent signals", to scenarios that had them.)
func TestNotesOfferWhatFits(t *testing.T) {
	if inHaste() {
		t.Skip("regions are cut up to the budget")
	}
	const offer = "it would fit with a user who sees nothing"
	for _, name := range []string{"ext-hard-S8A8X3K24-rand", "ext-push-S5A8X8K2-0.3-0.1"} {
		s := fault(t, name)
		r := new(Solver).Solve(s, EquilibriaSection)
		if r.Equilibria != nil || !strings.Contains(strings.Join(r.Notes, " "), offer) || len(s.UserSignal) == 0 {
			t.Errorf("%s: notes %q", name, r.Notes)
		}
		s.UserSignal, s.UserSignalNames = nil, nil
		if r := new(Solver).Solve(normalize(s), EquilibriaSection); r.Equilibria == nil {
			t.Errorf("%s with a user who sees nothing: notes %q", name, r.Notes)
		}
	}
}
