package engine

import (
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
)

// Law: what is added changes no figure of what people get, and removing it again restores
// the scenario.
func TestAddedPartsChangeNothing(t *testing.T) {
	rng := rand.New(rand.NewPCG(21, 22))
	for round := range 30 {
		s := randomScenario(rng)
		if len(s.States) == MaxStates || len(s.Actions) == MaxActions || len(s.Criteria) == 0 ||
			len(s.Criteria) == MaxCriteria {
			continue
		}
		before := figures(Solve(s), s)
		for _, c := range []struct {
			what        string
			add, remove Edit
		}{
			{"state", AddState{}, RemoveState{len(s.States)}},
			{"action", AddAction{}, RemoveAction{len(s.Actions)}},
			{"criterion", AddCriterion{}, RemoveCriterion{len(s.Criteria)}},
		} {
			more, err := Apply(s, c.add)
			if err != nil {
				t.Fatalf("round %d: a new %s: %v", round, c.what, err)
			}
			after := figures(Solve(more), more)
			for name, want := range before {
				if got, ok := after[name]; ok && math.Abs(got-want) > 1e-6 && name != "least squares" &&
					!strings.HasSuffix(name, "rms") {
					t.Errorf("round %d: a new %s takes %s from %g to %g", round, c.what, name, want, got)
				}
			}
			back, err := Apply(more, c.remove)
			if err != nil || !reflect.DeepEqual(back, s) {
				t.Errorf("round %d: removing the %s again: %v\n%s\nwant\n%s",
					round, c.what, err, Format(back), Format(s))
			}
		}
	}
}

// TestShapeEdits: renaming, and what is refused, with the scenario kept.
func TestShapeEdits(t *testing.T) {
	s, err := Parse([]byte(`{"version": 1, "states": ["s", "t", "u"], "actions": ["a", "b"], "prior": [1, 0, 0],
		"criteria": [{"name": "p", "utility": [[1, 0, 0], [0, 1, 1]]}, {"name": "q", "utility": [[0, 0, 1], [1, 1, 0]]}],
		"user": {"name": "U", "weights": [0.25, 0.75]}, "agents": [{"name": "X", "weights": [1, 0]}, {"name": "Y", "utility": [[1, 0, 0.5], [0, 1, 0.5]]}],
		"userSignal": [[1, 0], [0, 1], [0.5, 0.5]], "agentSignal": [[1, 0], [0, 1], [0.5, 0.5]]}`))
	if err != nil {
		t.Fatal(err)
	}
	copied := string(Format(s))
	for _, c := range []struct {
		e    Edit
		want string // in the scenario, or in the error
		ok   bool
	}{
		{RenameState{1, "tea"}, `["s", "tea", "u"]`, true},
		{RenameAction{0, "act"}, `["act", "b"]`, true},
		{RenameCriterion{1, "queue"}, `"queue"`, true},
		{RemoveState{2}, `"userSignal": [[1, 0], [0, 1]]`, true},
		{RemoveState{1}, `"utility": [[1, 0.5], [0, 0.5]]`, true},
		{RenameState{1, "s"}, "names must differ", false},
		{RenameAction{0, " "}, "empty", false},
		{RenameState{3, "x"}, "no number 3", false},
		{RenameCriterion{-1, "x"}, "no number -1", false},
		{RemoveState{0}, "only possible state", false},
		{RemoveAction{0}, "fewer than 2", false},
		{RemoveCriterion{0}, `"X"`, false},
		{RemoveCriterion{7}, "no number 7", false},
	} {
		got, err := Apply(s, c.e)
		switch {
		case c.ok && (err != nil || !strings.Contains(string(Format(got)), c.want)):
			t.Errorf("%T%v: %v\n%s", c.e, c.e, err, Format(got))
		case !c.ok && (err == nil || !strings.Contains(err.Error(), c.want)):
			t.Errorf("%T%v: %v, want an error about %s", c.e, c.e, err, c.want)
		}
		if string(Format(s)) != copied {
			t.Fatalf("%T wrote into its argument", c.e)
		}
	}
	one, err := Apply(s, RemoveCriterion{1})
	if err != nil || one.User.Weights[0] != 1 {
		t.Errorf("without q: %v, %v", err, one.User)
	}
	if _, err := Apply(one, RemoveCriterion{0}); err == nil {
		t.Error("the last criterion was removed while it is weighed")
	}
}
