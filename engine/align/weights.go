package align

import "github.com/emergent-alignment/emergent/engine/numeric"

// LeastSquares returns the weights with the least sum of squares among all that the variant
// allows, for the table as it is and the offset that suits it; they last until the solver is
// asked anything else. It panics when there are no agents.
func (s *Solver) LeastSquares(t Table, v Variant) []float64 {
	t.mustFit()
	if len(t.Agents) == 0 {
		panic("align: no agents to combine")
	}
	s.program.load(t, v)
	s.fit = numeric.Sized(s.fit, len(t.Agents))
	s.leastSquares()
	return s.fit
}
