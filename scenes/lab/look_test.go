package lab

import (
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/engine/experiment"
	"github.com/emergent-alignment/emergent/scenes/looktest"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/pen/pentest"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// made are the reports that the tests draw, each computed once.
var made = map[string]*experiment.Report{}

// reportOn runs an experiment, or only so many parts of it.
func reportOn(t testing.TB, s experiment.Spec, parts int) *experiment.Report {
	t.Helper()
	key := string(experiment.Format(s)) + string(rune('a'+parts))
	if made[key] == nil {
		j, err := experiment.New(s, nil)
		if err != nil {
			t.Fatal(err)
		}
		c := j.Collect()
		for i := range min(j.Chunks(), parts) {
			if err := c.Add(j.Run(i)); err != nil {
				t.Fatal(err)
			}
		}
		r := c.Report()
		made[key] = &r
	}
	return made[key]
}

// all is more parts than there are.
const all = 80

// asked is the spec of a form that was filled in.
func asked(t testing.TB, values map[string]string) experiment.Spec {
	t.Helper()
	s, trouble := askedOf(&stage.View{Values: values}, "", nil)
	if len(trouble) > 0 {
		t.Fatal(trouble)
	}
	return s
}

// frameOf is a frame with a filled-in form, at rest.
func frameOf(values map[string]string, e *stage.Experiment) *stage.Frame {
	f := looktest.Frame(engine.Scenario{}, engine.Result{})
	f.Figure, f.Aside = view.Rect{W: 800, H: 600}, view.Rect{}
	f.View.Values, f.Experiment = values, e
	return f
}

// phone is a small figure.
func phone(f *stage.Frame) { f.Figure = view.Rect{W: 390, H: 400} }

// done is an experiment that has run.
func done(t testing.TB, values map[string]string) *stage.Frame {
	s := asked(t, values)
	return frameOf(values, &stage.Experiment{Spec: s, Phase: stage.Finished, Share: 1, Left: -1,
		Reports: map[string]*experiment.Report{s.Kind: reportOn(t, s, all)}})
}

// The forms that the tests fill in: few runs, so that they take no time.
var (
	hullForm      = map[string]string{"lab.kind": "hull", "lab.runs": "400"}
	selectionForm = map[string]string{"lab.kind": "selection", "lab.runs": "60", "lab.seed": "3"}
	diversityForm = map[string]string{"lab.kind": "diversity", "lab.runs": "30", "lab.items": "60", "lab.roster": "24"}
	tableForm     = map[string]string{"lab.kind": "table", "lab.runs": "10"}
	usersForm     = map[string]string{"lab.kind": "table", "lab.runs": "4", "lab.users": "each", "lab.chart": "users"}
	nearForm      = map[string]string{"lab.kind": "selection", "lab.runs": "60", "lab.seed": "3", "lab.chart": "near"}
	idle          = &stage.Experiment{Left: -1}
)

// draw lays a frame out at rest and records the picture.
func draw(t *testing.T, f *stage.Frame) (*Scene, *pen.Recorder) {
	t.Helper()
	s := new(Scene)
	return s, looktest.Draw(t, s, f)
}

// with changes a copy of values.
func with(values map[string]string, key, value string) map[string]string {
	w := map[string]string{key: value}
	for k, v := range values {
		if k != key {
			w[k] = v
		}
	}
	return w
}

// frames are all kinds of picture.
func frames(t *testing.T) map[string]*stage.Frame {
	old := done(t, hullForm)
	old.View.Values = with(selectionForm, "lab.seed", "4")
	old.Experiment = done(t, selectionForm).Experiment
	running := done(t, hullForm)
	running.Experiment = &stage.Experiment{Spec: asked(t, hullForm), Phase: stage.Working, Share: 0.37, Left: 4,
		Parts: 3, Done: 1, Workers: 2, Reports: running.Experiment.Reports}
	list := map[string]*stage.Frame{
		"law": frameOf(nil, idle), "hull": done(t, hullForm), "selection": done(t, selectionForm),
		"diversity": done(t, diversityForm), "table": done(t, tableForm), "old": old, "running": running,
		"near": done(t, nearForm), "users": done(t, usersForm),
		"invitation": frameOf(map[string]string{"lab.kind": "selection"}, idle), "poster": frameOf(nil, nil),
	}
	for _, name := range []string{"hull", "selection", "diversity"} {
		f := *list[name]
		phone(&f)
		looktest.Dark(&f)
		list[name+"-dark-phone"] = &f
	}
	return list
}

// TestGoldens compares every kind of picture with its golden.
func TestGoldens(t *testing.T) {
	for name, f := range frames(t) {
		t.Run(name, func(t *testing.T) {
			s, r := draw(t, f)
			pentest.Golden(t, name, r)
			looktest.WriteSVG(t, name, s, f)
		})
	}
}

// Labels keep inside the figure and apart, at every size at which a page shows it.
func TestLabelsKeepApart(t *testing.T) {
	for name, f := range frames(t) {
		for _, size := range []view.Rect{{W: 800, H: 600}, {W: 880, H: 740}, {W: 560, H: 420}, {W: 390, H: 400},
			{W: 340, H: 300}, {X: 5, Y: 7, W: 450, H: 430}} {
			g := *f
			g.Figure = size
			_, r := draw(t, &g)
			t.Run(name, func(t *testing.T) { looktest.AssertNoOverlap(t, r.Labels, size, 3) })
		}
	}
}

// A figure without room draws nothing and breaks nothing.
func TestNoRoom(t *testing.T) {
	for _, f := range frames(t) {
		for _, size := range []view.Rect{{}, {W: 20, H: 20}, {W: 300, H: 60}} {
			g := *f
			g.Figure = size
			draw(t, &g)
		}
	}
}

// The frame path allocates nothing: at rest, moving, fading.
func TestFramesAllocateNothing(t *testing.T) {
	list := frames(t)
	for name, pair := range map[string][2]*stage.Frame{
		"move": {list["running"], list["hull"]},
		"fade": {list["law"], list["selection"]},
	} {
		var s Scene
		first := *pair[0]
		first.Reduced = false
		s.Layout(&first)
		s.Draw(pen.Null{})
		f := *pair[1]
		f.Reduced, f.Revision, f.Now = false, 2, 1
		s.Layout(&f)
		s.Draw(pen.Null{})
		looktest.AssertNoAllocs(t, name+", while moving", &s, &f)
		f.Now += 1000
		s.Layout(&f)
		f.Now++
		s.Layout(&f)
		looktest.AssertNoAllocs(t, name+", at rest", &s, &f)
	}
}

// The same frames in the same order draw the same picture; a new theme colours all of it.
func TestDrawsTheSameAgain(t *testing.T) {
	for _, f := range frames(t) {
		looktest.AssertRepeatable(t, func() stage.Scene { return new(Scene) }, f)
	}
}

// A report that comes while the next one is under way moves there and does not jump.
func TestReportsMoveIn(t *testing.T) {
	s := asked(t, with(hullForm, "lab.runs", "60000"))
	var scene Scene
	f := frameOf(with(hullForm, "lab.runs", "60000"), &stage.Experiment{Spec: s, Phase: stage.Working,
		Reports: map[string]*experiment.Report{s.Kind: reportOn(t, s, 1)}})
	f.Reduced = false
	scene.Layout(f)
	g := *f
	g.Revision, g.Now = 2, 1
	g.Experiment = &stage.Experiment{Spec: s, Phase: stage.Working,
		Reports: map[string]*experiment.Report{s.Kind: reportOn(t, s, 2)}}
	if !scene.Layout(&g) {
		t.Error("a second report jumps")
	}
}
