package chart

import (
	"github.com/emergent-alignment/emergent/scenes/mark"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// Plot is a rectangle with two scales. The zero value is ready for Set.
type Plot struct {
	Area view.Rect
	X, Y Scale

	ticksX, ticksY []Tick
	points         []view.Pixel
}

// Gaps in CSS pixels between labelled ticks.
const (
	gapX = 38.
	gapY = 36.
)

// Set places the plot: x runs over its width and y over its height, from Low to High. The
// words of ticks are made anew only when something has changed.
func (c *Plot) Set(area view.Rect, x, y Scale) {
	x.From, x.To = area.X, area.X+area.W
	y.From, y.To = area.Y+area.H, area.Y
	if area == c.Area && x == c.X && y == c.Y {
		return
	}
	c.Area, c.X, c.Y = area, x, y
	c.ticksX = x.Ticks(c.ticksX[:0], gapX)
	c.ticksY = y.Ticks(c.ticksY[:0], gapY)
}

// At is the place of a point of the plot.
func (c *Plot) At(x, y float64) view.Pixel { return view.Pixel{X: c.X.At(x), Y: c.Y.At(y)} }

// Frame draws the ground, the grid and the round numbers.
func (c *Plot) Frame(p pen.Pen, k *mark.Painter, size float64) {
	t, r := k.Theme, c.Area
	k.Bar(p, r, t.Frame)
	style := pen.TextStyle{Size: size, Color: t.Muted, Halo: t.Paper, H: pen.End}
	for _, tick := range c.ticksY {
		y := c.Y.At(tick.Value)
		k.Across(p, y, r.X, r.X+r.W, 1, t.Grid, nil)
		p.Text(view.Pixel{X: r.X - 8, Y: y}, tick.Label, style)
	}
	style.H, style.V = pen.Center, pen.Top
	base := r.Y + r.H
	for _, tick := range c.ticksX {
		x := c.X.At(tick.Value)
		k.Upright(p, x, r.Y, base, 1, t.Grid, nil)
		if !tick.Minor {
			k.Upright(p, x, base, base+4, 1.25, t.Line, nil)
			p.Text(view.Pixel{X: x, Y: base + 5}, tick.Label, style)
		}
	}
	k.Across(p, base, r.X, r.X+r.W, 1.25, t.Line, nil)
	if c.X.Log && c.X.Stub > 0 {
		c.gap(p, k, base)
	}
}

// gap marks where the logarithmic part of the axis begins: two strokes across it.
func (c *Plot) gap(p pen.Pen, k *mark.Painter, base float64) {
	x := c.X.At(c.X.Low / 2)
	k.Across(p, base, x-2, x+2, 3, k.Theme.Paper, nil)
	for _, dx := range [...]float64{-2, 2} {
		k.Line(p, view.Pixel{X: x + dx - 1.5, Y: base + 4}, view.Pixel{X: x + dx + 1.5, Y: base - 4}, 1, k.Theme.Line,
			nil)
	}
}

// Curve draws a line through n points, cut off at the lower and the upper border.
func (c *Plot) Curve(p pen.Pen, k *mark.Painter, n int, at func(i int) (x, y float64), width float64, color pen.Color,
	dash []float64) {
	c.points = c.points[:0]
	top, bottom := c.Area.Y, c.Area.Y+c.Area.H
	inside := func(q view.Pixel) bool { return q.Y >= top-tiny && q.Y <= bottom+tiny }
	flush := func() {
		k.Curve(p, c.points, width, color, dash)
		c.points = c.points[:0]
	}
	var last view.Pixel
	for i := range n {
		q := c.At(at(i))
		if i > 0 && !(inside(last) && inside(q)) {
			a, b, ok := cut(last, q, top, bottom)
			if ok {
				if len(c.points) == 0 {
					c.points = append(c.points, a)
				}
				c.points = append(c.points, b)
			}
			if !inside(q) {
				flush()
			}
		} else if inside(q) {
			c.points = append(c.points, q)
		}
		last = q
	}
	flush()
}

// cut returns the part of the line from a to b between two heights.
func cut(a, b view.Pixel, top, bottom float64) (from, to view.Pixel, ok bool) {
	if max(a.Y, b.Y) < top || min(a.Y, b.Y) > bottom {
		return a, b, false
	}
	clamp := func(q view.Pixel) view.Pixel {
		y := min(max(q.Y, top), bottom)
		if y == q.Y || a.Y == b.Y {
			return q
		}
		return view.Pixel{X: a.X + (b.X-a.X)*(y-a.Y)/(b.Y-a.Y), Y: y}
	}
	return clamp(a), clamp(b), true
}

// Band fills between two curves over the same n points, inside the borders.
func (c *Plot) Band(p pen.Pen, k *mark.Painter, n int, at func(i int) (x, low, high float64), color pen.Color) {
	c.points = c.points[:0]
	clamp := func(y float64) float64 { return min(max(y, c.Area.Y), c.Area.Y+c.Area.H) }
	for i := range n {
		x, _, high := at(i)
		q := c.At(x, high)
		c.points = append(c.points, view.Pixel{X: q.X, Y: clamp(q.Y)})
	}
	for i := n - 1; i >= 0; i-- {
		x, low, _ := at(i)
		q := c.At(x, low)
		c.points = append(c.points, view.Pixel{X: q.X, Y: clamp(q.Y)})
	}
	k.Area(p, c.points, color, color.WithAlpha(0), 0)
}

// Level draws a straight line at one height, if that is inside.
func (c *Plot) Level(p pen.Pen, k *mark.Painter, y, width float64, color pen.Color, dash []float64) {
	if y >= c.Y.Low-tiny && y <= c.Y.High+tiny {
		at := c.Y.At(y)
		k.Across(p, at, c.Area.X, c.Area.X+c.Area.W, width, color, dash)
	}
}
