package hull

import (
	"slices"

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
	letter string    // of an agent
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
	parties []party         // the faced user, the agents, then the other users
	facing  int             // the number of the user whom the agents face
	others  []int           // the numbers of the other users
	region  []view.Point    // what the agents can match, where that is more than the hull of their places
	rays    [][2]view.Point // along which they are scaled there
	weights []float64
	mixture []float64 // of the agents, nearest to the user in the picture
	known   bool      // the engine has answered
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
func (m *model) agents() int { return len(m.parties) - 1 - len(m.others) }

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
	alone := facing(f)
	s := &alone.Scenario
	m := model{kind: kindOf(s), share: 1, facing: faced(f)}
	utilities := utilityVectors(*s)
	if m.kind == plane {
		v.inPlane(&m, f, utilities)
	} else {
		v.inSimplex(&m, f, s, utilities)
	}
	if a := alone.Result.Alignment; a != nil && len(a.Weights) == m.agents() {
		m.known, m.inside, m.epsilon = true, a.Inside, a.Epsilon
		m.weights = a.Weights
	} else {
		m.weights = make([]float64, m.agents())
		m.member(f)
	}
	return m
}

// inSimplex places parties by their weights, or by the nearest mix of the criteria to a
// utility of their own.
func (v *solver) inSimplex(m *model, f *stage.Frame, s *engine.Scenario, utilities [][]float64) {
	m.simplex = view.NewSimplex(len(s.Criteria))
	m.box = m.simplex.Box()
	var criteria [][]float64
	for _, c := range s.Criteria {
		m.corners = append(m.corners, c.Name)
		criteria = append(criteria, lessOffset(c.Utility, s.AlignmentOrDefault().Offset))
	}
	for i, p := range stage.Parties(s) {
		w := p.Weights
		if w == nil {
			w = append(w, v.fit(criteria, utilities[i])...)
		}
		m.parties = append(m.parties, party{name: p.Name, letter: m.letterOf(s, i), weight: w, at: m.simplex.Place(w),
			hollow: p.Weights == nil})
	}
	r := regionOf(s, criteria)
	m.shade(r)
	spread := r.corners
	if spread == nil {
		for _, p := range m.parties[1:] {
			spread = append(spread, p.weight)
		}
	}
	v.measure(m, m.parties[0].weight, spread, m.matched())
	v.join(m, f, criteria)
}

// letterOf is the letter of the faced user, who comes first, or of an agent.
func (m *model) letterOf(s *engine.Scenario, party int) string {
	if party == 0 {
		return stage.UserLetter(m.facing)
	}
	return s.Letter(party - 1)
}

// matched are the points around what is shaded: of the region, or the agents' places.
func (m *model) matched() []view.Point {
	if m.region != nil {
		return m.region
	}
	places := make([]view.Point, m.agents())
	for i := range places {
		places[i] = m.parties[1+i].at
	}
	return places
}

// inPlane places parties in the plane of the two largest principal directions of their
// utilities.
func (v *solver) inPlane(m *model, f *stage.Frame, utilities [][]float64) {
	agents, users := utilities[1:], f.Scenario.Users()
	for t := range users {
		if t != m.facing {
			utilities = append(utilities, utilityVectors(f.Scenario.Facing(t))[0])
		}
	}
	at, share := v.principal.Of(utilities)
	m.share = share
	m.parties = append(m.parties, party{name: users[m.facing].Name, letter: stage.UserLetter(m.facing), at: at[0]})
	for i, p := range f.Scenario.Agents {
		m.parties = append(m.parties, party{name: p.Name, letter: f.Scenario.Letter(i), at: at[1+i]})
	}
	m.box = view.BoxOf(at)
	v.measure(m, utilities[0], agents, m.matched())
	for t, u := range users {
		if t != m.facing {
			m.parties = append(m.parties, party{name: u.Name, letter: stage.UserLetter(t), at: at[len(m.parties)]})
			m.others = append(m.others, t)
		}
	}
}

// measure finds the point of a hull of vectors that is nearest to the user's in their space. Places
// are affine in the vectors, so the weights place it in the picture too.
func (v *solver) measure(m *model, user []float64, vectors [][]float64, places []view.Point) {
	w := v.fit(vectors, user)
	m.mixture = slices.Clone(w)
	gap := slices.Clone(user)
	m.nearest = view.Point{}
	for i, x := range w {
		m.nearest = m.nearest.Add(places[i].Scale(x))
		for k, y := range vectors[i] {
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

// alike reports whether two pictures have the same parts, so that one can move into the other.
func (m *model) alike(o *model) bool {
	return m.kind == o.kind && len(m.region) == len(o.region) && len(m.rays) == len(o.rays) &&
		len(m.corners) == len(o.corners) && len(m.parties) == len(o.parties)
}
