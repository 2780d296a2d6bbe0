package equilibrium

import "github.com/emergent-alignment/emergent/engine/persuasion"

// Worst is what Equilibria reports as the user's in the worst equilibrium, without the
// posteriors' certificates: for maps that ask it of many games.
func (s *Solver) Worst() float64 {
	if s.Space.Agents == 1 {
		return s.Monopolies()[0].UserLow
	}
	s.findUnimprovable()
	s.scheme = s.schemer.Extreme(s.scheme[:0], &s.Space, -1, s.unimprovable)
	return s.Space.Expect(persuasion.User, s.scheme)
}
