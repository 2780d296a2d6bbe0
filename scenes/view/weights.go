package view

import (
	"math"
	"slices"
)

// Project replaces w by the nearest point of the simplex {w >= 0, sum w = 1} in the
// Euclidean norm: subtract the one number tau for which the positive parts sum to 1. With
// u the sorted w, tau = (u_1+..+u_r - 1)/r for the largest r with u_r > tau (Held, Wolfe &
// Crowder 1974). Weights that lie in the simplex already stay exactly as they are.
func Project(w []float64) {
	if inSimplex(w) {
		return
	}
	var buf [MaxCorners]float64
	u := append(buf[:0], w...)
	slices.Sort(u)
	sum, tau := 0., 0.
	for r := 1; r <= len(u); r++ {
		x := u[len(u)-r]
		sum += x
		if t := (sum - 1) / float64(r); x > t {
			tau = t
		}
	}
	for j, x := range w {
		w[j] = max(0, x-tau)
	}
}

// sumSlack is how far from 1 a sum of weights may be and still count as 1: rounding only.
const sumSlack = 1e-12

func inSimplex(w []float64) bool {
	sum := 0.
	for _, x := range w {
		if x < 0 {
			return false
		}
		sum += x
	}
	return math.Abs(sum-1) <= sumSlack
}

// Round replaces w, a point of the simplex, by the nearby point whose weights are whole
// multiples of 1/units: rounded down, and what is missing given to the largest remainders,
// the first of equal ones first. So the sum stays 1 and no weight moves by a whole unit.
func Round(w []float64, units int) {
	var buf [64]float64
	rest := append(buf[:0], w...)
	left := units
	for j, x := range w {
		whole := math.Floor(x*float64(units) + roundSlack)
		rest[j] = x*float64(units) - whole
		w[j] = whole
		left -= int(whole)
	}
	for ; left > 0; left-- {
		best := 0
		for j, x := range rest {
			if x > rest[best] {
				best = j
			}
		}
		w[best]++
		rest[best]--
	}
	for j := range w {
		w[j] /= float64(units)
	}
}

// roundSlack lets 0.29*100 = 28.999999999999996 count as 29.
const roundSlack = 1e-9
