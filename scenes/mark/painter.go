// Package mark draws the marks that figures share: discs, stars, spokes, the frame of a
// simplex, names that keep clear of each other. A mark knows where it goes and in which
// colours; it knows no scenario and decides nothing.
package mark

import (
	"math"

	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/theme"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// Painter draws marks in a theme and keeps the memory they are drawn with. Set Theme before
// drawing; the rest of the zero value is ready.
type Painter struct {
	Theme *theme.Theme
	path  pen.Path
}

// Sizes in CSS pixels, before a figure scales them.
const (
	DiscRadius = 13.  // of an agent's disc
	StarRadius = 15.  // of the user's star, to its points
	ringGap    = 2.   // of paper around a disc, so that overlapping ones stay apart
	hollowLine = 2.25 // width of a hollow mark
)

// fill and stroke draw the path that was built last.
func (k *Painter) fill(p pen.Pen, c pen.Color) { p.Fill(k.path, c) }
func (k *Painter) stroke(p pen.Pen, width float64, c pen.Color, dash []float64) {
	p.Stroke(k.path, width, c, dash)
}

// Line draws a straight line.
func (k *Painter) Line(p pen.Pen, a, b view.Pixel, width float64, c pen.Color, dash []float64) {
	k.path.Reset().Line(a, b)
	k.stroke(p, width, c, dash)
}

// Across draws a line at the height y from left to right.
func (k *Painter) Across(p pen.Pen, y, left, right, width float64, c pen.Color, dash []float64) {
	k.Line(p, view.Pixel{X: left, Y: y}, view.Pixel{X: right, Y: y}, width, c, dash)
}

// Upright draws a line at x from top to bottom.
func (k *Painter) Upright(p pen.Pen, x, top, bottom, width float64, c pen.Color, dash []float64) {
	k.Line(p, view.Pixel{X: x, Y: top}, view.Pixel{X: x, Y: bottom}, width, c, dash)
}

// Area fills a polygon and draws its border; two corners give a band of a line.
func (k *Painter) Area(p pen.Pen, corners []view.Pixel, fill, line pen.Color, width float64) {
	k.path.Reset().Polygon(corners...)
	if len(corners) > 2 {
		k.fill(p, fill)
	}
	if len(corners) > 1 {
		k.stroke(p, width, line, nil)
	}
}

// Tag writes a number on a patch of paper: readable on top of lines.
func (k *Painter) Tag(p pen.Pen, box view.Rect, at view.Pixel, text string, style pen.TextStyle) {
	k.path.Reset().RoundRect(view.Rect{X: box.X - 2, Y: box.Y + 1, W: box.W + 4, H: box.H - 2}, 4)
	k.fill(p, k.Theme.Paper.WithAlpha(tagAlpha))
	p.Text(at, text, style)
}

// tagAlpha is how much of what lies under a Tag its paper hides.
const tagAlpha = 0.88

// Dashes of lines: a gap that has to be bridged, and an edge seen through a body.
var (
	GapDash  = []float64{5, 5}
	BackDash = []float64{2, 5}
)

// unit returns the direction from a to b and their distance; a zero direction when they
// are the same.
func unit(a, b view.Pixel) (d view.Pixel, length float64) {
	length = math.Hypot(b.X-a.X, b.Y-a.Y)
	if length == 0 {
		return view.Pixel{}, 0
	}
	return view.Pixel{X: (b.X - a.X) / length, Y: (b.Y - a.Y) / length}, length
}
