package equilibrium

import (
	"github.com/emergent-alignment/emergent/engine/numeric"
	"github.com/emergent-alignment/emergent/engine/persuasion"
)

// Equilibrium is one equilibrium outcome with the proof that it is one.
type Equilibrium struct {
	User   float64
	Agents []float64
	Parts  []Posterior
	// Gap is the verified best-response gap: no agent gains more than this by any
	// deviation to a finer scheme, sum_j p_j (h_ij(v_j) - U_i(alpha_j, v_j)) at most, h_ij
	// being the plane of Posterior.Planes, raised where it fails to dominate.
	Gap float64
}

// Posterior is a belief of an equilibrium with the strategy played there.
type Posterior struct {
	Belief      []float64 // over all agent signals, zero for impossible ones
	Strategy    []int     // action for each user signal, 0 for impossible ones
	Probability float64
	// Planes has one linear function on beliefs for each agent, above its payoff at every
	// vertex in the smallest face of the simplex that contains this belief (for a certain one
	// that is itself alone), and equal to its payoff here: the agent cannot gain by splitting
	// this belief. For one agent it touches its payoff at all posteriors.
	Planes [][]float64
	pair   int
}

// Equilibria returns the worst and the best equilibrium for the user. For two agents or
// more an outcome is an equilibrium iff every pair (belief, strategy) in its support is
// unimprovable for every agent ([GK]; docs/model.md, section 4); full disclosure is one,
// and she cannot get more. For one agent they are the ends of the monopoly's interval.
func (s *Solver) Equilibria() (worst, best Equilibrium) {
	if s.Space.Agents == 1 {
		m := &s.Monopolies()[0]
		s.describe(&s.worst, m.Low, &m.Plane)
		s.describe(&s.best, m.High, &m.Plane)
		return s.worst, s.best
	}
	s.findUnimprovable()
	s.scheme = s.schemer.Extreme(s.scheme[:0], &s.Space, -1, s.unimprovable)
	s.describe(&s.worst, s.scheme, nil)
	s.scheme = s.Space.Disclose(s.scheme[:0])
	s.describe(&s.best, s.scheme, nil)
	return s.worst, s.best
}

// findUnimprovable marks the pairs that are unimprovable for all agents.
func (s *Solver) findUnimprovable() {
	if s.found.unimprovable {
		return
	}
	s.found.unimprovable = true
	s.unimprovable = numeric.Sized(s.unimprovable, len(s.Space.Pairs))
	for j := range s.unimprovable {
		s.unimprovable[j] = true
	}
	for i := range s.envelopes {
		s.removeImprovable(i, s.unimprovable)
	}
}

// removeImprovable clears the marks of pairs that agent i can improve. Of the pairs at one belief
// only those best for the agent can stay, and they stay or go together.
func (s *Solver) removeImprovable(i int, marked []bool) {
	e := &s.envelopes[i]
	s.verdicts = numeric.Sized(s.verdicts, len(s.Space.Beliefs))
	clear(s.verdicts)
	for j, pair := range s.Space.Pairs {
		if !marked[j] || !e.Leads(j) {
			marked[j] = false
			continue
		}
		if s.verdicts[pair.Belief] == unknown {
			s.verdicts[pair.Belief] = stays
			if e.Improvable(int(pair.Belief)) {
				s.verdicts[pair.Belief] = improvable
			}
		}
		marked[j] = s.verdicts[pair.Belief] == stays
	}
}

// verdict on a belief for one agent.
type verdict uint8

const (
	unknown verdict = iota
	stays
	improvable
)

// describe writes the outcome of a scheme into dst, with planes and the gap they prove.
// A monopoly brings its one plane, alone.
func (s *Solver) describe(dst *Equilibrium, scheme persuasion.Scheme, alone *persuasion.Point) {
	p := &s.Space
	dst.User = p.Expect(persuasion.User, scheme)
	dst.Agents = numeric.Sized(dst.Agents, p.Agents)
	for i := range dst.Agents {
		dst.Agents[i] = p.Expect(1+i, scheme)
	}
	dst.Parts = grown(dst.Parts, len(scheme))
	for j, part := range scheme {
		s.fillPosterior(&dst.Parts[j], part, alone)
	}
	dst.Gap = 0
	for i := range dst.Agents {
		dst.Gap = max(dst.Gap, s.gap(i, dst.Parts))
	}
}

func (s *Solver) fillPosterior(dst *Posterior, part persuasion.Part, alone *persuasion.Point) {
	p := &s.Space
	pair := p.Pairs[part.Pair]
	b := &p.Beliefs[pair.Belief]
	dst.pair, dst.Probability = part.Pair, part.Probability
	dst.Belief = numeric.Sized(dst.Belief, p.AllSignals)
	p.Expand(dst.Belief, &b.At)
	dst.Strategy = s.strategyOf(dst.Strategy, int(pair.Region))
	dst.Planes = grown(dst.Planes, p.Agents)
	for i := range dst.Planes {
		dst.Planes[i] = numeric.Sized(dst.Planes[i], p.AllSignals)
		if alone != nil {
			p.Expand(dst.Planes[i], alone)
			continue
		}
		plane := s.planeAt(i, int(pair.Belief))
		p.Expand(dst.Planes[i], &plane)
	}
}

// strategyOf writes a region's action for each user signal of the game into dst.
func (s *Solver) strategyOf(dst []int, region int) []int {
	dst = numeric.Sized(dst, s.Space.AllHeard)
	clear(dst)
	for x, heard := range s.Space.HeardSignal {
		dst[heard] = int(s.Space.Regions[region].Strategy[x])
	}
	return dst
}
