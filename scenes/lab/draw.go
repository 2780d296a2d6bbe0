package lab

import (
	"github.com/emergent-alignment/emergent/scenes/chart"
	"github.com/emergent-alignment/emergent/scenes/crossfade"
	"github.com/emergent-alignment/emergent/scenes/mark"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// paint draws a picture from back to front.
func (s *Scene) paint(p pen.Pen, shown crossfade.Picture) {
	c := shown.(*picture)
	if c.figure.W <= 0 || c.figure.H <= 0 {
		return
	}
	p.Begin("lab", c.words.title)
	defer p.End()
	if len(c.m.graphs) == 0 {
		s.Fade.Why(p, c.figure, c.scale, c.words.why)
	}
	for i := range c.m.graphs {
		s.graph(p, c, i)
	}
	if len(c.m.graphs) > 0 {
		p.Begin("at", "Where the numbers are read")
		s.Marks.Grip(p, c.grip, gripRadius, mark.Look{Active: s.Fade.Active(atHandle)})
		p.End()
	}
	s.progress(p, c)
}

// graph draws one chart with its key.
func (s *Scene) graph(p pen.Pen, c *picture, i int) {
	g, l := &c.m.graphs[i], &c.plans[i]
	t := s.Marks.Theme
	p.Begin("chart", g.title)
	defer p.End()
	style := s.Fade.Text(c.scale, 12, t.Muted)
	l.plot.Frame(p, &s.Marks, style.Size)
	s.names(p, c, g, l)
	q := s.Fade.Dim(p, c.m.old)
	for k := range g.series {
		s.bands(q, c, g, l, &g.series[k])
	}
	if g.level != "" {
		l.plot.Level(p, &s.Marks, 0, 1.5, t.Ink, nil)
		style := s.Fade.Text(c.scale, 12, t.Ink)
		style.Bold, style.V = true, pen.Bottom
		p.Text(view.Pixel{X: l.plot.Area.X + 5, Y: max(l.plot.Y.At(0), l.plot.Area.Y) - 2}, g.level, style)
	}
	for k := range g.series {
		s.line(q, c, g, l, &g.series[k])
	}
	s.labels(q, c, g, l)
	x := l.plot.X.At(g.x[c.m.at])
	s.Marks.Upright(p, x, l.plot.Area.Y-gripAbove, l.plot.Area.Y+l.plot.Area.H, 1, t.Ink.WithAlpha(0.6), readDash)
	s.key(p, c, i)
}

// readDash is that of the line at which the numbers are read.
var readDash = []float64{2, 3}

// names writes the title and the names of the axes.
func (s *Scene) names(p pen.Pen, c *picture, g *graph, l *plan) {
	t, r := s.Marks.Theme, l.plot.Area
	style := s.Fade.Text(c.scale, 14, t.Ink)
	style.Bold, style.V, style.MaxW = true, pen.Top, l.area.W-8-s.progressWidth(c, l)
	p.Text(l.area.At(4, 6), g.title, style)
	style = s.Fade.Text(c.scale, 12, t.Muted)
	style.Italic, style.V, style.MaxW = true, pen.Bottom, l.area.W-8
	p.Text(view.Pixel{X: l.area.X + 4, Y: r.Y - 16}, g.yName, style)
	style.H, style.V = pen.End, pen.Top
	p.Text(view.Pixel{X: r.X + r.W + 6, Y: r.Y + r.H + 23*c.scale}, g.xName, style)
}

// The shades of bands, and the width of lines.
const (
	wideAlpha   = 0.12 // nine of ten
	middleAlpha = 0.14 // the middle half, over that
	meanAlpha   = 0.3  // of the mean
	meanWidth   = 2.5
	lawWidth    = 1.5
)

// bands fills what surrounds a curve: nine of ten, the middle half, and where the mean is.
func (s *Scene) bands(p pen.Pen, c *picture, g *graph, l *plan, r *series) {
	if r.style != curve {
		return
	}
	color := s.color(r.look)
	for _, b := range [...]struct {
		low, high int
		alpha     float64
		given     bool
	}{{atQ05, atQ95, wideAlpha, r.wide}, {atQ25, atQ75, middleAlpha, r.wide}, {atLow, atHigh, meanAlpha, true}} {
		if b.given {
			l.plot.Band(p, &s.Marks, r.count, func(i int) (float64, float64, float64) {
				return g.x[i], r.value(c.X, i, b.low), r.value(c.X, i, b.high)
			}, color.WithAlpha(b.alpha))
		}
	}
}

// line draws a series itself.
func (s *Scene) line(p pen.Pen, c *picture, g *graph, l *plan, r *series) {
	color := s.color(r.look)
	at := func(i int) (float64, float64) { return g.x[i], r.value(c.X, i, atMean) }
	switch r.style {
	case law, fitted:
		l.plot.Curve(p, &s.Marks, r.count, at, lawWidth, color, nil)
	case curve:
		l.plot.Curve(p, &s.Marks, r.count, at, meanWidth, color, dashOf(r.look))
		if r.count <= dotted {
			s.rings(c, g, l, r, 2.75)
			p.Fill(s.path, color)
		}
	case dots:
		s.whiskers(p, c, g, l, r, color)
		s.rings(c, g, l, r, 2.5)
		p.Fill(s.path, s.Marks.Theme.Paper)
		p.Stroke(s.path, 2, color, nil)
	}
}

// dotted is the number of points up to which a curve shows them.
const dotted = 24

// rings makes the path of a circle around every point: one path for all, since each path costs
// the painter as much as many points.
func (s *Scene) rings(c *picture, g *graph, l *plan, r *series, radius float64) {
	s.path.Reset()
	for i := range r.count {
		s.path.Circle(l.plot.At(g.x[i], r.value(c.X, i, atMean)), radius)
	}
}

// whiskers draws the bands of measured shares: the lines, then their ends.
func (s *Scene) whiskers(p pen.Pen, c *picture, g *graph, l *plan, r *series, color pen.Color) {
	const half = 3. // of an end
	s.path.Reset()
	for i := range r.count {
		s.path.Line(l.plot.At(g.x[i], r.value(c.X, i, atLow)), l.plot.At(g.x[i], r.value(c.X, i, atHigh)))
	}
	p.Stroke(s.path, 1.25, color, nil)
	s.path.Reset()
	for i := range r.count {
		for _, which := range [...]int{atLow, atHigh} {
			at := l.plot.At(g.x[i], r.value(c.X, i, which))
			s.path.Line(at.Add(-half, 0), at.Add(half, 0))
		}
	}
	p.Stroke(s.path, 1.25, color, nil)
}

// labels names lines where they run, as far as there is room.
func (s *Scene) labels(p pen.Pen, c *picture, g *graph, l *plan) {
	s.Placer.Reset(l.plot.Area)
	for k := range g.series {
		r := &g.series[k]
		for i := 1; i < r.count; i++ {
			s.Placer.Cross(l.plot.At(g.x[i-1], r.value(c.X, i-1, atMean)), l.plot.At(g.x[i], r.value(c.X, i, atMean)))
		}
	}
	for k := range g.series {
		r := &g.series[k]
		if r.label == "" || r.count == 0 {
			continue
		}
		style := s.Fade.Text(c.scale, 12, s.color(r.look))
		style.Bold = true
		if r.style == law {
			i := r.nearest(c.X, lawLabel)
			s.Placer.Clear(p, l.plot.At(g.x[i], r.value(c.X, i, atMean)), 9, r.label, style, lawSides[:])
			continue
		}
		s.Placer.Beside(p, l.plot.At(g.x[r.count-1], r.value(c.X, r.count-1, atMean)), 9, r.label, style, endSides[:])
	}
}

// lawLabel is the height at which the curve of a law is named.
const lawLabel = 0.62

var (
	endSides = [...]mark.Side{{X: -1, Y: -1}, {X: -1, Y: 1}, {X: 0, Y: -1}, {X: 0, Y: 1}}
	lawSides = [...]mark.Side{{X: -1, Y: -1}, {X: -1, Y: 0}, {X: 1, Y: 1}, {X: 1, Y: 0}}
)

// nearest is the point of a series whose height is nearest to y.
func (r *series) nearest(numbers []float64, y float64) int {
	best := 0
	for i := range r.count {
		if abs(r.value(numbers, i, atMean)-y) < abs(r.value(numbers, best, atMean)-y) {
			best = i
		}
	}
	return best
}

func abs(x float64) float64 { return max(x, -x) }

// key writes what the lines are and their values where one reads.
func (s *Scene) key(p pen.Pen, c *picture, i int) {
	l := &c.plans[i]
	if l.key.W <= 0 {
		return
	}
	style := s.Fade.Text(c.scale, 12, s.Marks.Theme.Muted)
	style.Italic = true
	p.Text(l.key.At(0, chart.KeyLine/2), c.words.at, style)
	rest := l.key
	rest.Y += chart.KeyLine
	rest.H -= chart.KeyLine
	chart.Key(p, &s.Marks, rest, c.columns(i, l.area), style.Size, s.colored(c, i))
}

// colored gives the entries of a key the colours of the theme.
func (s *Scene) colored(c *picture, i int) []chart.Entry {
	list := c.words.keys[i]
	for k := range list {
		e, look := &list[k], c.words.looks[i][k]
		e.Color, e.Dash = s.color(look), dashOf(look)
		if e.Width = meanWidth; e.Band {
			e.Color = e.Color.WithAlpha(2 * wideAlpha)
		}
	}
	return list
}

// color is that of a look.
func (s *Scene) color(look int) pen.Color {
	t := s.Marks.Theme
	switch look {
	case lookHolds, lookMixture:
		return t.Good
	case lookFails, lookSingle:
		return t.Bad
	case lookAverage:
		return t.Focus
	case lookGround, lookConstant:
		return t.Muted
	case lookConic:
		return t.Agent(conicColor)
	}
	return t.Agent(look)
}

// conicColor is that of the agent whose colour is like none of the others here.
const conicColor = 6

// dashOf tells lines apart that may cross, beside their colours.
func dashOf(look int) []float64 {
	switch look {
	case lookSingle:
		return singleDash
	case lookAverage:
		return averageDash
	case lookConstant:
		return constantDash
	case lookConic:
		return conicDash
	}
	return nil
}

var (
	singleDash   = []float64{2, 4}
	averageDash  = []float64{8, 4}
	constantDash = []float64{1, 5}
	conicDash    = []float64{10, 3, 2, 3}
)

// progress draws how far a run is, and says what is shown meanwhile.
func (s *Scene) progress(p pen.Pen, c *picture) {
	t, e := s.Marks.Theme, s.Fade.Frame.Experiment
	if e.Running() {
		bar := view.Rect{X: c.figure.X, Y: c.figure.Y, W: c.figure.W, H: 3}
		s.Marks.Bar(p, bar, t.Grid)
		bar.W *= e.Share
		s.Marks.Bar(p, bar, t.Focus)
	}
	if c.words.state == "" {
		return
	}
	style := s.Fade.Text(c.scale, 12, t.Muted)
	style.Italic, style.H, style.V = true, pen.End, pen.Top
	p.Text(view.Pixel{X: c.figure.X + c.figure.W - 4, Y: c.figure.Y + 7}, c.words.state, style)
}

// progressWidth is the room that is kept beside a title for what is said of the run.
func (s *Scene) progressWidth(c *picture, l *plan) float64 {
	if c.words.state == "" || l.area.X+l.area.W < c.figure.X+c.figure.W || l.area.Y > c.figure.Y {
		return 0
	}
	return 12 + pen.TextStyle{Size: 12}.Width(c.words.state)
}
