package linprog

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/emergent-alignment/emergent/engine/numeric"
)

// accuracy is what certificates of well-scaled problems are held to.
const accuracy = 1e-11

// TestKnown holds the textbook programs, each with its source.
func TestKnown(t *testing.T) {
	tests := []struct {
		name   string
		p      Problem
		status Status
		value  float64
	}{
		{"Beale 1955, cycles under Dantzig's rule", Problem{
			C:   []float64{-0.75, 150, -0.02, 6},
			A:   []float64{0.25, -60, -0.04, 9, 0.5, -90, -0.02, 3, 0, 0, 1, 0},
			B:   []float64{0, 0, 1},
			Rel: []Relation{LE, LE, LE},
		}, Optimal, -0.05},
		{"Kuhn, in Balinski & Tucker 1969, cycles under Dantzig's rule", Problem{
			C:   []float64{-2, -3, 1, 12},
			A:   []float64{-2, -9, 1, 9, 1.0 / 3, 1, -1.0 / 3, -2, 2, 3, -1, -12},
			B:   []float64{0, 0, 2},
			Rel: []Relation{LE, LE, LE},
		}, Optimal, -2},
		{"Chvatal 1983, chapter 3, cycles under Dantzig's rule", Problem{
			C:   []float64{-10, 57, 9, 24},
			A:   []float64{0.5, -5.5, -2.5, 9, 0.5, -1.5, -0.5, 1, 1, 0, 0, 0},
			B:   []float64{0, 0, 1},
			Rel: []Relation{LE, LE, LE},
		}, Optimal, -1},
		{"Kuhn without its bound: unbounded", Problem{
			C:   []float64{-2, -3, 1, 12},
			A:   []float64{-2, -9, 1, 9, 1.0 / 3, 1, -1.0 / 3, -2},
			B:   []float64{0, 0},
			Rel: []Relation{LE, LE},
		}, Unbounded, 0},
		{"Klee & Minty 1972, three dimensions", Problem{
			C:   []float64{-100, -10, -1},
			A:   []float64{1, 0, 0, 20, 1, 0, 200, 20, 1},
			B:   []float64{1, 100, 10000},
			Rel: []Relation{LE, LE, LE},
		}, Optimal, -10000},
		{"Dantzig's diet in small: GE rows, infeasible start", Problem{
			C:   []float64{2, 3},
			A:   []float64{1, 1, 2, 1, 1, 3},
			B:   []float64{4, 5, 6},
			Rel: []Relation{GE, GE, GE},
		}, Optimal, 9}, // at (3,1): rows 1 and 3
		{"free variables: the l1-nearest point", Problem{
			// minimise |x-3| + |x-5| + |x-10| with x free: the median, cost 7.
			C: []float64{0, 1, 1, 1},
			A: []float64{
				1, 1, 0, 0, -1, 1, 0, 0,
				1, 0, 1, 0, -1, 0, 1, 0,
				1, 0, 0, 1, -1, 0, 0, 1,
			},
			B:    []float64{3, -3, 5, -5, 10, -10},
			Rel:  []Relation{GE, GE, GE, GE, GE, GE},
			Free: []bool{true, false, false, false},
		}, Optimal, 7},
		{"equal rows twice, and their sum", Problem{
			C:   []float64{1, 2, 3},
			A:   []float64{1, 1, 0, 1, 1, 0, 0, 1, 1, 1, 2, 1},
			B:   []float64{1, 1, 1, 2},
			Rel: []Relation{EQ, EQ, EQ, EQ},
		}, Optimal, 2}, // x = (0,1,0)
		{"contradictory equalities", Problem{
			C:   []float64{1, 1},
			A:   []float64{1, 1, 2, 2},
			B:   []float64{1, 3},
			Rel: []Relation{EQ, EQ},
		}, Infeasible, 0},
		{"contradictory inequalities", Problem{
			C:   []float64{-1, 0},
			A:   []float64{1, 1, 1, 1},
			B:   []float64{2, 1},
			Rel: []Relation{GE, LE},
		}, Infeasible, 0},
		{"zero row that holds", Problem{
			C: []float64{1}, A: []float64{0, 1}, B: []float64{0, 2}, Rel: []Relation{EQ, GE},
		}, Optimal, 2},
		{"zero row that does not", Problem{
			C: []float64{1}, A: []float64{0, 1}, B: []float64{1, 2}, Rel: []Relation{EQ, GE},
		}, Infeasible, 0},
		{"zero row that does not, >=", Problem{
			C: []float64{1}, A: []float64{0}, B: []float64{1}, Rel: []Relation{GE},
		}, Infeasible, 0},
		{"no rows", Problem{C: []float64{1, 0}}, Optimal, 0},
		{"no rows, unbounded", Problem{C: []float64{0, -1}}, Unbounded, 0},
		{"no columns", Problem{B: []float64{1}, Rel: []Relation{LE}}, Optimal, 0},
		{"no columns, infeasible", Problem{B: []float64{1}, Rel: []Relation{EQ}}, Infeasible, 0},
		{"free variable in no row, dear", Problem{
			C: []float64{1, 1}, A: []float64{0, 1}, B: []float64{1}, Rel: []Relation{GE}, Free: []bool{true, false},
		}, Unbounded, 0},
		{"free variable in no row, free of charge", Problem{
			C: []float64{0, 1}, A: []float64{0, 1}, B: []float64{1}, Rel: []Relation{GE}, Free: []bool{true, false},
		}, Optimal, 1},
		{"free line inside the feasible set", Problem{
			C: []float64{1, -1}, A: []float64{1, 1}, B: []float64{1}, Rel: []Relation{LE}, Free: []bool{true, true},
		}, Unbounded, 0},
		{"badly scaled", Problem{
			C:   []float64{-1e6, -2e-4},
			A:   []float64{1e5, 1e-5, 1e-3, 3e-13},
			B:   []float64{1e7, 1.5e-1},
			Rel: []Relation{LE, LE},
		}, Optimal, -1.25e8}, // u = 1e5 x, v = 1e-5 y: max 10u+20v, u+v <= 1e7, u+3v <= 1.5e7
	}
	var s Solver
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := s.Solve(test.p)
			if got.Status != test.status {
				t.Fatalf("status %v, want %v", got.Status, test.status)
			}
			if err := Check(test.p, got, accuracy*(1+math.Abs(test.value))); err != nil {
				t.Error(err)
			}
			if test.status == Optimal && math.Abs(got.Value-test.value) > accuracy*(1+math.Abs(test.value)) {
				t.Errorf("value %v, want %v", got.Value, test.value)
			}
		})
	}
}

// random returns a program with all kinds of rows and variables; small integers make it
// degenerate.
func random(r *rand.Rand, m, n int, integer bool) Problem {
	draw := func() float64 {
		if integer {
			return float64(r.IntN(5) - 2)
		}
		return r.NormFloat64()
	}
	p := Problem{
		C: make([]float64, n), A: make([]float64, m*n), B: make([]float64, m),
		Rel: make([]Relation, m), Free: make([]bool, n),
	}
	for j := range p.C {
		p.C[j], p.Free[j] = draw(), r.IntN(4) == 0
		if r.IntN(2) == 0 {
			p.C[j] = math.Abs(p.C[j])
		}
	}
	for i := range p.A {
		p.A[i] = draw()
	}
	for i := range p.B {
		p.B[i], p.Rel[i] = draw(), Relation(r.IntN(3))
	}
	return p
}

// TestRandom checks the certificate of every kind of ending on random programs: what a
// certificate proves needs no second solver.
func TestRandom(t *testing.T) {
	runs := 6000
	if testing.Short() {
		runs = 1000
	}
	var s Solver
	var seen [4]int
	for seed := range runs {
		r := rand.New(rand.NewPCG(1, uint64(seed)))
		p := random(r, 1+r.IntN(9), 1+r.IntN(9), seed%2 == 0)
		sol := s.Solve(p)
		seen[sol.Status]++
		if err := Check(p, sol, 1e-9); err != nil {
			t.Errorf("seed %d: %v: %v", seed, sol.Status, err)
		}
	}
	t.Logf("%d optimal, %d infeasible, %d unbounded", seen[Optimal], seen[Infeasible], seen[Unbounded])
	for _, status := range []Status{Optimal, Infeasible, Unbounded} {
		if seen[status] < runs/20 {
			t.Errorf("only %d of %d programs were %v", seen[status], runs, status)
		}
	}
}

// feasible returns a program with a known feasible point and costs that bound it.
func feasible(r *rand.Rand, m, n int) Problem {
	p := random(r, m, n, false)
	for j := range p.Free {
		p.Free[j] = j%16 == 3
	}
	x := make([]float64, n)
	for j := range x {
		x[j] = max(r.NormFloat64(), 0)
	}
	y := make([]float64, m)
	for i := range p.B {
		p.B[i] = numeric.Dot(p.A[i*n:(i+1)*n], x)
		y[i] = r.NormFloat64()
		switch p.Rel[i] {
		case LE:
			y[i] = -math.Abs(y[i])
		case GE:
			y[i] = math.Abs(y[i])
		}
		if r.IntN(8) == 0 {
			p.Rel[i] = EQ
		} else if p.Rel[i] == EQ {
			p.Rel[i] = GE
			y[i] = math.Abs(y[i])
		}
		if r.IntN(2) == 0 && p.Rel[i] != EQ {
			p.B[i] -= math.Copysign(r.Float64(), y[i])
			y[i] = 0
		}
	}
	for j := range p.C {
		p.C[j] = 0
		for i, v := range y {
			p.C[j] += v * p.A[i*n+j]
		}
		if x[j] == 0 && !p.Free[j] {
			p.C[j] += r.Float64()
		}
	}
	return p
}

// TestShapes solves programs of every shape that the engine poses, to full accuracy.
func TestShapes(t *testing.T) {
	shapes := [][2]int{{5, 50}, {12, 51}, {20, 3000}, {51, 12}, {200, 60}, {200, 200}, {80, 400}}
	var s Solver
	for _, shape := range shapes {
		for seed := range 3 {
			r := rand.New(rand.NewPCG(2, uint64(seed)))
			p := feasible(r, shape[0], shape[1])
			sol := s.Solve(p)
			if err := Check(p, sol, 1e-10); err != nil || sol.Status != Optimal {
				t.Errorf("%v, seed %d: %v: %v", shape, seed, sol.Status, err)
			}
		}
	}
}

// TestAssignment: assignment programs are degenerate at every vertex, one of their rows
// is redundant, and with whole costs their value is whole (Birkhoff, von Neumann).
func TestAssignment(t *testing.T) {
	var s Solver
	for n := 2; n <= 12; n++ {
		r := rand.New(rand.NewPCG(8, uint64(n)))
		p := Problem{C: make([]float64, n*n), A: make([]float64, 2*n*n*n), B: make([]float64, 2*n),
			Rel: make([]Relation, 2*n)}
		for i := range 2 * n {
			p.B[i], p.Rel[i] = 1, EQ
		}
		for c := range p.C {
			p.C[c] = float64(r.IntN(10))
			p.A[(c/n)*n*n+c], p.A[(n+c%n)*n*n+c] = 1, 1
		}
		sol := s.Solve(p)
		if err := Check(p, sol, 1e-12); err != nil || sol.Status != Optimal {
			t.Fatalf("%d: %v %v", n, sol.Status, err)
		}
		if math.Abs(sol.Value-math.Round(sol.Value)) > 1e-12 {
			t.Errorf("%d: value %v is not whole", n, sol.Value)
		}
	}
}

// TestAlmostDependent: columns and rows that differ from others by little end in a basis
// whose solution still checks.
func TestAlmostDependent(t *testing.T) {
	var s Solver
	for seed := range 200 {
		r := rand.New(rand.NewPCG(9, uint64(seed)))
		m, n := 3+r.IntN(6), 6+r.IntN(10)
		p := feasible(r, m, n)
		noise := math.Pow(10, -4-8*r.Float64())
		for i := range m {
			p.A[i*n+n-1] = p.A[i*n] + noise*r.NormFloat64()
		}
		for j := range n {
			p.A[(m-1)*n+j] = p.A[j] + noise*r.NormFloat64()
		}
		p.C[n-1], p.B[m-1], p.Rel[m-1] = p.C[0], p.B[0], p.Rel[0]
		sol := s.Solve(p)
		if err := Check(p, sol, 1e-7); err != nil {
			t.Errorf("seed %d, noise %.1g: %v: %v", seed, noise, sol.Status, err)
		}
	}
}

// BenchmarkShapes times the shapes of TestShapes.
func BenchmarkShapes(b *testing.B) {
	for _, shape := range [][2]int{{5, 50}, {12, 51}, {20, 3000}, {200, 60}, {200, 200}} {
		p := feasible(rand.New(rand.NewPCG(2, 0)), shape[0], shape[1])
		b.Run(fmt.Sprintf("%dx%d", shape[0], shape[1]), func(b *testing.B) {
			var s Solver
			b.ReportAllocs()
			for b.Loop() {
				s.Solve(p)
			}
		})
	}
}
