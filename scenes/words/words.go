// Package words writes numbers, lists and sentences as readers see them, the same wherever they stand.
package words

import (
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/emergent-alignment/emergent/scenes/view"
)

// Letter is the letter that a number stands for, 0 for A: of an agent's Hue.
func Letter(hue int) string { return string(rune('A' + hue%26)) }

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

// Num writes a number as short as three decimals allow, four where it would vanish.
func Num(x float64) string {
	if math.Abs(x) < 0.0005 {
		return trimmed(Decimals(x, 4))
	}
	return trimmed(Decimals(x, 3))
}

// trimmed is a number without the zeros at the end of its decimals.
func trimmed(number string) string {
	if !strings.Contains(number, ".") {
		return number
	}
	return strings.TrimRight(strings.TrimRight(number, "0"), ".")
}

// Percent writes a share of 1 in percent, with so many decimals at most.
func Percent(share float64, decimals int) string {
	return trimmed(Decimals(100*share, decimals)) + " %"
}

// Plural counts things.
func Plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return Thousands(n) + " " + many
}

// Thousands writes a whole number with a thin space after each group of three digits.
func Thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "\u2009" + s[i:]
	}
	return s
}

// Rounded is x with so many digits that count.
func Rounded(x float64, digits int) float64 {
	rounded, _ := strconv.ParseFloat(Digits(x, digits), 64) // a number of any size can be read
	return rounded
}

// Digits writes x with so many digits that count, as programs read it.
func Digits(x float64, digits int) string { return strconv.FormatFloat(x, 'g', digits, 64) }

// Typed writes a number as people type it: with all its digits, and no power of ten.
func Typed(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

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

// SameWorth is the difference of utility up to which two values are worth the same: solvers agree to
// about 1e-9, and it is far below what two decimals show.
const SameWorth = 1e-6

// Rounding is the size below which an error is that of the arithmetic: it reads 0.
const Rounding = 1e-9

// Small writes an error that may be small: three decimals, or the first digit that counts.
func Small(x float64) string {
	switch decimals := SmallDecimals(x); decimals {
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

// SmallDecimals is with how many decimals Small writes x.
func SmallDecimals(x float64) int {
	switch a := math.Abs(x); {
	case a < Rounding:
		return 0
	case a >= 0.0095:
		return 3
	case a >= 0.00005:
		return 4
	}
	return AsPower
}

// AsPower stands for a number that is written as a power of ten: differences from it have as many decimals.
const AsPower = 6

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

// Signed writes a difference with its sign; what rounds to zero has none.
func Signed(x float64) string {
	text := Value(x)
	if x > 0 && text != "0.00" {
		text = "+" + text
	}
	return text
}

// Change is a difference in brackets, with its sign, after a number; "" where it rounds to zero.
func Change(x float64) string {
	if text := Signed(x); text != "0.00" {
		return " (" + text + ")"
	}
	return ""
}

// Exact writes a number with all its digits, as programs read it.
func Exact(x float64) string { return Digits(x+0, -1) }
