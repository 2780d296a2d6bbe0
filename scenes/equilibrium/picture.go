package equilibrium

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
	plane beliefs.Plane
	plan  beliefs.Plan // of an axis
	poly  []view.Pixel // memory of one polygon
}

// Project puts what is shown on the screen of frame f.
func (c *picture) Project(f *stage.Frame) {
	c.plane.Set(&c.m.space, f.Figure, c.X)
	if c.m.kind == beliefs.Line {
		c.plan = planOf(&c.m, f.Figure)
		c.plane.Prior = view.Pixel{X: c.plan.X(c.X[1]), Y: c.plan.Chart.Y + c.plan.Chart.H}
	}
}

// vertex returns the numbers of a region's vertex.
func (c *picture) vertex(r *region, v int) []float64 {
	stride := c.m.stride()
	return c.X[r.first+v*stride:][:stride]
}

// payoff is that of an agent at a vertex, envelope its envelope there.
func (c *picture) payoff(r *region, v, agent int) float64 {
	return c.vertex(r, v)[c.m.corner()+1+agent]
}

func (c *picture) envelope(r *region, v, agent int) float64 {
	return c.vertex(r, v)[c.m.corner()+1+c.m.agents+agent]
}

// user is the user's payoff at a vertex.
func (c *picture) user(r *region, v int) float64 { return c.vertex(r, v)[c.m.corner()] }

// polygon lists the corners of a face of a region in the triangle, valid until the next.
func (c *picture) polygon(r *region, vertices []int) []view.Pixel {
	c.poly = c.poly[:0]
	for _, v := range vertices {
		c.poly = append(c.poly, c.plane.Place(c.vertex(r, v)[:3]))
	}
	return c.poly
}

// worstSet and bestSet are the ends of the equilibria as they are drawn.
func (c *picture) worstSet(t *theme.Theme) beliefs.Split {
	return beliefs.Split{Group: "worst", Title: c.words.worstTitle, Name: c.words.worst, Pins: c.m.worst,
		Shares: c.words.worstShares, Color: worstColor(t, c.m.perfect)}
}

func (c *picture) bestSet(t *theme.Theme) beliefs.Split {
	return beliefs.Split{Group: "best", Title: c.words.bestTitle, Name: c.words.best, Pins: c.m.best,
		Shares: c.words.bestShares, Color: t.Good,
		Diamond: true, Ground: true, Dash: mark.GapDash}
}

// sets appends the equilibria that are shown: the held one, or worst and best.
func (c *picture) sets(dst []beliefs.Split, t *theme.Theme) []beliefs.Split {
	if c.m.holds {
		return append(dst, c.heldSet(t))
	}
	return append(dst, c.worstSet(t), c.bestSet(t))
}

// heldSet is the equilibrium that the reader holds.
func (c *picture) heldSet(t *theme.Theme) beliefs.Split {
	return beliefs.Split{Group: "held", Title: c.words.heldTitle, Name: c.words.held, Pins: c.m.held,
		Shares: c.words.heldShares, Color: t.Focus}
}
