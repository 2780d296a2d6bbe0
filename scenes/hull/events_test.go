package hull

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/looktest"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// apply sends an event and applies what the scene answers.
func apply(t *testing.T, f *stage.Frame, ev stage.Event) (engine.Scenario, stage.Response) {
	t.Helper()
	r := new(Scene).Event(ev, f)
	return looktest.Apply(t, f.Scenario, r.Edits...), r
}

func whereIs(t *testing.T, s engine.Scenario, id string) view.Pixel {
	t.Helper()
	var scene Scene
	scene.Layout(frameOf(s))
	return looktest.At(t, &scene, id)
}

// interior moves the user to where no weight is near 0, so that no move is clipped.
func interior(t *testing.T, s engine.Scenario) engine.Scenario {
	w := make([]float64, len(s.Criteria))
	for j := range w {
		w[j] = 1 + 0.1*float64(j%3)
	}
	return moved(t, s, w...)
}

// A point goes where it is dragged, to the rounding of its weights, in every picture.
func TestDragGoesThere(t *testing.T) {
	for name, text := range map[string]string{"two": two, "three": three, "four": four, "six": six} {
		for _, id := range []string{"user", "agent:1"} {
			f := frameOf(interior(t, looktest.Parse(t, text)))
			from := whereIs(t, f.Scenario, id)
			to := view.Pixel{X: from.X + 12, Y: from.Y - 9}
			if name == "two" {
				to.Y = from.Y
			}
			if name == "six" && id != "user" {
				continue // its zero weights clip the move
			}
			s, r := apply(t, f, stage.Event{Kind: stage.Move, Handle: id, At: to})
			if r.Err != nil {
				t.Fatal(r.Err)
			}
			at := whereIs(t, s, id)
			if off := math.Hypot(at.X-to.X, at.Y-to.Y); off > 1.5 {
				t.Errorf("%s: %s at %v, want %v", name, id, at, to)
			}
		}
	}
}

// Outside the triangle a point stays at the nearest place of it.
func TestDragStopsAtTheBorder(t *testing.T) {
	f := frameOf(looktest.Parse(t, three))
	s, _ := apply(t, f, stage.Event{Kind: stage.Move, Handle: "user", At: view.Pixel{X: 320, Y: 4000}})
	if w := s.User.Weights; w[0] != 0 || math.Abs(w[1]-0.5) > 0.01 {
		t.Errorf("dragged below the triangle to %v", w)
	}
	s, _ = apply(t, f, stage.Event{Kind: stage.Move, Handle: "user", At: view.Pixel{X: 320, Y: -4000}})
	if w := s.User.Weights; w[0] != 1 {
		t.Errorf("dragged above the triangle to %v", w)
	}
}

func TestKeys(t *testing.T) {
	user := func(text string) func(s engine.Scenario) []float64 {
		return func(s engine.Scenario) []float64 { return s.User.Weights }
	}
	for _, c := range []struct {
		name, text string
		ev         stage.Event
		want       []float64
	}{
		{"right in a triangle", three, stage.Event{Kind: stage.Nudge, DX: 1, Step: 0.01}, []float64{0.42, 0.32, 0.26}},
		{"left, Shift", three, stage.Event{Kind: stage.Nudge, DX: -1, Step: 0.1}, []float64{0.42, 0.43, 0.15}},
		{"up", three, stage.Event{Kind: stage.Nudge, DY: 1, Step: 0.01}, []float64{0.43, 0.325, 0.245}},
		{"down, Shift", three, stage.Event{Kind: stage.Nudge, DY: -1, Step: 0.1}, []float64{0.32, 0.38, 0.3}},
		{"right on a segment", two, stage.Event{Kind: stage.Nudge, DX: 1, Step: 0.01}, []float64{0.54, 0.46}},
		{"up on a segment", two, stage.Event{Kind: stage.Nudge, DY: 1, Step: 0.01}, []float64{0.54, 0.46}},
		{"Home", three, stage.Event{Kind: stage.Home}, []float64{1, 0, 0}},
		{"End", four, stage.Event{Kind: stage.End}, []float64{0, 0, 0, 1}},
		{"a single criterion stays", one, stage.Event{Kind: stage.Nudge, DX: 1, Step: 0.1}, []float64{1}},
	} {
		c.ev.Handle = "user"
		s, r := apply(t, frameOf(looktest.Parse(t, c.text)), c.ev)
		got := user(c.text)(s)
		for j := range c.want {
			if r.Err != nil || math.Abs(got[j]-c.want[j]) > 1e-12 {
				t.Errorf("%s: %v %v, want %v", c.name, got, r.Err, c.want)
				break
			}
		}
	}
}

// In every picture each arrow key moves the point its way on the screen, by at most the
// step in any weight, and the opposite one brings it back.
func TestArrowsMoveTheirWay(t *testing.T) {
	for name, text := range map[string]string{"three": three, "four": four, "six": six} {
		f := frameOf(interior(t, looktest.Parse(t, text)))
		from := whereIs(t, f.Scenario, "user")
		for _, d := range [][2]float64{{1, 0}, {-1, 0}, {0, 1}, {0, -1}} {
			s, _ := apply(t, f, stage.Event{Kind: stage.Nudge, Handle: "user", DX: d[0], DY: d[1], Step: 0.04})
			at := whereIs(t, s, "user")
			if (at.X-from.X)*d[0]-(at.Y-from.Y)*d[1] <= 0 {
				t.Errorf("%s: %v moves from %v to %v", name, d, from, at)
			}
			for j, x := range s.User.Weights {
				if math.Abs(x-f.Scenario.User.Weights[j]) > 0.0411 {
					t.Errorf("%s: weight %d moves by %v", name, j, x-f.Scenario.User.Weights[j])
				}
			}
		}
	}
}

func TestRefusals(t *testing.T) {
	for _, c := range []struct {
		text string
		ev   stage.Event
		want string
	}{
		{three, stage.Event{Kind: stage.Delete, Handle: "user"}, "you cannot be removed"},
		{three, stage.Event{Kind: stage.Move, Handle: "agent:9"}, `nothing called "agent:9"`},
		{hollow, stage.Event{Kind: stage.Nudge, Handle: "agent:1", DX: 1, Step: 0.01},
			"Homeopath has utilities of its own"},
		{planeText, stage.Event{Kind: stage.Add}, "once there are criteria"},
		{three, stage.Event{Kind: stage.Param, Param: "view.nothing"}, "no setting"},
		{six, stage.Event{Kind: stage.Param, Param: "weights.2", Value: "2"}, "a number from 0 to 1"},
		{six, stage.Event{Kind: stage.Param, Param: "weights.2", Value: "NaN"}, "a number from 0 to 1"},
		{six, stage.Event{Kind: stage.Param, Param: "weights.6", Value: "0.5"}, "no setting"},
	} {
		r := new(Scene).Event(c.ev, frameOf(looktest.Parse(t, c.text)))
		if r.Err == nil || !strings.Contains(r.Err.Error(), c.want) || len(r.Edits) > 0 {
			t.Errorf("%+v: %v, want %q", c.ev, r.Err, c.want)
		}
	}
}

func TestDelete(t *testing.T) {
	s, _ := apply(t, frameOf(looktest.Parse(t, three)), stage.Event{Kind: stage.Delete, Handle: "agent:1"})
	if len(s.Agents) != 2 || s.Agents[1].Name != "Insurer" {
		t.Errorf("left: %v", s.Agents)
	}
}

// A double click adds an agent there; the button adds one away from everyone.
func TestAdd(t *testing.T) {
	for name, text := range map[string]string{"two": two, "three": three, "four": four, "six": six} {
		f := frameOf(looktest.Parse(t, text))
		middle := view.Pixel{X: 330, Y: 270}
		s, r := apply(t, f, stage.Event{Kind: stage.Add, At: middle})
		id := stage.AgentHandle(len(s.Agents) - 1)
		at := whereIs(t, s, id)
		if name == "two" {
			middle.Y = at.Y
		}
		if off := math.Hypot(at.X-middle.X, at.Y-middle.Y); off > 2 || !strings.Contains(r.Announce, "added") {
			t.Errorf("%s: added at %v, want %v; %q", name, at, middle, r.Announce)
		}
		s, _ = apply(t, f, stage.Event{Kind: stage.Param, Param: "agents.add"})
		added := s.Agents[len(s.Agents)-1].Weights
		for _, p := range stage.Parties(&f.Scenario) {
			if d := distance(added, p.Weights); d < 0.1 {
				t.Errorf("%s: added %v away from %s", name, d, p.Name)
			}
		}
		again, _ := apply(t, f, stage.Event{Kind: stage.Param, Param: "agents.add"})
		if fmt.Sprint(again.Agents) != fmt.Sprint(s.Agents) {
			t.Errorf("%s: a second time elsewhere", name)
		}
	}
}

func TestSliders(t *testing.T) {
	f := frameOf(looktest.Parse(t, six))
	f.View.Values = map[string]string{"party": "agent:1"}
	// [.2 .5 0 .1 .2 0]: the rest scales by 1.5
	s, _ := apply(t, f, stage.Event{Kind: stage.Param, Param: "weights.1", Value: "0.25"})
	for j, want := range []float64{0.3, 0.25, 0, 0.15, 0.3, 0} {
		if got := s.Agents[1].Weights[j]; math.Abs(got-want) > 1e-12 {
			t.Errorf("weights %v", s.Agents[1].Weights)
			break
		}
	}
	f.Scenario.User.Weights = []float64{1, 0, 0, 0, 0, 0}
	f.View.Values = nil
	s, _ = apply(t, f, stage.Event{Kind: stage.Param, Param: "weights.0", Value: "0.5"})
	if w := s.User.Weights; math.Abs(w[0]-0.5)+math.Abs(w[1]-0.1)+math.Abs(w[5]-0.1) > 1e-12 {
		t.Errorf("from a corner to %v", w)
	}
}

func TestTurning(t *testing.T) {
	f := frameOf(looktest.Parse(t, four))
	turn := func(ev stage.Event) stage.View {
		r := new(Scene).Event(ev, f)
		v := f.View
		if r.View != nil {
			r.View(&v)
		}
		return v
	}
	if v := turn(stage.Event{Kind: stage.Orbit, DX: 100, DY: 10}); v.Yaw <= 0 || v.Pitch <= 0 {
		t.Errorf("turned to %v %v", v.Yaw, v.Pitch)
	}
	if v := turn(stage.Event{Kind: stage.Orbit, DX: 1e6, DY: 1e6}); math.Abs(v.Yaw) > math.Pi || v.Pitch > maxPitch {
		t.Errorf("turned too far, to %v %v", v.Yaw, v.Pitch)
	}
	if v := turn(stage.Event{Kind: stage.Param, Param: "view.yaw", Value: "90"}); math.Abs(v.Yaw-math.Pi/2) > 1e-12 {
		t.Errorf("yaw of 90 degrees is %v", v.Yaw)
	}
	f = frameOf(looktest.Parse(t, three))
	if r := new(Scene).Event(stage.Event{Kind: stage.Orbit, DX: 9}, f); r.View != nil || r.Err != nil {
		t.Error("a triangle turns")
	}
}
