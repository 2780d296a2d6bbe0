package selection

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/looktest"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// after shows a frame, sends an event, and returns the settings and the view that follow.
func after(t *testing.T, f *stage.Frame, ev stage.Event) (engine.Selection, map[string]string, error) {
	t.Helper()
	var s Scene
	s.Layout(f)
	r := looktest.Answer(&s, ev, f)
	sc := looktest.Apply(t, f.Scenario, r.Edits...)
	v := stage.View{Values: map[string]string{}}
	for key, value := range f.View.Values {
		v.Values[key] = value
	}
	if r.View != nil {
		r.View(&v)
	}
	return sc.SelectionOrDefault(), v.Values, r.Err
}

// Every way to go along the path.
func TestSteps(t *testing.T) {
	const last = 23 // of pharma
	for _, c := range []struct {
		step string
		ev   stage.Event
		want string
	}{
		{"5", stage.Event{Kind: stage.Nudge, Handle: stepHandle, DX: 1, Step: 0.01}, "6"},
		{"5", stage.Event{Kind: stage.Nudge, Handle: stepHandle, DY: -1, Step: 0.01}, "4"},
		{"5", stage.Event{Kind: stage.Nudge, Handle: stepHandle, DX: 1, Step: 0.1}, "15"},
		{"20", stage.Event{Kind: stage.Nudge, Handle: stepHandle, DX: 1, Step: 0.1}, "last"},
		{"5", stage.Event{Kind: stage.Home, Handle: stepHandle}, "0"},
		{"5", stage.Event{Kind: stage.End, Handle: stepHandle}, "last"},
		{"5", stage.Event{Kind: stage.Param, Param: "view.forward"}, "6"},
		{"0", stage.Event{Kind: stage.Param, Param: "view.back"}, "0"},
		{"last", stage.Event{Kind: stage.Param, Param: "view.back"}, "22"},
		{"5", stage.Event{Kind: stage.Param, Param: "view.step", Value: "3"}, "2"},
		{"5", stage.Event{Kind: stage.Param, Param: "view.step", Value: "24"}, "last"},
	} {
		f := frameOf(looktest.Preset(t, "pharma"))
		if n := len(f.Result.Selection.Path) - 1; n != last {
			t.Fatalf("the path has %d steps", n)
		}
		f.View.Values = map[string]string{"play": "true", "step": c.step}
		if c.step == "last" {
			stepAt(f, "last")
		}
		_, v, err := after(t, f, c.ev)
		if err != nil || v["step"] != c.want || v["play"] != "" {
			t.Errorf("%+v at %q: %v %v, want %q", c.ev, c.step, v, err, c.want)
		}
	}
}

// Play goes on from where it stands, from the beginning at the end, and stops there.
func TestPlay(t *testing.T) {
	f := frameOf(looktest.Preset(t, "pharma"))
	play := stage.Event{Kind: stage.Param, Param: "view.play", Value: "true"}
	_, v, err := after(t, f, play)
	if err != nil || v["play"] != "true" || v["step"] != "0" || v["run"] != "1" {
		t.Errorf("at the end: %v %v", v, err)
	}
	stepAt(f, "7")
	if _, v, _ = after(t, f, play); v["play"] != "true" || v["step"] != "7" {
		t.Errorf("midway: %v", v)
	}
	f.View.Values = v
	if _, v, _ = after(t, f, stage.Event{Kind: stage.Param, Param: "view.play", Value: "false"}); v["play"] != "" ||
		v["step"] != "7" {
		t.Errorf("stopped: %v", v)
	}
}

// Dragging the user leads to the bid that is nearest to the pointer.
func TestScrubs(t *testing.T) {
	f := frameOf(looktest.Preset(t, "rivals"))
	var s Scene
	s.Layout(f)
	for _, user := range []float64{0.7, 0.8031, 0.9, 1} {
		to := view.Pixel{X: s.now.plot.X.At(user), Y: 3}
		_, v, err := after(t, f, stage.Event{Kind: stage.Move, Handle: stepHandle, At: to})
		g := frameOf(f.Scenario)
		g.View.Values = v
		var moved Scene
		moved.Layout(g)
		if got := moved.now.m.numbers[atUser]; err != nil || math.Abs(got-user) > 0.0051 {
			t.Errorf("dragged to %v, stands at %v (%v)", user, got, err)
		}
	}
}

// The rules of the game and the evaluation.
func TestSettings(t *testing.T) {
	base := engine.Selection{Samples: 20, Step: 0.01, Seed: 1, Mode: engine.Ascending, Order: []int{0, 1, 2}}
	for _, c := range []struct {
		ev     stage.Event
		change func(*engine.Selection)
	}{
		{stage.Event{Kind: stage.Param, Param: "selection.mode", Value: "lowering"},
			func(v *engine.Selection) { v.Mode = engine.Lowering }},
		{stage.Event{Kind: stage.Param, Param: "selection.first", Value: "2"},
			func(v *engine.Selection) { v.First = 2 }},
		{stage.Event{Kind: stage.Param, Param: "selection.order", Value: "reversed"},
			func(v *engine.Selection) { v.Order = []int{2, 1, 0} }},
		{stage.Event{Kind: stage.Param, Param: "selection.step", Value: "0.05"},
			func(v *engine.Selection) { v.Step = 0.05 }},
		{stage.Event{Kind: stage.Param, Param: "selection.samples", Value: "300"},
			func(v *engine.Selection) { v.Samples = 300 }},
		{stage.Event{Kind: stage.Param, Param: "selection.seed"},
			func(v *engine.Selection) { v.Seed = stage.Rolled(1) }},
		{stage.Event{Kind: stage.Nudge, Handle: samplesHandle, DX: 1, Step: 0.1},
			func(v *engine.Selection) { v.Samples = 25 }},
		{stage.Event{Kind: stage.Nudge, Handle: samplesHandle, DX: 1, Step: 0.01},
			func(v *engine.Selection) { v.Samples = 21 }},
		{stage.Event{Kind: stage.Nudge, Handle: samplesHandle, DX: -1, Step: 0.01},
			func(v *engine.Selection) { v.Samples = 19 }},
		{stage.Event{Kind: stage.Home, Handle: samplesHandle}, func(v *engine.Selection) { v.Samples = 0 }},
		{stage.Event{Kind: stage.End, Handle: samplesHandle}, func(v *engine.Selection) { v.Samples = 10_000 }},
	} {
		want := base
		c.change(&want)
		got, _, err := after(t, frameOf(with(t, "pharma", engine.Selection{Samples: 20})), c.ev)
		if err != nil || got.Mode != want.Mode || got.First != want.First || !slices.Equal(got.Order, want.Order) ||
			got.Step != want.Step || got.Samples != want.Samples || got.Seed != want.Seed {
			t.Errorf("%+v: %+v %v, want %+v", c.ev, got, err, want)
		}
	}
	for _, ev := range []stage.Event{
		{Kind: stage.Move, Handle: "offer:0"}, {Kind: stage.Move, Handle: samplesHandle, At: view.Pixel{X: math.NaN()}},
		{Kind: stage.Delete, Handle: stepHandle}, {Kind: stage.Param, Param: "view.hue"},
		{Kind: stage.Param, Param: "view.step", Value: "x"},
	} {
		if _, _, err := after(t, frameOf(looktest.Preset(t, "pharma")), ev); err == nil {
			t.Errorf("%+v is no error", ev)
		}
	}
}

// Dragging the length of the evaluation leads to where the pointer is.
func TestSamplesAreDragged(t *testing.T) {
	s := with(t, "pharma", engine.Selection{Samples: 20})
	var sc Scene
	sc.Layout(frameOf(s))
	grip := looktest.At(t, &sc, samplesHandle)
	for _, dx := range []float64{-30, 25, 60} {
		v, _, err := after(t, frameOf(s),
			stage.Event{Kind: stage.Move, Handle: samplesHandle, At: view.Pixel{X: grip.X + dx}})
		if err != nil {
			t.Fatal(err)
		}
		var moved Scene
		moved.Layout(frameOf(with(t, "pharma", v)))
		if got := looktest.At(t, &moved, samplesHandle); math.Abs(got.X-grip.X-dx) > 5 { // whole trials, two digits
			t.Errorf("dragged by %v to %v, stands at %v", dx, v.Samples, got.X-grip.X)
		}
	}
}

// TestWords: what the figure says of the presets.
func TestWords(t *testing.T) {
	for _, c := range []struct {
		s    engine.Scenario
		want string
	}{
		{looktest.Preset(t, "judge"), "only one AI to consult"},
		{looktest.Preset(t, "rivals"), "drives every equilibrium up to 1.00, all there is (OPT). After 31 bids A " +
			"wins, and you get 1.00."},
		{looktest.Preset(t, "echo"), "can leave you with 0.70 of a possible 1.00. Bidding ends with the first offer"},
		{with(t, "rivals", engine.Selection{Samples: 50}), "Choosing by 50 trial conversations with each costs you"},
		{with(t, "rivals", engine.Selection{Step: 1e-7}), "the record ends"},
	} {
		f := frameOf(c.s)
		m := build(f, 1<<30)
		if v := verdict(&m, f); !strings.Contains(v, c.want) {
			t.Errorf("%q lacks %q", v, c.want)
		}
		var p stage.Panel
		p = panelOf(&m, f, nil, &p)
		if len(p.Claims) != 4 || p.Control("selection.samples") == nil ||
			(p.Control("selection.mode") == nil) != (m.agents == 1) {
			t.Errorf("%s: panel %+v", c.s.Title, p.Controls)
		}
	}
}

// A path that cycles is said to, wherever one is found among random orders.
func TestCyclesAreSaid(t *testing.T) {
	found := 0
	for _, name := range looktest.Presets {
		for _, step := range []float64{0.013, 0.05, 0.11} {
			f := frameOf(with(t, name, engine.Selection{Mode: engine.Lowering, Step: step}))
			m := build(f, 1<<30)
			if m.end == "cycles" {
				found++
				if !strings.Contains(verdict(&m, f), "never settles") || len(notes(&m, f)) < 2 {
					t.Errorf("%s, step %v: %s", name, step, verdict(&m, f))
				}
			}
		}
	}
	if found == 0 {
		t.Error("no path cycles")
	}
}
