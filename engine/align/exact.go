package align

import (
	"math"
	"math/big"
	"slices"

	"github.com/emergent-alignment/emergent/engine/exact"
)

// This file decides whether the condition holds where floating point cannot tell: on which side of
// the tolerance epsilon lies, or whether it is the tolerance itself, which counts as inside.
//
// What the solver finds are weights that reach the user within Epsilon and a direction that separates
// by Margin, each up to Rounding times the size of what was added up. Where both are further than
// that from the tolerance, and on one side of it, they decide. Where not, the program is solved in
// rationals, from the numbers as they were written (Table.Exact): first for the agents and entries
// that hold the solver's answer, after a look at what holds it (polish), then with those besides that are missed or that a direction favours,
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

// tells says whether rationals may decide: numbers so huge that a sum of them is none have no epsilon.
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

// hull is the program in whole numbers, over the agents and entries that it knows of so far.
type hull struct {
	variant Variant
	groups  int
	user    []big.Int // times factor, as are the agents'
	agents  [][]big.Int
	factor  *big.Int
	places  []int // where the agents stand in the table
	ranks   []int // agents known of
	entries []int // entries known of
	counter *exact.Counter
}

// reaches decides exactly whether epsilon of the agents listed is at most the tolerance: the weights that
// reach the user, one an agent, or nil. c is where to begin.
func (s *Solver) reaches(t Table, v Variant, listed []int, c Certificate, tolerance float64) (weights []float64) {
	h := hull{variant: v, groups: t.groups(v.Offset), counter: &exact.Counter{Most: max(exactWork-s.spent, 1), Purse: s.Purse}}
	defer func() {
		s.spent += h.counter.Work
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
	const writing = 200 // what an entry takes to be written as a whole number
	s.Purse.Take(writing * len(t.User) * (1 + len(listed)))
	numbers := append(slices.Clone(s.numbersOf(t, -1)), exact.Decimal(tolerance))
	for at, i := range listed {
		if v.Conic && t.offers(t.Agents[i], h.groups) {
			continue // it counts as an offset: see flatTol
		}
		if c.Weights[i] > 0 || len(h.ranks) == 0 && at == len(listed)-1 && !v.Conic {
			h.ranks = append(h.ranks, len(h.places))
		}
		numbers, h.places = append(numbers, s.numbersOf(t, i)...), append(h.places, i)
	}
	whole, factor := exact.Whole(numbers)
	n := len(t.User)
	h.user, h.factor = whole[:n], factor
	for at := range h.places {
		h.agents = append(h.agents, whole[n+1+at*n:][:n])
	}
	for e, d := range c.Direction {
		if d != 0 {
			h.entries = append(h.entries, e)
		}
	}
	if len(h.entries) == 0 {
		h.entries = append(h.entries, 0)
	}
	bound := new(big.Rat).SetInt(&whole[n])
	found, offset := h.polish(t, c.Weights)
	if found == nil || h.most(found, offset).Cmp(bound) > 0 {
		if found = h.atMost(bound); found == nil {
			return nil
		}
	}
	weights = make([]float64, len(t.Agents))
	for at, w := range found {
		weights[h.places[at]], _ = w.Float64()
	}
	return weights
}

// offers says whether an agent's entries differ so little that it counts as an offset.
func (t Table) offers(agent []float64, groups int) bool {
	return spread(agent, groups) <= 2*max(flatTol*largest(agent), faintTol*t.top())
}

// atMost is weights that miss the user by the tolerance at most, or nil where there are none.
func (h *hull) atMost(tolerance *big.Rat) map[int]*big.Rat {
	for {
		weights, offset, direction := h.solve()
		missed, most := h.missed(weights, offset)
		if most.Cmp(tolerance) <= 0 {
			return weights
		}
		favoured, margin := h.favoured(direction)
		if margin != nil && margin.Cmp(tolerance) > 0 || len(missed)+len(favoured) == 0 {
			return nil
		}
		h.entries, h.ranks = append(h.entries, missed...), append(h.ranks, favoured...)
	}
}

// most is by how much the user is missed at most.
func (h *hull) most(weights map[int]*big.Rat, offset []*big.Rat) *big.Rat {
	_, most := h.missed(weights, offset)
	return most
}

// missed lists the entries, not known of, that are missed by more than all those known of, and by how
// much the user is missed at most.
func (h *hull) missed(weights map[int]*big.Rat, offset []*big.Rat) (list []int, most *big.Rat) {
	common := h.over(weights, offset)
	known, bound := make([]bool, len(h.user)), new(big.Int)
	off := make([]big.Int, len(h.user))
	var product big.Int
	for e := range h.user {
		h.counter.Mul(&off[e], &h.user[e], common.denominator)
		for i := range h.agents {
			if w := common.weights[i]; w != nil {
				off[e].Sub(&off[e], h.counter.Mul(&product, w, &h.agents[i][e]))
			}
		}
		if h.groups > 0 {
			off[e].Sub(&off[e], common.offset[e%h.groups])
		}
		off[e].Abs(&off[e])
	}
	for _, e := range h.entries {
		known[e] = true
		if off[e].Cmp(bound) > 0 {
			bound = &off[e]
		}
	}
	top := bound
	for e := range off {
		if !known[e] && off[e].Cmp(bound) > 0 {
			list = append(list, e)
			if off[e].Cmp(top) > 0 {
				top = &off[e]
			}
		}
	}
	return list, new(big.Rat).SetFrac(top, common.denominator)
}

// combination is weights and offsets over one denominator.
type combination struct {
	weights     []*big.Int // by place in h.agents; nil: 0
	offset      []*big.Int
	denominator *big.Int
}

func (h *hull) over(weights map[int]*big.Rat, offset []*big.Rat) combination {
	var list []*big.Rat
	c := combination{weights: make([]*big.Int, len(h.agents))}
	for _, i := range h.ranks {
		if w, ok := weights[i]; ok {
			list = append(list, w)
		}
	}
	whole, denominator := exact.Whole(append(list, offset...))
	c.denominator = denominator
	at := 0
	for _, i := range h.ranks {
		if _, ok := weights[i]; ok {
			c.weights[i] = &whole[at]
			at++
		}
	}
	for ; at < len(whole); at++ {
		c.offset = append(c.offset, &whole[at])
	}
	return c
}

// favoured lists the agents, not known of, that a direction favours more than it may, and what it
// separates by; nil: by nothing, as long as a conic agent is favoured.
func (h *hull) favoured(direction map[int]*big.Rat) (list []int, margin *big.Rat) {
	along := func(row []big.Int) *big.Rat {
		sum, product := new(big.Rat), new(big.Rat)
		for _, e := range h.entries {
			if d, ok := direction[e]; ok {
				sum.Add(sum, product.Mul(d, product.SetInt(&row[e])))
			}
		}
		return sum
	}
	known, bound := make([]bool, len(h.agents)), (*big.Rat)(nil)
	if h.variant.Conic {
		bound = new(big.Rat)
	}
	for _, i := range h.ranks {
		known[i] = true
		if x := along(h.agents[i]); !h.variant.Conic && (bound == nil || x.Cmp(bound) > 0) {
			bound = x
		}
	}
	top := bound
	for i, row := range h.agents {
		if known[i] {
			continue
		}
		if x := along(row); x.Cmp(bound) > 0 {
			list = append(list, i)
			if x.Cmp(top) > 0 {
				top = x
			}
		}
	}
	if h.variant.Conic && len(list) > 0 {
		return list, nil
	}
	return list, new(big.Rat).Sub(along(h.user), top)
}
