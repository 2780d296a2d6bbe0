package selection

import (
	"fmt"
	"math"
	"reflect"
	"strconv"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/chart"
	"github.com/emergent-alignment/emergent/scenes/crossfade"
	"github.com/emergent-alignment/emergent/scenes/mark"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/theme"
	"github.com/emergent-alignment/emergent/scenes/view"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// samplesHandle is the handle of the length of the evaluation.
const samplesHandle = "samples"

// losses is what choosing by trial costs, by the number of trials, as it is shown. The zero
// value is ready. Aim it when results change, then step, place and draw it at each frame.
type losses struct {
	points  []engine.LossPoint
	of      engine.Scenario // that the points belong to, as far as they depend on it
	old     bool            // it is another one than is shown
	samples int
	entries []chart.Entry
	theme   *theme.Theme // whose colours the entries have
	handle  stage.Handle
	tween   view.Tween
	goal    []float64

	// As placed.
	area view.Rect
	plot chart.Plot
	key  view.Rect
	grip view.Pixel
}

// The numbers before those of the points: where the grip is, and the range of the chart.
const (
	lossAt = iota
	lossValue
	lossHigh
	lossHeader
	lossLines = 4 // numbers of a point: loss, low, high, bound
)

// trials is the axis, from 0 to 1: even ratios from 1 up, and a stub that leads to 0.
var trials = chart.Scale{From: 0, To: 1, Low: 1, High: engine.MaxEvaluation, Log: true, Stub: 0.09}

// lossInputs is the part of a scenario that the losses depend on.
func lossInputs(s engine.Scenario) engine.Scenario {
	v := s.SelectionOrDefault()
	v.Samples = 0
	s.Title, s.Response, s.Conversation, s.Alignment, s.Selection = "", nil, nil, nil, &v
	return s
}

// aim takes in a frame.
func (c *losses) aim(f *stage.Frame, snap bool) {
	if q := f.Result.LossCurve; !f.Late {
		c.points = nil
		if q != nil {
			c.points, c.of = q.Points, lossInputs(f.Scenario)
		}
	}
	c.old = f.Late && (len(c.points) == 0 || !reflect.DeepEqual(c.of, lossInputs(f.Scenario)))
	c.samples = f.Scenario.SelectionOrDefault().Samples
	h := append(c.goal[:0], make([]float64, lossHeader)...)
	top := 0.
	for _, p := range c.points {
		h = append(h, p.Loss, p.Low, p.High, p.Bound)
		top = max(top, p.High)
	}
	h[lossAt] = min(trials.At(float64(c.samples)), 1)
	h[lossHigh] = math.Ceil(max(1.15*top, leastLoss)*50) / 50
	c.goal = h
	h[lossValue] = c.at(0)
	c.describe(f)
	c.tween.Retarget(c.goal, f.Now, snap || len(c.goal) != len(c.tween.Shown()))
}

// leastLoss is the height of the chart unless losses are higher: the bound, which losses are
// to be seen beside, is below it from some thirty trials on.
const leastLoss = 0.5

// at reads a line of the points off at the number of trials; with none nothing is lost.
func (c *losses) at(line int) float64 {
	if c.samples == 0 {
		return 0
	}
	for i := range c.points {
		if p := c.points[i]; p.Samples >= c.samples || i == len(c.points)-1 {
			y := c.goal[lossHeader+i*lossLines+line]
			if i == 0 || p.Samples <= c.samples {
				return y
			}
			a, b := math.Log(float64(c.points[i-1].Samples)), math.Log(float64(p.Samples))
			before := c.goal[lossHeader+(i-1)*lossLines+line]
			return before + (y-before)*(math.Log(float64(c.samples))-a)/(b-a)
		}
	}
	return 0
}

// describe writes the key and the handle.
func (c *losses) describe(f *stage.Frame) {
	loss, high, bound := "", "", ""
	if c.samples > 0 && len(c.points) > 0 && !c.old {
		loss, high = lossWord(c.at(0)), words.Value(c.at(1))+"–"+words.Value(c.at(2))
		bound = words.Value(c.at(3))
	}
	if e := evaluation(f); e != nil && !f.Stale {
		loss, bound = lossWord(e.Loss), words.Value(e.Bound)
	}
	c.theme = nil
	c.entries = append(c.entries[:0],
		chart.Entry{Name: "mean loss, simulated", Short: "mean", Value: loss, Strong: true},
		chart.Entry{Name: "nine times of ten", Short: "band", Value: high, Band: true},
		chart.Entry{Name: "bound, 95 % sure", Short: "bound", Value: bound})
	c.handle = stage.Handle{ID: samplesHandle, Name: "Length of the evaluation", Text: trialWords(c.samples),
		Tip: "How many conversations you try each agent for before you choose one. Drag it, or press Home for none: " +
			"then you know what each is worth."}
}

// lossWord writes a loss; what is only the engine's way to tell ties apart is none.
func lossWord(x float64) string {
	if x < sameValue {
		x = 0
	}
	return words.Small(x)
}

func evaluation(f *stage.Frame) *engine.EvaluationResult {
	if f.Result.Selection == nil {
		return nil
	}
	return f.Result.Selection.Evaluation
}

func trialWords(samples int) string {
	if samples == 0 {
		return "no trials: you know what each offer is worth"
	}
	return strconv.Itoa(samples) + " conversations with each"
}

// Step brings what is shown to time now and reports whether it still moves.
func (c *losses) Step(now float64) bool { return c.tween.Step(now) }

// Margins of the chart in pixels.
const (
	lossLeft   = 38.
	lossRight  = 14.
	lossTop    = 44.
	lossBottom = 38.
	lossLying  = 1.6 // width over height from which the key stands beside the plot
)

// place divides an area into plot and key.
func (c *losses) place(f *stage.Frame, area view.Rect) {
	c.area = area
	if area.W <= 0 || area.H <= 0 || len(c.tween.Shown()) < lossHeader {
		c.area = view.Rect{}
		return
	}
	height := chart.KeyLine * float64(len(c.entries))
	r := view.Rect{X: area.X + lossLeft, Y: area.Y + lossTop, W: area.W - lossLeft - lossRight}
	if area.W > lossLying*area.H {
		r.Y -= 18
		r.W = min(r.W, 0.52*area.W-lossLeft)
		r.H = area.Y + area.H - lossBottom - r.Y
		x := r.X + r.W + 24
		c.key = view.Rect{X: x, Y: r.Y + (r.H-height)/2, W: area.X + area.W - x, H: height}
	} else {
		r.H = max(20, min(area.H-lossTop-lossBottom-height-12, 1.6*r.W))
		c.key = view.Rect{X: area.X + 4, Y: r.Y + r.H + lossBottom + 10, W: area.W - 4, H: height}
	}
	x := trials
	h := c.tween.Shown()
	y := chart.Scale{}
	y.Low, y.High = f.Range("loss", 0, h[lossHigh])
	c.plot.Set(r, x, y)
	c.grip = view.Pixel{X: r.X + h[lossAt]*r.W, Y: min(max(c.plot.Y.At(h[lossValue]), r.Y), r.Y+r.H)}
}

// samplesAt is the number of trials at a pixel, with two digits.
func (c *losses) samplesAt(x float64) int {
	v := c.plot.X.Value(x)
	if v < 0.5 {
		return 0
	}
	rounded, _ := strconv.ParseFloat(strconv.FormatFloat(max(v, 1), 'g', 2, 64), 64)
	return int(math.Round(rounded))
}

// Handles appends the length of the evaluation.
func (c *losses) Handles(dst []stage.Handle) []stage.Handle {
	if c.area.W <= 0 {
		return dst
	}
	h := c.handle
	h.At, h.Radius = c.grip, gripRadius
	return append(dst, h)
}

// gripRadius is that of the grip on the curve.
const gripRadius = 7.

// Draw paints the chart.
func (c *losses) Draw(p pen.Pen, s *crossfade.Figure) {
	if c.area.W <= 0 || c.area.H <= 0 {
		return
	}
	p.Begin("losses", "What choosing by trial costs you")
	defer p.End()
	t, k, r := s.Colors(), &s.Marks, c.plot.Area
	c.plot.Frame(p, k, 12)
	q := s.Fade.Dim(p, c.old)
	x, n := c.tween.Shown()[lossHeader:], len(c.points)
	value := func(i, line int) float64 { return x[i*lossLines+line] }
	at := func(i int) float64 { return float64(c.points[i].Samples) }
	c.plot.Band(q, k, n, func(i int) (float64, float64, float64) { return at(i), value(i, 1), value(i, 2) },
		t.Bad.WithAlpha(bandAlpha))
	c.plot.Curve(q, k, n, func(i int) (float64, float64) { return at(i), value(i, 3) }, 1.75, t.Focus, boundDash)
	c.plot.Curve(q, k, n, func(i int) (float64, float64) { return at(i), value(i, 0) }, 2.5, t.Bad, nil)
	k.Line(p, view.Pixel{X: c.grip.X, Y: r.Y}, view.Pixel{X: c.grip.X, Y: r.Y + r.H}, 1, t.Ink.WithAlpha(0.65),
		worstDash)
	c.titles(p, s)
	chart.Key(p, k, c.key, 1, 12, c.colored(t))
	p.Begin("samples", c.handle.Name)
	k.Grip(p, c.grip, gripRadius, mark.Look{Active: s.Fade.Active(samplesHandle)})
	p.End()
}

// bandAlpha is how dark the band of losses is.
const bandAlpha = 0.18

// titles says what the chart shows.
func (c *losses) titles(p pen.Pen, s *crossfade.Figure) {
	t, r := s.Colors(), c.plot.Area
	st := pen.TextStyle{Size: 13, Bold: true, Color: t.Ink, Halo: t.Paper, V: pen.Bottom, MaxW: c.area.W - 4}
	p.Text(view.Pixel{X: c.area.X + 4, Y: r.Y - 8}, "Choosing by trial: your loss", st)
	st = pen.TextStyle{Size: 12, Italic: true, Color: t.Muted, Halo: t.Paper, H: pen.End, V: pen.Top}
	what := "trial conversations with each"
	if st.Width(what) > r.X+r.W-c.area.X {
		what = "trials with each"
	}
	p.Text(view.Pixel{X: r.X + r.W + 4, Y: r.Y + r.H + 20}, what, st)
	if c.old {
		st.V = pen.Bottom
		p.Text(view.Pixel{X: r.X + r.W, Y: r.Y + r.H - 4}, "updating …", st)
	}
}

// colored gives the entries of the key the colours of a theme.
func (c *losses) colored(t *theme.Theme) []chart.Entry {
	if c.theme != t {
		c.theme = t
		e := c.entries
		e[0].Color, e[0].Width = t.Bad, 2.5
		e[1].Color = t.Bad.WithAlpha(2 * bandAlpha)
		e[2].Color, e[2].Width, e[2].Dash = t.Focus, 1.75, boundDash
	}
	return c.entries
}

// lossWords says the chart in words for the panel.
func lossWords(f *stage.Frame) string {
	e := evaluation(f)
	if e == nil {
		return ""
	}
	return fmt.Sprintf("simulated %d times, seed %d", e.Repetitions, f.Scenario.SelectionOrDefault().Seed)
}
