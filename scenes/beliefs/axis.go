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

// lane draws a set from top over a height: pins at its posteriors, arcs from the prior to them.
func (b *Painter) lane(p pen.Pen, c *Picture, l *Axis, set *Split, top, height float64) {
	t := b.Marks.Theme
	p.Begin(set.Group, set.Title)
	defer p.End()
	y := top + height*0.6
	b.Marks.Across(p, y, l.X(0), l.X(1), 1.25, t.Line, nil)
	b.rowName(p, c, l, y, laneGap*c.Scale, set.Name, set.Color)
	from := view.Pixel{X: c.Prior.X, Y: y}
	for _, q := range set.Pins {
		belief, probability := q.Of(c.X, 2)
		to := view.Pixel{X: l.X(belief[1]), Y: y}
		if d := to.X - from.X; d*d > 16 {
			b.Marks.Spoke(p, from, to, 0.35*probability, min(0.16, 0.36*height/max(d, -d)), set.Color.WithAlpha(0.75))
		}
	}
	b.Marks.Upright(p, from.X, y-5, y+5, 1.5, t.Ink, nil)
	b.Placer.Reset(view.Rect{X: c.Figure.X, Y: top, W: c.Figure.W, H: height})
	for _, q := range set.Pins {
		belief, probability := q.Of(c.X, 2)
		at, r := view.Pixel{X: l.X(belief[1]), Y: y}, lanePin*c.PinRadius(probability)
		if set.Ground {
			b.Marks.PinGround(p, at, r)
		}
		b.Marks.Pin(p, at, r, set.Color, set.Diamond)
		b.Placer.TakeDisc(at, r+3)
	}
	style := b.Fade.Text(c.Scale, 12, t.Ink)
	for i, q := range set.Pins {
		belief, probability := q.Of(c.X, 2)
		b.Placer.Beside(p, view.Pixel{X: l.X(belief[1]), Y: y}, lanePin*c.PinRadius(probability)+5,
			set.Shares[i], style, mark.Sides[:2])
	}
}

// Gaps in pixels between the chart and the names at its left: those of rows, and those of
// lanes, whose first pin may lie on the border.
const (
	rowGap  = 8.
	laneGap = 14.
)

// rowName writes whose row it is, at the left of a row's middle.
func (b *Painter) rowName(p pen.Pen, c *Picture, l *Axis, middle, gap float64, name string, color pen.Color) {
	style := b.Fade.Text(c.Scale, 12, color)
	style.H, style.Bold = pen.End, true
	p.Text(view.Pixel{X: l.Chart.X - gap, Y: middle}, name, style)
}

// letterRow is the least height of a row that has room for its letter.
const letterRow = 10.

// all is the name of the row of all agents.
const all = "all"

// Ends names the two ends of a line below it.
func (b *Painter) Ends(p pen.Pen, c *Picture, l *Axis, middle float64) {
	style := b.Fade.Text(c.Scale, 13, b.Marks.Theme.Ink)
	r := l.Chart
	style.MaxW = 0.48 * (r.W + l.Margin*c.Scale)
	p.Text(view.Pixel{X: max(c.Figure.X+2, r.X-20), Y: middle}, c.Words.Ends[0], style)
	style.H = pen.End
	p.Text(view.Pixel{X: min(c.Figure.X+c.Figure.W-2, r.X+r.W+20), Y: middle}, c.Words.Ends[1], style)
}
