package claim

import (
	"fmt"
	"strings"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/engine/numeric"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// Users returns the claims about several users (docs/model.md, section 11): what each is sure of
// whom agents advise apart, and what all are who hear the same. There are none where there is one
// user. Where the result has no certificates, the first has no proof.
func Users(s engine.Scenario, r engine.Result) []Claim {
	p := r.Population
	if s.Population == nil || p == nil || len(p.Users) != len(s.Users()) {
		return nil
	}
	return []Claim{advisedApart(s, p), heardTogether(s, p)}
}

// advisedApart: agents that commit to a rule for each user apart play one game with each.
func advisedApart(s engine.Scenario, p *engine.PopulationResult) Claim {
	c := Claim{
		ID:    "apart",
		Title: "Advised apart, nobody loses more than 2ε",
		Statement: "Where agents choose what to say to each user apart, each plays a game of her own. Every " +
			"equilibrium gives her what she would get knowing everything, less at most twice the distance " +
			"of what she wants from the mixtures of what the agents want of her. " + either,
		Formula: "worst equilibrium of user t ≥ OPT_t − 2ε_t",
		Hypotheses: []Hypothesis{
			several(s), optimal(s),
			{Text: "What each user wants is within ε of a mixture of what the agents want of her",
				Holds: true, Why: eachEpsilon(p)},
		},
	}
	if !c.Applies() {
		return c
	}
	t, slack := 0, 0.0
	for i, u := range p.Users {
		if x := u.Personal.Worst - u.Opt + 2*u.Epsilon; i == 0 || x < slack-checkTolerance {
			t, slack = i, x
		}
	}
	u := &p.Users[t]
	c.Numbers, c.Alone = &Numbers{Bound: u.Opt - 2*u.Epsilon, Measured: u.Personal.Worst}, &u.None
	if u.Proof != nil {
		alone := s.Facing(t)
		c.Lines = append([]Line{{Text: "Of all users " + u.Name + " come nearest to the bound. So “you” are now " +
			u.Name + ", alone with the agents:"}}, hullProof(alone, aloneWith(alone, u))...)
	}
	return c
}

// eachEpsilon says how far each user is from the agents.
func eachEpsilon(p *engine.PopulationResult) string {
	var each []string
	for _, u := range p.Users {
		each = append(each, u.Name+" ε = "+words.Num(u.Epsilon))
	}
	return strings.Join(each, ", ")
}

// aloneWith is what the proof of the hull reads of one user alone with the agents.
func aloneWith(alone engine.Scenario, u *engine.MemberResult) engine.Result {
	g := alone.Game()
	a := alone.AlignmentOrDefault()
	return engine.Result{
		Alignment: &engine.AlignmentResult{
			Combination: a.Combination, OffsetKind: a.Offset, Epsilon: u.Epsilon, Weights: u.Proof.Weights,
			Offset: u.Proof.Offset,
		},
		Benchmarks: &engine.BenchmarkResult{Opt: u.Opt, Full: g.Full(nil)},
		Equilibria: &engine.EquilibriaResult{Worst: u.Proof.PersonalWorst},
	}
}

// heardTogether: the strong condition, of all who hear the same.
func heardTogether(s engine.Scenario, p *engine.PopulationResult) Claim {
	c := Claim{
		ID:    "together",
		Title: "One speech for all is safe if one mixture of agents cares for everybody",
		Statement: "Where everybody hears the same, it is not enough that each user has agents of her own " +
			"around her. It is enough that one mixture of agents, the same for all, wants for each user what she " +
			"wants herself. What it misses them by, all together and twice, bounds what anybody loses. " + either,
		Formula:    "worst equilibrium of user t ≥ OPT_t − 2 Σε / (λ_t m_t)",
		Hypotheses: []Hypothesis{several(s), optimal(s), common(s, p)},
	}
	if p.Equilibrium == nil || !c.Applies() {
		return c
	}
	t := nearest(p)
	u := &p.Users[t]
	c.Numbers, c.Alone = &Numbers{Bound: *u.Bound, Measured: u.Anonymous.Worst}, &u.None
	c.later = &later{s: s, r: engine.Result{Population: p}, write: togetherProof}
	return c
}

// common is the strong condition, with the mixture whose errors have the least sum.
func common(s engine.Scenario, p *engine.PopulationResult) Hypothesis {
	h := Hypothesis{Text: "One mixture of agents wants of every user what she wants, up to her ε",
		Why: "it could not be computed to the digits it needs"}
	if p.Strong == nil || p.Strong.Sum == nil || len(s.Agents) < 2 {
		return h
	}
	h.Holds, h.Why = true, commonWeights(s, p)+", ε = "+strings.Join(nums(p.Strong.Sum.Epsilons), " and ")
	return h
}

// commonWeights names the mixture; where all its weights are 0, no mixture is better than none.
func commonWeights(s engine.Scenario, p *engine.PopulationResult) string {
	if w := pairs(&s, p.Strong.Sum.Weights); w != "all 0" {
		return "weights " + w
	}
	return "no common weights help"
}

// nums writes several numbers.
func nums(x []float64) []string {
	list := make([]string, len(x))
	for i := range x {
		list[i] = words.Num(x[i])
	}
	return list
}

// nearest is the user who comes nearest to her bound where all hear the same.
func nearest(p *engine.PopulationResult) int {
	best, slack := 0, 0.0
	for t, u := range p.Users {
		if x := u.Anonymous.Worst - *u.Bound; t == 0 || x < slack-checkTolerance {
			best, slack = t, x
		}
	}
	return best
}

// togetherProof is the proof of the strong bound in three lines, with the numbers of the anonymous
// equilibrium that is worst for all by their shares, and a fourth that compares user t's worst.
func togetherProof(s engine.Scenario, r engine.Result) []Line {
	p := r.Population
	t := nearest(p)
	sum, has := p.Strong.Sum, p.Equilibrium
	full := fullOfAll(s)
	lost, twice := 0.0, 0.0
	for i, u := range p.Users {
		lost += sum.Scale[i] * u.Share * (u.Opt - ownValue(s, has, i))
		twice += 2 * sum.Epsilons[i]
	}
	u := &p.Users[t]
	part := twice / (sum.Scale[t] * u.Share)
	return []Line{
		{"Each agent could tell everybody everything instead, and does not want to. So the mixture of agents has at " +
			"least what it would then have",
			atLeast(numeric.Dot(sum.Weights, has.Agents), numeric.Dot(sum.Weights, full))},
		{"It wants of each user what she wants, up to her ε, in either case. So what all of them lose, each counted " +
			"by her share and scale, is at most all ε twice", atLeast(twice, lost)},
		{"Nobody can have more than OPT: no part of that sum is negative. So " + u.Name +
			" alone lose at most as much, divided by their share and scale, and have at least",
			less(u.Opt, part) + " = " + words.Num(u.Opt-part)},
		{"The worst equilibrium for " + u.Name + " against that bound", atLeast(u.Anonymous.Worst, *u.Bound)},
	}
}

// fullOfAll is what each agent has when everything is told to everybody.
func fullOfAll(s engine.Scenario) []float64 {
	sum := make([]float64, len(s.Agents))
	for t, share := range s.Shares() {
		g := s.Facing(t).Game()
		for i, x := range g.Full(nil) {
			sum[i] += share * x
		}
	}
	return sum
}

// ownValue is what user t has in an anonymous equilibrium, whose strategies list the actions of
// each user in turn.
func ownValue(s engine.Scenario, e *engine.EquilibriumResult, t int) float64 {
	g := s.Facing(t).Game()
	own := make([]engine.PosteriorResult, len(e.Posteriors))
	for i, q := range e.Posteriors {
		n := len(q.Strategy) / len(s.Users())
		own[i] = engine.PosteriorResult{Belief: q.Belief, Strategy: q.Strategy[t*n : (t+1)*n],
			Probability: q.Probability}
	}
	return told(&g, own)[len(g.Agents)]
}

// fewUsers is how many users a verdict names, each with what she is sure of: more do not fit a phone.
const fewUsers = 2

// UsersVerdict says what each user is sure of under the policy: of more than fewUsers, the range and
// who has least of her OPT.
func UsersVerdict(r *engine.PopulationResult) string {
	begin := "Apart, at worst: "
	if r.Policy == engine.Anonymous {
		begin = "All at once, at worst: "
	}
	var each []string
	low, high, last, short := 0.0, 0.0, "", -1.0
	for i, u := range r.Users {
		worst, change := u.Personal.Worst, ""
		if r.Policy == engine.Anonymous {
			if u.Anonymous == nil {
				return "What all get who hear the same is too much to compute."
			}
			worst, change = u.Anonymous.Worst, words.Change(u.Anonymous.Worst-u.Personal.Worst)
		}
		each = append(each, u.Name+" "+words.Value(worst)+change)
		if low, high = min(low, worst), max(high, worst); i == 0 {
			low, high = worst, worst
		}
		if missing := u.Opt - worst; missing > short+words.Rounding {
			last, short = each[i], missing
		}
	}
	switch {
	case len(each) <= fewUsers:
		return begin + strings.Join(each, ", ") + "."
	case words.Value(low) == words.Value(high):
		return fmt.Sprintf("%severybody %s.", begin, words.Value(low))
	}
	return fmt.Sprintf("%s%s to %s, and furthest from all there is %s.", begin, words.Value(low), words.Value(high),
		last)
}
