package engine

import (
	"math/rand/v2"
	"testing"
)

// BenchmarkSolve is a drag: one solver, scenarios of one size that differ a little, every
// section of response best. Sizes are signals x actions x agents.
func BenchmarkSolve(b *testing.B) {
	for _, size := range []struct {
		name             string
		states, actions  int
		criteria, agents int
	}{
		{"3x3x5", 3, 3, 3, 5},
		{"4x4x8", 4, 4, 3, 8},
		{"8x8x24", 8, 8, 8, 24},
	} {
		b.Run(size.name, func(b *testing.B) {
			rng := rand.New(rand.NewPCG(1, 1))
			drag := make([]Scenario, 64)
			for i := range drag {
				drag[i] = sizedScenario(rng, size.states, size.actions, size.criteria, size.agents)
			}
			var solver Solver
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				solver.Solve(drag[i%len(drag)], Benchmarks|AlignmentSection|Equilibria)
			}
		})
	}
}

// sizedScenario is a random scenario in which every party is a point over the criteria.
func sizedScenario(rng *rand.Rand, states, actions, criteria, agents int) Scenario {
	s := Scenario{Version: Version, States: numbered("y", states), Actions: numbered("a", actions), Prior: randomDistribution(rng, states)}
	for _, name := range numbered("c", criteria) {
		s.Criteria = append(s.Criteria, Criterion{Name: name, Utility: randomMatrix(rng, actions, states)})
	}
	s.User = Party{Name: "user", Weights: randomDistribution(rng, criteria)}
	for _, name := range numbered("agent ", agents) {
		s.Agents = append(s.Agents, Party{Name: name, Weights: randomDistribution(rng, criteria)})
	}
	return s
}

// TestSolveAllocatesLittle: a drag step makes a few large pieces of memory, not hundreds of
// small ones.
func TestSolveAllocatesLittle(t *testing.T) {
	s := sizedScenario(rand.New(rand.NewPCG(1, 1)), 3, 3, 3, 5)
	var solver Solver
	step := func() { solver.Solve(s, Benchmarks|AlignmentSection|Equilibria) }
	step()
	if n := testing.AllocsPerRun(20, step); n > 30 {
		t.Errorf("%g allocations in a solve, want at most 30", n)
	}
}
