package conversation

import (
	"container/heap"
	"slices"

	"github.com/emergent-alignment/emergent/engine/persuasion"
)

// Node is what was said up to a round: the public belief then, and how probable it is.
type Node struct {
	Parent, Round int
	Belief        []float64
	Probability   float64
}

// Grow lists the likeliest nodes, at most so many, by classes of histories that go on from one
// parent: parents before children, node 0 before round 1. whole says that there are no more. Where a
// round can go on in too many ways (MaxTreeSteps) the list ends early: what is in it is still
// the likeliest.
func Grow(game *persuasion.Reduced, set Settings, rules []Rule, most int) (nodes []Node, whole bool) {
	l := newLayers(newTalk(game, set, rules))
	buds := &frontier{{class: l.now[0], parent: -1, probability: 1}}
	left, each := MaxTreeSteps, l.stepsOfChild()
	for born := 1; buds.Len() > 0 && len(nodes) < most && left > 0; {
		b := heap.Pop(buds).(bud)
		belief := make([]float64, game.N)
		l.weigh(&b.class, b.round)
		l.believe(belief)
		at := len(nodes)
		nodes = append(nodes, Node{b.parent, b.round, belief, b.probability})
		if b.round == set.Rounds {
			continue
		}
		l.prune()
		l.speak(&b.class, b.round, 0, func(c *class) bool {
			if p := l.weigh(c, b.round+1); p > 0 {
				heap.Push(buds, bud{class{slices.Clone(c.prefix), slices.Clone(c.counts), c.ways}, at,
					b.round + 1, born, p * c.ways})
				born++
			}
			if buds.Len() > 16*most {
				buds.cut(2 * most)
			}
			left -= each
			return left > 0
		})
	}
	return nodes, buds.Len() == 0 && left > 0
}

// stepsOfChild is about how many steps a class that follows another takes.
func (l *layers) stepsOfChild() int {
	places, b := l.t.game.Heard*l.t.game.N, l.t.set.Alphabet
	return 100 + places*(4+len(l.t.voices)*(1+b)+l.t.choirDigits()*b)
}

// bud is a node that may come next.
type bud struct {
	class         class
	parent, round int
	order         int // of birth, so that equally likely ones come in one order everywhere
	probability   float64
}

// frontier is a heap of buds, the likeliest first.
type frontier []bud

func (f frontier) Len() int { return len(f) }

// sameProbability is how near two probabilities are that count as equal: rounding must not
// decide which comes first.
const sameProbability = 1e-12

func (f frontier) Less(i, j int) bool {
	if d := f[i].probability - f[j].probability; d > sameProbability || d < -sameProbability {
		return d > 0
	}
	return f[i].order < f[j].order
}

// cut keeps the first n: no list of n nodes has others.
func (f *frontier) cut(n int) {
	first := make(frontier, 0, n)
	for range n {
		first = append(first, heap.Pop(f).(bud)) // a list in order is a heap
	}
	*f = first
}

func (f frontier) Swap(i, j int) { f[i], f[j] = f[j], f[i] }
func (f *frontier) Push(x any)   { *f = append(*f, x.(bud)) }
func (f *frontier) Pop() any {
	last := len(*f) - 1
	b := (*f)[last]
	*f = (*f)[:last]
	return b
}
