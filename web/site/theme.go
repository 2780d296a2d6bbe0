package site

import (
	"bytes"
	"fmt"
	"math"

	"emergent/scenes/pen"
	"emergent/scenes/theme"
)

// ThemeCSS writes the colours of the figures as custom properties, so that page and figure
// cannot differ: light by default, dark where the system or data-theme asks for it.
func ThemeCSS() []byte {
	var b bytes.Buffer
	b.WriteString("/* Written at build time from scenes/theme: change the colours there. */\n")
	rule(&b, ":root", "light")
	b.WriteString("@media (prefers-color-scheme: dark) {\n")
	rule(&b, ":root:not([data-theme])", "dark")
	b.WriteString("}\n")
	rule(&b, `:root[data-theme="dark"]`, "dark")
	return b.Bytes()
}

func rule(b *bytes.Buffer, selector, name string) {
	t := theme.Named(name)
	fmt.Fprintf(b, "%s {\n  color-scheme: %s;\n", selector, name)
	for _, c := range []struct {
		name  string
		color pen.Color
	}{
		{"paper", t.Paper}, {"ink", t.Ink}, {"muted", t.Muted}, {"grid", t.Grid}, {"line", t.Line},
		{"user", t.User}, {"good", t.Good}, {"bad", t.Bad}, {"focus", t.Focus},
		{"hull", t.HullFill}, {"letter", t.Letter}, {"frame", t.Frame},
	} {
		fmt.Fprintf(b, "  --%s: %s;\n", c.name, cssColor(c.color))
	}
	for i, c := range t.Agents {
		fmt.Fprintf(b, "  --agent-%d: %s;\n", i, cssColor(c))
	}
	b.WriteString("}\n")
}

func cssColor(c pen.Color) string {
	channel := func(x float64) int { return int(math.Round(255 * x)) }
	if c.A == 1 {
		return fmt.Sprintf("#%02x%02x%02x", channel(c.R), channel(c.G), channel(c.B))
	}
	return fmt.Sprintf("rgba(%d, %d, %d, %.3g)", channel(c.R), channel(c.G), channel(c.B), c.A)
}
