package equilibrium

import (
	"encoding/json"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/looktest"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// At rest a frame allocates nothing, whatever the picture; nor does a tween, but for numbers
// it was not asked to move before.
func TestNoAllocation(t *testing.T) {
	for _, name := range append([]string{fourStates, onAnEdge}, presets...) {
		for _, agent := range []string{"all", "0"} {
			f := frameOf(scenario(t, name))
			f.View.Values = map[string]string{"agent": agent, "user": "true"}
			var s Scene
			var labels pen.Labels
			var handles []stage.Handle
			frame := func() {
				s.Layout(f)
				labels.Reset()
				s.Draw(&labels)
				handles = s.Handles(handles[:0])
			}
			frame()
			if n := testing.AllocsPerRun(20, frame); n != 0 {
				t.Errorf("%.20s, agent %s: %v allocations a frame", name, agent, n)
			}
		}
	}
}

// moved is s with another prior.
func moved(t *testing.T, s engine.Scenario, prior ...float64) engine.Scenario {
	t.Helper()
	return looktest.Apply(t, s, engine.SetPrior{Prior: prior})
}

// TestTween: a change of the same shape moves there, starts where it was, ends where it
// belongs within 0.3 s, and is there at once while dragging or with reduced motion.
func TestTween(t *testing.T) {
	start := looktest.Preset(t, "judge")
	f := frameOf(start)
	f.Reduced, f.Now = false, 1
	s, _ := draw(t, f)
	from := s.Handles(nil)[0].At
	g := frameOf(moved(t, start, 0.6, 0.4))
	g.Reduced, g.Now, g.Revision = false, 1, 2
	if !s.Layout(g) || s.Handles(nil)[0].At != from {
		t.Error("it does not set out from where it was")
	}
	g.Now = 1 + view.Duration/2
	if !s.Layout(g) {
		t.Error("it does not move half-way")
	}
	middle := s.Handles(nil)[0].At
	g.Now = 1.3
	if s.Layout(g) {
		t.Error("it still moves after 0.3 s")
	}
	to := s.Handles(nil)[0].At
	if want, _ := draw(t, g); want.Handles(nil)[0].At != to {
		t.Error("it does not end where a first frame would be")
	}
	if !(from.X < middle.X && middle.X < to.X) {
		t.Errorf("from %v over %v to %v", from, middle, to)
	}
	for name, change := range map[string]func(*stage.Frame){
		"dragging": func(f *stage.Frame) { f.Dragging = true }, "reduced": func(f *stage.Frame) { f.Reduced = true },
	} {
		h := *f
		h.Revision, h.Now = 3, 2
		change(&h)
		s, _ := draw(t, g)
		if s.Layout(&h) || s.Handles(nil)[0].At != from {
			t.Errorf("%s: it is not there at once", name)
		}
	}
}

// TestFade: pictures of different parts fade, and no text is there twice meanwhile.
func TestFade(t *testing.T) {
	f := frameOf(looktest.Preset(t, "judge"))
	f.Reduced, f.Now = false, 1
	s, _ := draw(t, f)
	g := frameOf(looktest.Preset(t, "shared-bias"))
	g.Reduced, g.Now, g.Revision = false, 1.0, 2
	if !s.Layout(g) {
		t.Fatal("it does not fade")
	}
	g.Now = 1.1
	s.Layout(g)
	var r pen.Recorder
	s.Draw(&r)
	if !r.Balanced() {
		t.Error("a group is left open")
	}
	for _, l := range r.Labels {
		if l.Text == "surely guilty" {
			t.Error("the old picture's text is still there")
		}
	}
	g.Now = 1.4
	if s.Layout(g) {
		t.Error("it still fades")
	}
	r.Reset()
	s.Draw(&r)
	_, want := draw(t, g)
	if r.String() != want.String() {
		t.Error("the picture after fading is not that of a first frame")
	}
}

// TestOldAnswers: a stale frame holds an older result, perhaps of another shape, or none.
// Nothing breaks, nothing moves that is not known, and it says "updating".
func TestOldAnswers(t *testing.T) {
	scenarios := append([]string{fourStates, onAnEdge, atAnEnd, deaf}, presets...)
	for _, now := range scenarios {
		for _, then := range append([]string{""}, scenarios...) {
			f := frameOf(scenario(t, now))
			f.Result = engine.Result{}
			if then != "" {
				f.Result = new(engine.Solver).Solve(scenario(t, then), wants)
			}
			f.Stale = true
			for _, agent := range []string{"all", "0"} {
				f.View.Values = map[string]string{"agent": agent, "user": "true"}
				s, r := draw(t, f)
				p := s.Panel()
				if len(p.Claims)+len(p.Tables) > 0 || !strings.HasPrefix(p.Verdict, "Updating") || p.Inside {
					t.Errorf("a first stale frame claims something: %+v", p)
				}
				if !strings.Contains(r.String(), "updating") {
					t.Error("the picture does not say that it is being updated")
				}
			}
		}
	}
}

// TestStaleKeepsThePanel: figures of the last answer stay together until the next.
func TestStaleKeepsThePanel(t *testing.T) {
	f := frameOf(looktest.Preset(t, "echo"))
	s, _ := draw(t, f)
	before := s.Panel()
	g := *f
	g.Scenario, g.Stale, g.Revision = moved(t, f.Scenario, 0.5, 0.5), true, 2
	s.Layout(&g)
	after := s.Panel()
	if !reflect.DeepEqual(before.Tables, after.Tables) || !reflect.DeepEqual(before.Claims, after.Claims) ||
		len(after.Claims) == 0 {
		t.Error("the figures of the last answer are gone")
	}
	for _, h := range s.Handles(nil)[1:] {
		if h.Text != "updating" {
			t.Errorf("%s says %q while it is updated", h.ID, h.Text)
		}
	}
}

// TestThroughJSON: an answer that crossed from a worker gives the same picture.
func TestThroughJSON(t *testing.T) {
	for _, name := range presets {
		f := frameOf(looktest.Preset(t, name))
		_, want := draw(t, f)
		text, err := json.Marshal(f.Result)
		if err != nil {
			t.Fatal(err)
		}
		f.Result = engine.Result{}
		if err := json.Unmarshal(text, &f.Result); err != nil {
			t.Fatal(err)
		}
		if _, got := draw(t, f); got.String() != want.String() {
			t.Errorf("%s: another picture after JSON", name)
		}
	}
}

// TestPins: pins lie where the posteriors are, and their mean is the prior.
func TestPins(t *testing.T) {
	looktest.EachCase(t, func(t *testing.T, _ string, sc engine.Scenario) {
		m := build(frameOf(sc))
		if m.Kind == beliefs.None {
			return
		}
		for _, pins := range [][]beliefs.Posterior{m.Worst, m.Best} {
			mean, sum := make([]float64, m.Space.Corners()), 0.
			for _, p := range pins {
				belief, probability := p.Of(m.Numbers, m.Space.Corners())
				sum += probability
				for j, x := range belief {
					mean[j] += probability * x
				}
			}
			for j := range mean {
				if len(pins) > 0 && (math.Abs(mean[j]-m.Numbers[j]) > 1e-7 || math.Abs(sum-1) > 1e-9) {
					t.Errorf("mean %v of pins of total %v, prior %v", mean, sum, m.Numbers[:m.Space.Corners()])
				}
			}
		}
	})
}

// TestTiny: any size gives a picture, none gives none.
func TestTiny(t *testing.T) {
	for _, name := range append([]string{fourStates, deaf}, presets...) {
		for _, size := range []view.Rect{{}, {W: 1, H: 1}, {W: 40, H: 30}, {W: 2000, H: 60}, {W: 60, H: 2000}} {
			f := frameOf(scenario(t, name))
			f.Figure, f.Aside = size, view.Rect{X: size.W, W: size.W / 2, H: size.H}
			_, r := draw(t, f)
			if strings.Contains(r.String(), "NaN") || strings.Contains(r.String(), "Inf") {
				t.Errorf("%.12s at %v: a number is not finite", name, size)
			}
			if size.W == 0 && len(r.Lines) > 0 {
				t.Errorf("%.12s draws into nothing", name)
			}
		}
	}
}

// What is drawn has a legend: arcs and lanes where beliefs are a line, regions where they are not
// (READER, 28: the numbers at the arcs were explained nowhere).
func TestLegendOfLanes(t *testing.T) {
	for preset, lanes := range map[string]bool{"judge": true, "echo": true, "specialists": false} {
		var s Scene
		s.Layout(frameOf(looktest.Preset(t, preset)))
		if got := slices.Contains(s.Guide().Marks, beliefs.LaneSign); got != lanes {
			t.Errorf("%s: arcs are explained: %v", preset, got)
		}
	}
}

// The ladder never mixes what is new with what is old: while equilibria are under way it stays as it
// was, and it is empty where it was that of others (READER, 10: "best = worst" above OPT).
func TestLadderIsOfOneScenario(t *testing.T) {
	var s Scene
	f := frameOf(looktest.Preset(t, "specialists"))
	s.Layout(f)
	values := func() (list []float64) {
		var r pen.Recorder
		s.Draw(&r)
		for _, l := range r.Labels {
			if x, err := strconv.ParseFloat(l.Text, 64); err == nil {
				list = append(list, x)
			}
		}
		return list
	}
	before := values()
	g := *f
	g.Stale, g.Revision = true, 2
	b := *f.Result.Benchmarks
	b.Opt, b.None = 0.1, 0.05
	g.Result.Benchmarks = &b
	s.Layout(&g)
	if after := values(); !slices.Equal(after, before) {
		t.Errorf("the ladder of one scenario says %v, of two %v", before, after)
	}
	g.Revision = 3
	g.Scenario.Agents = slices.Clone(g.Scenario.Agents)
	g.Scenario.Agents[0].Name = "Somebody else"
	s.Layout(&g)
	if after := values(); len(after) >= len(before) {
		t.Errorf("the ladder of others says %v", after)
	}
}
