package claim

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/engine/numeric"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// Conversation returns the claims about several rounds of talk (docs/model.md, section 8), in
// the order in which the article makes them.
func Conversation(s engine.Scenario, r engine.Result) []Claim {
	if c := r.Conversation; c == nil || !fits(&s, &r) || len(c.Agents) != len(s.Agents) {
		return nil
	}
	return []Claim{listening(s, r), talking(s, r)}
}

// listening: talk never hurts somebody who draws the right conclusions.
func listening(s engine.Scenario, r engine.Result) Claim {
	v := r.Conversation
	c := Claim{
		ID:    "conversation-listening",
		Title: "Listening never costs you",
		Statement: "However the agents talk, if you know how they do and choose the best, each round leaves you no " +
			"worse off than the one before, and never better than knowing everything.",
		Formula:    "NONE ≤ after round 1 ≤ … ≤ after round R ≤ OPT",
		Hypotheses: []Hypothesis{optimal(s), counted(v)},
	}
	if !c.Applies() || len(v.Rounds) == 0 {
		return c
	}
	none, opt := r.Benchmarks.None, r.Benchmarks.Opt
	c.Numbers = &Numbers{Bound: none, Measured: v.User}
	c.Lines = []Line{
		{"On average over all that can be said, what is believed after a round is what was believed before. The " +
			"largest deviation found", words.Num(v.MartingaleError)},
		{"With no word you get NONE", words.Num(none)},
	}
	before := none
	for k, round := range v.Rounds {
		c.Lines = append(c.Lines, Line{fmt.Sprintf("You may ignore round %d, so it cannot leave you with less", k+1),
			atLeast(round.User, before)})
		before = round.User
	}
	c.Lines = append(c.Lines, Line{"and nothing said tells more than all that the agents know, OPT",
		atLeast(opt, v.User)})
	return c
}

// counted is the hypothesis that values are not an estimate.
func counted(v *engine.ConversationResult) Hypothesis {
	h := Hypothesis{Text: "All conversations that can happen were counted",
		Holds: v.Estimate == nil, Why: "so they were"}
	if e := v.Estimate; e != nil {
		h.Why = fmt.Sprintf("there are too many; the values are estimates, ± %s for you", words.Num(e.User))
	}
	return h
}

// talking: the theorem of the paper when agents choose rules within a budget of messages.
func talking(s engine.Scenario, r engine.Result) Claim {
	c := Claim{
		ID:    "conversation",
		Title: "Competition works in conversation, too" + upToTwice(r, ", within 2ε"),
		Statement: "If the agents choose how to talk, and each could talk as an aligned agent would, every " +
			"equilibrium gives you what a perfectly aligned agent could tell you with so few messages by a rule that " +
			"does not listen (ALIGNED), less at most 2ε, and less what the others can change about it (δ).",
		Formula: "worst equilibrium ≥ ALIGNED − 2ε − Wδ, W the sum of the weights",
		Hypotheses: []Hypothesis{several(s), optimal(s), within(r), identical(r.Conversation),
			library(s, r.Conversation), counted(r.Conversation), settled(r.Conversation)},
	}
	if !c.Applies() {
		return c
	}
	v, eps := r.Conversation, r.Alignment.Epsilon
	worst, gap := worstOfGame(v)
	lost := sumOf(r.Alignment.Weights) * (*v.Delta + gap)
	c.Numbers = &Numbers{Bound: v.Aligned - 2*eps - lost, Measured: worst}
	c.Alone = &r.Benchmarks.None
	c.Lines = talkProof(s, r, worst, gap, lost)
	if at, known := atEquilibria(r); known && at > c.Numbers.Bound+checkTolerance {
		c.Numbers.Bound = at
		c.Lines = append(c.Lines, Line{"At the equilibria that were found, what an aligned agent would bring about " +
			"depends less on whose place it takes (δ*): each of them gives you at least", words.Num(at)})
	}
	return c
}

// atEquilibria is the least over the equilibria of what each one's own references promise (docs/model.md, section
// 8, "At an equilibrium"); not known where somebody mixes, or where a reference is absent.
func atEquilibria(r engine.Result) (bound float64, known bool) {
	v, weights := r.Conversation, sumOf(r.Alignment.Weights)
	bound = math.Inf(1)
	for _, e := range v.Equilibria {
		best := math.Inf(-1)
		for _, d := range e.References {
			best = max(best, d.User-2*r.Alignment.Epsilon-weights*(d.Distance+e.Gap))
		}
		bound = min(bound, best)
	}
	return bound, len(v.Mixed) == 0 && len(v.Equilibria) > 0 && !math.IsInf(bound, 0)
}

// sumOf adds up.
func sumOf(w []float64) (sum float64) {
	for _, x := range w {
		sum += x
	}
	return sum
}

// identical is the paper's condition of identical induced distributions: an agent can bring
// about by itself what an aligned one would. Where it fails by δ, the bound is less by that.
func identical(v *engine.ConversationResult) Hypothesis {
	h := Hypothesis{Text: "What comes of talking as an aligned agent does not depend on how the others talk, but for δ",
		Holds: v.Delta != nil}
	switch {
	case !h.Holds:
		h.Why = "δ is not known: there are too many ways to talk to try all"
	case *v.Delta <= checkTolerance:
		h.Why = "δ = 0: it does not depend on them at all"
	default:
		h.Why = "δ = " + words.Num(*v.Delta) + ": it does depend on them, and the bound is less by that"
	}
	return h
}

// library is the condition that the agents may choose that rule.
func library(s engine.Scenario, v *engine.ConversationResult) Hypothesis {
	h := Hypothesis{Text: "The rules to choose from hold one that tells as much as an aligned agent would"}
	switch {
	case !s.ConversationOrDefault().Game:
		h.Why = "the game of choosing how to talk is not asked for"
	case slices.Contains(v.Library, engine.RuleAligned):
		h.Holds, h.Why = true, "“aligned” is among them"
	case slices.Contains(v.Library, engine.RuleTruthful) && apart(v.Cells):
		h.Holds, h.Why = true, "“truthful” is among them, and the messages are enough for it"
	default:
		h.Why = "there is none among them"
	}
	return h
}

// apart reports whether every signal has a cell of its own.
func apart(cells []int) bool {
	seen := map[int]bool{}
	for _, z := range cells {
		if z >= 0 && seen[z] {
			return false
		}
		seen[z] = true
	}
	return true
}

// settled is the condition that there is an equilibrium to speak of.
func settled(v *engine.ConversationResult) Hypothesis {
	n := len(v.Equilibria) + len(v.Mixed)
	h := Hypothesis{Text: "The agents have settled: an equilibrium was found",
		Holds: n > 0, Why: strconv.Itoa(n) + " were found"}
	switch n {
	case 0:
		h.Why = "none was"
	case 1:
		h.Why = "one was"
	}
	return h
}

// worstOfGame is the user's least value over the equilibria, and the largest gain of an agent
// in any, which is 0 up to rounding where they are pure.
func worstOfGame(v *engine.ConversationResult) (worst, gap float64) {
	first := true
	take := func(user, g float64) {
		if first || user < worst {
			worst = user
		}
		first, gap = false, max(gap, g)
	}
	for _, e := range v.Equilibria {
		take(e.User, e.Gap)
	}
	for _, e := range v.Mixed {
		take(e.User, e.Gap)
	}
	return worst, gap
}

// talkProof is hullProof with talking as an aligned agent in place of telling everything.
func talkProof(s engine.Scenario, r engine.Result, worst, gap, lost float64) []Line {
	v, a := r.Conversation, r.Alignment
	lines := []Line{{Text: "Take any equilibrium. Each agent could talk as an aligned one instead, and does not want " +
		"to. What would come of that, if nobody else said a word:"}}
	could := alignedPayoffs(s, v.Cells)
	if could != nil {
		for i, agent := range s.Agents {
			lines = append(lines, Line{s.Letter(i) + " (" + agent.Name + ") would get", words.Num(could[i])})
		}
		offset := meanOffset(s, a)
		mix := numeric.Dot(a.Weights, could) + offset
		lines = append(lines,
			Line{"Add these up with the hull's weights and the offset. The mix of agents would get",
				weighted(a.Weights, could, offset) + " = " + words.Num(mix)},
			Line{"The mix is within ε of your utility, so that is at least your ALIGNED less ε",
				atLeast(mix, v.Aligned-a.Epsilon)})
	}
	if lost > checkTolerance {
		lines = append(lines,
			Line{"Since others may speak, too, an agent may get less, by δ; and the equilibria were verified up to a " +
				"gain. With the sum of the weights, that costs at most",
				fmt.Sprintf("%s × (%s + %s) = %s", words.Num(sumOf(a.Weights)), words.Num(*v.Delta), words.Num(gap),
					words.Num(lost))})
	} else {
		lines = append(lines, Line{"The others cannot change that, whatever they say", "δ = 0"})
	}
	bound := v.Aligned - 2*a.Epsilon - lost
	return append(lines,
		Line{"In the equilibrium the mix gets no less, and you get at least what the mix gets, less ε. Together, " +
			"ALIGNED less ε twice", words.Num(v.Aligned) + " − 2 × " + words.Num(a.Epsilon) + " − " + words.Num(lost) +
			" = " + words.Num(bound)},
		Line{"The worst equilibrium that was found against that bound", atLeast(worst, bound)},
	)
}

// alignedPayoffs is what the agents get where exactly the cell of the agents' signal is told:
// full disclosure in the scenario whose agents see cells. nil: the cells do not fit.
func alignedPayoffs(s engine.Scenario, cells []int) []float64 {
	g := s.Game()
	if len(cells) != g.AgentSignal.Cols {
		return nil
	}
	count := 0
	for _, z := range cells {
		count = max(count, z+1)
	}
	if count == 0 {
		return nil
	}
	merged := make([][]float64, len(s.Prior))
	for y := range merged {
		merged[y] = make([]float64, count)
		for x, z := range cells {
			merged[y][max(z, 0)] += g.AgentSignal.At(y, x)
		}
	}
	s.AgentSignal = merged
	told := s.Game()
	return told.Full(nil)
}
