package persuasion

import "math/bits"

// This file cuts polytopes of beliefs by half-spaces through the double description
// method (Motzkin et al. 1953): a polytope is kept as its vertices, each with the set of
// constraints it satisfies with equality; a cut keeps the vertices on the good side and
// adds one on each edge that crosses the border. Two vertices span an edge if no third one
// lies on all the constraints the two share. For 2 signals this is cutting an interval,
// for 3 clipping a polygon.

// halfspace is {mu: at.mu >= 0}; drift is the derivative of at in delta.
type halfspace struct{ at, drift Point }

// vertex is a belief at delta = TieBreak with its first two Taylor coefficients in delta
// (with private signals vertices are rational in delta, so one is not enough). Coordinates
// that are zero in the lowered game are exactly zero. active has a bit for each constraint
// that holds with equality: bit s for mu_s >= 0, higher ones for half-spaces.
type vertex struct {
	at, drift, bend Point
	active          uint64
}

// limit is the vertex at delta = 0, seen from the given delta.
func (v *vertex) limit(delta float64, s int) float64 {
	return v.at[s] - delta*(v.drift[s]-delta*v.bend[s])
}

// cutter cuts polytopes in the simplex of n signals and counts its work.
type cutter struct {
	n       int
	lowered bool      // delta > 0: ties are those that hold for every delta
	work    int       // edge tests still allowed
	slack   []float64 // of each vertex
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
// constraint number bit. An intersection without interior is kept: it is flat, with all
// its vertices on the border (rule 1 of the package comment).
func (c *cutter) cut(dst, src []vertex, h *halfspace, bit int) []vertex {
	c.slack = resized(c.slack, len(src))
	inside, outside := 0, 0
	for i := range src {
		d := c.side(h, &src[i])
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
		return dst
	}
	return c.cross(dst, src, h, bit)
}

// side is positive for a vertex inside h, negative outside, 0 on its border. Near the
// border the derivative in delta decides: a slack of order delta squared is as small as
// rounding, its derivative is not, and only a slack that is zero for every delta is a tie.
func (c *cutter) side(h *halfspace, v *vertex) float64 {
	d := h.at.Dot(&v.at, c.n)
	if d > OnBorder || d < -OnBorder {
		return d
	}
	if !c.lowered {
		return 0
	}
	slope := h.drift.Dot(&v.at, c.n) + h.at.Dot(&v.drift, c.n)
	if slope > AlongBorder || slope < -AlongBorder {
		return slope
	}
	return 0
}

// cross appends the vertices where edges of src cross the border of h.
func (c *cutter) cross(dst, src []vertex, h *halfspace, bit int) []vertex {
	for i := range src {
		if c.slack[i] <= 0 {
			continue
		}
		for j := range src {
			if c.slack[j] < 0 && c.edge(src, i, j) {
				dst = append(dst, c.between(&src[i], &src[j], h, bit))
			}
		}
	}
	return dst
}

// edge says whether vertices i and j of the polytope span an edge.
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

// jet is a number with its first two Taylor coefficients in delta.
type jet [3]float64

// slackOf is the value of h at v.
func (c *cutter) slackOf(h *halfspace, v *vertex) jet {
	return jet{
		h.at.Dot(&v.at, c.n),
		h.drift.Dot(&v.at, c.n) + h.at.Dot(&v.drift, c.n),
		h.drift.Dot(&v.drift, c.n) + h.at.Dot(&v.bend, c.n),
	}
}

// times is the product of a and the coordinate s of v, up to second order.
func (a *jet) times(v *vertex, s int) jet {
	return jet{
		a[0] * v.at[s],
		a[0]*v.drift[s] + a[1]*v.at[s],
		a[0]*v.bend[s] + a[1]*v.drift[s] + a[2]*v.at[s],
	}
}

// between is the point of the edge from p to q, inside and outside h, at which h is zero:
// with the slacks a > 0 of p and b < 0 of q,  v (a - b) = a q - b p  for every delta.
func (c *cutter) between(p, q *vertex, h *halfspace, bit int) vertex {
	a, b := c.slackOf(h, p), c.slackOf(h, q)
	total := jet{a[0] - b[0], a[1] - b[1], a[2] - b[2]}
	v := vertex{active: p.active&q.active | 1<<bit}
	for s := range c.n {
		to, from := a.times(q, s), b.times(p, s)
		v.at[s] = (to[0] - from[0]) / total[0]
		v.drift[s] = (to[1] - from[1] - v.at[s]*total[1]) / total[0]
		v.bend[s] = (to[2] - from[2] - v.at[s]*total[2] - v.drift[s]*total[1]) / total[0]
	}
	return v
}
