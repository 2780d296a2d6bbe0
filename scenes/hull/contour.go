package hull

import (
	"math"
	"slices"

	"github.com/emergent-alignment/emergent/scenes/guarantees"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// contour finds the border of where nothing is lost: it marches through the triangles of a
// survey's grid (Lorensen & Cline 1987, in the plane), joins the crossings of a triangle's edges
// into lines from one end to the other, and pulls them straight where the loss jumps, for there
// nothing is known but between which places. The same is done for every other jump of the loss.
type contour struct {
	l     *landscape
	step  int
	apart func(p, q guarantees.GridPoint) bool // whether a line runs between two neighbours
	on    []crossing
	next  [][2]int       // the crossings that one is joined to, -1: none
	found map[grid]int   // the crossing of an edge
	done  []bool         // whether a line has it
	lines [][]view.Pixel // from end to end; of a ring the first is the last too
}

// crossing is where a line crosses an edge: at t of the way from a to b, somewhere from low to
// high.
type crossing struct {
	a, b         view.Pixel
	low, high, t float64
}

// at is where a crossing is on the screen, moved so far along its edge.
func (x *crossing) at(by float64) view.Pixel {
	t := x.t + by
	return view.Pixel{X: x.a.X + t*(x.b.X-x.a.X), Y: x.a.Y + t*(x.b.Y-x.a.Y)}
}

// grid is an edge between two neighbouring points.
type grid struct{ a, b guarantees.GridPoint }

const (
	// crumb and shred are how many crossings a line from border to border and a ring have at least
	// that are drawn: fewer surround a point or two of the grid, of which nobody knows how far they
	// go, and a strip narrower than the grid would show as a row of them.
	crumb, shred = 7, 16
	// polished is how often a line is smoothed: each pass replaces a point by the mean of itself and
	// its neighbours' middle. Three leave no step of a grid to be seen and move a line by less than
	// one.
	polished = 3
	// taut is how often every crossing is moved to where its line is shortest: the steps of a border
	// that is almost parallel to the grid are some ten cells long, which a hundred passes straighten.
	taut = 100
	// clear is how near to a place, as a share of the edge, a line comes that only has to pass it.
	clear = 0.1
)

// contours are the lines of a landscape's survey.
func (l *landscape) contours() [][]view.Pixel {
	c := contour{l: l, step: l.guarantees.Lines / l.guarantees.Fine}
	c.apart = func(p, q guarantees.GridPoint) bool { return c.within(p) != c.within(q) }
	c.trace()
	c.join()
	return c.lines
}

// cliffs are the edges of the finest grid between whose ends the loss jumps; nil before all of it
// is surveyed: on a coarser one a slope may look like a jump.
func (l *landscape) cliffs() *contour {
	if l.guarantees.Fine < l.guarantees.Dense {
		return nil
	}
	c := &contour{l: l, step: l.guarantees.Lines / l.guarantees.Fine}
	least := steep / float64(l.guarantees.Fine)
	c.apart = func(p, q guarantees.GridPoint) bool { return math.Abs(l.share(p)-l.share(q)) > least }
	c.trace()
	return c
}

// steep is the slope between two neighbours, in scales an edge of the simplex, from which on the
// loss jumps between them: as a slope it would cross the whole scale in a tenth of the picture.
const steep = 10.

// trace finds the crossings of all edges, and which are neighbours.
func (c *contour) trace() {
	v := c.l.guarantees
	c.found = map[grid]int{}
	for i := 0; i < v.Lines; i += c.step {
		for j := 0; i+j < v.Lines; j += c.step {
			a, b := guarantees.GridPoint{I: i, J: j}, guarantees.GridPoint{I: i + c.step, J: j}
			d := guarantees.GridPoint{I: i, J: j + c.step}
			c.march(a, b, d)
			if e := (guarantees.GridPoint{I: i + c.step, J: j + c.step}); e.I+e.J <= v.Lines {
				c.march(b, e, d)
			}
		}
	}
	for range taut {
		c.tighten()
	}
}

// tighten moves every crossing along its edge to where the way between its neighbours is shortest.
func (c *contour) tighten() {
	for i := range c.on {
		x := &c.on[i]
		p, q := c.next[i][0], c.next[i][1]
		if x.low == x.high || p < 0 {
			continue
		}
		from, d := c.on[p].at(0), view.Pixel{X: x.b.X - x.a.X, Y: x.b.Y - x.a.Y}
		normal := d // of the way: an end goes straight to its neighbour
		if q >= 0 {
			to := c.on[q].at(0)
			normal = view.Pixel{X: from.Y - to.Y, Y: to.X - from.X}
		}
		along := normal.X*d.X + normal.Y*d.Y
		if math.Abs(along) < 1e-9 { // the way runs along the edge: all of it is as short
			continue
		}
		t := (normal.X*(from.X-x.a.X) + normal.Y*(from.Y-x.a.Y)) / along
		x.t = min(max(t, x.low), x.high)
	}
}

// march joins the two edges of a triangle through which a line runs; three lines end in it where
// all edges are crossed.
func (c *contour) march(points ...guarantees.GridPoint) {
	var cross [3]int
	n := 0
	for k, p := range points {
		q := points[(k+1)%len(points)]
		if !c.l.known(p) || !c.l.known(q) {
			return
		}
		if c.apart(p, q) {
			cross[n] = c.crossing(p, q)
			n++
		}
	}
	if n == 2 {
		c.link(cross[0], cross[1])
		c.link(cross[1], cross[0])
	}
}

func (c *contour) within(p guarantees.GridPoint) bool {
	return c.l.guarantees.At(p).Loss <= guarantees.Border
}

func (c *contour) link(i, j int) {
	if c.next[i][0] < 0 {
		c.next[i][0] = j
	} else {
		c.next[i][1] = j
	}
}

// crossing is the number of the crossing of an edge: in that half of it, where the place between
// is known too, and anywhere in it where the loss jumps.
func (c *contour) crossing(p, q guarantees.GridPoint) int {
	key := edge(p, q)
	if i, known := c.found[key]; known {
		return i
	}
	x := crossing{a: c.l.at(key.a), b: c.l.at(key.b), low: 0, high: 1}
	from, to := key.a, key.b
	if m := middle(from, to); c.step > 1 && c.l.known(m) {
		switch first, second := c.apart(from, m), c.apart(m, to); {
		case first && !second:
			to, x.high = m, 0.5
		case second && !first:
			from, x.low = m, 0.5
		}
	}
	x.spread(c.l.guarantees.At(from).Loss-guarantees.Border, c.l.guarantees.At(to).Loss-guarantees.Border)
	i := len(c.on)
	c.on = append(c.on, x)
	c.next, c.done = append(c.next, [2]int{-1, -1}), append(c.done, false)
	c.found[key] = i
	return i
}

// spread says where between low and high a crossing may be, given the losses there less that of
// the border: anywhere, if the loss jumps, and else where it would cross the border.
func (x *crossing) spread(low, high float64) {
	width := x.high - x.low
	if max(low, high) < jump {
		x.t = x.low + width*low/(low-high)
		x.low, x.high = x.t, x.t
		return
	}
	x.t = (x.low + x.high) / 2
	x.low, x.high = x.low+clear*width, x.high-clear*width
}

// edge is the edge between two neighbours, whichever is named first.
func edge(p, q guarantees.GridPoint) grid {
	if p.I > q.I || p.I == q.I && p.J > q.J {
		p, q = q, p
	}
	return grid{p, q}
}

// jump is the loss next to a place without any from which on it does not grow from there but
// begins: a utility changes less between two places of the finest grid.
const jump = 0.02

// join lists the lines: first those with ends, which lie on the border of the simplex, then rings.
func (c *contour) join() {
	for _, open := range [...]bool{true, false} {
		for i := range c.on {
			if !c.done[i] && (!open || c.next[i][1] < 0) {
				c.follow(i, open)
			}
		}
	}
}

// follow takes a line from one crossing on.
func (c *contour) follow(i int, open bool) {
	var line []view.Pixel
	for i >= 0 && !c.done[i] {
		c.done[i] = true
		line = append(line, c.on[i].at(0))
		after := c.next[i][0]
		if after < 0 || c.done[after] {
			after = c.next[i][1]
		}
		i = after
	}
	if len(line) < crumb || !open && len(line) < shred {
		return
	}
	if !open {
		line = append(line, line[0])
	}
	for range polished {
		smooth(line, !open)
	}
	c.lines = append(c.lines, line)
}

// smooth rounds a line once; its ends stay unless it is a ring.
func smooth(line []view.Pixel, ring bool) {
	n, was := len(line), slices.Clone(line)
	for k := range line {
		before, after := k-1, k+1
		switch {
		case ring: // whose last point is its first
			before, after = (k+n-2)%(n-1), (k+1)%(n-1)
		case k == 0 || k == n-1:
			continue
		}
		line[k] = view.Pixel{X: (was[before].X + 2*was[k].X + was[after].X) / 4,
			Y: (was[before].Y + 2*was[k].Y + was[after].Y) / 4}
	}
}
