package claim

import (
	"github.com/emergent-alignment/emergent/engine"
	"strconv"
	"strings"
)

// Num writes a number for people: three decimals, four where it would vanish, no "-0".
func Num(x float64) string {
	decimals := 3
	if x != 0 && x < 0.0005 && x > -0.0005 {
		decimals = 4
		if x < 0.00005 && x > -0.00005 {
			return "0"
		}
	}
	s := strconv.FormatFloat(x, 'f', decimals, 64)
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	if s == "-0" {
		return "0"
	}
	return strings.Replace(s, "-", "−", 1)
}

// atLeast writes that x is at least y, which it is up to checkTolerance: what differs by
// rounding alone is written as equal, since it could round to "0.699 ≥ 0.7".
func atLeast(x, y float64) string {
	if x-y <= checkTolerance && y-x <= checkTolerance {
		return Num(y) + " = " + Num(y)
	}
	return Num(x) + " ≥ " + Num(y)
}

// less writes "0.84 − 0.4", plus "0.84 + 0.4".
func less(x, y float64) string { return Num(x) + " − " + Num(y) }

// weighted writes 0.42 × 0.61 + 0.58 × 0.3 − 0.1, leaving out what would read as 0 × ..
func weighted(w, x []float64, offset float64) string {
	var b strings.Builder
	for i := range w {
		if Num(w[i]) == "0" {
			continue
		}
		switch {
		case b.Len() > 0 && w[i] < 0:
			b.WriteString(" − " + Num(-w[i]) + " × " + Num(x[i]))
			continue
		case b.Len() > 0:
			b.WriteString(" + ")
		}
		b.WriteString(Num(w[i]) + " × " + Num(x[i]))
	}
	switch {
	case b.Len() == 0:
		return Num(offset)
	case Num(offset) == "0":
	case offset < 0:
		b.WriteString(" − " + Num(-offset))
	default:
		b.WriteString(" + " + Num(offset))
	}
	return b.String()
}

// pairs writes "A 0.4, C 0.6", leaving out zeros.
func pairs(s *engine.Scenario, w []float64) string {
	var parts []string
	for i, x := range w {
		if Num(x) != "0" {
			parts = append(parts, s.Letter(i)+" "+Num(x))
		}
	}
	if len(parts) == 0 {
		return "all 0"
	}
	return strings.Join(parts, ", ")
}
