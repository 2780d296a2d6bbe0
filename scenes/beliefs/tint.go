package beliefs

import (
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/theme"
)

// Beliefs are tinted by the action that is taken there, in pale colours of Okabe & Ito that
// are behind everything; the action's name always goes with them.

var (
	lightTints = [...]pen.Color{sky.WithAlpha(0.28), yellow.WithAlpha(0.36), purple.WithAlpha(0.24),
		green.WithAlpha(0.2),
		orange.WithAlpha(0.3), gray.WithAlpha(0.3), blue.WithAlpha(0.22), vermillion.WithAlpha(0.22)}
	darkTints = [...]pen.Color{sky.WithAlpha(0.26), yellow.WithAlpha(0.2), purple.WithAlpha(0.28),
		green.WithAlpha(0.28),
		orange.WithAlpha(0.26), gray.WithAlpha(0.26), blue.WithAlpha(0.34), vermillion.WithAlpha(0.26)}
)

var (
	sky        = pen.Color{R: 0.337, G: 0.706, B: 0.914}
	yellow     = pen.Color{R: 0.941, G: 0.894, B: 0.259}
	purple     = pen.Color{R: 0.8, G: 0.475, B: 0.655}
	green      = pen.Color{R: 0, G: 0.62, B: 0.451}
	orange     = pen.Color{R: 0.902, G: 0.624, B: 0}
	gray       = pen.Color{R: 0.6, G: 0.6, B: 0.6}
	blue       = pen.Color{R: 0, G: 0.447, B: 0.698}
	vermillion = pen.Color{R: 0.835, G: 0.369, B: 0}
)

// forcedTint is by how much the ground of an action is darker than that of the one before it,
// where a system allows no colours but its own.
const forcedTint = 0.035

// Tint is the colour of an action, to lie on the ground of the theme's frame.
func Tint(t *theme.Theme, action int) pen.Color {
	if t.Name == theme.ForcedName {
		return t.Ink.WithAlpha(forcedTint * float64(action%len(lightTints)))
	}
	if t.Dark() {
		return darkTints[action%len(darkTints)]
	}
	return lightTints[action%len(lightTints)]
}

// Opaque is Tint as it looks on the theme's frame, strengthened by a factor: the colour that
// blends with the others in proportion.
func Opaque(t *theme.Theme, action int, strength float64) pen.Color {
	c, ground := Tint(t, action), t.Frame
	a := min(1, c.A*strength)
	return pen.Color{R: ground.R + a*(c.R-ground.R), G: ground.G + a*(c.G-ground.G), B: ground.B + a*(c.B-ground.B),
		A: 1}
}

// A strategy that acts on private signals has the mean of the tints of its first and last
// action.

// TintOf names the actions whose tints a strategy mixes.
func TintOf(strategy []int) [2]int { return [2]int{strategy[0], strategy[len(strategy)-1]} }

// Mixed is the colour of such a mixture.
func Mixed(t *theme.Theme, actions [2]int) pen.Color {
	a, b := Tint(t, actions[0]), Tint(t, actions[1])
	return pen.Color{R: (a.R + b.R) / 2, G: (a.G + b.G) / 2, B: (a.B + b.B) / 2, A: (a.A + b.A) / 2}
}
