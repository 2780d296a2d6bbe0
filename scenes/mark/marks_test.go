package mark

import (
	"math"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/theme"
	"github.com/emergent-alignment/emergent/scenes/view"
)

func TestClip(t *testing.T) {
	square := []view.Pixel{{X: 0, Y: 0}, {X: 10, Y: 0}, {X: 10, Y: 10}, {X: 0, Y: 10}}
	for _, c := range []struct {
		name     string
		a, d     view.Pixel
		from, to view.Pixel
		ok       bool
	}{
		{"level", view.Pixel{X: 3, Y: 4}, view.Pixel{X: 1}, view.Pixel{X: 0, Y: 4}, view.Pixel{X: 10, Y: 4}, true},
		{"diagonal, through corners", view.Pixel{X: 5, Y: 5}, view.Pixel{X: 1, Y: 1},
			view.Pixel{}, view.Pixel{X: 10, Y: 10}, true},
		{"from outside", view.Pixel{X: 20, Y: 2}, view.Pixel{X: -3}, view.Pixel{X: 10, Y: 2}, view.Pixel{X: 0, Y: 2},
			true},
		{"past it", view.Pixel{X: 20, Y: 2}, view.Pixel{Y: 1}, view.Pixel{}, view.Pixel{}, false},
		{"no direction", view.Pixel{X: 5, Y: 5}, view.Pixel{}, view.Pixel{}, view.Pixel{}, false},
	} {
		from, to, ok := Clip(square, c.a, c.d)
		if ok != c.ok ||
			ok && math.Hypot(from.X-c.from.X, from.Y-c.from.Y)+math.Hypot(to.X-c.to.X, to.Y-c.to.Y) > 1e-9 {
			t.Errorf("%s: %v to %v, %v", c.name, from, to, ok)
		}
	}
}

// Of a tetrahedron seen with one edge in front, just the opposite edge is hidden.
func TestHiddenEdges(t *testing.T) {
	s := view.NewSimplex(4)
	cam := view.Camera{Turn: view.NewTurn(-math.Pi/6, 0.2), Scale: 100}
	for i := range 4 {
		for j := i + 1; j < 4; j++ {
			if got, want := behind(&s, &cam, i, j), i == 1 && j == 3; got != want {
				t.Errorf("edge %d-%d hidden: %v, want %v", i, j, got, want)
			}
		}
	}
}

// A disc that is hollow or active differs from a plain one by more than its colour.
func TestLooksDifferByShape(t *testing.T) {
	draw := func(look Look) string {
		var r pen.Recorder
		k := Painter{Theme: theme.Named("light")}
		k.Disc(&r, view.Pixel{X: 50, Y: 50}, 13, k.Theme.Agent(0), "A", look)
		k.Star(&r, view.Pixel{X: 90, Y: 50}, 15, look)
		var kinds []string
		for _, line := range r.Lines {
			kinds = append(kinds, strings.Fields(line)[0])
		}
		return strings.Join(kinds, " ")
	}
	plain, hollow, active := draw(Look{}), draw(Look{Hollow: true}), draw(Look{Active: true})
	if plain == hollow || plain == active || hollow == active {
		t.Errorf("plain %s\nhollow %s\nactive %s", plain, hollow, active)
	}
}

// However small a disc, its letter can be read: it was 5.6 pixels high on a phone.
func TestLettersCanBeRead(t *testing.T) {
	k := Painter{Theme: theme.Named("light")}
	for _, radius := range []float64{3, 5.64, 6.5, 8, 13} {
		var r pen.Recorder
		k.Disc(&r, view.Pixel{X: 50, Y: 50}, radius, k.Theme.Agent(0), "A", Look{})
		if len(r.Labels) != 1 || r.Labels[0].Style.Size < 9 {
			t.Errorf("in a disc of radius %v: %+v", radius, r.Labels)
		}
	}
}

func TestSpokeWidthGrowsWithWeight(t *testing.T) {
	var r widths
	var k Painter
	for _, w := range []float64{0, 0.3, 1, 7} {
		k.Spoke(&r, view.Pixel{}, view.Pixel{X: 9}, w, 0, pen.Color{})
	}
	if !(r.list[0] > 0 && r.list[0] < r.list[1] && r.list[1] < r.list[2] && r.list[2] == r.list[3]) {
		t.Errorf("widths %v", r.list)
	}
	if m := SpokeMiddle(view.Pixel{}, view.Pixel{X: 10}, 0.2); m != (view.Pixel{X: 5, Y: -2}) {
		t.Errorf("an arch passes %v", m)
	}
}

type widths struct {
	pen.Null
	list []float64
}

func (w *widths) Stroke(p pen.Path, width float64, c pen.Color, dash []float64) {
	w.list = append(w.list, width)
}
