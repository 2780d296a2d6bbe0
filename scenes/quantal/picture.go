package quantal

import (
	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/crossfade"
	"github.com/emergent-alignment/emergent/scenes/mark"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/theme"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// picture is a model on its way to the screen: its numbers as they are shown now, and the
// pixels they come to. It keeps its memory between frames.
type picture struct {
	crossfade.Numbers
	m     model
	words wording

	// On the screen, by Project.
	plane  beliefs.Plane
	plan   beliefs.Plan // of a line
	stacks []view.Pixel // of a line: the layers of each sample, see stack
	tinted *theme.Theme // whose colours the shade has
}

// Project puts what is shown on the screen of frame f.
func (c *picture) Project(f *stage.Frame) {
	c.plane.Set(&c.m.space, f.Figure, c.X)
	c.tint(f.Theme)
	switch c.m.kind {
	case beliefs.Line:
		c.plan = planOf(&c.m, f.Figure)
		c.plane.Prior = view.Pixel{X: c.plan.X(c.X[1]), Y: c.plan.Chart.Y + c.plan.Chart.H}
		c.pile()
	case beliefs.Triangle:
		copy(c.m.shade.Corners[:], c.plane.Corner)
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
	r := c.plan.Band
	for i := range c.m.samples.count {
		numbers := c.sample(i)
		x, above := c.plan.X(numbers[0]), 0.
		for _, share := range numbers[1 : 1+c.m.actions] {
			c.stacks = append(c.stacks, view.Pixel{X: x, Y: r.Y + min(above, 1)*r.H})
			above += share
		}
		c.stacks = append(c.stacks, view.Pixel{X: x, Y: r.Y + min(above, 1)*r.H})
	}
}

// stack is the top of action a in the band at a sample; the bottom for a beyond the last.
func (c *picture) stack(i, a int) view.Pixel { return c.stacks[i*(c.m.actions+1)+a] }

// worstSet and bestSet are the ends of the equilibria as they are drawn.
func (c *picture) worstSet(t *theme.Theme) beliefs.Split {
	return beliefs.Split{Group: "worst", Title: c.words.worstTitle, Name: c.words.worst, Pins: c.m.worst,
		Shares: c.words.worstShares, Color: t.Bad}
}

func (c *picture) bestSet(t *theme.Theme) beliefs.Split {
	return beliefs.Split{Group: "best", Title: c.words.bestTitle, Name: c.words.best, Pins: c.m.best,
		Shares: c.words.bestShares, Color: t.Good,
		Diamond: true, Dash: mark.GapDash}
}

// place is where a belief stands in the triangle.
func (c *picture) place(b [3]float64) view.Pixel { return c.plane.Place(b[:]) }

// shows reports whether agent i is among those whose view is shown.
func (c *picture) shows(i int) bool { return c.m.agent == beliefs.Everyone || c.m.agent == i }
