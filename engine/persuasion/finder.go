package persuasion

import "math"

// finder finds beliefs already seen, up to SameBelief in every coordinate. It is a hash
// table, chained, of their projections on a fixed direction, cut into cells; a belief
// next to the end of its cell is looked for beyond it too.
type finder struct {
	head []int32 // slot -> 1 + number of its last belief, 0 for none
	next []int32 // belief -> 1 + number of the one before it in its slot
}

const (
	cellWidth = 1e-6 // of a cell of projections: wide enough that few beliefs are near an end
	slots     = 1 << 8
)

// projection has entries that no small combination of rounded coordinates cancels.
var projection = Point{0.4142135623, 0.7320508075, 0.2360679774, 0.6457513110, 0.3166247903, 0.6055512754, 0.1231056256, 0.3588989435}

func (f *finder) reset() {
	if f.head == nil {
		f.head = make([]int32, slots)
	}
	clear(f.head)
	f.next = f.next[:0]
}

// find returns the number of the belief at v; if there is none it books v under the
// next number, len(beliefs), and reports false.
func (f *finder) find(beliefs []Belief, v *Point, n int) (int32, bool) {
	key := projection.Dot(v, n)
	const reach = MaxSignals * SameBelief
	first, last := f.slot(key-reach), f.slot(key+reach)
	if i := f.look(first, beliefs, v, n); i >= 0 {
		return i, true
	}
	if last != first {
		if i := f.look(last, beliefs, v, n); i >= 0 {
			return i, true
		}
	}
	if len(beliefs) >= len(f.head) {
		f.grow(beliefs, n)
	}
	f.link(f.slot(key))
	return int32(len(beliefs)), false
}

// slot is the place in head of the cell that a projection falls into.
func (f *finder) slot(key float64) uint64 {
	const golden = 0x9E3779B97F4A7C15 // 2^64 over the golden ratio: spreads neighbours
	cell := uint64(int64(math.Floor(key / cellWidth)))
	return cell * golden >> 32 & uint64(len(f.head)-1)
}

func (f *finder) look(slot uint64, beliefs []Belief, v *Point, n int) int32 {
	for i := f.head[slot] - 1; i >= 0; i = f.next[i] - 1 {
		if near(&beliefs[i].At, v, n) {
			return i
		}
	}
	return -1
}

// link books the next belief in a slot.
func (f *finder) link(slot uint64) {
	f.next = append(f.next, f.head[slot])
	f.head[slot] = int32(len(f.next))
}

// grow makes the table four times as large and books the beliefs again.
func (f *finder) grow(beliefs []Belief, n int) {
	f.head = make([]int32, 4*len(f.head))
	f.next = f.next[:0]
	for i := range beliefs {
		f.link(f.slot(projection.Dot(&beliefs[i].At, n)))
	}
}

// near says whether two beliefs are the same: zeros must agree exactly, since a belief
// next to a face is not on it (rule 3 of the package comment).
func near(a, b *Point, n int) bool {
	for s := range n {
		if d := a[s] - b[s]; d > SameBelief || d < -SameBelief || (a[s] == 0) != (b[s] == 0) {
			return false
		}
	}
	return true
}
