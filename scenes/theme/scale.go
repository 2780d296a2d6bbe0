package theme

import "github.com/emergent-alignment/emergent/scenes/pen"

// cividis is a scale of colours that grows evenly in lightness and looks the same with and
// without red-green blindness (Nunez, Anderton & Renslow 2018), at ten even steps.
var cividis = [...]pen.Color{
	rgb(0x00224e), rgb(0x123570), rgb(0x3b496c), rgb(0x575d6d), rgb(0x707173),
	rgb(0x8a8678), rgb(0xa59c74), rgb(0xc3b369), rgb(0xe1cc55), rgb(0xfee838),
}

// Scale is the colour of a value from 0 to 1 in a map: dark blue to yellow, the same in
// every theme, so that a value looks the same wherever it is seen.
func Scale(x float64) pen.Color {
	const last = len(cividis) - 1
	x = min(max(x, 0), 1) * float64(last)
	i := min(int(x), last-1)
	a, b, t := cividis[i], cividis[i+1], x-float64(i)
	return pen.Color{R: a.R + t*(b.R-a.R), G: a.G + t*(b.G-a.G), B: a.B + t*(b.B-a.B), A: 1}
}

// On is what is read best on an opaque colour: nearly black or white.
func On(c pen.Color) pen.Color {
	if Contrast(c, dark.Letter) > Contrast(c, light.Letter) {
		return dark.Letter
	}
	return light.Letter
}
