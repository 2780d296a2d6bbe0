package align

import "math"

// chebyshev fills offset with the numbers that come closest to r, entry e taking number
// e mod len(offset), in the largest distance, which it returns: in each group the middle
// between the extremes.
func chebyshev(r, offset []float64) float64 {
	n := len(offset)
	if n == 0 {
		return largest(r)
	}
	worst := 0.0
	for g := range offset {
		low, high := math.Inf(1), math.Inf(-1)
		for e := g; e < len(r); e += n {
			low, high = min(low, r[e]), max(high, r[e])
		}
		offset[g] = low + (high-low)/2
		worst = max(worst, high-offset[g], offset[g]-low)
	}
	return worst
}

// flatTol is the variation, relative to the largest entry, below which an agent counts as
// an offset and no more. Centring leaves rounding noise, which a conic weight would blow up
// to utility; and a weight beyond 1/flatTol drowns the figures it is meant to prove.
const flatTol = 1e-9

// faintTol is the same, relative to the largest entry of all: squares of fainter differences are
// lost, and of a weight beyond 1/faintTol every digit would be noise.
const faintTol = 1e-12

// center puts v, less the mean of each group, into out: the projection that removes
// offsets. What then is noise becomes 0. It returns the largest entry of v, and that of what is left.
func center(out, v []float64, groups int) (size, left float64) {
	copy(out, v)
	size = largest(v)
	if groups == 0 {
		return size, size
	}
	for g := 0; g < groups; g++ {
		sum, count := 0.0, 0
		for e := g; e < len(v); e += groups {
			sum += v[e]
			count++
		}
		mean := sum / float64(count)
		for e := g; e < len(v); e += groups {
			out[e] -= mean
		}
	}
	if left = largest(out); left <= flatTol*size {
		clear(out)
		left = 0
	}
	return size, left
}
