package claim

import (
	"math"
	"strconv"

	"emergent/engine"
)

// Quantal returns the claims about a user who responds by logit (docs/model.md, section 6),
// in the order in which the article makes them.
func Quantal(s engine.Scenario, r engine.Result) []Claim {
	if r.Alignment == nil || r.Benchmarks == nil {
		return nil
	}
	return []Claim{quantalFull(s, r), quantalLambda(s, r), quantalFloor(s, r), mistakes(s, r)}
}

// byChance is the hypothesis that she responds by logit.
func byChance(s engine.Scenario) Hypothesis {
	p := s.ResponseOrDefault()
	h := Hypothesis{Text: "She answers by chance, better actions more often", Holds: p.Kind == engine.Quantal, Why: "λ = " + Num(p.Lambda)}
	if !h.Holds {
		h.Why = "this scenario has her take a best action"
	}
	return h
}

// positive is the hypothesis that lambda is not 0.
func positive(s engine.Scenario) Hypothesis {
	lambda := s.ResponseOrDefault().Lambda
	return Hypothesis{Text: "She does not act at random (λ > 0)", Holds: lambda > 0, Why: "λ = " + Num(lambda)}
}

// measured is the worst equilibrium of several agents, if there is one to measure.
func measured(s engine.Scenario, r engine.Result) (worst float64, ok bool) {
	if len(s.Agents) < 2 || r.Quantal == nil || r.Quantal.Worst == nil {
		return 0, false
	}
	return *r.Quantal.Worst, true
}

// quantalFull: every equilibrium gives her what full disclosure does, less 2 epsilon.
func quantalFull(s engine.Scenario, r engine.Result) Claim {
	c := Claim{
		ID:         "quantal-full",
		Title:      "Competition is as good as full disclosure",
		Statement:  "Even when she makes mistakes, every equilibrium gives her what full disclosure would, up to twice the distance of her utility from the agents' hull.",
		Formula:    "E u ≥ F − 2ε",
		Hypotheses: []Hypothesis{several(s), byChance(s), within(r)},
	}
	worst, ok := measured(s, r)
	if !ok {
		return c
	}
	q, a := r.Quantal, r.Alignment
	c.Numbers = &Numbers{Bound: q.BoundFull, Measured: worst}
	c.Proof = append(discloses(s, r),
		Line{"Weigh them with the hull's weights and add the offset: in equilibrium the mix does no worse than under full disclosure, where it is", mixed(s, r)},
		Line{"In every outcome the mix is within ε of her utility: she pays ε once in equilibrium and once under full disclosure", "E u ≥ " + Num(q.Full) + " − 2 × " + Num(a.Epsilon) + " = " + Num(q.BoundFull)},
		Line{"Her worst equilibrium", Num(worst) + " ≥ " + Num(q.BoundFull)},
	)
	return c
}

// discloses: no agent does worse than if it told everything.
func discloses(s engine.Scenario, r engine.Result) []Line {
	lines := []Line{{Text: "Each agent could tell everything, and then nothing the others say matters. In equilibrium it does not want to, so it gets at least"}}
	for i, x := range r.Quantal.Agents {
		if i < len(s.Agents) {
			lines = append(lines, Line{Letter(i) + " (" + s.Agents[i].Name + ") when everything is disclosed and she answers by chance", "F " + Letter(i) + " = " + Num(x)})
		}
	}
	return lines
}

// mixed is the mix of the agents' payoffs under full disclosure.
func mixed(s engine.Scenario, r engine.Result) string {
	a := r.Alignment
	offset := meanOffset(s, a)
	if len(a.Weights) != len(r.Quantal.Agents) {
		return ""
	}
	sum := offset
	for i, w := range a.Weights {
		sum += w * r.Quantal.Agents[i]
	}
	return weighted(a.Weights, r.Quantal.Agents, offset) + " = " + Num(sum)
}

// quantalLambda: what choosing by chance costs against OPT.
func quantalLambda(s engine.Scenario, r engine.Result) Claim {
	m := len(s.Actions)
	c := Claim{
		ID:         "quantal-lambda",
		Title:      "The sharper she is, the nearer to OPT",
		Statement:  "A chooser by chance loses at most ln(m)/λ against the best of m actions, so in every equilibrium she is that close to OPT, up to twice ε.",
		Formula:    "E u ≥ OPT − ln(m)/λ − 2ε",
		Hypotheses: []Hypothesis{several(s), byChance(s), positive(s), within(r)},
	}
	worst, ok := measured(s, r)
	if !ok || r.Quantal.BoundLambda == nil {
		return c
	}
	q, a, opt := r.Quantal, r.Alignment, r.Benchmarks.Opt
	cost := math.Log(float64(m)) / q.Lambda
	c.Numbers = &Numbers{Bound: *q.BoundLambda, Measured: worst}
	c.Proof = []Line{
		{"Her choice maximises the mean of λ times utility plus its entropy, which is at most ln of the number of actions", "ln " + strconv.Itoa(m) + " = " + Num(math.Log(float64(m)))},
		{"So at each belief she loses at most ln(m)/λ against a best action, and under full disclosure she has", Num(q.Full) + " ≥ " + Num(opt) + " − " + Num(cost) + " = " + Num(opt-cost)},
		{"Every equilibrium gives her that less 2ε, by the claim above", Num(worst) + " ≥ " + Num(opt) + " − " + Num(cost) + " − 2 × " + Num(a.Epsilon) + " = " + Num(*q.BoundLambda)},
	}
	return c
}

// quantalFloor: the best weights of this very game.
func quantalFloor(s engine.Scenario, r engine.Result) Claim {
	c := Claim{
		ID:         "quantal-floor",
		Title:      "The best weights for this very game",
		Statement:  "The least she can get in any outcome in which each agent has its disclosure payoff, however she answers. It is never below F − 2ε and needs no hull.",
		Formula:    "E u ≥ FLOOR ≥ F − 2ε",
		Hypotheses: []Hypothesis{several(s), byChance(s)},
	}
	worst, ok := measured(s, r)
	if !ok {
		return c
	}
	q := r.Quantal
	c.Numbers = &Numbers{Bound: q.Floor, Measured: worst}
	c.Proof = []Line{
		{"Weights on the agents' disclosure payoffs that prove it", pairs(q.FloorWeights)},
		{"The hull's weights are one choice, worth F − 2ε; the best choice is worth at least that", Num(q.Floor) + " ≥ " + Num(q.BoundFull)},
		{"Every equilibrium is such an outcome", Num(worst) + " ≥ " + Num(q.Floor)},
	}
	return c
}

// mistakes: for such a user information can hurt, and here whether it does.
func mistakes(s engine.Scenario, r engine.Result) Claim {
	c := Claim{
		ID:         "information-hurts",
		Title:      "More information can hurt her",
		Statement:  "A best-responding user is never worse off for knowing more. One who chooses by chance can be: then full disclosure gives her less than silence.",
		Formula:    "F < NONE",
		Hypotheses: []Hypothesis{byChance(s)},
	}
	q := r.Quantal
	if q == nil {
		return c
	}
	h := Hypothesis{Text: "Full disclosure gives her less than no conversation", Holds: q.Full < q.None, Why: Num(q.Full) + " < " + Num(q.None)}
	if !h.Holds {
		h.Why = Num(q.Full) + " ≥ " + Num(q.None)
	}
	c.Hypotheses = append(c.Hypotheses, h)
	if h.Holds {
		c.Numbers = &Numbers{Bound: q.Full, Measured: q.None}
		c.Proof = []Line{
			{"With everything disclosed she still spreads her choice over several actions, and gets", "F = " + Num(q.Full)},
			{"Without a word she gets", "NONE = " + Num(q.None)},
		}
	}
	return c
}
