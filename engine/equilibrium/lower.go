package equilibrium

import (
	"fmt"
	"math"
	"slices"

	"github.com/emergent-alignment/emergent/engine/persuasion"
)

// A plane that proves a belief unimprovable is not unique: at signals that the belief excludes it
// may be as high as one likes. Lower makes it a supporting one, of which no entry can be less, so
// that every number of a certificate is one that CheckSupport can refuse.

// looseness is how much an entry of a plane may be lowered before CheckSupport calls it loose: above what
// rounding leaves of a slack that is divided by a small belief.
const looseness = 1e-6

// touching is a looseness that is none: what rounding leaves.
const touching = 1e-12

// Lower lowers the planes of an equilibrium, entry by entry, as far as they dominate. What they
// say at any belief, and so the gap, does not rise.
func (s *Solver) Lower(e *Equilibrium) {
	for j := range e.Parts {
		for i, row := range e.Parts[j].Planes {
			plane := s.Space.Shrink(row)
			plane = s.lowered(i, plane)
			s.Space.Expand(row, &plane)
		}
	}
}

// grain is how near two numbers of the size of x are that rounding does not tell apart.
func grain(x float64) float64 { return 2 * (math.Nextafter(math.Abs(x), math.Inf(1)) - math.Abs(x)) }

// lowered is a plane of one agent, lowered.
func (s *Solver) lowered(i int, plane persuasion.Point) persuasion.Point {
	at := planed{i, plane}
	if low, known := s.found.lowered[at]; known {
		return low
	}
	for sig := range s.Space.N {
		for range 3 { // of a huge entry the rest is rounding, which the next time takes
			loose := s.loose(i, &plane, sig)
			if loose <= max(touching, grain(plane[sig])) { // so that twice changes nothing
				break
			}
			plane[sig] -= loose
		}
	}
	s.found.lowered[at] = plane
	return plane
}

// CheckSupport verifies that no entry of a plane could be less, and that signals that cannot occur
// have none.
func (s *Solver) CheckSupport(e *Equilibrium) error {
	p := &s.Space
	for j := range e.Parts {
		for i, row := range e.Parts[j].Planes {
			plane := p.Shrink(row)
			at := planed{i, plane}
			for sig := range p.N {
				if s.found.tight[at] {
					break
				}
				if loose := s.loose(i, &plane, sig); !(loose <= looseness+grain(plane[sig])) {
					return fmt.Errorf("the plane of agent %d at posterior %d is %.3g above its payoff at signal %d",
						i, j, loose, p.Signal[sig])
				}
			}
			s.found.tight[at] = true
			for sig, x := range row {
				if x != 0 && !slices.Contains(p.Signal, sig) {
					return fmt.Errorf("the plane of agent %d at posterior %d is not 0 at signal %d, which cannot occur",
						i, j, sig)
				}
			}
		}
	}
	return nil
}

// loose is how much an entry of agent i's plane can be lowered until the plane touches the agent's
// payoff at a belief that counts the entry; negative where it is below the payoff already.
func (s *Solver) loose(i int, plane *persuasion.Point, sig int) float64 {
	p := &s.Space
	payoff := p.Payoffs(1 + i)
	least := math.Inf(1)
	for k, pair := range p.Pairs {
		if at := &p.Beliefs[pair.Belief].At; at[sig] > 0 {
			if least = min(least, (plane.Dot(at, p.N)-payoff[k])/at[sig]); least <= touching {
				break
			}
		}
	}
	return least
}

// slackWeight is by how much CheckLowFloor tries to lower a weight: one that may be lowered so far
// and prove as much, up to unfelt, is loose.
const (
	slackWeight = 5e-4
	unfelt      = 1e-13
)

// A weight of at least hardlyOne that may be halved at a loss of at most hardly is none that
// CheckLowFloor says anything about: it is in units so small that rounding is more.
const (
	hardlyOne = 1e-2
	hardly    = 1e-7
)

// mostLost is how much of a floor LowerFloor gives up at most.
const mostLost = 1e-9

// LowerFloor lowers the weights of both floors, one by one, as far as they prove the same: weights
// of a proof need not be unique, and these are such that every number of it counts. It reports
// false, and leaves the floor as it is, where rounding hides how far that is.
func (s *Solver) LowerFloor(f *Floor) bool {
	s.findDisclosed()
	low := *f
	low.Weights, low.AnyWeights = slices.Clone(f.Weights), slices.Clone(f.AnyWeights)
	proved := s.proving(&low)
	for loss := 1e-12; loss <= mostLost; loss *= 10 {
		s.lowerWeights(low.Weights, loss, proved)
		s.lowerWeights(low.AnyWeights, loss, func() float64 { return s.provedAny(low.AnyWeights) })
		if s.CheckLowFloor(&low) == nil {
			break
		}
	}
	value, any := proved(), s.provedAny(low.AnyWeights)
	if s.CheckLowFloor(&low) != nil || value < f.Value-2*mostLost || any < f.AnyResponse-2*mostLost {
		return false
	}
	f.Weights, f.AnyWeights = low.Weights, low.AnyWeights // the figures stay: they are proved up to the loss
	return true
}

// proving returns what computes s.proved(f, User) for whatever weights f has by then, to the same
// bits: what does not depend on them is computed once, which is nearly all of it.
func (s *Solver) proving(f *Floor) func() float64 {
	p := s.closed
	prices, k := p.Shrink(f.Prices), len(f.Weights)
	over, more := make([]float64, len(p.Pairs)), make([]float64, k*len(p.Pairs))
	for j, pair := range p.Pairs {
		v := &p.Beliefs[pair.Belief].At
		over[j] = prices.Dot(v, p.N) - p.Value(persuasion.User, int(pair.Region), v)
		for i := range k {
			more[j*k+i] = p.StretchedValue(i, int(pair.Region), v) - s.disclosed[i].Dot(v, p.N)
		}
	}
	scaled, prior := make([]float64, k), prices.Dot(&p.Prior, p.N)
	return func() float64 {
		for i, w := range f.Weights {
			scaled[i] = w * p.Width(i)
		}
		excess := 0.0
		for j, most := range over {
			for i, x := range more[j*k : (j+1)*k] {
				most += scaled[i] * x
			}
			excess = max(excess, most)
		}
		return prior - excess
	}
}

// lowerWeights lowers each weight as far as the value allows, by bisection: what is proved is
// concave in each weight.
func (s *Solver) lowerWeights(weights []float64, loss float64, value func() float64) {
	const halvings = 50
	for i, high := range weights {
		least, low := value()-loss, 0.0
		if weights[i] = 0; value() >= least {
			continue
		}
		for range halvings {
			middle := (low + high) / 2
			if weights[i] = middle; value() >= least {
				high = middle
			} else {
				low = middle
			}
		}
		weights[i] = high
	}
}

// CheckLowFloor verifies that no weight of a floor could be less.
func (s *Solver) CheckLowFloor(f *Floor) error {
	if i := loosest(f.Weights, s.proving(f)); i >= 0 {
		return fmt.Errorf("the weight of agent %d proves as much when it is less", i)
	}
	if i := loosest(f.AnyWeights, func() float64 { return s.provedAny(f.AnyWeights) }); i >= 0 {
		return fmt.Errorf("the weight of agent %d proves as much for any response when it is less", i)
	}
	return nil
}

// loosest is an agent whose weight may be less, or -1.
func loosest(weights []float64, value func() float64) int {
	whole := value()
	for i, w := range weights {
		at := func(x float64) float64 {
			weights[i] = x
			v := value()
			weights[i] = w
			return v
		}
		if w > 0 && at(max(0, w-slackWeight)) >= whole-unfelt && (w < hardlyOne || at(w/2) < whole-hardly) {
			return i
		}
	}
	return -1
}
