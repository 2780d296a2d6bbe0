package stage

import "testing"

// What follows has the ranges that were told, by name, and its own where none was.
func TestAxes(t *testing.T) {
	var told, followed Axes
	shown, ghost := Frame{Axes: &told}, Frame{Axes: &followed}
	is := func(f *Frame, name string, low, high, wantLow, wantHigh float64) {
		t.Helper()
		if a, b := f.Range(name, low, high); a != wantLow || b != wantHigh {
			t.Errorf("%s is %v to %v, want %v to %v", name, a, b, wantLow, wantHigh)
		}
	}
	told.Record(nil)
	is(&shown, "x", 0, 1, 0, 1)
	is(&shown, "y", 2, 3, 2, 3)
	is(&shown, "x", 7, 8, 0, 1) // another picture that is on its way out
	if !followed.Use(&told) || followed.Use(&told) {
		t.Error("axes are new at first and then not")
	}
	is(&ghost, "y", 0, 9, 2, 3)
	is(&ghost, "x", 0, 9, 0, 1)
	is(&ghost, "z", 0, 9, 0, 9)
	if shown.Ghost() || !ghost.Ghost() {
		t.Error("the wrong one is a ghost")
	}
	told.Record(nil)
	is(&shown, "x", 0, 2, 0, 2)
	if !followed.Use(&told) {
		t.Error("a change goes unnoticed")
	}
	is(&ghost, "x", 0, 9, 0, 2)
	var wide Axes
	wide.Record(&told)
	is(&Frame{Axes: &wide}, "x", 1, 5, 0, 5)
	is(&Frame{Axes: &wide}, "y", 1, 5, 1, 5)
	is(new(Frame), "x", 4, 5, 4, 5)
}
