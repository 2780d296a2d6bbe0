package engine

import (
	"slices"

	"github.com/emergent-alignment/emergent/engine/equilibrium"
)

// MapResult is the picture of the beliefs for 2 or 3 agent signals of positive probability
// (docs/model.md, section 4). Beliefs are over all agent signals, 0 for impossible ones. It
// is wanted by pictures only and part of no other answer: see MapSection.
type MapResult struct {
	Signals []int       `json:"signals"`         // agent signals of positive probability
	Regions []MapRegion `json:"regions"`         // decision regions
	Hulls   [][]MapNode `json:"hulls,omitempty"` // 2 signals: each agent's envelope from left to right
}

// MapNode is a corner of an envelope over 2 signals: X is the belief in the second of them.
type MapNode struct {
	X float64 `json:"x"`
	Y float64 `json:"y"`
}

// MapRegion is the set of beliefs at which one strategy is optimal: an interval or a
// polygon, with payoffs that are linear between its vertices.
type MapRegion struct {
	Strategy  []int       `json:"strategy"`  // action for each user signal
	Vertices  [][]float64 `json:"vertices"`  // from left to right, or round the polygon
	User      []float64   `json:"user"`      // the user's payoff at each vertex
	Payoffs   [][]float64 `json:"payoffs"`   // [agent][vertex]
	Envelopes [][]float64 `json:"envelopes"` // [agent][vertex]; payoff + what splitting would gain
	Faces     []MapFace   `json:"faces"`     // vertices, edges and the whole
}

// MapFace is a face of a region by its vertices in order, and who cannot improve on it.
type MapFace struct {
	Vertices []int  `json:"vertices"`
	Agents   []bool `json:"agents"`
	All      bool   `json:"all"`
}

type mapPart struct{ anyPart } // Result.Map

func (*mapPart) work(_ Scenario, _ Sections, z sizes) float64 { return z.pairs * 300 * z.k }
func (*mapPart) solve(v *Solver, _ *Scenario, _ Sections, r *Result) {
	r.Map = v.drawn.of(&v.equilibrium)
}

// drawn is the last picture of a solver, which is handed out again as long as it stays.
type drawn struct {
	number int
	result *MapResult
}

func (d *drawn) of(s *equilibrium.Solver) *MapResult {
	m := s.Map()
	if m != nil && (d.result == nil || d.number != s.Pictures()) {
		d.number, d.result = s.Pictures(), mapResult(m)
	}
	if m == nil {
		return nil
	}
	return d.result
}

// mapResult copies a picture, which lives in the solver's memory; none stays none.
func mapResult(m *equilibrium.Map) *MapResult {
	if m == nil {
		return nil
	}
	r := &MapResult{Signals: slices.Clone(m.Signals), Regions: make([]MapRegion, len(m.Regions))}
	for i := range m.Regions {
		g := &m.Regions[i]
		r.Regions[i] = MapRegion{
			Strategy: slices.Clone(g.Strategy),
			Vertices: cloneRows(g.Vertices),
			User:     slices.Clone(g.Payoffs[0]),
			Payoffs:  cloneRows(g.Payoffs[1:]), Envelopes: cloneRows(g.Envelopes),
			Faces: make([]MapFace, len(g.Faces)),
		}
		for f := range g.Faces {
			face := &g.Faces[f]
			r.Regions[i].Faces[f] = MapFace{slices.Clone(face.Vertices), slices.Clone(face.Agents), face.All}
		}
	}
	for _, hull := range m.Hulls {
		nodes := make([]MapNode, len(hull))
		for i, p := range hull {
			nodes[i] = MapNode(p)
		}
		r.Hulls = append(r.Hulls, nodes)
	}
	return r
}
