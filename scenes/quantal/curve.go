package quantal

import (
	"math"
	"reflect"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/chart"
	"github.com/emergent-alignment/emergent/scenes/crossfade"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// lambdaHandle is the handle of lambda on the curve.
const lambdaHandle = "lambda"

// The line of the curve that a number belongs to, in the order of the numbers of a point.
const (
	full = iota
	none
	worst
	best
	floor
	boundFull
	boundLambda
	lines
)

// absent stands for a bound that does not exist: far below every chart.
const absent = -10.

// curve is what the user gets as a function of lambda, as it is shown. The zero value is
// ready. Aim it when results change, then step, place and draw it at each frame.
type curve struct {
	chart.Chart
	points  []engine.QuantalPoint
	changes []engine.QuantalChange
	of      engine.Scenario // that the points belong to, as far as they depend on it
	old     bool            // it is another one than is shown
	solved  bool            // the points have equilibria
	quantal bool
	lambda  float64
	certain *engine.QuantalRangeResult // of worst and best at lambda; nil: not known yet
	words   curveWords
	polygon []view.Pixel // memory of the mark of a change
}

// header are the numbers before those of the points: where lambda and its grip are, the
// benchmark of best responses, and the range of the chart.
const (
	atLambda = iota
	atValue
	atOpt
	atBenchmark
	atLow
	atHigh
	header
)

// aim takes in a frame.
func (c *curve) aim(f *stage.Frame, snap bool) {
	if q := f.Result.QuantalCurve; q != nil && !f.Late {
		c.points, c.changes, c.of = q.Points, q.Changes, engine.QuantalCurveInputs(f.Scenario)
	}
	c.old = len(c.points) == 0 || f.Late && !reflect.DeepEqual(c.of, engine.QuantalCurveInputs(f.Scenario))
	r := f.Scenario.ResponseOrDefault()
	c.quantal, c.lambda = r.Kind == engine.Quantal, r.Lambda
	c.certain = rangeAt(f)
	c.solved = len(c.points) > 0 && c.points[0].Worst != nil
	c.wordsOf(f)
	c.Goal = append(c.Goal[:0], make([]float64, header)...)
	c.values(f)
	c.Aim(f.Now, snap)
}

// rangeAt is what is certain of worst and best at the scenario's lambda; nil while it is not known.
func rangeAt(f *stage.Frame) *engine.QuantalRangeResult {
	r, q := f.Result.QuantalRange, f.Scenario.ResponseOrDefault()
	if f.Late || f.Stale || r == nil || q.Kind != engine.Quantal || r.Lambda != q.Lambda {
		return nil
	}
	return r
}

// values fills the goal.
func (c *curve) values(f *stage.Frame) {
	low, high := math.Inf(1), math.Inf(-1)
	see := func(x float64) { low, high = min(low, x), max(high, x) }
	for _, p := range c.points {
		v := c.numbers(&p)
		c.Goal = append(c.Goal, v[:]...)
		see(v[full])
		see(v[none])
		if c.solved {
			see(v[worst])
			see(v[best])
		}
	}
	h := c.Goal[:header]
	h[atOpt], h[atBenchmark] = absent, absent
	if b := f.Result.Benchmarks; b != nil {
		h[atOpt] = b.Opt
		see(b.Opt)
	}
	if e := f.Result.Equilibria; e != nil {
		h[atBenchmark] = e.Worst.User
		see(e.Worst.User)
	}
	h[atLow], h[atHigh] = rangeOf(low, high)
	h[atLambda] = lambdas.At(c.lambda)
	if !c.quantal {
		h[atLambda] = 1
	}
	h[atValue] = c.value(f)
}

// numbers are those of a point.
func (c *curve) numbers(p *engine.QuantalPoint) (v [lines]float64) {
	v = [lines]float64{full: p.Full, none: p.None, floor: p.Floor, boundFull: p.BoundFull, boundLambda: absent,
		worst: absent, best: absent}
	if p.BoundLambda != nil {
		v[boundLambda] = *p.BoundLambda
	}
	if p.Worst != nil && p.Best != nil {
		v[worst], v[best] = *p.Worst, *p.Best
	}
	return v
}

// value is where the grip of lambda stands: on the worst equilibrium, or else on what full
// disclosure gives.
func (c *curve) value(f *stage.Frame) float64 {
	which := full
	if c.solved {
		which = worst
	}
	q := f.Result.Quantal
	switch {
	case !c.quantal && which == worst && f.Result.Equilibria != nil:
		return f.Result.Equilibria.Worst.User
	case c.quantal && !f.Stale && q != nil && which == worst && q.Worst != nil:
		return *q.Worst
	case c.quantal && !f.Stale && q != nil && which == full:
		return q.Full
	}
	return c.interpolated(which)
}

// interpolated reads a line of the points off at lambda.
func (c *curve) interpolated(which int) float64 {
	lambda := c.lambda
	if !c.quantal {
		lambda = engine.MaxLambda
	}
	return chart.Read(lambdas.At(lambda), len(c.points), func(i int) (x, y float64) {
		return lambdas.At(c.points[i].Lambda), c.Goal[header+i*lines+which]
	})
}

// rangeOf rounds the range of a chart outwards, to a fiftieth, with a little air.
func rangeOf(low, high float64) (float64, float64) {
	if low > high {
		return 0, 1
	}
	const grain = 0.02
	low, high = chart.Aired(low, high, 0.1, 0.06)
	return math.Floor(low/grain) * grain, math.Ceil(high/grain) * grain
}

// lambdas is the axis, from 0 to 1: even ratios from 0.1 up, and a stub that leads to 0.
var lambdas = chart.Scale{From: 0, To: 1, Low: leastLambda, High: engine.MaxLambda, Log: true, Stub: 0.09}

// leastLambda is the lambda at which the logarithmic part of the axis begins.
const leastLambda = 0.1

// point is a line of the curve at a point, as it is shown.
func (c *curve) point(i, which int) (x, y float64) {
	return c.points[i].Lambda, c.Shown()[header+i*lines+which]
}

// curveMargins are those of the chart.
var curveMargins = chart.Margins{Left: 36, Right: 12, Top: 34, Bottom: 34, Raised: 14, Share: 0.56, Gap: 8,
	KeyShare: 0.46, Tallest: 1.7}

// place divides an area into plot and key, unless the key has an area of its own.
func (c *curve) place(f *stage.Frame, area, apart view.Rect) {
	h, m := c.Shown(), &curveMargins
	if area.W <= 0 || area.H <= 0 || len(h) < header {
		c.Room = view.Rect{}
		return
	}
	r, lies := c.Divide(area, *m)
	switch rows := float64(len(c.Entries)); {
	case apart.W > 0 && apart.H > 0:
		r = view.Rect{X: r.X, Y: area.Y + m.Top, W: area.W - m.Left - m.Right, H: area.H - m.Top - m.Bottom}
		c.KeyRoom = view.Rect{X: apart.X, Y: apart.Y, W: apart.W, H: min(apart.H, rows*chart.KeyLine)}
		if apart.H > 2*apart.W { // a column: beside the middle of the plot
			c.KeyRoom.Y = max(apart.Y, r.Y+(r.H-c.KeyRoom.H)/2)
		}
	case lies:
		c.KeyRoom.Y, c.KeyRoom.H = area.Y, min(area.H, c.KeyRoom.H)
	}
	y := chart.Scale{}
	y.Low, y.High = f.Range("user", h[atLow], h[atHigh])
	c.Set(r, lambdas, y)
	c.OnCurve(h[atLambda], h[atValue])
}

// lambdaAt is the lambda at a pixel, with three digits.
func (c *curve) lambdaAt(x float64) float64 { return digits(c.X.Value(x)) }

// digits rounds to three digits that count; what is less than the finest lambda is 0.
func digits(x float64) float64 {
	const finest = 0.005
	if x < finest {
		return 0
	}
	return min(words.Rounded(x, 3), engine.MaxLambda)
}

// Handles appends lambda and the changes.
func (c *curve) Handles(dst []stage.Handle) []stage.Handle {
	dst = c.Chart.Handles(dst)
	if c.Room.W <= 0 || c.old {
		return dst
	}
	for i, ch := range c.changes {
		h := c.words.changes[i]
		h.At, h.Radius = view.Pixel{X: c.X.At(ch.Lambda), Y: c.Area.Y + c.Area.H - 6}, 6
		dst = append(dst, h)
	}
	return dst
}

// gripRadius is that of lambda's grip.
const gripRadius = 8.

// Draw paints the curve.
func (c *curve) Draw(p pen.Pen, s *crossfade.Figure) {
	if c.Room.W <= 0 {
		return
	}
	p.Begin("curve", "What you get, by how sharply you tell actions apart")
	defer p.End()
	t, k := s.Colors(), &s.Marks
	size := 12.
	c.Frame(p, k, size)
	q := s.Fade.Dim(p, c.old)
	if len(c.points) > 0 {
		c.curves(q, s)
	}
	c.benchmarks(p, s)
	if !c.old {
		c.marks(p, s)
	}
	chart.Title(p, t, view.Pixel{X: c.Room.X + 4, Y: c.Area.Y - 5}, pen.Bottom, size+1, c.Area.W+curveMargins.Left,
		"What you get, by λ")
	c.AxisName(p, t, view.Pixel{X: 2, Y: 19}, size, 0, c.words.axis)
	if c.old {
		c.Updating(p, t, size)
	}
	c.GripLine(p, k, gripDash)
	c.ranges(q, s)
	c.color(t)
	chart.Key(p, k, c.KeyRoom, 1, size, c.Entries)
	c.DrawGrip(p, s, "lambda")
}
