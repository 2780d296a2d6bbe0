package claim

import (
	"encoding/json"
	"fmt"
	"math"
	"path/filepath"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
)

// TestLaterClaims: the claims about quantal response and about selecting one agent are held
// to what TestClaims asks of the others, over the cases and random scenarios, with and
// without what makes them apply.
func TestLaterClaims(t *testing.T) {
	var seen tally
	check := func(t *testing.T, s engine.Scenario) {
		t.Helper()
		r := engine.Solve(s)
		quantal, selection := Quantal(s, r), Selection(s, r)
		if len(quantal) != 4 || len(selection) != 4 {
			t.Fatalf("%d and %d claims, want 4 each", len(quantal), len(selection))
		}
		seen.check(t, s, quantal)
		seen.check(t, s, selection)
	}
	variants := func(t *testing.T, s engine.Scenario, n int) {
		s.Selection = &engine.Selection{Samples: []int{0, 7, 500}[n%3], Mode: []string{"", engine.Lowering}[n%2]}
		s.Response = nil
		check(t, s)
		s.Response = &engine.Response{Kind: engine.Quantal, Lambda: []float64{0, 3, 25}[n%3]}
		check(t, s)
	}
	cases, _ := filepath.Glob(filepath.Join("..", "..", "engine", "testdata", "cases", "*.json"))
	if len(cases) < 40 {
		t.Fatalf("%d cases, want at least 40", len(cases))
	}
	for n, path := range cases {
		var c struct{ Scenario json.RawMessage }
		if err := json.Unmarshal(read(t, path), &c); err != nil {
			t.Fatal(err)
		}
		t.Run(filepath.Base(path), func(t *testing.T) { variants(t, parse(t, c.Scenario), n) })
	}
	for seed := range 24 {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) { variants(t, random(t, uint64(seed)), seed) })
	}
	check(t, preset(t, "overload"))
	for id, least := range map[string][2]int{
		"quantal-full": {20, 20}, "quantal-lambda": {20, 20}, "quantal-floor": {20, 20}, "information-hurts": {1, 20},
		"selection-bound": {20, 5}, "selection-floor": {20, 5}, "selection-bids": {10, 10}, "selection-trial": {10, 10},
	} {
		if seen.applied[id] < least[0] || seen.not[id] < least[1] {
			t.Errorf("%s applied %d times and not %d times: too few to mean anything",
				id, seen.applied[id], seen.not[id])
		}
	}
}

// TestOverload: the preset in which more information hurts says so, with its numbers.
func TestOverload(t *testing.T) {
	s := preset(t, "overload")
	r := engine.Solve(s)
	for _, c := range Quantal(s, r) {
		if c.ID != "information-hurts" {
			continue
		}
		if !c.Applies() || c.Numbers == nil || math.Abs(c.Numbers.Bound-r.Quantal.Full) > 1e-12 ||
			c.Numbers.Slack() < 0.02 {
			t.Errorf("%+v", c)
		}
	}
}
