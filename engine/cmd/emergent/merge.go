package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"sort"
	"strings"

	"github.com/emergent-alignment/emergent/engine/experiment"
)

// merge makes one report of the outputs of a sweep's shards.
func (p program) merge(args []string) error {
	var out string
	var table, partial bool
	flags := flag.NewFlagSet("merge", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(&out, "o", "-", "")
	flags.BoolVar(&table, "csv", false, "")
	flags.BoolVar(&partial, "partial", false, "")
	names, err := mixed(flags, args)
	if err != nil {
		return badf("merge: %s (emergent help merge)", err)
	}
	if len(names) == 0 {
		return badf("merge: no file given (emergent help merge)")
	}
	m := merger{from: map[int]string{}}
	for _, name := range names {
		if err := p.take(&m, name); err != nil {
			return err
		}
	}
	if missing := m.all.Missing(); len(missing) > 0 && !partial {
		return badf("merge: %s missing of %d: %s (--partial reports on the others)", chunks(len(missing)), m.first.Chunks, runs(missing))
	}
	text := experiment.Text(m.all.Report())
	if table {
		text = experiment.CSV(m.all.Report())
	}
	return p.put(out, text)
}

// put writes to a file, or to standard output.
func (p program) put(name string, text []byte) error {
	if name == "-" {
		_, err := p.stdout.Write(text)
		return err
	}
	if err := os.WriteFile(name, text, 0o644); err != nil {
		return badf("%s: %s", name, reason(err))
	}
	return nil
}

// merger is what has been read of several files.
type merger struct {
	name  string // of the first file
	first header
	all   *experiment.Collector
	from  map[int]string // chunk: where it came from
}

// take reads one file.
func (p program) take(m *merger, name string) error {
	source := p.stdin
	if name != "-" {
		file, err := os.Open(name)
		if err != nil {
			return badf("%s: %s", display(name), reason(err))
		}
		defer file.Close()
		source = file
	}
	r := newSweepReader(display(name), source)
	h, err := r.header()
	if err == io.EOF {
		return badf("%s: is empty, must be the output of a sweep", r.name)
	}
	if err != nil {
		return err
	}
	if err := m.meet(r, h); err != nil {
		return err
	}
	for {
		chunk, err := r.chunk()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		here := fmt.Sprintf("%s, line %d", r.name, r.line)
		if before, ok := m.from[chunk.Chunk]; ok {
			return r.bad("chunk %d is doubled: it is in %s already", chunk.Chunk, before)
		}
		if err := m.all.Add(chunk); err != nil {
			return r.bad("%s", strings.TrimPrefix(err.Error(), "experiment: "))
		}
		m.from[chunk.Chunk] = here
	}
}

// meet compares a header with the first.
func (m *merger) meet(r *sweepReader, h header) error {
	if m.all == nil {
		c, err := experiment.Gather(h.Spec, h.Outline)
		if err != nil {
			return r.bad("%s", err)
		}
		if n := len(c.Missing()); n != h.Chunks {
			return r.bad("says %d chunks, this program makes %d of that spec: it is of another build", h.Chunks, n)
		}
		m.name, m.first, m.all = r.name, h, c
		return nil
	}
	if d := difference(h, m.first); d != "" {
		return badf("%s: is of another sweep than %s: %s", r.name, m.name, d)
	}
	return nil
}

// difference says in which field of the spec two headers differ first, or nothing when both
// are of the same sweep.
func difference(got, want header) string {
	a, b := fields(got.Spec), fields(want.Spec)
	names := []string{}
	for name := range a {
		names = append(names, name)
	}
	for name := range b {
		if _, ok := a[name]; !ok {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	for _, name := range names {
		if !bytes.Equal(a[name], b[name]) {
			return fmt.Sprintf("%s is %s, not %s", name, orAbsent(a[name]), orAbsent(b[name]))
		}
	}
	if got.Chunks != want.Chunks {
		return fmt.Sprintf("it has %d chunks, not %d", got.Chunks, want.Chunks)
	}
	return ""
}

// fields are a spec's, each as JSON.
func fields(s experiment.Spec) map[string]json.RawMessage {
	var list map[string]json.RawMessage
	if err := json.Unmarshal(experiment.Format(s), &list); err != nil {
		panic(err) // it was just written
	}
	return list
}

func orAbsent(text []byte) string {
	if text == nil {
		return "absent"
	}
	return string(text)
}

// shownRuns is how many runs of missing chunks are listed.
const shownRuns = 20

// runs writes ascending numbers as 3, 5-9, 12.
func runs(list []int) string {
	parts := []string{}
	for i := 0; i < len(list); {
		end := i
		for end+1 < len(list) && list[end+1] == list[end]+1 {
			end++
		}
		part := fmt.Sprint(list[i])
		if end > i {
			part += fmt.Sprintf("-%d", list[end])
		}
		if parts = append(parts, part); len(parts) == shownRuns && end+1 < len(list) {
			parts = append(parts, "...")
			break
		}
		i = end + 1
	}
	return strings.Join(parts, ", ")
}
