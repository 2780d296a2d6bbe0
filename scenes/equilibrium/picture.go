package equilibrium

import (
	"emergent/scenes/easel"
	"emergent/scenes/mark"
	"emergent/scenes/stage"
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
	plan   plan    // of an axis
	cam    view.Camera
	prior  view.Pixel // its grip
	corner []view.Pixel
	poly   []view.Pixel // memory of one polygon
}

// Project puts what is shown on the screen of frame f.
func (c *picture) Project(f *stage.Frame) {
	c.figure, c.scale = f.Figure, easel.ScaleOf(f.Figure)
	c.corner = c.corner[:0]
	switch c.m.kind {
	case axis:
		c.plan = planOf(&c.m, f.Figure)
		c.prior = view.Pixel{X: c.plan.x(c.X[1]), Y: c.plan.chart.Y + c.plan.chart.H}
	case triangle:
		c.cam = c.m.space.Camera(f.Figure, c.scale)
		for j := range 3 {
			c.corner = append(c.corner, c.cam.At(c.m.space.Simplex.Corner(j)))
		}
		c.prior = c.place(c.X[:3])
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

// belief returns a pin's belief over the corners, and its probability.
func (c *picture) belief(p pin) (at []float64, probability float64) {
	n := c.m.corner()
	return c.X[p.first : p.first+n], c.X[p.first+n]
}

// place is where a belief stands in the triangle.
func (c *picture) place(belief []float64) view.Pixel {
	return c.cam.At(c.m.space.Simplex.Place(belief))
}

// polygon lists the corners of a face of a region in the triangle, valid until the next.
func (c *picture) polygon(r *region, vertices []int) []view.Pixel {
	c.poly = c.poly[:0]
	for _, v := range vertices {
		c.poly = append(c.poly, c.place(c.vertex(r, v)[:3]))
	}
	return c.poly
}

// gripRadius is that of the prior.
func (c *picture) gripRadius() float64 { return 9 * c.scale }

// pinRadius is that of a pin.
func (c *picture) pinRadius(probability float64) float64 {
	return c.scale * mark.PinRadius(probability)
}
