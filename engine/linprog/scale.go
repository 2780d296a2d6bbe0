package linprog

import (
	"math"

	"github.com/emergent-alignment/emergent/engine/numeric"
)

// scaling turns a Problem into one whose numbers are near 1, by powers of two so that
// nothing is rounded. Row r is also turned into an LE row: in the scaled problem
//
//	minimise cs.z  subject to  As z + slack = bs,  slack >= 0 (= 0 for EQ)
//	As[r][j] = row[r] A[r][j] col[j],   bs[r] = row[r] B[r] / rhs,   cs[j] = C[j] col[j] / cost
//
// so x[j] = col[j] rhs z[j], and the multiplier of row r is row[r] cost times the scaled one.
type scaling struct {
	row, col  []float64 // row[r] < 0 where r is a GE row
	rhs, cost float64
}

func (sc *scaling) set(p Problem) {
	m, n := len(p.B), len(p.C)
	sc.row, sc.col = numeric.Sized(sc.row, m), numeric.Sized(sc.col, n)
	for j := range sc.col {
		sc.col[j] = 0
	}
	rhs, cost := 0.0, 0.0
	for r := range sc.row {
		a := p.A[r*n : (r+1)*n]
		f := 1 / power(largest(a))
		for j, v := range a {
			if v = math.Abs(v) * f; v > sc.col[j] {
				sc.col[j] = v
			}
		}
		rhs = max(rhs, math.Abs(p.B[r])*f)
		if p.Rel[r] == GE {
			f = -f
		}
		sc.row[r] = f
	}
	for j := range sc.col {
		sc.col[j] = 1 / power(sc.col[j])
		cost = max(cost, math.Abs(p.C[j])*sc.col[j])
	}
	sc.rhs, sc.cost = power(rhs), power(cost)
}

func largest(v []float64) float64 {
	top := 0.0
	for _, x := range v {
		if x = math.Abs(x); x > top {
			top = x
		}
	}
	return top
}

// power returns the power of two next below v, and 1 for what has none.
func power(v float64) float64 {
	const exponent = 0x7ff << 52
	bits := math.Float64bits(v) & exponent
	if bits == 0 || bits == exponent {
		return 1
	}
	return math.Float64frombits(bits)
}
