package align

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"

	"github.com/emergent-alignment/emergent/engine/numeric"
)

// TestFits is law 6.
func TestFits(t *testing.T) {
	var s Solver
	each(t, 1000, func(seed int, table Table, r *rand.Rand) {
		for _, v := range variants {
			eps := s.Solve(table, v).Epsilon
			c := s.Compare(table, v)
			for i, f := range []Fit{c.Best, c.Average, c.LeastSquares} {
				if f.Max < eps-rounding || f.RMS < c.LeastSquares.RMS-rounding || f.RMS > f.Max+rounding && !v.Conic {
					t.Errorf("seed %d, %+v: fit %d is %+v, epsilon %v, least squares %+v",
						seed, v, i, f, eps, c.LeastSquares)
				}
			}
			for i := range table.Agents {
				alone := table
				alone.Agents = table.Agents[i : i+1]
				one := new(Solver).Solve(alone, v).Epsilon
				if one < c.Best.Max-2*tieTol || i == c.BestAgent && math.Abs(one-c.Best.Max) > rounding ||
					i < c.BestAgent && one <= c.Best.Max-tieTol {
					t.Errorf("seed %d, %+v: agent %d alone has %v, best is %d with %v",
						seed, v, i, one, c.BestAgent, c.Best.Max)
				}
			}
		}
	})
}

// TestLeastSquares verifies the conditions of Kuhn and Tucker: with r what is left of the
// centered user, no agent of weight 0 has a greater <U_i, r> than those with weight (all
// 0 when conic).
func TestLeastSquares(t *testing.T) {
	var s Solver
	each(t, 2000, func(seed int, table Table, _ *rand.Rand) {
		for _, v := range variants {
			c := s.Compare(table, v)
			r, sum := centered(table, v, table.User), 0.0
			for i, w := range c.Weights {
				if sum += w; w < 0 {
					t.Errorf("seed %d, %+v: weight %v", seed, v, w)
				}
				add(r, -w, centered(table, v, table.Agents[i]))
			}
			if !v.Conic && math.Abs(sum-1) > rounding {
				t.Errorf("seed %d, %+v: weights sum to %v", seed, v, sum)
			}
			level := 0.0
			for i, w := range c.Weights {
				if !v.Conic {
					level += w * numeric.Dot(centered(table, v, table.Agents[i]), r)
				}
			}
			for i, w := range c.Weights {
				slope := numeric.Dot(centered(table, v, table.Agents[i]), r) - level
				if slope > 1e-11 || w*slope < -1e-11 {
					t.Errorf("seed %d, %+v: agent %d of weight %v has slope %v", seed, v, i, w, slope)
				}
			}
			if rms := math.Sqrt(numeric.Dot(r, r) / float64(len(r))); math.Abs(rms-c.LeastSquares.RMS) > rounding {
				t.Errorf("seed %d, %+v: rms %v, recomputed %v", seed, v, c.LeastSquares.RMS, rms)
			}
		}
	})
}

// centered subtracts the mean of each offset's entries, written anew for the tests.
func centered(t Table, v Variant, x []float64) []float64 {
	out := append([]float64(nil), x...)
	groups := t.groups(v.Offset)
	for e := range out {
		sum, count := 0.0, 0
		for f := range x {
			if groups > 0 && e%groups == f%groups {
				sum += x[f]
				count++
			}
		}
		if count > 0 {
			out[e] -= sum / float64(count)
		}
	}
	return out
}

// TestLeastSquaresAgainstGonum compares the sum of squares with the best over all
// supports of independent agents, each solved by gonum.
func TestLeastSquaresAgainstGonum(t *testing.T) {
	var s Solver
	each(t, 150, func(seed int, table Table, _ *rand.Rand) {
		for _, v := range variants {
			want := math.Inf(1)
			for support := range 1 << len(table.Agents) {
				want = min(want, supported(table, v, support))
			}
			if got := s.Compare(table, v).LeastSquares.RMS; math.Abs(got-want) > 1e-9 {
				t.Errorf("seed %d, %+v: rms %v, want %v", seed, v, got, want)
			}
		}
	})
}

// supported returns the rms of the unconstrained fit with the agents of a support, +Inf
// if they are dependent or a weight comes out negative. For the convex fit the last
// agent's weight is 1 less the others'.
func supported(t Table, v Variant, support int) float64 {
	target, n := centered(t, v, t.User), len(t.User)
	var cols [][]float64
	for i, a := range t.Agents {
		if support>>i&1 == 1 {
			cols = append(cols, centered(t, v, a))
		}
	}
	if !v.Conic {
		if len(cols) == 0 {
			return math.Inf(1)
		}
		last := cols[len(cols)-1]
		cols = cols[:len(cols)-1]
		add(target, -1, last)
		for _, c := range cols {
			add(c, -1, last)
		}
	}
	rest := 1.0
	if len(cols) > 0 {
		if len(cols) > n {
			return math.Inf(1)
		}
		a := mat.NewDense(n, len(cols), nil)
		for i, c := range cols {
			a.SetCol(i, c)
		}
		var qr mat.QR
		qr.Factorize(a)
		var x mat.VecDense
		if qr.Cond() > 1e8 || qr.SolveVecTo(&x, false, mat.NewVecDense(n, append([]float64(nil), target...))) != nil {
			return math.Inf(1)
		}
		for i, c := range cols {
			w := x.AtVec(i)
			if rest -= w; w < -1e-12 {
				return math.Inf(1)
			}
			add(target, -w, c)
		}
	}
	if !v.Conic && rest < -1e-12 {
		return math.Inf(1)
	}
	return math.Sqrt(numeric.Dot(target, target) / float64(n))
}

// TestCompareKnown: by hand. The user is (0,1); agent 0 is flat, agents 1 and 2 mirror
// each other around her.
func TestCompareKnown(t *testing.T) {
	table := Table{User: []float64{0, 1}, Agents: [][]float64{{0.5, 0.5}, {0.2, 1}, {0, 0.8}}}
	var s Solver
	tests := []struct {
		v       Variant
		best    int
		bestFit Fit
		average Fit
		least   Fit
	}{
		// Average (0.7/3, 2.3/3): off by 0.7/3 at both entries.
		{Variant{}, 1, Fit{0.2, 0.2 / math.Sqrt2}, Fit{0.7 / 3, 0.7 / 3}, Fit{0.1, 0.1}},
		// With a constant, what counts is half the difference of differences.
		{Variant{Offset: Constant}, 1, Fit{0.1, 0.1}, Fit{0.7 / 3, 0.7 / 3}, Fit{0.1, 0.1}},
		// Agent 2 times 5/4 is exact; the average best fits when scaled by 2.3/(0.7^2+2.3^2)*3.
		{Variant{Conic: true}, 2, Fit{0, 0}, Fit{7.0 / 30, math.Sqrt(0.5 * 0.49 / (0.49 + 5.29))}, Fit{0, 0}},
		{Variant{Conic: true, Offset: Constant}, 1, Fit{0, 0}, Fit{0, 0}, Fit{0, 0}},
	}
	for _, test := range tests {
		c := s.Compare(table, test.v)
		near := func(what string, got, want Fit) {
			if math.Abs(got.Max-want.Max) > rounding || math.Abs(got.RMS-want.RMS) > rounding {
				t.Errorf("%+v: %s is %+v, want %+v", test.v, what, got, want)
			}
		}
		if c.BestAgent != test.best {
			t.Errorf("%+v: best is agent %d, want %d", test.v, c.BestAgent, test.best)
		}
		near("best", c.Best, test.bestFit)
		near("average", c.Average, test.average)
		near("least squares", c.LeastSquares, test.least)
	}
}
