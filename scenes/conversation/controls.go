package conversation

import (
	"fmt"
	"strconv"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/player"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// transport is what plays the rounds.
func (s *Scene) transport(f *stage.Frame) []stage.Control {
	m := &s.now.m
	return s.player.Transport(f, player.Reel{Unit: "round", Step: m.step, Last: m.last, Playing: s.player.Runs(f.Now),
		Help: fmt.Sprintf("The round that is shown, of %d; 0 is before anyone has spoken.", m.last)})
}

// ruleWords say in a menu what the rules are.
var ruleWords = map[string]string{
	engine.RuleSilent:      "stays silent",
	engine.RuleTruthful:    "tells the truth, digit by digit",
	engine.RuleNoisy:       "tells the truth, with slips",
	engine.RuleSelfish:     "as it would alone",
	engine.RuleReport:      "as it would alone, by your reply",
	engine.RuleEquilibrium: "as in an equilibrium, together",
	engine.RuleAligned:     "the best for you that fits",
}

// replyWords say what the user replies.
var replyWords = map[string]string{
	engine.ReplySilent:     "nothing",
	engine.ReplySignal:     "your own signal",
	engine.ReplyActionKind: "what you would choose now",
}

// controls lists the settings of the conversation.
func controls(f *stage.Frame) []stage.Control {
	v := f.Scenario.ConversationOrDefault()
	var options []stage.Option
	uses := map[string]bool{}
	for _, name := range engine.Rules() {
		options = append(options, stage.Option{Value: name, Label: ruleWords[name]})
	}
	var list []stage.Control
	for i, a := range f.Scenario.Agents {
		list = append(list, stage.Control{Kind: stage.Choice, Param: ruleParam + strconv.Itoa(i),
			Label: f.Scenario.Letter(i) + "  " + a.Name, Value: v.Rules[i], Options: options,
			Help: "How " + a.Name + " talks. You know how each talks, and count on it."})
		uses[v.Rules[i]] = true
	}
	if uses[engine.RuleEquilibrium] {
		list = append(list, stage.Choose(&f.Scenario, "conversation.outcome", "Which equilibrium", "",
			"the worst for you", "everything disclosed"))
	}
	slips := stage.Slider(&f.Scenario, "conversation.noise", "Slips", 0.01,
		"How often an agent that tells the truth with slips sends another message than it should.")
	slips.Disabled = !uses[engine.RuleNoisy]
	list = append(list,
		stage.Slider(&f.Scenario, "conversation.rounds", "Rounds", 1, "How often everybody speaks before you choose."),
		stage.Slider(&f.Scenario, "conversation.alphabet", "Messages", 1,
			"How many different messages there are to choose from in a round."),
		stage.Choose(&f.Scenario, "conversation.reply", "You reply", "What the agents hear from you after each round. "+
			"Best for you: you see how they talk and take the kind of reply that is worth most to you.",
			replyWords[engine.ReplySilent], replyWords[engine.ReplySignal], replyWords[engine.ReplyActionKind],
			"what is best for you"),
		slips,
		stage.Control{Kind: stage.Button, Param: "conversation.seed", Label: "Roll the dice again",
			Help: fmt.Sprintf("Shows another of the conversations that can happen. Now: seed %d. What everybody can "+
				"expect stays the same.", v.Seed)},
		stage.Control{Kind: stage.Toggle, Param: "conversation.game", Label: "Let the agents choose how to talk",
			Value: strconv.FormatBool(v.Game),
			Help:  "Solves the game in which every agent picks one of the ways to talk. It takes a moment."})
	return append(list, offers(f)...)
}

// offers are buttons for what the answer suggests: fewer rounds, or an equilibrium to play.
func offers(f *stage.Frame) (list []stage.Control) {
	c := f.Result.Conversation
	if c == nil || f.Stale {
		return nil
	}
	if e := c.Estimate; e != nil && e.Rounds > 0 {
		list = append(list, stage.Control{Kind: stage.Button, Param: "conversation.exact",
			Label: fmt.Sprintf("Use %d rounds, exactly", e.Rounds),
			Help:  "So many rounds can be gone through in full, without an estimate."})
	}
	for _, i := range listed(c) {
		e := &c.Equilibria[i]
		list = append(list, stage.Control{Kind: stage.Button, Param: playParam + strconv.Itoa(i),
			Label: fmt.Sprintf("Play equilibrium %d", i+1),
			Help:  ruleList(&f.Scenario, e.Rules) + ": you get " + words.Value(e.User) + "."})
	}
	return list
}

// ruleList writes the rules of all agents in short: "A truthful, B selfish".
func ruleList(s *engine.Scenario, rules []string) string {
	text := ""
	for i, r := range rules {
		if i > 0 {
			text += ", "
		}
		text += s.Letter(i) + " " + r
	}
	return text
}
