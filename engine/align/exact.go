package align

import (
	"math"
	"math/big"

	"github.com/emergent-alignment/emergent/engine/exact"
	"github.com/emergent-alignment/emergent/engine/rational"
)

// This file decides whether the condition holds where floating point cannot tell: on which side of
// the tolerance epsilon lies, or whether it is the tolerance itself, which counts as inside.
//
// What the solver finds are weights that reach the user within Epsilon and a direction that separates
// by Margin, each up to Rounding times the size of what was added up. Where both are further than
// that from the tolerance, and on one side of it, they decide. Where not, the program is solved in
// rationals, from the numbers as they were written (Table.Exact): first for the agents and entries
// that hold the solver's answer, then with those besides that are missed or that a direction favours,
// until none is, or until either side is decided.

// Rounding is what sums of a table's entries may be off by, of the largest: a thousand times what
// rounding does to sums of a few dozens.
const Rounding = 1e-12

// exactCells is the size of a table, in entries times agents, up to which rationals decide. Games are
// smaller; a longer table of scores is decided in floating point.
const exactCells = 64 * 24

// exactWork is how much the rationals of a Settle, or of a Depth, may cost (exact.Counter): a second or so. A
// game of three agents takes a thousandth of it. Past it floating point decides, with Rounding as room.
const exactWork = 200_000_000

// Exact gives the numbers of a table as they were written: of agent i, or of the user (-1), one an entry.
// A caller may keep what it gets.
type Exact interface{ Numbers(i int) []*big.Rat }

// Settle puts the Epsilon of a certificate on its true side of a tolerance, so that Inside is right: it
// changes it by no more than rounding does.
func (s *Solver) Settle(t Table, v Variant, c Certificate, tolerance float64) Certificate {
	if len(t.Agents) == 0 && !v.Conic {
		return c
	}
	s.spent = 0
	clear(s.written)
	slack := Rounding * t.size(c.Weights, c.Offset)
	switch {
	case c.Epsilon <= tolerance-slack || c.Margin > tolerance+slack || !t.tells(c.Epsilon, slack):
	case s.reaches(t, v, s.everyone(len(t.Agents)), c, tolerance) == nil:
		if c.Epsilon <= tolerance {
			c.Epsilon = math.Nextafter(tolerance, math.Inf(1))
		}
	default:
		c.Epsilon = min(c.Epsilon, tolerance)
	}
	return c
}

// tells reports whether rationals may decide: numbers so huge that a sum of them is none have no epsilon.
func (t Table) tells(epsilon, slack float64) bool {
	return len(t.User)*max(len(t.Agents), 1) <= exactCells && epsilon <= math.MaxFloat64 && slack <= math.MaxFloat64
}

// size is the largest number that checking the weights adds up.
func (t Table) size(weights, offset []float64) float64 {
	sum := largest(t.User) + largest(offset)
	for i, w := range weights {
		if w != 0 {
			sum += w * largest(t.Agents[i])
		}
	}
	return sum
}

// numbersOf is numbers, kept for the question in hand: Depth asks again and again.
func (s *Solver) numbersOf(t Table, i int) []*big.Rat {
	if s.written == nil {
		s.written = map[int][]*big.Rat{}
	}
	list, ok := s.written[i]
	if !ok {
		const writing = 600 // what an entry takes to be written as a fraction
		s.Purse.Take(writing * len(t.User))
		list = t.numbers(i)
		s.written[i] = list
	}
	return list
}

// numbers are the entries of an agent, or of the user (-1), as they were written.
func (t Table) numbers(i int) []*big.Rat {
	if t.Exact != nil {
		return t.Exact.Numbers(i)
	}
	source := t.User
	if i >= 0 {
		source = t.Agents[i]
	}
	list := make([]*big.Rat, len(source))
	for e, x := range source {
		list[e] = exact.Decimal(x)
	}
	return list
}

// reaches decides exactly whether epsilon of the agents listed is at most the tolerance: the weights that
// reach the user, one an agent, or nil. c is where to begin.
func (s *Solver) reaches(t Table, v Variant, listed []int, c Certificate, tolerance float64) (weights []float64) {
	counter := &exact.Counter{Most: max(exactWork-s.spent, 1), Purse: s.Purse}
	defer func() {
		s.spent += counter.Work
		switch e := recover(); {
		case e == nil:
			s.Exactly++
		case e == exact.Spent:
			if weights = nil; c.Epsilon <= tolerance+Rounding*t.top() {
				weights = c.Weights
			}
		default:
			panic(e)
		}
	}()
	const whole = 400 // what an entry takes to be written as a whole number
	s.Purse.Take(whole * len(t.User) * (1 + len(listed)))
	test := rational.Test{Conic: v.Conic, Groups: t.groups(v.Offset), Entries: len(t.User), Direction: c.Direction}
	test.Numbers = append([]*big.Rat{exact.Decimal(tolerance)}, s.numbersOf(t, -1)...)
	var places []int
	for _, i := range listed {
		if v.Conic && t.offers(t.Agents[i], test.Groups) {
			continue // it counts as an offset: see flatTol
		}
		test.Numbers, test.Weights, places = append(test.Numbers, s.numbersOf(t, i)...),
			append(test.Weights, c.Weights[i]), append(places, i)
	}
	found := test.Reaches(counter)
	if found == nil {
		return nil
	}
	weights = make([]float64, len(t.Agents))
	for at, i := range places {
		weights[i] = found[at]
	}
	return weights
}

// offers reports whether an agent's entries differ so little that it counts as an offset.
func (t Table) offers(agent []float64, groups int) bool {
	return spread(agent, groups) <= 2*max(flatTol*largest(agent), faintTol*t.top())
}
