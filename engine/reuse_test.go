package engine

import (
	"encoding/json"
	"math/rand/v2"
	"testing"
)

// TestSolverForgets: what a Solver has solved before changes nothing, bit by bit, neither
// larger games nor smaller ones: the page keeps one for good.
func TestSolverForgets(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	var used Solver
	for _, size := range [][4]int{{8, 8, 8, 4}, {3, 3, 3, 5}, {8, 8, 8, 4}, {2, 2, 3, 2}, {6, 6, 4, 8}, {4, 4, 3, 8}, {8, 7, 8, 3}} {
		s := sizedScenario(rng, size[0], size[1], size[2], size[3])
		s.Response = &Response{Kind: Quantal, Lambda: 10}
		got, want := inJSON(t, used.Solve(s, All)), inJSON(t, Solve(s))
		if got != want {
			t.Errorf("%v: a used solver gives\n%.300s\na new one\n%.300s", size, got, want)
		}
	}
}

func inJSON(t *testing.T, r Result) string {
	t.Helper()
	data, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
