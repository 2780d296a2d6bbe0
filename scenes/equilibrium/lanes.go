package equilibrium

import (
	"emergent/scenes/beliefs"
	"emergent/scenes/mark"
	"emergent/scenes/pen"
	"emergent/scenes/view"
)

// bars draws, under the axis, the beliefs that single agents would not change, a row each,
// and those that nobody would, in bold.
func (s *Scene) bars(p pen.Pen, c *picture) {
	if !c.m.mapped {
		return
	}
	t, plan := s.colours(), &c.plan
	p.Begin("unimprovable", "Beliefs that no agent would change by saying more")
	defer p.End()
	y := plan.rows
	style := s.easel.Text(c.scale, 12, t.Muted)
	style.V = pen.Bottom
	p.Text(view.Pixel{X: plan.chart.X, Y: y - 1}, c.words.rows, style)
	if plan.listed > 0 {
		for i := range c.m.agents {
			if !c.shows(i) {
				continue
			}
			s.row(p, c, y, plan.row, i, t.Agent(i))
			y += plan.row
		}
	}
	if c.m.agents == 1 {
		s.row(p, c, y, plan.all, 0, t.Agent(0))
		return
	}
	s.row(p, c, y, plan.all, beliefs.Everyone, t.Ink)
}

// row draws the unimprovable beliefs of one agent or of all: bars for regions, dots for
// single beliefs, on a faint line.
func (s *Scene) row(p pen.Pen, c *picture, top, height float64, agent int, colour pen.Color) {
	plan := &c.plan
	middle := top + height/2
	s.kit.Line(p, view.Pixel{X: plan.x(0), Y: middle}, view.Pixel{X: plan.x(1), Y: middle}, 1, s.colours().Grid, nil)
	thick := max(2.5, 0.42*height)
	if agent == beliefs.Everyone {
		thick = max(3, 0.52*height)
	}
	for i := range c.m.regions {
		r := &c.m.regions[i]
		for _, f := range r.faces {
			if !stays(&f, agent) {
				continue
			}
			a := c.plan.x(c.vertex(r, f.Vertices[0])[1])
			if len(f.Vertices) == 1 {
				s.kit.Bar(p, view.Rect{X: a - thick/2, Y: middle - thick/2 - 1, W: thick, H: thick + 2}, colour)
				continue
			}
			b := c.plan.x(c.vertex(r, f.Vertices[len(f.Vertices)-1])[1])
			s.kit.Bar(p, view.Rect{X: a, Y: middle - thick/2, W: b - a, H: thick}, colour)
		}
	}
	s.rowName(p, c, middle, height, agent, colour)
}

// rowName says whose row it is: a letter, or "all".
func (s *Scene) rowName(p pen.Pen, c *picture, middle, height float64, agent int, colour pen.Color) {
	style := s.easel.Text(c.scale, 12, colour)
	style.H, style.Bold = pen.End, true
	x := c.plan.chart.X - 8
	switch {
	case agent == beliefs.Everyone:
		p.Text(view.Pixel{X: x, Y: middle}, "all", style)
	case height >= letterRow:
		p.Text(view.Pixel{X: x, Y: middle}, c.words.letters[agent], style)
	}
}

// letterRow is the least height of a row that has room for its letter.
const letterRow = 10.

// hairline leads from the prior through all parts.
func (s *Scene) hairline(p pen.Pen, c *picture) {
	t, plan := s.colours(), &c.plan
	bottom := plan.names - namesHeight*c.scale/2
	s.kit.Line(p, view.Pixel{X: c.prior.X, Y: plan.chart.Y - 4}, view.Pixel{X: c.prior.X, Y: bottom}, 1, t.Ink.WithAlpha(0.65), mark.BackDash)
	style := s.easel.Text(c.scale, 13, t.Ink)
	style.V = pen.Bottom
	style.H = pen.Center
	left := plan.chart.X - 3 // clear of what stands beside the chart
	s.placer.Reset(view.Rect{X: left, Y: c.figure.Y, W: c.figure.X + c.figure.W - left, H: c.figure.H})
	s.placer.Inside(p, view.Pixel{X: c.prior.X, Y: plan.chart.Y - 5}, c.words.priorShort, style)
}

// lanes draws where the worst and the best equilibrium lead from the prior.
func (s *Scene) lanes(p pen.Pen, c *picture) {
	top := c.plan.lanes
	if len(c.m.worst) > 0 {
		p.Begin("worst", c.words.worstTitle)
		s.lane(p, c, top, c.m.worst, c.words.worst, c.words.worstShares, false)
		p.End()
		top += c.plan.lane
	}
	if len(c.m.best) > 0 {
		p.Begin("best", c.words.bestTitle)
		s.lane(p, c, top, c.m.best, c.words.best, c.words.bestShares, true)
		p.End()
	}
}

// lane draws one equilibrium: pins at its posteriors, arcs from the prior to them.
func (s *Scene) lane(p pen.Pen, c *picture, top float64, pins []pin, name string, shares []string, best bool) {
	t, plan := s.colours(), &c.plan
	colour := c.worstColour(t)
	if best {
		colour = t.Good
	}
	y := top + plan.lane*0.6
	s.kit.Line(p, view.Pixel{X: plan.x(0), Y: y}, view.Pixel{X: plan.x(1), Y: y}, 1.25, t.Line, nil)
	style := s.easel.Text(c.scale, 12, colour)
	style.H, style.Bold = pen.End, true
	p.Text(view.Pixel{X: plan.chart.X - 14*c.scale, Y: y}, name, style)
	from := view.Pixel{X: c.prior.X, Y: y}
	for _, q := range pins {
		belief, probability := c.belief(q)
		to := view.Pixel{X: plan.x(belief[1]), Y: y}
		if d := to.X - from.X; d*d > 16 {
			bend := min(0.16, 0.36*plan.lane/max(d, -d))
			s.kit.Spoke(p, from, to, 0.35*probability, bend, colour.WithAlpha(0.75))
		}
	}
	s.kit.Line(p, view.Pixel{X: from.X, Y: y - 5}, view.Pixel{X: from.X, Y: y + 5}, 1.5, t.Ink, nil)
	s.placer.Reset(view.Rect{X: c.figure.X, Y: top, W: c.figure.W, H: plan.lane})
	for _, q := range pins {
		belief, probability := c.belief(q)
		at := view.Pixel{X: plan.x(belief[1]), Y: y}
		if best {
			s.kit.PinGround(p, at, 0.72*c.pinRadius(probability))
		}
		s.kit.Pin(p, at, 0.72*c.pinRadius(probability), colour, best)
		s.placer.TakeDisc(at, 0.72*c.pinRadius(probability)+3)
	}
	s.shares(p, c, pins, shares, y)
}

// shares writes the probabilities beside the pins.
func (s *Scene) shares(p pen.Pen, c *picture, pins []pin, shares []string, y float64) {
	style := s.easel.Text(c.scale, 12, s.colours().Ink)
	for i, q := range pins {
		belief, probability := c.belief(q)
		at := view.Pixel{X: c.plan.x(belief[1]), Y: y}
		s.placer.Beside(p, at, 0.72*c.pinRadius(probability)+5, shares[i], style, mark.Sides[:2])
	}
}

// ends names the two ends of the axis.
func (s *Scene) ends(p pen.Pen, c *picture) {
	style := s.easel.Text(c.scale, 13, s.colours().Ink)
	r := c.plan.chart
	style.MaxW = 0.48 * (r.W + leftMargin*c.scale)
	p.Text(view.Pixel{X: max(c.figure.X+2, r.X-20), Y: c.plan.names}, c.words.ends[0], style)
	style.H = pen.End
	p.Text(view.Pixel{X: min(c.figure.X+c.figure.W-2, r.X+r.W+20), Y: c.plan.names}, c.words.ends[1], style)
}

// worth marks, in the view of one agent, what it gets alone at the prior: the envelope
// there, above what it gets without a word.
func (s *Scene) worth(p pen.Pen, c *picture) {
	i := c.m.agent
	if i == beliefs.Everyone || !c.m.mapped || i >= len(c.m.hulls) {
		return
	}
	low, high := c.m.atPrior(c.X, i)
	colour := s.colours().Agent(i)
	a := view.Pixel{X: c.prior.X, Y: c.plan.y(low)}
	b := view.Pixel{X: c.prior.X, Y: c.plan.y(high)}
	s.kit.Line(p, a, b, 3, colour, nil)
	s.kit.Dot(p, a, 4, colour)
	s.kit.Dot(p, b, 5, colour)
	s.placer.Reset(c.plan.chart)
	style := s.easel.Text(c.scale, 13, s.colours().Ink)
	s.placer.Beside(p, b, 9, c.words.alone, style, corners[:])
	if high-low > 0.02 {
		s.placer.Beside(p, a, 9, c.words.silent, style, corners[2:])
	}
}

// corners are the places beside a point of a curve, below it last.
var corners = [...]mark.Side{{X: -1, Y: -1}, {X: 1, Y: -1}, {X: 1, Y: 0}, {X: 1, Y: 1}, {X: -1, Y: 0}, {X: -1, Y: 1}}

// atPrior is the payoff and the envelope of an agent at the prior of a list of numbers.
func (m *model) atPrior(numbers []float64, agent int) (payoff, envelope float64) {
	x, at := numbers[1], 2+1+agent
	for i := range m.regions {
		r := &m.regions[i]
		a, b := numbers[r.first:], numbers[r.first+(r.count-1)*m.stride():]
		if x >= a[1]-beliefs.Impossible && x <= b[1]+beliefs.Impossible {
			payoff = between(x, a[1], b[1], a[at], b[at])
			break
		}
	}
	hull := m.hulls[agent]
	for n := 1; n < hull.count; n++ {
		a, b := numbers[hull.first+2*n-2:], numbers[hull.first+2*n:]
		if x >= a[0]-beliefs.Impossible && x <= b[0]+beliefs.Impossible {
			envelope = between(x, a[0], b[0], a[1], b[1])
		}
	}
	return payoff, max(payoff, envelope)
}

// between interpolates from (x0,y0) to (x1,y1).
func between(x, x0, x1, y0, y1 float64) float64 {
	if x1-x0 < beliefs.Impossible {
		return y0
	}
	return y0 + (y1-y0)*(x-x0)/(x1-x0)
}
