package align

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestCertified is law 1: epsilon is its own margin and all that the certificate claims
// holds by arithmetic.
func TestCertified(t *testing.T) {
	var s Solver
	each(t, 2000, func(seed int, table Table, _ *rand.Rand) {
		for _, v := range variants {
			if err := s.Solve(table, v).Check(table, v, rounding); err != nil {
				t.Errorf("seed %d, %+v: %v", seed, v, err)
			}
		}
	})
}

// TestMoreAgents is law 2.
func TestMoreAgents(t *testing.T) {
	var s Solver
	each(t, 1000, func(seed int, table Table, r *rand.Rand) {
		more := table
		more.Agents = append(slices.Clone(table.Agents), uniform(r, len(table.User)))
		for _, v := range variants {
			few, many := s.Solve(table, v).Epsilon, s.Solve(more, v).Epsilon
			if many > few+rounding {
				t.Errorf("seed %d, %+v: epsilon rose from %v to %v", seed, v, few, many)
			}
			before, _ := s.Depth(table, v, 1e-6)
			if after, _ := s.Depth(more, v, 1e-6); after < before {
				t.Errorf("seed %d, %+v: depth fell from %d to %d", seed, v, before, after)
			}
		}
	})
}

// permuted returns the table with agents in another order, and entries within each state.
func permuted(t Table, r *rand.Rand) Table {
	order := make([]int, len(t.User))
	for e := range order {
		order[e] = e
	}
	for state := range t.States {
		r.Shuffle(len(order)/t.States, func(a, b int) {
			a, b = a*t.States+state, b*t.States+state
			order[a], order[b] = order[b], order[a]
		})
	}
	arranged := func(v []float64) []float64 {
		out := make([]float64, len(v))
		for e, from := range order {
			out[e] = v[from]
		}
		return out
	}
	out := Table{User: arranged(t.User), States: t.States}
	for _, i := range r.Perm(len(t.Agents)) {
		out.Agents = append(out.Agents, arranged(t.Agents[i]))
	}
	return out
}

// TestPermutation is law 3.
func TestPermutation(t *testing.T) {
	var s Solver
	each(t, 500, func(seed int, table Table, r *rand.Rand) {
		other := permuted(table, r)
		for _, v := range variants {
			same(t, seed, v, s.figures(table, v), s.figures(other, v))
		}
	})
}

// figures are the uniquely defined answers about a table.
func (s *Solver) figures(t Table, v Variant) [6]float64 {
	c := s.Compare(t, v)
	depth, _ := s.Depth(t, v, 1e-6)
	// The best agent's RMS is left out: agents may tie in Max.
	return [6]float64{s.Solve(t, v).Epsilon, c.Best.Max, c.Average.Max, c.Average.RMS,
		c.LeastSquares.RMS, float64(depth)}
}

func same(t *testing.T, seed int, v Variant, a, b [6]float64) {
	t.Helper()
	for i := range a {
		if math.Abs(a[i]-b[i]) > 1e-9 {
			t.Errorf("seed %d, %+v: figure %d is %v, then %v", seed, v, i, a[i], b[i])
		}
	}
}

// TestInvariance is law 4. Scaling an agent changes the average, so it is not compared.
func TestInvariance(t *testing.T) {
	var s Solver
	each(t, 500, func(seed int, table Table, r *rand.Rand) {
		for _, v := range variants {
			other := Table{User: table.User, States: table.States}
			for _, a := range table.Agents {
				a = slices.Clone(a)
				scale := 1.0
				if v.Conic {
					scale = math.Exp(4 * r.NormFloat64())
				}
				shift := make([]float64, table.groups(v.Offset))
				for g := range shift {
					shift[g] = r.NormFloat64()
				}
				for e := range a {
					a[e] *= scale
					if len(shift) > 0 {
						a[e] += shift[e%len(shift)]
					}
				}
				other.Agents = append(other.Agents, a)
			}
			f, g := s.figures(table, v), s.figures(other, v)
			if v.Conic {
				f[2], f[3], g[2], g[3] = 0, 0, 0, 0
			}
			same(t, seed, v, f, g)
		}
	})
}

// TestFreedom is law 5.
func TestFreedom(t *testing.T) {
	var s Solver
	each(t, 2000, func(seed int, table Table, _ *rand.Rand) {
		var eps [6]float64
		for i, v := range variants {
			eps[i] = s.Solve(table, v).Epsilon
		}
		for _, pair := range [][2]int{{1, 0}, {2, 1}, {4, 3}, {5, 4}, {3, 0}, {4, 1}, {5, 2}} {
			if free, tied := eps[pair[0]], eps[pair[1]]; free > tied+rounding {
				t.Errorf("seed %d: %+v gives %v, %+v gives %v", seed, variants[pair[0]], free, variants[pair[1]], tied)
			}
		}
	})
}

// TestRepeats is law 7.
func TestRepeats(t *testing.T) {
	var s Solver
	each(t, 500, func(seed int, table Table, r *rand.Rand) {
		for _, v := range variants {
			if len(table.Agents)*2 > exactAgents {
				return
			}
			twice := table
			twice.Agents = append(slices.Clone(table.Agents), table.Agents...)
			one, two := s.Solve(table, v).Epsilon, s.Solve(twice, v).Epsilon
			if math.Abs(one-two) > rounding {
				t.Errorf("seed %d, %+v: epsilon %v, with repeats %v", seed, v, one, two)
			}
			depth, _ := s.Depth(table, v, 1e-6)
			again, _ := s.Depth(twice, v, 1e-6)
			if depth >= 0 && again < depth+1 || depth < 0 && again != depth {
				t.Errorf("seed %d, %+v: depth %d, with repeats %d", seed, v, depth, again)
			}
		}
	})
}

// TestIllConditioned: agents that differ little from a constant or from each other still
// end in certificates as exact as their weights let arithmetic be.
func TestIllConditioned(t *testing.T) {
	var s Solver
	each(t, 3000, func(seed int, table Table, r *rand.Rand) {
		first := slices.Clone(table.Agents[0])
		for i, a := range table.Agents {
			vary := math.Pow(10, -6*r.Float64())
			for e := range a {
				if seed%2 == 0 {
					table.Agents[i][e] = 0.5 + vary*(a[e]-0.5)
				} else {
					table.Agents[i][e] = first[e] + vary*vary*r.NormFloat64()
				}
			}
		}
		for _, v := range variants {
			c, sum := s.Solve(table, v), 0.0
			for _, w := range c.Weights {
				sum += w
			}
			if err := c.Check(table, v, flatTol+1e-15*sum); err != nil {
				t.Errorf("seed %d, %+v, weights up to %.1g: %v", seed, v, sum, err)
			}
		}
	})
}
