package engine

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine/equilibrium"
)

// expectation is what a file of testdata/cases says of its scenario: numbers of an
// independent solver, each valid to Tolerance except selectionWorst, which has its own.
type expectation struct {
	Tolerance float64
	Alignment []struct {
		Combination, Offset string
		Epsilon             float64
	}
	Depth                  int
	Opt, None, Worst, Best float64
	Monopoly               []struct {
		Value float64
		User  [2]float64
	}
	WorstWithFlatHedges float64
	Floor, FloorAny     *float64
	QuantalFull         []struct{ Lambda, Value float64 }
	SelectionWorst      *struct{ Value, Within float64 }
}

// eachCase runs a subtest for every reference case.
func eachCase(t *testing.T, run func(t *testing.T, s Scenario, want expectation)) {
	t.Helper()
	paths, err := filepath.Glob("testdata/cases/*.json")
	if err != nil || len(paths) != 52 {
		t.Fatalf("found %d reference cases (error %v), want 52", len(paths), err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".json"), func(t *testing.T) {
			s, want := readCase(t, path)
			run(t, s, want)
		})
	}
}

func readCase(t *testing.T, path string) (Scenario, expectation) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Scenario json.RawMessage
		Expect   json.RawMessage
	}
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	s, err := Parse(file.Scenario)
	if err != nil {
		t.Fatal(err)
	}
	decoder := json.NewDecoder(strings.NewReader(string(file.Expect)))
	decoder.DisallowUnknownFields() // so that no expectation goes unread
	var want expectation
	if err := decoder.Decode(&want); err != nil {
		t.Fatal(err)
	}
	return s, want
}

// near fails unless got is within tolerance of want.
func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s = %.9g, want %.9g within %g", what, got, want, tolerance)
	}
}

// caseRounding is the rounding of opt and none in the reference files (8 digits).
const caseRounding = 1e-8

func TestCasesBenchmarks(t *testing.T) {
	eachCase(t, func(t *testing.T, s Scenario, want expectation) {
		b := new(Solver).Solve(s, MonopoliesSection).Benchmarks
		near(t, "opt", b.Opt, want.Opt, caseRounding)
		near(t, "none", b.None, want.None, caseRounding)
		if len(b.Monopoly) != len(want.Monopoly) {
			t.Fatalf("%d monopolies, want %d", len(b.Monopoly), len(want.Monopoly))
		}
		for i, m := range want.Monopoly {
			near(t, at("monopoly", i)+".value", b.Monopoly[i].Value, m.Value, want.Tolerance)
			near(t, at("monopoly", i)+".user[0]", b.Monopoly[i].User[0], m.User[0], want.Tolerance)
			near(t, at("monopoly", i)+".user[1]", b.Monopoly[i].User[1], m.User[1], want.Tolerance)
		}
	})
}

func TestCasesAlignment(t *testing.T) {
	eachCase(t, func(t *testing.T, s Scenario, want expectation) {
		if len(want.Alignment) != 6 {
			t.Fatalf("%d variants, want 6", len(want.Alignment))
		}
		var solver Solver
		for _, variant := range want.Alignment {
			name := variant.Combination + " " + variant.Offset
			changed := apply(t, s, SetAlignment{Alignment{Combination: variant.Combination, Offset: variant.Offset}})
			a := solver.Solve(changed, AlignmentSection).Alignment
			near(t, name, a.Epsilon, variant.Epsilon, 2e-8)
			near(t, name+" margin", a.Margin, a.Epsilon, checkTolerance)
		}
		if a := solver.Solve(s, AlignmentSection).Alignment; a.Depth != want.Depth {
			t.Errorf("depth = %d, want %d", a.Depth, want.Depth)
		}
	})
}

func TestCasesEquilibria(t *testing.T) {
	eachCase(t, func(t *testing.T, s Scenario, want expectation) {
		r := Solve(s)
		near(t, "worst", r.Equilibria.Worst.User, want.Worst, want.Tolerance)
		near(t, "best", r.Equilibria.Best.User, want.Best, want.Tolerance)
		if r.Floor == nil || r.Ladder == nil {
			t.Fatalf("floor %v and ladder %v", r.Floor, r.Ladder)
		}
		if want.Floor == nil { // one agent: the reference has no floor, the proofs are checked by TestCasesVerify
			return
		}
		near(t, "floor", r.Floor.Value, *want.Floor, want.Tolerance)
		near(t, "floorAny", r.Floor.AnyResponse, *want.FloorAny, want.Tolerance)
	})
}

// TestCasesVerify: every claim of every result passes Check, in all six variants.
func TestCasesVerify(t *testing.T) {
	eachCase(t, func(t *testing.T, s Scenario, want expectation) {
		for _, variant := range want.Alignment {
			changed := apply(t, s, SetAlignment{Alignment{Combination: variant.Combination, Offset: variant.Offset}})
			for _, failure := range Check(changed, Solve(changed)).Failures {
				t.Errorf("%s %s: %v", variant.Combination, variant.Offset, &failure)
			}
		}
	})
}

func TestCasesQuantal(t *testing.T) {
	eachCase(t, func(t *testing.T, s Scenario, want expectation) {
		var solver Solver
		for j, q := range want.QuantalFull {
			if testing.Short() && j > 0 {
				break
			}
			changed := apply(t, s, SetResponse{Response{Kind: Quantal, Lambda: q.Lambda}})
			r := solver.Solve(changed, AlignmentSection|QuantalSection|Certificates)
			near(t, "full at "+number(q.Lambda), r.Quantal.Full, q.Value, 1e-6)
			requireFinite(t, "result", reflect.ValueOf(r))
			for _, failure := range CheckSections(changed, r, AlignmentSection|QuantalSection).Failures {
				t.Errorf("lambda %g: %v", q.Lambda, &failure)
			}
		}
	})
}

func TestCasesSelection(t *testing.T) {
	eachCase(t, func(t *testing.T, s Scenario, want expectation) {
		v := new(Solver).Solve(s, SelectionSection).Selection
		if v == nil {
			t.Fatal("no selection")
		}
		if want.SelectionWorst != nil {
			near(t, "worst", v.Worst, want.SelectionWorst.Value, want.SelectionWorst.Within)
		}
		if v.PathEnd != "settled" {
			t.Errorf("the path ended %s", v.PathEnd)
		}
	})
}

// TestCasesFull: the payoffs under full disclosure that a result states are those that the
// floors rest on, which the lowered game decides (docs/model.md, section 1, Ties).
func TestCasesFull(t *testing.T) {
	var solver equilibrium.Solver
	eachCase(t, func(t *testing.T, s Scenario, want expectation) {
		if len(s.Agents) == 1 {
			return
		}
		if err := solver.Load(s.Game()); err != nil {
			t.Fatal(err)
		}
		floor, err := solver.Floors()
		if err != nil {
			t.Fatal(err)
		}
		for i, x := range new(Solver).Solve(s, BenchmarksSection).Benchmarks.Full {
			near(t, at("full", i), x, floor.Disclosed[i], 1e-9)
		}
	})
}
