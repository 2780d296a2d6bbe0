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

// wording is the texts of a picture, made once a change or round so that drawing makes none.
type wording struct {
	here    stage.Handle // the round that is shown
	number  []string     // of each round
	rows    []string     // names of a line's rows
	stops   []stop
	mine    string
	legend  []string
	caption string // of a projection
}

// stop is a place of the path with the rounds that the talk is there.
type stop struct {
	round int
	name  string
}

func wordsOf(m *model, f *stage.Frame) (beliefs.Words, wording) {
	all := beliefs.WordsOf(&m.Model, f, "How beliefs move from round to round",
		"the rounds stand beside it in words.")
	w := wording{mine: "yours", caption: "a projection: beliefs over more than three signals"}
	if m.Kind == beliefs.Projection && !all.Prior.Fixed {
		all.Prior.Fixed = true
		all.Prior.Tip = "The prior: what is believed before anyone speaks. In a projection it cannot be " +
			"dragged; edit it."
	}
	if m.Kind == beliefs.Line {
		all.Ends = [2]string{m.Space.Names[0], m.Space.Names[1]}
	}
	if !m.solved || m.Kind == beliefs.None {
		return all, w
	}
	for k := range m.last + 1 {
		w.number = append(w.number, strconv.Itoa(k))
		w.rows = append(w.rows, rowName(k))
	}
	w.stops = stopsOf(m)
	w.legend = []string{"this conversation", "others, by likelihood"}
	if m.hears {
		w.legend = append(w.legend, "with your own signal")
	}
	w.turn(m, f)
	return all, w
}

func rowName(round int) string {
	if round == 0 {
		return "before"
	}
	return "round " + strconv.Itoa(round)
}

// sameBelief is how far apart two beliefs are at most that share a name in the picture.
const sameBelief = 1e-6

// stopsOf names the places of the path by their rounds: "0, 1" where round 1 moved nothing.
func stopsOf(m *model) (list []stop) {
	for k := range m.last + 1 {
		at := -1
		for i, old := range list {
			if near(m.belief(k), m.belief(old.round)) {
				at = i
			}
		}
		if at < 0 {
			list = append(list, stop{k, strconv.Itoa(k)})
			continue
		}
		list[at].name += ", " + strconv.Itoa(k)
	}
	return list
}

func near(a, b []float64) bool {
	for i := range a {
		if d := a[i] - b[i]; d > sameBelief || d < -sameBelief {
			return false
		}
	}
	return true
}

// turn writes what depends on the round.
func (w *wording) turn(m *model, f *stage.Frame) {
	w.here = stage.Handle{ID: roundHandle, Name: "The talk, after " + rowName(m.step), Text: m.progress(f),
		Tip: "What everybody believes who hears the agents, after " + rowName(m.step) +
			". Drag it along the path, or use the arrow keys: the conversation goes on and back."}
	if m.step == 0 {
		w.here.Name = "The talk, before anyone has spoken"
		w.here.Tip = "What is believed before anyone has spoken. Drag it along the path, or use the arrow keys."
	}
}

// progress says where the talk is and what is believed.
func (m *model) progress(f *stage.Frame) string {
	return fmt.Sprintf("round %d of %d: %s", m.step, m.last, likely(&f.Scenario, m.talk.public[m.step]))
}

// likely writes a belief over all signals, without those that cannot be.
func likely(s *engine.Scenario, belief []float64) string {
	parts := make([]string, 0, len(belief))
	for x, p := range belief {
		if p > beliefs.Impossible {
			parts = append(parts, beliefs.SignalName(s, x)+" ("+words.Likelihood(p)+")")
		}
	}
	return strings.Join(parts, ", ")
}

// noTalk says why there is no conversation to show.
func noTalk(f *stage.Frame) string {
	if f.Stale {
		return "Updating: the conversation is being computed."
	}
	for _, n := range f.Result.Notes {
		if strings.HasPrefix(n, "conversation") {
			return words.Capital(n)
		}
	}
	return "There is no conversation for these settings."
}

// verdict says in a few sentences what the conversation comes to.
func verdict(m *model, f *stage.Frame) string {
	switch {
	case f.Stale:
		return "Updating: the conversation is being computed for what has changed."
	case !m.solved:
		return noTalk(f)
	}
	t := &m.talk
	text := gain(m, f)
	if e := t.result.Estimate; e != nil {
		text += fmt.Sprintf(" This is an estimate, ± %s: there are too many conversations to go through all.",
			words.Small(e.User))
	}
	text += " " + ending(m, f)
	if t.opt-t.aligned > words.SameWorth {
		text += fmt.Sprintf(" One agent on your side could give you %s with so few messages, without "+
			"listening (ALIGNED).", words.Value(t.aligned))
	}
	return text
}

// gain says what the talk is worth beside what there is to know and beside silence.
func gain(m *model, f *stage.Frame) string {
	t := &m.talk
	if t.opt-t.result.User <= words.SameWorth {
		return fmt.Sprintf("%s you all that matters: you get %s, all there is (OPT).",
			talkDoes(m, f, "tell"), words.Value(t.opt))
	}
	got, opt := words.Distinguish(t.result.User, t.opt)
	text := fmt.Sprintf("%s worth %s to you, of a possible %s.", talkDoes(m, f, "be"), got, opt)
	switch more := t.result.User - t.none; {
	case more < -words.SameWorth:
		_, none := words.Distinguish(t.result.User, t.none)
		text += fmt.Sprintf(" That is less than the %s you would get with no word: here talk does harm.", none)
	case more <= words.SameWorth:
		text += fmt.Sprintf(" With no word you would get %s, too.", words.Value(t.none))
	}
	return text
}

// talkDoes begins a sentence about the rounds with a verb: that they are worth something, or
// would be on a condition that the rules make and the reader has to know.
func talkDoes(m *model, f *stage.Frame, verb string) string {
	rounds, does := "one round", map[string]string{"be": "is", "tell": "tells"}[verb]
	if m.last != 1 {
		rounds, does = words.Count(m.last)+" rounds", map[string]string{"be": "are", "tell": "tell"}[verb]
	}
	if provided := condition(f.Scenario.ConversationOrDefault().Rules); provided != "" {
		return fmt.Sprintf("%s, %s of talk would %s", provided, rounds, verb)
	}
	return fmt.Sprintf("%s of talk %s", words.Capital(rounds), does)
}

// condition says what a conversation takes for granted in which nobody pursues aims of its own:
// what the agents would do in equilibrium is another story, and the other figures tell it.
func condition(rules []string) string {
	all := func(rule string) bool {
		return !slices.ContainsFunc(rules, func(r string) bool { return r != rule })
	}
	switch {
	case all(engine.RuleTruthful):
		return "If all simply told the truth"
	case all(engine.RuleAligned):
		return "If all were on your side"
	}
	return ""
}

// ending says what came of the conversation that is shown.
func ending(m *model, f *stage.Frame) string {
	script := m.talk.result.Transcript
	s := &f.Scenario
	end := fmt.Sprintf("In the one shown you choose %s", action(s, script.Action))
	if script.Action == script.First {
		return end + ", as you would have without it."
	}
	return fmt.Sprintf("%s; without it, %s.", end, action(s, script.First))
}

func action(s *engine.Scenario, a int) string {
	if a < 0 || a >= len(s.Actions) {
		return "nothing"
	}
	return s.Actions[a]
}
