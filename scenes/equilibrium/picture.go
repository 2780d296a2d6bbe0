package equilibrium

import (
	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/theme"
)

// picture is a model on its way to the screen: its numbers as they are shown now, and the
// pixels they come to.
type picture struct {
	beliefs.Picture
	m     model
	words wording
}

// Project puts what is shown on the screen of frame f.
func (c *picture) Project(f *stage.Frame) {
	if c.Fit(&c.m.Space, f.Figure); c.Kind == beliefs.Line {
		c.OnLine(planOf(&c.m, f.Figure))
	}
}

// payoff is that of an agent at a vertex, envelope its envelope there.
func (c *picture) payoff(r *beliefs.Region, v, agent int) float64 {
	return c.Vertex(r, v)[c.m.Space.Corners()+1+agent]
}

func (c *picture) envelope(r *beliefs.Region, v, agent int) float64 {
	return c.Vertex(r, v)[c.m.Space.Corners()+1+c.m.Agents+agent]
}

// user is the user's payoff at a vertex.
func (c *picture) user(r *beliefs.Region, v int) float64 { return c.Vertex(r, v)[c.m.Space.Corners()] }

// sets appends the equilibria that are shown: the held one, or worst and best.
func (c *picture) sets(dst []beliefs.Split, t *theme.Theme) []beliefs.Split {
	if c.m.holds {
		c.words.held.Color = t.Focus
		return append(dst, c.words.held)
	}
	return c.Words.Splits(dst, worstColor(t, c.m.perfect), t.Good)
}
