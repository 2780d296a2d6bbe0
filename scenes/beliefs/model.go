package beliefs

import (
	"slices"

	"github.com/emergent-alignment/emergent/engine"
)

// Model is what the models of pictures of beliefs have alike: everything that is shown, before it is put on
// the screen. What can move lies in one list of numbers, for a tween; it begins with the prior.
type Model struct {
	Kind    Kind
	Space   Space
	Agents  int
	Agent   int // whose view it is, or Everyone
	Numbers []float64
	Regions []Region
	Worst   []Posterior // of the worst equilibrium and of the best, where they are shown
	Best    []Posterior
}

// ModelOf begins the model of a scenario, as far as the space says it.
func ModelOf(s *engine.Scenario, space Space) Model {
	return Model{Kind: space.Kind(), Space: space, Agents: len(s.Agents), Numbers: slices.Clone(space.Prior)}
}

// Shows reports whether agent i is among those whose view is shown.
func (m *Model) Shows(i int) bool { return m.Agent == Everyone || m.Agent == i }

// Alike reports whether two models have the same parts, so that the picture of one can move into that of the other.
func (m *Model) Alike(o *Model) bool {
	return m.Kind == o.Kind && slices.Equal(m.Space.Signals, o.Space.Signals) && m.Agents == o.Agents &&
		m.Agent == o.Agent && len(m.Numbers) == len(o.Numbers) && slices.Equal(m.Worst, o.Worst) &&
		slices.Equal(m.Best, o.Best)
}

// Add adds the corners of a belief over all signals to the numbers.
func (m *Model) Add(belief []float64) {
	for _, x := range m.Space.Signals {
		m.Numbers = append(m.Numbers, belief[x])
	}
}

// Posteriors adds the n posteriors of an equilibrium, none where there is no picture.
func (m *Model) Posteriors(n int, at func(i int) (belief []float64, probability float64)) []Posterior {
	if m.Kind == None {
		return nil
	}
	pins := make([]Posterior, n)
	for i := range pins {
		pins[i].First = len(m.Numbers)
		belief, probability := at(i)
		m.Add(belief)
		m.Numbers = append(m.Numbers, probability)
	}
	return pins
}

// Fits reports whether the regions of a map are of the space: an older answer may be of another one.
func (m *Model) Fits(g *engine.MapResult) bool {
	for i := range g.Regions {
		r := &g.Regions[i]
		if len(r.Vertices) == 0 || len(r.Vertices[0]) != m.Space.All || len(r.Strategy) == 0 || len(r.Faces) == 0 {
			return false
		}
	}
	return true
}

// AddRegions adds the regions of a map that fits, with what is called what is done there, and with what more adds to
// the numbers after the belief of each vertex.
func (m *Model) AddRegions(g *engine.MapResult, name func(strategy []int) string,
	more func(r *engine.MapRegion, v int)) {
	m.Regions = make([]Region, 0, len(g.Regions))
	for i := range g.Regions {
		r := &g.Regions[i]
		one := Region{First: len(m.Numbers), Count: len(r.Vertices), Outline: r.Faces[len(r.Faces)-1].Vertices,
			Name: name(r.Strategy), Tint: TintOf(r.Strategy)}
		for v, belief := range r.Vertices {
			m.Add(belief)
			more(r, v)
		}
		one.Stride = (len(m.Numbers) - one.First) / one.Count
		m.Regions = append(m.Regions, one)
	}
}

// Region is where one plan of action is best.
type Region struct {
	First, Count, Stride int // where its vertices lie in the numbers; each begins with its belief
	Outline              []int
	Name                 string
	Tint                 [2]int // actions whose tints are mixed
}

// Alike reports whether one region can move into another and keep its name.
func (r Region) Alike(o Region) bool {
	return r.Congruent(o) && r.Name == o.Name && slices.Equal(r.Outline, o.Outline)
}

// Congruent reports whether two regions have as many vertices at the same place.
func (r Region) Congruent(o Region) bool { return r.First == o.First && r.Count == o.Count }
