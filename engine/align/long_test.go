package align

import (
	"math"
	"math/rand/v2"
	"testing"
)

// scores is a table as people have: agents that weigh the same few criteria differently,
// with some noise; the user is like them.
func scores(seed uint64, items, agents int) Table {
	r := rand.New(rand.NewPCG(21, seed))
	criteria := make([][]float64, 6)
	for j := range criteria {
		criteria[j] = uniform(r, items)
	}
	column := func() []float64 {
		v, sum := make([]float64, items), 0.0
		w := uniform(r, len(criteria))
		for _, x := range w {
			sum += x
		}
		for e := range v {
			v[e] = 0.1 * r.Float64()
			for j, x := range w {
				v[e] += x / sum * criteria[j][e]
			}
		}
		return v
	}
	t := Table{User: column()}
	for range agents {
		t.Agents = append(t.Agents, column())
	}
	return t
}

// TestLongTables: where the program knows a part of the entries only, the certificate holds
// for all of them, and the answer is that of the whole program.
func TestLongTables(t *testing.T) {
	var s Solver
	sizes := [][2]int{{300, 4}, {800, 30}, {2000, 20}}
	if testing.Short() {
		sizes = sizes[:2]
	}
	for seed, size := range sizes {
		table := scores(uint64(seed), size[0], size[1])
		for _, v := range variants {
			c := s.Solve(table, v)
			if err := c.Check(table, v, 1e-9); err != nil {
				t.Errorf("%v, %+v: %v", size, v, err)
			}
			if known := len(s.program.working.list); v.Offset != State && known > size[0]*3/4 {
				t.Errorf("%v, %+v: the program has %d entries", size, v, known)
			}
		}
	}
}

// TestLongTableTies: many equal entries, and an epsilon of 0, end as well.
func TestLongTableTies(t *testing.T) {
	var s Solver
	table := scores(5, 3000, 8)
	for e := range table.User {
		table.User[e] = table.Agents[2][e]/2 + table.Agents[5][e]/2
	}
	if c := s.Solve(table, Variant{Offset: Constant}); c.Epsilon > 1e-12 ||
		c.Check(table, Variant{Offset: Constant}, 1e-9) != nil {
		t.Errorf("epsilon %v of a mixture", c.Epsilon)
	}
	for _, column := range append(table.Agents, table.User) {
		for e := range column {
			column[e] = math.Round(2*column[e]) / 2
		}
	}
	for _, v := range variants {
		if err := s.Solve(table, v).Check(table, v, 1e-9); err != nil {
			t.Errorf("%+v: %v", v, err)
		}
	}
}

// TestCondense: the least sum of squares is that of the long table, for all agents and for
// some, and so is every other combination's.
func TestCondense(t *testing.T) {
	var long, short Solver
	for seed := range uint64(6) {
		table := scores(seed, 5+int(seed)*60, 9)
		if seed == 3 {
			table.Agents[4] = table.Agents[1] // dependent columns
			table.Agents[5] = make([]float64, len(table.User))
		}
		for _, v := range variants {
			if v.Offset == State {
				continue
			}
			small := Condense(table, v.Offset)
			if len(small.User) > 10 {
				t.Fatalf("%d entries", len(small.User))
			}
			factor := math.Sqrt(float64(len(small.User)) / float64(len(table.User)))
			for _, agents := range []int{1, 4, 9} {
				a := long.RMSErrors(Table{User: table.User, Agents: table.Agents[:agents]}, v)
				b := short.RMSErrors(Table{User: small.User, Agents: small.Agents[:agents]}, Variant{Conic: v.Conic})
				for i, pair := range [][2]float64{{a.Best, b.Best}, {a.Average, b.Average},
					{a.Combination, b.Combination}} {
					if math.Abs(pair[0]-factor*pair[1]) > 1e-9 {
						t.Errorf("seed %d, %+v, %d agents, error %d: %v, condensed %v",
							seed, v, agents, i, pair[0], factor*pair[1])
					}
				}
			}
		}
	}
}

// TestErrorsAgreeWithCompare: the errors are those of Compare and Solve.
func TestErrorsAgreeWithCompare(t *testing.T) {
	var s, other Solver
	table := scores(9, 120, 7)
	for _, v := range variants {
		c, epsilon := s.Compare(table, v), other.Solve(table, v).Epsilon
		rms, largest := other.RMSErrors(table, v), other.MaxErrors(table, v)
		if math.Abs(rms.Combination-c.LeastSquares.RMS) > 1e-12 || math.Abs(rms.Average-c.Average.RMS) > 1e-12 {
			t.Errorf("%+v: %+v, Compare says %+v", v, rms, c)
		}
		if math.Abs(largest.Best-c.Best.Max) > 1e-9 || math.Abs(largest.Combination-epsilon) > 1e-9 {
			t.Errorf("%+v: %+v, Compare says %+v and Solve %v", v, largest, c, epsilon)
		}
		for _, e := range []Errors{rms, largest} {
			if e.Combination > e.Best || e.Combination > e.Average {
				t.Errorf("%+v: %+v", v, e)
			}
		}
	}
}

// TestDepthOfLongTables: depth by the definition, over all deletions, where support sets are
// shrunk; at tolerances from just enough to generous.
func TestDepthOfLongTables(t *testing.T) {
	var s, other Solver
	seen := map[int]bool{}
	for seed := range uint64(3) {
		table := scores(30+seed, 260, 6)
		v := Variant{Offset: Constant}
		epsilon := s.Solve(table, v).Epsilon
		for _, tolerance := range []float64{epsilon - 1e-3, epsilon + 1e-6, epsilon + 0.01, epsilon + 0.03,
			epsilon + 0.1, 1} {
			want := len(table.Agents)
			for mask := range 1 << len(table.Agents) {
				rest, deleted := Table{User: table.User}, 0
				for i, a := range table.Agents {
					if mask>>i&1 == 1 {
						deleted++
					} else {
						rest.Agents = append(rest.Agents, a)
					}
				}
				if deleted <= want && !other.Solve(rest, v).Inside(tolerance) {
					want = deleted - 1
				}
			}
			got, exact := s.Depth(table, v, tolerance)
			if got != want || !exact {
				t.Errorf("seed %d, tolerance %v: depth %d (exact %v), by all deletions %d",
					seed, tolerance, got, exact, want)
			}
			seen[got] = true
		}
	}
	if len(seen) < 4 {
		t.Errorf("only depths %v were met", seen)
	}
}
