package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/emergent-alignment/emergent/engine/experiment"
)

// This file reads and writes the output of a sweep: JSON Lines, a header and then a chunk a
// line, in the order of their numbers. A line is appended by one write, so what a
// killed process leaves behind is whole lines and at most one torn last line, which has no
// line end.

// header is the first line.
type header struct {
	Emergent string              `json:"emergent"` // what the file is: sweepName
	Version  int                 `json:"version"`
	Spec     experiment.Spec     `json:"spec"` // filled in
	Outline  *experiment.Outline `json:"outline,omitempty"`
	Chunks   int                 `json:"chunks"` // of the whole sweep
	Shard    shard               `json:"shard"`
}

const sweepName = "sweep"

// maxLine bounds a line: the largest chunk is well below it.
const maxLine = 64 << 20

func headerOf(j *experiment.Job, s shard) header {
	return header{sweepName, experiment.Version, j.Spec(), j.Outline(), j.Chunks(), s}
}

// jsonLine is a value as one line.
func jsonLine(value any) ([]byte, error) {
	var text bytes.Buffer
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	err := e.Encode(value)
	return text.Bytes(), err
}

// sweepReader reads lines and knows where it is.
type sweepReader struct {
	name   string // for messages
	lines  *bufio.Reader
	line   int
	offset int64 // behind the last whole line
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

// header reads the first line; io.EOF when there is none.
func (r *sweepReader) header() (header, error) {
	var h header
	text, err := r.next()
	if err != nil {
		return h, err
	}
	if err := json.Unmarshal(text, &h); err != nil || h.Emergent != sweepName {
		return h, r.bad("is not the header of a sweep")
	}
	if h.Version != experiment.Version {
		return h, r.bad("is of version %d, this program reads %d", h.Version, experiment.Version)
	}
	if h.Shard.Of < 0 || h.Shard.Of > maxShards || h.Shard.Index < 0 || h.Shard.Of > 0 && h.Shard.Index >= h.Shard.Of {
		return h, r.bad("has no such shard")
	}
	return h, nil
}

// chunk reads the next chunk, strictly; io.EOF at the end.
func (r *sweepReader) chunk() (experiment.Chunk, error) {
	var c experiment.Chunk
	text, err := r.next()
	if err != nil {
		return c, err
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&c); err != nil {
		return c, r.bad("is not a chunk: %v", err)
	}
	return c, nil
}

// output is where a sweep goes: a file that may hold a part of it already, or a stream.
type output struct {
	to   io.Writer
	file *os.File // or nil
}

// open opens a file for a sweep with header h. What it holds of the same sweep goes to c; a
// torn last line is cut off. A file of another sweep is refused and left alone.
func (p program) open(name string, h header, c *experiment.Collector) (*output, error) {
	first, err := jsonLine(h)
	if err != nil {
		return nil, err
	}
	if name == "-" || name == "" {
		_, err := p.stdout.Write(first)
		return &output{to: p.stdout}, err
	}
	file, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, badf("%s: %s", name, reason(err))
	}
	out := &output{to: file, file: file}
	if err := out.resume(name, first, h, c); err != nil {
		file.Close()
		return nil, err
	}
	return out, nil
}

// resume reads what is there and stands behind it.
func (o *output) resume(name string, first []byte, h header, c *experiment.Collector) error {
	if err := lock(o.file); err != nil {
		return badf("%s: another sweep is writing it", name)
	}
	r := newSweepReader(name, o.file)
	text, err := r.next()
	switch {
	case err == io.EOF:
		if err := o.torn(name, first); err != nil {
			return err
		}
	case err != nil:
		return err
	case !bytes.Equal(text, first):
		return another(name, text, h)
	}
	for err == nil {
		var chunk experiment.Chunk
		if chunk, err = r.chunk(); err == nil && !h.Shard.has(chunk.Chunk) {
			err = r.bad("chunk %d is not one of %s", chunk.Chunk, h.Shard)
		}
		if err == nil {
			if wrong := c.Add(chunk); wrong != nil {
				err = r.bad("chunk %d: %v", chunk.Chunk, wrong)
			}
		}
	}
	if err != io.EOF {
		return err
	}
	if err := o.file.Truncate(r.offset); err != nil {
		return badf("%s: %s", name, reason(err))
	}
	if _, err := o.file.Seek(r.offset, io.SeekStart); err != nil {
		return badf("%s: %s", name, reason(err))
	}
	if r.offset == 0 {
		_, err := o.file.Write(first)
		return err
	}
	return nil
}

// torn makes sure that a file without a whole line is empty or a piece of the header.
func (o *output) torn(name string, first []byte) error {
	piece := make([]byte, len(first))
	n, err := o.file.ReadAt(piece, 0)
	if err != io.EOF || !bytes.HasPrefix(first, piece[:n]) {
		return badf("%s: holds something that is not a sweep; it is left alone", name)
	}
	return nil
}

// another says how a file's header differs from the one wanted.
func another(name string, text []byte, want header) error {
	got, err := newSweepReader(name, bytes.NewReader(text)).header()
	if err != nil {
		return badf("%s: holds something that is not a sweep; it is left alone", name)
	}
	if got.Shard != want.Shard {
		return badf("%s: is of %s, this is %s; it is left alone", name, got.Shard, want.Shard)
	}
	return badf("%s: is of another sweep (%s); it is left alone", name, difference(got, want))
}

// write appends a chunk by one write.
func (o *output) write(c experiment.Chunk) error {
	text, err := jsonLine(c)
	if err == nil {
		_, err = o.to.Write(text)
	}
	return err
}

// close makes sure that the file is on the disk.
func (o *output) close() error {
	if o.file == nil {
		return nil
	}
	err := o.file.Sync()
	return errors.Join(err, o.file.Close())
}
