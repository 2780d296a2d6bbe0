package quantal

import (
	"math"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/looktest"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/pen/pentest"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// TestGoldens compares every kind of picture with its golden.
func TestGoldens(t *testing.T) {
	for _, c := range []struct {
		name   string
		s      engine.Scenario
		change func(*stage.Frame)
	}{
		{"line", chance(t, "rivals", 10), nil},
		{"line-dark-phone", chance(t, "rivals", 10), func(f *stage.Frame) { looktest.Dark(f); looktest.Phone(f) }},
		{"line-best", looktest.Preset(t, "rivals"), nil},
		{"line-one-agent", chance(t, "judge", 5), nil},
		{"line-harm", looktest.Preset(t, "overload"), nil},
		{"triangle", chance(t, "shared-bias", 10), nil},
		{"triangle-seen-by-a", chance(t, "pharma", 10), func(f *stage.Frame) { view1(f) }},
		{"triangle-random", chance(t, "specialists", 0), nil},
		{"triangle-best", looktest.Preset(t, "shared-bias"), nil},
		{"triangle-signals", looktest.Preset(t, "clinic"), nil},
		{"none", looktest.Parse(t, four), nil},
		{"none-phone", looktest.Parse(t, four), looktest.Phone},
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
			looktest.WriteSVG(t, "golden-"+c.name, s, f)
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
		t.Helper()
		_, r := draw(t, f)
		looktest.AssertInside(t, r.Labels, f)
	}
	for _, name := range looktest.Presets {
		for _, lambda := range []float64{0, 10, 1000} {
			f := frameOf(chance(t, name, lambda))
			check(t, f)
			looktest.Phone(f)
			check(t, f)
		}
	}
	looktest.EachCase(t, func(t *testing.T, name string, s engine.Scenario) {
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

// Nothing jumps: another prior or lambda is reached within the tween's time, through places
// between; while dragging it is there at once.
func TestMovesThereInTime(t *testing.T) {
	a := chance(t, "rivals", 10)
	for id, b := range map[string]engine.Scenario{"lambda": chance(t, "rivals", 40),
		"prior": withPrior(t, a, 0.5, 0.5)} {
		var s Scene
		s.Layout(later(a, 1, 5))
		from := looktest.At(t, &s, id)
		f := later(b, 2, 5.1)
		if !s.Layout(f) || looktest.At(t, &s, id) != from && id == "lambda" {
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
		to := looktest.At(t, &s, id)
		var fresh Scene
		fresh.Layout(later(b, 1, 0))
		if math.Hypot(to.X-looktest.At(t, &fresh, id).X, to.Y-looktest.At(t, &fresh, id).Y) > 1e-9 || from == to {
			t.Errorf("%s from %v to %v", id, from, to)
		}
		dragged := later(a, 3, 9)
		dragged.Dragging = true
		if s.Layout(dragged) || looktest.At(t, &s, id) != from {
			t.Errorf("%s is late while dragging", id)
		}
	}
}

func withPrior(t *testing.T, s engine.Scenario, prior ...float64) engine.Scenario {
	t.Helper()
	return looktest.Apply(t, s, engine.SetPrior{Prior: prior})
}

// The frame path allocates nothing: at rest, while moving and while fading.
func TestFramesAllocateNothing(t *testing.T) {
	for name, pair := range map[string][2]engine.Scenario{
		"line":     {chance(t, "rivals", 10), chance(t, "rivals", 10.1)},
		"triangle": {chance(t, "shared-bias", 10), withPrior(t, chance(t, "shared-bias", 10), 0.3, 0.3, 0.4)},
		"best":     {looktest.Preset(t, "shared-bias"), withPrior(t, looktest.Preset(t, "shared-bias"), 0.3, 0.3, 0.4)},
		"fade":     {chance(t, "rivals", 10), chance(t, "pharma", 10)},
		"none":     {looktest.Parse(t, four), withPrior(t, looktest.Parse(t, four), 0.25, 0.25, 0.25, 0.25)},
	} {
		var s Scene
		s.Layout(later(pair[0], 1, 0))
		s.Draw(pen.Null{})
		f := later(pair[1], 2, 1)
		s.Layout(f)
		s.Draw(pen.Null{})
		looktest.AssertNoAllocs(t, name+", while moving", &s, f)
		f.Now++
		looktest.AssertNoAllocs(t, name+", at rest", &s, f)
	}
}

// The same frames in the same order draw the same picture; a new theme colours all of it.
func TestDrawsTheSameAgain(t *testing.T) {
	looktest.AssertRepeatable(t, func() stage.Scene { return new(Scene) }, frameOf(chance(t, "shared-bias", 10)))
}

// The curve of an older scenario looks so, and one that does not depend on what has changed
// does not.
func TestLateCurves(t *testing.T) {
	var s Scene
	a := chance(t, "rivals", 10)
	s.Layout(later(a, 1, 0))
	updating := func(f *stage.Frame) bool {
		f.Late = true
		f.Result.QuantalCurve = s.Fade.Frame.Result.QuantalCurve
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
