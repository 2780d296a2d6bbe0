package align

import (
	"fmt"
	"math"

	"github.com/emergent-alignment/emergent/engine/numeric"
)

// Certificate proves an epsilon from both sides. Weights and Offset reach the user's
// utility within Epsilon at every entry. Direction shows that nothing reaches it closer:
// its l1 norm is at most 1 (1 when Epsilon > 0), its sum over the entries of each offset
// is 0, and
//
//	Margin = <D,u> - max_i <D,U_i>   (convex)
//	Margin = <D,u>, with <D,U_i> <= 0 for all i   (conic)
//
// so that for any weights and offset, with r = u - sum_i w_i U_i - c,
// max |r| >= <D,r> = <D,u> - sum_i w_i <D,U_i> >= Margin.
type Certificate struct {
	Epsilon   float64
	Weights   []float64 // one an agent
	Offset    []float64 // none, one, or one a state
	Direction []float64 // one an entry
	Margin    float64
}

// Inside reports whether the condition holds up to a tolerance in utility units, which must be the one that
// Settle was given: without that, rounding decides where epsilon is the tolerance.
func (c Certificate) Inside(tolerance float64) bool { return c.Epsilon <= tolerance }

// Check verifies the certificate for a table and a variant by arithmetic alone, every
// claim to tol.
func (c Certificate) Check(t Table, v Variant, tol float64) error {
	t.mustFit()
	if len(c.Weights) != len(t.Agents) || len(c.Offset) != t.groups(v.Offset) || len(c.Direction) != len(t.User) {
		return fmt.Errorf("align: certificate has %d weights, %d offsets and %d entries, want %d, %d and %d",
			len(c.Weights), len(c.Offset), len(c.Direction), len(t.Agents), t.groups(v.Offset), len(t.User))
	}
	if err := c.checkWeights(t, v, tol); err != nil {
		return err
	}
	if err := c.checkDirection(t, v, tol); err != nil {
		return err
	}
	if !(math.Abs(c.Epsilon-c.Margin) <= tol) {
		return fmt.Errorf("align: epsilon %v and margin %v differ", c.Epsilon, c.Margin)
	}
	return nil
}

// checkWeights checks that the weights are of the kind and reach the user within Epsilon.
func (c Certificate) checkWeights(t Table, v Variant, tol float64) error {
	sum := 0.0
	for i, w := range c.Weights {
		if !(w >= -tol) {
			return fmt.Errorf("align: weight %d is %v, must be >= 0", i, w)
		}
		sum += w
	}
	if !v.Conic && !(math.Abs(sum-1) <= tol) {
		return fmt.Errorf("align: weights sum to %v, must be 1", sum)
	}
	return c.checkOffset(t, tol)
}

// checkOffset checks that each offset is the one that misses the user least, by the same above as
// below, and by no more than Epsilon.
func (c Certificate) checkOffset(t Table, tol float64) error {
	over, under := make([]float64, len(c.Offset)), make([]float64, len(c.Offset))
	for g := range c.Offset {
		over[g], under[g] = math.Inf(-1), math.Inf(-1)
	}
	for e, u := range t.User {
		for i, w := range c.Weights {
			u -= w * t.Agents[i][e]
		}
		if len(c.Offset) > 0 {
			g := e % len(c.Offset)
			u -= c.Offset[g]
			over[g], under[g] = max(over[g], u), max(under[g], -u)
		}
		if !(math.Abs(u) <= c.Epsilon+tol) {
			return fmt.Errorf("align: entry %d is missed by %v, more than epsilon %v", e, u, c.Epsilon)
		}
	}
	for g, x := range c.Offset {
		if off := (over[g] - under[g]) / 2; !(math.Abs(off) <= tol*max(1, math.Abs(x))) {
			return fmt.Errorf("align: offset %d is %v, the one that misses least is %v", g, x, x+off)
		}
	}
	return nil
}

// sumRounding is what a sum over all entries of a solver's direction may be off by, of the largest.
const sumRounding = 1e-12

// room is how much a direction may favour an agent whose conic weight nothing bounds: less the
// less its entries differ, since the weight can be the greater. An agent that counts as an offset
// has no weight.
func (t Table) room(agent []float64, groups int, tol float64) float64 {
	differ := spread(agent, groups)
	if differ <= 2*max(flatTol*largest(agent), faintTol*t.top()) {
		return tol
	}
	return tol*differ + sumRounding*largest(agent)
}

// top is the largest entry of all.
func (t Table) top() float64 {
	top := largest(t.User)
	for _, a := range t.Agents {
		top = max(top, largest(a))
	}
	return top
}

// spread is by how much an agent's entries differ within each offset.
func spread(a []float64, groups int) (most float64) {
	if groups == 0 {
		return largest(a)
	}
	for g := range groups {
		low, high := math.Inf(1), math.Inf(-1)
		for e := g; e < len(a); e += groups {
			low, high = min(low, a[e]), max(high, a[e])
		}
		most = max(most, high-low)
	}
	return most
}

// checkDirection checks norm, sums and margin of the direction.
func (c Certificate) checkDirection(t Table, v Variant, tol float64) error {
	norm := 0.0
	for _, d := range c.Direction {
		norm += math.Abs(d)
	}
	if !(norm <= 1+tol) || (c.Epsilon > tol && norm < 1-tol) {
		return fmt.Errorf("align: direction has l1 norm %v, must be 1", norm)
	}
	groups := t.groups(v.Offset)
	for g := 0; g < groups; g++ {
		sum := 0.0
		for e := g; e < len(c.Direction); e += groups {
			sum += c.Direction[e]
		}
		if !(math.Abs(sum) <= tol) {
			return fmt.Errorf("align: direction sums to %v over offset %d, must be 0", sum, g)
		}
	}
	if v.Conic {
		for i, a := range t.Agents {
			if p := numeric.Dot(c.Direction, a); !(p <= t.room(a, groups, tol)) {
				return fmt.Errorf("align: direction favours agent %d by %v, must not", i, p)
			}
		}
	}
	if m := margin(t, v, c.Direction); !(math.Abs(m-c.Margin) <= tol) {
		return fmt.Errorf("align: margin is %v, not %v", m, c.Margin)
	}
	return nil
}

// margin returns what direction d separates the user by; convex with no agents, +Inf.
func margin(t Table, v Variant, d []float64) float64 {
	m := numeric.Dot(d, t.User)
	if v.Conic {
		return m
	}
	top := math.Inf(-1)
	for _, a := range t.Agents {
		top = max(top, numeric.Dot(d, a))
	}
	return m - top
}
