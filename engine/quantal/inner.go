package quantal

import (
	"math"
)

// This file finds equilibria whose beliefs are certainly unimprovable, and with them the inner
// ends of the intervals.
//
// A belief t is unimprovable for an agent iff its payoff v is nowhere above the tangent at t.
// Of the beliefs that leave two signals possible (all, on two signals; the edges, on three) a
// splitting leaves no others, so that is asked between those two. No proof is tried elsewhere.
// Near t it follows from v being concave there, which the sign of V'' (bend.go) tells on an
// interval around t as a whole; farther away the tangent is above v by more than v bends on
// each cell, or on its parts.

// inner returns the value of an equilibrium of least sign*v_A among those found.
func (c *certifier) inner(sign float64) float64 {
	a := &c.answer
	state := make([]int8, len(c.nodes)) // 0: not known, 1: certain, -1: not
	for p, n := range c.nodes {
		if c.grid.Signals == 3 && n.q[0]*n.q[1]*n.q[2] > 0 {
			state[p] = -1 // no proof is tried inside
		}
	}
	c.mean = mean{size: c.grid.Signals, prior: c.table.Prior, beliefs: c.grid.Beliefs}
	e := &a.Worst
	if sign < 0 {
		e = &a.Best
	}
	radius := nearest
	for range tries {
		c.places = c.places[:0]
		for p, kept := range c.kept {
			if kept && state[p] >= 0 {
				c.places = append(c.places, int32(p))
			}
		}
		b, _ := c.mean.least(c.places, c.values[0], sign, c.mean.corners(c.grid.corner[:]))
		certain := true
		for k, p := range b.place {
			if p < 0 || b.weight[k] <= 0 || state[p] > 0 {
				continue
			}
			if state[p] = 1; !c.unimprovable(c.nodes[p]) {
				certain = false
				c.avoid(state, int(p), radius)
				radius *= 2
			}
		}
		if certain {
			c.fill(e, b)
			return e.User
		}
	}
	full := c.mean.corners(c.grid.corner[:])
	c.fill(e, full)
	return e.User
}

// avoid marks the beliefs within a distance of one that is not certain: near the end of a set
// of unimprovable beliefs those that are too near to it to tell stand close together.
func (c *certifier) avoid(state []int8, p int, radius float64) {
	state[p] = -1
	for k, n := range c.nodes {
		far := 0.0
		for s, x := range n.q {
			far = max(far, math.Abs(x-c.nodes[p].q[s]))
		}
		if far <= radius && state[k] == 0 {
			state[k] = -1
		}
	}
}

// shallow is how often a cell is halved to see that a tangent is above it.
const shallow = 8

// tries is how many sets of beliefs are tried: each drops one that is not certain.
const tries = 60

// unimprovable reports whether a belief is certainly unimprovable for all agents.
func (c *certifier) unimprovable(n *node) bool {
	support := make([]int, 0, 3)
	for s, x := range n.q {
		if x > 0 {
			support = append(support, s)
		}
	}
	switch len(support) {
	case 1:
		return true
	case 2:
		c.lookAlong(support[0], support[1])
	default:
		return false
	}
	for i := range c.table.Parties - 1 {
		if !c.indifferent(i) && !c.supported(n, i) {
			return false
		}
	}
	return true
}

// edgeCells is into how many cells an edge of three signals is cut.
const edgeCells = 2 * lineResolution

// lookAlong sets the beliefs on two signals that at, supported and below are about: splitting one
// of them leaves the others out. Of two signals these are all, in the grid's cells.
func (c *certifier) lookAlong(from, to int) {
	if ends := [2]int{from, to}; c.line == nil || c.ends != ends {
		c.ends = ends
	} else {
		return
	}
	if c.grid.Signals == 2 {
		c.line = c.cells
		return
	}
	c.line = make([]cell, edgeCells)
	left := c.at(0)
	for k := range c.line {
		right := c.at(float64(k+1) / edgeCells)
		c.line[k] = cell{vertex: [3]*node{left, right}, n: 2}
		left = right
	}
}

// indifferent reports whether agent i's payoff is linear because it does not care what the
// user does, or because she does the same everywhere.
func (c *certifier) indifferent(i int) bool {
	t := &c.table
	if c.lambda == 0 {
		return true
	}
	size := len(t.Prior)
	for x := range t.private {
		for a := 1; a < t.actions; a++ {
			for s := range size {
				d := t.payoff[((x*t.actions+a)*t.Parties+1+i)*size+s] - t.payoff[(x*t.actions*t.Parties+1+i)*size+s]
				if math.Abs(d) > sameNumber {
					return false
				}
			}
		}
	}
	return true
}

// supported reports whether the tangent of agent i's payoff at a belief on the two signals is
// certainly nowhere below it. Ever wider intervals around it are tried: concave they are as
// long as they are short, and the tangent is above the rest if they are long.
func (c *certifier) supported(n *node, i int) bool {
	at := n.q[c.ends[1]]
	y := c.tangent(n.q, i)
	for reach := narrowest; ; reach *= wider {
		l, r := c.at(max(0, at-reach)), c.at(min(1, at+reach))
		if !c.concave(l, r, i) {
			return false
		}
		if l.q[c.ends[1]] == 0 && r.q[c.ends[1]] == 1 || c.below(y, i, l, r) {
			return true
		}
	}
}

// The first interval's reach, and by how much the next is wider.
const narrowest, wider = 1e-5, 2.5

// at is the node of a belief on the two signals.
func (c *certifier) at(x float64) *node {
	q := make([]float64, c.grid.Signals)
	q[c.ends[0]], q[c.ends[1]] = 1-x, x
	return c.nodeAt(q)
}

// below reports whether agent i's payoff is below a plane outside the beliefs from l to r.
func (c *certifier) below(y support, i int, l, r *node) bool {
	var minus support
	for s := range y {
		minus[s] = -y[s]
	}
	all, deepest, to := c.cells, c.deepest, c.ends[1]
	c.cells = make([]cell, 0, len(c.line)+1)
	for _, k := range c.line {
		left, right := k.vertex[0], k.vertex[1]
		if left.q[to] < l.q[to] {
			c.cells = append(c.cells, cell{vertex: [3]*node{left, c.earlier(right, l)}, n: 2})
		}
		if right.q[to] > r.q[to] {
			c.cells = append(c.cells, cell{vertex: [3]*node{c.later(left, r), right}, n: 2})
		}
	}
	c.deepest, c.hurry, c.left = shallow, true, maxCells
	_, above := c.above(minus, func(n *node) float64 { return -n.values[1+i] },
		func(k *cell) float64 { return c.bends.of(&c.table, k, 1+i) }, false, -slop(c.lambda))
	c.cells, c.deepest, c.hurry = all, deepest, false
	return len(above) == 0
}

func (c *certifier) earlier(a, b *node) *node {
	if a.q[c.ends[1]] < b.q[c.ends[1]] {
		return a
	}
	return b
}

func (c *certifier) later(a, b *node) *node {
	if a.q[c.ends[1]] > b.q[c.ends[1]] {
		return a
	}
	return b
}

// tangent is the plane y that touches agent i's payoff at q: as that is homogeneous of degree
// one, y_s is its derivative in q_s.
func (c *certifier) tangent(q []float64, i int) (y support) {
	t := &c.table
	size := len(q)
	for x := range t.private {
		mass := t.mass[x*size:][:size]
		p := dot(q, mass)
		if !t.logs(q, x, c.lambda, c.logs) {
			continue
		}
		for s := range q {
			mean := 0.0
			slope := func(a int) float64 { // of the score in q_s
				score := t.payoff[(x*t.actions+a)*t.Parties*size:][:size]
				return (score[s] - dot(q, score)/p*mass[s]) / p
			}
			for a, z := range c.logs {
				mean += math.Exp(z) * slope(a)
			}
			for a, z := range c.logs {
				own := t.payoff[((x*t.actions+a)*t.Parties+1+i)*size:][:size]
				y[s] += math.Exp(z) * (own[s] + c.lambda*(slope(a)-mean)*dot(q, own))
			}
		}
	}
	return y
}

// span is an interval of numbers.
type span struct{ low, high float64 }

func (a span) plus(b span) span  { return span{a.low + b.low, a.high + b.high} }
func (a span) minus(b span) span { return span{a.low - b.high, a.high - b.low} }
func (a span) times(b span) span {
	w, x, y, z := a.low*b.low, a.low*b.high, a.high*b.low, a.high*b.high
	return span{min(w, x, y, z), max(w, x, y, z)}
}
func (a span) square() span {
	if a.low <= 0 && a.high >= 0 {
		return span{0, max(a.low*a.low, a.high*a.high)}
	}
	return span{min(a.low*a.low, a.high*a.high), max(a.low*a.low, a.high*a.high)}
}
func exactly(x float64) span { return span{x, x} }

// concave reports whether agent i's payoff is certainly concave between two beliefs on the two
// signals: whether the greatest V” can be, summed over private signals, is negative.
func (c *certifier) concave(l, r *node, i int) bool {
	sum := newTally()
	k := cell{vertex: [3]*node{l, r}, n: 2}
	c.bends.set(&c.table, &k, c.lambda)
	for x := range c.table.private {
		if !c.mostBent(&sum, &k, x, i) {
			return false
		}
	}
	return sum.sign() < 0
}

// mostBent adds the most that V” of one private signal can be to a tally. In the belief q~
// given x, differences are those between the two ends; seen from q it moves with speed
// p_l p_r / p^2, and v = p V, so V” counts p_l^2 p_r^2 / p^3 times.
func (c *certifier) mostBent(sum *tally, k *cell, x, i int) bool {
	t := &c.table
	size := len(k.vertex[0].q)
	var p [2]float64
	logs := make([][]float64, 2)
	for j := range 2 {
		q := k.vertex[j].q
		p[j] = dot(q, t.mass[x*size:])
		logs[j] = make([]float64, t.actions)
		if !t.logs(q, x, c.lambda, logs[j]) {
			return false
		}
	}
	scale := span{p[0] * p[0] * p[1] * p[1] / math.Pow(max(p[0], p[1]), 3),
		p[0] * p[0] * p[1] * p[1] / math.Pow(min(p[0], p[1]), 3)}
	ref := c.bends.reference[x]
	w := make([]float64, t.actions)
	least, most := make([]float64, t.actions), make([]float64, t.actions) // of log sigma
	var mean, square span
	for a := range w {
		w[a] = (logs[1][a] - logs[1][ref]) - (logs[0][a] - logs[0][ref])
		least[a], most[a] = min(logs[0][a], logs[1][a]), c.mostLikely(k, x, a)
		sigma := span{math.Exp(least[a]), math.Exp(most[a])}
		mean = mean.plus(sigma.times(exactly(w[a])))
		square = square.plus(sigma.times(exactly(w[a] * w[a])))
	}
	for a := range w {
		if a == ref {
			continue
		}
		from := t.difference(k.vertex[0].q, x, a, ref, 1+i) / p[0]
		to := t.difference(k.vertex[1].q, x, a, ref, 1+i) / p[1]
		d := span{min(from, to), max(from, to)}
		own := exactly(w[a])
		twice := mean.square().times(exactly(2))
		inner := own.square().minus(own.times(mean).times(exactly(2))).plus(twice).minus(square)
		g := inner.times(d).plus(own.minus(mean).times(exactly(2 * (to - from)))).high
		if g > 0 {
			sum.add(g*scale.high, most[a])
		} else {
			sum.add(g*scale.low, least[a])
		}
	}
	return true
}

// monopoly fills in the intervals of a single agent, whose best schemes are not known exactly:
// both hold the user's values of all of them. With V what the agent gets from a scheme of the
// grid, its best scheme gives it at least that; so a plane y with y.q <= sign v_A(q) - m v_1(q) + e
// on all beliefs proves sign E v_A >= y.prior - e + m V.
func (c *certifier) monopoly(a *Answer) {
	_, top := c.program(c.nodes, func(n *node) float64 { return -n.values[1] })
	worst, best := c.alone(a, 1, top), c.alone(a, -1, top)
	low := max(worst.value, a.Floor)
	ends := [2]float64{min(low, a.Best.User), max(min(-best.value, a.Opt), a.Best.User)}
	a.WorstInterval, a.BestInterval = ends, ends
	a.WorstPlane, a.WorstWeight = worst.plane, worst.weight
	a.BestPlane, a.BestWeight = best.plane, best.weight
}

// proof is a bound on what a single agent's best schemes give the user, times a sign.
type proof struct {
	value, weight float64
	plane         []float64
}

// alone finds the best proof of the multipliers; top is minus a plane above the agent's payoff.
func (c *certifier) alone(a *Answer, sign float64, top support) proof {
	best := proof{value: math.Inf(-1)}
	inner := max(sign*a.Worst.User, sign*a.Best.User)
	for _, m := range multipliers {
		if c.indifferent(0) {
			m = 0
		}
		cost := func(n *node) float64 { return sign*n.values[0] + m*(-top.at(n.q)-n.values[1]) }
		rest := func(k *cell) float64 { return c.bends.of(&c.table, k, 0) + m*c.bends.of(&c.table, k, 1) }
		value := c.bound(inner, cost, rest, false)
		value += m*(top.at(c.table.Prior)+a.attained()) - m*slop(c.lambda)
		if value > best.value {
			best = proof{value, m, nil}
			for s := range c.grid.Signals {
				best.plane = append(best.plane, c.plane[s]+m*top[s])
			}
		}
		if m == 0 {
			break
		}
	}
	return best
}

// attained is what a single agent gets from the better one of the schemes found.
func (a *Answer) attained() float64 { return max(a.Worst.Agents[0], a.Best.Agents[0]) }

// multipliers are the m that are tried for a single agent.
var multipliers = []float64{10, 1e3}
