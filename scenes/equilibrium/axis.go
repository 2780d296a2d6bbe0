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
	b, plan := s.painter(), &c.Plan
	b.Payoffs(p, &c.Picture, "payoff")
	s.bands(q, c)
	s.curves(q, c)
	s.bars(q, c)
	s.hairline(p, c)
	s.sets = c.sets(s.sets[:0], s.Colors())
	b.Lanes(q, &c.Picture, s.sets)
	b.Ends(p, &c.Picture, &plan.Axis, plan.Names)
	s.worth(q, c)
	b.Grip(p, &c.Picture)
	s.Placer.Reset(plan.Band)
	s.Placer.TakeDisc(c.Prior, c.GripRadius())
	b.BandNames(q, &c.Picture, &plan.Axis, plan.Band, c.m.Regions, true)
	s.blank(p, c, c.Plan.Chart.Center())
}

// bands tints each region, faintly behind the curves and in full in the band below.
func (s *Scene) bands(p pen.Pen, c *picture) {
	t, band := s.Colors(), c.Plan.Band
	p.Begin("regions", c.words.doing)
	s.Marks.Bar(p, band, t.Frame)
	s.painter().Bands(p, &c.Picture, &c.Plan.Axis, band, c.m.Regions, 0.35)
	s.Marks.Across(p, band.Y, band.X, band.X+band.W, 1.5, t.Line, nil)
	p.End()
}

// curves draws payoffs and envelopes of the shown agents, and the user's payoff on request.
func (s *Scene) curves(p pen.Pen, c *picture) {
	if !c.m.mapped {
		return
	}
	p.Begin("payoffs", "What each agent gets, and its concave envelope")
	defer p.End()
	if c.m.curve {
		for i := range c.m.Regions {
			r := &c.m.Regions[i]
			s.segment(p, c, r, c.user(r, 0), c.user(r, r.Count-1), 2, s.Colors().User)
		}
		style := s.Fade.Text(c.Scale, 12, s.Colors().User)
		style.H, style.V, style.Bold = pen.End, pen.Bottom, true
		last := &c.m.Regions[len(c.m.Regions)-1]
		p.Text(view.Pixel{X: c.Plan.X(1) - 4, Y: c.Plan.Y(c.user(last, last.Count-1)) - 3}, c.words.own, style)
	}
	for i := range c.m.Agents {
		if !c.m.Shows(i) {
			continue
		}
		if c.m.Agent == i {
			s.gain(p, c, i)
		}
		s.envelope(p, c, i)
		s.payoffs(p, c, i)
	}
	s.letters(p, c)
}

func (s *Scene) segment(p pen.Pen, c *picture, r *beliefs.Region, y0, y1, width float64, color pen.Color) {
	a, b := c.Interval(&c.Plan.Axis, r)
	s.Marks.Line(p, view.Pixel{X: a, Y: c.Plan.Y(y0)}, view.Pixel{X: b, Y: c.Plan.Y(y1)}, width, color, nil)
}

// payoffs draws an agent's payoff: a line on each region, dots joining the jumps between.
func (s *Scene) payoffs(p pen.Pen, c *picture, agent int) {
	color := s.Colors().Agent(agent)
	width := 2.5
	if c.m.Agent == beliefs.Everyone && c.m.Agents > crowded {
		width = 1.25
	}
	for i := range c.m.Regions {
		r := &c.m.Regions[i]
		y0, y1 := c.payoff(r, 0, agent), c.payoff(r, r.Count-1, agent)
		s.segment(p, c, r, y0, y1, width, color)
		for j := range c.m.Regions {
			o := &c.m.Regions[j]
			if end, start := c.Vertex(r, r.Count-1)[1], c.Vertex(o, 0)[1]; i != j && end == start {
				x := c.Plan.X(end)
				s.Marks.Upright(p, x, c.Plan.Y(y1), c.Plan.Y(c.payoff(o, 0, agent)), 1, color.WithAlpha(0.6),
					jumpDash)
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
		s.points = append(s.points, view.Pixel{X: c.Plan.X(node[0]), Y: c.Plan.Y(node[1])})
	}
	width := 1.75
	if c.m.Agent == beliefs.Everyone && c.m.Agents > crowded {
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
	for i := range c.m.Regions {
		r := &c.m.Regions[i]
		x0, x1 := c.Vertex(r, 0)[1], c.Vertex(r, r.Count-1)[1]
		s.points = append(s.points[:0],
			view.Pixel{X: c.Plan.X(x1), Y: c.Plan.Y(c.payoff(r, r.Count-1, agent))},
			view.Pixel{X: c.Plan.X(x0), Y: c.Plan.Y(c.payoff(r, 0, agent))},
			view.Pixel{X: c.Plan.X(x0), Y: c.Plan.Y(c.envelope(r, 0, agent))})
		for n := range hull.count {
			node := c.X[hull.first+2*n:]
			if node[0] > x0 && node[0] < x1 {
				s.points = append(s.points, view.Pixel{X: c.Plan.X(node[0]), Y: c.Plan.Y(node[1])})
			}
		}
		s.points = append(s.points, view.Pixel{X: c.Plan.X(x1), Y: c.Plan.Y(c.envelope(r, r.Count-1, agent))})
		s.Marks.Area(p, s.points, color.WithAlpha(0.1), color.WithAlpha(0), 0)
		s.Marks.Hatch(p, s.points, hatchGap, false, 1, color.WithAlpha(0.4))
	}
}

// hatchGap is the distance in pixels of the lines that shade a gain.
const hatchGap = 8.

// letters puts the letter of each shown agent at the right end of its curve, moved down
// from another's.
func (s *Scene) letters(p pen.Pen, c *picture) {
	if len(c.m.Regions) == 0 {
		return
	}
	last := &c.m.Regions[0]
	for i := range c.m.Regions {
		if r := &c.m.Regions[i]; c.Vertex(r, r.Count-1)[1] > c.Vertex(last, last.Count-1)[1] {
			last = r
		}
	}
	s.painter().Letters(p, &c.Picture, func(party int) (float64, bool) {
		if party < 0 || !c.m.Shows(party) {
			return 0, false
		}
		return c.payoff(last, last.Count-1, party), true
	})
}
