package worker

import (
	"errors"

	"github.com/emergent-alignment/emergent/engine"
)

// Answer is a result and the revision of the scenario it belongs to.
type Answer struct {
	Revision uint64
	Want     engine.Sections
	Result   engine.Result
	Millis   float64 // time spent solving, milliseconds
	Err      error   // the solver broke down; the scenario is not to blame
}

// PlaceValues are the answer of a survey, one for each place asked about, in order.
type PlaceValues struct {
	Values []engine.PlaceValue
	Millis float64
	Err    error
}

// Solver answers for scenarios: Inline, a Pool (in a worker), or scripted by a test. Jobs
// carry a revision; latest wins: a job that has not started when a newer one of its kind
// arrives is dropped without an answer, and the receiver drops answers older than the one
// it shows.
type Solver interface {
	// Solve asks for the wanted sections of s. deliver is called at most once, from the same
	// goroutine as Solve or from the page's event loop, perhaps before Solve returns.
	Solve(revision uint64, s engine.Scenario, want engine.Sections, deliver func(Answer))
	// Survey asks what the user would have for each of the places, weights over the criteria of
	// s (see engine.Solver.Survey). A survey never delays a Solve by more than its own length.
	Survey(s engine.Scenario, q engine.Question, places [][]float64, deliver func(PlaceValues))
}

// ErrNoWorker says that no worker can be started here: whoever asked solves inline.
var ErrNoWorker = errors.New("this browser runs no worker here")

// Solve asks a worker.
func (p *Pool) Solve(revision uint64, s engine.Scenario, want engine.Sections, deliver func(Answer)) {
	p.solve = &request{
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
	p.ensureWorkers(1)
}

// Survey asks a worker.
func (p *Pool) Survey(s engine.Scenario, q engine.Question, places [][]float64, deliver func(PlaceValues)) {
	p.survey = &request{
		job:  Job{Kind: Survey, Scenario: s, Question: q, Places: places},
		work: float64(len(places)) * engine.SurveyWork(s, q),
		finish: func(r Reply, err error) {
			if err == nil && len(r.PlaceValues) != len(places) {
				err = errors.New("the worker's answer holds not every place")
			}
			deliver(PlaceValues{Values: r.PlaceValues, Millis: r.Millis, Err: err})
		},
	}
	p.ensureWorkers(1)
}
