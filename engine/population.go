package engine

import (
	"maps"
	"slices"

	"github.com/emergent-alignment/emergent/engine/internal/strictjson"
)

// This file is about scenarios with several users (docs/model.md, section 11): who they are,
// what is refused, and the edits that change them.

// Member is one kind of user beside the scenario's own: her share of all users, and exactly
// one of Weights (over the criteria) and Utility ([action][state] in [0,1]).
type Member struct {
	Name    string      `json:"name"`
	Share   float64     `json:"share"`
	Weights []float64   `json:"weights,omitempty"`
	Utility [][]float64 `json:"utility,omitempty"`
}

// Wish is what an agent wants of one user's actions: exactly one of Weights and Utility.
type Wish struct {
	Weights []float64   `json:"weights,omitempty"`
	Utility [][]float64 `json:"utility,omitempty"`
}

// MaxMembers is the largest number of users beside the scenario's own.
const MaxMembers = 3

// leastShare is the smallest share a user may have: what is less means nothing.
const leastShare = 1e-12

// Shares returns the share of every user, the scenario's own first; they sum to 1.
func (s Scenario) Shares() []float64 {
	shares := []float64{1}
	for _, m := range s.PopulationOrDefault().Users {
		shares = append(shares, m.Share)
		shares[0] -= m.Share
	}
	return shares
}

// Users returns every user as a party, the scenario's own first.
func (s Scenario) Users() []Party {
	users := []Party{s.User}
	for _, m := range s.PopulationOrDefault().Users {
		users = append(users, Party{Name: m.Name, Weights: m.Weights, Utility: m.Utility})
	}
	return users
}

// Facing returns the scenario of one user alone with the agents, 0 being the scenario's own:
// her utility, what each agent wants of her, and no population.
func (s Scenario) Facing(user int) Scenario {
	users := s.Users()
	alone := s
	alone.User, alone.Population = users[user], nil
	alone.Agents = slices.Clone(s.Agents)
	for i, agent := range s.Agents {
		if wish, ok := agent.Toward[users[user].Name]; ok {
			alone.Agents[i].Weights, alone.Agents[i].Utility = wish.Weights, wish.Utility
		}
		alone.Agents[i].Toward = nil
	}
	return alone
}

// validPopulation checks the further users; their names are in seen from here on.
func validPopulation(s *Scenario, seen map[string]string) error {
	p := s.Population
	if p == nil {
		return nil
	}
	policy := pass{task: checking}
	if p.settings(&policy); policy.err != nil {
		return policy.err
	}
	if err := validCount("population.users", len(p.Users), 1, MaxMembers); err != nil {
		return err
	}
	sum := 0.0
	for i, m := range p.Users {
		field := at("population.users", i)
		if err := validParty(field, Party{Name: m.Name, Weights: m.Weights, Utility: m.Utility}, s, seen); err != nil {
			return err
		}
		if !(leastShare <= m.Share && m.Share <= 1) {
			return refuse(field+".share", "is %s, must be between %s and 1", number(m.Share), number(leastShare))
		}
		sum += m.Share
	}
	if !(sum <= 1-leastShare) {
		return refuse("population.users", "have shares of %s in all, which leaves nothing for %q",
			number(sum), s.User.Name)
	}
	return nil
}

// validToward checks what the agents want of single users: each must be one of population.
func validToward(s *Scenario) error {
	if s.User.Toward != nil {
		return refuse("user.toward", "given, but only agents want something of others")
	}
	for i, agent := range s.Agents {
		for _, name := range slices.Sorted(maps.Keys(agent.Toward)) {
			field := strictjson.Join(at("agents", i)+".toward", name)
			known := slices.ContainsFunc(s.PopulationOrDefault().Users, func(m Member) bool { return m.Name == name })
			if !known {
				return refuse(field, "is about nobody in population.users")
			}
			wish := agent.Toward[name]
			if err := validWish(field, wish.Weights, wish.Utility, s); err != nil {
				return err
			}
		}
	}
	return nil
}

// SetPopulation replaces the further users and the policy; nil removes them all. What agents
// want of a user who is there no longer goes with her.
type SetPopulation struct{ Population *Population }

// SetToward sets what an agent wants of one user, by her name; a nil Wish makes it what the
// agent wants of everybody.
type SetToward struct {
	Agent int
	User  string
	Wish  *Wish
}

// OtherUser returns what stands for the i-th user of a population where an edit asks for an
// agent's index, as User does for the scenario's own.
func OtherUser(i int) int { return User - 1 - i }

func (e SetPopulation) edit(s *Scenario) error {
	s.Population = nil
	kept := map[string]bool{}
	if e.Population != nil {
		p := Population{Policy: e.Population.Policy, Users: slices.Clone(e.Population.Users)}
		for i, m := range p.Users {
			p.Users[i].Weights, p.Users[i].Utility = slices.Clone(m.Weights), cloneRows(m.Utility)
			kept[m.Name] = true
		}
		s.Population = &p
	}
	s.eachToward(func(toward map[string]Wish) {
		maps.DeleteFunc(toward, func(name string, _ Wish) bool { return !kept[name] })
	})
	return nil
}

func (e SetToward) edit(s *Scenario) error {
	return s.change(e.Agent, func(p *Party) error {
		toward := maps.Clone(p.Toward)
		if e.Wish == nil {
			delete(toward, e.User)
		} else {
			if toward == nil {
				toward = map[string]Wish{}
			}
			toward[e.User] = Wish{slices.Clone(e.Wish.Weights), cloneRows(e.Wish.Utility)}
		}
		p.Toward = whole(toward)
		return nil
	})
}

// eachToward lets update change a copy of what each agent wants of single users.
func (s *Scenario) eachToward(update func(map[string]Wish)) {
	s.Agents = slices.Clone(s.Agents)
	for i := range s.Agents {
		if toward := maps.Clone(s.Agents[i].Toward); toward != nil {
			update(toward)
			s.Agents[i].Toward = whole(toward)
		}
	}
}

// whole is a map that is nil when it is empty, so that nothing is written as nothing.
func whole(toward map[string]Wish) map[string]Wish {
	if len(toward) == 0 {
		return nil
	}
	return toward
}

// changeMember lets update change a copy of a further user, as a party.
func (s *Scenario) changeMember(i int, update func(*Party) error) error {
	if s.Population == nil || i >= len(s.Population.Users) {
		return refuse("population.users", "has no number %d, there are %d", i, len(s.Users())-1)
	}
	p := Population{Policy: s.Population.Policy, Users: slices.Clone(s.Population.Users)}
	m := &p.Users[i]
	party, name := Party{Name: m.Name, Weights: m.Weights, Utility: m.Utility}, m.Name
	if err := update(&party); err != nil {
		return err
	}
	m.Name, m.Weights, m.Utility = party.Name, party.Weights, party.Utility
	s.Population = &p
	if m.Name != name {
		s.eachToward(func(toward map[string]Wish) {
			if wish, ok := toward[name]; ok {
				delete(toward, name)
				toward[m.Name] = wish
			}
		})
	}
	return nil
}

// changeWishes replaces every utility of a party, and what agents want of single users, by
// what change makes of it. Owner is the party's name; change must not write into the wish.
func (s *Scenario) changeWishes(change func(owner string, w Wish) (Wish, error)) error {
	update := func(owner string, weights *[]float64, utility *[][]float64) error {
		w, err := change(owner, Wish{*weights, *utility})
		*weights, *utility = w.Weights, w.Utility
		return err
	}
	if err := update(s.User.Name, &s.User.Weights, &s.User.Utility); err != nil {
		return err
	}
	s.Agents = slices.Clone(s.Agents)
	for i := range s.Agents {
		agent := &s.Agents[i]
		if err := update(agent.Name, &agent.Weights, &agent.Utility); err != nil {
			return err
		}
		toward := maps.Clone(agent.Toward)
		for _, name := range slices.Sorted(maps.Keys(toward)) {
			wish := toward[name]
			if err := update(agent.Name, &wish.Weights, &wish.Utility); err != nil {
				return err
			}
			toward[name] = wish
		}
		agent.Toward = toward
	}
	if s.Population == nil {
		return nil
	}
	p := Population{Policy: s.Population.Policy, Users: slices.Clone(s.Population.Users)}
	for i := range p.Users {
		if err := update(p.Users[i].Name, &p.Users[i].Weights, &p.Users[i].Utility); err != nil {
			return err
		}
	}
	s.Population = &p
	return nil
}
