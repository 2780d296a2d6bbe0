package player

import (
	"testing"

	"github.com/emergent-alignment/emergent/scenes/stage"
)

// A player goes on where it stands when pace or steps change, and one that restarts begins
// again with other steps.
func TestPlayer(t *testing.T) {
	at := func(values map[string]string, now float64) *stage.Frame {
		return &stage.Frame{View: stage.View{Values: values}, Now: now}
	}
	playing := map[string]string{"play": "true", "run": "1", "round": "0"}
	for _, restarts := range []bool{false, true} {
		p := Player{Key: "round", Restarts: restarts}
		p.Take(at(nil, 0), 5, 1)
		if p.At(9) != 0 || p.Runs(9) {
			t.Errorf("nothing was chosen: step %d", p.At(9))
		}
		p.Take(at(map[string]string{"round": Last}, 9), 5, 1)
		if p.At(9) != 4 || p.Runs(9) {
			t.Errorf("the end was chosen: step %d", p.At(9))
		}
		p.Take(at(playing, 10), 5, 1)
		if p.At(10) != 0 || p.At(12.5) != 2 || !p.Runs(12.5) || p.At(99) != 4 || p.Runs(99) {
			t.Errorf("steps %d %d %d", p.At(10), p.At(12.5), p.At(99))
		}
		p.Take(at(playing, 12.5), 5, 0.5)
		if p.At(12.5) != 2 || p.At(13) != 3 {
			t.Errorf("at another pace: steps %d %d", p.At(12.5), p.At(13))
		}
		p.Take(at(playing, 13), 7, 0.5)
		if want := map[bool]int{false: 3, true: 0}[restarts]; p.At(13) != want {
			t.Errorf("of other steps: %d, want %d", p.At(13), want)
		}
		p.Take(at(map[string]string{"round": "2"}, 14), 7, 0.5)
		if p.At(99) != 2 {
			t.Errorf("paused: step %d", p.At(99))
		}
	}
}

// What is shown is what the view says: stopping keeps the step, the last one by that name,
// and playing from there begins at the beginning.
func TestPlayerViews(t *testing.T) {
	p := Player{Key: "round"}
	v := stage.View{Values: map[string]string{}}
	p.Show(2, 4)(&v)
	if v.Values["round"] != "2" || v.Values["play"] != "" {
		t.Errorf("%v", v.Values)
	}
	p.Play(2, 4)(&v)
	if v.Values["round"] != "2" || v.Values["play"] != "true" || v.Values["run"] != "1" {
		t.Errorf("%v", v.Values)
	}
	p.Show(4, 4)(&v)
	if v.Values["round"] != Last || v.Values["play"] != "" {
		t.Errorf("%v", v.Values)
	}
	p.Play(4, 4)(&v)
	if v.Values["round"] != "0" || v.Values["run"] != "2" {
		t.Errorf("%v", v.Values)
	}
}

// The controls that play lead where their names say; every other is left to the figure.
func TestPlayerParam(t *testing.T) {
	p := Player{Key: "step"}
	for _, c := range []struct {
		param, value string
		want         string // step in the view
		playing      bool
	}{
		{"view.play", "true", "2", true}, {"view.play", "false", "2", false},
		{"view.back", "", "1", false}, {"view.forward", "", "3", false},
		{"view.step", "2", "1", false}, {"view.step", "0.6", "0", false}, {"view.step", "9", Last, false},
	} {
		r, known := p.Param(stage.Event{Kind: stage.Param, Param: c.param, Value: c.value}, 2, 5, 1)
		if !known || r.Err != nil || r.View == nil {
			t.Fatalf("%s %q: %v, %v", c.param, c.value, r.Err, known)
		}
		v := stage.View{Values: map[string]string{}}
		if r.View(&v); v.Values["step"] != c.want || (v.Values["play"] == "true") != c.playing {
			t.Errorf("%s %q leads to %v", c.param, c.value, v.Values)
		}
	}
	if r, known := p.Param(stage.Event{Kind: stage.Param, Param: "view.step", Value: "x"}, 2, 5, 1); !known ||
		r.Err == nil {
		t.Error("what is no number is taken for one")
	}
	if _, known := p.Param(stage.Event{Kind: stage.Param, Param: "view.hue", Value: "1"}, 2, 5, 1); known {
		t.Error("another figure's control is answered")
	}
}

// Both figures that play have the same controls, and what they say leads back to the player.
func TestTransport(t *testing.T) {
	p := Player{Key: "step"}
	f := &stage.Frame{View: stage.View{Values: map[string]string{"speed": "fast"}}}
	list := p.Transport(f, Reel{Unit: "bid", Step: 2, Last: 5, First: 1, Playing: true})
	want := []string{"view.play true Play", "view.back  One bid back", "view.forward  One bid on",
		"view.step 3 Bid", "view.speed fast Speed"}
	for i, c := range list {
		if got := c.Param + " " + c.Value + " " + c.Label; got != want[i] || c.Disabled {
			t.Errorf("control %d: %q, want %q", i, got, want[i])
		}
		if _, known := p.Param(stage.Event{Kind: stage.Param, Param: c.Param, Value: c.Value}, 2, 5, 1); !known {
			t.Errorf("nobody answers %s", c.Param)
		}
	}
	if Speed(f) != 3 || Speed(&stage.Frame{}) != 1 {
		t.Errorf("factors %v and %v", Speed(f), Speed(&stage.Frame{}))
	}
}
