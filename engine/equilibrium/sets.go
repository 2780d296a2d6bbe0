package equilibrium

import (
	"cmp"
	"math"
	"slices"

	"github.com/emergent-alignment/emergent/engine/persuasion"
)

// Set is the convex polygon of all equilibrium payoffs (user, one agent).
type Set struct {
	Vertices   [][2]float64  // (user, agent), counter-clockwise from the least user value
	Equilibria []Equilibrium // one a vertex, with its proof
}

const (
	// setGain is how far beyond an edge a further payoff must lie to become a vertex, in
	// units of utility: above the rounding of two sums, far below what a picture shows.
	setGain = 1e-9
	// maxSetVertices ends a search that rounding keeps from ending; a polygon found in the
	// largest games admitted has fewer than a quarter of it.
	maxSetVertices = 400
)

// Sets returns, for each agent, the polygon of equilibrium payoffs (user, agent):
// the projection of the mixtures of pairs unimprovable for all agents whose mean is the
// prior (docs/model.md, section 4, "All of them"). For one agent it is the monopoly's
// interval. It allocates: every vertex carries an equilibrium, whose beliefs and planes it
// shares with the others that lead to them.
//
// A polygon is found by its support function h(n) = max n.(user, agent), one linear
// program over the pairs for each direction n: first the four directions of the axes,
// then the normal of every edge, until none gains more than setGain.
func (s *Solver) Sets() []Set {
	if s.Space.Agents == 1 {
		return []Set{s.monopolySet()}
	}
	s.findUnimprovable()
	sets := make([]Set, s.Space.Agents)
	proven := provenParts{}
	ends := [2]corner{s.support(0, least), s.support(0, most)}
	for i := range sets {
		sets[i] = s.set(i, ends, proven)
	}
	return sets
}

// monopolySet is the interval of one agent alone, which gets the same all over it.
func (s *Solver) monopolySet() Set {
	m := &s.Monopolies()[0]
	ends := []persuasion.Scheme{m.Low, m.High}
	if m.UserHigh-m.UserLow <= setGain {
		ends = ends[:1]
	}
	set := Set{Vertices: make([][2]float64, len(ends)), Equilibria: make([]Equilibrium, len(ends))}
	for i, scheme := range ends {
		e := &set.Equilibria[i]
		s.describe(e, scheme, &m.Plane)
		set.Vertices[i] = [2]float64{e.User, e.Agents[0]}
	}
	return set
}

// corner is a payoff (user, agent) found, with the scheme that makes it.
type corner struct {
	at     [2]float64
	scheme persuasion.Scheme
}

// least and most are the directions of the user's own ends, in which every agent's polygon has the same scheme.
var least, most = [2]float64{-1, 0}, [2]float64{1, 0}

// set is the polygon of one agent, of the user's own ends with what it gets there.
func (s *Solver) set(agent int, ends [2]corner, proven provenParts) Set {
	for i := range ends {
		ends[i].at[1] = s.Space.Expect(1+agent, ends[i].scheme)
	}
	first := [4]corner{ends[0], s.support(agent, [2]float64{0, -1}), ends[1], s.support(agent, [2]float64{0, 1})}
	var found []corner
	for i := range first {
		found = append(found, first[i])
		found = s.expand(agent, found, first[i], first[(i+1)%4])
	}
	found = trimmed(found)
	set := Set{Vertices: make([][2]float64, len(found)), Equilibria: make([]Equilibrium, len(found))}
	for i, c := range found {
		set.Vertices[i] = c.at
		set.Equilibria[i] = s.proven(c.scheme, proven)
	}
	return set
}

// provenParts holds for each pair met its posterior, with the planes that prove that no agent
// would split it, and what the planes leave each agent to gain. The vertices of all polygons
// lead to the same few pairs, and planes are most of the work.
type provenParts map[int]*provenPart

type provenPart struct {
	part  Posterior // of probability 0
	gains []float64 // one an agent
}

// proven is the outcome of a scheme of surviving pairs, as describe writes it.
func (s *Solver) proven(scheme persuasion.Scheme, known provenParts) Equilibrium {
	p := &s.Space
	e := Equilibrium{User: p.Expect(persuasion.User, scheme), Agents: make([]float64, p.Agents),
		Parts: make([]Posterior, len(scheme))}
	totals := make([]float64, p.Agents)
	for j, part := range scheme {
		k := known[part.Pair]
		if k == nil {
			k = &provenPart{gains: make([]float64, p.Agents)}
			s.fillPosterior(&k.part, persuasion.Part{Pair: part.Pair}, nil)
			for i := range k.gains {
				k.gains[i] = s.gapAt(i, &k.part, part.Pair)
			}
			known[part.Pair] = k
		}
		e.Parts[j] = k.part
		e.Parts[j].Probability = part.Probability
		for i, gain := range k.gains {
			totals[i] += part.Probability * gain
		}
	}
	for i := range e.Agents {
		e.Agents[i] = p.Expect(1+i, scheme)
		e.Gap = max(e.Gap, totals[i])
	}
	return e
}

// support finds an equilibrium that is best in the direction n of payoffs (user, agent).
func (s *Solver) support(agent int, n [2]float64) corner {
	p := &s.Space
	scheme := s.schemer.ExtremeOf(nil, p, func(j int) float64 {
		pair := p.Pairs[j]
		at := &p.Beliefs[pair.Belief].At
		return n[0]*p.Value(persuasion.User, int(pair.Region), at) + n[1]*p.Value(1+agent, int(pair.Region), at)
	}, s.unimprovable)
	return corner{[2]float64{p.Expect(persuasion.User, scheme), p.Expect(1+agent, scheme)}, scheme}
}

// expand appends what lies beyond the edge from a to b, in order. The polygon lies to the
// left of a walk along its edges, so beyond is to the right.
func (s *Solver) expand(agent int, found []corner, a, b corner) []corner {
	dx, dy := b.at[0]-a.at[0], b.at[1]-a.at[1]
	length := math.Hypot(dx, dy)
	if length <= setGain || len(found) >= maxSetVertices {
		return found
	}
	n := [2]float64{dy / length, -dx / length}
	c := s.support(agent, n)
	if n[0]*(c.at[0]-a.at[0])+n[1]*(c.at[1]-a.at[1]) <= setGain {
		return found
	}
	found = s.expand(agent, found, a, c)
	return s.expand(agent, append(found, c), c, b)
}

// trimmed leaves out corners found twice and those between their neighbours, and begins
// with the least user value, the agent's least of equals.
func trimmed(found []corner) []corner {
	found = slices.CompactFunc(found, func(a, b corner) bool { return distance(a.at, b.at) <= setGain })
	for len(found) > 1 && distance(found[0].at, found[len(found)-1].at) <= setGain {
		found = found[:len(found)-1]
	}
	for i := 0; i < len(found) && len(found) > 2; {
		before, after := found[(i+len(found)-1)%len(found)].at, found[(i+1)%len(found)].at
		if outside(before, found[i].at, after) > setGain {
			i++
			continue
		}
		found = slices.Delete(found, i, i+1)
		i = max(0, i-1)
	}
	least := 0
	for i := range found {
		if compareCorners(found[i], found[least]) < 0 {
			least = i
		}
	}
	return append(slices.Clone(found[least:]), found[:least]...)
}

// compareCorners orders by the user's value, by the agent's where those agree.
func compareCorners(a, b corner) int {
	if math.Abs(a.at[0]-b.at[0]) > setGain {
		return cmp.Compare(a.at[0], b.at[0])
	}
	return cmp.Compare(a.at[1], b.at[1])
}

// outside is how far b lies to the right of the way from a to c; where a and c coincide,
// how far away.
func outside(a, b, c [2]float64) float64 {
	length := distance(a, c)
	if length <= setGain {
		return distance(a, b)
	}
	return ((b[1]-a[1])*(a[0]-c[0]) - (b[0]-a[0])*(a[1]-c[1])) / length
}

func distance(a, b [2]float64) float64 { return math.Hypot(a[0]-b[0], a[1]-b[1]) }
