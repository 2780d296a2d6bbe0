package view

import (
	"math"
	"slices"

	"github.com/emergent-alignment/emergent/engine/numeric"
)

// Principal places vectors in the plane of their two largest principal directions: with X
// the matrix whose rows are the vectors minus their mean, and G = X X^T its Gram matrix with
// eigenvalues l_1 >= l_2 >= .. and eigenvectors v_1, v_2, .., vector i lies at
// (sqrt(l_1) v_1i, sqrt(l_2) v_2i). Distances in the plane are those in the full space
// less what the other directions hold. The zero value is ready and keeps its memory.
type Principal struct {
	at          []Point
	g, v, means []float64
}

// Of returns the places of the vectors, which have one length, and the share of their
// squared distances that the plane shows (1 when there is nothing to show). Signs are
// chosen so that each direction's largest entry is positive. Valid until the next call.
func (q *Principal) Of(vectors [][]float64) (at []Point, share float64) {
	n := len(vectors)
	q.g, q.v, q.means = numeric.Sized(q.g, n*n), numeric.Sized(q.v, n*n), numeric.Sized(q.means, n)
	q.center(vectors)
	jacobi(q.g, q.v, n)
	first, second := q.largest(n)
	q.at = slices.Grow(q.at[:0], n)[:n]
	total := 0.
	for i := range n {
		total += max(0, q.g[i*n+i])
		q.at[i] = Point{q.coordinate(n, first, i), q.coordinate(n, second, i), 0}
	}
	if total <= 0 {
		return q.at, 1
	}
	shown := max(0, q.g[first*n+first])
	if second >= 0 {
		shown += max(0, q.g[second*n+second])
	}
	return q.at, shown / total
}

// center fills g with the Gram matrix of the centred vectors: G = H V V^T H with
// H = I - 11^T/n, that is, each entry minus the means of its row and column plus that of all.
func (q *Principal) center(vectors [][]float64) {
	n := len(vectors)
	all := 0.
	for i, a := range vectors {
		q.means[i] = 0
		for j, b := range vectors {
			x := 0.
			for k := range a {
				x += a[k] * b[k]
			}
			q.g[i*n+j] = x
			q.means[i] += x / float64(n)
		}
		all += q.means[i] / float64(n)
	}
	for i := range n {
		for j := range n {
			q.g[i*n+j] += all - q.means[i] - q.means[j]
		}
	}
}

// largest returns the indices of the two largest eigenvalues, -1 for a second of one.
func (q *Principal) largest(n int) (first, second int) {
	second = -1
	for i := 1; i < n; i++ {
		switch x := q.g[i*n+i]; {
		case x > q.g[first*n+first]:
			first, second = i, first
		case second < 0 || x > q.g[second*n+second]:
			second = i
		}
	}
	return first, second
}

func (q *Principal) coordinate(n, direction, i int) float64 {
	if direction < 0 {
		return 0
	}
	sign, largest := 1., 0.
	for r := range n {
		if x := q.v[r*n+direction]; math.Abs(x) > largest+signSlack {
			sign, largest = math.Copysign(1, x), math.Abs(x)
		}
	}
	return sign * math.Sqrt(max(0, q.g[direction*n+direction])) * q.v[i*n+direction]
}

// signSlack keeps entries that differ by rounding alone from deciding a sign: the first of
// equally large ones does.
const signSlack = 1e-9

const (
	// offDiagonal is the sum of squares off the diagonal, relative to the whole, at which
	// Jacobi's rotations have converged.
	offDiagonal = 1e-28
	// maxSweeps bounds the sweeps of Jacobi's method; it converges quadratically in under ten.
	maxSweeps = 60
)

// jacobi diagonalises the symmetric n x n matrix a in place by cyclic plane rotations
// (Jacobi 1846; Golub & Van Loan, 8.5): a becomes diagonal, the columns of v its eigenvectors.
func jacobi(a, v []float64, n int) {
	clear(v)
	whole := 0.
	for i := range n {
		v[i*n+i] = 1
	}
	for _, x := range a[:n*n] {
		whole += x * x
	}
	for range maxSweeps {
		off := 0.
		for p := range n {
			for q := p + 1; q < n; q++ {
				off += 2 * a[p*n+q] * a[p*n+q]
			}
		}
		if off <= offDiagonal*whole {
			return
		}
		for p := range n {
			for q := p + 1; q < n; q++ {
				rotate(a, v, n, p, q)
			}
		}
	}
}

// rotate makes a_pq zero: with t = tan of the angle, the smaller root of t^2 + 2 tau t = 1,
// tau = (a_qq - a_pp) / (2 a_pq).
func rotate(a, v []float64, n, p, q int) {
	apq := a[p*n+q]
	if apq == 0 {
		return
	}
	tau := (a[q*n+q] - a[p*n+p]) / (2 * apq)
	t := 1 / (math.Abs(tau) + math.Sqrt(1+tau*tau))
	if tau < 0 {
		t = -t
	}
	c := 1 / math.Sqrt(1+t*t)
	s := t * c
	for r := range n {
		x, y := a[r*n+p], a[r*n+q]
		a[r*n+p], a[r*n+q] = c*x-s*y, s*x+c*y
	}
	for r := range n {
		x, y := a[p*n+r], a[q*n+r]
		a[p*n+r], a[q*n+r] = c*x-s*y, s*x+c*y
		x, y = v[r*n+p], v[r*n+q]
		v[r*n+p], v[r*n+q] = c*x-s*y, s*x+c*y
	}
	a[p*n+q], a[q*n+p] = 0, 0
}
