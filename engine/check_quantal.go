package engine

import (
	"math"
	"slices"

	"github.com/emergent-alignment/emergent/engine/numeric"
	"github.com/emergent-alignment/emergent/engine/quantal"
)

func (*quantalPart) notes() []string { return []string{"quantal."} }

// check checks what a logit user gets from the formulas of docs/model.md, section 6:
// full disclosure, no conversation, the bounds, and that the posteriors shown are plausible
// and give the values claimed. With certificates it says that they are equilibria, and how
// far the worst and the best can be from them (quantal.Proves, by branch and bound).
func (*quantalPart) check(c *checker, r *Result) {
	q := r.Quantal
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
		c.quantalBounds(q, r, table.Opt())
	}
	if (q.Worst != nil) != (q.Grid != nil) || (q.Best != nil) != (q.Grid != nil) {
		c.fail("quantal.worst", "and best must be there just where grid is")
	}
	if c.same("quantal.grid", q.Grid, quantal.BaseGrid(len(table.Signals))); q.Grid != nil {
		c.quantalEnds(&table, q)
	}
	c.verify("quantal.floor (from its weights)", func() {
		k := len(c.g.Agents)
		if c.length("quantal.floorWeights", len(q.FloorWeights), k) && c.length("quantal.agents", len(q.Agents), k) {
			c.equal("quantal.floor", q.Floor, min(c.proved(q.FloorWeights, q.Agents), q.Full))
		}
	})
}

// quantalEnds checks worst and best, with their intervals where there are some.
func (c *checker) quantalEnds(table *quantal.Table, q *QuantalResult) {
	if q.WorstInterval == nil || q.BestInterval == nil || q.Worst == nil || q.Best == nil {
		c.unverified("that quantal.worst and best are the ends of the equilibria on their grid")
		c.verify("quantal posteriors (plausible, with the user's value)", func() {
			c.outcomeOnGrid(table, "quantal.worst", q.Lambda, q.Worst, q.WorstPosteriors)
			c.outcomeOnGrid(table, "quantal.best", q.Lambda, q.Best, q.BestPosteriors)
		})
		return
	}
	c.verify("quantal.worst and best are the low ends of their intervals", func() {
		c.equal("quantal.worst", *q.Worst, q.WorstInterval[0])
		c.equal("quantal.best", *q.Best, q.BestInterval[0])
	})
	ends := []quantalEnd{
		{"worst", 1, q.WorstInterval[0], q.WorstInterval[1], q.WorstPlane, q.WorstWeight, q.WorstPosteriors},
		{"best", -1, -q.BestInterval[1], -q.BestInterval[0], q.BestPlane, q.BestWeight, q.BestPosteriors},
	}
	if len(c.g.Agents) == 1 {
		c.verify("quantal intervals of one agent (outer ends by planes, posteriors plausible)", func() {
			c.same("quantal.bestInterval", *q.BestInterval, *q.WorstInterval)
			attained := max(c.attained(table, q.Lambda, q.WorstPosteriors, 1),
				c.attained(table, q.Lambda, q.BestPosteriors, 1))
			shown := c.attained(table, q.Lambda, q.BestPosteriors, 0)
			for _, e := range ends {
				c.outcomeOnGrid(table, "quantal."+e.name, q.Lambda, nil, e.posteriors)
				e.inner = e.sign * shown
				c.quantalOuter(table, q, e, attained)
			}
		})
		return
	}
	c.verify("quantal intervals (inner ends by unimprovable posteriors, outer ends by planes)", func() {
		for _, e := range ends {
			c.quantalOuter(table, q, e, 0)
			c.unimprovable(table, q.Lambda, "quantal."+e.name, e.posteriors)
		}
		c.outcomeOnGrid(table, "quantal.worst", q.Lambda, &q.WorstInterval[1], q.WorstPosteriors)
		c.outcomeOnGrid(table, "quantal.best", q.Lambda, &q.BestInterval[0], q.BestPosteriors)
	})
}

// quantalEnd is the worst or, with sign -1, the best: its outer and inner ends, times the sign, and
// proofs.
type quantalEnd struct {
	name               string
	sign, outer, inner float64
	plane              []float64
	weight             float64
	posteriors         []QuantalPosterior
}

// quantalOuter checks that an outer end is what a plane, or the floor, proves, or the inner end where
// that is more; attained is what some scheme gives an agent alone.
func (c *checker) quantalOuter(table *quantal.Table, q *QuantalResult, e quantalEnd, attained float64) {
	field := "quantal." + e.name
	if len(table.Signals) == 1 {
		c.length(field+"Plane", len(e.plane), 0)
		c.equal(field+"Interval", e.sign*e.outer, q.Full) // nothing can be said
		return
	}
	if alone := len(c.g.Agents) == 1; !slices.Contains(quantal.Weights(), e.weight) || !alone && e.weight != 0 {
		c.fail(field+"Weight", "is %s, must be one of %v, and 0 with two agents or more",
			number(e.weight), quantal.Weights())
	}
	proved := math.Inf(-1)
	if len(e.plane) > 0 || e.sign < 0 {
		if !c.length(field+"Plane", len(e.plane), c.g.AgentSignal.Cols) {
			return
		}
		c.impossible(field+"Plane", table.Signals, e.plane)
		proved = quantal.Proves(&c.g, q.Lambda, e.sign, gathered(table.Signals, e.plane), e.weight, attained)
	}
	if e.sign > 0 {
		proved = max(proved, q.Floor) // under every equilibrium, by its weights
	} else {
		proved = max(proved, -table.Opt())
	}
	c.atMost(field+"Interval", "the outer end", e.outer, proved)
	c.atMostWithin(quantal.ProofRounding(len(table.Signals)), field+"Interval", "the end that is proved",
		min(proved, e.inner), e.outer)
}

// impossible checks that a list over signals is 0 at those that cannot occur.
func (c *checker) impossible(field string, possible []int, x []float64) {
	for s, v := range x {
		if !slices.Contains(possible, s) && v != 0 {
			c.fail(at(field, s), "is %s at a signal that cannot occur", number(v))
		}
	}
}

// unimprovable checks that no agent can improve on posteriors.
func (c *checker) unimprovable(table *quantal.Table, lambda float64, field string, posteriors []QuantalPosterior) {
	for j, p := range posteriors {
		if len(table.Signals) > 1 && len(p.Belief) == c.g.AgentSignal.Cols &&
			!quantal.Unimprovable(&c.g, lambda, gathered(table.Signals, p.Belief)) {
			c.fail(at(field+"Posteriors", j), "may be a belief on which an agent can improve")
		}
	}
}

// attained is what posteriors give a party, 0 being the user.
func (c *checker) attained(table *quantal.Table, lambda float64, posteriors []QuantalPosterior,
	party int) (payoff float64) {
	values := make([]float64, table.Parties)
	for _, p := range posteriors {
		if len(p.Belief) == c.g.AgentSignal.Cols {
			table.At(gathered(table.Signals, p.Belief), lambda, values)
			payoff += p.Probability * values[party]
		}
	}
	return payoff
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
	value := numeric.Dot(w, full)
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
func (c *checker) quantalBounds(q *QuantalResult, r *Result, opt float64) {
	loss := 2 * r.Alignment.Epsilon
	c.verify("quantal bounds", func() {
		c.equal("quantal.boundFull", q.BoundFull, q.Full-loss)
		if (q.BoundLambda != nil) != (q.Lambda > 0) {
			c.fail("quantal.boundLambda", "must be given exactly when lambda is positive")
		} else if q.BoundLambda != nil {
			c.equal("quantal.boundLambda", *q.BoundLambda, opt-math.Log(float64(c.g.Actions))/q.Lambda-loss)
		}
		if !slices.Contains(r.Notes, floorNote) {
			c.atMost("quantal.boundFull", "the bound", q.BoundFull, q.Floor)
		}
		if q.Worst != nil {
			c.atMost("quantal.floor", "the floor", q.Floor, *q.Worst)
		}
	})
}

// outcomeOnGrid checks that posteriors average to the prior and are worth the value claimed, if
// one is.
func (c *checker) outcomeOnGrid(table *quantal.Table, field string, lambda float64, claimed *float64,
	posteriors []QuantalPosterior) {
	mean := make([]float64, len(table.Prior))
	values := make([]float64, table.Parties)
	user := 0.0
	for j, p := range posteriors {
		if !c.length(at(field+"Posteriors", j), len(p.Belief), c.g.AgentSignal.Cols) {
			return
		}
		c.impossible(at(field+"Posteriors", j), table.Signals, p.Belief)
		belief := gathered(table.Signals, p.Belief)
		for k := range belief {
			mean[k] += p.Probability * belief[k]
			c.atMost(at(field+"Posteriors", j), "minus a probability", max(-belief[k], -p.Probability), 0)
		}
		table.At(belief, lambda, values)
		user += p.Probability * values[0]
	}
	for k, m := range mean {
		c.equal(field+"Posteriors, mean", m, table.Prior[k])
	}
	if claimed != nil {
		c.equal(field, *claimed, user)
	}
}
