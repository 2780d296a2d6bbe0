package equilibrium

import (
	"fmt"
	"math"

	"github.com/emergent-alignment/emergent/engine/persuasion"
)

// Everything here is arithmetic on certificates: no optimisation, no linear program. It
// shares with the solver only the list of regions and their vertices (persuasion.Space).

const (
	// CheckTolerance is how far a certificate's sums and payoffs may be off.
	CheckTolerance = 1e-8
	// MaxGap is the largest best-response gap an equilibrium may have.
	MaxGap = 1e-7
	// sameVertex is how far a stated belief may be from the vertex it stands for.
	sameVertex = 1e-8
)

// gap bounds what agent i can gain from an outcome by any finer scheme.
func (s *Solver) gap(i int, parts []Posterior) float64 {
	total := 0.0
	for j := range parts {
		total += parts[j].Probability * s.gapAt(i, &parts[j], parts[j].pair)
	}
	return total
}

// gapAt is what the plane of a posterior, taken to be a pair, leaves agent i to gain: raised
// until it dominates the agent's payoff in the pair's face, it is above anything the agent
// could make of that belief.
func (s *Solver) gapAt(i int, part *Posterior, pair int) float64 {
	p := &s.Space
	payoff, plane := p.Payoffs(1+i), p.Shrink(part.Planes[i])
	belief := &p.Beliefs[p.Pairs[pair].Belief]
	return max(0, plane.Dot(&belief.At, p.N)+s.raise(i, &plane, belief.Support)-payoff[pair])
}

// raise is by how much an agent's plane must be raised to dominate its payoff in a face.
func (s *Solver) raise(i int, plane *persuasion.Point, face uint8) float64 {
	p := &s.Space
	at := faced{planed{i, *plane}, face}
	raise, known := s.found.raises[at]
	if known {
		return raise
	}
	payoff := p.Payoffs(1 + i)
	for k, other := range p.Pairs {
		if b := &p.Beliefs[other.Belief]; b.Support&^face == 0 {
			raise = max(raise, payoff[k]-plane.Dot(&b.At, p.N))
		}
	}
	s.found.raises[at] = raise
	return raise
}

// Check verifies an equilibrium of the loaded game by arithmetic: its mean is the prior,
// each strategy is optimal where it is played and one the tie rule allows there, its
// figures are those of the outcome, and no agent can gain more than MaxGap.
func (s *Solver) Check(e *Equilibrium) error {
	if err := s.checkMean(e.Parts); err != nil {
		return err
	}
	p := &s.Space
	user, agents := 0.0, make([]float64, p.Agents)
	for j := range e.Parts {
		part := &e.Parts[j]
		if err := s.locate(part); err != nil {
			return fmt.Errorf("posterior %d: %w", j, err)
		}
		at := p.Shrink(part.Belief)
		region := int(p.Pairs[part.pair].Region)
		user += part.Probability * p.Value(persuasion.User, region, &at)
		for i := range agents {
			agents[i] += part.Probability * p.Value(1+i, region, &at)
		}
	}
	if math.Abs(user-e.User) > CheckTolerance {
		return fmt.Errorf("the user gets %.9g, not %.9g", user, e.User)
	}
	if len(e.Agents) != p.Agents {
		return fmt.Errorf("payoffs of %d agents, not %d", len(e.Agents), p.Agents)
	}
	for i, got := range agents {
		if math.Abs(got-e.Agents[i]) > CheckTolerance {
			return fmt.Errorf("agent %d gets %.9g, not %.9g", i, got, e.Agents[i])
		}
		if gap := s.gap(i, e.Parts); !(gap <= MaxGap) {
			return fmt.Errorf("agent %d may gain %.3g by deviating", i, gap)
		}
	}
	return nil
}

// checkMean checks probabilities, beliefs and Bayes plausibility.
func (s *Solver) checkMean(parts []Posterior) error {
	p := &s.Space
	var mean persuasion.Point
	for j := range parts {
		part := &parts[j]
		if !(part.Probability >= 0) {
			return fmt.Errorf("posterior %d has probability %g", j, part.Probability)
		}
		if len(part.Belief) != p.AllSignals || len(part.Strategy) != p.AllHeard || len(part.Planes) != p.Agents {
			return fmt.Errorf("posterior %d has the wrong shape", j)
		}
		sum := 0.0
		for _, q := range part.Belief {
			if !(q >= 0) {
				return fmt.Errorf("posterior %d is no belief", j)
			}
			sum += q
		}
		if math.Abs(sum-1) > CheckTolerance {
			return fmt.Errorf("posterior %d sums to %.9g", j, sum)
		}
		at := p.Shrink(part.Belief)
		for sig := range p.N {
			mean[sig] += part.Probability * at[sig]
		}
	}
	for sig := range p.N {
		if math.Abs(mean[sig]-p.Prior[sig]) > CheckTolerance {
			return fmt.Errorf("the posteriors' mean is %.9g at signal %d, the prior %.9g",
				mean[sig], p.Signal[sig], p.Prior[sig])
		}
	}
	return nil
}

// locate finds the pair a posterior stands for: the strategy's region, and of its vertices
// the one whose limit is the belief; where several limits coincide, the one at which the
// posterior's planes leave agents least to gain. Its being there is obedience, ties included.
func (s *Solver) locate(part *Posterior) error {
	p := &s.Space
	for _, plane := range part.Planes {
		if len(plane) != p.AllSignals {
			return fmt.Errorf("a plane has %d entries, not %d", len(plane), p.AllSignals)
		}
	}
	at := p.Shrink(part.Belief)
	best := math.Inf(1)
	for r := range p.Regions {
		if !s.plays(&p.Regions[r], part.Strategy) {
			continue
		}
		for j := p.Regions[r].First; j < p.Regions[r].Last; j++ {
			if !near(&p.Beliefs[p.Pairs[j].Belief].At, &at, p.N) {
				continue
			}
			if loss := s.loss(j, part); loss < best {
				best, part.pair = loss, j
			}
		}
	}
	if math.IsInf(best, 1) {
		return fmt.Errorf("strategy %v is not the user's choice at belief %.6v", part.Strategy, part.Belief)
	}
	return nil
}

// loss is how much the agents' planes leave to be gained at pair j, in total.
func (s *Solver) loss(j int, part *Posterior) float64 {
	sum := 0.0
	for i := range part.Planes {
		sum += s.gapAt(i, part, j)
	}
	return sum
}

// plays reports whether a strategy agrees with a region's on the user signals that can occur.
func (s *Solver) plays(r *persuasion.Region, strategy []int) bool {
	for x, heard := range s.Space.HeardSignal {
		if int(r.Strategy[x]) != strategy[heard] {
			return false
		}
	}
	return true
}

func near(a, b *persuasion.Point, n int) bool {
	for sig := range n {
		if math.Abs(a[sig]-b[sig]) > sameVertex {
			return false
		}
	}
	return true
}

// CheckFloor verifies both floors of the loaded game from their weights.
func (s *Solver) CheckFloor(f *Floor) error {
	if err := s.findClosed(); err != nil {
		return err
	}
	p := &s.Space
	if len(f.Weights) != p.Agents || len(f.AnyWeights) != p.Agents || len(f.Prices) != p.AllSignals {
		return fmt.Errorf("a floor's proof has the wrong shape")
	}
	for i := range f.Weights {
		if !(f.Weights[i] >= 0 && f.AnyWeights[i] >= 0) {
			return fmt.Errorf("the weight of agent %d is negative", i)
		}
	}
	s.findDisclosed()
	if err := s.checkProof(persuasion.User, f); err != nil {
		return err
	}
	if proved := s.provedAny(f.AnyWeights); !(math.Abs(proved-f.AnyResponse) <= CheckTolerance) {
		return fmt.Errorf("the proof of the floor for any response gives %.9g, not %.9g", proved, f.AnyResponse)
	}
	return nil
}

// checkProof verifies FLOOR of a party from its weights and prices.
func (s *Solver) checkProof(party int, f *Floor) error {
	if len(f.Weights) != s.Space.Agents || len(f.Prices) != s.Space.AllSignals {
		return fmt.Errorf("a floor's proof has the wrong shape")
	}
	for i, w := range f.Weights {
		if !(w >= 0) {
			return fmt.Errorf("the weight of agent %d is negative", i)
		}
	}
	if proved := s.proved(f, party); !(math.Abs(proved-f.Value) <= CheckTolerance) {
		return fmt.Errorf("the floor's proof gives %.9g, not %.9g", proved, f.Value)
	}
	return nil
}

// proved is the lower bound that weights and prices prove for outcomes the user obeys;
// prices too high somewhere are lowered everywhere by the largest excess.
func (s *Solver) proved(f *Floor, party int) float64 {
	p := s.closed
	prices := p.Shrink(f.Prices)
	excess := 0.0
	for _, pair := range p.Pairs {
		v := &p.Beliefs[pair.Belief].At
		over := prices.Dot(v, p.N) - p.Value(party, int(pair.Region), v)
		for i, w := range f.Weights {
			over += w * p.Width(i) * (p.StretchedValue(i, int(pair.Region), v) - s.disclosed[i].Dot(v, p.N))
		}
		excess = max(excess, over)
	}
	return prices.Dot(&p.Prior, p.N) - excess
}

// provedAny is the lower bound that weights prove for outcomes of any response.
func (s *Solver) provedAny(weights []float64) float64 {
	prices := s.anyPrices(weights)
	return prices.Dot(&s.Space.Prior, s.Space.N)
}

// anyPrices is that bound signal by signal. Gains are measured from what the tie rule's action
// gives, so that with weights of 1e9 too none but the user's own is there at that action, and the
// bound is at most OPT.
func (s *Solver) anyPrices(weights []float64) (prices persuasion.Point) {
	p := &s.Space
	for x := range p.Heard {
		for sig := range p.N {
			rule := int(p.Regions[p.Pairs[p.Rule[sig]].Region].Strategy[x])
			least := math.Inf(1)
			for a := range p.Actions {
				v := p.Gain(persuasion.User, x, a, sig)
				for i, w := range weights {
					v -= w * p.Width(i) * (p.StretchedGain(i, x, a, sig) - p.StretchedGain(i, x, rule, sig))
				}
				least = min(least, v)
			}
			prices[sig] += least
		}
	}
	return prices
}
