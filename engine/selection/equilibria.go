package selection

import (
	"github.com/emergent-alignment/emergent/engine/numeric"
	"github.com/emergent-alignment/emergent/engine/persuasion"
)

// This file joins equilibria to intervals, and finds them where the frontiers are certain (certain.go).

// piece is equilibria from one scheme to another, between which no frontier bends.
type piece struct {
	low, high persuasion.Scheme
	from, to  float64 // the user's values
}

// told finds the pieces where frontiers are certain. It says false where one is not.
func (s *Solver) told(a *Answer) bool {
	t := &s.tracer
	for i := range a.Frontiers {
		if !t.certain(&a.Frontiers[i]) {
			return false
		}
	}
	if f := &a.Frontiers[0]; len(a.Frontiers) == 1 {
		end := 0
		if t.space.Indifferent(0) {
			end = len(f.Corners) - 1
		}
		s.add(f.Corners[0].Scheme, f.Corners[end].Scheme)
		return true
	}
	if !t.shared(len(a.Frontiers)) {
		return false
	}
	for _, c := range t.facts.sets {
		s.pieces = grown(s.pieces, len(s.pieces)+1)
		p := &s.pieces[len(s.pieces)-1]
		for side, dst := range []*persuasion.Scheme{&p.low, &p.high} {
			for j, v := range t.user {
				t.objective[j] = float64(2*side-1) * v
			}
			if t.best(t.objective, func(j int) bool { return c[j] }); t.failed {
				return false
			}
			*dst = append((*dst)[:0], t.scheme...)
		}
	}
	return true
}

// add adds a piece.
func (s *Solver) add(low, high persuasion.Scheme) {
	s.pieces = grown(s.pieces, len(s.pieces)+1)
	p := &s.pieces[len(s.pieces)-1]
	p.low, p.high = append(p.low[:0], low...), append(p.high[:0], high...)
}

// join makes intervals of the pieces, the same for every winner; with two agents or more full disclosure
// is one of them.
func (s *Solver) join(a *Answer) {
	space := s.tracer.space
	if len(a.Frontiers) > 1 {
		first := a.Frontiers[0].Corners
		end := first[len(first)-1].Scheme
		s.add(end, end)
	}
	for k := range s.pieces {
		p := &s.pieces[k]
		p.from, p.to = space.Expect(persuasion.User, p.low), space.Expect(persuasion.User, p.high)
	}
	for k := range s.pieces { // few
		for ; k > 0 && s.pieces[k].from < s.pieces[k-1].from; k-- {
			s.pieces[k], s.pieces[k-1] = s.pieces[k-1], s.pieces[k]
		}
	}
	for winner := range a.Frontiers {
		first := len(a.Equilibria)
		for _, p := range s.pieces {
			s.include(a, winner, first, p)
		}
	}
}

// include adds a piece to the winner's intervals, of which first is the first, joining it to the last one
// if they touch.
func (s *Solver) include(a *Answer, winner, first int, p piece) {
	n := len(a.Equilibria)
	touches := n > first && p.from <= a.Equilibria[n-1].High.User+sameValue
	if touches && p.to <= a.Equilibria[n-1].High.User+sameValue {
		return // nothing new
	}
	if !touches {
		a.Equilibria = grown(a.Equilibria, n+1)
		n++
	}
	e := &a.Equilibria[n-1]
	if !touches {
		e.Agent, e.Steps = winner, e.Steps[:0]
		s.show(&e.Low, p.low)
		s.show(&e.High, p.high)
	}
	s.step(e, p.low)
	s.step(e, p.high)
	if p.to > e.High.User {
		s.show(&e.High, p.high)
	}
}

// step records an end of a piece.
func (s *Solver) step(e *Interval, scheme persuasion.Scheme) {
	e.Steps = grown(e.Steps, len(e.Steps)+1)
	s.show(&e.Steps[len(e.Steps)-1], scheme)
}

// show makes o the outcome of a scheme.
func (s *Solver) show(o *Outcome, scheme persuasion.Scheme) {
	o.Scheme = append(o.Scheme[:0], scheme...)
	o.Agents = numeric.Sized(o.Agents, s.tracer.space.Agents)
	s.tracer.restate(o)
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
