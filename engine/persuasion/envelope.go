package persuasion

import "math"

// Envelope is the concave envelope of a party's payoff over the beliefs of a space
// (docs/model.md, section 4): the payoff is linear on each region, so
//
//	envelope(v) = max { sum_b p_b f_b : sum_b p_b b = v, p >= 0 },
//	f_b = the party's best payoff among the pairs at vertex b.
//
// The zero value is ready for Load and reuses its memory.
type Envelope struct {
	Space  *Space
	Party  int
	height []float64 // of each belief
	mixer  mixer
}

// Load prepares the envelope of a party's payoff; the space must stay as it is.
func (e *Envelope) Load(p *Space, party int) {
	e.Space, e.Party = p, party
	e.height = resized(e.height, len(p.Beliefs))
	for b := range e.height {
		e.height[b] = math.Inf(-1)
	}
	payoff := p.Payoffs(party)
	for j, pair := range p.Pairs {
		e.height[pair.Belief] = max(e.height[pair.Belief], payoff[j])
	}
}

// Height is the party's best payoff at a vertex.
func (e *Envelope) Height(belief int) float64 { return e.height[belief] }

// At is the envelope at any belief.
func (e *Envelope) At(v *Point) float64 {
	e.mixer.start(e.Space, e.height, v)
	return e.mixer.climb(math.Inf(1), -1)
}

// Improvable says whether a party that gets payoff at a vertex would rather have it split:
// whether the envelope there exceeds payoff by more than rounding can.
func (e *Envelope) Improvable(belief int, payoff float64) bool {
	b := &e.Space.Beliefs[belief]
	if e.height[belief] > payoff+SamePayoff {
		return true
	}
	if certain(b.Support) >= 0 {
		return false
	}
	return e.exceeds(&b.At, belief, payoff)
}

// ImprovableAt is Improvable for any belief, vertex or not.
func (e *Envelope) ImprovableAt(v *Point, payoff float64) bool { return e.exceeds(v, -1, payoff) }

func (e *Envelope) exceeds(v *Point, without int, payoff float64) bool {
	e.mixer.start(e.Space, e.height, v)
	return e.mixer.climb(payoff+OnEnvelope, without) > payoff+e.mixer.margin()
}

// Plane returns a linear function h with h.b >= f_b at every vertex b (up to rounding)
// and h.v = envelope(v): the certificate that at v no scheme does better. Next to a face
// its slope may be as large as 1/TieBreak; off the face of v it is as large as needed.
func (e *Envelope) Plane(v *Point) Point {
	e.mixer.start(e.Space, e.height, v)
	e.mixer.climb(math.Inf(1), -1)
	return e.plane()
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
