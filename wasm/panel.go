//go:build js

package main

import (
	"strconv"
	"syscall/js"

	"github.com/emergent-alignment/emergent/scenes/stage"
)

// panel renders stage.Panel as real DOM beside the figure. Elements are kept and changed in
// place, so that focus, selection and a screen reader's position survive a drag.
type panel struct {
	at       uint64
	partly   bool // what is folded away waits for the end of a drag
	form     bool // the controls stand above the sections
	root     *element
	verdict  *element
	text     *element
	stale    *element
	player   *controls
	dialogue *dialogue
	controls *controls
	sections list[*section]
	claims   list[*badge]
	tables   list[*table]
	notes    list[*element]
	pinned   *element // the box of compared
	compared *table
}

func newPanel(send func(stage.Event)) *panel {
	p := &panel{
		root:     byID("panel"),
		verdict:  byID("verdict"),
		text:     byID("verdict-text"),
		stale:    byID("stale"),
		player:   newControls(byID("player").Value, send),
		dialogue: newDialogue(byID("dialogue")),
		controls: newControls(byID("controls").Value, send),
	}
	p.stale.hidden = true // as stage.html writes it
	p.sections = list[*section]{
		parent: byID("sections").Value,
		make:   func(parent js.Value) *section { return newSection(parent, send) },
		root:   func(s *section) js.Value { return s.Value },
	}
	p.claims = list[*badge]{
		parent: byID("claims").Value,
		make:   newBadge,
		root:   func(b *badge) js.Value { return b.Value },
		again:  func(b *badge) { b.Set("open", false) },
	}
	p.tables = list[*table]{parent: byID("tables").Value, make: newTable,
		root: func(t *table) js.Value { return t.Value }}
	p.pinned = byID("pinned")
	p.pinned.hidden = true // as stage.html writes it
	p.compared = newTable(p.pinned.Value)
	p.notes = cells(byID("notes").Value, "li")
	return p
}

// showVerdict shows the verdict alone.
func (p *panel) showVerdict(w *stage.Panel) {
	p.text.setText(w.Verdict)
	p.verdict.setAttr("data-inside", yesNo(w.Inside))
	sign := "plain"
	switch {
	case w.Old:
		sign = "waiting"
	case w.Icon == stage.Measured:
		sign = "measured"
	}
	p.verdict.setAttr("data-sign", sign)
	p.verdict.setVar("--share", strconv.FormatFloat(100*w.Share, 'f', 1, 64))
	p.root.setAttr("data-old", yesNo(w.Old))
	p.root.setAttr("data-tall", yesNo(w.Tall))
}

// show brings the panel up to date; while a drag lasts, but for what is folded away.
func (p *panel) show(w *stage.Panel, dragging bool) {
	p.partly = dragging
	p.showVerdict(w)
	p.player.show(w.Player)
	p.dialogue.show(&w.Dialogue)
	p.controls.show(w.Controls)
	p.arrange(w.Form)
	for i, s := range p.sections.resize(len(w.Sections)) {
		s.show(&w.Sections[i])
	}
	for i, b := range p.claims.resize(len(w.Claims)) {
		b.show(&w.Claims[i], dragging)
	}
	for i, t := range p.tables.resize(len(w.Tables)) {
		t.show(&w.Tables[i])
	}
	p.pinned.setHidden(len(w.Pinned.Rows) == 0)
	p.compared.show(&w.Pinned)
	for i, n := range p.notes.resize(len(w.Notes)) {
		n.setText(w.Notes[i])
	}
}

// arrange has the controls stand above the sections, or below them.
func (p *panel) arrange(form bool) {
	if form == p.form {
		return
	}
	p.form = form
	controls, sections := p.controls.parent, p.sections.parent
	if form {
		sections.Call("before", controls)
	} else {
		sections.Call("after", controls)
	}
}

func yesNo(b bool) string {
	if b {
		return "true"
	}
	return "false"
}

// describe gives an element the help that hover and focus show (web/static/stage/tip.js).
func describe(e *element, help string) {
	if help == "" {
		e.removeAttr("data-help")
		e.removeAttr("tabindex")
		return
	}
	e.setAttr("data-help", help)
	e.setAttr("tabindex", "0")
}
