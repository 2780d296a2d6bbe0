package quantal

import (
	"fmt"
	"math"

	"github.com/emergent-alignment/emergent/engine/belief"
)

// gap bounds what the best deviation of any agent gains, by arithmetic: agent i's payoff
// from any scheme finer than the equilibrium is at most
//
//	sum_j w_j (y_ij.q_j + e_ij),   e_ij = max_p (v_i(q_p) - y_ij.q_p, 0),
//
// since y_ij.q + e_ij is above v_i on the whole grid.
func gap(e *Equilibrium, g *Grid, values [][]float64) float64 {
	worst := 0.0
	for i := range e.Agents {
		gain := 0.0
		for j := range e.Posteriors {
			o := &e.Posteriors[j]
			gain += o.Probability * excess(o.Supports[i], o.Place, g, values[1+i])
		}
		worst = max(worst, gain)
	}
	return worst
}

// excess is y.q + e - v at one belief, e being the most by which v exceeds y.q anywhere.
func excess(y []float64, place int, g *Grid, v []float64) float64 {
	above, q := 0.0, g.Beliefs
	switch g.Signals {
	case 2:
		for _, height := range v {
			if d := height - (q[0]*y[0] + q[1]*y[1]); d > above {
				above = d
			}
			q = q[2:]
		}
	case 3:
		for _, height := range v {
			if d := height - (q[0]*y[0] + q[1]*y[1] + q[2]*y[2]); d > above {
				above = d
			}
			q = q[3:]
		}
	default: // one belief
		above = max(above, v[0]-y[0])
	}
	return dot(g.Belief(place), y) + above - v[place]
}

// CheckTolerance is how far a figure of an answer may be from what Check computes.
const CheckTolerance = 1e-8

// Check verifies an answer by arithmetic alone, solving nothing: every figure of the head
// and all payoffs are computed again from the game; the equilibria are distributions with
// the prior as mean; no agent gains more than CheckTolerance on the grid by deviating; the
// floor's weights prove it. It does not say that worst and best are extreme.
func Check(g *belief.Game, epsilon float64, a *Answer) error {
	var t Table
	t.Set(g)
	if err := t.checkHead(a, epsilon); err != nil || !a.Solved {
		return err
	}
	values, out := make([][]float64, t.Parties), make([]float64, t.Parties)
	for p := range a.Grid.Len() {
		t.At(a.Grid.Belief(p), a.Lambda, out)
		for i, v := range out {
			values[i] = append(values[i], v)
		}
	}
	if err := t.checkEquilibrium(a.Grid, &a.Worst, values); err != nil {
		return fmt.Errorf("worst: %w", err)
	}
	if err := t.checkEquilibrium(a.Grid, &a.Best, values); err != nil {
		return fmt.Errorf("best: %w", err)
	}
	return nil
}

// figure is one number of an answer beside what it must be.
type figure struct {
	name      string
	got, want float64
}

// compare returns an error for the first figure that is off.
func compare(figures ...figure) error {
	for _, f := range figures {
		if !(math.Abs(f.got-f.want) <= CheckTolerance) {
			return fmt.Errorf("%s is %.10g, must be %.10g", f.name, f.got, f.want)
		}
	}
	return nil
}

// checkHead verifies what needs no grid.
func (t *Table) checkHead(a *Answer, epsilon float64) error {
	full, none := make([]float64, t.Parties), make([]float64, t.Parties)
	t.Full(a.Lambda, full)
	t.At(t.Prior, a.Lambda, none)
	list := []figure{
		{"opt", a.Opt, t.Opt()},
		{"full", a.Full, full[0]},
		{"none", a.None, none[0]},
		{"boundFull", a.BoundFull, full[0] - 2*epsilon},
		{"floor", a.Floor, min(t.proof(a.FloorWeights, full[1:]), full[0])},
	}
	if a.HasBoundLambda {
		bound := t.Opt() - math.Log(float64(t.actions))/a.Lambda - 2*epsilon
		list = append(list, figure{"boundLambda", a.BoundLambda, bound})
	}
	for i, f := range a.Agents {
		list = append(list, figure{fmt.Sprintf("agents[%d]", i), f, full[1+i]})
	}
	return compare(list...)
}

// checkEquilibrium verifies one equilibrium; values are payoffs on the grid.
func (t *Table) checkEquilibrium(g *Grid, e *Equilibrium, values [][]float64) error {
	var list []figure
	for party := range t.Parties {
		sum := 0.0
		for _, o := range e.Posteriors {
			sum += o.Probability * values[party][o.Place]
		}
		if party == 0 {
			list = append(list, figure{"user", e.User, sum})
		} else {
			list = append(list, figure{fmt.Sprintf("agents[%d]", party-1), e.Agents[party-1], sum})
		}
	}
	for s, p := range t.Prior {
		mean := 0.0
		for _, o := range e.Posteriors {
			mean += o.Probability * g.Belief(o.Place)[s]
		}
		list = append(list, figure{fmt.Sprintf("mean of posteriors, signal %d", s), mean, p})
	}
	for _, o := range e.Posteriors {
		if o.Probability < 0 {
			return fmt.Errorf("probability %g", o.Probability)
		}
	}
	gain := gap(e, g, values)
	return compare(append(list, figure{"gap", e.Gap, gain}, figure{"what an agent gains", gain, 0})...)
}

// proof is the lower bound that weights on the agents prove for the floor (LP duality):
// w.F + sum_{s,x} min_a q0(s) (U_0 - sum_i w_i U_i)(a,x|s), for w >= 0.
func (t *Table) proof(weights, full []float64) float64 {
	size, sum := len(t.Prior), 0.0
	for i, w := range weights {
		if w < 0 {
			return math.Inf(-1)
		}
		sum += w * full[i]
	}
	for x := range t.private {
		for s, prior := range t.Prior {
			least := math.Inf(1)
			for a := range t.actions {
				cell := t.payoff[(x*t.actions+a)*t.Parties*size:]
				v := cell[s]
				for i, w := range weights {
					v -= w * cell[(1+i)*size+s]
				}
				least = min(least, v)
			}
			sum += prior * least
		}
	}
	return sum
}
