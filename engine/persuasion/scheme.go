package persuasion

import (
	"math"
	"slices"
)

// Part is one posterior of a scheme: a pair and its probability.
type Part struct {
	Pair        int
	Probability float64
}

// Scheme is a distribution of posteriors whose mean is the prior.
type Scheme []Part

// Monopoly is one agent alone ([KG], docs/model.md, section 3): its value, the envelope
// at the prior; of its optimal schemes the one worst and the one best for the user, with
// her values; and the plane that proves the value: above all payoffs, equal at the prior.
type Monopoly struct {
	Value             float64
	UserLow, UserHigh float64
	Low, High         Scheme
	Plane             Point
}

// Schemer finds optimal schemes. The zero value is ready; it reuses its memory, and the
// schemes it returns last until the next call with the same destination.
type Schemer struct {
	height []float64 // of each belief: what is maximised
	chosen []int32   // of each belief: the pair that gives its height
	mixer  mixer
}

// Monopoly solves one agent's problem with envelope e at the prior, into dst, reusing the
// memory of its schemes. Every optimal scheme uses only pairs on the plane, and every
// scheme that does is optimal; so her interval is the range of her value over them.
//
// Which pairs are on it is asked in the lowered game. Where the prior is so close to a
// face that TieBreak matters (a signal rarer than that), the answer has no restatement at
// delta = 0; then everything is asked there.
func (c *Schemer) Monopoly(dst *Monopoly, e *Envelope) {
	if !c.monopoly(dst, e, false) {
		c.monopoly(dst, e, true)
	}
}

// monopoly is Monopoly in the lowered game, or at its limit; it reports whether both
// schemes are plausible.
func (c *Schemer) monopoly(dst *Monopoly, e *Envelope, limit bool) bool {
	p := e.Space
	c.favour(p, func(j int) float64 { return p.value(e.Party, j, limit) }, func(int) bool { return true })
	c.mixer.start(p, c.height, &p.Prior)
	c.mixer.limit = limit
	c.mixer.climb(math.Inf(1), -1)
	dst.Plane = Point{}
	for r := range c.mixer.rows {
		dst.Plane[c.mixer.row[r]] = c.mixer.price[r]
	}
	margin := c.mixer.margin()
	onPlane := func(j int) bool {
		return dst.Plane.Dot(p.place(j, limit), p.N)-p.value(e.Party, j, limit) <= margin
	}
	face := c.mixer
	var basic [MaxSignals]int32 // the pairs of the mixture, on the plane whatever the rounding
	for i := range face.rows {
		basic[i] = c.chosen[face.basis[i]]
	}
	second := func(sign float64, dst Scheme) Scheme {
		c.mixer = face
		c.favour(p, func(j int) float64 { return sign * p.value(User, j, limit) }, onPlane)
		for i, b := range face.basis[:face.rows] {
			if math.IsInf(c.height[b], -1) {
				c.height[b], c.chosen[b] = sign*p.value(User, int(basic[i]), limit), basic[i]
			}
		}
		c.mixer.climb(math.Inf(1), -1)
		return c.take(dst, p)
	}
	dst.Low = second(-1, dst.Low[:0])
	dst.High = second(1, dst.High[:0])

	dst.UserLow, dst.UserHigh = p.Expect(User, dst.Low), p.Expect(User, dst.High)
	dst.Value = p.Expect(e.Party, dst.Low)
	return p.plausible(dst.Low) && p.plausible(dst.High)
}

// Extreme finds, among the schemes that use only allowed pairs, one that is best (sign 1)
// or worst (sign -1) for the user, and appends it to an empty dst. The tie rule's pairs at
// the corners must be allowed: then full disclosure is one of the schemes, her value is
// continuous in delta, and all can be asked at delta = 0.
func (c *Schemer) Extreme(dst Scheme, p *Space, sign float64, allowed []bool) Scheme {
	return c.ExtremeOf(dst, p, func(j int) float64 { return sign * p.value(User, j, true) }, allowed)
}

// ExtremeOf is Extreme for any payoff of a pair, such as a sum of two parties' at delta = 0:
// it finds a scheme of allowed pairs with the largest expectation of it.
func (c *Schemer) ExtremeOf(dst Scheme, p *Space, payoff func(j int) float64, allowed []bool) Scheme {
	c.favour(p, payoff, func(j int) bool { return allowed[j] })
	c.mixer.start(p, c.height, &p.Prior)
	c.mixer.limit = true
	c.mixer.climb(math.Inf(1), -1)
	return c.take(dst, p)
}

// favour sets each belief's height to the payoff there, at the allowed pair where that is
// highest, the first of equals; -Inf where no pair is allowed.
func (c *Schemer) favour(p *Space, payoff func(j int) float64, allowed func(j int) bool) {
	c.height = resized(c.height, len(p.Beliefs))
	c.chosen = resized(c.chosen, len(p.Beliefs))
	for b := range c.height {
		c.height[b] = math.Inf(-1)
	}
	for j, pair := range p.Pairs {
		if v := payoff(j); v > c.height[pair.Belief] && allowed(j) {
			c.height[pair.Belief], c.chosen[pair.Belief] = v, int32(j)
		}
	}
}

// place is the belief of pair j, in the lowered game or at its limit.
func (p *Space) place(j int, limit bool) *Point {
	b := &p.Beliefs[p.Pairs[j].Belief]
	if limit {
		return &b.Limit
	}
	return &b.At
}

// value is a party's payoff at pair j, in the lowered game or at its limit.
func (p *Space) value(party, j int, limit bool) float64 {
	if limit {
		return p.Value(party, int(p.Pairs[j].Region), p.place(j, true))
	}
	return p.Payoffs(party)[j]
}

// plausible says whether the scheme's mean is the prior, at delta = 0.
func (p *Space) plausible(scheme Scheme) bool {
	mean := p.Prior
	for _, part := range scheme {
		for s := range p.N {
			mean[s] -= part.Probability * p.place(part.Pair, true)[s]
		}
	}
	return mean.size(p.N) <= SameBelief
}

// take appends the mixture found, restated at delta = 0, to an empty dst.
func (c *Schemer) take(dst Scheme, p *Space) Scheme {
	m := &c.mixer
	for i := range m.rows {
		if m.weight[i] > Negligible {
			dst = append(dst, Part{int(c.chosen[m.basis[i]]), m.weight[i]})
		}
	}
	p.Restate(dst)
	return slices.DeleteFunc(dst, func(part Part) bool { return part.Probability <= Negligible })
}

// Disclose appends full disclosure: every signal made certain, the tie rule's strategy.
func (p *Space) Disclose(dst Scheme) Scheme {
	for s := range p.N {
		dst = append(dst, Part{p.Rule[s], p.Prior[s]})
	}
	return dst
}

// Expect is a party's expected payoff under a scheme, at delta = 0.
func (p *Space) Expect(party int, scheme Scheme) float64 {
	sum := 0.0
	for _, part := range scheme {
		pair := p.Pairs[part.Pair]
		sum += part.Probability * p.Value(party, int(pair.Region), &p.Beliefs[pair.Belief].Limit)
	}
	return sum
}

// Restate changes the probabilities of a scheme that is plausible in the lowered game,
// sum p_j b_j = prior, by the least amount (relative to each) that makes its limit
// plausible: with V the limits of its beliefs and D = diag(p), p += D V' z where
// (V D V') z = prior - V p. The residual is of order TieBreak, so a second pass leaves
// rounding only.
func (p *Space) Restate(scheme Scheme) {
	for range 2 {
		var gram [MaxSignals][MaxSignals]float64
		residual := p.Prior
		for _, part := range scheme {
			v := &p.Beliefs[p.Pairs[part.Pair].Belief].Limit
			for s := range p.N {
				residual[s] -= part.Probability * v[s]
				for t := range p.N {
					gram[s][t] += part.Probability * v[s] * v[t]
				}
			}
		}
		z := solveGram(&gram, residual, p.N)
		for j := range scheme {
			v := &p.Beliefs[p.Pairs[scheme[j].Pair].Belief].Limit
			scheme[j].Probability *= 1 + z.Dot(v, p.N)
		}
	}
}

// solveGram solves g z = r for a symmetric positive semidefinite g and r in its range, by
// elimination on the diagonal, largest pivot first; directions outside the range get 0.
func solveGram(g *[MaxSignals][MaxSignals]float64, r Point, n int) Point {
	var done [MaxSignals]bool
	const flat = 1e-13 // a pivot this small is rounding: the direction is not in the range
	for range n {
		c := -1
		for s := range n {
			if !done[s] && (c < 0 || g[s][s] > g[c][c]) {
				c = s
			}
		}
		if g[c][c] <= flat {
			break
		}
		done[c] = true
		for s := range n {
			if s == c {
				continue
			}
			factor := g[s][c] / g[c][c]
			r[s] -= factor * r[c]
			for t := range n {
				g[s][t] -= factor * g[c][t]
			}
		}
	}
	var z Point
	for s := range n {
		if done[s] {
			z[s] = r[s] / g[s][s]
		}
	}
	return z
}
