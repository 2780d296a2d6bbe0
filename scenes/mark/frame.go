package mark

import (
	"math"

	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// Simplex draws the frame of a simplex as a camera shows it: a segment with ticks, a
// triangle with a faint grid, a tetrahedron whose hidden edges are dashed, or the polygon
// of a projection. corners has room for the corners on the screen and is returned filled.
func (k *Painter) Simplex(p pen.Pen, s *view.Simplex, cam *view.Camera, corners []view.Pixel) []view.Pixel {
	corners = corners[:0]
	for j := range s.Corners() {
		corners = append(corners, cam.At(s.Corner(j)))
	}
	switch n := s.Corners(); {
	case n == 1:
		k.Dot(p, corners[0], 5, k.Theme.Line)
	case n == 2:
		k.segment(p, corners)
	case n == 3:
		k.Area(p, corners, k.Theme.Frame, k.Theme.Frame, 0)
		k.grid(p, corners)
		k.Area(p, corners, k.Theme.Frame.WithAlpha(0), k.Theme.Line, 1.25)
	case s.Solid():
		k.solid(p, s, cam, corners)
	default:
		k.projection(p, corners)
	}
	return corners
}

// gridLines is how many equal parts the grid of a triangle cuts an edge into.
const gridLines = 10

func (k *Painter) grid(p pen.Pen, c []view.Pixel) {
	k.path.Reset()
	for i := 1; i < gridLines; i++ {
		t := float64(i) / gridLines
		for j := range 3 {
			a, b, d := c[j], c[(j+1)%3], c[(j+2)%3]
			k.path.Line(a.Lerp(b, t), a.Lerp(d, t))
		}
	}
	k.stroke(p, 0.75, k.Theme.Grid, nil)
}

func (k *Painter) segment(p pen.Pen, c []view.Pixel) {
	k.path.Reset()
	for i := 1; i < gridLines; i++ {
		at := c[0].Lerp(c[1], float64(i)/gridLines)
		k.path.Line(at.Add(0, -4), at.Add(0, 4))
	}
	k.stroke(p, 1, k.Theme.Grid, nil)
	k.path.Reset().Line(c[0], c[1])
	for _, at := range c {
		k.path.Line(at.Add(0, -9), at.Add(0, 9))
	}
	k.stroke(p, 1.5, k.Theme.Line, nil)
}

// solid draws the six edges of a tetrahedron: those seen through its body dashed and thin,
// the others thicker the nearer they are.
func (k *Painter) solid(p pen.Pen, s *view.Simplex, cam *view.Camera, c []view.Pixel) {
	for pass := range 2 {
		for i := range 4 {
			for j := i + 1; j < 4; j++ {
				hidden := behind(s, cam, i, j)
				if hidden != (pass == 0) {
					continue
				}
				if hidden {
					k.Line(p, c[i], c[j], 1, k.Theme.Line, BackDash)
					continue
				}
				_, zi := cam.Screen(s.Corner(i))
				_, zj := cam.Screen(s.Corner(j))
				k.Line(p, c[i], c[j], 1.4+0.6*(zi+zj)/2, k.Theme.Line, nil)
			}
		}
	}
}

// behind reports whether the edge ij of a tetrahedron is hidden: both faces that meet in it
// look away from the reader.
func behind(s *view.Simplex, cam *view.Camera, i, j int) bool {
	for away := range 4 {
		if away == i || away == j {
			continue
		}
		// The face opposite to a corner has its outward normal opposite to that corner.
		if n := cam.Turn.Apply(s.Corner(away)).Z; n < 0 {
			return false
		}
	}
	return true
}

// projection draws the polygon of a projection with all its chords, faint: each corner is
// as far from each other one in truth.
func (k *Painter) projection(p pen.Pen, c []view.Pixel) {
	k.Area(p, c, k.Theme.Frame, k.Theme.Frame, 0)
	k.path.Reset()
	for i := range c {
		for j := i + 2; j < len(c); j++ {
			if i != 0 || j != len(c)-1 {
				k.path.Line(c[i], c[j])
			}
		}
	}
	k.stroke(p, 0.75, k.Theme.Grid, nil)
	k.Area(p, c, k.Theme.Frame.WithAlpha(0), k.Theme.Line, 1.25)
}

// CornerName draws the name of a corner at a distance of gap on its outer side, away from
// center (beside it where that is asked for and it is not right above or below), or else
// above or below it; it reports whether there was room.
func (k *Painter) CornerName(p pen.Pen, l *Placer, at, center view.Pixel, gap float64, beside bool, name string,
	style pen.TextStyle) bool {
	d, length := unit(center, at)
	if length == 0 {
		d = view.Pixel{Y: 1}
	}
	style.H, style.V = pen.Center, pen.Middle
	switch {
	case beside && d.X > upright:
		style.H = pen.Start
	case beside && d.X < -upright:
		style.H = pen.End
	case d.Y > steep:
		style.V = pen.Top
	case d.Y < -steep:
		style.V = pen.Bottom
	case d.X > 0:
		style.H = pen.Start
	default:
		style.H = pen.End
	}
	if l.Inside(p, at.Add(gap*d.X, gap*d.Y), name, style) {
		return true
	}
	style.H, style.V = pen.Center, pen.Top
	if d.Y < 0 {
		style.V = pen.Bottom
	}
	return l.Inside(p, view.Pixel{X: at.X, Y: at.Y + math.Copysign(gap, d.Y)}, name, style)
}

// EndName draws the name of an end of a segment at a distance of gap below it.
func (k *Painter) EndName(p pen.Pen, l *Placer, at view.Pixel, gap float64, name string, style pen.TextStyle) bool {
	style.H, style.V = pen.Center, pen.Top
	return l.Inside(p, at.Add(0, gap), name, style)
}

const (
	// upright is the sideways part of a direction up to which a corner is right above or below.
	upright = 0.2
	// steep is the vertical part of a direction above which a name stands above or below.
	steep = 0.4
)
