package conversation

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/looktest"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// after shows a frame, sends an event, and returns the scenario and the view that follow.
func after(t *testing.T, f *stage.Frame, ev stage.Event) (engine.Scenario, map[string]string, error) {
	t.Helper()
	var s Scene
	s.Layout(f)
	r := looktest.Answer(&s, ev, f)
	sc := looktest.Apply(t, f.Scenario, r.Edits...)
	v := stage.View{Values: map[string]string{}}
	for key, value := range f.View.Values {
		v.Values[key] = value
	}
	if r.View != nil {
		r.View(&v)
	}
	return sc, v.Values, r.Err
}

// Every way to go along the rounds; the last one is kept by that name, so that it stays the last.
func TestRounds(t *testing.T) {
	for _, c := range []struct {
		preset, round string
		ev            stage.Event
		want          string
	}{
		{"clinic", "1", stage.Event{Kind: stage.Nudge, Handle: roundHandle, DX: 1, Step: 0.01}, "2"},
		{"clinic", "1", stage.Event{Kind: stage.Nudge, Handle: roundHandle, DY: -1, Step: 0.01}, "0"},
		{"rivals", "1", stage.Event{Kind: stage.Nudge, Handle: roundHandle, DY: -1, Step: 0.01}, "2"},
		{"clinic", "0", stage.Event{Kind: stage.Nudge, Handle: roundHandle, DX: -1, Step: 0.01}, "0"},
		{"clinic", "2", stage.Event{Kind: stage.Nudge, Handle: roundHandle, DX: 1, Step: 0.1}, "last"},
		{"clinic", "2", stage.Event{Kind: stage.Home, Handle: roundHandle}, "0"},
		{"clinic", "1", stage.Event{Kind: stage.End, Handle: roundHandle}, "last"},
		{"clinic", "1", stage.Event{Kind: stage.Param, Param: "view.forward"}, "2"},
		{"clinic", "last", stage.Event{Kind: stage.Param, Param: "view.back"}, "2"},
		{"clinic", "last", stage.Event{Kind: stage.Param, Param: "view.round", Value: "1"}, "1"},
		{"clinic", "1", stage.Event{Kind: stage.Param, Param: "view.round", Value: "3"}, "last"},
	} {
		f := digits(t, looktest.Preset(t, c.preset), 3)
		f.View.Values = map[string]string{"play": "true", "round": c.round}
		if c.round == "last" {
			f.View.Values = map[string]string{"round": "last"}
		}
		_, v, err := after(t, f, c.ev)
		if err != nil || v["round"] != c.want || v["play"] != "" {
			t.Errorf("%s %+v at %q: %v %v, want %q", c.preset, c.ev, c.round, v, err, c.want)
		}
	}
}

// Dragging the mark leads to the round that is nearest to the pointer.
func TestScrubs(t *testing.T) {
	for _, preset := range []string{"clinic", "rivals"} {
		f := digits(t, looktest.Preset(t, preset), 2)
		var s Scene
		s.Layout(f)
		for k, want := range []string{"0", "1", "last"} {
			if preset == "rivals" && k == 1 {
				continue // told at once, so that 1 and 2 are one belief; the rows differ
			}
			p := s.now.path[k]
			_, v, err := after(t, f, stage.Event{Kind: stage.Move, Handle: roundHandle,
				At: view.Pixel{X: p.X + 1, Y: p.Y + 1}})
			if err != nil || v["round"] != want {
				t.Errorf("%s: dragged to round %d: %v %v", preset, k, v, err)
			}
		}
	}
}

// Play goes on from where it stands, from the beginning at the end, and stops there.
func TestPlay(t *testing.T) {
	f := digits(t, looktest.Preset(t, "clinic"), 2)
	play := stage.Event{Kind: stage.Param, Param: "view.play", Value: "true"}
	_, v, err := after(t, f, play)
	if err != nil || v["play"] != "true" || v["round"] != "0" {
		t.Errorf("at the end: %v %v", v, err)
	}
	at(f, "1")
	if _, v, _ = after(t, f, play); v["play"] != "true" || v["round"] != "1" {
		t.Errorf("midway: %v", v)
	}
	f.View.Values = v
	if _, v, _ = after(t, f, stage.Event{Kind: stage.Param, Param: "view.play", Value: "false"}); v["play"] != "" ||
		v["round"] != "1" {
		t.Errorf("stopped: %v", v)
	}
	if _, v, _ = after(t, f, stage.Event{Kind: stage.Param, Param: "view.speed",
		Value: "fast"}); v["speed"] != "fast" || v["play"] != "true" {
		t.Errorf("at another speed: %v", v)
	}
	if pace(&stage.Frame{View: stage.View{Values: v}}) >= pace(f) {
		t.Error("fast is not faster")
	}
}

// The settings of the conversation; what was left to its default stays so.
func TestSettings(t *testing.T) {
	noise := 0.25
	for _, c := range []struct {
		ev     stage.Event
		change func(*engine.Conversation)
	}{
		{stage.Event{Param: "conversation.rounds", Value: "2"}, func(v *engine.Conversation) { v.Rounds = 2 }},
		{stage.Event{Param: "conversation.alphabet", Value: "3"}, func(v *engine.Conversation) {
			v.Alphabet, v.MessageNames = 3, []string{"no", "yes", "message 3"}
		}},
		{stage.Event{Param: "conversation.noise", Value: "0.25"}, func(v *engine.Conversation) { v.Noise = &noise }},
		{stage.Event{Param: "conversation.reply", Value: "action"}, func(v *engine.Conversation) {
			v.Reply = "action"
		}},
		{stage.Event{Param: "conversation.game", Value: "true"}, func(v *engine.Conversation) { v.Game = true }},
		{stage.Event{Param: "conversation.seed"}, func(v *engine.Conversation) { v.Seed = stage.Rolled(1) }},
		{stage.Event{Param: "conversation.rule.1", Value: "silent"}, func(v *engine.Conversation) {
			v.Rules = []string{"selfish", "silent", "noisy"}
		}},
		{stage.Event{Param: "conversation.exact"}, func(v *engine.Conversation) { v.Rounds = 3 }},
	} {
		c.ev.Kind = stage.Param
		f := digits(t, looktest.Preset(t, "clinic"), 2)
		f.Result.Conversation.Estimate = &engine.EstimateResult{Samples: 10, Rounds: 3, Agents: []float64{0, 0, 0}}
		want := *f.Scenario.Conversation
		c.change(&want)
		got, _, err := after(t, f, c.ev)
		if err != nil || !reflect.DeepEqual(*got.Conversation, want) {
			t.Errorf("%+v: %+v (%v), want %+v", c.ev, *got.Conversation, err, want)
		}
		var s Scene
		s.Layout(f)
		p := s.Panel()
		if control := p.Control(c.ev.Param); control == nil ||
			control.Kind != stage.Button && control.Accepts(c.ev.Value) != nil {
			t.Errorf("there is no control for %+v", c.ev)
		}
	}
	rivals := digits(t, looktest.Preset(t, "rivals"), 1)
	if got, _, err := after(t, rivals, stage.Event{Kind: stage.Param, Param: "conversation.rounds",
		Value: "5"}); err != nil || !reflect.DeepEqual(*got.Conversation, engine.Conversation{Rounds: 5}) {
		t.Errorf("%+v %v", got.Conversation, err)
	}
}

// An equilibrium that was found is played from its beginning.
func TestPlaysAnEquilibrium(t *testing.T) {
	f := digits(t, looktest.Preset(t, "clinic"), 2)
	rules := []string{"aligned", "silent", "truthful"}
	f.Result.Conversation.Equilibria = []engine.RulesEquilibrium{{Rules: rules, User: 0.7}}
	got, v, err := after(t, f, stage.Event{Kind: stage.Param, Param: "conversation.equilibrium.0"})
	if err != nil || !slices.Equal(got.Conversation.Rules, rules) || v["play"] != "true" || v["round"] != "0" {
		t.Errorf("%+v %v %v", got.Conversation, v, err)
	}
	s, _ := draw(t, f)
	p := s.Panel()
	if p.Control("conversation.equilibrium.0") == nil || len(p.Tables) != 2 {
		t.Errorf("the equilibrium is not offered: %d tables", len(p.Tables))
	}
}

// Of many equilibria the worst for the user are listed, and the best.
func TestListed(t *testing.T) {
	c := new(engine.ConversationResult)
	for i := range 30 {
		c.Equilibria = append(c.Equilibria, engine.RulesEquilibrium{User: float64((i*7)%30) / 30})
	}
	got := listed(c)
	if len(got) != mostListed || c.Equilibria[got[0]].User != 0 || c.Equilibria[got[1]].User != 1./30 ||
		c.Equilibria[got[mostListed-1]].User != 29./30 {
		t.Errorf("listed %v", got)
	}
	c.Equilibria = c.Equilibria[:3]
	if got = listed(c); !slices.Equal(got, []int{0, 1, 2}) {
		t.Errorf("of three %v", got)
	}
}

// What cannot be done says why.
func TestRefuses(t *testing.T) {
	f := digits(t, looktest.Preset(t, "clinic"), 2)
	for _, ev := range []stage.Event{
		{Kind: stage.Param, Param: "conversation.rule.9", Value: "silent"},
		{Kind: stage.Param, Param: "conversation.equilibrium.0"},
		{Kind: stage.Param, Param: "view.round", Value: "x"},
		{Kind: stage.Param, Param: "nonsense"},
		{Kind: stage.Move, Handle: "prior"}, // it follows from the agents' signals
		{Kind: stage.Move, Handle: "nobody"},
		{Kind: stage.Delete, Handle: "prior"},
	} {
		if got, _, err := after(t, f, ev); err == nil || !reflect.DeepEqual(got, f.Scenario) {
			t.Errorf("%+v is not refused", ev)
		}
	}
	f.Result.Conversation = nil
	if _, _, err := after(t, f, stage.Event{Kind: stage.Home, Handle: roundHandle}); err == nil {
		t.Error("rounds that there are not are gone through")
	}
}

// Prior, agents and user are moved where they stand.
func TestMoves(t *testing.T) {
	f := digits(t, looktest.Preset(t, "specialists"), 2)
	got, _, err := after(t, f, stage.Event{Kind: stage.Home, Handle: "prior"})
	if err != nil || got.Prior[0] != 1 {
		t.Errorf("prior %v %v", got.Prior, err)
	}
	if got, _, err = after(t, f, stage.Event{Kind: stage.End, Handle: "agent:0"}); err != nil ||
		got.Agents[0].Weights[2] != 1 {
		t.Errorf("agent %v %v", got.Agents[0].Weights, err)
	}
	if got, _, err = after(t, f, stage.Event{Kind: stage.Home, Handle: "user"}); err != nil ||
		got.User.Weights[0] != 1 {
		t.Errorf("user %v %v", got.User.Weights, err)
	}
	if got, _, err = after(t, f, stage.Event{Kind: stage.Delete, Handle: "agent:0"}); err != nil ||
		len(got.Agents) != 2 {
		t.Errorf("removed: %d agents %v", len(got.Agents), err)
	}
	var s Scene
	s.Layout(f)
	to := looktest.At(t, &s, "agent:1")
	if got, _, err = after(t, f, stage.Event{Kind: stage.Move, Handle: "agent:0", At: to}); err != nil ||
		got.Agents[0].Weights[0] == f.Scenario.Agents[0].Weights[0] {
		t.Errorf("dragged: %v %v", got.Agents[0].Weights, err)
	}
}

// Words: what a message means, and how strongly it speaks.
func TestEvidence(t *testing.T) {
	f := digits(t, looktest.Preset(t, "specialists"), 2)
	m := build(f, 2)
	names := f.Scenario.States
	for _, c := range []struct {
		msg  engine.MessageResult
		want string
	}{
		{engine.MessageResult{Ratios: []float64{1, 1, 1}, Consistent: []int{0, 1, 2}},
			"It would say so in any case: that tells you nothing."},
		{engine.MessageResult{Ratios: []float64{0, 0, 1}, Consistent: []int{2}}, "So it is " + names[2] + "."},
		{engine.MessageResult{Ratios: []float64{1, 0, 1}, Consistent: []int{0, 2}}, "Its words so far leave " +
			names[0] + " and " + names[2] + " possible."},
		{engine.MessageResult{Ratios: []float64{1, 1, 9}, Consistent: []int{0, 1, 2}}, "9 times as likely if it is " +
			names[2] + " as if it is " + names[0] + ": a clear sign."},
		{engine.MessageResult{Ratios: []float64{1.2, 1, 1}, Consistent: []int{0, 1, 2}},
			"1.2 times as likely if it is " + names[0] + " as if it is " + names[1] + ": hardly a hint."},
		{engine.MessageResult{Ratios: []float64{1, 40, 0}, Consistent: []int{0, 1}}, "Its words so far leave " +
			names[0] + " and " + names[1] + " possible. 40 times as likely if it is " + names[1] + " as if it is " +
			names[0] + ": strong evidence."},
	} {
		if got := evidence(&m, &f.Scenario, &c.msg); got != c.want {
			t.Errorf("%v: %q, want %q", c.msg.Ratios, got, c.want)
		}
	}
	words, meaning := said(&m, f, &engine.MessageResult{Symbol: -1, Ratios: []float64{1, 1, 1}})
	if words != "says nothing." || !strings.Contains(meaning, "nothing new") {
		t.Errorf("silence: %q %q", words, meaning)
	}
	if _, meaning = said(&m, f, &engine.MessageResult{Ratios: []float64{1, 1, 1},
		Recommended: []int{1}}); !strings.HasSuffix(meaning, "Its advice: "+f.Scenario.Actions[1]+".") {
		t.Errorf("advice: %q", meaning)
	}
}

// The verdict says what an estimate is, and what an absent section lacks.
func TestVerdicts(t *testing.T) {
	f := digits(t, looktest.Preset(t, "clinic"), 2)
	f.Result.Conversation.Estimate = &engine.EstimateResult{Samples: 4000, User: 0.004, Agents: []float64{0, 0, 0},
		Rounds: 3}
	s, _ := draw(t, f)
	if p := s.Panel(); !strings.Contains(p.Verdict, "estimate, ± 0.0040") || p.Control("conversation.exact") == nil {
		t.Errorf("%q", p.Verdict)
	}
	f.Result.Conversation = nil
	f.Result.Notes = []string{"conversation is absent: the rule truthful needs 3 rounds."}
	s, _ = draw(t, f)
	if p := s.Panel(); p.Verdict != "Conversation is absent: the rule truthful needs 3 rounds." ||
		len(p.Controls) == 0 {
		t.Errorf("%q", p.Verdict)
	}
	if series := s.Series(f); len(series) > 0 {
		t.Error("numbers of nothing")
	}
	f = digits(t, looktest.Preset(t, "clinic"), 2)
	s, _ = draw(t, f)
	if series := s.Series(f); len(series) != 4 || len(series[0].Rows) != 3 ||
		len(series[2].Rows) != len(f.Result.Conversation.Tree.Nodes) {
		t.Errorf("%d series", len(series))
	}
}
