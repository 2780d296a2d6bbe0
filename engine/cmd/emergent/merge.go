package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/emergent-alignment/emergent/engine/experiment"
	"github.com/emergent-alignment/emergent/engine/internal/strictjson"
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
	if slices.Contains(names, out) && out != "-" {
		return badf("merge: -o: is %s, one of the files to merge; must be another", display(out))
	}
	m := merger{from: map[int]string{}}
	for _, name := range names {
		if err := p.take(&m, name); err != nil {
			return err
		}
	}
	if missing := m.all.Missing(); len(missing) > 0 && !partial {
		return badf("merge: %s missing of %d: %s (--partial reports on the others)",
			chunks(len(missing)), m.first.Chunks, runs(missing))
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
		chunk, _, err := r.chunk()
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
			return r.bad("%s", plainly(err))
		}
		m.from[chunk.Chunk] = here
	}
}

// plainly is what package experiment says, without its name.
func plainly(err error) string { return strings.TrimPrefix(err.Error(), "experiment: ") }

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
	if d := unlike("", experiment.Format(got.Spec), experiment.Format(want.Spec)); d != "" {
		return d
	}
	if got.Chunks != want.Chunks {
		return fmt.Sprintf("it has %d chunks, not %d", got.Chunks, want.Chunks)
	}
	return ""
}

// unlike says in which member two values of JSON differ first, by the whole name of it; empty:
// in none.
func unlike(field string, a, b json.RawMessage) string {
	if bytes.Equal(a, b) {
		return ""
	}
	left, right := members(a), members(b)
	if left == nil || right == nil {
		return fmt.Sprintf("%s is %s, not %s", field, orAbsent(a), orAbsent(b))
	}
	names := slices.Concat(slices.Collect(maps.Keys(left)), slices.Collect(maps.Keys(right)))
	slices.Sort(names)
	for _, name := range names {
		if d := unlike(strictjson.Join(field, name), left[name], right[name]); d != "" {
			return d
		}
	}
	return ""
}

// members are those of an object; nil: it is none.
func members(text json.RawMessage) (list map[string]json.RawMessage) {
	json.Unmarshal(text, &list) // what is no object leaves the list nil
	return list
}

// shownValue is how much of a value a message repeats.
const shownValue = 40

func orAbsent(text []byte) string {
	if text == nil {
		return "absent"
	}
	return clip(string(text), shownValue)
}

// mostRuns is how many characters of runs of numbers are listed.
const mostRuns = 60

// runs writes ascending numbers as 3, 5-9, 12.
func runs(list []int) string {
	text := ""
	for i := 0; i < len(list); {
		end := i
		for end+1 < len(list) && list[end+1] == list[end]+1 {
			end++
		}
		if text != "" {
			text += ", "
		}
		if len(text) > mostRuns {
			return text + "..."
		}
		text += strconv.Itoa(list[i])
		if end > i {
			text += "-" + strconv.Itoa(list[end])
		}
		i = end + 1
	}
	return text
}
