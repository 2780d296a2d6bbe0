package claim

import (
	"strconv"
	"strings"

	"emergent/engine"
)

// Competition returns the claims about the full game with a best-responding user
// (docs/model.md, sections 4 and 5), in the order in which the article makes them.
func Competition(s engine.Scenario, r engine.Result) []Claim {
	if r.Alignment == nil || r.Benchmarks == nil {
		return nil
	}
	return []Claim{disclosure(s, r), perfect(s, r), hull(s, r), floor(s, r), anyResponse(s, r)}
}

// perfect is the theorem at epsilon = 0: the claim people remember.
func perfect(s engine.Scenario, r engine.Result) Claim {
	inside := Hypothesis{Text: "Her utility is in the hull of theirs (ε = 0)", Holds: r.Alignment.Inside, Why: "ε = " + Num(r.Alignment.Epsilon)}
	c := Claim{
		ID:         "perfect",
		Title:      "Inside the hull, competition is perfect alignment",
		Statement:  "If her utility is a mix of theirs, she gets OPT in every equilibrium, though no agent shares her goals.",
		Formula:    "worst equilibrium = OPT",
		Hypotheses: []Hypothesis{several(s), inside},
	}
	if r.Equilibria == nil || len(s.Agents) < 2 || !inside.Holds {
		return c
	}
	c.Numbers = &Numbers{Bound: r.Benchmarks.Opt - 2*r.Alignment.Epsilon, Measured: r.Equilibria.Worst.User}
	c.Proof = hullProof(s, r)
	return c
}

// hull is the theorem of the paper: every equilibrium gives the user OPT - 2 epsilon.
func hull(s engine.Scenario, r engine.Result) Claim {
	c := Claim{
		ID:         "competition",
		Title:      "Competition stands in for alignment",
		Statement:  "In every equilibrium she gets what a perfectly aligned agent would give her, up to twice the distance of her utility from the agents' hull.",
		Formula:    "E u ≥ OPT − 2ε",
		Hypotheses: []Hypothesis{several(s), within(r)},
	}
	if r.Equilibria == nil || len(s.Agents) < 2 {
		return c
	}
	c.Numbers = &Numbers{Bound: r.Benchmarks.Opt - 2*r.Alignment.Epsilon, Measured: r.Equilibria.Worst.User}
	c.Proof = hullProof(s, r)
	return c
}

// within states the condition with its smallest epsilon; it always holds for some epsilon,
// so it says instead when that is too large to promise anything.
func within(r engine.Result) Hypothesis {
	a := r.Alignment
	h := Hypothesis{
		Text:  "Her utility is within ε of a " + a.Combination + " combination of theirs (" + offsetWords(a.OffsetKind) + ")",
		Holds: true,
		Why:   "ε = " + Num(a.Epsilon),
	}
	if r.Benchmarks.Opt-2*a.Epsilon <= r.Benchmarks.None {
		h.Why += ", so large that the bound promises no more than no conversation at all"
	}
	return h
}

func offsetWords(kind string) string {
	switch kind {
	case engine.NoOffset:
		return "no offset"
	case engine.State:
		return "plus an offset for each state"
	}
	return "plus a constant"
}

// hullProof writes the one-line proof out: nobody gains by disclosing everything, the
// weights turn that into a statement about her, and epsilon is paid twice.
func hullProof(s engine.Scenario, r engine.Result) []Line {
	a, eq, full := r.Alignment, r.Equilibria.Worst, r.Benchmarks.Full
	if len(full) != len(s.Agents) || len(eq.Agents) != len(s.Agents) || len(a.Weights) != len(s.Agents) {
		return nil
	}
	lines := []Line{{Text: "Take the worst equilibrium for her. Each agent could have disclosed everything instead, and did not want to:"}}
	for i, agent := range s.Agents {
		lines = append(lines, Line{
			Text:    Letter(i) + " (" + agent.Name + ") gets at least what it gets if everything is disclosed",
			Numbers: Num(eq.Agents[i]) + " ≥ " + Num(full[i]),
		})
	}
	offset := meanOffset(s, a)
	inEq, inFull := offset, offset
	for i, w := range a.Weights {
		inEq += w * eq.Agents[i]
		inFull += w * full[i]
	}
	return append(lines,
		Line{"Weigh those lines with the hull's weights and add the offset: the mix of agents does no worse than under full disclosure", weighted(a.Weights, eq.Agents, offset) + " = " + Num(inEq) + " ≥ " + Num(inFull)},
		Line{"In every outcome the mix is within ε of her utility, so in this equilibrium she has at least the mix less ε", Num(eq.User) + " ≥ " + Num(inEq) + " − " + Num(a.Epsilon)},
		Line{"and with everything disclosed the mix is at least her OPT less ε", Num(inFull) + " ≥ " + Num(r.Benchmarks.Opt) + " − " + Num(a.Epsilon)},
		Line{"Together: her utility is at least OPT − 2ε", Num(eq.User) + " ≥ " + Num(r.Benchmarks.Opt) + " − 2 × " + Num(a.Epsilon) + " = " + Num(r.Benchmarks.Opt-2*a.Epsilon)},
	)
}

// meanOffset is E[c(y)]: the same in every outcome, since outcomes do not move the prior.
func meanOffset(s engine.Scenario, a *engine.AlignmentResult) float64 {
	switch a.OffsetKind {
	case engine.Constant:
		if len(a.Offset) == 1 {
			return a.Offset[0]
		}
	case engine.State:
		mean := 0.0
		for y, c := range a.Offset {
			mean += s.Prior[y] * c
		}
		return mean
	}
	return 0
}

// weighted writes 0.42 × 0.61 + 0.58 × 0.3 − 0.1, leaving out agents of no weight.
func weighted(w, x []float64, offset float64) string {
	var b strings.Builder
	for i := range w {
		if Num(w[i]) == "0" {
			continue
		}
		if b.Len() > 0 {
			b.WriteString(" + ")
		}
		b.WriteString(Num(w[i]) + " × " + Num(x[i]))
	}
	switch {
	case b.Len() == 0:
		return Num(offset)
	case Num(offset) == "0":
	case offset < 0:
		b.WriteString(" − " + Num(-offset))
	default:
		b.WriteString(" + " + Num(offset))
	}
	return b.String()
}

// disclosure: full disclosure is an equilibrium, so the best one is OPT.
func disclosure(s engine.Scenario, r engine.Result) Claim {
	c := Claim{
		ID:         "disclosure",
		Title:      "Telling everything is always an equilibrium",
		Statement:  "If the others disclose everything, nobody can take it back. So the best equilibrium for her is OPT.",
		Formula:    "best equilibrium = OPT",
		Hypotheses: []Hypothesis{several(s)},
	}
	if r.Equilibria == nil || len(s.Agents) < 2 {
		return c
	}
	c.Numbers = &Numbers{Bound: r.Benchmarks.Opt, Measured: r.Equilibria.Best.User}
	c.Proof = []Line{
		{"With every state known there is nothing finer to reveal, so no agent has a deviation", "gap " + Num(r.Equilibria.Best.Gap)},
		{"She acts knowing all signals", Num(r.Equilibria.Best.User) + " = OPT " + Num(r.Benchmarks.Opt)},
	}
	return c
}

// floor: what obedience and the agents' option to disclose guarantee, with no hull condition.
func floor(s engine.Scenario, r engine.Result) Claim {
	c := Claim{
		ID:         "floor",
		Title:      "A floor that needs no hull",
		Statement:  "Whatever she obeys and no agent would replace by full disclosure gives her at least the floor, inside the hull or outside.",
		Formula:    "worst equilibrium ≥ FLOOR",
		Hypotheses: []Hypothesis{several(s)},
	}
	if r.Equilibria == nil || r.Floor == nil || len(s.Agents) < 2 {
		return c
	}
	c.Numbers = &Numbers{Bound: r.Floor.Value, Measured: r.Equilibria.Worst.User}
	c.Proof = []Line{
		{"Among all recommendations she would obey and under which each agent has at least its payoff under full disclosure, the worst for her is worth", "FLOOR = " + Num(r.Floor.Value)},
		{"Every equilibrium is one of them", Num(r.Equilibria.Worst.User) + " ≥ " + Num(r.Floor.Value)},
	}
	return c
}

// anyResponse: the weaker floor, for a user who answers in any way at all.
func anyResponse(s engine.Scenario, r engine.Result) Claim {
	c := Claim{
		ID:         "any-response",
		Title:      "The best weights for this very game",
		Statement:  "The same floor without asking that she obeys. Its proof is a set of weights on the agents, the best this instance allows, so it is never below OPT − 2ε.",
		Formula:    "FLOOR ≥ FLOOR_ANY ≥ OPT − 2ε",
		Hypotheses: []Hypothesis{several(s)},
	}
	if r.Floor == nil || len(s.Agents) < 2 {
		return c
	}
	bound := r.Benchmarks.Opt - 2*r.Alignment.Epsilon
	c.Numbers = &Numbers{Bound: bound, Measured: r.Floor.AnyResponse}
	c.Proof = []Line{
		{"Weights on the agents' disclosure payoffs that prove it", pairs(r.Floor.Weights)},
		{"The hull's weights are one choice, worth OPT − 2ε; the best choice is worth at least that", Num(r.Floor.AnyResponse) + " ≥ " + Num(bound)},
	}
	return c
}

// pairs writes "A 0.4, C 0.6", leaving out zeros.
func pairs(w []float64) string {
	var parts []string
	for i, x := range w {
		if Num(x) != "0" {
			parts = append(parts, Letter(i)+" "+Num(x))
		}
	}
	if len(parts) == 0 {
		return "none: " + strconv.Itoa(len(w)) + " zeros"
	}
	return strings.Join(parts, ", ")
}
