package equilibrium

import "github.com/emergent-alignment/emergent/engine/persuasion"

// RangeOf returns the least and the most that a party can get in equilibrium: the user, or of
// several users one (persuasion.Reduced.One).
func (s *Solver) RangeOf(party int) (low, high float64) {
	if s.Space.Agents > 1 {
		s.findUnimprovable()
	}
	return s.extremeOf(party, -1), s.extremeOf(party, 1)
}

// extremeOf is the most that a party can get (sign 1), or the least (sign -1).
func (s *Solver) extremeOf(party int, sign float64) float64 {
	payoff := func(j int) float64 { return sign * s.Space.Payoffs(party)[j] }
	if s.Space.Agents == 1 {
		s.scheme = s.schemer.Optimal(s.scheme[:0], &s.envelopes[0], payoff)
	} else {
		s.scheme = s.schemer.ExtremeOf(s.scheme[:0], &s.Space, payoff, s.unimprovable)
	}
	return s.Space.Expect(party, s.scheme)
}

// EndsOf returns the equilibria worst and best for a party, with their proofs; see RangeOf. It
// allocates.
func (s *Solver) EndsOf(party int) (low, high Equilibrium) {
	var alone *persuasion.Point
	if s.Space.Agents == 1 {
		plane := s.Monopolies()[0].Plane
		alone = &plane
	} else {
		s.findUnimprovable()
	}
	s.extremeOf(party, -1)
	s.describe(&low, s.scheme, alone)
	s.extremeOf(party, 1)
	s.describe(&high, s.scheme, alone)
	return low, high
}

// FloorOf is FLOOR of a party with its proof (Floor.Value, Weights and Prices): the least that
// she gets in any outcome that every user obeys and that gives every agent at least what it has
// when everything is disclosed.
func (s *Solver) FloorOf(party int) (Floor, error) {
	if err := s.findClosed(); err != nil {
		return Floor{}, err
	}
	s.findDisclosed()
	var f Floor
	err := s.solveFloor(&f, party)
	return f, err
}

// CheckFloorOf verifies what FloorOf says by arithmetic.
func (s *Solver) CheckFloorOf(party int, f *Floor) error {
	if err := s.findClosed(); err != nil {
		return err
	}
	s.findDisclosed()
	return s.checkProof(party, f)
}

// Worth returns what a party gets in an outcome of the loaded game that Check has accepted.
func (s *Solver) Worth(party int, e *Equilibrium) float64 {
	p := &s.Space
	sum := 0.0
	for j := range e.Parts {
		at := p.Shrink(e.Parts[j].Belief)
		sum += e.Parts[j].Probability * p.Value(party, int(p.Pairs[e.Parts[j].pair].Region), &at)
	}
	return sum
}
