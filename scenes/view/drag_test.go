package view

import "testing"

func TestDragKeepsItsOffset(t *testing.T) {
	var d Drag
	if d.Handle() != "" {
		t.Error("the zero drag holds something")
	}
	d.Grab("agent:1", Pixel{104, 97}, Pixel{100, 100})
	if got := d.Target(Pixel{104, 97}); got != (Pixel{100, 100}) {
		t.Errorf("grabbing moves the handle to %v", got)
	}
	if got := d.Target(Pixel{114, 77}); got != (Pixel{110, 80}) {
		t.Errorf("moved to %v, want 110 80", got)
	}
}
