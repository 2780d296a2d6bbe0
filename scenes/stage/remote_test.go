package stage

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/job"
)

// fakePort is a Port whose workers do what the test says, on a clock that the test turns.
type fakePort struct {
	t       *testing.T
	refuse  bool
	workers []*fakeWorker
	timers  []*fakeTimer
	now     float64
}

type fakeTimer struct {
	at   float64
	f    func()
	dead bool
}

// fakeWorker keeps the jobs it was given. Answer has the real server do one.
type fakeWorker struct {
	hear   func(string)
	fail   func(string)
	jobs   []string
	files  []any
	spoke  bool
	done   int // jobs
	ended  bool
	server job.Server
}

func (p *fakePort) Start(hear func(string), fail func(string)) (Worker, error) {
	if p.refuse {
		return nil, errors.New("blocked")
	}
	w := &fakeWorker{hear: hear, fail: fail}
	p.workers = append(p.workers, w)
	return w, nil
}

func (p *fakePort) After(millis float64, f func()) func() {
	timer := &fakeTimer{at: p.now + millis, f: f}
	p.timers = append(p.timers, timer)
	return func() { timer.dead = true }
}

// pass turns the clock.
func (p *fakePort) pass(millis float64) {
	p.now += millis
	for i := 0; i < len(p.timers); i++ { // timers may start others
		if timer := p.timers[i]; !timer.dead && timer.at <= p.now {
			timer.dead = true
			timer.f()
		}
	}
}

func (p *fakePort) last() *fakeWorker {
	p.t.Helper()
	if len(p.workers) == 0 {
		p.t.Fatal("no worker was started")
	}
	return p.workers[len(p.workers)-1]
}

func (w *fakeWorker) Post(text string)  { w.jobs = append(w.jobs, text) }
func (w *fakeWorker) SendFile(file any) { w.files = append(w.files, file) }
func (w *fakeWorker) Terminate()        { w.ended = true }

func (w *fakeWorker) ready() { w.hear(job.Reply{Ready: true}.Text()) }

// answer does the job that was posted last.
func (w *fakeWorker) answer() { w.hear(w.server.Answer(w.jobs[len(w.jobs)-1])) }

// inbox collects what a Remote delivers.
type inbox struct {
	answers []Answer
	surveys []PlaceValues
}

func (b *inbox) solve(v *Remote, revision uint64, s engine.Scenario) {
	v.Solve(revision, s, engine.BenchmarksSection, func(a Answer) { b.answers = append(b.answers, a) })
}

func (b *inbox) survey(v *Remote, s engine.Scenario) {
	v.Survey(s, aboutUser(engine.EpsilonGuarantee), [][]float64{{1, 0, 0}},
		func(a PlaceValues) { b.surveys = append(b.surveys, a) })
}

func remote(t *testing.T) (*Remote, *fakePort, *inbox) {
	port := &fakePort{t: t}
	return &Remote{Port: port}, port, &inbox{}
}

func TestRemoteStartsOnDemandAndAnswers(t *testing.T) {
	v, port, in := remote(t)
	if len(port.workers) != 0 {
		t.Fatal("a worker before the first job")
	}
	s := scenario(t)
	in.solve(v, 7, s)
	port.last().ready()
	port.last().answer()
	in.survey(v, s)
	port.last().answer()
	if len(in.answers) != 1 || len(in.surveys) != 1 || len(port.workers) != 1 {
		t.Fatalf("%d answers, %d surveys, %d workers", len(in.answers), len(in.surveys), len(port.workers))
	}
	a, want := in.answers[0], new(engine.Solver).Solve(s, engine.BenchmarksSection)
	if a.Err != nil || a.Revision != 7 || a.Want != engine.BenchmarksSection || !reflect.DeepEqual(a.Result, want) {
		t.Errorf("%+v, want %+v", a, want)
	}
	if got := in.surveys[0]; got.Err != nil || len(got.Values) != 1 || !got.Values[0].Known {
		t.Errorf("%+v", got)
	}
	port.pass(1e9)
	if port.last().ended {
		t.Error("an idle worker was ended by a watchdog")
	}
}

// Of the jobs that wait, the latest wins, and a solve goes before a survey.
func TestRemoteLatestWins(t *testing.T) {
	v, port, in := remote(t)
	s := scenario(t)
	in.survey(v, s)
	w := port.last()
	w.ready()
	for revision := uint64(1); revision <= 5; revision++ {
		in.survey(v, s)
		in.solve(v, revision, s)
	}
	for range 3 {
		w.answer()
	}
	if len(w.jobs) != 3 || len(in.surveys) != 2 || len(in.answers) != 1 || in.answers[0].Revision != 5 {
		t.Fatalf("%d jobs, %d surveys, answers %+v", len(w.jobs), len(in.surveys), in.answers)
	}
	if !strings.Contains(w.jobs[1], `"kind":"solve"`) || !strings.Contains(w.jobs[2], `"kind":"survey"`) {
		t.Error("the solve did not go first")
	}
}

// A worker that dies or hangs is replaced and not heard any more; its job is done again.
func TestRemoteReplacesABrokenWorker(t *testing.T) {
	for name, breaks := range map[string]func(p *fakePort, w *fakeWorker){
		"error":      func(_ *fakePort, w *fakeWorker) { w.fail("boom") },
		"panic":      func(_ *fakePort, w *fakeWorker) { w.hear(job.Reply{Fatal: "its program stopped"}.Text()) },
		"nonsense":   func(_ *fakePort, w *fakeWorker) { w.hear("<html>") },
		"hangs":      func(p *fakePort, _ *fakeWorker) { p.pass(leastTime + 1) },
		"hangs long": func(p *fakePort, _ *fakeWorker) { p.pass(1e9) },
	} {
		t.Run(name, func(t *testing.T) {
			v, port, in := remote(t)
			in.solve(v, 1, scenario(t))
			first := port.last()
			first.ready()
			breaks(port, first)
			second := port.last()
			if !first.ended || second == first || len(in.answers) != 0 {
				t.Fatalf("ended %v, %d workers, answers %v", first.ended, len(port.workers), in.answers)
			}
			first.answer() // too late: not heard
			first.fail("again")
			if len(in.answers) != 0 || len(port.workers) != 2 {
				t.Fatal("a replaced worker was heard")
			}
			second.ready()
			second.answer()
			if len(in.answers) != 1 || in.answers[0].Err != nil {
				t.Fatalf("after the second try: %+v", in.answers)
			}
		})
	}
}

// A job that breaks two workers is reported in words, and the next one gets a new worker.
func TestRemoteGivesUpAfterTwoTries(t *testing.T) {
	v, port, in := remote(t)
	in.solve(v, 1, scenario(t))
	for range 2 {
		port.last().ready()
		port.last().fail("out of memory")
	}
	if len(in.answers) != 1 || in.answers[0].Err == nil ||
		!strings.Contains(in.answers[0].Err.Error(), "out of memory") || errors.Is(in.answers[0].Err, ErrNoWorker) {
		t.Fatalf("%+v", in.answers)
	}
	in.solve(v, 2, scenario(t))
	port.last().ready()
	port.last().answer()
	if len(port.workers) != 3 || len(in.answers) != 2 || in.answers[1].Err != nil {
		t.Errorf("%d workers, %+v", len(port.workers), in.answers)
	}
}

// Where no worker can be started, or none ever speaks, everyone who waits is told.
func TestRemoteWithoutWorkers(t *testing.T) {
	v, port, in := remote(t)
	port.refuse = true
	in.solve(v, 1, scenario(t))
	in.survey(v, scenario(t))
	if len(in.answers) != 1 || !errors.Is(in.answers[0].Err, ErrNoWorker) || len(in.surveys) != 1 ||
		!errors.Is(in.surveys[0].Err, ErrNoWorker) {
		t.Fatalf("refused: %+v %+v", in.answers, in.surveys)
	}
	v, port, in = remote(t)
	in.survey(v, scenario(t))
	in.solve(v, 1, scenario(t))
	for range 2 {
		port.last().fail("blocked by a policy")
	}
	if len(in.answers) != 1 || !errors.Is(in.answers[0].Err, ErrNoWorker) || len(in.surveys) != 1 ||
		!errors.Is(in.surveys[0].Err, ErrNoWorker) {
		t.Fatalf("blocked: %+v %+v", in.answers, in.surveys)
	}
}

// A long job gives way to a newer one, once the worker runs; a survey that did is done later.
func TestRemoteGivesWay(t *testing.T) {
	v, port, in := remote(t)
	s := scenario(t)
	in.solve(v, 1, s)
	first := port.last()
	first.ready()
	in.solve(v, 2, s)
	port.pass(Yield - 1)
	if first.ended {
		t.Fatal("given up too early")
	}
	port.pass(2)
	if !first.ended || len(port.workers) != 2 {
		t.Fatal("a newer job waits for ever")
	}
	second := port.last()
	second.ready()
	second.answer()
	if len(in.answers) != 1 || in.answers[0].Revision != 2 {
		t.Fatalf("%+v", in.answers)
	}
	in.survey(v, s)
	in.solve(v, 3, s)
	port.pass(Yield + 1)
	third := port.last()
	third.ready()
	third.answer()
	third.answer()
	if len(in.answers) != 2 || len(in.surveys) != 1 {
		t.Errorf("%d answers, %d surveys", len(in.answers), len(in.surveys))
	}
}

// Law 3, its second sentence: asked for more of the same scenario, a slow worker is left to
// finish what it has begun.
func TestRemoteFinishesWhatIsStillWanted(t *testing.T) {
	v, port, in := remote(t)
	s := scenario(t)
	in.solve(v, 1, s)
	first := port.last()
	first.ready()
	in.solve(v, 1, s)
	port.pass(2 * Yield)
	first.answer()
	first.answer()
	if first.ended || len(port.workers) != 1 || len(in.answers) != 2 {
		t.Errorf("%d workers, %d answers, the first ended: %v", len(port.workers), len(in.answers), first.ended)
	}
}

// Law 1 under random breakdowns: never two answers for a job, and in the end one for the
// latest.
func TestRemoteUnderRandomBreakdowns(t *testing.T) {
	s := scenario(t)
	for seed := range uint64(200) {
		rng := rand.New(rand.NewPCG(seed, 1))
		v, port, _ := remote(t)
		seen := map[uint64]int{}
		revision := uint64(0)
		ask := func() {
			revision++
			v.Solve(revision, s, engine.BenchmarksSection, func(a Answer) { seen[a.Revision]++ })
		}
		ask()
		for range 40 {
			w := port.workers[rng.IntN(len(port.workers))]
			switch rng.IntN(6) {
			case 0:
				ask()
			case 1:
				w.ready()
			case 2:
				w.fail("random")
			case 3:
				port.pass(float64(rng.IntN(3000)))
			default:
				if len(w.jobs) > 0 {
					w.answer()
				}
			}
		}
		ask()
		for range 4 {
			port.last().ready()
			port.last().answer()
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

// TestServerRefuses: what is no job, or no scenario, is answered with a sentence.
func TestServerRefuses(t *testing.T) {
	var d job.Server
	bad := scenario(t)
	bad.Prior = []float64{2, -1}
	for _, c := range []struct{ text, part string }{
		{"{", "no job"},
		{job.Job{Kind: "dance", Scenario: scenario(t)}.Text(), "dance"},
		{job.Job{Kind: job.Solve, Scenario: bad}.Text(), "prior"},
		{job.Job{Kind: job.Survey, Scenario: scenario(t), Question: aboutUser("luck")}.Text(), "luck"},
	} {
		r, err := job.ParseReply(d.Answer(c.text))
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
	port := &fakePort{t: t}
	for name, v := range map[string]Solver{"inline": new(Inline), "remote": &Remote{Port: port}} {
		var answers []Answer
		var surveys []PlaceValues
		v.Solve(3, s, engine.All, func(a Answer) { answers = append(answers, a) })
		for _, w := range port.workers {
			w.answer()
		}
		v.Survey(s, aboutUser(engine.WorstGuarantee), places, func(a PlaceValues) { surveys = append(surveys, a) })
		for _, w := range port.workers {
			w.answer()
		}
		if len(answers) != 1 || answers[0].Revision != 3 || !reflect.DeepEqual(answers[0].Result, want) {
			t.Errorf("%s: %+v", name, answers)
		}
		if len(surveys) != 1 || fmt.Sprint(surveys[0].Values) != fmt.Sprint(wantAt) {
			t.Errorf("%s: %+v, want %v", name, surveys, wantAt)
		}
	}
}

// TestPace: an estimate follows what is measured, up faster than down, and one outlier or a
// job too small to measure does not carry it away.
func TestPace(t *testing.T) {
	var p Pace
	const work = 1e6
	start := p.Expected(work)
	p.Learn(work/1e3, 1e9)
	if p.Expected(work) != start {
		t.Error("a tiny job was believed")
	}
	up, down := Pace{}, Pace{}
	up.Learn(work, 2*start)
	down.Learn(work, start/2)
	if rise, fall := up.Expected(work)/start-1, 1-down.Expected(work)/start; rise < 0.29 || rise > 0.31 ||
		fall < 0.04 || fall > 0.06 {
		t.Errorf("twice as slow adds %g, twice as fast takes %g off", rise, fall)
	}
	p.Learn(work, 1e9)
	if got := p.Expected(work); got > start*slowest {
		t.Errorf("an outlier made %g of %g", got, start)
	}
	for range 100 {
		p.Learn(work, 2*start)
	}
	if got := p.Expected(work); got < 1.9*start || got > 2.1*start {
		t.Errorf("learned %g, measured %g", got, 2*start)
	}
}
