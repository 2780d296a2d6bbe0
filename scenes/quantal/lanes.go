package quantal

import (
	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/mark"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/posterior"
	"github.com/emergent-alignment/emergent/scenes/view"
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
	name := posterior.All
	if agent != beliefs.Everyone {
		name = c.words.letters[agent]
	}
	s.brush().Letter(p, &c.plane, plan.line(), middle, height, name, colour)
}

// hairline leads from the prior through all parts.
func (s *Scene) hairline(p pen.Pen, c *picture) {
	t, plan := s.colours(), &c.plan
	bottom := plan.names - namesHeight*c.plane.Scale/2
	s.kit.Line(p, view.Pixel{X: c.plane.Prior.X, Y: plan.chart.Y - 4}, view.Pixel{X: c.plane.Prior.X, Y: bottom}, 1,
		t.Ink.WithAlpha(0.65), mark.BackDash)
	style := s.easel.Text(c.plane.Scale, 13, t.Ink)
	style.V, style.H = pen.Bottom, pen.Center
	s.placer.Reset(c.plane.Figure)
	s.placer.Inside(p, view.Pixel{X: c.plane.Prior.X, Y: plan.chart.Y - 5}, c.words.priorShort, style)
}

// lanes draws where the worst and the best equilibrium lead from the prior.
func (s *Scene) lanes(p pen.Pen, c *picture) {
	worst, best, top := c.worstSet(s.colours()), c.bestSet(s.colours()), c.plan.lanes
	for _, set := range [...]*posterior.Set{&worst, &best} {
		if len(set.Pins) > 0 {
			s.brush().Lane(p, &c.plane, c.plan.line(), c.X, set, top, c.plan.lane)
			top += c.plan.lane
		}
	}
}
