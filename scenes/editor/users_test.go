package editor

import (
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
)

func town(t *testing.T) engine.Scenario {
	t.Helper()
	data, err := os.ReadFile("../../web/static/presets/town.json")
	if err != nil {
		t.Fatal(err)
	}
	return parsed(t, string(data))
}

// set and press do what a reader does; the scenario that comes of it is valid.
func set(t *testing.T, s engine.Scenario, field, typed string) engine.Scenario {
	t.Helper()
	edits, err := Set(s, field, typed)
	if err != nil {
		t.Fatalf("%s: %v", field, err)
	}
	return applied(t, s, edits)
}

func press(t *testing.T, s engine.Scenario, id string) engine.Scenario {
	t.Helper()
	edits, err := Do(s, id)
	if err != nil {
		t.Fatalf("%s: %v", id, err)
	}
	return applied(t, s, edits)
}

// Several users are edited like one: shares, names, weights, tables, and what an agent wants of one.
func TestUsersAreEdited(t *testing.T) {
	s := set(t, town(t), "population.users[0].share", "0.3")
	s = set(t, s, "population.users[0].name", "Traders")
	if m := s.Population.Users[0]; m.Share != 0.3 || m.Name != "Traders" ||
		s.Agents[0].Toward["Traders"].Weights == nil {
		t.Errorf("users %+v, Transit %+v", s.Population.Users, s.Agents[0])
	}
	s = set(t, s, "population.users[0].weights[1]", "0.25")
	s = set(t, s, "agents[1].toward[0].weights[0]", "0.9")
	if w, v := s.Population.Users[0].Weights, s.Agents[1].Toward["Traders"].Weights; w[0] != 0.75 || v[0] != 0.9 ||
		s.Agents[1].Weights[0] != 0 {
		t.Errorf("the traders' weights %v, Market's of them %v, of all %v", w, v, s.Agents[1].Weights)
	}
	s = press(t, press(t, s, "table:member:0"), "table:toward:1:0")
	s = set(t, s, "population.users[0].utility[1][0]", "0.6")
	s = set(t, s, "agents[1].toward[0].utility[0][1]", "0.2")
	if u, v := s.Population.Users[0].Utility, s.Agents[1].Toward["Traders"].Utility; u[1][0] != 0.6 || u[0][0] != 1 ||
		v[0][1] != 0.2 || v[0][0] != 1 {
		t.Errorf("the traders' table %v, Market's of them %v", u, v)
	}
	s = press(t, press(t, s, "weights:member:0"), "weights:toward:1:0")
	if w, v := s.Population.Users[0].Weights,
		s.Agents[1].Toward["Traders"].Weights; !slices.Equal(w, []float64{0.5, 0.5}) || !slices.Equal(v, w) {
		t.Errorf("weights %v and %v", w, v)
	}
	edits, err := Fill(s, "population.users[0].weights[0]", "0.1\t0.9")
	if err != nil {
		t.Fatal(err)
	}
	if w := applied(t, s, edits).Population.Users[0].Weights; !slices.Equal(w, []float64{0.1, 0.9}) {
		t.Errorf("pasted %v", w)
	}
}

// The buttons add kinds of users until there are four, take them away, change the policy, and have an
// agent want of one what it wants of all.
func TestUsersButtons(t *testing.T) {
	s := town(t)
	s.Population, s.Agents[0].Toward, s.Agents[1].Toward = nil, nil, nil
	alone := s
	for range engine.MaxMembers {
		s = press(t, s, "member.add")
	}
	if _, err := Do(s, "member.add"); err == nil || err.Error() != "There are at most 3 further kinds." {
		t.Errorf("a fifth: %v", err)
	}
	if p := s.Population; p.Policy != "" && p.Policy != engine.Personal || s.Shares()[0] != 0.125 {
		t.Errorf("%+v, shares %v", p, s.Shares())
	}
	s = press(t, s, "policy")
	if s.Population.Policy != engine.Anonymous || press(t, s, "policy").Population.Policy != engine.Personal {
		t.Errorf("policy %q", s.Population.Policy)
	}
	s = press(t, s, "toward.on:1:2")
	if name := s.Population.Users[2].Name; !reflect.DeepEqual(s.Agents[1].Toward,
		map[string]engine.Wish{name: {Weights: s.Agents[1].Weights}}) {
		t.Errorf("Market wants %+v", s.Agents[1].Toward)
	}
	s = press(t, s, "toward.off:1:2")
	for range engine.MaxMembers {
		s = press(t, s, "member.remove:0")
	}
	if !reflect.DeepEqual(s, alone) {
		t.Errorf("not what it was: %+v", s)
	}
}

// What cannot be is refused by name, with the reason, and nothing is changed.
func TestUsersRefused(t *testing.T) {
	two := press(t, town(t), "member.add")
	for _, c := range []struct{ field, typed, want string }{
		{"population.users[0].share", "1",
			`The further users have shares of 1.25 in all, which leaves nothing for "Commuters".`},
		{"population.users[0].share", "0", "Share of Shopkeepers is 0, must be between 1e-12 and 1."},
		{"population.users[1].share", "half", `Share of Users 3 is "half", must be a number from 0 to 1.`},
		{"population.users[1].name", "Shopkeepers", "Shopkeepers"},
		{"agents[0].toward[0].weights[0]",
			"2", "Weight of good for her for Transit of Shopkeepers is 2, must be between 0 and 1."},
	} {
		edits, err := Set(two, c.field, c.typed)
		if err == nil || !strings.Contains(err.Error(), c.want) || edits != nil {
			t.Errorf("%s, %q: %v, %v; want %s", c.field, c.typed, edits, err, c.want)
		}
	}
}
