package markup

import (
	"strconv"

	"github.com/emergent-alignment/emergent/scenes/claim"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// Badge writes a claim as it stands in the text of the article.
func (t *Tree) Badge(c *claim.Claim) {
	t.openClaim("badge", c)
	t.Leaf("span", "title", c.Title)
	t.Leaf("span", "state", c.State().Words())
	t.figures(c)
	t.Open("div", "")
	t.Leaf("p", "", c.Statement)
	t.proof(c, "p", "lead-in", "Proof, with the numbers of the figure:")
	t.Close()
	t.Close()
}

// claim writes a claim as it stands in the panel. What a folded one opens into stays as it is.
func (t *Tree) claim(c *claim.Claim, folded bool) {
	t.openClaim("claim", c)
	t.Leaf("span", "state", c.State().Words())
	t.Leaf("span", "title", c.Title)
	t.figures(c)
	t.Open("div", "body")
	if folded {
		t.Keep()
	} else {
		t.Leaf("p", "", c.Statement)
		if c.Formula != "" {
			t.Leaf("p", "formula", c.Formula)
		}
		t.proof(c, "h4", "", "Proof with these numbers")
	}
	t.Close()
	t.Close()
}

func (t *Tree) openClaim(class string, c *claim.Claim) {
	t.Open("details", class)
	t.Attribute("data-claim", c.ID)
	t.Attribute("data-state", string(c.State()))
	t.Open("summary", "")
}

// figures ends the summary of a claim with its numbers, if it has any.
func (t *Tree) figures(c *claim.Claim) {
	if figures := c.Figures(); figures != "" {
		t.Leaf("span", "figures", figures)
	}
	t.Close()
}

// proof writes whether each hypothesis holds, and under a heading the proof, if there is one.
func (t *Tree) proof(c *claim.Claim, tag, class, heading string) {
	t.Open("ul", "hypotheses")
	for _, h := range c.Hypotheses {
		t.Open("li", "")
		t.Attribute("data-holds", strconv.FormatBool(h.Holds))
		t.Text(h.Text + ": " + h.Why)
		t.Close()
	}
	t.Close()
	lines := c.Proof()
	if len(lines) == 0 {
		return
	}
	t.Leaf(tag, class, heading)
	t.Open("ol", "proof")
	for _, l := range lines {
		t.Open("li", "")
		t.Text(l.Text)
		if l.Numbers != "" {
			t.Leaf("span", "numbers", l.Numbers)
		}
		t.Close()
	}
	t.Close()
}

// Outcomes writes bars of what everybody has in outcomes, with a mark on each for what its owner would have if
// everything were told.
func (t *Tree) Outcomes(list []claim.Outcome) {
	t.Open("div", "outcomes")
	for _, o := range list {
		t.Open("div", "outcome")
		t.Leaf("p", "title", o.Title)
		t.Open("ul", "")
		for _, b := range o.Bars {
			t.bar(b)
		}
		t.Close()
		t.Close()
	}
	t.Close()
}

func (t *Tree) bar(b claim.Bar) {
	would, gains := "", b.Gains()
	if gains > 0 {
		would = "would gain " + words.Value(gains)
	}
	percent := func(x float64) string { return strconv.FormatFloat(100*x, 'f', 1, 64) }
	t.Open("li", "")
	t.agent(b.Hue())
	t.Attribute("data-gains", strconv.FormatBool(gains > 0))
	t.Leaf("span", "letter", b.Letter)
	t.Leaf("span", "name", b.Name)
	t.Open("svg", "")
	t.Attribute("viewBox", "0 0 100 10")
	t.Attribute("preserveAspectRatio", "none")
	t.Attribute("aria-hidden", "true")
	t.Open("rect", "")
	t.Attribute("width", percent(max(0, b.Has)))
	t.Attribute("height", "10")
	t.Close()
	t.Open("path", "")
	t.Attribute("d", "M"+percent(b.Full)+" 0v10")
	t.Close()
	t.Close()
	t.Leaf("span", "has", words.Value(b.Has))
	t.Leaf("span", "gains", would)
	t.Close()
}
