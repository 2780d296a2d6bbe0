package quantal

import (
	"fmt"
	"strconv"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/crossfade"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// wording is the texts of a picture, made once a change so that drawing makes none.
type wording struct {
	title       string
	letters     []string // of the agents
	actions     []string
	peaks       []peak // where the names of actions go in a triangle
	prior       stage.Handle
	priorShort  string
	ends        [2]string // of a line
	worst, best string    // names of the lanes
	worstTitle  string
	bestTitle   string
	worstShares []string // beside the pins
	bestShares  []string
	reason      string   // why there is no picture
	why         []string // the same in lines
}

func wordsOf(m *model, f *stage.Frame) wording {
	w := wording{
		title: "How often you take each action, and the beliefs that no agent would change",
		worst: "worst", best: "best",
		worstTitle: "The worst equilibrium for you: area is probability",
		bestTitle:  "The best equilibrium for you: area is probability",
		actions:    f.Scenario.Actions,
	}
	if m.even {
		w.worst, w.worstTitle = "equil.",
			"An equilibrium; every other one is worth the same to you: area is probability"
		if m.agents == 1 {
			w.worst, w.worstTitle = "says", "What the agent says: area is probability"
		}
	}
	for i := range m.agents {
		w.letters = append(w.letters, f.Scenario.Letter(i))
	}
	if m.kind == beliefs.None {
		w.reason = m.space.Why("the curve shows what you get, at every λ.")
		w.wrap(f.Figure.W)
		return w
	}
	w.worstShares = beliefs.Likelihoods(m.worst, m.numbers, m.space.Corners())
	w.bestShares = beliefs.Likelihoods(m.best, m.numbers, m.space.Corners())
	w.prior, w.priorShort = m.space.Words()
	if m.kind == beliefs.Line {
		w.ends = [2]string{"surely " + m.space.Names[0], "surely " + m.space.Names[1]}
	} else if m.mapped {
		w.peaks = m.peaks()
	}
	return w
}

// wrap breaks the sentence that stands for a picture into lines for a figure of that width.
func (w *wording) wrap(width float64) {
	w.why = crossfade.Wrap(w.reason, width)
}

// lambdaWord writes a lambda with at most three digits that count.
func lambdaWord(x float64) string { return strconv.FormatFloat(digits(x), 'f', -1, 64) }

// verdict says in a sentence or three, to someone who knows no game theory, what she gets.
func verdict(m *model, f *stage.Frame) string {
	q, b := f.Result.Quantal, f.Result.Benchmarks
	switch {
	case f.Stale:
		return "Updating: the equilibria are being computed for what has changed."
	case b == nil || m.quantal && q == nil:
		return "There is no answer for this scenario."
	case !m.quantal:
		return bestVerdict(m, f)
	case !m.solved:
		return fmt.Sprintf("At λ = %s you get %s when everything is disclosed and %s without a word. ",
			lambdaWord(q.Lambda), words.Value(q.Full), words.Value(q.None)) + harm(q, true)
	}
	return equilibria(m, q) + " " + harm(q, m.even && m.agents > 1)
}

// bestVerdict is for a scenario in which the user takes best actions.
func bestVerdict(m *model, f *stage.Frame) string {
	b, e := f.Result.Benchmarks, f.Result.Equilibria
	s := "In this scenario you always take a best action, so nothing is blurred: "
	switch {
	case e == nil:
		return s + fmt.Sprintf("knowing all that the agents know you would get %s.", words.Value(b.Opt))
	case m.agents == 1:
		s += fmt.Sprintf("your only agent leaves you with %s of a possible %s.",
			words.Value(e.Worst.User), words.Value(b.Opt))
	case b.Opt-e.Worst.User <= worthSame:
		s += fmt.Sprintf("in every equilibrium you get %s, all there is.", words.Value(b.Opt))
	default:
		low, opt := words.Distinguish(e.Worst.User, b.Opt)
		s += fmt.Sprintf("competition can leave you with %s of a possible %s.", low, opt)
	}
	return s + " Let yourself answer by chance, better actions more often, to see what mistakes cost."
}

// equilibria says what the equilibria give.
func equilibria(m *model, q *engine.QuantalResult) string {
	at := "At λ = " + lambdaWord(q.Lambda)
	switch {
	case m.agents == 1 && m.even:
		return fmt.Sprintf("%s your only agent leaves you with %s.", at, words.Value(*q.Worst))
	case m.agents == 1:
		low, high := words.Distinguish(*q.Worst, *q.Best)
		return fmt.Sprintf("%s your only agent leaves you with %s to %s, whichever suits it.", at, low, high)
	case m.even:
		return fmt.Sprintf("%s you get %s in every equilibrium, what full disclosure gives.", at, words.Value(*q.Worst))
	}
	low, high := words.Distinguish(*q.Worst, *q.Best)
	return fmt.Sprintf("%s an equilibrium gives you %s to %s; full disclosure gives %s.",
		at, low, high, words.Value(q.Full))
}

// harm compares full disclosure, whose value may have been said already, with no conversation.
func harm(q *engine.QuantalResult, said bool) string {
	full, none := words.Distinguish(q.Full, q.None)
	switch {
	case q.Full < q.None-worthSame:
		if said { // what full disclosure gives
			return fmt.Sprintf("More information hurts you: without any conversation you would get %s.", none)
		}
		return fmt.Sprintf("More information hurts you: everything disclosed is worth %s, no conversation at all %s.",
			full, none)
	case q.Lambda == 0:
		return "You act at random, so nothing anyone says matters."
	case q.Worst != nil && *q.Worst < q.None-worthSame:
		worst, none := words.Distinguish(*q.Worst, q.None)
		return fmt.Sprintf("More information can hurt you: the worst equilibrium gives %s, no conversation at all %s.",
			worst, none)
	}
	return fmt.Sprintf("Without any conversation you would get %s.", none)
}
