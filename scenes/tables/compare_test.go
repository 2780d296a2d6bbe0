package tables

import (
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/scenes/stage"
)

func TestCompared(t *testing.T) {
	old := &stage.Panel{Sections: []stage.Section{
		{Title: "Near", Rows: []stage.Row{stage.ErrorRow("epsilon", 4e-5, ""), stage.UtilityRow("B", -1, 0.5, "")}},
		{Title: "Worst", Rows: []stage.Row{stage.UtilityRow("You", -1, 0.7, "")}},
		{Title: "Best", Rows: []stage.Row{stage.UtilityRow("You", -1, -0.1, ""), stage.UtilityRow("why", -1, 0.3, ""), stage.UtilityRow("gone", -1, 1, "")}},
		{Title: "Bid 1", Rows: []stage.Row{stage.UtilityRow("Ann, winning", 0, 0.1, ""), stage.WordsRow("bound", "nothing", "")}},
	}}
	now := &stage.Panel{Sections: []stage.Section{
		{Title: "Far", Rows: []stage.Row{stage.ErrorRow("epsilon", 0.012, ""), stage.UtilityRow("B", -1, 0.5, "")}},
		{Title: "Worst", Rows: []stage.Row{stage.UtilityRow("You", -1, 0.62, "")}},
		{Title: "Best", Rows: []stage.Row{stage.UtilityRow("You", -1, 0.9, ""), stage.WordsRow("why", "none", ""), stage.WordsRow("new", "so", ""), stage.WordsRow("not yet", "", "")}},
		{Title: "Bid 2", Rows: []stage.Row{stage.UtilityRow("Ann", 0, 0.3, ""), stage.UtilityRow("bound", -1, 0.4, "")}},
	}}
	got := ""
	for _, row := range Compared(old, now).Rows {
		got += strings.Join(row, " | ") + "\n"
	}
	want := `epsilon | 4 · 10⁻⁵ | 0.012 | +0.011960
B | 0.50 | 0.50 | 0.00
Worst: You | 0.70 | 0.62 | −0.08
Best: You | −0.10 | 0.90 | +1.00
why | 0.30 | none | ` + `
new | – | so | ` + `
Ann | 0.10 | 0.30 | +0.20
bound | nothing | 0.40 | ` + `
gone | 1.00 | – | ` + "\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestDifference: it is that of the numbers, not of what is left of them in words.
func TestDifference(t *testing.T) {
	utility := func(x float64) stage.Row { return stage.UtilityRow("", -1, x, "") }
	small := func(x float64) stage.Row { return stage.ErrorRow("", x, "") }
	for _, c := range []struct {
		old, now            stage.Row
		read, reads, differ string
	}{
		{utility(0.7049), utility(0.7251), "0.70", "0.73", "+0.020"}, // of the words: +0.03
		{utility(0.696), utility(0.704), "0.70", "0.70", "+0.008"},   // of the words: 0.00
		{utility(0.706), utility(0.704), "0.71", "0.70", "−0.002"},   // of the words: −0.01
		{utility(0.70504), utility(0.70496), "0.71", "0.70", "−0.0001"},
		{utility(0.7), utility(0.625), "0.70", "0.62", "−0.075"},
		{utility(0.701), utility(0.704), "0.70", "0.70", "0.00"},
		{small(3e-7), small(5.2e-7), "3 · 10⁻⁷", "5 · 10⁻⁷", "+2 · 10⁻⁷"},
		{small(4.4e-5), small(0.01231), "4 · 10⁻⁵", "0.012", "+0.012266"}, // of the words: +0.011960
		{small(0.0009), small(0), "0.0009", "0", "−0.0009"},
		{small(0), small(1e-12), "0", "0", "0"},
	} {
		if read, reads := c.old.Value(), c.now.Value(); read != c.read || reads != c.reads {
			t.Errorf("%q and %q, want %q and %q", read, reads, c.read, c.reads)
		}
		if got := difference(&c.old, &c.now); got != c.differ {
			t.Errorf("from %q to %q it is %q, want %q", c.read, c.reads, got, c.differ)
		}
	}
}
