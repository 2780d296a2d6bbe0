package site

import (
	"bytes"
	"encoding/binary"
	"errors"
	"strings"
)

// pcHeader begins the tables of all functions that Go's linker writes (runtime/symtab.go): the
// magic number of Go 1.20 and later, instructions of 1 byte, addresses of 8.
var pcHeader = []byte{0xf1, 0xff, 0xff, 0xff, 0, 0, 1, 8}

// functions are those tables. Each function has tables of its program counter: how far the stack
// pointer is, what a garbage collector looks at, and its files and lines.
type functions struct {
	all   []byte // from the header on
	count int
	names []byte // of functions, each with a zero after it; elsewhere the number of its first byte
	pairs []byte // of the tables of program counters; elsewhere the number of a table's first byte
	index []byte // where each function is described, then those descriptions
}

// dropLines takes away from which lines of which files the program comes, and the names of its
// functions but those that the runtime itself looks at.
func (m *memory) dropLines() error {
	f, err := m.functions()
	if err != nil {
		return err
	}
	used := make([]bool, len(f.pairs))
	for i := range f.count {
		if err := f.forgetLines(i, used); err != nil {
			return err
		}
	}
	for i := 1; i < len(f.pairs); i++ {
		if !used[i] {
			f.pairs[i] = 0
		}
	}
	f.forgetNames()
	return nil
}

var errTables = errors.New("the tables of functions are not as this release of Go is known to write them " +
	"(web/site/lines.go); -trim=off builds without touching them")

// functions finds the tables.
func (m *memory) functions() (*functions, error) {
	at := bytes.Index(m.bytes, pcHeader)
	if at < 0 || bytes.Contains(m.bytes[at+1:], pcHeader) {
		return nil, errTables
	}
	all := m.bytes[at:]
	field := func(i int) int { return int(binary.LittleEndian.Uint64(all[len(pcHeader)+8*i:])) }
	const count, names, units, files, pairs, index = 0, 3, 4, 5, 6, 7 // which fields they are
	last := 0
	for i := names; i <= index; i++ {
		if field(i) <= last || field(i) > len(all) {
			return nil, errTables
		}
		last = field(i)
	}
	return &functions{all: all, count: field(count), names: all[field(names):field(units)],
		pairs: all[field(pairs):field(index)], index: all[field(index):]}, nil
}

// Where fields are in a function's description (runtime._func), in bytes.
const (
	funcStack  = 16 // the table of the stack pointer
	funcFile   = 20
	funcLine   = 24
	funcTables = 28 // how many further tables it has
	funcSize   = 44 // then their numbers
)

// The further tables that no page uses (internal/abi/symtab.go): where a function must not be
// interrupted, which nobody does in WebAssembly, and, for a printed stack, the calls that were
// compiled into others and the arguments.
const (
	tableUnsafe    = 0
	tableInlined   = 2
	tableArguments = 3
)

// forgetLines takes a function's tables of files, of lines and those above away, and marks the rest.
func (f *functions) forgetLines(i int, used []bool) error {
	if len(f.index) < 8*(i+1) {
		return errTables
	}
	at := int(binary.LittleEndian.Uint32(f.index[8*i+4:]))
	if at < 8*f.count || len(f.index) < at+funcSize {
		return errTables
	}
	d := f.index[at:]
	tables := int(binary.LittleEndian.Uint32(d[funcTables:]))
	if len(d) < funcSize+4*tables {
		return errTables
	}
	clear(d[funcFile : funcLine+4])
	if err := f.use(d[funcStack:], used); err != nil {
		return err
	}
	for k := range tables {
		if k == tableUnsafe || k == tableInlined || k == tableArguments {
			clear(d[funcSize+4*k:][:4])
		}
		if err := f.use(d[funcSize+4*k:], used); err != nil {
			return err
		}
	}
	return nil
}

// use marks the bytes of the table whose number stands there: pairs of numbers, to the first of
// which is 0, but for that of the first pair.
func (f *functions) use(number []byte, used []bool) error {
	start := int(binary.LittleEndian.Uint32(number))
	if start == 0 {
		return nil
	}
	for at, first := start, true; ; first = false {
		if at >= len(f.pairs) {
			return errTables
		}
		value, n := binary.Uvarint(f.pairs[at:])
		if value == 0 && !first {
			for i := start; i < at+n; i++ {
				used[i] = true
			}
			return nil
		}
		_, steps := binary.Uvarint(f.pairs[at+max(n, 0):])
		if n <= 0 || steps <= 0 {
			return errTables
		}
		at += n + steps
	}
}

// forgetNames takes the names away. The runtime tells its own goroutines and the calls that
// reflection makes by name.
func (f *functions) forgetNames() {
	for rest := f.names; len(rest) > 0; {
		name, after, _ := bytes.Cut(rest, []byte{0})
		if !strings.HasPrefix(string(name), "runtime.") && !strings.HasPrefix(string(name), "reflect.") {
			clear(name)
		}
		rest = after
	}
}
