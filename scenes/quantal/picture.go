package quantal

import (
	"emergent/scenes/beliefs"
	"emergent/scenes/easel"
	"emergent/scenes/mark"
	"emergent/scenes/stage"
	"emergent/scenes/theme"
	"emergent/scenes/view"
)

// picture is a model on its way to the screen: its numbers as they are shown now, and the
// pixels they come to. It keeps its memory between frames.
type picture struct {
	easel.Numbers
	m     model
	words words

	// On the screen, by Project.
	figure view.Rect
	scale  float64 // of marks
	plan   plan    // of a line
	cam    view.Camera
	prior  view.Pixel // its grip
	corner []view.Pixel
	tinted *theme.Theme // whose colours the shade has
}

// Project puts what is shown on the screen of frame f.
func (c *picture) Project(f *stage.Frame) {
	c.figure, c.scale = f.Figure, easel.ScaleOf(f.Figure)
	c.corner = c.corner[:0]
	c.tint(f.Theme)
	switch c.m.kind {
	case line:
		c.plan = planOf(&c.m, f.Figure)
		c.prior = view.Pixel{X: c.plan.x(c.X[1]), Y: c.plan.chart.Y + c.plan.chart.H}
	case triangle:
		c.cam = c.m.space.Camera(f.Figure, c.scale)
		for j := range 3 {
			at := c.cam.At(c.m.space.Simplex.Corner(j))
			c.corner = append(c.corner, at)
			c.m.shade.Corners[j] = at
		}
		c.prior = c.place([3]float64{c.X[0], c.X[1], c.X[2]})
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

// share is how often an action is taken, payoff what a party gets there (0: the user).
func (c *picture) share(i, action int) float64 { return c.sample(i)[1+action] }
func (c *picture) payoff(i, party int) float64 { return c.sample(i)[1+c.m.actions+party] }

// belief returns a pin's belief over the corners, and its probability.
func (c *picture) belief(p pin) (at [3]float64, probability float64) {
	n := c.m.space.Corners()
	copy(at[:], c.X[p.first:p.first+n])
	return at, c.X[p.first+n]
}

// place is where a belief stands in the triangle.
func (c *picture) place(b [3]float64) view.Pixel { return c.cam.At(c.m.space.Simplex.Place(b[:])) }

// at is where a belief stands on the screen: in the triangle, or on the line at a height.
func (c *picture) at(b [3]float64, y float64) view.Pixel {
	if c.m.kind == line {
		return view.Pixel{X: c.plan.x(b[1]), Y: y}
	}
	return c.place(b)
}

// gripRadius is that of the prior.
func (c *picture) gripRadius() float64 { return 9 * c.scale }

// pinRadius is that of a pin.
func (c *picture) pinRadius(probability float64) float64 {
	return c.scale * mark.PinRadius(probability)
}

// shows says whether agent i is among those whose view is shown.
func (c *picture) shows(i int) bool { return c.m.agent == beliefs.Everyone || c.m.agent == i }
