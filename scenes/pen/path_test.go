package pen

import (
	"math"
	"testing"

	"github.com/emergent-alignment/emergent/scenes/view"
)

// A circle of cubics is off by at most 0.03 % of its radius.
func TestCircleIsRound(t *testing.T) {
	var circle, arc, flat Path
	c := view.Pixel{X: 10, Y: 20}
	circle.Circle(c, 100)
	arc.Arc(c, 100, -1, 4)
	Flatten(&flat, circle)
	Flatten(&flat, arc)
	for _, p := range flat.Points {
		if r := dist(p, c); math.Abs(r-100) > 0.03 {
			t.Fatalf("radius %v", r)
		}
	}
}

func TestArcEnds(t *testing.T) {
	var p Path
	p.Arc(view.Pixel{}, 2, 0, math.Pi)
	first, last := p.Points[0], p.Points[len(p.Points)-1]
	if dist(first, view.Pixel{X: 2}) > 1e-12 || dist(last, view.Pixel{X: -2}) > 1e-12 {
		t.Errorf("from %v to %v", first, last)
	}
	if got := len(p.Verbs); got != 3 {
		t.Errorf("half a circle takes %d steps, want a move and 2 curves", got)
	}
}

// Verbs and points of every builder fit together.
func TestBuildersAreWellFormed(t *testing.T) {
	box := view.Rect{X: 1, Y: 2, W: 30, H: 20}
	for name, p := range map[string]*Path{
		"line":      new(Path).Line(view.Pixel{}, view.Pixel{X: 1}),
		"polygon":   new(Path).Polygon(view.Pixel{}, view.Pixel{X: 1}, view.Pixel{Y: 1}),
		"lone":      new(Path).Polygon(view.Pixel{}),
		"rect":      new(Path).Rect(box),
		"ellipse":   new(Path).Ellipse(box.Center(), 3, 4),
		"roundrect": new(Path).RoundRect(box, 50),
		"star":      new(Path).Star(box.Center(), 5, 10, 4),
		"arc":       new(Path).Arc(box.Center(), 3, 1, 1),
	} {
		n := 0
		for _, v := range p.Verbs {
			n += verbPoints[v]
		}
		if n != len(p.Points) {
			t.Errorf("%s: verbs take %d points, there are %d", name, n, len(p.Points))
		}
		if len(p.Verbs) > 0 && p.Verbs[0] != MoveTo {
			t.Errorf("%s: starts without a move", name)
		}
		for _, q := range p.Points {
			if math.IsNaN(q.X) || math.IsNaN(q.Y) {
				t.Errorf("%s: not a number", name)
			}
		}
	}
	star := new(Path).Star(view.Pixel{}, 5, 10, 4)
	if len(star.Points) != 10 || dist(star.Points[0], view.Pixel{Y: -10}) > 1e-12 {
		t.Errorf("a star starts at %v with %d points", star.Points[0], len(star.Points))
	}
}

func TestResetKeepsMemory(t *testing.T) {
	var p Path
	p.Circle(view.Pixel{}, 1)
	if n := testing.AllocsPerRun(50, func() { p.Reset().Circle(view.Pixel{}, 2) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
