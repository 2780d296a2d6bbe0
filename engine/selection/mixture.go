package selection

import (
	"math"

	"github.com/emergent-alignment/emergent/engine/linprog"
	"github.com/emergent-alignment/emergent/engine/numeric"
	"github.com/emergent-alignment/emergent/engine/persuasion"
)

// This file finds best schemes for any linear objective.
//
// Problem, over the pairs j of a space with beliefs b_j:
//
//	maximise sum_j p_j c_j   subject to   sum_j p_j b_j = prior,  p >= 0.
//
// Dual: the cheapest plane h above the objective, h.b_j >= c_j. When there are many pairs
// only some are columns of the program; the plane tells which are missing (column
// generation), until none is.

const (
	// allColumns is the number of pairs up to which all are columns from the start.
	allColumns = 96
	// missing is how far a pair may be above the plane, at objectives of size 1.
	missing = 1e-11
	// rounds bounds the column generation; each adds a pair that was missing.
	rounds = 4000
)

// mixture solves that problem on one space. The zero value is ready for load.
type mixture struct {
	space   *persuasion.Space
	lp      linprog.Solver
	problem linprog.Problem
	columns []int32 // pairs in the program
	plane   persuasion.Point
	scheme  persuasion.Scheme
	failed  bool // the last program was not solved: no other answer may be read
}

// load takes a space, which must stay as it is. The scheme of an older space must not
// reach this one: its pairs are others.
func (m *mixture) load(space *persuasion.Space) {
	m.space, m.columns, m.scheme = space, m.columns[:0], m.scheme[:0]
	p := &m.problem
	p.B, p.Rel = p.B[:0], p.Rel[:0]
	for s := range space.N {
		p.B, p.Rel = append(p.B, space.Prior[s]), append(p.Rel, linprog.EQ)
	}
}

// start makes the program's columns: all allowed pairs if they are few, else those of full
// disclosure and of the last scheme.
func (m *mixture) start(allowed func(j int) bool) {
	all := m.space.Pairs
	if len(all) > allColumns && allowed == nil {
		m.columns = append(m.columns[:0], m.corners()...)
		for _, part := range m.scheme {
			m.add(int32(part.Pair))
		}
		return
	}
	m.columns = m.columns[:0]
	for j := range all {
		if allowed == nil || allowed(j) {
			m.columns = append(m.columns, int32(j))
		}
	}
}

// corners are the pairs of full disclosure.
func (m *mixture) corners() []int32 {
	var list [persuasion.MaxSignals]int32
	for s := range m.space.N {
		list[s] = int32(m.space.Rule[s])
	}
	return list[:m.space.N]
}

// add makes pair j a column unless it is one.
func (m *mixture) add(j int32) {
	for _, c := range m.columns {
		if c == j {
			return
		}
	}
	m.columns = append(m.columns, j)
}

// best maximises the objective over the allowed pairs (nil: all; otherwise full columns
// from the start). It leaves the plane and the scheme, whose memory lasts until the next
// call.
func (m *mixture) best(objective []float64, allowed func(j int) bool) float64 {
	m.start(allowed)
	scale := 1.0
	for _, c := range objective {
		scale = max(scale, c)
	}
	value := 0.0
	for range rounds {
		if value = m.solve(objective); m.failed {
			return math.Inf(-1)
		}
		if len(m.columns) == len(m.space.Pairs) || allowed != nil {
			break
		}
		j, above := m.highest(objective)
		if above <= missing*scale {
			break
		}
		m.columns = append(m.columns, j)
	}
	return value
}

// solve solves the program with the present columns.
func (m *mixture) solve(objective []float64) float64 {
	p, n := &m.problem, len(m.columns)
	p.C, p.A = numeric.Sized(p.C, n), numeric.Sized(p.A, n*m.space.N)
	for c, j := range m.columns {
		p.C[c] = -objective[j]
		at := &m.space.Beliefs[m.space.Pairs[j].Belief].At
		for s := range m.space.N {
			p.A[s*n+c] = at[s]
		}
	}
	solution := m.lp.Solve(*p)
	if m.failed = solution.Status != linprog.Optimal; m.failed {
		m.scheme = m.scheme[:0]
		return 0
	}
	m.plane = persuasion.Point{}
	for s, y := range solution.Dual {
		m.plane[s] = -y
	}
	m.scheme = m.scheme[:0]
	for c, w := range solution.X {
		if w > 0 {
			m.scheme = append(m.scheme, persuasion.Part{Pair: int(m.columns[c]), Probability: w})
		}
	}
	return -solution.Value
}

// highest is the pair that is highest above the plane.
func (m *mixture) highest(objective []float64) (pair int32, above float64) {
	for j := range m.space.Pairs {
		if d := objective[j] - m.over(j); d > above {
			pair, above = int32(j), d
		}
	}
	return pair, above
}

// over is the plane's height at a pair.
func (m *mixture) over(j int) float64 {
	return m.plane.Dot(&m.space.Beliefs[m.space.Pairs[j].Belief].At, m.space.N)
}
