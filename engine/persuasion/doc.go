// Package persuasion is the geometry of one user who acts on a belief and of one agent
// who shapes it: the reduction of private signals (Reduced), the decision regions and
// their vertices (Space), the concave envelope of an agent's payoff (Envelope), and one
// agent's optimal scheme (Envelope.Monopoly). It stands on belief; equilibrium and
// selection stand on it. It never compares two agents and never looks for an equilibrium.
//
// # Ties
//
// Everything is the limit, delta -> 0, of the lowered game, in which u_A(a,.) is lowered
// by delta*index(a) (docs/model.md, section 1). Which regions exist, which vertices they
// have, what is on an envelope and what is not are statements about the lowered game for
// all small delta; beliefs, probabilities and payoffs are those of its limit. Both are
// needed: at delta = 0 a region of positive width in every lowered game may be a single
// belief, and two of its vertices may lie in the same place.
//
// The rules that follow from it:
//
//  1. A strategy has a region when it is optimal on a set with an interior in the lowered
//     game. Of two actions with equal utilities only the lower index has one; an action best
//     only where it ties with lower indices has none, nor has a hedge of middle index
//     between two others; one best only where it ties with higher ones keeps its region,
//     however flat its limit.
//  2. A belief on the border of regions belongs to each of them: an agent may count on
//     either action there.
//  3. A certain signal is a corner of the simplex in every lowered game, so the user's
//     action there is the one of the rule. Regions that only approach it have vertices
//     of their own nearby, with their own support (Belief.Support), even though their
//     limits coincide with the corner.
//
// # Decisions
//
// The numbers of a game are the decimals that were written (belief.Typed), so every
// decision has a true answer. Floats decide, each with a bound on its rounding: a sign is
// certain when the number is farther from 0 than it can be off. What they leave open is
// decided in whole numbers, with a symbolic delta (exact.go); that is rare, and its work is
// counted (Space.Exact). No tolerance decides anything.
package persuasion

import "math"

// MaxSignals is the largest number of agent signals, user signals and actions.
const MaxSignals = 8

// Bounds on rounding. Utilities and probabilities lie in [0,1].
const (
	// unit is the largest relative error of one operation in floats.
	unit = 1.0 / (1 << 53)
	// sumOff is how far from 1 a sum of probabilities or weights may be that the engine takes
	// for 1.
	sumOff = 3e-15
	// sumNoise is the error of a sum of 8 products that sum to at most 1.
	sumNoise = 16 * unit
	// fairNoise is how far off a vertex may be before it is computed from its constraints.
	fairNoise = 1e-12
	// mostNoise is how far off a vertex may be before it is computed exactly.
	mostNoise = 1e-9
)

// TieBreak is the delta of LoadLowered: far above the rounding of a vertex, even after
// division by it, far below what a picture or a table shows.
const (
	TieBreak = 1.0 / (1 << tieBits)
	tieBits  = 20
)

// unknown is the bound of a number of which the sign alone is known.
var unknown = math.Inf(1)

// Point is a belief over the reduced signals, or a linear function on beliefs; entries
// past the number of signals are zero.
type Point [MaxSignals]float64

// Dot is the value at v of the linear function p, or the other way round.
func (p *Point) Dot(v *Point, n int) float64 {
	sum := 0.0
	for s := range n {
		sum += p[s] * v[s]
	}
	return sum
}

// size is the largest absolute entry.
func (p *Point) size(n int) float64 {
	largest := 0.0
	for s := range n {
		largest = max(largest, math.Abs(p[s]))
	}
	return largest
}
