package engine

import (
	"os"
	"reflect"
	"testing"
)

// tough is a game of ties between long decimals: 0.2 s natively, of which Work foresees a hundredth.
func tough(t *testing.T) Scenario {
	t.Helper()
	data, err := os.ReadFile("testdata/tough.json")
	if err != nil {
		t.Fatal(err)
	}
	return parsed(t, string(data))
}

// SolveWithin gives up where ties take long, the same on every machine; the solver then knows nothing
// of what was half done. With enough it is Solve.
func TestSolveWithin(t *testing.T) {
	s, want := tough(t), MonopoliesSection|EquilibriaSection
	var fresh, v Solver
	plain := fresh.Solve(s, want)
	const little, enough = 2_000_000, 1 << 40
	if r, taken := v.SolveWithin(s, want, little); taken <= little || !reflect.DeepEqual(r, Result{}) {
		t.Errorf("with little: %d steps taken", taken)
	}
	if r, taken := v.SolveWithin(s, want, enough); taken <= little || taken > enough || !reflect.DeepEqual(r, plain) {
		t.Errorf("with enough, after giving up: %d steps taken, the same %v", taken, reflect.DeepEqual(r, plain))
	}
	if r := v.Solve(s, want); !reflect.DeepEqual(r, plain) {
		t.Error("without a limit, after one, the answer is another")
	}
	if Work(s, want) > 5e6 {
		t.Error("Work foresees it: this is no test of what it does not foresee")
	}
}
