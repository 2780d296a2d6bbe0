package equilibrium

import (
	"slices"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// model is everything the picture shows, before it is put on the screen: prior, regions, envelopes and pins.
type model struct {
	beliefs.Model
	curve   bool // the user's own payoff is drawn
	mapped  bool // the engine's map fits the scenario
	solved  bool // and so do its equilibria
	even    bool // worst and best equilibrium are worth the same
	perfect bool // the worst one is worth OPT
	several bool // there are several users
	crowd   bool // and the picture is that of all of them, who hear the same

	faces   [][]engine.MapFace  // of each region; its vertices have payoffs of user and agents, and their envelopes
	hulls   []run               // of each agent, nodes of 2 numbers
	held    []beliefs.Posterior // of the equilibrium that the reader holds, instead of worst and best
	holds   bool
	outcome engine.EquilibriumResult // that one
}

// run is where a list of items lies in the numbers.
type run struct{ first, count int }

// build makes the model of a frame.
func build(f *stage.Frame) model {
	s := &f.Scenario
	m := model{Model: beliefs.ModelOf(s, beliefs.Of(s))}
	m.Agent = beliefs.Agent(f)
	m.curve = f.View.Values["user"] == "true"
	m.several, m.crowd = s.Population != nil, isHeard(f)
	m.chart(f)
	m.solve(f)
	return m
}

// chart takes in the engine's map, unless it belongs to a scenario of another shape.
func (m *model) chart(f *stage.Frame) {
	g := f.Result.Map
	if m.Kind == beliefs.None || g == nil || !m.fits(g) {
		return
	}
	m.mapped = true
	m.AddRegions(g, func(strategy []int) string { return profileName(&f.Scenario, strategy) },
		func(r *engine.MapRegion, v int) {
			m.Numbers = append(m.Numbers, r.User[v])
			for a := range m.Agents {
				m.Numbers = append(m.Numbers, r.Payoffs[a][v])
			}
			for a := range m.Agents {
				m.Numbers = append(m.Numbers, r.Envelopes[a][v])
			}
		})
	m.faces = make([][]engine.MapFace, len(g.Regions))
	for i := range g.Regions {
		m.faces[i] = g.Regions[i].Faces
	}
	for _, hull := range g.Hulls {
		if m.several {
			hull = atBorders(hull, g)
		}
		m.hulls = append(m.hulls, run{len(m.Numbers), len(hull)})
		for _, node := range hull {
			m.Numbers = append(m.Numbers, node.X, node.Y)
		}
	}
}

// fits reports whether a map is one of this scenario's shape: an older answer may not be.
func (m *model) fits(g *engine.MapResult) bool {
	for _, x := range g.Signals {
		if !slices.Contains(m.Space.Signals, x) {
			return false
		}
	}
	for _, r := range g.Regions {
		if len(r.Payoffs) != m.Agents {
			return false
		}
	}
	return m.Fits(g) && len(g.Signals) > 1 && (m.Kind != beliefs.Line || len(g.Hulls) == m.Agents)
}

// solve takes in the equilibria.
func (m *model) solve(f *stage.Frame) {
	e := f.Result.Equilibria
	if e == nil || len(e.Worst.Agents) != m.Agents || len(e.Worst.Posteriors) == 0 ||
		len(e.Worst.Posteriors[0].Belief) != m.Space.All {
		return
	}
	m.solved = true
	m.even = e.Best.User-e.Worst.User <= words.SameWorth && !m.several // both policies show both, to be compared
	m.perfect = f.Result.Benchmarks != nil && f.Result.Benchmarks.Opt-e.Worst.User <= words.SameWorth
	if h, holds := holding(f); holds {
		m.holds, m.outcome, m.held = true, h.outcome, m.pins(&h.outcome)
		return
	}
	shown := f.View.Values["shown"]
	if shown != "best" {
		m.Worst = m.pins(&e.Worst)
	}
	if shown != "worst" && !m.even || shown == "best" {
		m.Best = m.pins(&e.Best)
	}
}

func (m *model) pins(e *engine.EquilibriumResult) []beliefs.Posterior {
	return m.Posteriors(len(e.Posteriors), func(i int) ([]float64, float64) {
		return e.Posteriors[i].Belief, e.Posteriors[i].Probability
	})
}

// alike reports whether two pictures have the same parts, so that one can move into the other. From one
// policy to the other, marks that change are no reason to fade.
func (m *model) alike(o *model) bool {
	same := beliefs.Region.Alike
	if m.crowd != o.crowd {
		same = beliefs.Region.Congruent
	}
	return m.Alike(&o.Model) && m.curve == o.curve && (m.perfect == o.perfect || m.crowd != o.crowd) &&
		m.even == o.even && m.holds == o.holds && len(m.held) == len(o.held) && slices.Equal(m.hulls, o.hulls) &&
		slices.EqualFunc(m.Regions, o.Regions, same) &&
		(m.crowd != o.crowd || slices.EqualFunc(m.faces, o.faces, sameFaces))
}

// sameFaces reports whether the faces of a region are the same and as unimprovable.
func sameFaces(a, b []engine.MapFace) bool {
	return slices.EqualFunc(a, b, func(a, b engine.MapFace) bool {
		return slices.Equal(a.Vertices, b.Vertices) && slices.Equal(a.Agents, b.Agents)
	})
}
