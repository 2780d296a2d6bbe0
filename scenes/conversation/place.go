package conversation

import (
	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/crossfade"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// rows is where the parts of a line's picture go: rounds run downwards, beliefs across.
type rows struct {
	beliefs.Axis           // from the first row to the last
	band         view.Rect // what is done, under the last row
	names        float64   // middle of the line with the names of the ends
	last         int       // round
}

// y puts a round on the screen.
func (r *rows) y(round float64) float64 {
	return r.first() + round*(r.Chart.Y+r.Chart.H-rowAir-r.first())/float64(max(r.last, 1))
}

// first is the row before anyone has spoken, below the grip of the prior.
func (r *rows) first() float64 { return r.Chart.Y + 2*rowAir }

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
	r := rows{last: last, Axis: beliefs.Axis{Margin: leftMargin}}
	r.Chart = view.Rect{X: figure.X + leftMargin*k, Y: figure.Y + topMargin*k,
		W: max(1, figure.W-(leftMargin+rightMargin)*k)}
	r.Chart.H = max(40, figure.H-(topMargin+bandHeight+namesHeight)*k)
	r.band = view.Rect{X: r.Chart.X, Y: r.Chart.Y + r.Chart.H, W: r.Chart.W, H: bandHeight * k}
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
