package align

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/emergent-alignment/emergent/engine/internal/randgame"
)

// rounding is what figures of tables with entries in [0,1] are held to.
const rounding = 1e-12

var variants = []Variant{
	{false, NoOffset}, {false, Constant}, {false, State},
	{true, NoOffset}, {true, Constant}, {true, State},
}

// random returns a table of one of several kinds, by seed: general; of few values, so
// degenerate; in a space of few criteria, the user inside or outside; with agents given
// twice; with agents that are constant or zero.
func random(seed int) (Table, *rand.Rand) {
	r := rand.New(rand.NewPCG(11, uint64(seed)))
	states, actions, k := 1+r.IntN(4), 1+r.IntN(4), 1+r.IntN(7)
	n := states * actions
	t := Table{User: uniform(r, n), States: states}
	for range k {
		t.Agents = append(t.Agents, uniform(r, n))
	}
	switch seed % 5 {
	case 1:
		for _, v := range append(t.Agents, t.User) {
			for e := range v {
				v[e] = float64(r.IntN(3)) / 2
			}
		}
	case 2:
		criteria := [][]float64{uniform(r, n), uniform(r, n), uniform(r, n)}
		for _, v := range append(t.Agents, t.User) {
			copy(v, mixed(randgame.Uniform(r, 3), criteria))
		}
		if r.IntN(2) == 0 {
			t.User = mixed(randgame.Uniform(r, k), t.Agents)
		}
	case 3:
		for i := range t.Agents {
			if r.IntN(2) == 0 {
				t.Agents[i] = slices.Clone(t.Agents[r.IntN(k)])
			}
		}
	case 4:
		for i := range t.Agents {
			if level := r.IntN(3); level < 2 {
				for e := range t.Agents[i] {
					t.Agents[i][e] = float64(level) * 0.3
				}
			}
		}
	}
	return t, r
}

func uniform(r *rand.Rand, n int) []float64 {
	v := make([]float64, n)
	for e := range v {
		v[e] = r.Float64()
	}
	return v
}

func mixed(w []float64, of [][]float64) []float64 {
	v := make([]float64, len(of[0]))
	for i, f := range w {
		add(v, f, of[i])
	}
	return v
}

// each runs a check on many random tables.
func each(t *testing.T, runs int, check func(seed int, table Table, r *rand.Rand)) {
	t.Helper()
	if testing.Short() {
		runs /= 5
	}
	for seed := range runs {
		table, r := random(seed)
		check(seed, table, r)
	}
}
