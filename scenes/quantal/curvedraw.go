package quantal

import (
	"fmt"
	"math"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/chart"
	"github.com/emergent-alignment/emergent/scenes/crossfade"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/theme"
	"github.com/emergent-alignment/emergent/scenes/view"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// style says how each line of the curve is drawn.
var style = [lines]struct {
	width float64
	dash  []float64
}{
	full:        {1.5, nil},
	none:        {1.75, []float64{1, 5}},
	worst:       {4, nil},
	best:        {3, []float64{7, 7}},
	floor:       {1.5, nil},
	boundFull:   {1.5, []float64{6, 4}},
	boundLambda: {1.5, []float64{2, 4}},
}

var (
	gripDash      = []float64{2, 5}
	benchmarkDash = []float64{3, 3}
)

// color of a line of the curve.
func color(t *theme.Theme, which int) pen.Color {
	switch which {
	case full:
		return t.Ink
	case none:
		return t.Muted
	case worst:
		return t.Bad
	case best:
		return t.Good
	case floor:
		return t.Line
	}
	return t.Focus
}

// curves draws the lines, what can happen between the equilibria shaded.
func (c *curve) curves(p pen.Pen, s *crossfade.Figure) {
	t, k := s.Colors(), &s.Marks
	n := len(c.points)
	if c.solved {
		c.Band(p, k, n, func(i int) (x, low, high float64) {
			x, low = c.point(i, worst)
			_, high = c.point(i, best)
			return x, low, high
		}, t.Ink.WithAlpha(0.08))
	}
	for _, which := range [...]int{boundLambda, boundFull, floor, none, worst, best, full} {
		if (which == best || which == worst) && !c.solved {
			continue
		}
		c.Curve(p, k, n, func(i int) (float64, float64) { return c.point(i, which) }, style[which].width,
			color(t, which), style[which].dash)
	}
}

// ranges draws beside the grip between which two values worst and best certainly lie: brackets, or ticks where
// that is less than a pixel.
func (c *curve) ranges(p pen.Pen, s *crossfade.Figure) {
	if c.certain == nil {
		return
	}
	const away, cap = gripRadius + 3, 6.
	p.Begin("certain", c.words.certain)
	defer p.End()
	t, r := s.Colors(), c.Area
	for _, side := range [...]struct {
		ends  [2]float64
		dir   float64
		color pen.Color
	}{{c.certain.Best, -1, t.Good}, {c.certain.Worst, 1, t.Bad}} {
		low, high := c.Y.At(side.ends[0]), c.Y.At(side.ends[1])
		if high > r.Y+r.H || low < r.Y {
			continue
		}
		low, high = min(low, r.Y+r.H), max(high, r.Y)
		x := c.Grip.X + side.dir*away
		end := x + side.dir*cap
		for _, y := range [...]float64{low, high} {
			s.Marks.Across(p, y, x, end, 2, side.color, nil)
		}
		s.Marks.Upright(p, x, low, high, 2, side.color, nil)
	}
}

// benchmarks draws what a user gets who takes best actions.
func (c *curve) benchmarks(p pen.Pen, s *crossfade.Figure) {
	h, t := c.Shown(), s.Colors()
	c.Level(p, &s.Marks, h[atOpt], 1, t.Ink.WithAlpha(0.8), benchmarkDash)
	c.Level(p, &s.Marks, h[atBenchmark], 1, t.Bad.WithAlpha(0.9), benchmarkDash)
}

// marks points out where the set of equilibria changes.
func (c *curve) marks(p pen.Pen, s *crossfade.Figure) {
	t, r := s.Colors(), c.Area
	base := r.Y + r.H
	for i, ch := range c.changes {
		x := c.X.At(ch.Lambda)
		s.Marks.Upright(p, x, r.Y, base, 1, t.Line.WithAlpha(0.7), gripDash)
		top := view.Pixel{X: x, Y: base - 10}
		c.polygon = append(c.polygon[:0], top, view.Pixel{X: x + 5, Y: base - 1}, view.Pixel{X: x - 5, Y: base - 1})
		fill := t.Muted
		if s.Fade.Active(c.words.changes[i].ID) {
			fill = t.Ink
		}
		s.Marks.Area(p, c.polygon, fill, t.Paper, 1)
	}
}

// curveWords are the texts of the curve besides its key, made once a change.
type curveWords struct {
	axis    string
	certain string // what the brackets mean
	changes []stage.Handle
	which   []int // the line of each entry; lines: OPT; beyond: the benchmark's worst
}

// color gives the entries the colours of a theme.
func (c *curve) color(t *theme.Theme) {
	for i, which := range c.words.which {
		e := &c.Entries[i]
		switch {
		case which < lines:
			e.Color, e.Width, e.Dash = color(t, which), style[which].width, style[which].dash
		case which == lines:
			e.Color, e.Width, e.Dash = t.Ink.WithAlpha(0.8), 1, benchmarkDash
		default:
			e.Color, e.Width, e.Dash = t.Bad.WithAlpha(0.9), 1, benchmarkDash
		}
	}
}

func (c *curve) add(which int, name, short, value string, strong bool) {
	c.Entries = append(c.Entries, chart.Entry{Name: name, Short: short, Value: value, Strong: strong})
	c.words.which = append(c.words.which, which)
}

// wordsOf writes the key with the values at lambda, and names the handles.
func (c *curve) wordsOf(f *stage.Frame) {
	c.Entries, c.words = c.Entries[:0], curveWords{axis: "λ: how sharply you choose"}
	w := &c.words
	c.Handle = stage.Handle{ID: lambdaHandle, Name: "Lambda, how sharply you tell actions apart",
		Text: "lambda " + lambdaWord(c.lambda), Radius: gripRadius,
		Tip: "λ: at 0 you act at random; the larger it is, the more surely you take a best action. Drag it " +
			"along the curve."}
	if !c.quantal {
		c.Handle.Text = "best actions, beyond every lambda"
		c.Handle.Tip = "You take a best action, which is where λ leads. Drag this to the left to act by chance, " +
			"better actions more often."
	}
	if len(c.changes) > 0 {
		w.axis = "λ (▲: equilibria change)"
	}
	if c.certain != nil {
		w.certain = certainly(c.certain)
	}
	c.keyWords(f)
	for i, ch := range c.changes {
		w.changes = append(w.changes, stage.Handle{ID: fmt.Sprintf("change:%d", i),
			Name: "The equilibria change at lambda " + lambdaWord(ch.Lambda),
			Text: change(&ch), Tip: "At λ = " + lambdaWord(ch.Lambda) + " " + change(&ch) + ".", Fixed: true})
	}
}

// certainly says between what worst and best lie.
func certainly(r *engine.QuantalRangeResult) string {
	return "The worst equilibrium is certainly " + ends(r.Worst) + ", the best " + ends(r.Best)
}

// ends writes an interval rounded outwards, with as many decimals as its width is worth, from two to five.
func ends(x [2]float64) string {
	const loose, tiny = 2, 1e-12 // times its width; the rounding of a figure such as 1
	for decimals := 2; ; decimals++ {
		unit := math.Pow(10, float64(decimals))
		low, high := math.Floor(x[0]*unit+tiny*unit)/unit, math.Ceil(x[1]*unit-tiny*unit)/unit
		if decimals == 5 || high-low <= loose*(x[1]-x[0]) {
			from, to := words.Decimals(low, decimals), words.Decimals(high, decimals)
			if from == to {
				return from
			}
			return "from " + from + " to " + to
		}
	}
}

// keyWords lists what the lines are, with their values at lambda; a user who takes best
// actions is beyond every lambda, and then the lines have none.
func (c *curve) keyWords(f *stage.Frame) {
	b, e, q := f.Result.Benchmarks, f.Result.Equilibria, f.Result.Quantal
	if !c.quantal {
		q = nil
	}
	value := func(read func() *float64) string {
		if q == nil {
			return ""
		}
		if x := read(); x != nil {
			return words.Value(*x)
		}
		return "none"
	}
	c.add(full, "all disclosed, F", "F", value(func() *float64 { return &q.Full }), false)
	if c.solved || q != nil && q.Worst != nil {
		c.add(best, "best equilibrium", "best", value(func() *float64 { return q.Best }), false)
		c.add(worst, "worst equilibrium", "worst", value(func() *float64 { return q.Worst }), q != nil)
	}
	c.add(none, "no conversation", "silence", value(func() *float64 { return &q.None }), false)
	if len(f.Scenario.Agents) > 1 {
		c.add(floor, "floor", "", value(func() *float64 { return &q.Floor }), false)
		c.add(boundFull, "F − 2ε", "", value(func() *float64 { return &q.BoundFull }), false)
		c.add(boundLambda, "OPT − ln m/λ − 2ε", "λ bound", value(func() *float64 { return q.BoundLambda }), false)
	}
	switch {
	case b != nil && e != nil && b.Opt-e.Worst.User <= words.SameWorth:
		c.add(lines, "OPT = worst, no mistakes", "OPT", words.Value(b.Opt), !c.quantal)
	case b != nil:
		c.add(lines, "OPT, no mistakes", "OPT", words.Value(b.Opt), false)
	}
	if e != nil && b != nil && b.Opt-e.Worst.User > words.SameWorth {
		c.add(lines+1, "worst, no mistakes", "its worst", words.Value(e.Worst.User), !c.quantal)
	}
}

// change says what happens at a change.
func change(ch *engine.QuantalChange) string {
	switch {
	case ch.After.Forced && !ch.Before.Forced:
		return "competition begins to force what full disclosure gives"
	case ch.Before.Forced && !ch.After.Forced:
		return "competition ceases to force what full disclosure gives"
	}
	return fmt.Sprintf("the beliefs that nobody would change go from %s to %s",
		clusters(ch.Before.Clusters), clusters(ch.After.Clusters))
}

func clusters(n int) string {
	if n == 1 {
		return "one cluster"
	}
	return words.Count(n) + " clusters"
}
