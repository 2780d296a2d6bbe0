package linprog

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/optimize/convex/lp"
)

// reference solves p with gonum, which wants min c.x, Ax = b, x >= 0: slacks are added and
// free variables split.
func reference(p Problem) (float64, error) {
	m, n := len(p.B), len(p.C)
	var c []float64
	var cols [][]float64
	add := func(cost, sign float64, col func(r int) float64) {
		v := make([]float64, m)
		for r := range v {
			v[r] = sign * col(r)
		}
		c, cols = append(c, cost*sign), append(cols, v)
	}
	for j := range n {
		col := func(r int) float64 { return p.A[r*n+j] }
		add(p.C[j], 1, col)
		if p.Free[j] {
			add(p.C[j], -1, col)
		}
	}
	for i, rel := range p.Rel {
		if rel != EQ {
			add(0, 1, func(r int) float64 {
				if r != i {
					return 0
				}
				return 1 - float64(rel)
			})
		}
	}
	if m > len(cols) {
		return 0, lp.ErrSingular // gonum panics
	}
	a := mat.NewDense(m, len(cols), nil)
	for j, v := range cols {
		a.SetCol(j, v)
	}
	value, _, err := lp.Simplex(c, a, p.B, 1e-10, nil)
	return value, err
}

// TestAgainstGonum compares status and value on random programs. Where gonum gives up
// (singular or dependent rows, "no progress"), our certificate already decides.
func TestAgainstGonum(t *testing.T) {
	runs := 800
	if testing.Short() {
		runs = 200
	}
	var s Solver
	compared := 0
	for seed := range runs {
		r := rand.New(rand.NewPCG(3, uint64(seed)))
		p := random(r, 1+r.IntN(6), 2+r.IntN(8), seed%2 == 0)
		if seed%4 == 3 {
			p = feasible(r, 2+r.IntN(6), 8+r.IntN(8))
		}
		sol := s.Solve(p)
		want, err := reference(p)
		status := Optimal
		switch {
		case errors.Is(err, lp.ErrInfeasible):
			status = Infeasible
		case errors.Is(err, lp.ErrUnbounded):
			status = Unbounded
		case err != nil:
			continue
		}
		compared++
		if sol.Status != status {
			t.Errorf("seed %d: status %v, gonum says %v", seed, sol.Status, status)
		} else if status == Optimal && math.Abs(sol.Value-want) > 1e-7*(1+math.Abs(want)) {
			t.Errorf("seed %d: value %v, gonum says %v", seed, sol.Value, want)
		}
	}
	if t.Logf("compared %d of %d", compared, runs); compared < runs/2 {
		t.Errorf("gonum answered only %d of %d", compared, runs)
	}
}
