package engine

import (
	"bytes"
	"encoding/json"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
)

func apply(t *testing.T, s Scenario, e Edit) Scenario {
	t.Helper()
	got, err := Apply(s, e)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestApply(t *testing.T) {
	half := 0.5
	rows := []struct {
		name string
		edit Edit
		got  func(Scenario) any
		want any
	}{
		{"weights clipped and normalised", SetWeights{0, []float64{-1, 2, 6}},
			func(s Scenario) any { return s.Agents[0].Weights }, []float64{0, 0.25, 0.75}},
		{"weights so large that their sum is infinite", SetWeights{0, []float64{1e308, 1e308, 1e308}},
			func(s Scenario) any { return s.Agents[0].Weights }, []float64{1. / 3, 1. / 3, 1. / 3}},
		{"weights that sum to 1 but for rounding stay neat", SetWeights{0, []float64{0.1, 0.2, 0.7}},
			func(s Scenario) any { return s.Agents[0].Weights }, []float64{0.1, 0.2, 0.7}},
		{"user's weights", SetWeights{User, []float64{0, 1, 1}}, func(s Scenario) any { return s.User.Weights },
			[]float64{0, 0.5, 0.5}},
		{"matrix into weights", SetWeights{1, []float64{0, 0, 1}}, func(s Scenario) any { return s.Agents[1] },
			Party{Name: "Defender", Letter: "B", Weights: []float64{0, 0, 1}}},
		{"weights into matrix", SetUtility{0, [][]float64{{0, 1}, {1, 0}}}, func(s Scenario) any { return s.Agents[0] },
			Party{Name: "Prosecutor", Utility: [][]float64{{0, 1}, {1, 0}},
				Toward: map[string]Wish{"Jury": {Weights: []float64{1, 0, 0}}}}},
		{"prior", SetPrior{[]float64{3, 1}}, func(s Scenario) any { return s.Prior }, []float64{0.75, 0.25}},
		{"add with a name", AddAgent{Party{Name: "Press", Weights: []float64{0, 0, 1}}},
			func(s Scenario) any { return s.Agents[2].Name }, "Press"},
		{"add without a name", AddAgent{Party{Weights: []float64{0, 0, 1}}},
			func(s Scenario) any { return s.Agents[2].Name }, "Agent C"},
		{"add brings a rule", AddAgent{Party{Weights: []float64{0, 0, 1}}},
			func(s Scenario) any { return s.Conversation.Rules }, []string{"truthful", "selfish", "truthful"}},
		{"remove", RemoveAgent{0}, func(s Scenario) any { return s.Agents[0].Name }, "Defender"},
		{"remove takes the rule", RemoveAgent{0}, func(s Scenario) any { return s.Conversation.Rules },
			[]string{"selfish"}},
		{"rename", Rename{User, "Court"}, func(s Scenario) any { return s.User.Name }, "Court"},
		{"criterion", SetCriterion{1, [][]float64{{0, 0.5}, {1, 1}}}, func(s Scenario) any {
			return s.Criteria[1].Utility[0][1]
		}, 0.5},
		{"signals", SetSignals{User: [][]float64{{1, 0}, {0, 1}}}, func(s Scenario) any {
			return []any{s.UserSignal[1][1], s.AgentSignal == nil}
		}, []any{1.0, true}},
		{"alignment", SetAlignment{Alignment{Offset: State}}, func(s Scenario) any { return s.AlignmentOrDefault() },
			Alignment{Convex, State, DefaultTolerance}},
		{"response", SetResponse{Response{}}, func(s Scenario) any { return s.ResponseOrDefault() },
			Response{Kind: Best}},
		{"indifference", SetField{"indifference", "0.03"}, func(s Scenario) any { return s.Indifference }, 0.03},
		{"selection", SetSelection{Selection{}}, func(s Scenario) any { return s.SelectionOrDefault() },
			Selection{Step: DefaultStep, Seed: 1, Mode: Ascending, Order: []int{0, 1}}},
		{"add takes a turn", AddAgent{Party{Weights: []float64{1, 0, 0}}}, func(s Scenario) any {
			return s.Selection.Order
		}, []int{1, 0, 2}},
		{"remove gives up a turn", RemoveAgent{0}, func(s Scenario) any { return *s.Selection },
			Selection{Step: 0.01, Seed: 1, Mode: Lowering, Order: []int{0}}},
		{"remove the first bidder", RemoveAgent{1}, func(s Scenario) any { return *s.Selection },
			Selection{Step: 0.01, Seed: 1, Mode: Lowering, Order: []int{0}}},
		{"conversation", SetConversation{Conversation{Noise: &half}}, func(s Scenario) any {
			return s.ConversationOrDefault()
		},
			Conversation{Rounds: 3, Alphabet: 2, Reply: "silent", Rules: []string{"truthful", "truthful"},
				Noise: &half, Seed: 1, Outcome: "worst"}},
		{"a further user's weights", SetWeights{OtherUser(0), []float64{0, 3, 1}},
			func(s Scenario) any { return s.Population.Users[0] },
			Member{Name: "Jury", Share: 0.25, Weights: []float64{0, 0.75, 0.25}}},
		{"a further user's matrix", SetUtility{OtherUser(0), [][]float64{{0, 1}, {1, 0}}},
			func(s Scenario) any { return s.Population.Users[0] },
			Member{Name: "Jury", Share: 0.25, Utility: [][]float64{{0, 1}, {1, 0}}}},
		{"a further user's name", Rename{OtherUser(0), "Public"}, func(s Scenario) any {
			return []any{s.Population.Users[0].Name, s.Agents[0].Toward}
		},
			[]any{"Public", map[string]Wish{"Public": {Weights: []float64{1, 0, 0}}}}},
		{"what an agent wants of her", SetToward{1, "Jury", &Wish{Weights: []float64{0, 1, 0}}},
			func(s Scenario) any { return s.Agents[1].Toward },
			map[string]Wish{"Jury": {Weights: []float64{0, 1, 0}}}},
		{"and no longer wants", SetToward{0, "Jury", nil}, func(s Scenario) any { return s.Agents[0].Toward == nil },
			true},
		{"nobody else", SetPopulation{}, func(s Scenario) any {
			return []any{s.Population == nil, s.Agents[0].Toward == nil}
		}, []any{true, true}},
		{"other users",
			SetPopulation{&Population{Users: []Member{{Name: "Press", Share: 0.5, Weights: []float64{0, 0, 1}}}}},
			func(s Scenario) any {
				return []any{s.Shares(), s.PopulationOrDefault().Policy, s.Agents[0].Toward == nil}
			}, []any{[]float64{0.5, 0.5}, Personal, true}},
		{"a criterion fewer", RemoveCriterion{2}, func(s Scenario) any {
			return []any{s.Population.Users[0].Weights, s.Agents[0].Toward["Jury"].Weights}
		},
			[]any{[]float64{1, 0}, []float64{1, 0}}},
		{"a setting by its name", SetField{"conversation.noise", "0.5"}, func(s Scenario) any {
			return s.ConversationOrDefault()
		},
			Conversation{Rounds: 4, Alphabet: 2, Reply: "signal", Rules: []string{"truthful", "selfish"}, Noise: &half,
				Seed: 1, Outcome: "full", MessageNames: []string{"no", "yes"}}},
		{"a flag by its name", SetField{"conversation.game", "false"}, func(s Scenario) any {
			return s.Conversation.Game
		}, false},
		{"more messages by name", SetField{"conversation.alphabet", "3"},
			func(s Scenario) any { return s.Conversation.MessageNames }, []string{"no", "yes", "message 3"}},
		{"title", SetTitle{"Trial"}, func(s Scenario) any { return s.Title }, "Trial"},
		{"criteria from agents", CriteriaFromAgents{}, func(s Scenario) any {
			return []any{s.Criteria[1].Name, s.Criteria[0].Utility[1], s.Agents[1].Weights}
		},
			[]any{"Defender", []float64{0.8, 1}, []float64{0, 1}}},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			got := row.got(apply(t, parseFull(t), row.edit))
			if !reflect.DeepEqual(got, row.want) {
				t.Errorf("got %v, want %v", got, row.want)
			}
		})
	}
}

func TestApplyErrors(t *testing.T) {
	rows := []struct {
		edit Edit
		want string
	}{
		{SetWeights{2, []float64{1, 0, 0}}, "agents: has no number 2, the numbers are 0 to 1"},
		{SetWeights{OtherUser(1), []float64{1, 0, 0}}, "population.users: has no number 1, there are 1"},
		{SetWeights{OtherUser(0), []float64{math.NaN(), 0, 0}},
			"population.users[0].weights[0]: is NaN, must be finite"},
		{SetPopulation{&Population{}}, "population.users: has 0, must have 1 to 3"},
		{SetToward{1, "Press", &Wish{Weights: []float64{1, 0, 0}}},
			"agents[1].toward.Press: is about nobody in population.users"},
		{Rename{OtherUser(0), "Defender"},
			`population.users[0].name: is "Defender" like agents[1].name, names must differ`},
		{SetWeights{0, []float64{1, 0}}, "agents[0].weights: has 2 numbers, must have 3 (one for each criterion)"},
		{SetWeights{0, []float64{0, -1, 0}}, "agents[0].weights: has no positive number, must have one"},
		{SetWeights{User, []float64{0, math.NaN(), 0}}, "user.weights[1]: is NaN, must be finite"},
		{SetPrior{[]float64{1, math.Inf(1)}}, "prior[1]: is +Inf, must be finite"},
		{SetPrior{nil}, "prior: has no positive number, must have one"},
		{SetUtility{0, nil}, "agents[0]: has neither weights nor utility, must have exactly one of them"},
		{SetUtility{0, [][]float64{{0, 1}, {0, 2}}}, "agents[0].utility[1][1]: is 2, must be between 0 and 1"},
		{AddAgent{Party{Name: "Judge", Weights: []float64{1, 0, 0}}},
			`agents[2].name: is "Judge" like user.name, names must differ`},
		{AddAgent{Party{}}, "agents[2]: has neither weights nor utility, must have exactly one of them"},
		{RemoveAgent{7}, "agents: has no number 7, the numbers are 0 to 1"},
		{Rename{0, "a\x00"}, "agents[0].name: contains the control character U+0000"},
		{Rename{0, "\xff"}, "agents[0].name: is not valid UTF-8"},
		{SetCriterion{3, nil}, "criteria: has no number 3, there are 3"},
		{SetSignals{Agents: [][]float64{{0.5, 0.5}, {0.5, 0.4}}}, "agentSignal[1]: sum is 0.9, must be 1"},
		{SetResponse{Response{Lambda: math.NaN()}}, "response.lambda: is NaN, must be between 0 and 1000"},
		{SetField{"conversation.rounds", "many"}, `conversation.rounds: "many" is not a number`},
		{SetField{"conversation.rounds", "12.6"}, "conversation.rounds: is 13, must be between 1 and 12"},
		{SetField{"conversation.tempo", "1"}, "conversation.tempo: is no setting"},
		{SetField{"indifference", "0.2"}, "indifference: is 0.2, must be between 0 and 0.1"},
	}
	for _, row := range rows {
		t.Run(row.want, func(t *testing.T) {
			s := parseFull(t)
			got, err := Apply(s, row.edit)
			wantError(t, err, row.want)
			if !reflect.DeepEqual(got, s) {
				t.Error("the scenario did not stay as it was")
			}
		})
	}
}

func TestTheLastAgentStays(t *testing.T) {
	s := apply(t, parseFull(t), RemoveAgent{0})
	_, err := Apply(s, RemoveAgent{0})
	wantError(t, err, "agents: the last one cannot be removed")
}

func TestAgentsFillToTheLimit(t *testing.T) {
	s := parseFull(t)
	add := AddAgent{Party{Weights: []float64{1, 0, 0}}}
	for len(s.Agents) < MaxAgents {
		s = apply(t, s, add)
	}
	if name := s.Agents[MaxAgents-1].Name; name != "Agent X" {
		t.Errorf("the last agent is called %q, want Agent X, the 24th letter", name)
	}
	_, err := Apply(s, add)
	wantError(t, err, "agents: has 25, must have 1 to 24")
	// The freed place in the middle leaves the letter of the last place taken, so the next is Y.
	s = apply(t, apply(t, s, RemoveAgent{5}), add)
	if name := s.Agents[MaxAgents-1].Name; name != "Agent Y" {
		t.Errorf("the new agent is called %q, want Agent Y", name)
	}
	_, err = Apply(s, CriteriaFromAgents{})
	wantError(t, err, "criteria: would be 24, one for each agent, must be at most 8")
}

// randomEdit returns an edit of any kind, valid or not, for the full scenario.
func randomEdit(rng *rand.Rand, s Scenario) Edit {
	agent := rng.IntN(len(s.Agents)+1) - 1
	weights := []float64{rng.Float64(), rng.Float64(), rng.Float64() - 0.5}[:min(3, max(1, len(s.Criteria)))]
	matrix := [][]float64{{rng.Float64(), rng.Float64()}, {rng.Float64(), rng.Float64()}}
	noise := rng.Float64()
	edits := []Edit{
		SetWeights{agent, weights}, SetUtility{agent, matrix}, SetPrior{weights[:min(2, len(weights))]},
		AddAgent{Party{Utility: matrix}}, RemoveAgent{max(agent, 0)}, Rename{agent, string(rune('a' + rng.IntN(26)))},
		SetCriterion{0, matrix}, SetSignals{User: [][]float64{{noise, 1 - noise}, {0, 1}}},
		SetAlignment{Alignment{Combination: Conic}},
		SetResponse{Response{Lambda: 1000 * noise}},
		SetSelection{Selection{Samples: 5}}, SetConversation{Conversation{Noise: &noise}},
		SetTitle{"t"}, CriteriaFromAgents{}, SetField{"conversation.noise", number(noise)},
		SetField{"population.policy", []string{Personal, Anonymous}[rng.IntN(2)]},
	}
	return edits[rng.IntN(len(edits))]
}

// TestApplyIsPure keeps a history of 400 edits, scribbles over every slice of every edit
// after it was applied, and finds the whole history as it was written down at the time.
func TestApplyIsPure(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	s := parseFull(t)
	var history []Scenario
	var written [][]byte
	kinds := map[reflect.Type]bool{}
	for range 400 {
		history, written = append(history, s), append(written, Format(s))
		e := randomEdit(rng, s)
		next, err := Apply(s, e)
		if err == nil {
			kinds[reflect.TypeOf(e)] = true
		}
		scribble(reflect.ValueOf(e))
		s = next
		if err := Validate(s); err != nil {
			t.Fatalf("%T left an invalid scenario: %v", e, err)
		}
	}
	for i, s := range history {
		if !bytes.Equal(Format(s), written[i]) {
			t.Fatalf("step %d changed after it was left", i)
		}
	}
	if len(kinds) != 15 {
		t.Errorf("%d kinds of edits were made, want all 15", len(kinds))
	}
}

// scribble writes over every number and text that v shares through slices and pointers.
func scribble(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			scribble(v.Field(i))
		}
	case reflect.Pointer:
		if !v.IsNil() {
			scribble(v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			scribble(v.Index(i))
		}
	case reflect.Float64:
		if v.CanSet() {
			v.SetFloat(math.NaN())
		}
	case reflect.String:
		if v.CanSet() {
			v.SetString("scribbled")
		}
	}
}

func TestFormatIsReadable(t *testing.T) {
	text := string(Format(parseFull(t)))
	for _, line := range []string{
		`  "prior": [0.7, 0.3],`,
		`    {"name": "justice", "utility": [[1, 0], [0, 1]]},`,
		`  "userSignal": [[0.8, 0.2], [0.3, 0.7]],`,
	} {
		if !strings.Contains(text, "\n"+line+"\n") {
			t.Errorf("no line %q in\n%s", line, text)
		}
	}
	for line := range strings.Lines(text) {
		if len(line) > lineWidth+2 {
			t.Errorf("line of %d characters: %s", len(line), line)
		}
	}
	if !json.Valid([]byte(text)) {
		t.Error("not JSON")
	}
}

// TestFormatRoundTrips with names that try to confuse the layout.
func TestFormatRoundTrips(t *testing.T) {
	for _, name := range []string{`a"b`, `\`, `\"`, `]},{[`, `:,`, `é ∈ ℝ 🙂`, `</script>`} {
		s := apply(t, parseFull(t), Rename{0, name})
		again, err := Parse(Format(s))
		if err != nil {
			t.Fatalf("%q: %v", name, err)
		}
		if !reflect.DeepEqual(again, s) {
			t.Errorf("%q: read back as %+v", name, again)
		}
	}
}

// Names of signals and messages stay with what they name, as far as there is any; what is new has
// its number.
func TestNamesFollow(t *testing.T) {
	s := parseFull(t)
	do := func(e Edit) {
		t.Helper()
		var err error
		if s, err = Apply(s, e); err != nil {
			t.Fatal(err)
		}
	}
	c := *s.Conversation
	c.Alphabet = 3
	do(SetConversation{c})
	do(SetSignals{User: s.UserSignal, Agents: [][]float64{{1, 0, 0}, {0, 0.5, 0.5}}})
	do(RenameSignal{Agents: true, Signal: 2, Name: "a witness"})
	do(RenameSignal{Signal: 0, Name: "a smile"})
	do(RenameMessage{Message: 1, Name: "surely"})
	if !slices.Equal(s.Conversation.MessageNames, []string{"no", "surely", "message 3"}) ||
		!slices.Equal(s.SignalNames, []string{"an alibi", "a fingerprint", "a witness"}) ||
		!slices.Equal(s.UserSignalNames, []string{"a smile", "a nervous one"}) {
		t.Errorf("%q %q %q", s.Conversation.MessageNames, s.SignalNames, s.UserSignalNames)
	}
	do(SetSignals{Agents: [][]float64{{1}, {1}}})
	if !slices.Equal(s.SignalNames, []string{"an alibi"}) || s.UserSignalNames != nil {
		t.Errorf("with fewer signals %q %q", s.SignalNames, s.UserSignalNames)
	}
	do(RemoveAgent{0})
	s.Conversation, s.SignalNames = nil, nil
	do(RenameMessage{Message: 1, Name: "yes"})
	do(RenameSignal{Agents: true, Signal: 0, Name: "nothing"})
	if !slices.Equal(s.Conversation.MessageNames, []string{"message 1", "yes"}) || s.SignalNames[0] != "nothing" {
		t.Errorf("named first: %q %q", s.Conversation.MessageNames, s.SignalNames)
	}
	for _, e := range []Edit{RenameSignal{Signal: 0, Name: "x"}, RenameSignal{Agents: true, Signal: 1, Name: "x"},
		RenameMessage{Message: 2, Name: "x"}, RenameMessage{Message: 0, Name: "yes"}} {
		if _, err := Apply(s, e); err == nil {
			t.Errorf("%+v was accepted", e)
		}
	}
}

// An agent keeps its letter for life, whoever leaves, and a newcomer is not taken for one who has
// left (READER, 19: "Delete B: Engineer C becomes B").
func TestLettersForLife(t *testing.T) {
	s := readPreset(t, presetDir+"/specialists.json")
	do := func(e Edit, want ...string) {
		t.Helper()
		var err error
		if s, err = Apply(s, e); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(s.letters(), want) {
			t.Errorf("%T: letters %v, want %v", e, s.letters(), want)
		}
		if again, err := Parse(Format(s)); err != nil || !slices.Equal(again.letters(), want) {
			t.Errorf("%T: read again %v (%v)", e, again.letters(), err)
		}
	}
	do(RemoveAgent{1}, "A", "C")
	if s.Agents[0].Letter != "" || s.Agents[1].Letter != "C" || s.Agents[1].Name != "Engineer" {
		t.Errorf("%+v", s.Agents)
	}
	do(AddAgent{Party: Party{Weights: []float64{1, 0, 0}}}, "A", "C", "D")
	if s.Agents[2].Name != "Agent D" {
		t.Errorf("the newcomer is called %s", s.Agents[2].Name)
	}
	do(RemoveAgent{0}, "C", "D")
	do(CriteriaFromAgents{}, "C", "D")
	for range 22 {
		s, _ = Apply(s, AddAgent{Party: Party{Weights: []float64{1, 0}}})
	}
	if last := s.Letter(len(s.Agents) - 1); len(s.Agents) != MaxAgents || last != "Z" {
		t.Errorf("%d agents, the last is %s", len(s.Agents), last)
	}
	s, _ = Apply(s, RemoveAgent{0})
	do(AddAgent{Party: Party{Weights: []float64{1, 0}}}, append(s.letters(), "A")...)
}
