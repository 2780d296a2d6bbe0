package engine

import (
	"math"
	"slices"

	"github.com/emergent-alignment/emergent/engine/align"
)

// fitChecker checks what a result says of fixed combinations of the agents. With e the
// error of a combination at each of N entries, and P the projection that removes the best
// offset in the mean (nothing, the mean, or the mean of each state),
//
//	RMS = |P e| / sqrt(N),    Max = the largest |e - c| with c the middle of e's range,
//
// over all entries or over each state's. A conic combination has its best scale t >= 0 as
// well: for RMS that is <P m, P u_A> / <P m, P m>; for Max no formula gives it.
type fitChecker struct {
	*checker
	table   align.Table
	variant align.Variant
	epsilon float64
}

// all checks the best agent, the average and the least squares.
func (c fitChecker) all(a *AlignmentResult) {
	k := len(c.table.Agents)
	c.verify("alignment.average", func() {
		c.fit("alignment.average", a.Average, slices.Repeat([]float64{1 / float64(k)}, k))
	})
	c.verify("alignment.bestAgent", func() { c.bestAgent(a.BestAgent) })
	c.verify("alignment.leastSquares", func() {
		if w := a.LeastSquares.Weights; c.length("alignment.leastSquares.weights", len(w), k) {
			c.fit("alignment.leastSquares", a.LeastSquares, w)
			c.leastSquares("alignment.leastSquares.weights", w)
		}
	})
	if c.variant.Conic {
		c.leave("that alignment.average.max, bestAgent.max and leastSquares.max have the best scale")
	}
}

// bestAgent checks the errors of the agent named, and that no other one's is less.
func (c fitChecker) bestAgent(best FitResult) {
	if best.Index == nil || *best.Index < 0 || *best.Index >= len(c.table.Agents) {
		c.fail("alignment.bestAgent.index", "is missing or not the number of an agent")
		return
	}
	for i := range c.table.Agents {
		w := make([]float64, len(c.table.Agents))
		w[i] = 1
		if i == *best.Index {
			c.fit("alignment.bestAgent", best, w)
		} else if !c.variant.Conic {
			c.atMost("alignment.bestAgent.max", "the best agent's error", best.Max, c.largest(c.errors(w, 1)))
		}
	}
}

// flatCombination is the length below which a projected combination counts as an offset and
// nothing more: rounding leaves 1e-16 of it, and a scale would blow that up.
const flatCombination = 1e-9

// fit checks the errors of a combination that is fixed up to offset and, if conic, scale.
func (c fitChecker) fit(field string, f FitResult, w []float64) {
	scale := 1.0
	if c.variant.Conic {
		m := c.projected(c.errors(w, 1)) // P(m - u), and below P m
		u := c.projected(slices.Clone(c.table.User))
		for e := range m {
			m[e] += u[e]
		}
		scale = 0
		if size := inner(m, m); size > flatCombination*flatCombination {
			scale = max(0, inner(m, u)/size)
		}
	} else {
		c.equal(field+".max", f.Max, c.largest(c.errors(w, 1)))
	}
	p := c.projected(c.errors(w, scale))
	c.equal(field+".rms", f.RMS, math.Sqrt(inner(p, p)/float64(len(p))))
	c.atMost("alignment.epsilon", "epsilon", c.epsilon, f.Max)
	c.atMost(field+".rms", "the mean error", f.RMS, f.Max)
}

// leastSquares checks that weights are allowed and optimal. With r the projected error,
// moving weight to agent i gains at the rate <P U_i, -r>; |r|^2/2 exceeds the least by at
// most the best rate times the weight there is, less the rate of the weights as they are.
func (c fitChecker) leastSquares(field string, w []float64) {
	r := c.projected(c.errors(w, 1))
	best, current := math.Inf(-1), 0.0
	if c.variant.Conic {
		best = 0 // weight need not be used at all
	}
	for i, u := range c.table.Agents {
		rate := -inner(c.projected(slices.Clone(u)), r)
		best = max(best, rate)
		current += w[i] * rate
		c.atMost(at(field, i), "minus the weight", -w[i], 0)
	}
	if !c.variant.Conic {
		c.equal(field+" sum", total(w), 1)
	}
	c.atMost(field, "the possible improvement", best*total(w)-current, 0)
}

// errors is scale * sum_i w_i U_i - u_A at each entry.
func (c fitChecker) errors(w []float64, scale float64) []float64 {
	e := make([]float64, len(c.table.User))
	for i, u := range c.table.Agents {
		for k, x := range u {
			e[k] += scale * w[i] * x
		}
	}
	for k, x := range c.table.User {
		e[k] -= x
	}
	return e
}

// groups is how many offsets there are; entry e has offset e mod groups.
func (c fitChecker) groups() int {
	return map[align.Offset]int{align.NoOffset: 0, align.Constant: 1, align.State: c.table.States}[c.variant.Offset]
}

// projected takes the mean over each offset's entries away, in place.
func (c fitChecker) projected(e []float64) []float64 {
	groups := c.groups()
	for g := range groups {
		mean := 0.0
		for k := g; k < len(e); k += groups {
			mean += e[k] * float64(groups) / float64(len(e))
		}
		for k := g; k < len(e); k += groups {
			e[k] -= mean
		}
	}
	return e
}

// largest is the largest error that remains with the best offset.
func (c fitChecker) largest(e []float64) float64 {
	groups := c.groups()
	if groups == 0 {
		return max(slices.Max(e), -slices.Min(e))
	}
	largest := 0.0
	for g := range groups {
		low, high := math.Inf(1), math.Inf(-1)
		for k := g; k < len(e); k += groups {
			low, high = min(low, e[k]), max(high, e[k])
		}
		largest = max(largest, (high-low)/2)
	}
	return largest
}
