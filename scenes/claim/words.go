package claim

import (
	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/words"
	"strings"
)

// atLeast writes that x is at least y, which it is up to checkTolerance: what differs by
// rounding alone is written as equal, since it could round to "0.699 ≥ 0.7".
func atLeast(x, y float64) string {
	if x-y <= checkTolerance && y-x <= checkTolerance {
		return words.Num(y) + " = " + words.Num(y)
	}
	return words.Num(x) + " ≥ " + words.Num(y)
}

// less writes "0.84 − 0.4", plus "0.84 + 0.4".
func less(x, y float64) string { return words.Num(x) + " − " + words.Num(y) }

// weighted writes 0.42 × 0.61 + 0.58 × 0.3 − 0.1, leaving out what would read as 0 × ..
func weighted(w, x []float64, offset float64) string {
	var b strings.Builder
	for i := range w {
		if words.Num(w[i]) == "0" {
			continue
		}
		switch {
		case b.Len() > 0 && w[i] < 0:
			b.WriteString(" − " + words.Num(-w[i]) + " × " + words.Num(x[i]))
			continue
		case b.Len() > 0:
			b.WriteString(" + ")
		}
		b.WriteString(words.Num(w[i]) + " × " + words.Num(x[i]))
	}
	switch {
	case b.Len() == 0:
		return words.Num(offset)
	case words.Num(offset) == "0":
	case offset < 0:
		b.WriteString(" − " + words.Num(-offset))
	default:
		b.WriteString(" + " + words.Num(offset))
	}
	return b.String()
}

// pairs writes "A 0.4, C 0.6", leaving out zeros.
func pairs(s *engine.Scenario, w []float64) string {
	var parts []string
	for i, x := range w {
		if words.Num(x) != "0" {
			parts = append(parts, s.Letter(i)+" "+words.Num(x))
		}
	}
	if len(parts) == 0 {
		return "all 0"
	}
	return strings.Join(parts, ", ")
}
