// Package tables says in tables what a figure shows: for who does not see it, for spreadsheets, and beside a
// pinned state.
package tables

import (
	"math"
	"strings"

	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// Compared is a table of the figures of two panels of one scene: as pinned, now, and by how
// much they differ. Figures that only one of them has are in it too.
func Compared(pinned, now *stage.Panel) stage.Table {
	t := stage.Table{Title: "Pinned and now", Head: []string{"Figure", "Pinned", "Now", "Difference"}}
	seen := map[string]bool{}
	old, order := figures(pinned)
	fresh, keys := figures(now)
	for _, key := range append(keys, order...) {
		if seen[key] {
			continue
		}
		seen[key] = true
		a, b := old[key], fresh[key]
		name := b.name
		if b.row == nil {
			name = a.name
		}
		t.Rows = append(t.Rows, []string{name, a.value(), b.value(), difference(a.row, b.row)})
	}
	return t
}

// figures lists the rows of a panel by key. Where several sections have a figure of the
// same key, each has its section's title before it.
func figures(p *stage.Panel) (values map[string]figure, order []string) {
	values = map[string]figure{}
	for i, s := range p.Sections {
		for j := range s.Rows {
			r := &s.Rows[j]
			key, name := keyOf(r), r.Label
			if repeated(p, i, key) {
				key, name = s.Title+": "+key, s.Title+": "+name
			}
			if _, twice := values[key]; twice || r.Value() == "" {
				continue
			}
			values[key] = figure{name, r}
			order = append(order, key)
		}
	}
	return values, order
}

// figure is a row and what it is called. The zero value is that of a panel without it.
type figure struct {
	name string
	row  *stage.Row
}

// value is what the figure reads.
func (f figure) value() string {
	if f.row == nil {
		return "–"
	}
	return f.row.Value()
}

// keyOf is the same for the same figure in two panels: an agent's label may say more than
// its name.
func keyOf(r *stage.Row) string {
	if r.Swatch >= 0 {
		return "agent " + words.Letter(r.Swatch)
	}
	return r.Label
}

// repeated reports whether a section other than i has a row of that key.
func repeated(p *stage.Panel, i int, key string) bool {
	for j, s := range p.Sections {
		for k := range s.Rows {
			if j != i && keyOf(&s.Rows[k]) == key {
				return true
			}
		}
	}
	return false
}

// difference is b - a with a sign, as exact as the two are written, and a decimal more where rounding
// has it look wrong between them; "" where they are no numbers.
func difference(a, b *stage.Row) string {
	if a == nil || b == nil || a.Format == stage.InWords || b.Format == stage.InWords {
		return ""
	}
	d, decimals := b.Number-a.Number, max(a.Decimals(), b.Decimals())
	s, unit := words.Decimals(d, decimals), math.Pow10(decimals)
	if even := math.RoundToEven; decimals < words.AsPower && even(d*unit) != even(b.Number*unit)-even(a.Number*unit) {
		s = words.Decimals(d, decimals+1)
	}
	if isZero(s) && a.Value() != b.Value() {
		s = words.Small(d)
	}
	if d > 0 && !isZero(s) {
		s = "+" + s
	}
	return s
}

// isZero reports whether a number that is written so reads as zero.
func isZero(s string) bool { return strings.Trim(s, "0.") == "" }
