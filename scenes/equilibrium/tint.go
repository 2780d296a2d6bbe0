package equilibrium

import (
	"emergent/scenes/beliefs"
	"emergent/scenes/pen"
	"emergent/scenes/theme"
)

// Regions are tinted by the action chosen there. A strategy that acts on private signals has
// the mean of the tints of its first and last action.

// tintOf names the actions whose tints a strategy mixes.
func tintOf(strategy []int) [2]int { return [2]int{strategy[0], strategy[len(strategy)-1]} }

// tint is the colour of a region.
func tint(t *theme.Theme, actions [2]int) pen.Color {
	a, b := beliefs.Tint(t, actions[0]), beliefs.Tint(t, actions[1])
	return pen.Color{R: (a.R + b.R) / 2, G: (a.G + b.G) / 2, B: (a.B + b.B) / 2, A: (a.A + b.A) / 2}
}
