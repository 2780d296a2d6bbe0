package experiment

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

// Collector takes a job's chunks in any order, each once, and reports on those it has.
type Collector struct {
	spec   Spec
	job    *Job
	chunks []*Chunk
	count  int // of chunks
	runs   int
}

// ErrDoubled is what Add says of a chunk that it has already.
var ErrDoubled = errors.New("experiment: a chunk came twice")

// Add takes a chunk. An error says that it is not one of the job's, or came before
// (ErrDoubled); the collector is then as it was.
func (c *Collector) Add(chunk Chunk) error {
	i := chunk.Chunk
	if i < 0 || i >= len(c.chunks) {
		return fmt.Errorf("experiment: chunk %d is not one of the job's %d", i, len(c.chunks))
	}
	if c.chunks[i] != nil {
		return ErrDoubled
	}
	if err := c.job.fits(&chunk); err != nil {
		return fmt.Errorf("experiment: chunk %d %w", i, err)
	}
	c.chunks[i] = &chunk
	c.count++
	c.runs += chunk.Runs
	return nil
}

// Has reports whether chunk i has come.
func (c *Collector) Has(i int) bool { return c.chunks[i] != nil }

// Missing lists the chunks that have not come.
func (c *Collector) Missing() []int {
	missing := []int{}
	for i, chunk := range c.chunks {
		if chunk == nil {
			missing = append(missing, i)
		}
	}
	return missing
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

// Report may be asked for at any time (law 2).
func (c *Collector) Report() Report {
	r := Report{Version: Version, Spec: c.spec, Runs: c.runs, Chunks: c.count, Of: len(c.chunks)}
	switch c.spec.Kind {
	case KindSelection:
		r.Selection = c.selectionReport()
	case KindHull:
		r.Hull = c.hullReport()
	case KindTable:
		r.Table, r.Diversity = c.tableReport(), c.diversityReport()
	case KindDiversity:
		r.Diversity = c.diversityReport()
	}
	return r
}

// Text is a report as people and programs read it: JSON over several lines.
func Text(r Report) []byte {
	var text bytes.Buffer
	if err := json.Indent(&text, encode(r), "", "  "); err != nil {
		panic("experiment: " + err.Error())
	}
	text.WriteByte('\n')
	return text.Bytes()
}
