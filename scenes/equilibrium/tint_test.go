package equilibrium

import (
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/theme"
)

// TestTints: names stay readable on every tint and on every mix of two, in both themes, also
// where a gain of any size is shaded over it.
func TestTints(t *testing.T) {
	for _, name := range []string{"light", "dark"} {
		th := theme.Named(name)
		for a := range engine.MaxActions {
			for b := range engine.MaxActions {
				ground := over(beliefs.Mixed(th, [2]int{a, b}), th.Frame)
				if c := theme.Contrast(th.Ink, ground); c < 4.5 {
					t.Errorf("%s: text on the tint of actions %d and %d has contrast %.2f", name, a, b, c)
				}
				pale := beliefs.Mixed(th, [2]int{a, b})
				ground = over(pale.WithAlpha(underGain*pale.A), th.Frame)
				for i := range th.Agents {
					shaded := over(th.Agent(i).WithAlpha(gainAlpha), ground)
					if c := theme.Contrast(th.Ink, shaded); c < 4.5 {
						t.Errorf("%s: text on agent %d's shade over actions %d and %d has contrast %.2f",
							name, i, a, b, c)
					}
				}
			}
		}
		for a := range engine.MaxActions {
			for b := range a {
				if beliefs.Mixed(th, [2]int{a, a}) == beliefs.Mixed(th, [2]int{b, b}) {
					t.Errorf("%s: actions %d and %d have one tint", name, a, b)
				}
			}
		}
	}
}
