package view

import "slices"

// Duration is how long a tween runs, in seconds: long enough to follow by eye, short
// enough not to wait for.
const Duration = 0.22

// Tween moves a list of numbers from where they are shown to where they belong. The zero
// value is empty; the first target is shown at once. It allocates only when the number of
// numbers changes.
type Tween struct {
	from, to, at []float64
	start        float64
	moving       bool
}

// Retarget sets where the numbers belong. With snap, or when their count has changed, they
// are there at once; otherwise they set out at time now from where they are shown.
func (t *Tween) Retarget(to []float64, now float64, snap bool) {
	if snap || len(to) != len(t.at) {
		t.to = append(t.to[:0], to...)
		t.at = append(t.at[:0], to...)
		t.from = append(t.from[:0], to...)
		t.moving = false
		return
	}
	if slices.Equal(to, t.to) {
		return
	}
	copy(t.from, t.at)
	copy(t.to, to)
	t.start, t.moving = now, true
}

// Step brings the shown numbers to time now and reports whether they are still moving.
func (t *Tween) Step(now float64) bool {
	if !t.moving {
		return false
	}
	share := Ease((now - t.start) / Duration)
	for i := range t.at {
		t.at[i] = t.from[i] + share*(t.to[i]-t.from[i])
	}
	if share == 1 {
		copy(t.at, t.to)
		t.moving = false
	}
	return t.moving
}

// Shown returns the numbers as they are shown, valid until the next call.
func (t *Tween) Shown() []float64 { return t.at }

// Ease maps time in [0,1] to way in [0,1], slow at both ends (smoothstep), clamped.
func Ease(x float64) float64 {
	x = min(max(x, 0), 1)
	return x * x * (3 - 2*x)
}
