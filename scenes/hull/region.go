package hull

import (
	"math"
	"slices"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/engine/numeric"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// The shaded region of a picture is where the user would be matched exactly: all places theta of
// the simplex with
//
//	sum_j theta_j C_j = sum_i w_i U_i + c,   w >= 0, and sum_i w_i = 1 where agents are averaged
//
// Mostly these are the mixes of the agents' places, but where criteria are dependent once the
// offset c is overlooked (sum_j nu_j C_j = c), more places stand for the same utility: the region
// is then the cone of the places and of the directions nu, both ways, cut with the simplex. Where
// agents are averaged, only directions that keep the sum of weights count.

// region is what is shaded where that is more than the hull of the agents' places.
type region struct {
	corners [][]float64    // weights; none: the hull of the agents' places is all
	rays    [][2][]float64 // of each agent: from where it is scaled to nothing to where it leaves the simplex
}

// Tolerances of the geometry, whose numbers are weights and utilities in [0,1].
const (
	dependent = 1e-9 // squared length, beside the longest, at which criteria count as dependent
	sameSide  = 1e-9 // how far on the wrong side of a facet rounding may put a point of it
	sameSpot  = 1e-7 // distance in weights at which two corners are one
)

// regionOf finds the region of a scenario whose picture has as many dimensions as weights.
func regionOf(s *engine.Scenario, flat [][]float64) (r region) {
	a := s.AlignmentOrDefault()
	free := directions(flat)
	if a.Combination == engine.Convex {
		free = level(free)
	}
	places := placesOf(s)
	if len(free) == 0 || places == nil || len(s.Criteria) < 2 || len(s.Criteria) > 4 {
		return region{}
	}
	around := slices.Clone(places)
	for _, d := range free {
		around = append(around, d, scaled(d, -1))
	}
	n := len(s.Criteria)
	r.corners = cornersOf(n, append(axes(n), facets(n, around)...))
	if len(free) == 1 && a.Combination == engine.Conic {
		r.rays = rays(places, free[0])
	}
	return r
}

// placesOf lists the weights of the agents, nil where one has a utility of its own.
func placesOf(s *engine.Scenario) (places [][]float64) {
	for _, p := range stage.Parties(s)[1:] {
		if p.Weights == nil {
			return nil
		}
		places = append(places, p.Weights)
	}
	return places
}

// directions is a basis of all nu with sum_j nu_j C_j = 0, for criteria without their offsets:
// the kernel of their Gram matrix, by elimination with full pivoting.
func directions(flat [][]float64) [][]float64 {
	n := len(flat)
	g, free := make([][]float64, n), make([]int, n)
	most := 0.
	for i := range g {
		free[i] = i
		for j := range n {
			g[i] = append(g[i], numeric.Dot(flat[i], flat[j]))
		}
		most = max(most, g[i][i])
	}
	rank := 0
	for ; rank < n; rank++ {
		i, j := pivot(g, rank)
		if math.Abs(g[i][j]) <= dependent*max(most, dependent) {
			break
		}
		g[rank], g[i] = g[i], g[rank]
		for _, row := range g {
			row[rank], row[j] = row[j], row[rank]
		}
		free[rank], free[j] = free[j], free[rank]
		sweep(g, rank)
	}
	var basis [][]float64
	for k := rank; k < n; k++ {
		d := make([]float64, n)
		d[free[k]] = 1
		for i := range rank {
			d[free[i]] = -g[i][k]
		}
		basis = append(basis, scaled(d, 1/norm(d)))
	}
	return basis
}

// pivot is where the largest number of what is left of a matrix stands.
func pivot(g [][]float64, from int) (i, j int) {
	i, j = from, from
	for r := from; r < len(g); r++ {
		for c := from; c < len(g); c++ {
			if math.Abs(g[r][c]) > math.Abs(g[i][j]) {
				i, j = r, c
			}
		}
	}
	return i, j
}

// sweep makes column k that of the identity.
func sweep(g [][]float64, k int) {
	f := g[k][k]
	for j := range g {
		g[k][j] /= f
	}
	for i := range g {
		if f := g[i][k]; i != k {
			for j := range g {
				g[i][j] -= f * g[k][j]
			}
		}
	}
}

// level is a basis of the directions of a span whose weights sum to 0.
func level(basis [][]float64) (flat [][]float64) {
	lead := -1
	for i, d := range basis {
		if lead < 0 || math.Abs(total(d)) > math.Abs(total(basis[lead])) {
			lead = i
		}
	}
	for i, d := range basis {
		switch {
		case math.Abs(total(basis[lead])) <= sameSpot:
			flat = append(flat, d)
		case i != lead:
			flat = append(flat, plus(d, basis[lead], -total(d)/total(basis[lead])))
		}
	}
	return flat
}

// facets lists normals y of the facets of the cone of vectors in R^n: y.v >= 0 for all of them, and
// 0 for as many as span a facet. What is orthogonal to all of them is on both sides.
func facets(n int, vectors [][]float64) (list [][]float64) {
	across := directions(transposed(vectors))
	for _, d := range across {
		list = append(list, d, scaled(d, -1))
	}
	choose(vectors, n-len(across)-1, func(chosen [][]float64) {
		y := normal(n, append(chosen, across...))
		if y == nil {
			return
		}
		low, high := math.Inf(1), math.Inf(-1)
		for _, v := range vectors {
			low, high = min(low, numeric.Dot(y, v)), max(high, numeric.Dot(y, v))
		}
		if low >= -sameSide {
			list = added(list, y)
		}
		if high <= sameSide {
			list = added(list, scaled(y, -1))
		}
	})
	return list
}

// cornersOf lists the corners of the part of the simplex that is on the right side of all normals.
func cornersOf(n int, normals [][]float64) (list [][]float64) {
	choose(normals, n-1, func(chosen [][]float64) {
		w := normal(n, chosen)
		if w == nil || math.Abs(total(w)) <= sameSpot {
			return
		}
		w = scaled(w, 1/total(w))
		for _, y := range normals {
			if numeric.Dot(y, w) < -sameSide {
				return
			}
		}
		list = added(list, w)
	})
	return list
}

// added appends a vector that is not in a list yet.
func added(list [][]float64, v []float64) [][]float64 {
	for _, o := range list {
		if distance(o, v) <= sameSpot {
			return list
		}
	}
	return append(list, v)
}

// axes are the normals of the simplex.
func axes(n int) (list [][]float64) {
	for j := range n {
		y := make([]float64, n)
		y[j] = 1
		list = append(list, y)
	}
	return list
}

// rays lead from where the agents are scaled to nothing, which is one place for all of them, through
// their own to where they leave the simplex.
func rays(places [][]float64, direction []float64) (list [][2][]float64) {
	sum := total(direction)
	if math.Abs(sum) <= sameSpot {
		return nil // they go on for ever, beside each other
	}
	start := scaled(direction, 1/sum)
	for _, w := range places {
		t := math.Inf(1)
		for j := range w {
			if d := start[j] - w[j]; d > sameSpot {
				t = min(t, start[j]/d)
			}
		}
		if !math.IsInf(t, 1) {
			list = append(list, [2][]float64{start, plus(start, plus(w, start, -1), t)})
		}
	}
	return list
}

// normal is a vector of length 1 that is orthogonal to n-1 others, nil where they are dependent: its
// parts are the minors of their matrix, with alternating signs.
func normal(n int, others [][]float64) []float64 {
	y := make([]float64, n)
	minor := make([][]float64, len(others))
	for j := range n {
		for r, v := range others {
			minor[r] = append(append(minor[r][:0], v[:j]...), v[j+1:]...)
		}
		y[j] = determinant(minor)
		if j%2 == 1 {
			y[j] = -y[j]
		}
	}
	if length := norm(y); length > sameSpot {
		return scaled(y, 1/length)
	}
	return nil
}

// determinant is that of a matrix of up to three rows.
func determinant(a [][]float64) float64 {
	switch len(a) {
	case 1:
		return a[0][0]
	case 2:
		return a[0][0]*a[1][1] - a[0][1]*a[1][0]
	}
	return a[0][0]*(a[1][1]*a[2][2]-a[1][2]*a[2][1]) - a[0][1]*(a[1][0]*a[2][2]-a[1][2]*a[2][0]) +
		a[0][2]*(a[1][0]*a[2][1]-a[1][1]*a[2][0])
}

// choose calls f with every choice of k vectors, in their order.
func choose(vectors [][]float64, k int, f func([][]float64)) {
	chosen := make([][]float64, 0, k)
	var more func(from int)
	more = func(from int) {
		if len(chosen) == k {
			f(chosen[:k:k])
			return
		}
		for i := from; i < len(vectors); i++ {
			chosen = append(chosen, vectors[i])
			more(i + 1)
			chosen = chosen[:len(chosen)-1]
		}
	}
	more(0)
}

// shade puts a region into a picture.
func (m *model) shade(r region) {
	for _, w := range r.corners {
		m.region = append(m.region, m.simplex.Place(w))
	}
	for _, ray := range r.rays {
		m.rays = append(m.rays, [2]view.Point{m.simplex.Place(ray[0]), m.simplex.Place(ray[1])})
	}
}

// transposed has a vector for each part of the vectors.
func transposed(vectors [][]float64) [][]float64 {
	t := make([][]float64, len(vectors[0]))
	for j := range t {
		for _, v := range vectors {
			t[j] = append(t[j], v[j])
		}
	}
	return t
}

func total(a []float64) (sum float64) {
	for _, x := range a {
		sum += x
	}
	return sum
}

func scaled(a []float64, f float64) []float64 {
	b := make([]float64, len(a))
	for k := range a {
		b[k] = f * a[k]
	}
	return b
}

// plus is a + f b.
func plus(a, b []float64, f float64) []float64 {
	c := slices.Clone(a)
	for k := range c {
		c[k] += f * b[k]
	}
	return c
}
