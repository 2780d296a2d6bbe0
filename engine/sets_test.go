package engine

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestSetsOnRequest: the polygons are there when the scenario or the caller asks for them, pass
// the check, and leave the rest of the result as it is.
func TestSetsOnRequest(t *testing.T) {
	paths, _ := filepath.Glob("../web/static/presets/*.json")
	for _, path := range paths {
		s := readPreset(t, path)
		plain := Solve(s)
		if plain.Equilibria == nil || plain.Equilibria.Sets != nil {
			t.Fatalf("%s: sets without being asked for", path)
		}
		s.EquilibriumSets = true
		asked := Solve(s)
		if len(asked.Equilibria.Sets) != len(s.Agents) {
			t.Fatalf("%s: %d sets for %d agents", path, len(asked.Equilibria.Sets), len(s.Agents))
		}
		if report := Check(s, asked); len(report.Failures) > 0 {
			t.Errorf("%s: %v", path, report.Failures)
		}
		if got := asked.Equilibria.Worst; got.User != plain.Equilibria.Worst.User ||
			got.Gap != plain.Equilibria.Worst.Gap {
			t.Errorf("%s: the worst equilibrium changed with the sets", path)
		}
		s.EquilibriumSets = false
		if r := new(Solver).Solve(s, SetsSection); r.Equilibria == nil || len(r.Equilibria.Sets) != len(s.Agents) {
			t.Errorf("%s: a picture that asks for the sets gets none", path)
		}
	}
}

// TestSetsTampered: every way to lie about a polygon is found.
func TestSetsTampered(t *testing.T) {
	s := readPreset(t, "../web/static/presets/shared-bias.json")
	s.EquilibriumSets = true
	for _, row := range []struct {
		name, message string
		tamper        func(sets []EquilibriumSet, r *EquilibriaResult)
	}{
		{"a vertex moved", "arithmetic says", func(sets []EquilibriumSet, _ *EquilibriaResult) {
			sets[0].Vertices[0][0] += 1e-3
		}},
		{"its agent's payoff moved", "arithmetic says", func(sets []EquilibriumSet, _ *EquilibriaResult) {
			sets[1].Vertices[0][1] -= 1e-3
		}},
		{"an equilibrium's figure moved", "the user gets", func(sets []EquilibriumSet, _ *EquilibriaResult) {
			sets[0].Equilibria[1].User += 1e-3
		}},
		{"a set left out", "has 2 numbers, must have 4",
			func(_ []EquilibriumSet, r *EquilibriaResult) { r.Sets = r.Sets[:2] }},
		{"all left out", "asks for equilibriumSets", func(_ []EquilibriumSet, r *EquilibriaResult) { r.Sets = nil }},
		{"no vertices", "has no vertices", func(sets []EquilibriumSet, _ *EquilibriaResult) {
			sets[0] = EquilibriumSet{}
		}},
		{"the wrong way round", "turns right", func(sets []EquilibriumSet, _ *EquilibriaResult) {
			v, e := sets[0].Vertices, sets[0].Equilibria
			for i, j := 1, len(v)-1; i < j; i, j = i+1, j-1 {
				v[i], v[j], e[i], e[j] = v[j], v[i], e[j], e[i]
			}
		}},
		{"the worst vertex left out", "arithmetic says", func(sets []EquilibriumSet, _ *EquilibriaResult) {
			sets[0].Vertices, sets[0].Equilibria = sets[0].Vertices[1:], sets[0].Equilibria[1:]
		}},
	} {
		r := Solve(s)
		row.tamper(r.Equilibria.Sets, r.Equilibria)
		failures := Check(s, r).Failures
		if len(failures) == 0 || !strings.Contains(failures[0].Error(), row.message) {
			t.Errorf("%s: %v, want a failure that says %q", row.name, failures, row.message)
		}
	}
}
