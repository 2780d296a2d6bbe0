package linprog

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// Laws of the solver:
//
//	1. A warm Solver allocates nothing.
//	2. The answer depends on the problem alone, not on what was solved before.
//	3. Duplicate columns and rows that repeat others do not change the value.
//	4. Scaling rows, columns and costs by any positive numbers scales the value alone.
//	5. Check refuses what has been tampered with.

// TestNoAllocation is law 1.
func TestNoAllocation(t *testing.T) {
	var s Solver
	r := rand.New(rand.NewPCG(4, 0))
	problems := []Problem{feasible(r, 12, 50), random(r, 6, 6, true), feasible(r, 60, 20)}
	solve := func() {
		for _, p := range problems {
			s.Solve(p)
		}
	}
	solve()
	if n := testing.AllocsPerRun(20, solve); n != 0 {
		t.Errorf("%v allocations a run, want none", n)
	}
}

// TestNoMemory is law 2.
func TestNoMemory(t *testing.T) {
	var used Solver
	for seed := range 100 {
		r := rand.New(rand.NewPCG(5, uint64(seed)))
		p := random(r, 1+r.IntN(8), 1+r.IntN(8), true)
		a, b := used.Solve(p), new(Solver).Solve(p)
		if a.Status != b.Status || a.Value != b.Value || !slices.Equal(a.X, b.X) || !slices.Equal(a.Dual, b.Dual) {
			t.Fatalf("seed %d: a used solver answers differently", seed)
		}
	}
}

// repeated returns p with each column twice and the first rows again, times 2.
func repeated(p Problem) Problem {
	m, n := len(p.B), len(p.C)
	var q Problem
	q.C = append(append(q.C, p.C...), p.C...)
	q.Free = append(append(q.Free, p.Free...), p.Free...)
	for k := range m + (m+1)/2 {
		r, f := k%m, 1+float64(k/m)
		for range 2 {
			for _, v := range p.A[r*n : (r+1)*n] {
				q.A = append(q.A, f*v)
			}
		}
		q.B, q.Rel = append(q.B, f*p.B[r]), append(q.Rel, p.Rel[r])
	}
	return q
}

// TestRepeated is law 3.
func TestRepeated(t *testing.T) {
	var s Solver
	for seed := range 500 {
		r := rand.New(rand.NewPCG(6, uint64(seed)))
		p := random(r, 1+r.IntN(6), 1+r.IntN(8), seed%2 == 0)
		q := repeated(p)
		a := s.Solve(p)
		value, status := a.Value, a.Status
		b := s.Solve(q)
		if b.Status != status || status == Optimal && math.Abs(b.Value-value) > 1e-9*(1+math.Abs(value)) {
			t.Errorf("seed %d: %v %v, repeated %v %v", seed, status, value, b.Status, b.Value)
		}
		if err := Check(q, b, 1e-9); err != nil {
			t.Errorf("seed %d: %v", seed, err)
		}
	}
}

// TestScaling is law 4, with scales over twelve orders of magnitude.
func TestScaling(t *testing.T) {
	var s Solver
	for seed := range 300 {
		r := rand.New(rand.NewPCG(7, uint64(seed)))
		p := feasible(r, 2+r.IntN(6), 4+r.IntN(8))
		want := s.Solve(p).Value
		n := len(p.C)
		scale := func() float64 { return math.Pow(10, 12*r.Float64()-6) }
		cost := scale()
		for i := range p.B {
			f := scale()
			p.B[i] *= f
			for j := range n {
				p.A[i*n+j] *= f
			}
		}
		for j := range n {
			f := scale()
			p.C[j] *= f * cost
			for i := range p.B {
				p.A[i*n+j] *= f
			}
		}
		sol := s.Solve(p)
		if got := sol.Value / cost; sol.Status != Optimal || math.Abs(got-want) > 1e-8*(1+math.Abs(want)) {
			t.Errorf("seed %d: %v %v, unscaled %v", seed, sol.Status, got, want)
		}
	}
}

// TestTampered is law 5, on one program of each status.
func TestTampered(t *testing.T) {
	optimal := Problem{C: []float64{2, 3}, A: []float64{1, 1, 1, 3}, B: []float64{4, 6}, Rel: []Relation{GE, GE}}
	infeasible := Problem{C: []float64{0, 0}, A: []float64{1, 1, 1, 2}, B: []float64{2, 1}, Rel: []Relation{GE, LE}}
	unbounded := Problem{C: []float64{-1, 0}, A: []float64{1, -3, 1, -2}, B: []float64{2, 1}, Rel: []Relation{LE, EQ}}
	free := Problem{
		C: []float64{1, 0}, A: []float64{1, -1}, B: []float64{0}, Rel: []Relation{EQ}, Free: []bool{false, true},
	}
	tests := []struct {
		name   string
		p      Problem
		change func(sol *Solution)
		want   string
	}{
		{"x too small", optimal, func(sol *Solution) { sol.X[0] -= 1e-3 }, "row 0 is off its right-hand side"},
		{"x too dear", optimal, func(sol *Solution) { sol.X[0] += 1e-3 }, "but C.X ="},
		{"x negative", optimal, func(sol *Solution) { sol.X[0], sol.X[1] = -1, 9 }, "x[0] = -1, must be >= 0"},
		{"x negative beside a free one", free, func(sol *Solution) { sol.X[0], sol.X[1] = -1, -1 }, "x[0] = -1,"},
		{"x not a number", optimal, func(sol *Solution) { sol.X[1] = math.NaN() }, "x[1] = NaN, must be >= 0"},
		{"x free, not a number", free, func(sol *Solution) { sol.X[1] = math.NaN() }, "x[1] = NaN, must be >= 0"},
		{"dual too large", optimal, func(sol *Solution) { sol.Dual[0] += 1e-3 }, "reduced cost"},
		{"dual too small", optimal, func(sol *Solution) { sol.Dual[0] -= 1e-3 }, "B.Dual ="},
		{"dual negative", optimal, func(sol *Solution) { sol.Dual[0] = -1 }, "multiplier -1 of row 0"},
		{"dual not a number", optimal, func(sol *Solution) { sol.Dual[0] = math.NaN() }, "multiplier NaN of row 0"},
		{"dual of an equation", free, func(sol *Solution) { sol.Dual[0] = math.NaN() }, "multiplier NaN of row 0"},
		{"value", optimal, func(sol *Solution) { sol.Value += 1e-3 }, "but C.X ="},
		{"stalled", optimal, func(sol *Solution) { sol.Status = Stalled }, "stalled"},
		{"ray of optimal", optimal, func(sol *Solution) { sol.Status = Unbounded }, "ray improves by"},
		{"Farkas of optimal", optimal, func(sol *Solution) { sol.Status = Infeasible }, "reduced cost"},
		{"Farkas sign", infeasible, func(sol *Solution) { sol.Dual[1] = -sol.Dual[1] }, "multiplier"},
		{"Farkas zero", infeasible, func(sol *Solution) { clear(sol.Dual) }, "Farkas ray gains 0"},
		{"Farkas infinite", infeasible, func(sol *Solution) { sol.Dual[0] = math.Inf(1) }, "Farkas ray gains +Inf"},
		{"Farkas short", infeasible, func(sol *Solution) { sol.Dual[1] /= 1.5 }, "reduced cost"},
		{"ray zero", unbounded, func(sol *Solution) { clear(sol.X) }, "ray improves by"},
		{"ray infinite", unbounded, func(sol *Solution) { sol.X[0] = math.Inf(1) }, "ray improves by +Inf"},
		{"ray sign", unbounded, func(sol *Solution) { sol.X[1] = -sol.X[1] }, "x[1] ="},
		{"ray blocked", unbounded, func(sol *Solution) { sol.X[1] = 0 }, "row 0 is off its right-hand side"},
	}
	if a, b, c := new(Solver).Solve(optimal).Status, new(Solver).Solve(infeasible).Status,
		new(Solver).Solve(unbounded).Status; a != Optimal || b != Infeasible || c != Unbounded {
		t.Fatalf("the programs are %v, %v and %v", a, b, c)
	}
	for _, test := range tests {
		sol := new(Solver).Solve(test.p)
		if err := Check(test.p, sol, 1e-9); err != nil {
			t.Fatalf("%s: before: %v", test.name, err)
		}
		test.change(&sol)
		if err := Check(test.p, sol, 1e-9); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, not %q", test.name, err, test.want)
		}
	}
}

// TestCheckNeedsItsLengths: a solution of another problem is the programmer's mistake, in each of its lengths.
func TestCheckNeedsItsLengths(t *testing.T) {
	p := Problem{C: []float64{2, 3}, A: []float64{1, 1, 1, 3}, B: []float64{4, 6}, Rel: []Relation{GE, GE}}
	for name, change := range map[string]func(p *Problem, sol *Solution){
		"A":    func(p *Problem, _ *Solution) { p.A = append(p.A, 1) },
		"Rel":  func(p *Problem, _ *Solution) { p.Rel = append(p.Rel, LE) },
		"X":    func(_ *Problem, sol *Solution) { sol.X = append(sol.X, 0) },
		"Dual": func(_ *Problem, sol *Solution) { sol.Dual = append(sol.Dual, 0) },
	} {
		changed := p
		sol := new(Solver).Solve(p)
		change(&changed, &sol)
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			_ = Check(changed, sol, 1e-9)
		}()
	}
}

// TestShapeMistakes: lengths that disagree are the programmer's mistake.
func TestShapeMistakes(t *testing.T) {
	for name, p := range map[string]Problem{
		"A":    {C: []float64{1}, A: []float64{1, 2}, B: []float64{1}, Rel: []Relation{LE}},
		"Rel":  {C: []float64{1}, A: []float64{1}, B: []float64{1}},
		"Free": {C: []float64{1}, A: []float64{1}, B: []float64{1}, Rel: []Relation{LE}, Free: []bool{}},
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			new(Solver).Solve(p)
		}()
	}
}

// TestHopeless: numbers that are no numbers end in Stalled, not in a loop.
func TestHopeless(t *testing.T) {
	for _, bad := range []float64{math.NaN(), math.Inf(1)} {
		for at := range 3 {
			p := Problem{C: []float64{-1, -1}, A: []float64{1, 2, 3, 1}, B: []float64{1, 1}, Rel: []Relation{LE, LE}}
			[][]float64{p.C, p.A, p.B}[at][0] = bad
			sol := new(Solver).Solve(p)
			if err := Check(p, sol, 1e-9); sol.Status != Stalled && err != nil {
				t.Errorf("%v in place %d: %v that does not check", bad, at, sol.Status)
			}
		}
	}
}
