package engine

import "github.com/emergent-alignment/emergent/engine/equilibrium"

func (*indifferencePart) notes() []string { return []string{"indifference is absent: "} }

// check checks the section by its proofs and its law, and that the curve falls.
func (*indifferencePart) check(c *checker, r *Result) {
	d := r.Indifference
	if c.competition == nil {
		return
	}
	if c.s.Indifference == 0 || r.Equilibria == nil || len(c.s.Agents) == 1 {
		c.fail("indifference", "is there, though the scenario has none, or nothing it could be of")
		return
	}
	c.equal("indifference.eta", d.Eta, c.s.Indifference)
	c.length("indifference.curve", len(d.Curve), indifferenceSteps)
	for k, p := range d.Curve {
		c.equal(at("indifference.curve", k)+".eta", p.Eta, MaxIndifference*float64(k+1)/indifferenceSteps)
		if k > 0 {
			c.atMost(at("indifference.curve", k)+".worst", "the worst", p.Worst, d.Curve[k-1].Worst)
		}
	}
	c.atMost("indifference.bound", "the bound", d.Bound, d.Worst)
	if r.Alignment != nil {
		bound := c.g.Opt() - 2*r.Alignment.Epsilon
		for _, w := range r.Alignment.Weights {
			bound -= w * d.Eta
		}
		c.equal("indifference.bound", d.Bound, bound)
	}
	c.indifferenceProofs(c.competition, d)
	c.unverified("that an outcome gives the user no more than indifference.worst")
}

// indifferenceProofs checks the worst values by their prices and weights, and those by the splits.
func (c *checker) indifferenceProofs(solver *equilibrium.Solver, d *IndifferenceResult) {
	if d.Proof == nil {
		c.unverified("indifference.worst and curve: the result carries no certificates, or there would be too many")
		return
	}
	if !c.affords("indifference.worst and curve", len(d.Proof.Vertices)+indifferenceSteps, len(solver.Space.Pairs)) {
		return
	}
	c.verify("indifference.worst and curve (from prices, weights and splits)", func() {
		list := equilibrium.Splits{Vertices: d.Proof.Vertices}
		for _, split := range d.Proof.Splits {
			list.List = append(list.List, equilibrium.Split(split))
		}
		if err := solver.Split(&list); err != nil {
			c.fail("indifference.splits", "%s", err)
			return
		}
		points := append([]IndifferencePoint{{d.Eta, d.Worst, d.Prices, d.Weights}}, d.Curve...)
		for k, p := range points {
			q := equilibrium.Indifferent(p)
			if solver.CheckIndifferent(&q) {
				continue
			}
			field := "indifference"
			if k > 0 {
				field = at("indifference.curve", k-1)
			}
			c.fail(field+".worst", "its prices, weights and splits do not prove it")
		}
	})
}
