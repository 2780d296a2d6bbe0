// Package align decides whether the user's utility lies in the hull of the agents' (docs/
// model.md, section 2), in all six variants, and proves it. It stands on linprog,
// exact and rational alone and knows tables of numbers, not games: an entry may be an outcome of a game or an item
// of a data set. It never rounds a verdict: every answer carries a Certificate that is
// checked by arithmetic, and where rounding could decide it rationals do (Settle).
package align

import (
	"math"
	"math/big"

	"github.com/emergent-alignment/emergent/engine/exact"
	"github.com/emergent-alignment/emergent/engine/numeric"
)

// Table is what is compared: one number an entry for the user and for every agent. The
// entries of a game are its utilities, action after action, so that entry e belongs to
// state e mod States. States 0 counts as 1: a table without states.
type Table struct {
	User   []float64   // E
	Agents [][]float64 // k x E
	States int
	Exact  Exact // the numbers as they were written; nil: the entries are, each as a decimal
}

// Offset is the kind of constant that may be added to a combination of agents.
type Offset int8

// The kinds of offset.
const (
	NoOffset Offset = iota
	Constant        // one number
	State           // one number a state
)

// Variant is one of the six alignment conditions: weights are non-negative and, unless
// Conic, sum to 1.
type Variant struct {
	Conic  bool
	Offset Offset
}

// groups returns how many offsets there are: entry e has offset e mod groups.
func (t Table) groups(o Offset) int {
	switch o {
	case NoOffset:
		return 0
	case Constant:
		return 1
	}
	return max(t.States, 1)
}

// mustFit panics when the lengths in t disagree.
func (t Table) mustFit() {
	if len(t.User) == 0 || len(t.User)%max(t.States, 1) != 0 {
		panic("align: the user's entries are not a whole number of states")
	}
	for _, a := range t.Agents {
		if len(a) != len(t.User) {
			panic("align: an agent's entries differ in number from the user's")
		}
	}
}

// Solver answers questions about tables and keeps its memory between them: on the warm
// path it allocates nothing. What an answer points to lasts until the same question is
// asked again. The zero value is ready. Not for concurrent use.
//
// Laws, up to rounding, each with its test:
//
//  1. Epsilon = Margin, and the Certificate verifies.
//  2. Adding an agent never raises epsilon, nor lowers depth.
//  3. The order of agents and of entries (within a state) changes no figure.
//  4. A constant added to an agent changes nothing where an offset is allowed (a number
//     a state where one a state is); nor does scaling an agent when conic.
//  5. More freedom never raises epsilon: state <= constant <= none, conic <= convex.
//  6. Epsilon is at most the Max of every Fit; the best agent's Max is the epsilon of the
//     table with that agent alone; no Fit has a smaller RMS than least squares.
//  7. Agents that repeat others change no epsilon; a table of agents all given twice has
//     a depth greater by at least 1 wherever the condition holds.
type Solver struct {
	// Prove has Depth keep what proves its answer: see DepthProof.
	Prove bool
	// Purse is what rationals may take out; nil: only their own limit holds.
	Purse *exact.Purse
	// Exactly counts the decisions that took rationals.
	Exactly int
	spent   int                // by those of the question in hand
	written map[int][]*big.Rat // of the table in hand: see numbersOf
	program program
	nnls    nnls

	all                        []int
	weights, offset, direction []float64 // of the last certificate
	fit                        []float64 // weights of the last least squares
	hitting                    hitting
	depthProof                 DepthProof
}

// Solve finds the weights and the offset with the least epsilon in
//
//	| sum_i w_i U_i(e) + c(e) - u(e) | <= epsilon   for all entries e
//
// and the direction that separates by as much. A convex combination of no agents does
// not exist: epsilon is then +Inf. A conic one of none is the offset alone.
func (s *Solver) Solve(t Table, v Variant) Certificate {
	t.mustFit()
	s.weights = numeric.Sized(s.weights, len(t.Agents))
	s.offset = numeric.Sized(s.offset, t.groups(v.Offset))
	s.direction = numeric.Sized(s.direction, len(t.User))
	c := Certificate{Weights: s.weights, Offset: s.offset, Direction: s.direction}
	if len(t.Agents) == 0 && !v.Conic {
		clear(c.Offset)
		clear(c.Direction)
		c.Epsilon, c.Margin = math.Inf(1), math.Inf(1)
		return c
	}
	p := &s.program
	p.load(t, v)
	p.solve(s.everyone(len(t.Agents)))
	copy(c.Weights, p.w)
	copy(c.Direction, p.d)
	residual := p.residual(t.User, t.Agents, c.Weights)
	c.Epsilon = chebyshev(residual, c.Offset)
	c.Margin = margin(t, v, c.Direction)
	return c
}

// everyone returns the list 0..k-1.
func (s *Solver) everyone(k int) []int {
	for i := len(s.all); i < k; i++ {
		s.all = append(s.all, i)
	}
	return s.all[:k]
}

// add does a += f b.
func add(a []float64, f float64, b []float64) {
	b = b[:len(a)]
	for i, v := range b {
		a[i] += f * v
	}
}

func largest(v []float64) float64 {
	top := 0.0
	for _, x := range v {
		if x = math.Abs(x); x > top {
			top = x
		} else if x != x { // NaN stays NaN
			return x
		}
	}
	return top
}
