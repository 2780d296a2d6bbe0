package engine

import (
	"slices"

	"github.com/emergent-alignment/emergent/engine/align"
)

// edit of CriteriaFromAgents: criterion i is the utility of agent i, and agent i its corner.
// The user keeps her matrix unless she stands in the agents' hull itself, without any offset.
func (CriteriaFromAgents) edit(s *Scenario) error {
	if n := len(s.Agents); n > MaxCriteria {
		return refuse("criteria", "would be %d, one for each agent, must be at most %d", n, MaxCriteria)
	}
	g := s.Game()
	old := *s
	s.changeWishes(func(_ string, w Wish) (Wish, error) { // those of further users stay as matrices
		return Wish{Utility: old.utilityOf(Party{Weights: w.Weights, Utility: w.Utility})}, nil
	})
	s.Criteria = make([]Criterion, len(s.Agents))
	agents := make([]Party, len(s.Agents))
	for i, p := range s.Agents {
		s.Criteria[i] = Criterion{Name: p.Name, Utility: rowsOf(g.Agents[i])}
		agents[i] = Party{Name: p.Name, Letter: p.Letter, Weights: make([]float64, len(agents)), Toward: p.Toward}
		agents[i].Weights[i] = 1
	}
	s.Agents = agents
	s.User = Party{Name: s.User.Name}
	var solver align.Solver
	table := tableOf(&g, nil)
	if solver.Solve(table, align.Variant{}).Inside(DefaultTolerance) {
		s.User.Weights = slices.Clone(solver.Compare(table, align.Variant{}).Weights)
	} else {
		s.User.Utility = rowsOf(g.User)
	}
	return nil
}
