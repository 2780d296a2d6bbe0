package worker_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/worker"
	"github.com/emergent-alignment/emergent/scenes/worker/workertest"
)

// inbox collects what a Pool delivers to a figure.
type inbox struct {
	answers []worker.Answer
	surveys []worker.PlaceValues
}

func (b *inbox) solve(v *worker.Pool, revision uint64, s engine.Scenario) {
	v.Solve(revision, s, engine.BenchmarksSection, func(a worker.Answer) { b.answers = append(b.answers, a) })
}

func (b *inbox) survey(v *worker.Pool, s engine.Scenario) {
	v.Survey(s, aboutUser(engine.EpsilonGuarantee), [][]float64{{1, 0, 0}},
		func(a worker.PlaceValues) { b.surveys = append(b.surveys, a) })
}

func solving(t *testing.T) (*worker.Pool, *workertest.Port, *inbox) {
	port := &workertest.Port{T: t}
	return &worker.Pool{Port: port}, port, &inbox{}
}

func TestPoolSolvesOnDemand(t *testing.T) {
	v, port, in := solving(t)
	if len(port.Workers) != 0 {
		t.Fatal("a worker before the first job")
	}
	s := scenario(t)
	in.solve(v, 7, s)
	port.Last().Ready()
	port.Last().Answer()
	in.survey(v, s)
	port.Last().Answer()
	if len(in.answers) != 1 || len(in.surveys) != 1 || len(port.Workers) != 1 {
		t.Fatalf("%d answers, %d surveys, %d workers", len(in.answers), len(in.surveys), len(port.Workers))
	}
	a, want := in.answers[0], new(engine.Solver).Solve(s, engine.BenchmarksSection)
	if a.Err != nil || a.Revision != 7 || a.Want != engine.BenchmarksSection || !reflect.DeepEqual(a.Result, want) {
		t.Errorf("%+v, want %+v", a, want)
	}
	if got := in.surveys[0]; got.Err != nil || len(got.Values) != 1 || !got.Values[0].Known {
		t.Errorf("%+v", got)
	}
	port.Pass(1e9)
	if port.Last().Ended {
		t.Error("an idle worker was ended by a watchdog")
	}
}

// Of the jobs that wait, the latest wins, and a solve goes before a survey.
func TestPoolLatestWins(t *testing.T) {
	v, port, in := solving(t)
	s := scenario(t)
	in.survey(v, s)
	w := port.Last()
	w.Ready()
	for revision := uint64(1); revision <= 5; revision++ {
		in.survey(v, s)
		in.solve(v, revision, s)
	}
	for range 3 {
		w.Answer()
	}
	if len(w.Jobs) != 3 || len(in.surveys) != 2 || len(in.answers) != 1 || in.answers[0].Revision != 5 {
		t.Fatalf("%d jobs, %d surveys, answers %+v", len(w.Jobs), len(in.surveys), in.answers)
	}
	if !strings.Contains(w.Jobs[1], `"kind":"solve"`) || !strings.Contains(w.Jobs[2], `"kind":"survey"`) {
		t.Error("the solve did not go first")
	}
}

// A worker that dies or hangs is replaced and not heard any more; its job is done again.
func TestPoolSolvesOnceMore(t *testing.T) {
	for name, breaks := range map[string]func(p *workertest.Port, w *workertest.Worker){
		"error": func(_ *workertest.Port, w *workertest.Worker) { w.Fail("boom") },
		"panic": func(_ *workertest.Port, w *workertest.Worker) {
			w.Hear(worker.Reply{Fatal: "its program stopped"}.Text())
		},
		"nonsense":   func(_ *workertest.Port, w *workertest.Worker) { w.Hear("<html>") },
		"hangs":      func(p *workertest.Port, _ *workertest.Worker) { p.Pass(worker.LeastTime + 1) },
		"hangs long": func(p *workertest.Port, _ *workertest.Worker) { p.Pass(1e9) },
	} {
		t.Run(name, func(t *testing.T) {
			v, port, in := solving(t)
			in.solve(v, 1, scenario(t))
			first := port.Last()
			first.Ready()
			breaks(port, first)
			second := port.Last()
			if !first.Ended || second == first || len(in.answers) != 0 {
				t.Fatalf("ended %v, %d workers, answers %v", first.Ended, len(port.Workers), in.answers)
			}
			first.Answer() // too late: not heard
			first.Fail("again")
			if len(in.answers) != 0 || len(port.Workers) != 2 {
				t.Fatal("a replaced worker was heard")
			}
			second.Ready()
			second.Answer()
			if len(in.answers) != 1 || in.answers[0].Err != nil {
				t.Fatalf("after the second try: %+v", in.answers)
			}
		})
	}
}

// A job that breaks two workers is reported in words, and the next one gets a new worker.
func TestPoolGivesUpAfterTwoTries(t *testing.T) {
	v, port, in := solving(t)
	in.solve(v, 1, scenario(t))
	for range 2 {
		port.Last().Ready()
		port.Last().Fail("out of memory")
	}
	if len(in.answers) != 1 || in.answers[0].Err == nil ||
		!strings.Contains(in.answers[0].Err.Error(), "out of memory") || errors.Is(in.answers[0].Err, worker.ErrNoWorker) {
		t.Fatalf("%+v", in.answers)
	}
	in.solve(v, 2, scenario(t))
	port.Last().Ready()
	port.Last().Answer()
	if len(port.Workers) != 3 || len(in.answers) != 2 || in.answers[1].Err != nil {
		t.Errorf("%d workers, %+v", len(port.Workers), in.answers)
	}
}

// Where no worker can be started, or none ever speaks, everyone who waits is told.
func TestPoolSolvesWithoutWorkers(t *testing.T) {
	v, port, in := solving(t)
	port.Refuse = true
	in.solve(v, 1, scenario(t))
	in.survey(v, scenario(t))
	if len(in.answers) != 1 || !errors.Is(in.answers[0].Err, worker.ErrNoWorker) || len(in.surveys) != 1 ||
		!errors.Is(in.surveys[0].Err, worker.ErrNoWorker) {
		t.Fatalf("refused: %+v %+v", in.answers, in.surveys)
	}
	v, port, in = solving(t)
	in.survey(v, scenario(t))
	in.solve(v, 1, scenario(t))
	for range 2 {
		port.Last().Fail("blocked by a policy")
	}
	if len(in.answers) != 1 || !errors.Is(in.answers[0].Err, worker.ErrNoWorker) || len(in.surveys) != 1 ||
		!errors.Is(in.surveys[0].Err, worker.ErrNoWorker) {
		t.Fatalf("blocked: %+v %+v", in.answers, in.surveys)
	}
}

// A long job gives way to a newer one, once the worker runs; a survey that did is done later.
func TestPoolGivesWay(t *testing.T) {
	v, port, in := solving(t)
	s := scenario(t)
	in.solve(v, 1, s)
	first := port.Last()
	first.Ready()
	in.solve(v, 2, s)
	port.Pass(worker.Yield - 1)
	if first.Ended {
		t.Fatal("given up too early")
	}
	port.Pass(2)
	if !first.Ended || len(port.Workers) != 2 {
		t.Fatal("a newer job waits for ever")
	}
	second := port.Last()
	second.Ready()
	second.Answer()
	if len(in.answers) != 1 || in.answers[0].Revision != 2 {
		t.Fatalf("%+v", in.answers)
	}
	in.survey(v, s)
	in.solve(v, 3, s)
	port.Pass(worker.Yield + 1)
	third := port.Last()
	third.Ready()
	third.Answer()
	third.Answer()
	if len(in.answers) != 2 || len(in.surveys) != 1 {
		t.Errorf("%d answers, %d surveys", len(in.answers), len(in.surveys))
	}
	in.solve(v, 4, s)
	in.solve(v, 5, s)
	port.Pass(worker.Yield - 1)
	third.Answer()
	in.solve(v, 6, s) // has waited for nothing yet
	port.Pass(worker.Yield - 1)
	if third.Ended {
		t.Error("given up for one that came late")
	}
	v, port, in = solving(t)
	in.solve(v, 1, s)
	in.solve(v, 2, s)
	port.Pass(2 * worker.Yield)
	if port.Last().Ready(); len(port.Workers) != 1 {
		t.Error("a worker was given up while it loaded")
	}
	if port.Pass(worker.Yield); len(port.Workers) != 2 {
		t.Error("a job that began late is not given up")
	}
}

// Law 6, its second sentence: asked for more of the same scenario, a slow worker is left to
// finish what it has begun.
func TestPoolFinishesWhatIsStillWanted(t *testing.T) {
	v, port, in := solving(t)
	s := scenario(t)
	in.solve(v, 1, s)
	first := port.Last()
	first.Ready()
	in.solve(v, 1, s)
	port.Pass(2 * worker.Yield)
	first.Answer()
	first.Answer()
	if first.Ended || len(port.Workers) != 1 || len(in.answers) != 2 {
		t.Errorf("%d workers, %d answers, the first ended: %v", len(port.Workers), len(in.answers), first.Ended)
	}
}

// Law 1 under random breakdowns: never two answers for a job, and in the end one for the
// latest.
func TestPoolUnderRandomBreakdowns(t *testing.T) {
	s := scenario(t)
	for seed := range uint64(200) {
		rng := rand.New(rand.NewPCG(seed, 1))
		v, port, _ := solving(t)
		seen := map[uint64]int{}
		revision := uint64(0)
		ask := func() {
			revision++
			v.Solve(revision, s, engine.BenchmarksSection, func(a worker.Answer) { seen[a.Revision]++ })
		}
		ask()
		for range 40 {
			w := port.Workers[rng.IntN(len(port.Workers))]
			switch rng.IntN(6) {
			case 0:
				ask()
			case 1:
				w.Ready()
			case 2:
				w.Fail("random")
			case 3:
				port.Pass(float64(rng.IntN(3000)))
			default:
				if len(w.Jobs) > 0 {
					w.Answer()
				}
			}
		}
		ask()
		for range 4 {
			port.Last().Ready()
			port.Last().Answer()
		}
		if seen[revision] != 1 {
			t.Errorf("seed %d: the latest job got %d answers", seed, seen[revision])
		}
		for r, n := range seen {
			if n > 1 {
				t.Errorf("seed %d: job %d got %d answers", seed, r, n)
			}
		}
	}
}

// One pool for both: a figure's jobs go before the tasks that nobody has begun, and outlive their batch.
func TestPoolServesAFigureFirst(t *testing.T) {
	p, port, in := solving(t)
	s, l, order := scenario(t), ledger{}, ""
	p.Start(l.batch(9))
	w := port.Last()
	w.Ready()
	p.Ask(worker.Question{Job: func(bool) worker.Job { return worker.Job{Kind: "question"} },
		Answer: func(worker.Reply, error) {}})
	in.survey(p, s)
	in.solve(p, 1, s)
	port.Pass(2 * worker.Yield)
	for range 5 {
		kind := w.Posted().Kind
		if order += kind + " "; kind == worker.Solve || kind == worker.Survey {
			w.Answer()
		} else {
			w.Say(worker.Reply{})
		}
	}
	if order != "test solve survey question test " {
		t.Errorf("the worker did %s", order)
	}
	in.survey(p, s)
	p.Cancel()
	port.Last().Ready()
	p.Cancel()
	port.Last().Answer()
	port.Pass(1e9)
	if !w.Ended || port.Last().Ended || len(in.surveys) != 2 || in.surveys[1].Err != nil || len(l.taken) != 2 {
		t.Errorf("ended %v and %v, surveys %v, tasks %v", w.Ended, port.Last().Ended, in.surveys, l.taken)
	}
}

// TestServerRefuses: what is no job, or no scenario, is answered with a sentence.
func TestServerRefuses(t *testing.T) {
	var d worker.Server
	bad := scenario(t)
	bad.Prior = []float64{2, -1}
	for _, c := range []struct{ text, part string }{
		{"{", "no job"},
		{worker.Job{Kind: "dance", Scenario: scenario(t)}.Text(), "dance"},
		{worker.Job{Kind: worker.Solve, Scenario: bad}.Text(), "prior"},
		{worker.Job{Kind: worker.Survey, Scenario: scenario(t), Question: aboutUser("luck")}.Text(), "luck"},
	} {
		r, err := worker.ParseReply(d.Answer(c.text))
		if err != nil || !strings.Contains(r.Error, c.part) || r.Result != nil {
			t.Errorf("%.40s: %+v, %v", c.text, r, err)
		}
	}
}

// One suite over every way to solve: the answers are the same.
func TestSolversAgree(t *testing.T) {
	s := scenario(t)
	places := [][]float64{{1, 0, 0}, {0.2, 0.3, 0.5}}
	want, wantAt := engine.Solve(s), []engine.PlaceValue(nil)
	wantAt, _ = new(engine.Solver).Survey(wantAt, s, aboutUser(engine.WorstGuarantee), places)
	port := &workertest.Port{T: t}
	for name, v := range map[string]worker.Solver{"inline": new(worker.Inline), "pool": &worker.Pool{Port: port}} {
		var answers []worker.Answer
		var surveys []worker.PlaceValues
		v.Solve(3, s, engine.All, func(a worker.Answer) { answers = append(answers, a) })
		for _, w := range port.Workers {
			w.Answer()
		}
		v.Survey(s, aboutUser(engine.WorstGuarantee), places, func(a worker.PlaceValues) { surveys = append(surveys, a) })
		for _, w := range port.Workers {
			w.Answer()
		}
		if len(answers) != 1 || answers[0].Revision != 3 || !reflect.DeepEqual(answers[0].Result, want) {
			t.Errorf("%s: %+v", name, answers)
		}
		if len(surveys) != 1 || fmt.Sprint(surveys[0].Values) != fmt.Sprint(wantAt) {
			t.Errorf("%s: %+v, want %v", name, surveys, wantAt)
		}
	}
}

func scenario(t testing.TB) engine.Scenario {
	t.Helper()
	s, err := engine.Parse([]byte(`{"version": 1, "states": ["s", "t"], "actions": ["a", "b"], "prior": [0.5, 0.5],
		"criteria": [{"name": "p", "utility": [[1, 0], [0, 1]]}, {"name": "q", "utility": [[0, 0], [1, 1]]},
			{"name": "r", "utility": [[0, 1], [0.5, 0]]}],
		"user": {"name": "U", "weights": [0.5, 0.5, 0]},
		"agents": [{"name": "X", "weights": [1, 0, 0]}, {"name": "Y", "weights": [0, 1, 0]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func aboutUser(g engine.Guarantee) engine.Question {
	return engine.Question{Who: engine.TheUser, Guarantee: g}
}
