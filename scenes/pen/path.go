package pen

import (
	"math"

	"github.com/emergent-alignment/emergent/scenes/view"
)

// Verb is one step of a Path.
type Verb int8

// The verbs and how many points each takes.
const (
	MoveTo  Verb = iota // 1
	LineTo              // 1
	CubicTo             // 3
	Close               // 0
)

// Path is a list of contours. The zero value is empty. Paths are built by the methods of
// this package, which return the path for chaining, and reused by Reset.
type Path struct {
	Verbs  []Verb
	Points []view.Pixel
}

// Reset empties the path and keeps its memory.
func (p *Path) Reset() *Path {
	p.Verbs, p.Points = p.Verbs[:0], p.Points[:0]
	return p
}

// MoveTo starts a contour.
func (p *Path) MoveTo(at view.Pixel) *Path { return p.add(MoveTo, at) }

// LineTo adds a straight piece.
func (p *Path) LineTo(at view.Pixel) *Path { return p.add(LineTo, at) }

// CubicTo adds a cubic Bezier piece with control points a and b.
func (p *Path) CubicTo(a, b, at view.Pixel) *Path { return p.add(CubicTo, a, b, at) }

// Close closes the contour.
func (p *Path) Close() *Path { return p.add(Close) }

func (p *Path) add(v Verb, points ...view.Pixel) *Path {
	p.Verbs = append(p.Verbs, v)
	p.Points = append(p.Points, points...)
	return p
}

// Line adds a straight line from a to b.
func (p *Path) Line(a, b view.Pixel) *Path { return p.MoveTo(a).LineTo(b) }

// Polygon adds a closed polygon; fewer than two points add nothing.
func (p *Path) Polygon(points ...view.Pixel) *Path {
	if len(points) < 2 {
		return p
	}
	p.MoveTo(points[0])
	for _, q := range points[1:] {
		p.LineTo(q)
	}
	return p.Close()
}

// Rect adds a rectangle.
func (p *Path) Rect(r view.Rect) *Path {
	return p.MoveTo(view.Pixel{X: r.X, Y: r.Y}).LineTo(view.Pixel{X: r.X + r.W, Y: r.Y}).
		LineTo(view.Pixel{X: r.X + r.W, Y: r.Y + r.H}).LineTo(view.Pixel{X: r.X, Y: r.Y + r.H}).Close()
}

// quarter is the length of the control arms of a cubic that stands for a quarter of the
// unit circle: 4/3 (sqrt 2 - 1), off by at most 0.03 % of the radius.
const quarter = 0.5522847498307936

// Circle adds a circle as four cubics.
func (p *Path) Circle(c view.Pixel, r float64) *Path { return p.Ellipse(c, r, r) }

// Ellipse adds an ellipse with the given half axes.
func (p *Path) Ellipse(c view.Pixel, rx, ry float64) *Path {
	kx, ky := quarter*rx, quarter*ry
	at := func(dx, dy float64) view.Pixel { return view.Pixel{X: c.X + dx, Y: c.Y + dy} }
	return p.MoveTo(at(rx, 0)).
		CubicTo(at(rx, ky), at(kx, ry), at(0, ry)).
		CubicTo(at(-kx, ry), at(-rx, ky), at(-rx, 0)).
		CubicTo(at(-rx, -ky), at(-kx, -ry), at(0, -ry)).
		CubicTo(at(kx, -ry), at(rx, -ky), at(rx, 0)).Close()
}

// RoundRect adds a rectangle with corners of radius r (at most half its sides).
func (p *Path) RoundRect(b view.Rect, r float64) *Path {
	r = min(r, b.W/2, b.H/2)
	x0, y0, x1, y1, k := b.X, b.Y, b.X+b.W, b.Y+b.H, r*(1-quarter)
	px := func(x, y float64) view.Pixel { return view.Pixel{X: x, Y: y} }
	return p.MoveTo(px(x0+r, y0)).
		LineTo(px(x1-r, y0)).CubicTo(px(x1-k, y0), px(x1, y0+k), px(x1, y0+r)).
		LineTo(px(x1, y1-r)).CubicTo(px(x1, y1-k), px(x1-k, y1), px(x1-r, y1)).
		LineTo(px(x0+r, y1)).CubicTo(px(x0+k, y1), px(x0, y1-k), px(x0, y1-r)).
		LineTo(px(x0, y0+r)).CubicTo(px(x0, y0+k), px(x0+k, y0), px(x0+r, y0)).Close()
}

// Arc adds an open arc around c from angle a0 to a1, in radians clockwise on the screen
// from the x axis, in pieces of at most a quarter turn.
func (p *Path) Arc(c view.Pixel, r, a0, a1 float64) *Path {
	pieces := max(1, int(math.Ceil(math.Abs(a1-a0)/(math.Pi/2)-1e-9)))
	turn := (a1 - a0) / float64(pieces)
	arm := 4. / 3 * math.Tan(turn/4) * r
	sin, cos := math.Sincos(a0)
	at := view.Pixel{X: c.X + r*cos, Y: c.Y + r*sin}
	p.MoveTo(at)
	for i := range pieces {
		s1, c1 := math.Sincos(a0 + turn*float64(i+1))
		to := view.Pixel{X: c.X + r*c1, Y: c.Y + r*s1}
		p.CubicTo(view.Pixel{X: at.X - arm*sin, Y: at.Y + arm*cos}, view.Pixel{X: to.X + arm*s1, Y: to.Y - arm*c1}, to)
		at, sin, cos = to, s1, c1
	}
	return p
}

// Star adds a star with points outer corners, the first one at the top.
func (p *Path) Star(c view.Pixel, points int, outer, inner float64) *Path {
	for i := range 2 * points {
		r := outer
		if i%2 == 1 {
			r = inner
		}
		sin, cos := math.Sincos(math.Pi * float64(i) / float64(points))
		q := view.Pixel{X: c.X + r*sin, Y: c.Y - r*cos}
		if i == 0 {
			p.MoveTo(q)
		} else {
			p.LineTo(q)
		}
	}
	return p.Close()
}
