package stage

import (
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/theme"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// Letter is the letter that a number stands for, 0 for A: of an agent's Hue.
func Letter(hue int) string { return string(rune('A' + hue%26)) }

// Hue is the number of an agent's letter, which is its for life as its colour is: of the row of a
// panel, the turn of a dialogue, and a theme's colours. Those whose letters are as far apart as a
// theme has colours share one.
func Hue(s *engine.Scenario, agent int) int { return int(s.Letter(agent)[0] - 'A') }

// Colored is a theme in which the agents of a scenario have the colours of their letters: the
// theme itself where those are the letters of their places.
func Colored(t *theme.Theme, s *engine.Scenario) *theme.Theme {
	same := true
	for i := range s.Agents {
		same = same && Hue(s, i) == i
	}
	if same {
		return t
	}
	mine := *t
	mine.Agents = nil
	for i := range s.Agents {
		mine.Agents = append(mine.Agents, t.Agent(Hue(s, i)))
	}
	return &mine
}

// Decimals writes x with the given number of decimals and a real minus sign; what rounds to
// zero is zero.
func Decimals(x float64, decimals int) string {
	var memory [16]byte
	if text, ok := Fixed(memory[:0], x, decimals, "\u2212"); ok {
		return string(text)
	}
	s := strconv.FormatFloat(x, 'f', decimals, 64)
	if strings.Trim(s, "-0.") == "" {
		s = strings.TrimPrefix(s, "-")
	}
	return strings.Replace(s, "-", "\u2212", 1)
}

// Fixed appends x with 1 to 4 decimals, with a minus sign before it. It reports false where it is not for it:
// where the number is large, or rounding might go either way. A figure writes hundreds of numbers in every
// move of a drag, and strconv takes ten times as long for a fixed number of decimals.
func Fixed(dst []byte, x float64, decimals int, minus string) ([]byte, bool) {
	const most, unsure = 1e4, 1e-6
	power := [...]int{0, 10, 100, 1000, 10000, 0, 0, 0}[decimals&7]
	scaled := math.Abs(x) * float64(power)
	if power == 0 || !(math.Abs(x) < most) {
		return dst, false
	}
	n := int(scaled)
	rest := scaled - float64(n)
	if math.Abs(rest-0.5) < unsure {
		return dst, false
	}
	if rest > 0.5 {
		n++
	}
	if x < 0 && n > 0 {
		dst = append(dst, minus...)
	}
	dst = append(strconv.AppendInt(dst, int64(n/power), 10), '.')
	for power /= 10; power > 0; power /= 10 {
		dst = append(dst, '0'+byte(n/power%10))
	}
	return dst, true
}

// Capital writes a sentence with a capital letter at its beginning.
func Capital(sentence string) string {
	r, n := utf8.DecodeRuneInString(sentence)
	if n == 0 {
		return sentence
	}
	return string(unicode.ToUpper(r)) + sentence[n:]
}

// Value writes a utility or a probability: two decimals.
func Value(x float64) string { return Decimals(x, 2) }

// Distinguish writes two numbers with two decimals, or as many more, up to four, as tell them
// apart.
func Distinguish(a, b float64) (string, string) {
	for decimals := 2; ; decimals++ {
		x, y := Decimals(a, decimals), Decimals(b, decimals)
		if x != y || decimals == 4 {
			return x, y
		}
	}
}

// Likelihood writes a probability with two decimals; what is likelier than that shows is not
// written as 0.
func Likelihood(x float64) string {
	if s := Value(x); s != "0.00" {
		return s
	}
	return Small(x)
}

// rounding is the size below which an error is that of the arithmetic: it reads 0.
const rounding = 1e-9

// Small writes an error that may be small: three decimals, or the first digit that counts.
func Small(x float64) string {
	switch decimals := smallDecimals(x); decimals {
	case 0:
		return "0"
	case 3, 4:
		return Decimals(x, decimals)
	}
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(math.Abs(x), 'e', 0, 64), "e-")
	s := mantissa + " · 10" + superscript(strings.TrimLeft(exponent, "0"))
	if x < 0 {
		s = "\u2212" + s
	}
	return s
}

// smallDecimals is with how many decimals Small writes x.
func smallDecimals(x float64) int {
	switch a := math.Abs(x); {
	case a < rounding:
		return 0
	case a >= 0.0095:
		return 3
	case a >= 0.00005:
		return 4
	}
	return asPower
}

// asPower stands for a number that is written as a power of ten: differences from it have as many decimals.
const asPower = 6

// superscript writes the negative power of ten with these digits.
func superscript(digits string) string {
	raised := []rune("⁰¹²³⁴⁵⁶⁷⁸⁹")
	s := "⁻"
	for _, d := range digits {
		s += string(raised[d-'0'])
	}
	return s
}

// Shares writes numbers that sum to 1 with two decimals that sum to 1 as well.
func Shares(w []float64) []string {
	words := make([]string, len(w))
	for i, x := range RoundedShares(w) {
		words[i] = Value(x)
	}
	return words
}

// RoundedShares rounds numbers that sum to 1 to two decimals that sum to 1 as well.
func RoundedShares(w []float64) []float64 {
	rounded := append([]float64(nil), w...)
	view.Project(rounded)
	view.Round(rounded, 100)
	return rounded
}

// List joins words as in "A, B and C".
func List(words []string) string {
	switch n := len(words); n {
	case 0:
		return ""
	case 1:
		return words[0]
	default:
		return strings.Join(words[:n-1], ", ") + " and " + words[n-1]
	}
}

// Count writes a small number as a word.
func Count(n int) string {
	words := [...]string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
		"twelve"}
	if n >= 0 && n < len(words) {
		return words[n]
	}
	return strconv.Itoa(n)
}
