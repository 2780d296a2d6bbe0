package population

import (
	"math"
	"math/big"

	"github.com/emergent-alignment/emergent/engine/exact"
	"github.com/emergent-alignment/emergent/engine/rational"
)

// This file decides whether the strong condition holds where floating point cannot tell: on which side of
// the tolerance the largest epsilon lies, or whether it is the tolerance itself, which counts as inside.
//
// With lambda_t = 1 + l_t the condition is a conic hull test, which package rational decides in whole
// numbers: the user is all m_t u_t in one list, an agent all m_t U_i^t, and for each user there is one
// agent more, of weight l_t, that is -m_t u_t there and 0 elsewhere. Every user has an offset in each state.

const (
	// roundingOff is what the sums behind an epsilon may be off by, of the largest number added up.
	roundingOff = 1e-12
	// exactWork is how much a Settle may cost (exact.Counter): a third of a second. A game of two users and
	// three agents takes a thousandth of it. Past it floating point decides, with roundingOff as room.
	exactWork = 60_000_000
)

// Written gives the numbers of a crowd as they were written: what agent i wants of user t, or she herself
// (-1), entry after entry; and her share.
type Written interface {
	Wants(t, i int) []*big.Rat
	Share(t int) *big.Rat
}

// Settle puts the epsilons of Largest on their true side of a tolerance: it changes them by no more than
// rounding does. It reports whether floats left that open.
func (s *Strong) Settle(c Crowd, numbers Written, tolerance float64, purse *exact.Purse) (open bool) {
	slack := roundingOff * c.size(s)
	top := s.Largest()
	if top <= tolerance-slack || s.Margin > tolerance+slack || !(slack <= math.MaxFloat64) {
		return false
	}
	inside, decided := false, false
	if exact.Elsewhere {
		purse.Leave()
	} else {
		inside, decided = s.reaches(c, numbers, tolerance, purse)
	}
	if !decided {
		inside = top <= tolerance+slack
	}
	for t, e := range s.Epsilons {
		switch {
		case inside:
			s.Epsilons[t] = min(e, tolerance)
		case e == top && top <= tolerance:
			s.Epsilons[t] = math.Nextafter(tolerance, math.Inf(1))
		}
	}
	return true
}

// size is the largest number that checking the weights adds up.
func (c Crowd) size(s *Strong) float64 {
	top := 0.0
	for t, u := range c.Users {
		sum := s.Scale[t] * largest(u.Data)
		for i, w := range s.Weights {
			sum += w * largest(c.Agents[t][i].Data)
		}
		top = max(top, c.Shares[t]*sum)
	}
	return top
}

func largest(list []float64) float64 {
	top := 0.0
	for _, x := range list {
		top = max(top, math.Abs(x))
	}
	return top
}

// reaches decides in whole numbers whether the tolerance is kept; decided reports whether that took no more
// work than allowed.
func (s *Strong) reaches(c Crowd, numbers Written, tolerance float64, purse *exact.Purse) (inside, decided bool) {
	users, agents, states, entries := len(c.Users), len(c.Agents[0]), c.Users[0].Cols, len(c.Users[0].Data)
	const writing = 200 // what an entry takes to be written as a whole number
	purse.Take(writing * users * entries * (1 + agents))
	defer func() {
		if r := recover(); r != nil && r != exact.Spent {
			panic(r)
		}
	}()
	test := rational.Test{Conic: true, Groups: users * states, Entries: users * entries}
	test.Direction = make([]float64, test.Entries)
	columns := make([][]*big.Rat, 1+agents+users) // the user, the agents, the scales
	for k := range columns {
		columns[k] = make([]*big.Rat, test.Entries)
		for e := range columns[k] {
			columns[k][e] = new(big.Rat)
		}
	}
	for t := range users {
		share := numbers.Share(t)
		for i := -1; i < agents; i++ {
			for e, x := range numbers.Wants(t, i) {
				// Entry (t,a,y) is number a of offset (t,y).
				columns[1+i][e/states*test.Groups+t*states+e%states].Mul(share, x)
			}
		}
		for e := range entries {
			at := e/states*test.Groups + t*states + e%states
			columns[1+agents+t][at].Neg(columns[0][at])
			test.Direction[at] = s.Direction[t][e]
		}
	}
	test.Numbers = append(test.Numbers, exact.Decimal(tolerance))
	for _, column := range columns {
		test.Numbers = append(test.Numbers, column...)
	}
	test.Weights = append(test.Weights, s.Weights...)
	for _, l := range s.Scale {
		test.Weights = append(test.Weights, l-1)
	}
	inside = test.Reaches(&exact.Counter{Most: exactWork, Purse: purse}) != nil
	return inside, true
}
