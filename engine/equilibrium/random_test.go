package equilibrium

import (
	"math/rand/v2"

	"github.com/emergent-alignment/emergent/engine/belief"
	"github.com/emergent-alignment/emergent/engine/internal/randgame"
)

// rarity: one signal in so many is impossible in a state.
const rarity = 8

// shape is what a random game looks like.
type shape struct {
	states, actions, agents int
	heard, signals          int       // user and agent signals; 0: none, the state
	levels                  []float64 // entries of utilities; nil: any number
	zeros                   bool      // some states may be impossible
}

// draw returns a random game of the shape.
func (c shape) draw(r *rand.Rand) belief.Game {
	g := belief.Game{
		States: c.states, Actions: c.actions, Prior: make([]float64, c.states),
		UserSignal: randgame.Blind(c.states), AgentSignal: randgame.Sighted(c.states),
	}
	for y := range g.Prior {
		if g.Prior[y] = r.ExpFloat64(); c.zeros && y > 0 && r.IntN(3) == 0 {
			g.Prior[y] = 0
		}
	}
	randgame.Scale(g.Prior)
	g.User = c.utility(r)
	for range c.agents {
		g.Agents = append(g.Agents, c.utility(r))
	}
	if c.heard > 0 {
		g.UserSignal = randgame.Sparse(r, c.states, c.heard, rarity)
	}
	if c.signals > 0 {
		g.AgentSignal = randgame.Sparse(r, c.states, c.signals, rarity)
	}
	return g
}

func (c shape) utility(r *rand.Rand) belief.Matrix {
	return randgame.Utility(r, c.actions, c.states, c.levels)
}

// drawShape draws sizes for the law tests: small ones, of every kind of degeneracy.
func drawShape(r *rand.Rand) shape {
	c := shape{states: 2 + r.IntN(3), actions: 2 + r.IntN(3), agents: 1 + r.IntN(5), zeros: r.IntN(4) == 0}
	if r.IntN(3) == 0 {
		c.heard = 1 + r.IntN(3)
	}
	if r.IntN(4) == 0 {
		c.signals = 1 + r.IntN(4)
	}
	switch r.IntN(4) {
	case 0:
		c.levels = []float64{0, 0.5, 1}
	case 1:
		c.levels = []float64{0, 0.25, 0.5, 0.75, 1}
	}
	return c
}
