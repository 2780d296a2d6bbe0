package engine

import (
	"slices"

	"github.com/emergent-alignment/emergent/engine/belief"
)

// Game returns the instance of the model that the solvers work on: utilities from
// criteria summed up, defaults filled in, everything normalised. s must be valid.
func (s Scenario) Game() belief.Game {
	var g belief.Game
	s.fill(&g)
	return g
}

// fill writes the game of s into g, reusing g's memory.
func (s Scenario) fill(g *belief.Game) {
	typed := s
	s = normalize(s)
	n, m := len(s.States), len(s.Actions)
	g.States, g.Actions = n, m
	g.Prior, g.TypedPrior = append(g.Prior[:0], s.Prior...), typed.Prior
	s.fillUtility(&g.User, s.User)
	s.keepWeights(&g.User, typed.User)
	g.Agents = slices.Grow(g.Agents[:0], len(s.Agents))[:len(s.Agents)]
	for i, p := range s.Agents {
		s.fillUtility(&g.Agents[i], p)
		s.keepWeights(&g.Agents[i], typed.Agents[i])
	}
	fillSignal(&g.UserSignal, s.UserSignal, n, 1)
	fillSignal(&g.AgentSignal, s.AgentSignal, n, n)
	keepRows(&g.UserSignal, typed.UserSignal)
	keepRows(&g.AgentSignal, typed.AgentSignal)
}

// keepWeights keeps with a utility the weights and criteria it is the sum of, if it is one.
func (s Scenario) keepWeights(u *belief.Matrix, p Party) {
	if p.Weights == nil {
		u.Typed = nil
		return
	}
	if u.Typed == nil {
		u.Typed = new(belief.Typed)
	}
	u.Typed.Weights, u.Typed.Parts = p.Weights, u.Typed.Parts[:0]
	for _, c := range s.Criteria {
		u.Typed.Parts = append(u.Typed.Parts, c.Utility)
	}
}

// keepRows keeps with an experiment its rows as they were written.
func keepRows(m *belief.Matrix, rows [][]float64) {
	switch {
	case rows == nil:
		m.Typed = nil
	case m.Typed == nil:
		m.Typed = &belief.Typed{Rows: rows}
	default:
		m.Typed.Rows = rows
	}
}

// fillUtility writes u(a,y) = sum_j theta_j phi_j(a,y), or the party's own matrix. The
// sum is cut to [0,1], which it can leave only by rounding.
func (s Scenario) fillUtility(u *belief.Matrix, p Party) {
	reshape(u, len(s.Actions), len(s.States))
	for a := range s.Actions {
		for y := range s.States {
			x := 0.0
			if p.Utility != nil {
				x = p.Utility[a][y]
			}
			for j, weight := range p.Weights {
				x += weight * s.Criteria[j].Utility[a][y]
			}
			u.Set(a, y, min(max(x, 0), 1))
		}
	}
}

// utilityOf returns the matrix [action][state] of a party's utility.
func (s Scenario) utilityOf(p Party) [][]float64 {
	var u belief.Matrix
	s.fillUtility(&u, p)
	return rowsOf(u)
}

// fillSignal writes an experiment; an absent one shows the state as far as the given
// number of signals tells states apart: n of them show it, one shows nothing.
func fillSignal(m *belief.Matrix, p [][]float64, states, signals int) {
	if p != nil {
		reshape(m, states, len(p[0]))
		for y, row := range p {
			copy(m.Row(y), row)
		}
		return
	}
	reshape(m, states, signals)
	clear(m.Data)
	for y := range states {
		m.Set(y, min(y, signals-1), 1)
	}
}

// reshape gives m the shape rows x cols, reusing its memory; its entries are left undefined.
func reshape(m *belief.Matrix, rows, cols int) {
	if cap(m.Data) < rows*cols {
		m.Data = make([]float64, rows*cols)
	}
	m.Rows, m.Cols, m.Data = rows, cols, m.Data[:rows*cols]
}

// rowsOf copies a matrix into the form of a scenario.
func rowsOf(m belief.Matrix) [][]float64 {
	rows := make([][]float64, m.Rows)
	for r := range rows {
		rows[r] = slices.Clone(m.Row(r))
	}
	return rows
}
