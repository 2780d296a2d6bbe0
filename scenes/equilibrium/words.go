package equilibrium

import (
	"fmt"

	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/crossfade"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// wording is the texts of a picture, made once a change so that drawing makes none.
type wording struct {
	title       string
	rows        string   // over the bars
	letters     []string // of the agents
	prior       stage.Handle
	priorShort  string
	ends        [2]string // of an axis
	worst, best string    // names of the lanes
	worstTitle  string
	bestTitle   string
	worstShares []string // beside the pins
	bestShares  []string
	held        string // the same of the equilibrium that the reader holds
	heldTitle   string
	heldShares  []string
	worstKey    string // in the legend
	bestKey     string
	heldKey     string
	boldKey     string
	doing       string // title of the regions
	own         string // at the user's payoff
	alone       string // what the shown agent gets by itself, and without a word
	silent      string
	blank       string   // in place of a map of nothing
	reason      string   // why there is no picture
	why         []string // the same in lines
}

func wordsOf(m *model, f *stage.Frame) wording {
	w := wording{
		title: "Beliefs, and what no agent would change",
		rows:  "Beliefs that would be left as they are by",
		worst: "worst", best: "best",
		worstTitle: "The worst equilibrium for you: area is probability",
		bestTitle:  "The best equilibrium for you: area is probability",
	}
	if m.even {
		w.worst, w.worstTitle = "outcome",
			"An equilibrium; every other one is worth the same to you: area is probability"
		if m.agents == 1 {
			w.worstTitle = "What the agent says: area is probability"
		}
	}
	w.doing, w.own = "What you would do at each belief", "you"
	w.keys(m, f)
	if m.crowd {
		w.ofAll()
	}
	for i := range m.agents {
		w.letters = append(w.letters, f.Scenario.Letter(i))
	}
	if m.kind == beliefs.None {
		w.reason = noPicture(m)
		w.wrap(f.Figure.W)
		return w
	}
	if m.space.Possible == 1 {
		w.blank = "The prior is certain: nothing is left to tell."
	}
	w.held, w.heldTitle = "yours", "The equilibrium that you hold: area is probability"
	w.heldShares = beliefs.Likelihoods(m.held, m.numbers, m.corner())
	w.worstShares = beliefs.Likelihoods(m.worst, m.numbers, m.corner())
	w.bestShares = beliefs.Likelihoods(m.best, m.numbers, m.corner())
	w.prior, w.priorShort = m.space.Words()
	if m.kind == beliefs.Line {
		w.ends = [2]string{"surely " + m.space.Names[0], "surely " + m.space.Names[1]}
		w.aloneWords(m, f)
	}
	return w
}

// keys are the words of the legend.
func (w *wording) keys(m *model, f *stage.Frame) {
	w.worstKey, w.bestKey, w.heldKey, w.boldKey = "worst for you", "best for you", "the one you hold",
		"nobody would change"
	if m.even {
		w.worstKey = "an equilibrium"
	}
	if m.agent != beliefs.Everyone {
		w.boldKey = f.Scenario.Letter(m.agent) + " would not change"
	}
	if m.agents == 1 {
		w.worstKey = "where it leads you"
	}
}

// ofAll are the words of a picture of all users, who hear the same.
func (w *wording) ofAll() {
	w.title = "Beliefs of everybody, who hear the same, and what no agent would change"
	w.doing, w.own = "What each user would do at each belief", "all"
	w.worstTitle = "The worst equilibrium for all by their shares: area is probability"
	w.bestTitle = "The best equilibrium for all by their shares: area is probability"
	if w.worstKey == "worst for you" {
		w.worstKey = "worst for all"
	}
	w.bestKey = "best for all"
}

// wrap breaks the sentence that stands for a picture into lines for a figure of that width.
func (w *wording) wrap(width float64) {
	w.why = crossfade.Wrap(w.reason, width)
}

func (w *wording) aloneWords(m *model, f *stage.Frame) {
	b := f.Result.Benchmarks
	if m.agent == beliefs.Everyone || b == nil || m.agent >= len(b.Monopoly) || !m.mapped {
		return
	}
	low, _ := m.atPrior(m.numbers, m.agent)
	w.alone = "alone it gets " + words.Value(b.Monopoly[m.agent].Value)
	if m.agents == 1 {
		w.alone = "it gets " + words.Value(b.Monopoly[0].Value)
	}
	w.silent = "silent " + words.Value(low)
}

// noPicture says in one sentence why beliefs are not drawn.
func noPicture(m *model) string {
	instead := "the ladder shows what you get"
	if m.space.Possible > 3 {
		instead += ", and the tables list where each equilibrium leads you"
	}
	return m.space.Why(instead + ".")
}

// verdict says in a sentence or two, to someone who knows no game theory, what she gets.
func verdict(m *model, f *stage.Frame) string {
	e, b := f.Result.Equilibria, f.Result.Benchmarks
	switch {
	case f.Stale:
		return "Updating: the equilibria are being computed for what has changed."
	case e == nil || b == nil || !m.solved:
		return "The equilibria have no answer for this scenario."
	case b.Opt-b.None <= worthSame:
		return fmt.Sprintf("You get %s whatever anyone says: nothing the agents know could change what is "+
			"best for you.", words.Value(b.Opt))
	case m.agents == 1:
		return monopoly(f)
	case b.Opt-e.Worst.User <= worthSame:
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
	if user-none <= worthSame {
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
	case b.Opt-e.Worst.User <= worthSame:
		return fmt.Sprintf("%s, your only agent, serves itself best by telling you all that matters: you get %s, as "+
			"much as with a perfectly aligned agent (OPT).", name, opt)
	case e.Best.User-e.Worst.User > worthSame:
		low, high := words.Distinguish(e.Worst.User, e.Best.User)
		return fmt.Sprintf("%s, your only agent, leaves you with %s to %s of a possible %s, whichever suits it.",
			name, low, high, opt)
	}
	return fmt.Sprintf("%s, your only agent, leaves you with %s of a possible %s: %s.",
		name, worst, opt, againstSilence(e.Worst.User, b.None))
}
