package theme

import (
	"math"
	"testing"

	"emergent/scenes/pen"
)

func TestContrastKnownValues(t *testing.T) {
	for _, c := range []struct {
		a, b uint32
		want float64 // https://webaim.org/resources/contrastchecker/
	}{{0x000000, 0xffffff, 21}, {0xffffff, 0xffffff, 1}, {0x767676, 0xffffff, 4.54}, {0x0000ff, 0xffffff, 8.59}} {
		if got := Contrast(rgb(c.a), rgb(c.b)); math.Abs(got-c.want) > 0.01 {
			t.Errorf("Contrast(%06x, %06x) = %.3f, want %.2f", c.a, c.b, got, c.want)
		}
	}
}

// Text needs 4.5:1 and marks 3:1, against the paper and against the inside of the simplex.
func TestEveryThemeKeepsItsContrast(t *testing.T) {
	for _, name := range []string{"light", "dark"} {
		th := Named(name)
		if th.Name != name {
			t.Fatalf("Named(%q) is %q", name, th.Name)
		}
		for _, back := range []pen.Color{th.Paper, th.Frame, over(th.HullFill, th.Frame)} {
			need(t, name+" ink", th.Ink, back, 4.5)
			need(t, name+" muted", th.Muted, back, 4.5)
			need(t, name+" good", th.Good, back, 4.5)
			need(t, name+" bad", th.Bad, back, 4.5)
			need(t, name+" user", th.User, back, 4.5)
			need(t, name+" focus", th.Focus, back, 3)
			need(t, name+" line", th.Line, back, 3)
			for i := range th.Agents {
				need(t, name+" agent "+string(rune('A'+i)), th.Agent(i), back, 3)
			}
		}
		need(t, name+" hull line", over(th.HullLine, th.Paper), th.Paper, 3)
		for i := range th.Agents {
			need(t, name+" letter on "+string(rune('A'+i)), th.Letter, th.Agent(i), 4.5)
		}
	}
}

func TestAgentsCycle(t *testing.T) {
	th := Named("light")
	if th.Agent(0) != th.Agent(len(th.Agents)) {
		t.Error("the palette does not cycle")
	}
	if Named("anything").Name != "light" {
		t.Error("light is not the default")
	}
}

func need(t *testing.T, what string, a, b pen.Color, least float64) {
	t.Helper()
	if got := Contrast(a, b); got < least {
		t.Errorf("%s: contrast %.2f, want at least %.1f", what, got, least)
	}
}

func over(c, back pen.Color) pen.Color {
	mix := func(x, y float64) float64 { return c.A*x + (1-c.A)*y }
	return pen.Color{R: mix(c.R, back.R), G: mix(c.G, back.G), B: mix(c.B, back.B), A: 1}
}
