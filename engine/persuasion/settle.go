package persuasion

import (
	"math"
	"math/bits"
)

// This file computes a vertex from the constraints that define it, in floats: cut after cut
// the bound on its rounding grows, while the constraints know no history.
//
//	M v = e,   the rows of M: half-spaces that hold with equality, and the sum, which is 1.
//
// With an inverse of M at hand the error is bounded by it: if each row is off by noise and
// misses by a residual, sum_s |v_s - true| <= sum_s,j |inverse_sj| (noise_j + residual_j),
// twice that for what the inverse itself is off.

// settle moves a vertex to where its constraints put it (referee). It reports false where
// that is no better than mostNoise.
func (p *Space) settle(v *vertex) bool { return p.settleAt(v, p.named(v), 0) }

// settleAt is settle in the game lowered by delta.
func (p *Space) settleAt(v *vertex, at place, delta float64) bool {
	var s settler
	s.n = bits.OnesCount8(at.support)
	for x := range p.Heard {
		tied := at.ties >> (8 * x) & 0xff
		for base := bits.TrailingZeros64(tied); tied&(tied-1) != 0; {
			tied &= tied - 1
			h := p.prefer(x, base, bits.TrailingZeros64(tied), delta)
			s.offer(&h, at.support)
		}
	}
	return s.solve(v, at.support)
}

// settler collects independent rows by elimination: row i of reduced is a combination of rows
// up to i, with its largest entry at pivot[i], where later ones are 0.
type settler struct {
	n, rows int
	matrix  [MaxSignals][MaxSignals]float64
	noise   [MaxSignals]float64
	reduced [MaxSignals][MaxSignals]float64
	pivot   [MaxSignals]int
}

// offer takes a row if it is clearly independent of those taken.
func (s *settler) offer(h *halfspace, support uint8) {
	if s.rows == s.n-1 || h.noise == unknown {
		return
	}
	var row [MaxSignals]float64
	i := 0
	for rest := support; rest != 0; rest &= rest - 1 {
		row[i] = h.at[bits.TrailingZeros8(rest)]
		i++
	}
	left := row
	for k := range s.rows {
		factor := left[s.pivot[k]] / s.reduced[k][s.pivot[k]]
		for c := range s.n {
			left[c] -= factor * s.reduced[k][c]
		}
	}
	pivot := 0
	for c := range s.n {
		if math.Abs(left[c]) > math.Abs(left[pivot]) {
			pivot = c
		}
	}
	const clearly = 1e-4 // what is less so may have no good inverse
	if math.Abs(left[pivot]) < clearly {
		return
	}
	s.matrix[s.rows], s.noise[s.rows], s.reduced[s.rows], s.pivot[s.rows] = row, h.noise, left, pivot
	s.rows++
}

// solve writes the vertex and the bound on its error.
func (s *settler) solve(v *vertex, support uint8) bool {
	if s.rows < s.n-1 {
		return false
	}
	for c := range s.n {
		s.matrix[s.rows][c] = 1
	}
	inverse, ok := inverted(s.matrix, s.n)
	if !ok {
		return false
	}
	var at [MaxSignals]float64
	noise := sumNoise
	for i := range s.n {
		if at[i] = inverse[i][s.n-1] + 0; at[i] < 0 { // + 0 makes 0 of -0
			return false
		}
	}
	for j := range s.n {
		residual := 0.0
		for c := range s.n {
			residual += s.matrix[j][c] * at[c]
		}
		if j == s.n-1 {
			residual--
		}
		for i := range s.n {
			noise += 2 * math.Abs(inverse[i][j]) * (s.noise[j] + math.Abs(residual) + sumNoise)
		}
	}
	if noise > mostNoise {
		return false
	}
	v.noise, v.at = noise, Point{}
	i := 0
	for rest := support; rest != 0; rest &= rest - 1 {
		v.at[bits.TrailingZeros8(rest)] = at[i]
		i++
	}
	return true
}

// rank is a lower bound of the rank that some constraints of a region have at delta = 0, and
// so for small delta too.
func (p *Space) rank(region int, active uint64) int {
	support := ^uint8(active) & uint8(1<<p.N-1)
	s := settler{n: bits.OnesCount8(support)}
	for rest := active >> p.N << p.N; rest != 0; rest &= rest - 1 {
		constraint := bits.TrailingZeros64(rest)
		x, b := (constraint-p.N)/(p.Actions-1), (constraint-p.N)%(p.Actions-1)
		a := int(p.Regions[region].Strategy[x])
		if b >= a {
			b++
		}
		h := p.prefer(x, a, b, 0)
		s.offer(&h, support)
	}
	return p.N - s.n + s.rows
}
