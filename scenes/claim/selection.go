package claim

import (
	"fmt"
	"strconv"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/engine/numeric"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// Selection returns the claims about consulting only the best agent (docs/model.md, section
// 7), in the order in which the article makes them.
func Selection(s engine.Scenario, r engine.Result) []Claim {
	if !fits(&s, &r) {
		return nil
	}
	return []Claim{bestAI(s, r), bestAIFloor(s, r), ascending(s, r), byTrial(s, r)}
}

// bestAI: the bound of the hull holds for the agent that wins.
func bestAI(s engine.Scenario, r engine.Result) Claim {
	c := Claim{
		ID:    "selection-bound",
		Title: "One AI is enough" + upToTwice(r, " within 2ε") + ", if several compete for it",
		Statement: "If you consult only the best of them, whoever wins gives you what a perfectly aligned agent " +
			"would, less at most twice the distance of your utility from the agents' hull.",
		Formula:    "worst equilibrium ≥ OPT − 2ε",
		Hypotheses: []Hypothesis{several(s), optimal(s), within(r)},
	}
	v := r.Selection
	if v == nil || !c.Applies() {
		return c
	}
	a, full, opt := r.Alignment, r.Benchmarks.Full, r.Benchmarks.Opt
	bound := opt - 2*a.Epsilon
	c.Numbers = &Numbers{Bound: bound, Measured: v.Worst}
	c.Alone = &r.Benchmarks.None
	c.Lines = []Line{{Text: "Each agent could offer to tell everything. Nobody can offer you more, so you would take " +
		"it; in an equilibrium none wants to, so it gets at least what it would then:"}}
	for i, x := range full {
		c.Lines = append(c.Lines, Line{s.Letter(i) + " (" + s.Agents[i].Name + ") with everything told", words.Num(x)})
	}
	offset := meanOffset(s, a)
	mix := numeric.Dot(a.Weights, full) + offset
	c.Lines = append(c.Lines,
		Line{"Add these up with the hull's weights and the offset. Whoever wins, the mix of agents gets at least",
			weighted(a.Weights, full, offset) + " = " + words.Num(mix)},
		Line{"With everything told the mix gets at least your OPT less ε", atLeast(mix, opt-a.Epsilon)},
		Line{"and you get at least the mix less ε. Together, OPT less ε twice",
			words.Num(opt) + " − 2 × " + words.Num(a.Epsilon) + " = " + words.Num(bound)},
		Line{"The worst equilibrium against that bound", atLeast(v.Worst, bound)},
	)
	return c
}

// bestAIFloor: so does the floor that needs no hull.
func bestAIFloor(s engine.Scenario, r engine.Result) Claim {
	c := Claim{
		ID:    "selection-floor",
		Title: "A floor for the winner that needs no hull",
		Statement: "Any outcome in which each agent gets what it would by telling everything gives you at least the " +
			"floor for any response, and every equilibrium of this game is one.",
		Formula:    "worst equilibrium ≥ floor for any response",
		Hypotheses: []Hypothesis{several(s), optimal(s)},
	}
	if r.Selection == nil || r.Floor == nil || !c.Applies() {
		return c
	}
	c.Numbers = &Numbers{Bound: r.Floor.AnyResponse, Measured: r.Selection.Worst}
	c.Alone = &r.Benchmarks.None
	c.Lines = []Line{
		{"Weights on the agents' disclosure payoffs that prove it", pairs(&s, r.Floor.Weights)},
		{"The worst equilibrium against it", atLeast(r.Selection.Worst, r.Floor.AnyResponse)},
	}
	return c
}

// ascending: bids that only rise never lower what the user gets, and end.
func ascending(s engine.Scenario, r engine.Result) Claim {
	mode := s.SelectionOrDefault().Mode
	c := Claim{
		ID:    "selection-bids",
		Title: "Outbidding never costs you",
		Statement: "Bids that only rise cannot pass OPT, so the bidding ends, within two steps of an equilibrium, " +
			"and no bid is worse for you than the one before.",
		Formula: "bid k + 1 ≥ bid k",
		Hypotheses: []Hypothesis{several(s), optimal(s),
			{Text: "Bids only rise", Holds: mode == engine.Ascending, Why: "the rule is " + mode}},
	}
	v := r.Selection
	if v == nil || len(v.Path) == 0 || !c.Applies() {
		return c
	}
	first, last := v.Path[0], v.Path[len(v.Path)-1]
	c.Numbers = &Numbers{Bound: first.User, Measured: last.User}
	c.Lines = []Line{
		{s.Letter(first.Agent) + " begins with what suits it best, which gives you", words.Num(first.User)},
		{"Each further bid gives you no less than the one before, up to the last, of " + s.Letter(last.Agent),
			atLeast(last.User, first.User)},
		{"which cannot be more than OPT", atLeast(r.Benchmarks.Opt, last.User)},
		{"Bids that were made", strconv.Itoa(len(v.Path))},
	}
	return c
}

// byTrial: what choosing by sample means costs the user.
func byTrial(s engine.Scenario, r engine.Result) Claim {
	samples := s.SelectionOrDefault().Samples
	h := Hypothesis{Text: "You choose by trial conversations", Holds: samples > 0, Why: strconv.Itoa(samples) +
		" with each"}
	if !h.Holds {
		h.Why = "you know what each offer is worth"
	}
	c := Claim{
		ID:    "selection-trial",
		Title: "A short trial finds a good one",
		Statement: "After T trial conversations with each of k agents all means are close to the truth, with " +
			"probability 95 %, and then choosing by them loses you at most twice that.",
		Formula:    "loss ≤ 2 √(ln(2k/p) / 2T), p = 5 %",
		Hypotheses: []Hypothesis{several(s), optimal(s), h},
	}
	v := r.Selection
	if v == nil || v.Evaluation == nil || len(v.Path) == 0 || !c.Applies() {
		return c
	}
	e, top := v.Evaluation, v.Path[len(v.Path)-1].User
	c.Numbers = &Numbers{Bound: top - e.Bound, Measured: top - e.Quantile}
	c.Alone = &r.Benchmarks.None
	c.Lines = []Line{
		{"A mean of T values between 0 and 1 misses the truth by more than t with probability at most 2 exp(−2Tt²) " +
			"(Hoeffding)", "T = " + strconv.Itoa(e.Samples)},
		{fmt.Sprintf("With t chosen so that over %d agents this adds up to 5 %%, all means are within", len(s.Agents)),
			words.Num(e.Bound / 2)},
		{"The agent with the best mean is then at most 2t worse for you than the best one",
			"2 × " + words.Num(e.Bound/2) + " = " + words.Num(e.Bound)},
		{"Simulated " + strconv.Itoa(e.Repetitions) + " times, the loss that 95 % stay below",
			atLeast(e.Bound, e.Quantile)},
	}
	return c
}
