package equilibrium

import (
	"slices"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/stage"
)

// model is everything the picture shows, before it is put on the screen. Its numbers lie
// in one list, so that a tween can move them: prior, then vertices, envelopes and pins.
type model struct {
	kind    beliefs.Kind
	space   beliefs.Space
	agents  int
	agent   int  // whose view it is, or beliefs.Everyone
	curve   bool // the user's own payoff is drawn
	mapped  bool // the engine's map fits the scenario
	solved  bool // and so do its equilibria
	even    bool // worst and best equilibrium are worth the same
	perfect bool // the worst one is worth OPT
	several bool // there are several users
	crowd   bool // and the picture is that of all of them, who hear the same

	numbers []float64
	regions []region
	hulls   []run               // of each agent, nodes of 2 numbers
	worst   []beliefs.Posterior // shown ones
	best    []beliefs.Posterior
	held    []beliefs.Posterior // of the equilibrium that the reader holds, instead of both
	holds   bool
	outcome engine.EquilibriumResult // that one
}

// region is one decision region. Its vertices are stride numbers each: beliefs over the
// corners, the user's payoff, the agents' payoffs, their envelopes.
type region struct {
	run
	name  string
	tint  [2]int // actions whose tints are mixed
	faces []engine.MapFace
}

// run is where a list of items lies in the numbers.
type run struct{ first, count int }

func (m *model) corner() int { return len(m.space.Signals) }
func (m *model) stride() int { return m.corner() + 1 + 2*m.agents }

// build makes the model of a frame.
func build(f *stage.Frame) model {
	s := &f.Scenario
	m := model{space: beliefs.Of(s), agents: len(s.Agents), agent: beliefs.Agent(f)}
	m.curve = f.View.Values["user"] == "true"
	m.several, m.crowd = s.Population != nil, isHeard(f)
	m.kind = [...]beliefs.Kind{0: beliefs.None, 2: beliefs.Line, 3: beliefs.Triangle}[m.space.Corners()]
	m.numbers = append(m.numbers, m.space.Prior...)
	if m.kind == beliefs.None {
		m.solve(f)
		return m
	}
	m.chart(f)
	m.solve(f)
	return m
}

// chart takes in the engine's map, unless it belongs to a scenario of another shape.
func (m *model) chart(f *stage.Frame) {
	g := f.Result.Map
	if g == nil || !m.fits(g) {
		return
	}
	m.mapped = true
	for i := range g.Regions {
		r := &g.Regions[i]
		m.regions = append(m.regions, region{
			run:   run{len(m.numbers), len(r.Vertices)},
			name:  profileName(&f.Scenario, r.Strategy),
			tint:  beliefs.TintOf(r.Strategy),
			faces: r.Faces,
		})
		for v, at := range r.Vertices {
			for _, x := range m.space.Signals {
				m.numbers = append(m.numbers, at[x])
			}
			m.numbers = append(m.numbers, r.User[v])
			for a := range m.agents {
				m.numbers = append(m.numbers, r.Payoffs[a][v])
			}
			for a := range m.agents {
				m.numbers = append(m.numbers, r.Envelopes[a][v])
			}
		}
	}
	for _, hull := range g.Hulls {
		if m.several {
			hull = atBorders(hull, g)
		}
		m.hulls = append(m.hulls, run{len(m.numbers), len(hull)})
		for _, node := range hull {
			m.numbers = append(m.numbers, node.X, node.Y)
		}
	}
}

// fits reports whether a map is one of this scenario's shape: an older answer may not be.
func (m *model) fits(g *engine.MapResult) bool {
	for _, x := range g.Signals {
		if !slices.Contains(m.space.Signals, x) {
			return false
		}
	}
	for _, r := range g.Regions {
		if len(r.Payoffs) != m.agents || len(r.Vertices) == 0 || len(r.Vertices[0]) != m.space.All {
			return false
		}
	}
	return len(g.Signals) > 1 && (m.kind != beliefs.Line || len(g.Hulls) == m.agents)
}

// solve takes in the equilibria.
func (m *model) solve(f *stage.Frame) {
	e := f.Result.Equilibria
	if e == nil || len(e.Worst.Agents) != m.agents || len(e.Worst.Posteriors) == 0 ||
		len(e.Worst.Posteriors[0].Belief) != m.space.All {
		return
	}
	m.solved = true
	m.even = e.Best.User-e.Worst.User <= worthSame && !m.several // both policies show both, to be compared
	m.perfect = f.Result.Benchmarks != nil && f.Result.Benchmarks.Opt-e.Worst.User <= worthSame
	if h, holds := holding(f); holds {
		m.holds, m.outcome, m.held = true, h.outcome, m.pins(h.outcome.Posteriors)
		return
	}
	shown := f.View.Values["shown"]
	if shown != "best" {
		m.worst = m.pins(e.Worst.Posteriors)
	}
	if shown != "worst" && !m.even || shown == "best" {
		m.best = m.pins(e.Best.Posteriors)
	}
}

// worthSame is the difference of utility up to which two equilibria are worth the same:
// solvers agree to about 1e-9, and no figure shows it.
const worthSame = 1e-6

func (m *model) pins(posteriors []engine.PosteriorResult) []beliefs.Posterior {
	if m.kind == beliefs.None {
		return nil
	}
	pins := make([]beliefs.Posterior, len(posteriors))
	for i, p := range posteriors {
		pins[i], m.numbers = beliefs.AppendPosterior(m.numbers, m.space.Signals, p.Belief, p.Probability)
	}
	return pins
}

// alike reports whether two pictures have the same parts, so that one can move into the other. From one
// policy to the other, marks that change are no reason to fade.
func (m *model) alike(o *model) bool {
	same := region.alike
	if m.crowd != o.crowd {
		same = region.congruent
	}
	return m.kind == o.kind && slices.Equal(m.space.Signals, o.space.Signals) && m.agents == o.agents &&
		m.agent == o.agent &&
		m.curve == o.curve && (m.perfect == o.perfect || m.crowd != o.crowd) && m.even == o.even &&
		len(m.worst) == len(o.worst) && len(m.best) == len(o.best) && m.holds == o.holds &&
		len(m.held) == len(o.held) && len(m.numbers) == len(o.numbers) &&
		slices.Equal(m.hulls, o.hulls) && slices.EqualFunc(m.regions, o.regions, same)
}

// congruent reports whether two regions have as many corners.
func (r region) congruent(o region) bool { return r.run == o.run }

func (r region) alike(o region) bool {
	return r.run == o.run && r.name == o.name && slices.EqualFunc(r.faces, o.faces, func(a, b engine.MapFace) bool {
		return slices.Equal(a.Vertices, b.Vertices) && slices.Equal(a.Agents, b.Agents)
	})
}
