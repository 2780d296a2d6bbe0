package words

import (
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func TestNumbersInWords(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{Value(0.425), "0.42"}, {Value(-0.001), "0.00"}, {Value(-0.31), "−0.31"}, {Value(0), "0.00"},
		{Value(1), "1.00"},
		{Small(0.043), "0.043"}, {Small(0), "0"}, {Small(6e-17), "0"}, {Small(0.0096), "0.010"},
		{Small(0.00432), "0.0043"}, {Small(0.00005), "0.0001"},
		{Small(2e-6), "2 · 10⁻⁶"}, {Small(-3.4e-8), "−3 · 10⁻⁸"}, {Small(-0.2), "−0.200"},
		{Num(0.7), "0.7"}, {Num(1), "1"}, {Num(0), "0"}, {Num(-0.12345), "−0.123"}, {Num(1e-9), "0"}, {Num(-1e-9), "0"},
		{Num(0.0004), "0.0004"}, {Num(-0.0004), "−0.0004"}, {Num(12), "12"}, {Num(2. / 3), "0.667"}, {Num(100), "100"},
		{Percent(0.125, 1), "12.5 %"}, {Percent(0.5, 1), "50 %"}, {Percent(0.994, 0), "99 %"},
		{Thousands(999), "999"}, {Thousands(1234567), "1\u2009234\u2009567"}, {Plural(1, "game", "games"), "1 game"},
		{Plural(1000, "game", "games"), "1\u2009000 games"}, {Typed(1e-7), "0.0000001"}, {Typed(0.3), "0.3"},
		{Exact(1e-7), "1e-07"}, {Digits(123.456, 4), "123.5"}, {Exact(Rounded(0.012345, 3)), "0.0123"},
		{Letter(0), "A"}, {Letter(23), "X"},
		{List(nil), ""}, {List([]string{"A"}), "A"}, {List([]string{"A", "B"}), "A and B"},
		{List([]string{"A", "B", "C"}), "A, B and C"},
		{Count(0), "no"}, {Count(2), "two"}, {Count(12), "twelve"}, {Count(13), "13"}, {Count(-1), "-1"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

// TestDecimals: numbers read as strconv writes them, ties, signs and sizes included.
func TestDecimals(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	numbers := []float64{0, math.Copysign(0, -1), 0.005, -0.005, 0.015, 0.125, 0.375, 2.675, 0.00005, -0.00004, 0.99995,
		9999.995, 9999.99995, 10000, 1e9, -1e-300, math.Inf(1), math.NaN()}
	for range 20000 {
		numbers = append(numbers, (rng.Float64()-0.5)*math.Pow(10, float64(rng.IntN(12)-6)),
			float64(rng.IntN(40001)-20000)/2000)
	}
	for _, x := range numbers {
		for decimals := range 6 {
			want := strconv.FormatFloat(x, 'f', decimals, 64)
			if strings.Trim(want, "-0.") == "" {
				want = strings.TrimPrefix(want, "-")
			}
			if want = strings.Replace(want, "-", "\u2212", 1); Decimals(x, decimals) != want {
				t.Errorf("%v reads %s, want %s", x, Decimals(x, decimals), want)
			}
		}
	}
}

func TestSharesSumToOne(t *testing.T) {
	if got, want := Shares([]float64{1. / 3, 1. / 3, 1. / 3}),
		[]string{"0.34", "0.33", "0.33"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got, want := Shares([]float64{1 + 1e-9, -1e-9}), []string{"1.00", "0.00"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	many := make([]float64, 24)
	for i := range many {
		many[i] = 1. / 24
	}
	if got := Shares(many); got[0] != "0.05" || got[23] != "0.04" {
		t.Errorf("24 equal shares read %v", got)
	}
}

// TestDistinguish: two different values never read as one while four decimals can tell them apart.
func TestDistinguish(t *testing.T) {
	for _, c := range []struct {
		a, b         float64
		wantA, wantB string
	}{{0.7, 1, "0.70", "1.00"}, {0.998, 1, "0.998", "1.000"}, {0.5, 0.5, "0.5000", "0.5000"}} {
		if a, b := Distinguish(c.a, c.b); a != c.wantA || b != c.wantB {
			t.Errorf("Distinguish(%v, %v) = %s, %s, want %s, %s", c.a, c.b, a, b, c.wantA, c.wantB)
		}
	}
}

// Whatever is possible does not read as impossible.
func TestLikelihood(t *testing.T) {
	for x, want := range map[float64]string{1: "1.00", 0.25: "0.25", 0.004: Small(0.004), 0: Small(0)} {
		if got := Likelihood(x); got != want || x > 0 && got == Value(0) {
			t.Errorf("%v reads %s, want %s", x, got, want)
		}
	}
}
