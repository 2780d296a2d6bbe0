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
	fresh, names := figures(now)
	for _, name := range append(names, order...) {
		if seen[name] {
			continue
		}
		seen[name] = true
		a, had := old[name]
		b, has := fresh[name]
		if !had {
			a = missing
		}
		if !has {
			b = missing
		}
		t.Rows = append(t.Rows, []string{name, a, b, difference(a, b)})
	}
	return t
}

// missing stands where a panel has no such figure.
const missing = "–"

// figures lists the values of a panel by name. Where two sections have a figure of the same
// name the second one has its section's title before it.
func figures(p *Panel) (values map[string]string, order []string) {
	values = map[string]string{}
	for i, s := range p.Sections {
		for _, r := range s.Rows {
			name := r.Label
			if repeated(p, i, name) {
				name = s.Title + ": " + name
			}
			if _, twice := values[name]; twice || r.Value == "" {
				continue
			}
			values[name] = r.Value
			order = append(order, name)
		}
	}
	return values, order
}

// repeated says whether a section other than i has a row of that name.
func repeated(p *Panel, i int, name string) bool {
	for j, s := range p.Sections {
		for _, r := range s.Rows {
			if j != i && r.Label == name {
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
