package conversation

import (
	"math"
	"slices"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/stage"
)

// model is everything the figure shows, before it is put on the screen. What can move lies in
// one list of numbers, for a tween: the prior, then the vertices of regions, the beliefs of the
// path, the user's own and those of the tree, and the round.
type model struct {
	beliefs.Model
	solved bool // the engine's answer fits the scenario
	talk   talk
	last   int  // round
	step   int  // the round that is shown
	hears  bool // the user has a signal of her own

	public int // place of the first belief of the path
	own    int // of the user's own
	nodes  int // of the tree's
	tree   []branch
	round  int // place of the round that is shown
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
	m := model{Model: beliefs.ModelOf(s, beliefs.Projected(s)), hears: s.UserSignal != nil}
	m.chart(f)
	if m.solved = m.talk.take(f); m.solved {
		m.last = m.talk.rounds()
		m.walk()
	}
	m.round = len(m.Numbers)
	m.Numbers = append(m.Numbers, 0)
	m.at(step)
	return m
}

// chart takes in the regions of the engine's map, unless it belongs to another shape.
func (m *model) chart(f *stage.Frame) {
	g := f.Result.Map
	if g == nil || m.Kind != beliefs.Line && m.Kind != beliefs.Triangle || len(g.Signals) < m.Space.Corners() ||
		!m.Fits(g) {
		return
	}
	m.AddRegions(g, func(strategy []int) string { return beliefs.StrategyName(&f.Scenario, strategy) },
		func(*engine.MapRegion, int) {})
}

// walk takes in the path, the user's own beliefs, and the tree.
func (m *model) walk() {
	m.public = len(m.Numbers)
	for _, b := range m.talk.public {
		m.Add(b)
	}
	m.own = len(m.Numbers)
	for _, b := range m.talk.own {
		m.Add(b)
	}
	m.nodes = len(m.Numbers)
	for _, b := range m.talk.tree {
		m.tree = append(m.tree, branch{parent: b.Parent, round: b.Round, width: widthOf(b.Probability)})
		m.Add(b.Belief)
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
	m.Numbers[m.round] = float64(m.step)
}

// belief is the public one, mine the user's own, at a round, over the corners.
func (m *model) belief(round int) []float64 {
	n := m.Space.Corners()
	return m.Numbers[m.public+round*n:][:n]
}

// alike reports whether two pictures have the same parts, so that one can move into the other.
func (m *model) alike(o *model) bool {
	return m.Alike(&o.Model) && m.Space.All == o.Space.All && m.solved == o.solved && m.last == o.last &&
		m.hears == o.hears && slices.EqualFunc(m.tree, o.tree, branch.alike) &&
		slices.EqualFunc(m.Regions, o.Regions, beliefs.Region.Alike)
}

func (b branch) alike(o branch) bool { return b.parent == o.parent && b.round == o.round }
