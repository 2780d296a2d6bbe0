package stage

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/scenes/job"
)

// ledger is a batch that notes what it is told.
type ledger struct {
	taken []int
	done  []error
}

func (l *ledger) batch(tasks int) Batch {
	return Batch{
		Tasks: tasks,
		Job:   func(task int) job.Job { return job.Job{Kind: "test", Task: task} },
		Take:  func(task int, _ job.Reply) { l.taken = append(l.taken, task) },
		Done:  func(err error) { l.done = append(l.done, err) },
	}
}

// posted is the job that a worker is at.
func (w *fakeWorker) posted(t *testing.T) job.Job {
	t.Helper()
	if len(w.jobs) == 0 {
		t.Fatal("a worker was given nothing")
	}
	j, err := job.ParseJob(w.jobs[len(w.jobs)-1])
	if err != nil {
		t.Fatal(err)
	}
	return j
}

// say has a worker answer the job that it is at.
func (w *fakeWorker) say(t *testing.T, r job.Reply) {
	t.Helper()
	r.ID = w.posted(t).ID
	w.hear(r.Text())
}

// alive are the workers that were not ended.
func (p *fakePort) alive() (list []*fakeWorker) {
	for _, w := range p.workers {
		if !w.ended {
			list = append(list, w)
		}
	}
	return list
}

func pool(t *testing.T, size int) (*Pool, *fakePort, *ledger) {
	port := &fakePort{t: t}
	return &Pool{Port: port, Size: size}, port, &ledger{}
}

// finish has every worker answer until the batch is done.
func (l *ledger) finish(t *testing.T, port *fakePort) {
	t.Helper()
	for range 1000 {
		if len(l.done) > 0 {
			return
		}
		for _, w := range port.alive() {
			if len(l.done) == 0 && len(w.jobs) > 0 {
				w.say(t, job.Reply{})
			}
		}
	}
	t.Fatal("a batch is never done")
}

// Law 1: each task is taken once, and then the batch is done, whatever the number of
// workers; there are never more of those than tasks.
func TestPoolDoesEveryTaskOnce(t *testing.T) {
	for _, c := range []struct{ size, tasks, workers int }{{1, 5, 1}, {2, 5, 2}, {4, 11, 4}, {8, 3, 3}, {0, 2, 1},
		{3, 0, 0}} {
		t.Run(fmt.Sprint(c), func(t *testing.T) {
			p, port, l := pool(t, c.size)
			p.Start(l.batch(c.tasks))
			if len(port.workers) != c.workers || p.Busy() != c.workers {
				t.Errorf("%d workers, %d busy, want %d", len(port.workers), p.Busy(), c.workers)
			}
			for _, w := range port.workers {
				w.ready()
			}
			l.finish(t, port)
			slices.Sort(l.taken)
			for i, task := range l.taken {
				if i != task {
					t.Fatalf("taken %v", l.taken)
				}
			}
			if len(l.taken) != c.tasks || len(l.done) != 1 || l.done[0] != nil || p.Running() {
				t.Errorf("taken %v, done %v", l.taken, l.done)
			}
		})
	}
}

// Law 2: the task of a worker that breaks is done by another, first; the broken one is not
// heard any more.
func TestPoolReplacesABrokenWorker(t *testing.T) {
	for name, breaks := range map[string]func(p *fakePort, w *fakeWorker){
		"dies":     func(_ *fakePort, w *fakeWorker) { w.fail("killed") },
		"says so":  func(_ *fakePort, w *fakeWorker) { w.hear(`{"fatal":"out of memory"}`) },
		"nonsense": func(_ *fakePort, w *fakeWorker) { w.hear("hello") },
		"hangs":    func(p *fakePort, w *fakeWorker) { p.pass(Timeout) },
	} {
		t.Run(name, func(t *testing.T) {
			p, port, l := pool(t, 1)
			p.Start(l.batch(3))
			first := port.last()
			first.ready()
			first.say(t, job.Reply{})
			breaks(port, first)
			if !first.ended || len(port.workers) != 2 {
				t.Fatalf("ended %v, %d workers", first.ended, len(port.workers))
			}
			if got := port.last().posted(t).Task; got != 1 {
				t.Errorf("the new worker is at task %d, want 1", got)
			}
			first.hear(first.jobs[0])
			first.fail("again")
			port.last().ready()
			l.finish(t, port)
			if !slices.Equal(l.taken, []int{0, 1, 2}) || l.done[0] != nil {
				t.Errorf("taken %v, done %v", l.taken, l.done)
			}
		})
	}
}

// A task over which workers break again and again ends the batch with a sentence, and the
// others stop.
func TestPoolGivesUp(t *testing.T) {
	p, port, l := pool(t, 2)
	p.Start(l.batch(9))
	port.workers[0].ready()
	port.workers[1].ready()
	for range Tries {
		for _, w := range port.alive() {
			if w.posted(t).Task == 0 {
				w.ready()
				w.fail("out of memory")
			}
		}
	}
	if len(l.done) != 1 || l.done[0] == nil || !strings.Contains(l.done[0].Error(), "out of memory") {
		t.Fatalf("done %v", l.done)
	}
	if n := len(port.alive()); n != 0 || p.Running() {
		t.Errorf("%d workers go on", n)
	}
}

// A question goes to one worker, which is told when it is new to it; it waits for a task to
// end and does not wait for a batch.
func TestPoolAsks(t *testing.T) {
	p, port, l := pool(t, 2)
	var fresh []bool
	var answers []error
	ask := func() {
		p.Ask(Question{
			Job:    func(f bool) job.Job { fresh = append(fresh, f); return job.Job{Kind: "question"} },
			Answer: func(_ job.Reply, err error) { answers = append(answers, err) },
		})
	}
	ask()
	port.last().ready()
	port.last().say(t, job.Reply{})
	p.Start(l.batch(6))
	reporter, other := port.workers[0], port.workers[1]
	other.ready()
	ask()
	other.say(t, job.Reply{})
	if got := other.posted(t).Kind; got != "test" {
		t.Errorf("another worker than the reporter was asked: %q", got)
	}
	reporter.say(t, job.Reply{})
	reporter.say(t, job.Reply{})
	ask()
	reporter.say(t, job.Reply{})
	reporter.fail("killed")
	if len(answers) != 2 {
		t.Fatalf("answers %v", answers)
	}
	port.last().ready()
	for range 20 {
		for _, w := range port.alive() {
			if len(answers) < 3 || p.Running() {
				w.say(t, job.Reply{})
			}
		}
	}
	if !slices.Equal(fresh, []bool{true, false, false, true}) || len(answers) != 3 || p.Asking() {
		t.Errorf("fresh %v, answers %v", fresh, answers)
	}
	if len(l.taken) != 6 || len(l.done) != 1 {
		t.Errorf("taken %v, done %v", l.taken, l.done)
	}
	ask()
	for range Tries {
		port.last().ready()
		for _, w := range port.alive() {
			if w.posted(t).Kind == "question" {
				w.fail("out of memory")
			}
		}
	}
	if len(answers) != 4 || answers[3] == nil {
		t.Errorf("a question that breaks workers: %v", answers)
	}
}

// A job that is refused ends the batch with the worker's sentence; the worker lives.
func TestPoolPassesARefusalOn(t *testing.T) {
	p, port, l := pool(t, 1)
	p.Start(l.batch(2))
	port.last().ready()
	port.last().say(t, job.Reply{Error: "row 3 is wrong"})
	if len(l.done) != 1 || l.done[0].Error() != "row 3 is wrong" || port.last().ended {
		t.Errorf("done %v, ended %v", l.done, port.last().ended)
	}
	var again ledger
	p.Start(again.batch(1))
	again.finish(t, port)
	if len(port.workers) != 1 {
		t.Error("another worker was started")
	}
}

// Law 3: cancelling ends those at work at once, keeps the idle, and nothing more is heard.
func TestPoolCancels(t *testing.T) {
	p, port, l := pool(t, 3)
	p.Start(l.batch(3))
	for _, w := range port.workers {
		w.ready()
	}
	port.workers[1].say(t, job.Reply{})
	p.Cancel()
	for i, w := range port.workers {
		if w.ended != (i != 1) {
			t.Errorf("worker %d ended: %v", i, w.ended)
		}
	}
	port.workers[0].say(t, job.Reply{})
	port.pass(IdleTimeout - 1)
	if len(l.taken) != 1 || len(l.done) != 0 || port.workers[1].ended {
		t.Errorf("taken %v, done %v, the idle one ended: %v", l.taken, l.done, port.workers[1].ended)
	}
	port.pass(2)
	if !port.workers[1].ended {
		t.Error("a worker idles for ever")
	}
	p.Cancel() // of nothing
}

// Starting anew gives up what was in hand.
func TestPoolStartsAnew(t *testing.T) {
	p, port, old := pool(t, 2)
	p.Start(old.batch(4))
	for _, w := range port.workers {
		w.ready()
	}
	var l ledger
	p.Start(l.batch(4))
	l.finish(t, port)
	if len(old.taken)+len(old.done) != 0 || len(l.taken) != 4 {
		t.Errorf("old %v %v, new %v", old.taken, old.done, l.taken)
	}
}

// Law 4: no workers are said to be none, at once or when none ever speaks; one that speaks
// is enough.
func TestPoolWithoutWorkers(t *testing.T) {
	p, port, l := pool(t, 2)
	port.refuse = true
	p.Start(l.batch(2))
	if len(l.done) != 1 || !errors.Is(l.done[0], ErrNoWorker) {
		t.Fatalf("done %v", l.done)
	}
	p, port, l = pool(t, 2)
	p.Start(l.batch(2))
	for range 10 {
		for _, w := range port.alive() {
			w.fail("not found")
		}
	}
	if len(l.done) != 1 || !errors.Is(l.done[0], ErrNoWorker) || len(port.workers) > 4 {
		t.Fatalf("done %v after %d workers", l.done, len(port.workers))
	}
	p, port, l = pool(t, 2)
	p.Start(l.batch(4))
	port.workers[0].ready()
	port.workers[1].fail("no memory")
	l.finish(t, port)
	if l.done[0] != nil || len(l.taken) != 4 || len(port.workers) != 2 {
		t.Errorf("done %v, taken %v", l.done, l.taken)
	}
}

// A file is lent to each worker once, and to one that replaces another.
func TestPoolLendsTheFile(t *testing.T) {
	p, port, l := pool(t, 2)
	file := new(int)
	p.File = file
	p.Start(l.batch(6))
	for _, w := range port.workers {
		w.ready()
	}
	port.workers[0].fail("killed")
	port.last().ready()
	l.finish(t, port)
	for i, w := range port.workers {
		if len(w.files) != 1 || w.files[0] != any(file) {
			t.Errorf("worker %d was lent %v", i, w.files)
		}
	}
	if len(port.workers) != 3 || len(l.taken) != 6 {
		t.Errorf("%d workers, taken %v", len(port.workers), l.taken)
	}
}
