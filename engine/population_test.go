package engine

import (
	"reflect"
	"slices"
	"testing"
)

// TestPopulationKeepsItsShape: edits of states, actions and criteria reach further users and
// what agents want of them, and leave the scenario they were applied to as it was.
func TestPopulationKeepsItsShape(t *testing.T) {
	matrices := parseFull(t)
	matrices = apply(t, matrices, SetUtility{OtherUser(0), [][]float64{{0.1, 0.2}, {0.3, 0.4}}})
	matrices = apply(t, matrices, SetToward{1, "Jury", &Wish{Utility: [][]float64{{0.5, 0.6}, {0.7, 0.8}}}})
	matrices = apply(t, matrices, AddState{})
	before := Format(matrices)
	for _, row := range []struct {
		name string
		edit Edit
		her  [][]float64
		wish [][]float64
	}{
		{"a state more", AddState{}, [][]float64{{0.1, 0.2, 0.2, 0.2}, {0.3, 0.4, 0.4, 0.4}},
			[][]float64{{0.5, 0.6, 0.6, 0.6}, {0.7, 0.8, 0.8, 0.8}}},
		{"a state fewer", RemoveState{0}, [][]float64{{0.2, 0.2}, {0.4, 0.4}}, [][]float64{{0.6, 0.6}, {0.8, 0.8}}},
		{"an action more", AddAction{}, [][]float64{{0.1, 0.2, 0.2}, {0.3, 0.4, 0.4}, {0.3, 0.4, 0.4}},
			[][]float64{{0.5, 0.6, 0.6}, {0.7, 0.8, 0.8}, {0.7, 0.8, 0.8}}},
		{"no criteria of before", CriteriaFromAgents{}, [][]float64{{0.1, 0.2, 0.2}, {0.3, 0.4, 0.4}},
			[][]float64{{0.5, 0.6, 0.6}, {0.7, 0.8, 0.8}}},
	} {
		s := apply(t, matrices, row.edit)
		if got := s.Population.Users[0].Utility; !reflect.DeepEqual(got, row.her) {
			t.Errorf("%s: her utility %v, want %v", row.name, got, row.her)
		}
		if got := s.Agents[1].Toward["Jury"].Utility; !reflect.DeepEqual(got, row.wish) {
			t.Errorf("%s: the wish %v, want %v", row.name, got, row.wish)
		}
		if after := Format(matrices); !slices.Equal(before, after) {
			t.Fatalf("%s: the edit wrote into its scenario", row.name)
		}
	}
	// Weights over criteria that go become the matrices they stood for.
	s := apply(t, parseFull(t), CriteriaFromAgents{})
	if got, want := s.Population.Users[0].Utility, [][]float64{{1, 0.5}, {0, 0.5}}; !reflect.DeepEqual(got, want) {
		t.Errorf("the jury's utility is %v, want %v", got, want)
	}
	if got, want := s.Agents[0].Toward["Jury"].Utility, [][]float64{{1, 0}, {0, 1}}; !reflect.DeepEqual(got, want) {
		t.Errorf("the prosecutor wants %v of the jury, want %v", got, want)
	}
}

// TestFacing: alone with one user an agent wants what it wants of her.
func TestFacing(t *testing.T) {
	s := parseFull(t)
	jury := s.Facing(1)
	if jury.User.Name != "Jury" || jury.Population != nil ||
		!slices.Equal(jury.Agents[0].Weights, []float64{1, 0, 0}) || jury.Agents[1].Utility == nil {
		t.Errorf("facing the jury: %+v", jury)
	}
	judge := s.Facing(0)
	if judge.User.Name != "Judge" || !slices.Equal(judge.Agents[0].Weights, []float64{0.2, 0.8, 0}) ||
		judge.Agents[0].Toward != nil {
		t.Errorf("facing the judge: %+v", judge)
	}
	if err := Validate(jury); err != nil {
		t.Error(err)
	}
	if shares := s.Shares(); !slices.Equal(shares, []float64{0.75, 0.25}) {
		t.Errorf("shares %v", shares)
	}
}

// TestPopulationNormalized: weights of further users and wishes are normalised like others.
func TestPopulationNormalized(t *testing.T) {
	s := parseFull(t)
	s.Population.Users[0].Weights = []float64{0.5, 0, 0.5000009}
	s.Agents[0].Toward = map[string]Wish{"Jury": {Weights: []float64{0.9999991, 0, 0}}}
	if err := Validate(s); err != nil {
		t.Fatal(err)
	}
	n := normalize(s)
	if !sumsToOne(n.Population.Users[0].Weights) || !sumsToOne(n.Agents[0].Toward["Jury"].Weights) {
		t.Errorf("sums are left as they were: %v", n)
	}
	if s.Population.Users[0].Weights[2] != 0.5000009 {
		t.Error("normalize wrote into its scenario")
	}
}
