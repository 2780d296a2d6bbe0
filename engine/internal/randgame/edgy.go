package randgame

import (
	"math"
	"math/rand/v2"
	"strconv"

	"github.com/emergent-alignment/emergent/engine/belief"
)

// Edgy draws a game at the edges of what floats can tell: two states, or three in one game of
// twelve; two or three actions and agents; utilities of 0, 1/2 and 1, thirds or sevenths with 5 to
// 12 digits; agents in units of 1e-6 to 1; priors down to 1e-9.
func Edgy(r *rand.Rand) *belief.Game {
	n, m := 2, 2+r.IntN(2)
	if r.IntN(12) == 0 {
		n = 3
	}
	g := &belief.Game{States: n, Actions: m, UserSignal: Blind(n), AgentSignal: Sighted(n)}
	parts := []float64{2, 3, 7}[r.IntN(3)]
	digits := math.Pow(10, float64(5+r.IntN(8)))
	draw := func(unit float64) belief.Matrix {
		u := belief.NewMatrix(m, n)
		for c := range u.Data {
			x := math.Round(float64(r.IntN(int(parts)+1))/parts*digits) / digits
			u.Data[c] = rounded(0.5 + (x-0.5)*unit)
		}
		return u
	}
	g.User = draw(1)
	for range 2 + r.IntN(2) {
		g.Agents = append(g.Agents, draw(math.Pow(10, -float64(r.IntN(7)))))
	}
	rest := 1.0
	for range n - 1 {
		p := []float64{rounded(rest * r.Float64()), 0.25, 1e-9, 1e-5}[r.IntN(4)]
		p = min(p, rounded(rest/2))
		g.Prior = append(g.Prior, p)
		rest -= p
	}
	g.Prior = append(g.Prior, rounded(rest))
	return g
}

// rounded keeps 15 decimals.
func rounded(x float64) float64 {
	y, _ := strconv.ParseFloat(strconv.FormatFloat(x, 'f', 15, 64), 64)
	return y
}
