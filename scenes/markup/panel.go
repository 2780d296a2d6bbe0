package markup

import (
	"strconv"

	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/theme"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// Panel writes the text beside a figure: for each part of it the element of stage.html with its id, in a fixed order.
// Of claims that are folded only what is seen is brought up to date.
func (t *Tree) Panel(p *stage.Panel, folded func(claim int) bool) {
	t.verdict(p)
	t.controls("player", p.Player)
	t.dialogue(&p.Dialogue)
	t.part("div", "pinned")
	if len(p.Pinned.Rows) == 0 {
		t.Attribute("hidden", "")
	} else {
		t.table(&p.Pinned)
	}
	t.Close()
	t.sections(p.Sections)
	t.controls("controls", p.Controls)
	t.part("div", "claims")
	for i := range p.Claims {
		t.claim(&p.Claims[i], folded(i))
	}
	t.Close()
	t.Tables("tables", p.Tables)
	t.part("ul", "notes")
	for _, n := range p.Notes {
		t.Leaf("li", "", n)
	}
	t.Close()
}

// part begins an element that the page has, by its id.
func (t *Tree) part(tag, id string) {
	t.Open(tag, "")
	t.Attribute("id", id)
}

// verdict writes what the whole panel and its first line say of themselves, and the line.
func (t *Tree) verdict(p *stage.Panel) {
	sign := "plain"
	switch {
	case p.Old:
		sign = "waiting"
	case p.Icon == stage.Measured:
		sign = "measured"
	}
	t.part("section", "panel")
	t.Attribute("data-old", strconv.FormatBool(p.Old))
	t.Attribute("data-tall", strconv.FormatBool(p.Tall))
	t.Attribute("data-form", strconv.FormatBool(p.Form))
	t.Keep()
	t.Close()
	t.part("p", "verdict")
	t.Attribute("data-inside", strconv.FormatBool(p.Inside))
	t.Attribute("data-sign", sign)
	t.Attribute("style.--share", strconv.FormatFloat(100*p.Share, 'f', 1, 64))
	t.Keep()
	t.Close()
	t.part("span", "verdict-text")
	t.Text(p.Verdict)
	t.Close()
}

func (t *Tree) sections(list []stage.Section) {
	t.part("div", "sections")
	for i := range list {
		s := &list[i]
		t.Open("section", "")
		if s.Title != "" {
			t.Leaf("h3", "", s.Title)
		}
		t.Open("ul", "rows")
		for k := range s.Rows {
			t.row(&s.Rows[k])
		}
		t.Close()
		t.Close()
	}
	t.Close()
}

// row writes one figure in words, with a bar, an agent's letter and a remove button when asked.
func (t *Tree) row(r *stage.Row) {
	t.Open("li", "row")
	if t.agent(r.Swatch); r.Swatch >= 0 {
		t.swatch(words.Letter(r.Swatch))
	}
	t.Open("span", "label")
	if r.Help != "" { // web/static/stage/tip.js shows it on hover and focus
		t.Attribute("data-help", r.Help)
		t.Attribute("tabindex", "0")
	}
	t.Text(r.Label)
	t.Close()
	t.Leaf("span", "value", r.Value())
	if r.Bar >= 0 {
		t.Open("span", "bar")
		t.Attribute("aria-hidden", "true")
		t.Open("i", "")
		t.Attribute("style.transform", "scaleX("+strconv.FormatFloat(min(1, r.Bar), 'f', 4, 64)+")")
		t.Close()
		t.Close()
	}
	if r.Removable != "" {
		t.Open("button", "remove")
		t.Attribute("type", "button")
		t.Attribute("data-remove", r.Removable)
		t.Attribute("aria-label", "Remove "+r.Label)
		t.Attribute("title", "Remove "+r.Label)
		t.Text("×")
		t.Close()
	}
	t.Close()
}

func (t *Tree) swatch(sign string) {
	t.Open("span", "swatch")
	t.Attribute("aria-hidden", "true")
	t.Text(sign)
	t.Close()
}

// agent gives the element that has just begun the colour of an agent, -1: none.
func (t *Tree) agent(hue int) {
	if hue >= 0 {
		t.Attribute("data-agent", strconv.Itoa(hue%len(theme.Named("light").Agents)))
	}
}

// table writes figures in rows under a head, in a box that scrolls sideways by itself.
func (t *Tree) table(w *stage.Table) {
	t.Open("div", "scroll")
	t.Attribute("tabindex", "0")
	t.Attribute("role", "region")
	t.Attribute("aria-label", w.Title)
	t.Open("table", "")
	t.Leaf("caption", "", w.Title)
	t.Open("thead", "")
	t.Open("tr", "")
	for _, h := range w.Head {
		t.heading("col", h)
	}
	t.Close()
	t.Close()
	t.Open("tbody", "")
	for _, r := range w.Rows {
		t.Open("tr", "")
		t.heading("row", r[0])
		for _, cell := range r[1:] {
			t.Leaf("td", "", cell)
		}
		t.Close()
	}
	t.Close()
	t.Close()
	t.Close()
}

// heading writes the heading of a row or col.
func (t *Tree) heading(of, text string) {
	t.Open("th", "")
	t.Attribute("scope", of)
	t.Text(text)
	t.Close()
}

// Tables writes the element of the page with an id, which holds tables.
func (t *Tree) Tables(id string, list []stage.Table) {
	t.part("div", id)
	for i := range list {
		t.table(&list[i])
	}
	t.Close()
}

// tenses are the values of data-when.
var tenses = [...]string{stage.Past: "past", stage.Now: "now", stage.Ahead: "ahead"}

// dialogue writes who says what, as a list in a box that scrolls by itself.
func (t *Tree) dialogue(d *stage.Dialogue) {
	t.part("section", "dialogue")
	if len(d.Turns) == 0 {
		t.Attribute("hidden", "")
	}
	t.Leaf("h3", "", d.Title)
	t.Open("ol", "turns")
	t.Attribute("tabindex", "0")
	t.Attribute("aria-label", d.Title)
	now := 0
	for i := range d.Turns {
		t.turn(&d.Turns[i], now)
		if d.Turns[i].When == stage.Now {
			now++
		}
	}
	t.Close()
	t.Close()
}

// turn writes what one party says, after others that are said now: they appear one after another.
func (t *Tree) turn(w *stage.Turn, after int) {
	t.Open("li", "turn")
	t.Attribute("data-when", tenses[w.When])
	if t.agent(w.Speaker); w.When == stage.Now {
		t.Attribute("aria-current", "step")
		t.Attribute("style.--nth", strconv.Itoa(after))
	}
	if w.Heading != "" {
		t.Leaf("span", "heading", w.Heading)
	}
	if w.Speaker >= 0 {
		t.swatch(words.Letter(w.Speaker))
	} else {
		t.swatch("★")
	}
	t.Open("p", "said")
	t.Leaf("b", "", w.Name)
	t.Leaf("span", "words", " "+w.Words)
	t.Close()
	if w.Meaning != "" {
		t.Leaf("p", "meaning", w.Meaning)
	}
	t.Close()
}
