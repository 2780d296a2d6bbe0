package lab

import (
	"maps"
	"strconv"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine/experiment"
	"github.com/emergent-alignment/emergent/scenes/looktest"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// The form of each kind shows the defaults, and each of its fields reaches the spec: what is
// typed comes back, and the spec is another one.
func TestFields(t *testing.T) {
	for _, kind := range experiment.Kinds() {
		values := map[string]string{kindParam: kind}
		plain := asked(t, values)
		if !same(&plain, &experiment.Spec{Version: experiment.Version, Kind: kind}) {
			t.Errorf("%s: an empty form asks for %s", kind, experiment.Format(plain))
		}
		for _, f := range kindOf(kind).fields {
			was := f.get(&plain)
			if err := f.Accepts(was); err != nil {
				t.Errorf("%s: its default %q: %v", f.Param, was, err)
			}
			next := other(&f, was)
			s := asked(t, with(values, f.Param, next))
			if got := f.get(&s); got != next {
				t.Errorf("%s: %q comes back as %q", f.Param, next, got)
			}
			if same(&s, &plain) {
				t.Errorf("%s: %q changes nothing", f.Param, next)
			}
			if err := s.Validate(); err != nil {
				t.Errorf("%s: %q is refused: %v", f.Param, next, err)
			}
			for _, end := range []float64{f.Min, f.Max} {
				if f.Kind == stage.Number || f.Kind == stage.Range {
					s := asked(t, with(values, f.Param, strconv.FormatFloat(end, 'f', -1, 64)))
					if err := s.Validate(); err != nil {
						t.Errorf("%s: its end %v is refused: %v", f.Param, end, err)
					}
				}
			}
		}
	}
}

// other is another value that a field takes.
func other(f *field, was string) string {
	if f.Kind == stage.Choice {
		for _, o := range f.Options {
			if o.Value != was {
				return o.Value
			}
		}
	}
	x := parse(was)
	if x+f.Step > f.Max {
		x -= 2 * f.Step
	}
	return strconv.FormatFloat(x+f.Step, 'f', -1, 64)
}

// What a link asks for that cannot be had is named, and the default is used.
func TestBadValues(t *testing.T) {
	for param, value := range map[string]string{
		"lab.kind": "luck", "lab.seed": "-3", "lab.runs": "many", "lab.points": "1e9", "lab.crowd": "5",
		"lab.cloud": "<b>", "lab.dimensions": "NaN",
	} {
		s, trouble := askedOf(&stage.View{Values: map[string]string{param: value}}, "", nil)
		if len(trouble) != 1 || !strings.Contains(trouble[0], param) || !strings.HasSuffix(trouble[0], ".") {
			t.Errorf("%s = %q: %q", param, value, trouble)
		}
		if plain := (experiment.Spec{Version: experiment.Version, Kind: kinds[0].name}); !same(&s, &plain) {
			t.Errorf("%s = %q asks for %s", param, value, experiment.Format(s))
		}
		_, r := draw(t, frameOf(map[string]string{param: value}, idle))
		if len(r.Labels) == 0 {
			t.Errorf("%s = %q: nothing is drawn", param, value)
		}
	}
}

// The spec of a file fills the form in, unless the form has no place for it.
func TestValues(t *testing.T) {
	for _, values := range []map[string]string{hullForm, selectionForm,
		{"lab.kind": "diversity", "lab.error": "max", "lab.bias": "0.3"}} {
		s := asked(t, values)
		got, err := Values(s)
		if err != nil {
			t.Fatal(err)
		}
		if back := asked(t, got); !same(&back, &s) {
			t.Errorf("%v becomes %v", values, got)
		}
	}
	s := experiment.Spec{Version: experiment.Version, Kind: experiment.KindHull,
		Hull: &experiment.Hull{Dimensions: []int{2, 5}}}
	if _, err := Values(s); err == nil {
		t.Error("a spec with gaps in its list fits the form")
	}
}

// order is what an event makes the lab do, and the view that follows.
func order(t *testing.T, f *stage.Frame, ev stage.Event) (*stage.Order, map[string]string, error) {
	t.Helper()
	var s Scene
	s.Layout(f)
	r := s.Event(ev, f)
	v := stage.View{Values: maps.Clone(f.View.Values)}
	if v.Values == nil {
		v.Values = map[string]string{}
	}
	if r.View != nil {
		r.View(&v)
	}
	return r.Order, v.Values, r.Err
}

func press(param, value string) stage.Event {
	return stage.Event{Kind: stage.Param, Param: param, Value: value}
}

// The buttons run what the form says, stop, open a file; the dice changes the seed and runs.
func TestButtons(t *testing.T) {
	f := frameOf(hullForm, idle)
	want := asked(t, hullForm)
	if o, _, _ := order(t, f, press(runParam, "")); o == nil || o.Run == nil || !same(o.Run, &want) {
		t.Errorf("run: %+v", o)
	}
	if o, _, _ := order(t, f, press(stopParam, "")); o == nil || !o.Stop {
		t.Errorf("cancel: %+v", o)
	}
	if o, _, _ := order(t, f, press(openParam, "")); o == nil || !o.Choose {
		t.Errorf("open: %+v", o)
	}
	o, values, _ := order(t, f, press(diceParam, ""))
	if o == nil || o.Run == nil || o.Run.Seed == want.Seed || values[seedParam] != strconv.FormatUint(o.Run.Seed, 10) {
		t.Errorf("dice: %+v, %v", o, values)
	}
	if _, values, err := order(t, f, press("lab.runs", "77")); err != nil || values["lab.runs"] != "77" {
		t.Errorf("runs: %v, %v", values, err)
	}
	_, values, _ = order(t, f, press(kindParam, experiment.KindSelection))
	if values[kindParam] != experiment.KindSelection || values["lab.runs"] != "" {
		t.Errorf("another kind: %v", values)
	}
	if _, _, err := order(t, f, press("lab.luck", "1")); err == nil {
		t.Error("a setting that there is not is taken")
	}
}

// Every way to read the chart elsewhere.
func TestReads(t *testing.T) {
	f := frameOf(with(hullForm, atParam, "6"), idle) // agents 2 to 12
	at := looktest.At(t, sceneOf(f), atHandle)
	for _, c := range []struct {
		ev   stage.Event
		want string
	}{
		{stage.Event{Kind: stage.Nudge, DX: 1, Step: 0.01}, "7"},
		{stage.Event{Kind: stage.Nudge, DY: -1, Step: 0.01}, "5"},
		{stage.Event{Kind: stage.Nudge, DX: 1, Step: 0.1}, "12"},
		{stage.Event{Kind: stage.Home}, "2"},
		{stage.Event{Kind: stage.End}, "12"},
		{stage.Event{Kind: stage.Move, At: view.Pixel{X: at.X + 1, Y: at.Y}}, "6"},
		{stage.Event{Kind: stage.Move, At: view.Pixel{X: 1e6}}, "12"},
	} {
		c.ev.Handle = atHandle
		if _, values, err := order(t, f, c.ev); err != nil || values[atParam] != c.want {
			t.Errorf("%+v leads to %q, %v, want %q", c.ev, values[atParam], err, c.want)
		}
	}
	if _, _, err := order(t, f, stage.Event{Kind: stage.Move, Handle: "point:0:0:0"}); err == nil {
		t.Error("a point can be moved")
	}
	if _, _, err := order(t, frameOf(selectionForm, idle),
		stage.Event{Kind: stage.Home, Handle: atHandle}); err == nil {
		t.Error("a chart that is not there is read")
	}
}

func sceneOf(f *stage.Frame) *Scene {
	s := new(Scene)
	s.Layout(f)
	return s
}

// The files hold every point with the settings that made it; the JSON is the command line's.
func TestReports(t *testing.T) {
	for _, values := range []map[string]string{hullForm, selectionForm, diversityForm, tableForm} {
		f := done(t, values)
		s := sceneOf(f)
		r := f.Experiment.Reports[values["lab.kind"]]
		if got := s.Report(); got != string(experiment.Text(*r)) {
			t.Errorf("%v: JSON %q", values, got)
		}
		series := s.Series(f)
		points := series[0].Rows
		if len(series) < 2 || len(points) < 10 {
			t.Fatalf("%v: %d tables, %d points", values, len(series), len(points))
		}
		settings := series[len(series)-1].Rows
		spec, err := experiment.Parse([]byte(settings[len(settings)-1][1]))
		if err != nil || !same(&spec, &r.Spec) {
			t.Errorf("%v: the settings do not say how to make it again: %v, %v", values, settings, err)
		}
	}
	if text := sceneOf(frameOf(nil, idle)).Report(); text != "" {
		t.Errorf("a report on nothing: %q", text)
	}
}

// The panel says what the chart says: a table of it, a verdict, the settings.
func TestPanel(t *testing.T) {
	f := done(t, hullForm)
	p := sceneOf(f).Panel()
	if len(p.Tables) != 1 || len(p.Tables[0].Rows) != 44 || !strings.Contains(p.Verdict, "44") ||
		p.Control("lab.seed") == nil || p.Control(runParam) == nil {
		t.Errorf("%+v", p)
	}
	f.View.Values = with(hullForm, "lab.seed", "9")
	if p := sceneOf(f).Panel(); strings.Contains(p.Verdict, "44 sim") {
		t.Errorf("another seed has the verdict %q", p.Verdict)
	}
	f.Experiment.Phase = stage.Failed
	f.Experiment.Trouble = "seed: is odd"
	if p := sceneOf(f).Panel(); p.Verdict != "Not run: seed: is odd." {
		t.Errorf("trouble reads %q", p.Verdict)
	}
	f.Experiment.Phase = stage.Working
	if p := sceneOf(f).Panel(); p.Control(stopParam) == nil || p.Control(runParam) != nil ||
		p.Sections[0].Rows[0].Bar < 0 {
		t.Errorf("while running %+v", p)
	}
}

// Points say their values to the pointer, and only where nothing moves.
func TestTips(t *testing.T) {
	f := done(t, hullForm)
	tips := sceneOf(f).Handles(nil)
	if len(tips) < 20 || len(tips) > mostPoints+4 {
		t.Fatalf("%d handles", len(tips))
	}
	for _, h := range tips[1:] {
		if !h.Passive || !h.Fixed || !strings.Contains(h.Tip, "simulated") {
			t.Errorf("%+v", h)
		}
	}
	if tips[0].ID != atHandle || tips[0].Passive || !strings.Contains(tips[0].Text, "with 6 agents") {
		t.Errorf("%+v", tips[0])
	}
	f.Experiment.Phase = stage.Working
	if n := len(sceneOf(f).Handles(nil)); n != 1 {
		t.Errorf("%d handles while running", n)
	}
}
