// Package guarantees has maps of a guarantee: what the user would have wherever in the simplex she stood, filled in
// from coarse to fine.
package guarantees

import (
	"slices"

	"github.com/emergent-alignment/emergent/engine"
)

// Slice is where in a simplex of four criteria a survey runs: at the places that give Share to
// Criterion, a triangle. The zero value is no slice.
type Slice struct {
	Cut       bool
	Criterion int
	Share     float64 // 0 is the face opposite of the criterion's corner
}

// Map is a guarantee at places all over the simplex of 2 or 3 criteria, or over a slice of
// one of 4, for a picture that is filled in from coarse to fine. Places are those of a grid that cuts each edge into
// Lines parts: all of them up to Dense parts, beyond that, in a triangle, only those along
// the border of where nothing is lost. Create it with New; to a figure it is constant.
type Map struct {
	engine.Question
	Slice     Slice
	Corners   int
	Dense     int                 // lines of the finest grid that is filled in everywhere
	Lines     int                 // of the grid that points are counted in
	Values    []engine.PlaceValue // by Index; not Known: not yet, or never
	Fine      int                 // lines of the finest grid that is complete, at most Dense; 0: none is
	Done      int                 // places surveyed
	Total     int
	Stale     bool    // the competition has changed since
	Trouble   string  // why it ends here, "": it does not
	Low, High float64 // of the values, rounded outwards; set once a grid is complete
	Most      float64 // the largest loss, rounded up; set then too
	Changes   uint64  // grows with everything above

	order []GridPoint // coarse grids first
	ends  []grid      // where in order a grid is complete
}

// GridPoint is a place of a map's grid: its weights on the second and third corner in Lines
// parts; the rest is on the first.
type GridPoint struct{ I, J int }

type grid struct{ lines, end int }

// coarsest is the lines of the first grid, by the number of corners.
var coarsest = [...]int{2: 16, 3: 8}

// FinestLines is how fine a survey gets everywhere, by the number of corners.
var FinestLines = [...]int{2: 256, 3: 64}

// Border is the loss at which the border of where nothing is lost is drawn: less than any
// table shows, enough for the border to be smooth on a grid.
const Border = 0.002

// New returns an empty map, dense up to at most so many lines, a power of two times
// the coarsest.
func New(q engine.Question, corners, most int) *Map {
	v := &Map{Question: q, Corners: corners, Dense: coarsest[corners]}
	for 2*v.Dense <= most {
		v.Dense *= 2
	}
	v.Lines = 2 * v.Dense
	columns := v.Lines + 1
	if corners == 2 {
		v.Lines, columns = v.Dense, 1
	}
	v.Values = make([]engine.PlaceValue, (v.Lines+1)*columns)
	for lines := coarsest[corners]; lines <= v.Dense; lines *= 2 {
		step := v.Lines / lines
		for i := 0; i <= v.Lines; i += step {
			for j := 0; j < columns && i+j <= v.Lines; j += step {
				if lines == coarsest[corners] || i/step%2 != 0 || j/step%2 != 0 {
					v.order = append(v.order, GridPoint{i, j})
				}
			}
		}
		v.ends = append(v.ends, grid{lines, len(v.order)})
	}
	v.Total = len(v.order)
	return v
}

// Index is where in Values a point is.
func (v *Map) Index(p GridPoint) int {
	if v.Corners == 2 {
		return p.I
	}
	return p.I*(v.Lines+1) + p.J
}

// At is what the user has at a point.
func (v *Map) At(p GridPoint) *engine.PlaceValue { return &v.Values[v.Index(p)] }

// Weights appends the weights of a point.
func (v *Map) Weights(dst []float64, p GridPoint) []float64 {
	n, first := float64(v.Lines), len(dst)
	dst = append(dst, float64(v.Lines-p.I-p.J)/n, float64(p.I)/n)
	if v.Corners == 3 {
		dst = append(dst, float64(p.J)/n)
	}
	if v.Slice.Cut {
		for i := first; i < len(dst); i++ {
			dst[i] *= 1 - v.Slice.Share
		}
		dst = slices.Insert(dst, first+v.Slice.Criterion, v.Slice.Share)
	}
	return dst
}

// Best returns the place at which least is lost; of equal ones, within rounding, the one
// nearest to a corner, which takes the fewest words to name. It reports false while no grid is
// complete.
func (v *Map) Best() (best GridPoint, found bool) {
	purest := 0.
	var weights []float64
	v.EachPoint(func(p GridPoint, s *engine.PlaceValue) {
		if !s.Known {
			return
		}
		weights = v.Weights(weights[:0], p)
		pure := slices.Max(weights)
		if gain := v.At(best).Loss - s.Loss; !found || gain > sameLoss || gain >= -sameLoss && pure > purest {
			best, purest, found = p, pure, true
		}
	})
	return best, found && v.Fine > 0
}

// sameLoss is how far two losses may differ and still count as equal: the rounding of a
// linear program.
const sameLoss = 1e-6

// Complete reports whether there is nothing left to do.
func (v *Map) Complete() bool { return v.Done == v.Total || v.Trouble != "" }

// Next lists the weights of the next places, at most so many.
func (v *Map) Next(most int) [][]float64 {
	n := min(most, v.Total-v.Done)
	places := make([][]float64, n)
	for i := range places {
		places[i] = v.Weights(nil, v.order[v.Done+i])
	}
	return places
}

// Take takes in the values of the next places.
func (v *Map) Take(values []engine.PlaceValue) {
	for _, value := range values {
		*v.At(v.order[v.Done]) = value
		v.Done++
	}
	for _, g := range v.ends {
		if v.Done >= g.end && g.lines > v.Fine {
			v.Fine = g.lines
			v.measure()
		}
	}
	if v.Done == v.Total && len(v.order) == v.ends[len(v.ends)-1].end {
		v.sharpen()
	}
	v.Changes++
}

// sharpen adds the places half-way between dense ones wherever the border runs: all three
// of a triangle whose corners lie on both sides of it.
func (v *Map) sharpen() {
	if v.Lines == v.Dense {
		return
	}
	side := func(i, j int) bool { return v.At(GridPoint{i, j}).Loss <= Border }
	seen := map[GridPoint]bool{}
	add := func(p GridPoint) {
		if !seen[p] {
			seen[p] = true
			v.order = append(v.order, p)
		}
	}
	for i := 0; i < v.Lines; i += 2 {
		for j := 0; i+j < v.Lines; j += 2 {
			b, c := side(i+2, j), side(i, j+2)
			if a := side(i, j); a != b || b != c {
				add(GridPoint{i + 1, j})
				add(GridPoint{i, j + 1})
				add(GridPoint{i + 1, j + 1})
			}
			if i+j+4 <= v.Lines && (side(i+2, j+2) != b || b != c) {
				add(GridPoint{i + 2, j + 1})
				add(GridPoint{i + 1, j + 2})
				add(GridPoint{i + 1, j + 1})
			}
		}
	}
	v.Total = len(v.order)
}

// Fail ends the survey.
func (v *Map) Fail(why string) {
	v.Trouble = why
	v.Changes++
}

// EachPoint calls f with every point surveyed so far and what the user has there.
func (v *Map) EachPoint(f func(p GridPoint, s *engine.PlaceValue)) {
	for _, p := range v.order[:v.Done] {
		f(p, v.At(p))
	}
}

// measure sets Low, High and Most to multiples of a twentieth around the values and losses.
func (v *Map) measure() {
	const parts = 20
	low, high, most := 1., 0., 0.
	v.EachPoint(func(_ GridPoint, s *engine.PlaceValue) {
		if s.Known {
			low, high, most = min(low, s.Value), max(high, s.Value), max(most, s.Loss)
		}
	})
	v.Low, v.High = rounded(low, parts, false), rounded(high, parts, true)
	v.Most = max(rounded(most, parts, true), 1./parts)
	if v.High <= v.Low {
		v.High = v.Low + 1./parts
	}
}

// rounded is x up or down to a multiple of 1/parts; rounding of x itself moves it no further.
func rounded(x float64, parts int, up bool) float64 {
	const slack = 1e-9
	n := float64(parts)
	k := float64(int(x*n + slack))
	if up && x*n > k+slack {
		k++
	}
	return k / n
}
