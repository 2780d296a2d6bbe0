package conversation

import (
	"github.com/emergent-alignment/emergent/scenes/crossfade"
	"github.com/emergent-alignment/emergent/scenes/posterior"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// rows is where the parts of a line's picture go: rounds run downwards, beliefs across.
type rows struct {
	chart view.Rect // from the first row to the last
	band  view.Rect // what is done, under the last row
	names float64   // middle of the line with the names of the ends
	last  int       // round
}

// x puts a belief and y a round on the screen; back undoes x.
func (r *rows) x(belief float64) float64   { return r.chart.X + belief*r.chart.W }
func (r *rows) back(at view.Pixel) float64 { return (at.X - r.chart.X) / r.chart.W }
func (r *rows) y(round float64) float64 {
	return r.first() + round*(r.chart.Y+r.chart.H-rowAir-r.first())/float64(max(r.last, 1))
}

// first is the row before anyone has spoken, below the grip of the prior.
func (r *rows) first() float64 { return r.chart.Y + 2*rowAir }

// line is where the beliefs are.
func (r *rows) line() posterior.Line { return posterior.Line{Chart: r.chart, Margin: leftMargin} }

// Heights and margins of a line's picture in CSS pixels, before a small figure shrinks them.
const (
	leftMargin  = 72. // "before"
	rightMargin = 24.
	topMargin   = 26. // the name of the prior
	bandHeight  = 22.
	namesHeight = 22.
	rowAir      = 14. // above and below the rows
)

// rowsOf divides a figure.
func rowsOf(last int, figure view.Rect) rows {
	k := crossfade.ScaleOf(figure)
	r := rows{last: last}
	r.chart = view.Rect{X: figure.X + leftMargin*k, Y: figure.Y + topMargin*k,
		W: max(1, figure.W-(leftMargin+rightMargin)*k)}
	r.chart.H = max(40, figure.H-(topMargin+bandHeight+namesHeight)*k)
	r.band = view.Rect{X: r.chart.X, Y: r.chart.Y + r.chart.H, W: r.chart.W, H: bandHeight * k}
	r.names = r.band.Y + r.band.H + namesHeight*k/2
	return r
}

// aside divides what stands beside the picture: values by round above or at the left, and at
// the other side what everybody cares about, where that can be moved.
func aside(f *stage.Frame, inset bool) (values, among view.Rect) {
	const margin, gap = 6., 14.
	r := f.Aside.Inset(margin)
	if f.Aside.W <= 0 || f.Aside.H <= 0 || r.W <= 0 || r.H <= 0 {
		return view.Rect{}, view.Rect{}
	}
	if !inset {
		if r.H > tallest*r.W {
			r.H = tallest * r.W
		}
		return r, view.Rect{}
	}
	if r.W > r.H { // lying
		w := (r.W - gap) * valuesShare
		return view.Rect{X: r.X, Y: r.Y, W: w, H: r.H}, view.Rect{X: r.X + w + gap, Y: r.Y, W: r.W - gap - w, H: r.H}
	}
	h := (r.H - gap) / 2
	low := min(h, r.W*1.1)
	return view.Rect{X: r.X, Y: r.Y, W: r.W, H: min(r.H-gap-low, tallest*r.W)},
		view.Rect{X: r.X, Y: r.Y + r.H - low, W: r.W, H: low}
}

// Shares of what stands beside the picture.
const (
	tallest     = 1.5  // height over width of the values at most
	valuesShare = 0.58 // of the width, where the two lie beside each other
)
