package align

import (
	"cmp"
	"math"
	"slices"

	"github.com/emergent-alignment/emergent/engine/numeric"
)

// This file keeps the program small where there are many more entries than agents, as in a
// table of ten thousand items. An optimum is held by hardly more entries than there are
// agents; so the program knows some entries only, and those that its combination misses by
// more than its epsilon are added until there is none. Then the combination is within
// epsilon everywhere, and the direction, which is 0 at all other entries, proves that
// nothing is closer: the certificate is that of the whole table. (Column generation for
// the dual, which has two columns an entry.)

const (
	// allEntries is how many entries an agent, and allEntriesMore how many beside, are in
	// the program from the start if there are no more.
	allEntries, allEntriesMore = 4, 200
	// batch is how many entries an agent, and batchMore how many beside, join at a time.
	batch, batchMore = 1, 40
	// missTol is how far beyond epsilon an entry may be missed, as a share of the largest
	// of the user's.
	missTol = 1e-12
)

// working is the list of entries in the program, ascending.
type working struct {
	list   []int
	in     []bool // by entry
	ranked []int
	miss   []float64 // by entry
	batch  int
}

// begin makes the first list: every entry when there are few, else those that the average
// of the agents listed misses most.
func (p *program) begin(listed []int) {
	w := &p.working
	w.list = w.list[:0]
	if p.entries <= allEntries*len(listed)+allEntriesMore || p.groups > 1 {
		for e := range p.entries {
			w.list = append(w.list, e)
		}
		return
	}
	w.in, w.miss = numeric.Sized(w.in, p.entries), numeric.Sized(w.miss, p.entries)
	w.batch = batch*len(listed) + batchMore
	clear(w.in)
	copy(p.r, p.user)
	for _, i := range listed {
		add(p.r, -1/float64(len(listed)), p.row(i))
	}
	chebyshev(p.r, p.scratch)
	for range 2 {
		p.join(math.Inf(-1))
	}
}

// extend adds the entries that the residual p.r misses most and reports whether there were
// any beyond the program's own epsilon.
func (p *program) extend() bool {
	w := &p.working
	if len(w.list) == p.entries {
		return false
	}
	low, high := math.Inf(1), math.Inf(-1)
	for _, e := range w.list {
		low, high = min(low, p.r[e]), max(high, p.r[e])
	}
	epsilon := max(high, -low)
	if p.groups > 0 {
		p.scratch[0] = low + (high-low)/2
		epsilon = max(high-p.scratch[0], p.scratch[0]-low)
	}
	return p.join(epsilon + missTol*largest(p.user))
}

// join adds up to a batch of the entries that are missed by more than epsilon, those first
// that are missed most, and reports whether there were any.
func (p *program) join(epsilon float64) bool {
	w, offset := &p.working, 0.0
	if p.groups > 0 {
		offset = p.scratch[0]
	}
	w.ranked = w.ranked[:0]
	for e, r := range p.r {
		if w.miss[e] = math.Abs(r - offset); w.miss[e] > epsilon && !w.in[e] {
			w.ranked = append(w.ranked, e)
		}
	}
	slices.SortFunc(w.ranked, func(a, b int) int {
		return cmp.Or(cmp.Compare(w.miss[b], w.miss[a]), cmp.Compare(a, b))
	})
	added := w.ranked[:min(len(w.ranked), w.batch)]
	for _, e := range added {
		w.in[e] = true
	}
	w.list = append(w.list, added...)
	slices.Sort(w.list)
	return len(added) > 0
}
