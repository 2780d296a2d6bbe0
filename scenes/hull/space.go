package hull

import (
	"math"

	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// floor is the height of the base of the tetrahedron.
const floor = -1. / 3

// shadows drops a thread from each party to the base of the tetrahedron, with a shadow at
// its foot: without them a flat picture cannot tell near from far.
func (s *Scene) shadows(p pen.Pen, c *picture) {
	if c.m.kind != solid {
		return
	}
	line := s.Colors().Line
	p.Begin("shadows", "")
	flat := math.Abs(c.cam.Turn.Apply(view.Point{Y: 1}).Z)
	for i, q := range c.points {
		foot := c.cam.At(view.Point{X: q.X, Y: floor, Z: q.Z})
		s.Marks.Ellipse(p, foot, 7*c.scale, 7*c.scale*flat, line.WithAlpha(0.3))
		s.Marks.Line(p, c.at[i], foot, 0.75, line.WithAlpha(0.6), nil)
	}
	p.End()
}

// cut draws where the plane across the gap, at the nearest point, cuts the tetrahedron.
func (s *Scene) cut(p pen.Pen, c *picture, color pen.Color) {
	normal := c.points[0].Sub(c.nearest)
	var found [6]view.Pixel
	n := 0
	for i := range 4 {
		for j := i + 1; j < 4; j++ {
			a, b := c.m.simplex.Corner(i), c.m.simplex.Corner(j)
			da, db := normal.Dot(a.Sub(c.nearest)), normal.Dot(b.Sub(c.nearest))
			if da*db < 0 {
				found[n] = c.cam.At(a.Add(b.Sub(a).Scale(da / (da - db))))
				n++
			}
		}
	}
	var ring [6]view.Pixel
	k := 0
	for _, i := range s.cutter.Of(found[:n]) {
		ring[k] = found[i]
		k++
	}
	s.Marks.Area(p, ring[:k], color.WithAlpha(color.A*0.1), color, 1)
}
