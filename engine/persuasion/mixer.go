package persuasion

import (
	"math"

	"github.com/emergent-alignment/emergent/engine/numeric"
)

// mixer solves, for a belief v and a height f_b of every vertex b of the space,
//
//	maximise  sum_b p_b f_b   subject to  sum_b p_b b = v,  p >= 0
//
// (the weights sum to 1 because beliefs do), with its dual, the cheapest linear function
// above all heights:  minimise h.v  subject to  h.b >= f_b for every b.
//
// Only vertices in the smallest face of the simplex that contains v can take part: v is
// zero elsewhere. The primal simplex method starts from full disclosure, the corners of
// that face with the weights v itself, which is always feasible; so no first phase is
// needed, the basis is at most 8 x 8, and a solve that may stop as soon as v's own payoff
// is beaten often stops at once. Vertices of height -Inf take no part. This is the reason
// it does not go through linprog, which starts from nothing each time.
type mixer struct {
	beliefs []Belief
	height  []float64
	support uint8
	flat    bool    // vertices take part that are in the face as delta -> 0 only
	without int     // belief left out of the mixture, or -1
	highest float64 // of the vertices in play, above the plane, when last looked for
	rows    int
	row     [MaxSignals]int // signals of the face
	basis   [MaxSignals]int // beliefs
	weight  [MaxSignals]float64
	inverse [MaxSignals][MaxSignals]float64 // of the matrix of basic beliefs: weight = inverse v
	price   [MaxSignals]float64             // h on the face
	target  [MaxSignals]float64             // v on the face
	steps   int                             // of climbs, each a look at all beliefs
	short   int                             // basic belief whose weight sank below zero, or -1
}

// Tolerances of the climb. They decide nothing: what it ends with is bounded, or made exact,
// by who asked for it.
const (
	// enterTol is the smallest gain of slope for which a vertex enters, at slopes of 1;
	// it grows with the slope's rounding.
	enterTol = 1e-13
	// pivotTol is the smallest entry of a direction worth dividing by.
	pivotTol = 1e-10
	// tieTol is how far below zero the ratio test may push a weight.
	tieTol = 1e-14
	// sunk is how far below zero a weight is put right.
	sunk = 1e-11
	// singular is the largest pivot of a basis not worth inverting.
	singular = 1e-12
	// greedySteps is the number of steps by largest gain before Bland's rule, which cannot
	// cycle, takes over.
	greedySteps = 60
	// maxSteps ends a climb that rounding keeps from ending.
	maxSteps = 2000
)

// start prepares a climb to the envelope at v from the corners of v's face, which are the
// signals of support.
func (m *mixer) start(p *Space, height []float64, v *Point, support uint8) {
	m.beliefs, m.height = p.Beliefs, height
	m.support, m.rows, m.short, m.without, m.flat = support, 0, -1, -1, false
	for s := range p.N {
		if support&(1<<s) != 0 {
			m.row[m.rows], m.basis[m.rows] = s, p.Corner[s]
			m.weight[m.rows], m.target[m.rows] = v[s], v[s]
			m.rows++
		}
	}
	for i := range m.rows {
		m.inverse[i] = [MaxSignals]float64{}
		m.inverse[i][i] = 1
	}
}

// plays reports whether a vertex may take part in the mixture.
func (m *mixer) plays(b int) bool {
	belief := &m.beliefs[b]
	if b == m.without {
		return false
	}
	if !m.flat || belief.Support&^m.support == 0 {
		return belief.Support&^m.support == 0
	}
	for s := range MaxSignals {
		if m.support&(1<<s) == 0 && belief.At[s] > 0 {
			return false
		}
	}
	return true
}

// climbed, if not nil, is called at every climb.
var climbed func()

// OnClimb has f called whenever some envelope is optimised, until the function it returns is called:
// for tests, which must not run beside others.
func OnClimb(f func()) (end func()) {
	climbed = f
	return func() { climbed = nil }
}

// climb improves the mixture until it is optimal or its value passes stop, and returns
// the value.
func (m *mixer) climb(stop float64) float64 {
	if climbed != nil {
		climbed()
	}
	m.highest = math.Inf(1)
	for step := 0; ; step++ {
		m.steps++
		value := m.findPrice()
		if value > stop && m.short < 0 || step >= maxSteps {
			return value
		}
		enter := m.entering(step >= greedySteps)
		if enter < 0 {
			if enter = m.repair(); enter < 0 {
				return value
			}
		} else if !m.pivot(enter, step >= greedySteps) {
			return value
		}
		if m.worn() {
			m.refresh() // a singular basis keeps the inverse it has
		}
	}
}

// repair makes a step of the dual method where rounding has let a weight sink below zero
// (m.short): the plane is above all heights, so tilting it about the other basic beliefs
// until it meets the next one keeps it there. It returns that belief, or -1.
func (m *mixer) repair() int {
	if m.short < 0 {
		return -1
	}
	row := &m.inverse[m.short]
	enter, least := -1, math.Inf(1)
	for b := range m.beliefs {
		if !m.plays(b) {
			continue
		}
		at, room, turn := &m.beliefs[b].At, -m.height[b], 0.0
		for r := range m.rows {
			room += m.price[r] * at[m.row[r]]
			turn -= row[r] * at[m.row[r]]
		}
		if turn > pivotTol && room < least*turn {
			enter, least = b, room/turn
		}
	}
	if enter >= 0 {
		m.basis[m.short] = enter
		m.refresh()
	}
	return enter
}

// findPrice sets h = f_basis inverse and returns the mixture's value.
func (m *mixer) findPrice() float64 {
	value := 0.0
	for r := range m.rows {
		m.price[r] = 0
	}
	for i := range m.rows {
		f := m.height[m.basis[i]]
		value += f * m.weight[i]
		for r := range m.rows {
			m.price[r] += f * m.inverse[i][r]
		}
	}
	return value
}

// entering returns a vertex above the plane h, the highest or (first) the first, or -1.
func (m *mixer) entering(first bool) int {
	best, enough := -1, enterTol+m.rounding()
	m.highest = math.Inf(-1)
	for b := range m.beliefs {
		if !m.plays(b) {
			continue
		}
		at, above := &m.beliefs[b].At, m.height[b]
		for r := range m.rows {
			above -= m.price[r] * at[m.row[r]]
		}
		if above <= m.highest {
			continue
		}
		if m.highest = above; above > enough {
			if best = b; first {
				return best
			}
		}
	}
	return best
}

// rounding is the error of a payoff compared with the plane h; it grows with its slopes.
func (m *mixer) rounding() float64 {
	steepest := 1.0
	for r := range m.rows {
		steepest = max(steepest, math.Abs(m.price[r]))
	}
	const unit = 1e-15 // a few times that of a sum of 8 products of entries up to 1
	return unit * steepest
}

// weightNoise is how far off a weight may be, if each vertex is by so much.
func (m *mixer) weightNoise(each float64) float64 {
	return 4 * m.largestInverse() * (each + sumNoise)
}

// largestInverse is the largest entry of the inverse, at least 1.
func (m *mixer) largestInverse() float64 {
	largest := 1.0
	for i := range m.rows {
		for r := range m.rows {
			largest = max(largest, math.Abs(m.inverse[i][r]))
		}
	}
	return largest
}

// basic reports whether a belief is in the basis.
func (m *mixer) basic(b int) bool {
	for _, other := range m.basis[:m.rows] {
		if other == b {
			return true
		}
	}
	return false
}

// pivot brings a vertex into the basis; it reports false if rounding left no vertex to
// take its place (in exact numbers there always is one: weights sum to 1).
func (m *mixer) pivot(enter int, first bool) bool {
	var direction [MaxSignals]float64
	at := &m.beliefs[enter].At
	bound := math.Inf(1) // on the step, relaxed by tieTol (Harris 1973)
	for i := range m.rows {
		for r := range m.rows {
			direction[i] += m.inverse[i][r] * at[m.row[r]]
		}
		if direction[i] > pivotTol {
			bound = min(bound, (m.weight[i]+tieTol)/direction[i])
		}
	}
	leave := -1
	for i := range m.rows {
		if direction[i] <= pivotTol || m.weight[i] > bound*direction[i] {
			continue
		}
		if leave < 0 || m.leavesBefore(i, leave, &direction, first) {
			leave = i
		}
	}
	if leave < 0 {
		return false
	}
	m.exchange(enter, leave, m.weight[leave]/direction[leave], &direction)
	return true
}

// leavesBefore chooses among vertices that bound the step: the larger pivot, or the first.
func (m *mixer) leavesBefore(i, j int, direction *[MaxSignals]float64, first bool) bool {
	if first {
		return m.basis[i] < m.basis[j]
	}
	return direction[i] > direction[j]
}

func (m *mixer) exchange(enter, leave int, step float64, direction *[MaxSignals]float64) {
	pivot := direction[leave]
	for r := range m.rows {
		m.inverse[leave][r] /= pivot
	}
	for i := range m.rows {
		if i == leave {
			continue
		}
		m.weight[i] = max(0, m.weight[i]-step*direction[i])
		for r := range m.rows {
			m.inverse[i][r] -= direction[i] * m.inverse[leave][r]
		}
	}
	m.basis[leave], m.weight[leave], m.short = enter, step, -1
}

// worn reports whether the inverse has entries so large that updating it loses digits: its
// beliefs are close together.
func (m *mixer) worn() bool {
	const large = 1e3
	for i := range m.rows {
		for r := range m.rows {
			if math.Abs(m.inverse[i][r]) > large {
				return true
			}
		}
	}
	return false
}

// refresh computes the inverse and the weights again from the basic beliefs, unless the
// basis is singular.
func (m *mixer) refresh() {
	var a [MaxSignals][MaxSignals]float64
	n := m.rows
	for i := range n {
		at := &m.beliefs[m.basis[i]].At
		for r := range n {
			a[r][i] = at[m.row[r]]
		}
	}
	inverse, ok := inverted(a, n)
	if !ok {
		return
	}
	m.inverse = inverse
	m.short = -1
	lowest := -sunk
	for i := range n {
		sum := 0.0
		for r := range n {
			sum += inverse[i][r] * m.target[r]
		}
		if sum < lowest {
			lowest, m.short = sum, i
		}
		m.weight[i] = max(0, sum)
	}
}

// inverted is the inverse of the first n rows and columns of a, unless a is nearly singular.
func inverted(a [MaxSignals][MaxSignals]float64, n int) (inverse [MaxSignals][MaxSignals]float64, ok bool) {
	var buffer [2 * MaxSignals * MaxSignals]float64
	rows, width := buffer[:2*n*n], 2*n
	for r := range n {
		copy(rows[r*width:], a[r][:n])
		rows[r*width+n+r] = 1
	}
	ok = numeric.Reduce(rows, n, width, singular)
	for r := range n {
		copy(inverse[r][:], rows[r*width+n:][:n])
	}
	return inverse, ok
}
