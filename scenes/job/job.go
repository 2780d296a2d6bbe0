// Package job is what crosses between the page and its worker, and what the worker does
// about it: jobs and replies as JSON text, since only plain values cross, and the Desk that
// turns one into the other. It stands on engine alone, so that the worker's program stays
// small; stage.Remote and stage.Lab are the page's end. It never waits, queues or talks to a browser.
package job

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
	Scenario engine.Scenario `json:"scenario,omitzero"`
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
	ID        uint64            `json:"id,omitempty"`
	Ready     bool              `json:"ready,omitempty"`
	Fatal     string            `json:"fatal,omitempty"`
	Result    *engine.Result    `json:"result,omitempty"`
	Standings []engine.Standing `json:"standings,omitempty"`
	Millis    float64           `json:"millis,omitempty"` // spent solving
	Error     string            `json:"error,omitempty"`

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

// Text is a job or a reply as it travels: JSON, and each chunk of an experiment in a line of
// its own behind it.
func (j Job) Text() string { return lines(j, j.Chunks...) }

// Text is a reply as it travels. The bids of a selection, up to 20,000, travel behind the rest too,
// in base64: the page's main thread would read them as JSON for a tenth of a second.
func (r Reply) Text() string {
	if r.Result != nil && r.Result.Selection != nil && len(r.Result.Selection.Path) > 0 {
		bare := *r.Result
		selected := *bare.Selection
		bare.Selection, r.Result = &selected, &bare
		path := packBids(selected.Path)
		selected.Path = nil
		return lines(r, path)
	}
	if r.Chunk == "" {
		return lines(r)
	}
	return lines(r, r.Chunk)
}

func lines(v any, behind ...string) string {
	data, err := json.Marshal(v)
	if err != nil {
		panic("job: " + err.Error()) // scenarios and results hold finite numbers only
	}
	return strings.Join(append([]string{string(data)}, behind...), "\n")
}

// ParseReply reads what a worker has posted.
func ParseReply(text string) (r Reply, err error) {
	head, behind, more := strings.Cut(text, "\n")
	if err = json.Unmarshal([]byte(head), &r); err != nil {
		return r, err
	}
	if r.Result == nil {
		r.Chunk = behind
		return r, nil
	}
	if v := r.Result.Selection; more && v != nil {
		v.Path, err = unpackBids(behind)
	}
	return r, err
}

// ParseJob reads what a worker was sent.
func ParseJob(text string) (j Job, err error) {
	list := strings.Split(text, "\n")
	err = json.Unmarshal([]byte(list[0]), &j)
	j.Chunks = list[1:]
	return j, err
}
