// Package history keeps what was done to a scenario, for undo and redo.
package history

import (
	"reflect"

	"github.com/emergent-alignment/emergent/engine"
)

// MaxSteps is how many steps can be undone; the oldest are forgotten.
const MaxSteps = 500

// Burst is the time in seconds within which steps of one kind (arrow keys on one handle)
// count as one step.
const Burst = 1.0

// Store is the history of one scenario. Laws:
//
//  1. An edit that fails changes nothing.
//  2. A drag (Begin, Live.., Commit) is one step, and none when it ends where it began.
//  3. Undo restores the scenario before the last step, Redo the one after it.
//  4. Revision changes whenever the scenario does and never takes a value twice.
//
// Create it with New. It is not for concurrent use.
type Store struct {
	start    engine.Scenario // of the last Replace
	now      engine.Scenario
	base     engine.Scenario // at Begin
	dragging bool
	edited   bool // the scenario shown is not that at Begin
	past     []engine.Scenario
	future   []engine.Scenario
	revision uint64
	burst    string // kind of the last step, "": not to be joined
	burstAt  float64
}

// New returns a history that starts with s, a valid scenario.
func New(s engine.Scenario) *Store { return &Store{start: s, now: s, revision: 1} }

// Restore goes back to a copy of the history made before; law 4 holds.
func (h *Store) Restore(before Store) {
	before.revision = max(before.revision, h.revision) + 1
	before.burst = ""
	*h = before
}

// Now is the scenario as it stands; treat it as constant.
func (h *Store) Now() engine.Scenario { return h.now }

// Revision counts the changes.
func (h *Store) Revision() uint64 { return h.revision }

// Dragging reports whether a drag is under way.
func (h *Store) Dragging() bool { return h.dragging }

// CanUndo and CanRedo report whether there is a step to go.
func (h *Store) CanUndo() bool { return len(h.past) > 0 }

// CanRedo reports whether there is a step to do again.
func (h *Store) CanRedo() bool { return len(h.future) > 0 }

// Do applies edits as one step; one of a kind joins the step before it when that was of the same
// kind less than Burst seconds earlier. On error nothing changes.
func (h *Store) Do(kind string, now float64, edits []engine.Edit) error {
	next, err := apply(h.now, edits)
	if err != nil {
		return err
	}
	h.Commit()
	if equal(next, h.now) {
		return nil
	}
	joins := kind != "" && kind == h.burst && now-h.burstAt < Burst
	if joins {
		h.show(next)
	} else {
		h.step(next)
	}
	h.burst, h.burstAt = kind, now
	return nil
}

// apply applies edits in order, all or none.
func apply(s engine.Scenario, edits []engine.Edit) (engine.Scenario, error) {
	next := s
	for _, e := range edits {
		var err error
		if next, err = engine.Apply(next, e); err != nil {
			return s, err
		}
	}
	return next, nil
}

// Set makes s, a valid scenario, the next step.
func (h *Store) Set(s engine.Scenario) {
	h.Commit()
	h.step(s)
}

// Replace starts a new history with s, a valid scenario.
func (h *Store) Replace(s engine.Scenario) {
	*h = Store{start: s, now: s, revision: h.revision + 1}
}

// Reset goes back to the scenario of the last Replace, as one step.
func (h *Store) Reset() { h.Set(h.start) }

// Begin starts a drag.
func (h *Store) Begin() {
	h.Commit()
	h.base, h.dragging, h.edited, h.burst = h.now, true, false, ""
}

// Live applies edits to the scenario as it was at Begin and shows the result, without a
// step. Outside a drag, or on error, nothing changes; nor where a drag edits nothing.
func (h *Store) Live(edits []engine.Edit) error {
	if !h.dragging || len(edits) == 0 && !h.edited {
		return nil
	}
	next, err := apply(h.base, edits)
	if err != nil {
		return err
	}
	h.show(next)
	h.edited = len(edits) > 0
	return nil
}

// Commit ends a drag as one step; it reports whether there was anything to end it with.
func (h *Store) Commit() bool {
	if !h.dragging {
		return false
	}
	h.dragging = false
	if equal(h.base, h.now) {
		return false
	}
	last := h.now
	h.now = h.base
	h.step(last)
	return true
}

// Cancel ends a drag and restores the scenario at Begin.
func (h *Store) Cancel() {
	if !h.dragging {
		return
	}
	h.dragging = false
	h.show(h.base)
}

// Undo goes one step back. During a drag it cancels the drag instead.
func (h *Store) Undo() bool {
	if h.dragging {
		h.Cancel()
		return true
	}
	return h.move(&h.past, &h.future)
}

// Redo goes one step forward again. During a drag there is none.
func (h *Store) Redo() bool { return !h.dragging && h.move(&h.future, &h.past) }

func (h *Store) move(from, to *[]engine.Scenario) bool {
	n := len(*from)
	if n == 0 {
		return false
	}
	*to = append(*to, h.now)
	h.show((*from)[n-1])
	*from = (*from)[:n-1]
	h.burst = ""
	return true
}

// step shows next and remembers what was shown before it.
func (h *Store) step(next engine.Scenario) {
	h.past = append(h.past, h.now)
	if len(h.past) > MaxSteps {
		h.past = append(h.past[:0], h.past[1:]...)
	}
	h.future = nil
	h.burst = ""
	h.show(next)
}

func (h *Store) show(s engine.Scenario) {
	h.now = s
	h.revision++
}

// equal reports whether two scenarios are the same. It runs once a step, never in a frame.
func equal(a, b engine.Scenario) bool { return reflect.DeepEqual(a, b) }
