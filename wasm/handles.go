//go:build js

package main

import (
	"math"
	"slices"
	"strconv"
	"syscall/js"

	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// handles lays a focusable, named button over every draggable point. A point of the plane
// has two coordinates and ARIA's slider one: the button is a slider whose value is said in
// words (aria-valuetext); its number is how far right the point stands, in percent.
type handles struct {
	layer  js.Value
	byID   map[string]*handle
	order  []string
	shown  []stage.Handle
	figure view.Rect // that they were shown in
	at     uint64
	buf    []byte
}

type handle struct {
	*element
	at     view.Pixel
	radius float64
	fresh  bool
}

func newHandles(layer js.Value) *handles { return &handles{layer: layer, byID: map[string]*handle{}} }

func (h *handles) show(wanted []stage.Handle, figure view.Rect) {
	known := h.same(wanted) && h.figure == figure
	h.match(wanted)
	h.figure = figure
	for i, w := range wanted {
		if known && h.shown[i] == w {
			continue
		}
		item := h.byID[w.ID]
		item.setAttr("aria-label", w.Name)
		item.setAttr("aria-valuetext", w.Text)
		item.setAttr("aria-valuenow", strconv.Itoa(share(w.At, figure)))
		item.setState("aria-disabled", w.Fixed)
		if w.Tip != "" {
			item.setAttr("data-help", w.Tip)
		} else {
			item.removeAttr("data-help")
		}
		item.setState("data-pressed", w.Pressed)
		item.setPassive(w.Passive)
		h.place(item, w)
	}
	h.shown = append(h.shown[:0], wanted...)
}

func (e *element) setState(attr string, on bool) {
	if on {
		e.setAttr(attr, "true")
	} else {
		e.removeAttr(attr)
	}
}

// setPassive takes an element out of the order of Tab, or back in.
func (e *element) setPassive(passive bool) {
	if passive {
		e.setAttr("tabindex", "-1")
	} else {
		e.removeAttr("tabindex")
	}
}

// share says where in the figure's width a point stands, in percent.
func share(at view.Pixel, figure view.Rect) int {
	if figure.W <= 0 {
		return 0
	}
	return int(math.Round(100 * min(1, max(0, (at.X-figure.X)/figure.W))))
}

func (h *handles) place(item *handle, w stage.Handle) {
	if item.fresh || item.radius != w.Radius {
		item.style().Call("setProperty", "--r", strconv.FormatFloat(w.Radius, 'f', 1, 64)+"px")
	}
	if item.fresh || item.at != w.At {
		h.buf = append(px(append(px(append(h.buf[:0], "translate("...), w.At.X), ','), w.At.Y),
			") translate(-50%,-50%)"...)
		item.style().Set("transform", string(h.buf))
	}
	item.at, item.radius, item.fresh = w.At, w.Radius, false
}

// match makes the buttons be those wanted, in tab order. One that disappears hands its
// focus to the one that stands at its place in the order.
func (h *handles) match(wanted []stage.Handle) {
	if h.same(wanted) {
		return
	}
	focused := h.focused()
	keep := make(map[string]*handle, len(wanted))
	stand := h.order // as they stand on the page
	for _, w := range wanted {
		item := h.byID[w.ID]
		if item == nil {
			item = newHandle(h.layer, w.ID)
			stand = append(stand, w.ID)
		}
		keep[w.ID] = item
		delete(h.byID, w.ID)
	}
	for _, gone := range h.byID {
		gone.Call("remove")
	}
	h.byID = keep
	stand = slices.DeleteFunc(stand, func(id string) bool { return keep[id] == nil })
	for i, w := range wanted {
		if at := slices.Index(stand, w.ID); at != i {
			h.layer.Call("append", keep[w.ID].Value)
			stand = append(slices.Delete(stand, at, at+1), w.ID)
		}
	}
	h.order = stand
	if focused >= 0 && h.focused() < 0 && len(h.order) > 0 {
		h.focus(h.order[min(focused, len(h.order)-1)])
	}
}

func (h *handles) same(wanted []stage.Handle) bool {
	if len(h.order) != len(wanted) {
		return false
	}
	for i, w := range wanted {
		if h.order[i] != w.ID {
			return false
		}
	}
	return true
}

func newHandle(layer js.Value, id string) *handle {
	e := create(layer, "button", "handle")
	e.Set("type", "button")
	e.setAttr("data-handle", id)
	e.setAttr("role", "slider")
	e.setAttr("aria-roledescription", "movable point")
	e.setAttr("aria-valuemin", "0")
	e.setAttr("aria-valuemax", "100")
	return &handle{element: e, fresh: true}
}

// focused returns the place in the order of the button that has the focus, or -1.
func (h *handles) focused() int {
	active := document.Get("activeElement")
	for i, id := range h.order {
		if item := h.byID[id]; item != nil && item.Value.Equal(active) {
			return i
		}
	}
	return -1
}

var noScroll = js.ValueOf(map[string]any{"preventScroll": true})

func (h *handles) focus(id string) {
	if item := h.byID[id]; item != nil {
		item.Call("focus", noScroll)
	}
}

// nearest returns the handle whose centre is nearest to p: where buttons overlap, the one
// on top is not always the one that is meant.
func (h *handles) nearest(p view.Pixel) (stage.Handle, bool) {
	best, found := math.Inf(1), stage.Handle{}
	for _, w := range h.shown {
		if d := math.Hypot(w.At.X-p.X, w.At.Y-p.Y); d < best {
			best, found = d, w
		}
	}
	return found, !math.IsInf(best, 1)
}
