package quantal

import (
	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/pen"
)

// bars draws, under the band, the beliefs that single agents would not change, a row each,
// and those that nobody would, in bold.
func (s *Scene) bars(p pen.Pen, c *picture) {
	p.Begin("unimprovable", "Beliefs that no agent would change by saying more")
	defer p.End()
	s.stays = s.stays[:0]
	for _, b := range c.m.bars {
		low, high := c.X[b.first], c.X[b.first+1]
		s.stays = append(s.stays, beliefs.Unimprovable{Agent: b.agent, Low: low, High: high, Dot: true})
	}
	s.painter().Rows(p, &c.plane, &c.plan, c.words.letters, c.m.agent, 0.6, s.stays)
}

// lanes draws where the worst and the best equilibrium lead from the prior.
func (s *Scene) lanes(p pen.Pen, c *picture) {
	s.painter().Lanes(p, &c.plane, &c.plan, c.X, []beliefs.Split{c.worstSet(s.Colors()), c.bestSet(s.Colors())})
}
