package quantal

import (
	"math"
	"slices"
)

// This file adds beliefs where the response changes. Near the border between two actions,
// where the expected utilities differ by d, the odds are exp(lambda d): the transition is
// 1/lambda wide in d, and an agent's best point lies about ln(lambda)/lambda from the
// border. So the added beliefs stand at fixed multiples of 1/lambda, in units of d: along
// the line for two signals, around the corners of the regions of `best` for three (that is
// where posteriors of equilibria go as lambda grows).

// Numbers of the refinement.
const (
	// farGap times 1/lambda is how far below the best an action may be and still count.
	farGap = 20
	// nearest is the least distance between two beliefs on a line.
	nearest = 1e-9
	// maxAdded bounds the beliefs added for three signals, so that many actions and private
	// signals cannot make the grid arbitrarily large.
	maxAdded = 4000
	// reach is how many steps of the base grid an added belief may be from its corner:
	// beyond that the base grid is fine enough.
	reach = 3
)

// lineOffsets and cornerOffsets are the multiples of 1/lambda, on both sides of a border.
var (
	lineOffsets   = offsets(0.25, 64)
	cornerOffsets = []float64{0, 0.5, 1.5, 2.5, 3.5, 5, 7, 9, 12}
)

// offsets is 0, step, ..., n*step.
func offsets(step float64, n int) []float64 {
	list := make([]float64, n+1)
	for i := range list {
		list[i] = float64(i) * step
	}
	return list
}

// border is the line d.q = 0 on which the user with signal x is indifferent between two
// actions, d(s) = U_0(a,x|s) - U_0(b,x|s).
type border struct {
	d       [3]float64
	x, a, b int
}

// refiner holds the memory of the refinement.
type refiner struct {
	borders []border
	keys    []int64
	corners []int64
}

// refine adds beliefs to a base grid of two or three signals.
func (r *refiner) refine(g *Grid, t *Table, lambda float64) {
	if lambda <= 0 || g.Signals < 2 {
		return
	}
	r.collect(t)
	if g.Signals == 2 {
		r.line(g, t, lambda)
	} else {
		r.plane(g, t, lambda)
	}
	g.finish()
}

// collect lists all borders.
func (r *refiner) collect(t *Table) {
	r.borders = r.borders[:0]
	for x := range t.private {
		for a := range t.actions {
			for b := range a {
				l := border{x: x, a: a, b: b}
				for s := range t.Prior {
					l.d[s] = t.score(x, a, s) - t.score(x, b, s)
				}
				r.borders = append(r.borders, l)
			}
		}
	}
}

// score is U_0(a,x|s).
func (t *Table) score(x, a, s int) float64 {
	return t.payoff[(x*t.actions+a)*t.Parties*len(t.Prior)+s]
}

// relevant reports whether both actions of a border are near the best at q, and the
// probability of its private signal there.
func (t *Table) relevant(l border, q []float64, lambda float64) (mass float64, ok bool) {
	mass = dot(q, t.mass[l.x*len(q):])
	if mass <= 0 {
		return 0, false
	}
	top, at := 0.0, 0.0
	for a := range t.actions {
		v := dot(q, t.payoff[(l.x*t.actions+a)*t.Parties*len(q):])
		top = max(top, v)
		if a == l.a {
			at = v
		}
	}
	return mass, (top-at)*lambda <= farGap*mass
}

// line refines beliefs on two signals.
func (r *refiner) line(g *Grid, t *Table, lambda float64) {
	for _, l := range r.borders {
		if l.d[0]*l.d[1] >= 0 {
			continue // no crossing inside
		}
		at := l.d[0] / (l.d[0] - l.d[1])
		mass, ok := t.relevant(l, []float64{1 - at, at}, lambda)
		if !ok {
			continue
		}
		unit := mass / (lambda * math.Abs(l.d[1]-l.d[0]))
		for _, c := range lineOffsets {
			g.x = append(g.x, at-c*unit, at+c*unit)
		}
	}
	g.tidy()
}

// split adds beliefs on two signals between neighbours of which one is kept and one is not, so
// that the ends of the kept sets become sharper; wide adds some between the last two of a kept
// set too: its end may be there, since the hull turns at a belief of the grid. It returns the
// place at which each belief was, none for a new one, and nil where there are none.
func (g *Grid) split(kept []bool, wide bool) []int32 {
	n := len(g.x)
	g.from, g.spare = g.from[:0], g.spare[:0]
	more := false
	for p := range n {
		ends := p > 0 && (kept[p] != kept[p-1] || wide && kept[p] &&
			(p >= 2 && !kept[p-2] || p+1 < n && !kept[p+1]))
		for i := 1; i < splitParts && ends; i++ {
			w := float64(i) / splitParts
			g.add(g.x[p-1]*(1-w)+g.x[p]*w, none)
		}
		more = more || ends
		g.add(g.x[p], int32(p))
	}
	if !more {
		return nil
	}
	g.x, g.spare = g.spare, g.x
	g.finish()
	return g.from
}

// add adds a belief on two signals after those in spare, unless it is too near to the last.
func (g *Grid) add(x float64, from int32) {
	if follows(g.spare, x) {
		g.spare, g.from = append(g.spare, x), append(g.from, from)
	}
}

// halve adds the middle between any two neighbours on the base grid of three signals of
// which one is kept and one is not.
func (g *Grid) halve(kept []bool) {
	g.beside = g.beside[:0]
	for j := range g.Resolution + 1 {
		for i := range g.Resolution + 1 - j {
			p := g.place(i, j)
			for _, d := range neighbors[:3] {
				u, v := i+d[0], j+d[1]
				if u < 0 || v < 0 || u+v > g.Resolution {
					continue
				}
				q := g.place(u, v)
				if kept[p] == kept[q] {
					continue
				}
				if kept[p] {
					q = p
				}
				g.beside = append(g.beside, q)
				g.x = append(g.x, float64((i+u)*finer/2))
				g.y = append(g.y, float64((j+v)*finer/2))
			}
		}
	}
}

// splitParts is the number of parts into which a gap on a line is cut.
const splitParts = 8

// tidy sorts beliefs on two signals and drops those outside or too near to another.
func (g *Grid) tidy() {
	slices.Sort(g.x)
	kept := g.x[:0]
	for _, x := range g.x {
		if 0 <= x && x <= 1 && follows(kept, x) {
			kept = append(kept, x)
		}
	}
	g.x = kept
}

// follows reports whether x is far enough from the last of the beliefs before it, and from 1,
// which stays.
func follows(before []float64, x float64) bool {
	return (len(before) == 0 || x-before[len(before)-1] >= nearest) && (x == 1 || 1-x >= nearest)
}

// plane refines beliefs on three signals around the corners of the regions of `best`:
// where two borders cross, or a border meets the rim of the triangle.
func (r *refiner) plane(g *Grid, t *Table, lambda float64) {
	r.keys, r.corners = r.keys[:0], r.corners[:0]
	for i, l := range r.borders {
		for s := range 3 { // the rim q(s) = 0 as a border of no width
			rim := border{x: none}
			rim.d[s] = 1
			r.around(g, t, l, rim, lambda)
		}
		for _, m := range r.borders[:i] {
			r.around(g, t, l, m, lambda)
		}
	}
	slices.Sort(r.keys)
	r.keys = slices.Compact(r.keys)
	unit := int64(g.Resolution * finer)
	every := 1 + (len(r.keys)-1)/maxAdded // too many are thinned out evenly
	for k := 0; k < len(r.keys); k += every {
		key := r.keys[k]
		g.x = append(g.x, float64(key%(unit+1)))
		g.y = append(g.y, float64(key/(unit+1)))
	}
}

// around adds beliefs near the crossing of two borders, at multiples of 1/lambda in units
// of both differences of utility.
func (r *refiner) around(g *Grid, t *Table, l, m border, lambda float64) {
	at := cross(l.d, m.d)
	sum := at[0] + at[1] + at[2]
	if math.Abs(sum) < nearest {
		return // parallel
	}
	for s := range at {
		if at[s] /= sum; at[s] < -nearest {
			return
		}
	}
	mass, ok := t.relevant(l, at[:], lambda)
	if !ok {
		return
	}
	other, steps := 0.0, cornerOffsets[:1]
	if m.x != none {
		if other, ok = t.relevant(m, at[:], lambda); !ok {
			return
		}
		steps = cornerOffsets
	}
	if r.fresh(g, at) {
		r.spread(g, at, l, m, mass/lambda, other/lambda, steps)
	}
}

// spread adds beliefs at multiples of a unit of l's difference of utility and of another of
// m's, on all four sides. The step (dx, dy) changes l's difference by (l1-l0) dx + (l2-l0) dy
// and m's likewise.
func (r *refiner) spread(g *Grid, at [3]float64, l, m border, unit, other float64, steps []float64) {
	l1, l2, m1, m2 := l.d[1]-l.d[0], l.d[2]-l.d[0], m.d[1]-m.d[0], m.d[2]-m.d[0]
	det := l1*m2 - l2*m1
	for _, c := range cornerOffsets {
		for _, e := range steps {
			for sign := range 4 {
				u, v := c*unit, e*other
				if sign&1 != 0 {
					u = -u
				}
				if sign&2 != 0 {
					v = -v
				}
				r.add(g, at, (u*m2-v*l2)/det, (v*l1-u*m1)/det)
			}
		}
	}
}

// fresh reports whether no corner was refined at the same unit of the plane yet.
func (r *refiner) fresh(g *Grid, at [3]float64) bool {
	key, _ := g.key(at[1], at[2])
	if slices.Contains(r.corners, key) {
		return false
	}
	r.corners = append(r.corners, key)
	return true
}

// add takes the belief at a step from a corner, unless the base grid serves.
func (r *refiner) add(g *Grid, at [3]float64, dx, dy float64) {
	if max(math.Abs(dx), math.Abs(dy))*float64(g.Resolution) > reach {
		return
	}
	if key, ok := g.key(at[1]+dx, at[2]+dy); ok {
		r.keys = append(r.keys, key)
	}
}

// key numbers the point of the plane's units nearest to (x, y), and reports whether it is
// a belief outside the base grid.
func (g *Grid) key(x, y float64) (int64, bool) {
	unit := int64(g.Resolution * finer)
	i, j := int64(math.Round(x*float64(unit))), int64(math.Round(y*float64(unit)))
	inside := i >= 0 && j >= 0 && i+j <= unit
	return j*(unit+1) + i, inside && (i%finer != 0 || j%finer != 0)
}
