package quantal

import (
	"math"
	"math/rand/v2"
	"testing"

	"emergent/engine/belief"
	"emergent/engine/linprog"
)

// seeds is how many random games a law is tried on: all of them, or a tenth under -short.
func seeds(all int) int {
	if testing.Short() {
		return (all + 9) / 10
	}
	return all
}

// source is the generator of one test; its seed is the number that fails with it.
func source(seed int) *rand.Rand { return rand.New(rand.NewPCG(uint64(seed), 6)) }

// randomGame draws utilities uniformly from [0,1] and a prior away from the rim; the user
// sees nothing and the agents see the state.
func randomGame(r *rand.Rand, states, actions, agents int) *belief.Game {
	g := &belief.Game{States: states, Actions: actions}
	g.Prior = randomSimplex(r, states)
	g.User = randomUtility(r, actions, states)
	for range agents {
		g.Agents = append(g.Agents, randomUtility(r, actions, states))
	}
	g.UserSignal = belief.NewMatrix(states, 1)
	g.AgentSignal = belief.NewMatrix(states, states)
	for y := range states {
		g.UserSignal.Set(y, 0, 1)
		g.AgentSignal.Set(y, y, 1)
	}
	return g
}

// variedGame draws the sizes too: 2 or 3 agents' signals, private signals half the time, a
// user inside the agents' hull a third of the time, equal agents, utilities of 0, 1/2 and 1
// and impossible states now and then.
func variedGame(r *rand.Rand) *belief.Game {
	g := randomGame(r, 2+r.IntN(3), 2+r.IntN(3), 2+r.IntN(4))
	if r.IntN(2) == 0 || g.States > 3 {
		g.UserSignal = randomExperiment(r, g.States, 1+r.IntN(3))
		g.AgentSignal = randomExperiment(r, g.States, 2+r.IntN(2))
	}
	if r.IntN(5) == 0 {
		for _, u := range append(g.Agents, g.User) {
			for c, v := range u.Data {
				u.Data[c] = math.Floor(3*v) / 2
			}
		}
	}
	if r.IntN(8) == 0 {
		g.Agents[1] = g.Agents[0]
	}
	if r.IntN(8) == 0 {
		g.Prior[0], g.Prior[1] = 0, g.Prior[0]+g.Prior[1]
	}
	if r.IntN(3) == 0 {
		clear(g.User.Data)
		for i, w := range randomSimplex(r, len(g.Agents)) {
			for c, u := range g.Agents[i].Data {
				g.User.Data[c] += w * u
			}
		}
	}
	return g
}

func randomExperiment(r *rand.Rand, states, signals int) belief.Matrix {
	m := belief.NewMatrix(states, signals)
	for y := range states {
		copy(m.Row(y), randomSimplex(r, signals))
	}
	return m
}

func randomUtility(r *rand.Rand, actions, states int) belief.Matrix {
	m := belief.NewMatrix(actions, states)
	for i := range m.Data {
		m.Data[i] = r.Float64()
	}
	return m
}

func randomSimplex(r *rand.Rand, n int) []float64 {
	p, sum := make([]float64, n), 0.0
	for i := range p {
		p[i] = 0.05 + r.Float64()
		sum += p[i]
	}
	for i := range p {
		p[i] /= sum
	}
	return p
}

// distance is the user's distance from the agents' hull with a constant offset: minimise
// epsilon subject to |sum_i w_i U_i + c - u_A| <= epsilon, w >= 0, sum w = 1.
func distance(t *testing.T, g *belief.Game) float64 {
	t.Helper()
	k := len(g.Agents)
	n := k + 2 // w, c, epsilon
	p := linprog.Problem{C: make([]float64, n), Free: make([]bool, n)}
	p.C[k+1], p.Free[k] = 1, true
	for cell, u := range g.User.Data {
		for _, side := range []float64{1, -1} {
			row := make([]float64, n)
			for i := range k {
				row[i] = side * g.Agents[i].Data[cell]
			}
			row[k], row[k+1] = side, -1
			p.A, p.B, p.Rel = append(p.A, row...), append(p.B, side*u), append(p.Rel, linprog.LE)
		}
	}
	row := make([]float64, n)
	for i := range k {
		row[i] = 1
	}
	p.A, p.B, p.Rel = append(p.A, row...), append(p.B, 1), append(p.Rel, linprog.EQ)
	s := new(linprog.Solver).Solve(p)
	if s.Status != linprog.Optimal {
		t.Fatalf("distance from the hull: status %d", s.Status)
	}
	return s.Value
}
