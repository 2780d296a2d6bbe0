package belief

import "github.com/emergent-alignment/emergent/engine/numeric"

// This file computes what everyone gets at the two ends of all conversations
// (docs/model.md, section 3):
//
//	OPT  = sum over (x_A, x_B) of max_a sum_y mu0(y) P(x_A|y) P(x_B|y) u_A(a,y)
//	NONE = sum over  x_A       of max_a sum_y mu0(y) P(x_A|y)           u_A(a,y)
//
// and, for every agent, F_i: the same sums with U_i at the action that the user takes.
// All are sums of unnormalised expectations, so signals of probability zero add nothing
// and no division is needed.

// TieTolerance is how much more an action must be worth, per unit of probability, to be
// preferred to one of lower index: above what rounding makes of two equal values. A weight is a
// product of three numbers, each over its sum, a utility a mean of up to eight criteria, and a
// value the sum of eight products: 30 roundings of 2^-53 for each of the two, 7e-15 together.
const TieTolerance = 1e-14

// Opt is the user's value when she sees her own signal and the agents'.
func (g *Game) Opt() float64 {
	sum := 0.0
	g.disclosed(func(weights []float64) { sum += g.bestValue(weights) })
	return sum
}

// None is the user's value when she sees her own signal only.
func (g *Game) None() float64 {
	sum := 0.0
	var buffer [maxBuffer]float64
	for xA := range g.UserSignal.Cols {
		weights := buffer[:0]
		for y, p := range g.Prior {
			weights = append(weights, p*g.UserSignal.At(y, xA))
		}
		sum += g.bestValue(weights)
	}
	return sum
}

// Full appends to dst every agent's payoff when everything is disclosed and the user
// takes her best action, the lowest of equally good ones.
func (g *Game) Full(dst []float64) []float64 {
	first := len(dst)
	for range g.Agents {
		dst = append(dst, 0)
	}
	g.disclosed(func(weights []float64) {
		a := g.Choose(weights)
		for i, u := range g.Agents {
			dst[first+i] += numeric.Dot(u.Row(a), weights)
		}
	})
	return dst
}

// maxBuffer is the number of states for which no memory is allocated.
const maxBuffer = 8

// disclosed visits every pair of signals with its weights mu0(y) P(x_A|y) P(x_B|y), which
// last until the visit ends.
func (g *Game) disclosed(visit func(weights []float64)) {
	var buffer [maxBuffer]float64
	for xB := range g.AgentSignal.Cols {
		for xA := range g.UserSignal.Cols {
			weights := buffer[:0]
			for y, p := range g.Prior {
				weights = append(weights, p*g.UserSignal.At(y, xA)*g.AgentSignal.At(y, xB))
			}
			visit(weights)
		}
	}
}

// Choose returns the action that the user takes when state y has weight weights[y], in
// any scale: her best one, and the lowest index among those within TieTolerance of it.
func (g *Game) Choose(weights []float64) int {
	mass := 0.0
	for _, w := range weights {
		mass += w
	}
	enough := g.bestValue(weights) - TieTolerance*mass
	a := 0
	for numeric.Dot(g.User.Row(a), weights) < enough {
		a++
	}
	return a
}

// bestValue is max_a sum_y weights[y] u_A(a,y).
func (g *Game) bestValue(weights []float64) float64 {
	best := 0.0 // utilities are not negative
	for a := range g.Actions {
		best = max(best, numeric.Dot(g.User.Row(a), weights))
	}
	return best
}
