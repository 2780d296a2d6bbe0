package persuasion

import (
	"math/bits"

	"github.com/emergent-alignment/emergent/engine/numeric"
)

// This file cuts polytopes of beliefs by half-spaces through the double description
// method (Motzkin et al. 1953): a polytope is kept as its vertices, each with the set of
// constraints it satisfies with equality; a cut keeps the vertices on the good side and
// adds one on each edge that crosses the border. Two vertices span an edge if no third one
// lies on all the constraints the two share. For 2 signals this is cutting an interval,
// for 3 clipping a polygon.

// halfspace is {mu: at.mu >= 0} at delta = 0; the true entries are within noise of at.
type halfspace struct {
	at    Point
	noise float64
}

// vertex is a corner of a polytope: where it is as delta -> 0, and which constraints hold
// there with equality for all small delta (bit s for mu_s >= 0, higher ones for
// half-spaces). The constraints define it; the coordinates are floats, off by at most noise
// in sum, and exactly 0 where the constraint says so.
type vertex struct {
	at     Point
	noise  float64
	active uint64
}

// referee settles what floats leave open about the polytope in hand.
type referee interface {
	// side is the sign of a half-space at a vertex for all small delta.
	side(h int, v *vertex) int
	// settle computes a vertex from its constraints in floats, if that is good enough.
	settle(v *vertex) bool
	// place computes it from them exactly.
	place(v *vertex)
}

// cutter cuts polytopes in the simplex of n signals and counts its work.
type cutter struct {
	n     int
	work  int       // edge tests still allowed
	slack []float64 // of each vertex at delta = 0, with its sign for small delta
	noise []float64 // of each slack; infinite where the sign alone is known
}

// simplex appends the corners of the simplex to dst.
func (c *cutter) simplex(dst []vertex) []vertex {
	all := uint64(1)<<c.n - 1
	for s := range c.n {
		corner := vertex{active: all &^ (1 << s)}
		corner.at[s] = 1
		dst = append(dst, corner)
	}
	return dst
}

// cut appends to dst the vertices of the polytope src intersected with h, which is
// constraint number bit. It reports whether the intersection has an interior (if src has
// one): whether a vertex is strictly inside.
func (c *cutter) cut(dst, src []vertex, h *halfspace, bit int, r referee) ([]vertex, bool) {
	c.slack, c.noise = numeric.Sized(c.slack, len(src)), numeric.Sized(c.noise, len(src))
	inside, outside := 0, 0
	for i := range src {
		d := c.side(h, bit, &src[i], i, r)
		switch {
		case d > 0:
			inside++
		case d < 0:
			outside++
		}
		c.slack[i] = d
	}
	for i, d := range c.slack {
		if d >= 0 {
			dst = append(dst, src[i])
		}
		if d == 0 {
			dst[len(dst)-1].active |= 1 << bit
		}
	}
	c.work -= inside * outside * (1 + len(src)/8)
	if outside == 0 || c.work < 0 {
		return dst, inside > 0
	}
	return c.cross(dst, src, h, bit, r), inside > 0
}

// side is positive for a vertex inside h, negative outside, 0 on its border for all small
// delta. It is the slack at delta = 0 where rounding leaves its sign no choice.
func (c *cutter) side(h *halfspace, bit int, v *vertex, i int, r referee) float64 {
	d := h.at.Dot(&v.at, c.n)
	c.noise[i] = h.noise + v.noise + sumNoise
	if d > c.noise[i] || d < -c.noise[i] {
		return d
	}
	c.noise[i] = unknown
	return float64(r.side(bit, v))
}

// cross appends the vertices where edges of src cross the border of h.
func (c *cutter) cross(dst, src []vertex, h *halfspace, bit int, r referee) []vertex {
	for i := range src {
		if c.slack[i] <= 0 {
			continue
		}
		for j := range src {
			if c.slack[j] < 0 && c.edge(src, i, j) {
				dst = append(dst, vertex{})
				c.between(&dst[len(dst)-1], src, i, j, bit, r)
			}
		}
	}
	return dst
}

// edge reports whether vertices i and j of the polytope span an edge.
func (c *cutter) edge(vertices []vertex, i, j int) bool {
	shared := vertices[i].active & vertices[j].active
	if bits.OnesCount64(shared) < c.n-2 {
		return false
	}
	for k := range vertices {
		if vertices[k].active&shared == shared && k != i && k != j {
			return false
		}
	}
	return true
}

// between writes into v the point of the edge from vertex i inside h to j outside at which h
// is zero: with the slacks a > 0 and b < 0,  p + a/(a-b) (q-p). A change e of either slack
// moves it by at most e/(a-b) of the edge, whose length is at most 2 in sum.
func (c *cutter) between(v *vertex, src []vertex, i, j, bit int, r referee) {
	p, q := &src[i], &src[j]
	v.active = p.active&q.active | 1<<bit
	width := c.slack[i] - c.slack[j]
	noise := max(c.noise[i], c.noise[j])
	v.noise = max(p.noise, q.noise) + 3*noise/width + sumNoise
	if !(v.noise <= fairNoise) && r.settle(v) {
		return
	}
	if !(v.noise <= mostNoise) {
		r.place(v)
		return
	}
	share := c.slack[i] / width
	for s := range c.n {
		v.at[s] = p.at[s] + share*(q.at[s]-p.at[s])
	}
}
