package persuasion

import "sort"

// finder finds beliefs already seen, up to SameBelief in every coordinate: it keeps them
// sorted by a fixed projection, so that a search looks at a short stretch only.
type finder struct {
	keys  []float64
	index []int32
}

// projection has entries that no small combination of rounded coordinates cancels.
var projection = Point{0.4142135623, 0.7320508075, 0.2360679774, 0.6457513110, 0.3166247903, 0.6055512754, 0.1231056256, 0.3588989435}

func (f *finder) reset() { f.keys, f.index = f.keys[:0], f.index[:0] }

// find returns the number of the belief at v; if there is none it books v under the
// next number, len(beliefs), and reports false.
func (f *finder) find(beliefs []Belief, v *Point, n int) (int32, bool) {
	key := projection.Dot(v, n)
	const reach = MaxSignals * SameBelief
	from := sort.SearchFloat64s(f.keys, key-reach)
	at := from
	for ; at < len(f.keys) && f.keys[at] <= key+reach; at++ {
		if near(&beliefs[f.index[at]].At, v, n) {
			return f.index[at], true
		}
	}
	at = from
	for at < len(f.keys) && f.keys[at] < key {
		at++
	}
	f.keys = append(f.keys, 0)
	f.index = append(f.index, 0)
	copy(f.keys[at+1:], f.keys[at:])
	copy(f.index[at+1:], f.index[at:])
	f.keys[at], f.index[at] = key, int32(len(beliefs))
	return f.index[at], false
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
