package engine

import (
	"slices"
	"strconv"
)

// The edits that change the shape of a scenario, or the names of its parts. What is added
// changes no figure of what people get until it is edited: a new state has probability 0
// and looks like the last one, a new action is as good as the last one and comes after it
// (so the tie rule never takes it; a quantal user does), a new criterion weighs nothing.
// Fits that count entries, like least squares, count the new ones.
type (
	// RenameState, RenameAction and RenameCriterion give a part another name.
	RenameState struct {
		State int
		Name  string
	}
	RenameAction struct {
		Action int
		Name   string
	}
	RenameCriterion struct {
		Criterion int
		Name      string
	}
	// AddState, AddAction and AddCriterion append one with the next free name.
	AddState     struct{}
	AddAction    struct{}
	AddCriterion struct{}
	// RemoveState removes one; the prior of the others is scaled up to 1.
	RemoveState struct{ State int }
	// RemoveAction removes one.
	RemoveAction struct{ Action int }
	// RemoveCriterion removes one; the other weights of each party are scaled up to 1.
	RemoveCriterion struct{ Criterion int }
)

func (e RenameState) edit(s *Scenario) (err error) {
	s.States, err = renamed("states", s.States, e.State, e.Name)
	return err
}

func (e RenameAction) edit(s *Scenario) (err error) {
	s.Actions, err = renamed("actions", s.Actions, e.Action, e.Name)
	return err
}

func renamed(field string, names []string, i int, name string) ([]string, error) {
	if err := hasNumber(field, i, len(names)); err != nil {
		return names, err
	}
	names = slices.Clone(names)
	names[i] = name
	return names, nil
}

func (e RenameCriterion) edit(s *Scenario) error {
	if err := hasNumber("criteria", e.Criterion, len(s.Criteria)); err != nil {
		return err
	}
	s.Criteria = slices.Clone(s.Criteria)
	s.Criteria[e.Criterion].Name = e.Name
	return nil
}

// hasNumber checks the index of a part.
func hasNumber(field string, i, n int) error {
	if i < 0 || i >= n {
		return refuse(field, "has no number %d, there are %d", i, n)
	}
	return nil
}

func (AddState) edit(s *Scenario) error {
	last := len(s.States) - 1
	s.States = append(slices.Clip(s.States), freeNumber("State", s.States))
	s.Prior = append(slices.Clip(s.Prior), 0)
	s.eachUtility(func(u [][]float64) [][]float64 {
		for a, row := range u {
			u[a] = append(row, row[last])
		}
		return u
	})
	for _, signal := range []*[][]float64{&s.UserSignal, &s.AgentSignal} {
		if *signal != nil {
			*signal = append(slices.Clip(*signal), slices.Clone((*signal)[last]))
		}
	}
	return nil
}

func (e RemoveState) edit(s *Scenario) error {
	if err := hasNumber("states", e.State, len(s.States)); err != nil {
		return err
	}
	if len(s.States) == MinStates {
		return refuse("states", "cannot be fewer than %d", MinStates)
	}
	s.States = without(s.States, e.State)
	prior, err := ontoSimplex("prior", without(s.Prior, e.State))
	if err != nil {
		return refuse("prior", "would be 0 everywhere: the only possible state cannot be removed")
	}
	s.Prior = prior
	s.eachUtility(func(u [][]float64) [][]float64 {
		for a, row := range u {
			u[a] = without(row, e.State)
		}
		return u
	})
	for _, signal := range []*[][]float64{&s.UserSignal, &s.AgentSignal} {
		if *signal != nil {
			*signal = without(*signal, e.State)
		}
	}
	return nil
}

func (AddAction) edit(s *Scenario) error {
	s.Actions = append(slices.Clip(s.Actions), freeNumber("Action", s.Actions))
	s.eachUtility(func(u [][]float64) [][]float64 { return append(u, slices.Clone(u[len(u)-1])) })
	return nil
}

func (e RemoveAction) edit(s *Scenario) error {
	if err := hasNumber("actions", e.Action, len(s.Actions)); err != nil {
		return err
	}
	if len(s.Actions) == MinActions {
		return refuse("actions", "cannot be fewer than %d", MinActions)
	}
	s.Actions = without(s.Actions, e.Action)
	s.eachUtility(func(u [][]float64) [][]float64 { return without(u, e.Action) })
	return nil
}

func (AddCriterion) edit(s *Scenario) error {
	names := make([]string, len(s.Criteria))
	for i, c := range s.Criteria {
		names[i] = c.Name
	}
	c := Criterion{Name: freeNumber("Criterion", names)}
	for range s.Actions {
		row := make([]float64, len(s.States))
		for y := range row {
			row[y] = 0.5
		}
		c.Utility = append(c.Utility, row)
	}
	s.Criteria = append(slices.Clip(s.Criteria), c)
	return s.eachWeights(func(_ string, w []float64) ([]float64, error) { return append(slices.Clip(w), 0), nil })
}

func (e RemoveCriterion) edit(s *Scenario) error {
	if err := hasNumber("criteria", e.Criterion, len(s.Criteria)); err != nil {
		return err
	}
	name := s.Criteria[e.Criterion].Name
	s.Criteria = without(s.Criteria, e.Criterion)
	if len(s.Criteria) == 0 {
		s.Criteria = nil
	}
	return s.eachWeights(func(party string, w []float64) ([]float64, error) {
		left, err := ontoSimplex("weights", without(w, e.Criterion))
		if err != nil {
			return nil, refuse("criteria", "must keep %q, all that %q values", name, party)
		}
		return left, nil
	})
}

// eachUtility replaces every matrix [action][state] by what change makes of a copy of it.
func (s *Scenario) eachUtility(change func([][]float64) [][]float64) {
	s.Criteria = slices.Clone(s.Criteria)
	for i := range s.Criteria {
		s.Criteria[i].Utility = change(cloneRows(s.Criteria[i].Utility))
	}
	s.changeWishes(func(_ string, w Wish) (Wish, error) { // which has no error to return
		if w.Utility != nil {
			w.Utility = change(cloneRows(w.Utility))
		}
		return w, nil
	})
}

// eachWeights replaces every party's weights by what change makes of them.
func (s *Scenario) eachWeights(change func(party string, w []float64) ([]float64, error)) error {
	return s.changeWishes(func(owner string, w Wish) (_ Wish, err error) {
		if w.Weights != nil {
			w.Weights, err = change(owner, w.Weights)
		}
		return w, err
	})
}

// without is a copy of a list that lacks one item.
func without[T any](list []T, i int) []T { return slices.Delete(slices.Clone(list), i, i+1) }

// freeNumber is "State 4" for the fourth state, or the first number after it that is free.
func freeNumber(word string, names []string) string {
	for i := len(names) + 1; ; i++ {
		if name := word + " " + strconv.Itoa(i); !slices.Contains(names, name) {
			return name
		}
	}
}
