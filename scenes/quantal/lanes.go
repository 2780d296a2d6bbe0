package quantal

import (
	"emergent/scenes/beliefs"
	"emergent/scenes/mark"
	"emergent/scenes/pen"
	"emergent/scenes/view"
)

// bars draws, under the band, the beliefs that single agents would not change, a row each,
// and those that nobody would, in bold.
func (s *Scene) bars(p pen.Pen, c *picture) {
	t, plan := s.colours(), &c.plan
	p.Begin("unimprovable", "Beliefs that no agent would change by saying more")
	defer p.End()
	y := plan.rows
	if plan.listed > 0 {
		for i := range c.m.agents {
			if c.shows(i) {
				s.row(p, c, y, plan.row, i, t.Agent(i))
				y += plan.row
			}
		}
	}
	if c.m.agents == 1 {
		s.row(p, c, y, plan.all, 0, t.Agent(0))
		return
	}
	s.row(p, c, y, plan.all, beliefs.Everyone, t.Ink)
}

// row draws the unimprovable beliefs of one agent or of all: bars for intervals, dots for
// single beliefs, on a faint line.
func (s *Scene) row(p pen.Pen, c *picture, top, height float64, agent int, colour pen.Color) {
	plan := &c.plan
	middle := top + height/2
	s.kit.Line(p, view.Pixel{X: plan.x(0), Y: middle}, view.Pixel{X: plan.x(1), Y: middle}, 1, s.colours().Grid, nil)
	thick := max(2.5, 0.42*height)
	if agent == beliefs.Everyone {
		thick = max(3, 0.6*height)
	}
	for _, b := range c.m.bars {
		if b.agent != agent {
			continue
		}
		low, high := plan.x(c.X[b.first]), plan.x(c.X[b.first+1])
		if high-low < thick {
			middleX := (low + high) / 2
			s.kit.Bar(p, view.Rect{X: middleX - thick/2, Y: middle - thick/2 - 1, W: thick, H: thick + 2}, colour)
			continue
		}
		s.kit.Bar(p, view.Rect{X: low, Y: middle - thick/2, W: high - low, H: thick}, colour)
	}
	style := s.easel.Text(c.scale, 12, colour)
	style.H, style.Bold = pen.End, true
	at := view.Pixel{X: plan.chart.X - 8, Y: middle}
	switch {
	case agent == beliefs.Everyone:
		p.Text(at, "all", style)
	case height >= letterRow:
		p.Text(at, c.words.letters[agent], style)
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
	style.V, style.H = pen.Bottom, pen.Center
	s.placer.Reset(c.figure)
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

// lanePin is how large pins on a lane are beside those in a triangle.
const lanePin = 0.72

// lane draws one equilibrium: pins at its posteriors, arcs from the prior to them.
func (s *Scene) lane(p pen.Pen, c *picture, top float64, pins []pin, name string, shares []string, best bool) {
	t, plan := s.colours(), &c.plan
	colour := t.Bad
	if best {
		colour = t.Good
	}
	y := top + plan.lane*0.6
	s.kit.Line(p, view.Pixel{X: plan.x(0), Y: y}, view.Pixel{X: plan.x(1), Y: y}, 1.25, t.Line, nil)
	style := s.easel.Text(c.scale, 12, colour)
	style.H, style.Bold = pen.End, true
	p.Text(view.Pixel{X: plan.chart.X - 8 - 6*c.scale, Y: y}, name, style)
	from := view.Pixel{X: c.prior.X, Y: y}
	for _, q := range pins {
		belief, probability := c.belief(q)
		to := c.at(belief, y)
		if d := to.X - from.X; d*d > 16 {
			s.kit.Spoke(p, from, to, 0.35*probability, min(0.16, 0.36*plan.lane/max(d, -d)), colour.WithAlpha(0.75))
		}
	}
	s.kit.Line(p, view.Pixel{X: from.X, Y: y - 5}, view.Pixel{X: from.X, Y: y + 5}, 1.5, t.Ink, nil)
	s.placer.Reset(view.Rect{X: c.figure.X, Y: top, W: c.figure.W, H: plan.lane})
	for _, q := range pins {
		belief, probability := c.belief(q)
		r := lanePin * c.pinRadius(probability)
		s.kit.Pin(p, c.at(belief, y), r, colour, best)
		s.placer.TakeDisc(c.at(belief, y), r+3)
	}
	style = s.easel.Text(c.scale, 12, t.Ink)
	for i, q := range pins {
		belief, probability := c.belief(q)
		s.placer.Beside(p, c.at(belief, y), lanePin*c.pinRadius(probability)+5, shares[i], style, mark.Sides[:2])
	}
}

// ends names the two ends of the line.
func (s *Scene) ends(p pen.Pen, c *picture) {
	style := s.easel.Text(c.scale, 13, s.colours().Ink)
	r := c.plan.chart
	style.MaxW = 0.48 * (r.W + leftMargin*c.scale)
	p.Text(view.Pixel{X: max(c.figure.X+2, r.X-20), Y: c.plan.names}, c.words.ends[0], style)
	style.H = pen.End
	p.Text(view.Pixel{X: min(c.figure.X+c.figure.W-2, r.X+r.W+20), Y: c.plan.names}, c.words.ends[1], style)
}
