package worker

import (
	"errors"
	"fmt"

	"github.com/emergent-alignment/emergent/engine"
)

// Port starts workers and keeps time for Remote. Its callbacks come from the page's event
// loop, never before the call that they answer has returned.
type Port interface {
	// Start starts a worker. hear is called with every text that it posts and fail when it
	// has broken down. An error means that none can be started here.
	Start(hear func(text string), fail func(reason string)) (Worker, error)
	// After calls f once, so many milliseconds from now, unless cancel is called before.
	After(millis float64, f func()) (cancel func())
}

// Worker is one running worker.
type Worker interface {
	Post(text string)
	// SendFile hands over a file of the reader's, which jobs posted later are about.
	SendFile(file any)
	Terminate()
}

// Remote is the Solver that has a worker solve. The worker is started by the first job and
// does one at a time; of the jobs that wait only the latest solve and the latest survey are
// kept, and a solve goes first. Laws:
//
//  1. A job's answer is delivered at most once, and a worker that was replaced is not heard.
//  2. A worker that breaks down, or is silent for longer than its job can take, is replaced
//     and the job is done once more; the second time its error is delivered.
//  3. While a solve of a newer scenario waits, a job that has run for longer than Yield is
//     given up, a survey for later. One that waits for more of the same scenario waits.
//  4. When no worker can be started everything that waits gets ErrNoWorker.
//
// Everything runs on one goroutine.
type Remote struct {
	Port Port

	worker  Worker
	ready   bool // the worker has spoken
	starts  int  // numbers the workers, so that an old one is not heard
	jobs    uint64
	busy    *request // being done
	overdue func()   // cancels the watchdog
	late    func()   // cancels the giving way
	solve   *request // waits
	survey  *request // waits
	pace    Pace
}

// request is a job with whom it is for.
type request struct {
	job    Job
	work   float64
	tries  int
	finish func(r Reply, err error)
}

// Times in milliseconds.
const (
	// startTime is how long a worker may take until it speaks: it loads a megabyte.
	startTime = 30_000
	// LeastTime and slack say how long a job may take: never less than the one, and the
	// other times what is expected.
	LeastTime = 10_000
	slack     = 20
	// Yield is how long a job may keep a newer one waiting; starting anew costs a fifth of it.
	Yield = 1_000
)

// Solve asks the worker.
func (v *Remote) Solve(revision uint64, s engine.Scenario, want engine.Sections, deliver func(Answer)) {
	v.solve = &request{
		job:  Job{Kind: Solve, Revision: revision, Scenario: s, Want: want},
		work: engine.Work(s, want),
		finish: func(r Reply, err error) {
			a := Answer{Revision: revision, Want: want, Millis: r.Millis, Err: err}
			if err == nil && r.Result == nil {
				a.Err = errors.New("the worker's answer holds no result")
			} else if err == nil {
				a.Result = *r.Result
			}
			deliver(a)
		},
	}
	v.next()
	v.giveWay()
}

// Survey asks the worker.
func (v *Remote) Survey(s engine.Scenario, q engine.Question, places [][]float64, deliver func(PlaceValues)) {
	v.survey = &request{
		job:  Job{Kind: Survey, Scenario: s, Question: q, Places: places},
		work: float64(len(places)) * engine.SurveyWork(s, q),
		finish: func(r Reply, err error) {
			if err == nil && len(r.PlaceValues) != len(places) {
				err = errors.New("the worker's answer holds not every place")
			}
			deliver(PlaceValues{Values: r.PlaceValues, Millis: r.Millis, Err: err})
		},
	}
	v.next()
}

// next gives the worker what waits, if it has nothing to do.
func (v *Remote) next() {
	if v.busy != nil || v.solve == nil && v.survey == nil {
		return
	}
	if v.worker == nil && !v.start() {
		return
	}
	if v.busy, v.solve = v.solve, nil; v.busy == nil {
		v.busy, v.survey = v.survey, nil
	}
	v.post()
}

// post hands the busy job over, for the first time or once more.
func (v *Remote) post() {
	v.jobs++
	v.busy.job.ID = v.jobs
	v.busy.tries++
	v.worker.Post(v.busy.job.Text())
	v.watch()
}

// watch sets the time in which the busy job must be answered; it starts anew once the
// worker has loaded.
func (v *Remote) watch() {
	stop(&v.overdue)
	limit := max(LeastTime, slack*v.pace.Expected(v.busy.work))
	if !v.ready {
		limit += startTime
	}
	v.overdue = v.Port.After(limit, func() {
		v.broken(fmt.Sprintf("it gave no answer for %.0f seconds", limit/1000))
	})
}

// start starts a worker; if none can be had everything that waits is told so.
func (v *Remote) start() bool {
	v.starts++
	number := v.starts
	current := func() bool { return v.starts == number && v.worker != nil }
	worker, err := v.Port.Start(
		func(text string) {
			if current() {
				v.hear(text)
			}
		},
		func(reason string) {
			if current() {
				v.broken(reason)
			}
		})
	if err != nil {
		v.refuse()
		return false
	}
	v.worker, v.ready = worker, false
	return true
}

// hear takes in what the worker has posted.
func (v *Remote) hear(text string) {
	r, err := ParseReply(text)
	switch {
	case err != nil:
		v.broken("it answered with something that is no reply")
	case r.Fatal != "":
		v.broken(r.Fatal)
	case r.Ready:
		if v.ready = true; v.busy != nil {
			v.watch()
		}
	case v.busy == nil || r.ID != v.busy.job.ID:
		// of a job that was given up
	default:
		v.ready = true
		v.pace.Learn(v.busy.work, r.Millis)
		if r.Error != "" {
			v.done(r, errors.New(r.Error))
		} else {
			v.done(r, nil)
		}
	}
}

// done ends the busy job and goes on with the next.
func (v *Remote) done(r Reply, err error) {
	finished := v.busy
	v.settle()
	v.next()
	finished.finish(r, err)
	v.next()
}

// broken replaces the worker and tries its job once more.
func (v *Remote) broken(reason string) {
	never := !v.ready
	failed := v.busy
	v.drop()
	switch {
	case failed == nil:
	case failed.tries < 2:
		if v.start() {
			v.busy = failed
			v.post()
			v.giveWay()
		} else {
			failed.finish(Reply{}, ErrNoWorker)
		}
		return
	case never: // two workers, and neither ever spoke: there are none to be had
		v.refuse()
		failed.finish(Reply{}, ErrNoWorker)
		return
	default:
		failed.finish(Reply{}, fmt.Errorf("the worker broke down twice over this scenario: %s", reason))
	}
	v.next()
}

// giveWay sees to it that the busy job does not keep a newer one waiting for long.
func (v *Remote) giveWay() {
	if v.busy == nil || v.solve == nil || v.late != nil || v.sameScenario() {
		return
	}
	v.late = v.Port.After(Yield, func() {
		v.late = nil
		if v.solve == nil || !v.ready || v.sameScenario() {
			return
		}
		if v.busy.job.Kind == Survey && v.survey == nil {
			v.survey, v.busy.tries = v.busy, 0
		}
		v.drop()
		v.next()
	})
}

// sameScenario reports whether the solve that waits is about the scenario being solved.
func (v *Remote) sameScenario() bool {
	return v.busy.job.Kind == Solve && v.busy.job.Revision == v.solve.job.Revision
}

// drop ends the worker, whatever it does.
func (v *Remote) drop() {
	v.settle()
	if v.worker != nil {
		v.worker.Terminate()
		v.worker = nil
	}
}

// settle forgets the busy job and its timers.
func (v *Remote) settle() {
	v.busy = nil
	stop(&v.overdue)
	stop(&v.late)
}

// stop cancels a timer that runs.
func stop(cancel *func()) {
	if *cancel != nil {
		(*cancel)()
		*cancel = nil
	}
}

// refuse tells everything that waits that there is no worker.
func (v *Remote) refuse() {
	solve, survey := v.solve, v.survey
	v.solve, v.survey = nil, nil
	for _, r := range []*request{solve, survey} {
		if r != nil {
			r.finish(Reply{}, ErrNoWorker)
		}
	}
}
