package persuasion

import "math"

// Optimal finds, among the optimal schemes of one agent at the prior, one with the largest
// expectation of a payoff of pairs, and appends it to an empty dst: what Monopoly does for the
// user, for anybody.
func (c *Schemer) Optimal(dst Scheme, e *Envelope, payoff func(j int) float64) Scheme {
	p := e.Space
	var m Monopoly
	c.Monopoly(&m, e) // marks the pairs on the agent's plane, c.on
	c.favor(p, payoff, func(j int) bool { return c.on[j] })
	for s := range p.N {
		if b := p.Corner[s]; math.IsInf(c.height[b], -1) {
			c.height[b], c.chosen[b] = lastResort, int32(p.Rule[s])
		}
	}
	c.mixer.start(p, c.height, &p.Prior, uint8(1<<p.N-1))
	c.mixer.climb(math.Inf(1))
	return c.take(dst, p)
}
