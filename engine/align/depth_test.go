package align

import (
	"math/bits"
	"math/rand/v2"
	"slices"
	"strings"
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

// TestDepthProofs: every depth is proved, on random tables and on squares around the user, and with
// any part changed it is refused, in the words of what is wrong.
func TestDepthProofs(t *testing.T) {
	square := [][]float64{{0, 0}, {0, 1}, {1, 0}, {1, 1}}
	squares := func(times int) Table {
		t := Table{User: []float64{0.5, 0.5}}
		for range times {
			t.Agents = append(t.Agents, square...)
		}
		return t
	}
	changed := 0
	try := func(table Table, v Variant, tolerance float64) {
		s := Solver{Prove: true}
		depth, exact := s.Depth(table, v, tolerance)
		if depth < 0 {
			return
		}
		good := s.DepthProof()
		if err := good.Check(table, v, tolerance, 1e-8, depth, exact); err != nil {
			t.Fatalf("%+v: depth %d: %v", v, depth, err)
		}
		proved := exact && depth < len(table.Agents)
		separated := proved && len(good.Direction) > 0 && len(good.Without) < len(table.Agents)
		for _, row := range []struct {
			says   string
			depth  int
			exact  bool
			change func(p *DepthProof) bool
		}{
			{"cannot be exact", depth, !exact, nil},
			{"cannot be exact", -1, exact, nil},
			{"cannot be exact", len(table.Agents) + 1, exact, nil},
			{"epsilons, of", depth, exact, func(p *DepthProof) bool { p.Epsilons = p.Epsilons[1:]; return true }},
			{"misses the user", depth, exact, func(p *DepthProof) bool { p.Epsilons[0] += 1e-6; return true }},
			{"weights, not", depth, exact, func(p *DepthProof) bool {
				p.Combinations[0] = p.Combinations[0][1:]
				return true
			}},
			{"weight 0 is", depth, exact, func(p *DepthProof) bool { p.Combinations[0][0] = -1; return true }},
			{"sum to", depth, exact, func(p *DepthProof) bool { p.Combinations[0][0] += 1e-6; return !v.Conic }},
			{"no combination is said to remain", depth, exact, func(p *DepthProof) bool {
				p.Combinations, p.Epsilons = p.Combinations[:1], p.Epsilons[:1]
				return depth > 0 && slices.Max(p.Combinations[0]) > 0
			}},
			{"leave, not", depth, exact, func(p *DepthProof) bool { p.Without = append(p.Without, 0); return proved }},
			{"entries, not", depth, exact, func(p *DepthProof) bool {
				p.Direction = append(p.Direction, 0)
				return separated
			}},
			{"margin", depth, exact, func(p *DepthProof) bool { clear(p.Direction); return separated }},
		} {
			p := DepthProof{Epsilons: slices.Clone(good.Epsilons), Without: slices.Clone(good.Without),
				Direction: slices.Clone(good.Direction)}
			for _, w := range good.Combinations {
				p.Combinations = append(p.Combinations, slices.Clone(w))
			}
			if row.change != nil && (!row.change(&p)) {
				continue
			}
			changed++
			if err := p.Check(table, v, tolerance, 1e-8, row.depth, row.exact); err == nil ||
				!strings.Contains(err.Error(), row.says) {
				t.Errorf("%+v, depth %d (exact %v): %v, want what says %q", v, row.depth, row.exact, err, row.says)
			}
		}
	}
	for seed := range randgame.Seeds(60) {
		table, _ := random(seed)
		for _, v := range variants {
			try(table, v, 0.1)
		}
	}
	for _, times := range []int{1, 3, 4, 6} {
		for _, v := range variants {
			try(squares(times), v, 1e-9)
		}
	}
	if changed < 100 {
		t.Errorf("only %d changes", changed)
	}
}
