// Package conversation enumerates conversations of several rounds (docs/model.md, section 8).
// It stands beside equilibrium and quantal, on the reduction of persuasion: rules are finite
// tables, every number is exact Bayes, and only which transcript is shown is drawn. It chooses
// no schemes: what a rule says is handed to it (Rule), by package engine.
//
// The game is reduced to agent signals s (persuasion.Reduced): prior P(s), mass(x,s) = P(x|s)
// and gain(party,x,a,s) = P(x|s) E[u(a,y)|s,x]. After the messages h the user with signal x
// gives s the weight
//
//	w(s) = P(s) L(h|s,x),   L the product of what the rules say,
//
// so sum_s w(s) mass(x,s) is the probability of h and x, sum_s w(s) gain(party,x,a,s) the part
// of the party's payoff that falls on them, and her posterior is w(s) mass(x,s), normalised.
//
// What was said matters only through L. Histories after which every rule stands at the same
// place, the noisy ones at the same counts, are one: all that follows from them is equal. So
// the enumeration goes through classes of histories, each with the number of histories in it,
// and many noisy agents over many rounds take polynomially many of them.
package conversation

import (
	"fmt"

	"github.com/emergent-alignment/emergent/engine/persuasion"
)

// Kind says how an agent talks.
type Kind int8

// The kinds of rule. A Scheme draws an index from a table, given the agents' signal, and sends
// it digit by digit, most significant first, then is silent; that covers truthful, selfish,
// report, equilibrium and aligned. Noisy sends the digits of the signal over and over, each
// changed with probability Noise to another symbol.
const (
	Silent Kind = iota
	Scheme
	Noisy
)

// Rule is one agent's.
type Rule struct {
	Kind   Kind
	Table  *Table // of a Scheme
	Common bool   // all agents with this Table send one common draw
}

// Table is what an agent's index is drawn from.
type Table struct {
	// Index[z][x*N+s] is P(z | s, x): for a static rule the same for every user signal x.
	Index [][]float64
	// Strategy[z][x] is the action that index z recommends at user signal x; nil: none.
	Strategy [][]int
	// Wait is how many rounds pass in silence first: a rule that needs her reply waits for it.
	Wait int
}

// Settings of a conversation.
type Settings struct {
	Rounds, Alphabet int
	Noise            float64
	Quantal          bool    // she responds by logit
	Lambda           float64 // of the logit
}

// Budgets, counted before anything is computed, so that they are the same on every machine.
const (
	// MaxVisits is how many classes of histories a conversation may look at, over all rounds and from
	// every class before: each is at least one transcript, and usually many.
	MaxVisits = 2_000_000
	// MaxGameVisits is the same over all profiles of the conversation game, or of delta.
	MaxGameVisits = 4_000_000
	// MaxSteps is how many steps those may take together (Visits): about a quarter of a second, in the largest
	// games as in the smallest.
	MaxSteps = 500_000_000
	// MaxTreeSteps is how many steps Grow may take, of a nanosecond or two each.
	MaxTreeSteps = 50_000_000
	// MaxProfiles is how many profiles of rules are tried.
	MaxProfiles = 20_000
)

// Obedience is how far from optimal, per unit of probability, a recommended action may be for
// the user to follow it: what rounding can make of a posterior on the border of two regions.
const Obedience = 1e-9

// RoundsError says that an index does not fit into the messages of all rounds.
type RoundsError struct {
	Indexes, Needs int // Needs is how many rounds would do; more than there can be: none would
}

func (e *RoundsError) Error() string {
	return fmt.Sprintf("conversation: its %d messages need %d rounds", e.Indexes, e.Needs)
}

// Fits reports whether a table can be told in the rounds there are: nil, or a *RoundsError.
func (t *Table) Fits(rounds, alphabet int) error {
	if need := Digits(len(t.Index), alphabet) + t.Wait; need > rounds {
		return &RoundsError{len(t.Index), need}
	}
	return nil
}

// Digits is how many digits of base b tell n things apart.
func Digits(n, b int) (digits int) {
	for reach := 1; reach < n; reach *= b {
		digits++
	}
	return digits
}

// power is b to the d, for exponents that fit.
func power(b, d int) int {
	p := 1
	for range d {
		p *= b
	}
	return p
}

// Truthful is the table that tells the signal.
func Truthful(r *persuasion.Reduced) *Table {
	cells := make([]int, r.N)
	for s := range cells {
		cells[s] = s
	}
	return Cells(r, cells)
}

// Cells is the table that tells in which cell the signal lies: cells are numbered from 0.
func Cells(r *persuasion.Reduced, cells []int) *Table {
	t := &Table{}
	for s, z := range cells {
		for len(t.Index) <= z {
			t.Index = append(t.Index, make([]float64, r.Heard*r.N))
		}
		for x := range r.Heard {
			t.Index[z][x*r.N+s] = 1
		}
	}
	return t
}
