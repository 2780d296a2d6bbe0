package pen

import (
	"math"
	"testing"

	"github.com/emergent-alignment/emergent/scenes/view"
)

func TestDash(t *testing.T) {
	line := *new(Path).Line(view.Pixel{}, view.Pixel{X: 10})
	for _, c := range []struct {
		name    string
		path    Path
		pattern []float64
		pieces  int
		length  float64
	}{
		{"on 2 off 2 on 10", line, []float64{2, 2}, 3, 6},
		{"longer than the line", line, []float64{20, 5}, 1, 10},
		{"starts with a gap of nothing", line, []float64{0, 3}, 4, 0},
		{"odd patterns alternate", line, []float64{3}, 2, 6},
		{"none", line, nil, 1, 10},
		{"all zero", line, []float64{0, 0}, 1, 10},
		{"negative", line, []float64{4, -1}, 1, 10},
		{"around a corner", *new(Path).MoveTo(view.Pixel{}).LineTo(view.Pixel{X: 3}).LineTo(view.Pixel{X: 3, Y: 3}),
			[]float64{4, 1}, 2, 5},
		{"each contour anew", *new(Path).Line(view.Pixel{}, view.Pixel{X: 3}).Line(view.Pixel{Y: 1},
			view.Pixel{X: 3, Y: 1}), []float64{2, 9}, 2, 4},
	} {
		var flat, got Path
		Flatten(&flat, c.path)
		Dash(&got, flat, c.pattern)
		pieces, length := measure(got)
		if pieces != c.pieces || math.Abs(length-c.length) > 1e-9 {
			t.Errorf("%s: %d pieces of %v in all, want %d of %v", c.name, pieces, length, c.pieces, c.length)
		}
	}
}

// Dashes of a circle: their length is the on share of its circumference, to a dash.
func TestDashOfACurve(t *testing.T) {
	circle := *new(Path).Circle(view.Pixel{}, 50)
	var flat, got Path
	Flatten(&flat, circle)
	Dash(&got, flat, []float64{3, 2})
	if _, length := measure(got); math.Abs(length-2*math.Pi*50*3/5) > 3 {
		t.Errorf("length %v", length)
	}
}

func measure(p Path) (pieces int, length float64) {
	for i, v := range p.Verbs {
		if v == MoveTo {
			pieces++
		} else {
			length += dist(p.Points[i-1], p.Points[i])
		}
	}
	return pieces, length
}
