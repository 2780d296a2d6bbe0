package engine

import (
	"fmt"

	"github.com/emergent-alignment/emergent/engine/quantal"
)

// This file runs the solver of docs/model.md, section 6, and copies its answer, which lives
// in the solver's memory, into a Result.

// respond fills in what a quantal user gets, and its picture where that is wanted.
func (v *Solver) respond(s Scenario, want Sections, r *Result) {
	a := v.quantal.Solve(&v.game, s.ResponseOrDefault().Lambda, v.epsilon(s, r))
	if want.has(QuantalSection) {
		v.responded(a, r)
	}
	if r.QuantalMap != nil && a.Solved {
		v.gridMap(r.QuantalMap, a)
	}
}

// responded copies the answer.
func (v *Solver) responded(a *quantal.Answer, r *Result) {
	r.Quantal = &QuantalResult{
		Lambda: a.Lambda, Full: a.Full, None: a.None, Agents: v.memory.list(a.Agents),
		BoundFull: a.BoundFull, Floor: a.Floor, FloorWeights: v.memory.list(a.FloorWeights),
	}
	if a.HasBoundLambda {
		bound := a.BoundLambda
		r.Quantal.BoundLambda = &bound
	} else {
		r.note("quantal.boundLambda is absent: at lambda = 0 the user plays at random, and nothing bounds what that costs her.")
	}
	if !a.Solved {
		r.note(fmt.Sprintf("quantal.worst, best and grid are absent: they are computed on a grid of beliefs over 2 or 3 signals, and here there are %d.", len(a.Signals)))
		return
	}
	worst, best, grid := a.Worst.User, a.Best.User, a.Grid.Resolution
	r.Quantal.Worst, r.Quantal.Best, r.Quantal.Grid = &worst, &best, &grid
	signals := v.game.AgentSignal.Cols
	r.Quantal.WorstPosteriors = quantalPosteriors(a, a.Worst.Posteriors, signals)
	r.Quantal.BestPosteriors = quantalPosteriors(a, a.Best.Posteriors, signals)
}

// quantalPosteriors writes beliefs out over all signals, with 0 for impossible ones.
func quantalPosteriors(a *quantal.Answer, posteriors []quantal.Posterior, signals int) []QuantalPosterior {
	out := make([]QuantalPosterior, len(posteriors))
	for j, p := range posteriors {
		belief := make([]float64, signals)
		for k, q := range a.Grid.Belief(p.Place) {
			belief[a.Signals[k]] = q
		}
		out[j] = QuantalPosterior{Belief: belief, Probability: p.Probability}
	}
	return out
}
