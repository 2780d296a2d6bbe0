package align

import (
	"math"

	"github.com/emergent-alignment/emergent/engine/numeric"
)

// nnls solves
//
//	minimise | sum_i w_i a_i - b |  subject to  w >= 0
//
// by the active-set method of Lawson & Hanson (Solving Least Squares Problems, 1974,
// chapter 23). The a_i with w_i > 0 are kept orthonormalised, a_i = sum_j q_j R_ji, by
// Gram-Schmidt done twice, so that columns nearly dependent on them are recognised and
// left out: duplicates and rank deficiency are no special case.
type nnls struct {
	k, n   int
	a      []float64 // k x n
	b      []float64 // n
	size   []float64 // |a_i|
	w, v   []float64 // k: the weights, and those of the unconstrained fit on active
	active []int
	q, r   []float64 // orthonormal rows (k x n) and the triangle (k x k, column i in row i)
	z      []float64 // q_j . b
	rest   []float64 // b - sum_i w_i a_i
	barred []bool    // candidates that brought nothing since the weights last changed
	rounds int
}

const (
	// dependentTol is the share of a column's length outside the span of others below
	// which it counts as inside.
	dependentTol = 1e-11
	// slopeTol is the cosine, times |rest|/|b|, below which a column cannot help.
	slopeTol = 1e-14
	// maxRounds bounds the method per column; it takes two or three.
	maxRounds = 50
)

// reset makes room for k columns of n numbers; the caller then fills a and b.
func (s *nnls) reset(k, n int) {
	s.k, s.n, s.rounds = k, n, maxRounds*(k+1)
	s.a, s.b, s.rest = numeric.Sized(s.a, k*n), numeric.Sized(s.b, n), numeric.Sized(s.rest, n)
	s.size, s.w, s.v = numeric.Sized(s.size, k), numeric.Sized(s.w, k), numeric.Sized(s.v, k)
	s.q, s.r, s.z = numeric.Sized(s.q, k*n), numeric.Sized(s.r, k*k), numeric.Sized(s.z, k)
	s.barred, s.active = numeric.Sized(s.barred, k), s.active[:0]
}

func (s *nnls) col(i int) []float64   { return s.a[i*s.n : (i+1)*s.n] }
func (s *nnls) basis(j int) []float64 { return s.q[j*s.n : (j+1)*s.n] }

// solve returns the weights; of several optima, one with independent columns.
func (s *nnls) solve() []float64 {
	for i := range s.size {
		s.size[i] = math.Sqrt(numeric.Dot(s.col(i), s.col(i)))
	}
	clear(s.w)
	clear(s.barred)
	copy(s.rest, s.b)
	floor := slopeTol * math.Sqrt(numeric.Dot(s.b, s.b))
	for ; s.rounds > 0; s.rounds-- {
		i := s.steepest(floor)
		if i < 0 {
			break
		}
		if !s.push(i) {
			s.barred[i] = true
			continue
		}
		s.fit()
		if s.v[i] <= 0 { // noise: it was no improvement after all
			s.barred[i] = true
			s.active = s.active[:len(s.active)-1]
			continue
		}
		s.retreat()
		s.advance()
	}
	return s.w
}

// steepest returns the column outside active with the greatest slope above floor, or -1.
func (s *nnls) steepest(floor float64) int {
	best := -1
	for i := range s.w {
		if s.barred[i] || s.size[i] == 0 || s.w[i] > 0 {
			continue
		}
		if slope := numeric.Dot(s.col(i), s.rest) / s.size[i]; slope > floor {
			best, floor = i, slope
		}
	}
	return best
}

// push makes column i active; it reports false when the active ones span it.
func (s *nnls) push(i int) bool {
	m := len(s.active)
	q, r := s.basis(m), s.r[m*s.k:(m+1)*s.k]
	copy(q, s.col(i))
	clear(r[:m])
	for range 2 {
		for j := range m {
			f := numeric.Dot(s.basis(j), q)
			r[j] += f
			add(q, -f, s.basis(j))
		}
	}
	length := math.Sqrt(numeric.Dot(q, q))
	if !(length > dependentTol*s.size[i]) {
		return false
	}
	r[m] = length
	for e := range q {
		q[e] /= length
	}
	s.z[m] = numeric.Dot(q, s.b)
	s.active = append(s.active, i)
	return true
}

// fit puts the unconstrained weights of the active columns into v: R v = z.
func (s *nnls) fit() {
	for j := len(s.active) - 1; j >= 0; j-- {
		sum := s.z[j]
		for l := j + 1; l < len(s.active); l++ {
			sum -= s.r[l*s.k+j] * s.v[s.active[l]]
		}
		s.v[s.active[j]] = sum / s.r[j*s.k+j]
	}
}

// retreat moves from w towards v until a weight reaches 0, drops that column and fits
// again, until v is positive.
func (s *nnls) retreat() {
	for {
		share, at := 1.0, -1
		for j, i := range s.active {
			if s.v[i] <= 0 {
				f := 0.0
				if s.w[i] > 0 {
					f = s.w[i] / (s.w[i] - s.v[i])
				}
				if at < 0 || f < share {
					share, at = f, j
				}
			}
		}
		if at < 0 {
			return
		}
		for _, i := range s.active {
			s.w[i] += share * (s.v[i] - s.w[i])
		}
		s.drop(at)
		s.fit()
	}
}

// drop removes the at-th active column, orthonormalising those after it anew.
func (s *nnls) drop(at int) {
	s.w[s.active[at]] = 0
	later := s.active[at+1:]
	s.active = s.active[:at]
	for _, i := range later { // push appends behind what is still to be read
		if !s.push(i) {
			s.w[i] = 0
		}
	}
}

// advance takes v as the weights and computes what is left of b.
func (s *nnls) advance() {
	clear(s.barred)
	copy(s.rest, s.b)
	for _, i := range s.active {
		s.w[i] = s.v[i]
		add(s.rest, -s.w[i], s.col(i))
	}
}
