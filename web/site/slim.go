package site

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
)

// This file makes a program for the browser smaller than Go's linker writes it, by an eighth when
// packed. Two things weigh that a page never uses: the tables from which a stack is printed with
// files, lines and names of functions; and the header of each of 100,000 segments, which the linker
// begins wherever a few bytes are zero.

// longestZeros is how many zeros within a segment are cheaper, packed, than the header of another.
const longestZeros = 256

// sectionData is the number of a program's data section, sectionDataCount of one that counts its
// segments, which Go does not write.
const (
	sectionData      = 11
	sectionDataCount = 12
)

// slim is the program without lines and names of functions, its data in as few segments as are
// worth it. It is an error if it is not as this release of Go writes it.
func slim(program []byte) ([]byte, error) {
	const header = 8
	if len(program) < header || string(program[:4]) != "\x00asm" {
		return nil, errors.New("not a WebAssembly program")
	}
	out := slices.Clone(program[:header])
	for rest := program[header:]; len(rest) > 0; {
		kind := rest[0]
		size, n := binary.Uvarint(rest[1:])
		if n <= 0 || uint64(len(rest)-1-n) < size {
			return nil, errors.New("a section is cut short")
		}
		body := rest[1+n:][:size]
		rest = rest[1+n+int(size):]
		switch kind {
		case sectionDataCount:
			return nil, errors.New("segments are counted, which is not expected")
		case sectionData:
			m, err := readMemory(body)
			if err == nil {
				err = m.dropLines()
			}
			if err != nil {
				return nil, err
			}
			body = m.segments()
		}
		out = append(out, kind)
		out = binary.AppendUvarint(out, uint64(len(body)))
		out = append(out, body...)
	}
	return out, nil
}

// memory is what a program's data fills the memory with, from the address base.
type memory struct {
	base  int
	bytes []byte
}

// readMemory puts the segments of a data section together.
func readMemory(section []byte) (*memory, error) {
	r := bytes.NewReader(section)
	count, err := binary.ReadUvarint(r)
	if err != nil {
		return nil, errors.New("the data section is cut short")
	}
	m := &memory{base: maxMemory}
	var segments []segment
	top := 0
	for range count {
		s, err := readSegment(r, section)
		if err != nil {
			return nil, err
		}
		segments = append(segments, s)
		m.base, top = min(m.base, s.at), max(top, s.at+len(s.data))
	}
	if m.base < 0 || top > maxMemory || m.base > top {
		return nil, fmt.Errorf("segments from %d to %d are not expected", m.base, top)
	}
	m.bytes = make([]byte, top-m.base)
	for _, s := range segments { // in their order, of which the last has its way
		copy(m.bytes[s.at-m.base:], s.data)
	}
	return m, nil
}

// segment is data and the address that it is put at.
type segment struct {
	at   int
	data []byte
}

// maxMemory is far more than any program's data.
const maxMemory = 256 << 20

// The bytes around a segment's address: i32.const and end; before them, the kind of a segment that
// is put in its place at the start.
const (
	activeSegment = 0x00
	constant      = 0x41
	end           = 0x0b
)

// readSegment reads the next segment.
func readSegment(r *bytes.Reader, section []byte) (segment, error) {
	bad := errors.New("a segment is not as expected")
	for _, want := range []byte{activeSegment, constant} {
		if b, err := r.ReadByte(); err != nil || b != want {
			return segment{}, bad
		}
	}
	at, err := readSigned(r)
	if b, _ := r.ReadByte(); err != nil || b != end {
		return segment{}, bad
	}
	size, err := binary.ReadUvarint(r)
	if err != nil || size > uint64(r.Len()) {
		return segment{}, bad
	}
	start := len(section) - r.Len()
	r.Seek(int64(size), 1)
	return segment{at, section[start:][:size]}, nil
}

// readSigned reads a number whose bytes hold seven bits each, the lowest first, and whose last has
// the sign (signed LEB128).
func readSigned(r *bytes.Reader) (x int, err error) {
	for shift := 0; ; shift += 7 {
		b, err := r.ReadByte()
		if err != nil || shift > 56 {
			return 0, errors.New("a number is cut short")
		}
		x |= int(b&0x7f) << shift
		if b&0x80 == 0 {
			if b&0x40 != 0 {
				x -= 1 << (shift + 7)
			}
			return x, nil
		}
	}
}

// appendSigned writes such a number, not below 0.
func appendSigned(dst []byte, x int) []byte {
	for x >= 0x40 {
		dst = append(dst, byte(x)|0x80)
		x >>= 7
	}
	return append(dst, byte(x))
}

// segments is a data section: what is not zero, and shorter runs of zeros within.
func (m *memory) segments() []byte {
	var list []byte
	count := 0
	for at := 0; at < len(m.bytes); {
		if m.bytes[at] == 0 {
			at++
			continue
		}
		to := m.endOfSegment(at)
		list = append(list, activeSegment, constant)
		list = append(appendSigned(list, m.base+at), end)
		list = binary.AppendUvarint(list, uint64(to-at))
		list = append(list, m.bytes[at:to]...)
		at = to
		count++
	}
	return append(binary.AppendUvarint(nil, uint64(count)), list...)
}

// endOfSegment is where as many zeros follow, or nothing, as end a segment that starts here.
func (m *memory) endOfSegment(start int) int {
	last := start
	for at := start; at < len(m.bytes) && at-last <= longestZeros; at++ {
		if m.bytes[at] != 0 {
			last = at
		}
	}
	return last + 1
}
