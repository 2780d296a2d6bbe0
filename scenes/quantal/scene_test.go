package quantal

import (
	"math"
	"strings"
	"testing"

	"emergent/engine"
	"emergent/scenes/pen"
	"emergent/scenes/pen/pentest"
	"emergent/scenes/stage"
	"emergent/scenes/theme"
	"emergent/scenes/view"
)

// TestGoldens compares every kind of picture with its golden.
func TestGoldens(t *testing.T) {
	for _, c := range []struct {
		name   string
		s      engine.Scenario
		change func(*stage.Frame)
	}{
		{"line", chance(t, "rivals", 10), nil},
		{"line-dark-phone", chance(t, "rivals", 10), func(f *stage.Frame) { dark(f); phone(f) }},
		{"line-best", preset(t, "rivals"), nil},
		{"line-one-agent", chance(t, "judge", 5), nil},
		{"line-harm", preset(t, "overload"), nil},
		{"triangle", chance(t, "shared-bias", 10), nil},
		{"triangle-seen-by-a", chance(t, "pharma", 10), func(f *stage.Frame) { view1(f) }},
		{"triangle-random", chance(t, "specialists", 0), nil},
		{"triangle-best", preset(t, "shared-bias"), nil},
		{"triangle-signals", preset(t, "clinic"), nil},
		{"none", parse(t, four), nil},
		{"none-phone", parse(t, four), phone},
		{"stale", chance(t, "shared-bias", 10), func(f *stage.Frame) { f.Stale = true }},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := frameOf(c.s)
			if c.change != nil {
				c.change(f)
			}
			s, r := draw(t, f)
			r.Lines = thinned(r.Lines)
			pentest.Golden(t, c.name, r)
			writeSVG(t, "golden-"+c.name, s, f)
		})
	}
}

// thinned leaves long curves out of a golden but for their ends: what they pass through is
// the engine's.
func thinned(lines []string) []string {
	for i, l := range lines {
		if words := strings.Fields(l); len(words) > 90 {
			lines[i] = strings.Join(words[:12], " ") + " .. " + strings.Join(words[len(words)-6:], " ")
		}
	}
	return lines
}

// four has four states, so no picture of beliefs.
const four = `{"version": 1, "states": ["a", "b", "c", "d"], "actions": ["x", "y", "z"], "prior": [0.3, 0.2, 0.4, 0.1],
 "user": {"name": "U", "utility": [[1, 0, 0.3, 0.2], [0.2, 0.8, 0.5, 0.1], [0.1, 0.3, 0.4, 0.9]]},
 "agents": [{"name": "P", "utility": [[0, 0, 0, 0], [1, 1, 1, 1], [0.3, 0.5, 0.2, 0.6]]}, {"name": "Q", "utility": [[1, 1, 0.5, 0.5], [0, 0.2, 0.1, 0], [0.4, 0.3, 0.8, 1]]}],
 "response": {"kind": "quantal", "lambda": 15}}`

// Labels stay inside, and names do not lie on each other.
func TestLabelsKeepInside(t *testing.T) {
	check := func(t *testing.T, f *stage.Frame) {
		_, r := draw(t, f)
		for _, l := range r.Labels {
			box := l.Style.Bounds(l.At, l.Text)
			middle := view.Pixel{X: box.X + box.W/2, Y: box.Y + box.H/2}
			area := f.Figure
			if !area.Contains(middle) {
				area = f.Aside
			}
			const slack = 3 // of estimated widths
			if box.X < area.X-slack || box.Y < area.Y-slack || box.X+box.W > area.X+area.W+slack || box.Y+box.H > area.Y+area.H+slack {
				t.Errorf("%q leaves its area: %+v", l.Text, box)
			}
		}
	}
	for _, name := range presets {
		for _, lambda := range []float64{0, 10, 1000} {
			f := frameOf(chance(t, name, lambda))
			check(t, f)
			phone(f)
			check(t, f)
		}
	}
	eachCase(t, func(t *testing.T, name string, s engine.Scenario) {
		if testing.Short() && !strings.HasSuffix(name, "-00") {
			return
		}
		s.Response = &engine.Response{Kind: engine.Quantal, Lambda: 20}
		check(t, frameOf(s))
	})
}

// later is a frame of a changed scenario, in which things may move.
func later(s engine.Scenario, revision uint64, now float64) *stage.Frame {
	f := frameOf(s)
	f.Reduced, f.Revision, f.Now = false, revision, now
	return f
}

func at(t *testing.T, s *Scene, id string) view.Pixel {
	t.Helper()
	for _, h := range s.Handles(nil) {
		if h.ID == id {
			return h.At
		}
	}
	t.Fatalf("no handle %q", id)
	return view.Pixel{}
}

// Nothing jumps: another prior or lambda is reached within the tween's time, through places
// between; while dragging it is there at once.
func TestMovesThereInTime(t *testing.T) {
	a := chance(t, "rivals", 10)
	for id, b := range map[string]engine.Scenario{"lambda": chance(t, "rivals", 40), "prior": withPrior(t, a, 0.5, 0.5)} {
		var s Scene
		s.Layout(later(a, 1, 5))
		from := at(t, &s, id)
		f := later(b, 2, 5.1)
		if !s.Layout(f) || at(t, &s, id) != from && id == "lambda" {
			t.Errorf("%s jumps at the start", id)
		}
		f.Now += view.Duration / 2
		if !s.Layout(f) {
			t.Errorf("%s stands still half-way", id)
		}
		f.Now += view.Duration
		if s.Layout(f) {
			t.Errorf("%s never arrives", id)
		}
		to := at(t, &s, id)
		var fresh Scene
		fresh.Layout(later(b, 1, 0))
		if math.Hypot(to.X-at(t, &fresh, id).X, to.Y-at(t, &fresh, id).Y) > 1e-9 || from == to {
			t.Errorf("%s from %v to %v", id, from, to)
		}
		dragged := later(a, 3, 9)
		dragged.Dragging = true
		if s.Layout(dragged) || at(t, &s, id) != from {
			t.Errorf("%s is late while dragging", id)
		}
	}
}

func withPrior(t *testing.T, s engine.Scenario, prior ...float64) engine.Scenario {
	t.Helper()
	s, err := engine.Apply(s, engine.SetPrior{Prior: prior})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// The frame path allocates nothing: at rest, while moving and while fading.
func TestFramesAllocateNothing(t *testing.T) {
	for name, pair := range map[string][2]engine.Scenario{
		"line":     {chance(t, "rivals", 10), chance(t, "rivals", 10.1)},
		"triangle": {chance(t, "shared-bias", 10), withPrior(t, chance(t, "shared-bias", 10), 0.3, 0.3, 0.4)},
		"best":     {preset(t, "shared-bias"), withPrior(t, preset(t, "shared-bias"), 0.3, 0.3, 0.4)},
		"fade":     {chance(t, "rivals", 10), chance(t, "pharma", 10)},
		"none":     {parse(t, four), withPrior(t, parse(t, four), 0.25, 0.25, 0.25, 0.25)},
	} {
		var s Scene
		s.Layout(later(pair[0], 1, 0))
		s.Draw(pen.Null{})
		f := later(pair[1], 2, 1)
		s.Layout(f)
		s.Draw(pen.Null{})
		frame := func() {
			f.Now += view.Duration / 200
			s.Layout(f)
			s.Draw(pen.Null{})
		}
		if n := testing.AllocsPerRun(100, frame); n != 0 {
			t.Errorf("%s: %v allocations a frame while moving", name, n)
		}
		f.Now++
		if n := testing.AllocsPerRun(100, frame); n != 0 {
			t.Errorf("%s: %v allocations a frame at rest", name, n)
		}
	}
}

// The same frames in the same order draw the same picture; a new theme colours all of it.
func TestDrawsTheSameAgain(t *testing.T) {
	picture := func(themes ...string) string {
		var s Scene
		f := frameOf(chance(t, "shared-bias", 10))
		for _, name := range themes {
			f.Theme = theme.Named(name)
			s.Layout(f)
		}
		var r pen.Recorder
		s.Draw(&r)
		return r.String()
	}
	if picture("light") != picture("light", "dark", "light") || picture("dark") != picture("light", "dark") {
		t.Error("the picture depends on what was drawn before it")
	}
}

// The curve of an older scenario looks so, and one that does not depend on what has changed
// does not.
func TestLateCurves(t *testing.T) {
	var s Scene
	a := chance(t, "rivals", 10)
	s.Layout(later(a, 1, 0))
	updating := func(f *stage.Frame) bool {
		f.Late = true
		f.Result.QuantalCurve = s.frame.Result.QuantalCurve
		s.Layout(f)
		var r pen.Recorder
		s.Draw(&r)
		return strings.Contains(r.String(), "updating")
	}
	if updating(later(chance(t, "rivals", 30), 2, 1)) {
		t.Error("another lambda makes the curve look old")
	}
	if !updating(later(withPrior(t, a, 0.5, 0.5), 3, 2)) {
		t.Error("the curve of another prior does not look old")
	}
	var fresh Scene
	f := later(a, 1, 0)
	f.Result.QuantalCurve, f.Late = nil, true
	fresh.Layout(f)
	fresh.Draw(pen.Null{}) // before there is any curve
}
