package engine

import (
	"strings"

	"github.com/emergent-alignment/emergent/engine/equilibrium"
)

// This file runs the solver of docs/model.md, sections 3 to 5, and copies its answers,
// which live in the solver's memory, into a Result.

// EquilibriaResult holds the user's worst and best equilibrium (for one agent: the
// monopoly's interval).
type EquilibriaResult struct {
	Worst EquilibriumResult `json:"worst"`
	Best  EquilibriumResult `json:"best"`
	Sets  []EquilibriumSet  `json:"sets,omitempty"` // on request (Scenario.EquilibriumSets), one an agent
}

// EquilibriumSet is the convex polygon of all equilibrium payoffs [user, agent] of one agent,
// counter-clockwise from the least user value, with an equilibrium for each vertex. A point
// has one vertex, a segment two.
type EquilibriumSet struct {
	Vertices   [][2]float64        `json:"vertices"`
	Equilibria []EquilibriumResult `json:"equilibria"`
}

// EquilibriumResult is one equilibrium outcome. Gap is the verified best-response gap.
type EquilibriumResult struct {
	User       float64           `json:"user"`
	Agents     []float64         `json:"agents"`
	Posteriors []PosteriorResult `json:"posteriors"`
	Gap        float64           `json:"gap"`
}

// PosteriorResult is a belief over agent signals (those of positive probability and, with
// 0, the others), the action per user signal, and its probability. In an equilibrium
// Planes proves that no agent gains by splitting the belief: for each agent a linear
// function on beliefs that is above its payoff everywhere and equals it here.
type PosteriorResult struct {
	Belief      []float64   `json:"belief"`
	Strategy    []int       `json:"strategy"`
	Probability float64     `json:"probability"`
	Planes      [][]float64 `json:"planes,omitempty"`
}

// FloorResult holds both floors with their proofs: Weights, one an agent, prove
// AnyResponse; ValueWeights, one an agent, and Prices, one an agent signal, prove Value
// (docs/model.md, section 5).
type FloorResult struct {
	Value        float64   `json:"value"`
	AnyResponse  float64   `json:"anyResponse"`
	Weights      []float64 `json:"weights"`
	ValueWeights []float64 `json:"valueWeights"`
	Prices       []float64 `json:"prices"`
	// Least says that no weight could be less: with certificates, unless rounding hides it.
	Least bool `json:"least,omitempty"`
}

// LadderResult is opt >= best >= worst >= floor >= anyResponse >= bound.
type LadderResult struct {
	Opt         float64 `json:"opt"`
	Best        float64 `json:"best"`
	Worst       float64 `json:"worst"`
	Floor       float64 `json:"floor"`
	AnyResponse float64 `json:"anyResponse"`
	Bound       float64 `json:"bound"`
}

type (
	equilibriaPart struct{ anyPart } // Result.Equilibria, whose solver brings the other two
	floorPart      struct{ anyPart } // Result.Floor
	ladderPart     struct{ anyPart } // Result.Ladder
)

func (*equilibriaPart) work(s Scenario, want Sections, z sizes) float64 {
	each := 2000 + 120*z.k
	if want.has(SetsSection) || s.EquilibriumSets {
		each += setSupports * z.k * float64(z.n*z.n)
	}
	return z.pairs * each
}

// setSupports is the work of one agent's polygon of equilibrium payoffs for each pair and each
// entry of a square of signals: about thirty directions, each a few steps over all pairs.
const setSupports = 20

func (*equilibriaPart) solve(v *Solver, s *Scenario, want Sections, r *Result) {
	v.equilibria(r)
	if want.has(SetsSection) || s.EquilibriumSets {
		r.Equilibria.Sets = v.sets()
	}
}

// fillRegionSections fills in the sections of todo that need the regions of beliefs.
func (v *Solver) fillRegionSections(want, todo Sections, r *Result) {
	if err := v.equilibrium.Reload(v.game); err != nil {
		v.refused = err
		r.Notes = append(r.Notes, pastBudget(&v.scenario, want, r, err)...)
		return
	}
	v.loaded = true
	for i := range sections {
		if x := &sections[i]; x.regions && todo.has(x.of) {
			v.section(x, want, r)
		}
	}
	if err := v.equilibrium.Err(); err != nil {
		withdraw(want, r, err)
	}
}

// withdraw takes back what depends on ties that took too much work to decide.
func withdraw(want Sections, r *Result, err error) {
	if want.has(EquilibriaSection | SetsSection) {
		r.Equilibria, r.Floor, r.Ladder, r.Indifference = nil, nil, nil, nil
		r.note("equilibria, floor and ladder are absent: " + reason(err) + ".")
	}
	r.Map = nil
}

// reason is what a solver's error says without the name of its package.
func reason(err error) string {
	text := err.Error()
	if _, after, found := strings.Cut(text, ": "); found {
		return after
	}
	return text
}

func (v *Solver) equilibria(r *Result) {
	worst, best := v.equilibrium.Equilibria()
	r.Equilibria = &EquilibriaResult{Worst: v.equilibriumResult(worst), Best: v.equilibriumResult(best)}
	floor, err := v.equilibrium.Floors()
	if err != nil {
		r.note("floor and ladder are absent: " + reason(err) + ".")
		return
	}
	least := v.certify && v.equilibrium.LowerFloor(&floor)
	r.Floor = &FloorResult{
		Value:        floor.Value,
		AnyResponse:  floor.AnyResponse,
		Weights:      v.memory.list(floor.AnyWeights),
		ValueWeights: v.memory.list(floor.Weights),
		Prices:       v.memory.list(floor.Prices),
		Least:        least,
	}
	if v.unproven {
		r.note("ladder is absent: its last rung rests on the alignment.")
		return
	}
	answer := equilibrium.Answer{Opt: v.game.Opt(), Best: best, Worst: worst, Floor: floor}
	ladder := LadderResult(answer.Ladder(v.epsilon(r)))
	r.Ladder = &ladder
}

// sets copies the polygons of equilibrium payoffs. It comes last of what writes out
// equilibria, whose memory it uses.
func (v *Solver) sets() []EquilibriumSet {
	found := v.equilibrium.Sets()
	sets := make([]EquilibriumSet, len(found))
	for i, set := range found {
		sets[i] = EquilibriumSet{Vertices: set.Vertices, Equilibria: make([]EquilibriumResult, len(set.Equilibria))}
		for j, e := range set.Equilibria {
			sets[i].Equilibria[j] = v.outcomeOf(&v.equilibrium, e, v.certify)
		}
	}
	return sets
}

// epsilon is that of the alignment in force, solved for if its section is not wanted; its weights are
// what the quantal floor may be proved by.
func (v *Solver) epsilon(r *Result) float64 {
	if r.Alignment != nil {
		v.quantal.Hull = append(v.quantal.Hull[:0], r.Alignment.Weights...)
		return r.Alignment.Epsilon
	}
	c := v.align.Solve(v.table(), v.scenario.AlignmentOrDefault().variant())
	v.quantal.Hull = append(v.quantal.Hull[:0], c.Weights...)
	return c.Epsilon
}

func (v *Solver) equilibriumResult(e equilibrium.Equilibrium) EquilibriumResult {
	return v.outcomeOf(&v.equilibrium, e, true)
}

// outcomeOf writes out an equilibrium of the game that a solver holds, with the planes that prove it or without: a
// picture, which is for nobody to check, has hundreds of equilibria of the same few beliefs.
func (v *Solver) outcomeOf(solver *equilibrium.Solver, e equilibrium.Equilibrium, proven bool) EquilibriumResult {
	if v.certify {
		solver.Lower(&e)
	}
	r := EquilibriumResult{
		User: e.User, Agents: v.memory.list(e.Agents), Gap: e.Gap,
		Posteriors: v.memory.posteriors.take(len(e.Parts)),
	}
	for j, part := range e.Parts {
		r.Posteriors[j] = PosteriorResult{
			Belief:      v.memory.list(part.Belief),
			Strategy:    v.memory.strategy(part.Strategy),
			Probability: part.Probability,
		}
		if proven {
			r.Posteriors[j].Planes = v.memory.matrix(part.Planes)
		}
	}
	return r
}
