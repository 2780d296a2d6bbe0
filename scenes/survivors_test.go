package scenes

import (
	"reflect"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/worker"
)

// Changes that no test noticed at a review of November 2026; each test fails under its change.

// TestCheapSolveKeepsTheRest: a solve of the cheap sections leaves every other section as it was; a section
// that is added to results is in it.
func TestCheapSolveKeepsTheRest(t *testing.T) {
	s, err := engine.Parse([]byte(trial))
	if err != nil {
		t.Fatal(err)
	}
	s.Conversation = &engine.Conversation{}
	s.Population = &engine.Population{Users: []engine.Member{{Name: "another", Share: 0.3, Weights: s.User.Weights,
		Utility: s.User.Utility}}}
	s.Indifference = 0.01
	var v engine.Solver
	const want = engine.All | engine.MapSection | engine.QuantalMapSection | engine.QuantalCurveSection |
		engine.LossCurveSection | engine.DissentSection
	whole, cheap := v.Solve(s, want), v.Solve(s, alwaysSections)
	var k known
	k.take(whole, 1, want)
	k.take(cheap, 2, alwaysSections)
	got := k.result
	if got.Alignment != cheap.Alignment || k.holds(2, want) || !k.holds(1, want) || !k.holds(2, alwaysSections) {
		t.Error("the cheap solve is not taken in, or taken for more than it is")
	}
	k.take(whole, 1, want)
	if k.result.Alignment != cheap.Alignment {
		t.Error("an answer that is late takes the cheap solve back")
	}
	if len(got.Benchmarks.Monopoly) != len(whole.Benchmarks.Monopoly) {
		t.Error("the agents alone are lost")
	}
	kept, all := reflect.ValueOf(got), reflect.ValueOf(whole)
	for i := range all.NumField() {
		switch name := all.Type().Field(i).Name; {
		case all.Field(i).Kind() != reflect.Pointer || name == "Benchmarks" || name == "Alignment":
		case all.Field(i).IsNil():
			t.Errorf("the scenario lacks %s: it is not tested", name)
		case kept.Field(i).Pointer() != all.Field(i).Pointer():
			t.Errorf("%s is lost", name)
		}
	}
}

// TestLaterSections: what one figure waits for is taken in though another has later ones of its own; what was
// said of the rest stays.
func TestLaterSections(t *testing.T) {
	k := known{result: engine.Result{Notes: []string{"said"}}}
	k.take(engine.Result{LossCurve: new(engine.LossCurveResult)}, 3, engine.LossCurveSection)
	k.take(engine.Result{QuantalCurve: new(engine.QuantalCurveResult)}, 2, engine.QuantalCurveSection)
	if k.result.QuantalCurve == nil || !k.holds(2, engine.QuantalCurveSection) || len(k.result.Notes) != 1 {
		t.Errorf("%+v", k)
	}
}

// TestEqualRevisionIsNotOlder: an answer of the very revision of the cheap sections brings its own
// with it; the sections that it lacks are those shown, not the other way round.
func TestEqualRevisionIsNotOlder(t *testing.T) {
	heavy := &scripted{}
	a := chooser(t, heavy)
	if err := a.SetScenario(large(24)); err != nil {
		t.Fatal(err)
	}
	heavy.jobs[0](nil)
	if v := &a.answers; v.at[0] != a.history.store.Revision() || v.at[heavyPart] != a.history.store.Revision() {
		t.Fatalf("revisions %d and %d of %d", v.at[0], v.at[heavyPart], a.history.store.Revision())
	}
	// The answer's own benchmarks hold the monopolies; kept ones would too, so look at the pointer.
	before := a.figure.frame.Result.Alignment
	a.answers.at[heavyPart], a.answers.has[heavyPart] = 0, 0
	later := engine.Solve(large(24))
	a.answers.show(&worker.Answer{Revision: a.history.store.Revision(), Want: engine.All | a.answers.wants, Result: later})
	if got := a.answers.result.Alignment; got == before || got != later.Alignment {
		t.Error("an answer of the same revision was taken for an older one")
	}
}

// TestOrbitGoesWithTheZoom: at twice the size twice the way of the pointer turns the picture as far.
func TestOrbitGoesWithTheZoom(t *testing.T) {
	v := viewport{zoom: 2}
	ev := v.inward(stage.Event{Kind: stage.Orbit, DX: 10, DY: 6})
	if ev.DX != 5 || ev.DY != 3 {
		t.Errorf("turned by %v, %v", ev.DX, ev.DY)
	}
}

// TestGhostNeitherPlaysNorMaps: the pinned view keeps its settings but for what moves and what is
// asked for anew at every change.
func TestGhostNeitherPlaysNorMaps(t *testing.T) {
	p := pinned{view: stage.View{Values: map[string]string{"play": "true", "map": "worst", "agent": "1"}}}
	got := p.viewed(stage.View{Scene: "hull"}).Values
	if len(got) != 1 || got["agent"] != "1" {
		t.Errorf("the ghost's settings are %v", got)
	}
}
