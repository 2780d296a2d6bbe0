package scenes

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// showing is an app that shows a preset in the figure of beliefs, with its ladder.
func showing(t *testing.T, preset string) *rig {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "web", "static", "presets", preset+".json"))
	if err != nil {
		t.Fatal(err)
	}
	s, err := engine.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	r := newRig(t, nil)
	if err := r.Replace(s); err != nil {
		t.Fatal(err)
	}
	if err := r.SetView(stage.View{Scene: "equilibrium"}); err != nil {
		t.Fatal(err)
	}
	r.Resize(view.Rect{W: 560, H: 420}, view.Rect{X: 560, W: 240, H: 420}, 1)
	r.settle()
	return r
}

func (r *rig) drawn() string {
	var rec pen.Recorder
	r.figure.scene.Draw(&rec)
	return rec.String()
}

// Dragging the prior over the border of a region moves pins and ladder together: at each
// step all of the figure is of one scenario, and its numbers are the engine's.
func TestDragOfThePrior(t *testing.T) {
	r := showing(t, "echo")
	at := r.handle("prior").At
	floor := r.handle("ladder:worst").At
	r.send(stage.Event{Kind: stage.Grab, Handle: "prior", At: at})
	crossed := false
	for i := range 10 {
		r.send(stage.Event{Kind: stage.Move, Handle: "prior", At: view.Pixel{X: at.X + 16*float64(i), Y: at.Y}})
		s := r.Scenario()
		want := engine.Solve(s)
		worst := want.Equilibria.Worst
		if got := r.figure.frame.Result.Equilibria.Worst; r.figure.frame.Stale || !reflect.DeepEqual(got, worst) {
			t.Fatalf("prior %v: the figure shows %+v, the engine says %+v", s.Prior, got, worst)
		}
		if got := r.handle("ladder:worst").Text; got != words.Value(worst.User) {
			t.Errorf("prior %v: the ladder says %s, the engine %v", s.Prior, got, worst.User)
		}
		if got := len(r.Overlay().Panel.Tables[0].Rows); got != len(worst.Posteriors) {
			t.Errorf("prior %v: %d rows for %d posteriors", s.Prior, got, len(worst.Posteriors))
		}
		fresh := showing(t, "echo")
		if err := fresh.SetScenario(s); err != nil {
			t.Fatal(err)
		}
		fresh.send(stage.Event{Kind: stage.Grab, Handle: "prior", At: fresh.handle("prior").At})
		if r.drawn() != fresh.drawn() {
			t.Errorf("prior %v: the picture is not that of the scenario", s.Prior)
		}
		crossed = crossed || s.Prior[1] > 0.5
	}
	if !crossed || r.handle("ladder:worst").At == floor {
		t.Error("the border at 1/2 was not crossed, or the ladder did not move")
	}
	r.send(stage.Event{Kind: stage.Drop, Handle: "prior"})
	if r.commits != 1 || !r.Undo() || r.Scenario().Prior[1] != 0.3 {
		t.Errorf("%d commits, prior %v after one undo", r.commits, r.Scenario().Prior)
	}
	r.settle()
	if got := r.handle("ladder:worst").At; got != floor {
		t.Errorf("after undo the rung is at %v, was at %v", got, floor)
	}
}

// Dragging an agent in hull updates the ladder: one scenario.
func TestHullAndLadderShareTheScenario(t *testing.T) {
	r := showing(t, "specialists")
	before := r.Overlay().Panel.Verdict
	if err := r.SetView(stage.View{Scene: "hull"}); err != nil {
		t.Fatal(err)
	}
	r.drag("user", -160, 90)
	if err := r.SetView(stage.View{Scene: "equilibrium"}); err != nil {
		t.Fatal(err)
	}
	want := engine.Solve(r.Scenario())
	if r.handle("ladder:worst").Text != words.Value(want.Equilibria.Worst.User) || r.Overlay().Panel.Verdict == before {
		t.Errorf("%q after the drag, %q before", r.Overlay().Panel.Verdict, before)
	}
}

// The prior comes back from the border of the simplex, by mouse and by keys.
func TestPriorComesBack(t *testing.T) {
	for preset, key := range map[string]view.Pixel{"judge": {X: 1}, "specialists": {Y: 1}} {
		r := showing(t, preset)
		r.send(stage.Event{Kind: stage.End, Handle: "prior"})
		if p := r.Scenario().Prior; p[len(p)-1] != 1 {
			t.Fatalf("%s: End leads to %v", preset, p)
		}
		r.settle()
		at := r.handle("prior").At
		r.drag("prior", 280-at.X, 200-at.Y)
		for y, p := range r.Scenario().Prior {
			if p < 0.05 {
				t.Errorf("%s: state %d has prior %v after a drag to the middle", preset, y, p)
			}
		}
		r.send(stage.Event{Kind: stage.Home, Handle: "prior"})
		r.send(stage.Event{Kind: stage.Nudge, Handle: "prior", DX: key.X, DY: key.Y, Step: 0.1})
		if p := r.Scenario().Prior; p[0] > 0.95 {
			t.Errorf("%s: a key leads from the corner to %v", preset, p)
		}
	}
}
