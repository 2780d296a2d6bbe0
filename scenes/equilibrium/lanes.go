package equilibrium

import (
	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/chart"
	"github.com/emergent-alignment/emergent/scenes/mark"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// bars draws, under the axis, the beliefs that single agents would not change, a row each,
// and those that nobody would, in bold.
func (s *Scene) bars(p pen.Pen, c *picture) {
	if !c.m.mapped {
		return
	}
	s.stays = c.stays(s.stays[:0])
	s.painter().Rows(p, &c.Picture, c.m.Agent, "Beliefs that would be left as they are by", 0.52, s.stays)
}

// stays appends the unimprovable beliefs of each agent that has a row, and of all: faces of regions.
func (c *picture) stays(dst []beliefs.Unimprovable) []beliefs.Unimprovable {
	for i := range c.m.Regions {
		r := &c.m.Regions[i]
		for _, f := range c.m.faces[i] {
			last := len(f.Vertices) - 1
			low, high := c.Vertex(r, f.Vertices[0])[1], c.Vertex(r, f.Vertices[last])[1]
			for agent := beliefs.Everyone; agent < c.m.Agents; agent++ {
				if (agent == beliefs.Everyone || c.m.Shows(agent)) && stays(&f, agent) {
					dst = append(dst, beliefs.Unimprovable{Agent: agent, Low: low, High: high, Dot: last == 0})
				}
			}
		}
	}
	return dst
}

// hairline leads from the prior through all parts.
func (s *Scene) hairline(p pen.Pen, c *picture) {
	room := c.Figure
	left := c.Plan.Chart.X - 3 // clear of what stands beside the chart
	room.X, room.W = left, room.X+room.W-left
	s.painter().Hairline(p, &c.Picture, room)
}

// worth marks, in the view of one agent, what it gets alone at the prior: the envelope
// there, above what it gets without a word.
func (s *Scene) worth(p pen.Pen, c *picture) {
	i := c.m.Agent
	if i == beliefs.Everyone || !c.m.mapped || i >= len(c.m.hulls) {
		return
	}
	low, high := c.m.atPrior(c.X, i)
	color := s.Colors().Agent(i)
	a := view.Pixel{X: c.Prior.X, Y: c.Plan.Y(low)}
	b := view.Pixel{X: c.Prior.X, Y: c.Plan.Y(high)}
	s.Marks.Line(p, a, b, 3, color, nil)
	s.Marks.Dot(p, a, 4, color)
	s.Marks.Dot(p, b, 5, color)
	s.Placer.Reset(c.Plan.Chart)
	style := s.Fade.Text(c.Scale, 13, s.Colors().Ink)
	s.Placer.Beside(p, b, 9, c.words.alone, style, corners[:])
	if high-low > 0.02 {
		s.Placer.Beside(p, a, 9, c.words.silent, style, corners[2:])
	}
}

// corners are the places beside a point of a curve, below it last.
var corners = [...]mark.Side{{X: -1, Y: -1}, {X: 1, Y: -1}, {X: 1, Y: 0}, {X: 1, Y: 1}, {X: -1, Y: 0}, {X: -1, Y: 1}}

// atPrior is the payoff and the envelope of an agent at the prior of a list of numbers.
func (m *model) atPrior(numbers []float64, agent int) (payoff, envelope float64) {
	x, at := numbers[1], 2+1+agent
	for i := range m.Regions {
		r := &m.Regions[i]
		a, b := numbers[r.First:], numbers[r.First+(r.Count-1)*r.Stride:]
		if x >= a[1]-beliefs.Impossible && x <= b[1]+beliefs.Impossible {
			payoff = chart.Between(x, a[1], b[1], a[at], b[at])
			break
		}
	}
	hull := m.hulls[agent]
	for n := 1; n < hull.count; n++ {
		a, b := numbers[hull.first+2*n-2:], numbers[hull.first+2*n:]
		if x >= a[0]-beliefs.Impossible && x <= b[0]+beliefs.Impossible {
			envelope = chart.Between(x, a[0], b[0], a[1], b[1])
		}
	}
	return payoff, max(payoff, envelope)
}
