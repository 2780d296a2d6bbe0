package view

import "math"

// MaxCorners is the most corners a Simplex has: the format allows eight criteria.
const MaxCorners = 8

// Point is a place in the picture before it is put on the screen: x to the right, y up,
// z towards the reader. The corners of a simplex lie at distance 1 from the origin.
type Point struct{ X, Y, Z float64 }

// Add is the sum of two vectors.
func (p Point) Add(q Point) Point { return Point{p.X + q.X, p.Y + q.Y, p.Z + q.Z} }

// Sub is p less q.
func (p Point) Sub(q Point) Point { return Point{p.X - q.X, p.Y - q.Y, p.Z - q.Z} }

// Scale is p, s times as long.
func (p Point) Scale(s float64) Point { return Point{p.X * s, p.Y * s, p.Z * s} }

// Dot is the inner product.
func (p Point) Dot(q Point) float64 { return p.X*q.X + p.Y*q.Y + p.Z*q.Z }

// Norm is the length of p.
func (p Point) Norm() float64 { return math.Sqrt(p.Dot(p)) }

// Cross is the vector product.
func (p Point) Cross(q Point) Point {
	return Point{p.Y*q.Z - p.Z*q.Y, p.Z*q.X - p.X*q.Z, p.X*q.Y - p.Y*q.X}
}

// Simplex maps weights on n corners to points and back.
//
//	n = 1  one point, the origin
//	n = 2  a segment from left to right
//	n = 3  an equilateral triangle: top, left, right
//	n = 4  a regular tetrahedron: top, then around the base
//	n > 4  a projection: the corners of a regular polygon, clockwise from the top
//
// In every case the corners c_j sum to zero and form a tight frame: sum_j c_j c_j^T is s
// times the identity of the space they span, with s = n / dimension. Hence the least change
// of weights that moves a point by delta is theta_j += c_j.delta / s, which is exact for
// n <= 4 and keeps what the projection hides for n > 4.
type Simplex struct {
	n      int
	dim    int
	corner [MaxCorners]Point
}

// NewSimplex returns the map for n corners, 1 <= n <= MaxCorners.
func NewSimplex(n int) Simplex {
	s := Simplex{n: n}
	switch {
	case n == 1:
	case n == 2:
		s.dim = 1
		s.corner[0], s.corner[1] = Point{X: -1}, Point{X: 1}
	case n == 4:
		s.dim = 3
		s.corner[0] = Point{Y: 1}
		for j := 1; j < 4; j++ {
			sin, cos := math.Sincos(2 * math.Pi * float64(j-1) / 3)
			s.corner[j] = Point{X: -cos, Z: sin}.Scale(2 * math.Sqrt2 / 3).Add(Point{Y: -1. / 3})
		}
	default:
		s.dim = 2
		turn := 2 * math.Pi / float64(n)
		if n == 3 {
			turn = -turn // the second corner at the left, as triangles are read
		}
		for j := range n {
			sin, cos := math.Sincos(turn * float64(j))
			s.corner[j] = Point{X: sin, Y: cos}
		}
	}
	return s
}

// Hanging is the simplex with a triangle that stands on its tip: its first corner below, the others
// at the left and right above. What is believed is drawn so, beside what is cared about, which
// stands on its base: the two have the same shape and are not the same thing.
func (s Simplex) Hanging() Simplex {
	if s.n == 3 {
		for j := range s.n {
			s.corner[j].Y = -s.corner[j].Y
		}
	}
	return s
}

// Corners is the number of corners.
func (s *Simplex) Corners() int { return s.n }

// Corner returns where corner j is.
func (s *Simplex) Corner(j int) Point { return s.corner[j] }

// Exact reports whether different weights always have different points.
func (s *Simplex) Exact() bool { return s.n <= 4 }

// Solid reports whether the picture has depth and can be turned.
func (s *Simplex) Solid() bool { return s.n == 4 }

// Place returns the point of weights w, which are theta in the simplex of s.
func (s *Simplex) Place(w []float64) Point {
	var p Point
	for j, x := range w[:s.n] {
		p = p.Add(s.corner[j].Scale(x))
	}
	return p
}

// Move sets dst to the weights w moved by delta, put back into the simplex by Project. What
// delta does not reach (components that the picture hides) stays as it is. dst may be w.
func (s *Simplex) Move(dst, w []float64, delta Point) {
	s.shift(dst, w, delta)
	Project(dst[:s.n])
}

func (s *Simplex) shift(dst, w []float64, delta Point) {
	for j := range s.n {
		dst[j] = w[j] + s.rate(j, delta)
	}
}

// rate is the change of weight j for a move by delta: c_j.delta / s.
func (s *Simplex) rate(j int, delta Point) float64 {
	if s.dim == 0 {
		return 0
	}
	return s.corner[j].Dot(delta) * float64(s.dim) / float64(s.n)
}

// Step returns the multiple of direction along which no weight changes faster than step and
// one changes by just that: how far an arrow key moves. A direction that moves no weight
// gives the zero Point.
func (s *Simplex) Step(direction Point, step float64) Point {
	fastest := 0.
	for j := range s.n {
		fastest = max(fastest, math.Abs(s.rate(j, direction)))
	}
	if fastest < flat {
		return Point{}
	}
	return direction.Scale(step / fastest)
}

// flat is the change of weights per unit of movement below which a direction counts as
// hidden: far below what a pixel can show, far above rounding.
const flat = 1e-9

// Box returns the extent of the picture: of the corners, or of the whole sphere around
// them when it can be turned, so that turning never changes the scale.
func (s *Simplex) Box() Box {
	if s.Solid() {
		return Box{Point{-1, -1, -1}, Point{1, 1, 1}}
	}
	return BoxOf(s.corner[:s.n])
}
