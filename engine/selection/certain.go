package selection

import (
	"math"

	"github.com/emergent-alignment/emergent/engine/numeric"
	"github.com/emergent-alignment/emergent/engine/persuasion"
)

// This file says whether floats tell a frontier for certain: at each of its corners there is a basis of n
// pairs with clearly positive weights, and every other pair is clearly below the plane of what is
// maximised, or on it for a reason that no rounding touches (neutral). So the frontier is followed from the
// own optimum to OPT as ruled.go does it, and the pairs of each edge are known. Whether those of several
// agents have a scheme in common is a small program, whose answer counts where its certificate is clear.
//
// Error. With B the beliefs of the basis, b another and l = b B^-1, what a pair adds to a payoff c is
// c - l.c_B. Beliefs are off by v and payoffs by w, so l is off by at most |B^-1| (v (1 + |l|) + |b - l B|)
// in sum, and twice that for what the inverse is off; payoffs are up to 1.

// basis is the inverse at a corner, and what every pair adds there.
type basis struct {
	n       int
	inverse [persuasion.MaxSignals][persuasion.MaxSignals]float64
	size    float64 // the largest sum of a row's absolute entries, which is of one pair
}

// facts is what is known of the frontiers of one game for certain.
type facts struct {
	faces []set     // of all frontiers in turn: the pairs of each edge
	first []int     // [agent]: its first edge among them
	basis []int32   // the pairs of the corner in hand, and the one that enters next
	alpha []float64 // [pair]: what it adds to the agent's payoff
	beta  []float64 // and to the user's value
	blur  []float64 // and how far off the first is, then the second
	sets  []set     // that are common to the agents so far
	next  []set
}

// load inverts the beliefs of some pairs; it reports false where they are too near dependent.
func (b *basis) load(space *persuasion.Space, pairs []int32) bool {
	b.n, b.size = space.N, 0
	width := 2 * b.n
	var rows [2 * persuasion.MaxSignals * persuasion.MaxSignals]float64
	for r, j := range pairs {
		copy(rows[r*width:][:b.n], space.Beliefs[space.Pairs[j].Belief].At[:b.n])
		rows[r*width+b.n+r] = 1
	}
	if !numeric.Reduce(rows[:b.n*width], b.n, width, dependent) {
		return false
	}
	for s := range b.n {
		sum := 0.0
		for r := range b.n {
			b.inverse[s][r] = rows[s*width+b.n+r]
			sum += math.Abs(b.inverse[s][r])
		}
		b.size = max(b.size, sum)
	}
	return true
}

// along is the coordinates of a belief in the basis, the sum of their absolute values, and how far off
// they are in sum.
func (b *basis) along(
	space *persuasion.Space, pairs []int32, at *persuasion.Point,
) (persuasion.Point, float64, float64) {
	l, sum, left := persuasion.Point{}, 0.0, *at
	for r := range b.n {
		for s := range b.n {
			l[r] += at[s] * b.inverse[s][r]
		}
		sum += math.Abs(l[r])
		v := &space.Beliefs[space.Pairs[pairs[r]].Belief].At
		for s := range b.n {
			left[s] -= l[r] * v[s]
		}
	}
	residual := 0.0
	for s := range b.n {
		residual += math.Abs(left[s])
	}
	return l, sum, 2 * b.size * (space.BeliefNoise()*(1+sum) + residual)
}

// certain reports whether the frontier in hand is right, and adds its edges to the facts.
func (t *tracer) certain(f *Frontier) bool {
	k := &t.facts
	k.first = append(k.first, len(k.faces))
	if t.space.Indifferent(f.Agent) {
		return true // any scheme of the least value will do
	}
	last := len(f.Corners) - 1
	for c := range f.Corners {
		k.basis = k.basis[:0]
		for _, part := range f.Corners[c].Scheme {
			k.basis = append(k.basis, int32(part.Pair))
		}
		if len(k.basis) != t.space.N || !t.add(f.Agent, k.basis) || c > 0 && !t.ends() ||
			c == 0 && !t.tops(k.alpha, k.blur) {
			return false
		}
		if c == last && !t.tops(k.beta, k.blur[len(t.space.Pairs):]) || c < last && !t.leads() {
			return false
		}
	}
	return true
}

// tops reports whether every pair adds clearly less than nothing, but for those that change nothing.
func (t *tracer) tops(adds, blur []float64) bool {
	for j := range t.space.Pairs {
		if adds[j] >= -blur[j] && !t.neutral(j) {
			return false
		}
	}
	return true
}

// ends reports whether the corner in hand is the end of the last edge, where the user has most.
func (t *tracer) ends() bool {
	k, n := &t.facts, len(t.space.Pairs)
	face := k.faces[len(k.faces)-1]
	for _, j := range k.basis {
		if !face[j] {
			return false
		}
	}
	for j := range face {
		if face[j] && k.beta[j] >= -k.blur[n+j] && !t.neutral(j) {
			return false
		}
	}
	return true
}

// leads finds the edge that leaves the corner in hand.
func (t *tracer) leads() bool {
	k, n := &t.facts, len(t.space.Pairs)
	enter := -1
	for j := range t.space.Pairs {
		if k.beta[j] > k.blur[n+j] && (enter < 0 || k.alpha[j]*k.beta[enter] > k.alpha[enter]*k.beta[j]) {
			enter = j
		}
	}
	if enter < 0 || k.alpha[enter] >= -k.blur[enter] {
		return false
	}
	k.faces = grown(k.faces, len(k.faces)+1)
	face := numeric.Sized(k.faces[len(k.faces)-1], n)
	k.faces[len(k.faces)-1] = face
	k.basis = append(k.basis, int32(enter))
	a, b, offA, offB := k.alpha[enter], k.beta[enter], k.blur[enter], k.blur[n+enter]
	for j := range face {
		off := k.blur[j]*(b+offB) + math.Abs(k.alpha[j])*offB + k.blur[n+j]*(offA-a) + math.Abs(k.beta[j])*offA
		below := k.alpha[j]*b-a*k.beta[j] < -2*off
		if face[j] = !below; face[j] && !t.neutral(j) {
			return false
		}
	}
	return true
}

// neutral reports whether a pair is one of the basis, or changes nothing beside it: it is in the hull of those of
// its own region, on which all payoffs are linear. With m of them, which are independent, that is so where
// the constraints common to them and it leave no more than m dimensions.
func (t *tracer) neutral(pair int) bool {
	m, region, active := 0, t.space.Pairs[pair].Region, t.space.Pairs[pair].Active
	for _, j := range t.facts.basis {
		if int(j) == pair {
			return true
		}
		if own := &t.space.Pairs[j]; own.Region == region {
			m, active = m+1, active&own.Active
		}
	}
	return m > 0 && t.space.Rank(int(region), active) >= t.space.N-m
}

// add computes what every pair adds beside a basis; it says false where its weights may not all be positive.
func (t *tracer) add(agent int, pairs []int32) bool {
	var b basis
	if !b.load(t.space, pairs) {
		return false
	}
	weights, _, off := b.along(t.space, pairs, &t.space.Prior)
	for r := range b.n {
		if weights[r] <= off {
			return false
		}
	}
	k, n := &t.facts, len(t.space.Pairs)
	k.alpha, k.beta, k.blur = numeric.Sized(k.alpha, n), numeric.Sized(k.beta, n), numeric.Sized(k.blur, 2*n)
	own, noise := t.space.Stretched(agent), t.space.Noise(1+agent)
	for j := range n {
		l, sum, off := b.along(t.space, pairs, &t.space.Beliefs[t.space.Pairs[j].Belief].At)
		k.alpha[j], k.beta[j] = own[j], t.user[j]
		for r := range b.n {
			k.alpha[j] -= l[r] * own[pairs[r]]
			k.beta[j] -= l[r] * t.user[pairs[r]]
		}
		k.blur[j], k.blur[n+j] = off+2*noise*(1+sum), off+2*t.space.Noise(persuasion.User)*(1+sum)
	}
	return true
}

// edges are those of agent i.
func (k *facts) edges(i int) []set {
	if i+1 < len(k.first) {
		return k.faces[k.first[i]:k.first[i+1]]
	}
	return k.faces[k.first[i]:]
}

// shared finds the sets of pairs of one edge of each agent on which there is a scheme; it says false where
// that is not clear. Agents who are indifferent are on every scheme.
func (t *tracer) shared(agents int) bool {
	k, n := &t.facts, len(t.space.Pairs)
	k.sets = grown(k.sets[:0], 1)
	all := numeric.Sized(k.sets[0], n)
	for j := range all {
		all[j] = true
	}
	k.sets[0] = all
	for i := range agents {
		if t.space.Indifferent(i) {
			continue
		}
		k.next = k.next[:0]
		for _, c := range k.sets {
			for _, f := range k.edges(i) {
				k.next = grown(k.next, len(k.next)+1)
				both := numeric.Sized(k.next[len(k.next)-1], n)
				k.next[len(k.next)-1] = both
				same := true
				for j := range both {
					both[j] = c[j] && f[j]
					same = same && both[j] == c[j]
				}
				there, clear := true, true
				if !same {
					there, clear = t.there(c, both)
				}
				if !clear {
					return false
				}
				if !there {
					k.next = k.next[:len(k.next)-1]
				}
			}
		}
		k.sets, k.next = k.next, k.sets
	}
	return true
}

// there reports whether there is a scheme on some pairs of a set on which there is one, and whether that is
// clear: where there is none, by a plane that is above -1 at the pairs which are not among them, above 0 at
// those which are, and below 0 at the prior; where there is one, by n pairs of clearly positive weight.
func (t *tracer) there(in, some set) (there, clear bool) {
	covered := persuasion.Point{}
	for j, pair := range t.space.Pairs {
		t.objective[j] = -1
		if some[j] {
			t.objective[j] = 0
			for s := range t.space.N {
				covered[s] += t.space.Beliefs[pair.Belief].At[s]
			}
		}
	}
	for s := range t.space.N {
		if covered[s] == 0 {
			return false, true // some signal of hers is impossible on all of them
		}
	}
	if t.best(t.objective, func(j int) bool { return in[j] }); t.failed {
		return false, false
	}
	k := &t.facts
	k.basis = k.basis[:0]
	for _, part := range t.scheme {
		if some[part.Pair] {
			k.basis = append(k.basis, int32(part.Pair))
		}
	}
	var b basis
	if len(k.basis) == len(t.scheme) && len(k.basis) == t.space.N && b.load(t.space, k.basis) {
		weights, _, off := b.along(t.space, k.basis, &t.space.Prior)
		for r := range b.n {
			if weights[r] <= off {
				return true, false
			}
		}
		return true, true
	}
	above := 0.0
	for j := range in {
		if in[j] {
			above = max(above, t.objective[j]-t.over(j))
		}
	}
	steep := 1.0
	for s := range t.space.N {
		steep += math.Abs(t.plane[s])
	}
	return false, above+t.plane.Dot(&t.space.Prior, t.space.N)+steep*(proven+2*t.space.BeliefNoise()) < 0
}
