package experiment

import "math/rand/v2"

// The ways in which agents may want something else than what they have in common. Reviewers of
// [P] asked whether misalignment as noise is the easy case; here it is one of three:
//
//   - noise: each agent has a random utility of its own, which no two share;
//   - goals: each agent wants its own product to be used, whatever the state: agent i action i,
//     counted round;
//   - bias: all agents share one random utility, to which each adds a little of its own.
//
// The two games of a run are as they are by construction in all of them. By goals the direction D
// has entries that sum to 0 for each action too, so that <D,U> = 0 for a product, which is never
// turned.
const (
	MisalignedNoise = "noise"
	MisalignedGoals = "goals"
	MisalignedBias  = "bias"
)

// Misalignments lists them.
func Misalignments() []string { return []string{MisalignedNoise, MisalignedGoals, MisalignedBias} }

// ownShare is what an agent adds of its own to a bias that all share: without it all agents would
// be one.
const ownShare = 0.1

// levelDirection makes the direction's entries sum to 0 over states as well.
func (g *gameRunner) levelDirection() {
	n := g.game.States
	for a := 0; a < len(g.direction); a += n {
		row, mean := g.direction[a:a+n], 0.0
		for _, x := range row {
			mean += x / float64(n)
		}
		for y := range row {
			row[y] -= mean
		}
	}
}

// aims draws what agent i wants beyond what all have in common.
func (g *gameRunner) aims(r *rand.Rand, u []float64, i int, misalignment string) {
	if misalignment == MisalignedGoals {
		clear(u)
		n := g.game.States
		product := i % g.game.Actions
		for c := product * n; c < (product+1)*n; c++ {
			u[c] = 1
		}
		return
	}
	g.utility(r, u, -1)
	if misalignment == MisalignedBias {
		for c := range u {
			u[c] = float64(ownShare*u[c]) + float64((1-ownShare)*g.shared[c])
		}
	}
}
