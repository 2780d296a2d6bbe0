package align

import (
	"math/bits"
	"math/rand/v2"
	"testing"

	"github.com/emergent-alignment/emergent/engine/internal/randgame"
)

const tolerance = 1e-6

// bruteDepth deletes every set of agents, fewest first.
func (s *Solver) bruteDepth(t Table, v Variant) int {
	k := len(t.Agents)
	fewest := k + 1
	for deleted := range 1 << k {
		if bits.OnesCount(uint(deleted)) >= fewest {
			continue
		}
		left := Table{User: t.User, States: t.States}
		for i, a := range t.Agents {
			if deleted>>i&1 == 0 {
				left.Agents = append(left.Agents, a)
			}
		}
		if !s.Solve(left, v).Inside(tolerance) {
			fewest = bits.OnesCount(uint(deleted))
		}
	}
	return fewest - 1
}

// deep returns a table whose depth is likely positive: many agents in a space of few
// criteria around the user.
func deep(seed int) Table {
	r := rand.New(rand.NewPCG(12, uint64(seed)))
	d, k, n := 1+r.IntN(3), 3+r.IntN(6), 6
	criteria := make([][]float64, d+1)
	for j := range criteria {
		criteria[j] = uniform(r, n)
	}
	t := Table{States: 1 + seed%3}
	for range k {
		t.Agents = append(t.Agents, mixed(randgame.Uniform(r, d+1), criteria))
	}
	t.User = mixed(randgame.Uniform(r, k), t.Agents)
	if r.IntN(3) == 0 {
		t.Agents[0] = t.User
	}
	return t
}

// TestDepth compares with brute force over all deletions.
func TestDepth(t *testing.T) {
	runs := 250
	if testing.Short() {
		runs = 40
	}
	var s Solver
	var seen [9]int
	for seed := range runs {
		general, _ := random(seed)
		for _, table := range []Table{general, deep(seed)} {
			for _, v := range variants {
				got, exact := s.Depth(table, v, tolerance)
				if want := s.bruteDepth(table, v); got != want || !exact {
					t.Errorf("seed %d, %+v: depth %d (exact %v), want %d", seed, v, got, exact, want)
				}
				seen[got+1]++
			}
		}
	}
	t.Logf("depths -1, 0, ...: %v", seen)
	for depth := -1; depth <= 3; depth++ {
		if seen[depth+1] == 0 {
			t.Errorf("no table of depth %d was tried", depth)
		}
	}
}

// TestManyAgents: beyond exactAgents depth is exact up to 1, and "at least 2" is said so.
func TestManyAgents(t *testing.T) {
	square := [][]float64{{0, 0}, {0, 1}, {1, 0}, {1, 1}}
	table := func(times int, extra ...[]float64) Table {
		t := Table{User: []float64{0.5, 0.5}, Agents: extra}
		for range times {
			t.Agents = append(t.Agents, square...)
		}
		return t
	}
	far := make([][]float64, 80)
	for i := range far {
		far[i] = []float64{0, float64(i) / 100}
	}
	tests := []struct {
		name  string
		t     Table
		depth int
		exact bool
	}{
		{"outside", table(0, far...), -1, true},
		{"all hangs on (1,1)", table(0, append(far, square[3])...), 0, true},
		{"on (1,0) and (1,1)", table(1, far...), 1, true},
		{"two diagonals", table(1), 1, true},    // both must be cut
		{"three squares", table(3), 5, true},    // 12 agents: both diagonals of each
		{"four squares", table(4), 2, false},    // 16
		{"thirty squares", table(30), 2, false}, // 120: two words a set
	}
	var s Solver
	for _, test := range tests {
		depth, exact := s.Depth(test.t, Variant{}, tolerance)
		if depth != test.depth || exact != test.exact {
			t.Errorf("%s: depth %d (exact %v), want %d (%v)", test.name, depth, exact, test.depth, test.exact)
		}
	}
}

// TestDepthOfNone: without agents only a conic combination can hold.
func TestDepthOfNone(t *testing.T) {
	flat := Table{User: []float64{0.3, 0.3}}
	var s Solver
	for _, v := range variants {
		want := -1
		if v.Conic && v.Offset != NoOffset {
			want = 0
		}
		if got, exact := s.Depth(flat, v, tolerance); got != want || !exact {
			t.Errorf("%+v: depth %d (exact %v), want %d", v, got, exact, want)
		}
		one := Table{User: flat.User, Agents: [][]float64{{0, 1}}}
		if want == 0 {
			want = 1
		}
		if got, exact := s.Depth(one, v, tolerance); got != want || !exact {
			t.Errorf("%+v, one agent: depth %d (exact %v), want %d", v, got, exact, want)
		}
	}
}
