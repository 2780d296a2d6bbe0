package lab

import (
	"github.com/emergent-alignment/emergent/scenes/chart"
	"github.com/emergent-alignment/emergent/scenes/crossfade"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// Margins of a chart in CSS pixels, before a small figure shrinks them.
const (
	tickGap      = 8. // between the axis and its numbers
	rightMargin  = 16.
	topMargin    = 62. // the title, the name of the upright axis, and the grip
	bottomMargin = 42. // round numbers and the name of the axis
	keyGap       = 8.
	leastPlot    = 40.  // height below which there is no key
	widePair     = 330. // width from which two charts stand side by side
	narrowKey    = 300. // width of a column of a key
	gripRadius   = 7.
	gripAbove    = 8. // the chart
	pointRadius  = 5.
)

// picture is a model on its way to the screen: its numbers as they are shown now, and the
// pixels they come to. It keeps its memory between frames.
type picture struct {
	points []point        // that have tips
	tips   []stage.Handle // theirs, without their places

	crossfade.Numbers
	m     model
	words wording

	// On the screen, by Project.
	figure view.Rect
	scale  float64
	plans  []plan
	grip   view.Pixel
}

// plan is where a graph goes.
type plan struct {
	area view.Rect
	plot chart.Plot
	key  view.Rect // W = 0: there is no room
}

// Project puts what is shown on the screen of frame f.
func (c *picture) Project(f *stage.Frame) {
	c.figure, c.scale = f.Figure, crossfade.ScaleOf(f.Figure)
	n := len(c.m.graphs)
	for len(c.plans) < n {
		c.plans = append(c.plans, plan{})
	}
	c.plans = c.plans[:n]
	for i := range c.plans {
		c.plans[i].set(c.area(i, n), c, i)
	}
	if n > 0 && c.figure.W > 0 {
		p := &c.plans[0].plot
		c.grip = view.Pixel{X: p.X.At(c.m.graphs[0].x[c.m.at]), Y: p.Area.Y - gripAbove}
	}
}

// area is that of one graph of n: beside each other, or above each other.
func (c *picture) area(i, n int) view.Rect {
	r := c.figure
	if n > 1 && r.W >= widePair {
		r.W /= float64(n)
		r.X += float64(i) * r.W
	} else if n > 1 {
		r.H /= float64(n)
		r.Y += float64(i) * r.H
	}
	return r
}

// set divides the area of a graph into plot and key.
func (p *plan) set(area view.Rect, c *picture, i int) {
	k, g := c.scale, &c.m.graphs[i]
	p.area = area
	rows := len(c.words.keys[i]) + 1
	columns := c.columns(i, area)
	rows = 1 + (rows-2+columns)/columns
	height := chart.KeyLine * float64(rows)
	r := view.Rect{X: area.X + g.left, Y: area.Y + topMargin*k, W: max(1, area.W-g.left-rightMargin*k)}
	r.H = area.H - (topMargin+bottomMargin)*k - height - keyGap
	p.key = view.Rect{X: area.X + 6, Y: area.Y + area.H - height, W: area.W - 12, H: height}
	if r.H < leastPlot {
		r.H += height + keyGap
		p.key = view.Rect{}
	}
	r.H = max(r.H, 1)
	x := chart.Scale{Low: g.x[0], High: g.x[len(g.x)-1], Log: g.log, Fine: true, Whole: !g.shares}
	if x.High == x.Low {
		x.High++
	}
	y := chart.Scale{Low: c.X[g.first+graphLow], High: c.X[g.first+graphHigh]}
	p.plot.Set(r, x, y)
}

// columns is how many columns the key of a graph has.
func (c *picture) columns(i int, area view.Rect) int {
	if len(c.words.keys[i]) > 4 && area.W >= 2*narrowKey {
		return 2
	}
	return 1
}
