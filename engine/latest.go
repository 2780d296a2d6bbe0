package engine

import (
	"math"
	"slices"

	"github.com/emergent-alignment/emergent/engine/align"
)

// latest keeps the last value of a section beside all the numbers that it was computed from: a drag
// changes the prior, or what one party wants, and leaves most sections as they were. Equal numbers
// give the value there is, to the bit what computing it once more would give. It is handed out more
// than once: treat it as constant. The zero value remembers nothing.
type latest[T any] struct {
	from  numbers
	value *T
}

// get returns the value of some numbers, made anew if the last one is of others. A value that is not
// good is not kept.
func (m *latest[T]) get(from numbers, compute func() (value *T, good bool)) *T {
	if m.value != nil && m.from.same(from) {
		return m.value
	}
	m.value = nil
	value, good := compute()
	if good {
		m.from, m.value = append(m.from[:0], from...), value
	}
	return value
}

// numbers are what something is computed from.
type numbers []float64

// same compares bit by bit: so 0 and -0 differ, and what is no number is like itself.
func (n numbers) same(o numbers) bool {
	return slices.EqualFunc(n, o, func(x, y float64) bool { return math.Float64bits(x) == math.Float64bits(y) })
}

// add appends a list, with its length before it.
//
//go:noinline
func (n numbers) add(list ...float64) numbers { return append(append(n, float64(len(list))), list...) }

// table appends what the parties want of one user.
func (n numbers) table(t align.Table) numbers {
	n = n.add(t.User...)
	for _, u := range t.Agents {
		n = n.add(u...)
	}
	return n
}
