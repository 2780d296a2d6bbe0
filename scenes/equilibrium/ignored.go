package equilibrium

import (
	"fmt"
	"math"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/chart"
	"github.com/emergent-alignment/emergent/scenes/crossfade"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// ignored is the chart of the user's worst outcome by the gains that agents ignore (docs/model.md, section
// 5), with the law that it never falls below, and a grip at the gain of the scenario. The zero value is ready.
// Aim it when results change, then step, place and draw.
type ignored struct {
	chart.Chart                            // its numbers: the worst at each point, at the own gain, and the range
	points      []engine.IndifferencePoint // of the curve with the scenario's own, by gain
	sharp       float64                    // the worst where no gain is ignored
	law         [2]float64                 // at no gain and at the largest
	own         float64                    // the scenario's gain
	old         bool
}

// ignoredHandle is the grip's handle.
const ignoredHandle = "indifference"

// besideIgnored is the value of "view.beside" that asks for this chart.
const besideIgnored = "ignored"

// leastIgnored is the least gain that the grip sets: at none there is no curve, and it would be lost.
const leastIgnored = 0.001

// indifferent returns what the result says of agents who ignore small gains, nil if nothing of this scenario's.
func indifferent(f *stage.Frame) *engine.IndifferenceResult {
	r := f.Result.Indifference
	if r == nil || len(r.Curve) == 0 || f.Result.Equilibria == nil || f.Scenario.Indifference == 0 {
		return nil
	}
	return r
}

// aim takes in a frame.
func (c *ignored) aim(f *stage.Frame, snap bool) {
	r := indifferent(f)
	c.old = f.Stale
	if r == nil {
		c.points = c.points[:0]
		return
	}
	c.own, c.sharp = f.Scenario.Indifference, f.Result.Equilibria.Worst.User
	c.collect(r)
	low, high := c.sharp, c.sharp
	c.Goal = c.Goal[:0]
	for _, p := range c.points {
		c.Goal = append(c.Goal, p.Worst)
		low, high = min(low, p.Worst), max(high, p.Worst)
	}
	c.laws(f, r)
	if b := f.Result.Benchmarks; b != nil {
		high = max(high, b.Opt)
	}
	if law := c.law[1]; law > low-(high-low) {
		low = min(low, law)
	}
	low, high = padded(low, high)
	c.Goal = append(c.Goal, c.own, c.at(c.own), low, high)
	c.Aim(f.Now, snap || f.Dragging)
	c.wordsOf(r)
}

// collect lists the points of the curve and, in its place, the own of the scenario that the result is of.
func (c *ignored) collect(r *engine.IndifferenceResult) {
	const same = 1e-9 // two gains that are one, up to rounding
	own, placed := engine.IndifferencePoint{Eta: r.Eta, Worst: r.Worst}, false
	c.points = c.points[:0]
	for _, p := range r.Curve {
		if !placed && own.Eta <= p.Eta+same {
			c.points, placed = append(c.points, own), true
		}
		if math.Abs(p.Eta-own.Eta) > same {
			c.points = append(c.points, p)
		}
	}
}

// laws finds the line OPT - 2 epsilon - W eta.
func (c *ignored) laws(f *stage.Frame, r *engine.IndifferenceResult) {
	weights := 0.
	if a := f.Result.Alignment; a != nil {
		for _, w := range a.Weights {
			weights += w
		}
	}
	c.law[0] = r.Bound + weights*r.Eta
	c.law[1] = c.law[0] - weights*engine.MaxIndifference
}

// at reads the curve off at a gain: between two points it is straight, and no worse than that.
func (c *ignored) at(eta float64) float64 {
	return chart.Read(eta, 1+len(c.points), func(i int) (x, y float64) {
		if i == 0 {
			return 0, c.sharp
		}
		return c.points[i-1].Eta, c.points[i-1].Worst
	})
}

// wordsOf writes the key and names the grip.
func (c *ignored) wordsOf(r *engine.IndifferenceResult) {
	c.Entries = append(c.Entries[:0],
		chart.Entry{Name: "worst for you", Short: "worst", Value: words.Value(c.at(c.own)), Strong: true, Width: 3},
		chart.Entry{Name: "no gain ignored", Short: "sharp", Value: words.Value(c.sharp), Width: 1.5, Dash: levelDash},
		chart.Entry{Name: "never less: OPT − 2ε − Wη", Short: "law", Value: words.Value(r.Bound), Width: 1.5,
			Dash: lawDash})
	c.Handle = stage.Handle{
		ID: ignoredHandle, Name: "Gains that agents ignore", Radius: everyGrip,
		Text: fmt.Sprintf("gains up to %s ignored: you get at least %s", gain(c.own), words.Value(c.at(c.own))),
		Tip: "Agents who do not move for so small a gain may settle on more outcomes, and worse ones. Drag this " +
			"along the curve.",
	}
}

// gain writes one.
func gain(x float64) string { return words.Digits(x, 3) }

// ignoredMargins are those of the chart.
var ignoredMargins = chart.Margins{Left: everyLeft, Right: everyRight, Top: 26, Bottom: everyBottom, Share: 0.5, Gap: 8,
	KeyShare: 1, Tallest: math.Inf(1)}

// place puts chart and key into an area, without the key where there is no room for it.
func (c *ignored) place(f *stage.Frame, area view.Rect) {
	if c.Room = (view.Rect{}); len(c.points) == 0 || area.W < leastEvery || area.H < leastTall {
		return
	}
	r, lies := c.Divide(area, ignoredMargins)
	if !lies && area.H <= leastTall+c.KeyRoom.H+ignoredMargins.Gap {
		r.H, c.KeyRoom = area.H-ignoredMargins.Top-everyBottom, view.Rect{}
	}
	shown := c.Shown()[len(c.points):]
	y := chart.Scale{}
	y.Low, y.High = f.Range("ignored", shown[2], shown[3])
	c.Set(r, chart.Scale{Low: 0, High: engine.MaxIndifference}, y)
	c.Grip = c.At(shown[0], shown[1])
}

// move answers a drag or a key on the grip. A press of a key adds a thousandth, with Shift a hundredth.
func (c *ignored) move(ev stage.Event, f *stage.Frame) stage.Response {
	eta := f.Scenario.Indifference
	switch ev.Kind {
	case stage.Home:
		eta = 0
	case stage.End:
		eta = engine.MaxIndifference
	case stage.Move:
		eta = c.X.Value(ev.At.X)
	case stage.Nudge:
		eta += (ev.DX + ev.DY) * ev.Step / 10
	}
	const fine = 1000 // steps a unit
	eta = min(max(math.Round(eta*fine)/fine, leastIgnored), engine.MaxIndifference)
	set := engine.SetField{Field: ignoredHandle, Value: words.Typed(eta)}
	return stage.Response{Edits: []engine.Edit{set}}
}

// Draw paints the chart if it is placed.
func (c *ignored) Draw(p pen.Pen, s *crossfade.Figure) {
	if c.Room.W <= 0 {
		return
	}
	p.Begin("ignored", "What you get at worst, by the gains that agents ignore")
	defer p.End()
	const size = 11.
	t, k := s.Colors(), &s.Marks
	c.Frame(p, k, size)
	q := s.Fade.Dim(p, c.old)
	shown, e := c.Shown(), c.Entries
	e[0].Color, e[1].Color, e[2].Color = t.Bad, t.Bad, t.Focus
	c.Curve(q, k, 2, func(i int) (float64, float64) {
		return float64(i) * engine.MaxIndifference, c.law[i]
	}, e[2].Width, t.Focus, lawDash)
	// What lies between no gain and the least on the curve is not known: the worst may jump at 0.
	c.Curve(q, k, 2, func(i int) (float64, float64) {
		return float64(i) * c.points[0].Eta, [2]float64{c.sharp, shown[0]}[i]
	}, e[1].Width, t.Bad, levelDash)
	c.Curve(q, k, len(c.points), func(i int) (float64, float64) { return c.points[i].Eta, shown[i] }, e[0].Width, t.Bad,
		nil)
	k.Dot(q, c.At(0, c.sharp), 4, t.Ink)
	title, room := "Your worst, by what agents ignore", c.Room.W-8
	if (pen.TextStyle{Size: size + 1, Bold: true}).Width(title) > room {
		title = "Worst, by gains ignored"
	}
	chart.Title(p, t, c.Room.At(4, 2), pen.Top, size+1, room, title)
	c.AxisName(p, t, view.Pixel{Y: 19}, size, c.Area.W, "η: gains that they ignore")
	c.DrawGrip(p, s, "own")
	if c.KeyRoom.H > 0 {
		chart.Key(p, k, c.KeyRoom, 1, size, e)
	}
}

var lawDash = []float64{6, 4}

// ignoredControl is the slider.
func ignoredControl(f *stage.Frame) stage.Control {
	return stage.Slider(&f.Scenario, ignoredHandle, "Gains that agents ignore", 0.005, "At 0 an agent changes what it "+
		"says for any gain at all. Above it, it lets gains up to so much go by: it may settle on more outcomes, and "+
		"worse ones for you.")
}

// ignoredSection lists what agents who ignore so small gains may leave the user with.
func ignoredSection(r *engine.IndifferenceResult) stage.Section {
	return stage.Section{Title: "If gains up to " + gain(r.Eta) + " are ignored", Rows: []stage.Row{
		stage.UtilityRow("You, at worst", -1, r.Worst, "The least that you get in any outcome from which no agent "+
			"gains more than that by saying anything else or more."),
		stage.UtilityRow("Never less than", -1, r.Bound, "OPT − 2ε − Wη: the theorem's bound, less the gain that is "+
			"ignored times W, the sum of the hull's weights."),
	}}
}

// ignoredTable lists the curve.
func ignoredTable(f *stage.Frame, r *engine.IndifferenceResult) stage.Table {
	t := stage.Table{Title: "What you get at worst, by the gains that agents ignore",
		Head: []string{"Ignored up to", "You get at worst"}}
	t.Rows = append(t.Rows, []string{"0", words.Exact(f.Result.Equilibria.Worst.User)})
	var c ignored
	c.collect(r)
	for _, p := range c.points {
		t.Rows = append(t.Rows, []string{words.Exact(p.Eta), words.Exact(p.Worst)})
	}
	return t
}
