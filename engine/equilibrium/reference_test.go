package equilibrium

import (
	"math"
	"math/big"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"

	"github.com/emergent-alignment/emergent/engine/belief"
	"github.com/emergent-alignment/emergent/engine/exact"
	"github.com/emergent-alignment/emergent/engine/internal/randgame"
)

// This file compares the worst equilibrium with a slow reference that shares nothing with the
// solver but the reading of decimals: rationals throughout, delta = 10^-400, vertices by
// trying every set of borders, envelopes and the worst by trying every set of posteriors.

// TestAgainstReference tries games at the edges: utilities of 0, 1/2 and 1, thirds and
// sevenths with 5 to 12 digits, agents in units of 1e-6 to 1, priors down to 1e-9. How many is
// said by EMERGENT_REFERENCE (./build.sh reference: 20,000).
func TestAgainstReference(t *testing.T) {
	games := randgame.Seeds(60)
	if n, err := strconv.Atoi(os.Getenv("EMERGENT_REFERENCE")); err == nil {
		games = n
	}
	var s Solver
	exactly := 0
	for seed := range uint64(games) {
		g := *randgame.Edgy(rand.New(rand.NewPCG(seed, 13)))
		a := solve(t, &s, g)
		if _, decisions := s.Space.Exact(); decisions > 0 {
			exactly++
		}
		if want := refer(g).worst(); math.Abs(a.Worst.User-want) > 1e-9 {
			t.Errorf("seed %d: worst %.12g, by the reference %.12g\n%+v", seed, a.Worst.User, want, g)
		}
		if err := s.Check(&a.Worst); err != nil {
			t.Errorf("seed %d: %v", seed, err)
		}
		l := a.Ladder(0.5)
		for i, pair := range [][2]float64{{l.Opt, l.Best}, {l.Best, l.Worst}, {l.Worst, l.Floor},
			{l.Floor, l.AnyResponse}} {
			if pair[1] > pair[0] {
				t.Errorf("seed %d: rung %d is above the one before: %+v", seed, i+1, l)
			}
		}
	}
	if exactly < games/3 {
		t.Errorf("only %d of %d games needed whole numbers", exactly, games)
	}
	t.Logf("%d of %d games needed whole numbers", exactly, games)
}

// rationals is a game in rationals, the user lowered.
type rationals struct {
	n      int
	prior  []*big.Rat
	user   [][]*big.Rat // lowered
	plain  [][]*big.Rat
	agents [][][]*big.Rat
	points [][]*big.Rat // of all pairs
	action []int
	tops   map[int][]*big.Rat // by the first pair of a belief: what each agent gets there at most
}

func refer(g belief.Game) *rationals {
	q := &rationals{n: g.States, tops: map[int][]*big.Rat{}}
	total := new(big.Rat)
	for _, p := range g.Prior {
		q.prior = append(q.prior, exact.Decimal(p))
		total.Add(total, exact.Decimal(p))
	}
	for _, p := range q.prior {
		p.Quo(p, total)
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
	q.user, q.plain = table(g.User, delta), table(g.User, new(big.Rat))
	for _, u := range g.Agents {
		q.agents = append(q.agents, table(u, new(big.Rat)))
	}
	q.findPairs()
	return q
}

func dot(a, b []*big.Rat) *big.Rat {
	sum := new(big.Rat)
	for i := range a {
		sum.Add(sum, new(big.Rat).Mul(a[i], b[i]))
	}
	return sum
}

// solveSquare solves rows x = right, or returns nil where they are dependent.
func solveSquare(rows [][]*big.Rat, right []*big.Rat) []*big.Rat {
	n := len(rows)
	m := make([][]*big.Rat, n)
	for i := range m {
		for _, x := range append(append([]*big.Rat{}, rows[i]...), right[i]) {
			m[i] = append(m[i], new(big.Rat).Set(x))
		}
	}
	for c := range n {
		top := c
		for top < n && m[top][c].Sign() == 0 {
			top++
		}
		if top == n {
			return nil
		}
		m[c], m[top] = m[top], m[c]
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
		x[i] = new(big.Rat).Quo(m[i][n], m[i][i])
	}
	return x
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

// findPairs lists the vertices of the regions that have an interior.
func (q *rationals) findPairs() {
	var borders [][]*big.Rat
	for s := range q.n {
		row := make([]*big.Rat, q.n)
		for c := range row {
			row[c] = big.NewRat(0, 1)
		}
		row[s].SetInt64(1)
		borders = append(borders, row)
	}
	subsets(len(q.user), 2, func(list []int) {
		var row []*big.Rat
		for s := range q.n {
			row = append(row, new(big.Rat).Sub(q.user[list[0]][s], q.user[list[1]][s]))
		}
		borders = append(borders, row)
	})
	var vertices [][]*big.Rat
	ones, right := []*big.Rat{}, []*big.Rat{}
	for range q.n {
		ones, right = append(ones, big.NewRat(1, 1)), append(right, new(big.Rat))
	}
	right[q.n-1] = big.NewRat(1, 1)
	subsets(len(borders), q.n-1, func(list []int) {
		var rows [][]*big.Rat
		for _, i := range list {
			rows = append(rows, borders[i])
		}
		v := solveSquare(append(rows, ones), right)
		if v == nil {
			return
		}
		for _, x := range v {
			if x.Sign() < 0 {
				return
			}
		}
		for _, w := range vertices {
			if same(v, w) {
				return
			}
		}
		vertices = append(vertices, v)
	})
	for a := range q.user {
		var own [][]*big.Rat
		for _, v := range vertices {
			if q.optimal(a, v) {
				own = append(own, v)
			}
		}
		if q.solid(own) {
			for _, v := range own {
				q.points, q.action = append(q.points, v), append(q.action, a)
			}
		}
	}
}

func same(v, w []*big.Rat) bool {
	for s := range v {
		if v[s].Cmp(w[s]) != 0 {
			return false
		}
	}
	return true
}

func (q *rationals) optimal(a int, v []*big.Rat) bool {
	own := dot(q.user[a], v)
	for b := range q.user {
		if dot(q.user[b], v).Cmp(own) > 0 {
			return false
		}
	}
	return true
}

// solid says whether some n of the points are independent: whether their hull has an interior.
func (q *rationals) solid(points [][]*big.Rat) bool {
	found := false
	zero := make([]*big.Rat, q.n)
	for i := range zero {
		zero[i] = new(big.Rat)
	}
	subsets(len(points), q.n, func(list []int) {
		var rows [][]*big.Rat
		for _, i := range list {
			rows = append(rows, points[i])
		}
		found = found || solveSquare(rows, zero) != nil
	})
	return found
}

// mixtures visits all mixtures with the given mean of at most n independent allowed pairs.
func (q *rationals) mixtures(mean []*big.Rat, allowed []bool, visit func(list []int, weights []*big.Rat)) {
	subsets(len(q.points), q.n, func(list []int) {
		rows := make([][]*big.Rat, q.n)
		for _, i := range list {
			if !allowed[i] {
				return
			}
			for s := range rows {
				rows[s] = append(rows[s], q.points[i][s])
			}
		}
		w := solveSquare(rows, mean)
		if w == nil {
			return
		}
		for _, x := range w {
			if x.Sign() < 0 {
				return
			}
		}
		visit(list, w)
	})
}

// worst is the user's least value over mixtures of pairs that no agent can improve.
func (q *rationals) worst() float64 {
	all, stay := make([]bool, len(q.points)), make([]bool, len(q.points))
	for j := range all {
		all[j] = true
	}
	for j := range stay {
		top := q.envelopes(j, all)
		stay[j] = true
		for i, u := range q.agents {
			stay[j] = stay[j] && dot(u[q.action[j]], q.points[j]).Cmp(top[i]) >= 0
		}
	}
	var least *big.Rat
	q.mixtures(q.prior, stay, func(list []int, w []*big.Rat) {
		if v := q.worth(q.plain, list, w); least == nil || v.Cmp(least) < 0 {
			least = v
		}
	})
	f, _ := least.Float64()
	return f
}

// envelopes is the most that each agent gets by splitting the belief of pair j.
func (q *rationals) envelopes(j int, all []bool) []*big.Rat {
	for before := range j {
		if same(q.points[before], q.points[j]) {
			return q.tops[before]
		}
	}
	top := make([]*big.Rat, len(q.agents))
	raise := func(i int, v *big.Rat) {
		if top[i] == nil || v.Cmp(top[i]) > 0 {
			top[i] = v
		}
	}
	for k := range q.points {
		if same(q.points[j], q.points[k]) {
			for i, u := range q.agents {
				raise(i, dot(u[q.action[k]], q.points[k]))
			}
		}
	}
	q.mixtures(q.points[j], all, func(list []int, w []*big.Rat) {
		for i, u := range q.agents {
			raise(i, q.worth(u, list, w))
		}
	})
	q.tops[j] = top
	return top
}

func (q *rationals) worth(u [][]*big.Rat, list []int, w []*big.Rat) *big.Rat {
	sum := new(big.Rat)
	for i, j := range list {
		sum.Add(sum, new(big.Rat).Mul(w[i], dot(u[q.action[j]], q.points[j])))
	}
	return sum
}
