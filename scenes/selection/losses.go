package selection

import (
	"fmt"
	"math"
	"reflect"
	"strconv"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/chart"
	"github.com/emergent-alignment/emergent/scenes/crossfade"
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
	chart.Chart
	points  []engine.LossPoint
	of      engine.Scenario // that the points belong to, as far as they depend on it
	old     bool            // it is another one than is shown
	samples int
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

// aim takes in a frame.
func (c *losses) aim(f *stage.Frame, snap bool) {
	if q := f.Result.LossCurve; !f.Late {
		c.points = nil
		if q != nil {
			c.points, c.of = q.Points, engine.LossCurveInputs(f.Scenario)
		}
	}
	c.old = f.Late && (len(c.points) == 0 || !reflect.DeepEqual(c.of, engine.LossCurveInputs(f.Scenario)))
	c.samples = f.Scenario.SelectionOrDefault().Samples
	h := append(c.Goal[:0], make([]float64, lossHeader)...)
	top := 0.
	for _, p := range c.points {
		h = append(h, p.Loss, p.Low, p.High, p.Bound)
		top = max(top, p.High)
	}
	h[lossAt] = min(trials.At(float64(c.samples)), 1)
	h[lossHigh] = math.Ceil(max(1.15*top, leastLoss)*50) / 50
	c.Goal = h
	h[lossValue] = c.at(0)
	c.describe(f)
	c.Aim(f.Now, snap)
}

// leastLoss is the height of the chart unless losses are higher: the bound, which losses are
// to be seen beside, is below it from some thirty trials on.
const leastLoss = 0.5

// at reads a line of the points off at the number of trials; with none nothing is lost.
func (c *losses) at(line int) float64 {
	if c.samples == 0 {
		return 0
	}
	return chart.Read(math.Log(float64(c.samples)), len(c.points), func(i int) (x, y float64) {
		return math.Log(float64(c.points[i].Samples)), c.Goal[lossHeader+i*lossLines+line]
	})
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
	c.Entries = append(c.Entries[:0],
		chart.Entry{Name: "mean loss, simulated", Short: "mean", Value: loss, Strong: true},
		chart.Entry{Name: "nine times of ten", Short: "band", Value: high, Band: true},
		chart.Entry{Name: "bound, 95 % sure", Short: "bound", Value: bound})
	c.Handle = stage.Handle{ID: samplesHandle, Name: "Length of the evaluation", Radius: gripRadius,
		Text: trialWords(c.samples),
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

// lossMargins are those of the chart.
var lossMargins = chart.Margins{Left: 38, Right: 14, Top: 44, Bottom: 38, Raised: 18, Share: 0.52, Gap: 12, KeyShare: 1,
	Tallest: 1.6}

// place divides an area into plot and key.
func (c *losses) place(f *stage.Frame, area view.Rect) {
	h := c.Shown()
	if area.W <= 0 || area.H <= 0 || len(h) < lossHeader {
		c.Room = view.Rect{}
		return
	}
	r, lies := c.Divide(area, lossMargins)
	if c.KeyRoom.Y -= 2; lies { // beside the middle of the plot
		c.KeyRoom.Y = r.Y + (r.H-c.KeyRoom.H)/2
	}
	y := chart.Scale{}
	y.Low, y.High = f.Range("loss", 0, h[lossHigh])
	c.Set(r, trials, y)
	c.OnCurve(h[lossAt], h[lossValue])
}

// samplesAt is the number of trials at a pixel, with two digits.
func (c *losses) samplesAt(x float64) int {
	v := c.X.Value(x)
	if v < 0.5 {
		return 0
	}
	return int(math.Round(words.Rounded(max(v, 1), 2)))
}

// gripRadius is that of the grip on the curve.
const gripRadius = 7.

// Draw paints the chart.
func (c *losses) Draw(p pen.Pen, s *crossfade.Figure) {
	if c.Room.W <= 0 {
		return
	}
	p.Begin("losses", "What choosing by trial costs you")
	defer p.End()
	t, k := s.Colors(), &s.Marks
	c.Frame(p, k, 12)
	q := s.Fade.Dim(p, c.old)
	x, n := c.Shown()[lossHeader:], len(c.points)
	value := func(i, line int) float64 { return x[i*lossLines+line] }
	at := func(i int) float64 { return float64(c.points[i].Samples) }
	c.Band(q, k, n, func(i int) (float64, float64, float64) { return at(i), value(i, 1), value(i, 2) },
		t.Bad.WithAlpha(bandAlpha))
	c.Curve(q, k, n, func(i int) (float64, float64) { return at(i), value(i, 3) }, 1.75, t.Focus, boundDash)
	c.Curve(q, k, n, func(i int) (float64, float64) { return at(i), value(i, 0) }, 2.5, t.Bad, nil)
	c.GripLine(p, k, worstDash)
	c.titles(p, t)
	e := c.Entries
	e[0].Color, e[0].Width = t.Bad, 2.5
	e[1].Color = t.Bad.WithAlpha(2 * bandAlpha)
	e[2].Color, e[2].Width, e[2].Dash = t.Focus, 1.75, boundDash
	chart.Key(p, k, c.KeyRoom, 1, 12, e)
	c.DrawGrip(p, s, "samples")
}

// bandAlpha is how dark the band of losses is.
const bandAlpha = 0.18

// titles says what the chart shows.
func (c *losses) titles(p pen.Pen, t *theme.Theme) {
	r := c.Area
	chart.Title(p, t, view.Pixel{X: c.Room.X + 4, Y: r.Y - 8}, pen.Bottom, 13, c.Room.W-4,
		"Choosing by trial: your loss")
	what := "trial conversations with each"
	if style := (pen.TextStyle{Size: 12, Italic: true}); style.Width(what) > r.X+r.W-c.Room.X {
		what = "trials with each"
	}
	c.AxisName(p, t, view.Pixel{X: 4, Y: 20}, 12, 0, what)
	if c.old {
		c.Updating(p, t, 12)
	}
}

// lossWords says the chart in words for the panel.
func lossWords(f *stage.Frame) string {
	e := evaluation(f)
	if e == nil {
		return ""
	}
	return fmt.Sprintf("simulated %d times, seed %d", e.Repetitions, f.Scenario.SelectionOrDefault().Seed)
}
