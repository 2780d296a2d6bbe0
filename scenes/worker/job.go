// Package worker has done by workers what takes long. Jobs and replies cross as text, since only plain values do: a
// Server, the worker's end, turns one into the other; a Pool, the page's end, sees to it that each job is
// answered; Inline answers without a worker. It stands on engine alone, so that the worker's program stays small.
package worker

import (
	"encoding/json"
	"strings"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/engine/experiment"
)

// The kinds of job.
const (
	Solve  = "solve"  // the sections Want of the result
	Survey = "survey" // the Question at each of Places
	// Of the experiment Spec, on the table that was lent if it names one:
	Plan   = "plan"   // what chunks it has, or why there can be none
	Chunk  = "chunk"  // chunk number Task
	Report = "report" // on the chunks added so far and Chunks, which follow the first From
)

// Job is one piece of work. ID is the sender's number for it.
type Job struct {
	ID       uint64          `json:"id"`
	Kind     string          `json:"kind"`
	Revision uint64          `json:"revision,omitempty"`
	Scenario engine.Scenario `json:"-"` // travels packed
	Want     engine.Sections `json:"want,omitempty"`
	Question engine.Question `json:"question,omitzero"`
	Places   [][]float64     `json:"places,omitempty"`

	Spec   *experiment.Spec `json:"spec,omitempty"`
	Task   int              `json:"task,omitempty"`
	From   int              `json:"from,omitempty"`
	Chunks []string         `json:"-"` // travel behind the rest, so that the page need not read them
}

// Reply answers the job of the same ID. Error says in one sentence why there is no answer.
// A reply without an ID is about the worker itself: Ready once its program runs, Fatal when
// it cannot go on.
type Reply struct {
	ID          uint64              `json:"id,omitempty"`
	Ready       bool                `json:"ready,omitempty"`
	Fatal       string              `json:"fatal,omitempty"`
	Result      *engine.Result      `json:"-"` // travels packed, as do
	PlaceValues []engine.PlaceValue `json:"-"`
	Millis      float64             `json:"millis,omitempty"` // spent solving
	Error       string              `json:"error,omitempty"`

	Plan   *Outline            `json:"plan,omitempty"`
	Survey *engine.TableSurvey `json:"survey,omitempty"` // of the table of a plan, also of one that failed
	Report *experiment.Report  `json:"report,omitempty"`
	Again  bool                `json:"again,omitempty"` // a report needs the chunks from the first on
	Chunk  string              `json:"-"`               // travels behind the rest
}

// Outline is what an experiment will be: its spec with every setting filled in, and the work
// of each chunk in nanoseconds of a desktop.
type Outline struct {
	Spec experiment.Spec `json:"spec"`
	Work []float64       `json:"work"`
}

// Text is a job as it travels: JSON, and behind it, in a line each, what is packed and the chunks of an
// experiment.
func (j Job) Text() string { return lines(j, append([]string{pack(j.Scenario)}, j.Chunks...)...) }

// answer is what is packed of a reply: JSON of it would keep the page's main thread for a twentieth of a second.
type answer struct {
	Result      *engine.Result
	PlaceValues []engine.PlaceValue
}

// Text is a reply as it travels, likewise.
func (r Reply) Text() string {
	packed := ""
	if r.Result != nil || r.PlaceValues != nil {
		packed = pack(answer{r.Result, r.PlaceValues})
	}
	if packed == "" && r.Chunk == "" {
		return lines(r)
	}
	return lines(r, packed, r.Chunk)
}

func lines(v any, behind ...string) string {
	data, err := json.Marshal(v)
	if err != nil {
		panic("worker: " + err.Error()) // what is not packed holds finite numbers only
	}
	return strings.Join(append([]string{string(data)}, behind...), "\n")
}

// ParseReply reads what a worker has posted.
func ParseReply(text string) (r Reply, err error) {
	head, behind, _ := strings.Cut(text, "\n")
	if err = json.Unmarshal([]byte(head), &r); err != nil {
		return r, err
	}
	packed, chunk, _ := strings.Cut(behind, "\n")
	if r.Chunk = chunk; packed == "" {
		return r, nil
	}
	var a answer
	err = unpack(packed, &a)
	r.Result, r.PlaceValues = a.Result, a.PlaceValues
	return r, err
}

// ParseJob reads what a worker was sent.
func ParseJob(text string) (j Job, err error) {
	list := strings.Split(text, "\n")
	if err = json.Unmarshal([]byte(list[0]), &j); err != nil || len(list) == 1 {
		return j, err
	}
	j.Chunks = list[2:]
	return j, unpack(list[1], &j.Scenario)
}
