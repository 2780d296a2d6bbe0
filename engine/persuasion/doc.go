// Package persuasion is the geometry of one user who acts on a belief and of one agent
// who shapes it: the reduction of private signals (Reduced), the decision regions and
// their vertices (Space), the concave envelope of an agent's payoff (Envelope), and one
// agent's optimal scheme (Envelope.Monopoly). It stands on belief; equilibrium and
// selection stand on it. It never compares two agents and never looks for an equilibrium.
//
// # Ties
//
// Everything is the limit, delta -> 0, of the lowered game, in which u_A(a,.) is lowered
// by delta*index(a) (docs/model.md, section 1). This package works in the lowered game
// with delta = TieBreak, and every vertex carries its derivatives in delta, so that what is
// reported is stated at delta = 0: which regions exist, which vertices they have, what
// is on an envelope and what is not are decided in the lowered game, while beliefs,
// probabilities and payoffs are those of its limit (Space.Restate), exact up to terms of
// order TieBreak cubed. Both statements are needed: at delta = 0 a region of positive
// width in every lowered game may be a single belief, or an action equally good may have
// no region at all, and only the lowered game tells the two apart.
//
// The rules that follow from it:
//
//  1. A strategy has a region when it is optimal somewhere in the lowered game: with
//     interior, or flat if it ties there for every delta, as a hedge of middle index
//     between two others does. Of two actions with equal utilities only the lower index
//     has one; an action best only where it ties with lower indices has none; one best
//     only where it ties with higher ones keeps its region, however flat its limit.
//  2. A belief on the border of regions belongs to each of them: an agent may count on
//     either action there.
//  3. A certain signal is a corner of the simplex in every lowered game, so the user's
//     action there is the one of the rule. Regions that only approach it have vertices
//     of their own nearby, with their own support (Belief.Support), even though their
//     limits coincide with the corner.
//  4. Actions that tie at every belief even in the lowered game go to the lowest index.
//  5. An agent's payoffs that agree up to first order in delta count as equal.
//
// What a utility scale smaller than TieBreak would decide, the tie rule decides: two
// actions whose utilities differ by less than TieBreak times the difference of their
// indices are treated as tied. Nothing else depends on the size of TieBreak.
package persuasion

import "math"

// Limits and tolerances. Utilities and probabilities lie in [0,1], so all are absolute.
const (
	// MaxSignals is the largest number of agent signals, user signals and actions.
	MaxSignals = 8
	// TieBreak is the delta of the lowered game: far above the rounding of a vertex
	// (1e-16) even after division by it, far below what a picture or a table shows. It is
	// no round number, so that lowering makes no new ties between decimals.
	TieBreak = 1.0471975511966e-6
	// Negligible is the probability up to which a signal counts as impossible.
	Negligible = 1e-12
	// OnBorder is how far from a half-space's border (scaled to largest entry 1) a belief
	// still counts as on it: rounding stays below 1e-14, a lowered tie is above 1e-8.
	OnBorder = 1e-11
	// AlongBorder is the derivative in delta up to which a belief on a border stays on it:
	// rounding stays below 1e-12, a slack of order delta squared has one above 1e-8.
	AlongBorder = 1e-9
	// SameBelief is the largest difference of coordinates of one belief reached twice.
	SameBelief = 1e-10
	// SamePayoff is the largest difference of payoffs that count as equal: above the
	// rounding of a sum and what is of order TieBreak squared, below what a lowered tie
	// makes (a fraction of TieBreak).
	SamePayoff = 5e-10
	// OnEnvelope is how far below the envelope a payoff may still count as on it, however
	// steep: the rounding on facets of slope 1/TieBreak and more. See mixer.margin.
	OnEnvelope = 2e-9
)

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

// resized returns a slice of length n, reusing memory; its entries are left undefined.
func resized[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/2)
	}
	return s[:n]
}
