package engine

import (
	"math"

	"emergent/engine/conversation"
	"emergent/engine/persuasion"
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
	n, m, k, h := len(s.States), len(s.Actions), float64(len(s.Agents)), 1
	if s.AgentSignal != nil {
		n = len(s.AgentSignal[0])
	}
	if s.UserSignal != nil {
		h = len(s.UserSignal[0])
	}
	work := 0.0
	if want.has(Benchmarks | Monopolies) {
		work += 300 + 8*k*float64(n*m*h)
	}
	if want.has(AlignmentSection) {
		work += alignWork(k, float64(m*len(s.States)))
	}
	if want.has(Monopolies | Equilibria | SelectionSection | MapSection) {
		pairs := min(pairsOf(n, m, h), persuasion.MaxPairs) // more are refused
		each := 1100 + 50*k                                 // cutting, monopolies
		if want.has(Equilibria) {
			each += 2000 + 120*k
		}
		if want.has(SelectionSection) {
			each += 1000 + 500*k
		}
		if want.has(MapSection) {
			each += 300 * k
		}
		work += 10_000 + 2000*k + pairs*each
	}
	if want.has(QuantalSection) && s.ResponseOrDefault().Kind == Quantal && n <= 3 {
		grid := [...]float64{1: 1, 2: 200, 3: 1900}[n]
		work += grid * (200*k + 150*float64(m*h))
	}
	if want.has(ConversationSection) && s.Conversation != nil || want.has(TreeSection) {
		work += talkWork(s, want, n, float64(h), float64(m))
	}
	return work + pictureWork(s, want, n, float64(m*h))
}

// talkWork is that of a conversation. An agent with a scheme has about as many things to say as
// there are signals; of the noisy ones what counts is how often each symbol was heard.
func talkWork(s Scenario, want Sections, n int, h, m float64) float64 {
	c, k := s.ConversationOrDefault(), float64(len(s.Agents))
	histories, noisy := 1., 0.
	for _, rule := range c.Rules {
		switch rule {
		case RuleNoisy:
			noisy++
		case RuleSilent:
		default:
			histories *= min(float64(n), math.Pow(float64(c.Alphabet), float64(c.Rounds)))
		}
	}
	for i := 1; i < c.Alphabet; i++ { // how often each symbol was heard, and will be next
		histories *= (noisy*float64(c.Rounds) + float64(i)) / float64(i) * (noisy + float64(i)) / float64(i)
	}
	each := 300 + 12*h*float64(n)*(2*k+m+m*k)
	rules := float64(len(Rules()) - 1)
	work := 10_000 + min(histories*float64(c.Rounds), conversation.MaxVisits)*each
	if histories*float64(c.Rounds) > conversation.MaxVisits {
		work += conversation.Samples * float64(c.Rounds) * each
	}
	profiles := 0.
	if others := math.Pow(rules, k-1); others <= 800 {
		profiles += k * others
	}
	if all := math.Pow(rules, k); c.Game && all <= conversation.MaxProfiles {
		profiles += all
	}
	perProfile := min(math.Pow(float64(n), k), 1e6) * each / 4
	work += min(profiles*perProfile, conversation.MaxGameVisits*each)
	if want.has(TreeSection) {
		work += treeNodes * 10 * each
	}
	return work + 40_000 + pairsOf(n, int(m), int(h))*(3000+200*k) // the schemes
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
	}
	if want.has(LossCurveSection) {
		const draw = 12 // nanoseconds
		work += draw * max(lossBudget, leastRepetitions*MaxEvaluation*k)
	}
	return work
}

// SurveyWork is that of one place of a survey.
func SurveyWork(s Scenario, g Guarantee) float64 {
	if g == EpsilonGuarantee {
		return alignWork(float64(len(s.Agents)), float64(len(s.Actions)*len(s.States)))
	}
	return Work(s, Equilibria)
}

func alignWork(agents, entries float64) float64 { return 15_000 + 200*agents*entries }

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
