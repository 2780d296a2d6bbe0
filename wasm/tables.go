//go:build js

package main

import (
	"syscall/js"

	"github.com/emergent-alignment/emergent/scenes/stage"
)

// table is figures in rows under a head, in a box that scrolls sideways by itself.
type table struct {
	*element
	caption *element
	head    list[*element]
	rows    list[*tableRow]
}

type tableRow struct {
	*element
	head  *element
	cells list[*element] // after it
}

func newTable(parent js.Value) *table {
	box := create(parent, "div", "scroll")
	box.setAttr("tabindex", "0")
	box.setAttr("role", "region")
	e := create(box.Value, "table", "")
	t := &table{element: box, caption: create(e.Value, "caption", "")}
	t.head = cells(create(create(e.Value, "thead", "").Value, "tr", "").Value, "th")
	t.rows = list[*tableRow]{
		parent: create(e.Value, "tbody", "").Value,
		make: func(parent js.Value) *tableRow {
			r := create(parent, "tr", "")
			head := create(r.Value, "th", "")
			head.setAttr("scope", "row")
			return &tableRow{element: r, head: head, cells: cells(r.Value, "td")}
		},
		root: func(r *tableRow) js.Value { return r.Value },
	}
	return t
}

func cells(parent js.Value, tag string) list[*element] {
	return list[*element]{
		parent: parent,
		make:   func(parent js.Value) *element { return create(parent, tag, "") },
		root:   func(e *element) js.Value { return e.Value },
	}
}

func (t *table) show(w *stage.Table) {
	t.caption.setText(w.Title)
	t.setAttr("aria-label", w.Title)
	for i, e := range t.head.resize(len(w.Head)) {
		e.setAttr("scope", "col")
		e.setText(w.Head[i])
	}
	for i, r := range t.rows.resize(len(w.Rows)) {
		r.head.setText(w.Rows[i][0])
		for j, e := range r.cells.resize(len(w.Rows[i]) - 1) {
			e.setText(w.Rows[i][j+1])
		}
	}
}
