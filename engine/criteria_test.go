package engine

import (
	"slices"
	"testing"
)

// TestCriteriaFromAgents: a user in the hull becomes a point of it, one outside keeps her
// matrix, and the game stays what it was.
func TestCriteriaFromAgents(t *testing.T) {
	eachCase(t, func(t *testing.T, s Scenario, _ expectation) {
		changed := apply(t, s, CriteriaFromAgents{})
		none := SetAlignment{Alignment{Offset: NoOffset}}
		before := new(Solver).Solve(apply(t, s, none), AlignmentSection).Alignment
		after := new(Solver).Solve(apply(t, changed, none), AlignmentSection).Alignment
		near(t, "epsilon", after.Epsilon, before.Epsilon, DefaultTolerance)
		if (changed.User.Weights != nil) != before.Inside {
			t.Errorf("the user has weights %v, inside is %v", changed.User.Weights, before.Inside)
		}
		was, is := s.Game(), changed.Game()
		for i := range was.Agents {
			if !slices.Equal(is.Agents[i].Data, was.Agents[i].Data) {
				t.Error("the agents' utilities changed")
			}
		}
		for k, x := range was.User.Data {
			near(t, at("user", k), is.User.Data[k], x, 10*DefaultTolerance)
		}
	})
}

// TestCriteriaFromAgentsFindsTheWeights of a user at 0.2, 0.5 and 0.3 of three agents.
func TestCriteriaFromAgentsFindsTheWeights(t *testing.T) {
	s := parseFull(t)
	s = apply(t, s, SetUtility{0, [][]float64{{0, 1}, {0, 0}}})
	s = apply(t, s, AddAgent{Party{Utility: [][]float64{{1, 0}, {0, 0}}}})
	s = apply(t, s, SetUtility{User, [][]float64{{0.8, 0.7}, {0, 0}}})
	s = apply(t, s, CriteriaFromAgents{})
	for i, want := range []float64{0.2, 0.5, 0.3} {
		near(t, at("weights", i), s.User.Weights[i], want, 1e-9)
	}
}
