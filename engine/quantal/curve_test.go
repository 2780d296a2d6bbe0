package quantal

import (
	"math"
	"testing"

	"github.com/emergent-alignment/emergent/engine/internal/randgame"
)

func TestSpaced(t *testing.T) {
	got := Spaced(0.1, 1000, 5)
	for i, want := range []float64{0.1, 1, 10, 100, 1000} {
		if math.Abs(got[i]-want) > 1e-12*want {
			t.Errorf("value %d is %g, want %g", i, got[i], want)
		}
	}
}

// TestCurve: points are the answers at their lambdas, and at each change marked the shape is
// the one after it, a hundredth below it the one before.
func TestCurve(t *testing.T) {
	changes := 0
	for seed := range randgame.Seeds(20) {
		g := randgame.Game(source(seed), 2+seed%2, 3, 3)
		s := Solver{Resolution: 40}
		lambdas := append([]float64{0}, Spaced(0.5, 1000, 12)...)
		points, marks := s.Curve(g, 0.1, lambdas)
		if len(points) != len(lambdas) {
			t.Fatalf("seed %d: %d points for %d lambdas", seed, len(points), len(lambdas))
		}
		for i, p := range points {
			a := s.Solve(g, lambdas[i], 0.1)
			if p.Lambda != lambdas[i] || p.Full != a.Full || p.None != a.None || p.Floor != a.Floor ||
				p.Worst != a.Worst.User || p.Best != a.Best.User || p.BoundFull != a.BoundFull ||
				p.BoundLambda != a.BoundLambda || p.HasBoundLambda != a.HasBoundLambda {
				t.Errorf("seed %d: point at %g is not the answer there", seed, lambdas[i])
			}
		}
		for _, c := range marks {
			changes++
			at, seen := s.point(g, 0.1, c.Lambda).Shape, false
			for _, below := range Spaced(c.Lambda/changeRatio, c.Lambda, 20) {
				seen = seen || s.point(g, 0.1, below).Shape == c.Before
			}
			if at != c.After || c.Before == c.After || !seen {
				t.Errorf("seed %d: change at %g from %v to %v: found %v there, and that before it just below: %v",
					seed, c.Lambda, c.Before, c.After, at, seen)
			}
		}
	}
	if changes == 0 {
		t.Error("no shape ever changed")
	}
}

// TestClusters counts by hand.
func TestClusters(t *testing.T) {
	var s Solver
	s.grid.reset(2, 6)
	s.kept = []bool{true, false, true, true, false, false, true}
	if got := s.clusters(); got != 3 {
		t.Errorf("on a line: %d, want 3", got)
	}
	s.grid.reset(3, 3)
	// Rows of 4, 3, 2 and 1: two corners of the lowest row, the top with its neighbour below.
	s.kept = []bool{true, false, false, true, false, false, false, true, false, true}
	if got := s.clusters(); got != 3 {
		t.Errorf("in the triangle: %d, want 3", got)
	}
}
