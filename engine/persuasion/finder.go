package persuasion

// place names a belief by what defines it: the signals that are possible there and, after
// each user signal, the actions that are equally good (a byte each), both for all small
// delta. Two vertices are the same belief iff they have the same name, whatever rounding
// makes of their coordinates.
type place struct {
	support uint8
	ties    uint64
}

// finder finds beliefs already seen: a chained hash table of their places.
type finder struct {
	head []int32 // slot -> 1 + number of its last belief, 0 for none
	next []int32 // belief -> 1 + number of the one before it in its slot
}

const slots = 1 << 8

func (f *finder) reset() {
	if f.head == nil {
		f.head = make([]int32, slots)
	}
	clear(f.head)
	f.next = f.next[:0]
}

// find returns the number of the belief at a place; if there is none it books the place
// under the next number, len(beliefs), and reports false.
func (f *finder) find(beliefs []Belief, at place) (int32, bool) {
	for i := f.head[f.slot(at)] - 1; i >= 0; i = f.next[i] - 1 {
		if beliefs[i].place == at {
			return i, true
		}
	}
	if len(beliefs) >= len(f.head) {
		f.grow(beliefs)
	}
	f.link(f.slot(at))
	return int32(len(beliefs)), false
}

func (f *finder) slot(at place) uint64 {
	const golden = 0x9E3779B97F4A7C15 // 2^64 over the golden ratio: spreads neighbours
	mixed := (at.ties ^ uint64(at.support)*golden) * golden
	return (mixed ^ mixed>>29) * golden >> 32 & uint64(len(f.head)-1)
}

// link books the next belief in a slot.
func (f *finder) link(slot uint64) {
	f.next = append(f.next, f.head[slot])
	f.head[slot] = int32(len(f.next))
}

// grow makes the table four times as large and books the beliefs again.
func (f *finder) grow(beliefs []Belief) {
	f.head = make([]int32, 4*len(f.head))
	f.next = f.next[:0]
	for i := range beliefs {
		f.link(f.slot(beliefs[i].place))
	}
}
