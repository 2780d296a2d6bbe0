package quantal

import (
	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/theme"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// picture is a model on its way to the screen: its numbers as they are shown now, and the
// pixels they come to. It keeps its memory between frames.
type picture struct {
	beliefs.Picture
	m       model
	actions []string     // their names
	peaks   []peak       // where these go in a triangle
	stacks  []view.Pixel // of a line: the layers of each sample, see stack
	tinted  *theme.Theme // whose colours the shade has
}

// Project puts what is shown on the screen of frame f.
func (c *picture) Project(f *stage.Frame) {
	c.Fit(&c.m.Space, f.Figure)
	c.tint(f.Theme)
	switch c.Kind {
	case beliefs.Line:
		c.OnLine(planOf(&c.m, f.Figure))
		c.pile()
	case beliefs.Triangle:
		copy(c.m.shade.Corners[:], c.Corner)
	}
}

// tint gives the shade the colours of a theme.
func (c *picture) tint(t *theme.Theme) {
	if c.tinted == t && len(c.m.shade.Colors) == c.m.actions {
		return
	}
	c.tinted = t
	c.m.shade.Colors = c.m.shade.Colors[:0]
	for a := range c.m.actions {
		c.m.shade.Colors = append(c.m.shade.Colors, beliefs.Opaque(t, a, 1))
	}
}

// sample returns the numbers of a sample of a line.
func (c *picture) sample(i int) []float64 {
	stride := c.m.stride()
	return c.X[c.m.samples.first+i*stride:][:stride]
}

// payoff is what a party gets at a sample (0: the user).
func (c *picture) payoff(i, party int) float64 { return c.sample(i)[1+c.m.actions+party] }

// pile puts the actions' shares at each sample on top of each other.
func (c *picture) pile() {
	c.stacks = c.stacks[:0]
	r := c.Plan.Band
	for i := range c.m.samples.count {
		numbers := c.sample(i)
		x, above := c.Plan.X(numbers[0]), 0.
		for _, share := range numbers[1 : 1+c.m.actions] {
			c.stacks = append(c.stacks, view.Pixel{X: x, Y: r.Y + min(above, 1)*r.H})
			above += share
		}
		c.stacks = append(c.stacks, view.Pixel{X: x, Y: r.Y + min(above, 1)*r.H})
	}
}

// stack is the top of action a in the band at a sample; the bottom for a beyond the last.
func (c *picture) stack(i, a int) view.Pixel { return c.stacks[i*(c.m.actions+1)+a] }

// place is where a belief stands in the triangle.
func (c *picture) place(b [3]float64) view.Pixel { return c.Place(b[:]) }
