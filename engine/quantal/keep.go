package quantal

import (
	"slices"

	"github.com/emergent-alignment/emergent/engine/numeric"
)

// This file finds the beliefs that are unimprovable for every agent, by one upper hull per
// agent. An agent's hull must know all beliefs that could be its vertices, but only those
// that every agent before it kept need be tested.

// keep fills kept and on.
func (s *Solver) keep() {
	n, agents := s.grid.Len(), s.table.Parties-1
	s.kept = numeric.Sized(s.kept, n)
	for p := range s.kept {
		s.kept[p] = true
	}
	for len(s.on) < agents {
		s.on = append(s.on, nil)
		s.lines = append(s.lines, hull2{})
		s.planes = append(s.planes, hull3{})
	}
	for i := range agents {
		s.on[i] = numeric.Sized(s.on[i], n)
		switch s.grid.Signals {
		case 2:
			s.keepOnLine(i)
		case 3:
			s.keepInPlane(i)
		}
	}
	s.dropFaint()
}

// sharpen adds beliefs at the ends of the kept sets and fills kept and on again.
func (s *Solver) sharpen(lambda float64, wide bool) {
	switch s.grid.Signals {
	case 2:
		if from := s.grid.split(s.kept, wide); from != nil {
			s.evaluateMore(lambda, from)
			s.keep()
		}
	case 3:
		s.sharpenInPlane(lambda)
	}
}

// sharpenInPlane is sharpen on three signals.
func (s *Solver) sharpenInPlane(lambda float64) {
	first := s.grid.Len()
	s.grid.halve(s.kept)
	n := s.grid.Len()
	if n == first {
		return
	}
	s.grid.finish()
	s.evaluate(lambda, first)
	// The hulls are raised, not built again; what an agent could improve, it still can.
	s.kept, s.vertex = slices.Grow(s.kept, n-first)[:n], numeric.Sized(s.vertex, n)
	clear(s.vertex[:first])
	for p := first; p < n; p++ {
		s.kept[p], s.vertex[p] = true, true
	}
	for i := range s.table.Parties - 1 {
		s.planes[i].extend(s.grid.x, s.grid.y, s.values[1+i], s.vertex, s.on[i], s.grid.beside)
		s.on[i] = numeric.Sized(s.on[i], n)
		s.drop(i)
	}
	s.dropFaint()
}

// keepOnLine drops the beliefs on two signals that agent i can improve.
func (s *Solver) keepOnLine(i int) {
	z, h := s.values[1+i], &s.lines[i]
	s.vertex = numeric.Sized(s.vertex, len(z))
	h.build(s.grid.x, z)
	s.chained(i)
}

// chained finds the link of agent i's chain over each belief and drops those below it.
func (s *Solver) chained(i int) {
	z, h, on := s.values[1+i], &s.lines[i], s.on[i]
	for k := 1; k < len(h.chain); k++ {
		a, b := h.chain[k-1], h.chain[k]
		slope := (z[b] - z[a]) / (s.grid.x[b] - s.grid.x[a])
		for p := a; p <= b; p++ {
			on[p] = int32(k)
			if p != a && p != b && z[a]+slope*(s.grid.x[p]-s.grid.x[a])-z[p] > s.tolerance() {
				s.kept[p] = false
			}
		}
	}
}

// keepInPlane drops the beliefs on three signals that agent i can improve.
func (s *Solver) keepInPlane(i int) {
	z, h := s.values[1+i], &s.planes[i]
	s.sift(z)
	h.build(s.grid.x, s.grid.y, z, s.vertex, s.grid.corner, s.rest, s.tolerance())
	s.drop(i)
}

// drop finds the face of agent i's hull on which each belief lies and drops the beliefs that
// lie on none.
func (s *Solver) drop(i int) {
	on := s.on[i]
	for p := range on {
		on[p] = none
	}
	s.planes[i].mark(on)
	for p, f := range on {
		if f == none {
			s.kept[p] = false
		}
	}
}

// flat is the second difference of a payoff below which it counts as straight: a chain of
// as many steps as the grid has adds less than the tolerance for unimprovable beliefs.
const flat = 1e-13

// sift says which beliefs can be vertices of the hull and which need be in it at all. On
// the base grid a belief halfway between two others is no vertex when its payoff is at most
// the mean of theirs, and improvable when it is less by more than the tolerance.
func (s *Solver) sift(z []float64) {
	g := &s.grid
	s.vertex, s.rest = numeric.Sized(s.vertex, len(z)), s.rest[:0]
	p := int32(0)
	for j := range g.Resolution + 1 {
		for i := range g.Resolution + 1 - j {
			bend := s.bend(z, p, i, j)
			s.vertex[p] = bend > flat
			if bend < -s.tolerance() {
				s.kept[p] = false
			}
			if (s.vertex[p] || s.kept[p]) && p != g.corner[0] && p != g.corner[1] && p != g.corner[2] {
				s.rest = append(s.rest, p)
			}
			p++
		}
	}
	for ; int(p) < len(z); p++ {
		s.vertex[p] = true
		s.rest = append(s.rest, p)
	}
}

// bend is the least amount by which the payoff at point (i, j) of the base grid exceeds the
// mean of two opposite neighbours; 1 at a corner.
func (s *Solver) bend(z []float64, p int32, i, j int) float64 {
	n := s.grid.Resolution
	k, up, down := n-i-j, int32(n+1-j), int32(n+2-j) // places to the rows above and below
	bend := 1.0
	if i > 0 && k > 0 {
		bend = min(bend, z[p]-(z[p-1]+z[p+1])/2)
	}
	if j > 0 && k > 0 {
		bend = min(bend, z[p]-(z[p+up]+z[p-down])/2)
	}
	if i > 0 && j > 0 {
		bend = min(bend, z[p]-(z[p+up-1]+z[p-down+1])/2)
	}
	return bend
}
