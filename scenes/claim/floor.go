package claim

import (
	"math"
	"strconv"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/engine/numeric"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// floor: what obedience and the agents' option to disclose guarantee, with no hull condition.
func floor(s engine.Scenario, r engine.Result) Claim {
	c := Claim{
		ID:    "floor",
		Title: "A floor that needs no hull",
		Statement: "Whatever advice you would follow, and no agent would give up for telling everything, leaves you " +
			"with at least the floor, inside the hull or outside. " + either,
		Formula:    "worst equilibrium ≥ FLOOR",
		Hypotheses: []Hypothesis{optimal(s)},
	}
	if r.Equilibria == nil || r.Floor == nil || !c.Applies() {
		return c
	}
	c.Numbers = &Numbers{Bound: r.Floor.Value, Measured: r.Equilibria.Worst.User}
	c.Alone = &r.Benchmarks.None
	c.later = &later{s: s, r: r, write: floorProof}
	return c
}

func floorProof(s engine.Scenario, r engine.Result) []Line {
	prices := words.Num(r.Floor.Value)
	if prior := signals(s); len(r.Floor.Prices) == len(prior) {
		prices = weighted(prior, r.Floor.Prices, 0) + " = " + prices
	}
	return []Line{
		{"Every equilibrium is advice that you follow and under which no agent has less than by telling everything. " +
			"Count what each agent has beyond that, with these weights", pairs(&s, r.Floor.ValueWeights)},
		{"Prices on the agents' signals show that you have at least this and that much more, wherever you " +
			"are led. At the prior the prices come to", prices},
		{"Since the weighted sum cannot be negative, the worst equilibrium is worth at least the prices",
			atLeast(r.Equilibria.Worst.User, r.Floor.Value)},
	}
}

// signals is the probability of each agent signal.
func signals(s engine.Scenario) []float64 {
	g := s.Game()
	p := make([]float64, g.AgentSignal.Cols)
	for x := range p {
		for y, mu := range g.Prior {
			p[x] += mu * g.AgentSignal.At(y, x)
		}
	}
	return p
}

// anyResponse: the weaker floor, for a user who answers in any way at all.
func anyResponse(s engine.Scenario, r engine.Result) Claim {
	c := Claim{
		ID:    "any-response",
		Title: "The best weights for this very game",
		Statement: "The same floor without asking that you follow the advice. Its proof is a set of weights on the " +
			"agents, the best there are for this game, so it never falls below OPT − 2ε. " + either,
		Formula:    "FLOOR ≥ floor for any response ≥ OPT − 2ε",
		Hypotheses: []Hypothesis{optimal(s)},
	}
	if r.Floor == nil || !c.Applies() {
		return c
	}
	c.Numbers = &Numbers{Bound: r.Benchmarks.Opt - 2*r.Alignment.Epsilon, Measured: r.Floor.AnyResponse}
	c.Alone = &r.Benchmarks.None
	c.later = &later{s: s, r: r, write: anyProof}
	return c
}

func anyProof(s engine.Scenario, r engine.Result) []Line {
	f, full := r.Floor, r.Benchmarks.Full
	bound := r.Benchmarks.Opt - 2*r.Alignment.Epsilon
	told, net := numeric.Dot(f.Weights, full), netWorst(s, f.Weights)
	return []Line{
		{"Weigh the agents, as seems best for this game", pairs(&s, f.Weights)},
		{"No agent gets less than by telling everything, so together they get at least",
			weighted(f.Weights, full, 0) + " = " + words.Num(told)},
		{"Your utility less their weighted one is, whatever you do at each signal, at least", words.Num(net)},
		{"Together that makes at least the floor for any response", sum(net, told) + " = " + words.Num(f.AnyResponse)},
		{"The hull's weights are one choice, worth at least OPT − 2ε; the best choice is worth no less",
			atLeast(f.AnyResponse, bound)},
		{"Following the advice can only add to it", atLeast(f.Value, f.AnyResponse)},
	}
}

// sum writes "−0.2 + 0.6".
func sum(x, y float64) string {
	if y < 0 {
		return words.Num(x) + " − " + words.Num(-y)
	}
	return words.Num(x) + " + " + words.Num(y)
}

// netWorst is the least of E[u_A - sum_i w_i U_i] over all ways to act on what the agents and
// the user see: at each pair of signals the worst action,
//
//	sum_{s,x} min_a sum_y prior(y) P(s|y) P(x|y) (u_A(a,y) - sum_i w_i U_i(a,y)).
func netWorst(s engine.Scenario, w []float64) float64 {
	g := s.Game()
	total := 0.0
	for sig := range g.AgentSignal.Cols {
		for x := range g.UserSignal.Cols {
			least := math.Inf(1)
			for a := range g.Actions {
				value := 0.0
				for y, mu := range g.Prior {
					net := g.User.At(a, y)
					for i := range w {
						net -= w[i] * g.Agents[i].At(a, y)
					}
					value += mu * g.AgentSignal.At(y, sig) * g.UserSignal.At(y, x) * net
				}
				least = min(least, value)
			}
			total += least
		}
	}
	return total
}

// survival: the hull condition with agents missing.
func survival(s engine.Scenario, r engine.Result) Claim {
	d, k := r.Alignment.Depth, len(s.Agents)
	tolerance := s.AlignmentOrDefault().Tolerance
	h := Hypothesis{Text: "Your utility stays in the hull, within the tolerance of " + words.Num(tolerance) +
		", when any one agent leaves", Holds: d >= 1 && k >= 2}
	switch {
	case !r.Alignment.Inside:
		h.Why = "it is not in the hull to begin with"
	case d < 1 && !r.Alignment.DepthExact:
		h.Why = "not known: there are too many agents to try"
	case d < 1:
		h.Why = "there is an agent without whom it is outside"
	case !r.Alignment.DepthExact:
		h.Why = "any " + strconv.Itoa(d) + " may leave, perhaps more"
	default:
		h.Why = "any " + strconv.Itoa(d) + " of " + strconv.Itoa(k) + " may leave"
	}
	c := Claim{
		ID:    "survival",
		Title: "It survives the loss of agents",
		Statement: "As many agents as that may leave, whichever they are, and every equilibrium of those that remain " +
			"gives you OPT, less at most twice the tolerance of " + words.Num(tolerance) + ". " + either,
		Formula: "at least OPT − 2 × " + words.Num(tolerance) + " after any " + strconv.Itoa(max(1, d)) + " of " +
			strconv.Itoa(k) + " leave",
		Hypotheses: []Hypothesis{several(s), optimal(s), h},
	}
	if !c.Applies() {
		return c
	}
	c.Lines = []Line{
		{"For every choice of agents to leave, the hull test was made again with those that remain, and passed", h.Why},
		{"Passing means that a mix of those that remain is within the tolerance of your utility, so that their ε is " +
			"at most that", "ε ≤ " + words.Num(tolerance)},
		{"The bound OPT − 2ε applies to them, however few they are", words.Num(r.Benchmarks.Opt) + " − 2 × " +
			words.Num(tolerance) + " = " + words.Num(r.Benchmarks.Opt-2*tolerance)},
	}
	return c
}

// newcomer: one agent more cannot hurt, from two on.
func newcomer(s engine.Scenario) Claim {
	c := Claim{
		ID:    "newcomer",
		Title: "One more agent never hurts, from two on",
		Statement: "Whoever joins two or more agents, the worst equilibrium is not worse than before. From one agent " +
			"to two that can fail: two equal ones may settle on what the one alone would not choose. " + shared,
		Formula:    "worst with k + 1 agents ≥ worst with k, for k ≥ 2",
		Hypotheses: []Hypothesis{several(s), optimal(s)},
	}
	if !c.Applies() {
		return c
	}
	c.Lines = []Line{
		{Text: "An outcome is an equilibrium if no agent could gain by splitting any of the beliefs it leads to."},
		{Text: "With one agent more, each belief has one test more to pass, and the tests of the others stay " +
			"as they are."},
		{Text: "So every equilibrium with the newcomer was one without it, and the worst of fewer is not worse."},
	}
	return c
}
