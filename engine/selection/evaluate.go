package selection

import (
	"math"
	"math/rand/v2"
	"slices"

	"github.com/emergent-alignment/emergent/engine/belief"
	"github.com/emergent-alignment/emergent/engine/persuasion"
)

// This file simulates the evaluation period: the user does not know what the agents' schemes
// are worth, converses T times with each, and takes the one with the best mean.
//
// In one conversation under a scheme a pair is drawn, then her agents' signal from the
// pair's belief, the state given that signal, her own signal given the state; she plays the
// pair's strategy and gets u_A(a,y). Only the distribution of (a,y) matters. Utilities lie
// in [0,1], so by Hoeffding's inequality (1963) and a union over k agents and two sides all
// means are within e = sqrt(ln(2k/p)/(2T)) of the values with probability 1-p, and then the
// loss max_i u_i - u_chosen is at most 2e.

// Period says how the agents are evaluated.
type Period struct {
	Samples     int     // T, at least 1
	Repetitions int     // of the whole period, at least 1
	Confidence  float64 // 1-p
}

// Evaluation is what the simulation shows beside the bound.
type Evaluation struct {
	Period
	Values   []float64 // the user's expected value under each agent's scheme
	Loss     float64   // mean over the repetitions
	Quantile float64   // of the loss, at the confidence
	Largest  float64
	Exceeded float64 // the part of the repetitions with a loss above the bound
	Bound    float64 // 2 sqrt(ln(2k/p) / (2T))
	Chosen   []int   // how often each agent was taken
}

// Budget is the number of conversations that Repetitions allows in one evaluation; a single
// period may take more.
const Budget = 400_000

// Repetitions is how often a period of T conversations with each of k agents can be
// repeated within Budget: at least once, at most 1,000 times.
func Repetitions(samples, agents int) int {
	return min(max(Budget/max(samples*agents, 1), 1), 1000)
}

// Bound is 2 sqrt(ln(2k/p) / (2T)), which no loss exceeds with probability 1-p.
func Bound(samples, agents int, confidence float64) float64 {
	p := 1 - confidence
	return 2 * math.Sqrt(math.Log(2*float64(agents)/p)/(2*float64(samples)))
}

// Evaluate simulates the evaluation of a profile, one scheme of the space for each agent.
// The space is that of g. The same source gives the same answer on every machine.
func Evaluate(g *belief.Game, space *persuasion.Space, profile []persuasion.Scheme,
	period Period, source *rand.Rand) Evaluation {
	k := len(profile)
	e := Evaluation{Period: period, Bound: Bound(period.Samples, k, period.Confidence)}
	values, tables := experiences(g, space, profile)
	e.Values, e.Chosen = values, make([]int, k)
	best := slices.Max(e.Values)
	losses := make([]float64, period.Repetitions)
	for r := range losses {
		chosen, top := 0, math.Inf(-1)
		for i := range tables {
			if mean := tables[i].mean(period.Samples, source); mean > top {
				chosen, top = i, mean
			}
		}
		e.Chosen[chosen]++
		losses[r] = best - e.Values[chosen]
	}
	e.summarize(losses)
	return e
}

// summarize fills in what the losses show; it sorts them.
func (e *Evaluation) summarize(losses []float64) {
	slices.Sort(losses)
	n := len(losses)
	for _, l := range losses {
		e.Loss += l / float64(n)
		if l > e.Bound {
			e.Exceeded += 1 / float64(n)
		}
	}
	e.Quantile = losses[min(int(e.Confidence*float64(n)), n-1)]
	e.Largest = losses[n-1]
}

// experience writes P(a,y) of one conversation under a scheme, [a][y]:
// sum_j p_j sum_s b_j(s) P(y|s) sum_{x: alpha_j(x)=a} P(x|y).
func experience(joint []float64, g *belief.Game, space *persuasion.Space, scheme persuasion.Scheme) {
	clear(joint)
	for _, part := range scheme {
		pair := space.Pairs[part.Pair]
		limit, strategy := &space.Beliefs[pair.Belief].Limit, &space.Regions[pair.Region].Strategy
		for s, signal := range space.Signal {
			weight := part.Probability * limit[s] / space.Prior[s]
			for y, mu := range g.Prior {
				p := weight * mu * g.AgentSignal.At(y, signal)
				for x, heard := range space.HeardSignal {
					joint[int(strategy[x])*g.States+y] += p * g.UserSignal.At(y, heard)
				}
			}
		}
	}
}

// alias draws from a finite distribution in constant time (Walker 1977, Vose 1991): each
// of the n cells holds its own outcome up to a threshold and another one above.
type alias struct {
	threshold []float64
	first     []float64 // the outcome below the threshold
	second    []float64 // and above
}

// build makes the table for outcomes of the given probabilities.
func (a *alias) build(probability, outcome []float64) {
	n := len(probability)
	a.threshold, a.first = make([]float64, n), slices.Clone(outcome)
	a.second = slices.Clone(outcome)
	var small, large []int
	sum := 0.0
	for _, p := range probability {
		sum += p
	}
	for i, p := range probability {
		a.threshold[i] = p / sum * float64(n)
		if a.threshold[i] < 1 {
			small = append(small, i)
		} else {
			large = append(large, i)
		}
	}
	for len(small) > 0 && len(large) > 0 {
		s, l := small[len(small)-1], large[len(large)-1]
		small = small[:len(small)-1]
		a.second[s] = outcome[l]
		a.threshold[l] -= 1 - a.threshold[s]
		if a.threshold[l] < 1 {
			large = large[:len(large)-1]
			small = append(small, l)
		}
	}
	for _, i := range append(small, large...) {
		a.threshold[i] = 1 // what rounding left
	}
}

// mean of so many draws.
func (a *alias) mean(draws int, source *rand.Rand) float64 {
	n, sum := float64(len(a.threshold)), 0.0
	for range draws {
		at := source.Float64() * n
		i := int(at)
		if at-float64(i) < a.threshold[i] {
			sum += a.first[i]
		} else {
			sum += a.second[i]
		}
	}
	return sum / float64(draws)
}
