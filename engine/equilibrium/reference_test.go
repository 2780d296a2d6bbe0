package equilibrium

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

// rationals is a game in rationals.
type rationals struct {
	*randgame.Rational
	tops map[int][]*big.Rat // by the first pair of a belief: what each agent gets there at most
}

func refer(g belief.Game) *rationals {
	return &rationals{randgame.InRationals(&g), map[int][]*big.Rat{}}
}

// worst is the user's least value over mixtures of pairs that no agent can improve.
func (q *rationals) worst() float64 {
	stay := make([]bool, len(q.Pairs))
	for j := range stay {
		top := q.envelopes(j)
		stay[j] = true
		for i, u := range q.Agents {
			stay[j] = stay[j] && q.Worth(u, j).Cmp(top[i]) >= 0
		}
	}
	var least *big.Rat
	q.Mixtures(q.Prior, func(list []int, w []*big.Rat) {
		if slices.ContainsFunc(list, func(j int) bool { return !stay[j] }) {
			return
		}
		if v := q.worth(q.Plain, list, w); least == nil || v.Cmp(least) < 0 {
			least = v
		}
	})
	f, _ := least.Float64()
	return f
}

// envelopes is the most that each agent gets by splitting the belief of pair j.
func (q *rationals) envelopes(j int) []*big.Rat {
	alike := func(k int) bool { return randgame.EqualRationals(q.Pairs[k].At, q.Pairs[j].At) }
	for before := range j {
		if alike(before) {
			return q.tops[before]
		}
	}
	top := make([]*big.Rat, len(q.Agents))
	raise := func(i int, v *big.Rat) {
		if top[i] == nil || v.Cmp(top[i]) > 0 {
			top[i] = v
		}
	}
	for k := range q.Pairs {
		if alike(k) {
			for i, u := range q.Agents {
				raise(i, q.Worth(u, k))
			}
		}
	}
	q.Mixtures(q.Pairs[j].At, func(list []int, w []*big.Rat) {
		for i, u := range q.Agents {
			raise(i, q.worth(u, list, w))
		}
	})
	q.tops[j] = top
	return top
}

func (q *rationals) worth(u [][]*big.Rat, list []int, w []*big.Rat) *big.Rat {
	sum := new(big.Rat)
	for i, j := range list {
		sum.Add(sum, new(big.Rat).Mul(w[i], q.Worth(u, j)))
	}
	return sum
}
