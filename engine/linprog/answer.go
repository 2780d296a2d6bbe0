package linprog

import "math"

// solveBasis solves the factored basis for x and the multipliers, and reports whether
// both are feasible within tol (scaled). What is infeasible by less becomes 0.
func (s *Solver) solveBasis(tol float64) bool {
	k, sc := &s.kernel, &s.scale
	z, y := s.x, s.dua // scaled until the end
	clear(z)
	clear(y)
	rhs := k.buffer(s)
	for i, r := range k.rows {
		rhs[i] = s.p.B[r] * sc.row[r] / sc.rhs
	}
	k.solve(rhs)
	for c, j := range k.vars {
		z[j] = k.v[c]
	}
	for c, j := range k.vars {
		rhs[c] = s.p.C[j] * sc.col[j] / sc.cost
	}
	k.solveT(rhs)
	for i, r := range k.rows {
		y[r] = k.v[i]
	}
	ok := s.feasibleX(z, tol) && s.feasibleDual(y, tol)
	for j := range z {
		z[j] *= sc.col[j] * sc.rhs
	}
	for r := range y {
		y[r] *= sc.row[r] * sc.cost
	}
	return ok
}

// buffer returns room for a right-hand side of the kernel.
func (k *kernel) buffer(s *Solver) []float64 {
	k.rhs = sized(k.rhs, max(s.n, len(k.vars)))
	return k.rhs[:len(k.vars)]
}

// feasibleX checks z >= 0 and the rows outside the kernel, rounding z up to 0.
func (s *Solver) feasibleX(z []float64, tol float64) bool {
	for _, j := range s.kernel.vars {
		if s.free(j) {
			continue
		}
		if !(z[j] >= -tol) {
			return false
		}
		z[j] = max(z[j], 0)
	}
	sc := &s.scale
	for r := 0; r < s.m; r++ {
		if !s.basic[s.n+r] {
			continue
		}
		ax, a := 0.0, s.p.A[r*s.n:(r+1)*s.n]
		for _, j := range s.kernel.vars {
			ax += a[j] * sc.col[j] * z[j]
		}
		slack := sc.row[r] * (s.p.B[r]/sc.rhs - ax)
		if !(slack >= -tol) || (s.p.Rel[r] == EQ && slack > tol) {
			return false
		}
	}
	return true
}

// feasibleDual checks y <= 0 on inequalities and c - As'y >= 0, rounding y down to 0.
func (s *Solver) feasibleDual(y []float64, tol float64) bool {
	for _, r := range s.kernel.rows {
		if s.p.Rel[r] == EQ {
			continue
		}
		if !(y[r] <= tol) {
			return false
		}
		y[r] = min(y[r], 0)
	}
	d := s.reduced(y, true)
	for j, v := range d {
		if s.basic[j] {
			continue
		}
		if v *= s.scale.col[j]; !(v >= -tol) || (s.free(j) && v > tol) {
			return false
		}
	}
	return true
}

// reduced returns (c - A' y) with costs, or -A' y without, in units of col[j].
func (s *Solver) reduced(y []float64, costs bool) []float64 {
	s.kernel.rhs = sized(s.kernel.rhs, max(s.n, len(s.kernel.vars)))
	d := s.kernel.rhs[:s.n]
	for j := range d {
		d[j] = 0
		if costs {
			d[j] = s.p.C[j] / s.scale.cost
		}
	}
	for r, v := range y {
		if v != 0 {
			subtract(d, s.p.A[r*s.n:(r+1)*s.n], v*s.scale.row[r])
		}
	}
	return d
}

// farkas puts the ray that refutes the rows into Dual. The tableau's row of label reads
// x_label + T x_N = b < 0 with T >= 0; it is the combination of the problem's rows in
// which the multiplier of each is the coefficient of its slack.
func (s *Solver) farkas(label int, tol float64) bool {
	k, sc, y := &s.kernel, &s.scale, s.dua
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
	gain := 0.0
	for r := range y {
		if s.p.Rel[r] != EQ {
			y[r] = min(y[r], 0)
		}
		gain += y[r] * sc.row[r] * s.p.B[r] / sc.rhs
	}
	if gain < 0 && label >= s.n && s.p.Rel[label-s.n] == EQ { // an equation refutes either way
		gain = -gain
		for r := range y {
			y[r] = -y[r]
		}
	}
	ok := gain > tol
	for j, v := range s.reduced(y, false) {
		if v *= sc.col[j]; !(v >= -tol) || (s.free(j) && v > tol) {
			ok = false
		}
	}
	for r := range y {
		y[r] *= sc.row[r] / (gain * sc.rhs)
	}
	return ok
}

// ray puts into X the direction in which the variable of label rises (or, when free and
// dear, falls) for ever, scaled to C.X = -1.
func (s *Solver) ray(label int, tol float64) bool {
	k, sc, z := &s.kernel, &s.scale, s.x
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
	gain := 0.0
	for j := range z {
		if !s.free(j) {
			if z[j] < -tol {
				return false
			}
			z[j] = max(z[j], 0)
		}
		gain -= s.p.C[j] * sc.col[j] / sc.cost * z[j]
	}
	if gain < 0 && s.line == label {
		gain = -gain
		for j := range z {
			z[j] = -z[j]
		}
	}
	if !(gain > tol) {
		return false
	}
	for j := range z {
		z[j] *= sc.col[j] / (gain * sc.cost)
	}
	return s.recedes(z, tol/gain)
}

// recedes says whether moving along x keeps every row satisfied.
func (s *Solver) recedes(x []float64, tol float64) bool {
	for r := 0; r < s.m; r++ {
		v := s.scale.row[r] * s.scale.cost * dot(s.p.A[r*s.n:(r+1)*s.n], x)
		if !(v <= tol) || (s.p.Rel[r] == EQ && math.Abs(v) > tol) {
			return false
		}
	}
	return true
}
