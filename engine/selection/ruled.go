package selection

import (
	"math/big"
	"slices"

	"github.com/emergent-alignment/emergent/engine/exact"
	"github.com/emergent-alignment/emergent/engine/persuasion"
)

// This file finds frontiers and equilibria in whole numbers, where floats leave them open: in the
// lowered game at a delta so small that every sign is that of all smaller ones (persuasion.Ruled).
//
// Problem. For each agent the parametric program
//
//	maximise U_i(p) + t u(p)   over the schemes p,   for all t >= 0.
//
// As t grows the optimal face is now and then an edge of the polygon, from one corner to the next;
// its pairs are those on the plane that is optimal there. By complementary slackness (doc.go) the
// equilibria are, for each choice of one edge per agent, the schemes on the pairs that lie on all of them.
//
// Method. The simplex method with Bland's rule, which cannot cycle, on an inverse without fractions
// (Edmonds; Bareiss 1968). With alpha and beta what a pair adds to the agent's payoff and to the user's
// value beside the basis, the next t is the least -alpha/beta with beta > 0, and on the face of that t
// the user's value is maximised, which leads to the next corner.

// MaxWork is how much exact arithmetic one game may take here (exact.Counter): less than half a second.
const MaxWork = 400_000_000

// simplex is a feasible basis: n pairs, and det times the inverse of the matrix of their coordinates.
type simplex struct {
	*persuasion.Ruled
	pairs   int
	basis   []int
	inverse [][]big.Int // row r is of basis[r]
	det     *big.Int    // above 0
}

// disclosing is the basis of full disclosure.
func disclosing(w *persuasion.Ruled, space *persuasion.Space) *simplex {
	x := &simplex{Ruled: w, pairs: len(space.Pairs), det: big.NewInt(1)}
	for s, j := range space.Rule[:space.N] {
		x.basis = append(x.basis, j)
		row := make([]big.Int, space.N)
		row[s].SetInt64(1) // its one coordinate is 1, too (exact.Reduction of no rows)
		x.inverse = append(x.inverse, row)
	}
	return x
}

func (x *simplex) clone() *simplex {
	c := *x
	c.basis, c.inverse = slices.Clone(x.basis), make([][]big.Int, len(x.inverse))
	for r := range c.inverse {
		c.inverse[r] = make([]big.Int, len(x.inverse[r]))
		for s := range c.inverse[r] {
			c.inverse[r][s].Set(&x.inverse[r][s])
		}
	}
	return &c
}

// along is det times the coordinates of a vector in the basis.
func (x *simplex) along(v []big.Int) []big.Int {
	d := make([]big.Int, len(x.basis))
	for r := range d {
		d[r].Set(x.Dot(x.inverse[r], v))
	}
	return d
}

// cost is what a pair brings.
type cost func(pair int) *big.Int

// price is det times the plane through the basis.
func (x *simplex) price(c cost) []big.Int {
	price, product := make([]big.Int, len(x.basis)), new(big.Int)
	for r, j := range x.basis {
		if brings := c(j); brings.Sign() != 0 {
			for s := range price {
				price[s].Add(&price[s], x.Mul(product, brings, &x.inverse[r][s]))
			}
		}
	}
	return price
}

// adds is det times what a pair brings beyond the plane.
func (x *simplex) adds(c cost, price []big.Int, pair int) *big.Int {
	sum := new(big.Int)
	x.Mul(sum, x.det, c(pair))
	return sum.Sub(sum, x.Dot(price, x.At(pair)))
}

// set is some of the pairs.
type set []bool

// climb maximises over the schemes on a set of pairs (nil: all) and reports whether that moved it. Pairs
// of the basis that are not in the set must have no weight, and get none.
func (x *simplex) climb(c cost, in set) (moved bool) {
	for {
		price, enter := x.price(c), -1
		for j := range x.pairs {
			if (in == nil || in[j]) && !slices.Contains(x.basis, j) && x.adds(c, price, j).Sign() > 0 {
				enter = j
				break
			}
		}
		if enter < 0 {
			return moved
		}
		moved = x.enter(enter, in) || moved
	}
}

// enter brings a pair into the basis, and reports whether it has weight there.
func (x *simplex) enter(pair int, in set) bool {
	direction, weights := x.along(x.At(pair)), x.along(x.Prior)
	leave := -1
	var a, b big.Int
	for r := range direction {
		if in != nil && !in[x.basis[r]] && direction[r].Sign() != 0 {
			leave = r // no weight: it may leave whichever way it would go
			break
		}
		if direction[r].Sign() <= 0 {
			continue
		}
		if leave >= 0 {
			c := x.Mul(&a, &weights[r], &direction[leave]).Cmp(x.Mul(&b, &weights[leave], &direction[r]))
			if c > 0 || c == 0 && x.basis[r] > x.basis[leave] {
				continue
			}
		}
		leave = r
	}
	var product big.Int
	pivot := &direction[leave]
	for r, row := range x.inverse {
		if r == leave {
			continue
		}
		for s := range row {
			x.Mul(&row[s], &row[s], pivot)
			row[s].Sub(&row[s], x.Mul(&product, &direction[r], &x.inverse[leave][s]))
			x.Quo(&row[s], &row[s], x.det)
		}
	}
	x.basis[leave], x.det = pair, new(big.Int).Set(pivot)
	if x.det.Sign() < 0 {
		x.det.Neg(x.det)
		for _, row := range x.inverse {
			for s := range row {
				row[s].Neg(&row[s])
			}
		}
	}
	return weights[leave].Sign() != 0
}

// scheme appends the scheme of the basis, as delta -> 0.
func (x *simplex) scheme(dst persuasion.Scheme) persuasion.Scheme {
	for r, w := range x.along(x.Prior) {
		if p := x.Probability(&w, x.det, x.basis[r]); p > 0 {
			dst = append(dst, persuasion.Part{Pair: x.basis[r], Probability: p})
		}
	}
	return dst
}

// facet is an edge of an agent's frontier in the lowered game: the pairs on its plane.
type facet struct {
	in     set
	weight float64           // t, as delta -> 0
	far    persuasion.Scheme // that of its end, where the user has most
}

// ruler solves one game.
type ruler struct {
	*simplex
	s      *Solver
	user   cost
	spite  cost // minus the user's value
	start  *simplex
	facets [][]facet // [agent]
}

// ruled fills in the answer. It says false where that takes too much work.
func (s *Solver) ruled(a *Answer, space *persuasion.Space) (done bool) {
	w, end := space.Ruled(MaxWork)
	defer end()
	defer func() {
		if r := recover(); r != nil && r != exact.Spent {
			panic(r)
		}
	}()
	r := &ruler{s: s, start: disclosing(w, space), facets: make([][]facet, space.Agents)}
	r.user = remembered(r.start.pairs, w.User)
	r.spite = remembered(r.start.pairs, func(j int) *big.Int { return new(big.Int).Neg(r.user(j)) })
	a.Frontiers = grown(a.Frontiers, space.Agents)
	s.pieces = s.pieces[:0]
	for i := range a.Frontiers {
		least, own := r.trace(i)
		if s.tracer.follow(&a.Frontiers[i], i, least, r.facets[i]); s.tracer.failed {
			a.Limit = ErrUnsolved
			return true
		}
		if space.Agents == 1 {
			s.add(least, own)
		}
	}
	if space.Agents > 1 {
		r.equilibria()
	}
	return true
}

// remembered computes what each pair brings once.
func remembered(pairs int, c cost) cost {
	known := make([]*big.Int, pairs)
	return func(j int) *big.Int {
		if known[j] == nil {
			known[j] = c(j)
		}
		return known[j]
	}
}

// trace lists the edges of an agent's frontier and returns the own optima of the least and the greatest
// user value.
func (r *ruler) trace(agent int) (least, best persuasion.Scheme) {
	r.simplex = r.start.clone()
	own := remembered(r.pairs, func(j int) *big.Int { return r.Agent(agent, j) })
	r.climb(own, nil)
	face, price := make(set, r.pairs), r.price(own)
	for j := range face {
		face[j] = r.adds(own, price, j).Sign() == 0
	}
	r.climb(r.spite, face)
	least = r.scheme(nil)
	for weight := 0.0; face != nil; face, weight = r.next(own) {
		if r.climb(r.user, face) {
			r.facets[agent] = append(r.facets[agent], facet{face, weight, r.scheme(nil)})
		}
		if best == nil {
			best = r.scheme(nil)
		}
	}
	return least, best
}

// next is the face of the next t, nil where there is none, and t.
func (r *ruler) next(own cost) (set, float64) {
	alpha, beta := make([]*big.Int, r.pairs), make([]*big.Int, r.pairs)
	priceOwn, priceUser, first := r.price(own), r.price(r.user), -1
	var here, there big.Int
	for j := range alpha {
		if slices.Contains(r.basis, j) {
			alpha[j], beta[j] = new(big.Int), new(big.Int)
			continue
		}
		alpha[j], beta[j] = r.adds(own, priceOwn, j), r.adds(r.user, priceUser, j)
		if beta[j].Sign() <= 0 {
			continue
		}
		if first < 0 || r.Mul(&here, alpha[j], beta[first]).Cmp(r.Mul(&there, alpha[first], beta[j])) > 0 {
			first = j
		}
	}
	if first < 0 {
		return nil, 0
	}
	face := make(set, r.pairs)
	for j := range face {
		face[j] = r.Mul(&here, alpha[j], beta[first]).Cmp(r.Mul(&there, alpha[first], beta[j])) == 0
	}
	return face, r.Rate(alpha[first], beta[first])
}

// common is a set of pairs with a feasible basis among them.
type common struct {
	in set
	at *simplex
}

// equilibria finds the schemes that are optimal for all agents.
func (r *ruler) equilibria() {
	all := make(set, r.start.pairs)
	for j := range all {
		all[j] = true
	}
	sets := []common{{all, r.start}}
	for i := range r.facets {
		var next []common
		for _, c := range sets {
			for _, f := range r.facets[i] {
				if both, ok := c.meet(f.in); ok {
					next = largest(next, both)
				}
			}
		}
		sets = next
	}
	for _, c := range sets {
		c.at.climb(r.spite, c.in)
		low := c.at.scheme(nil)
		c.at.climb(r.user, c.in)
		r.s.add(low, c.at.scheme(nil))
	}
}

// meet is the part of a set on an edge, if there is a scheme on it.
func (c *common) meet(edge set) (both common, ok bool) {
	both = common{make(set, len(edge)), c.at}
	same := true
	for j := range edge {
		both.in[j] = c.in[j] && edge[j]
		same = same && both.in[j] == c.in[j]
	}
	if same {
		return both, true
	}
	none, fine := new(big.Int), big.NewInt(-1)
	both.at = c.at.clone()
	both.at.climb(func(j int) *big.Int {
		if both.in[j] {
			return none
		}
		return fine
	}, c.in)
	for r, w := range both.at.along(both.at.Prior) {
		if w.Sign() != 0 && !both.in[both.at.basis[r]] {
			return both, false
		}
	}
	return both, true
}

// largest adds a set to a list of which none is part of another.
func largest(list []common, c common) []common {
	within := func(a, b set) bool {
		for j := range a {
			if a[j] && !b[j] {
				return false
			}
		}
		return true
	}
	for _, other := range list {
		if within(c.in, other.in) {
			return list
		}
	}
	return append(slices.DeleteFunc(list, func(other common) bool { return within(other.in, c.in) }), c)
}
