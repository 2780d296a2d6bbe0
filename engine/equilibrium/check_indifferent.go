package equilibrium

import (
	"fmt"
	"math"

	"github.com/emergent-alignment/emergent/engine/numeric"
	"github.com/emergent-alignment/emergent/engine/persuasion"
)

// Split takes what agents gain from splits: at each vertex split, what the mixture pays the agent
// more than a pair there; elsewhere, nothing. That is no more than what the best split gains, so
// that CheckIndifferent proves what it says.
func (s *Solver) Split(list *Splits) error {
	p := &s.Space
	places := make([][]int, len(list.Vertices))
	for k, stated := range list.Vertices {
		if places[k] = s.beliefsAt(stated); len(places[k]) == 0 {
			return fmt.Errorf("vertex %d is none of the regions'", k)
		}
	}
	s.gains = numeric.Sized(s.gains, p.Agents*len(p.Pairs))
	clear(s.gains)
	seen := map[[2]int]bool{}
	for k, split := range list.List {
		what := [2]int{split.Agent, split.At}
		if seen[what] {
			return fmt.Errorf("split %d: is there twice", k)
		}
		seen[what] = true
		value, err := s.worth(&split, places)
		if err != nil {
			return fmt.Errorf("split %d: %w", k, err)
		}
		for _, b := range places[split.At] {
			for _, j := range p.PairsAt(b) {
				s.gains[split.Agent*len(p.Pairs)+int(j)] = max(0, value-p.Payoffs(1 + split.Agent)[j])
			}
		}
	}
	return nil
}

// beliefsAt lists the vertices whose limit is a belief over all signals.
func (s *Solver) beliefsAt(stated []float64) (list []int) {
	if len(stated) != s.Space.AllSignals {
		return nil
	}
	at := s.Space.Shrink(stated)
	for b := range s.Space.Beliefs {
		if near(&s.Space.Beliefs[b].At, &at, s.Space.N) {
			list = append(list, b)
		}
	}
	return list
}

// worth checks that a split is a mixture whose mean is its vertex and returns what it pays its
// agent, who has at each vertex what pays it most.
func (s *Solver) worth(split *Split, places [][]int) (float64, error) {
	p := &s.Space
	if split.Agent < 0 || split.Agent >= p.Agents || split.At < 0 || split.At >= len(places) ||
		len(split.To) != len(split.Shares) {
		return 0, fmt.Errorf("has the wrong shape")
	}
	value := 0.0
	mean := p.Beliefs[places[split.At][0]].At
	for k, to := range split.To {
		if to < 0 || to >= len(places) || !(split.Shares[k] >= 0) {
			return 0, fmt.Errorf("has the wrong shape")
		}
		best := math.Inf(-1)
		for _, b := range places[to] {
			best = max(best, s.bestAt(split.Agent, b))
		}
		value += split.Shares[k] * best
		for sig := range p.N {
			mean[sig] -= split.Shares[k] * p.Beliefs[places[to][0]].At[sig]
		}
	}
	for sig := range p.N {
		if !(math.Abs(mean[sig]) <= CheckTolerance+2*sameVertex) { // as both ends stand for limits that near
			return 0, fmt.Errorf("its mean is off by %.3g at signal %d", mean[sig], p.Signal[sig])
		}
	}
	return value, nil
}

// CheckIndifferent verifies a worst value from its prices and weights, given Split.
func (s *Solver) CheckIndifferent(d *Indifferent) bool {
	if len(d.Prices) != s.Space.AllSignals || len(d.Weights) != s.Space.Agents {
		return false
	}
	for _, w := range d.Weights {
		if !(w >= 0) {
			return false
		}
	}
	return math.Abs(s.provedIndifferent(d)-d.Worst) <= CheckTolerance
}

// provedIndifferent is the lower bound that prices and weights prove; prices too high
// somewhere are lowered everywhere by the largest excess.
func (s *Solver) provedIndifferent(d *Indifferent) float64 {
	p := &s.Space
	prices, excess, budget := p.Shrink(d.Prices), math.Inf(-1), 0.0
	for j, pair := range p.Pairs {
		over := prices.Dot(&p.Beliefs[pair.Belief].At, p.N) - p.Payoffs(persuasion.User)[j]
		for i, w := range d.Weights {
			over -= w * s.gains[i*len(p.Pairs)+j]
		}
		excess = max(excess, over)
	}
	for _, w := range d.Weights {
		budget += w * d.Eta
	}
	return prices.Dot(&p.Prior, p.N) - max(0, excess) - budget
}
