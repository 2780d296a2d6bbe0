package lab

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/emergent-alignment/emergent/engine/experiment"
)

// TestSelectionWords: "all" where every game of the hull came within a step of OPT, the number
// where not every one did.
func TestSelectionWords(t *testing.T) {
	for _, row := range []struct {
		reached, runs int
		want, not     string
	}{{200, 200, "in all 200 games", " of 200"}, {199, 200, "in 199 of 200 games", "all"}} {
		r := &experiment.Report{Runs: row.runs,
			Selection: &experiment.SelectionReport{Arms: make([]experiment.SelectionArm, 2)}}
		r.Selection.Arms[0].End.Reached = row.reached
		if got := selectionWords(r); !strings.Contains(got, row.want) || strings.Contains(got, row.not) {
			t.Errorf("%d of %d: %q", row.reached, row.runs, got)
		}
	}
}

// TestHullWords: the same of the shares that hold the law.
func TestHullWords(t *testing.T) {
	for _, row := range []struct {
		within int
		want   string
	}{{3, "All 3 simulated shares"}, {2, "2 of 3 simulated shares"}} {
		r := &experiment.Report{Runs: 10,
			Hull: &experiment.HullReport{Within: row.within, Cells: make([]experiment.HullCell, 3)}}
		if got := hullWords(r); !strings.HasPrefix(got, row.want) {
			t.Errorf("%d within: %q", row.within, got)
		}
	}
}

// TestSharedWords: what a common error costs is said of the most agents in two dimensions, where there
// are as many.
func TestSharedWords(t *testing.T) {
	cells := []experiment.HullCell{{Agents: 4, Frequency: 0.7}, {Agents: 9, Frequency: 0.8},
		{Agents: 4, Frequency: 0.3}, {Agents: 9, Frequency: 0.62, Wendel: 0.965}}
	r := &experiment.Report{Runs: 400, Hull: &experiment.HullReport{Cells: cells}}
	r.Spec.Hull = &experiment.Hull{Dimensions: []int{1, 2}, Agents: []int{4, 9}, Shared: 0.5}
	const want = "With 50 % of every error in common, 9 agents surround you in 62 % of 400 tries, not in 96.5 % as " +
		"they would with errors of their own."
	if got := hullWords(r); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// The verdict on the table of the article fits the four lines that panel.css reserves for it, of some
// 66 letters at 1280 pixels: it was of six, and cut in the middle of a line.
func TestVerdictFitsItsLines(t *testing.T) {
	const lines, letters = 4, 66
	for _, kind := range []string{experiment.KindTable, experiment.KindDiversity} {
		s, trouble := Asked(map[string]string{kindParam: kind, "lab.runs": "2"})
		if len(trouble) > 0 {
			t.Fatal(trouble)
		}
		j, err := experiment.New(s, nil)
		if err != nil {
			t.Fatal(err)
		}
		c := j.Collect()
		for i := range j.Chunks() {
			if err := c.Add(j.Run(i)); err != nil {
				t.Fatal(err)
			}
		}
		r := c.Report()
		if text := kindOf(kind).verdict(&r); utf8.RuneCountInString(text) > lines*letters {
			t.Errorf("%s: %d letters: %s", kind, utf8.RuneCountInString(text), text)
		}
	}
}
