package engine

import (
	"math"
	"testing"
)

// TestLambdaCurveOfTheJudgeIsFlat: in the game of a judge and two equal agents full disclosure is
// the only equilibrium at every lambda (the agent's payoff 1 - q/(1+e^(lambda(2q-1))) lies strictly
// under its chord), so that worst, best and full are one, and 1 up to e^-lambda.
func TestLambdaCurveOfTheJudgeIsFlat(t *testing.T) {
	s := fault(t, "quantal-tolerance-lam40")
	curve := new(Solver).Solve(s, QuantalCurveSection).QuantalCurve
	if curve == nil || len(curve.Points) < 10 {
		t.Fatal("no curve")
	}
	for _, p := range curve.Points {
		if p.Worst == nil || math.Abs(*p.Worst-p.Full) > 1e-12 || math.Abs(*p.Best-p.Full) > 1e-12 {
			t.Errorf("lambda %g: worst %v and best %v, must be %g", p.Lambda, p.Worst, p.Best, p.Full)
		}
		if p.Full < 1-2*math.Exp(-p.Lambda) {
			t.Errorf("lambda %g: full %g", p.Lambda, p.Full)
		}
	}
	for _, lambda := range []float64{1, 5, 20, 40, 100, 300, 1000} {
		s.Response.Lambda = lambda
		q := new(Solver).Solve(s, All).Quantal
		if low := q.WorstInterval[0]; low < q.Full-1e-4 || *q.Worst > q.Full {
			t.Errorf("lambda %g: worst %v, full %g", lambda, *q.WorstInterval, q.Full)
		}
	}
}
