package scenes

import (
	"testing"

	"emergent/scenes/stage"
	"emergent/scenes/view"
)

func TestDragIsOneStep(t *testing.T) {
	a := New(Options{})
	a.Resize(view.Rect{W: 640, H: 480}, view.Rect{}, 1)
	start := a.Scenario()
	h := handle(t, a, "agent:1")
	grip := view.Pixel{X: h.At.X + 3, Y: h.At.Y - 4}
	send(t, a, stage.Event{Kind: stage.Grab, Handle: h.ID, At: grip})
	for i := range 5 {
		send(t, a, stage.Event{Kind: stage.Move, Handle: h.ID, At: view.Pixel{X: grip.X + 8*float64(i), Y: grip.Y - 5*float64(i)}})
	}
	moved := handle(t, a, "agent:1")
	if dx, dy := moved.At.X-h.At.X, moved.At.Y-h.At.Y; dx < 31 || dx > 33 || dy > -19 || dy < -21 {
		t.Errorf("moved by %v %v, want 32 -20", dx, dy)
	}
	send(t, a, stage.Event{Kind: stage.Drop, Handle: h.ID})
	if !a.Overlay().CanUndo || !a.Undo() || a.Overlay().CanUndo {
		t.Error("a drag is not one step")
	}
	if got, want := a.Scenario().Agents[1].Weights, start.Agents[1].Weights; got[0] != want[0] || got[1] != want[1] {
		t.Errorf("undone to %v, want %v", got, want)
	}
}

func send(t *testing.T, a *App, ev stage.Event) {
	t.Helper()
	if err := a.Dispatch(ev); err != nil {
		t.Fatalf("%+v: %v", ev, err)
	}
}

func handle(t *testing.T, a *App, id string) stage.Handle {
	t.Helper()
	for _, h := range a.Overlay().Handles {
		if h.ID == id {
			return h
		}
	}
	t.Fatalf("no handle %q", id)
	return stage.Handle{}
}
