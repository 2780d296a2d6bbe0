// Package claim puts the guarantees into words with the numbers of one scenario: which
// hypotheses hold now, the bound, the measured value, the slack, and the proof line by line.
// It sits between engine (whose results it reads) and the figures and pages that show it; it
// adds up what a result holds, optimises nothing, and draws nothing.
package claim

import (
	"strconv"
	"strings"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// Claim is one guarantee as it stands for one scenario. It speaks to the user: "you".
type Claim struct {
	ID         string // stable: "competition", "floor", "disclosure", ...
	Title      string
	Statement  string // in words, without numbers
	Formula    string // the same in symbols, plain text
	Hypotheses []Hypothesis
	Numbers    *Numbers // nil where the claim is not about a bound or does not apply
	// of the proof, if not written later: with this scenario's numbers; empty where the claim does not apply
	Lines []Line
	Gain  *float64 // the most that any agent could gain, where the claim is that none does; nil: it is not
	Alone *float64 // what the user has without any conversation, where Numbers promise her a value; nil: they do not
	later *later   // nil: the proof is Lines
}

// later writes a long proof when somebody first reads it: badges are closed as a rule, and in a drag
// nobody reads them.
type later struct {
	write func(s engine.Scenario, r engine.Result) []Line // nil: done
	s     engine.Scenario
	r     engine.Result
	lines []Line
}

// Proof is the claim's proof with this scenario's numbers; empty where the claim does not apply.
func (c Claim) Proof() []Line {
	l := c.later
	if l == nil {
		return c.Lines
	}
	if l.write != nil {
		l.lines, l.write = l.write(l.s, l.r), nil
	}
	return l.lines
}

// State says how a claim stands for one scenario.
type State string

// The states of a claim. A bound that is no more than the user has without any conversation
// holds, and is no guarantee.
const (
	Holds State = "holds"
	Empty State = "empty"
	Off   State = "off"   // a hypothesis fails
	Wrong State = "wrong" // the numbers contradict it, which would be a mistake of this program
)

// Words are the state as a reader is told it.
func (s State) Words() string {
	return map[State]string{
		Holds: "holds", Empty: "holds, but promises nothing here", Off: "does not apply", Wrong: "the numbers disagree",
	}[s]
}

// State is how the claim stands.
func (c Claim) State() State {
	switch n := c.Numbers; {
	case !c.Applies():
		return Off
	case n != nil && !n.Verified() || c.Gain != nil && *c.Gain > checkTolerance:
		return Wrong
	case n != nil && c.Alone != nil && n.Bound <= *c.Alone+checkTolerance:
		return Empty
	}
	return Holds
}

// Applies reports whether every hypothesis holds now.
func (c Claim) Applies() bool {
	for _, h := range c.Hypotheses {
		if !h.Holds {
			return false
		}
	}
	return true
}

// Figures is the claim in one line: what is missing where it does not apply, that it promises
// nothing where its bound is no more than silence, else the bound, the measured value and the
// slack, or the most that an agent could gain; empty where it has no numbers.
func (c Claim) Figures() string {
	var missing []string
	for _, h := range c.Hypotheses {
		if !h.Holds {
			missing = append(missing, h.Why)
		}
	}
	switch n := c.Numbers; {
	case len(missing) > 0:
		return strings.Join(missing, "; ")
	case c.Gain != nil:
		return "most that an agent could gain: " + words.Num(max(0, *c.Gain))
	case n == nil:
		return ""
	case c.State() == Empty:
		return "promises no more than the " + words.Num(*c.Alone) + " you have without any conversation; measured " +
			words.Num(n.Measured)
	default:
		return "bound " + words.Num(n.Bound) + ", measured " + words.Num(n.Measured) + ", slack " + words.Num(n.Slack())
	}
}

// Hypothesis is one condition, and whether it holds now.
type Hypothesis struct {
	Text  string
	Holds bool
	Why   string // what was found, e.g. "one agent"
}

// Numbers are a lower bound on a measured value, both in utility units.
type Numbers struct{ Bound, Measured float64 }

// Slack is how far the measured value lies above its bound.
func (n Numbers) Slack() float64 { return n.Measured - n.Bound }

// Line is one step of a proof: what is said, and the numbers that show it.
type Line struct{ Text, Numbers string }

// checkTolerance is how far rounding may push a measured value below its bound before the
// page says that the numbers disagree, in utility units; solvers agree to about 1e-9.
const checkTolerance = 1e-6

// Verified reports whether the numbers agree with the claim up to rounding.
func (n Numbers) Verified() bool { return n.Slack() >= -checkTolerance }

// several is the hypothesis that makes it a competition.
func several(s engine.Scenario) Hypothesis {
	k := len(s.Agents)
	why := strconv.Itoa(k) + " agents"
	if k == 1 {
		why = "there is one agent: it is a monopoly"
	}
	return Hypothesis{Text: "At least two agents compete", Holds: k >= 2, Why: why}
}

// optimal is the hypothesis about the user: these claims are about the response "best".
func optimal(s engine.Scenario) Hypothesis {
	h := Hypothesis{Text: "You take a best action", Holds: true, Why: "so this scenario says"}
	if s.ResponseOrDefault().Kind == engine.Quantal {
		h.Holds, h.Why = false, "this scenario has you respond by chance (quantal)"
	}
	return h
}
