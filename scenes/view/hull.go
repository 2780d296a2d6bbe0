package view

import (
	"cmp"
	"slices"
)

// Hull finds the corners of the convex hull of pixels (Andrew's monotone chain). The zero
// value is ready and keeps its memory between calls.
type Hull struct {
	order []int
	chain []int
}

// Of returns the indices of the corners in order around the hull, valid until the next
// call. Points inside an edge and copies of a corner are left out: one point gives one
// index, points on one line two.
func (h *Hull) Of(points []Pixel) []int {
	h.order = h.order[:0]
	for i := range points {
		h.order = append(h.order, i)
	}
	slices.SortFunc(h.order, func(i, j int) int {
		a, b := points[i], points[j]
		return cmp.Or(cmp.Compare(a.X, b.X), cmp.Compare(a.Y, b.Y), cmp.Compare(i, j))
	})
	h.order = slices.CompactFunc(h.order, func(i, j int) bool { return points[i] == points[j] })
	h.chain = h.chain[:0]
	if len(h.order) < 3 {
		h.chain = append(h.chain, h.order...)
		return h.chain
	}
	h.half(points, 0)
	slices.Reverse(h.order)
	h.half(points, len(h.chain))
	return h.chain
}

// half appends one side of the hull, without its last point, which begins the other side.
func (h *Hull) half(points []Pixel, floor int) {
	for _, i := range h.order {
		for n := len(h.chain); n-floor >= 2 && Side(points[h.chain[n-2]], points[h.chain[n-1]], points[i]) <= 0; n-- {
			h.chain = h.chain[:n-1]
		}
		h.chain = append(h.chain, i)
	}
	h.chain = h.chain[:len(h.chain)-1]
}

// Side is twice the signed area of the triangle abc: 0 when the three are on one line.
func Side(a, b, c Pixel) float64 {
	return (b.X-a.X)*(c.Y-a.Y) - (b.Y-a.Y)*(c.X-a.X)
}
