package linprog

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
