package selection

import (
	"math"
	"slices"

	"github.com/emergent-alignment/emergent/engine/numeric"
	"github.com/emergent-alignment/emergent/engine/persuasion"
)

// This file finds every break point of W_i: the corners of the upper right border of the
// polygon {(u(p), U_i(p))}. Two neighbouring corners a, b are found by asking whether the
// weight t on the user's value that makes a and b equally good, maximise U_i + t u, has a
// scheme better than both; if so that is a corner between them (dichotomic search, Aneja &
// Nair 1979). Every edge keeps its weight and the plane that proves it.

// Outcome is what a scheme gives, as delta -> 0.
type Outcome struct {
	User   float64
	Agents []float64
	Scheme persuasion.Scheme
}

// Corner is a break point of a frontier.
type Corner struct {
	Outcome
	user    float64   // the dynamics' (of Frontiers: in the lowered game)
	payoffs []float64 // of all agents, likewise, stretched (tracer)
}

// Edge joins corner number k to k+1: all its schemes maximise U_i + Weight*u, and Plane is
// above that objective at every pair. Where an agent gets more just below OPT than at OPT, which only
// ties bring about, the last edge is vertical and both are 0: it has nothing to prove.
type Edge struct {
	Weight float64
	Plane  persuasion.Point
}

// Frontier is W_i. Corners[0] is the agent's own optimum with the least user value, the last
// full disclosure; an edge of weight 0 comes first where the own optimum is not unique.
type Frontier struct {
	Agent   int
	Corners []Corner
	Edges   []Edge
	// Top proves the own optimum: it is above the agent's payoff at every pair. Least proves
	// that no own optimum gives the user less than Corners[0]: at every pair on Top it is
	// above minus her value. Open: at delta = 0 one gives her less, and a tie rules it out.
	Top, Least persuasion.Point
	Open       bool
}

// Value is W_i(v) in the limit, for a user value up to OPT (beyond, that of OPT).
func (f *Frontier) Value(v float64) float64 {
	c := f.Corners
	if v <= c[0].User {
		return c[0].Agents[f.Agent]
	}
	for k := 1; k < len(c); k++ {
		if v <= c[k].User {
			return mix(c[k-1].User, c[k].User, v, c[k-1].Agents[f.Agent], c[k].Agents[f.Agent])
		}
	}
	return c[len(c)-1].Agents[f.Agent]
}

// lowered is W_i(v) in the dynamics.
func (f *Frontier) lowered(v float64) float64 {
	c := f.offers()
	if v <= c[0].user {
		return c[0].payoffs[f.Agent]
	}
	for k := 1; k < len(c); k++ {
		if v <= c[k].user {
			return mix(c[k-1].user, c[k].user, v, c[k-1].payoffs[f.Agent], c[k].payoffs[f.Agent])
		}
	}
	return c[len(c)-1].payoffs[f.Agent]
}

// offers are the corners without the end of a vertical edge: of schemes that give her as much the agent
// offers the one it likes best.
func (f *Frontier) offers() []Corner {
	if n := len(f.Corners); n > 1 && f.vertical(n-2) {
		return f.Corners[:n-1]
	}
	return f.Corners
}

// mix is the value at v of the line through (a, fa) and (b, fb), a <= v <= b.
func mix(a, b, v, fa, fb float64) float64 {
	if b <= a {
		return fa
	}
	return fa + (v-a)/(b-a)*(fb-fa)
}

// tracer finds frontiers on one space. The zero value is ready for load.
//
// It stretches each agent's payoffs so that they run from 0 to 1 over the pairs. The unit in
// which an agent counts has no meaning in the game, so no tolerance may depend on it.
type tracer struct {
	mixture
	facts
	user      []float64   // the user's value at every pair
	payoffs   [][]float64 // [agent][pair], stretched
	noise     []float64   // [agent]: of its stretched payoffs
	low       []float64   // [agent]: payoff = low + spread * stretched
	spread    []float64
	objective []float64
}

// load takes a space, stretches the agents' payoffs and lowers the user's values: by delta
// times the index of what she does after each of her signals.
func (t *tracer) load(space *persuasion.Space, delta float64) {
	t.mixture.load(space)
	t.payoffs, t.noise = grown(t.payoffs, space.Agents), numeric.Sized(t.noise, space.Agents)
	t.low, t.spread = numeric.Sized(t.low, space.Agents), numeric.Sized(t.spread, space.Agents)
	for i := range t.payoffs {
		t.stretch(i)
	}
	t.user = append(t.user[:0], space.Payoffs(persuasion.User)...)
	t.objective = numeric.Sized(t.objective, len(t.user))
	t.facts.faces, t.facts.first = t.facts.faces[:0], t.facts.first[:0]
	if delta == 0 {
		return
	}
	for j, pair := range space.Pairs {
		at, strategy := &space.Beliefs[pair.Belief].At, &space.Regions[pair.Region].Strategy
		for x := range space.Heard {
			for s := range space.N {
				t.user[j] -= delta * float64(strategy[x]) * at[s] * space.Mass(x, s)
			}
		}
	}
}

// stretch writes agent i's payoffs as they are when the least is 0 and the greatest 1, and says
// how far the rounding of the game's own numbers may move them. Payoffs that differ by
// rounding alone are all 0: such an agent does not care.
func (t *tracer) stretch(i int) {
	payoffs := t.space.Payoffs(1 + i)
	low, high := slices.Min(payoffs), slices.Max(payoffs)
	dst := numeric.Sized(t.payoffs[i], len(payoffs))
	t.payoffs[i], t.low[i], t.spread[i], t.noise[i] = dst, low, high-low, 0
	if high-low <= indifferent {
		clear(dst)
		t.spread[i] = 1
		return
	}
	t.noise[i] = rounding / (high - low)
	for j, v := range payoffs {
		dst[j] = snapped((v-low)/(high-low), t.noise[i]) // noise alone would upset a program's scaling
	}
}

// follow makes f the frontier that goes from one scheme by the far ends of edges, with the planes that
// prove it. What the lowered game tells apart and its limit does not is one corner; of those at OPT the
// first and the last count.
func (t *tracer) follow(f *Frontier, agent int, least persuasion.Scheme, facets []facet) {
	f.Agent, f.Corners, f.Edges = agent, f.Corners[:0], f.Edges[:0]
	t.set(f.grow(0), least)
	for k := range facets {
		t.set(f.grow(len(f.Corners)), facets[k].far)
	}
	t.disclose(f)
	last := f.Corners[len(f.Corners)-1]
	kept := f.Corners[:1]
	for k := 1; k < len(f.Corners); k++ {
		n, c := len(kept), f.Corners[k]
		weight := 0.0
		if k <= len(facets) {
			weight = facets[k-1].weight / t.spread[agent]
		}
		switch before := &kept[n-1]; {
		case math.Abs(c.User-before.User) <= sameValue && math.Abs(c.payoffs[agent]-before.payoffs[agent]) <= even:
			if k+1 == len(f.Corners) {
				kept[n-1] = last
			}
		case n > 1 && kept[n-2].User >= last.User-sameValue:
			kept[n-1] = c
		default:
			kept, f.Edges = append(kept, c), append(f.Edges, Edge{Weight: weight})
		}
	}
	f.Corners = slices.Clone(kept) // the rest shares its memory
	t.prove(f)
}

// prove finds the planes.
func (t *tracer) prove(f *Frontier) {
	own := t.payoffs[f.Agent]
	if t.best(own, nil); t.failed {
		return
	}
	f.Top = t.plane
	for j, v := range t.user {
		t.objective[j] = -v
	}
	least := -t.best(t.objective, func(j int) bool { return f.on(t, j) })
	f.Least, f.Open = t.plane, least < f.Corners[0].user-Slack
	if f.Open {
		f.Least = persuasion.Point{}
	}
	for k := range f.Edges {
		if t.failed {
			return
		}
		for j, u := range t.user {
			t.objective[j] = own[j] + f.Edges[k].Weight*u
		}
		if !f.vertical(k) {
			t.best(t.objective, nil)
			f.Edges[k].Plane = t.plane
		}
	}
	t.state(f)
}

// vertical reports whether edge k leads from OPT to OPT.
func (f *Frontier) vertical(k int) bool {
	return k == len(f.Corners)-2 && f.Corners[k].user >= f.Corners[k+1].user-sameValue
}

// on reports whether a pair is on the plane of the own optimum.
func (f *Frontier) on(t *tracer, j int) bool {
	return f.Top.Dot(&t.space.Beliefs[t.space.Pairs[j].Belief].At, t.space.N)-t.payoffs[f.Agent][j] <= Slack
}

// state puts the planes and weights of a frontier into the agent's own units.
func (t *tracer) state(f *Frontier) {
	low, spread := t.low[f.Agent], t.spread[f.Agent]
	t.unstretch(&f.Top, low, spread)
	for k := range f.Edges {
		if f.vertical(k) {
			f.Edges[k] = Edge{}
			continue
		}
		f.Edges[k].Weight *= spread
		t.unstretch(&f.Edges[k].Plane, low, spread)
	}
}

func (t *tracer) unstretch(plane *persuasion.Point, low, spread float64) {
	for s := range t.space.N {
		plane[s] = low + spread*plane[s]
	}
}

// trace fills f with the frontier of an agent. It reports false when a program was not solved.
func (t *tracer) trace(f *Frontier, agent int) bool {
	f.Agent, f.Corners, f.Edges, f.Open = agent, f.Corners[:0], f.Edges[:0], false
	own := t.payoffs[agent]
	if t.best(own, nil); t.failed {
		return false
	}
	f.Top = t.plane
	if t.optimum(f, -1); t.failed {
		return false
	}
	f.Least = t.plane
	if t.optimum(f, 1); t.failed {
		return false
	}
	if f.Corners[1].user-f.Corners[0].user <= straight {
		f.Corners = f.Corners[:1] // unique; the memory of the second stays
	} else {
		f.Edges = append(f.Edges, Edge{Weight: 0, Plane: f.Top})
	}
	t.disclose(f)
	last := len(f.Corners) - 1
	if f.Corners[last].user-f.Corners[last-1].user <= straight {
		f.Corners = f.Corners[:last] // full disclosure is an own optimum
	} else {
		t.split(f, last-1)
	}
	t.state(f)
	return !t.failed
}

// optimum appends the own optimum that is best (sign 1) or worst for the user, unless its
// program failed.
func (t *tracer) optimum(f *Frontier, sign float64) {
	for j, v := range t.user {
		t.objective[j] = sign * v
	}
	t.best(t.objective, func(j int) bool { return f.on(t, j) })
	if !t.failed {
		t.set(f.grow(len(f.Corners)), t.scheme)
	}
}

// disclose appends full disclosure.
func (t *tracer) disclose(f *Frontier) {
	t.scheme = t.space.Disclose(t.scheme[:0])
	t.set(f.grow(len(f.Corners)), t.scheme)
}

// split finds the corners between corner k and k+1, and appends their edges in order.
func (t *tracer) split(f *Frontier, k int) {
	for k+1 < len(f.Corners) {
		a, b := &f.Corners[k], &f.Corners[k+1]
		wa, wb := a.payoffs[f.Agent], b.payoffs[f.Agent]
		weight := max(0, (wa-wb)/(b.user-a.user))
		if n := len(f.Edges); n > 0 && weight < f.Edges[n-1].Weight {
			// Corner k only seems to be one: it is in line with its neighbours up to rounding.
			f.Edges = f.Edges[:n-1]
			f.drop(k)
			k--
			continue
		}
		own := t.payoffs[f.Agent]
		for j, u := range t.user {
			t.objective[j] = own[j] + weight*u
		}
		line := max(wa+weight*a.user, wb+weight*b.user)
		best := t.best(t.objective, nil)
		if t.failed {
			return
		}
		if best <= line+(straight+t.noise[f.Agent])*(1+weight) || !t.inside(a, b) {
			f.Edges = append(f.Edges, Edge{Weight: weight, Plane: t.plane})
			k++
			continue
		}
		t.set(f.grow(k+1), t.scheme)
	}
}

// size is that of the objective of an edge, to which its tolerances are relative.
func (t *tracer) size(agent int, e *Edge) float64 { return t.spread[agent] + e.Weight }

// snapped is x, or 0 where x is no more than the tolerance away from it.
func snapped(x, tolerance float64) float64 {
	if math.Abs(x) <= tolerance {
		return 0
	}
	return x
}

// inside reports whether the scheme found is strictly between two corners.
func (t *tracer) inside(a, b *Corner) bool {
	u := 0.0
	for _, part := range t.scheme {
		u += part.Probability * t.user[part.Pair]
	}
	return u > a.user+apart && u < b.user-apart
}

// grow makes room for a corner at place k, keeping the memory of what was there before.
func (f *Frontier) grow(k int) *Corner {
	n := len(f.Corners)
	if n < cap(f.Corners) {
		f.Corners = f.Corners[:n+1]
	} else {
		f.Corners = append(f.Corners, Corner{})
	}
	spare := f.Corners[n]
	copy(f.Corners[k+1:], f.Corners[k:n])
	f.Corners[k] = spare
	return &f.Corners[k]
}

// drop removes corner k, keeping its memory for the next one.
func (f *Frontier) drop(k int) {
	n := len(f.Corners)
	spare := f.Corners[k]
	copy(f.Corners[k:], f.Corners[k+1:])
	f.Corners[n-1] = spare
	f.Corners = f.Corners[:n-1]
}

// set makes c the corner of a scheme, which is copied: first as it is in the game traced, then
// restated.
func (t *tracer) set(c *Corner, scheme persuasion.Scheme) {
	agents := t.space.Agents
	c.payoffs, c.Agents = numeric.Sized(c.payoffs, agents), numeric.Sized(c.Agents, agents)
	c.Scheme = append(c.Scheme[:0], scheme...)
	c.user = 0
	clear(c.payoffs)
	for _, part := range scheme {
		c.user += part.Probability * t.user[part.Pair]
		for i := range agents {
			c.payoffs[i] += part.Probability * t.payoffs[i][part.Pair]
		}
	}
	t.restate(&c.Outcome)
}

// restate moves an outcome's scheme to the limit and computes what it gives there.
func (t *tracer) restate(o *Outcome) {
	t.space.Restate(o.Scheme)
	o.User = t.space.Expect(persuasion.User, o.Scheme)
	for i := range o.Agents {
		o.Agents[i] = t.space.Expect(1+i, o.Scheme)
	}
}
