package persuasion

import (
	"math/big"

	"github.com/emergent-alignment/emergent/engine/exact"
)

// Ruled is the lowered game in whole numbers, for whoever compares schemes by what they give the
// user and an agent (docs/model.md, section 7): at one delta, so small that a determinant of N+2
// pairs has the sign that it has for all smaller ones. A row of such a determinant is a pair: its
// belief, the lowered user's value there, an agent's payoff.
type Ruled struct {
	*exact.Counter
	Prior  []big.Int
	space  *Space
	user   [][]big.Int   // [region]: the lowered user's utility of its strategy, times 2^bits
	agents [][][]big.Int // [agent][region]
}

// vanishing is the probability below which one vanishes with delta, for certain: those that do are
// less than 2^-vanishing.
const vanishing = 64

// Ruled returns the numbers, which may take so much exact work until end is called. Past it they
// panic with exact.Spent.
func (p *Space) Ruled(most int) (w *Ruled, end func()) {
	k := p.exactly()
	end = k.allow(most)
	if k.bits[ruled] == 0 {
		largest := 0
		for i := range k.agents {
			largest = max(largest, longest(k.agents[i]))
		}
		n, entry := p.N, max(longest(k.gain), longest(k.mass))+4
		vertex := (n-1)*entry + 13
		target := max(vertex, longest(k.prior))
		values := (vertex + entry + 3) + (vertex + largest + 3)
		chance := vertex + longestOf(k.scale) + 8 + vanishing
		k.bits[ruled] = uint((n-1)*vertex+target+max(values, chance)+22) + 4
	}
	w = &Ruled{Counter: &k.Counter, Prior: k.prior, space: p}
	w.user, w.agents = make([][]big.Int, len(p.Regions)), make([][][]big.Int, p.Agents)
	for i := range w.agents {
		w.agents[i] = make([][]big.Int, len(p.Regions))
	}
	return w, end
}

// At is where a pair is, in homogeneous coordinates.
func (w *Ruled) At(pair int) []big.Int {
	k, p := &w.space.kernel, w.space
	return k.point(&p.Reduced, p.Beliefs[p.Pairs[pair].Belief].place, ruled)
}

// User is the lowered user's value at a pair, times what its coordinates are multiplied by and 2^bits.
func (w *Ruled) User(pair int) *big.Int {
	k, p, region := &w.space.kernel, w.space, w.space.Pairs[pair].Region
	if w.user[region] == nil {
		row, drop := make([]big.Int, p.N), new(big.Int)
		for x := range p.Heard {
			a := int(p.Regions[region].Strategy[x])
			for s := range row {
				row[s].Add(&row[s], drop.Lsh(&k.gain[(x*p.Actions+a)*p.N+s], k.bits[ruled]))
				row[s].Sub(&row[s], drop.Mul(&k.mass[x*p.N+s], big.NewInt(int64(a))))
			}
		}
		w.user[region] = row
	}
	return w.Dot(w.user[region], w.At(pair))
}

// Agent is agent i's payoff at a pair, times what its coordinates are multiplied by.
func (w *Ruled) Agent(i, pair int) *big.Int {
	region := int(w.space.Pairs[pair].Region)
	if w.agents[i][region] == nil {
		w.agents[i][region] = w.space.kernel.strategyRow(w.space, i, region)
	}
	return w.Dot(w.agents[i][region], w.At(pair))
}

// Probability is, as delta -> 0, that of a pair of weight over det among those whose coordinates add
// up to Prior.
func (w *Ruled) Probability(weight, det *big.Int, pair int) float64 {
	var over, under, sum, product big.Int
	for s, v := range w.At(pair) {
		sum.Add(&sum, w.Mul(&product, &v, w.space.kernel.scale[s]))
	}
	w.Mul(&over, weight, &sum)
	sum.SetInt64(0)
	for s := range w.Prior {
		sum.Add(&sum, w.Mul(&product, &w.Prior[s], w.space.kernel.scale[s]))
	}
	w.Mul(&under, det, &sum)
	if p := exact.Float(&over, &under); p > 1.0/(1<<(vanishing-8)) {
		return p
	}
	return 0
}

// Rate is -a/b, of what an agent gets and what the user gets.
func (w *Ruled) Rate(a, b *big.Int) float64 {
	return -exact.Float(new(big.Int).Lsh(a, w.space.kernel.bits[ruled]), b)
}

// Noise bounds how far off a party's payoff at a pair may be, an agent's as Stretched has it.
func (p *Space) Noise(party int) float64 {
	if party == User {
		return p.noise + p.gainNoise + 2*sumNoise
	}
	return p.noise + p.stretch.agents[party-1].noise + 2*sumNoise
}

// BeliefNoise bounds how far off a belief may be, in sum.
func (p *Space) BeliefNoise() float64 { return p.noise + sumNoise }

// Rank is a lower bound of the rank of some constraints of a region (bits of Pair.Active): its points
// at which they hold with equality span at most N-Rank dimensions, counted as homogeneous ones.
func (p *Space) Rank(region int, active uint64) int { return p.rank(region, active) }
