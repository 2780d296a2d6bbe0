package site

import (
	"bytes"
	"fmt"
	"math"

	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/theme"
)

// ThemeCSS writes the colours of the figures as custom properties, so that page and figure
// cannot differ: light by default, dark where the system or data-theme asks for it, each with
// more contrast where the system wants that, and the system's own colours where it forces them.
func ThemeCSS() []byte {
	var b bytes.Buffer
	b.WriteString("/* Written at build time from scenes/theme: change the colours there. */\n")
	themes(&b, "")
	b.WriteString("@media (prefers-contrast: more) {\n")
	themes(&b, "-contrast")
	b.WriteString("}\n@media (forced-colors: active) {\n")
	forced(&b)
	b.WriteString("}\n")
	return b.Bytes()
}

// themes writes the light and the dark theme of a kind.
func themes(b *bytes.Buffer, kind string) {
	rule(b, ":root", "light"+kind)
	b.WriteString("@media (prefers-color-scheme: dark) {\n")
	rule(b, ":root:not([data-theme])", "dark"+kind)
	b.WriteString("}\n")
	rule(b, `:root[data-theme="dark"]`, "dark"+kind)
}

// forced names the system's colours, as theme.Forced gives them to the figure.
func forced(b *bytes.Buffer) {
	b.WriteString("  :root, :root[data-theme] {\n")
	for _, c := range [][2]string{
		{"paper", "Canvas"}, {"ink", "CanvasText"}, {"muted", "CanvasText"}, {"grid", "GrayText"},
		{"line", "CanvasText"},
		{"user", "CanvasText"}, {"good", "CanvasText"}, {"bad", "CanvasText"}, {"focus", "Highlight"},
		{"hull", "LinkText"}, {"hull-line", "LinkText"}, {"letter", "Canvas"}, {"frame", "Canvas"},
	} {
		fmt.Fprintf(b, "    --%s: %s;\n", c[0], c[1])
	}
	for i := range theme.Named("light").Agents {
		fmt.Fprintf(b, "    --agent-%d: LinkText;\n", i)
	}
	b.WriteString("  }\n")
}

func rule(b *bytes.Buffer, selector, name string) {
	t := theme.Named(name)
	scheme := "light"
	if t.Dark() {
		scheme = "dark"
	}
	fmt.Fprintf(b, "%s {\n  color-scheme: %s;\n", selector, scheme)
	for _, c := range []struct {
		name  string
		color pen.Color
	}{
		{"paper", t.Paper}, {"ink", t.Ink}, {"muted", t.Muted}, {"grid", t.Grid}, {"line", t.Line},
		{"user", t.User}, {"good", t.Good}, {"bad", t.Bad}, {"focus", t.Focus},
		{"hull", t.HullFill}, {"hull-line", t.HullLine}, {"letter", t.Letter}, {"frame", t.Frame},
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
