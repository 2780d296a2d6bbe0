package claim

import (
	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/engine/numeric"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// Competition returns the claims about the full game with a best-responding user
// (docs/model.md, sections 4 and 5), in the order in which the article makes them. A claim
// whose hypothesis fails, or whose section the result lacks, has neither numbers nor proof.
func Competition(s engine.Scenario, r engine.Result) []Claim {
	if !fits(&s, &r) {
		return nil
	}
	return []Claim{
		disclosure(s, r), perfect(s, r), hull(s, r), floor(s, r), anyResponse(s, r), survival(s, r), newcomer(s),
	}
}

// either ends what needs only that each agent may tell everything, shared what is about the
// equilibria computed here (docs/model.md, section 4, "What of it holds with private randomness").
const (
	either = "That holds whether the agents share a random draw or each draws by itself."
	shared = "That is about agents who share a random draw."
)

// fits reports whether a result is one of this scenario's shape.
func fits(s *engine.Scenario, r *engine.Result) bool {
	k := len(s.Agents)
	a, b, e, f := r.Alignment, r.Benchmarks, r.Equilibria, r.Floor
	return a != nil && b != nil && len(a.Weights) == k && len(b.Full) == k &&
		(e == nil || len(e.Worst.Agents) == k) && (f == nil || len(f.Weights) == k && len(f.ValueWeights) == k)
}

// disclosure: full disclosure is an equilibrium, so the best one is OPT.
func disclosure(s engine.Scenario, r engine.Result) Claim {
	c := Claim{
		ID:    "disclosure",
		Title: "Telling everything is always an equilibrium",
		Statement: "If the others tell everything, no agent can take it back. So the best equilibrium gives you OPT, " +
			"what you would get knowing all that the agents know. " + either,
		Formula:    "best equilibrium = OPT",
		Hypotheses: []Hypothesis{several(s), optimal(s)},
	}
	if r.Equilibria == nil || !c.Applies() {
		return c
	}
	opt, best := r.Benchmarks.Opt, r.Equilibria.Best
	c.Numbers = &Numbers{Bound: opt, Measured: best.User}
	c.Lines = []Line{
		{"Once the others have told everything, nothing finer is left to reveal: no agent has anything else to do. " +
			"The largest gain that was found", words.Num(best.Gap)},
		{"You act knowing all signals, and get", atLeast(best.User, opt)},
	}
	return c
}

// perfect is the theorem at epsilon = 0: the claim people remember.
func perfect(s engine.Scenario, r engine.Result) Claim {
	c := Claim{
		ID:    "perfect",
		Title: "Inside the hull, competition is perfect alignment",
		Statement: "If your utility is a mix of the agents', every equilibrium gives you OPT, even if no agent " +
			"shares your goals. " + either,
		Formula:    "worst equilibrium = OPT",
		Hypotheses: []Hypothesis{several(s), optimal(s), inside(s, r)},
	}
	if r.Equilibria == nil || !c.Applies() {
		return c
	}
	c.Numbers = &Numbers{Bound: r.Benchmarks.Opt - 2*r.Alignment.Epsilon, Measured: r.Equilibria.Worst.User}
	c.later = &later{s: s, r: r, write: hullProof}
	return c
}

// inside is the hull condition. It is tested up to the scenario's tolerance, which the bound
// then allows for.
func inside(s engine.Scenario, r engine.Result) Hypothesis {
	a := r.Alignment
	h := Hypothesis{Text: "Your utility is in the hull of theirs", Holds: a.Inside, Why: "ε = " + words.Num(a.Epsilon)}
	if tolerance := s.AlignmentOrDefault().Tolerance; a.Inside && words.Num(a.Epsilon) != "0" {
		h.Why += ", which this scenario's tolerance of " + words.Num(tolerance) +
			" lets count as 0; the bound is less by 2ε"
	}
	return h
}

// hull is the theorem of the paper: every equilibrium gives the user OPT - 2 epsilon.
func hull(s engine.Scenario, r engine.Result) Claim {
	c := Claim{
		ID:    "competition",
		Title: "Competition stands in for alignment" + upToTwice(r, ", within 2ε"),
		Statement: "Every equilibrium gives you what a perfectly aligned agent would, less at most twice the " +
			"distance of your utility from the agents' hull. " + either,
		Formula:    "worst equilibrium ≥ OPT − 2ε",
		Hypotheses: []Hypothesis{several(s), optimal(s), within(r)},
	}
	if r.Equilibria == nil || !c.Applies() {
		return c
	}
	c.Numbers = &Numbers{Bound: r.Benchmarks.Opt - 2*r.Alignment.Epsilon, Measured: r.Equilibria.Worst.User}
	c.Alone = &r.Benchmarks.None
	c.later = &later{s: s, r: r, write: hullProof}
	return c
}

// upToTwice is what a title adds where the user stands outside the hull: the claim is then about
// less than all.
func upToTwice(r engine.Result, words string) string {
	if r.Alignment.Inside {
		return ""
	}
	return words
}

// within states the condition with its smallest epsilon; it always holds for some epsilon,
// so it says instead when that is too large to promise anything.
func within(r engine.Result) Hypothesis {
	a := r.Alignment
	mix := "weighted average of theirs"
	if a.Combination == engine.Conic {
		mix = "sum of theirs, each scaled"
	}
	h := Hypothesis{
		Text:  "Your utility is within ε of a " + mix + offsetWords(a.OffsetKind) + paperName(a),
		Holds: true,
		Why:   "ε = " + words.Num(a.Epsilon),
	}
	if r.Benchmarks.Opt-2*a.Epsilon <= r.Benchmarks.None {
		h.Why += ", so large that the bound promises no more than no conversation at all"
	}
	return h
}

// paperName is what the paper calls the condition, in its first version and since.
func paperName(a *engine.AlignmentResult) string {
	switch {
	case a.OffsetKind != engine.Constant:
		return ""
	case a.Combination == engine.Conic:
		return " (market alignment)"
	}
	return " (weighted alignment)"
}

func offsetWords(kind string) string {
	switch kind {
	case engine.NoOffset:
		return ""
	case engine.State:
		return ", plus a number for each state"
	}
	return ", plus a constant"
}

// hullProof writes the one-line proof out: nobody gains by disclosing everything, the
// weights turn that into a statement about the user, and epsilon is paid twice.
func hullProof(s engine.Scenario, r engine.Result) []Line {
	a, eq, full := r.Alignment, r.Equilibria.Worst, r.Benchmarks.Full
	lines := []Line{{Text: "Take the equilibrium that is worst for you. Each agent could have told everything " +
		"instead, and did not want to:"}}
	for i, agent := range s.Agents {
		lines = append(lines, Line{
			Text:    s.Letter(i) + " (" + agent.Name + ") gets at least what it would get by telling everything",
			Numbers: atLeast(eq.Agents[i], full[i]),
		})
	}
	offset := meanOffset(s, a)
	inEq, inFull := numeric.Dot(a.Weights, eq.Agents)+offset, numeric.Dot(a.Weights, full)+offset
	opt, eps := r.Benchmarks.Opt, a.Epsilon
	return append(lines,
		Line{"Add these up with the hull's weights and the offset. In the equilibrium the mix of agents gets",
			weighted(a.Weights, eq.Agents, offset) + " = " + words.Num(inEq)},
		Line{"With everything told it would get", weighted(a.Weights, full, offset) + " = " + words.Num(inFull)},
		Line{"so the mix does no worse in the equilibrium", atLeast(inEq, inFull)},
		Line{"The mix is within ε of your utility whatever happens. So in the equilibrium you get at least the " +
			"mix less ε", less(inEq, eps) + " = " + words.Num(inEq-eps)},
		Line{"which is what you do get, or less", atLeast(eq.User, inEq-eps)},
		Line{"With everything told the mix gets at least your OPT less ε", less(opt, eps) + " = " + words.Num(opt-eps)},
		Line{"and indeed", atLeast(inFull, opt-eps)},
		Line{"Together, you get at least OPT less ε twice",
			words.Num(opt) + " − 2 × " + words.Num(eps) + " = " + words.Num(opt-2*eps)},
		Line{"The worst equilibrium against that bound", atLeast(eq.User, opt-2*eps)},
	)
}

// meanOffset is E[c(y)]: the same in every outcome, since outcomes do not move the prior.
func meanOffset(s engine.Scenario, a *engine.AlignmentResult) float64 {
	switch {
	case a.OffsetKind == engine.Constant && len(a.Offset) == 1:
		return a.Offset[0]
	case a.OffsetKind == engine.State && len(a.Offset) == len(s.Prior):
		return numeric.Dot(s.Prior, a.Offset)
	}
	return 0
}
