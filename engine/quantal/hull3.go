package quantal

import (
	"slices"

	"github.com/emergent-alignment/emergent/engine/numeric"
)

// This file finds the concave envelope of a payoff over beliefs on three signals.
//
// Problem: points (x_p, y_p) of a triangle, its corners among them, with heights z_p. Find
// the least concave function above all points, and the points that lie on it.
// Its graph is the upper hull of the lifted points: a triangulation of the triangle whose
// faces pass above every point. Quickhull (Barber, Dobkin, Huhdanpaa 1996): every point not
// yet settled hangs in the list of the face above which it projects; the face's highest
// point becomes a vertex, the faces it sees are replaced by a fan around it, and their
// points move to the fan. A point that falls below a face by more than the tolerance is
// below the envelope for good, because the envelope only rises.
//
// The x and y are whole numbers below 2^24, so the test on which side of a line a point
// lies is exact, and only heights are rounded.

// insertTolerance is the height over a face, in utility units, from which a point becomes a
// vertex: a little above the rounding of a face's plane.
const insertTolerance = 1e-12

// outside stands for the neighbour beyond an edge of the triangle of all beliefs.
const outside = -1

// face is a triangle of the hull, its vertices counter-clockwise.
type face struct {
	vertex [3]int32
	beyond [3]int32 // the face across the edge from vertex k to vertex k+1

	// The plane through the vertices: vertex 0 is at (x, y, z), the others at (x1, y1) and
	// (x2, y2) from it, and a, b are their rises divided by twice the triangle's area.
	x, y, z        float64
	x1, y1, x2, y2 float64
	a, b           float64

	list   int32 // first point that projects here, linked by hull3.next
	top    int32 // the highest of them that may become a vertex
	height float64
	state  faceState
}

type faceState uint8

const (
	faceDone faceState = iota // replaced
	faceLive
	faceSeen // to be replaced by the fan being built
)

// over is the height of the plane at a point. The brackets are exact, so inside even the
// thinnest triangle the error is a rounding of heights; slopes would lose many digits.
func (f *face) over(x, y float64) float64 {
	x, y = x-f.x, y-f.y
	return f.z + f.a*(x*f.y2-y*f.x2) + f.b*(f.x1*y-f.y1*x)
}

// edge is an edge of the region that a new vertex sees, from vertex u to vertex v.
type edge struct{ u, v, beyond, face int32 }

// hull3 is the upper hull of lifted points. The zero value is ready.
type hull3 struct {
	x, y, z []float64
	vertex  []bool // points that may become vertices
	keep    float64

	faces []face
	next  []int32
	free  []int32
	todo  []int32
	seen  []int32
	rim   []edge
	from  []int32 // the fan's face that starts at a vertex of the rim
}

// none ends a list of points; swallowed marks a vertex that a fan covers.
const (
	none      = -1
	swallowed = -2
)

// build finds the hull over the triangle of the three corners (counter-clockwise). rest are
// the other points to hang in it; those with vertex[p] false are only tested.
func (h *hull3) build(x, y, z []float64, vertex []bool, corners [3]int32, rest []int32, keep float64) {
	h.x, h.y, h.z, h.vertex, h.keep = x, y, z, vertex, keep
	h.next = numeric.Sized(h.next, len(x))
	h.faces, h.free, h.todo = h.faces[:0], h.free[:0], h.todo[:0]
	first := h.newFace(corners[0], corners[1], corners[2])
	h.faces[first].beyond = [3]int32{outside, outside, outside}
	for _, p := range rest {
		h.hang(first, p)
	}
	h.todo = append(h.todo, first)
	h.rise()
}

// rise makes vertices of points above their faces until there are none.
func (h *hull3) rise() {
	for len(h.todo) > 0 {
		f := h.todo[len(h.todo)-1]
		if g := &h.faces[f]; g.state != faceLive || g.top == none {
			h.todo = h.todo[:len(h.todo)-1]
			continue
		}
		h.raise(f)
	}
}

// extend raises the hull for points added at the end, each beside an older one that lies on
// the hull; on has the older points' faces. Of all points only those with vertex[p] may
// become vertices.
func (h *hull3) extend(x, y, z []float64, vertex []bool, on, beside []int32) {
	h.x, h.y, h.z, h.vertex = x, y, z, vertex
	h.next = slices.Grow(h.next, len(x)-len(h.next))[:len(x)]
	first := int32(len(x) - len(beside))
	for i, old := range beside {
		f := h.walk(on[old], first+int32(i))
		h.hang(f, first+int32(i))
		h.todo = append(h.todo, f)
	}
	h.rise()
}

// walk finds the face below a point, from a face nearby: across any edge that has the point
// on its far side. On an upper hull such a walk meets no face twice; should rounding have
// bent the hull enough to lead it astray, all faces are tried.
func (h *hull3) walk(f, p int32) int32 {
	for range h.faces {
		k := h.leaves(f, p)
		if k < 0 {
			return f
		}
		f = h.faces[f].beyond[k]
	}
	for i := range h.faces {
		if h.faces[i].state == faceLive && h.leaves(int32(i), p) < 0 {
			return int32(i)
		}
	}
	return f
}

// leaves is the number of an edge of face f that has p on its far side, or -1.
func (h *hull3) leaves(f, p int32) int {
	v := h.faces[f].vertex
	for k := range v {
		if h.side(v[k], v[(k+1)%3], p) < 0 {
			return k
		}
	}
	return -1
}

// newFace makes a live face with an empty list.
func (h *hull3) newFace(u, v, w int32) int32 {
	f := face{
		vertex: [3]int32{u, v, w},
		x:      h.x[u], y: h.y[u], z: h.z[u],
		x1: h.x[v] - h.x[u], y1: h.y[v] - h.y[u],
		x2: h.x[w] - h.x[u], y2: h.y[w] - h.y[u],
		list: none, top: none, state: faceLive,
	}
	area := f.x1*f.y2 - f.x2*f.y1
	f.a, f.b = (h.z[v]-f.z)/area, (h.z[w]-f.z)/area
	if n := len(h.free); n > 0 {
		at := h.free[n-1]
		h.free = h.free[:n-1]
		h.faces[at] = f
		return at
	}
	h.faces = append(h.faces, f)
	return int32(len(h.faces) - 1)
}

// hang puts a point in a face's list unless it is below the envelope for good.
func (h *hull3) hang(at, p int32) {
	f := &h.faces[at]
	height := h.z[p] - f.over(h.x[p], h.y[p])
	if height < -h.keep {
		return
	}
	h.next[p] = f.list
	f.list = p
	if height > insertTolerance && h.vertex[p] && (f.top == none || height > f.height) {
		f.top, f.height = p, height
	}
}

// side is positive when p is to the left of the line from u to v; exact.
func (h *hull3) side(u, v, p int32) float64 {
	return (h.x[v]-h.x[u])*(h.y[p]-h.y[u]) - (h.x[p]-h.x[u])*(h.y[v]-h.y[u])
}

// raise makes the highest point of face f a vertex.
func (h *hull3) raise(f int32) {
	p := h.faces[f].top
	h.see(f, p)
	h.fan(p)
	h.rehang(p)
}

// rehang moves to the fan around p what hung in the faces it replaced, and the vertices it
// swallowed: they are below p's fan, perhaps by so little that they count as on it.
func (h *hull3) rehang(p int32) {
	for _, old := range h.seen {
		for r := h.faces[old].list; r != none; {
			next := h.next[r]
			if r != p {
				h.hang(h.under(r, p), r)
			}
			r = next
		}
		for _, v := range h.faces[old].vertex {
			if h.from[v] == swallowed {
				h.from[v] = none
				h.hang(h.under(v, p), v)
			}
		}
		h.faces[old].state = faceDone
	}
	h.free = append(h.free, h.seen...)
}

// see collects in seen the faces below p and in rim the border of their union. A face whose
// edge is in line with p, or turned away from it, is taken too, so that the region is
// star-shaped around p and the fan has no flat triangle.
func (h *hull3) see(f, p int32) {
	h.seen, h.rim = append(h.seen[:0], f), h.rim[:0]
	h.faces[f].state = faceSeen
	for i := 0; i < len(h.seen); i++ {
		g := &h.faces[h.seen[i]]
		for k, next := range g.beyond {
			if next == outside || h.faces[next].state == faceSeen {
				continue
			}
			n := &h.faces[next]
			if h.z[p]-n.over(h.x[p], h.y[p]) > insertTolerance || h.side(g.vertex[k], g.vertex[(k+1)%3], p) <= 0 {
				n.state = faceSeen
				h.seen = append(h.seen, next)
			}
		}
	}
	for _, s := range h.seen {
		g := &h.faces[s]
		for k, next := range g.beyond {
			if next == outside || h.faces[next].state != faceSeen {
				h.rim = append(h.rim, edge{u: g.vertex[k], v: g.vertex[(k+1)%3], beyond: next, face: none})
			}
		}
	}
}

// fan covers the region within rim by triangles around p and joins them to their neighbours.
// An edge of the big triangle on which p lies gets none: p cuts it in two.
func (h *hull3) fan(p int32) {
	h.from = numeric.Sized(h.from, len(h.x))
	for _, s := range h.seen {
		for _, v := range h.faces[s].vertex {
			h.from[v] = swallowed
		}
	}
	for i := range h.rim {
		e := &h.rim[i]
		if e.beyond == outside && h.side(e.u, e.v, p) <= 0 {
			continue
		}
		e.face = h.newFace(e.u, e.v, p)
		h.faces[e.face].beyond = [3]int32{e.beyond, outside, outside}
		h.todo = append(h.todo, e.face)
		if e.beyond != outside {
			h.join(e.beyond, e.v, e.face)
		}
	}
	for _, e := range h.rim {
		if e.face != none {
			h.from[e.u] = e.face
		}
	}
	for _, e := range h.rim {
		if e.face == none {
			continue
		}
		if next := h.from[e.v]; next >= 0 {
			h.faces[e.face].beyond[1] = next
			h.faces[next].beyond[2] = e.face
		} else {
			h.from[e.v] = none // the fan ends here, on the border
		}
	}
}

// join makes g the neighbour of face f across the edge of f that starts at v.
func (h *hull3) join(f, v, g int32) {
	n := &h.faces[f]
	for k, u := range n.vertex {
		if u == v {
			n.beyond[k] = g
		}
	}
}

// under is the face of the fan around p below the point r.
func (h *hull3) under(r, p int32) int32 {
	last := int32(none)
	for i := range h.rim {
		e := &h.rim[i]
		if e.face == none {
			continue
		}
		if last = e.face; h.side(p, e.u, r) >= 0 && h.side(e.v, p, r) >= 0 {
			break
		}
	}
	return last
}

// mark writes, for every point on the envelope up to the tolerance, the face it lies on;
// other points keep what they have.
func (h *hull3) mark(on []int32) {
	for i := range h.faces {
		f := &h.faces[i]
		if f.state != faceLive {
			continue
		}
		for _, p := range f.vertex {
			on[p] = int32(i)
		}
		for p := f.list; p != none; p = h.next[p] {
			on[p] = int32(i)
		}
	}
}
