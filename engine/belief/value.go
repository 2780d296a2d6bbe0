package belief

// This file computes what the user gets at the two ends of all conversations
// (docs/model.md, section 3):
//
//	OPT  = sum over (x_A, x_B) of max_a sum_y mu0(y) P(x_A|y) P(x_B|y) u_A(a,y)
//	NONE = sum over  x_A       of max_a sum_y mu0(y) P(x_A|y)           u_A(a,y)
//
// Both are sums of maxima of unnormalised expectations, so signals of probability zero
// add nothing and no division is needed.

// Opt is the user's value when she sees her own signal and the agents'.
func (g *Game) Opt() float64 {
	sum := 0.0
	for xB := range g.AgentSignal.Cols {
		sum += g.informed(func(y int) float64 { return g.AgentSignal.At(y, xB) })
	}
	return sum
}

// None is the user's value when she sees her own signal only.
func (g *Game) None() float64 { return g.informed(func(int) float64 { return 1 }) }

// informed is the user's unnormalised value, over her own signals, when state y has the
// weight mu0(y) times likelihood(y).
func (g *Game) informed(likelihood func(y int) float64) float64 {
	sum := 0.0
	for xA := range g.UserSignal.Cols {
		best := 0.0 // utilities are not negative
		for a := range g.Actions {
			value := 0.0
			for y, p := range g.Prior {
				value += p * likelihood(y) * g.UserSignal.At(y, xA) * g.User.At(a, y)
			}
			best = max(best, value)
		}
		sum += best
	}
	return sum
}
