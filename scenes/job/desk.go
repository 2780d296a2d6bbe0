package job

import (
	"encoding/json"

	"emergent/engine"
)

// Desk answers jobs one after another and keeps the solver's memory between them. Clock
// tells milliseconds; without one replies say that no time was spent.
type Desk struct {
	Clock  func() float64
	solver engine.Solver
}

// Answer does the job that a text holds and returns the text of the reply.
func (d *Desk) Answer(text string) string {
	var j Job
	if err := json.Unmarshal([]byte(text), &j); err != nil {
		return Text(Reply{Error: "the worker was sent something that is no job: " + err.Error()})
	}
	start := d.now()
	r := d.do(&j)
	r.ID, r.Millis = j.ID, d.now()-start
	return Text(r)
}

func (d *Desk) do(j *Job) Reply {
	if err := engine.Validate(j.Scenario); err != nil {
		return Reply{Error: err.Error()}
	}
	switch j.Kind {
	case Solve:
		r := d.solver.Solve(j.Scenario, j.Want)
		return Reply{Result: &r}
	case Survey:
		standings, err := d.solver.Survey(nil, j.Scenario, j.Guarantee, j.Places)
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
