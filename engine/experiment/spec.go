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

// kinds lists the kinds of experiment in the order in which people meet them.
var kinds = []*kind{&selectionKind, &diversityKind, &hullKind, &tableKind}

// papers is what is written of them beside reports: apart, so that no page carries it.
func papers() map[string]paper {
	return map[string]paper{
		KindSelection: {selectionFields, selectionCSV}, KindDiversity: {diversityFields, diversityCSV},
		KindHull: {hullFields, hullCSV}, KindTable: {tableFields, tableCSV},
	}
}

// kindsHelp says which is which, in the schema.
const kindsHelp = "E1 is selection, E2 diversity, E3 hull; table is the report on a table"

// Spec says what to run. The sections of other kinds than those of its tag are absent; so may the
// kind's own be, and any setting in it: Filled says what that means.
type Spec struct {
	Version    int     `json:"version"`
	Kind       string  `json:"kind"`
	Title      string  `json:"title,omitempty"`
	Seed       uint64  `json:"seed,omitempty" strict:"nonzero"`
	Runs       int     `json:"runs,omitempty" strict:"nonzero"`
	Confidence float64 `json:"confidence,omitempty" strict:"nonzero"`

	Selection *Selection        `json:"selection,omitempty" kinds:"selection"`
	Hull      *Hull             `json:"hull,omitempty" kinds:"hull"`
	Diversity *Diversity        `json:"diversity,omitempty" kinds:"diversity table"`
	Holdout   *Holdout          `json:"holdout,omitempty" kinds:"diversity table"`
	Alignment *engine.Alignment `json:"alignment,omitempty" kinds:"diversity table"`
	// Table is absent for the synthetic one.
	Table *Source `json:"table,omitempty" kinds:"diversity table"`
	// Reading is how the table is to be understood; absent: as it comes.
	Reading *engine.Reading `json:"reading,omitempty" kinds:"diversity table"`
	// Users is EachUser, or absent.
	Users string `json:"users,omitempty" strict:"nonzero" kinds:"table"`
	// Synthetic is of the synthetic table.
	Synthetic *Synthetic `json:"synthetic,omitempty" kinds:"diversity table"`
}

// Chunk is the outcome of some of a job's runs, plain values that JSON carries. One of its
// sections is there, by the kind of the spec; for kind table, Table or Diversity.
type Chunk struct {
	Chunk int `json:"chunk"` // its number
	Runs  int `json:"runs"`
	// Hull has the number of runs with the user inside, for each cell of E3.
	Hull      []int            `json:"hull,omitempty"`
	Selection []SelectionChunk `json:"selection,omitempty"` // the two games of E1
	// Approximate is their third, for each distance; beside Selection.
	Approximate []ApproximateChunk `json:"approximate,omitempty"`
	Crowd       []CrowdChunk       `json:"crowd,omitempty"` // games of several users; beside Selection
	Diversity   DiversityChunk     `json:"diversity,omitempty"`
	Tried       Tried              `json:"tried,omitempty"`   // beside Diversity
	Weights     [][]float64        `json:"weights,omitempty"` // of each run's resample, beside Diversity
	Table       *TableChunk        `json:"table,omitempty"`
	// Users has what is tried for each party as the user, [user][run][choice], fitted and held
	// out; beside Diversity.
	Users [][][choices][2]float64 `json:"users,omitempty"`
}

// Report is what the chunks so far say, with the spec that made them: every setting is
// filled in, so that the report can be made again from itself. One section is there, by the
// kind of the spec; kind table has its own and Diversity.
type Report struct {
	Version   int              `json:"version"`
	Spec      Spec             `json:"spec"`
	Runs      int              `json:"runs"`   // done
	Chunks    int              `json:"chunks"` // done
	Of        int              `json:"of"`     // chunks in all
	Selection *SelectionReport `json:"selection,omitempty"`
	Hull      *HullReport      `json:"hull,omitempty"`
	Diversity *DiversityReport `json:"diversity,omitempty"`
	Table     *TableReport     `json:"table,omitempty"`
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
