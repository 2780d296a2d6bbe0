package hull

import (
	"slices"

	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// contour finds the border of where nothing is lost: it marches through the triangles of a
// survey's grid (Lorensen & Cline 1987, in the plane), joins the crossings of a triangle's edges
// into lines from one end to the other, and rounds off the steps of the grid, which a loss that
// jumps from nothing to something would show.
type contour struct {
	l     *landscape
	step  int
	at    []view.Pixel   // of each crossing
	next  [][2]int       // the crossings that one is joined to, -1: none
	found map[grid]int   // the crossing of an edge
	done  []bool         // whether a line has it
	lines [][]view.Pixel // from end to end; of a ring the first is the last too
}

// grid is an edge between two neighbouring spots.
type grid struct{ a, b stage.Spot }

const (
	// crumb and shred are how many crossings a line from border to border and a ring have at least
	// that are drawn: fewer surround a spot or two of the grid, of which nobody knows how far they
	// go, and a strip narrower than the grid would show as a row of them.
	crumb, shred = 7, 16
	// polished is how often a line is smoothed: each pass replaces a point by the mean of itself and
	// its neighbours' middle. Three leave no step of a grid to be seen and move a line by less than
	// one.
	polished = 3
)

// contours are the lines of a landscape's survey.
func (l *landscape) contours() [][]view.Pixel {
	v := l.survey
	c := contour{l: l, step: v.Lines / v.Fine, found: map[grid]int{}}
	for i := 0; i < v.Lines; i += c.step {
		for j := 0; i+j < v.Lines; j += c.step {
			a, b, d := stage.Spot{I: i, J: j}, stage.Spot{I: i + c.step, J: j}, stage.Spot{I: i, J: j + c.step}
			c.march(a, b, d)
			if e := (stage.Spot{I: i + c.step, J: j + c.step}); e.I+e.J <= v.Lines {
				c.march(b, e, d)
			}
		}
	}
	c.join()
	return c.lines
}

// march joins the two edges of a triangle through which the border runs.
func (c *contour) march(spots ...stage.Spot) {
	var cross [2]int
	n := 0
	for k, p := range spots {
		q := spots[(k+1)%len(spots)]
		if !c.l.known(p) || !c.l.known(q) {
			return
		}
		if c.within(p) != c.within(q) {
			cross[n] = c.crossing(p, q)
			n++
		}
	}
	if n == 2 {
		c.link(cross[0], cross[1])
		c.link(cross[1], cross[0])
	}
}

func (c *contour) within(p stage.Spot) bool { return c.l.survey.At(p).Loss <= stage.Border }

func (c *contour) link(i, j int) {
	if c.next[i][0] < 0 {
		c.next[i][0] = j
	} else {
		c.next[i][1] = j
	}
}

// crossing is the number of the crossing of an edge: in that half of it, where the place between
// is known too, and in its middle where the loss jumps.
func (c *contour) crossing(p, q stage.Spot) int {
	if p.I > q.I || p.I == q.I && p.J > q.J {
		p, q = q, p
	}
	key := grid{p, q}
	if i, known := c.found[key]; known {
		return i
	}
	if m := middle(p, q); c.step > 1 && c.l.known(m) {
		if c.within(p) != c.within(m) {
			q = m
		} else {
			p = m
		}
	}
	x, y := c.l.survey.At(p).Loss-stage.Border, c.l.survey.At(q).Loss-stage.Border
	a, b, t := c.l.at(p), c.l.at(q), 0.5
	if max(x, y) < jump {
		t = x / (x - y)
	}
	i := len(c.at)
	c.at = append(c.at, view.Pixel{X: a.X + t*(b.X-a.X), Y: a.Y + t*(b.Y-a.Y)})
	c.next, c.done = append(c.next, [2]int{-1, -1}), append(c.done, false)
	c.found[key] = i
	return i
}

// jump is the loss next to a place without any from which on it does not grow from there but
// begins: a utility changes less between two places of the finest grid.
const jump = 0.02

// join lists the lines: first those with ends, which lie on the border of the simplex, then rings.
func (c *contour) join() {
	for _, open := range [...]bool{true, false} {
		for i := range c.at {
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
		line = append(line, c.at[i])
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
		line[k] = view.Pixel{X: (was[before].X + 2*was[k].X + was[after].X) / 4, Y: (was[before].Y + 2*was[k].Y + was[after].Y) / 4}
	}
}
