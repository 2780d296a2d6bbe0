package mark

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/theme"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// TestPinRadius: area is proportional to probability, until a pin would vanish.
func TestPinRadius(t *testing.T) {
	whole := PinRadius(1)
	for _, p := range []float64{0.04, 0.3, 0.5, 0.9} {
		if got := math.Pow(PinRadius(p)/whole, 2); math.Abs(got-p) > 1e-12 {
			t.Errorf("the pin of %v has %v of the area of a certain one", p, got)
		}
	}
	if PinRadius(0) <= 0 || PinRadius(-1e-18) <= 0 {
		t.Error("a rare pin vanishes")
	}
}

// TestPinsDiffer: a disc is filled, a diamond is drawn around it.
func TestPinsDiffer(t *testing.T) {
	k := Painter{Theme: theme.Named("light")}
	var disc, diamond pen.Recorder
	k.Pin(&disc, view.Pixel{X: 20, Y: 20}, 8, k.Theme.Bad, false)
	k.Pin(&diamond, view.Pixel{X: 20, Y: 20}, 8, k.Theme.Good, true)
	if !strings.Contains(disc.String(), "fill") || strings.Contains(diamond.String(), "fill") {
		t.Errorf("disc:\n%sdiamond:\n%s", &disc, &diamond)
	}
}

// TestHatch: lines lie inside the polygon, gap pixels apart, and not where there is none.
func TestHatch(t *testing.T) {
	k := Painter{Theme: theme.Named("light")}
	square := []view.Pixel{{X: 10, Y: 10}, {X: 50, Y: 10}, {X: 50, Y: 50}, {X: 10, Y: 50}}
	for _, falling := range []bool{false, true} {
		var r pen.Recorder
		k.Hatch(&r, square, 8, falling, 1, k.Theme.Ink)
		if len(r.Lines) != 1 || len(k.path.Points) < 10 {
			t.Fatalf("%v and %d ends", r.Lines, len(k.path.Points))
		}
		for i := 0; i < len(k.path.Points); i += 2 {
			a, b := k.path.Points[i], k.path.Points[i+1]
			for _, q := range []view.Pixel{a, b} {
				if q.X < 10-1e-9 || q.X > 50+1e-9 || q.Y < 10-1e-9 || q.Y > 50+1e-9 {
					t.Errorf("a line ends at %v", q)
				}
			}
			if rises := (b.Y-a.Y)*(b.X-a.X) < 0; rises == falling {
				t.Errorf("falling %v: a line from %v to %v", falling, a, b)
			}
		}
	}
	var r pen.Recorder
	k.Hatch(&r, square[:2], 8, false, 1, k.Theme.Ink)
	if len(r.Lines) > 0 {
		t.Error("a line is hatched")
	}
}

// TestWrap: lines fit, and together they are the text.
func TestWrap(t *testing.T) {
	style := pen.TextStyle{Size: 14}
	text := "Beliefs over six states do not fit into a plane"
	for _, width := range []float64{1, 60, 120, 1000} {
		lines := Wrap(style, text, width)
		if strings.Join(lines, " ") != text {
			t.Errorf("width %v: %q", width, lines)
		}
		for _, line := range lines {
			if style.Width(line) > width && strings.Contains(line, " ") {
				t.Errorf("width %v: %q is too wide", width, line)
			}
		}
	}
	if got := Wrap(style, text, 1000); !slices.Equal(got, []string{text}) {
		t.Errorf("%q", got)
	}
	if got := Wrap(style, "", 100); got != nil {
		t.Errorf("%q", got)
	}
}
