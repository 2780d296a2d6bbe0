package conversation

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// dialogue is the transcript in words, as far as it has been said.
func dialogue(m *model, f *stage.Frame) stage.Dialogue {
	d := stage.Dialogue{Title: "The conversation, drawn by seed " +
		strconv.FormatUint(f.Scenario.ConversationOrDefault().Seed, 10)}
	d.Turns = append(d.Turns, before(m, f))
	for k := range m.last {
		d.Turns = append(d.Turns, roundOf(m, f, k+1)...)
	}
	return d
}

// tense is that of a round.
func (m *model) tense(round int) stage.Tense {
	switch {
	case round < m.step:
		return stage.Past
	case round == m.step:
		return stage.Now
	}
	return stage.Ahead
}

// before is what the user has before anyone speaks.
func before(m *model, f *stage.Frame) stage.Turn {
	script, s := m.talk.result.Transcript, &f.Scenario
	t := stage.Turn{Heading: "Before anyone speaks", Speaker: engine.User, Name: "You", When: m.tense(0)}
	t.Words = fmt.Sprintf("would choose %s.", action(s, script.First))
	t.Meaning = thought(s, script.OwnPrior)
	if m.hears {
		t.Words = fmt.Sprintf("notice %s and would choose %s.",
			beliefs.OwnSignal(s, script.Heard), action(s, script.First))
	}
	return t
}

// roundOf lists the turns of a round: the agents, all at once, then the user.
func roundOf(m *model, f *stage.Frame, round int) (turns []stage.Turn) {
	step := &m.talk.result.Transcript.Steps[round-1]
	for i := range step.Messages {
		t := stage.Turn{Speaker: stage.Hue(&f.Scenario, i), Name: f.Scenario.Agents[i].Name, When: m.tense(round)}
		t.Words, t.Meaning = said(m, f, &step.Messages[i])
		if i == 0 {
			t.Heading = "Round " + strconv.Itoa(round)
		}
		turns = append(turns, t)
	}
	return append(turns, answered(m, f, round))
}

// said is a message and what it means.
func said(m *model, f *stage.Frame, msg *engine.MessageResult) (words, meaning string) {
	s := &f.Scenario
	if msg.Symbol < 0 {
		words, meaning = "says nothing.", "That tells you nothing new."
	} else {
		words = fmt.Sprintf("says “%s”.", beliefs.MessageName(s, msg.Symbol))
		meaning = evidence(m, s, msg)
	}
	if len(msg.Recommended) > 0 {
		heard := m.talk.result.Transcript.Heard
		if heard < len(msg.Recommended) {
			meaning += fmt.Sprintf(" Its advice: %s.", action(s, msg.Recommended[heard]))
		}
	}
	return words, meaning
}

// Likelihood ratios from which on a message counts as more than its words.
const (
	noSign    = 1 + 1e-9
	faintSign = 1.5
	clearSign = 3.
	strong    = 10.
)

// evidence says what a message leaves possible and how strongly it speaks.
func evidence(m *model, s *engine.Scenario, msg *engine.MessageResult) string {
	var out []string
	least, most := -1, -1
	for x, r := range msg.Ratios {
		if r <= 0 {
			continue
		}
		if least < 0 || r < msg.Ratios[least] {
			least = x
		}
		if most < 0 || r > msg.Ratios[most] {
			most = x
		}
	}
	left := possible(m, msg.Consistent)
	for _, x := range left {
		out = append(out, beliefs.SignalName(s, x))
	}
	text := ""
	switch n := m.Space.Possible; {
	case len(left) == 1:
		text = "So it is " + out[0] + "."
	case len(left) > 0 && len(left) < n:
		text = "Its words so far leave " + words.List(out) + " possible."
	}
	if least < 0 || msg.Ratios[most] <= noSign*msg.Ratios[least] {
		if text == "" {
			return "It would say so in any case: that tells you nothing."
		}
		return text
	}
	ratio := msg.Ratios[most] / msg.Ratios[least]
	said := fmt.Sprintf("%s times as likely if it is %s as if it is %s: %s.", times(ratio),
		beliefs.SignalName(s, most), beliefs.SignalName(s, least), strength(ratio))
	if text == "" {
		return words.Capital(said)
	}
	return text + " " + words.Capital(said)
}

// possible lists the signals of a list that can be at all.
func possible(m *model, signals []int) []int {
	prior := m.talk.public[0]
	return slices.DeleteFunc(slices.Clone(signals), func(x int) bool {
		return x < 0 || x >= len(prior) || prior[x] <= beliefs.Impossible
	})
}

// times writes a ratio as people say it.
func times(ratio float64) string {
	switch {
	case ratio >= 999.5:
		return "over a thousand"
	case ratio >= 9.95:
		return words.Decimals(ratio, 0)
	}
	return strings.TrimSuffix(words.Decimals(ratio, 1), ".0")
}

func strength(ratio float64) string {
	switch {
	case ratio < faintSign:
		return "hardly a hint"
	case ratio < clearSign:
		return "a hint"
	case ratio < strong:
		return "a clear sign"
	}
	return "strong evidence"
}

// answered is what the user makes of a round.
func answered(m *model, f *stage.Frame, round int) stage.Turn {
	s, script := &f.Scenario, m.talk.result.Transcript
	step := &script.Steps[round-1]
	t := stage.Turn{Speaker: engine.User, Name: "You", When: m.tense(round)}
	choice := "would choose"
	if round == m.last {
		choice = "choose"
	}
	t.Words = fmt.Sprintf("%s %s.", choice, action(s, step.Action))
	if o := step.Obeys; o >= 0 && o < len(s.Agents) {
		t.Words = fmt.Sprintf("%s %s, as %s advises.", choice, action(s, step.Action), s.Agents[o].Name)
	}
	if r := step.Reply; r != nil {
		reply := "tell them of " + beliefs.OwnSignal(s, *r)
		if kind := s.ConversationOrDefault().Reply; kind == engine.ReplyActionKind ||
			kind == engine.ReplyBest && m.talk.result.Reply == engine.ReplyActionKind {
			reply = "reply that it would be " + action(s, *r)
		}
		t.Words = reply + ", and " + t.Words
	}
	t.Meaning = thought(s, step.Own)
	if round == m.last && script.State >= 0 && script.State < len(s.States) {
		t.Meaning += fmt.Sprintf(" In truth it was %s, and your choice is worth %s to you.",
			s.States[script.State], words.Value(worth(s, step.Action, script.State)))
	}
	return t
}

// thought is what the user believes, in words.
func thought(s *engine.Scenario, belief []float64) string {
	for x, p := range belief {
		if p > certain {
			return "You are sure that it is " + beliefs.SignalName(s, x) + "."
		}
	}
	return "You think: " + likely(s, belief) + "."
}

// certain is the probability from which on two decimals say 1.
const certain = 0.995

// worth is what an action gives the user in a state.
func worth(s *engine.Scenario, action, state int) float64 {
	g := s.Game()
	return g.User.At(action, state)
}
