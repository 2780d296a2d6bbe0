package quantal

import (
	"math"
	"slices"

	"github.com/emergent-alignment/emergent/engine/belief"
)

// This file bounds what the grid cannot tell: the user's least and greatest value over the
// equilibria of the game on all beliefs. With Q the beliefs unimprovable for every agent,
//
//	worst = min sum_j w_j v_A(q_j)   over q_j in Q, w >= 0, sum_j w_j q_j = prior.
//
// From below: any plane y with y.q <= v_A(q) + e on Q proves worst >= y.prior - e. The plane
// is the dual of the program over the grid's kept beliefs and a few more; e is found by
// branch and bound over cells of beliefs. A cell is done with when the plane is below v_A on
// it, by more than v_A can differ from linear there (bends), or when some agent can improve
// on all of it: the roof, chords of its payoff between beliefs of the grid, is above the payoff by
// more than that. Other cells are cut in two, to a least size; e is the most by which the
// plane is above v_A on those.
//
// From above: worst is at most the value of any equilibrium whose beliefs are certainly
// unimprovable (inner.go); full disclosure is one.
//
// With one agent all its best schemes count; see monopoly.

const (
	// WidthAimed2 and WidthAimed3 are the widths of the intervals that Certify refines for, on
	// two and three signals.
	WidthAimed2, WidthAimed3 = 1e-4, 5e-4
	// accepted is how much a plane may be above the user's value without more ado, of the width
	// aimed at.
	accepted = 1.0 / 64
	// patient is how many planes are tried that prove no more than the last.
	patient = 3
	// deepest2 and deepest3 are how often a cell of the grid is halved at most.
	deepest2, deepest3 = 24, 12
	// maxCells bounds the cells that the planes of one end are held against.
	maxCells = 60_000
	// addedColumns is how many cells' vertices are added to the program in a round.
	addedColumns = 60
)

// certifier computes these bounds on the grid of a Solver.
type certifier struct {
	*Solver
	lambda  float64
	target  float64
	nodes   []*node // of the grid
	cells   []cell
	bends   bends
	stack   []cell
	deepest int
	left    int     // cells that may still be looked at
	plane   support // that proved the last bound
	hurry   bool    // the first violation will do
	ends    [2]int  // the signals of lookAlong
	line    []cell  // its cells
}

// Certify fills WorstInterval and BestInterval of the answer to the last Solve, which must
// have been solved, and makes Worst and Best the equilibria at their inner ends.
func (s *Solver) Certify() {
	a := &s.answer
	a.WorstPlane, a.BestPlane, a.WorstWeight, a.BestWeight = nil, nil, 0, 0
	if !a.Solved || s.grid.Signals == 1 {
		a.WorstInterval = [2]float64{a.Worst.User, a.Worst.User}
		a.BestInterval = [2]float64{a.Best.User, a.Best.User}
		return
	}
	c := s.certifier()
	if s.table.Parties == 2 {
		c.monopoly(a)
		return
	}
	low, high := c.inner(1), c.inner(-1)
	outer := c.outer(1, low)
	a.WorstInterval = [2]float64{min(low, max(a.Floor, outer)), low} // law 2
	if outer > a.Floor {
		a.WorstPlane = slices.Clone(c.plane[:s.grid.Signals])
	}
	a.BestInterval = [2]float64{high, max(high, min(a.Opt, -c.outer(-1, -high)))}
	a.BestPlane = slices.Clone(c.plane[:s.grid.Signals])
}

// ProofRounding is how much less an interval of so many signals may say than its planes prove: cells
// that are accepted, or not, within rounding.
func ProofRounding(signals int) float64 {
	if signals == 3 {
		return WidthAimed3 / 16
	}
	return WidthAimed2 / 16
}

// Weights are the multipliers that a proof of one agent's best schemes may use.
func Weights() []float64 { return append([]float64{0}, multipliers...) }

// Proves returns the lower bound on the least sign*v_A over all equilibria of a game that a
// plane proves; it optimises nothing. With one agent the equilibria are its best schemes, weight
// says how much its payoff counts, and attained what some scheme gives it (see monopoly).
func Proves(g *belief.Game, lambda, sign float64, plane []float64, weight, attained float64) float64 {
	c := lookAt(g, lambda)
	c.left = maxCells
	var y support
	copy(y[:c.grid.Signals], plane)
	cost := func(n *node) float64 { return sign * n.values[0] }
	rest := func(k *cell) float64 { return c.bends.of(&c.table, k, 0) }
	alone := c.table.Parties == 2
	if alone {
		cost = func(n *node) float64 { return sign*n.values[0] - weight*n.values[1] }
		rest = func(k *cell) float64 { return c.bends.of(&c.table, k, 0) + weight*c.bends.of(&c.table, k, 1) }
	} else {
		weight = 0
	}
	excess, _ := c.above(y, cost, rest, !alone, accepted*c.target)
	return y.at(c.table.Prior) - excess - (1+weight)*slop(c.lambda) + weight*attained
}

// Unimprovable reports whether a belief (over the signals of positive probability, at most
// three) is certainly unimprovable for every agent of a game; it optimises nothing.
func Unimprovable(g *belief.Game, lambda float64, q []float64) bool {
	c := lookAt(g, lambda)
	return c.unimprovable(c.nodeAt(q))
}

// lookAt is a certifier on the grid of a game.
func lookAt(g *belief.Game, lambda float64) *certifier {
	s := new(Solver)
	s.table.Set(g)
	s.answer.Lambda = lambda
	s.lay(lambda)
	return s.certifier()
}

// certifier refines the grid where kept sets end and lays nodes and cells over it.
func (s *Solver) certifier() *certifier {
	a := &s.answer
	c := &certifier{Solver: s, lambda: a.Lambda, target: WidthAimed2, deepest: deepest2}
	if s.grid.Signals == 3 {
		c.target, c.deepest = WidthAimed3, deepest3
	}
	for range sharpenings {
		if s.grid.Signals == 2 && s.table.Parties > 2 {
			s.sharpen(a.Lambda, true)
		}
	}
	c.lay()
	return c
}

// sharpenings is how often the ends of kept sets on two signals are refined further, each time
// by splitParts: to a millionth.
const sharpenings = 5

// lay makes nodes and cells of the grid.
func (c *certifier) lay() {
	g := &c.grid
	for p := range g.Len() {
		c.nodes = append(c.nodes, c.nodeAt(slices.Clone(g.Belief(p))))
	}
	if g.Signals == 2 {
		for p := 1; p < g.Len(); p++ {
			c.cells = append(c.cells, cell{vertex: [3]*node{c.nodes[p-1], c.nodes[p]}, n: 2})
		}
		return
	}
	for j := range g.Resolution {
		for i := range g.Resolution - j {
			u, v, w := c.nodes[g.place(i, j)], c.nodes[g.place(i+1, j)], c.nodes[g.place(i, j+1)]
			c.cells = append(c.cells, cell{vertex: [3]*node{u, v, w}, n: 3})
			if i+j+2 <= g.Resolution {
				c.cells = append(c.cells, cell{vertex: [3]*node{v, w, c.nodes[g.place(i+1, j+1)]}, n: 3})
			}
		}
	}
}

// nodeAt evaluates a belief.
func (c *certifier) nodeAt(q []float64) *node {
	n := &node{q: q, values: make([]float64, c.table.Parties)}
	c.table.At(q, c.lambda, n.values)
	return n
}

// outer returns a lower bound on the least sign*v_A; inner is an upper bound.
func (c *certifier) outer(sign, inner float64) float64 {
	return c.bound(inner, func(n *node) float64 { return sign * n.values[0] },
		func(k *cell) float64 { return c.bends.of(&c.table, k, 0) }, true)
}

// bound returns a lower bound on the least mean of a cost over schemes (of unimprovable
// beliefs, where improvable is set). rest bounds how far the cost is from linear on the
// cell in c.bends.
func (c *certifier) bound(inner float64, cost func(*node) float64, rest func(*cell) float64, improvable bool) float64 {
	columns := c.columns(improvable)
	c.left = maxCells
	best := math.Inf(-1)
	for stuck := 0; stuck < patient && c.left > 0; stuck++ {
		value, y := c.program(columns, cost)
		excess, above := c.above(y, cost, rest, improvable, accepted*c.target)
		if proved := y.at(c.table.Prior) - excess - slop(c.lambda); proved > best {
			if proved > best+c.target/16 {
				stuck = 0
			}
			best, c.plane = proved, y
		}
		if len(above) == 0 || inner-best < c.target/8 || value-best < 4*accepted*c.target {
			break
		}
		slices.SortFunc(above, func(a, b violation) int {
			switch {
			case a.by > b.by:
				return -1
			case a.by < b.by:
				return 1
			}
			return 0
		})
		for _, v := range above[:min(len(above), addedColumns)] {
			columns = append(columns, v.at.vertex[:v.at.n]...)
		}
	}
	if c.left <= 0 { // the plane alone may prove more
		c.left = maxCells
		excess, _ := c.above(c.plane, cost, rest, improvable, accepted*c.target)
		best = max(best, c.plane.at(c.table.Prior)-excess-slop(c.lambda))
	}
	return best
}

// columns are the kept beliefs of the grid, or all.
func (c *certifier) columns(kept bool) (list []*node) {
	for p, n := range c.nodes {
		if !kept || c.kept[p] {
			list = append(list, n)
		}
	}
	return list
}

// program is the least mean of the cost over schemes of the nodes, and its plane.
func (c *certifier) program(columns []*node, cost func(*node) float64) (float64, support) {
	m := mean{size: c.grid.Signals, prior: c.table.Prior}
	costs, places := make([]float64, len(columns)), make([]int32, len(columns))
	var corner [3]int32
	for k, n := range columns {
		m.beliefs = append(m.beliefs, n.q...)
		costs[k], places[k] = cost(n), int32(k)
		for s, x := range n.q {
			if x == 1 {
				corner[s] = int32(k)
			}
		}
	}
	_, y := m.least(places, costs, 1, m.corners(corner[:]))
	return y.at(c.table.Prior), y
}

// violation is a cell on which a plane may be above a cost by so much.
type violation struct {
	at cell
	by float64
}

// above finds the most by which a plane may exceed the cost where it counts, up to what is
// accepted, and the cells on which it may be above by more.
func (c *certifier) above(y support, cost func(*node) float64, rest func(*cell) float64, improvable bool,
	accepted float64) (float64, []violation) {
	var list []violation
	most := 0.0
	c.stack = append(c.stack[:0], c.cells...)
	for ; len(c.stack) > 0; c.left-- {
		k := c.stack[len(c.stack)-1]
		c.stack = c.stack[:len(c.stack)-1]
		highest := math.Inf(-1)
		for _, n := range k.vertex[:k.n] {
			highest = max(highest, y.at(n.q)-cost(n))
		}
		c.bends.set(&c.table, &k, c.lambda)
		by := highest + rest(&k)
		switch {
		case by <= accepted:
			most = max(most, by)
		case improvable && c.improvable(&k):
		case k.depth >= c.deepest || c.left <= 0:
			most = max(most, by)
			if list = append(list, violation{k, by}); c.hurry {
				return most, list
			}
		default:
			l, r := c.split(&k)
			c.stack = append(c.stack, l, r)
		}
	}
	return most, list
}

// split cuts a cell at the middle of its longest edge.
func (c *certifier) split(k *cell) (left, right cell) {
	u, v := k.longest()
	middle := make([]float64, len(k.vertex[u].q))
	for s := range middle {
		middle[s] = (k.vertex[u].q[s] + k.vertex[v].q[s]) / 2
	}
	n := c.nodeAt(middle)
	left, right = *k, *k
	left.vertex[u], right.vertex[v] = n, n
	left.depth++
	right.depth++
	return left, right
}

// improvable reports whether some agent can certainly improve on every belief of the cell
// that is in c.bends, but for certain ones.
func (c *certifier) improvable(k *cell) bool {
	for i := range c.table.Parties - 1 {
		if c.improves(k, i) {
			return true
		}
	}
	return false
}

// improves is that for one agent: its roof, which is concave, is above its payoff by more
// than that bends.
func (c *certifier) improves(k *cell, i int) bool {
	least := math.Inf(1)
	for _, n := range k.vertex[:k.n] {
		least = min(least, c.roof(n, i)-n.values[1+i])
	}
	if least > slop(c.lambda) && least > c.bends.of(&c.table, k, 1+i)+slop(c.lambda) {
		return true
	}
	return least > -slop(c.lambda) && c.bends.of(&c.table, k, 1+i) < faint && c.improvesFaintly(k, i)
}

// faint is how much a payoff may bend on a cell on which digits are counted from e^-lambda.
const faint = 1e-6

// roof is a lower bound on agent i's concave envelope at a node.
func (c *certifier) roof(n *node, i int) float64 {
	if n.roof == nil {
		n.roof = make([]float64, c.table.Parties-1)
		for j := range n.roof {
			n.roof[j] = math.Inf(-1)
		}
	}
	if math.IsInf(n.roof[i], -1) {
		n.roof[i] = 0
		f, w := c.facet(n.q, i)
		for k, p := range f {
			if p >= 0 {
				n.roof[i] += w[k] * c.values[1+i][p]
			}
		}
	}
	return n.roof[i]
}

// facet is the part of agent i's hull over a belief: places in the grid, and the weights with
// which they mix to it.
func (c *certifier) facet(q []float64, i int) (place [3]int32, weight [3]float64) {
	if c.grid.Signals == 2 {
		chain := c.lines[i].chain
		k, _ := slices.BinarySearchFunc(chain, q[1], func(p int32, x float64) int {
			switch at := c.grid.x[p]; {
			case at < x:
				return -1
			case at > x:
				return 1
			}
			return 0
		})
		k = min(max(k, 1), len(chain)-1)
		a, b := chain[k-1], chain[k]
		w := (q[1] - c.grid.x[a]) / (c.grid.x[b] - c.grid.x[a])
		return [3]int32{a, b, none}, [3]float64{1 - w, w, 0}
	}
	return c.facetInPlane(q, &c.planes[i])
}

// facetInPlane is facet on three signals: the live face over the belief.
func (c *certifier) facetInPlane(q []float64, h *hull3) (place [3]int32, weight [3]float64) {
	unit := float64(c.grid.Resolution * finer)
	x, y := q[1]*unit, q[2]*unit
	most := math.Inf(-1)
	for i := range h.faces {
		f := &h.faces[i]
		if f.state != faceLive {
			continue
		}
		w1, w2 := f.within(x, y)
		if least := min(w1, w2, 1-w1-w2); least > most {
			most, place, weight = least, f.vertex, [3]float64{1 - w1 - w2, w1, w2}
			if least >= 0 {
				break
			}
		}
	}
	for k := range weight { // rounding: the nearest point of the face
		weight[k] = max(0, weight[k])
	}
	sum := weight[0] + weight[1] + weight[2]
	for k := range weight {
		weight[k] /= sum
	}
	return place, weight
}

// improvesFaintly is improves where float64 does not tell: at every vertex the roof is above
// all the payoff can be on the cell, everything counted from the payoff of a pure response.
func (c *certifier) improvesFaintly(k *cell, i int) bool {
	for j := range k.n {
		sum := newTally()
		place, weight := c.facet(k.vertex[j].q, i)
		for f, p := range place {
			if p >= 0 && weight[f] > 0 {
				c.tell(&sum, weight[f], p, i, c.bends.reference)
			}
		}
		c.lessMost(&sum, k, i)
		if sum.sign() <= 0 {
			return false
		}
	}
	return true
}

// lessMost takes from a tally the most that agent i's deviation can be on a cell.
func (c *certifier) lessMost(sum *tally, k *cell, i int) {
	t := &c.table
	for x, ref := range c.bends.reference {
		for a := range t.actions {
			if a == ref {
				continue
			}
			high := math.Inf(-1) // of D_a
			for _, n := range k.vertex[:k.n] {
				high = max(high, t.difference(n.q, x, a, ref, 1+i))
			}
			if high == 0 {
				continue
			}
			z := math.Inf(1) // of log sigma_a: least where D_a < 0, else greatest
			if high > 0 {
				z = c.mostLikely(k, x, a)
			} else {
				for _, n := range k.vertex[:k.n] {
					if t.logs(n.q, x, c.lambda, c.logs) {
						z = min(z, c.logs[a])
					}
				}
			}
			sum.add(-high, z)
		}
	}
}

// mostLikely bounds log sigma_a on a cell: log of 1 over the sum of each term's least.
func (c *certifier) mostLikely(k *cell, x, a int) float64 {
	t := &c.table
	least := make([]float64, t.actions)
	for b := range least {
		least[b] = math.Inf(1)
	}
	for _, n := range k.vertex[:k.n] {
		if t.logs(n.q, x, c.lambda, c.logs) {
			for b := range least {
				least[b] = min(least[b], c.logs[b]-c.logs[a])
			}
		}
	}
	top, sum := slices.Max(least), 0.0
	for _, z := range least {
		sum += math.Exp(z - top)
	}
	return -top - math.Log(sum)
}
