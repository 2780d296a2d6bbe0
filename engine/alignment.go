package engine

import (
	"math/big"
	"slices"

	"github.com/emergent-alignment/emergent/engine/align"
	"github.com/emergent-alignment/emergent/engine/belief"
	"github.com/emergent-alignment/emergent/engine/persuasion"
)

// This file runs the hull test of docs/model.md, section 2, on the utilities of a game or
// the scores of a table, and copies the answer into a Result.

// AlignmentResult is the hull test with its certificate: Weights and Offset show that
// Epsilon is enough, Direction (with the offsets' orthogonality and l1 norm 1) that no
// less is: Margin = <D,u_A> - max_i <D,U_i> (convex) or <D,u_A> with <D,U_i> <= 0 (conic).
type AlignmentResult struct {
	Combination  string      `json:"combination"`
	OffsetKind   string      `json:"offsetKind"`
	Inside       bool        `json:"inside"`
	Epsilon      float64     `json:"epsilon"`
	Weights      []float64   `json:"weights"`   // one an agent
	Offset       []float64   `json:"offset"`    // none: [], constant: [c], state: one a state
	Direction    [][]float64 `json:"direction"` // [action][state]
	Margin       float64     `json:"margin"`
	BestAgent    FitResult   `json:"bestAgent"`
	Average      FitResult   `json:"average"`
	LeastSquares FitResult   `json:"leastSquares"`
	Depth        int         `json:"depth"`
	DepthExact   bool        `json:"depthExact"`
	DepthProof   *DepthProof `json:"depthProof,omitempty"` // where Inside
}

// DepthProof shows that the condition survives the loss of any Depth agents: each combination (a
// weight an agent) misses the user by its epsilon, no more than the tolerance, and whichever Depth
// agents leave, one of them needs none of these. And, where Depth is exact, that it does not survive one more
// loss: when those of Without leave, Direction shows that nothing comes so close.
type DepthProof struct {
	Combinations [][]float64 `json:"combinations"`
	Epsilons     []float64   `json:"epsilons"` // one a combination
	Without      []int       `json:"without,omitempty"`
	Direction    [][]float64 `json:"direction,omitempty"` // [action][state]
}

// FitResult is how well a fixed combination reaches the user's utility: maximum and
// root-mean-square error over all entries, each with its own best offset (and scale when conic).
type FitResult struct {
	Index   *int      `json:"index,omitempty"`
	Weights []float64 `json:"weights,omitempty"`
	Max     float64   `json:"max"`
	RMS     float64   `json:"rms"`
}

type alignmentPart struct{ anyPart } // Result.Alignment

func (*alignmentPart) work(s Scenario, _ Sections, _ sizes) float64 { return alignWork(s) }

func alignWork(s Scenario) float64 {
	return 15_000 + 200*float64(len(s.Agents))*float64(len(s.Actions)*len(s.States))
}

// solve runs the hull test of the game in hand.
func (*alignmentPart) solve(v *Solver, s *Scenario, _ Sections, r *Result) {
	t, a := v.table(), s.AlignmentOrDefault()
	r.Alignment = v.alignment.get(v.tested(t, a), func() (*AlignmentResult, bool) {
		r.Alignment = alignmentResult(&v.align, &v.memory, t, a, v.game.Actions)
		v.selfCheck(r)
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
func (v *Solver) selfCheck(r *Result) {
	if !v.certify {
		return
	}
	c := &checker{s: v.scenario, g: v.game}
	if c.alignment(r.Alignment); len(c.report.Failures) > 0 {
		r.Alignment, v.unproven = nil, true
		r.note("alignment is absent: a linear program could not be solved to the digits it needs.")
	}
}

// variant translates the settings of a scenario, which are valid and filled in.
func (a Alignment) variant() align.Variant {
	offsets := map[string]align.Offset{NoOffset: align.NoOffset, Constant: align.Constant, State: align.State}
	return align.Variant{Conic: a.Combination == Conic, Offset: offsets[a.Offset]}
}

// tableOf lists the utilities of a game, sharing its memory.
func tableOf(g *belief.Game, agents [][]float64) align.Table {
	agents = agents[:0]
	for _, u := range g.Agents {
		agents = append(agents, u.Data)
	}
	return align.Table{User: g.User.Data, Agents: agents, States: g.States, Exact: (*asWritten)(g)}
}

// asWritten gives the utilities of a game as they were written.
type asWritten belief.Game

// Numbers is the user's (-1) or an agent's.
func (g *asWritten) Numbers(i int) []*big.Rat {
	if i < 0 {
		return persuasion.Written(g.User)
	}
	return persuasion.Written(g.Agents[i])
}

// alignmentResult answers everything about one table; rows is the shape of the direction.
func alignmentResult(solver *align.Solver, m *memory, t align.Table, a Alignment, rows int) *AlignmentResult {
	v := a.variant()
	c := solver.Settle(t, v, solver.Solve(t, v), a.Tolerance)
	r := &AlignmentResult{
		Combination: a.Combination,
		OffsetKind:  a.Offset,
		Inside:      c.Inside(a.Tolerance),
		Epsilon:     c.Epsilon,
		Weights:     m.list(c.Weights),
		Offset:      m.list(c.Offset),
		Direction:   m.rows.take(rows),
		Margin:      c.Margin,
	}
	for i, cols := 0, len(c.Direction)/rows; i < rows; i++ {
		r.Direction[i] = m.list(c.Direction[i*cols : (i+1)*cols])
	}
	f := solver.Compare(t, v)
	best := f.BestAgent
	r.BestAgent = FitResult{Index: &best, Max: f.Best.Max, RMS: f.Best.RMS}
	r.Average = FitResult{Max: f.Average.Max, RMS: f.Average.RMS}
	r.LeastSquares = FitResult{Weights: m.list(f.Weights), Max: f.LeastSquares.Max, RMS: f.LeastSquares.RMS}
	if r.Depth, r.DepthExact = -1, true; r.Inside {
		r.Depth, r.DepthExact = solver.Depth(t, v, a.Tolerance)
	}
	if solver.Prove && r.Inside {
		p := solver.DepthProof()
		r.DepthProof = &DepthProof{Combinations: p.Combinations, Epsilons: p.Epsilons, Without: p.Without}
		if len(p.Direction) > 0 {
			r.DepthProof.Direction = slices.Collect(slices.Chunk(p.Direction, len(p.Direction)/rows))
		}
	}
	return r
}

// TableFit is the alignment of a table of scores, in the units of the scores. Direction
// has one row, with a number for each item.
type TableFit struct {
	Version   int              `json:"version"`
	User      string           `json:"user"`
	Agents    []string         `json:"agents"`
	Items     int              `json:"items"`
	Alignment *AlignmentResult `json:"alignment"`
}

// Fit tests whether the user's column of a table lies in the hull of the agents' columns.
// Absent settings mean the defaults; an offset for each state is refused, since items are
// no states.
func Fit(t Table, a Alignment) (TableFit, error) {
	check := pass{task: checking}
	if a.settings(&check); check.err != nil {
		return TableFit{}, check.err
	}
	a = Scenario{Alignment: &a}.AlignmentOrDefault()
	if a.Offset == State {
		return TableFit{}, refuse("alignment.offset", "is %q, a table has no states: must be %s or %s",
			State, NoOffset, Constant)
	}
	scores := align.Table{User: t.Scores[0], Agents: t.Scores[1:]}
	return TableFit{
		Version:   Version,
		User:      t.Names[0],
		Agents:    slices.Clone(t.Names[1:]),
		Items:     len(scores.User),
		Alignment: alignmentResult(new(align.Solver), new(memory), scores, a, 1),
	}, nil
}
