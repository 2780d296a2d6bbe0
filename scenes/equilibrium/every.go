package equilibrium

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/chart"
	"github.com/emergent-alignment/emergent/scenes/mark"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// every is the chart of every equilibrium: for an agent the polygon of what the user and it can
// get, with a grip that holds one of them; for all agents as small multiples where there is
// room. The zero value is ready. Aim it when results change, then step, place and draw.
type every struct {
	charts  []payoffChart // of each agent
	shown   []int         // agents whose charts are placed
	lines   []level       // values of the user that are marked
	below   string        // the floor that lies left of all charts, "": none
	words   bool          // there is room for a sentence over the charts
	lo, hi  float64       // the range of the user's values
	old     bool          // a newer answer is under way
	perfect bool          // the worst is worth OPT
	agent   int           // whose chart is asked for, or beliefs.Everyone
	first   int           // whose is shown where not all have room
	area    view.Rect     // of all charts
	placer  mark.Placer
}

// payoffChart is the chart of one agent.
type payoffChart struct {
	chart.Chart // its numbers: of the grip and of the corners
	agent       int
	polygon     [][2]float64
	title       string
	name        string  // of the agent, where the title has no room
	both        string  // a title that says what both axes are
	lo, hi      float64 // the range of the agent's values
	low         bool    // there is little height
	corners     []view.Pixel
	axisName    string
	axis        string // by which pinned states share it
}

// level is a value of the user's that a line marks.
type level struct {
	value float64
	name  string // of all that is worth the same
	short string // of the first of them, where there is little room
	kind  levelKind
}

// levelKind says how a level is coloured.
type levelKind int8

const (
	optLevel levelKind = iota
	worstLevel
	floorLevel
)

// everyHandle is the handle of the held equilibrium in the chart of an agent.
const everyHandle = "equilibrium:"

// aim takes in a frame.
func (c *every) aim(f *stage.Frame, snap bool) {
	c.old, c.agent, c.first = f.Stale, beliefs.Agent(f), heldAgent(f)
	sets := setsOf(f)
	if sets == nil {
		c.charts = c.charts[:0]
		return
	}
	c.levels(f, sets)
	if len(c.charts) != len(sets) {
		c.charts = make([]payoffChart, len(sets))
		snap = true
	}
	h, holds := holding(f)
	for i := range sets {
		c.charts[i].aim(f, i, &sets[i], h, holds, snap)
	}
}

// levels lists the lines and the range that they and the polygons need. A floor far below the
// polygons would squeeze them: it is then named at the border instead.
func (c *every) levels(f *stage.Frame, sets []engine.EquilibriumSet) {
	e := f.Result.Equilibria
	c.lo, c.hi, c.lines, c.below = e.Worst.User, e.Best.User, c.lines[:0], ""
	for i := range sets {
		for _, v := range sets[i].Vertices {
			c.lo, c.hi = min(c.lo, v[0]), max(c.hi, v[0])
		}
	}
	if b := f.Result.Benchmarks; b != nil {
		c.hi = max(c.hi, b.Opt)
		c.level(b.Opt, "OPT", optLevel)
	}
	c.level(e.Best.User, "best", optLevel)
	c.level(e.Worst.User, "worst", worstLevel)
	if l := f.Result.Floor; l != nil && len(sets) > 1 {
		lowest := c.lo - max(c.hi-c.lo, leastRange)
		for _, floor := range [...]level{{value: l.Value, name: "FLOOR"}, {value: l.AnyResponse, name: "any floor"}} {
			if floor.value >= lowest {
				c.level(floor.value, floor.name, floorLevel)
				c.lo = min(c.lo, floor.value)
			} else if c.below == "" {
				c.below = "◂ " + floor.name + " " + words.Value(floor.value)
			}
		}
	}
	c.lo, c.hi = padded(c.lo, c.hi)
}

// level adds a line, or its name to a line that is there.
func (c *every) level(x float64, name string, kind levelKind) {
	for i := range c.lines {
		if l := &c.lines[i]; math.Abs(l.value-x) <= words.SameWorth {
			l.name += " = " + name
			return
		}
	}
	c.lines = append(c.lines, level{value: x, name: name, short: name, kind: kind})
}

// leastRange is the least that an axis spans, in units of utility: less is a difference that no
// figure beside it shows.
const leastRange = 0.02

// padded adds some air to a range, and makes one of a single value.
func padded(lo, hi float64) (float64, float64) { return chart.Aired(lo, hi, leastRange, 0.08) }

// aim takes in the polygon of an agent and what is held.
func (c *payoffChart) aim(f *stage.Frame, agent int, set *engine.EquilibriumSet, h held, holds, snap bool) {
	if c.agent, c.polygon = agent, set.Vertices; c.axis == "" {
		c.axis = "every-" + strconv.Itoa(agent)
	}
	at, _ := ends(c.polygon)
	text := "worst for you: "
	if holds {
		at, text = [2]float64{h.outcome.User, h.outcome.Agents[agent]}, ""
	}
	name := f.Scenario.Agents[agent].Name
	c.name = name
	c.title, c.axisName = "What "+name+" gets", "what you get"
	c.both = "What " + name + " gets, by what you get"
	c.Handle = stage.Handle{
		ID: everyHandle + strconv.Itoa(agent), Radius: everyGrip, Name: "One equilibrium, in the chart of " + name,
		Text: fmt.Sprintf("%syou get %s, %s gets %s", text, words.Value(at[0]), name, words.Value(at[1])),
		Tip:  "This dot is one way it can end. Drag it over all the others: the beliefs it leads to move along.",
	}
	c.lo, c.hi = math.Inf(1), math.Inf(-1)
	c.Goal = append(c.Goal[:0], at[0], at[1])
	for _, v := range c.polygon {
		c.lo, c.hi = min(c.lo, v[1]), max(c.hi, v[1])
		c.Goal = append(c.Goal, v[0], v[1])
	}
	c.lo, c.hi = padded(c.lo, c.hi)
	c.Aim(f.Now, snap || f.Dragging)
}

// Step brings what is shown to time now and reports whether it still moves.
func (c *every) Step(now float64) (moving bool) {
	for i := range c.charts {
		moving = c.charts[i].Step(now) || moving
	}
	return moving
}

// Sizes of the charts in CSS pixels.
const (
	everyLeft   = 38.
	everyRight  = 10.
	everyTop    = 34.  // the title, and the names of the lines
	everyBottom = 34.  // round numbers, and what the axis is
	tightBottom = 19.  // the same where a chart is low, and its title says what both axes are
	lowEvery    = 165. // height below which a chart is low
	leastEvery  = 130. // width, and ..
	leastTall   = 100. // .. height below which a chart has no room
	mostEvery   = 6    // charts beside each other
	everyWords  = 20.  // height of the sentence over the charts
	wordsFrom   = 190. // height from which on there is room for it
)

// place divides an area among the charts of the shown agent, or of all where there is room.
func (c *every) place(f *stage.Frame, area view.Rect) {
	c.shown, c.area = c.shown[:0], area
	if len(c.charts) == 0 || area.W < leastEvery || area.H < leastTall {
		return
	}
	if c.words = area.H >= wordsFrom; c.words {
		area.Y, area.H = area.Y+everyWords, area.H-everyWords
	}
	columns := max(1, int(area.W/leastEvery))
	rows := max(1, int(area.H/leastTall))
	switch n := len(c.charts); {
	case c.agent == beliefs.Everyone && n <= columns*rows && n <= mostEvery:
		for i := range n {
			c.shown = append(c.shown, i)
		}
	case c.agent != beliefs.Everyone && c.agent < n:
		c.shown = append(c.shown, c.agent)
	default:
		c.shown = append(c.shown, min(c.first, n-1))
	}
	columns = min(columns, len(c.shown))
	for columns > 1 && (columns-1)*rows >= len(c.shown) && area.H > area.W {
		columns-- // a column of charts in a tall area
	}
	rows = (len(c.shown) + columns - 1) / columns
	w, h := area.W/float64(columns), area.H/float64(rows)
	for n, i := range c.shown {
		c.charts[i].place(f, view.Rect{X: area.X + float64(n%columns)*w, Y: area.Y + float64(n/columns)*h, W: w, H: h},
			c.lo, c.hi)
	}
}

// heldAgent is whose chart the held equilibrium was taken from, or the first agent.
func heldAgent(f *stage.Frame) int {
	if agent, _, ok := parseHeld(f.View.Values["equilibrium"]); ok && agent < len(f.Scenario.Agents) {
		return agent
	}
	return 0
}

func (c *payoffChart) place(f *stage.Frame, area view.Rect, lo, hi float64) {
	c.Room, c.low = area, area.H < lowEvery
	bottom := everyBottom
	if c.low {
		bottom = tightBottom
	}
	r := view.Rect{X: area.X + everyLeft, Y: area.Y + everyTop, W: area.W - everyLeft - everyRight,
		H: area.H - everyTop - bottom}
	var x, y chart.Scale
	x.Low, x.High = f.Range("every-user", lo, hi)
	y.Low, y.High = f.Range(c.axis, c.lo, c.hi)
	c.Set(r, x, y)
	shown := c.Shown()
	c.Grip = c.At(shown[0], shown[1])
	c.corners = c.corners[:0]
	for i := 2; i < len(shown); i += 2 {
		c.corners = append(c.corners, c.At(shown[i], shown[i+1]))
	}
}

// Handles appends the grips of the charts that are placed.
func (c *every) Handles(dst []stage.Handle) []stage.Handle {
	for _, i := range c.shown {
		dst = c.charts[i].Handles(dst)
	}
	return dst
}

// everyGrip is the radius of a grip.
const everyGrip = 7.

// move answers a drag or a key on a grip: the arrow keys step along the rim, Home goes to the
// equilibrium worst for the user, End to the best.
func (c *every) move(ev stage.Event, f *stage.Frame) stage.Response {
	agent, err := strconv.Atoi(strings.TrimPrefix(ev.Handle, everyHandle))
	sets := setsOf(f)
	if err != nil || agent < 0 || agent >= len(sets) || agent >= len(c.charts) {
		return stage.Response{Err: fmt.Errorf("there is no equilibrium called %q here", ev.Handle)}
	}
	polygon := sets[agent].Vertices
	worst, best := ends(polygon)
	at := worst
	if h, holds := holding(f); holds {
		at = [2]float64{h.outcome.User, h.outcome.Agents[agent]}
	}
	switch ev.Kind {
	case stage.Home:
		at = worst
	case stage.End:
		at = best
	case stage.Nudge:
		step := 1
		if ev.DX+ev.DY < 0 {
			step = -1
		}
		at = along(polygon, at, step)
	case stage.Move:
		plot := &c.charts[agent].Plot
		at = nearest(polygon, [2]float64{plot.X.Value(ev.At.X), plot.Y.Value(ev.At.Y)})
	}
	value := heldValue(agent, at)
	return stage.Response{View: func(v *stage.View) { v.Values["equilibrium"] = value }}
}
