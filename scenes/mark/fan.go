package mark

import (
	"math"

	"github.com/emergent-alignment/emergent/scenes/view"
)

// Fan moves marks that stand at one place apart, so that each is seen: on an arc around the place
// that faces centre. One that is fixed stays, and the others make room for it. More than Crowd of
// them stay on each other, and a figure says how many there are. The zero value is ready.
type Fan struct {
	Places []view.Pixel // where the marks belong, by Spread
	Counts []int        // of each mark that stands for a crowd the number of it, 0 for the others
	group  []int
}

// Crowd is how many marks at one place are fanned out at most: a larger fan hides its surroundings.
const Crowd = 6

// onePlace is how far apart in pixels marks are at most that look like one.
const onePlace = 0.75

// Spread moves the marks at by a share of their way, 1 for all of it. A mark has radius r, and fixed
// is the index of the one that stays (-1: none), whose radius is larger.
func (f *Fan) Spread(at []view.Pixel, fixed int, r, fixedRadius, share float64, center view.Pixel) {
	f.Places = append(f.Places[:0], at...)
	f.Counts = f.Counts[:0]
	for range at {
		f.Counts = append(f.Counts, 0)
	}
	for i := range at {
		f.group = f.group[:0]
		first, held := true, false
		for j, p := range f.Places {
			if math.Hypot(p.X-f.Places[i].X, p.Y-f.Places[i].Y) > onePlace {
				continue
			}
			if j == fixed {
				held = true
				continue
			}
			first = first && j >= i
			f.group = append(f.group, j)
		}
		switch n := len(f.group); {
		case i == fixed || !first || n < 2 && !held:
		case n > Crowd:
			f.Counts[i] = n
		default:
			f.arrange(at, held, r, fixedRadius, share, center)
		}
	}
}

// arrange puts a group on its arc.
func (f *Fan) arrange(at []view.Pixel, held bool, r, fixedRadius, share float64, center view.Pixel) {
	place, n := f.Places[f.group[0]], float64(len(f.group))
	apart := r + ringGap // half of what two marks keep from each other
	radius := apart / math.Sin(math.Pi/max(n, 2))
	if held {
		radius = max(radius, fixedRadius+apart+ringGap)
	}
	step := 2 * math.Asin(min(1, apart/radius))
	towards := math.Atan2(center.Y-place.Y, center.X-place.X)
	for k, j := range f.group {
		sin, cos := math.Sincos(towards + step*(float64(k)-(n-1)/2))
		at[j] = view.Pixel{X: place.X + share*radius*cos, Y: place.Y + share*radius*sin}
	}
}
