package hull

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"emergent/engine"
	"emergent/scenes/pen"
	"emergent/scenes/pen/pentest"
	"emergent/scenes/stage"
	"emergent/scenes/theme"
	"emergent/scenes/view"
)

var svgDir = flag.String("svg", "", "write each golden picture as SVG into this folder, to look at")

// parse reads a scenario of this test.
func parse(t testing.TB, text string) engine.Scenario {
	t.Helper()
	s, err := engine.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// frameOf is a frame of s at rest in a 640 x 480 figure, light, with its true result.
func frameOf(s engine.Scenario) *stage.Frame {
	return &stage.Frame{
		Scenario: s,
		Result:   engine.Solve(s),
		Figure:   view.Rect{W: 640, H: 480},
		Theme:    theme.Named("light"),
		Reduced:  true,
		Revision: 1,
	}
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
		{"three-outside-dark", threeOutside, dark},
		{"three-narrow", three, narrowed},
		{"three-phone-outside", threeOutside, phone},
		{"three-wide", three, wide},
		{"three-hovered", three, func(f *stage.Frame) { f.Hover = "agent:1" }},
		{"three-hollow", hollow, nil},
		{"crowd", crowd, oneMix},
		{"four-inside", four, nil},
		{"four-outside", fourOutside, nil},
		{"four-outside-dark", fourOutside, dark},
		{"four-turned", fourOutside, func(f *stage.Frame) { f.View.Yaw, f.View.Pitch = 2, -0.5 }},
		{"four-narrow", four, narrowed},
		{"six", six, nil},
		{"six-dark", six, dark},
		{"six-narrow", six, narrowed},
		{"plane", planeText, nil},
		{"plane-narrow", planeText, narrowed},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := frameOf(parse(t, c.text))
			if c.change != nil {
				c.change(f)
			}
			var s Scene
			if s.Layout(f) {
				t.Error("a first frame moves")
			}
			var r pen.Recorder
			s.Draw(&r)
			checkLabels(t, r.Labels, f.Figure)
			pentest.Golden(t, c.name, &r)
			writeSVG(t, c.name, &s, f)
		})
	}
}

// oneMix replaces the engine's mix, one of many in a crowd, so that the golden is of the
// drawing alone.
func oneMix(f *stage.Frame) {
	f.Result.Alignment.Weights = []float64{0.2, 0, 0.3, 0, 0, 0, 0, 0.25, 0, 0.25, 0, 0}
}

func dark(f *stage.Frame)     { f.Theme = theme.Named("dark") }
func narrowed(f *stage.Frame) { f.Figure = view.Rect{W: 340, H: 280} }
func phone(f *stage.Frame)    { f.Figure = view.Rect{W: 300, H: 220} }
func wide(f *stage.Frame)     { f.Figure = view.Rect{X: 40, Y: 30, W: 1400, H: 900} }

// checkLabels: no label overlaps another or leaves the figure. Letters stand inside their
// discs, which may overlap when parties stand close together.
func checkLabels(t *testing.T, labels []pen.Label, figure view.Rect) {
	t.Helper()
	var boxes []view.Rect
	for _, l := range labels {
		box := l.Style.Bounds(l.At, l.Text)
		if !figure.Contains(view.Pixel{X: box.X + 0.01, Y: box.Y + 0.01}) || !figure.Contains(view.Pixel{X: box.X + box.W - 0.01, Y: box.Y + box.H - 0.01}) {
			t.Errorf("%q leaves the figure: %+v", l.Text, box)
		}
		for i, o := range boxes {
			letters := len(l.Text) == 1 && len(labels[i].Text) == 1
			if !letters && box.X < o.X+o.W-0.01 && o.X < box.X+box.W-0.01 && box.Y < o.Y+o.H-0.01 && o.Y < box.Y+box.H-0.01 {
				t.Errorf("%q overlaps %q", l.Text, labels[i].Text)
			}
		}
		boxes = append(boxes, box)
	}
}

func writeSVG(t *testing.T, name string, s *Scene, f *stage.Frame) {
	if *svgDir == "" {
		return
	}
	svg := pen.NewSVG(f.Figure, f.Theme.Paper, "hull", s.Panel().Verdict)
	s.Draw(svg)
	file, err := os.Create(filepath.Join(*svgDir, name+".svg"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if _, err := svg.WriteTo(file); err != nil {
		t.Fatal(err)
	}
}
