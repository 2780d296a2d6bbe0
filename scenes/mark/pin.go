package mark

import (
	"math"

	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/view"
)

const (
	// pinArea is the radius in CSS pixels of the pin of a certain belief.
	pinArea = 14.
	// pinLeast keeps the rarest pin visible.
	pinLeast = 2.
)

// PinRadius is the radius of a pin whose area is proportional to its probability.
func PinRadius(probability float64) float64 {
	return max(pinLeast, pinArea*math.Sqrt(max(0, probability)))
}

// Pin draws a belief that is reached: a disc, or with diamond a hollow diamond of the same
// height around it, so that the two kinds can lie on each other and both be seen.
func (k *Painter) Pin(p pen.Pen, at view.Pixel, r float64, c pen.Color, diamond bool) {
	if diamond {
		k.diamond(at, r+diamondRim)
		k.stroke(p, hollowLine+2, k.Theme.Paper, nil)
		k.stroke(p, hollowLine, c, nil)
		return
	}
	k.path.Reset().Circle(at, r+1)
	k.fill(p, k.Theme.Paper)
	k.path.Reset().Circle(at, r)
	k.fill(p, c)
}

// PinGround clears the ground of a diamond, before anything that may lie inside it is drawn.
func (k *Painter) PinGround(p pen.Pen, at view.Pixel, r float64) {
	k.diamond(at, r+diamondRim)
	k.fill(p, k.Theme.Paper)
}

func (k *Painter) diamond(at view.Pixel, r float64) {
	k.path.Reset().Polygon(at.Add(0, -r), at.Add(r, 0), at.Add(0, r), at.Add(-r, 0))
}

// diamondRim is by how much a diamond's corners stand out over a disc of the same size.
const diamondRim = 3.

// Grip draws a point that can be dragged and is nobody's: a ring with a dot. When it cannot
// be dragged (hollow) the dot is missing.
func (k *Painter) Grip(p pen.Pen, at view.Pixel, r float64, look Look) {
	k.path.Reset().Circle(at, r+ringGap)
	k.fill(p, k.Theme.Paper)
	k.path.Reset().Circle(at, r-hollowLine/2)
	k.stroke(p, hollowLine, k.Theme.Ink, nil)
	if !look.Hollow {
		k.path.Reset().Circle(at, 0.42*r)
		k.fill(p, k.Theme.Ink)
	}
	k.ring(p, at, r+ringGap+1, look)
}

// Bar fills a rectangle.
func (k *Painter) Bar(p pen.Pen, r view.Rect, c pen.Color) {
	k.path.Reset().Rect(r)
	k.fill(p, c)
}

// Curve draws a line through points.
func (k *Painter) Curve(p pen.Pen, points []view.Pixel, width float64, c pen.Color, dash []float64) {
	if len(points) < 2 {
		return
	}
	k.path.Reset().MoveTo(points[0])
	for _, q := range points[1:] {
		k.path.LineTo(q)
	}
	k.stroke(p, width, c, dash)
}

// Hatch draws parallel lines, gap pixels apart, over a convex polygon: rising ones, or
// falling ones. The lines keep their places while the polygon moves.
func (k *Painter) Hatch(p pen.Pen, polygon []view.Pixel, gap float64, falling bool, width float64, c pen.Color) {
	if len(polygon) < 3 {
		return
	}
	slope := -1.
	if falling {
		slope = 1
	}
	low, high := math.Inf(1), math.Inf(-1)
	for _, q := range polygon {
		low, high = min(low, q.Y-slope*q.X), max(high, q.Y-slope*q.X)
	}
	step := gap * math.Sqrt2
	k.path.Reset()
	for at := math.Ceil(low/step) * step; at < high; at += step {
		if a, b, ok := Clip(polygon, view.Pixel{Y: at}, view.Pixel{X: 1, Y: slope}); ok {
			k.path.Line(a, b)
		}
	}
	if len(k.path.Verbs) > 0 {
		k.stroke(p, width, c, nil)
	}
}
