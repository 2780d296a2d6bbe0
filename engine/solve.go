package engine

import (
	"cmp"

	"github.com/emergent-alignment/emergent/engine/align"
	"github.com/emergent-alignment/emergent/engine/belief"
	"github.com/emergent-alignment/emergent/engine/equilibrium"
	"github.com/emergent-alignment/emergent/engine/exact"
	"github.com/emergent-alignment/emergent/engine/population"
	"github.com/emergent-alignment/emergent/engine/quantal"
	"github.com/emergent-alignment/emergent/engine/selection"
)

// Solver computes results and keeps its memory between calls. The zero value is ready.
// Not for concurrent use.
type Solver struct {
	scenario     Scenario // in hand, with its game
	game         belief.Game
	agents       [][]float64 // memory of tableOf
	align        align.Solver
	equilibrium  equilibrium.Solver
	quantal      quantal.Solver
	selection    selection.Solver
	talk         talker
	knower       equilibrium.Solver // of the game with a user of one known signal
	loaded       bool               // v.equilibrium holds the game in hand
	refused      error              // why it cannot
	certify      bool               // certificates are wanted
	strongSolver population.StrongSolver
	memory       memory

	from      numbers // memory of what latest sections are computed from
	alignment latest[AlignmentResult]
	strong    latest[bothStrong]
	facing    []belief.Game // of each user alone with the agents
	unproven  bool          // the alignment has been withdrawn
	purse     *exact.Purse
	apart     []*equilibrium.Solver // of each further user alone with the agents
	crowd     *equilibrium.Solver   // of all who hear the same
	weak      []latest[weakTest]    // of each user
	drawn     drawn                 // of v.equilibrium
	crowded   drawn                 // of crowd

	memos  map[Sections]memo
	answer *quantal.Answer // of the game in hand, where a section has asked for it
	scores quantal.Table
}

// Solve computes the wanted sections of the result for a valid scenario. It cannot fail:
// sections that do not apply, or that pass their work budget, are absent and Notes says why.
// Sections of two results may share memory where what they are computed from is the same; no later
// call changes it.
func (v *Solver) Solve(s Scenario, want Sections) Result {
	v.begin(s, want.has(Certificates))
	r := Result{Version: Version, Notes: []string{}}
	v.sections(want, &r)
	r.keepFinite()
	return r
}

// begin takes a scenario in hand.
func (v *Solver) begin(s Scenario, certify bool) {
	v.scenario = s
	v.scenario.fill(&v.game)
	v.memory.forget()
	v.loaded, v.refused, v.unproven, v.answer = false, nil, false, nil
	v.certify, v.align.Prove = certify, certify
}

// SolveWithin is Solve for somebody who waits, and says how many steps exact arithmetic has taken, of a
// nanosecond or two each: past so many it gives up, and the result is empty. Work cannot foresee those: it
// looks at no number, and ties take them.
func (v *Solver) SolveWithin(s Scenario, want Sections, steps int) (r Result, taken int) {
	purse := &exact.Purse{Left: steps}
	v.lend(purse)
	defer func() {
		taken = steps - purse.Left
		switch trouble := recover(); trouble {
		case nil:
			v.lend(nil)
		case exact.Over:
			*v = Solver{} // its memory is half written
			r = Result{}
		default:
			panic(trouble)
		}
	}()
	return v.Solve(s, want), 0
}

// lend gives the solvers that decide ties what they may take out.
func (v *Solver) lend(purse *exact.Purse) {
	v.purse, v.align.Purse, v.equilibrium.Space.Purse = purse, purse, purse
}

// sections fills in what is wanted, as they are listed. What all users hear alike comes first where what is hers
// alone may be left out.
func (v *Solver) sections(want Sections, r *Result) {
	todo := needed(want)
	if want.has(HeardOnly) {
		v.walk(want, todo&PopulationSection, r)
		if todo &^= PopulationSection; r.Population.Heard() {
			todo &^= competition()
		}
	}
	v.walk(want, todo, r)
}

// walk fills in the sections of todo; the regions of beliefs are cut once for all that need them.
func (v *Solver) walk(want, todo Sections, r *Result) {
	cut := false
	for i := range sections {
		switch x := &sections[i]; {
		case !todo.has(x.of):
		case !x.regions:
			v.section(x, want, r)
		case !cut:
			cut = true
			v.guard(r, "benchmarks.monopoly, with equilibria, floor, ladder and selection,",
				func() { v.fillRegionSections(want, todo, r) })
		}
	}
}

// section fills in one.
func (v *Solver) section(x *section, want Sections, r *Result) {
	if !x.with && x.applies(&v.scenario, want, r) {
		v.guard(r, cmp.Or(x.fails, x.name), func() { x.solve(v, &v.scenario, want, r) })
	}
}

// table lists the utilities of the game in hand.
func (v *Solver) table() align.Table {
	t := tableOf(&v.game, v.agents)
	v.agents = t.Agents
	return t
}

// Solve computes all sections.
func Solve(s Scenario) Result { return new(Solver).Solve(s, All) }

// note says in one sentence which section is absent and why.
func (r *Result) note(sentence string) { r.Notes = append(r.Notes, sentence) }
