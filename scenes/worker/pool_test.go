package worker_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/scenes/worker"
	"github.com/emergent-alignment/emergent/scenes/worker/workertest"
)

// ledger is a batch that notes what it is told.
type ledger struct {
	taken []int
	done  []error
}

func (l *ledger) batch(tasks int) worker.Batch {
	return worker.Batch{
		Tasks: tasks,
		Job:   func(task int) worker.Job { return worker.Job{Kind: "test", Task: task} },
		Take:  func(task int, _ worker.Reply) { l.taken = append(l.taken, task) },
		Done:  func(err error) { l.done = append(l.done, err) },
	}
}

func pool(t *testing.T, size int) (*worker.Pool, *workertest.Port, *ledger) {
	port := &workertest.Port{T: t}
	return &worker.Pool{Port: port, Size: size}, port, &ledger{}
}

// finish has every worker answer until the batch is done.
func (l *ledger) finish(t *testing.T, port *workertest.Port) {
	t.Helper()
	for range 1000 {
		if len(l.done) > 0 {
			return
		}
		for _, w := range port.Alive() {
			if len(l.done) == 0 && len(w.Jobs) > 0 {
				w.Say(worker.Reply{})
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
			if len(port.Workers) != c.workers || p.Busy() != c.workers {
				t.Errorf("%d workers, %d busy, want %d", len(port.Workers), p.Busy(), c.workers)
			}
			for _, w := range port.Workers {
				w.Ready()
			}
			l.finish(t, port)
			slices.Sort(l.taken)
			for i, task := range l.taken {
				if i != task {
					t.Fatalf("taken %v", l.taken)
				}
			}
			if len(l.taken) != c.tasks || len(l.done) != 1 || l.done[0] != nil || p.Busy() > 0 {
				t.Errorf("taken %v, done %v", l.taken, l.done)
			}
		})
	}
}

// Law 2: the task of a worker that breaks is done by another, first; the broken one is not
// heard any more.
func TestPoolReplacesABrokenWorker(t *testing.T) {
	for name, breaks := range map[string]func(p *workertest.Port, w *workertest.Worker){
		"dies":     func(_ *workertest.Port, w *workertest.Worker) { w.Fail("killed") },
		"says so":  func(_ *workertest.Port, w *workertest.Worker) { w.Hear(`{"fatal":"out of memory"}`) },
		"nonsense": func(_ *workertest.Port, w *workertest.Worker) { w.Hear("hello") },
		"hangs":    func(p *workertest.Port, w *workertest.Worker) { p.Pass(worker.Timeout) },
	} {
		t.Run(name, func(t *testing.T) {
			p, port, l := pool(t, 1)
			p.Start(l.batch(3))
			first := port.Last()
			first.Ready()
			first.Say(worker.Reply{})
			breaks(port, first)
			if !first.Ended || len(port.Workers) != 2 {
				t.Fatalf("ended %v, %d workers", first.Ended, len(port.Workers))
			}
			if got := port.Last().Posted().Task; got != 1 {
				t.Errorf("the new worker is at task %d, want 1", got)
			}
			first.Hear(first.Jobs[0])
			first.Fail("again")
			port.Last().Ready()
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
	port.Workers[0].Ready()
	port.Workers[1].Ready()
	for range worker.Tries {
		for _, w := range port.Alive() {
			if w.Posted().Task == 0 {
				w.Ready()
				w.Fail("out of memory")
			}
		}
	}
	if len(l.done) != 1 || l.done[0] == nil || !strings.Contains(l.done[0].Error(), "out of memory") {
		t.Fatalf("done %v", l.done)
	}
	if n := len(port.Alive()); n != 0 || p.Busy() > 0 {
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
		p.Ask(worker.Question{
			Job:    func(f bool) worker.Job { fresh = append(fresh, f); return worker.Job{Kind: "question"} },
			Answer: func(_ worker.Reply, err error) { answers = append(answers, err) },
		})
	}
	ask()
	port.Last().Ready()
	port.Last().Say(worker.Reply{})
	p.Start(l.batch(6))
	reporter, other := port.Workers[0], port.Workers[1]
	other.Ready()
	ask()
	other.Say(worker.Reply{})
	if got := other.Posted().Kind; got != "test" {
		t.Errorf("another worker than the reporter was asked: %q", got)
	}
	reporter.Say(worker.Reply{})
	reporter.Say(worker.Reply{})
	ask()
	reporter.Say(worker.Reply{})
	reporter.Fail("killed")
	if len(answers) != 2 {
		t.Fatalf("answers %v", answers)
	}
	port.Last().Ready()
	for range 20 {
		for _, w := range port.Alive() {
			if len(answers) < 3 || len(l.done) == 0 {
				w.Say(worker.Reply{})
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
	for range worker.Tries {
		port.Last().Ready()
		for _, w := range port.Alive() {
			if w.Posted().Kind == "question" {
				w.Fail("out of memory")
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
	port.Last().Ready()
	port.Last().Say(worker.Reply{Error: "row 3 is wrong"})
	if len(l.done) != 1 || l.done[0].Error() != "row 3 is wrong" || port.Last().Ended {
		t.Errorf("done %v, ended %v", l.done, port.Last().Ended)
	}
	var again ledger
	p.Start(again.batch(1))
	again.finish(t, port)
	if len(port.Workers) != 1 {
		t.Error("another worker was started")
	}
}

// Law 3: cancelling ends those at work at once, keeps the idle, and nothing more is heard.
func TestPoolCancels(t *testing.T) {
	p, port, l := pool(t, 3)
	p.Start(l.batch(3))
	for _, w := range port.Workers {
		w.Ready()
	}
	port.Workers[1].Say(worker.Reply{})
	p.Cancel()
	for i, w := range port.Workers {
		if w.Ended != (i != 1) {
			t.Errorf("worker %d ended: %v", i, w.Ended)
		}
	}
	port.Workers[0].Say(worker.Reply{})
	port.Pass(worker.IdleTimeout - 1)
	if len(l.taken) != 1 || len(l.done) != 0 || port.Workers[1].Ended {
		t.Errorf("taken %v, done %v, the idle one ended: %v", l.taken, l.done, port.Workers[1].Ended)
	}
	port.Pass(2)
	if !port.Workers[1].Ended {
		t.Error("a worker idles for ever")
	}
	p.Cancel() // of nothing
}

// Starting anew gives up what was in hand.
func TestPoolStartsAnew(t *testing.T) {
	p, port, old := pool(t, 2)
	p.Start(old.batch(4))
	for _, w := range port.Workers {
		w.Ready()
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
	port.Refuse = true
	p.Start(l.batch(2))
	if len(l.done) != 1 || !errors.Is(l.done[0], worker.ErrNoWorker) {
		t.Fatalf("done %v", l.done)
	}
	p, port, l = pool(t, 2)
	p.Start(l.batch(2))
	for range 10 {
		for _, w := range port.Alive() {
			w.Fail("not found")
		}
	}
	if len(l.done) != 1 || !errors.Is(l.done[0], worker.ErrNoWorker) || len(port.Workers) > 4 {
		t.Fatalf("done %v after %d workers", l.done, len(port.Workers))
	}
	p, port, l = pool(t, 1)
	p.Start(l.batch(2))
	for range 2 {
		port.Pass(worker.Timeout / 2) // a worker that says nothing
	}
	if len(l.done) != 1 || !errors.Is(l.done[0], worker.ErrNoWorker) {
		t.Fatalf("done %v after %d mute workers", l.done, len(port.Workers))
	}
	p, port, l = pool(t, 4)
	p.Start(l.batch(6))
	port.Workers[0].Ready()
	for _, w := range port.Workers[1:] {
		w.Fail("no memory")
	}
	l.finish(t, port)
	if l.done[0] != nil || len(l.taken) != 6 || len(port.Workers) != 4 {
		t.Errorf("done %v, taken %v", l.done, l.taken)
	}
	p, port, l = pool(t, 1)
	p.Start(l.batch(4))
	port.Last().Ready()
	port.Last().Say(worker.Reply{})
	port.Refuse = true
	port.Last().Fail("no memory")
	if len(l.done) != 1 || l.done[0] == nil || errors.Is(l.done[0], worker.ErrNoWorker) {
		t.Errorf("done %v after a task was taken", l.done)
	}
}

// A file is lent to each worker once, and to one that replaces another.
func TestPoolLendsTheFile(t *testing.T) {
	p, port, l := pool(t, 2)
	file := new(int)
	p.File = file
	p.Start(l.batch(6))
	for _, w := range port.Workers {
		w.Ready()
	}
	port.Workers[0].Fail("killed")
	port.Last().Ready()
	l.finish(t, port)
	for i, w := range port.Workers {
		if len(w.Files) != 1 || w.Files[0] != any(file) {
			t.Errorf("worker %d was lent %v", i, w.Files)
		}
	}
	if len(port.Workers) != 3 || len(l.taken) != 6 {
		t.Errorf("%d workers, taken %v", len(port.Workers), l.taken)
	}
}
