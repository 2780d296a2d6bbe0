package align

import (
	"fmt"
	"math"
	"slices"
)

// Check verifies that a depth, which is said to be exact or a lower bound, is proved.
func (p DepthProof) Check(t Table, v Variant, tolerance, tol float64, depth int, exact bool) error {
	k := len(t.Agents)
	if most := cappedDepth; exact != (k <= exactAgents || depth < most) || depth < 0 || depth > k ||
		k > exactAgents && depth > most {
		return fmt.Errorf("align: depth %d of %d agents cannot be exact: %v", depth, k, exact)
	}
	if len(p.Epsilons) != len(p.Combinations) {
		return fmt.Errorf("align: %d epsilons, of %d combinations", len(p.Epsilons), len(p.Combinations))
	}
	supports := make([]uint, len(p.Combinations))
	for j, w := range p.Combinations {
		miss, err := t.missed(v, w)
		switch {
		case err != nil:
			return fmt.Errorf("align: combination %d: %w", j, err)
		case !(miss <= tolerance+tol):
			return fmt.Errorf("align: combination %d: it misses the user by %v", j, miss)
		case !(math.Abs(miss-p.Epsilons[j]) <= tol):
			return fmt.Errorf("align: combination %d: it misses the user by %v, not %v", j, miss, p.Epsilons[j])
		}
		for i, x := range w {
			if x > 0 {
				supports[j] |= 1 << i
			}
		}
	}
	if set, met := allMet(supports, k, depth, 0, 0); met {
		return fmt.Errorf("align: when agents %v leave no combination is said to remain", members(set, k))
	}
	if !exact || depth == k {
		return nil
	}
	return p.checkFailure(t, v, max(0, tolerance-tol), depth) // a direction that separates nothing proves nothing
}

// missed is by how much a combination misses the user, or says why it is not allowed.
func (t Table) missed(v Variant, w []float64) (float64, error) {
	if len(w) != len(t.Agents) {
		return 0, fmt.Errorf("%d weights, not %d", len(w), len(t.Agents))
	}
	r, sum := slices.Clone(t.User), 0.0
	for i, x := range w {
		if !(x >= 0) {
			return 0, fmt.Errorf("weight %d is %v", i, x)
		}
		sum += x
		add(r, -x, t.Agents[i])
	}
	if !v.Conic && !(math.Abs(sum-1) <= sumTol) {
		return 0, fmt.Errorf("weights sum to %v, must be 1", sum)
	}
	return chebyshev(r, make([]float64, t.groups(v.Offset))), nil
}

// sumTol is what a sum of convex weights may be off by: rounding of numbers written with 9 digits.
const sumTol = 1e-8

// allMet looks for a set of size agents, from number first on, that together with those in set
// meets all supports.
func allMet(supports []uint, k, size, first int, set uint) (uint, bool) {
	if size == 0 {
		for _, s := range supports {
			if s&set == 0 {
				return set, false
			}
		}
		return set, true
	}
	for i := first; i <= k-size; i++ {
		if found, met := allMet(supports, k, size-1, i+1, set|1<<i); met {
			return found, true
		}
	}
	return set, false
}

// members lists the elements of a set of numbers below k.
func members(set uint, k int) (list []int) {
	for i := range k {
		if set>>i&1 == 1 {
			list = append(list, i)
		}
	}
	return list
}

// checkFailure verifies that without depth+1 agents nothing reaches the user within a tolerance.
func (p DepthProof) checkFailure(t Table, v Variant, tolerance float64, depth int) error {
	left := t
	left.Agents = nil
	for i, a := range t.Agents {
		if !slices.Contains(p.Without, i) {
			left.Agents = append(left.Agents, a)
		}
	}
	if len(p.Without) != depth+1 || len(left.Agents) != len(t.Agents)-depth-1 {
		return fmt.Errorf("align: %d agents leave, not %d", len(p.Without), depth+1)
	}
	if len(left.Agents) == 0 && !v.Conic {
		return nil // no combination of nobody
	}
	if len(p.Direction) != len(t.User) {
		return fmt.Errorf("align: the direction has %d entries, not %d", len(p.Direction), len(t.User))
	}
	c := Certificate{Direction: p.Direction, Margin: margin(left, v, p.Direction)}
	c.Epsilon = c.Margin
	if err := c.checkDirection(left, v, sumTol); err != nil {
		return err
	}
	if !(c.Margin > tolerance) {
		return fmt.Errorf("align: without agents %v the direction has margin %v only", p.Without, c.Margin)
	}
	return nil
}
