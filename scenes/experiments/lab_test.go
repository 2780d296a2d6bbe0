package experiments

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine/experiment"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/worker"
	"github.com/emergent-alignment/emergent/scenes/worker/workertest"
)

// spec is an experiment of several parts.
func spec() experiment.Spec {
	return experiment.Spec{Version: experiment.Version, Kind: experiment.KindHull, Seed: 7, Runs: 150_000,
		Hull: &experiment.Hull{Dimensions: []int{1, 2}, Agents: []int{2, 5}}}
}

// native is the report of the command line.
func native(t *testing.T, s experiment.Spec) string {
	t.Helper()
	if whole != "" {
		return whole
	}
	j, err := experiment.New(s, nil)
	if err != nil {
		t.Fatal(err)
	}
	c := j.Collect()
	for i := range j.Chunks() {
		if err := c.Add(j.Run(i)); err != nil {
			t.Fatal(err)
		}
	}
	whole = string(experiment.Text(c.Report()))
	return whole
}

// whole is the report on spec, and parts the answers to its parts: each takes a quarter of a
// second to compute, so that is done once.
var (
	whole string
	parts = map[int]string{}
)

// does answers a job.
func does(t *testing.T, w *workertest.Worker, text string) string {
	t.Helper()
	j, err := worker.ParseJob(text)
	if err != nil {
		t.Fatal(err)
	}
	if j.Kind != worker.Chunk || parts[j.Task] == "" {
		answer := w.Server.Answer(text)
		if r, err := worker.ParseReply(answer); err == nil && r.Chunk != "" {
			parts[j.Task] = r.Chunk
		}
		return answer
	}
	return worker.Reply{ID: j.ID, Chunk: parts[j.Task]}.Text()
}

func text(e *stage.Experiment) string {
	for _, r := range e.Reports {
		return string(experiment.Text(*r))
	}
	return ""
}

func newLab(t *testing.T, cores int) (*Lab, *workertest.Port) {
	port := &workertest.Port{T: t}
	return NewLab(port, nil, cores, func() float64 { return port.Now / 1000 }, func() {}), port
}

// step has every worker that was given something do it; false: nobody was.
func step(p *workertest.Port) (worked bool) {
	for _, w := range p.Alive() {
		if !w.Spoke {
			w.Spoke = true
			w.Ready()
		}
		for w.Done < len(w.Jobs) && !w.Ended {
			w.Done++
			worked = true
			p.Now += 150
			w.Hear(does(p.T, w, w.Jobs[w.Done-1]))
		}
	}
	return worked
}

// Law 5: what was stopped goes on where it was, also with each party in turn as the user, and no
// part is done twice but those that were under way; anything else begins anew.
func TestLabGoesOn(t *testing.T) {
	s := experiment.Spec{Version: experiment.Version, Kind: experiment.KindTable, Runs: 9, Users: experiment.EachUser,
		Synthetic: &experiment.Synthetic{Items: 40, Agents: 4}, Holdout: &experiment.Holdout{By: experiment.ByItem}}
	saved := parts
	parts = map[int]string{} // of this spec
	defer func() { parts = saved }()
	l, port := newLab(t, 2)
	finish := func() {
		t.Helper()
		for l.State().Running() && step(port) {
		}
		if l.State().Phase != stage.Finished {
			t.Fatalf("it ends with %+v", l.State())
		}
	}
	l.Run(s)
	finish()
	want, whole := text(l.State()), chunkJobs(t, port)
	l.Run(s)
	for l.State().Done < 2 && step(port) {
	}
	done := l.State().Done
	l.Stop()
	before := chunkJobs(t, port)
	l.Run(s)
	finish()
	if got := text(l.State()); got != want {
		t.Errorf("after a stop\n%s\nwithout\n%s", got, want)
	}
	if again := chunkJobs(t, port) - before; done < 2 || again != whole-done {
		t.Errorf("%d parts, %d were done, and %d were asked for again", whole, done, again)
	}
	l.Run(s)
	for l.State().Done < 1 && step(port) {
	}
	l.Stop()
	before = chunkJobs(t, port)
	s.Seed += 5 // 0 is 1
	clear(parts)
	l.Run(s)
	finish()
	if again := chunkJobs(t, port) - before; again != whole {
		t.Errorf("with another seed %d of %d parts were asked for", again, whole)
	}
}

// chunkJobs is how many parts workers were given so far.
func chunkJobs(t *testing.T, p *workertest.Port) (n int) {
	t.Helper()
	for _, w := range p.Workers {
		for _, text := range w.Jobs {
			if j, err := worker.ParseJob(text); err != nil {
				t.Fatal(err)
			} else if j.Kind == worker.Chunk {
				n++
			}
		}
	}
	return n
}

// Law 1: whatever the number of workers, and when one of them dies on the way, the reporter or
// another, the report is that of the command line.
func TestLabReportsLikeTheCommandLine(t *testing.T) {
	want := native(t, spec())
	for _, cores := range []int{1, 2, 5} {
		for _, killed := range []int{-1, 0, cores - 1} {
			t.Run(fmt.Sprint(cores, killed), func(t *testing.T) {
				l, port := newLab(t, cores)
				l.Run(spec())
				for round := 0; l.State().Running(); round++ {
					if round == 2 && killed >= 0 {
						port.Workers[min(killed, len(port.Workers)-1)].Fail("killed")
					}
					if !step(port) {
						t.Fatal("everybody waits")
					}
				}
				e := l.State()
				if got := text(e); got != want {
					t.Errorf("got %s\nwant %s", got, want)
				}
				if e.Phase != stage.Finished || e.Done != e.Parts || e.Parts < 3 || e.Share != 1 {
					t.Errorf("at the end %+v", e)
				}
				if n := len(port.Alive()); n > cores {
					t.Errorf("%d workers for %d cores", n, cores)
				}
			})
		}
	}
}

// On the way there are reports on what is done, the share grows, and there is a time left.
func TestLabTellsHowFarItIs(t *testing.T) {
	l, port := newLab(t, 1)
	last, reports, timed := 0., 0, false
	l.changed = func() {
		e := l.State()
		if e.Share < last {
			t.Errorf("share %v after %v", e.Share, last)
		}
		last = e.Share
		timed = timed || e.Left > 0
		if r := e.Reports[experiment.KindHull]; r != nil && r.Chunks < r.Of {
			reports++
		}
	}
	l.Run(spec())
	for l.State().Running() && step(port) {
	}
	if reports == 0 || !timed || last != 1 {
		t.Errorf("%d reports on the way, a time left %v, share %v", reports, timed, last)
	}
}

// Law 3: stopping keeps the report of what was done, and nothing more is heard.
func TestLabStops(t *testing.T) {
	l, port := newLab(t, 2)
	l.Run(spec())
	for l.State().Reports == nil {
		step(port)
	}
	l.Stop()
	before := text(l.State())
	if n := len(port.Alive()); n != 0 && l.pool.Busy() != 0 {
		t.Errorf("%d workers go on", n)
	}
	for step(port) {
	}
	e := l.State()
	if e.Phase != stage.Stopped || text(e) != before || !strings.Contains(before, `"chunks"`) {
		t.Errorf("after the stop %+v", e)
	}
	l.Stop() // of nothing
	l.Run(spec())
	for l.State().Running() && step(port) {
	}
	if text(l.State()) != native(t, spec()) {
		t.Error("another run after a stop differs")
	}
}

// Law 2: what cannot be run is said, and the report before it stays.
func TestLabKeepsWhatItHas(t *testing.T) {
	l, port := newLab(t, 1)
	finish := func() {
		for l.State().Running() && step(port) {
		}
	}
	l.Run(spec())
	finish()
	before := text(l.State())
	bad := spec()
	bad.Runs = -1
	l.Run(bad)
	finish()
	if e := l.State(); e.Phase != stage.Failed || !strings.Contains(e.Trouble, "runs") || text(e) != before {
		t.Errorf("after a bad spec %+v", e)
	}
	l.Run(spec())
	for range worker.Tries {
		port.Alive()[0].Ready()
		port.Alive()[0].Fail("out of memory")
	}
	if e := l.State(); e.Phase != stage.Failed || !strings.Contains(e.Trouble, "out of memory") || text(e) != before {
		t.Errorf("after breakdowns %+v", e)
	}
}

// Law 4: without workers the port at hand does it.
func TestLabWithoutWorkers(t *testing.T) {
	for name, never := range map[string]func(p *workertest.Port){
		"refused": func(p *workertest.Port) { p.Refuse = true },
		"mute":    func(*workertest.Port) {},
	} {
		t.Run(name, func(t *testing.T) {
			none, here := &workertest.Port{T: t}, &workertest.Port{T: t}
			never(none)
			l := NewLab(none, here, 4, func() float64 { return 0 }, func() {})
			l.Run(spec())
			for range 10 {
				for _, w := range none.Alive() {
					w.Fail("blocked")
				}
			}
			for l.State().Running() && step(here) {
			}
			e := l.State()
			if !e.Slow || e.Phase != stage.Finished || text(e) != native(t, spec()) {
				t.Errorf("%+v", e)
			}
			if len(here.Workers) != 1 {
				t.Errorf("%d workers at hand", len(here.Workers))
			}
		})
	}
	none := &workertest.Port{T: t, Refuse: true}
	l := NewLab(none, nil, 1, func() float64 { return 0 }, func() {})
	l.Run(spec())
	if e := l.State(); e.Phase != stage.Failed || e.Trouble != worker.ErrNoWorker.Error() {
		t.Errorf("%+v", e)
	}
}

// A reporter that has lost what it was told is told everything again.
func TestLabTellsAForgetfulClerk(t *testing.T) {
	l, port := newLab(t, 1)
	l.Run(spec())
	for l.State().Running() {
		for _, w := range port.Alive() {
			w.Server.SetFile(nil, "") // forgets the experiment
		}
		if !step(port) {
			t.Fatal("everybody waits")
		}
	}
	if text(l.State()) != native(t, spec()) {
		t.Error("the report differs")
	}
}

// A worker's answer that holds nothing is trouble, not a blank.
func TestLabRefusesEmptyAnswers(t *testing.T) {
	l, port := newLab(t, 1)
	l.Run(spec())
	port.Last().Ready()
	port.Last().Say(worker.Reply{})
	if e := l.State(); e.Phase != stage.Failed || e.Trouble == "" || errors.Is(errors.New(e.Trouble), worker.ErrNoWorker) {
		t.Errorf("%+v", e)
	}
}
