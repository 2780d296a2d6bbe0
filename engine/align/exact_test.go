package align

import (
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/emergent-alignment/emergent/engine/exact"
	"github.com/emergent-alignment/emergent/engine/internal/randgame"
)

// least is the smallest tolerance of a scenario: what is typed as less is read as that.
const least = 1e-12

// settled is the verdict on a table.
func settled(s *Solver, t Table, v Variant, tolerance float64) bool {
	return s.Settle(t, v, s.Solve(t, v), tolerance).Inside(tolerance)
}

// TestFaces: users on a face, an edge or a corner of the hull, written as decimals, are inside at the least tolerance,
// and outside when one number is 1e-11 further out; where epsilon is the tolerance, they are inside.
func TestFaces(t *testing.T) {
	third := func(digits int) float64 {
		x, _ := strconv.ParseFloat(fmt.Sprintf("%.*f", digits, 1./3), 64)
		return x
	}
	type row struct {
		name      string
		user      []float64
		agents    [][]float64
		tolerance float64
		want      bool
	}
	rows := []row{
		{"an edge in decimals", []float64{0.1, 0.7, 0.4}, [][]float64{{0, 0.6, 0.3}, {0.3, 0.9, 0.6}}, least, true},
		{"beyond the edge", []float64{0.1, 0.7, 0.40000000001}, [][]float64{{0, 0.6, 0.3}, {0.3, 0.9, 0.6}}, least,
			false},
		{"a corner", []float64{0.3, 0.9, 0.6}, [][]float64{{0, 0.6, 0.3}, {0.3, 0.9, 0.6}}, least, true},
		// 0.4-0.3 is more than 0.1 in floating point
		{"epsilon is 0.1", []float64{0.4, 0}, [][]float64{{0.3, 0}}, 0.1, true},
		{"epsilon is a bit more", []float64{0.4000000000000001, 0}, [][]float64{{0.3, 0}}, 0.1, false},
		{"epsilon is 0.1, below", []float64{0.3, 0}, [][]float64{{0.2, 0}}, 0.1, true},
		{"epsilon is a bit more, below", []float64{0.3, 0}, [][]float64{{0.1999999999999999, 0}}, 0.1, false},
		{"a third and two", []float64{1. / 3, 2. / 3}, [][]float64{{0, 1}, {1, 0}}, least, true},
	}
	for digits := 6; digits <= 12; digits++ {
		x := third(digits)
		rows = append(rows,
			row{fmt.Sprintf("a third of %d digits three times", digits), []float64{x, x, x},
				// they sum to 1-10^-digits, a third of which is epsilon
				[][]float64{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}, least, digits == 12},
			row{fmt.Sprintf("a third of %d digits on an edge", digits), []float64{x, math.Round((1-x)*1e12) / 1e12},
				[][]float64{{1, 0}, {0, 1}}, least, true})
	}
	var s Solver
	for _, r := range rows {
		before := s.Exactly
		if got := settled(&s, Table{User: r.user, Agents: r.agents}, Variant{}, r.tolerance); got != r.want {
			t.Errorf("%s: inside %v", r.name, got)
		}
		depth, _ := s.Depth(Table{User: r.user, Agents: r.agents}, Variant{}, r.tolerance)
		if (depth >= 0) != r.want {
			t.Errorf("%s: depth %d", r.name, depth)
		}
		if r.want && s.Exactly == before {
			t.Errorf("%s: floating point decided", r.name)
		}
	}
}

// TestAgainstRationals: the verdict is that of trying, in rationals, all combinations at which so many bounds are
// reached as there are unknowns; on tables full of ties, and at tolerances that epsilon often is.
func TestAgainstRationals(t *testing.T) {
	var s Solver
	tolerances := []float64{least, 0.025, 0.05, 0.1, 0.125, 0.2, 0.25, 0.3, 0.5, 0.333333, 0.16666666667}
	inside, tried := 0, 0
	for seed := range uint64(randgame.Seeds(120)) {
		rng := rand.New(rand.NewPCG(seed, 61))
		states := 1 + rng.IntN(2)
		table := Table{States: states}
		draw := func() (list []float64) {
			pick := [][]float64{{0, 0.5, 1}, {0, 0.1, 0.2, 0.3, 0.4, 0.7, 1}, {0.333333, 0.666667, 0, 1},
				{0.33333333333, 0.66666666667, 1, 0}}[rng.IntN(4)]
			for range 2 * states {
				list = append(list, pick[rng.IntN(len(pick))])
			}
			return list
		}
		table.User = draw()
		for range 1 + rng.IntN(3) {
			table.Agents = append(table.Agents, draw())
		}
		if rng.IntN(2) == 0 { // on a segment between two
			a, b, w := table.Agents[0], table.Agents[len(table.Agents)-1], []float64{0.1, 0.25, 0.5}[rng.IntN(3)]
			for e := range table.User {
				table.User[e] = math.Round((w*a[e]+(1-w)*b[e])*1e12) / 1e12
			}
		}
		for _, v := range variants {
			tolerance := tolerances[rng.IntN(len(tolerances))]
			got, want := settled(&s, table, v, tolerance), byBases(table, v, tolerance)
			if got != want {
				t.Errorf("seed %d, %+v at %v: inside %v, by rationals %v: %+v", seed, v, tolerance, got, want, table)
			}
			if depth, _ := s.Depth(table, v, tolerance); (depth >= 0) != want {
				t.Errorf("seed %d, %+v at %v: depth %d, by rationals inside is %v", seed, v, tolerance, depth, want)
			}
			tried++
			if want {
				inside++
			}
		}
	}
	t.Logf("%d of %d inside; %d decisions took rationals", inside, tried, s.Exactly)
	if s.Exactly < tried/20 || s.Exactly > 2*tried {
		t.Errorf("%d decisions of %d took rationals", s.Exactly, tried)
	}
}

// byBases reports whether there are weights and offsets within the tolerance: if there are any, there are some at which
// as many bounds are reached as there are unknowns, or as many as are independent.
func byBases(t Table, v Variant, tolerance float64) bool {
	k, groups := len(t.Agents), t.groups(v.Offset)
	unknowns := k + groups
	var bounds [][]*big.Rat // row . unknowns <= last
	bound := func(row []*big.Rat, right *big.Rat) { bounds = append(bounds, append(row, right)) }
	zeros := func() []*big.Rat {
		row := make([]*big.Rat, unknowns)
		for i := range row {
			row[i] = new(big.Rat)
		}
		return row
	}
	for i := range k {
		row := zeros()
		row[i].SetInt64(-1)
		bound(row, new(big.Rat))
	}
	allowed := exact.Decimal(tolerance)
	for e, u := range t.User {
		for _, sign := range []int64{1, -1} {
			row, factor := zeros(), new(big.Rat).SetInt64(sign)
			for i, a := range t.Agents {
				row[i].Mul(factor, exact.Decimal(a[e]))
			}
			if groups > 0 {
				row[k+e%groups].Set(factor)
			}
			right := new(big.Rat).Mul(factor, exact.Decimal(u))
			bound(row, right.Add(right, allowed))
		}
	}
	var equations [][]*big.Rat
	if !v.Conic {
		row := zeros()
		for i := range k {
			row[i].SetInt64(1)
		}
		equations = append(equations, append(row, new(big.Rat).SetInt64(1)))
	}
	// An offset's group without a bound reached is free; it never is where entries have two bounds each. So
	// bounded sets have vertices, and conic ones, with w >= 0, have too.
	return tryBases(bounds, equations, unknowns, 0)
}

func tryBases(bounds, chosen [][]*big.Rat, unknowns, from int) bool {
	if len(chosen) == unknowns {
		x := solved(chosen, unknowns)
		if x == nil {
			return false
		}
		for _, b := range bounds {
			sum, product := new(big.Rat), new(big.Rat)
			for i := range x {
				sum.Add(sum, product.Mul(b[i], x[i]))
			}
			if sum.Cmp(b[unknowns]) > 0 {
				return false
			}
		}
		return true
	}
	for i := from; i < len(bounds); i++ {
		if tryBases(bounds, append(chosen[:len(chosen):len(chosen)], bounds[i]), unknowns, i+1) {
			return true
		}
	}
	return false
}

// solved is the solution of a square system, nil where there is no single one.
func solved(system [][]*big.Rat, n int) []*big.Rat {
	m := make([][]*big.Rat, n)
	for r := range m {
		for _, x := range system[r] {
			m[r] = append(m[r], new(big.Rat).Set(x))
		}
	}
	for c := range n {
		p := c
		for p < n && m[p][c].Sign() == 0 {
			p++
		}
		if p == n {
			return nil
		}
		m[c], m[p] = m[p], m[c]
		inverse := new(big.Rat).Inv(m[c][c])
		for j := range m[c] {
			m[c][j].Mul(m[c][j], inverse)
		}
		for r := range m {
			if r == c || m[r][c].Sign() == 0 {
				continue
			}
			factor, product := new(big.Rat).Set(m[r][c]), new(big.Rat)
			for j := range m[r] {
				m[r][j].Sub(m[r][j], product.Mul(factor, m[c][j]))
			}
		}
	}
	x := make([]*big.Rat, n)
	for r := range m {
		x[r] = m[r][n]
	}
	return x
}

// TestLargestInRationals: the largest table of a game is settled in rationals as a rule, and where those take too much
// by floating point.
func TestLargestInRationals(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 67))
	table := Table{States: 8, User: make([]float64, 64)}
	for range 24 {
		a := make([]float64, 64)
		for e := range a {
			a[e] = float64(rng.IntN(3)) / 2
			table.User[e] += a[e] / 32
		}
		table.Agents = append(table.Agents, a)
	}
	for e := range table.User { // the mean gives the first one 9/32
		table.User[e] += table.Agents[0][e] / 4
	}
	var s Solver
	for _, v := range variants {
		if !settled(&s, table, v, least) {
			t.Errorf("%+v: the mean is outside", v)
		}
	}
	if s.Exactly < len(variants)/2 {
		t.Errorf("%d of %d fit into the budget", s.Exactly, len(variants))
	}
}
