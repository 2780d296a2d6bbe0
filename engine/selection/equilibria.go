package selection

import (
	"math"
	"slices"

	"github.com/emergent-alignment/emergent/engine/linprog"
	"github.com/emergent-alignment/emergent/engine/persuasion"
)

// This file finds all equilibria: for every winner j, the set of v at which (*) of the
// package comment holds, piece by piece. On the edge of j's frontier from corner a to b,
// and between two neighbouring break points c <= d of the others' frontiers:
//
//	find the least and greatest v = c + z, 0 <= z <= d - c, with some p >= 0 on the pairs
//	of the edge, sum_j p_j b_j = prior, u(p) = v, U_i(p) - slope_i z >= W_i(c) for i != j.

// fitter finds the equilibria of one answer. The zero value is ready.
type fitter struct {
	lp      linprog.Solver
	problem linprog.Problem
	cuts    []float64
	face    []int32 // pairs of the edge
	rows    [][persuasion.MaxSignals]float64
	low     persuasion.Scheme
	high    persuasion.Scheme
	relaxed persuasion.Scheme // of the low end, while the strict one is sought
	other   persuasion.Scheme // and of the high end
	entries int               // of all programs so far
	general bool              // never take the shortcut for edges of two schemes, for tests
}

// equilibria fills a.Equilibria.
func (s *Solver) equilibria(a *Answer) {
	s.fitter.entries = 0
	for j := range a.Frontiers {
		f := &a.Frontiers[j]
		first := len(a.Equilibria)
		if len(a.Frontiers) == 1 {
			s.alone(a, f)
			continue
		}
		for k := range f.Edges {
			if s.onEdge(a, f, k, first); a.Limit != nil {
				return
			}
		}
		end := &f.Corners[len(f.Corners)-1]
		s.include(a, j, first, end.user, end.user, end.Scheme, end.Scheme)
	}
}

// alone gives a single agent its own optima.
func (s *Solver) alone(a *Answer, f *Frontier) {
	low, high := &f.Corners[0], &f.Corners[0]
	if len(f.Edges) > 0 && f.Edges[0].Weight == 0 {
		high = &f.Corners[1]
	}
	s.include(a, 0, 0, low.user, high.user, low.Scheme, high.Scheme)
}

// onEdge finds the equilibria of one edge.
func (s *Solver) onEdge(a *Answer, f *Frontier, k, first int) {
	from, to := &f.Corners[k], &f.Corners[k+1]
	s.fitter.cut(a, f.Agent, from.user, to.user)
	single := s.fitter.single(&s.tracer, f, k)
	if !single {
		rows := s.tracer.space.N + 1 + len(a.Frontiers)
		s.fitter.entries += (len(s.fitter.cuts) - 1) * rows * len(s.fitter.face)
		if s.fitter.entries > MaxEntries {
			a.Limit = &LimitError{"entries of programs for equilibria", MaxEntries}
			return
		}
	}
	for i := 1; i < len(s.fitter.cuts); i++ {
		c, d := s.fitter.cuts[i-1], s.fitter.cuts[i]
		if single {
			if low, high, ok := s.linear(a, f.Agent, from, to, c, d); ok {
				s.fitter.low = blend(s.fitter.low[:0], from, to, low)
				s.fitter.high = blend(s.fitter.high[:0], from, to, high)
				s.include(a, f.Agent, first, low, high, s.fitter.low, s.fitter.high)
			}
			continue
		}
		low, high, status := s.fitter.program(&s.tracer, a, f.Agent, c, d)
		switch status {
		case linprog.Optimal:
			s.include(a, f.Agent, first, low, high, s.fitter.low, s.fitter.high)
		case linprog.Infeasible:
		default:
			a.Limit = ErrUnsolved
			return
		}
	}
}

// cut lists the break points of the others' frontiers from one user value to another.
func (r *fitter) cut(a *Answer, winner int, from, to float64) {
	r.cuts = append(r.cuts[:0], from, to)
	for i := range a.Frontiers {
		if i == winner {
			continue
		}
		for c := range a.Frontiers[i].Corners {
			if u := a.Frontiers[i].Corners[c].user; u > from && u < to {
				r.cuts = append(r.cuts, u)
			}
		}
	}
	slices.Sort(r.cuts)
}

// single collects the pairs of an edge and reports whether its schemes are the mixtures of
// its two corners alone: whether the pairs' beliefs have only one linear dependence.
func (r *fitter) single(t *tracer, f *Frontier, k int) bool {
	edge, own, size := &f.Edges[k], t.space.Payoffs(1+f.Agent), t.size(f.Agent, &f.Edges[k])
	r.face, r.rows = r.face[:0], r.rows[:0]
	for j, pair := range t.space.Pairs {
		at := &t.space.Beliefs[pair.Belief].At
		if edge.Plane.Dot(at, t.space.N)-own[j]-edge.Weight*t.user[j] <= Slack*size {
			r.face = append(r.face, int32(j))
			r.rows = append(r.rows, *at)
		}
	}
	return !r.general && len(r.face)-rank(r.rows, t.space.N) == 1
}

// size is that of the objective of an edge, to which its tolerances are relative.
func (t *tracer) size(agent int, e *Edge) float64 { return t.spread[agent] + e.Weight }

// rank of the vectors, by elimination with the largest pivot; rows is used up.
func rank(rows [][persuasion.MaxSignals]float64, n int) int {
	const dependent = 1e-9 // what rounding may leave of a dependent row
	for k := range min(n, len(rows)) {
		top, column := -1, 0
		best := dependent
		for i := k; i < len(rows); i++ {
			for s := range n {
				if v := math.Abs(rows[i][s]); v > best {
					best, top, column = v, i, s
				}
			}
		}
		if top < 0 {
			return k
		}
		rows[k], rows[top] = rows[top], rows[k]
		for i := k + 1; i < len(rows); i++ {
			factor := rows[i][column] / rows[k][column]
			for s := range n {
				rows[i][s] -= factor * rows[k][s]
			}
			rows[i][column] = 0
		}
	}
	return min(n, len(rows))
}

// linear solves (*) between c and d where p is the mixture of two corners: every condition is
// a linear function of v there, so its values at c and d tell where it holds. Whether one of
// those is 0 is the only thing decided with a tolerance: a condition that fails by ever so
// little beside a point where it holds with equality must not let the interval grow.
func (s *Solver) linear(a *Answer, winner int, from, to *Corner, c, d float64) (low, high float64, ok bool) {
	low, high = c, d
	for i := range a.Frontiers {
		if i == winner {
			continue
		}
		f := &a.Frontiers[i]
		tie := s.tracer.tie(i)
		atC := snapped(mix(from.user, to.user, c, from.payoffs[i], to.payoffs[i])-f.lowered(c), tie)
		atD := snapped(mix(from.user, to.user, d, from.payoffs[i], to.payoffs[i])-f.lowered(d), tie)
		switch {
		case atC >= 0 && atD >= 0:
		case atC < 0 && atD < 0:
			return 0, 0, false
		case atC < 0:
			low = max(low, c+(d-c)*atC/(atC-atD))
		default:
			high = min(high, c+(d-c)*atC/(atC-atD))
		}
	}
	if low > high && low-high <= even { // one point, reached from both sides
		high = low
	}
	return low, high, low <= high
}

// tie is the difference of agent i's stretched payoffs that counts as none.
func (t *tracer) tie(i int) float64 { return even + t.noise[i] }

// snapped is x, or 0 where x is no more than the tolerance away from it.
func snapped(x, tolerance float64) float64 {
	if math.Abs(x) <= tolerance {
		return 0
	}
	return x
}

// blend appends the mixture of two corners that gives the user v, in the lowered game. The
// corners' schemes are restated ones: they give their limits' values there up to TieBreak.
func blend(dst persuasion.Scheme, from, to *Corner, v float64) persuasion.Scheme {
	return mixed(dst, from.Scheme, to.Scheme, mix(from.user, to.user, v, 0, 1))
}

// mixed appends the mixture of two schemes, the second of weight w.
func mixed(dst, from, to persuasion.Scheme, w float64) persuasion.Scheme {
	for _, part := range from {
		dst = appendPart(dst, part.Pair, (1-w)*part.Probability)
	}
	for _, part := range to {
		dst = appendPart(dst, part.Pair, w*part.Probability)
	}
	return dst
}

// appendPart adds probability to a pair of a scheme.
func appendPart(dst persuasion.Scheme, pair int, probability float64) persuasion.Scheme {
	if probability == 0 {
		return dst
	}
	for i := range dst {
		if dst[i].Pair == pair {
			dst[i].Probability += probability
			return dst
		}
	}
	return append(dst, persuasion.Part{Pair: pair, Probability: probability})
}

// program solves (*) between c and d as a linear program, for an edge with many schemes. The
// conditions are relaxed by a tie, since they often hold with equality throughout; an end
// that this moves away from c or d is then found without, so that it does not depend on how
// shallow a condition is. Where rounding leaves no answer they are relaxed by more.
func (r *fitter) program(t *tracer, a *Answer, winner int, c, d float64) (low, high float64, status linprog.Status) {
	for _, ties := range []float64{1, 10, 100} {
		if low, high, status = r.ends(t, a, winner, c, d, ties); status != linprog.Stalled {
			break
		}
	}
	if status != linprog.Optimal || low <= c+even && high >= d-even {
		return low, high, status
	}
	r.relaxed, r.other = append(r.relaxed[:0], r.low...), append(r.other[:0], r.high...)
	strictLow, strictHigh, status := r.ends(t, a, winner, c, d, 0)
	if status != linprog.Optimal {
		r.low, r.high = append(r.low[:0], r.relaxed...), append(r.high[:0], r.other...)
		switch {
		case status == linprog.Stalled: // the digits do not tell: an interval a tie too long it is
		case high >= d-even && low > c+even: // they hold with equality only: at an end, or touching between
			low, r.low = high, append(r.low[:0], r.other...)
		case low <= c+even && high < d-even:
			high, r.high = low, append(r.high[:0], r.relaxed...)
		}
		return low, high, linprog.Optimal
	}
	if low > c+even {
		low = strictLow
	} else {
		r.low = append(r.low[:0], r.relaxed...)
	}
	if high < d-even {
		high = strictHigh
	} else {
		r.high = append(r.high[:0], r.other...)
	}
	return low, high, status
}

// ends solves both programs, with conditions relaxed by so many ties.
func (r *fitter) ends(t *tracer, a *Answer, winner int, c, d, ties float64) (low, high float64, status linprog.Status) {
	r.build(t, a, winner, c, d, ties)
	n := len(r.face)
	r.problem.C[n] = 1
	solution := r.lp.Solve(r.problem)
	if solution.Status != linprog.Optimal {
		return 0, 0, solution.Status
	}
	low, r.low = c+solution.X[n], r.take(r.low[:0], solution.X)
	r.problem.C[n] = -1
	if solution = r.lp.Solve(r.problem); solution.Status != linprog.Optimal {
		return 0, 0, solution.Status
	}
	high, r.high = c+solution.X[n], r.take(r.high[:0], solution.X)
	return low, high, linprog.Optimal
}

// take appends the scheme of a solution.
func (r *fitter) take(dst persuasion.Scheme, x []float64) persuasion.Scheme {
	for i, j := range r.face {
		if x[i] > 0 {
			dst = append(dst, persuasion.Part{Pair: int(j), Probability: x[i]})
		}
	}
	return dst
}

// build writes the program: columns are the edge's pairs and z; rows are the mean, the
// user's value, the length of the piece and the other agents.
func (r *fitter) build(t *tracer, a *Answer, winner int, c, d, ties float64) {
	n, p := len(r.face)+1, &r.problem
	p.C = resize(p.C, n)
	clear(p.C)
	p.A, p.B, p.Rel = p.A[:0], p.B[:0], p.Rel[:0]
	row := func(relation linprog.Relation, bound, z float64, entry func(j int32) float64) {
		for _, j := range r.face {
			p.A = append(p.A, entry(j))
		}
		p.A, p.B, p.Rel = append(p.A, z), append(p.B, bound), append(p.Rel, relation)
	}
	for s := range t.space.N {
		row(linprog.EQ, t.space.Prior[s], 0, func(j int32) float64 {
			return t.space.Beliefs[t.space.Pairs[j].Belief].At[s]
		})
	}
	row(linprog.EQ, c, -1, func(j int32) float64 { return t.user[j] })
	row(linprog.LE, d-c, 1, func(int32) float64 { return 0 })
	for i := range a.Frontiers {
		if i == winner {
			continue
		}
		f, payoff := &a.Frontiers[i], t.payoffs[i]
		atC := f.lowered(c)
		slope := 0.0
		if d > c {
			slope = snapped(f.lowered(d)-atC, t.tie(i)) / (d - c)
		}
		row(linprog.GE, atC-ties*t.tie(i), -slope, func(j int32) float64 { return payoff[j] })
	}
}

// include adds the user values from low to high to the winner's intervals, of which first
// is the first, joining it to the last one if they touch.
func (s *Solver) include(a *Answer, winner, first int, low, high float64, atLow, atHigh persuasion.Scheme) {
	n := len(a.Equilibria)
	if n > first && low <= a.Equilibria[n-1].high+sameValue {
		e := &a.Equilibria[n-1]
		s.step(e, atLow)
		s.step(e, atHigh)
		if high > e.high {
			e.high = high
			s.show(&e.High, atHigh)
		}
		return
	}
	a.Equilibria = grown(a.Equilibria, n+1)
	e := &a.Equilibria[n]
	e.Agent, e.low, e.high, e.Steps = winner, low, high, e.Steps[:0]
	s.step(e, atLow)
	s.step(e, atHigh)
	s.show(&e.Low, atLow)
	s.show(&e.High, atHigh)
}

// step records an end of a piece.
func (s *Solver) step(e *Interval, scheme persuasion.Scheme) {
	e.Steps = grown(e.Steps, len(e.Steps)+1)
	s.show(&e.Steps[len(e.Steps)-1], scheme)
}

// show makes o the outcome of a scheme.
func (s *Solver) show(o *Outcome, scheme persuasion.Scheme) {
	o.Scheme = append(o.Scheme[:0], scheme...)
	o.Agents = resize(o.Agents, s.tracer.space.Agents)
	s.tracer.restate(o)
}
