package quantal

import "github.com/emergent-alignment/emergent/engine/numeric"

// This file finds the user's worst and best equilibrium over the kept beliefs and verifies
// each: the supports of the agents' hulls give, by arithmetic, a bound on what any agent
// could gain.

// extremes fills Worst and Best.
func (s *Solver) extremes(a *Answer) {
	s.mean = mean{size: s.grid.Signals, prior: s.table.Prior, beliefs: s.grid.Beliefs}
	s.places = s.places[:0]
	start := s.mean.corners(s.grid.corner[:])
	if s.table.Parties == 2 {
		start = s.contact(start)
	} else {
		for p, kept := range s.kept {
			if kept {
				s.places = append(s.places, int32(p))
			}
		}
	}
	user := s.values[0]
	low, _ := s.mean.least(s.places, user, 1, start)
	high, _ := s.mean.least(s.places, user, -1, start)
	s.fill(&a.Worst, low)
	s.fill(&a.Best, high)
}

// contact lists the beliefs that a single agent's best schemes use: those on the support of
// its envelope at the prior (complementary slackness). It returns one such scheme.
func (s *Solver) contact(start basis) basis {
	for p := range s.grid.Len() {
		s.places = append(s.places, int32(p))
	}
	z := s.values[1]
	best, y := s.mean.least(s.places, z, -1, start)
	s.places = s.places[:0]
	for p, v := range z {
		if -v-y.at(s.grid.Belief(p)) <= KeepTolerance/2 { // half, so that all are kept
			s.places = append(s.places, int32(p))
		}
	}
	return best
}

// fill writes the equilibrium of a basis.
func (s *Solver) fill(e *Equilibrium, b basis) {
	agents := s.table.Parties - 1
	e.Agents = numeric.Sized(e.Agents, agents)
	clear(e.Agents)
	e.User = 0
	posteriors := e.Posteriors[:0]
	for k, p := range b.place {
		if p < 0 || b.weight[k] <= 0 {
			continue
		}
		if n := len(posteriors); n < cap(posteriors) {
			posteriors = posteriors[:n+1] // its supports are memory to use again
		} else {
			posteriors = append(posteriors, Posterior{})
		}
		o := &posteriors[len(posteriors)-1]
		o.Place, o.Probability = int(p), b.weight[k]
		o.Supports = numeric.Sized(o.Supports, agents)
		e.User += b.weight[k] * s.values[0][p]
		for i := range agents {
			e.Agents[i] += b.weight[k] * s.values[1+i][p]
			y := s.support(i, int(p))
			o.Supports[i] = append(o.Supports[i][:0], y[:s.grid.Signals]...)
		}
	}
	e.Posteriors = posteriors
	e.Gap = gap(e, &s.grid, s.values)
}

// support is the affine function through the part of agent i's hull on which p lies.
func (s *Solver) support(i, p int) (y support) {
	if s.grid.Signals == 1 {
		return support{s.values[1+i][0]}
	}
	z, on := s.values[1+i], s.on[i][p]
	if s.grid.Signals == 2 {
		h := &s.lines[i]
		a, b := h.chain[on-1], h.chain[on]
		slope := (z[b] - z[a]) / (s.grid.x[b] - s.grid.x[a])
		left := z[a] - slope*s.grid.x[a]
		return support{left, left + slope}
	}
	f, unit := &s.planes[i].faces[on], float64(s.grid.Resolution*finer)
	return support{f.over(0, 0), f.over(unit, 0), f.over(0, unit)}
}
