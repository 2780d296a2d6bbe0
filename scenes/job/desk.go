package job

import (
	"fmt"

	"github.com/emergent-alignment/emergent/engine"
)

// Desk answers jobs one after another and keeps the solver's memory between them. Clock
// tells milliseconds; without one replies say that no time was spent.
type Desk struct {
	Clock  func() float64
	Pause  func() // called now and then during an experiment; nil: nothing is
	solver engine.Solver
	bench  bench
}

// Lend hands over the bytes of a file, or says why it cannot be read: the table of the
// experiments that name one, until another is lent.
func (d *Desk) Lend(data []byte, trouble string) { d.bench = bench{file: data, trouble: trouble} }

// Answer does the job that a text holds and returns the text of the reply.
func (d *Desk) Answer(text string) string {
	j, err := ParseJob(text)
	if err != nil {
		return Reply{Error: "the worker was sent something that is no job: " + err.Error()}.Text()
	}
	start := d.now()
	r := d.do(&j)
	r.ID, r.Millis = j.ID, d.now()-start
	return r.Text()
}

func (d *Desk) do(j *Job) (r Reply) {
	defer func() {
		if trouble := recover(); trouble != nil { // a solve looks after itself (engine.Fault); this is of the rest
			d.solver, d.bench.job = engine.Solver{}, nil
			r = Reply{Error: fmt.Sprintf("the worker met a fault of ours (%.40v); the link to report it is %s",
				trouble, engine.ReportAt)}
		}
	}()
	switch j.Kind {
	case Plan, Chunk, Report:
		return d.bench.do(j, d.Pause)
	}
	if err := engine.Validate(j.Scenario); err != nil {
		return Reply{Error: err.Error()}
	}
	switch j.Kind {
	case Solve:
		r := d.solver.Solve(j.Scenario, j.Want)
		return Reply{Result: &r}
	case Survey:
		standings, err := d.solver.Survey(nil, j.Scenario, j.Question, j.Places)
		if err != nil {
			return Reply{Error: err.Error()}
		}
		return Reply{Standings: standings}
	}
	return Reply{Error: "the worker knows no job of the kind " + j.Kind}
}

func (d *Desk) now() float64 {
	if d.Clock == nil {
		return 0
	}
	return d.Clock()
}
