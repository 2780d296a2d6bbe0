package beliefs

import (
	"github.com/emergent-alignment/emergent/scenes/mark"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// Posterior is a belief that is reached: where among the numbers of a picture it begins, over the
// corners and then its probability.
type Posterior struct{ First int }

// Of returns a pin's belief over the corners, and its probability.
func (q Posterior) Of(numbers []float64, corners int) (belief []float64, probability float64) {
	return numbers[q.First : q.First+corners], numbers[q.First+corners]
}

// Split is the pins of one equilibrium and how they look.
type Split struct {
	Group, Title string // in the drawing
	Name         string // of its lane
	Pins         []Posterior
	Shares       []string // the probabilities beside the pins
	Color        pen.Color
	Diamond      bool // the second kind of pin
	Ground       bool // cleared below them, where other things may lie
	Dash         []float64
}

// Reached draws in a triangle where sets lead from the prior, and on top the prior.
func (b *Painter) Reached(p, q pen.Pen, c *Picture, sets []Split) {
	for i := range sets {
		b.spokes(q, c, &sets[i])
	}
	b.pins(q, c, sets)
	b.Grip(p, c)
}

// spokes lead from the prior in a triangle to the pins of a set.
func (b *Painter) spokes(p pen.Pen, c *Picture, set *Split) {
	for _, q := range set.Pins {
		belief, probability := q.Of(c.X, len(c.Corner))
		to := c.Place(belief)
		b.Marks.Line(p, c.Prior, to, 1.25+3*probability, b.Marks.Theme.Paper.WithAlpha(0.7), nil)
		b.Marks.Line(p, c.Prior, to, 1.25+1.5*probability, set.Color.WithAlpha(0.9), set.Dash)
	}
}

// pins marks the pins of sets in a triangle.
func (b *Painter) pins(p pen.Pen, c *Picture, sets []Split) {
	for i := range sets {
		if set := &sets[i]; set.Ground {
			for _, q := range set.Pins {
				belief, probability := q.Of(c.X, len(c.Corner))
				b.Marks.PinGround(p, c.Place(belief), c.PinRadius(probability))
			}
		}
	}
	for i := range sets {
		set := &sets[i]
		p.Begin(set.Group, set.Title)
		for _, q := range set.Pins {
			belief, probability := q.Of(c.X, len(c.Corner))
			b.Marks.Pin(p, c.Place(belief), c.PinRadius(probability), set.Color, set.Diamond)
		}
		p.End()
	}
}

// Keep keeps names off the prior and off the pins of sets in a triangle.
func (b *Painter) Keep(c *Picture, sets []Split) {
	b.Placer.TakeDisc(c.Prior, c.GripRadius()+2)
	for i := range sets {
		for _, q := range sets[i].Pins {
			belief, probability := q.Of(c.X, len(c.Corner))
			b.Placer.TakeDisc(c.Place(belief), c.PinRadius(probability)+2)
		}
	}
}

// keepLines keeps names off the edges of a triangle and off the spokes of sets, where there is
// room: a number on a bold edge would read as another one.
func (b *Painter) keepLines(c *Picture, sets []Split) {
	for k := range c.Corner {
		b.Placer.CrossBold(c.Corner[k], c.Corner[(k+1)%len(c.Corner)])
	}
	for i := range sets {
		for _, q := range sets[i].Pins {
			belief, _ := q.Of(c.X, len(c.Corner))
			b.Placer.Cross(c.Prior, c.Place(belief))
		}
	}
}

// Shares writes the probabilities beside the pins of sets in a triangle, where that can be off
// its edges.
func (b *Painter) Shares(p pen.Pen, c *Picture, sets []Split) {
	style := b.Fade.Text(c.Scale, 12, b.Marks.Theme.Ink)
	for i := range sets {
		for j, q := range sets[i].Pins {
			belief, probability := q.Of(c.X, len(c.Corner))
			at, r := c.Place(belief), c.PinRadius(probability)+6
			_ = b.Placer.Clear(p, at, r, sets[i].Shares[j], style, mark.Sides[:]) ||
				b.Placer.Off(p, at, r, sets[i].Shares[j], style, mark.Sides[:], mark.BoldLines)
		}
	}
}

// Likelihoods writes the probabilities of posteriors.
func (m *Model) Likelihoods(list []Posterior) []string {
	likelihoods := make([]string, len(list))
	for i, q := range list {
		_, probability := q.Of(m.Numbers, m.Space.Corners())
		likelihoods[i] = words.Likelihood(probability)
	}
	return likelihoods
}
