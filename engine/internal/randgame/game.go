package randgame

import (
	"math"
	"math/rand/v2"

	"github.com/emergent-alignment/emergent/engine/belief"
)

// Game draws a prior away from the rim, then the user's utility, then those of the agents,
// all uniformly from [0,1]; the user sees nothing and the agents see the state.
func Game(r *rand.Rand, states, actions, agents int) *belief.Game {
	g := &belief.Game{States: states, Actions: actions, UserSignal: Blind(states), AgentSignal: Sighted(states)}
	g.Prior = Inside(r, states)
	g.User = Utility(r, actions, states, nil)
	for range agents {
		g.Agents = append(g.Agents, Utility(r, actions, states, nil))
	}
	return g
}

// Utility draws numbers uniformly from [0,1] or, if levels are given, from those. A number
// of [0,1] is drawn, and left, in the second case too.
func Utility(r *rand.Rand, actions, states int, levels []float64) belief.Matrix {
	u := belief.NewMatrix(actions, states)
	for c := range u.Data {
		if u.Data[c] = r.Float64(); levels != nil {
			u.Data[c] = levels[r.IntN(len(levels))]
		}
	}
	return u
}

// Blind is the experiment of one who sees nothing.
func Blind(states int) belief.Matrix {
	m := belief.NewMatrix(states, 1)
	for y := range states {
		m.Set(y, 0, 1)
	}
	return m
}

// Sighted is the experiment of one who sees the state.
func Sighted(states int) belief.Matrix {
	m := belief.NewMatrix(states, states)
	for y := range states {
		m.Set(y, y, 1)
	}
	return m
}

// Experiment draws an experiment in which every signal is possible in every state.
func Experiment(r *rand.Rand, states, signals int) belief.Matrix {
	m := belief.NewMatrix(states, signals)
	for y := range states {
		copy(m.Row(y), Inside(r, signals))
	}
	return m
}

// Sparse draws the rows of an experiment uniformly from the simplex, but for signals that
// are impossible in a state: one in rarity of all but the first.
func Sparse(r *rand.Rand, states, signals, rarity int) belief.Matrix {
	m := belief.NewMatrix(states, signals)
	for y := range states {
		for x := range signals {
			if m.Set(y, x, r.ExpFloat64()); x > 0 && r.IntN(rarity) == 0 {
				m.Set(y, x, 0)
			}
		}
		Scale(m.Row(y))
	}
	return m
}

// Ties makes every utility 0, 1/2 or 1 in one game of five, and two agents equal in one of
// eight. The game has at least two agents.
func Ties(r *rand.Rand, g *belief.Game) {
	if r.IntN(5) == 0 {
		coarsen(g.User)
		for _, u := range g.Agents {
			coarsen(u)
		}
	}
	if r.IntN(8) == 0 {
		g.Agents[1] = g.Agents[0]
	}
}

func coarsen(u belief.Matrix) {
	for c, v := range u.Data {
		u.Data[c] = math.Floor(3*v) / 2
	}
}

// UserInHull makes the user's utility a convex combination of the agents', all of which
// have a positive weight.
func UserInHull(r *rand.Rand, g *belief.Game) {
	clear(g.User.Data)
	for i, w := range Inside(r, len(g.Agents)) {
		for c, u := range g.Agents[i].Data {
			g.User.Data[c] += w * u
		}
	}
}
