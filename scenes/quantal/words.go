package quantal

import (
	"fmt"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/words"
)

func wordsOf(m *model, f *stage.Frame) beliefs.Words {
	w := beliefs.WordsOf(&m.Model, f, "How often you take each action, and the beliefs that no agent would change",
		"the curve shows what you get, at every λ.")
	if m.even {
		name := "equil."
		if m.Agents == 1 {
			name = "says"
		}
		w.Even(name, m.Agents)
	}
	return w
}

// lambdaWord writes a lambda with at most three digits that count.
func lambdaWord(x float64) string { return words.Typed(digits(x)) }

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
	return equilibria(m, q) + " " + harm(q, m.even && m.Agents > 1)
}

// bestVerdict is for a scenario in which the user takes best actions.
func bestVerdict(m *model, f *stage.Frame) string {
	b, e := f.Result.Benchmarks, f.Result.Equilibria
	s := "In this scenario you always take a best action, so nothing is blurred: "
	switch {
	case e == nil:
		return s + fmt.Sprintf("knowing all that the agents know you would get %s.", words.Value(b.Opt))
	case m.Agents == 1:
		s += fmt.Sprintf("your only agent leaves you with %s of a possible %s.",
			words.Value(e.Worst.User), words.Value(b.Opt))
	case b.Opt-e.Worst.User <= words.SameWorth:
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
	case m.Agents == 1 && m.even:
		return fmt.Sprintf("%s your only agent leaves you with %s.", at, words.Value(*q.Worst))
	case m.Agents == 1:
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
	case q.Full < q.None-words.SameWorth:
		if said { // what full disclosure gives
			return fmt.Sprintf("More information hurts you: without any conversation you would get %s.", none)
		}
		return fmt.Sprintf("More information hurts you: everything disclosed is worth %s, no conversation at all %s.",
			full, none)
	case q.Lambda == 0:
		return "You act at random, so nothing anyone says matters."
	case q.Worst != nil && *q.Worst < q.None-words.SameWorth:
		worst, none := words.Distinguish(*q.Worst, q.None)
		return fmt.Sprintf("More information can hurt you: the worst equilibrium gives %s, no conversation at all %s.",
			worst, none)
	}
	return fmt.Sprintf("Without any conversation you would get %s.", none)
}
