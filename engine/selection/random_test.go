package selection

import (
	"math/rand/v2"

	"github.com/emergent-alignment/emergent/engine/belief"
	"github.com/emergent-alignment/emergent/engine/internal/randgame"
)

// source is the generator of one test; its seed is the number that fails with it.
func source(seed int) *rand.Rand { return rand.New(rand.NewPCG(uint64(seed), 7)) }

// variedGame draws the sizes too: private signals half the time, a user inside the agents'
// hull a third of the time, two equal agents and utilities of 0, 1/2 and 1 now and then.
func variedGame(r *rand.Rand) *belief.Game {
	g := randgame.Game(r, 2+r.IntN(3), 2+r.IntN(3), 2+r.IntN(4))
	if r.IntN(2) == 0 {
		g.UserSignal = randgame.Experiment(r, g.States, 1+r.IntN(3))
		g.AgentSignal = randgame.Experiment(r, g.States, 2+r.IntN(3))
	}
	randgame.Ties(r, g)
	if r.IntN(3) == 0 {
		randgame.UserInHull(r, g)
	}
	return g
}
