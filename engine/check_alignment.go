package engine

import "github.com/emergent-alignment/emergent/engine/align"

// alignment checks the hull test of docs/model.md, section 2: the certificate, which
// proves epsilon from both sides, and what is said of fixed combinations.
func (*alignmentPart) check(c *checker, r *Result) { c.alignment(r.Alignment) }
func (*alignmentPart) notes() []string             { return []string{"alignment is absent: "} }

func (c *checker) alignment(a *AlignmentResult) {
	v := c.s.AlignmentOrDefault()
	if a.Combination != v.Combination || a.OffsetKind != v.Offset {
		c.fail("alignment.combination", "is %q with offset %q, the scenario asks for %q with %q",
			a.Combination, a.OffsetKind, v.Combination, v.Offset)
		return
	}
	table := tableOf(&c.g, nil)
	c.verify("alignment.epsilon (weights and offset reach it, the direction shows that nothing is closer)", func() {
		certificate := align.Certificate{
			Epsilon: a.Epsilon, Weights: a.Weights, Offset: a.Offset, Margin: a.Margin, Direction: c.flat(a.Direction),
		}
		if err := certificate.Check(table, v.variant(), checkTolerance); err != nil {
			c.fail("alignment", "%s", reason(err))
		}
	})
	c.verify("alignment.inside", func() {
		if inside := a.Epsilon <= v.Tolerance; a.Inside != inside {
			c.fail("alignment.inside", "is %v, epsilon %s and tolerance %s say otherwise",
				a.Inside, number(a.Epsilon), number(v.Tolerance))
		}
		// Depth 0 is the condition itself; with all agents deleted an offset alone may do.
		if (a.Depth >= 0) != a.Inside || a.Depth < -1 || a.Depth > len(c.g.Agents) {
			c.fail("alignment.depth", "is %d, which cannot be with inside %v and %d agents",
				a.Depth, a.Inside, len(c.g.Agents))
		}
	})
	c.depth(a, table, v)
	fitChecker{c, table, v.variant(), a.Epsilon}.all(a)
}

// depth checks what proves the depth; an inexact one is proved as a lower bound.
func (c *checker) depth(a *AlignmentResult, table align.Table, v Alignment) {
	c.verify("alignment.depth", func() {
		if !a.Inside {
			c.same("alignment.depthExact", a.DepthExact, true)
			c.same("alignment.depthProof", a.DepthProof, (*DepthProof)(nil))
			return
		}
		if a.DepthProof == nil {
			c.fail("alignment.depthProof", "is missing")
			return
		}
		p := align.DepthProof{
			Combinations: a.DepthProof.Combinations, Epsilons: a.DepthProof.Epsilons,
			Without: a.DepthProof.Without, Direction: c.flat(a.DepthProof.Direction),
		}
		if err := p.Check(table, v.variant(), v.Tolerance, checkTolerance, a.Depth, a.DepthExact); err != nil {
			c.fail("alignment.depth", "%s", reason(err))
		}
	})
	if a.Inside && !a.DepthExact {
		c.unverified("that alignment.depth is no more than that, which is beyond the budget")
	}
}

// flat puts the rows of a direction one after another; a wrong shape becomes a wrong length.
func (c *checker) flat(rows [][]float64) (flat []float64) {
	for _, row := range rows {
		if len(row) != c.g.States {
			return nil
		}
		flat = append(flat, row...)
	}
	return flat
}
