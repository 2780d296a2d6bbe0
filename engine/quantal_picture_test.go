package engine

import (
	"math"
	"strings"
	"testing"
)

const pictured = All | MapSection | QuantalMapSection | QuantalCurveSection | LossCurveSection

// TestQuantalMap: the grid holds the posteriors of both equilibria among the beliefs that
// nobody can improve on, and those are what every agent's own have in common.
func TestQuantalMap(t *testing.T) {
	seen := map[int]bool{}
	eachCase(t, func(t *testing.T, s Scenario, _ expectation) {
		s.Response = &Response{Kind: Quantal, Lambda: 9}
		r := new(Solver).Solve(s, QuantalSection|QuantalMapSection)
		m := r.QuantalMap
		if r.Quantal.Grid == nil || m == nil { // four signals or more, or one
			if m != nil {
				t.Fatal("a map without a grid")
			}
			return
		}
		seen[len(m.Signals)] = true
		common := make([]int, len(m.Beliefs))
		for _, runs := range m.Agents {
			for p := range places(t, runs, len(m.Beliefs)) {
				common[p]++
			}
		}
		all := places(t, m.All, len(m.Beliefs))
		for p, n := range common {
			if all[p] != (n == len(s.Agents)) {
				t.Fatalf("belief %v: %d of %d agents cannot improve on it, all: %v",
					m.Beliefs[p], n, len(s.Agents), all[p])
			}
		}
		if len(s.Agents) == 1 {
			return
		}
		for _, q := range append(r.Quantal.WorstPosteriors, r.Quantal.BestPosteriors...) {
			found := false
			for p := range all {
				near := true
				for i, signal := range m.Signals {
					near = near && math.Abs(m.Beliefs[p][i]-q.Belief[signal]) < 1e-9
				}
				found = found || near
			}
			if !found {
				t.Errorf("the posterior %v is not in the map", q.Belief)
			}
		}
	})
	if !seen[2] || !seen[3] {
		t.Errorf("signals seen: %v", seen)
	}
}

// places lists what is in the runs, which ascend and stay inside the grid.
func places(t *testing.T, runs [][2]int, n int) map[int]bool {
	t.Helper()
	in, last := map[int]bool{}, -1
	for _, r := range runs {
		if r[0] <= last || r[1] < r[0] || r[1] >= n {
			t.Fatalf("runs %v of %d beliefs", runs, n)
		}
		for p := r[0]; p <= r[1]; p++ {
			in[p] = true
		}
		last = r[1]
	}
	return in
}

// TestQuantalCurve: the curve passes through what is said at any of its lambdas, whatever
// the response in force, and is not computed again for what it does not depend on.
func TestQuantalCurve(t *testing.T) {
	s := rivals(t)
	var v Solver
	c := v.Solve(s, QuantalCurveSection).QuantalCurve
	for _, k := range []int{0, 20, len(c.Points) - 1} {
		p := c.Points[k]
		q := Solve(apply(t, s, SetResponse{Response{Kind: Quantal, Lambda: p.Lambda}})).Quantal
		if p.Full != q.Full || *p.Worst != *q.Worst || *p.Best != *q.Best || p.Floor != q.Floor ||
			(p.BoundLambda == nil) != (q.BoundLambda == nil) {
			t.Errorf("lambda %v: the curve has %+v, the answer %+v", p.Lambda, p, q)
		}
	}
	if again := v.Solve(apply(t, s, SetResponse{Response{Kind: Quantal, Lambda: 3}}),
		QuantalCurveSection).QuantalCurve; again != c {
		t.Error("another lambda makes another curve")
	}
	moved := v.Solve(apply(t, s, SetPrior{[]float64{0.5, 0.5}}), QuantalCurveSection).QuantalCurve
	if moved == c || moved.Points[9].None == c.Points[9].None {
		t.Error("another prior makes the same curve")
	}
}

// TestQuantalRange: the range beside the curve is the certified interval of the answer at the scenario's lambda,
// and only a user who errs has one.
func TestQuantalRange(t *testing.T) {
	s := rivals(t)
	if r := Solve(s); r.QuantalRange != nil {
		t.Error("not asked for, and there")
	}
	var v Solver
	if v.Solve(s, QuantalCurveSection).QuantalRange != nil {
		t.Error("a user who takes best actions has a range")
	}
	for _, lambda := range []float64{3, 12, 60} {
		erring := apply(t, s, SetResponse{Response{Kind: Quantal, Lambda: lambda}})
		got, q := v.Solve(erring, QuantalCurveSection).QuantalRange, Solve(erring).Quantal
		if got == nil || got.Lambda != lambda || got.Worst != *q.WorstInterval || got.Best != *q.BestInterval {
			t.Errorf("lambda %g: %+v, the answer has %v and %v", lambda, got, *q.WorstInterval, *q.BestInterval)
		}
	}
}

// TestLossCurve: losses lie in their band and under the bound at its stated rate; the same
// seed makes the same curve, and another length does not make another.
func TestLossCurve(t *testing.T) {
	s := apply(t, rivals(t), SetSelection{Selection{}})
	var v Solver
	c := v.Solve(s, LossCurveSection).LossCurve
	for i, p := range c.Points {
		if !(0 <= p.Low && p.Low <= p.High) || p.High > p.Bound+1e-9 || p.Loss > p.High+1e-9 && p.Loss > p.Bound {
			t.Errorf("%+v", p)
		}
		if i > 0 && p.Bound >= c.Points[i-1].Bound {
			t.Errorf("the bound does not fall at %d conversations", p.Samples)
		}
	}
	if again := v.Solve(apply(t, s, SetSelection{Selection{Samples: 40}}), LossCurveSection).LossCurve; again != c {
		t.Error("another length makes another curve")
	}
	other := v.Solve(apply(t, s, SetSelection{Selection{Seed: 2, Step: 0.2}}), LossCurveSection).LossCurve
	if other == c {
		t.Error("another step makes the same curve")
	}
}

// TestPicturesAreNoPartOfAnAnswer: nobody gets them who does not ask, and asking changes
// nothing else.
func TestPicturesAreNoPartOfAnAnswer(t *testing.T) {
	eachCase(t, func(t *testing.T, s Scenario, _ expectation) {
		if !strings.HasSuffix(t.Name(), "-00") { // one of each kind: curves take long
			return
		}
		r := new(Solver).Solve(s, pictured)
		r.Map, r.QuantalMap, r.QuantalCurve, r.QuantalRange, r.LossCurve = nil, nil, nil, nil, nil
		if encode(t, r) != encode(t, Solve(s)) {
			t.Error("a picture changes the answer")
		}
	})
}
