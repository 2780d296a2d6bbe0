package looktest

import (
	"path/filepath"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/view"
)

func TestWithin(t *testing.T) {
	area := view.Rect{X: 10, Y: 20, W: 100, H: 50}
	for _, c := range []struct {
		box  view.Rect
		want bool
	}{
		{view.Rect{X: 10, Y: 20, W: 100, H: 50}, true},
		{view.Rect{X: 8, Y: 20, W: 10, H: 10}, true},
		{view.Rect{X: 6.9, Y: 20, W: 10, H: 10}, false},
		{view.Rect{X: 20, Y: 16.9, W: 10, H: 10}, false},
		{view.Rect{X: 20, Y: 30, W: 93.1, H: 10}, false},
		{view.Rect{X: 20, Y: 30, W: 10, H: 43.1}, false},
	} {
		if got := within(c.box, area, 3); got != c.want {
			t.Errorf("%+v: %v", c.box, got)
		}
	}
}

// Labels clash where they overlap or leave the area; letters may overlap letters.
func TestClashes(t *testing.T) {
	area := view.Rect{W: 200, H: 100}
	label := func(text string, x, y float64) pen.Label {
		return pen.Label{At: view.Pixel{X: x, Y: y}, Text: text, Style: pen.TextStyle{Size: 12}}
	}
	for _, c := range []struct {
		name   string
		labels []pen.Label
		want   int
	}{
		{"apart", []pen.Label{label("one", 20, 20), label("two", 20, 60)}, 0},
		{"overlap", []pen.Label{label("one", 20, 20), label("two", 24, 24)}, 1},
		{"three over each other", []pen.Label{label("one", 20, 20), label("two", 24, 24), label("six", 22, 22)}, 3},
		{"letters", []pen.Label{label("A", 20, 20), label("B", 22, 22)}, 0},
		{"a letter and a word", []pen.Label{label("A", 20, 20), label("word", 22, 22)}, 1},
		{"outside", []pen.Label{label("one", 195, 20)}, 1},
	} {
		if got := clashes(c.labels, area, 1); len(got) != c.want {
			t.Errorf("%s: %q", c.name, got)
		}
	}
}

// Every preset of the page is listed, and every one that is listed is there.
func TestPresets(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(root, "web", "static", "presets", "*.json"))
	if err != nil || len(files) != len(Presets) {
		t.Errorf("%d files, %d presets are listed, %v", len(files), len(Presets), err)
	}
	for _, name := range Presets {
		Preset(t, name)
	}
}

// A scenario is solved once, and another on its own.
func TestSolved(t *testing.T) {
	v := Solved{Want: engine.BenchmarksSection}
	judge, echo := Preset(t, "judge"), Preset(t, "echo")
	first := v.Of(judge)
	if first.Benchmarks != v.Of(judge).Benchmarks {
		t.Error("solved again")
	}
	if first.Benchmarks == v.Of(echo).Benchmarks {
		t.Error("two scenarios have one result")
	}
}
