package hull

import (
	"math"

	"github.com/emergent-alignment/emergent/scenes/guarantees"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// brink is half the width of the band in which one colour becomes the other where the loss jumps,
// in pixels: as wide as keeps its rim smooth.
const brink = 0.75

// split paints a triangle through which the loss jumps in two pieces, or three if it jumps along
// every edge, each in the colours of its own corners: the rim between them runs as the line does,
// not as the grid. It reports false where nothing jumps.
func (l *landscape) split(points [3]guarantees.GridPoint) bool {
	n, lone := 0, 0
	for k := range points {
		if !l.known(points[k]) {
			return false
		}
		if l.jumps.apart(points[k], points[(k+1)%3]) {
			n++
		} else {
			lone = (k + 2) % 3 // opposite of the edge along which nothing jumps
		}
	}
	switch n {
	case 2:
		l.slice(points[lone], points[(lone+1)%3], points[(lone+2)%3])
	case 3:
		l.shatter(points)
	}
	return n >= 2
}

// slice cuts the corner p off a triangle.
func (l *landscape) slice(p, q, r guarantees.GridPoint) {
	first, last := l.vertex(p), [2]pen.Vertex{l.vertex(q), l.vertex(r)}
	var before, after [2]pen.Vertex
	for k, to := range [...]guarantees.GridPoint{q, r} {
		before[k], after[k] = l.rim(p, to, first.Color, last[k].Color)
	}
	l.mesh = append(l.mesh, first, before[0], before[1])
	l.quad(before[0], after[0], after[1], before[1])
	l.quad(after[0], last[0], last[1], after[1])
}

// shatter gives every corner of a triangle a piece of its own, which meet in the middle.
func (l *landscape) shatter(points [3]guarantees.GridPoint) {
	var middle view.Pixel
	for k, p := range points {
		at := l.met(p, points[(k+1)%3])
		middle.X, middle.Y = middle.X+at.X/3, middle.Y+at.Y/3
	}
	for k, p := range points {
		corner := l.vertex(p)
		of := func(at view.Pixel) pen.Vertex { return pen.Vertex{At: at, Color: corner.Color} }
		l.quad(corner, of(l.met(p, points[(k+1)%3])), of(middle), of(l.met(p, points[(k+2)%3])))
	}
}

// met is where the loss jumps between two places.
func (l *landscape) met(p, q guarantees.GridPoint) view.Pixel {
	return l.jumps.on[l.jumps.crossing(p, q)].at(0)
}

// rim lists the two ends of the band where the loss jumps between two places, that of p first.
func (l *landscape) rim(p, q guarantees.GridPoint, near, far pen.Color) (before, after pen.Vertex) {
	x := &l.jumps.on[l.jumps.crossing(p, q)]
	by := min(brink/math.Hypot(x.b.X-x.a.X, x.b.Y-x.a.Y), clear/2)
	if edge(p, q).a != p {
		by = -by
	}
	return pen.Vertex{At: x.at(-by), Color: near}, pen.Vertex{At: x.at(by), Color: far}
}

func (l *landscape) quad(a, b, c, d pen.Vertex) { l.mesh = append(l.mesh, a, b, c, a, c, d) }
