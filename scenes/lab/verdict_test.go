package lab

import (
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine/experiment"
)

// TestSelectionWords: "all" where every game of the hull came within a step of OPT, the number
// where not every one did.
func TestSelectionWords(t *testing.T) {
	for _, row := range []struct {
		reached, runs int
		want, not     string
	}{{200, 200, "in all 200 games", " of 200"}, {199, 200, "in 199 of 200 games", "all"}} {
		r := &experiment.Report{Runs: row.runs, Selection: &experiment.SelectionReport{Arms: make([]experiment.SelectionArm, 2)}}
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
		r := &experiment.Report{Runs: 10, Hull: &experiment.HullReport{Within: row.within, Cells: make([]experiment.HullCell, 3)}}
		if got := hullWords(r); !strings.HasPrefix(got, row.want) {
			t.Errorf("%d within: %q", row.within, got)
		}
	}
}
