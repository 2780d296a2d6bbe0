// Package chart draws what charts share: scales, a frame with round numbers, lines that end
// at its border, a key, and of a small chart beside a picture the grip, and numbers on their way.
// It knows no scenario and computes nothing.
package chart

import (
	"math"

	"github.com/emergent-alignment/emergent/scenes/words"
)

// Scale maps values to pixels along one direction. The zero Scale maps everything to 0.
type Scale struct {
	From, To  float64 // pixels of Low and High
	Low, High float64
	Log       bool    // equal lengths are equal ratios; Low is positive
	Stub      float64 // Log: share of the length that leads, linearly, from Low down to 0
	Whole     bool    // round numbers are whole numbers
	Fine      bool    // Log: 2 and 5 times a power of ten are round numbers too
}

// At is the pixel of a value; values beyond the ends have pixels beyond the ends, but for
// logarithms of what is not positive.
func (s Scale) At(v float64) float64 { return s.From + s.share(v)*(s.To-s.From) }

func (s Scale) share(v float64) float64 {
	switch {
	case !s.Log && s.High == s.Low:
		return 0
	case !s.Log:
		return (v - s.Low) / (s.High - s.Low)
	case v <= 0:
		return 0
	case v < s.Low:
		return s.Stub * v / s.Low
	}
	return s.Stub + (1-s.Stub)*math.Log(v/s.Low)/math.Log(s.High/s.Low)
}

// Value is the value at a pixel, inside the ends.
func (s Scale) Value(pixel float64) float64 {
	if s.To == s.From {
		return s.Low
	}
	t := min(max((pixel-s.From)/(s.To-s.From), 0), 1)
	switch {
	case !s.Log:
		return s.Low + t*(s.High-s.Low)
	case t < s.Stub:
		return s.Low * t / s.Stub
	}
	return s.Low * math.Pow(s.High/s.Low, (t-s.Stub)/(1-s.Stub))
}

// Aired makes a range as long as least, and adds a share of its length at both ends.
func Aired(low, high, least, share float64) (float64, float64) {
	if d := least - (high - low); d > 0 {
		low, high = low-d/2, high+d/2
	}
	air := share * (high - low)
	return low - air, high + air
}

// Tick is a round value with its words.
type Tick struct {
	Value float64
	Label string
	Minor bool // no label

	decimals int
}

// Ticks appends round values at least gap pixels apart: multiples of 1, 2 or 5 times a power
// of ten, or on a logarithmic scale powers of ten, with 0 where there is a stub. Ticks of
// before in the spare memory of dst keep their words.
func (s Scale) Ticks(dst []Tick, gap float64) []Tick {
	length := math.Abs(s.To - s.From)
	if length <= 0 || s.High <= s.Low {
		return dst
	}
	if s.Log && s.Fine {
		return s.fine(dst, gap)
	}
	if s.Log {
		return s.powers(dst, gap)
	}
	step := roundUp((s.High - s.Low) * gap / length)
	if s.Whole {
		step = max(step, 1)
	}
	decimals := max(0, int(math.Ceil(-math.Log10(step)-tiny)))
	for k := math.Ceil(s.Low/step - tiny); k*step <= s.High+tiny*step; k++ {
		dst = appendTick(dst, k*step+0, decimals) // + 0: no negative zero
	}
	return dst
}

// appendTick appends a labelled tick, with the words of the tick that was there before if
// that had the same.
func appendTick(dst []Tick, v float64, decimals int) []Tick {
	if n := len(dst); n < cap(dst) {
		if old := dst[:n+1][n]; old.Label != "" && old.Value == v && old.decimals == decimals {
			return dst[:n+1]
		}
	}
	return append(dst, Tick{Value: v, Label: words.Decimals(v, decimals), decimals: decimals})
}

// tiny forgives the rounding of a multiple.
const tiny = 1e-9

// roundUp is the least of 1, 2 and 5 times a power of ten that is at least x.
func roundUp(x float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(x)))
	for _, m := range [...]float64{1, 2, 5} {
		if m*power >= x*(1-tiny) {
			return m * power
		}
	}
	return 10 * power
}

// fine are 1, 2 and 5 times powers of ten, as far as there is room.
func (s Scale) fine(dst []Tick, gap float64) []Tick {
	last := math.Inf(-1)
	for k := int(math.Floor(math.Log10(s.Low) + tiny)); math.Pow10(k) <= s.High*(1+tiny); k++ {
		for _, m := range [...]float64{1, 2, 5} {
			v := m * math.Pow10(k)
			if v < s.Low*(1-tiny) || v > s.High*(1+tiny) {
				continue
			}
			if at := s.At(v); math.Abs(at-last) >= gap*0.7 {
				dst, last = appendTick(dst, v, max(0, -k)), at
			}
		}
	}
	return dst
}

// powers are the ticks of a logarithmic scale.
func (s Scale) powers(dst []Tick, gap float64) []Tick {
	if s.Stub > 0 {
		dst = append(dst, Tick{Label: "0"})
	}
	crowded := s.Stub > 0 && s.Stub*math.Abs(s.To-s.From) < gap*0.7 // the first power stands at the 0
	decade := math.Abs(s.To-s.From) * (1 - s.Stub) / math.Log10(s.High/s.Low)
	every := max(1, int(math.Ceil(gap/decade-tiny)))
	first := int(math.Ceil(math.Log10(s.Low) - tiny))
	for k := first; math.Pow10(k) <= s.High*(1+tiny); k++ {
		if (k-first)%every != 0 || k == first && crowded {
			dst = append(dst, Tick{Value: math.Pow10(k), Minor: true})
		} else {
			dst = appendTick(dst, math.Pow10(k), max(0, -k))
		}
	}
	return dst
}
