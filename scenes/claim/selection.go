package claim

import (
	"fmt"
	"strconv"

	"emergent/engine"
)

// Selection returns the claims about consulting only the best agent (docs/model.md, section
// 7), in the order in which the article makes them.
func Selection(s engine.Scenario, r engine.Result) []Claim {
	if r.Alignment == nil || r.Benchmarks == nil {
		return nil
	}
	return []Claim{bestAI(s, r), bestAIFloor(s, r), ascending(s, r), byTrial(s, r)}
}

// bestAI: the bound of the hull holds for the agent that wins.
func bestAI(s engine.Scenario, r engine.Result) Claim {
	c := Claim{
		ID:         "selection-bound",
		Title:      "One AI is enough, if several compete for it",
		Statement:  "In every equilibrium of the game for being the one she consults, the winner gives her what a perfectly aligned agent would, up to twice the distance of her utility from the agents' hull.",
		Formula:    "E u ≥ OPT − 2ε",
		Hypotheses: []Hypothesis{several(s), within(r)},
	}
	v, a, full := r.Selection, r.Alignment, r.Benchmarks.Full
	if v == nil || len(s.Agents) < 2 || len(full) != len(s.Agents) || len(a.Weights) != len(full) {
		return c
	}
	bound := r.Benchmarks.Opt - 2*a.Epsilon
	c.Numbers = &Numbers{Bound: bound, Measured: v.Worst}
	c.Proof = []Line{{Text: "Each agent could offer to tell everything. Nobody can offer her more, so she would take it; in equilibrium it does not want to, so it gets at least"}}
	for i, x := range full {
		c.Proof = append(c.Proof, Line{Letter(i) + " (" + s.Agents[i].Name + ") when everything is disclosed", Num(x)})
	}
	offset := meanOffset(s, a)
	sum := offset
	for i, w := range a.Weights {
		sum += w * full[i]
	}
	c.Proof = append(c.Proof,
		Line{"Weigh these with the hull's weights and add the offset: under the winner's scheme the mix is at least", weighted(a.Weights, full, offset) + " = " + Num(sum)},
		Line{"In every outcome the mix is within ε of her utility; under full disclosure it is at least OPT less ε", Num(sum) + " ≥ " + Num(r.Benchmarks.Opt) + " − " + Num(a.Epsilon)},
		Line{"So she gets at least OPT − 2ε from whoever wins", Num(v.Worst) + " ≥ " + Num(bound)},
	)
	return c
}

// bestAIFloor: so does the floor that needs no hull.
func bestAIFloor(s engine.Scenario, r engine.Result) Claim {
	c := Claim{
		ID:         "selection-floor",
		Title:      "A floor that needs no hull",
		Statement:  "Whatever outcome leaves each agent its disclosure payoff gives her at least FLOOR_ANY, and every equilibrium of this game is such an outcome.",
		Formula:    "E u ≥ FLOOR_ANY",
		Hypotheses: []Hypothesis{several(s)},
	}
	if r.Selection == nil || r.Floor == nil || len(s.Agents) < 2 {
		return c
	}
	c.Numbers = &Numbers{Bound: r.Floor.AnyResponse, Measured: r.Selection.Worst}
	c.Proof = []Line{
		{"Weights on the agents' disclosure payoffs that prove it", pairs(r.Floor.Weights)},
		{"The worst equilibrium", Num(r.Selection.Worst) + " ≥ " + Num(r.Floor.AnyResponse)},
	}
	return c
}

// ascending: bids that only rise never lower what she gets, and end.
func ascending(s engine.Scenario, r engine.Result) Claim {
	mode := s.SelectionOrDefault().Mode
	c := Claim{
		ID:        "selection-bids",
		Title:     "Outbidding never costs her",
		Statement: "Bids that only rise cannot pass OPT, so the bidding ends; each is better for her than the one before; and it ends near an equilibrium.",
		Formula:   "u(bid k+1) ≥ u(bid k)",
		Hypotheses: []Hypothesis{several(s),
			{Text: "Bids only rise", Holds: mode == engine.Ascending, Why: "the rule is " + mode}},
	}
	v := r.Selection
	if v == nil || len(v.Path) == 0 || len(s.Agents) < 2 || mode != engine.Ascending {
		return c
	}
	first, last := v.Path[0], v.Path[len(v.Path)-1]
	c.Numbers = &Numbers{Bound: first.User, Measured: last.User}
	c.Proof = []Line{
		{Letter(first.Agent) + " begins with what suits it best, which gives her", Num(first.User)},
		{"Each further bid gives her more than the one before", strconv.Itoa(len(v.Path)) + " bids"},
		{Letter(last.Agent) + " has the last one, which nobody gains by outbidding", Num(last.User) + " ≤ OPT = " + Num(r.Benchmarks.Opt)},
	}
	return c
}

// byTrial: what choosing by sample means costs her.
func byTrial(s engine.Scenario, r engine.Result) Claim {
	samples := s.SelectionOrDefault().Samples
	h := Hypothesis{Text: "She chooses by trial conversations", Holds: samples > 0, Why: strconv.Itoa(samples) + " with each"}
	if !h.Holds {
		h.Why = "she knows what each offer is worth"
	}
	c := Claim{
		ID:         "selection-trial",
		Title:      "A short trial finds a good one",
		Statement:  "After T trial conversations with each of k agents, all means are close to the truth with probability 95 %, and then choosing by them loses at most twice that.",
		Formula:    "loss ≤ 2 √(ln(2k/p) / 2T), p = 5 %",
		Hypotheses: []Hypothesis{several(s), h},
	}
	v := r.Selection
	if v == nil || v.Evaluation == nil || len(v.Path) == 0 {
		return c
	}
	e, top := v.Evaluation, v.Path[len(v.Path)-1].User
	c.Numbers = &Numbers{Bound: top - e.Bound, Measured: top - e.Quantile}
	c.Proof = []Line{
		{"Hoeffding: a mean of T values in [0,1] misses the truth by more than t with probability at most 2 exp(−2Tt²)", "T = " + strconv.Itoa(e.Samples)},
		{"Over all agents, all means are within t with the stated probability", fmt.Sprintf("k = %d, t = %s, %.0f %%", len(s.Agents), Num(e.Bound/2), 100*e.Confidence)},
		{"The one with the best mean is then at most 2t below the best", "loss ≤ " + Num(e.Bound)},
		{"Simulated " + strconv.Itoa(e.Repetitions) + " times, the loss stays below this in as large a share of cases", Num(e.Quantile) + " ≤ " + Num(e.Bound) + ", mean " + Num(e.Loss)},
	}
	return c
}
