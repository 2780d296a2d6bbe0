package theme

import "github.com/emergent-alignment/emergent/scenes/pen"

// The themes for readers who prefer more contrast: what was grey is ink, lines are full.
var (
	lightContrast = contrasting(light, "light-contrast", rgb(0xffffff), rgb(0x000000), rgb(0xb8b8b8))
	darkContrast  = contrasting(dark, "dark-contrast", rgb(0x000000), rgb(0xffffff), rgb(0x5a5a5a))
)

// contrasting is t on another paper with all colours drawn towards ink until they keep 7:1.
func contrasting(t Theme, name string, paper, ink, grid pen.Color) Theme {
	t.Name, t.Paper, t.Frame, t.Ink, t.Muted, t.Line, t.User, t.Grid = name, paper, paper, ink, ink, ink, ink, grid
	t.Letter = paper
	for _, c := range [...]*pen.Color{&t.Good, &t.Bad, &t.Focus} {
		*c = towards(*c, ink, paper)
	}
	agents := t.Agents
	t.Agents = nil
	for _, c := range agents {
		t.Agents = append(t.Agents, towards(c, ink, paper))
	}
	t.HullFill, t.HullLine = t.Focus.WithAlpha(t.HullFill.A), t.Focus
	return t
}

// enhanced is the contrast of text in WCAG's level AAA.
const enhanced = 7

// towards mixes c with ink until it stands out enough from paper.
func towards(c, ink, paper pen.Color) pen.Color {
	const parts = 20
	for i := range parts + 1 {
		s := float64(i) / parts
		m := pen.Color{R: c.R + s*(ink.R-c.R), G: c.G + s*(ink.G-c.G), B: c.B + s*(ink.B-c.B), A: 1}
		if Contrast(m, paper) >= enhanced {
			return m
		}
	}
	return ink
}

// System is the colours that a system forces on pages: CSS's Canvas, CanvasText, LinkText,
// Highlight and GrayText.
type System struct{ Canvas, Text, Link, Highlight, Gray pen.Color }

// ForcedName is the name of every Forced theme.
const ForcedName = "forced"

// Forced is the theme of a system's own colours, and of no others: letters, shapes and words
// tell apart what colours cannot.
func Forced(c System) *Theme {
	t := Theme{
		Name: ForcedName, Paper: c.Canvas, Frame: c.Canvas, Ink: c.Text, Muted: c.Text, Line: c.Text, User: c.Text,
		Good: c.Text, Bad: c.Text, Focus: c.Highlight, Letter: c.Canvas, Agents: []pen.Color{c.Link},
		Grid: c.Gray.WithAlpha(0.3), HullFill: c.Link.WithAlpha(0.14), HullLine: c.Link,
	}
	return &t
}
