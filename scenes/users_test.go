package scenes

import (
	"reflect"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/tables"
)

// town is an app that shows two kinds of residents among their advisers.
func town(t *testing.T) *rig {
	t.Helper()
	r := showing(t, "town")
	if err := r.SetView(stage.View{Scene: "hull"}); err != nil {
		t.Fatal(err)
	}
	r.settle()
	return r
}

// answered checks that the figure shows the engine's answer for the scenario as it stands.
func (r *rig) answered(t *testing.T) *engine.PopulationResult {
	t.Helper()
	got, sections := r.figure.frame.Result.Population, engine.PopulationSection
	if got != nil && got.Map != nil {
		sections |= engine.MapSection // of another figure, which keeps it
	}
	want := new(engine.Solver).Solve(r.Scenario(), sections).Population
	if r.figure.frame.Stale || !reflect.DeepEqual(got, want) {
		t.Fatalf("the figure shows %+v, the engine says %+v", got, want)
	}
	return want
}

// The second star moves as the first does: at each step the answer is the engine's, all of it is one
// step of undo, and tables and SVG carry her.
func TestDragOfTheSecondUser(t *testing.T) {
	r := town(t)
	start, before := r.Scenario(), r.answered(t)
	r.drag("user:1", 120, 0)
	r.settle()
	after := r.answered(t)
	if w := r.Scenario().Population.Users[0].Weights; w[0] > 0.95 || w[0] < 0.3 {
		t.Errorf("her weights are %v", w)
	}
	if after.Users[1].Opt == before.Users[1].Opt || after.Users[0].Opt != before.Users[0].Opt {
		t.Error("the drag changed nothing for her, or something for the other")
	}
	var svg strings.Builder
	if err := r.WriteSVG(&svg); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(svg.String(), "User X: Shopkeepers") || !strings.Contains(svg.String(), ">Shopkeepers<") {
		t.Error("the SVG does not show the second user")
	}
	if csv := tables.CSV(r.Data()); !strings.Contains(csv, "What each user is sure of") ||
		!strings.Contains(csv, "agent A toward Shopkeepers") {
		t.Errorf("the tables do not hold the second user: %s", csv)
	}
	if !r.Undo() || !reflect.DeepEqual(r.Scenario(), start) {
		t.Error("one undo does not take the drag back")
	}
	r.answered(t)
}

// Policy and shares are controls, the view says whom the agents face, and another figure between
// changes nothing of what is shown.
func TestSettingsOfUsers(t *testing.T) {
	r := town(t)
	set := func(param, value string) {
		r.send(stage.Event{Kind: stage.Param, Param: param, Value: value})
		r.settle()
	}
	set("population.policy", engine.Personal)
	if v := r.Overlay().Panel.Verdict; !strings.HasPrefix(v, "Apart, at worst: ") || !r.Overlay().Panel.Inside {
		t.Errorf("advised apart: %q", v)
	}
	set("population.share.1", "0.8")
	if p := r.answered(t); p.Users[1].Share != 0.8 {
		t.Errorf("her share is %g", p.Users[1].Share)
	}
	agent := r.handle("agent:0").At
	set("view.facing", "1")
	if at := r.handle("agent:0").At; at.X-agent.X < 200 {
		t.Errorf("Transit stands at %v as commuters face it and at %v as shopkeepers do", agent, at)
	}
	shown := r.Overlay().Panel
	for _, scene := range []string{"equilibrium", "hull"} {
		if err := r.SetView(stage.View{Scene: scene, Values: map[string]string{"facing": "1"}}); err != nil {
			t.Fatal(err)
		}
		r.settle()
	}
	if r.answered(t); !reflect.DeepEqual(r.Overlay().Panel, shown) {
		t.Error("the panel is another one after another figure was shown")
	}
	if err := r.Dispatch(stage.Event{Kind: stage.Param, Param: "population.share.1", Value: "1"}); err == nil {
		t.Error("a share that leaves nothing for the first user is taken")
	}
}
