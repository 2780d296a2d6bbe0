package engine

// edit of CriteriaFromAgents: criterion i is the utility of agent i, agent i its corner.
func (CriteriaFromAgents) edit(s *Scenario) error {
	if n := len(s.Agents); n > MaxCriteria {
		return refuse("criteria", "would be %d, one for each agent, must be at most %d", n, MaxCriteria)
	}
	g := s.Game()
	s.User = Party{Name: s.User.Name, Utility: rowsOf(g.User)}
	s.Criteria = make([]Criterion, len(s.Agents))
	agents := make([]Party, len(s.Agents))
	for i, p := range s.Agents {
		s.Criteria[i] = Criterion{Name: p.Name, Utility: rowsOf(g.Agents[i])}
		agents[i] = Party{Name: p.Name, Weights: make([]float64, len(agents))}
		agents[i].Weights[i] = 1
	}
	s.Agents = agents
	return nil
}
