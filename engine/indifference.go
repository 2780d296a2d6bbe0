package engine

import "github.com/emergent-alignment/emergent/engine/equilibrium"

// This file answers what agents who ignore small gains may lead to (docs/model.md, section 5).

// IndifferenceResult is the user's worst outcome when agents ignore gains of at most Eta, with
// Bound = OPT - 2 epsilon - Eta times the weights' sum, and the worst at other such gains.
type IndifferenceResult struct {
	Eta     float64             `json:"eta"`
	Worst   float64             `json:"worst"`
	Bound   float64             `json:"bound"`
	Prices  []float64           `json:"prices"`
	Weights []float64           `json:"weights"`
	Curve   []IndifferencePoint `json:"curve"`
}

// IndifferencePoint is the worst at one Eta. Its proof is Prices y over agent signals and
// Weights w >= 0: at every vertex of every region y.v - sum_i w_i gain_i <= u, and
// y.prior - Eta sum_i w_i = Worst.
type IndifferencePoint struct {
	Eta     float64   `json:"eta"`
	Worst   float64   `json:"worst"`
	Prices  []float64 `json:"prices"`
	Weights []float64 `json:"weights"`
}

// indifferenceSteps is the number of points of the curve, from MaxIndifference/steps on.
const indifferenceSteps = 10

// indifferent fills in the section, if the scenario asks for it.
func (v *Solver) indifferent(s Scenario, r *Result) {
	if s.Indifference == 0 || r.Equilibria == nil {
		return
	}
	if len(s.Agents) == 1 {
		r.note("indifference is absent: one agent alone has its best scheme, and no rival's to put up with.")
		return
	}
	err := v.equilibrium.Gains()
	var points []IndifferencePoint
	for k := range 1 + indifferenceSteps {
		eta := s.Indifference
		if k > 0 {
			eta = MaxIndifference * float64(k) / indifferenceSteps
		}
		var d equilibrium.Indifferent
		if err == nil {
			d, err = v.equilibrium.Indifferent(eta)
		}
		points = append(points, IndifferencePoint(d))
	}
	if err != nil {
		r.note("indifference is absent: " + reason(err) + ".")
		return
	}
	epsilon, weights := v.weighed(s, r)
	bound := v.game.Opt() - 2*epsilon
	for _, w := range weights {
		bound -= w * s.Indifference
	}
	own := points[0]
	r.Indifference = &IndifferenceResult{
		Eta: own.Eta, Worst: own.Worst, Bound: bound, Prices: own.Prices, Weights: own.Weights, Curve: points[1:],
	}
}

// weighed is epsilon with its weights, solved for if the alignment is not there.
func (v *Solver) weighed(s Scenario, r *Result) (float64, []float64) {
	if r.Alignment != nil {
		return r.Alignment.Epsilon, r.Alignment.Weights
	}
	a := v.align.Solve(v.table(), s.AlignmentOrDefault().variant())
	return a.Epsilon, a.Weights
}

// indifference checks the section by its proofs and its law, and that the curve falls ever
// more slowly.
func (c *checker) indifference(solver *equilibrium.Solver, r Result) {
	d := r.Indifference
	if (d != nil) != (c.s.Indifference > 0 && r.Equilibria != nil && len(c.s.Agents) > 1) && len(r.Notes) == 0 {
		c.fail("indifference", "must be there just when the scenario has one")
	}
	if d == nil {
		return
	}
	if err := solver.Gains(); err != nil {
		c.leave("indifference: " + reason(err))
		return
	}
	c.equal("indifference.eta", d.Eta, c.s.Indifference)
	c.length("indifference.curve", len(d.Curve), indifferenceSteps)
	for k, p := range append([]IndifferencePoint{{d.Eta, d.Worst, d.Prices, d.Weights}}, d.Curve...) {
		field := "indifference"
		if k > 0 {
			field = at("indifference.curve", k-1)
			c.equal(field+".eta", p.Eta, MaxIndifference*float64(k)/indifferenceSteps)
		}
		q := equilibrium.Indifferent(p)
		if !solver.CheckIndifferent(&q) {
			c.fail(field+".worst", "its prices and weights do not prove it")
		}
	}
	for k := 1; k < len(d.Curve); k++ {
		c.atMost(at("indifference.curve", k)+".worst", "the worst", d.Curve[k].Worst, d.Curve[k-1].Worst)
	}
	c.atMost("indifference.bound", "the bound", d.Bound, d.Worst)
	if r.Alignment != nil {
		bound := c.g.Opt() - 2*r.Alignment.Epsilon
		for _, w := range r.Alignment.Weights {
			bound -= w * d.Eta
		}
		c.equal("indifference.bound", d.Bound, bound)
	}
	c.leave("that an outcome gives the user no more than indifference.worst")
}
