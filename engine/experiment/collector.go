package experiment

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// Collector takes a job's chunks in any order, each once, and reports on those it has.
type Collector struct {
	spec   Spec
	job    *Job
	chunks []*Chunk
	came   []*Chunk // those with runs, in order, while a report is made
	count  int      // of chunks
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

// fits checks that a chunk has the sections, and its lists the lengths, that Run gives them: it may
// come from a file or another program, and a report can be made of whatever passes.
func (j *Job) fits(c *Chunk) error {
	from, to := j.span(c.Chunk)
	if c.Runs != to-from {
		return fmt.Errorf("has %d runs, must have %d", c.Runs, to-from)
	}
	return j.kind.fits(j, c)
}

// only checks that a chunk has the first of some sections, and none but these.
func (c *Chunk) only(sections ...string) error {
	v := reflect.ValueOf(*c)
	for i := range v.NumField() {
		name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
		own, given := slices.Index(sections, name), !v.Field(i).IsZero()
		if own == 0 && !given || own < 0 && given && v.Field(i).Kind() != reflect.Int {
			return errors.New("has the sections of another kind")
		}
	}
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

// Report may be asked for at any time (law 2).
func (c *Collector) Report() Report {
	r := Report{Version: Version, Spec: c.spec, Runs: c.runs, Chunks: c.count, Of: len(c.chunks)}
	c.came = c.came[:0]
	for _, chunk := range c.chunks {
		if chunk != nil && chunk.Runs > 0 {
			c.came = append(c.came, chunk)
		}
	}
	c.job.kind.report(c, &r)
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
