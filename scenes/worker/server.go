package worker

import (
	"fmt"

	"github.com/emergent-alignment/emergent/engine"
)

// Server answers jobs one after another and keeps the solver's memory between them. Clock
// tells milliseconds; without one replies say that no time was spent.
type Server struct {
	Clock       func() float64
	Pause       func() // called now and then during an experiment; nil: nothing is
	solver      engine.Solver
	experiments experiments
}

// SetFile hands over the bytes of a file, or says why it cannot be read: the table of the
// experiments that name one, until another is lent.
func (s *Server) SetFile(data []byte, trouble string) {
	s.experiments = experiments{file: data, trouble: trouble}
}

// Answer does the job that a text holds and returns the text of the reply.
func (s *Server) Answer(text string) string {
	j, err := ParseJob(text)
	if err != nil {
		return Reply{Error: "the worker was sent something that is no job: " + err.Error()}.Text()
	}
	start := s.now()
	r := s.do(&j)
	r.ID, r.Millis = j.ID, s.now()-start
	return r.Text()
}

func (s *Server) do(j *Job) (r Reply) {
	defer func() {
		if trouble := recover(); trouble != nil { // a solve looks after itself (engine.Fault); this is of the rest
			s.solver, s.experiments.job = engine.Solver{}, nil
			r = Reply{Error: fmt.Sprintf("the worker met a fault of ours (%.40v); the link to report it is %s",
				trouble, engine.ReportAt)}
		}
	}()
	switch j.Kind {
	case Plan, Chunk, Report:
		return s.experiments.do(j, s.Pause)
	}
	if err := engine.Validate(j.Scenario); err != nil {
		return Reply{Error: err.Error()}
	}
	switch j.Kind {
	case Solve:
		r := s.solver.Solve(j.Scenario, j.Want)
		return Reply{Result: &r}
	case Survey:
		values, err := s.solver.Survey(nil, j.Scenario, j.Question, j.Places)
		if err != nil {
			return Reply{Error: err.Error()}
		}
		return Reply{PlaceValues: values}
	}
	return Reply{Error: "the worker knows no job of the kind " + j.Kind}
}

func (s *Server) now() float64 {
	if s.Clock == nil {
		return 0
	}
	return s.Clock()
}
