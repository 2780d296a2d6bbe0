package align

import (
	"cmp"
	"math"
	"math/bits"
	"slices"

	"github.com/emergent-alignment/emergent/engine/numeric"
)

const (
	// exactAgents is the number of agents up to which depth is computed exactly: deciding
	// it is coNP-hard in general.
	exactAgents = 12
	// cappedDepth is where the search stops beyond that: "at least 2".
	cappedDepth = 2
)

// Depth returns the largest r such that the condition holds (epsilon <= tolerance, decided as by Settle) after
// deleting any r agents, and -1 when it fails with none deleted. Up to exactAgents agents
// it is exact; beyond, a depth of cappedDepth means at least that, and exact is false. Past
// depthWork it is the depth that is certain by then, and exact is false too. With all agents deleted a convex
// combination does not exist, and a conic one is the offset alone; where that suffices, depth is the number
// of agents.
//
// The condition fails after deleting S only if S meets the support of every combination
// that reaches the user. So: keep the supports found so far, take a least set that meets
// them all, and test the table without it. If the condition fails, no smaller set could
// have made it fail, and depth is the size of the set less 1; if not, there is a support
// that the set misses, which is kept. (Implicit hitting sets; Moreno-Centeno & Karp 2013.)
func (s *Solver) Depth(t Table, v Variant, tolerance float64) (depth int, exact bool) {
	t.mustFit()
	k := len(t.Agents)
	limit := k
	if k > exactAgents {
		limit = cappedDepth
	}
	s.program.load(t, v)
	s.spent = 0
	clear(s.written)
	h := &s.hitting
	h.reset(k)
	s.depthProof = DepthProof{}
	budget := s.depthBudget()
	for size := 0; size <= limit; {
		if !h.search(size) {
			size++
			continue
		}
		if budget--; budget < 0 && size > 0 {
			return size - 1, false // no smaller set makes it fail
		}
		if !s.holdsWithout(t, h.chosen, tolerance) {
			s.proveFailure()
			return size - 1, true
		}
		s.shrink(tolerance)
		h.keep(s.program.w[:k])
		s.proveHold()
	}
	return limit, limit == k
}

// holdsWithout reports whether the condition holds without the agents deleted.
func (s *Solver) holdsWithout(t Table, deleted set, tolerance float64) bool {
	h := &s.hitting
	h.listed = h.listed[:0]
	for i := range s.program.agents {
		if !deleted.has(i) {
			h.listed = append(h.listed, i)
		}
	}
	if len(h.listed) == 0 && !s.program.variant.Conic {
		return false
	}
	p := &s.program
	const solving = 30 // what an entry of an agent takes in a linear program
	s.Purse.Take(solving * len(t.User) * len(h.listed))
	epsilon := p.solve(h.listed)
	slack := Rounding * t.size(p.w[:len(t.Agents)], p.scratch)
	if !t.tells(epsilon, slack) {
		return epsilon <= tolerance+Rounding*t.top() // by which it never contradicts the verdict on all agents
	}
	if epsilon <= tolerance-slack || p.margin(h.listed) > tolerance+slack {
		return epsilon <= tolerance
	}
	weights := s.reaches(t, p.variant, h.listed,
		Certificate{Weights: p.w[:len(t.Agents)], Direction: p.d, Epsilon: epsilon}, tolerance)
	copy(p.w, weights)
	return weights != nil
}

// margin is what the direction in the program separates by, of the agents listed.
func (p *program) margin(listed []int) float64 {
	top := math.Inf(-1)
	if p.variant.Conic {
		top = 0
	}
	for _, i := range listed {
		if !p.variant.Conic {
			top = max(top, numeric.Dot(p.d, p.row(i)))
		}
	}
	return numeric.Dot(p.d, p.user) - top
}

// DepthProof shows by arithmetic that a depth is what it is. Every combination (a weight for each
// agent) misses the user by its epsilon, which is within the tolerance, and no set of so many agents meets all of their
// supports: whichever so many leave, one combination remains. And where one agent more leaves,
// those of Without, Direction shows that nothing does; it is empty where nobody is left.
type DepthProof struct {
	Combinations [][]float64
	Epsilons     []float64 // one a combination: by how much it misses the user
	Without      []int
	Direction    []float64
}

// DepthProof returns the proof of the last Depth, if Prove was set.
func (s *Solver) DepthProof() DepthProof { return s.depthProof }

func (s *Solver) proveHold() {
	if s.Prove {
		p, d := &s.program, &s.depthProof
		d.Combinations = append(d.Combinations, slices.Clone(p.w[:p.agents]))
		d.Epsilons = append(d.Epsilons, p.missed())
	}
}

// missed is by how much the weights in the program miss the user.
func (p *program) missed() float64 {
	copy(p.r, p.user)
	for i, w := range p.w[:p.agents] {
		if w != 0 {
			add(p.r, -w, p.row(i))
		}
	}
	return chebyshev(p.r, p.scratch)
}

func (s *Solver) proveFailure() {
	if !s.Prove {
		return
	}
	for i := range s.program.agents {
		if s.hitting.chosen.has(i) {
			s.depthProof.Without = append(s.depthProof.Without, i)
		}
	}
	if s.program.variant.Conic || len(s.depthProof.Without) < s.program.agents {
		s.depthProof.Direction = slices.Clone(s.program.d)
	}
}

// depthWork bounds the work of Depth on a long table, in entries of programs: some seconds.
const depthWork = 1e9

// depthBudget is how many programs that makes.
func (s *Solver) depthBudget() int {
	p := &s.program
	if p.entries <= longEntries {
		return math.MaxInt
	}
	k := p.agents
	return depthWork / (k * k * min(p.entries, allEntries*k+allEntriesMore))
}

// shrink looks, in a long table, for a smaller support than that of the best combination,
// whose weights are in the program: a support rules out all sets that miss it, so the fewer
// agents it has the better, and the tolerance often leaves room. It tries 1, 2, 4, ... of
// the agents of greatest weight; programs of so few agents take little time beside the one
// that was solved.
func (s *Solver) shrink(tolerance float64) {
	p, h := &s.program, &s.hitting
	if p.entries <= longEntries {
		return
	}
	full := append([]float64(nil), p.w...)
	h.heavy = h.heavy[:0]
	for i := range p.agents {
		if full[i] > 0 {
			h.heavy = append(h.heavy, i)
		}
	}
	slices.SortFunc(h.heavy, func(a, b int) int { return cmp.Or(cmp.Compare(full[b], full[a]), a-b) })
	for n := 1; n < len(h.heavy); n *= 2 {
		if p.solve(h.heavy[:n]) <= tolerance {
			return
		}
	}
	copy(p.w, full)
}

// set is a set of small integers, 64 to a word.
type set []uint64

func (s set) has(i int) bool { return s[i/64]>>(i%64)&1 == 1 }
func (s set) put(i int)      { s[i/64] |= 1 << (i % 64) }
func (s set) remove(i int)   { s[i/64] &^= 1 << (i % 64) }

func (s set) meets(o set) bool {
	for i, w := range s {
		if w&o[i] != 0 {
			return true
		}
	}
	return false
}

// hitting finds sets of a given size that meet all supports kept.
type hitting struct {
	words          int
	supports       []uint64 // words each
	chosen, barred set      // the set, and what the search has tried in its place
	trail          []int    // barred, in order
	listed         []int    // agents not deleted
	heavy          []int    // agents of a combination, by weight
}

func (h *hitting) reset(k int) {
	h.words = k/64 + 1
	h.supports = h.supports[:0]
	h.chosen, h.barred = numeric.Sized(h.chosen, h.words), numeric.Sized(h.barred, h.words)
}

func (h *hitting) count() int { return len(h.supports) / h.words }

func (h *hitting) support(i int) set { return h.supports[i*h.words : (i+1)*h.words] }

// keep adds the support of weights w.
func (h *hitting) keep(w []float64) {
	for range h.words {
		h.supports = append(h.supports, 0)
	}
	last := h.support(h.count() - 1)
	for i, f := range w {
		if f > 0 {
			last.put(i)
		}
	}
}

// search looks for a set of at most size agents that meets all supports and leaves the
// first it finds in chosen.
func (h *hitting) search(size int) bool {
	clear(h.chosen)
	clear(h.barred)
	return h.extend(size)
}

// extend adds up to size agents to chosen. One of the first support not yet met must be
// among them: each is tried, and then barred, since what contains it has been tried.
func (h *hitting) extend(size int) bool {
	var missed set
	for i := 0; missed == nil && i < h.count(); i++ {
		if !h.support(i).meets(h.chosen) {
			missed = h.support(i)
		}
	}
	if missed == nil {
		return true
	}
	if size == 0 {
		return false
	}
	found, before := false, len(h.trail)
	for w := 0; w < h.words && !found; w++ {
		for rest := missed[w] &^ h.barred[w]; rest != 0 && !found; rest &= rest - 1 {
			i := 64*w + bits.TrailingZeros64(rest)
			h.chosen.put(i)
			if found = h.extend(size - 1); !found {
				h.chosen.remove(i)
				h.barred.put(i)
				h.trail = append(h.trail, i)
			}
		}
	}
	for _, i := range h.trail[before:] {
		h.barred.remove(i)
	}
	h.trail = h.trail[:before]
	return found
}
