package quantal

import (
	"math/rand/v2"

	"github.com/emergent-alignment/emergent/engine/belief"
	"github.com/emergent-alignment/emergent/engine/internal/randgame"
)

// source is the generator of one test; its seed is the number that fails with it.
func source(seed int) *rand.Rand { return rand.New(rand.NewPCG(uint64(seed), 6)) }

// variedGame draws the sizes too: 2 or 3 agents' signals, private signals half the time, a
// user inside the agents' hull a third of the time, equal agents, utilities of 0, 1/2 and 1
// and impossible states now and then.
func variedGame(r *rand.Rand) *belief.Game {
	g := randgame.Game(r, 2+r.IntN(3), 2+r.IntN(3), 2+r.IntN(4))
	if r.IntN(2) == 0 || g.States > 3 {
		g.UserSignal = randgame.Experiment(r, g.States, 1+r.IntN(3))
		g.AgentSignal = randgame.Experiment(r, g.States, 2+r.IntN(2))
	}
	randgame.Ties(r, g)
	if r.IntN(8) == 0 {
		g.Prior[0], g.Prior[1] = 0, g.Prior[0]+g.Prior[1]
	}
	if r.IntN(3) == 0 {
		randgame.UserInHull(r, g)
	}
	return g
}
