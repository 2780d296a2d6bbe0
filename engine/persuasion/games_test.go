package persuasion

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/emergent-alignment/emergent/engine/belief"
	"github.com/emergent-alignment/emergent/engine/internal/randgame"
)

// game makes a game in which the user sees nothing and the agents see the state.
func game(prior []float64, user [][]float64, agents ...[][]float64) belief.Game {
	n := len(prior)
	g := belief.Game{States: n, Actions: len(user), Prior: prior, User: matrix(user)}
	for _, u := range agents {
		g.Agents = append(g.Agents, matrix(u))
	}
	g.UserSignal, g.AgentSignal = randgame.Blind(n), randgame.Sighted(n)
	return g
}

func matrix(rows [][]float64) belief.Matrix {
	m := belief.NewMatrix(len(rows), len(rows[0]))
	for r, row := range rows {
		copy(m.Row(r), row)
	}
	return m
}

// rarity: one signal in so many is impossible in a state.
const rarity = 6

// random draws a game; levels, if any, are the only utilities, and heard > 0 gives the
// user a private experiment of that many signals, now and then with impossible ones.
func random(r *rand.Rand, n, m, agents, heard int, levels []float64) belief.Game {
	g := belief.Game{States: n, Actions: m, Prior: randgame.Inside(r, n)}
	for range agents {
		g.Agents = append(g.Agents, randgame.Utility(r, m, n, levels))
	}
	g.User = randgame.Utility(r, m, n, levels)
	g.UserSignal, g.AgentSignal = randgame.Blind(n), randgame.Sighted(n)
	if heard > 0 {
		g.UserSignal = randgame.Sparse(r, n, heard, rarity)
	}
	return g
}

// randomPoint draws a belief uniformly from the simplex of n signals.
func randomPoint(r *rand.Rand, n int) Point {
	var v Point
	copy(v[:], randgame.Uniform(r, n))
	return v
}

func load(t *testing.T, p *Space, g belief.Game) {
	t.Helper()
	if err := p.Load(g); err != nil {
		t.Fatal(err)
	}
}

// TestKernelKeepsNothingStale: the whole numbers of a game are those that a fresh space computes,
// whichever game was loaded before: one with another prior, utility, weight, experiment or size.
func TestKernelKeepsNothingStale(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 1))
	levels := []float64{0, 0.25, 0.5, 1}
	g := random(r, 3, 3, 2, 0, levels)
	g.User.Typed = &belief.Typed{Weights: []float64{1, 3},
		Parts: [][][]float64{{{0, 1, 0}, {1, 0, 0}, {0, 0, 1}}, {{1, 1, 0}, {0.5, 0, 0}, {0, 0.25, 1}}}}
	changes := []func(){
		func() {},
		func() { g.Prior = randgame.Inside(r, 3) },
		func() { g.User.Typed.Weights[1] = float64(1 + r.IntN(9)) },
		func() { g.User.Typed.Parts[1][2][0] = r.Float64() },
		func() { g.Agents[1].Data[4] = r.Float64() },
		func() { g.Agents = append(g.Agents, randgame.Utility(r, 3, 3, levels)) },
		func() { g.Agents = g.Agents[:2] },
		func() { g.UserSignal = randgame.Sparse(r, 3, 2, rarity) },
		func() { g.Prior = randgame.Inside(r, 3) },
		func() { g.UserSignal = randgame.Blind(3) },
		func() { g.Others = []belief.Other{{Share: 0.25, User: g.Agents[0], Agents: g.Agents}} },
		func() { g.Others[0].Share = 0.5 },
		func() { g.Prior = []float64{0.5, 0.5, 0} },
		func() { g = random(r, 2, 3, 2, 0, levels) },
		func() { g.Agents[0], g.Agents[1] = g.Agents[1], g.Agents[0] },
	}
	var p Space
	for i, change := range changes {
		change()
		var fresh Space
		load(t, &p, g)
		load(t, &fresh, g)
		got, want := p.exactly(), fresh.exactly()
		for name, pair := range map[string][2]any{
			"gain": {got.gain, want.gain}, "mass": {got.mass, want.mass}, "agents": {got.agents, want.agents},
			"scale": {got.scale, want.scale}, "prior": {got.prior, want.prior}, "bits": {got.bits, want.bits},
		} {
			if a, b := fmt.Sprint(pair[0]), fmt.Sprint(pair[1]); a != b {
				t.Errorf("after change %d: %s is %.200s, want %.200s", i, name, a, b)
			}
		}
	}
}
