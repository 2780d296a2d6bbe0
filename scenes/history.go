package scenes

import (
	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/history"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// past is the scenario that stands, with its history and the drag that is under way.
type past struct {
	store   *history.Store
	drag    view.Drag
	grabbed stage.Frame   // when it began
	behind  bool          // the overlay is, by moves of the drag ..
	sound   history.Store // .. since this stood
}

// accept takes a scenario in as a step, or as the start of another history.
func (h *past) accept(s engine.Scenario, start bool) effect {
	if start {
		h.store.Replace(s)
		return changed | announced | live
	}
	h.store.Set(s)
	return step
}

// dragged is the handle that is being dragged, "" for none.
func (h *past) dragged() string {
	if !h.store.Dragging() {
		return ""
	}
	return h.drag.Handle()
}

// grab starts a drag of a handle that can be dragged.
func (h *past) grab(ev stage.Event, handles []stage.Handle, f *stage.Frame) (e effect) {
	for _, x := range handles {
		if x.ID == ev.Handle && !x.Fixed {
			h.drag.Grab(x.ID, ev.At, x.At)
			h.store.Begin()
			h.grabbed = *f
			h.grabbed.Dragging = true
			e = changed
		}
	}
	return e
}

// move edits what stood when the drag began.
func (h *past) move(edits []engine.Edit) error {
	if !h.behind {
		h.sound = *h.store
	}
	return h.store.Live(edits)
}

// drop ends a drag as one step.
func (h *past) drop() effect {
	switch {
	case !h.store.Dragging():
		return 0
	case h.store.Commit():
		return step
	}
	return changed
}

// cancel ends a drag and restores what was before it.
func (h *past) cancel() effect {
	if !h.store.Dragging() {
		return 0
	}
	h.store.Cancel()
	return changed | announced | live
}

// edit makes edits as one step, which joins the one before it in a burst of its kind.
func (h *past) edit(edits []engine.Edit, burst string, now float64) (e effect, err error) {
	before := h.store.Revision()
	if err = h.store.Do(burst, now, edits); h.store.Revision() != before {
		e = step
	}
	return e, err
}
