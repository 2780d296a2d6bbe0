package engine

import (
	"math"
	"slices"

	"github.com/emergent-alignment/emergent/engine/conversation"
	"github.com/emergent-alignment/emergent/engine/persuasion"
	"github.com/emergent-alignment/emergent/engine/selection"
)

// Work says about how many nanoseconds a desktop of 2024 takes to solve the wanted sections
// of s natively. It counts what is given and looks at no utility, so it is the same on every
// machine and takes no time itself; it decides where to solve, never what comes out, and is
// right up to a factor of a few.
//
// Everything about beliefs costs by the pair (vertex, strategy) of the decision regions:
// cut(n, c) of them for n agent signals and c cuts, as if each user signal cut the beliefs
// by one hyperplane an action, of which not all meet (cutPower, fitted over random games).
func Work(s Scenario, want Sections) float64 {
	if want.has(HeardOnly) && want.has(PopulationSection) && s.PopulationOrDefault().Policy == Anonymous {
		want &^= competition
	}
	return workOf(s, want)
}

// workOf is Work where nothing wanted is left out.
func workOf(s Scenario, want Sections) float64 {
	n, m, k, h := len(s.States), len(s.Actions), float64(len(s.Agents)), 1
	if s.AgentSignal != nil {
		n = len(s.AgentSignal[0])
	}
	if s.UserSignal != nil {
		h = len(s.UserSignal[0])
	}
	work := 0.0
	if want.has(SelectionSection) {
		const draw = 12 // nanoseconds
		samples := s.SelectionOrDefault().Samples
		work += draw * k * float64(samples*selection.Repetitions(samples, len(s.Agents)))
	}
	if want.has(Benchmarks | Monopolies) {
		work += 300 + 8*k*float64(n*m*h)
	}
	if want.has(AlignmentSection) {
		work += alignWork(k, float64(m*len(s.States)))
	}
	sets := want.has(SetsSection) || want.has(Equilibria) && s.EquilibriumSets
	if want.has(Monopolies | Equilibria | SetsSection | SelectionSection | MapSection) {
		pairs := min(pairsOf(n, m, h), persuasion.MaxPairs) // more are refused
		each := 1100 + 50*k                                 // cutting, monopolies
		if want.has(Equilibria | SetsSection) {
			each += 2000 + 120*k
		}
		if sets {
			each += setSupports * k * float64(n) * float64(n)
		}
		if want.has(SelectionSection) {
			each += 1000 + 500*k
		}
		if want.has(MapSection) {
			each += 300 * k
		}
		if want.has(Equilibria) && s.Indifference > 0 {
			each += indifferenceWork
		}
		work += 10_000 + 2000*k + pairs*each
	}
	if want.has(QuantalSection) && s.ResponseOrDefault().Kind == Quantal && n <= 3 {
		grid := [...]float64{1: 1, 2: 200, 3: 1900}[n]
		if want.has(Certificates) {
			grid *= [...]float64{1: 1, 2: 7, 3: 20}[n] // to certify its ends
		}
		work += grid * (200*k + 150*float64(m*h))
	}
	if want.has(ConversationSection) && s.Conversation != nil || want.has(TreeSection) {
		work += talkWork(s, want, n, float64(h), float64(m))
	}
	if want.has(PopulationSection) && s.Population != nil {
		work += populationWork(s, n, m, h)
	}
	if want.has(DissentSection) {
		s.Response, s.EquilibriumSets = nil, false
		work += (k + 1) * Work(s, Equilibria)
	}
	return work + pictureWork(s, want, n, float64(m*h))
}

// talkWork is that of a conversation. All agents see the same, so those with a scheme have
// together about as many things to say as there are signals, more where a scheme draws lots; of the
// noisy ones what counts is how often each symbol was heard. Where not everything can be said only
// aligned, silent and perhaps a scheme are left of the rules.
func talkWork(s Scenario, want Sections, n int, h, m float64) float64 {
	c, k, signals := s.ConversationOrDefault(), float64(len(s.Agents)), float64(n)
	rounds, noisy, visits := float64(c.Rounds), 0., signals
	ways := 1.   // in which a node of the tree goes on
	stands := 1. // where those with a scheme can be, as if each could be anywhere whatever the others are
	for _, rule := range c.Rules {
		switch rule {
		case RuleNoisy:
			noisy++
			continue
		case RuleSilent:
			continue
		case RuleSelfish, RuleEquilibrium:
			visits *= 2
			ways *= 2
		}
		stands *= min(math.Pow(float64(c.Alphabet), rounds), signals)
	}
	each := 200 + 8*h*signals*(k+m)
	visits *= heardWork(noisy, c) * rounds
	work := 40_000 + 20_000*k + min(visits*each, conversation.MaxSteps)
	if stands *= heardWork(noisy, c) * rounds; stands > conversation.MaxVisits || stands*each > conversation.MaxSteps {
		work += conversation.Samples * rounds * each
	}
	if c.Reply == ReplySignal || c.Reply == ReplyBest {
		work += 2 * h * signals * math.Pow(3, signals) // the rule that listens
	}
	if want.has(TreeSection) {
		work += min(treeNodes*ways*fallWork(noisy, c)*each, 4*conversation.MaxTreeSteps)
	}
	rules, short := float64(len(Rules())-1), math.Pow(float64(c.Alphabet), rounds) < signals
	if short {
		rules = 3
	}
	profiles := 0.
	if others := math.Pow(rules, k-1); short && others <= conversation.MaxOthers {
		profiles += k * others // for delta, which is 0 where everything can be said
		work += k * others * others * 2 * m * float64(len(s.States))
	}
	if all := math.Pow(rules, k); c.Game && all <= conversation.MaxProfiles {
		profiles += all + k*math.Pow(rules, k-1) // and for delta at the equilibria
	}
	if c.Reply == ReplyBest {
		profiles *= 2 // for each reply, where rules go by it
	}
	perProfile := 30_000 + signals*heardWork(k/rules, c)*rounds*each/2
	work += min(profiles*perProfile, 2*conversation.MaxSteps)
	return work + pairsOf(n, int(m), int(h))*(300+30*k) // the schemes
}

// populationWork is that of a game for each user, and of one in which each has signals of her
// own and everybody hears the same, once for each party's worst, best and floor.
func populationWork(s Scenario, n, m, h int) float64 {
	users, k := 1+len(s.Population.Users), float64(len(s.Agents))
	alone := s
	alone.Population, alone.Response, alone.Conversation = nil, nil, nil
	work := float64(users) * Work(alone, Benchmarks|AlignmentSection|Equilibria)
	rows := float64(2 * users * m * len(s.States))
	work += 100_000 + 40*rows*rows*(k+float64(users*len(s.States))) // the strong condition, twice
	pairs := min(pairsOf(n, m, users*h), persuasion.MaxPairs)
	return work + pairs*(3000+200*k)*float64(1+users)
}

// heardWork is how many ways there are to have heard each symbol so and so often from so many
// noisy agents, and to hear them next.
func heardWork(noisy float64, c Conversation) float64 {
	ways := 1.
	for i := 1; i < c.Alphabet; i++ {
		ways *= (noisy*float64(c.Rounds) + float64(i)) / float64(i) * (noisy + float64(i)) / float64(i)
	}
	return ways
}

// fallWork is in how many ways one message of each of so many noisy agents can fall on the symbols.
func fallWork(noisy float64, c Conversation) float64 {
	ways := 1.
	for i := 1; i < c.Alphabet; i++ {
		ways *= (noisy + float64(i)) / float64(i)
	}
	return ways
}

// pictureWork is that of the slow sections that pictures ask for, of n agent signals: each
// lambda of the curve is solved for, and so are some between to find its changes; each
// conversation of the longest evaluation is drawn.
func pictureWork(s Scenario, want Sections, n int, actions float64) (work float64) {
	k := float64(len(s.Agents))
	if want.has(QuantalCurveSection) {
		solves, grid := 1.5*curvePoints, [...]float64{1: 1, 2: 200, 3: 1900}[min(n, 3)]
		if n > 3 {
			grid = 10
		}
		work += solves * (10_000 + grid*(100*k+80*actions))
		if s.ResponseOrDefault().Kind == Quantal {
			s.Population, s.Conversation = nil, nil
			work += Work(s, QuantalSection|Certificates) // the range at its lambda
		}
	}
	if want.has(LossCurveSection) {
		const draw = 12 // nanoseconds
		work += draw * max(lossBudget, leastRepetitions*MaxEvaluation*k)
	}
	return work
}

// SurveyWork returns the expected work, as Work does, of asking q of s at one place.
func SurveyWork(s Scenario, q Question) float64 {
	if q.Who == NewAgent {
		s.Agents = append(slices.Clip(s.Agents), Party{})
	}
	if q.Guarantee == EpsilonGuarantee {
		return alignWork(float64(len(s.Agents)), float64(len(s.Actions)*len(s.States)))
	}
	return Work(s, Equilibria)
}

func alignWork(agents, entries float64) float64 { return 15_000 + 200*agents*entries }

// setSupports is the work of one agent's polygon of equilibrium payoffs for each pair and each
// entry of a square of signals: about thirty directions, each a few steps over all pairs.
const setSupports = 20

// indifferenceWork is the work of the curve of what agents ignore for each pair: eleven linear programs.
const indifferenceWork = 10_000

// cutPower is how the cuts that meet grow with those there are.
const cutPower = 0.8

// pairsOf is about how many pairs the regions have: binomial(c+n, n-1) for c cuts.
func pairsOf(signals, actions, heard int) float64 {
	cuts := math.Pow(float64((actions-1)*heard), cutPower)
	pairs := 1.0
	for i := 1; i < signals; i++ {
		pairs *= (cuts + 1 + float64(i)) / float64(i)
	}
	return pairs
}
