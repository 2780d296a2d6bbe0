package engine

import (
	"math"

	"github.com/emergent-alignment/emergent/engine/selection"
)

// selection checks what is said of selecting one agent as far as it follows from itself:
// the ends of the list of equilibria, the order of bids, the shape of the frontiers and the
// formula of the bound. That the frontiers are out of reach, and that the equilibria are
// all there are, has no certificate in a result. Bids and frontiers are stated in the limit of
// the lowered game (section 1, Ties), which moves them by a few times its step, so their
// order is checked to selection.CheckTolerance.
func (c *checker) selection(v *SelectionResult) {
	c.verify("selection.worst and best are the ends of its equilibria", func() {
		worst, best := math.Inf(1), math.Inf(-1)
		for j, e := range v.Equilibria {
			c.agentNumber(at("selection.equilibria", j)+".agent", e.Agent)
			c.atMost(at("selection.equilibria", j)+".user", "the low end", e.User[0], e.User[1])
			worst, best = min(worst, e.User[0]), max(best, e.User[1])
		}
		c.equal("selection.worst", v.Worst, worst)
		c.equal("selection.best", v.Best, best)
	})
	c.verify("selection.frontiers (concave, not rising)", func() {
		if c.length("selection.frontiers", len(v.Frontiers), len(c.g.Agents)) {
			for i, f := range v.Frontiers {
				c.frontier(at("selection.frontiers", i), f)
			}
		}
	})
	rises := c.s.SelectionOrDefault().Mode == Ascending
	c.verify("selection.path", func() {
		for j, b := range v.Path {
			c.agentNumber(at("selection.path", j)+".agent", b.Agent)
			if j > 0 && rises {
				c.atMostBut(selection.CheckTolerance, at("selection.path", j), "the bid before", v.Path[j-1].User, b.User)
			}
		}
	})
	if e := v.Evaluation; e != nil {
		c.verify("selection.evaluation.bound", func() {
			p, k := 1-e.Confidence, float64(len(c.g.Agents))
			c.equal("selection.evaluation.bound", e.Bound, 2*math.Sqrt(math.Log(2*k/p)/(2*float64(e.Samples))))
		})
	}
	c.leave("that selection.frontiers and equilibria are as stated")
}

func (c *checker) agentNumber(field string, i int) {
	if i < 0 || i >= len(c.g.Agents) {
		c.fail(field, "is %d, there are %d agents", i, len(c.g.Agents))
	}
}

// frontier checks that break points go right and down, ever more steeply. A slope is
// compared through products, so that a vertical edge needs no division.
func (c *checker) frontier(field string, f []FrontierPoint) {
	for j := 1; j < len(f); j++ {
		c.atMostBut(selection.CheckTolerance, at(field, j)+".user", "the one before", f[j-1].User, f[j].User)
		c.atMostBut(selection.CheckTolerance, at(field, j)+".value", "the value", f[j].Value, f[j-1].Value)
		if j > 1 {
			p, q, r := f[j-2], f[j-1], f[j]
			c.atMostBut(selection.CheckTolerance, at(field, j), "the bend upward", (r.Value-q.Value)*(q.User-p.User), (q.Value-p.Value)*(r.User-q.User))
		}
	}
}
