package engine

import (
	"math/rand/v2"

	"github.com/emergent-alignment/emergent/engine/persuasion"
	"github.com/emergent-alignment/emergent/engine/selection"
)

// LossCurveResult is what choosing by evaluation costs the user, by the length of the
// evaluation (docs/model.md, section 7): for pictures, see LossCurveSection.
type LossCurveResult struct {
	Repetitions int `json:"repetitions"`
	// of the bound; the middle share that lies in the band is less by 1-Confidence
	Confidence float64     `json:"confidence"`
	Points     []LossPoint `json:"points"`
}

// LossPoint is the loss after Samples conversations with each agent: its mean over the
// repetitions, the band from Low to High, and the bound.
type LossPoint struct {
	Samples int     `json:"samples"`
	Loss    float64 `json:"loss"`
	Low     float64 `json:"low"`
	High    float64 `json:"high"`
	Bound   float64 `json:"bound"`
}

// lengths of evaluation on the curve: even on a log scale, up to MaxEvaluation.
var lengths = []int{1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1000, 1500, 2000, 3000, 5000,
	7000, MaxEvaluation}

const (
	// MaxEvaluation is the longest evaluation on the curve.
	MaxEvaluation = 10_000
	// lossBudget is the number of conversations simulated for a curve, unless the least
	// number of repetitions takes more.
	lossBudget = 3_000_000
	// leastRepetitions and mostRepetitions bound how often the evaluation is repeated.
	leastRepetitions, mostRepetitions = 25, 200
	// lossStream tells the curve's random numbers from those of other uses of one seed.
	lossStream = 8
)

type lossCurvePart struct{ anyPart } // Result.LossCurve

// work counts that each conversation of the longest evaluation is drawn.
func (*lossCurvePart) work(_ Scenario, _ Sections, z sizes) float64 {
	const draw = 12 // nanoseconds
	return draw * max(lossBudget, leastRepetitions*MaxEvaluation*z.k)
}

func (*lossCurvePart) solve(v *Solver, s *Scenario, _ Sections, r *Result) {
	r.LossCurve = memoized(v, LossCurveSection, LossCurveInputs(*s), func() *LossCurveResult {
		return v.lossCurve(s.SelectionOrDefault())
	})
}

// LossCurveInputs is the part of a scenario that the curve over the length of the evaluation depends on.
func LossCurveInputs(s Scenario) Scenario {
	v := s.SelectionOrDefault()
	v.Samples = 0
	s.Title, s.Response, s.Conversation, s.Alignment, s.Selection = "", nil, nil, nil, &v
	return s
}

// lossCurve computes the curve for the offers at the end of the dynamics; nil where these are
// past their work budget.
func (v *Solver) lossCurve(settings Selection) *LossCurveResult {
	a := v.selection.SolveOn(&v.equilibrium.Space)
	if a.Limit != nil {
		return nil
	}
	path := selection.Play(a, rulesOf(settings))
	profile := make([]persuasion.Scheme, len(path.Standing))
	for i, b := range path.Standing {
		profile[i] = a.Scheme(nil, b)
	}
	repetitions := min(max(lossBudget/(MaxEvaluation*len(profile)), leastRepetitions), mostRepetitions)
	source := rand.New(rand.NewPCG(settings.Seed, lossStream))
	readings := selection.Readings(&v.game, &v.equilibrium.Space, profile, lengths, repetitions, evaluationConfidence,
		source)
	c := &LossCurveResult{Repetitions: repetitions, Confidence: evaluationConfidence,
		Points: make([]LossPoint, len(readings))}
	for i, r := range readings {
		c.Points[i] = LossPoint(r)
	}
	return c
}
