package scenes

import (
	"math"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/guarantees"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
	"github.com/emergent-alignment/emergent/scenes/worker"
)

func (s *scripted) Survey(sc engine.Scenario, q engine.Question, places [][]float64, deliver func(worker.PlaceValues)) {
	var a worker.PlaceValues
	a.Values, a.Err = new(engine.Solver).Survey(nil, sc, q, places)
	deliver(a)
}

// mapped is an app whose hull shows a map.
func mapped(t *testing.T, heavy worker.Solver, g engine.Guarantee) *rig {
	t.Helper()
	r := newRig(t, heavy)
	if err := r.SetView(stage.View{Values: map[string]string{"map": string(g)}}); err != nil {
		t.Fatal(err)
	}
	return r
}

// frames lets the page draw until nothing is left to do.
func (r *rig) frames() (n int) {
	r.t.Helper()
	for n = 0; r.maps.pending(); n++ {
		if n > 5000 {
			r.t.Fatal("the survey does not end")
		}
		if err := r.Update(); err != nil {
			r.t.Fatal(err)
		}
	}
	return n
}

// The map is complete in the end and true, by every way to compute it.
func TestSurveyIsTrue(t *testing.T) {
	for name, heavy := range map[string]worker.Solver{"inline": nil, "heavy": &scripted{}, "no worker": noWorker{}} {
		r := mapped(t, heavy, engine.WorstGuarantee)
		r.frames()
		v := r.figure.frame.Map
		if v == nil || !v.Complete() || v.Trouble != "" || v.Fine != v.Dense {
			t.Fatalf("%s: %+v", name, v)
		}
		s := r.Scenario()
		v.EachPoint(func(p guarantees.GridPoint, got *engine.PlaceValue) {
			if p.I%9 != 0 || p.J%7 != 0 {
				return
			}
			s.User.Weights = v.Weights(nil, p)
			if want := engine.Solve(s).Equilibria.Worst.User; math.Abs(got.Value-want) > 1e-12 {
				t.Errorf("%s: at %v worst is %g, want %g", name, s.User.Weights, got.Value, want)
			}
		})
	}
}

// noWorker is a heavy solver that there is none of.
type noWorker struct{}

func (noWorker) Solve(revision uint64, _ engine.Scenario, want engine.Sections, deliver func(worker.Answer)) {
	deliver(worker.Answer{Revision: revision, Want: want, Err: worker.ErrNoWorker})
}

func (noWorker) Survey(_ engine.Scenario, _ engine.Question, _ [][]float64, deliver func(worker.PlaceValues)) {
	deliver(worker.PlaceValues{Err: worker.ErrNoWorker})
}

// Where the user stands does not matter to the map; where agents stand does, once they rest.
func TestSurveyFollowsTheAgents(t *testing.T) {
	r := mapped(t, nil, engine.EpsilonGuarantee)
	r.frames()
	first := r.figure.frame.Map
	r.drag("user", 20, 10)
	if r.figure.frame.Map != first || first.Stale || r.maps.pending() {
		t.Error("moving the user touched the map")
	}
	at := r.handle("agent:0").At
	r.send(stage.Event{Kind: stage.Grab, Handle: "agent:0", At: at})
	r.send(stage.Event{Kind: stage.Move, Handle: "agent:0", At: view.Pixel{X: at.X + 30, Y: at.Y + 30}})
	if r.figure.frame.Map != first || !first.Stale || r.maps.pending() {
		t.Error("while an agent is dragged the map must look stale and rest")
	}
	if r.SetTheme("dark"); !first.Stale || r.maps.pending() {
		t.Error("another theme wakes the map")
	}
	r.send(stage.Event{Kind: stage.Drop, Handle: "agent:0"})
	if !r.maps.pending() {
		t.Error("after the drag nothing is computed")
	}
	r.frames()
	second := r.figure.frame.Map
	if second == first || second.Stale || !second.Complete() {
		t.Errorf("after the drag: %+v", second)
	}
	at = r.handle("agent:0").At
	r.send(stage.Event{Kind: stage.Grab, Handle: "agent:0", At: at})
	r.send(stage.Event{Kind: stage.Move, Handle: "agent:0", At: view.Pixel{X: at.X + 30, Y: at.Y + 30}})
	r.send(stage.Event{Kind: stage.Cancel, Handle: "agent:0"})
	if r.figure.frame.Map != second || second.Stale || r.maps.pending() {
		t.Error("a cancelled drag leaves a stale map")
	}
	if err := r.SetView(stage.View{}); err != nil || r.figure.frame.Map != nil || r.maps.pending() {
		t.Error("the map stays after it was switched off")
	}
}

// The map of one more agent: true in the end, filled in from coarse to fine with a best place from
// the first grid on, and of another game as soon as anybody has moved, the user included.
func TestSurveyOfOneMoreAgent(t *testing.T) {
	r := newRig(t, nil)
	if err := r.SetView(stage.View{Values: map[string]string{"map": "epsilon", "mapOf": "agent"}}); err != nil {
		t.Fatal(err)
	}
	var grids []int
	for n := 0; r.maps.pending(); n++ {
		if n > 5000 {
			t.Fatal("the survey does not end")
		}
		if err := r.Update(); err != nil {
			t.Fatal(err)
		}
		v := r.figure.frame.Map
		if v == nil {
			continue
		}
		if _, found := v.Best(); !found {
			t.Fatalf("no best place with a grid of %d lines", v.Fine)
		}
		if len(grids) == 0 || grids[len(grids)-1] != v.Fine {
			grids = append(grids, v.Fine)
		}
	}
	first := r.figure.frame.Map
	if len(grids) < 2 || first.Who != engine.NewAgent || grids[len(grids)-1] != first.Dense {
		t.Errorf("grids of %v lines were shown, the last of %v", grids, first.Question)
	}
	s := r.Scenario()
	s.Agents = append(s.Agents, engine.Party{})
	first.EachPoint(func(p guarantees.GridPoint, got *engine.PlaceValue) {
		if p.I%16 != 0 || p.J%16 != 0 {
			return
		}
		s.Agents[len(s.Agents)-1].Weights = first.Weights(nil, p)
		if want := engine.Solve(s).Alignment.Epsilon; math.Abs(got.Value-want) > 1e-9 {
			t.Errorf("one more agent at %v: epsilon %g, want %g", s.Agents[len(s.Agents)-1].Weights, got.Value, want)
		}
	})
	for _, handle := range []string{"user", "agent:0"} {
		shown := r.figure.frame.Map
		at := r.handle(handle).At
		r.send(stage.Event{Kind: stage.Grab, Handle: handle, At: at})
		r.send(stage.Event{Kind: stage.Move, Handle: handle, At: view.Pixel{X: at.X + 25, Y: at.Y + 15}})
		if r.figure.frame.Map != shown || !shown.Stale || r.maps.pending() {
			t.Errorf("while %s is dragged the map must look stale and rest", handle)
		}
		r.send(stage.Event{Kind: stage.Drop, Handle: handle})
		if !r.maps.pending() {
			t.Errorf("after the drag of %s nothing is computed", handle)
		}
		r.frames()
		if again := r.figure.frame.Map; again == shown || again.Stale || !again.Complete() {
			t.Errorf("after the drag of %s: %+v", handle, again)
		}
	}
}

// lastly keeps the surveys that it is asked for until the test answers.
type lastly struct {
	scripted
	answers []func()
}

func (l *lastly) Survey(s engine.Scenario, q engine.Question, places [][]float64, deliver func(worker.PlaceValues)) {
	l.answers = append(l.answers, func() { l.scripted.Survey(s, q, places, deliver) })
}

// A slice of a competition that has changed meanwhile is dropped.
func TestLateSlicesAreDropped(t *testing.T) {
	heavy := &lastly{}
	r := mapped(t, heavy, engine.EpsilonGuarantee)
	r.drag("agent:1", 25, -10)
	if len(heavy.answers) != 2 {
		t.Fatalf("%d slices asked for", len(heavy.answers))
	}
	heavy.answers[0]()
	if r.maps.next.Done != 0 {
		t.Error("a slice of the old competition was taken")
	}
	for i := 1; i < len(heavy.answers); i++ {
		heavy.answers[i]()
	}
	if v := r.figure.frame.Map; v == nil || !v.Complete() {
		t.Errorf("%+v", v)
	}
}
