package theme

import "testing"

// Lightness grows along the scale by even steps, so that equal differences look equal, and
// the words and dots on it can be read.
func TestScaleIsEven(t *testing.T) {
	const steps = 90
	lightness := func(x float64) float64 { // CIE L*, of the WCAG luminance
		y := luminance(Scale(x))
		if y <= 216./24389 {
			return y * 24389 / 27
		}
		return 116*cbrt(y) - 16
	}
	first, last := lightness(0), lightness(1)
	if last-first < 70 {
		t.Errorf("lightness from %.0f to %.0f", first, last)
	}
	for i := range steps {
		x := float64(i) / steps
		d := (lightness(x+1./steps) - lightness(x)) * steps / (last - first)
		if d < 0.5 || d > 1.6 {
			t.Errorf("at %.2f lightness grows %.2f times as fast as on average", x, d)
		}
		if c := Contrast(Scale(x), On(Scale(x))); c < 3 {
			t.Errorf("at %.2f the contrast of a dot is %.1f", x, c)
		}
	}
	if Scale(-1) != Scale(0) || Scale(2) != Scale(1) {
		t.Error("values outside have colours of their own")
	}
}

func cbrt(x float64) float64 {
	y := 1.
	for range 60 {
		y -= (y*y*y - x) / (3 * y * y)
	}
	return y
}
