package selection

import (
	"emergent/engine/belief"
	"emergent/engine/persuasion"
)

// Solver solves games one after another and keeps its memory between them. The zero value
// is ready. Not for concurrent use.
type Solver struct {
	space  persuasion.Space
	tracer tracer
	fitter fitter
	answer Answer
}

// Answer is the frontiers and all equilibria of one game. Its slices belong to the Solver
// and last until its next call.
type Answer struct {
	Opt        float64 // the user's value under full disclosure
	Frontiers  []Frontier
	Equilibria []Interval // by agent, then by user value
	// Worst and Best are the least and greatest user value of an equilibrium: with two
	// agents or more the best is OPT.
	Worst, Best float64
}

// Interval is the user values from Low to High at which one agent wins in equilibrium, with
// a scheme that shows it at either end.
type Interval struct {
	Agent     int
	Low, High Outcome
	low, high float64 // in the lowered game
}

// Solve computes the answer for a game. The error is persuasion's, past its work budget.
func (s *Solver) Solve(g *belief.Game) (*Answer, error) {
	if err := s.space.Load(*g); err != nil {
		return nil, err
	}
	return s.SolveOn(&s.space), nil
}

// SolveOn is Solve on a space that is loaded already and must stay as it is.
func (s *Solver) SolveOn(space *persuasion.Space) *Answer {
	a := &s.answer
	s.tracer.load(space)
	a.Frontiers = grown(a.Frontiers, space.Agents)
	for i := range a.Frontiers {
		s.tracer.trace(&a.Frontiers[i], i)
	}
	first := a.Frontiers[0].Corners
	a.Opt = first[len(first)-1].User
	s.equilibria(a)
	a.Worst, a.Best = a.Equilibria[0].Low.User, a.Equilibria[0].High.User
	for _, e := range a.Equilibria {
		a.Worst, a.Best = min(a.Worst, e.Low.User), max(a.Best, e.High.User)
	}
	return a
}

// grown gives s the length n, keeping the memory inside old elements.
func grown[T any](s []T, n int) []T {
	for cap(s) < n {
		s = append(s[:cap(s)], *new(T))
	}
	return s[:n]
}
