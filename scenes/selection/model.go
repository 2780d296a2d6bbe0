package selection

import (
	"math"
	"slices"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/chart"
	"github.com/emergent-alignment/emergent/scenes/stage"
)

// The numbers of a model that come first: the ranges of the chart, the values marked across
// it, and where the user stands. Then come the offers, the frontiers and the bands.
const (
	lowX = iota
	highX
	lowY
	highY
	atOpt
	atWorst
	atBest
	atBound
	atUser
	header
)

// run is where a list of items lies in the numbers.
type run struct{ first, count int }

// band is where one agent wins in equilibrium: two numbers.
type band struct {
	agent int
	first int
}

// model is everything the picture shows, before it is put on the screen. What can move lies
// in one list of numbers, for a tween.
type model struct {
	solved    bool // the engine's answer fits the scenario
	agents    int
	letters   []string // of the agents
	lowering  bool
	path      []engine.Bid
	end       string // how it ends
	cycle     int    // the bid from which it repeats, if it does
	step      int    // the last bid that has been made
	bounded   bool   // OPT - 2 epsilon is known and promises something
	numbers   []float64
	offers    int // place of the first; two numbers an agent
	frontiers []run
	bands     []band
	bid       []bool // whether an agent has made an offer by now
}

// build makes the model of a frame, at a step of its path; a step beyond it is its end.
func build(f *stage.Frame, step int) model {
	r := f.Result.Selection
	m := model{agents: len(f.Scenario.Agents), lowering: f.Scenario.SelectionOrDefault().Mode == engine.Lowering}
	m.numbers = make([]float64, header)
	m.bid = make([]bool, m.agents)
	for i := range m.agents {
		m.letters = append(m.letters, f.Scenario.Letter(i))
	}
	if r == nil || f.Result.Benchmarks == nil || len(r.Frontiers) != m.agents || len(r.Path) == 0 {
		return m
	}
	m.solved, m.path, m.end, m.cycle = true, r.Path, r.PathEnd, r.CycleStart
	m.offers = header
	m.numbers = append(m.numbers, make([]float64, 2*m.agents)...)
	for _, corners := range r.Frontiers {
		m.frontiers = append(m.frontiers, run{len(m.numbers), len(corners)})
		for _, c := range corners {
			m.numbers = append(m.numbers, c.User, c.Value)
		}
	}
	for _, e := range r.Equilibria {
		m.bands = append(m.bands, band{e.Agent, len(m.numbers)})
		m.numbers = append(m.numbers, e.User[0], e.User[1])
	}
	m.values(f)
	m.ranges()
	m.at(step)
	return m
}

// values fills in what is marked across the chart.
func (m *model) values(f *stage.Frame) {
	r, b, a := f.Result.Selection, f.Result.Benchmarks, f.Result.Alignment
	m.numbers[atOpt], m.numbers[atWorst], m.numbers[atBest] = b.Opt, r.Worst, r.Best
	if a != nil && m.agents > 1 {
		m.numbers[atBound] = b.Opt - 2*a.Epsilon
		m.bounded = m.numbers[atBound] >= b.None-sameValue // less is no promise
	}
}

// ranges are those of the frontiers, with a little air: a bound that lies far below is told
// at the border and does not press the rest together.
func (m *model) ranges() {
	x := [2]float64{m.numbers[atWorst], m.numbers[atOpt]}
	y := [2]float64{math.Inf(1), math.Inf(-1)}
	for _, f := range m.frontiers {
		for c := range f.count {
			u, v := m.numbers[f.first+2*c], m.numbers[f.first+2*c+1]
			x = [2]float64{min(x[0], u), max(x[1], u)}
			y = [2]float64{min(y[0], v), max(y[1], v)}
		}
	}
	if bound := m.numbers[atBound]; m.bounded && bound > x[0]-boundShare*(x[1]-x[0]) {
		x[0] = min(x[0], bound)
	}
	m.numbers[lowX], m.numbers[highX] = chart.Aired(x[0], x[1], 0.05, 0.07)
	m.numbers[lowY], m.numbers[highY] = chart.Aired(y[0], y[1], 0.08, 0.1)
}

// boundShare is how far below everything else, in spans, a bound may lie and still be drawn
// in its place.
const boundShare = 0.6

// at moves the offers and the user to a step of the path.
func (m *model) at(step int) {
	if !m.solved {
		return
	}
	m.step = min(max(step, 0), len(m.path)-1)
	for i, f := range m.frontiers {
		m.bid[i] = false
		copy(m.offer(i), m.numbers[f.first:f.first+2])
	}
	for _, b := range m.path[:m.step+1] {
		m.bid[b.Agent] = true
		copy(m.offer(b.Agent), []float64{b.User, b.Value})
	}
	m.numbers[atUser] = m.path[m.step].User
}

// offer are the numbers of an agent's standing offer: what the user and what it would get.
func (m *model) offer(agent int) []float64 { return m.numbers[m.offers+2*agent:][:2] }

// winner is the agent whose offer the user takes at the step.
func (m *model) winner() int { return m.path[m.step].Agent }

// last is the last step.
func (m *model) last() int { return max(0, len(m.path)-1) }

// nearest is the step whose offer to the user is nearest to a value; of equal ones that
// nearest to the step now.
func (m *model) nearest(user float64) int {
	best, distance := m.step, math.Inf(1)
	for k, b := range m.path {
		d := math.Abs(b.User - user)
		if d < distance-sameValue || d < distance+sameValue && abs(k-m.step) < abs(best-m.step) {
			best, distance = k, d
		}
	}
	return best
}

// sameValue is the difference of utility up to which two values are one: a few times the
// step by which the engine tells ties apart.
const sameValue = 4e-6

func abs(k int) int { return max(k, -k) }

// alike reports whether two pictures have the same parts, so that one can move into the other.
func (m *model) alike(o *model) bool {
	return m.solved == o.solved && m.agents == o.agents && m.bounded == o.bounded && len(m.numbers) == len(o.numbers) &&
		slices.Equal(m.frontiers, o.frontiers) && slices.Equal(m.bands, o.bands)
}
