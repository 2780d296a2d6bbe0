package history

import (
	"reflect"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
)

func scenario(t testing.TB) engine.Scenario {
	t.Helper()
	s, err := engine.Parse([]byte(`{"version": 1, "states": ["s", "t"], "actions": ["a", "b"], "prior": [0.5, 0.5],
		"criteria": [{"name": "p", "utility": [[1, 0], [0, 1]]}, {"name": "q", "utility": [[0, 0], [1, 1]]}, {"name": "r", "utility": [[0, 1], [0.5, 0]]}],
		"user": {"name": "U", "weights": [0.5, 0.5, 0]},
		"agents": [{"name": "X", "weights": [1, 0, 0]}, {"name": "Y", "weights": [0, 1, 0]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func to(x float64) []engine.Edit {
	return []engine.Edit{engine.SetWeights{Agent: engine.User, Weights: []float64{1 - x, x, 0}}}
}

func at(h *Store) float64 { return h.Now().User.Weights[1] }

func TestEditsUndoAndRedo(t *testing.T) {
	h := New(scenario(t))
	for _, x := range []float64{0.1, 0.2, 0.3} {
		if err := h.Do("", 0, to(x)); err != nil {
			t.Fatal(err)
		}
	}
	for _, want := range []float64{0.2, 0.1, 0.5} {
		if !h.Undo() || at(h) != want {
			t.Fatalf("undone to %v, want %v", at(h), want)
		}
	}
	if h.Undo() || h.CanUndo() {
		t.Error("more was undone than done")
	}
	if !h.Redo() || !h.Redo() || at(h) != 0.2 {
		t.Errorf("redone to %v, want 0.2", at(h))
	}
	if err := h.Do("", 0, to(0.9)); err != nil || h.Redo() {
		t.Error("a new step leaves steps to redo")
	}
}

// Law 1: an edit that fails changes nothing, even when edits before it were fine.
func TestAFailingEditChangesNothing(t *testing.T) {
	h := New(scenario(t))
	before, revision := h.Now(), h.Revision()
	bad := append(to(0.1), engine.RemoveAgent{Agent: 7})
	if h.Do("", 0, bad) == nil || h.Do("k", 0, bad) == nil {
		t.Error("no error")
	}
	h.Begin()
	if h.Live(bad) == nil {
		t.Error("no error in a drag")
	}
	if h.Commit() || !reflect.DeepEqual(h.Now(), before) || h.Revision() != revision || h.CanUndo() {
		t.Error("something changed")
	}
}

// Law 2: a drag is one step, whatever happens in it, and none when it ends where it began.
func TestADragIsOneStep(t *testing.T) {
	h := New(scenario(t))
	h.Begin()
	for _, x := range []float64{0.1, 0.7, 0.4} {
		if err := h.Live(to(x)); err != nil {
			t.Fatal(err)
		}
	}
	if !h.Commit() || at(h) != 0.4 || !h.Undo() || at(h) != 0.5 || h.CanUndo() || !h.Redo() || at(h) != 0.4 {
		t.Errorf("at %v", at(h))
	}
	h.Begin()
	_ = h.Live(to(0.9))
	_ = h.Live(to(0.4))
	if h.Commit() || !h.CanUndo() || !h.Undo() || h.CanUndo() {
		t.Error("a drag back to its start is a step")
	}
	h.Begin()
	_ = h.Live(to(0.9))
	h.Cancel()
	if at(h) != 0.5 || h.Commit() || h.CanUndo() || !h.CanRedo() {
		t.Error("a cancelled drag leaves a trace")
	}
	h.Begin()
	_ = h.Live(to(0.8))
	if !h.Undo() || at(h) != 0.5 || h.Dragging() {
		t.Error("undo in a drag does not cancel it")
	}
	h.Begin()
	_ = h.Live(to(0.8))
	if h.Redo() {
		t.Error("redo in a drag")
	}
	if err := h.Do("", 0, to(0.3)); err != nil || !h.Undo() || at(h) != 0.8 || !h.Undo() || at(h) != 0.5 {
		t.Error("an edit during a drag does not commit it first")
	}
	if h.Live(to(0.1)) != nil || at(h) != 0.5 {
		t.Error("live outside a drag changes something")
	}
}

func TestNudgesJoinIntoOneStep(t *testing.T) {
	h := New(scenario(t))
	nudge := func(kind string, now, x float64) {
		t.Helper()
		if err := h.Do(kind, now, to(x)); err != nil {
			t.Fatal(err)
		}
	}
	steps := func() (n int) {
		for h.Undo() {
			n++
		}
		for h.Redo() {
		}
		return n
	}
	nudge("user", 10, 0.51)
	nudge("user", 10.5, 0.52)
	nudge("user", 11.4, 0.53) // each within a second of the last
	if n := steps(); n != 1 {
		t.Errorf("a burst is %d steps", n)
	}
	nudge("user", 12, 0.54) // after an undo and redo: a new step
	nudge("agent:0", 12.1, 0.55)
	nudge("agent:0", 13.2, 0.56)
	if n := steps(); n != 4 {
		t.Errorf("%d steps, want 4", n)
	}
	nudge("agent:0", 13.3, 0.56) // at a wall: nothing changes
	if n := steps(); n != 4 {
		t.Errorf("a nudge that changes nothing is a step: %d", n)
	}
}

func TestReplaceAndReset(t *testing.T) {
	h := New(scenario(t))
	_ = h.Do("", 0, to(0.1))
	s := scenario(t)
	s.Title = "new"
	h.Replace(s)
	if h.CanUndo() || h.Now().Title != "new" {
		t.Error("replace keeps history")
	}
	_ = h.Do("", 0, to(0.2))
	h.Reset()
	if at(h) != 0.5 || !h.Undo() || at(h) != 0.2 {
		t.Error("reset is not one step back to the start")
	}
	s.Title = "set"
	h.Set(s)
	if h.Now().Title != "set" || !h.Undo() || h.Now().Title != "new" {
		t.Error("set is not one step")
	}
}

func TestHistoryIsBounded(t *testing.T) {
	h := New(scenario(t))
	for i := range MaxSteps + 20 {
		_ = h.Do("", 0, to(float64(i%7+1)/10))
	}
	n := 0
	for h.Undo() {
		n++
	}
	if n != MaxSteps {
		t.Errorf("%d steps are kept, want %d", n, MaxSteps)
	}
}

// Law 4: the revision changes with the scenario and never takes a value twice.
func TestRevisionsAreNew(t *testing.T) {
	h := New(scenario(t))
	last := h.Revision()
	for i, f := range []func(){
		func() { _ = h.Do("", 0, to(0.1)) }, func() { h.Undo() }, func() { h.Redo() }, func() { h.Reset() },
		func() { h.Begin(); _ = h.Live(to(0.3)) }, func() { _ = h.Live(to(0.4)) }, func() { h.Cancel() },
		func() { h.Replace(scenario(t)) }, func() { h.Set(scenario(t)) },
	} {
		f()
		if h.Revision() <= last {
			t.Errorf("change %d: revision %d after %d", i, h.Revision(), last)
		}
		last = h.Revision()
	}
}

// TestLiveWithoutEdits: a drag that changes the view alone leaves the scenario's revision, so that nothing is solved
// again; and one that comes back to it shows what was there at its beginning.
func TestLiveWithoutEdits(t *testing.T) {
	h := New(scenario(t))
	h.Begin()
	before := h.Revision()
	if err := h.Live(nil); err != nil || h.Revision() != before {
		t.Errorf("revision %d after %d, error %v", h.Revision(), before, err)
	}
	start := h.Now()
	if err := h.Live(to(0.2)); err != nil || at(h) != 0.2 {
		t.Fatalf("at %v, error %v", at(h), err)
	}
	if err := h.Live(nil); err != nil || !reflect.DeepEqual(h.Now(), start) {
		t.Errorf("at %v after nothing is edited, error %v", at(h), err)
	}
}
