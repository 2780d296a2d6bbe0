package engine

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/emergent-alignment/emergent/engine/belief"
	"github.com/emergent-alignment/emergent/engine/conversation"
	"github.com/emergent-alignment/emergent/engine/internal/randgame"
)

// everyReply is all kinds of reply in the order in which the user prefers equal ones.
var everyReply = []string{ReplySilent, ReplySignal, ReplyActionKind}

// replying is a random scenario of two or three agents, of whom some go by her reply.
func replying(seed uint64) Scenario {
	rng := rand.New(rand.NewPCG(seed, 41))
	s := sizedScenario(rng, 2+rng.IntN(2), 2+rng.IntN(2), 3, 2+rng.IntN(2))
	for range s.States {
		s.UserSignal = append(s.UserSignal, randomDistribution(rng, 2))
	}
	if rng.IntN(4) == 0 {
		s.Response = &Response{Kind: Quantal, Lambda: 20 * rng.Float64()}
	}
	c := Conversation{Rounds: 2 + rng.IntN(2), Alphabet: 2 + rng.IntN(2), Reply: ReplyBest}
	for range s.Agents {
		c.Rules = append(c.Rules, []string{RuleReport, RuleReport, RuleSelfish, RuleNoisy, RuleSilent}[rng.IntN(5)])
	}
	return normalize(talking(s, c))
}

// with is the scenario with another reply and other rules.
func with(s Scenario, reply string, rules []string) Scenario {
	c := *s.Conversation
	c.Reply, c.Rules, c.Game = reply, rules, false
	return talking(s, c)
}

// TestReplyBest: where the choice is hers, the conversation is that of the kind of reply which is worth most to
// her, the first of equals; and check agrees.
func TestReplyBest(t *testing.T) {
	chosen := map[string]int{}
	for seed := range uint64(randgame.Seeds(150)) {
		s := replying(seed)
		r := Solve(s)
		for _, failure := range Check(s, r).Failures {
			t.Errorf("seed %d: %v %q", seed, &failure, r.Notes)
		}
		got := r.Conversation
		if got == nil {
			continue
		}
		var best Result
		reply := ""
		for _, kind := range everyReply {
			one := Solve(with(s, kind, s.Conversation.Rules))
			if one.Conversation == nil {
				t.Fatalf("seed %d: with %s there is none: %q", seed, kind, one.Notes)
			}
			if reply == "" || one.Conversation.User > best.Conversation.User+conversation.NoGain {
				best, reply = one, kind
			}
		}
		want := best.Conversation
		chosen[reply]++
		if got.Reply != reply || got.User != want.User || !slices.Equal(got.Agents, want.Agents) ||
			!reflect.DeepEqual(got.Rounds, want.Rounds) || !reflect.DeepEqual(got.Transcript, want.Transcript) {
			t.Errorf("seed %d: she replies %s and gets %g; %s is worth %g", seed, got.Reply, got.User, reply, want.User)
		}
	}
	if least := randgame.Seeds(10); chosen[ReplySilent] < least || chosen[ReplySignal] < least ||
		chosen[ReplyActionKind] > 0 {
		t.Errorf("chosen %v; no rule goes by an action, so silence comes before it", chosen)
	}
}

// TestReplyBestInTheGame: every listed equilibrium is worth what its conversation is, by the reply stated, and no
// agent gains more than its gap by another rule, to which she replies anew.
func TestReplyBestInTheGame(t *testing.T) {
	replies, tried := map[string]int{}, 0
	for seed := range uint64(randgame.Seeds(40)) {
		s := replying(seed)
		if len(s.Agents) > 2 || Solve(s).Conversation == nil {
			continue
		}
		s.Conversation.Game = true
		r := Solve(s)
		for _, failure := range Check(s, r).Failures {
			t.Errorf("seed %d: %v", seed, &failure)
		}
		for _, e := range r.Conversation.Equilibria[:min(3, len(r.Conversation.Equilibria))] {
			tried++
			replies[e.Reply]++
			at := Solve(with(s, ReplyBest, e.Rules)).Conversation
			if e.Reply != at.Reply || math.Abs(e.User-at.User) > 1e-12 {
				t.Errorf("seed %d, %v: %s and %g in the game, %s and %g alone",
					seed, e.Rules, e.Reply, e.User, at.Reply, at.User)
			}
			for i := range e.Rules {
				for _, rule := range r.Conversation.Library {
					other := slices.Clone(e.Rules)
					other[i] = rule
					if gain := Solve(with(s, ReplyBest, other)).Conversation.Agents[i] - at.Agents[i]; gain > e.Gap+
						1e-9 {
						t.Errorf("seed %d, %v: agent %d gains %g by %s", seed, e.Rules, i, gain, rule)
					}
				}
			}
		}
	}
	if tried < randgame.Seeds(10) || replies[ReplySilent]+replies[ReplySignal] != tried {
		t.Errorf("%d equilibria, replies %v", tried, replies)
	}
}

// TestCheckOfReplies: what is said of her choice is checked.
func TestCheckOfReplies(t *testing.T) {
	s := replying(2)
	s.Conversation.Rules[0], s.Conversation.Game = RuleReport, len(s.Agents) == 2
	for _, c := range []struct {
		field  string
		change func(v *ConversationResult)
	}{
		{"conversation.reply", func(v *ConversationResult) { v.Reply = ReplyActionKind }},
		{"conversation.reply", func(v *ConversationResult) { v.Reply = "" }},
		{"conversation.replies[1].user", func(v *ConversationResult) { v.Replies[1].User += 1e-6 }},
		{"conversation.replies[0].reply", func(v *ConversationResult) { v.Replies[0].Reply = ReplySignal }},
		{"conversation.replies", func(v *ConversationResult) { v.Replies = v.Replies[:1] }},
		{"conversation.alignedListening", func(v *ConversationResult) { *v.AlignedListening += 1e-6 }},
		{"conversation.alignedListening", func(v *ConversationResult) { v.AlignedListening = nil }},
	} {
		r := Solve(s)
		c.change(r.Conversation)
		failures := Check(s, r).Failures
		if !slices.ContainsFunc(failures, func(f FieldError) bool { return f.Field == c.field }) {
			t.Errorf("nothing is said of %s: %v", c.field, failures)
		}
	}
	r := Solve(with(s, ReplySilent, s.Conversation.Rules))
	one := 1.
	r.Conversation.AlignedListening = &one
	if len(Check(with(s, ReplySilent, s.Conversation.Rules), r).Failures) == 0 {
		t.Error("an agent that hears nothing listens")
	}
}

// TestListening: two bits tell which of six it is, by a rule that goes by her reply, which rules out two; without
// it they leave two as likely. And on random games it is the best of all rules of that kind, tried one by one.
func TestListening(t *testing.T) {
	s := readFault(t, "aligned-listens")
	c := Solve(s).Conversation
	near(t, "ALIGNED", c.Aligned, 5./6, 1e-9)
	near(t, "listening", *c.AlignedListening, 1, 1e-9)
	silent := with(s, ReplySilent, s.Conversation.Rules)
	if got := Solve(silent).Conversation.AlignedListening; got != nil {
		t.Errorf("it hears nothing and is worth %g", *got)
	}
	more := 0
	for n := range uint64(randgame.Seeds(60)) {
		seed := 36 + n // at 40 listening helps
		rng := rand.New(rand.NewPCG(seed, 43))
		s := sizedScenario(rng, 5, 4+rng.IntN(2), 8, 2)
		for range s.States {
			s.UserSignal = append(s.UserSignal, randomDistribution(rng, 2))
		}
		s = normalize(talking(s, Conversation{Rounds: 2, Alphabet: 2, Reply: ReplySignal,
			Rules: everyone(s, RuleSilent)}))
		c := Solve(s).Conversation
		want := bestListener(s.Game(), 2, 2)
		near(t, fmt.Sprintf("seed %d", seed), *c.AlignedListening, want, 1e-9)
		if *c.AlignedListening > c.Aligned+1e-6 {
			more++
		}
		if *c.AlignedListening < c.Aligned-1e-12 {
			t.Errorf("seed %d: listening costs", seed)
		}
	}
	if more == 0 {
		t.Errorf("listening helps in %d games", more)
	}
}

// bestListener tries every pair of messages by state: the first whatever she saw, the second by what she told.
func bestListener(g belief.Game, first, second int) (best float64) {
	states := len(g.Prior)
	for rule := range power(first, states) {
		sum := 0.
		for heard := range g.UserSignal.Cols {
			most := 0.
			for then := range power(second, states) {
				most = max(most, told(g, rule, then, first, second, heard))
			}
			sum += most
		}
		best = max(best, sum)
	}
	return best
}

// told is her value's part of a signal where both messages, digits of the two numbers by state, are sent.
func told(g belief.Game, rule, then, first, second, heard int) (sum float64) {
	for a := range first {
		for b := range second {
			most := 0.
			for action := range g.Actions {
				worth := 0.
				for y, p := range g.Prior {
					if rule/power(first, y)%first == a && then/power(second, y)%second == b {
						worth += p * g.UserSignal.At(y, heard) * g.User.At(action, y)
					}
				}
				most = max(most, worth)
			}
			sum += most
		}
	}
	return sum
}

func power(b, d int) int {
	p := 1
	for range d {
		p *= b
	}
	return p
}

// TestSpeechless: a conversation that cannot be is absent with its note, which check finds too; another note
// is refused, and so is one where it could be.
func TestSpeechless(t *testing.T) {
	s := normalize(talking(sizedScenario(rand.New(rand.NewPCG(1, 47)), 3, 3, 3, 2), Conversation{Rounds: 1}))
	for _, rules := range [][]string{
		{RuleTruthful, RuleSilent}, {RuleSilent, RuleNoisy}, {RuleSelfish, RuleTruthful}, {RuleReport, RuleTruthful},
		{RuleEquilibrium, RuleTruthful},
	} {
		for _, reply := range []string{ReplySilent, ReplySignal, ReplyBest} {
			talk := with(s, reply, rules)
			r := Solve(talk)
			if r.Conversation != nil {
				t.Fatalf("%v: there is a conversation", rules)
			}
			for _, failure := range Check(talk, r).Failures {
				t.Errorf("%v: %v %q", rules, &failure, r.Notes)
			}
			r.Notes = []string{noConversation + "of the weather."}
			if len(Check(talk, r).Failures) == 0 {
				t.Errorf("%v: any note will do", rules)
			}
			if len(Check(with(s, reply, everyone(s, RuleSilent)), r).Failures) == 0 {
				t.Errorf("%v: silence cannot be absent", rules)
			}
		}
	}
}
