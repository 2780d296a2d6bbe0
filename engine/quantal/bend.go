package quantal

import (
	"math"

	"github.com/emergent-alignment/emergent/engine/numeric"
)

// This file bounds how far a payoff can be from linear on a cell, a simplex of beliefs.
//
// With the user's own signal x, v_i(q) is the sum over x of p(q) V(q~), where p = P(x|q) is
// linear and q~ the belief given x (a perspective function: on a simplex with vertices q_j,
// q = sum_j theta_j q_j, it differs from the linear interpolation by p(q) times what V(q~)
// differs from that of V at the q~_j). V = sum_a sigma_a L_a is a mean under logit, so along
// any line, with b a reference action, w_a = d/dt lambda (u_a - u_b), D_a = L_a - L_b,
//
//	V'' = sum_{a != b} sigma_a [ (w_a^2 - 2 w_a W + 2 W^2 - K) D_a + 2 (w_a - W) D_a' ],
//	W = sum_a sigma_a w_a,   K = sum_a sigma_a w_a^2,
//
// and the interpolation is off by at most 1/8 of the greatest |V''| over the cell, each
// difference taken over the whole of it (the variance of a number within a range r is at most
// r^2/4, for any weights theta).

// bends holds for one cell, by private signal and action, what multiplies |D_a| and the range
// of D_a in that bound.
type bends struct {
	reference   []int     // [x]
	alpha, beta []float64 // [x][a]; 0 for the reference
	most        []float64 // [x][a]: the greatest p sigma_a, up to a factor
	scores      []float64 // [vertex][a] of one signal
}

// node is a belief with everybody's payoffs there, the user's first. roof is a lower bound on
// each agent's concave envelope.
type node struct {
	q            []float64
	values, roof []float64
}

// cell is a simplex of beliefs, by its vertices.
type cell struct {
	vertex [3]*node
	n      int // vertices
	depth  int // splits since the grid
}

// longest is the longest edge of a cell.
func (c *cell) longest() (u, v int) {
	most := -1.0
	for i := range c.n {
		for j := range i {
			length := 0.0
			for s, x := range c.vertex[i].q {
				length += (x - c.vertex[j].q[s]) * (x - c.vertex[j].q[s])
			}
			if length > most {
				u, v, most = i, j, length
			}
		}
	}
	return u, v
}

// set fills in the bounds of a cell.
func (b *bends) set(t *Table, c *cell, lambda float64) {
	size := t.private * t.actions
	b.reference = numeric.Sized(b.reference, t.private)
	b.alpha, b.beta, b.most = numeric.Sized(b.alpha, size), numeric.Sized(b.beta, size), numeric.Sized(b.most, size)
	b.scores = numeric.Sized(b.scores, 3*t.actions)
	clear(b.alpha)
	clear(b.beta)
	clear(b.most)
	for x := range t.private {
		b.signal(t, c, x, lambda)
	}
}

// signal fills in the bounds for one private signal.
func (b *bends) signal(t *Table, c *cell, x int, lambda float64) {
	n, greatest := 0, 0.0 // vertices at which the signal can occur: the q~ are between those
	for j := range c.n {
		q := c.vertex[j].q
		p := dot(q, t.mass[x*len(q):])
		if p <= 0 {
			continue
		}
		greatest = max(greatest, p)
		for a := range t.actions {
			b.scores[n*t.actions+a] = lambda / p * dot(q, t.payoff[(x*t.actions+a)*t.Parties*len(q):])
		}
		n++
	}
	if n == 0 {
		b.reference[x] = 0
		return
	}
	ref := 0
	for a := range t.actions {
		sum, best := 0.0, 0.0
		for j := range n {
			sum, best = sum+b.scores[j*t.actions+a], best+b.scores[j*t.actions+ref]
		}
		if sum > best {
			ref = a
		}
	}
	b.reference[x] = ref
	w, k := 0.0, 0.0
	row := x * t.actions
	for a := range t.actions {
		if a == ref {
			continue
		}
		sigma := b.atMost(t.actions, n, a)
		low, high := b.between(t.actions, n, a, ref)
		r := high - low
		b.most[row+a], b.beta[row+a] = sigma, r
		w, k = w+sigma*r, k+sigma*r*r
	}
	for a := range t.actions {
		sigma, r := b.most[row+a], b.beta[row+a]
		b.alpha[row+a] = greatest / 8 * sigma * (r*r + 2*r*w + 2*w*w + k)
		b.beta[row+a] = greatest / 4 * sigma * (r + w)
		b.most[row+a] = greatest * 2 * sigma
	}
}

// between is the range of the score of action a less that of action c over the n vertices.
func (b *bends) between(actions, n, a, c int) (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for j := range n {
		d := b.scores[j*actions+a] - b.scores[j*actions+c]
		low, high = min(low, d), max(high, d)
	}
	return low, high
}

// atMost is a bound on sigma_a over the cell: each term of 1/sigma_a = sum_c exp(z_c - z_a)
// is least at a vertex.
func (b *bends) atMost(actions, n, a int) float64 {
	sum := 0.0
	for c := range actions {
		low, _ := b.between(actions, n, c, a)
		sum += math.Exp(low)
	}
	return 1 / sum
}

// of is the most by which a party's payoff differs from linear on the cell.
func (b *bends) of(t *Table, c *cell, party int) float64 {
	curved, crude := 0.0, 0.0
	for x, ref := range b.reference {
		for a := range t.actions {
			row := x*t.actions + a
			if a == ref || b.most[row] == 0 {
				continue
			}
			low, high := t.differences(c, x, a, ref, party)
			size := max(-low, high)
			curved += b.alpha[row]*size + b.beta[row]*(high-low)
			crude += b.most[row] * size
		}
	}
	return min(curved, crude)
}

// differences is the range of D_a, given x, over the cell's vertices.
func (t *Table) differences(c *cell, x, a, b, party int) (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for j := range c.n {
		q := c.vertex[j].q
		if p := dot(q, t.mass[x*len(q):]); p > 0 {
			d := t.difference(q, x, a, b, party) / p
			low, high = min(low, d), max(high, d)
		}
	}
	return low, high
}
