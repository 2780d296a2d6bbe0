package conversation

import (
	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/stage"
)

// talk is what the engine says of a conversation, in the order in which it is shown: round 0
// is before anyone has spoken. It shares memory with the result.
type talk struct {
	result      *engine.ConversationResult
	public, own [][]float64 // beliefs over all signals, by round
	tree        []engine.TreeNode
	user        []float64   // what she expects, by round
	agents      [][]float64 // and the agents; there is no number before round 1, so that of round 1 stands there
	opt, none   float64     // none is what this user gets with no word, who may err
	aligned     float64
}

// rounds is the last round.
func (t *talk) rounds() int { return len(t.public) - 1 }

// take takes in the answer of a frame; it reports whether there is one that fits.
func (t *talk) take(f *stage.Frame) bool {
	c, b := f.Result.Conversation, f.Result.Benchmarks
	if c == nil || b == nil || !fits(c, len(beliefs.SignalPrior(&f.Scenario)), len(f.Scenario.Agents)) {
		return false
	}
	*t = talk{result: c, opt: b.Opt, none: c.None, aligned: c.Aligned}
	script := c.Transcript
	t.public, t.own = append(t.public, script.Prior), append(t.own, script.OwnPrior)
	t.user = append(t.user, c.None)
	t.agents = make([][]float64, len(f.Scenario.Agents))
	for i := range t.agents {
		t.agents[i] = append(t.agents[i], c.Rounds[0].Agents[i])
	}
	for k, step := range script.Steps {
		t.public, t.own = append(t.public, step.Belief), append(t.own, step.Own)
		t.user = append(t.user, c.Rounds[k].User)
		for i := range t.agents {
			t.agents[i] = append(t.agents[i], c.Rounds[k].Agents[i])
		}
	}
	if c.Tree != nil {
		t.tree = c.Tree.Nodes
	}
	return true
}

// fits reports whether an answer is one about so many signals and agents. While a newer one is
// under way it may be about others.
func fits(c *engine.ConversationResult, signals, agents int) bool {
	script := c.Transcript
	if script == nil || len(script.Steps) == 0 || len(c.Rounds) != len(script.Steps) ||
		len(script.Prior) != signals || len(script.OwnPrior) != signals || len(c.Agents) != agents {
		return false
	}
	for k, step := range script.Steps {
		if len(step.Belief) != signals || len(step.Own) != signals || len(step.Messages) != agents ||
			len(c.Rounds[k].Agents) != agents {
			return false
		}
	}
	return c.Tree == nil || len(c.Tree.Nodes) > 0 && len(c.Tree.Nodes[0].Belief) == signals
}
