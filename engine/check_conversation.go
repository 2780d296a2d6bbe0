package engine

import (
	"fmt"
	"math"
	"slices"
)

// conversation checks what is said of a conversation as far as it follows from itself and
// from the scenario: that the last round is the end, that the user's value lies where it must,
// that the partition of the rule aligned is worth what is said, and that the transcript is Bayes,
// message by message. That no transcript was left out, and what agents would gain by other
// rules, has no certificate in a result.
func (c *checker) conversation(v *ConversationResult) {
	settings := c.s.ConversationOrDefault()
	c.verify("conversation.rounds (the last one is the end)", func() {
		if !c.length("conversation.rounds", len(v.Rounds), settings.Rounds) {
			return
		}
		last := v.Rounds[len(v.Rounds)-1]
		c.equal("conversation.user", v.User, last.User)
		if !c.length("conversation.agents", len(v.Agents), len(c.g.Agents)) || !c.length("conversation.rounds", len(last.Agents), len(c.g.Agents)) {
			return
		}
		for i := range c.g.Agents {
			c.equal(at("conversation.agents", i), v.Agents[i], last.Agents[i])
		}
	})
	if c.s.ResponseOrDefault().Kind == Best && v.Estimate == nil {
		c.verify("conversation.user is between NONE and OPT", func() {
			c.atMost("conversation.user", "NONE", c.g.None(), v.User)
			c.atMost("conversation.user", "it", v.User, c.g.Opt())
		})
		c.verify("conversation.aligned is what its cells are worth", func() { c.cells(v, settings) })
	}
	if v.Transcript != nil {
		c.verify("conversation.transcript (Bayes, message by message)", func() { c.transcript(v.Transcript, settings) })
	}
	c.leave("that conversation.user and agents are sums over all transcripts, delta, and that no rule of the library gains more than a gap")
}

// cells checks that the partition fits into the messages, and adds up what it is worth.
func (c *checker) cells(v *ConversationResult, settings Conversation) {
	if !c.length("conversation.cells", len(v.Cells), c.g.AgentSignal.Cols) {
		return
	}
	most := 0
	for _, cell := range v.Cells {
		most = max(most, cell+1)
	}
	if budget := math.Pow(float64(settings.Alphabet), float64(settings.Rounds)); float64(most) > budget {
		c.fail("conversation.cells", "are %d, and there are %g messages", most, budget)
		return
	}
	sum, weights := 0., make([]float64, c.g.States)
	for cell := range most {
		for heard := range c.g.UserSignal.Cols {
			clear(weights)
			for signal, of := range v.Cells {
				for y, p := range c.g.Prior {
					if of == cell {
						weights[y] += p * c.g.UserSignal.At(y, heard) * c.g.AgentSignal.At(y, signal)
					}
				}
			}
			best := math.Inf(-1)
			for a := range c.g.Actions {
				worth := 0.
				for y, w := range weights {
					worth += w * c.g.User.At(a, y)
				}
				best = max(best, worth)
			}
			sum += best
		}
	}
	c.equal("conversation.aligned", v.Aligned, sum)
}

// transcript checks every belief: it is one, it is the one before times what each message says
// (a common draw speaks once), and the user's own is the public one times what she heard. Where
// somebody listens to her (the rule report) what is said depends on what she heard, and only the
// first is checked.
func (c *checker) transcript(v *TranscriptResult, settings Conversation) {
	listens := settings.Reply == ReplySignal && slices.Contains(settings.Rules, RuleReport)
	before := v.Prior
	if v.Heard < 0 || v.Heard >= c.g.UserSignal.Cols {
		c.fail("conversation.transcript.heard", "is %d, there are %d signals", v.Heard, c.g.UserSignal.Cols)
		return
	}
	if !c.isDistribution("conversation.transcript.prior", v.Prior) || !c.length("conversation.transcript.steps", len(v.Steps), settings.Rounds) {
		return
	}
	for j, step := range v.Steps {
		field := at("conversation.transcript.steps", j)
		if !c.isDistribution(field+".belief", step.Belief) || !c.isDistribution(field+".own", step.Own) || !c.length(field+".messages", len(step.Messages), len(settings.Rules)) {
			return
		}
		if listens {
			continue
		}
		want, spoken := slices.Clone(before), false
		for i, m := range step.Messages {
			if settings.Rules[i] == RuleEquilibrium {
				if spoken {
					continue
				}
				spoken = true
			}
			if !c.length(at(field+".messages", i)+".ratios", len(m.Ratios), len(want)) {
				return
			}
			for s := range want {
				want[s] *= m.Ratios[s]
			}
		}
		c.proportional(field+".belief", step.Belief, want)
		for s := range want {
			want[s] = step.Belief[s] * c.hears(v.Heard, s)
		}
		c.proportional(field+".own", step.Own, want)
		before = step.Belief
	}
}

// hears is P(x_A | x_B), 0 for impossible x_B.
func (c *checker) hears(heard, signal int) float64 {
	both, one := 0., 0.
	for y, p := range c.g.Prior {
		w := p * c.g.AgentSignal.At(y, signal)
		both, one = both+w*c.g.UserSignal.At(y, heard), one+w
	}
	if one <= 0 {
		return 0
	}
	return both / one
}

// isDistribution checks that p is a belief over agent signals, and says whether it has their shape.
func (c *checker) isDistribution(field string, p []float64) bool {
	if !c.length(field, len(p), c.g.AgentSignal.Cols) {
		return false
	}
	sum := 0.
	for s, x := range p {
		c.atMost(fmt.Sprintf("%s[%d]", field, s), "0", 0, x)
		sum += x
	}
	c.equal(field, sum, 1)
	return true
}

// proportional checks that p is w, normalised.
func (c *checker) proportional(field string, p, w []float64) {
	sum := 0.
	for _, x := range w {
		sum += x
	}
	if sum <= 0 {
		c.fail(field, "follows from messages that cannot have been sent")
		return
	}
	for s := range p {
		c.equal(fmt.Sprintf("%s[%d]", field, s), p[s], w[s]/sum)
	}
}
