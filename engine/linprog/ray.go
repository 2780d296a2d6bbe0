package linprog

import "github.com/emergent-alignment/emergent/engine/numeric"

// farkas puts the ray that refutes the rows into Dual, scaled to B.Dual = 1, and reports
// whether it does within tol. The tableau's row of label reads
//
//	x_label + T x_N = b < 0,  T >= 0
//
// and is the combination of the problem's rows in which the multiplier of each is the
// coefficient of its slack; Dual is minus that. The row of an equation may also end with
// T = 0 and b > 0: then it is turned round.
func (s *Solver) farkas(label int, tol float64) bool {
	y, sc := s.dua, &s.scale
	s.multipliers(label)
	gain := 0.0
	for r := range y {
		if s.p.Rel[r] != EQ {
			y[r] = min(y[r], 0)
		}
		gain += y[r] * sc.row[r] * s.p.B[r] / sc.rhs
	}
	if gain < 0 && s.fixed(label) {
		gain = -gain
		negate(y)
	}
	if !(gain > tol) {
		return false
	}
	for j, v := range s.reduced(y, false) {
		if v *= sc.col[j]; !(v >= -tol) || (s.free(j) && v > tol) {
			return false
		}
	}
	for r := range y {
		y[r] *= sc.row[r] / (gain * sc.rhs)
	}
	return true
}

// multipliers puts minus the coefficients of the slacks in the row of label into Dual.
func (s *Solver) multipliers(label int) {
	k, y := &s.kernel, s.dua
	clear(s.x)
	clear(y)
	rhs := k.buffer(s)
	for c, j := range k.vars {
		switch {
		case label >= s.n:
			rhs[c] = -s.entry(label-s.n, j)
		case j == label:
			rhs[c] = 1
		default:
			rhs[c] = 0
		}
	}
	k.solveT(rhs)
	for i, r := range k.rows {
		y[r] = -k.v[i]
	}
	if label >= s.n {
		y[label-s.n] = -1
	}
}

// ray puts into X the direction in which the nonbasic variable of label moves for ever,
// scaled to C.X = -1, and reports whether it does within tol. A free variable that no row
// mentions moves whichever way is cheaper.
func (s *Solver) ray(label int, tol float64) bool {
	z, sc := s.x, &s.scale
	s.direction(label)
	gain := 0.0
	for j := range z {
		gain -= s.p.C[j] * sc.col[j] / sc.cost * z[j]
	}
	if gain < 0 && s.line == label {
		gain = -gain
		negate(z)
	}
	if !(gain > tol) {
		return false
	}
	for j := range z {
		if !s.free(j) {
			if !(z[j] >= -tol) {
				return false
			}
			z[j] = max(z[j], 0)
		}
		z[j] *= sc.col[j]
	}
	if !s.recedes(z, tol) {
		return false
	}
	for j := range z {
		z[j] /= gain * sc.cost
	}
	return true
}

// direction puts into X how the basic variables move as that of label rises by 1.
func (s *Solver) direction(label int) {
	k, z := &s.kernel, s.x
	clear(z)
	clear(s.dua)
	rhs := k.buffer(s)
	for i, r := range k.rows {
		switch {
		case label < s.n:
			rhs[i] = -s.entry(r, label)
		case r == label-s.n:
			rhs[i] = -1
		default:
			rhs[i] = 0
		}
	}
	k.solve(rhs)
	for c, j := range k.vars {
		z[j] = k.v[c]
	}
	if label < s.n {
		z[label] = 1
	}
}

// recedes reports whether moving along x keeps every row satisfied.
func (s *Solver) recedes(x []float64, tol float64) bool {
	for r := 0; r < s.m; r++ {
		v := s.scale.row[r] * numeric.Dot(s.p.A[r*s.n:(r+1)*s.n], x)
		if !(v <= tol) || (s.p.Rel[r] == EQ && !(v >= -tol)) {
			return false
		}
	}
	return true
}

func negate(v []float64) {
	for i := range v {
		v[i] = -v[i]
	}
}
