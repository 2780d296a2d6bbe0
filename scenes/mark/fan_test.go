package mark

import (
	"math"
	"testing"

	"github.com/emergent-alignment/emergent/scenes/view"
)

// Marks at one place come to stand apart, near it and on the side of the centre; what is alone or
// fixed stays, and a crowd is counted.
func TestFan(t *testing.T) {
	const r, large = 13., 15.
	place, center := view.Pixel{X: 100, Y: 80}, view.Pixel{X: 300, Y: 80}
	for n := 1; n <= 8; n++ {
		for _, held := range []bool{false, true} {
			at := []view.Pixel{{X: 500, Y: 500}, {X: 40, Y: 300}}
			if held {
				at[0] = place
			}
			for range n {
				at = append(at, place)
			}
			before := append([]view.Pixel(nil), at...)
			var f Fan
			f.Spread(at, 0, r, large, 1, center)
			if at[0] != before[0] || at[1] != before[1] {
				t.Errorf("%d, held %v: those who were alone or fixed were moved", n, held)
			}
			if n > Crowd {
				if f.Counts[2] != n || at[2] != place {
					t.Errorf("%d at one place: counts %v", n, f.Counts)
				}
				continue
			}
			for i := range at {
				for j := range i {
					apart := 2 * r
					if n == 1 && !held || i < 2 && j < 2 {
						continue
					}
					if j == 0 {
						apart = r + large
					}
					if d := math.Hypot(at[i].X-at[j].X, at[i].Y-at[j].Y); d < apart {
						t.Errorf("%d, held %v: marks %d and %d are %.1f apart", n, held, i, j, d)
					}
				}
				if d := math.Hypot(at[i].X-f.Places[i].X, at[i].Y-f.Places[i].Y); d > 3*large {
					t.Errorf("%d, held %v: mark %d is %.1f from its place", n, held, i, d)
				}
			}
			f.Spread(at[:0], 0, r, large, 1, center) // nothing to do
		}
	}
}
