//go:build js

package main

import (
	"syscall/js"

	"github.com/emergent-alignment/emergent/scenes/claim"
)

// badge shows one claim: what is guaranteed, whether its hypotheses hold now, the bound, the
// measured value and the slack. It opens into the proof with the scenario's numbers.
type badge struct {
	*element
	state, title, figures, statement, formula *element
	hypotheses                                list[*hypothesis]
	proof                                     list[*line]
	proofTitle                                *element
	shown                                     claim.Claim // last
}

type hypothesis struct{ *element }

type line struct {
	*element
	text, numbers *element
}

func newBadge(parent js.Value) *badge {
	e := create(parent, "details", "claim")
	summary := create(e.Value, "summary", "").Value
	b := &badge{element: e}
	b.state = create(summary, "span", "state")
	b.title = create(summary, "span", "title")
	b.figures = create(summary, "span", "figures")
	body := create(e.Value, "div", "body").Value
	b.statement = create(body, "p", "")
	b.formula = create(body, "p", "formula")
	b.hypotheses = list[*hypothesis]{
		parent: create(body, "ul", "hypotheses").Value,
		make:   func(parent js.Value) *hypothesis { return &hypothesis{create(parent, "li", "")} },
		root:   func(h *hypothesis) js.Value { return h.Value },
	}
	on(e.Value, "toggle", func(js.Value) { b.fill() })
	b.proofTitle = create(body, "h4", "")
	b.proofTitle.setText("Proof with these numbers")
	b.proof = list[*line]{
		parent: create(body, "ol", "proof").Value,
		make:   newLine,
		root:   func(l *line) js.Value { return l.Value },
	}
	return b
}

func newLine(parent js.Value) *line {
	e := create(parent, "li", "")
	return &line{element: e, text: create(e.Value, "span", ""), numbers: create(e.Value, "span", "numbers")}
}

// show brings a badge up to date; while a drag lasts, what is folded away waits for its end.
func (b *badge) show(c *claim.Claim, dragging bool) {
	b.shown = *c
	b.setAttr("data-claim", c.ID)
	state := c.State()
	b.setAttr("data-state", string(state))
	b.state.setText(state.Words())
	b.title.setText(c.Title)
	figures := c.Figures()
	b.figures.setText(figures)
	b.figures.setHidden(figures == "")
	if !dragging || b.Get("open").Bool() {
		b.fill()
	}
}

// fill writes what the badge opens into.
func (b *badge) fill() {
	c := &b.shown
	b.statement.setText(c.Statement)
	b.formula.setText(c.Formula)
	b.formula.setHidden(c.Formula == "")
	for i, h := range b.hypotheses.resize(len(c.Hypotheses)) {
		w := c.Hypotheses[i]
		h.setAttr("data-holds", yesNo(w.Holds))
		h.setText(w.Text + ": " + w.Why)
	}
	proof := c.Proof()
	b.proofTitle.setHidden(len(proof) == 0)
	for i, l := range b.proof.resize(len(proof)) {
		l.text.setText(proof[i].Text)
		l.numbers.setText(proof[i].Numbers)
		l.numbers.setHidden(proof[i].Numbers == "")
	}
}
