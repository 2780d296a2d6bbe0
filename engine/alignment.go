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
	if err := validAlignment(&a); err != nil {
		return TableFit{}, err
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
