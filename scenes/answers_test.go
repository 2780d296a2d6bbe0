package scenes

import (
	"encoding/json"
	"errors"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
	"github.com/emergent-alignment/emergent/scenes/worker"
)

// scripted is a heavy solver that a test lets answer.
type scripted struct {
	jobs []func(err error)
	revs []uint64
}

func (s *scripted) Solve(revision uint64, sc engine.Scenario, want engine.Sections, deliver func(worker.Answer)) {
	s.revs = append(s.revs, revision)
	s.jobs = append(s.jobs, func(err error) {
		deliver(worker.Answer{Revision: revision, Want: want, Result: new(engine.Solver).Solve(sc, want), Err: err})
	})
}

// Result is never stale: it is that of the scenario which stands when it arrives.
func TestResultIsOfTheCurrentScenario(t *testing.T) {
	heavy := &scripted{}
	r := newRig(t, heavy)
	var got []engine.Result
	r.Result(func(res engine.Result, err error) {
		if err != nil {
			t.Error(err)
		}
		got = append(got, res)
	})
	r.drag("user", 30, 10)
	if len(heavy.jobs) < 2 {
		t.Fatalf("%d jobs for two scenarios", len(heavy.jobs))
	}
	for _, job := range heavy.jobs[:len(heavy.jobs)-1] {
		job(nil)
	}
	if len(got) != 0 {
		t.Fatal("an older result was delivered")
	}
	heavy.jobs[len(heavy.jobs)-1](nil)
	if len(got) != 1 {
		t.Fatalf("%d results", len(got))
	}
	want, _ := json.Marshal(engine.Solve(r.Scenario()))
	if have, _ := json.Marshal(got[0]); string(have) != string(want) {
		t.Errorf("got %s\nwant %s", have, want)
	}
	jobs := len(heavy.jobs)
	r.Result(func(engine.Result, error) { got = append(got, engine.Result{}) })
	if len(got) != 2 || len(heavy.jobs) != jobs {
		t.Error("a known result is computed again")
	}
}

func TestABrokenSolverIsReported(t *testing.T) {
	heavy := &scripted{}
	r := newRig(t, heavy)
	var failed error
	r.Result(func(_ engine.Result, err error) { failed = err })
	broken := errors.New("the worker died")
	heavy.jobs[0](broken)
	if failed != broken {
		t.Errorf("reported %v", failed)
	}
	ok := false
	r.Result(func(_ engine.Result, err error) { ok = err == nil })
	heavy.jobs[1](nil)
	if !ok {
		t.Error("it does not recover")
	}
}

func TestResultInline(t *testing.T) {
	r := newRig(t, nil)
	n := 0
	deliver := func(res engine.Result, err error) {
		n++
		if err != nil || res.Benchmarks == nil || res.Alignment == nil {
			t.Errorf("%+v %v", res, err)
		}
		r.Scenario() // callbacks may call the app
	}
	r.Result(deliver)
	r.Result(deliver)
	if n != 2 {
		t.Errorf("%d deliveries", n)
	}
}

// The live region says the verdict of a late answer once it has come, and never that one is
// under way.
func TestLateAnswersAreAnnounced(t *testing.T) {
	heavy := &scripted{}
	r := newRig(t, heavy)
	if err := r.SetView(stage.View{Scene: "equilibrium"}); err != nil {
		t.Fatal(err)
	}
	heavy.jobs[len(heavy.jobs)-1](nil)
	before := r.Overlay().AnnounceAt
	r.send(stage.Event{Kind: stage.Nudge, Handle: "prior", DX: 1, Step: 0.1})
	if o := r.Overlay(); !o.Stale || o.AnnounceAt != before {
		t.Fatalf("stale %v, said %q before the answer", o.Stale, o.Announce)
	}
	heavy.jobs[len(heavy.jobs)-1](nil)
	if o := r.Overlay(); o.Stale || o.Announce != o.Panel.Verdict || o.AnnounceAt == before {
		t.Errorf("stale %v, said %q, the verdict is %q", o.Stale, o.Announce, o.Panel.Verdict)
	}
	h := r.handle("prior")
	r.send(stage.Event{Kind: stage.Grab, Handle: "prior", At: h.At})
	r.send(stage.Event{Kind: stage.Move, Handle: "prior", At: view.Pixel{X: h.At.X - 150, Y: h.At.Y}})
	before = r.Overlay().AnnounceAt
	heavy.jobs[len(heavy.jobs)-1](nil)
	if o := r.Overlay(); o.AnnounceAt != before || o.Panel.Verdict == o.Announce {
		t.Error("it is announced in the midst of a drag")
	}
}
