package pen

import (
	"math"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/scenes/view"
)

// private is a choice of two options with a private signal that excludes one corner each.
func private() Shade {
	return Shade{
		Corners:   [3]view.Pixel{{X: 0, Y: 0}, {X: 90, Y: 0}, {X: 0, Y: 90}},
		Mass:      [][3]float64{{1, 0.5, 0}, {0, 0.5, 1}},
		Score:     [][][3]float64{{{0.8, 0.1, 0}, {0.2, 0.3, 0}}, {{0, 0.4, 0.1}, {0, 0.2, 0.9}}},
		Colors:    []Color{{R: 1, A: 1}, {B: 1, A: 0.5}},
		Sharpness: 3,
	}
}

func TestSharesAreThoseOfALogitChoice(t *testing.T) {
	s := private()
	got := make([]float64, 2)
	s.Shares([3]float64{0.2, 0.5, 0.3}, got)
	// By hand: group masses 0.45 and 0.55, scores (0.21,0.19)/0.45 and (0.23,0.37)/0.55.
	first := 0.45/(1+math.Exp(3*(0.19-0.21)/0.45)) + 0.55/(1+math.Exp(3*(0.37-0.23)/0.55))
	if math.Abs(got[0]-first) > 1e-12 || math.Abs(got[0]+got[1]-1) > 1e-12 {
		t.Errorf("shares %v, want %v", got, first)
	}
	s.Shares([3]float64{1, 0, 0}, got) // the second signal cannot be heard here
	if want := 1 / (1 + math.Exp(-3*0.6)); math.Abs(got[0]-want) > 1e-12 {
		t.Errorf("at a corner %v, want %v", got[0], want)
	}
	s.Sharpness = 1e9
	if s.Shares([3]float64{0, 0, 1}, got); got[1] != 1 {
		t.Errorf("a sharp choice takes %v", got)
	}
}

// TestTrianglesCoverTheShade: they have its area, and its colours at their corners.
func TestTrianglesCoverTheShade(t *testing.T) {
	for _, sharpness := range []float64{0, 3, 1000} {
		s := private()
		s.Sharpness = sharpness
		list := s.Triangles(nil)
		area := 0.
		for k := 0; k < len(list); k += 3 {
			a, b, c := list[k].At, list[k+1].At, list[k+2].At
			area += math.Abs((b.X-a.X)*(c.Y-a.Y)-(c.X-a.X)*(b.Y-a.Y)) / 2
		}
		if math.Abs(area-90*90/2) > 1e-6 {
			t.Errorf("sharpness %v: area %v of %v", sharpness, area, 90*90/2)
		}
		q := [3]float64{1 - (list[4].At.X+list[4].At.Y)/90, list[4].At.X / 90, list[4].At.Y / 90}
		if apart(list[4].Color, s.Color(q)) > 1e-9 {
			t.Errorf("sharpness %v: colour %v at %v, want %v", sharpness, list[4].Color, q, s.Color(q))
		}
		if n := len(list) / 3; sharpness == 0 && n != 64 || n > 6000 {
			t.Errorf("sharpness %v: %d triangles", sharpness, n)
		}
	}
}

func TestPensShade(t *testing.T) {
	s := private()
	var r Recorder
	fade := Fade{To: &r, Alpha: 0.5}
	fade.Shade(s)
	if !strings.Contains(r.String(), "#ff000080 #0000ff40 sharpness 3.00") {
		t.Errorf("recorded %s", &r)
	}
	svg := NewSVG(view.Rect{W: 90, H: 90}, Color{}, "t", "d")
	svg.Shade(s)
	var b strings.Builder
	if _, err := svg.WriteTo(&b); err != nil || strings.Count(b.String(), "<path") != len(s.Triangles(nil))/3 {
		t.Errorf("%v; %d paths", err, strings.Count(b.String(), "<path"))
	}
}
