package randgame

import (
	"math/big"
	"slices"

	"github.com/emergent-alignment/emergent/engine/belief"
	"github.com/emergent-alignment/emergent/engine/exact"
)

// Rational is a game of a user who sees nothing, in rationals, for references that try everything: it
// shares nothing with the solvers but the reading of decimals. Tables are [action][state].
type Rational struct {
	Prior  []*big.Rat
	User   [][]*big.Rat // action a lowered by a delta, delta = 10^-400: of equally good ones she takes the first
	Plain  [][]*big.Rat // not lowered
	Agents [][][]*big.Rat
	Pairs  []RationalPair // the vertices of all regions that have an interior, action by action
}

// RationalPair is a vertex of the region of an action.
type RationalPair struct {
	At     []*big.Rat
	Action int
}

// InRationals states a game in rationals, its prior over its sum.
func InRationals(g *belief.Game) *Rational {
	q := &Rational{}
	total := new(big.Rat)
	for _, p := range g.Prior {
		total.Add(total, exact.Decimal(p))
	}
	for _, p := range g.Prior {
		q.Prior = append(q.Prior, new(big.Rat).Quo(exact.Decimal(p), total))
	}
	delta := new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Exp(big.NewInt(10), big.NewInt(400), nil))
	table := func(u belief.Matrix, drop *big.Rat) (rows [][]*big.Rat) {
		for a := range u.Rows {
			var row []*big.Rat
			for _, x := range u.Row(a) {
				row = append(row, new(big.Rat).Sub(exact.Decimal(x), new(big.Rat).Mul(drop, big.NewRat(int64(a), 1))))
			}
			rows = append(rows, row)
		}
		return rows
	}
	q.User, q.Plain = table(g.User, delta), table(g.User, new(big.Rat))
	for _, u := range g.Agents {
		q.Agents = append(q.Agents, table(u, new(big.Rat)))
	}
	for a := range q.User {
		for _, v := range q.vertices(a) {
			q.Pairs = append(q.Pairs, RationalPair{v, a})
		}
	}
	return q
}

// Worth is what a table gives at a pair.
func (q *Rational) Worth(u [][]*big.Rat, pair int) *big.Rat {
	return times(u[q.Pairs[pair].Action], q.Pairs[pair].At)
}

// Mixtures visits every mixture with the given mean of as many independent pairs as there are states.
func (q *Rational) Mixtures(mean []*big.Rat, visit func(pairs []int, weights []*big.Rat)) {
	subsets(len(q.Pairs), len(mean), func(list []int) {
		rows := make([][]*big.Rat, len(mean))
		for s := range rows {
			for _, i := range list {
				rows[s] = append(rows[s], q.Pairs[i].At[s])
			}
		}
		if weights := solved(rows, mean); weights != nil && !slices.ContainsFunc(weights, negative) {
			visit(list, weights)
		}
	})
}

// vertices are those of the region of an action; none if it has no interior.
func (q *Rational) vertices(a int) (list [][]*big.Rat) {
	n := len(q.Prior)
	var borders [][]*big.Rat // <border, v> >= 0: first the faces of the simplex
	var ones, zeros []*big.Rat
	for s := range n {
		ones, zeros = append(ones, big.NewRat(1, 1)), append(zeros, new(big.Rat))
		row := make([]*big.Rat, n)
		for c := range row {
			row[c] = new(big.Rat)
		}
		row[s].SetInt64(1)
		borders = append(borders, row)
	}
	for b := range q.User {
		var row []*big.Rat
		for s := range n {
			row = append(row, new(big.Rat).Sub(q.User[a][s], q.User[b][s]))
		}
		if b != a {
			borders = append(borders, row)
		}
	}
	subsets(len(borders), n-1, func(at []int) {
		v := solved(append(pick(borders, at), ones), append(slices.Clone(zeros[1:]), ones[0]))
		if v == nil || slices.ContainsFunc(borders, func(b []*big.Rat) bool { return times(b, v).Sign() < 0 }) ||
			slices.ContainsFunc(list, func(w []*big.Rat) bool { return EqualRationals(v, w) }) {
			return
		}
		list = append(list, v)
	})
	solid := false // some n of them are independent
	subsets(len(list), n, func(at []int) { solid = solid || solved(pick(list, at), zeros) != nil })
	if !solid {
		return nil
	}
	return list
}

// EqualRationals reports whether two lists have the same numbers.
func EqualRationals(a, b []*big.Rat) bool {
	return slices.EqualFunc(a, b, func(x, y *big.Rat) bool { return x.Cmp(y) == 0 })
}

func negative(x *big.Rat) bool { return x.Sign() < 0 }

func times(a, b []*big.Rat) *big.Rat {
	sum := new(big.Rat)
	for i := range a {
		sum.Add(sum, new(big.Rat).Mul(a[i], b[i]))
	}
	return sum
}

func pick(rows [][]*big.Rat, at []int) (list [][]*big.Rat) {
	for _, i := range at {
		list = append(list, rows[i])
	}
	return list
}

// subsets visits all k-subsets of 0..n-1.
func subsets(n, k int, visit func(list []int)) {
	var walk func(from int, list []int)
	walk = func(from int, list []int) {
		if len(list) == k {
			visit(list)
			return
		}
		for i := from; i < n; i++ {
			walk(i+1, append(list, i))
		}
	}
	walk(0, nil)
}

// solved solves rows x = right; nil where they are dependent.
func solved(rows [][]*big.Rat, right []*big.Rat) []*big.Rat {
	n := len(rows)
	m := make([][]*big.Rat, n)
	for i := range m {
		for _, x := range append(slices.Clone(rows[i]), right[i]) {
			m[i] = append(m[i], new(big.Rat).Set(x))
		}
	}
	for c := range n {
		top := slices.IndexFunc(m[c:], func(row []*big.Rat) bool { return row[c].Sign() != 0 })
		if top < 0 {
			return nil
		}
		m[c], m[c+top] = m[c+top], m[c]
		for i := range n {
			if i == c || m[i][c].Sign() == 0 {
				continue
			}
			factor := new(big.Rat).Quo(m[i][c], m[c][c])
			for k := c; k <= n; k++ {
				m[i][k].Sub(m[i][k], new(big.Rat).Mul(factor, m[c][k]))
			}
		}
	}
	x := make([]*big.Rat, n)
	for i := range x {
		x[i] = m[i][n].Quo(m[i][n], m[i][i])
	}
	return x
}
