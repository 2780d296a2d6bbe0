package beliefs

import (
	"github.com/emergent-alignment/emergent/scenes/mark"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// Axis is where beliefs over two signals are on the screen: along the width of Chart, whose
// margin at the left has the names of what is below it.
type Axis struct {
	Chart  view.Rect
	Margin float64
}

// X is where a belief in the second corner is.
func (l *Axis) X(belief float64) float64 { return l.Chart.X + belief*l.Chart.W }

// Back is the belief at a place: it undoes X.
func (l *Axis) Back(at view.Pixel) float64 { return (at.X - l.Chart.X) / l.Chart.W }

// lanePin is how large pins on a lane are beside those in a triangle.
const lanePin = 0.72

// LaneSign explains the rows of Lane.
var LaneSign = stage.Sign{Mark: "Arcs and the numbers at them",
	Means: "what is said splits the prior: an arc leads to each belief that may come of it, as thick as that " +
		"is likely, " +
		"and its number says how likely. There is a row for the worst equilibrium and one for the best, or one " +
		"where all are " +
		"worth the same to you."}

// Lane draws a set from top over a height: pins at its posteriors, arcs from the prior to them.
func (b Painter) Lane(p pen.Pen, v *Plane, l *Axis, numbers []float64, set *Split, top, height float64) {
	t := b.Marks.Theme
	p.Begin(set.Group, set.Title)
	defer p.End()
	y := top + height*0.6
	b.Marks.Line(p, view.Pixel{X: l.X(0), Y: y}, view.Pixel{X: l.X(1), Y: y}, 1.25, t.Line, nil)
	b.RowName(p, v, l, y, laneGap*v.Scale, set.Name, set.Color)
	from := view.Pixel{X: v.Prior.X, Y: y}
	for _, q := range set.Pins {
		belief, probability := q.Of(numbers, 2)
		to := view.Pixel{X: l.X(belief[1]), Y: y}
		if d := to.X - from.X; d*d > 16 {
			b.Marks.Spoke(p, from, to, 0.35*probability, min(0.16, 0.36*height/max(d, -d)), set.Color.WithAlpha(0.75))
		}
	}
	b.Marks.Line(p, view.Pixel{X: from.X, Y: y - 5}, view.Pixel{X: from.X, Y: y + 5}, 1.5, t.Ink, nil)
	b.Placer.Reset(view.Rect{X: v.Figure.X, Y: top, W: v.Figure.W, H: height})
	for _, q := range set.Pins {
		belief, probability := q.Of(numbers, 2)
		at, r := view.Pixel{X: l.X(belief[1]), Y: y}, lanePin*v.PinRadius(probability)
		if set.Ground {
			b.Marks.PinGround(p, at, r)
		}
		b.Marks.Pin(p, at, r, set.Color, set.Diamond)
		b.Placer.TakeDisc(at, r+3)
	}
	style := b.Fade.Text(v.Scale, 12, t.Ink)
	for i, q := range set.Pins {
		belief, probability := q.Of(numbers, 2)
		b.Placer.Beside(p, view.Pixel{X: l.X(belief[1]), Y: y}, lanePin*v.PinRadius(probability)+5,
			set.Shares[i], style, mark.Sides[:2])
	}
}

// Gaps in pixels between the chart and the names at its left: those of rows, and those of
// lanes, whose first pin may lie on the border.
const (
	rowGap  = 8.
	laneGap = 14.
)

// RowName writes whose row it is, at the left of a row's middle.
func (b Painter) RowName(p pen.Pen, v *Plane, l *Axis, middle, gap float64, name string, color pen.Color) {
	style := b.Fade.Text(v.Scale, 12, color)
	style.H, style.Bold = pen.End, true
	p.Text(view.Pixel{X: l.Chart.X - gap, Y: middle}, name, style)
}

// letterRow is the least height of a row that has room for its letter.
const letterRow = 10.

// Letter writes the letter of a row's agent, where there is room; "all" stands in any case.
func (b Painter) Letter(p pen.Pen, v *Plane, l *Axis, middle, height float64, name string, color pen.Color) {
	if height >= letterRow || name == All {
		b.RowName(p, v, l, middle, rowGap, name, color)
	}
}

// All is the name of the row of all agents.
const All = "all"

// Ends names the two ends of a line below it.
func (b Painter) Ends(p pen.Pen, v *Plane, l *Axis, middle float64, names [2]string) {
	style := b.Fade.Text(v.Scale, 13, b.Marks.Theme.Ink)
	r := l.Chart
	style.MaxW = 0.48 * (r.W + l.Margin*v.Scale)
	p.Text(view.Pixel{X: max(v.Figure.X+2, r.X-20), Y: middle}, names[0], style)
	style.H = pen.End
	p.Text(view.Pixel{X: min(v.Figure.X+v.Figure.W-2, r.X+r.W+20), Y: middle}, names[1], style)
}
