package persuasion

import (
	"math/rand/v2"
	"testing"

	"emergent/engine/belief"
)

// game makes a game in which the user sees nothing and the agents see the state.
func game(prior []float64, user [][]float64, agents ...[][]float64) belief.Game {
	n := len(prior)
	g := belief.Game{States: n, Actions: len(user), Prior: prior, User: matrix(user)}
	for _, u := range agents {
		g.Agents = append(g.Agents, matrix(u))
	}
	g.UserSignal, g.AgentSignal = belief.NewMatrix(n, 1), belief.NewMatrix(n, n)
	for y := range n {
		g.UserSignal.Set(y, 0, 1)
		g.AgentSignal.Set(y, y, 1)
	}
	return g
}

func matrix(rows [][]float64) belief.Matrix {
	m := belief.NewMatrix(len(rows), len(rows[0]))
	for r, row := range rows {
		copy(m.Row(r), row)
	}
	return m
}

// random draws a game; levels, if any, are the only utilities, and heard > 0 gives the
// user a private experiment of that many signals, now and then with impossible ones.
func random(r *rand.Rand, n, m, agents, heard int, levels []float64) belief.Game {
	prior := make([]float64, n)
	total := 0.0
	for y := range prior {
		prior[y] = 0.05 + r.Float64()
		total += prior[y]
	}
	for y := range prior {
		prior[y] /= total
	}
	utility := func() [][]float64 {
		u := make([][]float64, m)
		for a := range u {
			u[a] = make([]float64, n)
			for y := range u[a] {
				if u[a][y] = r.Float64(); levels != nil {
					u[a][y] = levels[r.IntN(len(levels))]
				}
			}
		}
		return u
	}
	var others [][][]float64
	for range agents {
		others = append(others, utility())
	}
	g := game(prior, utility(), others...)
	if heard > 0 {
		g.UserSignal = experiment(r, n, heard)
	}
	return g
}

func experiment(r *rand.Rand, n, signals int) belief.Matrix {
	m := belief.NewMatrix(n, signals)
	for y := range n {
		total := 0.0
		for x := range signals {
			p := r.ExpFloat64()
			if x > 0 && r.IntN(6) == 0 {
				p = 0
			}
			m.Set(y, x, p)
			total += p
		}
		for x := range signals {
			m.Set(y, x, m.At(y, x)/total)
		}
	}
	return m
}

// randomPoint draws a belief uniformly from the simplex of n signals.
func randomPoint(r *rand.Rand, n int) Point {
	var v Point
	total := 0.0
	for s := range n {
		v[s] = r.ExpFloat64()
		total += v[s]
	}
	for s := range n {
		v[s] /= total
	}
	return v
}

// eachSeed runs a law for count seeds, a tenth of them under -short.
func eachSeed(t *testing.T, count int, law func(seed uint64, r *rand.Rand)) {
	t.Helper()
	if testing.Short() {
		count /= 10
	}
	for seed := range uint64(count) {
		if law(seed, rand.New(rand.NewPCG(seed, 1))); t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

func load(t *testing.T, p *Space, g belief.Game) {
	t.Helper()
	if err := p.Load(g); err != nil {
		t.Fatal(err)
	}
}
