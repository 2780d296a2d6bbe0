package theme

import (
	"math"
	"testing"

	"github.com/emergent-alignment/emergent/scenes/pen"
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
	for _, name := range Names {
		th := Named(name)
		if dark := name == "dark" || name == "dark-contrast"; th.Dark() != dark {
			t.Errorf("%s is dark: %v", name, th.Dark())
		}
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

// The themes of more contrast keep WCAG's level AAA on their paper, and what a system forces
// is used as it is.
func TestMoreContrast(t *testing.T) {
	for _, name := range []string{"light-contrast", "dark-contrast"} {
		th := Named(name)
		for what, c := range map[string]pen.Color{"ink": th.Ink, "muted": th.Muted, "good": th.Good, "bad": th.Bad, "user": th.User, "line": th.Line, "focus": th.Focus} {
			need(t, name+" "+what, c, th.Paper, 7)
		}
		for i := range th.Agents {
			need(t, name+" agent "+string(rune('A'+i)), th.Agent(i), th.Paper, 7)
		}
	}
	white, black, link := rgb(0xffffff), rgb(0), rgb(0xffff00)
	th := Forced(System{Canvas: black, Text: white, Link: link, Highlight: rgb(0x1aebff), Gray: rgb(0x3ff23f)})
	if th.Paper != black || th.Ink != white || th.Muted != white || th.Agent(5) != link || th.Letter != black || !th.Dark() {
		t.Errorf("forced is %+v", th)
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
