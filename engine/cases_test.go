package engine

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
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
	Floor, FloorAny *float64
	QuantalFull     []struct{ Lambda, Value float64 }
	SelectionWorst  *struct{ Value, Within float64 }
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
		r := Solve(s)
		near(t, "opt", r.Benchmarks.Opt, want.Opt, caseRounding)
		near(t, "none", r.Benchmarks.None, want.None, caseRounding)
	})
}
