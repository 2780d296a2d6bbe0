package persuasion

// stretch holds the agents' payoffs as envelopes compare them: less the least that each
// signal can bring, over the most by which actions differ. That adds a linear function of the
// belief and a factor, which changes nothing in the game, and brings every agent to [0,1]
// whatever the unit of its utility.
type stretch struct {
	agents  []stretched
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

// load stretches the payoffs of all agents of a space.
func (t *stretch) load(p *Space) {
	t.agents = resized(t.agents, p.Agents)
	t.payoffs = resized(t.payoffs, p.Agents*len(p.Pairs))
	for i := range t.agents {
		a := &t.agents[i]
		a.measure(p, i)
		row := p.Stretched(i)
		for j, pair := range p.Pairs {
			row[j] = a.of(p, i, int(pair.Region), &p.Beliefs[pair.Belief].At)
		}
	}
}

// measure finds base and width of agent i.
func (a *stretched) measure(p *Space, i int) {
	*a = stretched{}
	largest := 0.0
	for s := range p.N {
		top := 0.0
		for x := range p.Heard {
			low, high := p.Gain(1+i, x, 0, s), 0.0
			for action := range p.Actions {
				low, high = min(low, p.Gain(1+i, x, action, s)), max(high, p.Gain(1+i, x, action, s))
			}
			a.base[s] += low
			top += high
		}
		a.width, largest = max(a.width, top-a.base[s]), max(largest, top)
	}
	if a.width <= 4*p.gainNoise*largest && p.exactly().indifferent(p, i) {
		a.indifferent, a.width = true, 0
		return
	}
	a.noise = 4*p.gainNoise*largest/a.width + 2*sumNoise // of payoff, base and width
	if a.width == 0 {
		a.width, a.noise = 1, unknown
	}
}

// of is agent i's stretched payoff at a belief when the user plays a region's strategy.
func (a *stretched) of(p *Space, i, region int, v *Point) float64 {
	if a.indifferent {
		return 0
	}
	row := p.linear[(region*(1+p.Agents)+1+i)*p.N:]
	sum := 0.0
	for s := range p.N {
		sum += (row[s] - a.base[s]) * v[s]
	}
	return sum / a.width
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

// Indifferent reports whether no action of the user's matters to agent i, exactly.
func (p *Space) Indifferent(i int) bool { return p.stretch.agents[i].indifferent }

// indifferent says whether agent i gains the same from all actions.
func (k *kernel) indifferent(p *Space, i int) bool {
	gains := k.agents[i]
	for x := range p.Heard {
		first := gains[x*p.Actions*p.N : (x*p.Actions+1)*p.N]
		for a := range p.Actions {
			for s := range p.N {
				if gains[(x*p.Actions+a)*p.N+s].Cmp(&first[s]) != 0 {
					return false
				}
			}
		}
	}
	return true
}
