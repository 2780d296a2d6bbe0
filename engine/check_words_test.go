package engine

import (
	"slices"
	"strings"
	"testing"
)

// TestCheckSays changes one thing in a result of our own, which a mutation of check let pass in November 2026: it
// is refused in the words of what is wrong.
func TestCheckSays(t *testing.T) {
	talking := guessing()
	conic := func(offset string) Scenario {
		s := rivals(t)
		s.Alignment = &Alignment{Combination: Conic, Offset: offset}
		return normalize(s)
	}
	flat := conic(Constant)
	for i := range flat.Agents {
		flat.Agents[i].Utility, flat.Agents[i].Weights = [][]float64{{0.5, 0.5}, {0.5, 0.5}}, nil
	}
	flat = normalize(flat)
	for name, row := range map[string]struct {
		s      Scenario
		change func(r *Result)
		want   string
	}{
		"a note of what is there": {rivals(t), func(r *Result) {
			r.Notes = append(r.Notes, "selection is absent: no.")
		},
			"notes: say that selection is absent, and it is there"},
		"a library without a game": {talking, func(r *Result) { r.Conversation.Library = []string{RuleSilent} },
			"conversation.library: has 1 entries"},
		"an equilibrium without a game": {talking,
			func(r *Result) { r.Conversation.Equilibria = make([]RulesEquilibrium, 1) },
			"conversation.equilibria: has 1 entries"},
		"lots without a game": {talking, func(r *Result) { r.Conversation.Mixed = make([]MixedEquilibrium, 1) },
			"conversation.mixed: has 1 entries"},
		"more cells than messages": {talking, func(r *Result) { r.Conversation.Cells = []int{0, 1, 2} },
			"conversation.cells: are 3, and there are 2 messages"},
		"cells of the same number": {talking, func(r *Result) { r.Conversation.Cells = []int{1, 0, 0} },
			"number no partition"},
		"conic, a larger mean error": {conic(NoOffset), func(r *Result) { r.Alignment.BestAgent.RMS += 1e-6 },
			"alignment.bestAgent.rms: is"},
		"conic, a smaller largest error": {conic(NoOffset), func(r *Result) { r.Alignment.BestAgent.Max -= 1e-6 },
			"alignment.bestAgent.max: is"},
		"nothing but an offset, a larger error": {flat, func(r *Result) { r.Alignment.BestAgent.Max += 1e-6 },
			"the largest error is"},
		"nothing but an offset, a mean error": {flat, func(r *Result) { r.Alignment.BestAgent.RMS += 1e-6 },
			"the mean error is"},
	} {
		r, err := throughJSON(Solve(row.s))
		if err != nil {
			t.Fatal(err)
		}
		if list := Check(row.s, r).Failures; len(list) > 0 {
			t.Errorf("%s: before: %v", name, &list[0])
			continue
		}
		row.change(&r)
		list := Check(row.s, r).Failures
		if !slices.ContainsFunc(list, func(f FieldError) bool { return strings.Contains(f.Error(), row.want) }) {
			t.Errorf("%s: %v, not %q", name, list, row.want)
		}
	}
}
