package stage

import (
	"strconv"
	"strings"
)

// Compared is a table of the figures of two panels of one scene: as pinned, now, and by how
// much they differ. Figures that only one of them has are in it too.
func Compared(pinned, now *Panel) Table {
	t := Table{Title: "Pinned and now", Head: []string{"Figure", "Pinned", "Now", "Difference"}}
	seen := map[string]bool{}
	old, order := figures(pinned)
	fresh, keys := figures(now)
	for _, key := range append(keys, order...) {
		if seen[key] {
			continue
		}
		seen[key] = true
		a, had := old[key]
		b, has := fresh[key]
		if !had {
			a.value = missing
		}
		if !has {
			b = figure{a.name, missing}
		}
		t.Rows = append(t.Rows, []string{b.name, a.value, b.value, difference(a.value, b.value)})
	}
	return t
}

// missing stands where a panel has no such figure.
const missing = "–"

// figures lists the values of a panel by key. Where several sections have a figure of the
// same key, each has its section's title before it.
func figures(p *Panel) (values map[string]figure, order []string) {
	values = map[string]figure{}
	for i, s := range p.Sections {
		for _, r := range s.Rows {
			key, name := keyOf(r), r.Label
			if repeated(p, i, key) {
				key, name = s.Title+": "+key, s.Title+": "+name
			}
			if _, twice := values[key]; twice || r.Value == "" {
				continue
			}
			values[key] = figure{name, r.Value}
			order = append(order, key)
		}
	}
	return values, order
}

// figure is a value and what it is called.
type figure struct{ name, value string }

// keyOf is the same for the same figure in two panels: an agent's label may say more than
// its name.
func keyOf(r Row) string {
	if r.Swatch >= 0 {
		return "agent " + Letter(r.Swatch)
	}
	return r.Label
}

// repeated reports whether a section other than i has a row of that key.
func repeated(p *Panel, i int, key string) bool {
	for j, s := range p.Sections {
		for _, r := range s.Rows {
			if j != i && keyOf(r) == key {
				return true
			}
		}
	}
	return false
}

// difference is b - a with a sign, as exact as the two are written; "" where they are no
// numbers.
func difference(a, b string) string {
	x, dx, ok := parsed(a)
	y, dy, also := parsed(b)
	if !ok || !also {
		return ""
	}
	s := Decimals(y-x, max(dx, dy))
	if y > x && strings.Trim(s, "0.") != "" {
		s = "+" + s
	}
	return s
}

// parsed reads a number as Value, Decimals and Small write it, and how many decimals it has.
func parsed(text string) (x float64, decimals int, ok bool) {
	plain := strings.ReplaceAll(text, "\u2212", "-")
	x, err := strconv.ParseFloat(plain, 64)
	if err == nil {
		_, digits, _ := strings.Cut(plain, ".")
		return x, len(digits), true
	}
	mantissa, power, found := strings.Cut(plain, " · 10\u207b")
	if !found {
		return 0, 0, false
	}
	x, err = strconv.ParseFloat(mantissa+"e-"+lowered(power), 64)
	return x, maxDecimals, err == nil
}

// maxDecimals is how exact a difference with a number written as a power of ten is.
const maxDecimals = 6

// lowered turns raised digits into plain ones.
func lowered(s string) string {
	return strings.Map(func(r rune) rune {
		for i, d := range []rune("⁰¹²³⁴⁵⁶⁷⁸⁹") {
			if r == d {
				return rune('0' + i)
			}
		}
		return -1
	}, s)
}
