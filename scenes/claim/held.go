package claim

import (
	"strings"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// Held is the claim that the outcome a reader holds is an equilibrium, with the most that any
// agent could gain by another message: what the planes of its certificate leave (docs/model.md,
// section 4). name names the agents' signals.
func Held(s engine.Scenario, e engine.EquilibriumResult, name func(signal int) string) Claim {
	c := Claim{
		ID:    "held",
		Title: "The outcome you hold is one way it can end",
		Statement: "It is an equilibrium: no agent would gain by saying anything else or more. Where the dot stands " +
			"inside, a random draw that all agents see chooses between at most three corners. " + shared,
		Formula:    "payoff of each agent = its concave envelope, at every belief reached",
		Hypotheses: []Hypothesis{optimal(s)},
	}
	if !c.Applies() {
		return c
	}
	c.Gain = &e.Gap
	for _, p := range e.Posteriors {
		c.Lines = append(c.Lines, Line{"With probability " + words.Num(p.Probability) +
			" you are left with this belief, which no agent would split", believed(p.Belief, name)})
	}
	c.Lines = append(c.Lines, Line{"Together the agents' planes leave to the one that could gain most",
		words.Num(max(0, e.Gap))})
	return c
}

// believed writes a belief over the agents' signals: "dry 0.7, wet 0.3".
func believed(belief []float64, name func(int) string) string {
	var parts []string
	for x, p := range belief {
		if p > checkTolerance {
			parts = append(parts, name(x)+" "+words.Num(p))
		}
	}
	return strings.Join(parts, ", ")
}
