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

	Proof *IndifferenceProof `json:"proof,omitempty"` // with certificates
}

// IndifferenceProof shows what agents gain, as far as the proofs of the worst values need it: at
// each split, mixing the vertices To with the probabilities Shares, whose mean is the vertex At, is
// what pays Agent most. All three are numbers of Vertices, beliefs over agent signals. Where there
// are more than 10,000 splits there is no proof.
type IndifferenceProof struct {
	Vertices [][]float64   `json:"vertices"`
	Splits   []SplitResult `json:"splits"`
}

// SplitResult is a split of a belief by an agent.
type SplitResult struct {
	Agent  int       `json:"agent"`
	At     int       `json:"at"`
	To     []int     `json:"to"`
	Shares []float64 `json:"shares"`
}

// IndifferencePoint is the worst at one Eta. Its proof is Prices y over agent signals and
// Weights w >= 0: at every vertex of every region y.v - sum_i w_i gain_i <= u, and
// y.prior - Eta sum_i w_i = Worst. A gain is at least what a split pays more.
type IndifferencePoint struct {
	Eta     float64   `json:"eta"`
	Worst   float64   `json:"worst"`
	Prices  []float64 `json:"prices"`
	Weights []float64 `json:"weights"`
}

// indifferenceSteps is the number of points of the curve, from MaxIndifference/steps on.
const indifferenceSteps = 10

type indifferencePart struct{ anyPart } // Result.Indifference

func (*indifferencePart) applies(s *Scenario, _ Sections, r *Result) bool {
	return s.Indifference > 0 && r.Equilibria != nil
}

// work counts eleven linear programs over all pairs.
func (*indifferencePart) work(s Scenario, _ Sections, z sizes) float64 {
	if s.Indifference == 0 {
		return 0
	}
	return z.pairs * 10_000
}

func (*indifferencePart) solve(v *Solver, s *Scenario, _ Sections, r *Result) {
	if len(s.Agents) == 1 {
		r.note("indifference is absent: one agent alone has its best scheme, and no rival's to put up with.")
		return
	}
	err := v.equilibrium.Gains()
	var points []equilibrium.Indifferent
	for k := range 1 + indifferenceSteps {
		eta := s.Indifference
		if k > 0 {
			eta = MaxIndifference * float64(k) / indifferenceSteps
		}
		var d equilibrium.Indifferent
		if err == nil {
			d, err = v.equilibrium.Indifferent(eta)
		}
		points = append(points, d)
	}
	if err != nil {
		r.note("indifference is absent: " + reason(err) + ".")
		return
	}
	epsilon, weights := v.weighed(r)
	bound := v.game.Opt() - 2*epsilon
	for _, w := range weights {
		bound -= w * s.Indifference
	}
	own := points[0]
	d := &IndifferenceResult{Eta: own.Eta, Worst: own.Worst, Bound: bound, Prices: own.Prices, Weights: own.Weights}
	for _, p := range points[1:] {
		d.Curve = append(d.Curve, IndifferencePoint(p))
	}
	if list, ok := v.equilibrium.Splits(points); v.certify && ok {
		d.Proof = &IndifferenceProof{Vertices: append([][]float64{}, list.Vertices...),
			Splits: make([]SplitResult, len(list.List))}
		for k, split := range list.List {
			d.Proof.Splits[k] = SplitResult(split)
		}
	}
	r.Indifference = d
}

// weighed is epsilon with its weights, solved for if the alignment is not there.
func (v *Solver) weighed(r *Result) (float64, []float64) {
	if r.Alignment != nil {
		return r.Alignment.Epsilon, r.Alignment.Weights
	}
	a := v.align.Solve(v.table(), v.scenario.AlignmentOrDefault().variant())
	return a.Epsilon, a.Weights
}
