package persuasion

import (
	"math"

	"github.com/emergent-alignment/emergent/engine/numeric"
)

// Envelope is the concave envelope of an agent's payoff over the beliefs of a space
// (docs/model.md, section 4): the payoff is linear on each region, so
//
//	envelope(v) = max { sum_b p_b f_b : sum_b p_b b = v, p >= 0 },
//	f_b = the agent's best payoff among the pairs at vertex b.
//
// Inside it works with stretched payoffs (Space.Stretched). The zero value is ready for Load
// and reuses its memory.
type Envelope struct {
	Space  *Space
	Agent  int
	height []float64 // of each belief, stretched
	known  []decision
	steps  []int   // of each vertex's decision
	noise  float64 // of a height
	mixer  mixer
	exact  exactEnvelope
}

// Load prepares the envelope of a party's payoff, an agent's (1+i); the space, loaded by
// Space.Load, must stay as it is.
func (e *Envelope) Load(p *Space, party int) {
	i := party - 1
	e.Space, e.Agent = p, i
	e.height, e.known = numeric.Sized(e.height, len(p.Beliefs)), numeric.Sized(e.known, len(p.Beliefs))
	e.steps = numeric.Sized(e.steps, len(p.Beliefs))
	clear(e.known)
	for b := range e.height {
		e.height[b] = math.Inf(-1)
	}
	payoff := p.Stretched(i)
	for j, pair := range p.Pairs {
		e.height[pair.Belief] = max(e.height[pair.Belief], payoff[j])
	}
	e.noise = p.stretch.agents[i].noise + p.noise
	e.exact.reset()
}

// At is the envelope at any belief, in the agent's units.
func (e *Envelope) At(v *Point) float64 {
	h := e.Plane(v)
	return h.Dot(v, e.Space.N)
}

// Leads reports whether pair j is one of those at its belief that pay the agent most.
func (e *Envelope) Leads(j int) bool {
	b := int(e.Space.Pairs[j].Belief)
	behind := e.height[b] - e.Space.Stretched(e.Agent)[j]
	switch {
	case e.Space.Indifferent(e.Agent):
		return true
	case behind > 2*e.noise:
		return false
	case behind == 0 && e.alone(b, j):
		return true
	case e.alike(b, j):
		return true
	}
	return e.leadsExactly(b, j)
}

// alike reports whether all pairs at belief b that may lead, j among them, are of strategies that
// differ only after signals of the user's that cannot occur there: they pay the same. (It is what
// ties payoffs in games that are not made to; the exact decision is the same, and takes long.)
func (e *Envelope) alike(b, j int) bool {
	p := e.Space
	payoff, support := p.Stretched(e.Agent), p.Beliefs[b].Support
	own := &p.Regions[p.Pairs[j].Region].Strategy
	for _, other := range p.PairsAt(b) {
		if e.height[b]-payoff[other] > 2*e.noise {
			continue
		}
		strategy := &p.Regions[p.Pairs[other].Region].Strategy
		for x := range p.Heard {
			if strategy[x] != own[x] && p.hears(x, support) {
				return false
			}
		}
	}
	return true
}

// alone reports whether no pair but j can pay the agent most at belief b.
func (e *Envelope) alone(b, j int) bool {
	payoff := e.Space.Stretched(e.Agent)
	for _, other := range e.Space.PairsAt(b) {
		if int(other) != j && e.height[b]-payoff[other] <= 2*e.noise {
			return false
		}
	}
	return true
}

// Improvable reports whether the agent would rather have the vertex b split than get the most
// that a pair there pays: whether the envelope is above that. The answer is exact.
//
// A vertex is not worth splitting iff the mixtures of all others do no better: f_b >= the
// envelope of the others. That is bounded from below by the mixture the simplex method ends
// with and from above by its plane, each with its rounding.
func (e *Envelope) Improvable(b int) bool {
	if e.known[b] == unasked {
		found, before := stays, e.mixer.steps
		if e.improvable(b) {
			found = improvable
		}
		e.steps[b] = e.mixer.steps - before
		if e.Space.kernel.spent() {
			return found == improvable
		}
		e.known[b] = found
	}
	return e.known[b] == improvable
}

// decision is what is known of a vertex.
type decision uint8

const (
	unasked decision = iota
	stays
	improvable
)

func (e *Envelope) improvable(b int) bool {
	belief := &e.Space.Beliefs[b]
	if certain(belief.Support) >= 0 || e.Space.Indifferent(e.Agent) {
		return false
	}
	m := &e.mixer
	m.start(e.Space, e.height, &belief.At, belief.Support)
	m.without = b
	f := e.height[b]
	m.climb(f + 3*e.noise + earlyStop)
	if e.below(belief) > f+e.noise {
		return true
	}
	m.climb(math.Inf(1))
	switch {
	case e.above(belief) < f-e.noise:
		return false
	case e.below(belief) > f+e.noise:
		return true
	}
	return e.improvableExactly(b)
}

// earlyStop is how far a mixture should be above what it must beat before the climb ends: the
// bound of its value is then mostly on the right side, too.
const earlyStop = 1e-11

// below bounds the envelope at a belief from below, from the mixture in hand: shrunk by the
// largest factor by which its mean exceeds the belief anywhere, what is missing is filled up
// with certain beliefs, which pay at least 0.
func (e *Envelope) below(belief *Belief) float64 {
	m, p := &e.mixer, e.Space
	value, shrink := 0.0, 1.0
	var mean Point
	for i := range m.rows {
		value += m.weight[i] * (e.height[m.basis[i]] - e.noise)
		at := &p.Beliefs[m.basis[i]].At
		for r := range m.rows {
			mean[m.row[r]] += m.weight[i] * at[m.row[r]]
		}
	}
	blur := p.noise + sumNoise // of the mean
	for r := range m.rows {
		s := m.row[r]
		has := max(0, belief.At[s]-belief.noise)
		if needs := mean[s] + blur; needs > has {
			shrink = min(shrink, has/needs)
		}
	}
	return value*shrink - sumNoise
}

// above bounds the envelope of the vertices in play at a belief from above: the plane, raised
// until it dominates.
func (e *Envelope) above(belief *Belief) float64 {
	m := &e.mixer
	value, steepest := 0.0, 1.0
	for r := range m.rows {
		value += m.price[r] * belief.At[m.row[r]]
		steepest = max(steepest, math.Abs(m.price[r]))
	}
	blur := steepest * (e.Space.noise + sumNoise)
	return value + max(0, m.highest) + e.noise + 2*blur
}

// Plane returns a linear function h with h.b >= f_b at every vertex b, up to rounding, and
// h.v = envelope(v), in the agent's units: the certificate that at v no scheme does better.
// Off the face of v its slope is as large as needed.
func (e *Envelope) Plane(v *Point) Point {
	support := uint8(0)
	for s := range e.Space.N {
		if v[s] > 0 {
			support |= 1 << s
		}
	}
	e.mixer.start(e.Space, e.height, v, support)
	e.mixer.flat = true
	e.mixer.climb(math.Inf(1))
	return e.Space.stretch.agents[e.Agent].plane(e.plane(), e.Space.N)
}

// Support returns a linear function, in the agent's units, that is above its payoff at every
// vertex of the smallest face of the simplex that contains vertex b and, where the agent does
// not gain by splitting b, equal to it there: the certificate of that, since no scheme leaves
// the face. Off the face it is as high as it can be asked to: a vertex off it may come as
// near to b as one likes, as delta -> 0.
func (e *Envelope) Support(b int) Point {
	belief := &e.Space.Beliefs[b]
	e.mixer.start(e.Space, e.height, &belief.At, belief.Support)
	e.mixer.climb(math.Inf(1))
	return e.Space.stretch.agents[e.Agent].plane(e.plane(), e.Space.N)
}

// Worth is what the envelope is at vertex b, and how many looks at a vertex it and Improvable take there: as many
// where Improvable was asked before.
func (e *Envelope) Worth(b int) (worth float64, looks int) {
	raised := e.Improvable(b)
	belief, m, p := &e.Space.Beliefs[b], &e.mixer, e.Space
	steps, own := e.steps[b], &p.stretch.agents[e.Agent]
	if !raised {
		best := math.Inf(-1)
		for _, j := range p.PairsAt(b) {
			best = max(best, p.Payoffs(1 + e.Agent)[j])
		}
		return best, steps * len(p.Beliefs)
	}
	before := m.steps
	m.start(p, e.height, &belief.At, belief.Support)
	m.climb(math.Inf(1))
	steps += m.steps - before
	var h Point // a plane over the face of the vertex, which is all that counts there
	for r := range m.rows {
		h[m.row[r]] = m.price[r]
	}
	h = own.plane(h, p.N)
	return h.Dot(&belief.At, p.N), steps * len(p.Beliefs)
}

// Mixture returns beliefs of the face of vertex b with the weights whose mean is b, that pay the
// agent, in all, what the envelope is there.
func (e *Envelope) Mixture(b int) (beliefs []int, weights []float64) {
	belief := &e.Space.Beliefs[b]
	m := &e.mixer
	m.start(e.Space, e.height, &belief.At, belief.Support)
	m.climb(math.Inf(1))
	for i := range m.rows {
		beliefs, weights = append(beliefs, m.basis[i]), append(weights, max(0, m.weight[i]))
	}
	return beliefs, weights
}

// plane extends the mixer's price, a function on the face of its target, to the simplex:
// constant outside the face, and high enough there.
func (e *Envelope) plane() Point {
	var h Point
	m := &e.mixer
	for r := range m.rows {
		h[m.row[r]] = m.price[r]
	}
	outside := 0.0
	for b := range e.Space.Beliefs {
		belief := &e.Space.Beliefs[b]
		rest := 0.0
		for s := range e.Space.N {
			if m.support&(1<<s) == 0 {
				rest += belief.At[s]
			}
		}
		if rest > 0 {
			outside = max(outside, (e.height[b]-h.Dot(&belief.At, e.Space.N))/rest)
		}
	}
	for s := range e.Space.N {
		if m.support&(1<<s) == 0 {
			h[s] = outside
		}
	}
	return h
}
