package conversation

import (
	"fmt"
	"strings"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/claim"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// panelOf describes what stands beside the figure. While a newer answer is under way the
// figures of the last one stay as they are, under a verdict that says so.
func panelOf(m *model, f *stage.Frame, player []stage.Control, last *stage.Panel) stage.Panel {
	p := stage.Panel{Verdict: verdict(m, f), Controls: controls(f)}
	if m.solved {
		p.Player = player
	}
	if f.Stale {
		p.Dialogue = last.Dialogue
		p.Sections, p.Tables, p.Claims, p.Notes = last.Sections, last.Tables, last.Claims, last.Notes
		return p
	}
	p.Notes = notes(m, f)
	if m.solved {
		p.Inside = m.talk.opt-m.talk.result.User <= words.SameWorth
		p.Gauge(m.talk.result.User, m.talk.none, m.talk.opt)
		p.Dialogue = dialogue(m, f)
		p.Sections = sections(m, f)
		p.Tables = tables(m, f)
	}
	p.Claims = claim.Conversation(f.Scenario, f.Result)
	return p
}

// sections lists what everyone expects after the round that is shown.
func sections(m *model, f *stage.Frame) []stage.Section {
	t := &m.talk
	title := fmt.Sprintf("If you choose after round %d of %d", m.step, m.last)
	if m.step == 0 {
		title = "If you choose before anyone has spoken"
	}
	s := stage.Section{Title: title}
	s.Rows = append(s.Rows, stage.UtilityRow("You", -1, t.user[m.step],
		fmt.Sprintf("What you can expect, over all conversations. With no word %s, knowing everything %s.",
			words.Value(t.none), words.Value(t.opt))))
	if m.step > 0 {
		for i, a := range f.Scenario.Agents {
			s.Rows = append(s.Rows, stage.UtilityRow(a.Name, stage.Hue(&f.Scenario, i), t.agents[i][m.step],
				"What it can expect, over all conversations."))
		}
	}
	levels := []stage.Row{
		stage.UtilityRow("OPT", -1, t.opt, "What you would get knowing all that the agents know."),
		stage.UtilityRow("ALIGNED", -1, t.aligned, "The best that one agent who wants what you want could tell you "+
			"with so few messages, by a rule that does not listen to what anybody says. One that does may tell more. "+
			"Several together may tell more."),
	}
	if x := t.result.AlignedListening; x != nil {
		levels = append(levels, stage.UtilityRow("ALIGNED, listening", -1, *x, "The same by a rule that listens: "+
			"after the first round it knows the signal that you reply with, and tells you what matters to you who saw "+
			"that."))
	}
	levels = append(levels, stage.UtilityRow("No word", -1, t.none, "What you get on your own."))
	return append([]stage.Section{s, {Title: "To compare", Rows: levels}}, replies(t.result)...)
}

// replies is what each kind of reply is worth, where the choice is the user's.
func replies(c *engine.ConversationResult) []stage.Section {
	if c.Reply == "" {
		return nil
	}
	s := stage.Section{Title: "Your best reply: " + replyWords[c.Reply]}
	for _, r := range c.Replies {
		s.Rows = append(s.Rows, stage.UtilityRow(words.Capital(replyWords[r.Reply]), -1, r.User, "What you can "+
			"expect where you reply with it, knowing how the agents talk. Kinds of reply that change nothing about "+
			"their talk are left out."))
	}
	return []stage.Section{s}
}

// notes says everything that a reader could otherwise take wrongly from the picture.
func notes(m *model, f *stage.Frame) []string {
	var list []string
	if m.solved {
		list = append(list, "You know how each agent talks and draw the right conclusion from every word. Only which "+
			"conversation is shown is chance; what everybody can expect counts all of them.")
	} else {
		list = append(list, "A way to talk may need more messages than there are. Ask for more rounds or more "+
			"messages, or choose another.")
	}
	if !m.solved {
		return list
	}
	list = append(list, lacking(f)...)
	c := m.talk.result
	if len(c.Equilibria) > 0 {
		list = append(list, "δ* says of an equilibrium how far it matters who talks as an agent on your side instead: "+
			"0, and whoever does brings about the same.")
	}
	if e := c.Estimate; e != nil {
		list = append(list, fmt.Sprintf("There are too many conversations to go through. Values are means over %d "+
			"drawn ones, with standard error %s for you. %s",
			e.Samples, words.Small(e.User), exactly(e.Rounds)))
	}
	if c.Tree != nil && !c.Tree.Whole {
		list = append(list, "The thin lines are the likeliest conversations; there are more.")
	}
	if m.hears {
		list = append(list, "The filled path is what an onlooker believes, who hears what the agents say. The hollow "+
			"marks are your own belief, with the signal that you alone see.")
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
