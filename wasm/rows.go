//go:build js

package main

import (
	"strconv"
	"syscall/js"

	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/theme"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// section is a titled list of rows.
type section struct {
	*element
	title *element
	rows  list[*row]
}

func newSection(parent js.Value, send func(stage.Event)) *section {
	e := create(parent, "section", "")
	s := &section{element: e, title: create(e.Value, "h3", "")}
	s.rows = list[*row]{
		parent: create(e.Value, "ul", "rows").Value,
		make:   func(parent js.Value) *row { return newRow(parent, send) },
		root:   func(r *row) js.Value { return r.Value },
	}
	return s
}

func (s *section) show(w *stage.Section) {
	s.title.setText(w.Title)
	s.title.setHidden(w.Title == "")
	for i, r := range s.rows.resize(len(w.Rows)) {
		r.show(&w.Rows[i])
	}
}

// row is one figure in words, with a bar, an agent's letter and a remove button when asked.
type row struct {
	*element
	swatch, label, value, bar, fill, remove *element
	removable                               string
}

func newRow(parent js.Value, send func(stage.Event)) *row {
	e := create(parent, "li", "row")
	r := &row{element: e}
	r.swatch = create(e.Value, "span", "swatch")
	r.swatch.setAttr("aria-hidden", "true")
	r.label = create(e.Value, "span", "label")
	r.value = create(e.Value, "span", "value")
	r.bar = create(e.Value, "span", "bar")
	r.bar.setAttr("aria-hidden", "true")
	r.fill = create(r.bar.Value, "i", "")
	r.remove = create(e.Value, "button", "remove")
	r.remove.Set("type", "button")
	r.remove.setText("×")
	on(r.remove.Value, "click", func(js.Value) {
		send(stage.Event{Kind: stage.Delete, Handle: r.removable})
	})
	return r
}

func (r *row) show(w *stage.Row) {
	r.label.setText(w.Label)
	describe(r.label, w.Help)
	r.value.setText(w.Value())
	r.bar.setHidden(w.Bar < 0)
	if w.Bar >= 0 {
		r.fill.setStyle("transform", "scaleX("+strconv.FormatFloat(min(1, w.Bar), 'f', 4, 64)+")")
	}
	r.swatch.setHidden(w.Swatch < 0)
	if w.Swatch >= 0 {
		r.swatch.setText(words.Letter(w.Swatch))
		r.setAttr("data-agent", strconv.Itoa(w.Swatch%agentColors))
	} else {
		r.removeAttr("data-agent")
	}
	r.removable = w.Removable
	r.remove.setHidden(w.Removable == "")
	if w.Removable != "" {
		r.remove.setAttr("aria-label", "Remove "+w.Label)
		r.remove.setAttr("title", "Remove "+w.Label)
	}
}

// agentColors is how many colours the agents cycle through.
var agentColors = len(theme.Named("light").Agents)
