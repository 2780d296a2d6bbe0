package engine

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"
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
				solver.Solve(drag[i%len(drag)], BenchmarksSection|AlignmentSection|EquilibriaSection)
			}
		})
	}
}

// BenchmarkTied is the same where everything ties: utilities of 0, 1/2 and 1, so that whole numbers decide. What
// it says of the slowest game is what a reader waits at most.
func BenchmarkTied(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 1))
	games := make([]Scenario, 200)
	for i := range games {
		s := sizedScenario(rng, 3, 3, 3, 5)
		half := func() [][]float64 {
			u := randomMatrix(rng, 3, 3)
			for _, row := range u {
				for y := range row {
					row[y] = math.Round(2*row[y]) / 2
				}
			}
			return u
		}
		s.Criteria, s.User = nil, Party{Name: "user", Utility: half()}
		for j := range s.Agents {
			s.Agents[j] = Party{Name: s.Agents[j].Name, Utility: half()}
		}
		s.Prior = []float64{0.25, 0.25, 0.5}
		games[i] = normalize(s)
	}
	var solver Solver
	var most time.Duration
	for i := 0; b.Loop(); i++ {
		begun := time.Now()
		solver.Solve(games[i%len(games)], BenchmarksSection|AlignmentSection|EquilibriaSection)
		most = max(most, time.Since(begun))
	}
	b.ReportMetric(most.Seconds()*1000, "slowest-ms")
}

// BenchmarkPopulation is a drag among several users: what the figures show of all of them, with the
// picture. Sizes are users, signals x actions x agents.
func BenchmarkPopulation(b *testing.B) {
	for _, size := range []struct {
		name                           string
		users, states, actions, agents int
	}{
		{"2users/3x3x5", 2, 3, 3, 5},
		{"4users/4x4x8", 4, 4, 4, 8},
	} {
		b.Run(size.name, func(b *testing.B) {
			rng := rand.New(rand.NewPCG(1, 1))
			drag := make([]Scenario, 64)
			for i := range drag {
				drag[i] = peopled(rng, sizedScenario(rng, size.states, size.actions, 3, size.agents), size.users)
			}
			var solver Solver
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				solver.Solve(drag[i%len(drag)], BenchmarksSection|AlignmentSection|PopulationSection|MapSection)
			}
		})
	}
}

// peopled adds further users, of whom every second agent wants something of its own.
func peopled(rng *rand.Rand, s Scenario, users int) Scenario {
	p := &Population{Policy: Anonymous}
	for _, name := range numbered("user ", users)[1:] {
		p.Users = append(p.Users, Member{Name: name, Share: 1 / float64(users),
			Weights: randomDistribution(rng, len(s.Criteria))})
	}
	s.Population = p
	for i := 0; i < len(s.Agents); i += 2 {
		s.Agents[i].Toward = map[string]Wish{p.Users[0].Name: {Weights: randomDistribution(rng, len(s.Criteria))}}
	}
	return s
}

// sizedScenario is a random scenario in which every party is a point over the criteria.
func sizedScenario(rng *rand.Rand, states, actions, criteria, agents int) Scenario {
	s := Scenario{Version: Version, States: numbered("y", states), Actions: numbered("a", actions),
		Prior: randomDistribution(rng, states)}
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
	step := func() { solver.Solve(s, BenchmarksSection|AlignmentSection|EquilibriaSection) }
	step()
	if n := testing.AllocsPerRun(20, step); n > 30 {
		t.Errorf("%g allocations in a solve, want at most 30", n)
	}
}
