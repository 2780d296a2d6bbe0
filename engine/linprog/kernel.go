package linprog

import (
	"math"

	"github.com/emergent-alignment/emergent/engine/numeric"
)

// kernel is the square heart of a basis: the rows I whose slacks are nonbasic against the
// basic variables J. All else follows from it, in scaled units:
//
//	x_J = K^-1 b_I,   x = 0 elsewhere;   y_I = K^-T c_J,   y = 0 elsewhere
//
// It is factored from the problem's own numbers as PK = LU with partial pivoting, and
// every solution is refined against K.
type kernel struct {
	vars, rows []int // J and I, ascending
	k, lu      []float64
	perm       []int
	v, work    []float64
	rhs        []float64
}

// singularTol is the pivot below which a kernel counts as singular.
const singularTol = 1e-13

// refinements is the number of times a solution is corrected by its residual.
const refinements = 2

// members lists J and I.
func (k *kernel) members(s *Solver) (vars, rows []int) {
	k.vars, k.rows = k.vars[:0], k.rows[:0]
	for j := 0; j < s.n; j++ {
		if s.basic[j] {
			k.vars = append(k.vars, j)
		}
	}
	for r := 0; r < s.m; r++ {
		if !s.basic[s.n+r] {
			k.rows = append(k.rows, r)
		}
	}
	return k.vars, k.rows
}

// entry returns the scaled As[r][j].
func (s *Solver) entry(r, j int) float64 { return s.scale.row[r] * s.p.A[r*s.n+j] * s.scale.col[j] }

// factor factors the present basis and reports false when it is singular.
func (s *Solver) factor() bool {
	k := &s.kernel
	k.members(s)
	n := len(k.vars)
	k.k, k.lu = numeric.Sized(k.k, n*n), numeric.Sized(k.lu, n*n)
	k.perm, k.v, k.work = numeric.Sized(k.perm, n), numeric.Sized(k.v, n), numeric.Sized(k.work, 2*n)
	for i, r := range k.rows {
		for c, j := range k.vars {
			k.k[i*n+c] = s.entry(r, j)
		}
		k.perm[i] = i
	}
	copy(k.lu, k.k)
	for c := 0; c < n; c++ {
		if !k.eliminate(c, n) {
			return false
		}
	}
	return true
}

// eliminate makes column c of lu upper triangular.
func (k *kernel) eliminate(c, n int) bool {
	at := c
	for i := c + 1; i < n; i++ {
		if math.Abs(k.lu[i*n+c]) > math.Abs(k.lu[at*n+c]) {
			at = i
		}
	}
	if !(math.Abs(k.lu[at*n+c]) > singularTol) {
		return false
	}
	top, low := k.lu[c*n:(c+1)*n], k.lu[at*n:(at+1)*n]
	if at != c {
		for j := range top {
			top[j], low[j] = low[j], top[j]
		}
		k.perm[c], k.perm[at] = k.perm[at], k.perm[c]
	}
	for i := c + 1; i < n; i++ {
		o := k.lu[i*n : (i+1)*n]
		if o[c] == 0 {
			continue
		}
		o[c] /= top[c]
		subtract(o[c+1:], top[c+1:], o[c])
	}
	return true
}

// solve puts K^-1 rhs into k.v; solveT puts K^-T rhs. rhs is kept.
func (k *kernel) solve(rhs []float64)  { k.refine(rhs, false) }
func (k *kernel) solveT(rhs []float64) { k.refine(rhs, true) }

func (k *kernel) refine(rhs []float64, transposed bool) {
	n := len(k.vars)
	res, buf := k.work[:n], k.work[n:2*n]
	clear(k.v)
	copy(res, rhs)
	for step := 0; ; step++ {
		if transposed {
			k.substituteT(res, buf)
		} else {
			k.substitute(res, buf)
		}
		for i, d := range buf {
			k.v[i] += d
		}
		if step == refinements {
			return
		}
		k.residual(rhs, res, transposed)
	}
}

// residual puts rhs - K v, or rhs - K' v, into res.
func (k *kernel) residual(rhs, res []float64, transposed bool) {
	n := len(res)
	copy(res, rhs)
	for i := range res {
		row := k.k[i*n : (i+1)*n]
		if transposed {
			subtract(res, row, k.v[i])
		} else {
			res[i] -= numeric.Dot(row, k.v)
		}
	}
}

// substitute solves LU x = P rhs, substituteT solves (LU)' P x = rhs.
func (k *kernel) substitute(rhs, x []float64) {
	n := len(x)
	for i := range x {
		x[i] = rhs[k.perm[i]] - numeric.Dot(k.lu[i*n:i*n+i], x)
	}
	for i := n - 1; i >= 0; i-- {
		x[i] = (x[i] - numeric.Dot(k.lu[i*n+i+1:(i+1)*n], x[i+1:])) / k.lu[i*n+i]
	}
}

func (k *kernel) substituteT(rhs, x []float64) {
	n := len(x) // rhs is used up
	for i := 0; i < n; i++ {
		rhs[i] /= k.lu[i*n+i]
		subtract(rhs[i+1:], k.lu[i*n+i+1:(i+1)*n], rhs[i])
	}
	for i := n - 1; i > 0; i-- {
		subtract(rhs[:i], k.lu[i*n:i*n+i], rhs[i])
	}
	for i := range x {
		x[k.perm[i]] = rhs[i]
	}
}
