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

// lowered is a plane of one agent, lowered.
func (s *Solver) lowered(i int, plane persuasion.Point) persuasion.Point {
	at := planed{i, plane}
	if low, known := s.found.lowered[at]; known {
		return low
	}
	for sig := range s.Space.N {
		if loose := s.loose(i, &plane, sig); loose > touching { // so that twice changes nothing
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
				if loose := s.loose(i, &plane, sig); !(loose <= looseness) {
					return fmt.Errorf("the plane of agent %d at posterior %d is %.3g above its payoff at signal %d", i, j, loose, p.Signal[sig])
				}
			}
			s.found.tight[at] = true
			for sig, x := range row {
				if x != 0 && !slices.Contains(p.Signal, sig) {
					return fmt.Errorf("the plane of agent %d at posterior %d is not 0 at signal %d, which cannot occur", i, j, sig)
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
