package engine

import (
	"math/rand/v2"
	"testing"

	"github.com/emergent-alignment/emergent/engine/conversation"
)

// TestWorkFollowsPairs: the pairs that Work counts on are those there are, up to a factor,
// on average over random games of every size.
func TestWorkFollowsPairs(t *testing.T) {
	const factor, games = 5., 6
	rng := rand.New(rand.NewPCG(5, 6))
	var solver Solver
	for _, c := range []struct{ signals, actions, heard int }{
		{2, 2, 1}, {2, 8, 1}, {3, 3, 1}, {3, 8, 1}, {4, 4, 1}, {6, 6, 1}, {8, 2, 1}, {8, 8, 1},
		{3, 3, 2}, {3, 3, 8}, {4, 4, 4}, {4, 4, 8}, {6, 6, 2}, {3, 8, 8}, {2, 4, 8},
	} {
		sum := 0.0
		for range games {
			s := sizedScenario(rng, c.signals, c.actions, 8, 2)
			if c.heard > 1 {
				for range s.States {
					s.UserSignal = append(s.UserSignal, randomDistribution(rng, c.heard))
				}
			}
			if err := solver.equilibrium.Load(s.Game()); err != nil {
				t.Fatal(err)
			}
			sum += float64(len(solver.equilibrium.Space.Pairs))
		}
		got, want := pairsOf(c.signals, c.actions, c.heard), sum/games
		if got > factor*want || got < want/factor {
			t.Errorf("%+v: %.0f pairs expected, %.0f counted", c, got, want)
		}
	}
}

// TestWorkGrows: more of anything is never less work, and no section no work.
func TestWorkGrows(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	small := sizedScenario(rng, 3, 3, 3, 4)
	if Work(small, 0) != 0 {
		t.Error("nothing wanted is work")
	}
	for _, larger := range [][3]int{{4, 3, 4}, {3, 4, 4}, {3, 3, 5}} {
		s := sizedScenario(rng, larger[0], larger[1], 3, larger[2])
		for _, want := range []Sections{BenchmarksSection, MonopoliesSection, AlignmentSection, EquilibriaSection, SelectionSection,
			MapSection, All} {
			if Work(s, want) <= Work(small, want) {
				t.Errorf("%v: sections %b are less work than in a smaller game", larger, want)
			}
		}
	}
	if larger := sizedScenario(rng, 3, 4, 3, 5); Work(larger, QuantalCurveSection) <= Work(small,
		QuantalCurveSection) || Work(small, LossCurveSection) <= 0 {
		t.Error("pictures do not count")
	}
	careless := small
	careless.Indifference = 0.01
	if Work(careless, EquilibriaSection) <= Work(small, EquilibriaSection) || Work(careless, BenchmarksSection) != Work(small, BenchmarksSection) {
		t.Error("the curve of what agents ignore does not count where it is solved for, and nowhere else")
	}
	erring := small
	erring.Response = &Response{Kind: Quantal, Lambda: 5}
	if Work(erring, QuantalSection|Certificates) <= 2*Work(erring, QuantalSection) ||
		Work(small, QuantalSection|Certificates) != 0 {
		t.Error("certified intervals do not count where they are, and nowhere else")
	}
	heard := small
	heard.UserSignal = [][]float64{{0.5, 0.5}, {0.2, 0.8}, {1, 0}}
	blind := small
	blind.AgentSignal = [][]float64{{1}, {1}, {1}}
	if Work(heard, EquilibriaSection) <= Work(small, EquilibriaSection) || Work(blind, EquilibriaSection) >= Work(small, EquilibriaSection) {
		t.Error("private signals do not count")
	}
	small.Response = &Response{Kind: Quantal, Lambda: 3}
	if Work(small, QuantalSection) <= 0 || Work(small, QuantalSection) >= Work(small, All) {
		t.Error("a quantal user does not count")
	}
}

// TestWorkFollowsVisits: the histories that Work counts on are those there are, up to a factor,
// on average over random conversations.
func TestWorkFollowsVisits(t *testing.T) {
	const factor, talks = 6., 5
	rng := rand.New(rand.NewPCG(9, 4))
	var solver Solver
	for _, c := range []Conversation{
		{Rounds: 2, Alphabet: 3, Rules: []string{RuleTruthful, RuleSelfish, RuleAligned}},
		{Rounds: 6, Alphabet: 2, Rules: []string{RuleTruthful, RuleSilent, RuleSilent}},
		{Rounds: 5, Alphabet: 2, Rules: []string{RuleSelfish, RuleNoisy, RuleAligned}},
		{Rounds: 4, Alphabet: 3, Rules: []string{RuleNoisy, RuleNoisy, RuleAligned}},
		{Rounds: 8, Alphabet: 2, Rules: []string{RuleNoisy, RuleNoisy, RuleNoisy}},
	} {
		sum, n := 0., 4
		for range talks {
			s := sizedScenario(rng, n, 3, 3, 3)
			s.Conversation = &c
			if r := solver.Solve(s, ConversationSection); r.Conversation == nil {
				t.Fatalf("%+v: %v", c, r.Notes)
			}
			k := &solver.talk
			sum += conversation.Count(&k.game, k.set, k.rules, c.Rounds)
		}
		noisy, lots := 0., 1.
		for _, rule := range c.Rules {
			switch rule {
			case RuleNoisy:
				noisy++
			case RuleSelfish:
				lots *= 2
			}
		}
		got, want := lots*float64(n)*heardWork(noisy, c)*float64(c.Rounds), sum/talks
		if got > factor*want || got < want/factor {
			t.Errorf("%+v: %.0f histories expected, %.0f counted", c, got, want)
		}
	}
}

// TestWorkOfConversations: what makes a conversation more work counts, and the conversations of
// the presets are few enough to be answered while a point is dragged.
func TestWorkOfConversations(t *testing.T) {
	s := sizedScenario(rand.New(rand.NewPCG(2, 2)), 3, 3, 3, 3)
	talk := func(change func(c *Conversation)) float64 {
		c := Conversation{Rounds: 3, Alphabet: 2, Rules: []string{RuleTruthful, RuleNoisy, RuleAligned}}
		change(&c)
		s.Conversation = &c
		return Work(s, ConversationSection)
	}
	plain := talk(func(*Conversation) {})
	for name, change := range map[string]func(c *Conversation){
		"a round":       func(c *Conversation) { c.Rounds++ },
		"a noisy agent": func(c *Conversation) { c.Rules[0] = RuleNoisy },
		"the game":      func(c *Conversation) { c.Game = true },
		"few words":     func(c *Conversation) { c.Rounds = 1 },
	} {
		if talk(change) <= plain {
			t.Errorf("%s is no more work", name)
		}
	}
	if Work(s, ConversationSection|TreeSection) <= Work(s, ConversationSection) {
		t.Error("the tree is no work")
	}
	const quick = 3_000_000 // 15 ms on a laptop
	for _, name := range []string{"clinic", "whisper"} {
		if w := Work(readPreset(t, presetDir+"/"+name+".json"), ConversationSection|TreeSection); w > quick {
			t.Errorf("%s: %.0f, want at most %d", name, w, quick)
		}
	}
}
