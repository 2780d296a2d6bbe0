package view

import (
	"math"
	"math/rand/v2"
	"testing"
)

// The corners have length 1, sum to zero and form a tight frame: what Move relies on.
func TestSimplexIsATightFrame(t *testing.T) {
	for n := 2; n <= MaxCorners; n++ {
		s := NewSimplex(n)
		var sum Point
		var gram [3][3]float64
		for j := range n {
			c := s.Corner(j)
			if math.Abs(c.Norm()-1) > 1e-12 {
				t.Errorf("%d corners: corner %d has length %v", n, j, c.Norm())
			}
			sum = sum.Add(c)
			v := [3]float64{c.X, c.Y, c.Z}
			for a := range 3 {
				for b := range 3 {
					gram[a][b] += v[a] * v[b]
				}
			}
		}
		if sum.Norm() > 1e-12 {
			t.Errorf("%d corners: their sum is %v", n, sum)
		}
		for a := range 3 {
			for b := range 3 {
				want := 0.
				if a == b && a < s.dim {
					want = float64(n) / float64(s.dim)
				}
				if math.Abs(gram[a][b]-want) > 1e-12 {
					t.Errorf("%d corners: frame[%d][%d] = %v, want %v", n, a, b, gram[a][b], want)
				}
			}
		}
	}
}

// Up to four corners the simplex is regular: all corners are equally far apart.
func TestSimplexIsRegular(t *testing.T) {
	for n := 3; n <= 4; n++ {
		s := NewSimplex(n)
		want := s.Corner(0).Sub(s.Corner(1)).Norm()
		for i := range n {
			for j := range i {
				if got := s.Corner(i).Sub(s.Corner(j)).Norm(); math.Abs(got-want) > 1e-12 {
					t.Errorf("%d corners: edge %d-%d is %v, want %v", n, i, j, got, want)
				}
			}
		}
	}
}

// Inside the simplex a move by delta moves the point by delta, and brings it back.
func TestMoveIsTheInverseOfPlace(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for n := 2; n <= MaxCorners; n++ {
		s := NewSimplex(n)
		for range 50 {
			w := interior(rng, n)
			var d Point
			for a, x := range []*float64{&d.X, &d.Y, &d.Z} {
				if a < s.dim {
					*x = (rng.Float64() - 0.5) * 0.2 / float64(n)
				}
			}
			moved := make([]float64, n)
			s.Move(moved, w, d)
			if got := s.Place(moved).Sub(s.Place(w)); got.Sub(d).Norm() > 1e-12 {
				t.Fatalf("%d corners: moved by %v, want %v", n, got, d)
			}
			s.Move(moved, moved, d.Scale(-1))
			for j := range w {
				if math.Abs(moved[j]-w[j]) > 1e-12 {
					t.Fatalf("%d corners: back at %v, want %v", n, moved, w)
				}
			}
		}
	}
}

// What a projection hides stays as it is: corners 0 and 3 of a hexagon are opposite, so
// equal amounts on both are hidden.
func TestMoveKeepsWhatIsHidden(t *testing.T) {
	s := NewSimplex(6)
	w := []float64{0.2, 0.1, 0.2, 0.2, 0.1, 0.2}
	moved := make([]float64, 6)
	s.Move(moved, w, Point{X: 0.05, Y: 0.02})
	hidden := func(w []float64) float64 { return w[0] - w[1] + w[2] - w[3] + w[4] - w[5] } // orthogonal to both rows
	if math.Abs(hidden(moved)-hidden(w)) > 1e-12 {
		t.Errorf("hidden part %v, want %v", hidden(moved), hidden(w))
	}
}

func TestMoveStaysInTheSimplex(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for n := 1; n <= MaxCorners; n++ {
		s := NewSimplex(n)
		for range 50 {
			w := interior(rng, n)
			s.Move(w, w, Point{rng.NormFloat64() * 3, rng.NormFloat64() * 3, rng.NormFloat64() * 3})
			sum := 0.
			for _, x := range w {
				if x < 0 {
					t.Fatalf("negative weight in %v", w)
				}
				sum += x
			}
			if math.Abs(sum-1) > 1e-12 {
				t.Fatalf("weights %v sum to %v", w, sum)
			}
		}
	}
}

func TestStepIsNeat(t *testing.T) {
	s := NewSimplex(3)
	w := []float64{0.4, 0.3, 0.3}
	s.Move(w, w, s.Step(Point{X: 1}, 0.01))
	for j, want := range []float64{0.4, 0.29, 0.31} {
		if math.Abs(w[j]-want) > 1e-12 {
			t.Errorf("right: %v", w)
		}
	}
	if d := s.Step(Point{Z: 1}, 0.01); d != (Point{}) {
		t.Errorf("a hidden direction steps by %v", d)
	}
}

func interior(rng *rand.Rand, n int) []float64 {
	w := make([]float64, n)
	sum := 0.
	for j := range w {
		w[j] = 0.5 + rng.Float64()
		sum += w[j]
	}
	for j := range w {
		w[j] /= sum
	}
	return w
}

// What is believed stands on its tip and what is cared about on its base; everything else is as it
// was: left is left, and a move along the picture changes weights as the picture says.
func TestHanging(t *testing.T) {
	for n := 1; n <= MaxCorners; n++ {
		up := NewSimplex(n)
		down := up.Hanging()
		for j := range n {
			a, b := up.Corner(j), down.Corner(j)
			if n == 3 {
				a.Y = -a.Y
			}
			if a != b {
				t.Errorf("%d corners, number %d: at %v, want %v", n, j, b, a)
			}
		}
		if n < 2 || n > 4 {
			continue
		}
		w := make([]float64, n)
		for j := range w {
			w[j] = 1 / float64(n)
		}
		to := down.Corner(0).Scale(0.3)
		down.Move(w, w, to)
		if at := down.Place(w); at.Sub(to).Norm() > 1e-12 {
			t.Errorf("%d corners: moved to %v, want %v", n, at, to)
		}
	}
}
