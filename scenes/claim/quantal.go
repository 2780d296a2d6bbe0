package claim

import (
	"math"
	"strconv"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/engine/numeric"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// Quantal returns the claims about a user who responds by logit (docs/model.md, section 6),
// in the order in which the article makes them.
func Quantal(s engine.Scenario, r engine.Result) []Claim {
	if !fits(&s, &r) ||
		r.Quantal != nil && (len(r.Quantal.Agents) != len(s.Agents) || len(r.Quantal.FloorWeights) != len(s.Agents)) {
		return nil
	}
	return []Claim{quantalFull(s, r), quantalLambda(s, r), quantalFloor(s, r), mistakes(s, r)}
}

// byChance is the hypothesis that the user responds by logit.
func byChance(s engine.Scenario) Hypothesis {
	p := s.ResponseOrDefault()
	h := Hypothesis{Text: "You answer by chance, better actions more often",
		Holds: p.Kind == engine.Quantal, Why: "λ = " + words.Num(p.Lambda)}
	if !h.Holds {
		h.Why = "this scenario has you take a best action"
	}
	return h
}

// positive is the hypothesis that lambda is not 0.
func positive(s engine.Scenario) Hypothesis {
	lambda := s.ResponseOrDefault().Lambda
	h := Hypothesis{Text: "You do not act at random: λ > 0", Holds: lambda > 0, Why: "λ = " + words.Num(lambda)}
	if s.ResponseOrDefault().Kind != engine.Quantal {
		h.Why = "there is no λ"
	}
	return h
}

// worstQuantal appends the comparison of the worst equilibrium with a bound, where there is
// an equilibrium to measure: with four signals or more none is computed.
func worstQuantal(c *Claim, r engine.Result, bound float64) {
	if r.Quantal.Worst == nil {
		c.Lines = append(c.Lines, Line{"The equilibria themselves are computed for two or three signals only", ""})
		return
	}
	c.Numbers = &Numbers{Bound: bound, Measured: *r.Quantal.Worst}
	c.Alone = &r.Quantal.None
	c.Lines = append(c.Lines, Line{"The worst equilibrium against that bound", atLeast(*r.Quantal.Worst, bound)})
}

// quantalFull: every equilibrium gives the user what full disclosure does, less 2 epsilon.
func quantalFull(s engine.Scenario, r engine.Result) Claim {
	c := Claim{
		ID:    "quantal-full",
		Title: "Competition is as good as full disclosure" + upToTwice(r, ", within 2ε"),
		Statement: "Even if you make mistakes, every equilibrium gives you what full disclosure would (F), less at " +
			"most twice the distance of your utility from the agents' hull.",
		Formula:    "worst equilibrium ≥ F − 2ε",
		Hypotheses: []Hypothesis{several(s), byChance(s), within(r)},
	}
	if r.Quantal == nil || !c.Applies() {
		return c
	}
	q, a := r.Quantal, r.Alignment
	c.Lines = []Line{{Text: "Each agent could tell everything, and then nothing the others say matters. In an " +
		"equilibrium none wants to, so it gets at least what it would then:"}}
	for i, x := range q.Agents {
		c.Lines = append(c.Lines, Line{s.Letter(i) + " (" + s.Agents[i].Name +
			"), with everything told and you answering by chance", words.Num(x)})
	}
	offset := meanOffset(s, a)
	mix := numeric.Dot(a.Weights, q.Agents) + offset
	c.Lines = append(c.Lines,
		Line{"Add these up with the hull's weights and the offset. In an equilibrium the mix of agents gets at least",
			weighted(a.Weights, q.Agents, offset) + " = " + words.Num(mix)},
		Line{"The mix is within ε of your utility whatever happens: with everything told it gets at least " +
			"your F less ε", atLeast(mix, q.Full-a.Epsilon)},
		Line{"and in the equilibrium you get at least the mix less ε. Together, F less ε twice",
			words.Num(q.Full) + " − 2 × " + words.Num(a.Epsilon) + " = " + words.Num(q.BoundFull)},
	)
	worstQuantal(&c, r, q.BoundFull)
	return c
}

// quantalLambda: what choosing by chance costs against OPT.
func quantalLambda(s engine.Scenario, r engine.Result) Claim {
	c := Claim{
		ID:    "quantal-lambda",
		Title: "The sharper you choose, the nearer to OPT",
		Statement: "By chance you lose at most ln(m)/λ against the best of m actions, so every equilibrium brings " +
			"you that close to OPT, less at most twice ε.",
		Formula:    "worst equilibrium ≥ OPT − ln(m)/λ − 2ε",
		Hypotheses: []Hypothesis{several(s), byChance(s), positive(s), within(r)},
	}
	if r.Quantal == nil || r.Quantal.BoundLambda == nil || !c.Applies() {
		return c
	}
	q, a, opt, bound := r.Quantal, r.Alignment, r.Benchmarks.Opt, *r.Quantal.BoundLambda
	m := strconv.Itoa(len(s.Actions))
	cost := math.Log(float64(len(s.Actions))) / q.Lambda
	c.Lines = []Line{
		{"Your way to choose makes λ times utility plus the entropy of your choice as large as can be, and that " +
			"entropy is at most ln " + m, words.Num(cost * q.Lambda)},
		{"So at every belief you lose at most ln(m)/λ against a best action", words.Num(cost)},
		{"With everything told you get at least OPT less that", less(opt, cost) + " = " + words.Num(opt-cost)},
		{"and indeed", atLeast(q.Full, opt-cost)},
		{"An equilibrium gives you at least F less 2ε, by the claim above, and so at least",
			less(opt, cost) + " − 2 × " + words.Num(a.Epsilon) + " = " + words.Num(bound)},
	}
	worstQuantal(&c, r, bound)
	return c
}

// quantalFloor: the best weights of this very game.
func quantalFloor(s engine.Scenario, r engine.Result) Claim {
	c := Claim{
		ID:    "quantal-floor",
		Title: "The best weights for this very game",
		Statement: "The least that any outcome gives you in which each agent gets what it would by telling " +
			"everything, however you answer. It is never below F − 2ε and needs no hull.",
		Formula:    "worst equilibrium ≥ floor ≥ F − 2ε",
		Hypotheses: []Hypothesis{several(s), byChance(s)},
	}
	if r.Quantal == nil || !c.Applies() {
		return c
	}
	q := r.Quantal
	c.Lines = []Line{
		{"Every equilibrium is such an outcome. Weights on the agents' disclosure payoffs prove the floor",
			pairs(&s, q.FloorWeights)},
		{"The hull's weights are one choice, worth F − 2ε; the best choice is worth at least that",
			atLeast(q.Floor, q.BoundFull)},
	}
	worstQuantal(&c, r, q.Floor)
	return c
}

// mistakes: for such a user information can hurt, and here whether it does.
func mistakes(s engine.Scenario, r engine.Result) Claim {
	c := Claim{
		ID:    "information-hurts",
		Title: "More information can hurt you",
		Statement: "Who takes best actions is never worse off for knowing more. Who chooses by chance can be: here " +
			"full disclosure gives you less than silence.",
		Formula:    "F < no conversation",
		Hypotheses: []Hypothesis{byChance(s), hurts(r)},
	}
	if !c.Applies() {
		return c
	}
	q := r.Quantal
	c.Numbers = &Numbers{Bound: q.Full, Measured: q.None}
	c.Lines = []Line{
		{"Knowing everything, you still spread your choice over several actions, and get", words.Num(q.Full)},
		{"Without a word you get more", atLeast(q.None, q.Full)},
	}
	return c
}

// hurts is the hypothesis that full disclosure gives less than silence, by more than rounding.
func hurts(r engine.Result) Hypothesis {
	h := Hypothesis{Text: "Full disclosure gives you less than no conversation", Why: "you take a best action"}
	if q := r.Quantal; q != nil {
		h.Holds = q.Full < q.None-checkTolerance
		h.Why = words.Num(q.Full) + " against " + words.Num(q.None)
	}
	return h
}
