package scenes

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/scenes/tables"
)

// Every figure explains its marks, has a text alternative, and gives its numbers away: tables whose rows
// fit their heads, with digits that go beyond what is shown.
func TestEveryFigureTells(t *testing.T) {
	eachFigure(t, func(t *testing.T, scene string) {
		r := beside(t, scene, trial)
		g := r.Guide()
		if g.About == "" || len(g.Marks) < 3 {
			t.Errorf("%s: the help says %q and %d marks: let the figure implement stage.Guided",
				scene, g.About, len(g.Marks))
		}
		twin, data := r.TextAlternative(), r.Data()
		if len(twin) < 2 || len(data) <= len(twin)+len(r.Overlay().Panel.Tables) {
			t.Errorf("%s: %d tables in the twin, %d in the data", scene, len(twin), len(data))
		}
		series := 0
		for _, table := range append(twin, data...) {
			if table.Title == "" || len(table.Rows) == 0 {
				t.Errorf("%s: an empty table %q", scene, table.Title)
			}
			for _, row := range table.Rows {
				if len(row) != len(table.Head) {
					t.Fatalf("%s, %s: %q under %q", scene, table.Title, row, table.Head)
				}
				for _, cell := range row {
					if x, err := strconv.ParseFloat(cell, 64); err == nil && math.Abs(x) > 0 && len(cell) > 6 {
						series++
					}
				}
			}
		}
		if series == 0 && scene != "hull" {
			t.Errorf("%s: no number has more digits than the panel shows", scene)
		}
		points := ""
		for _, table := range twin {
			for _, row := range table.Rows {
				points += strings.Join(row, " ") + "\n"
			}
		}
		for _, h := range r.Overlay().Handles {
			if !strings.Contains(points, h.Name+" "+h.Text) {
				t.Errorf("%s: the twin lacks the point %s", scene, h.Name)
			}
		}
		if text := tables.CSV(data); strings.Contains(text, "NaN") || strings.Contains(text, "Inf") {
			t.Errorf("%s: the CSV has numbers that are none", scene)
		}
	})
}
