package puzzle

import (
	"cmp"
	"encoding/json"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/engine/internal/strictjson"
)

// Answer is the certificate of an answer, as challenges.html saves it: the puzzle, the scenario
// that its reader made, and the engine's result with everything that proves it.
type Answer struct {
	Puzzle   Puzzle          `json:"puzzle"`
	Scenario engine.Scenario `json:"scenario"`
	Result   engine.Result   `json:"result"`
}

// ParseAnswer reads a certificate and checks puzzle and scenario like files of their own. Whether
// the answer is right is for Judge to say.
func ParseAnswer(data []byte) (Answer, error) {
	var a Answer
	if err := strictjson.Decode(data, &a); err != nil {
		e := err.(*strictjson.Error)
		return Answer{}, refuse(cmp.Or(e.Path, "answer"), "%s", e.Reason)
	}
	text, err := json.Marshal(a.Puzzle)
	if err != nil {
		panic(err) // it was JSON
	}
	if a.Puzzle, err = Parse(text); err != nil {
		e := err.(*engine.FieldError)
		return Answer{}, refuse("puzzle."+e.Field, "%s", e.Reason)
	}
	if a.Scenario, err = engine.Parse(engine.Format(a.Scenario)); err != nil {
		e := err.(*engine.FieldError)
		return Answer{}, refuse("scenario."+e.Field, "%s", e.Reason)
	}
	return a, nil
}

// Judge verifies an answer by arithmetic alone: the result is that of the scenario, nothing has
// moved that may not, and the goal is met. What is wrong is among the failures of the report.
func (a *Answer) Judge() engine.Report {
	report := engine.Check(a.Scenario, a.Result)
	wrong := func(field, reason string) {
		report.Failures = append(report.Failures, engine.FieldError{Field: field, Reason: reason})
	}
	if stray := a.Puzzle.Stray(a.Scenario); stray != "" {
		wrong("moves", stray+" is not as the puzzle allows")
	}
	for _, c := range a.Puzzle.Goal {
		if !c.Met(a.Scenario, a.Result) {
			wrong("goal", "the condition on "+c.Value+" is not met")
		}
	}
	return report
}
