package looktest

import (
	"fmt"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/theme"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// AssertNoOverlap: no label overlaps another or leaves the area, by more than a slack. Letters stand
// inside their discs, which may overlap where parties agree.
func AssertNoOverlap(t *testing.T, labels []pen.Label, area view.Rect, slack float64) {
	t.Helper()
	for _, s := range clashes(labels, area, slack) {
		t.Error(s)
	}
}

func clashes(labels []pen.Label, area view.Rect, slack float64) (found []string) {
	boxes := make([]view.Rect, len(labels))
	for i, l := range labels {
		b := l.Style.Bounds(l.At, l.Text)
		boxes[i] = b
		if !within(b, area, slack) {
			found = append(found, fmt.Sprintf("%q leaves %+v: %+v", l.Text, area, b))
		}
		for j, o := range boxes[:i] {
			letters := len(l.Text) == 1 && len(labels[j].Text) == 1
			if !letters && b.X+slack < o.X+o.W && o.X+slack < b.X+b.W && b.Y+slack < o.Y+o.H && o.Y+slack < b.Y+b.H {
				found = append(found, fmt.Sprintf("%q overlaps %q: %+v %+v", l.Text, labels[j].Text, b, o))
			}
		}
	}
	return found
}

// AssertInside: every label keeps inside the figure, or inside what goes with it.
func AssertInside(t *testing.T, labels []pen.Label, f *stage.Frame) {
	t.Helper()
	for _, l := range labels {
		box := l.Style.Bounds(l.At, l.Text)
		area := f.Figure
		if !area.Contains(box.Center()) {
			area = f.Aside
		}
		const slack = 3 // of estimated widths
		if !within(box, area, slack) {
			t.Errorf("%q leaves its area: %+v", l.Text, box)
		}
	}
}

// within reports whether a box lies in an area, up to a slack.
func within(b, area view.Rect, slack float64) bool {
	return b.X >= area.X-slack && b.Y >= area.Y-slack && b.X+b.W <= area.X+area.W+slack &&
		b.Y+b.H <= area.Y+area.H+slack
}

// AssertNoAllocs: the frames of a scene from f on allocate nothing; f goes along with them, by half a
// tween.
func AssertNoAllocs(t *testing.T, what string, s stage.Scene, f *stage.Frame) {
	t.Helper()
	const frames = 100
	if n := testing.AllocsPerRun(frames, func() {
		f.Now += view.Duration / (2 * frames)
		s.Layout(f)
		s.Draw(pen.Null{})
	}); n != 0 {
		t.Errorf("%s: %v allocations a frame", what, n)
	}
}

// AssertRepeatable: a picture does not depend on the themes it was drawn in before.
func AssertRepeatable(t *testing.T, fresh func() stage.Scene, f *stage.Frame) {
	t.Helper()
	picture := func(themes ...string) string {
		s, g := fresh(), *f
		for _, name := range themes {
			g.Theme = theme.Named(name)
			s.Layout(&g)
		}
		var r pen.Recorder
		s.Draw(&r)
		return r.String()
	}
	if picture("light") != picture("light", "dark", "light") || picture("dark") != picture("light", "dark") {
		t.Error("the picture depends on what was drawn before it")
	}
	if picture("light") == picture("dark") {
		t.Error("a theme changes nothing")
	}
}

// AssertEndsInside: a picture of beliefs ends where a figure ends that is low, down to least, as on a phone
// of 360 x 640.
func AssertEndsInside(t *testing.T, least float64, end func(s engine.Scenario, figure view.Rect) float64) {
	t.Helper()
	for _, name := range []string{"judge", "echo", "rivals", "overload"} {
		s := Preset(t, name)
		for h := least; h < 600; h += 10 {
			figure := view.Rect{X: 3, Y: 5, W: 344, H: h}
			if below := end(s, figure) - figure.Y - figure.H; below > 0.5 {
				t.Errorf("%s, %v high: the picture ends %.1f below the figure", name, h, below)
			}
		}
	}
}
