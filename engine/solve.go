package engine

import (
	"github.com/emergent-alignment/emergent/engine/align"
	"github.com/emergent-alignment/emergent/engine/belief"
	"github.com/emergent-alignment/emergent/engine/equilibrium"
	"github.com/emergent-alignment/emergent/engine/exact"
	"github.com/emergent-alignment/emergent/engine/population"
	"github.com/emergent-alignment/emergent/engine/quantal"
	"github.com/emergent-alignment/emergent/engine/selection"
)

// Sections says which parts of a Result to compute.
type Sections uint

// The sections of a result.
const (
	Benchmarks Sections = 1 << iota // all but the monopolies, which need the regions of beliefs
	AlignmentSection
	Equilibria // with floor and ladder
	QuantalSection
	SelectionSection
	Monopolies          // Benchmarks, with each agent alone
	ConversationSection // only where the scenario has a conversation
	PopulationSection   // only where the scenario has a population
	Certificates        // what nothing shows and Check needs, in each of the other sections wanted
	All                 = Benchmarks | AlignmentSection | Equilibria | QuantalSection | SelectionSection | Monopolies |
		ConversationSection | PopulationSection | Certificates

	// TreeSection is Conversation.Tree, with the section itself, also where the scenario has no
	// conversation: by the default settings. MapSection is Result.Map, QuantalMapSection QuantalMap,
	// QuantalCurveSection QuantalCurve with QuantalRange, and LossCurveSection LossCurve: pictures ask
	// for them beside the others.
	MapSection          Sections = 1 << 16
	QuantalMapSection   Sections = 1 << 17
	QuantalCurveSection Sections = 1 << 18
	LossCurveSection    Sections = 1 << 19
	TreeSection         Sections = 1 << 20
	// SetsSection is Equilibria with the sets, whether the scenario asks for them or not.
	SetsSection Sections = 1 << 21
	// DissentSection is Result.Dissent, which solves the game once more for each agent.
	DissentSection Sections = 1 << 22
	// HeardOnly leaves the game of the scenario's own user out of a picture of all users who hear the
	// same: monopolies, equilibria, map and what else is hers alone. It does so only where the policy is
	// Anonymous and PopulationSection and MapSection have an answer, and there is something to show.
	HeardOnly Sections = 1 << 23
)

// competition are the sections that need the regions of beliefs.
const competition = Monopolies | Equilibria | SetsSection | SelectionSection | MapSection | LossCurveSection

// has reports whether any of the sections in other is wanted.
func (want Sections) has(other Sections) bool { return want&other != 0 }

// Solver computes results and keeps its memory between calls. The zero value is ready.
// Not for concurrent use.
type Solver struct {
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

	quantalCurve recall[QuantalCurveResult]
	lossCurve    recall[LossCurveResult]
	scores       quantal.Table
}

// Solve computes the wanted sections of the result for a valid scenario. It cannot fail:
// sections that do not apply, or that pass their work budget, are absent and Notes says why.
// Sections of two results may share memory where what they are computed from is the same; no later
// call changes it.
func (v *Solver) Solve(s Scenario, want Sections) Result {
	s.fill(&v.game)
	v.memory.forget()
	v.loaded, v.refused, v.certify, v.align.Prove = false, nil, want.has(Certificates), want.has(Certificates)
	r := Result{Version: Version, Notes: []string{}}
	v.sections(s, want, &r)
	r.keepFinite()
	return r
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

// sections fills in what is wanted.
func (v *Solver) sections(s Scenario, want Sections, r *Result) {
	if want.has(Benchmarks | Monopolies) {
		r.Benchmarks = &BenchmarkResult{Opt: v.game.Opt(), None: v.game.None(), Full: v.game.Full(nil)}
	}
	v.unproven = false
	if want.has(AlignmentSection) {
		v.guard(s, r, "alignment", func() {
			r.Alignment = v.aligned(s, r)
		})
	}
	users := func() {
		if want.has(PopulationSection) && s.Population != nil {
			v.guard(s, r, "population", func() { v.populate(s, want, r) })
		}
	}
	if want.has(HeardOnly) {
		users()
	}
	if want.has(competition) && !(want.has(HeardOnly) && r.Population.Heard()) {
		v.guard(s, r, "benchmarks.monopoly, with equilibria, floor, ladder and selection,",
			func() { v.compete(s, want, r) })
	}
	if !want.has(HeardOnly) {
		users()
	}
	if want.has(DissentSection) {
		v.guard(s, r, "dissent", func() { v.dissent(r) })
	}
	if want.has(QuantalMapSection) {
		v.guard(s, r, "quantalMap", func() { r.QuantalMap = v.quantalMap() })
	}
	if want.has(QuantalSection|QuantalMapSection) && s.ResponseOrDefault().Kind == Quantal {
		v.guard(s, r, "quantal", func() { v.respond(s, want, r) })
	}
	if want.has(QuantalCurveSection) {
		v.guard(s, r, "quantalCurve", func() {
			r.QuantalCurve = v.quantalCurve.get(whoPlays(s), func() *QuantalCurveResult { return v.curve(s, r) })
			r.QuantalRange = v.quantalRange(s, r)
		})
	}
	if want.has(ConversationSection) && s.Conversation != nil || want.has(TreeSection) {
		v.guard(s, r, "conversation", func() { v.converse(s, want, r) })
	}
}

// aligned is the hull test of the game in hand.
func (v *Solver) aligned(s Scenario, r *Result) *AlignmentResult {
	t, a := v.table(), s.AlignmentOrDefault()
	return v.alignment.get(v.tested(t, a), func() (*AlignmentResult, bool) {
		r.Alignment = alignmentResult(&v.align, &v.memory, t, a, v.game.Actions)
		v.selfCheck(s, r)
		return r.Alignment, r.Alignment != nil
	})
}

// tested are the numbers that a hull test depends on.
func (v *Solver) tested(t align.Table, a Alignment) numbers {
	variant := a.variant()
	settings := [...]float64{float64(variant.Offset), a.Tolerance, float64(t.States), 0, 0}
	if variant.Conic {
		settings[3] = 1
	}
	if v.certify {
		settings[4] = 1
	}
	v.from = v.from[:0].add(settings[:]...).table(t)
	return v.from
}

// selfCheck withdraws an alignment whose certificates do not verify: rounding kept a linear program
// from its end.
func (v *Solver) selfCheck(s Scenario, r *Result) {
	if !v.certify {
		return
	}
	c := &checker{s: s, g: v.game}
	if c.alignment(r.Alignment); len(c.report.Failures) > 0 {
		r.Alignment, v.unproven = nil, true
		r.note("alignment is absent: a linear program could not be solved to the digits it needs.")
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
