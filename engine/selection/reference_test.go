package selection

import (
	"math"
	"math/big"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"

	"github.com/emergent-alignment/emergent/engine/belief"
	"github.com/emergent-alignment/emergent/engine/internal/randgame"
)

// This file compares the equilibria with a slow reference that shares nothing with the solver but the
// reading of decimals: rationals throughout, delta = 10^-400, vertices by trying every set of borders,
// schemes by trying every set of vertices, frontiers as hulls of what those give. No plane and no linear
// program: with H(v) the most that all agents together get where the user has v, v is an equilibrium if
// and only if H(v) = sum_i W_i(v), since no scheme gives an agent more than W_i(v). Between break points
// both are linear, and H is never above.

// TestReference tries games at the edges (randgame.Edgy), and games of 0, 1/2 and 1 with two or three
// states, in turn. How many is said by EMERGENT_REFERENCE (./build.sh reference: 20,000).
func TestReference(t *testing.T) {
	games := randgame.Seeds(120)
	if n, err := strconv.Atoi(os.Getenv("EMERGENT_REFERENCE")); err == nil {
		games = n
	}
	var s Solver
	ties, most, below := 0, 0, 0
	for seed := range games {
		g := tiedGame(seed)
		a := solve(t, &s, g)
		if a.Limit != nil {
			t.Errorf("seed %d: %v", seed, a.Limit)
			continue
		}
		if work, _ := s.space.Exact(); a.ties {
			ties, most = ties+1, max(most, work)
		}
		var got [][2]float64
		for _, e := range a.Equilibria {
			if e.Agent == 0 {
				got = append(got, [2]float64{e.Low.User, e.High.User})
			}
		}
		if a.Worst < a.Best-1e-9 {
			below++
		}
		if want := refer(g).equilibria(); !slices.EqualFunc(got, want, sameEnds) {
			t.Errorf("seed %d: equilibria %.12g, by the reference %.12g\n%+v", seed, got, want, g)
		}
	}
	t.Logf("%d of %d games needed whole numbers, at most %d products", ties, games, most)
	t.Logf("%d have equilibria below OPT", below)
	if ties < games/3 || most > MaxWork/20 || below < games/50 {
		t.Error("too few, or too much work, or only OPT")
	}
}

func sameEnds(a, b [2]float64) bool {
	return math.Abs(a[0]-b[0]) <= 1e-9 && math.Abs(a[1]-b[1]) <= 1e-9
}

// tiedGame is one with ties.
func tiedGame(seed int) *belief.Game {
	r := rand.New(rand.NewPCG(uint64(seed), 13))
	if seed%2 == 0 {
		return randgame.Edgy(r)
	}
	n, m := 2+seed/2%2, 2+r.IntN(2)
	g := randgame.Game(r, n, m, 0)
	for y := range g.Prior {
		g.Prior[y] = 1 / float64(n)
	}
	halves := []float64{0, 0.5, 1}
	g.User = randgame.Utility(r, m, n, halves)
	for range 2 + r.IntN(2) {
		g.Agents = append(g.Agents, randgame.Utility(r, m, n, halves))
	}
	return g
}

// point is what a scheme gives: the user, each agent, and all agents together.
type point []*big.Rat

// reference is a game in rationals, the user lowered.
type reference struct {
	*randgame.Rational
	points []point // of every scheme of as many posteriors as there are states
}

func refer(g *belief.Game) *reference {
	q := &reference{Rational: randgame.InRationals(g)}
	q.Mixtures(q.Prior, func(list []int, weights []*big.Rat) {
		gives := point{}
		for range 2 + len(q.Agents) {
			gives = append(gives, new(big.Rat))
		}
		for k, pair := range list {
			add := func(party int, u [][]*big.Rat) {
				gives[party].Add(gives[party], new(big.Rat).Mul(weights[k], q.Worth(u, pair)))
			}
			add(0, q.User)
			for j, u := range q.Agents {
				add(1+j, u)
				add(1+len(q.Agents), u)
			}
		}
		q.points = append(q.points, gives)
	})
	return q
}

// hull is the upper hull of what the user and a party get, by the user's values.
func (q *reference) hull(party int) (list []point) {
	sorted := slices.Clone(q.points)
	slices.SortFunc(sorted, func(a, b point) int {
		if c := a[0].Cmp(b[0]); c != 0 {
			return c
		}
		return b[party].Cmp(a[party])
	})
	cross := func(a, b, c point) int {
		left := new(big.Rat).Mul(new(big.Rat).Sub(b[0], a[0]), new(big.Rat).Sub(c[party], a[party]))
		return left.Cmp(new(big.Rat).Mul(new(big.Rat).Sub(c[0], a[0]), new(big.Rat).Sub(b[party], a[party])))
	}
	for _, p := range sorted {
		if n := len(list); n > 0 && list[n-1][0].Cmp(p[0]) == 0 {
			continue
		}
		for len(list) > 1 && cross(list[len(list)-2], list[len(list)-1], p) >= 0 {
			list = list[:len(list)-1]
		}
		list = append(list, p)
	}
	return list
}

// on is a hull's value at v, and falling that of the most at v or above.
func on(hull []point, party int, v *big.Rat, falling bool) *big.Rat {
	best := new(big.Rat).Set(hull[len(hull)-1][party])
	for k := 1; k < len(hull); k++ {
		a, b := hull[k-1], hull[k]
		if falling && a[0].Cmp(v) >= 0 && a[party].Cmp(best) > 0 {
			best.Set(a[party])
		}
		if a[0].Cmp(v) <= 0 && v.Cmp(b[0]) <= 0 {
			w := new(big.Rat).Quo(new(big.Rat).Sub(v, a[0]), new(big.Rat).Sub(b[0], a[0]))
			x := w.Add(w.Mul(w, new(big.Rat).Sub(b[party], a[party])), a[party])
			if !falling {
				return x
			}
			if x.Cmp(best) > 0 {
				best.Set(x)
			}
		}
	}
	return best
}

// equilibria are the intervals of the user's values, ascending.
func (q *reference) equilibria() (list [][2]float64) {
	var hulls [][]point
	var cuts []*big.Rat
	for party := 1; party < 2+len(q.Agents); party++ {
		hulls = append(hulls, q.hull(party))
		for _, p := range hulls[party-1] {
			cuts = append(cuts, p[0])
		}
	}
	slices.SortFunc(cuts, (*big.Rat).Cmp)
	before := false // the value before is one, and the values up to this are
	for k, v := range cuts {
		sum := new(big.Rat)
		for i := range q.Agents {
			sum.Add(sum, on(hulls[i], 1+i, v, true))
		}
		all := len(hulls) - 1
		now := k == len(cuts)-1 || on(hulls[all], 1+all, v, false).Cmp(sum) == 0
		at, _ := v.Float64()
		switch {
		case now && before && (k+1 < len(cuts) || on(hulls[all], 1+all, v, false).Cmp(sum) == 0):
			list[len(list)-1][1] = at
		case now && len(list) > 0 && math.Abs(list[len(list)-1][1]-at) <= 1e-12: // delta apart
		case now:
			list = append(list, [2]float64{at, at})
		}
		before = now
	}
	return list
}
