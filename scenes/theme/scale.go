package theme

import "github.com/emergent-alignment/emergent/scenes/pen"

// The scale of losses begins with the inside of a simplex, so that a place where nothing is lost
// looks like paper, and darkens (in the dark themes: brightens) towards a red that no agent and no
// state of the page has, by even steps of lightness.
var (
	lossLight = [...]pen.Color{rgb(0xfce8e1), rgb(0xf5c2b3), rgb(0xea9a8a), rgb(0xd67166), rgb(0xb84a48), rgb(0x8f2733),
		rgb(0x640b20)}
	lossDark = [...]pen.Color{rgb(0x3a2427), rgb(0x5c2e32), rgb(0x81393c), rgb(0xa74947), rgb(0xcb6259), rgb(0xe58678),
		rgb(0xf7b1a4)}
)

// Loss is the colour of a loss, from 0 for none to 1 for the largest on the scale.
func (t *Theme) Loss(x float64) pen.Color {
	if t.Name == ForcedName {
		return between(t.Frame, t.Ink, min(max(x, 0), 1))
	}
	steps := &lossLight
	if t.Dark() {
		steps = &lossDark
	}
	x = min(max(x, 0), 1) * float64(len(steps))
	i := min(int(x), len(steps)-1)
	from := t.Frame
	if i > 0 {
		from = steps[i-1]
	}
	return between(from, steps[i], x-float64(i))
}

// between is a share of the way from a to b.
func between(a, b pen.Color, t float64) pen.Color {
	return pen.Color{R: a.R + t*(b.R-a.R), G: a.G + t*(b.G-a.G), B: a.B + t*(b.B-a.B), A: 1}
}
