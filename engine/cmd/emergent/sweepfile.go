package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"os"
	"slices"
	"syscall"

	"github.com/emergent-alignment/emergent/engine/experiment"
	"github.com/emergent-alignment/emergent/engine/internal/strictjson"
)

// This file reads and writes the output of a sweep: JSON Lines, a header and then a chunk a
// line, in the order of their numbers. A line is appended by one write, so what a
// killed process leaves behind is whole lines and at most one torn last line, which has no
// line end. Each line ends with a checksum (seal.go).

// header is the first line.
type header struct {
	Emergent string              `json:"emergent"` // what the file is: sweepName
	Version  int                 `json:"version"`
	Spec     experiment.Spec     `json:"spec"` // filled in
	Outline  *experiment.Outline `json:"outline,omitempty"`
	Chunks   int                 `json:"chunks"` // of the whole sweep
	Shard    shard               `json:"shard"`
}

const (
	sweepName = "sweep"
	// sweepVersion is that of the file: the lines of version 1 carried no checksum.
	sweepVersion = 2
	// maxLine bounds a line: the largest chunk is well below it.
	maxLine = 64 << 20
)

func headerOf(j *experiment.Job, s shard) header {
	return header{sweepName, sweepVersion, j.Spec(), j.Outline(), j.Chunks(), s}
}

// sweepReader reads lines and knows where it is.
type sweepReader struct {
	name   string // for messages
	lines  *bufio.Reader
	line   int
	offset int64  // behind the last whole line
	seed   uint32 // checksum of the header
}

func newSweepReader(name string, r io.Reader) *sweepReader {
	return &sweepReader{name: name, lines: bufio.NewReaderSize(r, 1<<20)}
}

// next returns the next whole line; io.EOF at the end, also before a torn line.
func (r *sweepReader) next() ([]byte, error) {
	var text []byte
	for {
		part, err := r.lines.ReadSlice('\n')
		text = append(text, part...)
		switch {
		case err == nil:
			r.line++
			r.offset += int64(len(text))
			return text, nil
		case err == io.EOF:
			return nil, io.EOF
		case !errors.Is(err, bufio.ErrBufferFull):
			return nil, badf("%s: cannot be read: %s", r.name, reason(err))
		case len(text) > maxLine:
			return nil, r.bad("is longer than %d bytes", maxLine)
		}
	}
}

func (r *sweepReader) bad(format string, args ...any) error {
	return badf("%s: line %d: %s", r.name, max(r.line, 1), fmt.Sprintf(format, args...))
}

// damaged is the error of a line that is not what a sweep has written.
type damaged struct{ error }

func (d damaged) Unwrap() error { return d.error }

// header reads the first line; io.EOF when there is none.
func (r *sweepReader) header() (header, error) {
	var h header
	text, err := r.next()
	if err != nil {
		return h, err
	}
	if version, ok := versionOf(text); !ok {
		return h, r.bad("is not the header of a sweep")
	} else if version != sweepVersion {
		return h, r.bad("version: is %d, this program reads %d, whose lines carry checksums; run the sweep again",
			version, sweepVersion)
	}
	body, sum, ok := unseal(text, 0)
	if !ok {
		return h, damaged{r.bad(
			"is damaged: its checksum is not that of its text (emergent sweep SPEC -o FILE --repair mends it)")}
	}
	r.seed = sum
	if err := strictjson.Decode(body, &h); err != nil {
		return h, r.bad("%s", err)
	}
	if h.Shard.Of < 0 || h.Shard.Of > maxShards || h.Shard.Index < 0 || h.Shard.Of > 0 && h.Shard.Index >= h.Shard.Of {
		return h, r.bad("shard: is %d of %d, must be below 1 to %d", h.Shard.Index, h.Shard.Of, maxShards)
	}
	return h, nil
}

// versionOf looks whether a line can be a header, and of which version: only then does it
// matter whether it is whole.
func versionOf(text []byte) (version int, ok bool) {
	var h struct {
		Emergent string `json:"emergent"`
		Version  int    `json:"version"`
	}
	if json.Unmarshal(text, &h) == nil {
		return h.Version, h.Emergent == sweepName
	}
	return sweepVersion, bytes.HasPrefix(text, []byte(`{"emergent":"`+sweepName+`"`))
}

// chunk reads the next chunk, strictly; io.EOF at the end.
func (r *sweepReader) chunk() (c experiment.Chunk, text []byte, err error) {
	text, err = r.next()
	if err != nil {
		return c, nil, err
	}
	body, _, ok := unseal(text, r.seed)
	if !ok {
		return c, text, damaged{r.bad(
			"is damaged: its checksum is not that of its text (emergent sweep SPEC -o FILE --repair " +
				"computes it again)")}
	}
	if err := strictjson.Decode(body, &c); err != nil {
		return c, text, damaged{r.bad("is not a chunk: %v", err)}
	}
	return c, text, nil
}

// output is where a sweep goes: a file that may hold a part of it already, or a stream.
type output struct {
	to   io.Writer
	file *os.File       // or nil
	seed uint32         // checksum of the header, in that of each chunk
	kept map[int][]byte // whole lines that stood behind the first damage, to be written in their turn
}

// open opens a file for a sweep with header h. What it holds of the same sweep goes to c; a
// torn last line is cut off. A file of another sweep is refused and left alone, and so is a
// damaged one unless it is to be repaired: then its whole lines are kept.
func (p program) open(name string, h header, c *experiment.Collector, repair bool) (*output, error) {
	first, seed, err := sealed(h, 0)
	if err != nil {
		return nil, err
	}
	if name == "-" || name == "" {
		_, err := p.stdout.Write(first)
		return &output{to: p.stdout, seed: seed}, err
	}
	file, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, badf("%s: %s", display(name), reason(err))
	}
	out := &output{to: file, file: file, seed: seed, kept: map[int][]byte{}}
	if info, err := file.Stat(); err == nil && !info.Mode().IsRegular() { // a pipe or a device holds nothing yet
		if _, err := file.Write(first); err != nil {
			return nil, lost(name, err)
		}
		return out, nil
	}
	if err := lock(file); err != nil {
		file.Close()
		return nil, badf("%s: another sweep is writing it", display(name))
	}
	r := resumer{sweepReader: newSweepReader(display(name), file), out: out, first: first, want: h, done: c,
		repair: repair}
	if err := r.resume(); err != nil {
		file.Close()
		return nil, err
	}
	return out, nil
}

// another says how a file's header differs from the one wanted.
func another(name string, text []byte, want header) error {
	got, err := newSweepReader(name, bytes.NewReader(text)).header()
	if _, ok := versionOf(text); !ok {
		return badf("%s: holds something that is not a sweep; it is left alone", name)
	}
	if err != nil {
		return err
	}
	if got.Shard != want.Shard {
		return badf("%s: is of %s, this is %s; it is left alone", name, got.Shard, want.Shard)
	}
	return badf("%s: is of another sweep (%s); it is left alone", name, difference(got, want))
}

// lost says that a file took no more, and what to do.
func lost(name string, err error) error {
	return fmt.Errorf("%s: %s (what is written stays; the same command completes it)", display(name), reason(err))
}

// write appends a chunk by one write, behind the kept lines that come before it.
func (o *output) write(c experiment.Chunk) error {
	if err := o.keep(c.Chunk); err != nil {
		return err
	}
	text, _, err := sealed(c, o.seed)
	if err == nil {
		_, err = o.to.Write(text)
	}
	return err
}

// keep writes the kept lines of chunks below a number.
func (o *output) keep(below int) error {
	for _, chunk := range slices.Sorted(maps.Keys(o.kept)) {
		if chunk >= below {
			break
		}
		if _, err := o.to.Write(o.kept[chunk]); err != nil {
			return err
		}
		delete(o.kept, chunk)
	}
	return nil
}

// close makes sure that the file is on the disk.
func (o *output) close() error {
	if o.file == nil {
		return nil
	}
	err := o.keep(math.MaxInt)
	if sync := o.file.Sync(); err == nil && !errors.Is(sync, syscall.EINVAL) { // devices have no disk
		err = sync
	}
	return errors.Join(err, o.file.Close())
}
