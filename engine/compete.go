package engine

import (
	"fmt"
	"strings"

	"github.com/emergent-alignment/emergent/engine/equilibrium"
	"github.com/emergent-alignment/emergent/engine/persuasion"
)

// This file runs the solver of docs/model.md, sections 3 to 5, and copies its answers,
// which live in the solver's memory, into a Result.

// compete fills in what needs the regions of beliefs: the monopolies and, if wanted, the
// equilibria, both floors, the ladder, the selection of one agent and the map.
func (v *Solver) compete(s Scenario, want Sections, r *Result) {
	if err := v.equilibrium.Reload(v.game); err != nil {
		v.refused = err
		if want.has(Monopolies) {
			r.note("benchmarks.monopoly is absent: " + reason(err) + ".")
		}
		if want.has(Equilibria) {
			r.note("equilibria, floor and ladder are absent: " + reason(err) + ".")
		}
		if want.has(SelectionSection) {
			r.note("selection is absent: " + reason(err) + ".")
		}
		return
	}
	v.loaded = true
	if want.has(Monopolies) { // whose ties have exact work of their own
		v.guard(s, r, "benchmarks.monopoly", func() { v.monopolies(s, r) })
	}
	if want.has(Equilibria | SetsSection) {
		v.guard(s, r, "equilibria, with floor and ladder,", func() {
			v.equilibria(s, r)
			if want.has(SetsSection) || s.EquilibriumSets {
				r.Equilibria.Sets = v.sets()
			}
		})
	}
	if want.has(Equilibria) {
		v.guard(s, r, "indifference", func() { v.indifferent(s, r) })
	}
	if want.has(SelectionSection) {
		v.guard(s, r, "selection", func() { v.choose(s, r) })
	}
	if want.has(LossCurveSection) {
		v.guard(s, r, "lossCurve", func() {
			r.LossCurve = v.lossCurve.get(whoEvaluates(s), func() *LossCurveResult {
				return v.losses(s.SelectionOrDefault())
			})
		})
	}
	if want.has(MapSection) {
		v.guard(s, r, "map", func() { r.Map = v.drawn.of(&v.equilibrium) })
	}
	if err := v.equilibrium.Err(); err != nil {
		withdraw(want, r, err)
	}
}

// monopolies fills in each agent alone; on a copy, since the benchmarks stay where this fails.
func (v *Solver) monopolies(s Scenario, r *Result) {
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

// choose fills in the game for being the one AI.
func (v *Solver) choose(s Scenario, r *Result) {
	selected, err := v.selected(s.SelectionOrDefault())
	switch r.Selection = selected; {
	case err != nil:
		r.note("selection is absent: " + reason(err) + ".")
	case selected.PathEnd == "cut":
		r.note(fmt.Sprintf("selection.path ends after %d bids, the most that are recorded: a larger step would "+
			"settle sooner.", len(r.Selection.Path)))
	}
}

// withdraw takes back what depends on ties that took too much work to decide.
func withdraw(want Sections, r *Result, err error) {
	if want.has(Equilibria | SetsSection) {
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

func (v *Solver) equilibria(s Scenario, r *Result) {
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
	ladder := LadderResult(answer.Ladder(v.epsilon(s, r)))
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
func (v *Solver) epsilon(s Scenario, r *Result) float64 {
	if r.Alignment != nil {
		v.quantal.Hull = append(v.quantal.Hull[:0], r.Alignment.Weights...)
		return r.Alignment.Epsilon
	}
	c := v.align.Solve(v.table(), s.AlignmentOrDefault().variant())
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
