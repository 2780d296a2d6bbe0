package tables

import (
	"encoding/csv"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/words"
)

func fewScenario(t *testing.T) engine.Scenario {
	t.Helper()
	s, err :=
		engine.Parse(
			[]byte(`{"version": 1, "states": ["mild", "severe"], "actions": ["wait", "operate"], "prior": [0.5, 0.5],
		"criteria": [{"name": "health", "utility": [[1, 0], [0, 1]]}, {"name": "=cost()", "utility": [[1, 1], [0, 0]]}],
		"user": {"name": "You", "weights": [0.75, 0.25]},
		"agents": [{"name": "@Clinic, the \"big\" one", "weights": [0.125, 0.875]}, {"name": "Own", "utility": [[0.5, 0.25], [0, 1]]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// The text alternative holds everybody's interests, the points and the answers, each row as long as its
// head.
func TestTextAlternative(t *testing.T) {
	s := fewScenario(t)
	panel := stage.Panel{Sections: []stage.Section{{Title: "Worth", Rows: []stage.Row{stage.UtilityRow("OPT", -1, 0.91, "")}}}}
	list := TextAlternative(&s, []stage.Handle{{Name: "You", Text: "health 0.75"}}, &panel, words.Value)
	text := ""
	for _, table := range list {
		for _, row := range table.Rows {
			if len(row) != len(table.Head) {
				t.Errorf("%s: %q under %q", table.Title, row, table.Head)
			}
			text += strings.Join(row, "|") + "\n"
		}
	}
	for _, want := range []string{"You|you|0.75|0.25", "|agent A|0.12|0.88", "Own|wait|0.50|0.25", "You|health 0.75",
		"Worth|OPT|0.91"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing from\n%s", want, text)
		}
	}
	if len(list) != 4 {
		t.Errorf("%d tables", len(list))
	}
}

// CSV is read back as it was, numbers as numbers, and no cell is a formula.
func TestCSV(t *testing.T) {
	s := fewScenario(t)
	text := CSV(append(TextAlternative(&s, nil, &stage.Panel{}, words.Exact),
		stage.Table{Title: "Series", Head: []string{"x"}, Rows: [][]string{{"\u22120.25"}, {"1e-09"}, {"-"}}}))
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var cells []string
	for _, row := range rows {
		for _, c := range row {
			cells = append(cells, c)
			if strings.HasPrefix(c, "=") || strings.HasPrefix(c, "@") {
				t.Errorf("%q is a formula", c)
			}
		}
	}
	all := strings.Join(cells, "\n")
	for _, want := range []string{"\n0.125\n0.875\n", `'@Clinic, the "big" one`, "'=cost()", "\n-0.25\n1e-09\n'-"} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is not in\n%s", want, all)
		}
	}
	if !strings.Contains(text, "\r\n\r\nWhat actions are worth") {
		t.Errorf("tables are not apart:\n%s", text)
	}
}
