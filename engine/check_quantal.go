package engine

import (
	"math"

	"github.com/emergent-alignment/emergent/engine/quantal"
)

// quantal checks what a logit user gets from the formulas of docs/model.md, section 6:
// full disclosure, no conversation, the bounds, and that the posteriors shown are plausible
// and give the values claimed. With certificates it says that they are equilibria, and how
// far the worst and the best can be from them (quantal.Proves, by branch and bound).
func (c *checker) quantal(q *QuantalResult, r Result) {
	if lambda := c.s.ResponseOrDefault().Lambda; q.Lambda != lambda {
		c.fail("quantal.lambda", "is %s, the scenario says %s", number(q.Lambda), number(lambda))
		return
	}
	var table quantal.Table
	table.Set(&c.g)
	values := make([]float64, table.Parties)
	c.verify("quantal.full and none", func() {
		table.Full(q.Lambda, values)
		c.equal("quantal.full", q.Full, values[0])
		if c.length("quantal.agents", len(q.Agents), len(values)-1) {
			for i, x := range q.Agents {
				c.equal(at("quantal.agents", i), x, values[1+i])
			}
		}
		table.At(table.Prior, q.Lambda, values)
		c.equal("quantal.none", q.None, values[0])
	})
	if r.Alignment != nil {
		c.quantalBounds(q, 2*r.Alignment.Epsilon, table.Opt())
	}
	c.quantalEnds(&table, q)
	c.verify("quantal.floor (from its weights)", func() {
		k := len(c.g.Agents)
		if c.length("quantal.floorWeights", len(q.FloorWeights), k) && c.length("quantal.agents", len(q.Agents), k) {
			c.equal("quantal.floor", q.Floor, c.proved(q.FloorWeights, q.Agents))
		}
	})
}

// quantalEnds checks worst and best, with their intervals where there are some.
func (c *checker) quantalEnds(table *quantal.Table, q *QuantalResult) {
	worst, best := q.Worst, q.Best
	if certified := q.WorstInterval != nil && q.BestInterval != nil && worst != nil && best != nil; certified {
		c.verify("quantal.worst and best are the low ends of their intervals", func() {
			c.equal("quantal.worst", *worst, q.WorstInterval[0])
			c.equal("quantal.best", *best, q.BestInterval[0])
		})
		if len(c.g.Agents) == 1 {
			c.leave("the intervals of quantal.worst and best of an agent alone")
			return
		}
		worst, best = &q.WorstInterval[1], &q.BestInterval[0]
		c.verify("quantal intervals (inner ends by unimprovable posteriors, outer ends by planes)", func() {
			c.quantalInterval(table, q, "worst", 1, q.WorstInterval[0], q.WorstPlane, q.WorstPosteriors)
			c.quantalInterval(table, q, "best", -1, -q.BestInterval[1], q.BestPlane, q.BestPosteriors)
		})
	} else {
		c.leave("that quantal.worst and best are the ends of the equilibria on their grid")
	}
	c.verify("quantal posteriors (plausible, with the user's value)", func() {
		c.outcomeOnGrid(table, "quantal.worst", q.Lambda, worst, q.WorstPosteriors)
		c.outcomeOnGrid(table, "quantal.best", q.Lambda, best, q.BestPosteriors)
	})
}

// quantalInterval checks that the posteriors of one end are unimprovable, and that its plane
// proves the outer one, times sign.
func (c *checker) quantalInterval(table *quantal.Table, q *QuantalResult, end string, sign, outer float64, plane []float64, posteriors []QuantalPosterior) {
	n := c.g.AgentSignal.Cols
	if len(table.Signals) == 1 || !c.length("quantal."+end+"Plane", len(plane), n) {
		return
	}
	proved := quantal.Proves(&c.g, q.Lambda, sign, gathered(table.Signals, plane))
	if sign > 0 {
		proved = max(proved, q.Floor) // under every equilibrium, by its weights
	}
	c.atMost("quantal."+end+"Interval", "the outer end", outer, proved)
	for j, p := range posteriors {
		if len(p.Belief) == n && !quantal.Unimprovable(&c.g, q.Lambda, gathered(table.Signals, p.Belief)) {
			c.fail(at("quantal."+end+"Posteriors", j), "may be a belief on which an agent can improve")
		}
	}
}

// gathered are the numbers of some signals.
func gathered(signals []int, x []float64) []float64 {
	out := make([]float64, len(signals))
	for k, s := range signals {
		out[k] = x[s]
	}
	return out
}

// proved is the least value for the user, whatever she does and whatever is said, that
// weights w >= 0 prove from E U_i >= F_i for all i:
//
//	sum over (x_A, x_B) of min_a E[u_A - sum_i w_i U_i; a, x_A, x_B]  +  sum_i w_i F_i
func (c *checker) proved(w, full []float64) float64 {
	value := inner(w, full)
	for i, x := range w {
		c.atMost(at("quantal.floorWeights", i), "minus the weight", -x, 0)
	}
	for xB := range c.g.AgentSignal.Cols {
		for xA := range c.g.UserSignal.Cols {
			least := math.Inf(1)
			for a := range c.g.Actions {
				sum := 0.0
				for y, p := range c.g.Prior {
					gain := c.g.User.At(a, y)
					for i, u := range c.g.Agents {
						gain -= w[i] * u.At(a, y)
					}
					sum += p * c.g.UserSignal.At(y, xA) * c.g.AgentSignal.At(y, xB) * gain
				}
				least = min(least, sum)
			}
			value += least
		}
	}
	return value
}

// quantalBounds checks both bounds that follow from epsilon.
func (c *checker) quantalBounds(q *QuantalResult, loss, opt float64) {
	c.verify("quantal bounds", func() {
		c.equal("quantal.boundFull", q.BoundFull, q.Full-loss)
		if (q.BoundLambda != nil) != (q.Lambda > 0) {
			c.fail("quantal.boundLambda", "must be given exactly when lambda is positive")
		} else if q.BoundLambda != nil {
			c.equal("quantal.boundLambda", *q.BoundLambda, opt-math.Log(float64(c.g.Actions))/q.Lambda-loss)
		}
		c.atMost("quantal.boundFull", "the bound", q.BoundFull, q.Floor)
		if q.Worst != nil {
			c.atMost("quantal.floor", "the floor", q.Floor, *q.Worst)
		}
	})
}

// outcomeOnGrid checks that posteriors average to the prior and are worth the value claimed.
func (c *checker) outcomeOnGrid(table *quantal.Table, field string, lambda float64, claimed *float64, posteriors []QuantalPosterior) {
	if claimed == nil {
		return
	}
	mean := make([]float64, len(table.Prior))
	values := make([]float64, table.Parties)
	belief := make([]float64, len(table.Prior))
	user := 0.0
	for j, p := range posteriors {
		if !c.length(at(field+"Posteriors", j), len(p.Belief), c.g.AgentSignal.Cols) {
			return
		}
		for k, s := range table.Signals {
			belief[k] = p.Belief[s]
			mean[k] += p.Probability * belief[k]
			c.atMost(at(field+"Posteriors", j), "minus a probability", max(-belief[k], -p.Probability), 0)
		}
		table.At(belief, lambda, values)
		user += p.Probability * values[0]
	}
	for k, m := range mean {
		c.equal(field+"Posteriors, mean", m, table.Prior[k])
	}
	c.equal(field, *claimed, user)
}
