package engine

import (
	"fmt"

	"github.com/emergent-alignment/emergent/engine/quantal"
)

// This file runs the solver of docs/model.md, section 6, and copies its answer, which lives
// in the solver's memory, into a Result.

// floorNote says why a floor is no better.
const floorNote = "quantal.floor is the least that any response gives: its linear program could not be solved to the " +
	"digits it needs."

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
		r.note("quantal.boundLambda is absent: at lambda = 0 the user plays at random, and nothing bounds what " +
			"that costs her.")
	}
	if !a.FloorSolved {
		r.note(floorNote)
	}
	if !a.Solved {
		r.note(fmt.Sprintf("quantal.worst, best and grid are absent: they are computed on a grid of beliefs over 2 or "+
			"3 signals, and here there are %d.", len(a.Signals)))
		return
	}
	if v.certify {
		v.certifyQuantal(a, r)
	}
	worst, best, grid := max(a.Worst.User, min(a.Floor, a.Best.User)), a.Best.User, a.Grid.Resolution
	if v.certify {
		worst, best = a.WorstInterval[0], a.BestInterval[0]
	}
	r.Quantal.Worst, r.Quantal.Best, r.Quantal.Grid = &worst, &best, &grid
	signals := v.game.AgentSignal.Cols
	r.Quantal.WorstPosteriors = quantalPosteriors(a, a.Worst.Posteriors, signals)
	r.Quantal.BestPosteriors = quantalPosteriors(a, a.Best.Posteriors, signals)
}

// certifyQuantal adds the intervals with their planes, and a note where one is wide.
func (v *Solver) certifyQuantal(a *quantal.Answer, r *Result) {
	v.quantal.Certify()
	worst, best := a.WorstInterval, a.BestInterval
	r.Quantal.WorstInterval, r.Quantal.BestInterval = &worst, &best
	signals := v.game.AgentSignal.Cols
	r.Quantal.WorstWeight, r.Quantal.BestWeight = a.WorstWeight, a.BestWeight
	r.Quantal.WorstPlane, r.Quantal.BestPlane = spread(a.Signals, a.WorstPlane, signals),
		spread(a.Signals, a.BestPlane, signals)
	aimed := quantal.WidthAimed2
	if len(a.Signals) == 3 {
		aimed = quantal.WidthAimed3
	}
	if width := max(worst[1]-worst[0], best[1]-best[0]); width > aimed {
		r.note(fmt.Sprintf("quantal.worstInterval and bestInterval are up to %.2g wide: of some beliefs it is not "+
			"decided whether an agent could improve on them.", width))
	}
}

// spread writes numbers of some signals out over all, with 0 for the others.
func spread(signals []int, x []float64, all int) []float64 {
	if x == nil {
		return nil
	}
	out := make([]float64, all)
	for k, s := range signals {
		out[s] = x[k]
	}
	return out
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
