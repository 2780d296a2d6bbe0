package experiment

import (
	"bytes"
	"cmp"
	"encoding/json"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/engine/internal/strictjson"
)

// Version is the version of specs, chunks and reports.
const Version = 1

// The kinds of experiment.
const (
	KindSelection = "selection" // E1: the user's value as agents bid to be the one she consults
	KindDiversity = "diversity" // E2: error against the number of agents, on a table
	KindHull      = "hull"      // E3: how often noisy agents surround the user
	KindTable     = "table"     // the hull test on a table, and its E2
)

// Kinds lists them in the order in which people meet them.
func Kinds() []string { return []string{KindSelection, KindDiversity, KindHull, KindTable} }

// Spec says what to run. The sections of other kinds are absent; so may the kind's own be,
// and any setting in it: Filled says what that means.
type Spec struct {
	Version    int     `json:"version"`
	Kind       string  `json:"kind"`
	Title      string  `json:"title,omitempty"`
	Seed       uint64  `json:"seed,omitempty" strict:"nonzero"`
	Runs       int     `json:"runs,omitempty" strict:"nonzero"`
	Confidence float64 `json:"confidence,omitempty" strict:"nonzero"`

	Selection *Selection        `json:"selection,omitempty"`
	Hull      *Hull             `json:"hull,omitempty"`
	Diversity *Diversity        `json:"diversity,omitempty"` // kinds diversity and table
	Holdout   *Holdout          `json:"holdout,omitempty"`   // kinds diversity and table
	Alignment *engine.Alignment `json:"alignment,omitempty"` // kinds diversity and table
	// kinds diversity and table; absent: the synthetic one
	Table *Source `json:"table,omitempty"`
	// how the table is to be understood; absent: as it comes
	Reading   *engine.Reading `json:"reading,omitempty"`
	Users     string          `json:"users,omitempty" strict:"nonzero"` // kind table: EachUser, or absent
	Synthetic *Synthetic      `json:"synthetic,omitempty"`              // of the synthetic table
}

// Selection is E1: in each run one random game, played twice, with a user for whom the hull
// condition holds and with one for whom it fails.
type Selection struct {
	States  int `json:"states,omitempty" strict:"nonzero"` // which the agents see
	Actions int `json:"actions,omitempty" strict:"nonzero"`
	Agents  int `json:"agents,omitempty" strict:"nonzero"`
	// Likeness is the share that a utility common to all agents has in each of theirs.
	Likeness *float64 `json:"likeness,omitempty"`
	// Misalignment is what the rest of each agent's utility is.
	Misalignment string  `json:"misalignment,omitempty" strict:"nonzero"`
	Step         float64 `json:"step,omitempty" strict:"nonzero"` // of a bid
	Bids         int     `json:"bids,omitempty" strict:"nonzero"` // how many bids the curve shows
	// Epsilons are the distances from the hull at which the user of the approximate games stands.
	Epsilons []float64 `json:"epsilons,omitempty"`
	// Users is how many users three more games of each run have; absent: these are not played.
	Users int `json:"users,omitempty" strict:"nonzero"`
}

// Hull is E3: a cell for each dimension and each number of agents.
type Hull struct {
	Dimensions []int  `json:"dimensions,omitempty"`
	Agents     []int  `json:"agents,omitempty"`
	Noise      string `json:"noise,omitempty" strict:"nonzero"`
	// Users is how many users there are; absent: one. What an agent wants of each errs on its own,
	// and counted are the runs in which all are in their hulls.
	Users int `json:"users,omitempty" strict:"nonzero"`
	// Shared is the share of each agent's error that all of them have in common.
	Shared float64 `json:"shared,omitempty"`
}

// Diversity is E2: in each run the agents stand in a random order, and each of the sizes
// takes as many from its front.
type Diversity struct {
	Sizes []int  `json:"sizes,omitempty"`
	Error string `json:"error,omitempty" strict:"nonzero"`
}

// The errors of E2.
const (
	RMS = "rms" // root mean square over items
	MSE = "mse" // its square
	Max = "max" // the largest over items
)

// Holdout says on which items what was fitted is tried: in each run others.
type Holdout struct {
	// Share is that of the items, or groups, that are held out; 0: nothing is tried. Absent:
	// half, if there are items enough.
	Share *float64 `json:"share,omitempty"`
	By    string   `json:"by,omitempty" strict:"nonzero"` // absent: group, if the table has groups
}

// What a split keeps together.
const (
	ByItem  = "item"
	ByGroup = "group"
)

// PerGroup is the offset of its own that each group of a table has: the answers to a prompt
// are compared with each other alone.
const PerGroup = "group"

// Source names a table that is not part of the spec.
type Source struct {
	// File is where the command line reads it, relative to the spec; to the page, a name.
	File string `json:"file"`
	// Digest is Digest of the table. Absent, any table will do; New fills it in.
	Digest string `json:"digest,omitempty" strict:"nonzero"`
}

// Synthetic is the generator of the built-in table (synthetic.go).
type Synthetic struct {
	Items    int      `json:"items,omitempty" strict:"nonzero"`
	Agents   int      `json:"agents,omitempty" strict:"nonzero"`
	Criteria int      `json:"criteria,omitempty" strict:"nonzero"`
	Bias     *float64 `json:"bias,omitempty"`  // how far agents' weights are from the user's
	Noise    *float64 `json:"noise,omitempty"` // of each score
	// Misalignment is of what kind the bias is.
	Misalignment string `json:"misalignment,omitempty" strict:"nonzero"`
}

// Parse reads and checks a spec. The error is one line: place, then reason.
func Parse(data []byte) (Spec, error) {
	var s Spec
	if len(data) > MaxSpecBytes {
		return s, refuse("spec", "has %d bytes, must have at most %d", len(data), MaxSpecBytes)
	}
	if err := strictjson.Decode(data, &s); err != nil {
		e := err.(*strictjson.Error)
		return Spec{}, &engine.FieldError{Field: cmp.Or(e.Path, "spec"), Reason: e.Reason}
	}
	if err := s.Validate(); err != nil {
		return Spec{}, err
	}
	return s, nil
}

// Format writes a spec as one line of JSON; Parse reads it back as it was.
func Format(s Spec) []byte { return encode(s) }

// encode writes what cannot fail: finite numbers and text.
func encode(v any) []byte {
	var text bytes.Buffer
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic("experiment: " + err.Error())
	}
	return bytes.TrimSuffix(text.Bytes(), []byte("\n"))
}
