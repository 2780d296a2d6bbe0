package stage

import (
	"reflect"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
)

func TestSetting(t *testing.T) {
	for _, c := range []struct {
		param, value string
		read         func(s engine.Scenario) any
		want         any
	}{
		{"alignment.combination", "conic", func(s engine.Scenario) any { return s.AlignmentOrDefault().Combination },
			"conic"},
		{"alignment.offset", "state", func(s engine.Scenario) any { return s.AlignmentOrDefault().Offset }, "state"},
		{"response.kind", "quantal", func(s engine.Scenario) any { return s.ResponseOrDefault().Kind }, "quantal"},
		{"response.kind", "quantal", func(s engine.Scenario) any { return s.ResponseOrDefault().Lambda }, 12.},
		{"response.lambda", "12.5", func(s engine.Scenario) any { return s.ResponseOrDefault().Lambda }, 12.5},
		{"indifference", "0.03", func(s engine.Scenario) any { return s.Indifference }, 0.03},
		{"conversation.rounds", "4.4", func(s engine.Scenario) any { return s.Conversation.Rounds }, 4},
		{"conversation.seed", "", func(s engine.Scenario) any { return s.Conversation.Seed }, Rolled(1)},
		{"selection.seed", "", func(s engine.Scenario) any { return s.Selection.Seed }, Rolled(1)},
		{"criteria.fromAgents", "", func(s engine.Scenario) any { return len(s.Criteria) }, 2},
	} {
		s := scenario(t)
		edits, known, err := Setting(Event{Param: c.param, Value: c.value}, s)
		if !known || err != nil {
			t.Fatalf("%s: %v %v", c.param, known, err)
		}
		s, err = apply(s, edits)
		if err != nil || c.read(s) != c.want {
			t.Errorf("%s: %v, %v; want %v", c.param, c.read(s), err, c.want)
		}
	}
	if _, known, _ := Setting(Event{Param: "view.names"}, scenario(t)); known {
		t.Error("a figure's own setting is taken")
	}
	for _, ev := range []Event{{Param: "response.lambda", Value: "x"}, {Param: "indifference", Value: "x"},
		{Param: "alignment.offset", Value: "sideways"}, {Param: "conversation.rounds", Value: "many"}} {
		edits, known, err := Setting(ev, scenario(t))
		if err == nil {
			_, err = apply(scenario(t), edits)
		}
		if !known || err == nil {
			t.Errorf("%s %s is accepted", ev.Param, ev.Value)
		}
	}
}

// The dice go through all their seeds before one comes back.
func TestDice(t *testing.T) {
	seen := map[uint64]bool{}
	for seed := uint64(1); !seen[seed]; seed = Rolled(seed) {
		seen[seed] = true
	}
	if len(seen) < 1000 {
		t.Errorf("only %d seeds", len(seen))
	}
}

// A slider has its setting's limits and value, absent or given.
func TestSlider(t *testing.T) {
	s := scenario(t)
	for _, want := range []string{"3", "5"} {
		got := Slider(&s, "conversation.rounds", "Rounds", 1, "Help.")
		if !reflect.DeepEqual(got, Control{Kind: Range, Param: "conversation.rounds", Label: "Rounds", Value: want,
			Min: engine.MinRounds, Max: engine.MaxRounds, Step: 1, Help: "Help."}) {
			t.Errorf("%+v", got)
		}
		s.Conversation = &engine.Conversation{Rounds: 5}
	}
}

// Switching back to best leaves no lambda behind.
func TestResponseBackToBest(t *testing.T) {
	s := scenario(t)
	for _, ev := range []Event{{Param: "response.lambda", Value: "3"}, {Param: "response.kind", Value: "best"}} {
		edits, _, err := Setting(ev, s)
		if err != nil {
			t.Fatal(err)
		}
		if s, err = apply(s, edits); err != nil {
			t.Fatal(err)
		}
	}
	if *s.Response != (engine.Response{Kind: engine.Best}) {
		t.Errorf("%+v", *s.Response)
	}
}

func TestAccepts(t *testing.T) {
	choice := Control{Kind: Choice, Param: "c", Options: []Option{{Value: "x"}, {Value: "y"}}}
	slider := Control{Kind: Range, Param: "r", Min: -1, Max: 2}
	for _, c := range []struct {
		control Control
		value   string
		ok      bool
	}{
		{choice, "x", true}, {choice, "z", false}, {choice, "", false},
		{slider, "2", true}, {slider, "-1", true}, {slider, "2.1", false}, {slider, "NaN", false}, {slider, "", false},
		{Control{Kind: Toggle}, "true", true}, {Control{Kind: Toggle}, "yes", false},
		{Control{Kind: Button}, "", true}, {Control{Kind: Button, Disabled: true}, "", false},
	} {
		if err := c.control.Accepts(c.value); (err == nil) != c.ok {
			t.Errorf("%+v accepts %q: %v", c.control, c.value, err)
		}
	}
}

func TestPartyOf(t *testing.T) {
	for _, c := range []struct {
		handle string
		party  int
		ok     bool
	}{
		{"user", engine.User, true}, {"agent:0", 0, true}, {"agent:2", 2, true}, {"agent:3", 0, false},
		{"agent:-1", 0, false},
		{"agent:01", 0, false}, {"agent:", 0, false}, {"prior", 0, false}, {"", 0, false}, {"agent:1x", 0, false},
	} {
		if party, ok := PartyOf(c.handle, 3); party != c.party || ok != c.ok {
			t.Errorf("%q: %d %v", c.handle, party, ok)
		}
	}
	for i := range 24 {
		if party, ok := PartyOf(AgentHandle(i), 24); party != i || !ok {
			t.Errorf("agent %d is %d", i, party)
		}
	}
}

func scenario(t testing.TB) engine.Scenario {
	t.Helper()
	s, err := engine.Parse([]byte(`{"version": 1, "states": ["s", "t"], "actions": ["a", "b"], "prior": [0.5, 0.5],
		"criteria": [{"name": "p", "utility": [[1, 0], [0, 1]]}, {"name": "q", "utility": [[0, 0], [1, 1]]},
			{"name": "r", "utility": [[0, 1], [0.5, 0]]}],
		"user": {"name": "U", "weights": [0.5, 0.5, 0]},
		"agents": [{"name": "X", "weights": [1, 0, 0]}, {"name": "Y", "weights": [0, 1, 0]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// apply applies edits in order.
func apply(s engine.Scenario, edits []engine.Edit) (engine.Scenario, error) {
	var err error
	for _, e := range edits {
		if s, err = engine.Apply(s, e); err != nil {
			break
		}
	}
	return s, err
}
