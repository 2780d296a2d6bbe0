package engine

import (
	"maps"
	"math"
	"slices"
	"strconv"
)

// Apply returns s with the edit made, validated and normalised; on error it returns s as it
// was. It is pure: s is never written to, and the result shares with s only what the edit
// left alone and nothing with the edit, so a caller may keep every scenario as its history.
func Apply(s Scenario, e Edit) (Scenario, error) {
	changed := s
	if err := e.edit(&changed); err != nil {
		return s, err
	}
	if err := Validate(changed); err != nil {
		return s, err
	}
	return normalize(changed), nil
}

// change gives update the party that an edit is about: the user or a fresh copy of an agent.
func (s *Scenario) change(agent int, update func(*Party) error) error {
	if agent == User {
		return update(&s.User)
	}
	if agent < User {
		return s.changeMember(User-1-agent, update)
	}
	if err := s.hasAgent(agent); err != nil {
		return err
	}
	s.Agents = slices.Clone(s.Agents)
	return update(&s.Agents[agent])
}

func (s *Scenario) hasAgent(agent int) error {
	if agent < 0 || agent >= len(s.Agents) {
		return refuse("agents", "has no number %d, the numbers are 0 to %d", agent, len(s.Agents)-1)
	}
	return nil
}

func (e SetWeights) edit(s *Scenario) error {
	field := "user.weights"
	switch {
	case e.Agent < User:
		field = at("population.users", User-1-e.Agent) + ".weights"
	case e.Agent > User:
		field = at("agents", e.Agent) + ".weights"
	}
	weights, err := ontoSimplex(field, e.Weights)
	if err != nil {
		return err
	}
	return s.change(e.Agent, func(p *Party) error {
		p.Weights, p.Utility = weights, nil
		return nil
	})
}

func (e SetUtility) edit(s *Scenario) error {
	return s.change(e.Agent, func(p *Party) error {
		p.Weights, p.Utility = nil, cloneRows(e.Utility)
		return nil
	})
}

func (e SetPrior) edit(s *Scenario) (err error) {
	s.Prior, err = ontoSimplex("prior", e.Prior)
	return err
}

func (e AddAgent) edit(s *Scenario) error {
	had := s.letters()
	letter := freeLetter(had)
	p := Party{Name: e.Party.Name, Weights: slices.Clone(e.Party.Weights), Utility: cloneRows(e.Party.Utility),
		Toward: maps.Clone(e.Party.Toward)}
	if own := "Agent " + letter; p.Name == "" && !s.hasParty(own) {
		p.Name = own
	} else if p.Name == "" {
		p.Name = s.freeName()
	}
	s.Agents = append(slices.Clip(s.Agents), p)
	s.keepLetters(append(had, letter))
	s.rewrite(&pass{task: joining})
	return nil
}

func (e RemoveAgent) edit(s *Scenario) error {
	if err := s.hasAgent(e.Agent); err != nil {
		return err
	}
	if len(s.Agents) == MinAgents {
		return refuse("agents", "the last one cannot be removed")
	}
	had := slices.Delete(s.letters(), e.Agent, e.Agent+1)
	s.Agents = slices.Delete(slices.Clone(s.Agents), e.Agent, e.Agent+1)
	s.keepLetters(had)
	s.rewrite(&pass{task: leaving, agent: e.Agent})
	return nil
}

func (e Rename) edit(s *Scenario) error {
	return s.change(e.Agent, func(p *Party) error {
		p.Name = e.Name
		return nil
	})
}

func (e SetCriterion) edit(s *Scenario) error {
	if e.Criterion < 0 || e.Criterion >= len(s.Criteria) {
		return refuse("criteria", "has no number %d, there are %d", e.Criterion, len(s.Criteria))
	}
	s.Criteria = slices.Clone(s.Criteria)
	s.Criteria[e.Criterion].Utility = cloneRows(e.Utility)
	return nil
}

func (e SetSignals) edit(s *Scenario) error {
	s.UserSignal, s.AgentSignal = cloneRows(e.User), cloneRows(e.Agents)
	s.rewrite(&pass{task: owning})
	return nil
}

// signals is how many an experiment has, 0 without one.
func signals(p [][]float64) int {
	if len(p) == 0 {
		return 0
	}
	return len(p[0])
}

// namesFor returns names as n of them, those that are missing made of a word and their number;
// nil where nothing was named or nothing is left to name.
func namesFor(names []string, n int, word string) []string {
	if names == nil || n <= 0 {
		return nil
	}
	fit := slices.Clone(names[:min(n, len(names))])
	for len(fit) < n {
		name := word + " " + strconv.Itoa(len(fit)+1)
		for slices.Contains(fit, name) {
			name += "'"
		}
		fit = append(fit, name)
	}
	return fit
}

func (e RenameSignal) edit(s *Scenario) error {
	names, p := &s.UserSignalNames, s.UserSignal
	if e.Agents {
		names, p = &s.SignalNames, s.AgentSignal
	}
	return renameOne(names, "signal", signals(p), e.Signal, e.Name)
}

func (e RenameMessage) edit(s *Scenario) error {
	c := Conversation{}
	if s.Conversation != nil {
		c = *s.Conversation
	}
	n := s.ConversationOrDefault().Alphabet
	s.Conversation = &c
	return renameOne(&c.MessageNames, "message", n, e.Message, e.Name)
}

// renameOne names one of n things that have their numbers for names or others already.
func renameOne(names *[]string, word string, n, i int, name string) error {
	if i < 0 || i >= n {
		return refuse(word, "has no number %d, there are %d", i, n)
	}
	fit := *names
	if fit == nil {
		fit = []string{}
	}
	fit = namesFor(fit, n, word)
	fit[i] = name
	*names = fit
	return nil
}

func (e SetAlignment) edit(s *Scenario) error {
	s.Alignment = &e.Alignment
	return nil
}

func (e SetResponse) edit(s *Scenario) error {
	s.Response = &e.Response
	return nil
}

func (e SetSelection) edit(s *Scenario) error {
	s.Selection = &e.Selection
	s.rewrite(&pass{task: owning})
	return nil
}

func (e SetConversation) edit(s *Scenario) error {
	s.Conversation = &e.Conversation
	s.rewrite(&pass{task: owning})
	return nil
}

func (e SetTitle) edit(s *Scenario) error {
	s.Title = e.Title
	return nil
}

// ontoSimplex returns a copy of p clipped at 0 and divided by its sum, unless that is 1
// already: neat numbers stay as they were given. It divides by the largest number first, so
// that the sum of very large ones is finite.
func ontoSimplex(field string, p []float64) ([]float64, error) {
	largest := 0.0
	for i, x := range p {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return nil, refuse(at(field, i), "is %s, must be finite", number(x))
		}
		largest = max(largest, x)
	}
	if largest == 0 {
		return nil, refuse(field, "has no positive number, must have one")
	}
	q := make([]float64, len(p))
	for i, x := range p {
		q[i] = max(x, 0)
	}
	if sumsToOne(q) {
		return q, nil
	}
	for i := range q {
		q[i] /= largest
	}
	return normalized(q), nil
}

// cloneRows copies a matrix; nil stays nil.
func cloneRows(rows [][]float64) [][]float64 {
	if rows == nil {
		return nil
	}
	clone := make([][]float64, len(rows))
	for i, row := range rows {
		clone[i] = slices.Clone(row)
	}
	return clone
}

// freeName returns the name that fits the place of a new agent ("Agent D" for the fourth)
// or the first after it that no party has; beyond "Agent Z" come numbers: "Agent 27".
func (s *Scenario) freeName() string {
	for i := len(s.Agents); ; i++ {
		name := "Agent " + strconv.Itoa(i+1)
		if i < 26 {
			name = "Agent " + string(rune('A'+i))
		}
		if !s.hasParty(name) {
			return name
		}
	}
}

// hasParty reports whether a user or an agent has the name.
func (s *Scenario) hasParty(name string) bool {
	return s.hasUser(name) || slices.ContainsFunc(s.Agents, func(p Party) bool { return p.Name == name })
}

// hasUser reports whether a user of the scenario has the name.
func (s *Scenario) hasUser(name string) bool {
	return slices.ContainsFunc(s.Users(), func(p Party) bool { return p.Name == name })
}
