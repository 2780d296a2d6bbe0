package guarantees

import (
	"math"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
)

// Every place of the finest grid is surveyed once, coarse grids first, and a grid is
// complete when its last place is.
func TestSurveyCoversTheSimplex(t *testing.T) {
	for _, c := range []struct{ corners, most, places int }{{2, 256, 257}, {2, 16, 17}, {3, 64, 65 * 66 / 2},
		{3, 8, 45}, {3, 20, 17 * 18 / 2}} {
		v := New(aboutUser(engine.WorstGuarantee), c.corners, c.most)
		if v.Total != c.places {
			t.Fatalf("%+v: %d places", c, v.Total)
		}
		seen := map[[3]float64]bool{}
		for fine := 0; !v.Complete(); {
			places := v.Next(7)
			standings := make([]engine.PlaceValue, len(places))
			for i, w := range places {
				sum, key := 0., [3]float64{}
				for j, x := range w {
					sum += x
					key[j] = x
				}
				if len(w) != c.corners || math.Abs(sum-1) > 1e-12 || seen[key] {
					t.Fatalf("%+v: place %v", c, w)
				}
				seen[key] = true
				standings[i] = engine.PlaceValue{Value: 0.2 + 0.61*w[0], Known: true}
			}
			v.Take(standings)
			if v.Fine < fine {
				t.Fatal("it got coarser")
			}
			fine = v.Fine
			if step := v.Lines / max(v.Fine, 1); v.Fine > 0 && !v.At(GridPoint{step, 0}).Known {
				t.Fatalf("%+v: the grid of %d lines is not complete", c, v.Fine)
			}
		}
		if v.Fine != v.Dense || v.Low != 0.2 || math.Abs(v.High-0.85) > 1e-12 {
			t.Errorf("%+v: %d lines, values from %g to %g", c, v.Fine, v.Low, v.High)
		}
	}
}

// Once it is dense, a survey goes on along the border of where nothing is lost, and only
// there.
func TestSurveySharpensTheBorder(t *testing.T) {
	v := New(aboutUser(engine.WorstGuarantee), 3, 16)
	inside := func(w []float64) bool { return w[0] > 0.4 }
	dense := v.Total
	for !v.Complete() {
		places := v.Next(50)
		standings := make([]engine.PlaceValue, len(places))
		for i, w := range places {
			if standings[i].Known = true; !inside(w) {
				standings[i].Loss = 1
			}
			if v.Done >= dense && math.Abs(w[0]-0.4) > 1./16 {
				t.Fatalf("%v is far from the border", w)
			}
		}
		v.Take(standings)
	}
	if v.Total <= dense || v.Fine != 16 || v.Lines != 32 {
		t.Fatalf("%d places after %d, %d lines", v.Total, dense, v.Fine)
	}
	for i := 0; i < v.Lines; i += 2 { // every triangle across the border has its midpoints
		for j := 0; i+j < v.Lines; j += 2 {
			a, b, c := v.At(GridPoint{i, j}).Loss, v.At(GridPoint{i + 2, j}).Loss, v.At(GridPoint{i, j + 2}).Loss
			if (a != b || b != c) &&
				!(v.At(GridPoint{i + 1, j}).Known && v.At(GridPoint{i, j + 1}).Known && v.At(GridPoint{i + 1, j + 1}).Known) {
				t.Errorf("the triangle at %d, %d is not sharpened", i, j)
			}
		}
	}
}

func TestSurveyOfOneValueHasAScale(t *testing.T) {
	for _, x := range []float64{0, 0.3, 1} {
		v := New(aboutUser(engine.EpsilonGuarantee), 2, 16)
		places := v.Next(1000)
		standings := make([]engine.PlaceValue, len(places))
		for i := range standings {
			standings[i] = engine.PlaceValue{Value: x, Known: true}
		}
		v.Take(standings)
		if !(v.Low < v.High) || v.Low > x || v.High < x {
			t.Errorf("%g: from %g to %g", x, v.Low, v.High)
		}
	}
}

// aboutUser is the question of what the user would have if she stood there.
func aboutUser(g engine.Guarantee) engine.Question {
	return engine.Question{Who: engine.TheUser, Guarantee: g}
}
