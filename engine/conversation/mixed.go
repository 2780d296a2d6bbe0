package conversation

import (
	"math/bits"

	"github.com/emergent-alignment/emergent/engine/numeric"
)

// Mixture is a profile of mixed rules: the probability of each rule for each agent, what the
// user gets, and the most that an agent gains by any rule.
type Mixture struct {
	Weights   [][]float64
	User, Gap float64
}

// inSupport is the least probability with which a rule counts as played: above what a result forgives.
const inSupport = 2e-8

// Mixed lists the equilibria in which somebody mixes: for two agents by support enumeration,
// each pair of equally large supports having at most one in a game that is not degenerate; for
// more at most one, which fictitious play has come near to, with the gap that it has; for one
// none.
func (t *Tensor) Mixed() (found []Mixture) {
	switch {
	case t.Agents == 2:
		return t.supports()
	case t.Agents > 2:
		if m, ok := t.fictitious(); ok {
			return []Mixture{m}
		}
	}
	return nil
}

// supports tries every pair of supports of equal size, from two rules up.
func (t *Tensor) supports() (found []Mixture) {
	for size := 2; size <= t.Size; size++ {
		for a := range 1 << t.Size {
			for b := range 1 << t.Size {
				if bits.OnesCount(uint(a)) != size || bits.OnesCount(uint(b)) != size {
					continue
				}
				// what keeps agent 0 indifferent is how agent 1 mixes, and the other way about
				y, ok := t.indifferent(0, a, b)
				if !ok {
					continue
				}
				x, ok := t.indifferent(1, b, a)
				if !ok {
					continue
				}
				if m := t.Measure([][]float64{x, y}); m.Gap <= NoGain {
					found = append(found, m)
				}
			}
		}
	}
	return found
}

// indifferent finds how the other agent mixes over the support theirs so that the given agent
// gets the same from all rules of its support own:
//
//	sum_j q_j U(i,j) = v  for i in own,   sum_j q_j = 1,   q > 0 on theirs.
func (t *Tensor) indifferent(agent, own, theirs int) ([]float64, bool) {
	var rows, cols []int
	for j := range t.Size {
		if own>>j&1 == 1 {
			rows = append(rows, j)
		}
		if theirs>>j&1 == 1 {
			cols = append(cols, j)
		}
	}
	n := len(cols)
	width := n + 2
	a := make([]float64, (n+1)*width) // unknowns: q, then v; last column the right side
	for r, i := range rows {
		for c, j := range cols {
			a[r*width+c] = t.Payoff[i*t.stride(agent)+j*t.stride(1-agent)][1+agent]
		}
		a[r*width+n] = -1
	}
	for c := range cols {
		a[n*width+c] = 1
	}
	a[n*width+n+1] = 1
	if !numeric.Reduce(a, n+1, width, singular) {
		return nil, false
	}
	q, sum := make([]float64, t.Size), 0.
	for c := range n {
		sum += a[c*width+n+1] // 1, but for rounding, which payoffs that hardly differ make large
	}
	for c, j := range cols {
		if q[j] = a[c*width+n+1] / sum; !(q[j] > inSupport) {
			return nil, false
		}
	}
	return q, true
}

// singular is the size of a pivot at which a system has no unique solution.
const singular = 1e-11

// MixedGap is the largest gap that an equilibrium in mixed rules may have: rounding for one or
// two agents, what fictitious play is stopped at for more.
func MixedGap(agents int) float64 {
	if agents > 2 {
		return almost
	}
	return NoGain
}

// Measure returns what a profile of mixed rules gives the user, and the most that an agent gains
// by any rule.
func (t *Tensor) Measure(weights [][]float64) Mixture {
	m := Mixture{Weights: weights}
	value := make([]float64, t.Agents)
	deviate := make([][]float64, t.Agents) // of each agent, by rule
	for i := range deviate {
		deviate[i] = make([]float64, t.Size)
	}
	for p, payoff := range t.Payoff {
		chance := 1.
		for i := range t.Agents {
			chance *= weights[i][t.Choice(p, i)]
		}
		m.User += chance * payoff[0]
		for i := range t.Agents {
			value[i] += chance * payoff[1+i]
			others := 1.
			for j := range t.Agents {
				if j != i {
					others *= weights[j][t.Choice(p, j)]
				}
			}
			deviate[i][t.Choice(p, i)] += others * payoff[1+i]
		}
	}
	for i := range t.Agents {
		for _, v := range deviate[i] {
			m.Gap = max(m.Gap, v-value[i])
		}
	}
	return m
}

const (
	// fictitiousRounds is how long fictitious play goes on.
	fictitiousRounds = 400
	// almost is the gap, in units of utility, at which it has come near an equilibrium.
	almost = 1e-3
)

// fictitious has every agent best respond to the mixtures so far, in turns; ok says that it
// came near an equilibrium in which somebody mixes.
func (t *Tensor) fictitious() (m Mixture, ok bool) {
	weights := make([][]float64, t.Agents)
	for i := range weights {
		weights[i] = make([]float64, t.Size)
		for j := range weights[i] {
			weights[i][j] = 1 / float64(t.Size)
		}
	}
	for n := 1; n <= fictitiousRounds; n++ {
		for i := range weights {
			best := t.respond(weights, i)
			for j := range weights[i] {
				weights[i][j] *= float64(n) / float64(n+1)
			}
			weights[i][best] += 1 / float64(n+1)
		}
	}
	mixes := false
	for i := range weights {
		rest := 0.
		for j, w := range weights[i] {
			if w < 2/float64(fictitiousRounds) { // left over from the start
				weights[i][j] = 0
			}
			rest += weights[i][j]
		}
		for j := range weights[i] {
			weights[i][j] /= rest
			mixes = mixes || weights[i][j] > inSupport && weights[i][j] < 1-inSupport
		}
	}
	m = t.Measure(weights)
	return m, mixes && m.Gap <= almost
}

// respond is an agent's best rule against mixtures, the first of equally good ones.
func (t *Tensor) respond(weights [][]float64, agent int) (best int) {
	worth := make([]float64, t.Size)
	for p, payoff := range t.Payoff {
		others := 1.
		for j := range t.Agents {
			if j != agent {
				others *= weights[j][t.Choice(p, j)]
			}
		}
		worth[t.Choice(p, agent)] += others * payoff[1+agent]
	}
	for j, v := range worth {
		if v > worth[best]+NoGain {
			best = j
		}
	}
	return best
}
