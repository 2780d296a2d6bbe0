//go:build js

package main

import (
	"strconv"
	"syscall/js"

	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// dialogue is who says what, as a list in a box that scrolls by itself.
type dialogue struct {
	*element
	title *element
	box   *element
	turns list[*turn]
	now   int // the last turn that is shown as now, -1: none
}

func newDialogue(root *element) *dialogue {
	root.hidden = true // as stage.html writes it
	d := &dialogue{element: root, title: create(root.Value, "h3", ""), now: -1}
	d.box = create(root.Value, "ol", "turns")
	d.box.setAttr("tabindex", "0")
	d.turns = list[*turn]{parent: d.box.Value, make: newTurn, root: func(t *turn) js.Value { return t.Value }}
	return d
}

func (d *dialogue) show(w *stage.Dialogue) {
	d.setHidden(len(w.Turns) == 0)
	d.title.setText(w.Title)
	d.box.setAttr("aria-label", w.Title)
	first, last := -1, -1
	for i, t := range d.turns.resize(len(w.Turns)) {
		t.show(&w.Turns[i])
		if w.Turns[i].When == stage.Now {
			if last = i; first < 0 {
				first = i
			}
			t.setVar("--nth", strconv.Itoa(i-first)) // they appear one after another
		}
	}
	if last != d.now {
		d.now = last
		d.reveal(first, last)
	}
}

// reveal scrolls the box, and nothing else, so that the turns from first to last are seen;
// the first where not all fit.
func (d *dialogue) reveal(first, last int) {
	if last < 0 {
		d.box.Set("scrollTop", 0)
		return
	}
	from, to := d.turns.items[first].Value, d.turns.items[last].Value
	// The box is positioned (panel.css), so that offsets count from its top.
	top := from.Get("offsetTop").Float()
	bottom := to.Get("offsetTop").Float() + to.Get("offsetHeight").Float()
	seen, height := d.box.Get("scrollTop").Float(), d.box.Get("clientHeight").Float()
	switch {
	case top < seen || bottom-top > height:
		d.box.Set("scrollTop", top)
	case bottom > seen+height:
		d.box.Set("scrollTop", bottom-height)
	}
}

// turn is what one party says.
type turn struct {
	*element
	heading, swatch, name, words, meaning *element
}

func newTurn(parent js.Value) *turn {
	t := &turn{element: create(parent, "li", "turn")}
	t.heading = create(t.Value, "span", "heading")
	t.swatch = create(t.Value, "span", "swatch")
	t.swatch.setAttr("aria-hidden", "true")
	said := create(t.Value, "p", "said")
	t.name = create(said.Value, "b", "")
	t.words = create(said.Value, "span", "words")
	t.meaning = create(t.Value, "p", "meaning")
	return t
}

// tenses are the values of data-when.
var tenses = [...]string{stage.Past: "past", stage.Now: "now", stage.Ahead: "ahead"}

func (t *turn) show(w *stage.Turn) {
	t.heading.setText(w.Heading)
	t.heading.setHidden(w.Heading == "")
	t.name.setText(w.Name)
	t.words.setText(" " + w.Words)
	t.meaning.setText(w.Meaning)
	t.meaning.setHidden(w.Meaning == "")
	t.setAttr("data-when", tenses[w.When])
	if w.When == stage.Now {
		t.setAttr("aria-current", "step")
	} else {
		t.removeAttr("aria-current")
	}
	if w.Speaker >= 0 {
		t.swatch.setText(words.Letter(w.Speaker))
		t.setAttr("data-agent", strconv.Itoa(w.Speaker%agentColors))
	} else {
		t.swatch.setText("★")
		t.removeAttr("data-agent")
	}
}
