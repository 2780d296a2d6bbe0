package equilibrium

import (
	"math"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/looktest"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// after is the scenario after an event that must succeed.
func after(t *testing.T, f *stage.Frame, ev stage.Event) engine.Scenario {
	t.Helper()
	r := new(Scene).Event(ev, f)
	if r.Err != nil {
		t.Fatalf("%+v: %v", ev, r.Err)
	}
	return looktest.Apply(t, f.Scenario, r.Edits...)
}

// TestDragFollowsThePointer: the grip ends up under the pointer, from wherever it started,
// also from the border, and outside the simplex at its nearest point.
func TestDragFollowsThePointer(t *testing.T) {
	for _, name := range []string{"judge", "specialists", onAnEdge, atAnEnd} {
		f := frameOf(scenario(t, name))
		s, _ := draw(t, f)
		home := s.Handles(nil)[0].At
		for _, target := range [][]float64{{0.5, 0.3, 0.2}, {0.1, 0.1, 0.8}, {0.34, 0.33, 0.33}} {
			m := build(f)
			w := target[:m.Space.Corners()]
			sum := 0.
			for _, x := range w {
				sum += x
			}
			for j := range w {
				w[j] /= sum
			}
			g := frameOf(moved(t, f.Scenario, w...))
			goal, _ := draw(t, g)
			at := goal.Handles(nil)[0].At
			next := after(t, f, stage.Event{Kind: stage.Move, Handle: "prior", At: at})
			if d := apartBy(next.Prior, w); d > 0.002 {
				t.Errorf("%.12s: dragged to %v, the prior is %v, want %v", name, at, next.Prior, w)
			}
		}
		far := after(t, f, stage.Event{Kind: stage.Move, Handle: "prior",
			At: view.Pixel{X: home.X + 9000, Y: home.Y - 9000}})
		if last := far.Prior[len(far.Prior)-1]; last < 0.99 {
			t.Errorf("%.12s: dragged far to the upper right, the prior is %v", name, far.Prior)
		}
	}
}

func apartBy(a, b []float64) float64 {
	most := 0.
	for i := range a {
		most = max(most, math.Abs(a[i]-b[i]))
	}
	return most
}

// TestKeys: arrows move by the step in the picture's directions, Home and End to the ends.
func TestKeys(t *testing.T) {
	for _, c := range []struct {
		scenario string
		ev       stage.Event
		want     []float64
	}{
		{"judge", stage.Event{Kind: stage.Nudge, DX: 1, Step: 0.01}, []float64{0.69, 0.31}},
		{"judge", stage.Event{Kind: stage.Nudge, DX: -1, Step: 0.1}, []float64{0.8, 0.2}},
		{"judge", stage.Event{Kind: stage.Nudge, DY: 1, Step: 0.1}, []float64{0.6, 0.4}},
		{"judge", stage.Event{Kind: stage.Nudge, DX: -1, Step: 0.9}, []float64{1, 0}},
		{"judge", stage.Event{Kind: stage.Home}, []float64{1, 0}},
		{"judge", stage.Event{Kind: stage.End}, []float64{0, 1}},
		// The triangle stands on its tip, the first corner: up leads away from it.
		{"specialists", stage.Event{Kind: stage.Nudge, DY: 1, Step: 0.1}, []float64{0.4, 0.35, 0.25}},
		{"specialists", stage.Event{Kind: stage.Nudge, DX: 1, Step: 0.1}, []float64{0.5, 0.2, 0.3}},
		{"specialists", stage.Event{Kind: stage.End}, []float64{0, 0, 1}},
		{onAnEdge, stage.Event{Kind: stage.Nudge, DX: 1, Step: 0.1}, []float64{0.6, 0.3, 0.1}},
		{atAnEnd, stage.Event{Kind: stage.Nudge, DX: 1, Step: 0.1}, []float64{0.9, 0.1}},
	} {
		c.ev.Handle = "prior"
		got := after(t, frameOf(scenario(t, c.scenario)), c.ev).Prior
		if apartBy(got, c.want) > 0.0011 {
			t.Errorf("%.12s %+v: %v, want %v", c.scenario, c.ev, got, c.want)
		}
	}
}

// TestFaceOfMany: with four states of which three are possible, the map is that face, and
// dragging stays in it.
func TestFaceOfMany(t *testing.T) {
	s := moved(t, looktest.Parse(t, fourStates), 0.5, 0.3, 0, 0.2)
	f := frameOf(s)
	m := build(f)
	if m.Kind != beliefs.Triangle || !m.mapped || m.Space.Names[2] != "west" {
		t.Fatalf("kind %v, mapped %v, corners %v", m.Kind, m.mapped, m.Space.Names)
	}
	next := after(t, f, stage.Event{Kind: stage.Nudge, Handle: "prior", DX: 1, Step: 0.1})
	if next.Prior[2] != 0 || math.Abs(next.Prior[3]-0.3) > 0.0011 {
		t.Errorf("the prior is %v", next.Prior)
	}
}

// TestRefused: what cannot be done is said, and changes nothing.
func TestRefused(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		scenario string
		ev       stage.Event
		want     string
	}{
		{"clinic", stage.Event{Kind: stage.Nudge, Handle: "prior", DX: 1, Step: 0.1}, "signals"},
		{fourStates, stage.Event{Kind: stage.Nudge, Handle: "prior", DX: 1, Step: 0.1}, "no picture"},
		{"judge", stage.Event{Kind: stage.Nudge, Handle: "prior", DX: nan, Step: 0.1}, "no place"},
		{"judge", stage.Event{Kind: stage.Move, Handle: "prior", At: view.Pixel{X: nan}}, "no place"},
		{"judge", stage.Event{Kind: stage.Nudge, Handle: "ladder:opt", DX: 1, Step: 0.1}, "computed"},
		{"judge", stage.Event{Kind: stage.Delete, Handle: "prior"}, "removed"},
		{"judge", stage.Event{Kind: stage.Param, Param: "view.colour", Value: "red"}, "no setting"},
	} {
		r := new(Scene).Event(c.ev, frameOf(scenario(t, c.scenario)))
		if r.Err == nil || !strings.Contains(r.Err.Error(), c.want) || len(r.Edits) > 0 {
			t.Errorf("%.12s %+v: edits %v, error %v, want one about %q", c.scenario, c.ev, r.Edits, r.Err, c.want)
		}
	}
}

// TestViewControls: each control changes the view it shows.
func TestViewControls(t *testing.T) {
	f := frameOf(looktest.Preset(t, "echo"))
	s, _ := draw(t, f)
	for _, c := range s.Panel().Controls {
		value := "true"
		if c.Kind == stage.Choice {
			value = c.Options[len(c.Options)-1].Value
		}
		if value == c.Value {
			t.Fatalf("%s has no other value than %q", c.Param, value)
		}
		if _, known, _ := stage.Setting(stage.Event{Param: c.Param, Value: c.Value}, f.Scenario); known {
			continue // it changes the scenario, which the app does for all figures
		}
		r := s.Event(stage.Event{Kind: stage.Param, Param: c.Param, Value: value}, f)
		if r.Err != nil || r.View == nil {
			t.Fatalf("%s: %v", c.Param, r.Err)
		}
		g := *f
		g.View.Values = map[string]string{}
		r.View(&g.View)
		next, _ := draw(t, &g)
		panel := next.Panel()
		if got := panel.Control(c.Param).Value; got != value {
			t.Errorf("%s is %q after it was set to %q", c.Param, got, value)
		}
	}
}

// TestHandles: the prior is first; it can be dragged where agents see the state; each rung
// says what it means.
func TestHandles(t *testing.T) {
	for _, c := range []struct {
		scenario string
		prior    bool // there is one
		fixed    bool
	}{{"judge", true, false}, {"clinic", true, true}, {fourStates, false, false}, {onAnEdge, true, false}} {
		s, _ := draw(t, frameOf(scenario(t, c.scenario)))
		handles := s.Handles(nil)
		if (handles[0].ID == "prior") != c.prior || c.prior && handles[0].Fixed != c.fixed {
			t.Errorf("%.12s: first handle %+v", c.scenario, handles[0])
		}
		seen := map[string]bool{}
		for _, h := range handles {
			if seen[h.ID] || h.Name == "" || h.Text == "" || h.Tip == "" || h.Radius <= 0 {
				t.Errorf("%.12s: %+v", c.scenario, h)
			}
			seen[h.ID] = true
		}
		if !seen["ladder:opt"] || !seen["ladder:worst"] || !seen["ladder:none"] || !seen["ladder:alone:0"] {
			t.Errorf("%.12s: handles %v", c.scenario, seen)
		}
	}
}
