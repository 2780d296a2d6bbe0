package equilibrium

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/emergent-alignment/emergent/engine/belief"
)

// BenchmarkSolve measures the whole recompute of a drag (regions, envelopes, monopolies,
// both equilibria with certificates, both floors) and the picture where there is one.
func BenchmarkSolve(b *testing.B) {
	for _, c := range []shape{
		{states: 2, actions: 2, agents: 2},
		{states: 3, actions: 3, agents: 5},
		{states: 3, actions: 3, agents: 12},
		{states: 3, actions: 8, agents: 24},
		{states: 4, actions: 4, agents: 8},
		{states: 5, actions: 5, agents: 8},
		{states: 6, actions: 6, agents: 8},
		{states: 8, actions: 4, agents: 8},
		{states: 8, actions: 8, agents: 8},
		{states: 8, actions: 8, agents: 24},
		{states: 3, actions: 3, agents: 5, heard: 2},
		{states: 4, actions: 3, agents: 3, heard: 3},
	} {
		name := fmt.Sprintf("signals=%d/actions=%d/agents=%d/heard=%d", c.states, c.actions, c.agents, c.heard)
		b.Run(name, func(b *testing.B) {
			var s Solver
			r := rand.New(rand.NewPCG(1, 2))
			games := [16]belief.Game{}
			for i := range games {
				games[i] = c.draw(r)
			}
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				if _, err := s.Solve(games[i%len(games)]); err != nil {
					b.Fatal(err)
				}
				s.Map()
			}
		})
	}
}
