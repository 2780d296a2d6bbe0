package equilibrium

import (
	"cmp"
	"slices"

	"github.com/emergent-alignment/emergent/engine/numeric"
	"github.com/emergent-alignment/emergent/engine/persuasion"
)

// Map is what a picture of the beliefs needs, for 2 or 3 agent signals of positive
// probability. Beliefs are over all agent signals of the game, zero for impossible ones,
// and stated at delta = 0: a region flat in the limit shows as a segment or a point.
type Map struct {
	Signals []int       // agent signals of positive probability
	Regions []MapRegion // decision regions, by strategy
	// Hulls has, for 2 signals, the vertices of each agent's envelope from left to right:
	// X is the belief in the second of Signals.
	Hulls [][]MapPoint
}

// MapPoint is a point of a payoff curve.
type MapPoint struct{ X, Y float64 }

// MapRegion is one decision region.
type MapRegion struct {
	Strategy []int       // action for each user signal, 0 for impossible ones
	Vertices [][]float64 // in order: the interval's ends from left to right, or round the polygon
	// Payoffs[party][vertex], the user first: payoffs are linear in between. Envelopes has,
	// for each agent, its envelope at the vertex: what it would gain by splitting is the difference.
	Payoffs, Envelopes [][]float64
	Faces              []MapFace
}

// MapFace is a vertex, an edge or the whole of a region, by its vertices in order.
type MapFace struct {
	Vertices []int
	Agents   []bool // unimprovable for the agent
	All      bool   // unimprovable for all agents
}

// Map returns the picture of the loaded game, or nil when the beliefs do not form a
// segment or a triangle. It lasts until the next call that draws another (Pictures).
//
// On a region envelope - payoff is concave and not negative; so it vanishes on a whole
// face once it does at one point inside: a face is unimprovable iff its barycentre is.
func (s *Solver) Map() *Map {
	p := &s.Space
	if p.N != 2 && p.N != 3 {
		return nil
	}
	m := &s.picture
	if s.found.pictured {
		return m
	}
	s.found.pictured = true
	s.pictures++
	m.Signals = append(m.Signals[:0], p.Signal...)
	m.Regions = grown(m.Regions, len(p.Regions))
	for r := range m.Regions {
		s.order(r)
		s.fillRegion(&m.Regions[r], r)
		s.fillFaces(&m.Regions[r])
	}
	m.Hulls = m.Hulls[:0]
	if p.N == 2 {
		m.Hulls = grown(m.Hulls, p.Agents)
		for i := range m.Hulls {
			m.Hulls[i] = s.hull(m.Hulls[i][:0], i)
		}
	}
	return m
}

// Pictures is how many times Map has drawn: as long as it stays, Map returns what it did.
func (s *Solver) Pictures() int { return s.pictures }

// order lists a region's pairs from left to right, or along the edges of the polygon.
func (s *Solver) order(r int) {
	p := &s.Space
	region := &p.Regions[r]
	s.round = s.round[:0]
	for j := region.First; j < region.Last; j++ {
		s.round = append(s.round, j)
	}
	for at := range s.round {
		for next := at + 1; next < len(s.round); next++ {
			if s.follows(at, next) {
				s.round[at+1], s.round[next] = s.round[next], s.round[at+1]
				break
			}
		}
	}
	if p.N == 2 && len(s.round) == 2 && s.beliefOf(s.round[0]).At[1] > s.beliefOf(s.round[1]).At[1] {
		s.round[0], s.round[1] = s.round[1], s.round[0]
	}
}

// follows reports whether the pairs at two places of the round span an edge.
func (s *Solver) follows(at, next int) bool {
	return s.Space.Pairs[s.round[at]].Active&s.Space.Pairs[s.round[next]].Active != 0
}

func (s *Solver) beliefOf(pair int) *persuasion.Belief {
	return &s.Space.Beliefs[s.Space.Pairs[pair].Belief]
}

// fillRegion writes the strategy, vertices and payoffs of a region in the order of round.
func (s *Solver) fillRegion(dst *MapRegion, r int) {
	p := &s.Space
	dst.Strategy = s.strategyOf(dst.Strategy, r)
	dst.Vertices = grown(dst.Vertices, len(s.round))
	dst.Payoffs = grown(dst.Payoffs, 1+p.Agents)
	dst.Envelopes = grown(dst.Envelopes, p.Agents)
	for party := range dst.Payoffs {
		dst.Payoffs[party] = numeric.Sized(dst.Payoffs[party], len(s.round))
	}
	for i := range dst.Envelopes {
		dst.Envelopes[i] = numeric.Sized(dst.Envelopes[i], len(s.round))
	}
	for v, j := range s.round {
		b := s.beliefOf(j)
		dst.Vertices[v] = numeric.Sized(dst.Vertices[v], p.AllSignals)
		p.Expand(dst.Vertices[v], &b.At)
		for party := range dst.Payoffs {
			dst.Payoffs[party][v] = p.Value(party, r, &b.At)
		}
		for i := range dst.Envelopes {
			lift := max(0, s.envelopes[i].At(&b.At)-p.Payoffs(1 + i)[j])
			dst.Envelopes[i][v] = dst.Payoffs[1+i][v] + lift
		}
	}
}

// fillFaces lists vertices, edges and the whole region, and tests each for each agent: an
// edge only when its ends passed, the polygon only when its edges did.
func (s *Solver) fillFaces(dst *MapRegion) {
	n := len(s.round)
	edges := 0
	if s.Space.N == 3 {
		edges = n
	}
	region := int(s.Space.Pairs[s.round[0]].Region)
	dst.Faces = grown(dst.Faces, n+edges+1)
	for f := range dst.Faces {
		face := &dst.Faces[f]
		face.Vertices = face.Vertices[:0]
		switch {
		case f < n:
			face.Vertices = append(face.Vertices, f)
		case f < n+edges:
			face.Vertices = append(face.Vertices, f-n, (f-n+1)%n)
		default:
			for v := range n {
				face.Vertices = append(face.Vertices, v)
			}
		}
		face.Agents = numeric.Sized(face.Agents, s.Space.Agents)
		face.All = true
		for i := range face.Agents {
			face.Agents[i] = s.mayStay(dst, f, i) && s.stays(face, region, i)
			face.All = face.All && face.Agents[i]
		}
	}
}

// mayStay reports whether agent i leaves all vertices of face f as they are.
func (s *Solver) mayStay(r *MapRegion, f, i int) bool {
	face := &r.Faces[f]
	if len(face.Vertices) == 1 {
		return true
	}
	for _, v := range face.Vertices {
		if !r.Faces[v].Agents[i] {
			return false
		}
	}
	return true
}

// stays reports whether agent i leaves the beliefs of a face as they are, if it does so at its
// vertices.
func (s *Solver) stays(face *MapFace, region, i int) bool {
	e := &s.envelopes[i]
	switch n := len(face.Vertices); {
	case n == 1:
		j := s.round[face.Vertices[0]]
		return e.Leads(j) && !e.Improvable(int(s.Space.Pairs[j].Belief))
	case n == 2 && s.Space.N == 3:
		return e.TouchesEdge(s.round[face.Vertices[0]], s.round[face.Vertices[1]])
	}
	return e.Touches(region)
}

// hull appends the vertices of agent i's envelope over 2 signals: the upper hull of its
// payoffs at the beliefs, from left to right (Andrew 1979).
func (s *Solver) hull(dst []MapPoint, i int) []MapPoint {
	p := &s.Space
	s.points = s.points[:0]
	for j := range p.Pairs {
		at := &s.beliefOf(j).At
		s.points = append(s.points, MapPoint{at[1], p.Value(1+i, int(p.Pairs[j].Region), at)})
	}
	slices.SortFunc(s.points, func(a, b MapPoint) int {
		return cmp.Or(cmp.Compare(a.X, b.X), cmp.Compare(b.Y, a.Y))
	})
	for _, q := range s.points {
		if n := len(dst); n > 0 && q.X-dst[n-1].X < samePlace {
			continue // below the one before it
		}
		for n := len(dst); n > 1 && !turnsRight(dst[n-2], dst[n-1], q); n-- {
			dst = dst[:n-1]
		}
		dst = append(dst, q)
	}
	return dst
}

// How close points of a drawn curve are one, and how little a bend is none: far below what is
// drawn, above rounding. They decide nothing else.
const samePlace, straight = 1e-10, 2e-9

// turnsRight reports whether b lies above the line from a to c.
func turnsRight(a, b, c MapPoint) bool {
	return (b.Y-a.Y)*(c.X-a.X) > (c.Y-a.Y)*(b.X-a.X)+straight*(c.X-a.X)
}
