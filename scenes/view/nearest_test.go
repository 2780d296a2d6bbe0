package view

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestNearest(t *testing.T) {
	for _, c := range []struct {
		name   string
		points [][]float64
		target []float64
		want   []float64
	}{
		{"one point", [][]float64{{1, 0}}, []float64{0, 0}, []float64{1}},
		{"the middle of an edge", [][]float64{{1, -1}, {1, 1}, {3, 0}}, []float64{0, 0}, []float64{0.5, 0.5, 0}},
		{"a corner", [][]float64{{1, 0}, {2, 1}, {2, -1}}, []float64{0, 0}, []float64{1, 0, 0}},
		{"the target itself", [][]float64{{0, 0}, {5, 5}}, []float64{0, 0}, []float64{1, 0}},
		{"inside", [][]float64{{-1, -1}, {1, -1}, {0, 1}}, []float64{0, 0}, []float64{0.25, 0.25, 0.5}},
	} {
		got := solve(new(Nearest), c.points, c.target)
		for i := range got {
			if math.Abs(got[i]-c.want[i]) > 1e-12 {
				t.Errorf("%s: %v, want %v", c.name, got, c.want)
			}
		}
	}
}

// The point x is nearest iff it is in the hull and no p_i lies on its near side:
// (p_i - t).(x - t) >= (x - t).(x - t) for all i. Copies, lines and lattices included.
func TestNearestIsOptimal(t *testing.T) {
	rng := rand.New(rand.NewPCG(13, 14))
	var q Nearest
	for trial := range 600 {
		k, d := 1+rng.IntN(24), 1+rng.IntN(8)
		points := make([][]float64, k)
		for i := range points {
			points[i] = make([]float64, d)
			for j := range points[i] {
				points[i][j] = rng.NormFloat64()
				if trial%3 == 0 {
					points[i][j] = float64(rng.IntN(3))
				}
			}
			if i > 0 && trial%5 == 0 {
				points[i] = points[rng.IntN(i)]
			}
		}
		target := make([]float64, d)
		for j := range target {
			target[j] = rng.NormFloat64() * float64(trial%2)
		}
		w := solve(&q, points, target)
		x, sum := make([]float64, d), 0.
		for i, p := range points {
			if w[i] < 0 {
				t.Fatalf("trial %d: negative weight %v", trial, w[i])
			}
			sum += w[i]
			for j := range x {
				x[j] += w[i] * (p[j] - target[j])
			}
		}
		if math.Abs(sum-1) > 1e-9 {
			t.Fatalf("trial %d: weights sum to %v", trial, sum)
		}
		for i, p := range points {
			gain := 0.
			for j := range x {
				gain += x[j] * (x[j] - (p[j] - target[j]))
			}
			if gain > 1e-8 {
				t.Fatalf("trial %d: point %d lies nearer by %v", trial, i, gain)
			}
		}
	}
}

func TestNearestAllocatesNothing(t *testing.T) {
	points := [][]float64{{1, -1, 0}, {1, 1, 0}, {3, 0, 1}, {2, 2, 2}}
	target := []float64{0, 0, 0}
	var q Nearest
	dot := func(i, j int) float64 {
		sum := 0.
		for k, t := range target {
			sum += (points[i][k] - t) * (points[j][k] - t)
		}
		return sum
	}
	q.Solve(len(points), dot)
	if n := testing.AllocsPerRun(100, func() { q.Solve(len(points), dot) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func solve(q *Nearest, points [][]float64, target []float64) []float64 {
	return q.Solve(len(points), func(i, j int) float64 {
		sum := 0.
		for k, t := range target {
			sum += (points[i][k] - t) * (points[j][k] - t)
		}
		return sum
	})
}
