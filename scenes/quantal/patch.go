package quantal

import (
	"slices"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/beliefs"
)

// In a triangle, the beliefs that nobody changes are patches: areas to hatch, lines and
// single points to draw bold. Those of a grid are put together from its points: where three
// neighbours stay, so does the triangle between them; what is part of no such triangle is a
// line between two neighbours or a point.

// patch is a convex piece: one, two or more beliefs as barycentric coordinates in order.
// rule marks a line of the hatching of an area.
type patch struct {
	at   [][3]float64
	rule bool
}

// region is where a best response takes an action.
type region struct {
	at     [][3]float64
	action int
}

// regions takes in the regions of best responses, where no signal of the user's own makes
// them blend: nil there.
func (m *model) regionsOf(g *engine.MapResult) (list []region) {
	for _, r := range g.Regions {
		if len(r.Strategy) > 1 || len(r.Faces) == 0 {
			return nil
		}
		one := region{action: r.Strategy[0]}
		for _, v := range r.Faces[len(r.Faces)-1].Vertices {
			one.at = append(one.at, m.corner(r.Vertices[v]))
		}
		list = append(list, one)
	}
	return list
}

// corner is a belief over all signals as one over the corners.
func (m *model) corner(belief []float64) (at [3]float64) {
	for j, x := range m.Space.Signals {
		at[j] = belief[x]
	}
	return at
}

func (p patch) equal(o patch) bool { return p.rule == o.rule && slices.Equal(p.at, o.at) }

// patchFaces takes in the faces of best responses.
func (m *model) patchFaces(g *engine.MapResult) {
	for _, r := range g.Regions {
		for _, face := range r.Faces {
			if m.Agent == beliefs.Everyone && !face.All || m.Agent != beliefs.Everyone && !face.Agents[m.Agent] {
				continue
			}
			var p patch
			for _, v := range face.Vertices {
				p.at = append(p.at, m.corner(r.Vertices[v]))
			}
			m.patches = append(m.patches, p)
		}
	}
}

// patchGrid takes in the kept beliefs of a grid.
func (m *model) patchGrid(g *engine.QuantalMapResult) {
	runs := g.All
	if m.Agent != beliefs.Everyone {
		runs = g.Agents[m.Agent]
	}
	b := gridPatches{n: g.Grid}
	b.mark(runs)
	b.areas()
	b.rules()
	b.lines()
	b.points(g.Beliefs)
	m.patches = b.list
}

// gridPatches puts patches together. Point (i, j) of the grid is the belief with i/n in the
// second corner and j/n in the third.
type gridPatches struct {
	n      int
	kept   []bool
	taken  []bool // part of an area or of a line
	extra  []int  // kept beliefs that are not points of the base grid
	list   []patch
	filled []bool // [place][up or down]: the triangles right above a point
}

func (b *gridPatches) place(i, j int) int { return j*(b.n+1) - j*(j-1)/2 + i }

func (b *gridPatches) has(i, j int) bool {
	return i >= 0 && j >= 0 && i+j <= b.n && b.kept[b.place(i, j)]
}

func (b *gridPatches) at(i, j int) [3]float64 {
	n := float64(b.n)
	return [3]float64{float64(b.n-i-j) / n, float64(i) / n, float64(j) / n}
}

func (b *gridPatches) take(points ...[2]int) {
	for _, p := range points {
		b.taken[b.place(p[0], p[1])] = true
	}
}

func (b *gridPatches) mark(runs [][2]int) {
	size := (b.n + 1) * (b.n + 2) / 2
	b.kept, b.taken, b.filled = make([]bool, size), make([]bool, size), make([]bool, 2*size)
	for _, r := range runs {
		for p := r[0]; p <= r[1]; p++ {
			if p < size {
				b.kept[p] = true
			} else {
				b.extra = append(b.extra, p)
			}
		}
	}
}

// areas joins, strip by strip, the triangles whose corners are all kept.
func (b *gridPatches) areas() {
	for j := range b.n {
		var low, high [][2]int // borders of the piece, below and above
		flush := func() {
			if len(low)+len(high) > 2 {
				piece := [][3]float64{b.at(low[0][0], j)}
				if n := len(low); n > 1 {
					piece = append(piece, b.at(low[n-1][0], j))
				}
				if n := len(high); n > 1 {
					piece = append(piece, b.at(high[n-1][0], j+1))
				}
				b.list = append(b.list, patch{at: append(piece, b.at(high[0][0], j+1))})
			}
			low, high = low[:0], high[:0]
		}
		for i := range b.n - j {
			up := b.has(i, j) && b.has(i+1, j) && b.has(i, j+1)
			down := b.has(i+1, j) && b.has(i+1, j+1) && b.has(i, j+1)
			if up {
				if len(low) == 0 {
					low, high = append(low, [2]int{i, j}), append(high, [2]int{i, j + 1})
				}
				low = append(low, [2]int{i + 1, j})
				b.take([2]int{i, j}, [2]int{i + 1, j}, [2]int{i, j + 1})
			} else {
				flush()
			}
			if down {
				if len(low) == 0 {
					low, high = append(low, [2]int{i + 1, j}), append(high, [2]int{i, j + 1})
				}
				high = append(high, [2]int{i + 1, j + 1})
				b.take([2]int{i + 1, j}, [2]int{i + 1, j + 1}, [2]int{i, j + 1})
			} else {
				flush()
			}
			b.filled[2*b.place(i, j)], b.filled[2*b.place(i, j)+1] = up, down
		}
		flush()
	}
}

// ruleStep is how many rows of the grid lie between two lines of the hatching.
const ruleStep = 2

// rules hatch the areas along the rows of the grid.
func (b *gridPatches) rules() {
	for j := 0; j < b.n; j += ruleStep {
		start := -1
		for i := range b.n - j + 1 {
			inside := i < b.n-j && b.has(i, j) && b.has(i+1, j) && (b.filled[2*b.place(i, j)] || b.below(i, j))
			switch {
			case inside && start < 0:
				start = i
			case !inside && start >= 0:
				b.list = append(b.list, patch{at: [][3]float64{b.at(start, j), b.at(i, j)}, rule: true})
				start = -1
			}
		}
	}
}

// below reports whether the triangle right below the step from (i, j) to (i+1, j) is filled.
func (b *gridPatches) below(i, j int) bool { return j > 0 && b.filled[2*b.place(i, j-1)+1] }

// lines joins neighbours that are kept and lie in no area, along the three directions of
// the grid, into straight lines as long as can be.
func (b *gridPatches) lines() {
	for _, d := range [...][2]int{{1, 0}, {0, 1}, {-1, 1}} {
		for j := range b.n + 1 {
			for i := range b.n + 1 - j {
				if b.thin(i-d[0], j-d[1], d) || !b.thin(i, j, d) {
					continue // not the start of a line
				}
				x, y := i, j
				for b.thin(x, y, d) {
					b.take([2]int{x, y})
					x, y = x+d[0], y+d[1]
				}
				b.take([2]int{x, y})
				b.list = append(b.list, patch{at: [][3]float64{b.at(i, j), b.at(x, y)}})
			}
		}
	}
}

// thin reports whether the step from (i, j) along d is kept and borders on no filled triangle.
func (b *gridPatches) thin(i, j int, d [2]int) bool {
	if !b.has(i, j) || !b.has(i+d[0], j+d[1]) {
		return false
	}
	var one, other bool // the triangles on either side of the step
	switch d {
	case [2]int{1, 0}:
		one, other = b.up(i, j), b.down(i, j-1)
	case [2]int{0, 1}:
		one, other = b.up(i, j), b.down(i-1, j)
	default:
		one, other = b.up(i-1, j), b.down(i-1, j)
	}
	return !one && !other
}

func (b *gridPatches) up(i, j int) bool {
	return i >= 0 && j >= 0 && i+j < b.n && b.filled[2*b.place(i, j)]
}

func (b *gridPatches) down(i, j int) bool {
	return i >= 0 && j >= 0 && i+j < b.n-1 && b.filled[2*b.place(i, j)+1]
}

// points are what is left, with the beliefs between the grid's points that lie in no area.
func (b *gridPatches) points(beliefs [][]float64) {
	for j := range b.n + 1 {
		for i := range b.n + 1 - j {
			if b.has(i, j) && !b.taken[b.place(i, j)] {
				b.list = append(b.list, patch{at: [][3]float64{b.at(i, j)}})
			}
		}
	}
	for _, p := range b.extra {
		x, y := beliefs[p][1]*float64(b.n), beliefs[p][2]*float64(b.n)
		i, j := int(x), int(y)
		if x-float64(i)+y-float64(j) <= 1 && !b.up(i, j) || x-float64(i)+y-float64(j) > 1 && !b.down(i, j) {
			b.list = append(b.list, patch{at: [][3]float64{corners(beliefs[p])}})
		}
	}
}
