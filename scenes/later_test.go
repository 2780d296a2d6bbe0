package scenes

import (
	"strconv"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
	"github.com/emergent-alignment/emergent/scenes/worker"
)

// beside is an app that shows a figure with a second chart beside it, and solves inline.
func beside(t *testing.T, scene, text string) *rig {
	t.Helper()
	r := newRig(t, nil)
	s, err := engine.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Replace(s); err != nil {
		t.Fatal(err)
	}
	if err := r.SetView(stage.View{Scene: scene}); err != nil {
		t.Fatal(err)
	}
	r.Resize(view.Rect{X: 20, Y: 10, W: 640, H: 480}, view.Rect{X: 660, Y: 10, W: 250, H: 480}, 1)
	return r
}

const trial = `{"version": 1, "states": ["innocent", "guilty"], "actions": ["acquit", "convict"], "prior": [0.7, 0.3],
 "user": {"name": "Judge", "utility": [[1, 0], [0, 1]]},
 "agents": [{"name": "Prosecutor", "utility": [[0, 0], [1, 1]]}, {"name": "Defender", "utility": [[1, 1], [0, 0]]}],
 "response": {"kind": "quantal", "lambda": 10}}`

// A drag of lambda along its curve is one step of undo, and so is a run of arrow keys; the
// curve stays as it is.
func TestLambdaIsDraggedThroughTheApp(t *testing.T) {
	r := beside(t, "quantal", trial)
	curve := r.figure.frame.Result.QuantalCurve
	if curve == nil || r.figure.frame.Late {
		t.Fatal("no curve")
	}
	before := r.handle("lambda").At
	r.drag("lambda", 30, 0)
	lambda := r.Scenario().Response.Lambda
	if after := r.handle("lambda").At; lambda <= 10 || after.X < before.X+25 || after.X > before.X+35 {
		t.Errorf("lambda %v at %v, dragged from %v", lambda, after, before)
	}
	if r.figure.frame.Result.Quantal.Lambda != lambda || r.figure.frame.Late {
		t.Errorf("the answer is of lambda %v, late %v", r.figure.frame.Result.Quantal.Lambda, r.figure.frame.Late)
	}
	if r.figure.frame.Result.QuantalCurve != curve {
		t.Error("the curve was computed again")
	}
	if !r.Undo() || r.Scenario().Response.Lambda != 10 || r.Overlay().CanUndo {
		t.Error("a drag of lambda is not one step")
	}
	for range 3 {
		r.send(stage.Event{Kind: stage.Nudge, Handle: "lambda", DX: 1, Step: 0.1})
	}
	if got := r.Scenario().Response.Lambda; got < 19 || got > 21 || !r.Undo() || r.Overlay().CanUndo {
		t.Errorf("three keys lead to %v", got)
	}
	r.send(stage.Event{Kind: stage.Param, Param: "response.lambda", Value: "55.5"})
	if r.Scenario().Response.Lambda != 55.5 {
		t.Error("the slider does not set lambda")
	}
	r.send(stage.Event{Kind: stage.Param, Param: "response.kind", Value: "best"})
	if r.figure.frame.Result.Quantal != nil || r.Scenario().ResponseOrDefault().Kind != engine.Best {
		t.Error("she still answers by chance")
	}
}

// While the prior is dragged the curve is late and not computed; on release it is.
func TestSlowSectionsWaitForTheEndOfADrag(t *testing.T) {
	r := beside(t, "quantal", trial)
	old := r.figure.frame.Result.QuantalCurve
	h := r.handle("prior")
	r.send(stage.Event{Kind: stage.Grab, Handle: "prior", At: h.At})
	r.send(stage.Event{Kind: stage.Move, Handle: "prior", At: view.Pixel{X: h.At.X + 60, Y: h.At.Y}})
	if !r.figure.frame.Late || r.figure.frame.Stale || r.figure.frame.Result.QuantalCurve != old || r.figure.frame.Result.Quantal == nil {
		t.Errorf("while dragging: late %v, stale %v", r.figure.frame.Late, r.figure.frame.Stale)
	}
	r.send(stage.Event{Kind: stage.Drop, Handle: "prior"})
	if r.figure.frame.Late || r.figure.frame.Result.QuantalCurve == old || r.Scenario().Prior[1] <= 0.3 {
		t.Error("released, the curve is still that of before")
	}
}

// With a worker, slow sections are asked for after the others were answered, once.
func TestSlowSectionsComeAfterTheOthers(t *testing.T) {
	heavy := &recorded{}
	r := newRig(t, heavy)
	s, _ := engine.Parse([]byte(trial))
	if err := r.Replace(s); err != nil {
		t.Fatal(err)
	}
	if err := r.SetView(stage.View{Scene: "selection"}); err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(heavy.jobs); i++ {
		if slow := heavy.wants[i]&engine.LossCurveSection != 0; slow != (i == len(heavy.jobs)-1) && slow {
			t.Errorf("job %d of %d asks for the slow section", i, len(heavy.jobs))
		}
		heavy.jobs[i]()
	}
	n := len(heavy.jobs)
	if n < 2 || heavy.wants[n-1] != engine.LossCurveSection {
		t.Fatalf("jobs for %b", heavy.wants)
	}
	if r.figure.frame.Late || r.figure.frame.Stale || r.figure.frame.Result.LossCurve == nil || r.figure.frame.Result.Selection == nil {
		t.Errorf("late %v, stale %v", r.figure.frame.Late, r.figure.frame.Stale)
	}
}

// What comes later waits for a full result that somebody has asked for, and no longer.
func TestLaterSectionsWaitForAFullResult(t *testing.T) {
	heavy := &recorded{}
	r := newRig(t, heavy)
	if err := r.SetView(stage.View{Scene: "selection"}); err != nil {
		t.Fatal(err)
	}
	delivered := false
	r.Result(func(engine.Result, error) { delivered = true })
	for i := 0; i < len(heavy.jobs); i++ {
		heavy.jobs[i]()
	}
	if last := heavy.wants[len(heavy.wants)-1]; !delivered || last != engine.LossCurveSection {
		t.Errorf("delivered %v; asked for %b last", delivered, last)
	}
}

// recorded is a heavy solver that keeps its jobs until a test lets them answer.
type recorded struct {
	jobs  []func()
	wants []engine.Sections
}

func (s *recorded) Solve(revision uint64, sc engine.Scenario, want engine.Sections, deliver func(worker.Answer)) {
	s.wants = append(s.wants, want)
	s.jobs = append(s.jobs, func() {
		deliver(worker.Answer{Revision: revision, Want: want, Result: new(engine.Solver).Solve(sc, want)})
	})
}

func (s *recorded) Survey(engine.Scenario, engine.Question, [][]float64, func(worker.PlaceValues)) {}

// The bids play while frames are drawn, with the panel beside them, and stop at the end.
func TestBidsPlayThroughTheApp(t *testing.T) {
	r := beside(t, "selection", trial)
	r.send(stage.Event{Kind: stage.Param, Param: "view.play", Value: "true"})
	bid := func() int {
		p := r.Overlay().Panel
		n, _ := strconv.Atoi(p.Control("view.step").Value)
		return n
	}
	if bid() != 1 || !r.figure.moving {
		t.Fatalf("bid %d, moving %v", bid(), r.figure.moving)
	}
	at := r.Overlay().PanelAt
	for range 60 {
		r.time += 0.05
		if err := r.Update(); err != nil {
			t.Fatal(err)
		}
	}
	if n := bid(); n < 4 || r.Overlay().PanelAt == at {
		t.Errorf("after three seconds at bid %d", n)
	}
	r.send(stage.Event{Kind: stage.Param, Param: "view.play", Value: "false"})
	stopped := bid()
	for range 10 {
		r.time += 0.5
		_ = r.Update()
	}
	if bid() != stopped || r.figure.moving {
		t.Errorf("stopped at bid %d it goes on to %d", stopped, bid())
	}
	r.send(stage.Event{Kind: stage.Nudge, Handle: "step", DX: 1, Step: 0.01})
	if bid() != stopped+1 || r.Overlay().CanUndo {
		t.Errorf("a key leads from bid %d to %d", stopped, bid())
	}
}

// Scrubbing and the length of the evaluation are dragged; Reset brings the first seed back.
func TestSelectionThroughTheApp(t *testing.T) {
	r := beside(t, "selection", trial)
	r.drag("step", -200, 0)
	if p := r.Overlay().Panel; p.Control("view.step").Value == "31" || r.Overlay().CanUndo {
		t.Errorf("scrubbed to bid %s", p.Control("view.step").Value)
	}
	r.drag("samples", 60, 0)
	if n := r.Scenario().SelectionOrDefault().Samples; n < 2 || !r.Overlay().CanUndo ||
		r.figure.frame.Result.Selection.Evaluation == nil {
		t.Errorf("dragged to %d trials", n)
	}
	r.send(stage.Event{Kind: stage.Param, Param: "selection.seed"})
	if r.Scenario().SelectionOrDefault().Seed == 1 {
		t.Error("the dice roll no other seed")
	}
	r.Reset()
	if r.Scenario().SelectionOrDefault().Seed != 1 {
		t.Error("Reset does not bring the first seed back")
	}
}
