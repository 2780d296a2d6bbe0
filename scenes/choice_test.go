package scenes

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/editor"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
	"github.com/emergent-alignment/emergent/scenes/worker"
)

// chooser is an app with a heavy solver and the usual patience, in the figure of equilibria.
func chooser(t *testing.T, heavy worker.Solver) *App {
	t.Helper()
	a := New(Options{Heavy: heavy, Clock: func() float64 { return 0 }})
	a.Resize(view.Rect{W: 640, H: 480}, view.Rect{}, 1)
	if err := a.SetView(stage.View{Scene: "equilibrium"}); err != nil {
		t.Fatal(err)
	}
	return a
}

// large has eight states and actions and as many agents as wanted: more than 30 ms in a page.
func large(agents int) engine.Scenario {
	s := engine.Scenario{Version: 1}
	for i := range 8 {
		s.States = append(s.States, fmt.Sprint("y", i))
		s.Actions = append(s.Actions, fmt.Sprint("a", i))
		s.Prior = append(s.Prior, 0.125)
	}
	for j := range 3 {
		c := engine.Criterion{Name: fmt.Sprint("c", j)}
		for a := range 8 {
			var row []float64
			for y := range 8 {
				row = append(row, float64((a*a*7+y*y*5+3*a*y+11*j*(a+2*y))%17)/16)
			}
			c.Utility = append(c.Utility, row)
		}
		s.Criteria = append(s.Criteria, c)
	}
	s.User = engine.Party{Name: "u", Weights: []float64{0.3, 0.3, 0.4}}
	for i := range agents {
		x := float64(i) / 24
		s.Agents = append(s.Agents, engine.Party{Name: fmt.Sprint("agent ", i), Weights: []float64{x, 1 - x, 0}})
	}
	return s
}

// A small scenario never goes to the heavy solver; a large one does, and the figure says so
// until the answer is there.
func TestWhereItIsSolved(t *testing.T) {
	heavy := &scripted{}
	a := chooser(t, heavy)
	if len(heavy.jobs) != 0 || a.Overlay().Stale || a.figure.frame.Result.Ladder == nil {
		t.Fatalf("a small scenario: %d jobs, stale %v", len(heavy.jobs), a.Overlay().Stale)
	}
	small := a.figure.frame.Result.Ladder
	if err := a.SetScenario(large(24)); err != nil {
		t.Fatal(err)
	}
	if len(heavy.jobs) != 1 || !a.Overlay().Stale || !a.figure.frame.Stale || a.figure.frame.Result.Ladder != small {
		t.Fatalf("a large scenario: %d jobs, stale %v", len(heavy.jobs), a.Overlay().Stale)
	}
	if a.figure.frame.Result.Alignment == nil || len(a.figure.frame.Result.Alignment.Weights) != 24 {
		t.Error("what is quick was not solved at once")
	}
	heavy.jobs[0](nil)
	if a.Overlay().Stale || a.figure.frame.Result.Ladder == small {
		t.Error("the answer is not shown")
	}
	if want := engine.Solve(large(24)).Ladder.Worst; a.figure.frame.Result.Ladder.Worst != want {
		t.Errorf("worst is %g, want %g", a.figure.frame.Result.Ladder.Worst, want)
	}
}

// While scenarios change faster than answers come, each answer newer than the shown one is
// shown, still stale; older ones are dropped.
func TestAnswersThatComeLate(t *testing.T) {
	heavy := &scripted{}
	a := chooser(t, heavy)
	for agents := 20; agents <= 23; agents++ {
		if err := a.SetScenario(large(agents)); err != nil {
			t.Fatal(err)
		}
	}
	heavy.jobs[2](nil)
	newer := a.figure.frame.Result.Equilibria
	if newer == nil || len(newer.Worst.Agents) != 22 || !a.figure.frame.Stale {
		t.Fatal("a newer answer is not shown, or not as stale")
	}
	if n := len(a.figure.frame.Result.Alignment.Weights); n != 23 {
		t.Errorf("it took the quick answers of the scenario that stands (23 agents) back to %d", n)
	}
	heavy.jobs[0](nil)
	if a.figure.frame.Result.Equilibria != newer {
		t.Error("an older answer is shown")
	}
	heavy.jobs[3](nil)
	if a.figure.frame.Stale || len(a.figure.frame.Result.Equilibria.Worst.Agents) != 23 {
		t.Error("the last answer is not shown")
	}
}

// A solver that breaks down is said in the panel until something changes, and not asked over
// and over.
func TestTroubleIsSaid(t *testing.T) {
	heavy := &scripted{}
	a := chooser(t, heavy)
	if err := a.SetScenario(large(24)); err != nil {
		t.Fatal(err)
	}
	heavy.jobs[0](errors.New("the worker broke down twice"))
	said := func() bool { return strings.Contains(strings.Join(a.Overlay().Panel.Notes, "\n"), "broke down twice") }
	if !said() || !a.Overlay().Stale || len(heavy.jobs) != 1 {
		t.Errorf("said %v, stale %v, %d jobs", said(), a.Overlay().Stale, len(heavy.jobs))
	}
	a.Result(func(engine.Result, error) {})
	heavy.jobs[1](nil)
	if a.SetTheme("dark"); said() || len(heavy.jobs) != 3 {
		t.Errorf("who wants a result tries again: said %v, %d jobs", said(), len(heavy.jobs))
	}
	if err := a.SetScenario(large(23)); err != nil {
		t.Fatal(err)
	}
	if said() || len(heavy.jobs) != 4 {
		t.Errorf("after a change: said %v, %d jobs", said(), len(heavy.jobs))
	}
}

// Where there is no worker everything is solved here.
func TestNoWorkerSolvesHere(t *testing.T) {
	a := chooser(t, noWorker{})
	if err := a.SetScenario(large(24)); err != nil {
		t.Fatal(err)
	}
	if a.Overlay().Stale || len(a.figure.frame.Result.Equilibria.Worst.Agents) != 24 {
		t.Error("it was not solved")
	}
}

// The sheet's cells and buttons are one step of undo each, and what is refused is none.
func TestSheetSteps(t *testing.T) {
	r := newRig(t, nil)
	start := r.Scenario()
	set := func(field, typed string) error {
		return r.Edit(func(s engine.Scenario) ([]engine.Edit, error) { return editor.Set(s, field, typed) })
	}
	press := func(id string) error {
		return r.Edit(func(s engine.Scenario) ([]engine.Edit, error) { return editor.Do(s, id) })
	}
	if err := set("prior[0]", "0.25"); err != nil || r.Scenario().Prior[0] != 0.25 || r.commits != 1 {
		t.Errorf("%v, %v, %d commits", err, r.Scenario().Prior, r.commits)
	}
	if err := press("state.add"); err != nil || len(r.Scenario().States) != 3 || r.commits != 2 {
		t.Errorf("%v, %v, %d commits", err, r.Scenario().States, r.commits)
	}
	if set("prior[0]", "2") == nil || press("bomb") == nil || r.commits != 2 {
		t.Error("nonsense was taken")
	}
	if err := set("prior[0]", "0.25"); err != nil || r.commits != 2 {
		t.Errorf("what changes nothing is a step: %v", err)
	}
	if !r.Undo() || !r.Undo() || r.Undo() || string(engine.Format(r.Scenario())) != string(engine.Format(start)) {
		t.Error("two undos do not restore the start")
	}
	// states and actions, criteria, parties, further users, experiments, messages
	if n := len(editor.Of(r.Scenario()).Parts); n != 2+3+4+1+2+1 {
		t.Errorf("%d parts", n)
	}
}
