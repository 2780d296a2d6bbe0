package align

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/optimize/convex/lp"

	"github.com/emergent-alignment/emergent/engine/internal/randgame"
)

func general(seed uint64, k, actions, states int) Table {
	r := rand.New(rand.NewPCG(13, seed))
	t := Table{User: uniform(r, actions*states), States: states}
	for range k {
		t.Agents = append(t.Agents, uniform(r, actions*states))
	}
	return t
}

// byGonum solves the convex, constant test with gonum's simplex, in the form that people
// read, brought to equalities: w, eps, c = c' - c”, and a slack for each side of an entry.
func byGonum(t Table) (float64, error) {
	k, n := len(t.Agents), len(t.User)
	cols, rows := k+3+2*n, 2*n+1
	a, b, c := mat.NewDense(rows, cols, nil), make([]float64, rows), make([]float64, cols)
	c[k] = 1
	for e, u := range t.User {
		for side, sign := range []float64{1, -1} {
			r := 2*e + side
			for i := range k {
				a.Set(r, i, sign*t.Agents[i][e])
			}
			a.Set(r, k, -1)
			a.Set(r, k+1, sign)
			a.Set(r, k+2, -sign)
			a.Set(r, k+3+r, 1)
			b[r] = sign * u
		}
	}
	for i := range k {
		a.Set(2*n, i, 1)
	}
	b[2*n] = 1
	value, _, err := lp.Simplex(c, a, b, 1e-10, nil)
	return value, err
}

// TestEpsilonAgainstGonum compares epsilon with gonum's.
func TestEpsilonAgainstGonum(t *testing.T) {
	runs := 60
	if testing.Short() {
		runs = 10
	}
	var s Solver
	for seed := range runs {
		r := rand.New(rand.NewPCG(14, uint64(seed)))
		table := general(uint64(seed), 1+r.IntN(8), 1+r.IntN(4), 1+r.IntN(4))
		want, err := byGonum(table)
		if err != nil {
			t.Logf("seed %d: gonum: %v", seed, err)
			continue
		}
		if got := s.Solve(table, Variant{Offset: Constant}).Epsilon; got > want+1e-8 || got < want-1e-8 {
			t.Errorf("seed %d: epsilon %v, gonum says %v", seed, got, want)
		}
	}
}

// TestSpeed: ten agents, twenty-five entries, at most a twentieth of gonum's time, by the
// best of several runs of each. (Measured: well under a hundredth.)
func TestSpeed(t *testing.T) {
	if testing.Short() {
		t.Skip("a comparison of native times")
	}
	var s Solver
	table := general(0, 10, 5, 5)
	ours := best(20, func() { s.Solve(table, Variant{Offset: Constant}) })
	theirs := best(5, func() {
		if _, err := byGonum(table); err != nil {
			t.Fatal(err)
		}
	})
	t.Logf("ours %v, gonum %v, ratio %.0f", ours, theirs, float64(theirs)/float64(ours))
	if theirs < 20*ours {
		t.Errorf("gonum takes %v, we take %v: less than 20 times", theirs, ours)
	}
}

// best returns the least time of several runs of f.
func best(runs int, f func()) time.Duration {
	least := time.Hour
	for range runs {
		start := time.Now()
		f()
		least = min(least, time.Since(start))
	}
	return least
}

// TestNoAllocation: a warm Solver allocates nothing, whatever it is asked.
func TestNoAllocation(t *testing.T) {
	var s Solver
	tables := []Table{general(1, 8, 4, 4), general(2, 3, 2, 2), deep(3)}
	ask := func() {
		for _, table := range tables {
			for _, v := range variants {
				s.Solve(table, v)
				s.Compare(table, v)
				s.Depth(table, v, 1e-6)
			}
		}
	}
	ask()
	if n := testing.AllocsPerRun(5, ask); n != 0 {
		t.Errorf("%v allocations a run, want none", n)
	}
}

// BenchmarkSolve is the hull test beside gonum where gonum can do it in reasonable time.
func BenchmarkSolve(b *testing.B) {
	for _, size := range [][3]int{{8, 4, 4}, {10, 5, 5}, {24, 8, 8}, {100, 10, 10}, {24, 5000, 1}} {
		tables := make([]Table, 8)
		for i := range tables {
			tables[i] = general(uint64(i), size[0], size[1], size[2])
		}
		name := fmt.Sprintf("%dx%d", size[0], size[1]*size[2])
		for _, v := range variants {
			b.Run(fmt.Sprintf("%s/%+v", name, v), func(b *testing.B) {
				var s Solver
				b.ReportAllocs()
				for i := 0; b.Loop(); i++ {
					s.Solve(tables[i%len(tables)], v)
				}
			})
		}
		if size[0] <= 10 {
			b.Run(name+"/gonum", func(b *testing.B) {
				for i := 0; b.Loop(); i++ {
					byGonum(tables[i%len(tables)])
				}
			})
		}
	}
}

// BenchmarkSection is all that the page shows of alignment: eight agents in the space of
// three criteria, 4 actions, 4 states.
func BenchmarkSection(b *testing.B) {
	tables := make([]Table, 8)
	for i := range tables {
		r := rand.New(rand.NewPCG(15, uint64(i)))
		criteria := [][]float64{uniform(r, 16), uniform(r, 16), uniform(r, 16)}
		tables[i] = Table{User: mixed([]float64{0.3, 0.3, 0.4}, criteria), States: 4}
		for range 8 {
			tables[i].Agents = append(tables[i].Agents, mixed(randgame.Uniform(r, 3), criteria))
		}
	}
	for _, v := range variants {
		b.Run(fmt.Sprintf("%+v", v), func(b *testing.B) {
			var s Solver
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				t := tables[i%len(tables)]
				s.Solve(t, v)
				s.Compare(t, v)
				s.Depth(t, v, 1e-6)
			}
		})
	}
}
