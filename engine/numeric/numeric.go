// Package numeric holds the few operations on float64 slices that the packages above it share. They sum from
// the first entry to the last, one at a time, so that every machine that rounds alike gives the same bits:
// gonum's assembly does not.
package numeric

import "math"

// Dot returns the sum of a[i]*b[i] over the length of a; b is at least as long.
func Dot(a, b []float64) float64 {
	b = b[:len(a)]
	sum := 0.0
	for i, x := range a {
		sum += x * b[i]
	}
	return sum
}

// Sized returns a slice of length n, s itself where it has the room; its contents are whatever they were. A new
// one has half as much again to grow into.
func Sized[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/2)
	}
	return s[:n]
}

// Reduce turns the first n columns of n rows into the unit matrix by Gauss-Jordan elimination with the largest
// pivot of each column: what stands behind them, right sides or the unit matrix, becomes the solutions or the
// inverse. Row r of a are the width entries from r*width. It reports whether every pivot is at least least in
// size; if not, a is left half-way.
func Reduce(a []float64, n, width int, least float64) bool {
	for c := range n {
		pivot := c
		for r := c + 1; r < n; r++ {
			if math.Abs(a[r*width+c]) > math.Abs(a[pivot*width+c]) {
				pivot = r
			}
		}
		top, low := a[c*width:][:width], a[pivot*width:][:width]
		if math.Abs(low[c]) < least {
			return false
		}
		for k := range top {
			top[k], low[k] = low[k], top[k]
		}
		for k, p := c, top[c]; k < width; k++ {
			top[k] /= p
		}
		for r := range n {
			row := a[r*width:][:width]
			if f := row[c]; r != c && f != 0 {
				for k := c; k < width; k++ {
					row[k] -= f * top[k]
				}
			}
		}
	}
	return true
}
