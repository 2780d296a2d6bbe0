package engine

import (
	"fmt"
	"math/rand/v2"
	"os"
	"reflect"
	"testing"
)

// handMade is a scenario as people write them: utilities of 0, 1/2 and 1, priors with zeros,
// signals that tell nothing or all, agents that repeat each other.
func handMade(rng *rand.Rand) Scenario {
	n, m, k := 2+rng.IntN(2), 2+rng.IntN(3), 1+rng.IntN(3)
	s := Scenario{Version: Version, States: numbered("y", n), Actions: numbered("a", m)}
	utility := func() [][]float64 {
		u := randomMatrix(rng, m, n)
		for a := range u {
			for y := range u[a] {
				u[a][y] = float64(rng.IntN(3)) / 2
			}
		}
		return u
	}
	s.Prior = coarse(rng, n)
	s.User = Party{Name: "user", Utility: utility()}
	for i := range k {
		p := Party{Name: fmt.Sprint("agent ", i), Utility: utility()}
		if i > 0 && rng.IntN(4) == 0 {
			p.Utility = s.Agents[0].Utility
		}
		s.Agents = append(s.Agents, p)
	}
	if rng.IntN(3) == 0 {
		for range n {
			s.UserSignal = append(s.UserSignal, coarse(rng, 2))
			s.AgentSignal = append(s.AgentSignal, coarse(rng, 3))
		}
	}
	if rng.IntN(3) == 0 {
		s.Response = &Response{Kind: Quantal, Lambda: float64(rng.IntN(3) * 500)}
	}
	s.Alignment = &Alignment{
		Combination: []string{Convex, Conic}[rng.IntN(2)],
		Offset:      []string{NoOffset, Constant, State}[rng.IntN(3)],
	}
	return s
}

// coarse is a distribution in quarters, often with zeros.
func coarse(rng *rand.Rand, n int) []float64 {
	p := make([]float64, n)
	for range 4 {
		p[rng.IntN(n)] += 0.25
	}
	return p
}

// TestHandMadeScenarios: degenerate input gets defined answers: every number is finite,
// Check finds nothing wrong, and two agents or more have an equilibrium as good as OPT.
func TestHandMadeScenarios(t *testing.T) {
	t.Parallel()
	rounds := 250 // 5,000 by ./build.sh reference
	if testing.Short() {
		rounds = 60
	}
	if os.Getenv("EMERGENT_REFERENCE") != "" {
		rounds = 5000
	}
	var solver Solver
	seeds := []int{33739} // agents that cancel up to rounding
	for seed := range rounds {
		seeds = append(seeds, seed)
	}
	for _, seed := range seeds {
		s := handMade(rand.New(rand.NewPCG(uint64(seed), 11)))
		if err := Validate(s); err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		r := solver.Solve(s, All)
		requireFinite(t, fmt.Sprintf("seed %d", seed), reflect.ValueOf(r))
		for _, failure := range Check(s, r).Failures {
			t.Errorf("seed %d: %v", seed, &failure)
		}
		if r.Equilibria == nil || len(r.Equilibria.Worst.Posteriors) == 0 {
			t.Errorf("seed %d: no equilibrium", seed)
		}
	}
}
