package equilibrium

import (
	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// axis draws beliefs over two signals: payoffs above, what nobody would change below, and
// where the equilibria lead at the bottom.
func (s *Scene) axis(p pen.Pen, c *picture) {
	q := s.Fade.Dim(p, s.Fade.Frame.Stale)
	s.grid(p, c)
	s.bands(q, c)
	s.curves(q, c)
	s.bars(q, c)
	s.hairline(p, c)
	s.lanes(q, c)
	s.painter().Ends(p, &c.plane, &c.plan.Axis, c.plan.Names, c.words.ends)
	s.worth(q, c)
	s.painter().Grip(p, &c.plane, &c.words.prior)
	s.bandNames(q, c)
	s.blank(p, c, c.plan.Chart.Center())
}

// grid draws the frame of the chart with payoffs 0, 1/2 and 1.
func (s *Scene) grid(p pen.Pen, c *picture) {
	t, r := s.Colors(), c.plan.Chart
	p.Begin("chart", "Payoffs over beliefs")
	s.Marks.Bar(p, r, t.Frame)
	style := s.Fade.Text(c.plane.Scale, 12, t.Muted)
	style.H = pen.End
	for i, label := range [...]string{"0", "0.5", "1"} {
		y := c.plan.Y(float64(i) / 2)
		s.Marks.Line(p, view.Pixel{X: r.X, Y: y}, view.Pixel{X: r.X + r.W, Y: y}, 1, t.Grid, nil)
		p.Text(view.Pixel{X: r.X - 7, Y: y}, label, style)
	}
	style.V = pen.Bottom
	p.Text(view.Pixel{X: r.X - 7, Y: r.Y - 8*c.plane.Scale}, "payoff", style)
	p.End()
}

// bands tints each region, faintly behind the curves and in full in the band below.
func (s *Scene) bands(p pen.Pen, c *picture) {
	t, plan := s.Colors(), &c.plan
	p.Begin("regions", c.words.doing)
	s.Marks.Bar(p, plan.Band, t.Frame)
	for i := range c.m.regions {
		r := &c.m.regions[i]
		a, b := c.interval(r)
		color := beliefs.Mixed(t, r.tint)
		s.Marks.Bar(p, view.Rect{X: a, Y: plan.Chart.Y, W: b - a, H: plan.Chart.H}, color.WithAlpha(color.A*0.35))
		s.Marks.Bar(p, view.Rect{X: a, Y: plan.Band.Y, W: b - a, H: plan.Band.H}, color)
		if a > plan.Chart.X+0.5 {
			s.Marks.Line(p, view.Pixel{X: a, Y: plan.Chart.Y}, view.Pixel{X: a, Y: plan.Band.Y + plan.Band.H},
				1, t.Line.WithAlpha(0.5), nil)
		}
	}
	s.Marks.Line(p, view.Pixel{X: plan.Band.X, Y: plan.Band.Y},
		view.Pixel{X: plan.Band.X + plan.Band.W, Y: plan.Band.Y}, 1.5, t.Line, nil)
	p.End()
}

// interval is where a region lies on the screen, from left to right.
func (c *picture) interval(r *region) (a, b float64) {
	last := c.vertex(r, r.count-1)
	return c.plan.X(c.vertex(r, 0)[1]), c.plan.X(last[1])
}

// bandNames writes the actions into the band, where there is room.
func (s *Scene) bandNames(p pen.Pen, c *picture) {
	band := c.plan.Band
	s.Placer.Reset(band)
	s.Placer.TakeDisc(c.plane.Prior, c.plane.GripRadius())
	style := s.Fade.Text(c.plane.Scale, 13, s.Colors().Ink)
	style.Halo, style.H = pen.Color{}, pen.Center
	for i := range c.m.regions {
		r := &c.m.regions[i]
		a, b := c.interval(r)
		// Beside the prior's grip, which covers the top of the band, in the wider part.
		if g := c.plane.GripRadius() + 3; c.plane.Prior.X > a-g && c.plane.Prior.X < b+g {
			if c.plane.Prior.X-a > b-c.plane.Prior.X {
				b = min(b, c.plane.Prior.X-g)
			} else {
				a = max(a, c.plane.Prior.X+g)
			}
		}
		if style.MaxW = b - a - 4; style.MaxW < leastName && style.MaxW < style.Width(r.name) {
			continue
		}
		at := view.Pixel{X: (a + b) / 2, Y: band.Y + band.H/2}
		p.Text(at, r.name, style)
	}
}

// leastName is the width in pixels below which a shortened name says nothing.
const leastName = 34.

// curves draws payoffs and envelopes of the shown agents, and the user's payoff on request.
func (s *Scene) curves(p pen.Pen, c *picture) {
	if !c.m.mapped {
		return
	}
	p.Begin("payoffs", "What each agent gets, and its concave envelope")
	defer p.End()
	if c.m.curve {
		for i := range c.m.regions {
			r := &c.m.regions[i]
			s.segment(p, c, r, c.user(r, 0), c.user(r, r.count-1), 2, s.Colors().User)
		}
		style := s.Fade.Text(c.plane.Scale, 12, s.Colors().User)
		style.H, style.V, style.Bold = pen.End, pen.Bottom, true
		last := &c.m.regions[len(c.m.regions)-1]
		p.Text(view.Pixel{X: c.plan.X(1) - 4, Y: c.plan.Y(c.user(last, last.count-1)) - 3}, c.words.own, style)
	}
	for i := range c.m.agents {
		if !c.shows(i) {
			continue
		}
		if c.m.agent == i {
			s.gain(p, c, i)
		}
		s.envelope(p, c, i)
		s.payoffs(p, c, i)
	}
	s.letters(p, c)
}

func (s *Scene) segment(p pen.Pen, c *picture, r *region, y0, y1, width float64, color pen.Color) {
	a, b := c.interval(r)
	s.Marks.Line(p, view.Pixel{X: a, Y: c.plan.Y(y0)}, view.Pixel{X: b, Y: c.plan.Y(y1)}, width, color, nil)
}

// payoffs draws an agent's payoff: a line on each region, dots joining the jumps between.
func (s *Scene) payoffs(p pen.Pen, c *picture, agent int) {
	color := s.Colors().Agent(agent)
	width := 2.5
	if c.m.agent == beliefs.Everyone && c.m.agents > crowded {
		width = 1.25
	}
	for i := range c.m.regions {
		r := &c.m.regions[i]
		y0, y1 := c.payoff(r, 0, agent), c.payoff(r, r.count-1, agent)
		s.segment(p, c, r, y0, y1, width, color)
		for j := range c.m.regions {
			o := &c.m.regions[j]
			if end, start := c.vertex(r, r.count-1)[1], c.vertex(o, 0)[1]; i != j && end == start {
				x := c.plan.X(end)
				s.Marks.Line(p, view.Pixel{X: x, Y: c.plan.Y(y1)}, view.Pixel{X: x, Y: c.plan.Y(c.payoff(o, 0, agent))},
					1, color.WithAlpha(0.6), jumpDash)
			}
		}
	}
}

// crowded is the number of agents above which all curves together are thin.
const crowded = 6

// Dashes of a jump and of an envelope.
var (
	jumpDash     = []float64{1, 4}
	envelopeDash = []float64{7, 4}
)

// envelope draws an agent's concave envelope, dashed.
func (s *Scene) envelope(p pen.Pen, c *picture, agent int) {
	if agent >= len(c.m.hulls) {
		return
	}
	s.points = s.points[:0]
	hull := c.m.hulls[agent]
	for i := range hull.count {
		node := c.X[hull.first+2*i:]
		s.points = append(s.points, view.Pixel{X: c.plan.X(node[0]), Y: c.plan.Y(node[1])})
	}
	width := 1.75
	if c.m.agent == beliefs.Everyone && c.m.agents > crowded {
		width = 1
	}
	s.Marks.Curve(p, s.points, width, s.Colors().Agent(agent).WithAlpha(0.8), envelopeDash)
}

// gain shades what an agent could gain at each belief by saying more: the gap between its
// payoff and its envelope.
func (s *Scene) gain(p pen.Pen, c *picture, agent int) {
	if agent >= len(c.m.hulls) {
		return
	}
	color := s.Colors().Agent(agent)
	hull := c.m.hulls[agent]
	for i := range c.m.regions {
		r := &c.m.regions[i]
		x0, x1 := c.vertex(r, 0)[1], c.vertex(r, r.count-1)[1]
		s.points = append(s.points[:0],
			view.Pixel{X: c.plan.X(x1), Y: c.plan.Y(c.payoff(r, r.count-1, agent))},
			view.Pixel{X: c.plan.X(x0), Y: c.plan.Y(c.payoff(r, 0, agent))},
			view.Pixel{X: c.plan.X(x0), Y: c.plan.Y(c.envelope(r, 0, agent))})
		for n := range hull.count {
			node := c.X[hull.first+2*n:]
			if node[0] > x0 && node[0] < x1 {
				s.points = append(s.points, view.Pixel{X: c.plan.X(node[0]), Y: c.plan.Y(node[1])})
			}
		}
		s.points = append(s.points, view.Pixel{X: c.plan.X(x1), Y: c.plan.Y(c.envelope(r, r.count-1, agent))})
		s.Marks.Area(p, s.points, color.WithAlpha(0.1), color.WithAlpha(0), 0)
		s.Marks.Hatch(p, s.points, hatchGap, false, 1, color.WithAlpha(0.4))
	}
}

// hatchGap is the distance in pixels of the lines that shade a gain.
const hatchGap = 8.

// letters puts the letter of each shown agent at the right end of its curve, moved down
// from another's.
func (s *Scene) letters(p pen.Pen, c *picture) {
	if len(c.m.regions) == 0 {
		return
	}
	last := &c.m.regions[0]
	for i := range c.m.regions {
		if r := &c.m.regions[i]; c.vertex(r, r.count-1)[1] > c.vertex(last, last.count-1)[1] {
			last = r
		}
	}
	s.painter().Letters(p, &c.plane, &c.plan, c.words.letters, func(party int) (float64, bool) {
		if party < 0 || !c.shows(party) {
			return 0, false
		}
		return c.payoff(last, last.count-1, party), true
	})
}
