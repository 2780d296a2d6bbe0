package hull

import (
	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// kind is what the picture is.
type kind int8

const (
	onePoint   kind = iota // a single criterion: everyone stands at one place
	segment                // two criteria
	triangle               // three
	solid                  // four: a tetrahedron
	projection             // five or more: a regular polygon
	plane                  // no criteria: the principal plane of the utilities
)

// party is the user or an agent as it is drawn.
type party struct {
	name   string
	weight []float64 // over the criteria, nil in a plane
	at     view.Point
	hollow bool // its utility is its own: at is where the nearest mix of the criteria is
}

// model is everything the picture shows, before it is put on the screen.
type model struct {
	kind    kind
	simplex view.Simplex // not in a plane
	corners []string
	box     view.Box
	parties []party // the user, then the agents
	weights []float64
	known   bool // the engine has answered
	inside  bool
	epsilon float64
	nearest view.Point // of the drawn hull, in the full space
	apart   float64    // distance to it there
	share   float64    // of the differences, that a plane shows
}

// solver is the memory that building a model needs.
type solver struct {
	nearest   view.Nearest
	principal view.Principal
}

// together is the distance in weights (or utility) below which the user counts as standing
// in the drawn hull: below what can be seen, above rounding.
const together = 1e-7

// agents is the number of agents.
func (m *model) agents() int { return len(m.parties) - 1 }

// kindOf says which picture a scenario has.
func kindOf(s *engine.Scenario) kind {
	switch n := len(s.Criteria); n {
	case 0:
		return plane
	case 1, 2, 3, 4:
		return kind(n - 1)
	default:
		return projection
	}
}

// build makes the model of a frame.
func (v *solver) build(f *stage.Frame) model {
	s := &f.Scenario
	m := model{kind: kindOf(s), share: 1}
	utilities := stage.Utilities(*s)
	if m.kind == plane {
		v.inPlane(&m, s, utilities)
	} else {
		v.inSimplex(&m, s, utilities)
	}
	if a := f.Result.Alignment; a != nil && len(a.Weights) == m.agents() {
		m.known, m.inside, m.epsilon = true, a.Inside, a.Epsilon
		m.weights = a.Weights
	} else {
		m.weights = make([]float64, m.agents())
	}
	return m
}

// inSimplex places parties by their weights, or by the nearest mix of the criteria to a
// utility of their own.
func (v *solver) inSimplex(m *model, s *engine.Scenario, utilities [][]float64) {
	m.simplex = view.NewSimplex(len(s.Criteria))
	m.box = m.simplex.Box()
	var criteria [][]float64
	for _, c := range s.Criteria {
		m.corners = append(m.corners, c.Name)
		criteria = append(criteria, stage.Flat(c.Utility, s.AlignmentOrDefault().Offset))
	}
	for i, p := range stage.Parties(s) {
		w := p.Weights
		if w == nil {
			w = append(w, v.fit(criteria, utilities[i])...)
		}
		m.parties = append(m.parties, party{name: p.Name, weight: w, at: m.simplex.Place(w), hollow: p.Weights == nil})
	}
	spread := make([][]float64, len(m.parties))
	for i, p := range m.parties {
		spread[i] = p.weight
	}
	v.measure(m, spread)
}

// inPlane places parties in the plane of the two largest principal directions of their
// utilities.
func (v *solver) inPlane(m *model, s *engine.Scenario, utilities [][]float64) {
	at, share := v.principal.Of(utilities)
	m.share = share
	for i, p := range stage.Parties(s) {
		m.parties = append(m.parties, party{name: p.Name, at: at[i]})
	}
	m.box = view.BoxOf(at)
	v.measure(m, utilities)
}

// measure finds the point of the agents' hull that is nearest to the user in the space of
// vectors. Places are affine in the vectors, so the weights place it in the picture too.
func (v *solver) measure(m *model, vectors [][]float64) {
	w := v.fit(vectors[1:], vectors[0])
	gap := make([]float64, len(vectors[0]))
	copy(gap, vectors[0])
	m.nearest = view.Point{}
	for i, x := range w {
		m.nearest = m.nearest.Add(m.parties[i+1].at.Scale(x))
		for k, y := range vectors[i+1] {
			gap[k] -= x * y
		}
	}
	m.apart = norm(gap)
}

// fit returns the weights of the mix of points nearest to target, valid until the next fit.
func (v *solver) fit(points [][]float64, target []float64) []float64 {
	return v.nearest.Solve(len(points), func(i, j int) float64 {
		sum := 0.
		for k, t := range target {
			sum += (points[i][k] - t) * (points[j][k] - t)
		}
		return sum
	})
}

// alike says whether two pictures have the same parts, so that one can move into the other.
func (m *model) alike(o *model) bool {
	return m.kind == o.kind && len(m.corners) == len(o.corners) && len(m.parties) == len(o.parties)
}
