package persuasion

import (
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
