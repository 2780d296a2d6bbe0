package randgame

import (
	"testing"

	"github.com/emergent-alignment/emergent/engine/belief"
	"github.com/emergent-alignment/emergent/engine/linprog"
)

// Distance is the user's distance from the agents' hull with a constant offset, the
// epsilon of the guarantees (docs/model.md, section 2): minimise epsilon subject to
//
//	|sum_i w_i U_i(a,y) + c - u_A(a,y)| <= epsilon for every a and y, w >= 0, sum_i w_i = 1.
//
// The program is written out here rather than taken from align, so that a law about
// epsilon stands on linprog alone.
func Distance(t testing.TB, g *belief.Game) float64 {
	t.Helper()
	k := len(g.Agents)
	n := k + 2 // w, c, epsilon
	p := linprog.Problem{C: make([]float64, n), Free: make([]bool, n)}
	p.C[k+1], p.Free[k] = 1, true
	for cell, u := range g.User.Data {
		for _, side := range []float64{1, -1} {
			row := make([]float64, n)
			for i := range k {
				row[i] = side * g.Agents[i].Data[cell]
			}
			row[k], row[k+1] = side, -1
			p.A, p.B, p.Rel = append(p.A, row...), append(p.B, side*u), append(p.Rel, linprog.LE)
		}
	}
	row := make([]float64, n)
	for i := range k {
		row[i] = 1
	}
	p.A, p.B, p.Rel = append(p.A, row...), append(p.B, 1), append(p.Rel, linprog.EQ)
	s := new(linprog.Solver).Solve(p)
	if s.Status != linprog.Optimal {
		t.Fatalf("distance from the hull: %v", s.Status)
	}
	return s.Value
}
