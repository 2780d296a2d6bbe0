package engine

import (
	"math"
	"slices"

	"github.com/emergent-alignment/emergent/engine/align"
	"github.com/emergent-alignment/emergent/engine/numeric"
)

// fitChecker checks what a result says of fixed combinations of the agents. With e the
// error of a combination at each of N entries, and P the projection that removes the best
// offset in the mean (nothing, the mean, or the mean of each state),
//
//	RMS = |P e| / sqrt(N),    Max = the largest |e - c| with c the middle of e's range,
//
// over all entries or over each state's. A conic combination has its best scale t >= 0 as
// well: for RMS that is <P m, P u_A> / <P m, P m>; for Max every two entries bound it, and the
// bounds meet just where the claimed error can be reached.
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
		} else if i < *best.Index && !c.variant.Conic && c.largest(c.errors(w, 1)) <= best.Max {
			c.fail("alignment.bestAgent.index", "is %d, agent %d comes first and is as good", *best.Index, i)
		} else if bound := best.Max - checkTolerance; c.variant.Conic && c.reaches(w, bound) ||
			!c.variant.Conic && c.largest(c.errors(w, 1)) < bound {
			c.fail("alignment.bestAgent.index", "is %d, agent %d has a smaller largest error than %s",
				*best.Index, i, number(best.Max))
		}
	}
}

// flatCombination is the share of the largest entry there is below which a projected combination
// may count as an offset and nothing more: rounding leaves some of it, and a scale would blow that
// up. Between nothing and this either figure is taken, with the best scale or without.
const flatCombination = 1e-9

// fit checks the errors of a combination that is fixed up to offset and, if conic, scale.
func (c fitChecker) fit(field string, f FitResult, w []float64) {
	c.atMost("alignment.epsilon", "epsilon", c.epsilon, f.Max)
	c.atMost(field+".rms", "the mean error", f.RMS, f.Max)
	unscaled := c.errors(w, 1)
	if !c.variant.Conic {
		c.equal(field+".max", f.Max, c.largest(unscaled))
		c.equal(field+".rms", f.RMS, meanSquare(c.projected(unscaled)))
		return
	}
	mix, user := c.projected(c.mix(w)), c.projected(slices.Clone(c.table.User))
	scale := 0.0
	if size := numeric.Dot(mix, mix); size > 0 {
		scale = max(0, numeric.Dot(mix, user)/size)
	}
	best := meanSquare(c.projected(c.errors(w, scale)))
	if top := c.top(); slices.Max(mix) <= flatCombination*top && -slices.Min(mix) <= flatCombination*top {
		c.atMost(field+".rms", "the mean error", f.RMS, meanSquare(user))
		c.atMost(field+".rms", "the best scale's", best, f.RMS)
		c.atMost(field+".max", "the largest error", f.Max, c.largest(c.errors(w, 0)))
		return
	}
	c.equal(field+".rms", f.RMS, best)
	if c.reaches(w, f.Max-checkTolerance) {
		c.fail(field+".max", "is %s, a better scale has less", number(f.Max))
	}
	if !c.reaches(w, f.Max+checkTolerance) {
		c.fail(field+".max", "is %s, no scale has so little", number(f.Max))
	}
}

// top is the largest entry there is once offsets are removed.
func (c fitChecker) top() (top float64) {
	for _, u := range append([][]float64{c.table.User}, c.table.Agents...) {
		for _, x := range c.projected(slices.Clone(u)) {
			top = max(top, math.Abs(x))
		}
	}
	return top
}

// reaches reports whether some scale t >= 0 of a combination m leaves no error above a bound: for
// each two entries of one offset, t (m_e - m_f) - (u_e - u_f) <= 2 bound, which bounds t from above
// or below; without offset each entry alone, |t m_e - u_e| <= bound.
func (c fitChecker) reaches(w []float64, bound float64) bool {
	mix, user, groups := c.mix(w), c.table.User, c.groups()
	low, high := 0.0, math.Inf(1)
	demand := func(slope, room float64) { // t slope <= room
		switch {
		case slope > 0:
			high = min(high, room/slope)
		case slope < 0:
			low = max(low, room/slope)
		case room < 0:
			high = -1
		}
	}
	for e := range mix {
		if groups == 0 {
			demand(mix[e], user[e]+bound)
			demand(-mix[e], bound-user[e])
			continue
		}
		for f := e % groups; f < len(mix); f += groups {
			demand(mix[e]-mix[f], user[e]-user[f]+2*bound)
		}
	}
	return low <= high
}

// meanSquare is the root of the mean of squares.
func meanSquare(p []float64) float64 { return math.Sqrt(numeric.Dot(p, p) / float64(len(p))) }

// leastSquares checks that weights are allowed and optimal. With r the projected error,
// moving weight to agent i gains at the rate <P U_i, -r>. Convex: |r|^2/2 exceeds the least by at
// most the best rate less the rate of the weights as they are. Conic: no agent has a positive rate,
// per length of its utility, and the weights as they are have none.
func (c fitChecker) leastSquares(field string, w []float64) {
	r := c.projected(c.errors(w, 1))
	best, current := math.Inf(-1), 0.0
	for i, u := range c.table.Agents {
		p := c.projected(slices.Clone(u))
		rate := -numeric.Dot(p, r)
		best = max(best, rate)
		current += w[i] * rate
		c.atMost(at(field, i), "minus the weight", -w[i], 0)
		if c.variant.Conic {
			c.atMost(at(field, i), "the gain from more weight", rate, checkTolerance*math.Sqrt(numeric.Dot(p, p)))
		}
	}
	if c.variant.Conic {
		c.equal(field+", gain from another scale", current, 0)
		return
	}
	c.equal(field+", sum", total(w), 1)
	c.atMost(field, "the possible improvement", best-current, 0)
}

// mix is sum_i w_i U_i at each entry.
func (c fitChecker) mix(w []float64) []float64 {
	m := make([]float64, len(c.table.User))
	for i, u := range c.table.Agents {
		for k, x := range u {
			m[k] += w[i] * x
		}
	}
	return m
}

// errors is scale * sum_i w_i U_i - u_A at each entry.
func (c fitChecker) errors(w []float64, scale float64) []float64 {
	e := c.mix(w)
	for k, x := range c.table.User {
		e[k] = scale*e[k] - x
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
