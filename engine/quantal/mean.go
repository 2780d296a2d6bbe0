package quantal

import "math"

// This file finds the extreme value of a payoff over the schemes that use given beliefs.
//
// Problem, over the beliefs q_p (p in a set P) of at most three signals:
//
//	minimise sum_p w_p c_p   subject to   sum_p w_p q_p = q0,  w >= 0.
//
// Its value is the lower envelope of c over P at q0. Dual: maximise y.q0 subject to
// y.q_p <= c_p. A primal simplex with a basis of three beliefs whose 3 x 3 inverse is
// formed anew at every step (so that errors do not build up); with fewer than three
// signals the missing rows keep unit columns of weight zero.

// support is an affine function of a belief, y.q, at most three signals.
type support [3]float64

// at is its value at q.
func (y support) at(q []float64) float64 {
	sum := 0.0
	for i, x := range q {
		sum += y[i] * x
	}
	return sum
}

// basis is up to three beliefs and their weights. Places below zero are unit columns:
// ^r stands for the r-th.
type basis struct {
	place  [3]int32
	weight [3]float64
}

// Numbers of the simplex.
const (
	priceTolerance = 1e-12 // a reduced cost above minus this cannot improve the value visibly
	pivotTolerance = 1e-11 // a smaller pivot would make the basis singular
	degenerateStep = 1e-13 // a shorter step counts as none
	patience       = 30    // steps without progress before Bland's rule takes over
	maxPivots      = 2000  // far beyond what three rows need
)

// mean solves the problem above on one grid. The zero value is ready for use.
type mean struct {
	size    int       // signals
	prior   []float64 // q0
	beliefs []float64 // [p][s]
}

// corners is the basis of full disclosure, when the certain beliefs are at the given places.
func (m *mean) corners(places []int32) basis {
	b := basis{place: [3]int32{^0, ^1, ^2}}
	for s := range m.size {
		b.place[s], b.weight[s] = places[s], m.prior[s]
	}
	return b
}

// column is the belief at a place, with unit columns for the rows without a signal.
func (m *mean) column(place int32) (q [3]float64) {
	if place < 0 {
		q[^place] = 1
		return q
	}
	copy(q[:], m.beliefs[int(place)*m.size:][:m.size])
	return q
}

// least minimises sign*cost over the beliefs at the given places, starting from a feasible
// basis. It returns the optimal basis and its support y, with y.q <= sign*cost up to rounding.
func (m *mean) least(places []int32, cost []float64, sign float64, b basis) (basis, support) {
	stalled := 0
	for range maxPivots {
		inv := m.inverse(b)
		y := m.dual(b, inv, cost, sign)
		enter := m.price(places, cost, sign, y, stalled > patience)
		if enter < 0 {
			return b, y
		}
		step := m.pivot(&b, inv, enter, stalled > patience)
		if step > degenerateStep {
			stalled = 0
		} else {
			stalled++
		}
	}
	return b, m.dual(b, m.inverse(b), cost, sign)
}

// dual solves y.q_p = sign*cost_p on the basis.
func (m *mean) dual(b basis, inv [3][3]float64, cost []float64, sign float64) (y support) {
	for k, p := range b.place {
		if p < 0 {
			continue // unit columns cost nothing
		}
		for s := range y {
			y[s] += sign * cost[p] * inv[k][s]
		}
	}
	return y
}

// price finds the belief with the least reduced cost (or the first negative one), or -1.
func (m *mean) price(places []int32, cost []float64, sign float64, y support, first bool) int32 {
	best, enter := -priceTolerance, int32(-1)
	for _, p := range places {
		q := m.beliefs[int(p)*m.size:][:m.size]
		if r := sign*cost[p] - y.at(q); r < best {
			best, enter = r, p
			if first {
				break
			}
		}
	}
	return enter
}

// pivot brings a belief into the basis and returns the length of the step.
func (m *mean) pivot(b *basis, inv [3][3]float64, enter int32, first bool) float64 {
	q := m.column(enter)
	var d [3]float64
	leave, step := -1, math.Inf(1)
	for k := range d {
		d[k] = inv[k][0]*q[0] + inv[k][1]*q[1] + inv[k][2]*q[2]
		if d[k] <= pivotTolerance {
			continue
		}
		ratio := b.weight[k] / d[k]
		tie := leave >= 0 && ratio <= step+degenerateStep && ratio >= step-degenerateStep
		if leave < 0 || ratio < step && !tie ||
			tie && (first && b.place[k] < b.place[leave] || !first && d[k] > d[leave]) {
			leave, step = k, ratio
		}
	}
	if leave < 0 { // only by rounding: the weights sum to one
		return 0
	}
	for k := range d {
		b.weight[k] = max(0, b.weight[k]-step*d[k])
	}
	b.place[leave], b.weight[leave] = enter, step
	return step
}

// inverse of the matrix whose columns are the basis' beliefs: inv[k] gives the weight of
// the k-th.
func (m *mean) inverse(b basis) (inv [3][3]float64) {
	u, v, w := m.column(b.place[0]), m.column(b.place[1]), m.column(b.place[2])
	inv = [3][3]float64{cross(v, w), cross(w, u), cross(u, v)}
	det := u[0]*inv[0][0] + u[1]*inv[0][1] + u[2]*inv[0][2]
	for k := range inv {
		for s := range inv[k] {
			inv[k][s] /= det
		}
	}
	return inv
}

// cross is the vector product.
func cross(u, v [3]float64) [3]float64 {
	return [3]float64{u[1]*v[2] - u[2]*v[1], u[2]*v[0] - u[0]*v[2], u[0]*v[1] - u[1]*v[0]}
}
