package quantal

// This file finds the concave envelope of a payoff over beliefs on two signals.
//
// Problem: given x_0 < x_1 < ... and heights z, find for every p the height of the least
// concave function above all points. Its graph is the upper hull of the points (x_p, z_p),
// found by one pass that keeps a chain turning right (Andrew's monotone chain, 1979).

// hull2 is the upper hull of points in the plane. The zero value is ready.
type hull2 struct {
	chain []int32 // places of its vertices, left to right
}

// build finds the hull of the points (x[p], z[p]), x ascending.
func (h *hull2) build(x, z []float64) {
	h.chain = h.chain[:0]
	for p := range x {
		for n := len(h.chain); n >= 2; n-- {
			a, b := h.chain[n-2], h.chain[n-1]
			if (z[b]-z[a])*(x[p]-x[a]) > (z[p]-z[a])*(x[b]-x[a]) {
				break // b stays above the segment from a to p
			}
			h.chain = h.chain[:n-1]
		}
		h.chain = append(h.chain, int32(p))
	}
}
