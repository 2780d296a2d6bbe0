package experiment

import (
	"math"
	"slices"
	"strconv"
)

// deviate is the z for which a normal deviate is within -z..z with probability p, to six
// decimals, which is coarse enough that every machine has the same.
func deviate(p float64) float64 {
	low, high := 0.0, 40.0
	for range 60 {
		mid := (low + high) / 2
		if math.Erfc(mid/math.Sqrt2) > 1-p {
			low = mid
		} else {
			high = mid
		}
	}
	return math.Round(high*1e6) / 1e6
}

// wilson is the score interval (Wilson, JASA 1927) of a frequency of hits in n trials: the
// p for which hits/n is within z standard deviations of p. Without trials it is 0..1.
func wilson(hits, n int, z float64) (low, high float64) {
	if n == 0 {
		return 0, 1
	}
	total, f := float64(n), float64(hits)/float64(n)
	share := z * z / total
	middle := (f + share/2) / (1 + share)
	half := z * math.Sqrt(f*(1-f)/total+share/(4*total)) / (1 + share)
	low, high = max(middle-half, 0), min(middle+half, 1)
	if hits == 0 {
		low = 0 // exactly
	}
	if hits == n {
		high = 1
	}
	return round(low), round(high)
}

// digits is how many digits a reported number has.
const digits = 9

// round keeps the published digits of x. A 0 has no sign.
func round(x float64) float64 {
	r, err := strconv.ParseFloat(strconv.FormatFloat(x, 'g', digits, 64), 64)
	if err != nil || r == 0 {
		return 0
	}
	return r
}

// Levels are the quantiles of a Summary.
func Levels() []float64 { return []float64{0.05, 0.25, 0.5, 0.75, 0.95} }

// Summary is what is said of a number that differs from run to run: its mean with a
// confidence band for the mean (normal approximation), and its quantiles at Levels (each
// the least of the values that at least this share of the runs do not exceed).
type Summary struct {
	Mean      float64   `json:"mean"`
	Low       float64   `json:"low"`
	High      float64   `json:"high"`
	Quantiles []float64 `json:"quantiles"`
}

// summary sorts values; z is the deviate of the band. Without values all is 0.
func summary(values []float64, z float64) Summary {
	s := Summary{Quantiles: make([]float64, len(Levels()))}
	n := len(values)
	if n == 0 {
		return s
	}
	slices.Sort(values)
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	mean := sum / float64(n)
	squares := 0.0
	for _, v := range values {
		squares += (v - mean) * (v - mean)
	}
	half := 0.0
	if n > 1 {
		half = z * math.Sqrt(squares/float64(n-1)/float64(n))
	}
	s.Mean, s.Low, s.High = round(mean), round(mean-half), round(mean+half)
	for i, level := range Levels() {
		s.Quantiles[i] = round(values[rank(level, n)])
	}
	return s
}

// rank is the place of a quantile among n sorted values.
func rank(level float64, n int) int {
	return min(max(int(math.Ceil(level*float64(n)-rankSlack))-1, 0), n-1)
}

// rankSlack keeps the rounding of level*n from counting as one more run.
const rankSlack = 1e-9
