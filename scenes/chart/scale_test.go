package chart

import (
	"math"
	"testing"
)

func TestScalesGoThereAndBack(t *testing.T) {
	for _, s := range []Scale{
		{From: 10, To: 210, Low: -1, High: 3},
		{From: 300, To: 100, Low: 0, High: 1}, // upwards
		{From: 0, To: 182, Low: 0.1, High: 1000, Log: true, Stub: 0.09},
		{From: 5, To: 90, Low: 1, High: 10, Log: true},
	} {
		for i := range 101 {
			px := s.From + (s.To-s.From)*float64(i)/100
			if got := s.At(s.Value(px)); math.Abs(got-px) > 1e-9 {
				t.Errorf("%+v: pixel %v comes back as %v", s, px, got)
			}
		}
		if s.Value(s.From-(s.To-s.From)) != s.Value(s.From) || s.Value(s.To+(s.To-s.From)) != s.Value(s.To) {
			t.Errorf("%+v: values beyond the ends", s)
		}
	}
	log := Scale{To: 100, Low: 0.1, High: 1000, Log: true, Stub: 0.2}
	for _, c := range [][2]float64{{0, 0}, {-3, 0}, {0.05, 10}, {0.1, 20}, {10, 60}, {1000, 100}} {
		if got := log.At(c[0]); math.Abs(got-c[1]) > 1e-9 {
			t.Errorf("%v is at %v, want %v", c[0], got, c[1])
		}
	}
	if (Scale{}).At(3) != 0 || (Scale{}).Value(3) != 0 {
		t.Error("the zero scale is not zero")
	}
}

func TestTicks(t *testing.T) {
	for _, c := range []struct {
		scale Scale
		gap   float64
		want  []string
	}{
		{Scale{To: 200, Low: 0, High: 1}, 38, []string{"0.0", "0.2", "0.4", "0.6", "0.8", "1.0"}},
		{Scale{To: 200, Low: -0.02, High: 0.31}, 40, []string{"0.0", "0.1", "0.2", "0.3"}},
		{Scale{To: 100, Low: -1, High: 1}, 30, []string{"−1", "0", "1"}},
		{Scale{To: 300, Low: 0.1, High: 1000, Log: true, Stub: 0.2}, 38,
			[]string{"0", "0.1", "1", "10", "100", "1000"}},
		{Scale{To: 180, Low: 0.1, High: 1000, Log: true, Stub: 0.09}, 38, []string{"0", "", "1", "10", "100", "1000"}},
		{Scale{To: 120, Low: 1, High: 10000, Log: true}, 38, []string{"1", "", "100", "", "10000"}},
		{Scale{To: 400, Low: 2, High: 6, Whole: true}, 38, []string{"2", "3", "4", "5", "6"}},
		{Scale{To: 300, Low: 1, High: 40, Log: true, Fine: true}, 38, []string{"1", "2", "5", "10", "20"}},
		{Scale{To: 120, Low: 1, High: 200, Log: true, Fine: true}, 38, []string{"1", "5", "20", "100"}},
		{Scale{To: 0, Low: 0, High: 1}, 38, nil},
		{Scale{To: 50, Low: 1, High: 1}, 38, nil},
	} {
		ticks := c.scale.Ticks(nil, c.gap)
		if len(ticks) != len(c.want) {
			t.Errorf("%+v: %+v, want %q", c.scale, ticks, c.want)
			continue
		}
		last := math.Inf(-1)
		for i, tick := range ticks {
			if tick.Label != c.want[i] || tick.Minor != (tick.Label == "") {
				t.Errorf("%+v: tick %d reads %q, want %q", c.scale, i, tick.Label, c.want[i])
			}
			at := c.scale.At(tick.Value)
			if !tick.Minor {
				if at-last < c.gap*0.4 {
					t.Errorf("%+v: labels %v pixels apart", c.scale, at-last)
				}
				last = at
			}
		}
	}
}
