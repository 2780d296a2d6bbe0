package theme

import (
	"math"
	"testing"
)

// Nothing lost is paper, and from there lightness changes one way by even steps, so that equal
// differences look equal; the largest loss is told from paper as any mark is.
func TestLossIsEven(t *testing.T) {
	const steps = 70
	for _, name := range Names {
		th := Named(name)
		lightness := func(x float64) float64 { // CIE L*, of the WCAG luminance
			y := luminance(th.Loss(x))
			if y <= 216./24389 {
				return y * 24389 / 27
			}
			return 116*math.Cbrt(y) - 16
		}
		if th.Loss(0) != th.Frame || th.Loss(-1) != th.Loss(0) || th.Loss(2) != th.Loss(1) {
			t.Errorf("%s: nothing lost is %v, the inside of a simplex %v", name, th.Loss(0), th.Frame)
		}
		first, last := lightness(0), lightness(1)
		if math.Abs(last-first) < 60 || Contrast(th.Loss(1), th.Frame) < 3 {
			t.Errorf("%s: lightness from %.0f to %.0f", name, first, last)
		}
		for i := range steps {
			x := float64(i) / steps
			d := (lightness(x+1./steps) - lightness(x)) * steps / (last - first)
			if d < 0.5 || d > 2 {
				t.Errorf("%s: at %.2f lightness changes %.2f times as fast as on average", name, x, d)
			}
		}
	}
}
