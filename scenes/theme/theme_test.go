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
		for what, c := range map[string]pen.Color{"ink": th.Ink, "muted": th.Muted, "good": th.Good, "bad": th.Bad,
			"user": th.User, "line": th.Line, "focus": th.Focus} {
			need(t, name+" "+what, c, th.Paper, 7)
		}
		for i := range th.Agents {
			need(t, name+" agent "+string(rune('A'+i)), th.Agent(i), th.Paper, 7)
		}
	}
	white, black, link := rgb(0xffffff), rgb(0), rgb(0xffff00)
	th := Forced(System{Canvas: black, Text: white, Link: link, Highlight: rgb(0x1aebff), Gray: rgb(0x3ff23f)})
	if th.Paper != black || th.Ink != white || th.Muted != white || th.Agent(5) != link || th.Letter != black ||
		!th.Dark() {
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

// toldApart is how far two colours must be from each other in OKLab (Ottosson, 2020) to be taken for
// two: agent C and the best outcome were 0.03 apart, agents A and F, which nobody confuses, are 0.08.
const toldApart = 0.08

// Agents, outcomes and states of the page have colours of their own: what is green is agent C, and
// not the best equilibrium too.
func TestAgentsShareNoColor(t *testing.T) {
	for _, name := range Names {
		th := Named(name)
		own := map[string]pen.Color{"best": th.Good, "worst": th.Bad, "page": th.Focus}
		for what, c := range own {
			for i, a := range th.Agents {
				if d := apart(c, a); d < toldApart {
					t.Errorf("%s: %s is %.3f from agent %d", name, what, d, i)
				}
			}
			for other, o := range own {
				if d := apart(c, o); other != what && d < toldApart {
					t.Errorf("%s: %s is %.3f from %s", name, what, d, other)
				}
			}
		}
	}
}

// apart is the distance of two colours in OKLab.
func apart(a, b pen.Color) float64 {
	x, y := oklab(a), oklab(b)
	return math.Sqrt((x[0]-y[0])*(x[0]-y[0]) + (x[1]-y[1])*(x[1]-y[1]) + (x[2]-y[2])*(x[2]-y[2]))
}

// oklab are the matrices of https://bottosson.github.io/posts/oklab/.
func oklab(c pen.Color) [3]float64 {
	r, g, b := linear(c.R), linear(c.G), linear(c.B)
	l := math.Cbrt(0.4122214708*r + 0.5363325363*g + 0.0514459929*b)
	m := math.Cbrt(0.2119034982*r + 0.6806995451*g + 0.1073969566*b)
	s := math.Cbrt(0.0883024619*r + 0.2817188376*g + 0.6299787005*b)
	return [3]float64{
		0.2104542553*l + 0.7936177850*m - 0.0040720468*s,
		1.9779984951*l - 2.4285922050*m + 0.4505937099*s,
		0.0259040371*l + 0.7827717662*m - 0.8086757660*s,
	}
}
