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
	tops := s.tops(i)
	least := math.Inf(1)
	for b := range p.Beliefs {
		if at := &p.Beliefs[b].At; at[sig] > 0 {
			if least = min(least, (plane.Dot(at, p.N)-tops[b])/at[sig]); least <= touching {
				break
			}
		}
	}
	return least
}

// tops is the most that agent i gets at each belief, whichever of the user's strategies there; -Inf where
// she has none.
func (s *Solver) tops(i int) []float64 {
	p, k := &s.Space, &s.found
	n := len(p.Beliefs)
	if len(k.topped) < p.Agents {
		k.topped = slices.Grow(k.topped, p.Agents)[:p.Agents]
		k.tops = slices.Grow(k.tops[:0], p.Agents*n)[:p.Agents*n]
	}
	tops := k.tops[i*n : (i+1)*n]
	if !k.topped[i] {
		for b := range tops {
			tops[b] = math.Inf(-1)
		}
		for j, payoff := range p.Payoffs(1 + i) {
			b := p.Pairs[j].Belief
			tops[b] = max(tops[b], payoff)
		}
		k.topped[i] = true
	}
	return tops
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
	proved, whatever := s.proving(&low), func() float64 { return s.provedAny(low.AnyWeights) }
	var err error
	for loss := 1e-12; loss <= mostLost; loss *= 10 {
		s.lowerWeights(low.Weights, loss, proved.value, proved.below)
		s.lowerWeights(low.AnyWeights, loss, whatever, func(float64) func() float64 { return whatever })
		if err = s.CheckLowFloor(&low); err == nil {
			break
		}
	}
	if err != nil || proved.value() < f.Value-2*mostLost || whatever() < f.AnyResponse-2*mostLost {
		return false
	}
	f.Weights, f.AnyWeights = low.Weights, low.AnyWeights // the figures stay: they are proved up to the loss
	return true
}

// proof computes s.proved(f, User) for whatever weights f has by then, to the same bits: what does not
// depend on them is computed once, which is nearly all of it.
type proof struct {
	weights, widths, scaled []float64 // of each agent
	over, more              []float64 // of each pair, and of each pair and agent
	missed                  []float64 // of each pair, at the last call of value
	prior                   float64
}

func (s *Solver) proving(f *Floor) *proof {
	p := s.closed
	prices, k := p.Shrink(f.Prices), len(f.Weights)
	q := &proof{
		weights: f.Weights, widths: make([]float64, k), scaled: make([]float64, k),
		over: make([]float64, len(p.Pairs)), more: make([]float64, k*len(p.Pairs)),
		missed: make([]float64, len(p.Pairs)),
		prior:  prices.Dot(&p.Prior, p.N),
	}
	for i := range k {
		q.widths[i] = p.Width(i)
	}
	for j, pair := range p.Pairs {
		v := &p.Beliefs[pair.Belief].At
		q.over[j] = prices.Dot(v, p.N) - p.Value(persuasion.User, int(pair.Region), v)
		for i := range k {
			q.more[j*k+i] = p.StretchedValue(i, int(pair.Region), v) - s.disclosed[i].Dot(v, p.N)
		}
	}
	return q
}

// scale is called when weights have changed.
func (q *proof) scale() {
	for i, w := range q.weights {
		q.scaled[i] = w * q.widths[i]
	}
}

// excess is by how much the weights miss a pair.
func (q *proof) excess(j int) float64 {
	most, k := q.over[j], len(q.scaled)
	for i, x := range q.more[j*k : (j+1)*k] {
		most += q.scaled[i] * x
	}
	return most
}

// value is what the weights prove.
func (q *proof) value() float64 {
	q.scale()
	excess := 0.0
	for j := range q.over {
		q.missed[j] = q.excess(j)
		excess = max(excess, q.missed[j])
	}
	return q.prior - excess
}

// below returns what is q.value as far as it is below least, for weights that lie between those of its last
// call and some that prove more than least: of the pairs, which all are linear in the weights, only those that
// were missed by more then can be missed by more on the way.
func (q *proof) below(least float64) func() float64 {
	var some []int
	for j, missed := range q.missed {
		if missed > q.prior-least-touching {
			some = append(some, j)
		}
	}
	return func() float64 {
		q.scale()
		excess := 0.0
		for _, j := range some {
			excess = max(excess, q.excess(j))
		}
		return q.prior - excess
	}
}

// lowerWeights lowers each weight as far as the value allows, by bisection: what is proved is
// concave in each weight. below(least) returns what may stand for value while it is compared with least.
func (s *Solver) lowerWeights(weights []float64, loss float64, value func() float64,
	below func(least float64) func() float64) {
	const halvings = 50
	now := value()
	for i, high := range weights {
		if high == 0 {
			continue
		}
		least, low := now-loss, 0.0
		weights[i] = 0
		if without := value(); without >= least {
			now = without
			continue
		}
		part := below(least)
		for range halvings {
			middle := (low + high) / 2
			if weights[i] = middle; part() >= least {
				high = middle
			} else {
				low = middle
			}
		}
		weights[i] = high
		now = value()
	}
}

// CheckLowFloor verifies that no weight of a floor could be less.
func (s *Solver) CheckLowFloor(f *Floor) error {
	if i := loosest(f.Weights, s.proving(f).value); i >= 0 {
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
