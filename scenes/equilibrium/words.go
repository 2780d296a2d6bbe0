package equilibrium

import (
	"fmt"

	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// wording is the texts of a picture besides those that all of beliefs have.
type wording struct {
	held                                beliefs.Split // the equilibrium that the reader holds, without its colour
	worstKey, bestKey, heldKey, boldKey string        // in the legend
	doing                               string        // title of the regions
	own                                 string        // at the user's payoff
	alone, silent                       string        // what the shown agent gets by itself, and without a word
	blank                               string        // in place of a map of nothing
}

func wordsOf(m *model, f *stage.Frame) (beliefs.Words, wording) {
	all := beliefs.WordsOf(&m.Model, f, "Beliefs, and what no agent would change", instead(m))
	all.Best.Ground = true
	if m.even {
		all.Even("outcome", m.Agents)
	}
	w := wording{doing: "What you would do at each belief", own: "you"}
	w.keys(m, f)
	if m.crowd {
		w.ofAll(&all)
	}
	if m.Space.Possible == 1 {
		w.blank = "The prior is certain: nothing is left to tell."
	}
	w.held = beliefs.Split{Group: "held", Title: "The equilibrium that you hold: area is probability", Name: "yours",
		Pins: m.held, Shares: m.Likelihoods(m.held)}
	if m.Kind == beliefs.Line {
		w.aloneWords(m, f)
	}
	return all, w
}

// keys are the words of the legend.
func (w *wording) keys(m *model, f *stage.Frame) {
	w.worstKey, w.bestKey, w.heldKey, w.boldKey = "worst for you", "best for you", "the one you hold",
		"nobody would change"
	if m.even {
		w.worstKey = "an equilibrium"
	}
	if m.Agent != beliefs.Everyone {
		w.boldKey = f.Scenario.Letter(m.Agent) + " would not change"
	}
	if m.Agents == 1 {
		w.worstKey = "where it leads you"
	}
}

// ofAll are the words of a picture of all users, who hear the same.
func (w *wording) ofAll(all *beliefs.Words) {
	all.Title = "Beliefs of everybody, who hear the same, and what no agent would change"
	w.doing, w.own = "What each user would do at each belief", "all"
	all.Worst.Title = "The worst equilibrium for all by their shares: area is probability"
	all.Best.Title = "The best equilibrium for all by their shares: area is probability"
	if w.worstKey == "worst for you" {
		w.worstKey = "worst for all"
	}
	w.bestKey = "best for all"
}

func (w *wording) aloneWords(m *model, f *stage.Frame) {
	b := f.Result.Benchmarks
	if m.Agent == beliefs.Everyone || b == nil || m.Agent >= len(b.Monopoly) || !m.mapped {
		return
	}
	low, _ := m.atPrior(m.Numbers, m.Agent)
	w.alone = "alone it gets " + words.Value(b.Monopoly[m.Agent].Value)
	if m.Agents == 1 {
		w.alone = "it gets " + words.Value(b.Monopoly[0].Value)
	}
	w.silent = "silent " + words.Value(low)
}

// instead says what there is instead of a picture of beliefs.
func instead(m *model) string {
	if m.Space.Possible > 3 {
		return "the ladder shows what you get, and the tables list where each equilibrium leads you."
	}
	return "the ladder shows what you get."
}

// verdict says in a sentence or two, to someone who knows no game theory, what she gets.
func verdict(m *model, f *stage.Frame) string {
	e, b := f.Result.Equilibria, f.Result.Benchmarks
	switch {
	case f.Stale:
		return "Updating: the equilibria are being computed for what has changed."
	case e == nil || b == nil || !m.solved:
		return "The equilibria have no answer for this scenario."
	case b.Opt-b.None <= words.SameWorth:
		return fmt.Sprintf("You get %s whatever anyone says: nothing the agents know could change what is "+
			"best for you.", words.Value(b.Opt))
	case m.Agents == 1:
		return monopoly(f)
	case b.Opt-e.Worst.User <= words.SameWorth:
		return fmt.Sprintf("In every equilibrium you get %s, as much as with a perfectly aligned agent (OPT).",
			words.Value(e.Worst.User))
	}
	worst, opt := words.Distinguish(e.Worst.User, b.Opt)
	if worst == opt {
		return fmt.Sprintf("Competition can leave you short of the possible %s by %s, which is next to nothing.",
			opt, words.Small(b.Opt-e.Worst.User))
	}
	return fmt.Sprintf("Competition can leave you with %s of a possible %s: %s.",
		worst, opt, againstSilence(e.Worst.User, b.None))
}

// againstSilence compares what she gets with no conversation.
func againstSilence(user, none float64) string {
	if user-none <= words.SameWorth {
		return "no more than without any conversation"
	}
	a, b := words.Distinguish(user, none)
	if a == b {
		return "hardly more than without any conversation"
	}
	return fmt.Sprintf("more than the %s without any conversation", b)
}

// monopoly is the verdict for one agent.
func monopoly(f *stage.Frame) string {
	e, b := f.Result.Equilibria, f.Result.Benchmarks
	worst, opt := words.Distinguish(e.Worst.User, b.Opt)
	name := f.Scenario.Agents[0].Name
	switch {
	case b.Opt-e.Worst.User <= words.SameWorth:
		return fmt.Sprintf("%s, your only agent, serves itself best by telling you all that matters: you get %s, as "+
			"much as with a perfectly aligned agent (OPT).", name, opt)
	case e.Best.User-e.Worst.User > words.SameWorth:
		low, high := words.Distinguish(e.Worst.User, e.Best.User)
		return fmt.Sprintf("%s, your only agent, leaves you with %s to %s of a possible %s, whichever suits it.",
			name, low, high, opt)
	}
	return fmt.Sprintf("%s, your only agent, leaves you with %s of a possible %s: %s.",
		name, worst, opt, againstSilence(e.Worst.User, b.None))
}
