//go:build js

package main

import (
	"syscall/js"

	"github.com/emergent-alignment/emergent/scenes"
	"github.com/emergent-alignment/emergent/scenes/stage"
)

// textAlternative is the figure in tables, for who cannot or will not read the picture. It costs nothing
// while it is folded.
type textAlternative struct {
	*element
	tables             list[*table]
	read               func() []stage.Table
	panelAt, handlesAt uint64
}

func newTextAlternative(root *element, read func() []stage.Table) *textAlternative {
	t := &textAlternative{element: root, read: read}
	body := create(root.Value, "div", "").Value
	t.tables = list[*table]{parent: body, make: newTable, root: func(t *table) js.Value { return t.Value }}
	on(root.Value, "toggle", func(js.Value) { t.fill() })
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
	if !t.Get("open").Bool() {
		return
	}
	tables := t.read()
	for i, e := range t.tables.resize(len(tables)) {
		e.show(&tables[i])
	}
}
