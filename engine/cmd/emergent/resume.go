package main

import (
	"bytes"
	"errors"
	"io"

	"github.com/emergent-alignment/emergent/engine/experiment"
)

// resumer reads what a file holds of a sweep, so that the rest can be appended. The lines up to
// the first one that is damaged, missing or out of its turn stay where they are. From there on
// nothing is appended unless the file is to be repaired: then the whole lines are remembered,
// the file is cut, and everything is written in its turn, so that the bytes are those of an
// unbroken sweep.
type resumer struct {
	*sweepReader
	out    *output
	first  []byte // the header's line
	want   header
	done   *experiment.Collector
	repair bool

	turn  int   // the chunk whose line comes next
	end   int64 // behind the lines that stay
	wrong error // about the first line that does not stay
	lines []int // all that are damaged
}

// resume reads the file and stands behind what stays.
func (r *resumer) resume() error {
	if err := r.head(); err != nil {
		return err
	}
	r.seed = r.out.seed
	r.end, r.turn = r.offset, r.after(-1)
	if r.wrong != nil {
		r.end = 0
	}
	for {
		chunk, text, err := r.chunk()
		if err == io.EOF {
			break
		}
		if err == nil {
			err = r.take(chunk, text)
		}
		if err != nil && !r.note(err) {
			return err
		}
	}
	if r.wrong != nil && !r.repair {
		return r.refusal()
	}
	return r.cut()
}

// head reads the header. A damaged one is noted; a file that is not of this sweep is refused.
func (r *resumer) head() error {
	text, err := r.next()
	switch {
	case err == io.EOF:
		return r.torn()
	case err != nil || bytes.Equal(text, r.first):
		return err
	}
	err = another(r.name, text, r.want)
	if !r.note(err) {
		return err
	}
	return nil
}

// torn makes sure that a file without a whole line is empty or a piece of the header.
func (r *resumer) torn() error {
	piece := make([]byte, len(r.first))
	n, err := r.out.file.ReadAt(piece, 0)
	if err != io.EOF || !bytes.HasPrefix(r.first, piece[:n]) {
		return badf("%s: holds something that is not a sweep; it is left alone", r.name)
	}
	return nil
}

// note remembers damage; false: the error is of another kind.
func (r *resumer) note(err error) bool {
	var d damaged
	if !errors.As(err, &d) {
		return false
	}
	if r.wrong == nil {
		r.wrong = d.error
	}
	r.lines = append(r.lines, r.line)
	return true
}

// take takes in a whole line.
func (r *resumer) take(chunk experiment.Chunk, text []byte) error {
	n := chunk.Chunk
	if !r.want.Shard.has(n) {
		return r.bad("chunk %d is not one of %s", n, r.want.Shard)
	}
	if err := r.done.Add(chunk); err != nil {
		return damaged{r.bad("%s", plainly(err))}
	}
	switch {
	case r.wrong != nil:
		r.out.kept[n] = text
	case n != r.turn:
		r.wrong = r.bad("is chunk %d where chunk %d must be (--repair puts that there)", n, r.turn)
		r.out.kept[n] = text
	default:
		r.end, r.turn = r.offset, r.after(n)
	}
	return nil
}

// after is the chunk of the shard behind another.
func (r *resumer) after(n int) int {
	for n++; n < r.want.Chunks && !r.want.Shard.has(n); n++ {
	}
	return n
}

// refusal names the damage by line.
func (r *resumer) refusal() error {
	if len(r.lines) < 2 {
		return r.wrong
	}
	return badf("%s: lines %s are damaged: their checksums are not those of their text (--repair computes them again)",
		r.name, runs(r.lines))
}

// cut cuts off what does not stay, and writes the header where there is none.
func (r *resumer) cut() error {
	file := r.out.file
	if err := file.Truncate(r.end); err != nil {
		return badf("%s: %s", r.name, reason(err))
	}
	if _, err := file.Seek(r.end, io.SeekStart); err != nil {
		return badf("%s: %s", r.name, reason(err))
	}
	if r.end > 0 {
		return nil
	}
	if _, err := file.Write(r.first); err != nil {
		return lost(r.name, err)
	}
	return nil
}
