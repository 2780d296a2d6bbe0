package equilibrium

import (
	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/mark"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/posterior"
	"github.com/emergent-alignment/emergent/scenes/view"
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
	style := s.easel.Text(c.plane.Scale, 12, t.Muted)
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
	name := posterior.All
	if agent != beliefs.Everyone {
		name = c.words.letters[agent]
	}
	s.brush().Letter(p, &c.plane, c.plan.line(), middle, height, name, colour)
}

// hairline leads from the prior through all parts.
func (s *Scene) hairline(p pen.Pen, c *picture) {
	t, plan := s.colours(), &c.plan
	bottom := plan.names - namesHeight*c.plane.Scale/2
	s.kit.Line(p, view.Pixel{X: c.plane.Prior.X, Y: plan.chart.Y - 4}, view.Pixel{X: c.plane.Prior.X, Y: bottom}, 1,
		t.Ink.WithAlpha(0.65), mark.BackDash)
	style := s.easel.Text(c.plane.Scale, 13, t.Ink)
	style.V = pen.Bottom
	style.H = pen.Center
	left := plan.chart.X - 3 // clear of what stands beside the chart
	s.placer.Reset(view.Rect{X: left, Y: c.plane.Figure.Y, W: c.plane.Figure.X + c.plane.Figure.W - left,
		H: c.plane.Figure.H})
	s.placer.Inside(p, view.Pixel{X: c.plane.Prior.X, Y: plan.chart.Y - 5}, c.words.priorShort, style)
}

// lanes draws where the worst and the best equilibrium lead from the prior.
func (s *Scene) lanes(p pen.Pen, c *picture) {
	s.sets = c.sets(s.sets[:0], s.colours())
	top := c.plan.lanes
	for i := range s.sets {
		set := &s.sets[i]
		if len(set.Pins) > 0 {
			s.brush().Lane(p, &c.plane, c.plan.line(), c.X, set, top, c.plan.lane)
			top += c.plan.lane
		}
	}
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
	a := view.Pixel{X: c.plane.Prior.X, Y: c.plan.y(low)}
	b := view.Pixel{X: c.plane.Prior.X, Y: c.plan.y(high)}
	s.kit.Line(p, a, b, 3, colour, nil)
	s.kit.Dot(p, a, 4, colour)
	s.kit.Dot(p, b, 5, colour)
	s.placer.Reset(c.plan.chart)
	style := s.easel.Text(c.plane.Scale, 13, s.colours().Ink)
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
