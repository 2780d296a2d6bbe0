package engine

import (
	"math"
	"slices"

	"github.com/emergent-alignment/emergent/engine/persuasion"
)

// Work says about how many nanoseconds a desktop of 2024 takes to solve the wanted sections
// of s natively. It counts what is given and looks at no utility, so it is the same on every
// machine and takes no time itself; it decides where to solve, never what comes out, and is
// right up to a factor of a few.
//
// Everything about beliefs costs by the pair (vertex, strategy) of the decision regions:
// cut(n, c) of them for n agent signals and c cuts, as if each user signal cut the beliefs
// by one hyperplane an action, of which not all meet (cutPower, fitted over random games).
func Work(s Scenario, want Sections) (work float64) {
	if want.has(HeardOnly) && want.has(PopulationSection) && s.PopulationOrDefault().Policy == Anonymous {
		want &^= competition()
	}
	want = needed(want)
	z := sizes{n: len(s.States), m: len(s.Actions), h: 1, k: float64(len(s.Agents))}
	if s.AgentSignal != nil {
		z.n = len(s.AgentSignal[0])
	}
	if s.UserSignal != nil {
		z.h = len(s.UserSignal[0])
	}
	if want.has(competition()) {
		z.pairs = min(pairsOf(z.n, z.m, z.h), persuasion.MaxPairs) // more are refused
		work = 10_000 + 2000*z.k + z.pairs*(1100+50*z.k)           // cutting, monopolies
	}
	for i := range sections {
		if x := &sections[i]; want.has(x.of) && !x.with {
			work += x.work(s, want, z)
		}
	}
	return work
}

// sizes are what work depends on: the agents' signals, the user's actions and signals, and the agents; and,
// where there are regions, their pairs of a vertex and a strategy.
type sizes struct {
	n, m, h  int
	k, pairs float64
}

// SurveyWork returns the expected work, as Work does, of asking q of s at one place.
func SurveyWork(s Scenario, q Question) float64 {
	if q.Who == NewAgent {
		s.Agents = append(slices.Clip(s.Agents), Party{})
	}
	if q.Guarantee == EpsilonGuarantee {
		return alignWork(s)
	}
	return Work(s, EquilibriaSection)
}

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
