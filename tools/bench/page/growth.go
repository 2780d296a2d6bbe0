//go:build js

package main

import (
	"fmt"
	"math/rand/v2"
	"syscall/js"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/worker"
)

// whole is what a drag solves for: alignment, regions, monopolies, equilibria, floors, ladder.
const whole = engine.BenchmarksSection | engine.MonopoliesSection | engine.AlignmentSection |
	engine.EquilibriaSection

// steps is how many different scenarios a size is measured on.
const steps = 240

// game is a random scenario: utilities uniform on [0,1], everyone a random mix of three
// criteria, so that some users are in the hull and some are not.
func game(seed uint64, signals, actions, agents, heard int) engine.Scenario {
	r := rand.New(rand.NewPCG(9, seed))
	names := func(prefix string, n int) (list []string) {
		for i := range n {
			list = append(list, fmt.Sprint(prefix, i))
		}
		return list
	}
	share := func(n int) []float64 {
		p, sum := make([]float64, n), 0.
		for i := range p {
			p[i] = r.ExpFloat64()
			sum += p[i]
		}
		for i := range p {
			p[i] /= sum
		}
		return p
	}
	s := engine.Scenario{Version: engine.Version, States: names("y", signals), Actions: names("a", actions),
		Prior: share(signals)}
	for _, name := range names("c", 3) {
		u := make([][]float64, actions)
		for a := range u {
			for range signals {
				u[a] = append(u[a], r.Float64())
			}
		}
		s.Criteria = append(s.Criteria, engine.Criterion{Name: name, Utility: u})
	}
	s.User = engine.Party{Name: "u", Weights: share(3)}
	for _, name := range names("agent", agents) {
		s.Agents = append(s.Agents, engine.Party{Name: name, Weights: share(3)})
	}
	if heard > 1 {
		for range signals {
			s.UserSignal = append(s.UserSignal, share(heard))
		}
	}
	return s
}

// recompute measures steps of one size: the milliseconds of each, and what the page would have
// expected before the first.
func recompute(now func() float64, args []js.Value) any {
	solver := worker.Inline{Clock: func() float64 { return now() / 1000 }}
	size := [4]int{args[0].Int(), args[1].Int(), args[2].Int(), args[3].Int()}
	times := make([]float64, 0, steps)
	expected := 0.
	budget := now() + 10_000
	for seed := range uint64(steps) {
		s := game(seed, size[0], size[1], size[2], size[3])
		if seed == 0 {
			expected = solver.Expected(s, whole)
		}
		start := now()
		solver.Solve(seed, s, whole, func(worker.Answer) {})
		times = append(times, now()-start)
		if now() > budget {
			break
		}
	}
	return map[string]any{"Times": list(times), "Expected": expected}
}

// list is numbers as JavaScript takes them.
func list(xs []float64) []any {
	all := make([]any, len(xs))
	for i, x := range xs {
		all[i] = x
	}
	return all
}
