package persuasion

import (
	"math"
	"math/big"
)

// This file tells whether an agent leaves all beliefs of a face of a region as they are, if it
// does so at the face's vertices: whether some plane through the payoffs there is above all
// others (on a region envelope - payoff is concave and not negative, so it vanishes on a
// whole face once it does at one point inside).

// Touches reports whether the agent leaves all beliefs of a region as they are, if it does so
// at the region's vertices: whether the region's own payoff, a linear function, is above all
// others. The answer is exact.
func (e *Envelope) Touches(region int) bool { return e.touches(region, ^uint8(0)) }

// touches is Touches among the vertices in a face of the simplex.
func (e *Envelope) touches(region int, support uint8) bool {
	p := e.Space
	if p.Indifferent(e.Agent) {
		return true
	}
	for b := range p.Beliefs {
		belief := &p.Beliefs[b]
		if belief.Support&^support != 0 {
			continue
		}
		switch above := e.height[b] - p.StretchedValue(e.Agent, region, &belief.At); {
		case above < -2*e.noise:
		case above > 2*e.noise:
			return false
		case !e.has(region, b) && e.aboveExactly(b, region).Sign() > 0:
			return false
		}
	}
	return true
}

// has reports whether b is a vertex of the region, where by assumption its pair leads.
func (e *Envelope) has(region, b int) bool {
	for _, j := range e.Space.PairsAt(b) {
		if int(e.Space.Pairs[j].Region) == region {
			return true
		}
	}
	return false
}

// aboveExactly is how much the leading payoff at b is above that of a region's strategy.
func (e *Envelope) aboveExactly(b, region int) (above *big.Int) {
	above = new(big.Int)
	defer spent()
	k := e.ready()
	_, f := e.leads(k, b, lowered)
	own := k.Dot(e.row(k, region), e.vertex(k, b, lowered))
	return above.Sub(f, own)
}

// TouchesEdge reports whether the agent leaves the beliefs between two neighbouring vertices
// of a region of 3 signals as they are, if it does so at those two, given by their pairs. The
// answer is exact.
//
// The planes through the edge are l + t g, with l the region's payoff and g a linear function
// that is 0 on the edge. One is above all heights iff f_b - l(b) <= t g(b) for all b, so iff
//
//	(f_b - l(b)) / g(b) where g(b) > 0  is at most the same where g(b) < 0.
func (e *Envelope) TouchesEdge(i, j int) bool {
	p := e.Space
	a, b := p.Pairs[i], p.Pairs[j]
	if a.Active&b.Active&(1<<p.N-1) != 0 { // on the rim only the rim counts
		return e.touches(int(a.Region), p.Beliefs[a.Belief].Support|p.Beliefs[b.Belief].Support)
	}
	if p.Indifferent(e.Agent) {
		return true
	}
	var low, high span
	low.below, low.above = math.Inf(-1), math.Inf(-1)
	high.below, high.above = math.Inf(1), math.Inf(1)
	if e.turns(&low, &high, i, j) {
		switch {
		case low.above < high.below:
			return true
		case low.below > high.above:
			return false
		}
	}
	return e.touchesExactly(i, j)
}

// span holds a number between two bounds.
type span struct{ below, above float64 }

// turns finds the least t that the vertices where g > 0 ask for and the largest that those
// where g < 0 allow. It reports false where a vertex is on the edge's line for all floats
// can tell, and so is its height.
func (e *Envelope) turns(low, high *span, i, j int) bool {
	p := e.Space
	a, b, region := int(p.Pairs[i].Belief), int(p.Pairs[j].Belief), int(p.Pairs[i].Region)
	g := cross(&p.Beliefs[a].At, &p.Beliefs[b].At)
	off := 8*p.noise + 2*sumNoise // of g at a vertex
	for c := range p.Beliefs {
		if c == a || c == b {
			continue
		}
		at := &p.Beliefs[c].At
		above := e.height[c] - p.StretchedValue(e.Agent, region, at)
		side, noise := g.Dot(at, 3), 2*e.noise
		if math.Abs(side) <= 2*off {
			if above >= -noise {
				return false
			}
			weak := (above + noise) / (4 * off) // it asks for less than this
			low.above, high.below = max(low.above, weak), min(high.below, -weak)
			continue
		}
		t := above / side
		blur := (noise + math.Abs(t)*off) / (math.Abs(side) - off)
		if side > 0 {
			low.below, low.above = max(low.below, t-blur), max(low.above, t+blur)
		} else {
			high.below, high.above = min(high.below, t-blur), min(high.above, t+blur)
		}
	}
	return true
}

// cross is the linear function on three signals that is 0 at both beliefs.
func cross(a, b *Point) Point {
	return Point{a[1]*b[2] - a[2]*b[1], a[2]*b[0] - a[0]*b[2], a[0]*b[1] - a[1]*b[0]}
}

// touchesExactly is the comparison of TouchesEdge in whole numbers.
func (e *Envelope) touchesExactly(i, j int) bool {
	defer spent()
	p, k := e.Space, e.ready()
	first, second, region := int(p.Pairs[i].Belief), int(p.Pairs[j].Belief), int(p.Pairs[i].Region)
	g := crossExactly(k, e.vertex(k, first, lowered), e.vertex(k, second, lowered))
	var low, high *fraction
	for c := range p.Beliefs {
		if c == first || c == second {
			continue
		}
		above, side := e.aboveExactly(c, region), k.Dot(g, e.vertex(k, c, lowered))
		switch side.Sign() {
		case 0:
			if above.Sign() > 0 {
				return false
			}
		case 1:
			if t := (&fraction{above, side}); low == nil || t.compare(k, low) > 0 {
				low = t
			}
		default:
			if t := (&fraction{above.Neg(above), side.Neg(side)}); high == nil || t.compare(k, high) < 0 {
				high = t
			}
		}
	}
	return low == nil || high == nil || low.compare(k, high) <= 0
}

// fraction is over/under, under > 0.
type fraction struct{ over, under *big.Int }

func (t *fraction) compare(k *kernel, u *fraction) int {
	var a, b big.Int
	return k.Mul(&a, t.over, u.under).Cmp(k.Mul(&b, u.over, t.under))
}

func crossExactly(k *kernel, a, b []big.Int) []big.Int {
	g := make([]big.Int, 3)
	var product big.Int
	for s := range g {
		t, u := (s+1)%3, (s+2)%3
		k.Mul(&g[s], &a[t], &b[u])
		g[s].Sub(&g[s], k.Mul(&product, &a[u], &b[t]))
	}
	return g
}
