package view

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// The projection p of w is right iff w - p = tau on the support of p and at most tau off it.
func TestProjectIsTheNearestPoint(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for n := 1; n <= MaxCorners; n++ {
		for range 100 {
			w := make([]float64, n)
			for j := range w {
				w[j] = rng.NormFloat64()
			}
			p := slices.Clone(w)
			Project(p)
			sum, tau := 0., math.Inf(1)
			for j, x := range p {
				sum += x
				if x > 0 {
					tau = w[j] - x
				}
			}
			for j, x := range p {
				if x < 0 || w[j]-x > tau+1e-12 || x > 0 && math.Abs(w[j]-x-tau) > 1e-12 {
					t.Fatalf("Project(%v) = %v", w, p)
				}
			}
			if math.Abs(sum-1) > 1e-12 {
				t.Fatalf("Project(%v) sums to %v", w, sum)
			}
			again := slices.Clone(p)
			Project(again)
			for j := range p {
				if math.Abs(again[j]-p[j]) > 1e-15 {
					t.Fatalf("projecting twice moves %v to %v", p, again)
				}
			}
		}
	}
}

func TestRound(t *testing.T) {
	for _, c := range []struct {
		name  string
		w     []float64
		units int
		want  []float64
	}{
		{"thirds: the first gets what is missing", []float64{1. / 3, 1. / 3, 1. / 3}, 100, []float64{0.34, 0.33, 0.33}},
		{"29 percent is 28.999999999999996 of 100", []float64{0.29, 0.71}, 100, []float64{0.29, 0.71}},
		{"the largest remainder first", []float64{0.124, 0.138, 0.738}, 100, []float64{0.12, 0.14, 0.74}},
		{"a corner", []float64{0, 1, 0}, 1000, []float64{0, 1, 0}},
		{"one weight", []float64{1}, 100, []float64{1}},
	} {
		w := slices.Clone(c.w)
		Round(w, c.units)
		if !slices.Equal(w, c.want) {
			t.Errorf("%s: Round(%v) = %v, want %v", c.name, c.w, w, c.want)
		}
	}
}
