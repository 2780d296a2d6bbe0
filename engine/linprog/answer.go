package linprog

import "github.com/emergent-alignment/emergent/engine/numeric"

// solveBasis solves the factored basis from the problem's own numbers and puts into
// figures, by label and in scaled units, the value of each basic variable and the reduced
// cost of each nonbasic one; x and dua get the solution.
func (s *Solver) solveBasis() {
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
	s.figureValues(z)
	s.figureCosts(y)
	for j := range z {
		if !s.free(j) {
			z[j] = max(z[j], 0)
		}
		z[j] *= sc.col[j] * sc.rhs
	}
	for r := range y {
		if s.p.Rel[r] != EQ {
			y[r] = min(y[r], 0)
		}
		y[r] *= sc.row[r] * sc.cost
	}
}

// figureValues computes the values of the basic variables and slacks.
func (s *Solver) figureValues(z []float64) {
	sc := &s.scale
	for _, j := range s.kernel.vars {
		s.figures[j] = z[j]
	}
	for r := 0; r < s.m; r++ {
		if !s.basic[s.n+r] {
			continue
		}
		ax, a := 0.0, s.p.A[r*s.n:(r+1)*s.n]
		for _, j := range s.kernel.vars {
			ax += a[j] * sc.col[j] * z[j]
		}
		s.figures[s.n+r] = sc.row[r] * (s.p.B[r]/sc.rhs - ax)
	}
}

// figureCosts computes the reduced costs of the nonbasic variables and slacks.
func (s *Solver) figureCosts(y []float64) {
	for _, r := range s.kernel.rows {
		s.figures[s.n+r] = -y[r]
	}
	for j, v := range s.reduced(y, true) {
		if !s.basic[j] {
			s.figures[j] = v * s.scale.col[j]
		}
	}
}

// feasible reports whether no figure is negative beyond tol that must not be: values of free
// variables and costs of EQ slacks may be anything, the other two of each must be 0.
func (s *Solver) feasible(tol float64) bool {
	for label, v := range s.figures {
		loose, tied := s.unbound(label), s.fixed(label)
		if !s.basic[label] {
			loose, tied = tied, loose
		}
		if !loose && !(v >= -tol) || tied && !(v <= tol) {
			return false
		}
	}
	return true
}

// buffer returns room for a right-hand side of the kernel.
func (k *kernel) buffer(s *Solver) []float64 {
	k.rhs = numeric.Sized(k.rhs, max(s.n, len(k.vars)))
	return k.rhs[:len(k.vars)]
}

// reduced returns (c - A' y) with costs, or -A' y without, in units of col[j].
func (s *Solver) reduced(y []float64, costs bool) []float64 {
	s.kernel.rhs = numeric.Sized(s.kernel.rhs, max(s.n, len(s.kernel.vars)))
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
