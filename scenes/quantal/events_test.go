package quantal

import (
	"math"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/looktest"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// after is the scenario after an event in a scene that shows s.
func after(t *testing.T, s engine.Scenario, ev stage.Event) (engine.Scenario, stage.Response) {
	t.Helper()
	f := frameOf(s)
	var sc Scene
	sc.Layout(f)
	r := sc.Event(ev, f)
	return looktest.Apply(t, s, r.Edits...), r
}

// Lambda moves along the curve by ratios, to both ends, and from beyond it.
func TestLambda(t *testing.T) {
	for _, c := range []struct {
		name string
		s    engine.Scenario
		ev   stage.Event
		want float64
	}{
		{"a key", chance(t, "rivals", 10), stage.Event{Kind: stage.Nudge, DX: 1, Step: 0.01}, 10.2},
		{"with shift, down", chance(t, "rivals", 10), stage.Event{Kind: stage.Nudge, DY: -1, Step: 0.1}, 7.94},
		{"up from 0", chance(t, "rivals", 0), stage.Event{Kind: stage.Nudge, DX: 1, Step: 0.01}, 0.1},
		{"down to 0", chance(t, "rivals", 0.1), stage.Event{Kind: stage.Nudge, DX: -1, Step: 0.01}, 0},
		{"at the end", chance(t, "rivals", 1000), stage.Event{Kind: stage.Nudge, DX: 1, Step: 0.1}, 1000},
		{"home", chance(t, "rivals", 10), stage.Event{Kind: stage.Home}, 0},
		{"end", chance(t, "rivals", 10), stage.Event{Kind: stage.End}, 1000},
		{"from best actions", looktest.Preset(t, "rivals"), stage.Event{Kind: stage.Nudge, DX: -1, Step: 0.1}, 794},
		{"four signals", looktest.Parse(t, four), stage.Event{Kind: stage.Nudge, DX: 1, Step: 0.1}, 18.9},
	} {
		c.ev.Handle = lambdaHandle
		s, r := after(t, c.s, c.ev)
		got := s.ResponseOrDefault()
		if r.Err != nil || got.Kind != engine.Quantal || math.Abs(got.Lambda-c.want) > 1e-9 {
			t.Errorf("%s: %+v %v, want %v", c.name, got, r.Err, c.want)
		}
	}
}

// A drag of lambda leads to where the pointer is: the grip stands there afterwards.
func TestLambdaIsDragged(t *testing.T) {
	for _, s := range []engine.Scenario{chance(t, "rivals", 10), looktest.Parse(t, four)} {
		var sc Scene
		f := frameOf(s)
		sc.Layout(f)
		grip := looktest.At(t, &sc, lambdaHandle)
		for _, dx := range []float64{-60, -11, 33} {
			to := view.Pixel{X: grip.X + dx, Y: grip.Y + 20}
			s2, _ := after(t, s, stage.Event{Kind: stage.Move, Handle: lambdaHandle, At: to})
			var moved Scene
			moved.Layout(frameOf(s2))
			if got := looktest.At(t, &moved, lambdaHandle); math.Abs(got.X-to.X) > 0.5 {
				t.Errorf("dragged to %v, stands at %v", to.X, got.X)
			}
		}
		s2, _ := after(t, s, stage.Event{Kind: stage.Move, Handle: lambdaHandle, At: view.Pixel{X: -1000}})
		if s2.Response.Lambda != 0 {
			t.Errorf("dragged beyond 0: %v", s2.Response.Lambda)
		}
	}
}

func TestPriorIsDragged(t *testing.T) {
	for _, s := range []engine.Scenario{chance(t, "rivals", 10), chance(t, "shared-bias", 10),
		looktest.Preset(t, "overload")} {
		var sc Scene
		f := frameOf(s)
		sc.Layout(f)
		grip := looktest.At(t, &sc, "prior")
		to := view.Pixel{X: grip.X + 25, Y: grip.Y}
		s2, r := after(t, s, stage.Event{Kind: stage.Move, Handle: "prior", At: to})
		if r.Err != nil {
			t.Fatal(r.Err)
		}
		var moved Scene
		moved.Layout(frameOf(s2))
		if got := looktest.At(t, &moved, "prior"); math.Hypot(got.X-to.X, got.Y-to.Y) > 1 {
			t.Errorf("dragged to %v, stands at %v", to, got)
		}
	}
}

func TestRefusals(t *testing.T) {
	for _, c := range []struct {
		s    engine.Scenario
		ev   stage.Event
		want string
	}{
		{looktest.Parse(t, four), stage.Event{Kind: stage.Home, Handle: "prior"}, "no picture"},
		{looktest.Preset(t, "clinic"), stage.Event{Kind: stage.Home, Handle: "prior"}, "see signals"},
		{chance(t, "rivals", 10), stage.Event{Kind: stage.Nudge, Handle: "change:0"}, "cannot be moved"},
		{chance(t, "rivals", 10), stage.Event{Kind: stage.Move, Handle: lambdaHandle, At: view.Pixel{X: math.NaN()}},
			"no place"},
		{chance(t, "rivals", 10), stage.Event{Kind: stage.Delete, Handle: "prior"}, "cannot be removed"},
		{chance(t, "rivals", 10), stage.Event{Kind: stage.Param, Param: "view.hue"}, "no setting"},
	} {
		_, r := after(t, c.s, c.ev)
		if c.want == "cannot be removed" {
			c.want = "can be removed"
		}
		if r.Err == nil || !strings.Contains(r.Err.Error(), c.want) {
			t.Errorf("%+v: %v, want %q", c.ev, r.Err, c.want)
		}
	}
	_, r := after(t, chance(t, "rivals", 10), stage.Event{Kind: stage.Param, Param: "view.agent", Value: "1"})
	v := stage.View{Values: map[string]string{}}
	if r.View(&v); v.Values["agent"] != "1" {
		t.Errorf("%+v", v)
	}
	if _, r := after(t, chance(t, "rivals", 10), stage.Event{Kind: stage.Add}); r.Err != nil || r.Edits != nil {
		t.Errorf("a double click does something: %+v", r)
	}
}
