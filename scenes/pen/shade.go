package pen

import (
	"math"

	"github.com/emergent-alignment/emergent/scenes/view"
)

// Shade is a triangle in which every point has the blend of colours with which options are
// taken there by a logit choice. At the barycentric coordinates q of a point, group g has the
// share m_g = sum_s q_s Mass[g][s], and within it option a is taken in proportion to
//
//	exp( Sharpness * sum_s q_s Score[g][a][s] / m_g ).
//
// The colour is the mean of Colors over groups and options. With one group, Mass is all 1.
type Shade struct {
	Corners   [3]view.Pixel
	Mass      [][3]float64   // one a group, at most MaxGroups
	Score     [][][3]float64 // [group][option]
	Colors    []Color        // one an option, at most MaxOptions
	Sharpness float64
}

// Limits of a Shade: those of the scenario format.
const (
	MaxGroups  = 8
	MaxOptions = 8
)

// Shares writes how often each option is taken at q into dst, one number an option.
func (s *Shade) Shares(q [3]float64, dst []float64) {
	clear(dst)
	var weight [MaxOptions]float64
	for g := range s.Mass {
		mass := at(q, s.Mass[g])
		if mass <= 0 {
			continue
		}
		top := math.Inf(-1)
		for a := range dst {
			weight[a] = s.Sharpness * at(q, s.Score[g][a]) / mass
			top = max(top, weight[a])
		}
		sum := 0.
		for a := range dst {
			weight[a] = math.Exp(weight[a] - top)
			sum += weight[a]
		}
		for a := range dst {
			dst[a] += mass * weight[a] / sum
		}
	}
}

func at(q, v [3]float64) float64 { return q[0]*v[0] + q[1]*v[1] + q[2]*v[2] }

// Color is the blend at q.
func (s *Shade) Color(q [3]float64) (c Color) {
	var shares [MaxOptions]float64
	s.Shares(q, shares[:len(s.Colors)])
	for a, k := range s.Colors {
		w := shares[a]
		c = Color{c.R + w*k.R, c.G + w*k.G, c.B + w*k.B, c.A + w*k.A}
	}
	return c
}

// finest is how often Triangles halves the sides of a Shade at most: into 128 parts.
const finest = 7

// unseen is the difference between two colours, in any channel, that no eye sees as a step.
const unseen = 0.012

// Triangles appends the Shade as triangles with a colour at each corner, small where the
// colour changes fast: for pens that cannot blend at every point.
func (s *Shade) Triangles(dst []Vertex) []Vertex {
	return s.split(dst, [3]float64{1, 0, 0}, [3]float64{0, 1, 0}, [3]float64{0, 0, 1}, 0)
}

// coarsest is how often the sides are always halved, so that no thin region is overlooked.
const coarsest = 3

func (s *Shade) split(dst []Vertex, a, b, c [3]float64, depth int) []Vertex {
	ca, cb, cc := s.Color(a), s.Color(b), s.Color(c)
	if depth == finest || depth >= coarsest && flat(depth, ca, cb, cc) {
		return append(dst, Vertex{s.place(a), ca}, Vertex{s.place(b), cb}, Vertex{s.place(c), cc})
	}
	ab, bc, ca2 := half(a, b), half(b, c), half(c, a)
	dst = s.split(dst, a, ab, ca2, depth+1)
	dst = s.split(dst, ab, b, bc, depth+1)
	dst = s.split(dst, ca2, bc, c, depth+1)
	return s.split(dst, ab, bc, ca2, depth+1)
}

func (s *Shade) place(q [3]float64) (p view.Pixel) {
	for i, c := range s.Corners {
		p.X += q[i] * c.X
		p.Y += q[i] * c.Y
	}
	return p
}

func half(a, b [3]float64) (m [3]float64) {
	for i := range m {
		m[i] = (a[i] + b[i]) / 2
	}
	return m
}

// flat reports whether a triangle need not be halved: the last time only at an edge between
// two colours.
func flat(depth int, a, b, c Color) bool {
	limit := unseen
	if depth == finest-1 {
		limit *= 6
	}
	return apart(a, b) < limit && apart(b, c) < limit && apart(c, a) < limit
}

// apart is the largest difference of two colours in a channel.
func apart(a, b Color) float64 {
	return max(math.Abs(a.R-b.R), math.Abs(a.G-b.G), math.Abs(a.B-b.B), math.Abs(a.A-b.A))
}
