package equilibrium

import (
	"emergent/scenes/pen"
	"emergent/scenes/theme"
)

// Regions are tinted by the action chosen there, in pale colours of Okabe & Ito that are
// behind everything; the action's name always goes with them. A strategy that acts on
// private signals has the mean of the tints of its first and last action.

var (
	lightTints = [...]pen.Color{sky.WithAlpha(0.28), yellow.WithAlpha(0.36), purple.WithAlpha(0.24), green.WithAlpha(0.2),
		orange.WithAlpha(0.3), grey.WithAlpha(0.3), blue.WithAlpha(0.22), vermillion.WithAlpha(0.22)}
	darkTints = [...]pen.Color{sky.WithAlpha(0.26), yellow.WithAlpha(0.2), purple.WithAlpha(0.28), green.WithAlpha(0.28),
		orange.WithAlpha(0.26), grey.WithAlpha(0.26), blue.WithAlpha(0.34), vermillion.WithAlpha(0.26)}
)

var (
	sky        = pen.Color{R: 0.337, G: 0.706, B: 0.914}
	yellow     = pen.Color{R: 0.941, G: 0.894, B: 0.259}
	purple     = pen.Color{R: 0.8, G: 0.475, B: 0.655}
	green      = pen.Color{R: 0, G: 0.62, B: 0.451}
	orange     = pen.Color{R: 0.902, G: 0.624, B: 0}
	grey       = pen.Color{R: 0.6, G: 0.6, B: 0.6}
	blue       = pen.Color{R: 0, G: 0.447, B: 0.698}
	vermillion = pen.Color{R: 0.835, G: 0.369, B: 0}
)

// tintOf names the actions whose tints a strategy mixes.
func tintOf(strategy []int) [2]int { return [2]int{strategy[0], strategy[len(strategy)-1]} }

// tint is the colour of a region.
func tint(t *theme.Theme, actions [2]int) pen.Color {
	tints := &lightTints
	if t.Name == "dark" {
		tints = &darkTints
	}
	a, b := tints[actions[0]%len(tints)], tints[actions[1]%len(tints)]
	return pen.Color{R: (a.R + b.R) / 2, G: (a.G + b.G) / 2, B: (a.B + b.B) / 2, A: (a.A + b.A) / 2}
}
