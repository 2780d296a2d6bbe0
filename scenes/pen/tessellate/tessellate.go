// Package tessellate turns paths into triangles whose edges fade from covered to not covered
// over one pixel, so that a whole picture is painted smoothly in one call, without a
// multisampled buffer. pen/ebitenpen paints them; it knows no ebiten itself and never
// blends or colours.
//
// Laws, for a path that Fill takes and for every stroke, up to its corners:
//
//  1. No point is covered by two triangles, so that what is translucent stays even (where a
//     stroke does not cross itself, and its pieces are longer than it is wide).
//  2. The covered area, cover integrated over the plane, is that of the path.
//  3. The way round and the start of a contour change nothing.
package tessellate

import (
	"math"

	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// Vertex is a point in pixels of the picture and the share of it that is covered.
type Vertex struct{ X, Y, Cover float32 }

// Mesh is triangles: three indices into Vertices each. The zero value is empty; Reset
// empties it and keeps its memory.
type Mesh struct {
	Vertices []Vertex
	Indices  []uint32

	contours []contour
	points   []point
	ring     []corner
	ahead    cone
}

const (
	// fade is half the width in pixels of the band in which an edge fades.
	fade = 0.5
	// flatness is how far in pixels a straight piece may stray from its curve.
	flatness = 0.03
	// mostPieces bounds what a curve far off the screen costs.
	mostPieces = 256
	// apart is how far in pixels points must be from each other to be two.
	apart = 1e-3
	// sharpest bounds how far a corner reaches, as a multiple of the distance from its edges.
	sharpest = 3.
)

// Reset empties the mesh.
func (m *Mesh) Reset() { m.Vertices, m.Indices = m.Vertices[:0], m.Indices[:0] }

// point is a place in pixels of the picture, or a vector between two.
type point struct{ x, y float64 }

func (p point) plus(q point) point    { return point{p.x + q.x, p.y + q.y} }
func (p point) minus(q point) point   { return point{p.x - q.x, p.y - q.y} }
func (p point) times(k float64) point { return point{p.x * k, p.y * k} }
func (p point) dot(q point) float64   { return p.x*q.x + p.y*q.y }
func (p point) cross(q point) float64 { return p.x*q.y - p.y*q.x }
func (p point) length() float64       { return math.Sqrt(p.x*p.x + p.y*p.y) } // pixels do not overflow
func (p point) left() point           { return point{-p.y, p.x} }

// turned is the unit vector at an angle; turn turns p by one.
func turned(angle float64) point {
	sin, cos := math.Sincos(angle)
	return point{cos, sin}
}

func (p point) turn(by point) point { return point{p.x*by.x - p.y*by.y, p.x*by.y + p.y*by.x} }

// contour is a run of m.points of which no two neighbours are the same.
type contour struct {
	from, to int
	closed   bool
}

// trace flattens a path, each CSS pixel of which is scale pixels, into contours.
func (m *Mesh) trace(path pen.Path, scale float64) {
	m.contours, m.points = m.contours[:0], m.points[:0]
	next := 0
	take := func() point {
		p := path.Points[next]
		next++
		return at(p, scale)
	}
	for _, v := range path.Verbs {
		switch v {
		case pen.MoveTo:
			m.contours = append(m.contours, contour{from: len(m.points), to: len(m.points)})
			m.add(take())
		case pen.LineTo:
			m.add(take())
		case pen.CubicTo:
			a, b, q := take(), take(), take()
			m.curve(a, b, q)
		case pen.Close:
			m.closeContour()
		}
	}
}

func at(p view.Pixel, scale float64) point { return point{p.X * scale, p.Y * scale} }

// add ends the last contour at p. Points that lie on a straight way to the next are left out.
func (m *Mesh) add(p point) {
	c := &m.contours[len(m.contours)-1]
	if c.to > c.from {
		last := m.points[c.to-1]
		if p.minus(last).length() < apart {
			return
		}
		if c.to-c.from > 1 && m.ahead.holds(p) {
			m.points[c.to-1] = p
			m.ahead.narrow(p)
			return
		}
		m.ahead = cone{from: last}
		m.ahead.narrow(p)
	}
	m.points = append(m.points, p)
	c.to = len(m.points)
}

// cone is where a straight piece from a point may go on to, so that it passes no further than
// flatness from any point that it replaces.
type cone struct {
	from        point
	left, right point // its sides; both zero: everywhere
	reach       float64
}

// holds reports whether a piece may end at p.
func (c *cone) holds(p point) bool {
	d := p.minus(c.from)
	return d.length() > c.reach && c.left.cross(d) <= 0 && c.right.cross(d) >= 0
}

// narrow has what follows pass p too.
func (c *cone) narrow(p point) {
	d := p.minus(c.from)
	c.reach = d.length()
	slip := d.left().times(flatness / c.reach)
	if left := d.plus(slip); c.left == (point{}) || c.left.cross(left) < 0 {
		c.left = left
	}
	if right := d.minus(slip); c.right == (point{}) || c.right.cross(right) > 0 {
		c.right = right
	}
}

// closeContour joins the end of the last contour with its start.
func (m *Mesh) closeContour() {
	c := &m.contours[len(m.contours)-1]
	if c.to-c.from > 1 && m.points[c.to-1].minus(m.points[c.from]).length() < apart {
		c.to--
		m.points = m.points[:c.to]
	}
	c.closed = true
}

// curve adds a cubic in as many pieces as flatness asks for (Wang's bound: the second
// differences of the control points bound the second derivative).
func (m *Mesh) curve(a, b, q point) {
	p := m.points[len(m.points)-1]
	bend := max(p.minus(a.times(2)).plus(b).length(), a.minus(b.times(2)).plus(q).length())
	n := int(min(max(1, math.Ceil(math.Sqrt(0.75*bend/flatness))), mostPieces))
	for i := 1; i < n; i++ {
		t := float64(i) / float64(n)
		u := 1 - t
		m.add(p.times(u * u * u).plus(a.times(3 * u * u * t)).plus(b.times(3 * u * t * t)).plus(q.times(t * t * t)))
	}
	m.add(q)
}

// vertex adds a vertex and returns its index.
func (m *Mesh) vertex(p point, cover float64) uint32 {
	m.Vertices = append(m.Vertices, Vertex{float32(p.x), float32(p.y), float32(cover)})
	return uint32(len(m.Vertices) - 1)
}

// triangle and quad stay calls: what appends is much code in each place, and the page's program
// is as small as its speed allows.
//
//go:noinline
func (m *Mesh) triangle(a, b, c uint32) { m.Indices = append(m.Indices, a, b, c) }

// quad fills the band from a-b to c-d.
//
//go:noinline
func (m *Mesh) quad(a, b, c, d uint32) { m.Indices = append(m.Indices, a, b, d, a, d, c) }
