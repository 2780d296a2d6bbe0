//go:build js

package main

import (
	"syscall/js"

	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// pointer turns the page's pointer and key events into stage events. One drag at a time: a
// second finger is ignored.
type pointer struct {
	page    *page
	layer   js.Value
	root    js.Value
	id      int    // of the pointer that drags, -1: none
	handle  string // that is dragged, "": the figure is turned
	last    view.Pixel
	hovered string
}

func newPointer(p *page) *pointer {
	q := &pointer{page: p, layer: p.handles.layer, root: document.Get("documentElement"), id: -1}
	on(q.layer, "pointerdown", q.grab)
	on(q.layer, "pointermove", q.move)
	on(q.layer, "pointerup", func(e js.Value) { q.end(e, stage.Drop) })
	on(q.layer, "pointercancel", func(e js.Value) { q.end(e, stage.Cancel) })
	on(q.layer, "lostpointercapture", func(e js.Value) { q.end(e, stage.Drop) })
	on(q.layer, "pointerleave", func(js.Value) { q.hover("") })
	on(q.layer, "keydown", q.key)
	on(q.layer, "focusin", q.focus)
	on(q.layer, "focusout", func(js.Value) { q.page.dispatch(stage.Event{Kind: stage.Focus}) })
	figure := p.figure.Value
	on(figure, "pointerdown", q.grabFigure)
	on(figure, "pointermove", q.turn)
	on(figure, "pointerup", q.endTurn)
	on(figure, "pointercancel", q.endTurn)
	on(figure, "dblclick", q.add)
	on(figure, "mousedown", func(e js.Value) { // the second press adds an agent, and selects no text
		if e.Get("detail").Int() > 1 {
			e.Call("preventDefault")
		}
	})
	return q
}

// drags reports whether a handle is being dragged.
func (q *pointer) drags() bool { return q.id >= 0 && q.handle != "" }

func at(e js.Value) view.Pixel {
	return view.Pixel{X: e.Get("clientX").Float(), Y: e.Get("clientY").Float()}
}

func handleOf(e js.Value) string {
	id := e.Get("target").Call("getAttribute", "data-handle")
	if id.IsNull() {
		return ""
	}
	return id.String()
}

func (q *pointer) grab(e js.Value) {
	if q.id >= 0 || e.Get("button").Int() != 0 || handleOf(e) == "" {
		return
	}
	p := at(e)
	h, ok := q.page.handles.nearest(p)
	if !ok {
		return
	}
	e.Call("preventDefault")
	q.page.handles.focus(h.ID)
	if h.Fixed {
		return
	}
	q.id, q.handle = e.Get("pointerId").Int(), h.ID
	q.layer.Call("setPointerCapture", q.id)
	q.root.Get("classList").Call("add", "dragging")
	q.page.dispatch(stage.Event{Kind: stage.Grab, Handle: h.ID, At: p})
}

func (q *pointer) move(e js.Value) {
	switch {
	case q.id < 0:
		if h, ok := q.page.handles.nearest(at(e)); ok && handleOf(e) != "" {
			q.hover(h.ID)
		} else {
			q.hover("")
		}
	case e.Get("pointerId").Int() == q.id:
		q.page.dispatch(stage.Event{Kind: stage.Move, Handle: q.handle, At: at(e)})
	}
}

func (q *pointer) end(e js.Value, kind stage.EventKind) {
	if q.id >= 0 && e.Get("pointerId").Int() == q.id {
		q.finish(stage.Event{Kind: kind, Handle: q.handle, At: at(e)})
	}
}

func (q *pointer) finish(ev stage.Event) {
	id := q.id
	q.id = -1 // first: releasing the capture comes back here
	if q.layer.Call("hasPointerCapture", id).Bool() {
		q.layer.Call("releasePointerCapture", id)
	}
	q.root.Get("classList").Call("remove", "dragging")
	q.page.dispatch(ev)
}

func (q *pointer) hover(id string) {
	if q.hovered != id {
		q.hovered = id
		q.page.dispatch(stage.Event{Kind: stage.Hover, Handle: id})
	}
}

func (q *pointer) focus(e js.Value) {
	q.page.dispatch(stage.Event{Kind: stage.Focus, Handle: handleOf(e)})
}

// The figure beside its handles: a drag turns it, a double click adds an agent.

func (q *pointer) grabFigure(e js.Value) {
	if q.id >= 0 || e.Get("button").Int() != 0 || !e.Get("target").Equal(q.page.figure.Value) {
		return // a label's text can be selected, a handle is dragged
	}
	q.id, q.handle, q.last = e.Get("pointerId").Int(), "", at(e)
	q.page.figure.Call("setPointerCapture", q.id)
}

func (q *pointer) turn(e js.Value) {
	if q.id < 0 || q.handle != "" || e.Get("pointerId").Int() != q.id {
		return
	}
	p := at(e)
	q.page.dispatch(stage.Event{Kind: stage.Orbit, DX: p.X - q.last.X, DY: p.Y - q.last.Y})
	q.last = p
}

func (q *pointer) endTurn(e js.Value) {
	if q.handle == "" && q.id >= 0 && e.Get("pointerId").Int() == q.id {
		q.id = -1
	}
}

func (q *pointer) add(e js.Value) {
	if handleOf(e) != "" {
		return
	}
	e.Call("preventDefault")
	q.page.dispatch(stage.Event{Kind: stage.Add, At: at(e)})
}

const (
	step    = 0.01 // of an arrow key, in weight units
	bigStep = 0.1  // with Shift
)

// key handles the keys of a focused handle and leaves every other key, Tab first of all,
// to the page.
func (q *pointer) key(e js.Value) {
	ev := stage.Event{Handle: handleOf(e), Step: step}
	if ev.Handle == "" || e.Get("ctrlKey").Bool() || e.Get("metaKey").Bool() || e.Get("altKey").Bool() {
		return
	}
	if e.Get("shiftKey").Bool() {
		ev.Step = bigStep
	}
	switch e.Get("key").String() {
	case "ArrowLeft":
		ev.Kind, ev.DX = stage.Nudge, -1
	case "ArrowRight":
		ev.Kind, ev.DX = stage.Nudge, 1
	case "ArrowUp":
		ev.Kind, ev.DY = stage.Nudge, 1
	case "ArrowDown":
		ev.Kind, ev.DY = stage.Nudge, -1
	case "PageUp":
		ev.Kind, ev.DX, ev.Step = stage.Nudge, 1, bigStep
	case "PageDown":
		ev.Kind, ev.DX, ev.Step = stage.Nudge, -1, bigStep
	case "Home":
		ev.Kind = stage.Home
	case "End":
		ev.Kind = stage.End
	case "Delete", "Backspace":
		ev.Kind = stage.Delete
	case "Escape":
		if q.id >= 0 && q.handle != "" {
			e.Call("preventDefault")
			q.finish(stage.Event{Kind: stage.Cancel, Handle: q.handle})
		}
		return
	default:
		return
	}
	e.Call("preventDefault")
	q.page.dispatch(ev)
}
