package beliefs

import (
	"github.com/emergent-alignment/emergent/scenes/crossfade"
	"github.com/emergent-alignment/emergent/scenes/mark"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// Plan is where the parts of a picture of beliefs over two signals go, from top to bottom.
type Plan struct {
	Axis             // payoffs over beliefs
	Band   view.Rect // what is done at each, under the axis
	Rows   float64   // top of the bars of unimprovable beliefs
	Row    float64   // height of one
	All    float64   // of the bar for all agents
	Lanes  float64   // top of the equilibria
	Lane   float64   // height of one
	Names  float64   // middle of the line with the names of the ends
	Listed int       // bars of single agents
	names  float64   // height of that line
}

// Sizes are heights in pixels of the parts of a plan, before a low figure makes them less.
type Sizes struct {
	Left      float64 // what stands left of the payoff axis, in CSS pixels of a figure of full size
	Band      float64
	All, Row  float64
	RowsShare float64 // of the figure at most, for the bars of single agents
	Caption   float64 // the line over the bars
	Lane, Gap float64
}

// Margins and heights of every plan in CSS pixels, before a small figure shrinks them.
const (
	rightMargin = 30. // the letters of the curves
	namesHeight = 22.
	topMargin   = 24. // the name of the prior
	leastRow    = 4.
	leastChart  = 24.
)

// PlanOf divides a figure in which an agent of some is looked at, or everyone, with a lane for each set
// that has pins.
func PlanOf(figure view.Rect, agent, agents int, z Sizes, sets ...[]Posterior) Plan {
	k, n := crossfade.ScaleOf(figure), 0.
	for _, set := range sets {
		if len(set) > 0 {
			n++
		}
	}
	p := Plan{All: z.All, Lane: z.Lane, Axis: Axis{Margin: z.Left}}
	switch {
	case agent == Everyone:
		p.Listed = agents
	case agents > 1:
		p.Listed = 1
	}
	if p.Listed > 0 {
		p.Row = max(leastRow, min(z.Row, z.RowsShare*figure.H/float64(p.Listed)))
	}
	p.names = namesHeight * k
	top, names := topMargin*k, p.names
	room := figure.H - top - leastChart*k - z.Band - 2*z.Gap - z.Caption - names - p.All - p.Lane*n
	if room < p.Row*float64(p.Listed) { // single agents have no room in a low figure
		p.Listed, p.Row = 0, 0
		p.Lane += min(0, room) / max(1, n)
	}
	rows := p.Row*float64(p.Listed) + p.All
	below := z.Band + z.Gap + z.Caption + rows + z.Gap + p.Lane*n + names
	p.Chart = view.Rect{X: figure.X + z.Left*k, Y: figure.Y + top, W: max(1, figure.W-(z.Left+rightMargin)*k)}
	p.Chart.H = max(leastChart*k, figure.H-top-below)
	p.Band = view.Rect{X: p.Chart.X, Y: p.Chart.Y + p.Chart.H, W: p.Chart.W, H: z.Band}
	p.Rows = p.Band.Y + p.Band.H + z.Gap + z.Caption
	p.Lanes = p.Rows + rows + z.Gap
	p.Names = p.Lanes + p.Lane*n + names/2
	return p
}

// Y is where a payoff is.
func (p *Plan) Y(payoff float64) float64 { return p.Chart.Y + (1-payoff)*p.Chart.H }

// End is where the picture ends.
func (p *Plan) End() float64 { return p.Names + p.names/2 }

// Payoffs draws the frame of the chart of a line, with payoffs 0, 1/2 and 1, and what they are in its corner.
func (b *Painter) Payoffs(p pen.Pen, c *Picture, what string) {
	t, r := b.Marks.Theme, c.Plan.Chart
	p.Begin("chart", "Payoffs over beliefs")
	b.Marks.Bar(p, r, t.Frame)
	style := b.Fade.Text(c.Scale, 12, t.Muted)
	style.H = pen.End
	for i, label := range [...]string{"0", "0.5", "1"} {
		at := view.Pixel{X: r.X, Y: c.Plan.Y(float64(i) / 2)}
		b.Marks.Line(p, at, at.Add(r.W, 0), 1, t.Grid, nil)
		p.Text(at.Add(-7, 0), label, style)
	}
	if style.V = pen.Bottom; what != "" {
		p.Text(r.At(-7, -8*c.Scale), what, style)
	}
	p.End()
}

// Hairline leads from the prior through all parts, its name above it clear of all but room.
func (b *Painter) Hairline(p pen.Pen, c *Picture, room view.Rect) {
	x, l := c.Prior.X, &c.Plan
	b.Marks.Upright(p, x, l.Chart.Y-4, l.Names-namesHeight*c.Scale/2, 1, b.Marks.Theme.Ink.WithAlpha(0.65),
		mark.BackDash)
	style := b.Fade.Text(c.Scale, 13, b.Marks.Theme.Ink)
	style.V, style.H = pen.Bottom, pen.Center
	b.Placer.Reset(room)
	b.Placer.Inside(p, view.Pixel{X: x, Y: l.Chart.Y - 5}, c.Words.PriorShort, style)
}

// Lanes draws where each set that has pins leads from the prior.
func (b *Painter) Lanes(p pen.Pen, c *Picture, sets []Split) {
	top := c.Plan.Lanes
	for i := range sets {
		if len(sets[i].Pins) > 0 {
			b.lane(p, c, &c.Plan.Axis, &sets[i], top, c.Plan.Lane)
			top += c.Plan.Lane
		}
	}
}

// Unimprovable is an interval of beliefs that an agent would not change, or nobody would (Everyone).
type Unimprovable struct {
	Agent     int
	Low, High float64
	Dot       bool // a dot at least, however narrow
}

// Rows draws them under a caption: a row for each agent looked at, where there is room, and in bold those that nobody
// would change, whose bars are bold times as high as their row.
func (b *Painter) Rows(p pen.Pen, c *Picture, agent int, caption string, bold float64, stays []Unimprovable) {
	p.Begin("unimprovable", "Beliefs that no agent would change by saying more")
	defer p.End()
	l, letters := &c.Plan, c.Words.Letters
	style := b.Fade.Text(c.Scale, 12, b.Marks.Theme.Muted)
	if style.V = pen.Bottom; caption != "" {
		p.Text(view.Pixel{X: l.Chart.X, Y: l.Rows - 1}, caption, style)
	}
	y := l.Rows
	for i := range letters {
		if l.Listed > 0 && (agent == Everyone || agent == i) {
			b.row(p, c, y, l.Row, max(2.5, 0.42*l.Row), letters[i], i, stays)
			y += l.Row
		}
	}
	if len(letters) == 1 {
		b.row(p, c, y, l.All, max(2.5, 0.42*l.All), letters[0], 0, stays)
		return
	}
	b.row(p, c, y, l.All, max(3, bold*l.All), all, Everyone, stays)
}

// row is that of an agent, or of everyone, on a faint line, with its letter where there is room; "all" stands in any
// case.
func (b *Painter) row(p pen.Pen, c *Picture, top, height, thick float64, name string, agent int,
	stays []Unimprovable) {
	l, color, middle := &c.Plan, b.Marks.Theme.Ink, top+height/2
	if agent != Everyone {
		color = b.Marks.Theme.Agent(agent)
	}
	b.Marks.Across(p, middle, l.X(0), l.X(1), 1, b.Marks.Theme.Grid, nil)
	for _, s := range stays {
		if s.Agent != agent {
			continue
		}
		r := view.Rect{X: l.X(s.Low), Y: middle - thick/2, W: l.X(s.High) - l.X(s.Low), H: thick}
		if s.Dot && r.W < thick {
			r = view.Rect{X: r.X + r.W/2 - thick/2, Y: r.Y - 1, W: thick, H: thick + 2}
		}
		b.Marks.Bar(p, r, color)
	}
	if height >= letterRow || name == all {
		b.rowName(p, c, &l.Axis, middle, rowGap, name, color)
	}
}

// shifts are the places for a mark beside the end of its curve, in discs.
var shifts = [...]float64{0, 1, -1, 2, -2, 3, -3, 4, 5, 6, 7, 8}

// Letters puts at the right end of their curves the letter of each agent, and the user's star, moved off
// another's: end is the payoff of a party there (-1: the user), if its curve is shown.
func (b *Painter) Letters(p pen.Pen, c *Picture, end func(party int) (float64, bool)) {
	l, letters, radius := &c.Plan, c.Words.Letters, 8*c.Scale
	column := view.Rect{X: l.X(1) + 3, Y: c.Figure.Y, W: rightMargin, H: l.Band.Y - c.Figure.Y + radius}
	b.Placer.Reset(column)
	for i := -1; i < len(letters); i++ {
		payoff, shown := end(i)
		if !shown {
			continue
		}
		from := view.Pixel{X: l.X(1), Y: l.Y(payoff)}
		for _, shift := range shifts {
			at := view.Pixel{X: column.X + radius + 5, Y: from.Y + shift*(2*radius+2)}
			box := view.Rect{X: at.X - radius, Y: at.Y - radius, W: 2 * radius, H: 2 * radius}
			if !b.Placer.Free(box) {
				continue
			}
			b.Placer.Take(box)
			if i < 0 {
				b.Marks.Line(p, from, at, 1, b.Marks.Theme.User, nil)
				b.Marks.Star(p, at, radius, mark.Look{})
			} else {
				b.Marks.Line(p, from, at, 1, b.Marks.Theme.Agent(i).WithAlpha(0.7), nil)
				b.Marks.Disc(p, at, radius, b.Marks.Theme.Agent(i), letters[i], mark.Look{})
			}
			break
		}
	}
}
