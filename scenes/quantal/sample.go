package quantal

import (
	"cmp"
	"slices"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/chart"
)

// On a line, everything is a curve over the belief in the second signal. A sample is that
// belief, how often each action is taken there, what the user gets and what each agent gets.
// Bars are the beliefs that nobody changes.

// bar is an interval of beliefs [numbers[first], numbers[first+1]] that an agent cannot
// improve on, or beliefs.Everyone.
type bar struct {
	agent int
	first int
}

// stride is how many numbers a sample has.
func (m *model) stride() int { return 1 + m.actions + 1 + m.Agents }

// lineSamples is how many samples a smooth curve has: one every other pixel or so, and as
// many for every lambda, so that a curve can move into another.
const lineSamples = 241

// sampleGrid reads a grid off at even steps.
func (m *model) sampleGrid(g *engine.QuantalMapResult) {
	m.samples = run{len(m.Numbers), lineSamples}
	p := 0
	for i := range lineSamples {
		x := float64(i) / (lineSamples - 1)
		for p+2 < len(g.Beliefs) && g.Beliefs[p+1][1] < x {
			p++
		}
		a, b := g.Beliefs[p][1], g.Beliefs[p+1][1]
		m.Numbers = append(m.Numbers, x)
		m.appendShares(x)
		for _, payoff := range g.Payoffs {
			m.Numbers = append(m.Numbers, chart.Between(x, a, b, payoff[p], payoff[p+1]))
		}
	}
	for i, runs := range g.Agents {
		m.appendBars(i, g, runs)
	}
	m.appendBars(beliefs.Everyone, g, g.All)
}

// appendShares appends how often each action is taken at a belief.
func (m *model) appendShares(x float64) {
	n := len(m.Numbers)
	m.Numbers = append(m.Numbers, make([]float64, m.actions)...)
	m.shade.Shares([3]float64{1 - x, x}, m.Numbers[n:])
}

func (m *model) appendBars(agent int, g *engine.QuantalMapResult, runs [][2]int) {
	for _, r := range runs {
		m.bars = append(m.bars, bar{agent, len(m.Numbers)})
		m.Numbers = append(m.Numbers, g.Beliefs[r[0]][1], g.Beliefs[r[1]][1])
	}
}

// sampleRegions reads the regions of best responses off at both ends of each: straight
// between them, with jumps from one to the next.
func (m *model) sampleRegions(g *engine.MapResult) {
	regions := slices.Clone(g.Regions)
	second := m.Space.Signals[1]
	slices.SortStableFunc(regions, func(a, b engine.MapRegion) int {
		return cmp.Compare(a.Vertices[0][second]+last(a)[second], b.Vertices[0][second]+last(b)[second])
	})
	m.samples = run{first: len(m.Numbers)}
	for _, r := range regions {
		for _, v := range [...]int{0, len(r.Vertices) - 1} {
			x := r.Vertices[v][second]
			m.Numbers = append(m.Numbers, x)
			m.appendChoice(x, r.Strategy)
			m.Numbers = append(m.Numbers, r.User[v])
			for i := range m.Agents {
				m.Numbers = append(m.Numbers, r.Payoffs[i][v])
			}
			m.samples.count++
		}
	}
	for agent := beliefs.Everyone; agent < m.Agents; agent++ {
		for _, r := range regions {
			for _, face := range r.Faces {
				if agent == beliefs.Everyone && face.All || agent != beliefs.Everyone && face.Agents[agent] {
					v := face.Vertices
					m.bars = append(m.bars, bar{agent, len(m.Numbers)})
					m.Numbers = append(m.Numbers, r.Vertices[v[0]][second], r.Vertices[v[len(v)-1]][second])
				}
			}
		}
	}
}

func last(r engine.MapRegion) []float64 { return r.Vertices[len(r.Vertices)-1] }

// appendChoice appends how often each action is taken under a strategy: always its own,
// with the probability of each private signal.
func (m *model) appendChoice(x float64, strategy []int) {
	n := len(m.Numbers)
	m.Numbers = append(m.Numbers, make([]float64, m.actions)...)
	for g, mass := range m.shade.Mass {
		if g < len(strategy) {
			m.Numbers[n+strategy[g]] += (1-x)*mass[0] + x*mass[1]
		}
	}
}
