package engine

import (
	"fmt"

	"github.com/emergent-alignment/emergent/engine/persuasion"
)

// This file measures what competition is compared with (docs/model.md, section 3): the user who knows all, or
// nothing, and each agent alone.

// BenchmarkResult: what the user gets knowing all signals, with no conversation, and with
// each agent alone; and what each agent gets when everything is disclosed.
type BenchmarkResult struct {
	Opt      float64          `json:"opt"`
	None     float64          `json:"none"`
	Full     []float64        `json:"full"` // one an agent, the user best responding
	Monopoly []MonopolyResult `json:"monopoly,omitempty"`
}

// MonopolyResult is one agent alone: its value, and the user's there as [low, high], with
// a scheme for either end. Plane proves the value: a linear function on beliefs that is
// above the agent's payoff everywhere and equals the value at the prior.
type MonopolyResult struct {
	Agent string            `json:"agent"`
	Value float64           `json:"value"`
	User  [2]float64        `json:"user"`
	Low   []PosteriorResult `json:"low"`
	High  []PosteriorResult `json:"high"`
	Plane []float64         `json:"plane"`
}

type benchmarksPart struct{ anyPart } // Result.Benchmarks

func (*benchmarksPart) work(_ Scenario, _ Sections, z sizes) float64 {
	return 300 + 8*z.k*float64(z.n*z.m*z.h)
}

func (*benchmarksPart) solve(v *Solver, _ *Scenario, _ Sections, r *Result) {
	r.Benchmarks = &BenchmarkResult{Opt: v.game.Opt(), None: v.game.None(), Full: v.game.Full(nil)}
}

type monopoliesPart struct{ anyPart } // Result.Benchmarks.Monopoly

// solve fills in each agent alone; on a copy, since the benchmarks stay where this fails.
func (*monopoliesPart) solve(v *Solver, s *Scenario, _ Sections, r *Result) {
	b := *r.Benchmarks
	b.Monopoly = make([]MonopolyResult, len(s.Agents))
	for i, m := range v.equilibrium.Monopolies() {
		b.Monopoly[i] = v.monopoly(&v.equilibrium.Space, s.Agents[i].Name, m)
		if m.Open {
			r.note(fmt.Sprintf("benchmarks.monopoly[%d].user may be too wide: ties of %s's schemes took too much "+
				"work to decide.", i, s.Agents[i].Name))
		}
	}
	r.Benchmarks = &b
}

func (v *Solver) monopoly(space *persuasion.Space, agent string, m persuasion.Monopoly) MonopolyResult {
	r := MonopolyResult{
		Agent: agent, Value: m.Value, User: [2]float64{m.UserLow, m.UserHigh},
		Low: v.schemeResult(space, m.Low), High: v.schemeResult(space, m.High),
		Plane: v.memory.numbers.take(space.AllSignals),
	}
	space.Expand(r.Plane, &m.Plane)
	return r
}

// schemeResult writes out the posteriors of a scheme of a space.
func (v *Solver) schemeResult(space *persuasion.Space, scheme persuasion.Scheme) []PosteriorResult {
	posteriors := v.memory.posteriors.take(len(scheme))
	for j, part := range scheme {
		pair := space.Pairs[part.Pair]
		p := PosteriorResult{
			Belief:      v.memory.numbers.take(space.AllSignals),
			Strategy:    v.memory.wholes.take(space.AllHeard),
			Probability: part.Probability,
		}
		space.Expand(p.Belief, &space.Beliefs[pair.Belief].At)
		for x, heard := range space.HeardSignal {
			p.Strategy[heard] = int(space.Regions[pair.Region].Strategy[x])
		}
		posteriors[j] = p
	}
	return posteriors
}
