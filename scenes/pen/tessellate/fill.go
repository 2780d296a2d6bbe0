package tessellate

import (
	"math"

	"github.com/emergent-alignment/emergent/scenes/pen"
)

// corner is a corner of a polygon: its vertices inside and outside the fading band.
type corner struct{ in, out uint32 }

// Fill adds the inside of a path, each CSS pixel of which is scale pixels. It takes one
// contour that is seen whole from its centre of mass, as convex ones and stars are, or that
// two chains from left to right bound, as the area under a curve, and otherwise adds nothing
// and returns false.
func (m *Mesh) Fill(path pen.Path, scale float64) bool {
	m.trace(path, scale)
	if len(m.contours) != 1 {
		return len(m.contours) == 0
	}
	m.closeContour()
	c := m.contours[0]
	p := m.points[c.from:c.to]
	if len(p) < 3 {
		return true
	}
	center, area := mass(p)
	if math.Abs(area) < apart {
		return true // nothing to see
	}
	inner, around, seen := inradius(p, center, area)
	if !seen {
		return m.lane(p)
	}
	// A waist, unlike a hairline, says little about the rest.
	if waist := inner < fade && math.Abs(area) > 2*inner*around; waist && m.lane(p) {
		return true
	}
	m.fan(p, center, math.Copysign(1, area), inner)
	return true
}

// mass returns the centre of mass and the signed area of a polygon.
func mass(p []point) (center point, area float64) {
	o := p[0] // near the polygon, so that little is lost to rounding
	for i := range p {
		a, b := p[i].minus(o), p[(i+1)%len(p)].minus(o)
		piece := a.cross(b) / 2
		area += piece
		center = center.plus(a.plus(b).times(piece / 3))
	}
	return o.plus(center.times(1 / area)), area
}

// inradius is the least distance from the centre to the line of an edge; around is the
// perimeter; seen reports whether all edges turn the same way around the centre.
func inradius(p []point, center point, area float64) (least, around float64, seen bool) {
	least = math.Inf(1)
	for i := range p {
		a, b := p[i], p[(i+1)%len(p)]
		edge := b.minus(a)
		height := a.minus(center).cross(b.minus(center)) * math.Copysign(1, area) / edge.length()
		if height < 0 {
			return 0, 0, false
		}
		least = min(least, height)
		around += edge.length()
	}
	return least, around, true
}

// fan covers a polygon around its centre: the inside shrunk by the band, then the band. What
// is thinner than the band is covered less, so that its area stays what it is.
func (m *Mesh) fan(p []point, center point, side, inner float64) {
	inset := min(fade, inner)
	cover := inner / (inner - inset + (inset+fade)/2)
	m.ring = m.ring[:0]
	for i, q := range p {
		before, after := p[(i+len(p)-1)%len(p)], p[(i+1)%len(p)]
		out := miter(outward(before, q, side), outward(q, after, side))
		m.ring = append(m.ring, corner{m.vertex(q.minus(out.times(inset)), cover),
			m.vertex(q.plus(out.times(fade)), 0)})
	}
	middle := m.vertex(center, cover)
	for i, a := range m.ring {
		b := m.ring[(i+1)%len(m.ring)]
		m.triangle(middle, a.in, b.in)
		m.quad(a.in, a.out, b.in, b.out)
	}
}

// outward is the unit normal of an edge away from a polygon whose area has the sign side.
func outward(a, b point, side float64) point {
	d := b.minus(a)
	return d.left().times(-side / d.length())
}

// miter is where the edges with unit normals a and b meet when both are moved out by one.
func miter(a, b point) point {
	sum := a.plus(b)
	along := 1 + a.dot(b)
	if along < 2/(sharpest*sharpest) {
		if n := sum.length(); n > apart {
			return sum.times(sharpest / n)
		}
		return a
	}
	return sum.times(1 / along)
}
