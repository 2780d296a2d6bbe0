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

// QuantalResult is what the user gets when she responds by logit (docs/model.md, section
// 6). Past three signals there is no grid, and Worst, Best and Grid are absent.
type QuantalResult struct {
	Lambda       float64   `json:"lambda"`
	Full         float64   `json:"full"`   // the user's value under full disclosure
	Agents       []float64 `json:"agents"` // and each agent's
	None         float64   `json:"none"`
	Worst        *float64  `json:"worst,omitempty"`
	Best         *float64  `json:"best,omitempty"`
	BoundLambda  *float64  `json:"boundLambda,omitempty"` // absent at lambda = 0
	BoundFull    float64   `json:"boundFull"`
	Floor        float64   `json:"floor"`
	FloorWeights []float64 `json:"floorWeights"` // one an agent, prove Floor
	// beliefs are multiples of 1/Grid, and more where the response changes
	Grid *int `json:"grid,omitempty"`

	WorstPosteriors []QuantalPosterior `json:"worstPosteriors,omitempty"`
	BestPosteriors  []QuantalPosterior `json:"bestPosteriors,omitempty"`

	// With certificates, the user's worst and best in the game on all beliefs, as [low, high],
	// and Worst and Best are their low ends. The posteriors give the inner ends, the high end
	// of the worst and the low one of the best, and are certainly unimprovable; the planes,
	// linear functions on beliefs, prove the outer ends (docs/model.md, section 6); where Floor
	// proves that of the worst there is no plane. The two intervals of one agent alone are the
	// same, hold what all its best schemes give, and are proved with weights of its payoff.
	WorstInterval *[2]float64 `json:"worstInterval,omitempty"`
	BestInterval  *[2]float64 `json:"bestInterval,omitempty"`
	WorstPlane    []float64   `json:"worstPlane,omitempty"`
	BestPlane     []float64   `json:"bestPlane,omitempty"`
	WorstWeight   float64     `json:"worstWeight,omitempty"`
	BestWeight    float64     `json:"bestWeight,omitempty"`
}

// QuantalPosterior is a belief over agent signals and its probability.
type QuantalPosterior struct {
	Belief      []float64 `json:"belief"`
	Probability float64   `json:"probability"`
}

type quantalPart struct{ anyPart } // Result.Quantal

func (*quantalPart) applies(s *Scenario, _ Sections, _ *Result) bool { return s.errs() }

// errs reports whether the user responds by chance.
func (s Scenario) errs() bool { return s.ResponseOrDefault().Kind == Quantal }

func (*quantalPart) work(s Scenario, want Sections, z sizes) float64 {
	if !s.errs() || z.n > 3 {
		return 0
	}
	grid := [...]float64{1: 1, 2: 200, 3: 1900}[z.n]
	if want.has(Certificates) {
		grid *= [...]float64{1: 1, 2: 7, 3: 20}[z.n] // to certify its ends
	}
	return grid * (200*z.k + 150*float64(z.m*z.h))
}

// solve leaves the answer to its picture, which may be wanted without it.
func (*quantalPart) solve(v *Solver, s *Scenario, want Sections, r *Result) {
	v.answer = v.quantal.Solve(&v.game, s.ResponseOrDefault().Lambda, v.epsilon(r))
	if want.has(QuantalSection) {
		v.fillQuantal(v.answer, r)
	}
}

// fillQuantal copies the answer.
func (v *Solver) fillQuantal(a *quantal.Answer, r *Result) {
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
