package view

import (
	"math"

	"github.com/emergent-alignment/emergent/engine/numeric"
)

// Nearest finds the point of a convex hull that is nearest to a target in the Euclidean
// norm:
//
//	min | sum_i w_i p_i - t |   subject to   w >= 0, sum_i w_i = 1
//
// by Wolfe's algorithm (Finding the nearest point in a polytope, Math. Prog. 1976), on the
// Gram matrix G_ij = (p_i - t).(p_j - t) alone. It keeps a corral: affinely independent
// points whose affine hull has its nearest point inside their convex hull. A point that
// lies nearer than the current one joins; points whose weight falls to zero leave.
// The zero value is ready and keeps its memory between calls.
type Nearest struct {
	w, g, sys, alpha []float64
	corral           []int
}

const (
	// nearer is by how much (relative to the largest squared length) a point must improve on
	// the current one to join the corral: below it the gain is rounding.
	nearer = 1e-13
	// leaving is the weight at or below which a point leaves the corral.
	leaving = 1e-12
	// singular is the pivot, relative to the largest entry, below which a corral counts as
	// affinely dependent.
	singular = 1e-13
	// maxRounds stops a cycle that exact arithmetic cannot have; small hulls need a dozen.
	maxRounds = 1000
)

// Solve returns the weights of the nearest point for dot, the Gram matrix of k points. The
// weights are valid until the next call.
func (q *Nearest) Solve(k int, dot func(i, j int) float64) []float64 {
	q.gram(k, dot)
	first := 0
	scale := 0.
	for i := range k {
		if q.at(k, i, i) < q.at(k, first, first) {
			first = i
		}
		scale = max(scale, q.at(k, i, i))
	}
	q.corral = append(q.corral[:0], first)
	q.w[first] = 1
	for range maxRounds {
		j, gain := q.improving(k)
		if gain <= nearer*scale || q.in(j) {
			break
		}
		q.corral = append(q.corral, j)
		if !q.settle(k) {
			break
		}
	}
	return q.w
}

func (q *Nearest) gram(k int, dot func(i, j int) float64) {
	q.w, q.g = numeric.Sized(q.w, k), numeric.Sized(q.g, k*k)
	clear(q.w)
	for i := range k {
		for j := range i + 1 {
			x := dot(i, j)
			q.g[i*k+j], q.g[j*k+i] = x, x
		}
	}
}

func (q *Nearest) at(k, i, j int) float64 { return q.g[i*k+j] }

func (q *Nearest) in(j int) bool {
	for _, i := range q.corral {
		if i == j {
			return true
		}
	}
	return false
}

// improving returns the point j that lies furthest on the near side of the current point x,
// and x.x - x.p_j.
func (q *Nearest) improving(k int) (best int, gain float64) {
	xx, least := 0., math.Inf(1)
	for j := range k {
		xp := 0.
		for _, i := range q.corral {
			xp += q.w[i] * q.at(k, i, j)
		}
		xx += q.w[j] * xp
		if xp < least {
			best, least = j, xp
		}
	}
	return best, xx - least
}

// settle moves to the nearest point of the corral's affine hull, dropping points on the way
// until that lies inside their convex hull. It gives up (false) on a dependent corral.
func (q *Nearest) settle(k int) bool {
	for {
		if !q.affine(k) {
			q.corral = q.corral[:len(q.corral)-1]
			return false
		}
		step := 1.
		for s, i := range q.corral {
			if q.alpha[s] <= leaving {
				if d := q.w[i] - q.alpha[s]; d > 0 {
					step = min(step, q.w[i]/d)
				}
			}
		}
		keep := q.corral[:0]
		for s, i := range q.corral {
			q.w[i] += step * (q.alpha[s] - q.w[i])
			if q.w[i] <= leaving {
				q.w[i] = 0
				continue
			}
			keep = append(keep, i)
		}
		full := len(keep) == len(q.corral)
		q.corral = keep
		if step == 1 || full {
			return true
		}
	}
}

// affine solves for the nearest point of the affine hull: G alpha + mu 1 = 0, sum alpha = 1.
func (q *Nearest) affine(k int) bool {
	n := len(q.corral) + 1
	q.sys = numeric.Sized(q.sys, n*(n+1))
	q.alpha = numeric.Sized(q.alpha, n)
	scale := 0.
	for r, i := range q.corral {
		for c, j := range q.corral {
			q.sys[r*(n+1)+c] = q.at(k, i, j)
			scale = max(scale, math.Abs(q.at(k, i, j)))
		}
	}
	if scale == 0 {
		scale = 1
	}
	for s := range n - 1 {
		q.sys[s*(n+1)+n-1], q.sys[(n-1)*(n+1)+s], q.sys[s*(n+1)+n] = scale, scale, 0
	}
	q.sys[n*(n+1)-2], q.sys[n*(n+1)-1] = 0, scale
	ok := numeric.Reduce(q.sys, n, n+1, singular*scale)
	for r := range n {
		q.alpha[r] = q.sys[r*(n+1)+n]
	}
	return ok
}
