package selection

import (
	"fmt"
	"math"
	"slices"

	"github.com/emergent-alignment/emergent/engine/numeric"
	"github.com/emergent-alignment/emergent/engine/persuasion"
)

// This file makes an answer of what a certificate states, by arithmetic: where posteriors are
// and which strategies they play, planes and weights. Nothing is believed of it: CheckOn says
// whether the answer is right, Play and Evaluate then go on from it.

// sameLimit is how far a stated belief may be from the limit of the vertex it stands for.
const sameLimit = 1e-8

// VertexOf numbers a pair among those with its strategy and the same limit.
func VertexOf(space *persuasion.Space, pair int) int {
	p := space.Pairs[pair]
	region, number := &space.Regions[p.Region], 0
	for j := region.First; j < pair; j++ {
		if near(&space.Beliefs[space.Pairs[j].Belief].Limit, &space.Beliefs[p.Belief].Limit, space.N) {
			number++
		}
	}
	return number
}

// PairAt finds the pair of a strategy (of the kept user signals) at a belief, by VertexOf's
// number.
func PairAt(space *persuasion.Space, strategy []int, belief *persuasion.Point, number int) (int, error) {
	for r := range space.Regions {
		region := &space.Regions[r]
		if !plays(region, strategy) {
			continue
		}
		if number < 0 {
			break
		}
		left := number
		for j := region.First; j < region.Last; j++ {
			if near(&space.Beliefs[space.Pairs[j].Belief].Limit, belief, space.N) {
				if left--; left < 0 {
					return j, nil
				}
			}
		}
	}
	return 0, fmt.Errorf("strategy %v is not the user's choice at belief %.6v", strategy, belief[:space.N])
}

func plays(r *persuasion.Region, strategy []int) bool {
	for x, a := range strategy {
		if int(r.Strategy[x]) != a {
			return false
		}
	}
	return true
}

func near(a, b *persuasion.Point, n int) bool {
	for s := range n {
		if !(math.Abs(a[s]-b[s]) <= sameLimit) {
			return false
		}
	}
	return true
}

// Rebuild completes an answer of which only Agent, Edges, Top, Least and Open of the frontiers, Agent
// of the intervals, and the schemes of corners and steps are given.
func Rebuild(space *persuasion.Space, frontiers []Frontier, equilibria []Interval) (*Answer, error) {
	var t tracer
	t.load(space, 0)
	a := &Answer{Frontiers: frontiers, Equilibria: equilibria, Worst: math.Inf(1), Best: math.Inf(-1), same: sameValue}
	for i := range frontiers {
		f := &frontiers[i]
		if len(f.Corners) == 0 {
			return nil, fmt.Errorf("the frontier of agent %d has no break points", i)
		}
		for k := range f.Corners {
			c := &f.Corners[k]
			stated := slices.Clone(c.Scheme)
			t.set(c, stated)
			t.value(&c.Outcome, stated)
		}
		a.Opt = f.Corners[len(f.Corners)-1].User
	}
	for k := range equilibria {
		e := &equilibria[k]
		if len(e.Steps) == 0 {
			return nil, fmt.Errorf("equilibrium %d has no steps", k)
		}
		for j := range e.Steps {
			t.value(&e.Steps[j], e.Steps[j].Scheme)
		}
		e.Low, e.High = e.Steps[0], e.Steps[len(e.Steps)-1]
		a.Worst, a.Best = min(a.Worst, e.Low.User), max(a.Best, e.High.User)
	}
	return a, nil
}

// value makes o what a scheme of the limit gives.
func (t *tracer) value(o *Outcome, scheme persuasion.Scheme) {
	o.Scheme, o.Agents = scheme, numeric.Sized(o.Agents, t.space.Agents)
	o.User = t.space.Expect(persuasion.User, scheme)
	for i := range o.Agents {
		o.Agents[i] = t.space.Expect(1+i, scheme)
	}
}
