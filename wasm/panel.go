//go:build js

package main

import (
	"bytes"
	"slices"
	"syscall/js"

	"github.com/emergent-alignment/emergent/scenes"
	"github.com/emergent-alignment/emergent/scenes/markup"
	"github.com/emergent-alignment/emergent/scenes/stage"
)

// panel has the page show stage.Panel beside the figure (web/static/stage/panel.js).
type panel struct {
	host     js.Value
	at       uint64
	partly   bool // what is folded away waits for the end of a drag, or until what comes fast has been shown
	stale    *element
	unfolded map[int]bool // claims, by their place
	tree     markup.Tree
	shown    [][]byte // the parts of the panel, as they were last
	message  []byte
}

func newPanel(host js.Value) *panel {
	p := &panel{host: host, stale: byID("stale"), unfolded: map[int]bool{}}
	p.stale.hidden = true // as stage.html writes it
	return p
}

// show brings the panel up to date; partly: but for what is folded away.
func (p *panel) show(w *stage.Panel, dragging, partly bool) {
	p.partly = partly
	p.tree.Reset()
	p.tree.Panel(w, func(claim int) bool { return partly && !p.unfolded[claim] })
	p.message = p.message[:0]
	all := p.tree.Elements(nil)
	p.shown = slices.Grow(p.shown, len(all))[:len(all)]
	for i, e := range all {
		if !bytes.Equal(e, p.shown[i]) {
			p.shown[i] = append(p.shown[i][:0], e...)
			p.message = append(append(p.message, ','), e...)
		}
	}
	if p.message = append(p.message, " ]"...); len(p.message) > 2 || !dragging {
		p.message[0] = '['
		p.host.Call("panel", string(p.message), dragging)
	}
}

// textAlternative is the figure in tables, for who cannot or will not read the picture. It costs nothing
// while it is folded.
type textAlternative struct {
	*element
	host               js.Value
	read               func() []stage.Table
	panelAt, handlesAt uint64
}

func newTextAlternative(host js.Value, read func() []stage.Table) *textAlternative {
	t := &textAlternative{element: byID("twin"), host: host, read: read}
	on(t.Value, "toggle", func(js.Value) { t.fill() })
	return t
}

// show brings the tables up to date where they are seen.
func (t *textAlternative) show(panelAt, handlesAt uint64) {
	if t.panelAt != panelAt || t.handlesAt != handlesAt {
		t.panelAt, t.handlesAt = panelAt, handlesAt
		t.fill()
	}
}

// behind reports whether the tables are of another moment.
func (t *textAlternative) behind(o *scenes.Overlay) bool {
	return t.panelAt != o.PanelAt || t.handlesAt != o.HandlesAt
}

func (t *textAlternative) fill() {
	if t.Get("open").Bool() {
		var tree markup.Tree
		tree.Tables("tables-twin", t.read())
		t.host.Call("panel", tree.List(), true)
	}
}

// hearPanel takes what is done in the panel.
func (p *page) hearPanel(method func(string, func([]js.Value) (any, error))) {
	send := func(name string, event func(args []js.Value) stage.Event) {
		method(name, func(args []js.Value) (any, error) { p.dispatch(event(args)); return nil, nil })
	}
	send("param", func(args []js.Value) stage.Event {
		return stage.Event{Kind: stage.Param, Param: args[0].String(), Value: args[1].String()}
	})
	send("remove", func(args []js.Value) stage.Event {
		return stage.Event{Kind: stage.Delete, Handle: args[0].String()}
	})
	method("unfold", func(args []js.Value) (any, error) {
		p.panel.unfolded[args[0].Int()] = args[1].Bool()
		if p.panel.partly {
			p.panel.show(&p.app.Overlay().Panel, p.pointer.drags(), true)
		}
		return nil, nil
	})
}
