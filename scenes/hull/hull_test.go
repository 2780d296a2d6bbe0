package hull

import (
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/looktest"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/pen/pentest"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// frameOf is a frame of s at rest in a 640 x 480 figure, light, with its true result.
func frameOf(s engine.Scenario) *stage.Frame {
	f := looktest.Frame(s, engine.Solve(s))
	f.Figure, f.Aside = view.Rect{W: 640, H: 480}, view.Rect{}
	return f
}

// Every kind of picture, drawn and compared with its golden.
func TestGoldens(t *testing.T) {
	for _, c := range []struct {
		name   string
		text   string
		change func(f *stage.Frame)
	}{
		{"one-criterion", one, nil},
		{"two-inside", two, nil},
		{"two-outside", twoOutside, nil},
		{"three-inside", three, nil},
		{"three-outside", threeOutside, nil},
		{"three-outside-dark", threeOutside, looktest.Dark},
		{"three-narrow", three, narrowed},
		{"three-phone-outside", threeOutside, phone},
		{"three-wide", three, wide},
		{"three-hovered", three, func(f *stage.Frame) { f.Hover = "agent:1" }},
		{"three-hollow", hollow, nil},
		{"crowd", crowd, oneMix},
		{"four-inside", four, nil},
		{"four-outside", fourOutside, nil},
		{"four-outside-dark", fourOutside, looktest.Dark},
		{"four-turned", fourOutside, func(f *stage.Frame) { f.View.Yaw, f.View.Pitch = 2, -0.5 }},
		{"four-narrow", four, narrowed},
		{"six", six, nil},
		{"six-dark", six, looktest.Dark},
		{"six-narrow", six, narrowed},
		{"plane", planeText, nil},
		{"plane-narrow", planeText, narrowed},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := frameOf(looktest.Parse(t, c.text))
			if c.change != nil {
				c.change(f)
			}
			golden(t, c.name, f)
		})
	}
}

// golden compares the drawing of a frame with the one recorded, and its labels with the figure's size.
func golden(t *testing.T, name string, f *stage.Frame) {
	t.Helper()
	s := new(Scene)
	r := looktest.Draw(t, s, f)
	checkLabels(t, r.Labels, f.Figure)
	pentest.Golden(t, name, r)
	looktest.WriteSVG(t, name, s, f)
}

// oneMix replaces the engine's mix, one of many in a crowd, so that the golden is of the
// drawing alone.
func oneMix(f *stage.Frame) {
	f.Result.Alignment.Weights = []float64{0.2, 0, 0.3, 0, 0, 0, 0, 0.25, 0, 0.25, 0, 0}
}

func narrowed(f *stage.Frame) { f.Figure = view.Rect{W: 340, H: 280} }
func phone(f *stage.Frame)    { f.Figure = view.Rect{W: 300, H: 220} }
func wide(f *stage.Frame)     { f.Figure = view.Rect{X: 40, Y: 30, W: 1400, H: 900} }

// checkLabels: no label overlaps another or leaves the figure.
func checkLabels(t *testing.T, labels []pen.Label, figure view.Rect) {
	t.Helper()
	const slack = 0.01
	looktest.AssertNoOverlap(t, labels, figure, slack)
}
