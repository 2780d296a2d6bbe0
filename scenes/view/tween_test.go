package view

import (
	"math"
	"testing"
)

func TestTween(t *testing.T) {
	var w Tween
	w.Retarget([]float64{1, 2}, 0, false)
	if w.Step(0) || w.Shown()[0] != 1 {
		t.Errorf("the first target is not shown at once: %v", w.Shown())
	}
	w.Retarget([]float64{3, 2}, 10, false)
	if !w.Step(10) || w.Shown()[0] != 1 {
		t.Errorf("it jumps at the start: %v", w.Shown())
	}
	if !w.Step(10+Duration/2) || math.Abs(w.Shown()[0]-2) > 1e-12 || w.Shown()[1] != 2 {
		t.Errorf("half-way at %v, want 2 2", w.Shown())
	}
	w.Retarget([]float64{0, 2}, 10+Duration/2, false) // turns around from where it is shown
	if !w.Step(10+Duration/2) || math.Abs(w.Shown()[0]-2) > 1e-12 {
		t.Errorf("turning around jumps to %v", w.Shown())
	}
	if w.Step(10+2*Duration) || w.Shown()[0] != 0 {
		t.Errorf("ends at %v, want 0", w.Shown())
	}
	w.Retarget([]float64{5, 5}, 20, true)
	if w.Step(20) || w.Shown()[0] != 5 {
		t.Error("a snap moves")
	}
	w.Retarget([]float64{5, 5, 5}, 30, false)
	if w.Step(30) || len(w.Shown()) != 3 {
		t.Error("another number of numbers flies")
	}
}

func TestDurationIsInTheRangeOfTheEye(t *testing.T) {
	if Duration < 0.15 || Duration > 0.3 {
		t.Errorf("a tween runs %v s", Duration)
	}
}

func TestTweenAllocatesNothing(t *testing.T) {
	var w Tween
	a, b := []float64{1, 2, 3}, []float64{4, 5, 6}
	w.Retarget(a, 0, true)
	now := 0.
	if n := testing.AllocsPerRun(100, func() {
		now += 0.01
		w.Retarget(b, now, false)
		w.Step(now)
		a, b = b, a
	}); n != 0 {
		t.Errorf("%v allocations a step", n)
	}
}
