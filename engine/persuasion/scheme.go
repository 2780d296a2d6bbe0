package persuasion

import (
	"math"
	"slices"

	"github.com/emergent-alignment/emergent/engine/numeric"
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
	// Open: deciding ties took more work than it may, and her interval is that at delta = 0,
	// which contains the one for small delta.
	Open bool
}

// Schemer finds optimal schemes. The zero value is ready; it reuses its memory, and the
// schemes it returns last until the next call with the same destination.
type Schemer struct {
	height []float64 // of each belief: what is maximised
	chosen []int32   // of each belief: the pair that gives its height
	on     []bool    // of each pair: on the plane of a monopoly
	mixer  mixer
}

// Monopoly solves one agent's problem with envelope e at the prior, into dst, reusing the
// memory of its schemes. Every optimal scheme uses only pairs on the plane, and every
// scheme that does is optimal; so her interval is the range of her value over them. Which
// pairs are on it is decided exactly, in the lowered game.
func (c *Schemer) Monopoly(dst *Monopoly, e *Envelope) {
	p := e.Space
	e.mixer.start(p, e.height, &p.Prior, uint8(1<<p.N-1))
	e.mixer.climb(math.Inf(1))
	c.on = numeric.Sized(c.on, len(p.Pairs))
	plane, ok := e.touched(c.on)
	dst.Open = false
	if !ok {
		var decided bool
		if plane, decided = e.again(c.on); !decided {
			plane, decided = e.touchedExactly(c.on)
		}
		dst.Open = !decided
	}
	dst.Plane = p.stretch.agents[e.Agent].plane(plane, p.N)
	second := func(sign float64, dst Scheme) Scheme {
		c.favor(p, func(j int) float64 { return sign * p.Payoffs(User)[j] }, func(j int) bool { return c.on[j] })
		for s := range p.N {
			if b := p.Corner[s]; math.IsInf(c.height[b], -1) {
				c.height[b], c.chosen[b] = lastResort, int32(p.Rule[s])
			}
		}
		if c.mixer = e.mixer; !ok {
			c.mixer.start(p, c.height, &p.Prior, uint8(1<<p.N-1))
		}
		c.mixer.height = c.height
		c.mixer.climb(math.Inf(1))
		return c.take(dst, p)
	}
	dst.Low = second(-1, dst.Low[:0])
	dst.High = second(1, dst.High[:0])

	dst.UserLow, dst.UserHigh = p.Expect(User, dst.Low), p.Expect(User, dst.High)
	dst.Value = p.Expect(1+e.Agent, dst.Low)
}

// lastResort is the height of certain beliefs that are not on the plane: the climb begins
// there, and leaves them for anything else.
const lastResort = -64

// touched marks the pairs on the plane of the mixture in hand, and returns the plane
// (stretched). It reports false where floats cannot tell.
//
// On it for certain are the pairs that lead at the basic beliefs and, of a region of which
// several do, all in the face that those span (see spanned): its payoff and the plane are
// both linear there. Everything else must be below the plane for certain, and the weights
// positive, so that the basis is the best one.
func (e *Envelope) touched(on []bool) (Point, bool) {
	p, m := e.Space, &e.mixer
	var plane Point
	for r := range m.rows {
		plane[m.row[r]] = m.price[r]
	}
	if p.Indifferent(e.Agent) {
		for j := range on {
			on[j] = true
		}
		return plane, true
	}
	for i := range m.rows {
		if m.weight[i] <= m.weightNoise(p.noise) {
			return plane, false
		}
	}
	blur := e.blur(&plane)
	payoff := p.Stretched(e.Agent)
	for j, pair := range p.Pairs {
		switch above := plane.Dot(&p.Beliefs[pair.Belief].At, p.N) - payoff[j]; {
		case above > blur:
			on[j] = false
		case m.basic(int(pair.Belief)):
			on[j] = e.Leads(j)
		case e.spanned(j):
			on[j] = true
		default:
			return plane, false
		}
	}
	return plane, true
}

// spanned reports whether pair j lies in the face of its region that the leading pairs of basic
// beliefs span: whether their number is one more than the face's dimension, which is what the
// rank of the constraints they share leaves of n-1.
func (e *Envelope) spanned(j int) bool {
	p, m := e.Space, &e.mixer
	count, shared := 0, ^uint64(0)
	for _, b := range m.basis[:m.rows] {
		for _, other := range p.PairsAt(b) {
			if q := &p.Pairs[other]; q.Region == p.Pairs[j].Region && e.Leads(int(other)) {
				count++
				shared &= q.Active
			}
		}
	}
	return count > 0 && p.Pairs[j].Active&shared == shared && p.rank(int(p.Pairs[j].Region), shared) >= p.N-count
}

// touchedExactly is touched in whole numbers. It reports false when the work is used up; then it marks
// what may be on the plane of the mixture in hand.
func (e *Envelope) touchedExactly(on []bool) (h Point, decided bool) {
	if h, decided = e.decideTouched(on); !decided {
		h = e.plane()
		blur := min(e.blur(&h), offPlane)
		for j, pair := range e.Space.Pairs {
			on[j] = h.Dot(&e.Space.Beliefs[pair.Belief].At, e.Space.N)-e.Space.Stretched(e.Agent)[j] <= blur
		}
	}
	return h, decided
}

// offPlane is how far from a plane a pair may be that is taken to be on it undecided: what schemes pay their agent
// is off by no more.
const offPlane = 1e-9

// blur is how far the plane of the mixture in hand may be off at a belief.
func (e *Envelope) blur(plane *Point) float64 {
	m, steepest := &e.mixer, 1.0
	for r := range m.rows {
		steepest = max(steepest, math.Abs(plane[m.row[r]]))
	}
	return 2*e.noise + steepest*(e.Space.noise+sumNoise)*float64(1+m.rows)*m.largestInverse()
}

// decideTouched looks at delta = 0 first, where it is enough that the best basis has no weight 0 and
// whatever is on its plane is there for certain.
func (e *Envelope) decideTouched(on []bool) (h Point, decided bool) {
	k, p := e.ready(), e.Space
	defer k.allow(p.share(min(MaxMonopolyWork, MaxMonopoliesWork/p.Agents)))()
	defer spent()
	lasting := false // the basis that floats ended at stays, and no weight of it is 0
	if e.settled(k) {
		s := e.solver(k, k.prior, atRest)
		s.climb(nil)
		h, blur := s.rounded()
		e.on(on, s, h, blur)
		inside := s.inside()
		lasting = inside && slices.Equal(s.basis, e.mixer.basis[:e.mixer.rows])
		copy(e.mixer.basis[:], s.basis)
		if inside && !e.doubtful(on) {
			e.exact.plane.keep(lasting, s.basis, h, on)
			return h, true
		}
	}
	s := e.solver(k, k.prior, lowered)
	s.climb(nil)
	h, blur := s.rounded()
	e.on(on, s, h, blur)
	e.exact.plane.keep(lasting && slices.Equal(s.basis, e.mixer.basis[:e.mixer.rows]), s.basis, h, on)
	return h, true
}

// touching is what touchedExactly has found at the basis that floats ended at, none before it has.
type touching struct {
	basis []int
	plane Point
	on    []bool
}

//go:noinline
func (t *touching) keep(lasting bool, basis []int, plane Point, on []bool) {
	if lasting {
		t.basis, t.plane, t.on = append(t.basis[:0], basis...), plane, append(t.on[:0], on...)
	}
}

// again is touchedExactly under another prior for whose mixture the same beliefs are the best, at delta = 0 and for
// small delta alike: the plane through them has no part of the prior in it, nor has what lies on it. The weights
// must be positive for certain.
func (e *Envelope) again(on []bool) (Point, bool) {
	m, was := &e.mixer, &e.exact.plane
	if !slices.Equal(was.basis, m.basis[:m.rows]) {
		return Point{}, false
	}
	for _, weight := range m.weight[:m.rows] {
		if weight <= m.weightNoise(e.Space.noise) {
			return Point{}, false
		}
	}
	copy(on, was.on)
	return was.plane, true
}

// doubtful reports whether one of the pairs on the plane at delta = 0 may not be on it for small
// delta: those that lead at basic beliefs are, and those in the faces they span.
func (e *Envelope) doubtful(on []bool) bool {
	for j, pair := range e.Space.Pairs {
		if on[j] && !(e.mixer.basic(int(pair.Belief)) && e.Leads(j)) && !e.spanned(j) {
			return true
		}
	}
	return false
}

// on marks the pairs on a plane.
func (e *Envelope) on(on []bool, s *exactMixer, h Point, blur float64) {
	p, payoff := e.Space, e.Space.Stretched(e.Agent)
	for j, pair := range p.Pairs {
		on[j] = h.Dot(&p.Beliefs[pair.Belief].At, p.N)-payoff[j] <= blur &&
			s.against(e.payoff(s.kernel, j, s.game), e.vertex(s.kernel, int(pair.Belief), s.game)) == 0
	}
}

// settled reports whether all beliefs have a place at delta = 0.
func (e *Envelope) settled(k *kernel) bool {
	for b := range e.Space.Beliefs {
		if e.vertex(k, b, atRest) == nil {
			return false
		}
	}
	return true
}

// Extreme finds, among the schemes that use only allowed pairs, one that is best (sign 1)
// or worst (sign -1) for the user, and appends it to an empty dst. The tie rule's pairs at
// the corners must be allowed: then full disclosure is one of the schemes, her value is
// continuous in delta, and all can be asked at delta = 0.
func (c *Schemer) Extreme(dst Scheme, p *Space, sign float64, allowed []bool) Scheme {
	return c.ExtremeOf(dst, p, func(j int) float64 { return sign * p.Payoffs(User)[j] }, allowed)
}

// ExtremeOf is Extreme for any payoff of a pair, such as a sum of two parties' at delta = 0:
// it finds a scheme of allowed pairs with the largest expectation of it.
func (c *Schemer) ExtremeOf(dst Scheme, p *Space, payoff func(j int) float64, allowed []bool) Scheme {
	c.favor(p, payoff, func(j int) bool { return allowed[j] })
	c.mixer.start(p, c.height, &p.Prior, uint8(1<<p.N-1))
	c.mixer.climb(math.Inf(1))
	return c.take(dst, p)
}

// favor sets each belief's height to the payoff there, at the allowed pair where that is
// highest, the first of equals; -Inf where no pair is allowed.
func (c *Schemer) favor(p *Space, payoff func(j int) float64, allowed func(j int) bool) {
	c.height = numeric.Sized(c.height, len(p.Beliefs))
	c.chosen = numeric.Sized(c.chosen, len(p.Beliefs))
	for b := range c.height {
		c.height[b] = math.Inf(-1)
	}
	for j, pair := range p.Pairs {
		if v := payoff(j); v > c.height[pair.Belief] && allowed(j) {
			c.height[pair.Belief], c.chosen[pair.Belief] = v, int32(j)
		}
	}
}

// take appends the mixture found to an empty dst: without the parts that may be rounding and no more, unless
// without them its mean is not the prior. (Where beliefs nearly coincide all weights may be rounding, as far as
// one can tell, and one that stands alone for a rare signal is not.)
func (c *Schemer) take(dst Scheme, p *Space) Scheme {
	m := &c.mixer
	m.refresh()
	for _, least := range [...]float64{m.weightNoise(p.noise), 0} {
		dst = dst[:0]
		for i := range m.rows {
			if m.weight[i] > least {
				dst = append(dst, Part{int(c.chosen[m.basis[i]]), m.weight[i]})
			}
		}
		p.Restate(dst)
		if p.off(dst) <= meanNoise {
			break
		}
	}
	return dst
}

// meanNoise is how far the mean of a scheme may be from the prior, after Restate, for no part to be missing.
const meanNoise = 1e-12

// off is how far the mean of a scheme is from the prior at most.
func (p *Space) off(scheme Scheme) (most float64) {
	residual, _ := p.residual(scheme)
	for _, x := range residual[:p.N] {
		most = max(most, math.Abs(x))
	}
	return most
}

// residual is the prior less the mean of a scheme; right, whether it is 0 and no probability negative.
func (p *Space) residual(scheme Scheme) (residual Point, right bool) {
	residual, right = p.Prior, true
	for _, part := range scheme {
		v := &p.Beliefs[p.Pairs[part.Pair].Belief].Limit
		for s := range p.N {
			residual[s] -= part.Probability * v[s]
		}
		right = right && part.Probability >= 0
	}
	for _, x := range residual[:p.N] {
		right = right && x == 0
	}
	return residual, right
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

// Restate changes the probabilities of a scheme whose mean is the prior up to rounding, by
// the least amount (relative to each) that makes it so to the last digit: with V its beliefs
// and D = diag(p), p += D V' z where (V D V') z = prior - V p, twice.
func (p *Space) Restate(scheme Scheme) {
	for range 2 {
		residual, right := p.residual(scheme)
		if right {
			return
		}
		var gram [MaxSignals][MaxSignals]float64
		for _, part := range scheme {
			v := &p.Beliefs[p.Pairs[part.Pair].Belief].Limit
			for s := range p.N {
				for t := range p.N {
					gram[s][t] += part.Probability * v[s] * v[t]
				}
			}
		}
		z := solveGram(&gram, residual, p.N)
		for j := range scheme {
			v := &p.Beliefs[p.Pairs[scheme[j].Pair].Belief].Limit
			scheme[j].Probability = max(0, scheme[j].Probability*(1+z.Dot(v, p.N)))
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
