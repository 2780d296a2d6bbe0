package conversation

import (
	"math"
	"slices"

	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/stage"
)

// model is everything the figure shows, before it is put on the screen. What can move lies in
// one list of numbers, for a tween: the prior, then the vertices of regions, the beliefs of the
// path, the user's own and those of the tree, and the round.
type model struct {
	kind   beliefs.Kind
	space  beliefs.Space
	agents int
	solved bool // the engine's answer fits the scenario
	talk   talk
	last   int  // round
	step   int  // the round that is shown
	hears  bool // the user has a signal of her own

	numbers []float64
	regions []region
	public  int // place of the first belief of the path
	own     int // of the user's own
	nodes   int // of the tree's
	tree    []branch
	round   int // place of the round that is shown
}

// region is where one plan of action is best: its vertices over the corners.
type region struct {
	first, count int
	outline      []int // of a triangle
	name         string
	tint         [2]int
}

// branch is a node of the tree of all transcripts.
type branch struct {
	parent int // -1: the root
	round  int
	width  int8 // how likely it is, in classes
}

// build makes the model of a frame, at a round of its talk; a round beyond it is its end.
func build(f *stage.Frame, step int) model {
	s := &f.Scenario
	m := model{space: beliefs.Projected(s), agents: len(s.Agents), hears: s.UserSignal != nil}
	switch n := m.space.Corners(); {
	case n == 2:
		m.kind = beliefs.Line
	case n == 3:
		m.kind = beliefs.Triangle
	case n > 3:
		m.kind = beliefs.Projection
	}
	m.numbers = append(m.numbers, m.space.Prior...)
	m.chart(f)
	if m.solved = m.talk.take(f); m.solved {
		m.last = m.talk.rounds()
		m.walk()
	}
	m.round = len(m.numbers)
	m.numbers = append(m.numbers, 0)
	m.at(step)
	return m
}

// chart takes in the regions of the engine's map, unless it belongs to another shape.
func (m *model) chart(f *stage.Frame) {
	g := f.Result.Map
	if g == nil || m.kind != beliefs.Line && m.kind != beliefs.Triangle || len(g.Signals) < m.space.Corners() {
		return
	}
	for i := range g.Regions {
		r := &g.Regions[i]
		if len(r.Vertices) == 0 || len(r.Vertices[0]) != m.space.All || len(r.Strategy) == 0 || len(r.Faces) == 0 {
			m.regions = nil
			m.numbers = m.numbers[:m.space.Corners()]
			return
		}
		m.regions = append(m.regions, region{
			first: len(m.numbers), count: len(r.Vertices), outline: r.Faces[len(r.Faces)-1].Vertices,
			name: beliefs.StrategyName(&f.Scenario, r.Strategy), tint: beliefs.TintOf(r.Strategy),
		})
		for _, v := range r.Vertices {
			m.addBelief(v)
		}
	}
}

// addBelief adds the corners of a belief over all signals.
func (m *model) addBelief(belief []float64) {
	for _, x := range m.space.Signals {
		m.numbers = append(m.numbers, belief[x])
	}
}

// walk takes in the path, the user's own beliefs, and the tree.
func (m *model) walk() {
	m.public = len(m.numbers)
	for _, b := range m.talk.public {
		m.addBelief(b)
	}
	m.own = len(m.numbers)
	for _, b := range m.talk.own {
		m.addBelief(b)
	}
	m.nodes = len(m.numbers)
	for _, b := range m.talk.tree {
		m.tree = append(m.tree, branch{parent: b.Parent, round: b.Round, width: widthOf(b.Probability)})
		m.addBelief(b.Belief)
	}
}

// widths is how many classes of width the branches of the tree have.
const widths = 6

// widthOf is the class of a probability: equal ratios are equal steps, by halves.
func widthOf(probability float64) int8 {
	if probability <= 0 {
		return 0
	}
	return int8(min(max(float64(widths)+math.Log2(probability), 0), widths-1))
}

// at goes to a round of the talk.
func (m *model) at(step int) {
	m.step = min(max(step, 0), m.last)
	m.numbers[m.round] = float64(m.step)
}

// belief is the public one, mine the user's own, at a round, over the corners.
func (m *model) belief(round int) []float64 {
	n := m.space.Corners()
	return m.numbers[m.public+round*n:][:n]
}

// alike reports whether two pictures have the same parts, so that one can move into the other.
func (m *model) alike(o *model) bool {
	return m.kind == o.kind && m.space.Alike(&o.space) && m.agents == o.agents && m.solved == o.solved &&
		m.last == o.last && m.hears == o.hears && len(m.numbers) == len(o.numbers) &&
		slices.EqualFunc(m.tree, o.tree, branch.alike) && slices.EqualFunc(m.regions, o.regions, region.alike)
}

func (b branch) alike(o branch) bool { return b.parent == o.parent && b.round == o.round }

func (r region) alike(o region) bool {
	return r.first == o.first && r.count == o.count && r.name == o.name && slices.Equal(r.outline, o.outline)
}
