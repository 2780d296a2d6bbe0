// Package theme holds colours and sizes, light and dark. Colours are the Okabe-Ito palette,
// adjusted per theme until text keeps a contrast of 4.5:1 and marks of 3:1 (tested). It
// decides how things look and never what is drawn.
package theme

import (
	"math"

	"github.com/emergent-alignment/emergent/scenes/pen"
)

// Theme is one set of colours and sizes; treat it as constant.
type Theme struct {
	Name                          string // one of Names, or ForcedName
	Paper, Ink, Muted, Grid, Line pen.Color
	User, Good, Bad, Focus        pen.Color
	Agents                        []pen.Color // cycled by index; a letter always goes with it
	HullFill                      pen.Color

	Letter   pen.Color // of text on an agent's disc
	HullLine pen.Color // around HullFill
	Frame    pen.Color // inside of the simplex, behind everything
}

// Agent returns the colour of agent i.
func (t *Theme) Agent(i int) pen.Color { return t.Agents[i%len(t.Agents)] }

// Names lists the themes: two, and each once more for readers who prefer more contrast.
var Names = [...]string{"light", "dark", "light-contrast", "dark-contrast"}

// Dark reports whether words are lighter than what they stand on. It is asked for every tint of a
// frame, so it squares where luminance takes a power: words and paper are never that alike.
func (t *Theme) Dark() bool {
	light := func(c pen.Color) float64 { return 0.2126*c.R*c.R + 0.7152*c.G*c.G + 0.0722*c.B*c.B }
	return light(t.Ink) > light(t.Paper)
}

// Named returns the theme of that name, light for any other.
func Named(name string) *Theme {
	for _, t := range [...]*Theme{&dark, &lightContrast, &darkContrast} {
		if t.Name == name {
			return t
		}
	}
	return &light
}

// The roles of Okabe & Ito's colours (Color Universal Design, 2008): blue, vermillion,
// bluish green, reddish purple, orange, sky blue, and for the rest yellow and black, the
// last of which is the user's in the light theme. They are the agents' alone: outcomes (Good for
// the best, Bad for the worst) and states of the page (Focus) have hues that the palette leaves
// out, violet, crimson and navy, so that what is green is agent C and nothing else.
var light = Theme{
	Name:   "light",
	Paper:  rgb(0xfdfcf9),
	Ink:    rgb(0x1d1d1f),
	Muted:  rgb(0x62625e),
	Grid:   rgb(0xe9e6df),
	Line:   rgb(0x8c8a84),
	User:   rgb(0x1d1d1f),
	Good:   rgb(0x6a1fb0),
	Bad:    rgb(0xa8003c),
	Focus:  rgb(0x1f3a93),
	Letter: rgb(0xffffff),
	Agents: []pen.Color{rgb(0x0072b2), rgb(0xc24f00), rgb(0x007d5a), rgb(0xab5287),
		rgb(0x946a00), rgb(0x34788f), rgb(0x6b6f1e), rgb(0x6a6a70)},
	HullFill: rgb(0x1f3a93).WithAlpha(0.08),
	HullLine: rgb(0x1f3a93).WithAlpha(0.75),
	Frame:    rgb(0xffffff),
}

var dark = Theme{
	Name:   "dark",
	Paper:  rgb(0x16181c),
	Ink:    rgb(0xeceae4),
	Muted:  rgb(0xa5a39c),
	Grid:   rgb(0x2a2d33),
	Line:   rgb(0x7e8085),
	User:   rgb(0xf7f5ef),
	Good:   rgb(0xae93fc),
	Bad:    rgb(0xff6c86),
	Focus:  rgb(0xc2d5ff),
	Letter: rgb(0x111214),
	Agents: []pen.Color{rgb(0x5aaee8), rgb(0xf08a4b), rgb(0x38b98d), rgb(0xdf9cc4),
		rgb(0xe3ab3c), rgb(0x86cbe0), rgb(0xd2cd5a), rgb(0xaeb0b6)},
	HullFill: rgb(0xc2d5ff).WithAlpha(0.11),
	HullLine: rgb(0xc2d5ff).WithAlpha(0.75),
	Frame:    rgb(0x1b1e23),
}

func rgb(x uint32) pen.Color {
	return pen.Color{R: float64(x>>16&255) / 255, G: float64(x>>8&255) / 255, B: float64(x&255) / 255, A: 1}
}

// Contrast is the contrast ratio of two opaque colours, from 1 to 21 (WCAG 2.2).
func Contrast(a, b pen.Color) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// luminance is WCAG's relative luminance of an sRGB colour.
func luminance(c pen.Color) float64 {
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

func linear(x float64) float64 {
	if x <= 0.04045 {
		return x / 12.92
	}
	return math.Pow((x+0.055)/1.055, 2.4)
}
