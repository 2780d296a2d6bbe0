// Package job is what crosses between the page and its worker, and what the worker does
// about it: jobs and replies as JSON text, since only plain values cross, and the Desk that
// turns one into the other. It stands on engine alone, so that the worker's program stays
// small; stage.Remote is the page's end. It never waits, queues or talks to a browser.
package job

import (
	"encoding/json"

	"emergent/engine"
)

// The kinds of job.
const (
	Solve  = "solve"  // the sections Want of the result
	Survey = "survey" // the Guarantee at each of Places
)

// Job is one piece of work. ID is the sender's number for it.
type Job struct {
	ID        uint64           `json:"id"`
	Kind      string           `json:"kind"`
	Revision  uint64           `json:"revision,omitempty"`
	Scenario  engine.Scenario  `json:"scenario,omitzero"`
	Want      engine.Sections  `json:"want,omitempty"`
	Guarantee engine.Guarantee `json:"guarantee,omitempty"`
	Places    [][]float64      `json:"places,omitempty"`
	Task      int              `json:"task,omitempty"`
}

// Reply answers the job of the same ID. Error says in one sentence why there is no answer.
// A reply without an ID is about the worker itself: Ready once its program runs, Fatal when
// it cannot go on.
type Reply struct {
	ID        uint64            `json:"id,omitempty"`
	Ready     bool              `json:"ready,omitempty"`
	Fatal     string            `json:"fatal,omitempty"`
	Result    *engine.Result    `json:"result,omitempty"`
	Standings []engine.Standing `json:"standings,omitempty"`
	Millis    float64           `json:"millis,omitempty"` // spent solving
	Error     string            `json:"error,omitempty"`
	Progress  *Progress         `json:"progress,omitempty"` // the answer is to come
}

// Progress says how far a job is: what is being done, and the share of it all that is done.
type Progress struct {
	Share float64 `json:"share"`
	What  string  `json:"what,omitempty"`
}

// Text is a job or a reply as it travels.
func Text(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		panic("job: " + err.Error()) // scenarios and results hold finite numbers only
	}
	return string(data)
}

// ParseReply reads what a worker has posted.
func ParseReply(text string) (r Reply, err error) {
	err = json.Unmarshal([]byte(text), &r)
	return r, err
}
