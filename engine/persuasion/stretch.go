package persuasion

import (
	"math/big"

	"github.com/emergent-alignment/emergent/engine/exact"
	"github.com/emergent-alignment/emergent/engine/numeric"
)

// stretch holds the agents' payoffs as they are compared: less the least that each signal can
// bring, over the most by which actions differ. That adds a linear function of the belief and
// a factor, which changes nothing in the game, and brings every agent to [0,1] whatever the
// unit of its utility.
type stretch struct {
	agents  []stretched
	gains   []float64 // [agent][x][a][s]
	linear  []float64 // [agent][region][s]
	payoffs []float64 // [agent][pair]
}

// stretched says how one agent's payoffs are stretched: (payoff - base.v) / width.
type stretched struct {
	base  Point
	width float64
	// noise is how far off a stretched payoff may be, beyond what its belief is.
	noise float64
	// indifferent: no action matters to the agent. All its stretched payoffs are 0.
	indifferent bool
}

// narrow is the width, as a share of the payoffs, below which floats are too coarse to
// stretch: then it is done in whole numbers.
const narrow = 1e-3

// load stretches the payoffs of all agents of a space.
func (t *stretch) load(p *Space) {
	size, rows := p.Heard*p.Actions*p.N, len(p.Regions)*p.N
	t.agents = numeric.Sized(t.agents, p.Agents)
	t.gains = numeric.Sized(t.gains, p.Agents*size)
	t.linear = numeric.Sized(t.linear, p.Agents*rows)
	t.payoffs = numeric.Sized(t.payoffs, p.Agents*len(p.Pairs))
	for i := range t.agents {
		a, gains, linear := &t.agents[i], t.gains[i*size:(i+1)*size], t.linear[i*rows:(i+1)*rows]
		a.measure(p, i, gains)
		clear(linear)
		for r := range p.Regions {
			for x := range p.Heard {
				row := gains[(x*p.Actions+int(p.Regions[r].Strategy[x]))*p.N:]
				for s := range p.N {
					linear[r*p.N+s] += row[s]
				}
			}
		}
		row := p.Stretched(i)
		for j, pair := range p.Pairs {
			row[j] = p.StretchedValue(i, int(pair.Region), &p.Beliefs[pair.Belief].At)
		}
	}
}

// measure finds base and width of agent i, and its stretched gains.
func (a *stretched) measure(p *Space, i int, gains []float64) {
	*a = stretched{}
	largest := 0.0
	for s := range p.N {
		top := 0.0
		for x := range p.Heard {
			low, high := p.Gain(1+i, x, 0, s), 0.0
			for action := range p.Actions {
				low, high = min(low, p.Gain(1+i, x, action, s)), max(high, p.Gain(1+i, x, action, s))
			}
			for action := range p.Actions {
				gains[(x*p.Actions+action)*p.N+s] = p.Gain(1+i, x, action, s) - low
			}
			a.base[s] += low
			top += high
		}
		a.width, largest = max(a.width, top-a.base[s]), max(largest, top)
	}
	if a.width <= narrow*largest {
		a.width = p.exactly().stretch(p, i, gains)
		a.noise = 4 * sumNoise
		a.indifferent = a.width == 0
		return
	}
	for c := range gains {
		gains[c] /= a.width
	}
	a.noise = 4*p.gainNoise*largest/a.width + 2*sumNoise // of payoff, base and width
}

// stretch writes agent i's stretched gains and returns the width.
func (k *kernel) stretch(p *Space, i int, gains []float64) float64 {
	own := k.agents[i]
	above := make([]big.Int, len(own))
	var width, at *big.Int // of the widest signal, and what its gains are multiplied by
	for s := range p.N {
		spread := new(big.Int)
		for x := range p.Heard {
			spread.Add(spread, k.lift(p, own, above, x, s))
		}
		if width == nil || k.compare(spread, k.scale[s], width, at) > 0 {
			width, at = spread, k.scale[s]
		}
	}
	if width.Sign() == 0 {
		clear(gains)
		return 0
	}
	var over, under big.Int
	for c := range above {
		k.Mul(&over, &above[c], at)
		k.Mul(&under, width, k.scale[c%p.N])
		gains[c] = exact.Float(&over, &under)
	}
	return exact.Float(width, at)
}

// lift writes by how much the gains of the actions at x and s are above the least, and
// returns the largest.
func (k *kernel) lift(p *Space, own, above []big.Int, x, s int) *big.Int {
	low, high := &own[x*p.Actions*p.N+s], &own[x*p.Actions*p.N+s]
	for a := range p.Actions {
		if g := &own[(x*p.Actions+a)*p.N+s]; g.Cmp(low) < 0 {
			low = g
		} else if g.Cmp(high) > 0 {
			high = g
		}
	}
	for a := range p.Actions {
		c := (x*p.Actions+a)*p.N + s
		above[c].Sub(&own[c], low)
	}
	return new(big.Int).Sub(high, low)
}

// compare is the sign of a/b - c/d, for positive b and d.
func (k *kernel) compare(a, b, c, d *big.Int) int {
	var left, right big.Int
	return k.Mul(&left, a, d).Cmp(k.Mul(&right, c, b))
}

// plane takes a linear function back to the units of the agent.
func (a *stretched) plane(h Point, n int) Point {
	for s := range n {
		h[s] = a.base[s] + a.width*h[s]
	}
	return h
}

// Stretched returns agent i's payoff at every pair, less a linear function of the belief and
// over a factor, so that they lie in [0,1] and the unit of its utility plays no part.
func (p *Space) Stretched(i int) []float64 {
	return p.stretch.payoffs[i*len(p.Pairs) : (i+1)*len(p.Pairs)]
}

// StretchedValue is Stretched at any belief, if the user plays a region's strategy.
func (p *Space) StretchedValue(i, region int, v *Point) float64 {
	row := p.stretch.linear[(i*len(p.Regions)+region)*p.N:]
	sum := 0.0
	for s := range p.N {
		sum += row[s] * v[s]
	}
	return sum
}

// StretchedGain is Gain, stretched.
func (p *Space) StretchedGain(i, x, a, s int) float64 {
	return p.stretch.gains[((i*p.Heard+x)*p.Actions+a)*p.N+s]
}

// Width is the factor between agent i's payoffs and its stretched ones: the most by which the
// user's choice matters to it, and 0 where it does not.
func (p *Space) Width(i int) float64 { return p.stretch.agents[i].width }

// Indifferent reports whether no action of the user's matters to agent i, exactly.
func (p *Space) Indifferent(i int) bool { return p.stretch.agents[i].indifferent }
