package conversation

import (
	"fmt"
	"strconv"
	"strings"

	"emergent/engine"
	"emergent/scenes/claim"
	"emergent/scenes/stage"
)

// panelOf describes what stands beside the figure. While a newer answer is under way the
// figures of the last one stay as they are, under a verdict that says so.
func panelOf(m *model, f *stage.Frame, playing bool, last *stage.Panel) stage.Panel {
	p := stage.Panel{Verdict: verdict(m, f), Controls: controls(f)}
	if m.solved {
		p.Player = transport(m, f, playing)
	}
	if f.Stale {
		p.Inside, p.Dialogue = last.Inside, last.Dialogue
		p.Sections, p.Tables, p.Claims, p.Notes = last.Sections, last.Tables, last.Claims, last.Notes
		return p
	}
	p.Notes = notes(m, f)
	if m.solved {
		p.Inside = m.talk.opt-m.talk.result.User <= sameValue
		p.Dialogue = dialogue(m, f)
		p.Sections = sections(m, f)
		p.Tables = tables(m, f)
	}
	p.Claims = claim.Conversation(f.Scenario, f.Result)
	return p
}

// transport is what plays the rounds.
func transport(m *model, f *stage.Frame, playing bool) []stage.Control {
	var options []stage.Option
	for _, v := range speeds {
		options = append(options, stage.Option{Value: v.value, Label: v.label})
	}
	return []stage.Control{
		{Kind: stage.Toggle, Param: "view.play", Label: "Play", Value: strconv.FormatBool(playing),
			Help: "Goes from round to round, from the beginning when it stands at the end."},
		{Kind: stage.Button, Param: "view.back", Label: "One round back", Disabled: m.step == 0},
		{Kind: stage.Button, Param: "view.forward", Label: "One round on", Disabled: m.step == m.last},
		{Kind: stage.Range, Param: "view.round", Label: "Round", Value: strconv.Itoa(m.step), Min: 0, Max: float64(m.last), Step: 1,
			Help: fmt.Sprintf("The round that is shown, of %d; 0 is before anyone has spoken.", m.last)},
		{Kind: stage.Choice, Param: "view.speed", Label: "Speed", Value: speeds[speedOf(f)].value, Options: options},
	}
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
		list = append(list, stage.Control{Kind: stage.Choice, Param: ruleParam + strconv.Itoa(i), Label: stage.Letter(i) + "  " + a.Name, Value: v.Rules[i], Options: options,
			Help: "How " + a.Name + " talks. You know how each talks, and count on it."})
		uses[v.Rules[i]] = true
	}
	if uses[engine.RuleEquilibrium] {
		list = append(list, stage.Control{Kind: stage.Choice, Param: "conversation.outcome", Label: "Which equilibrium", Value: v.Outcome,
			Options: []stage.Option{{Value: engine.WorstOutcome, Label: "the worst for you"}, {Value: engine.FullOutcome, Label: "everything disclosed"}}})
	}
	list = append(list,
		stage.Control{Kind: stage.Range, Param: "conversation.rounds", Label: "Rounds", Value: strconv.Itoa(v.Rounds), Min: engine.MinRounds, Max: engine.MaxRounds, Step: 1,
			Help: "How often everybody speaks before you choose."},
		stage.Control{Kind: stage.Range, Param: "conversation.alphabet", Label: "Messages", Value: strconv.Itoa(v.Alphabet), Min: engine.MinAlphabet, Max: engine.MaxAlphabet, Step: 1,
			Help: "How many different messages there are to choose from in a round."},
		stage.Control{Kind: stage.Choice, Param: "conversation.reply", Label: "You reply", Value: v.Reply,
			Options: []stage.Option{{Value: engine.ReplySilent, Label: "nothing"}, {Value: engine.ReplySignal, Label: "your own signal"}, {Value: engine.ReplyActionKind, Label: "what you would choose now"}},
			Help:    "What the agents hear from you after each round."},
		stage.Control{Kind: stage.Range, Param: "conversation.noise", Label: "Slips", Value: strconv.FormatFloat(*v.Noise, 'f', -1, 64), Min: 0, Max: 1, Step: 0.01, Disabled: !uses[engine.RuleNoisy],
			Help: "How often an agent that tells the truth with slips sends another message than it should."},
		stage.Control{Kind: stage.Button, Param: "conversation.seed", Label: "Roll the dice again",
			Help: fmt.Sprintf("Shows another of the conversations that can happen. Now: seed %d. What everybody can expect stays the same.", v.Seed)},
		stage.Control{Kind: stage.Toggle, Param: "conversation.game", Label: "Let the agents choose how to talk", Value: strconv.FormatBool(v.Game),
			Help: "Solves the game in which every agent picks one of the ways to talk. It takes a moment."})
	return append(list, offers(f)...)
}

// mostOffers is how many equilibria there are buttons for.
const mostOffers = 6

// offers are buttons for what the answer suggests: fewer rounds, or an equilibrium to play.
func offers(f *stage.Frame) (list []stage.Control) {
	c := f.Result.Conversation
	if c == nil || f.Stale {
		return nil
	}
	if e := c.Estimate; e != nil && e.Rounds > 0 {
		list = append(list, stage.Control{Kind: stage.Button, Param: "conversation.exact", Label: fmt.Sprintf("Use %d rounds, exactly", e.Rounds),
			Help: "So many rounds can be gone through in full, without an estimate."})
	}
	for i := range min(len(c.Equilibria), mostOffers) {
		e := &c.Equilibria[i]
		list = append(list, stage.Control{Kind: stage.Button, Param: playParam + strconv.Itoa(i), Label: fmt.Sprintf("Play equilibrium %d", i+1),
			Help: ruleList(e.Rules) + ": you get " + stage.Value(e.User) + "."})
	}
	return list
}

// ruleList writes the rules of all agents in short: "A truthful, B selfish".
func ruleList(rules []string) string {
	text := ""
	for i, r := range rules {
		if i > 0 {
			text += ", "
		}
		text += stage.Letter(i) + " " + r
	}
	return text
}

// sections lists what everyone expects after the round that is shown.
func sections(m *model, f *stage.Frame) []stage.Section {
	t := &m.talk
	title := fmt.Sprintf("If you choose after round %d of %d", m.step, m.last)
	if m.step == 0 {
		title = "If you choose before anyone has spoken"
	}
	s := stage.Section{Title: title}
	s.Rows = append(s.Rows, stage.Row{Label: "You", Value: stage.Value(t.user[m.step]), Bar: unit(t.user[m.step]), Swatch: -1,
		Help: fmt.Sprintf("What you can expect, over all conversations. With no word %s, knowing everything %s.", stage.Value(t.none), stage.Value(t.opt))})
	if m.step > 0 {
		for i, a := range f.Scenario.Agents {
			x := t.agents[i][m.step]
			s.Rows = append(s.Rows, stage.Row{Label: a.Name, Value: stage.Value(x), Bar: unit(x), Swatch: i, Help: "What it can expect, over all conversations."})
		}
	}
	levels := stage.Section{Title: "To compare", Rows: []stage.Row{
		{Label: "OPT", Value: stage.Value(t.opt), Bar: unit(t.opt), Swatch: -1, Help: "What you would get knowing all that the agents know."},
		{Label: "ALIGNED", Value: stage.Value(t.aligned), Bar: unit(t.aligned), Swatch: -1, Help: "The best you could get with so few messages, from agents that want what you want."},
		{Label: "No word", Value: stage.Value(t.none), Bar: unit(t.none), Swatch: -1, Help: "What you get on your own."},
	}}
	return []stage.Section{s, levels}
}

func unit(x float64) float64 { return min(max(x, 0), 1) }

// tables lists values by round, and the equilibria of the game.
func tables(m *model, f *stage.Frame) []stage.Table {
	list := []stage.Table{byRound(m, f, stage.Value)}
	if t := equilibria(m, stage.Value); len(t.Rows) > 0 {
		list = append(list, t)
	}
	if t := mixed(m, f); len(t.Rows) > 0 {
		list = append(list, t)
	}
	return list
}

func byRound(m *model, f *stage.Frame, number func(float64) string) stage.Table {
	t := stage.Table{Title: "What each can expect, by round", Head: []string{"Round", "You"}}
	for i := range f.Scenario.Agents {
		t.Head = append(t.Head, stage.Letter(i))
	}
	for k := range m.last + 1 {
		row := []string{strconv.Itoa(k), number(m.talk.user[k])}
		for i := range m.talk.agents {
			if k == 0 {
				row = append(row, "")
				continue
			}
			row = append(row, number(m.talk.agents[i][k]))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func equilibria(m *model, number func(float64) string) stage.Table {
	t := stage.Table{Title: "Equilibria of choosing how to talk", Head: []string{"Number", "Rules", "You get", "Nobody gains more than"}}
	for i, e := range m.talk.result.Equilibria {
		t.Rows = append(t.Rows, []string{strconv.Itoa(i + 1), ruleList(e.Rules), number(e.User), stage.Small(e.Gap)})
	}
	return t
}

func mixed(m *model, f *stage.Frame) stage.Table {
	c := m.talk.result
	t := stage.Table{Title: "Equilibria in which agents draw lots", Head: []string{"Agent", "Rule", "Probability", "You get"}}
	for _, e := range c.Mixed {
		for i, weights := range e.Weights {
			for j, p := range weights {
				if p > 1e-9 && j < len(c.Library) && i < len(f.Scenario.Agents) {
					t.Rows = append(t.Rows, []string{stage.Letter(i), c.Library[j], stage.Value(p), stage.Value(e.User)})
				}
			}
		}
	}
	return t
}

// notes says everything that a reader could otherwise take wrongly from the picture.
func notes(m *model, f *stage.Frame) []string {
	var list []string
	if m.solved {
		list = append(list, "You know how each agent talks and draw the right conclusion from every word. Only which conversation is shown is chance; what everybody can expect counts all of them.")
	} else {
		list = append(list, "A way to talk may need more messages than there are. Ask for more rounds or more messages, or choose another.")
	}
	if !m.solved {
		return list
	}
	list = append(list, lacking(f)...)
	c := m.talk.result
	if e := c.Estimate; e != nil {
		list = append(list, fmt.Sprintf("There are too many conversations to go through. Values are means over %d drawn ones, with standard error %s for you. %s",
			e.Samples, stage.Small(e.User), exactly(e.Rounds)))
	}
	if c.Tree != nil && !c.Tree.Whole {
		list = append(list, "The thin lines are the likeliest conversations; there are more.")
	}
	if m.hears {
		list = append(list, "The filled path is what an onlooker believes, who hears what the agents say. The hollow marks are your own belief, with the signal that you alone see.")
	}
	if f.Scenario.ResponseOrDefault().Kind == engine.Quantal {
		list = append(list, "This scenario has you respond by chance (quantal). Then more talk can also do harm.")
	}
	if f.Scenario.AgentSignal != nil {
		list = append(list, "The agents see signals, not the state, so beliefs are over their signals.")
	}
	return list
}

// lacking says in words what the engine could not compute, but for estimates, which are told
// with their errors.
func lacking(f *stage.Frame) (list []string) {
	for _, n := range f.Result.Notes {
		if why, ok := strings.CutPrefix(n, "conversation.equilibria is absent: "); ok {
			list = append(list, "No equilibrium of choosing how to talk is shown: "+why)
		}
		if why, ok := strings.CutPrefix(n, "conversation.delta is absent: "); ok {
			list = append(list, "Whether an agent can talk as an aligned one by itself (δ) is not known: "+why)
		}
	}
	return list
}

func exactly(rounds int) string {
	if rounds <= 0 {
		return "Fewer messages would help."
	}
	return fmt.Sprintf("With %d rounds everything can be counted.", rounds)
}
