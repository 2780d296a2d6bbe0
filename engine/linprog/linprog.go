// Package linprog solves small dense linear programs and certifies the answers. It sits
// at the bottom of the engine beside belief: alignment, envelopes, floors and selection
// all bring their programs here. It knows nothing of beliefs or utilities, keeps no
// problem between two solves, and never guesses: a status other than Stalled comes with
// numbers that Check verifies by arithmetic alone.
package linprog

import "math"

// Relation says how a row relates to its right-hand side.
type Relation int8

// The relations of a row.
const (
	LE Relation = iota // A[r].x <= B[r]
	EQ                 // A[r].x  = B[r]
	GE                 // A[r].x >= B[r]
)

// Problem is: minimise C.x subject to A[r].x (<=, =, >=) B[r] for every row r, with
// x[j] >= 0 except where Free[j].
type Problem struct {
	C    []float64  // n costs
	A    []float64  // rows x n, row-major
	B    []float64  // rows
	Rel  []Relation // rows
	Free []bool     // n, or nil when every variable is non-negative
}

// Status says how a solve ended.
type Status int8

// How a solve can end.
const (
	Optimal    Status = iota
	Infeasible        // Dual is a Farkas ray
	Unbounded         // X is a feasible improving ray
	Stalled           // iteration limit: numerically hopeless input
)

func (st Status) String() string {
	return [...]string{"optimal", "infeasible", "unbounded", "stalled"}[st]
}

// Solution of a Problem. Its slices belong to the Solver and last until its next Solve.
type Solution struct {
	Status Status
	Value  float64   // C.X
	X      []float64 // n
	// Dual has one multiplier a row: C - A'Dual >= 0 (= 0 where free), Dual <= 0 on LE
	// rows, >= 0 on GE rows, and B.Dual = Value. A Farkas ray keeps the signs, has
	// A'Dual <= 0 (= 0 where free) and is scaled to B.Dual = 1.
	Dual []float64
}

// Tolerances, in the units of the scaled problem, whose rows, columns, costs and
// right-hand sides have largest entries near 1.
const (
	// looseTol is the infeasibility forgiven in a tableau that many pivots have worn.
	looseTol = 1e-9
	// tightTol is the infeasibility forgiven in a fresh tableau and in the final answer.
	tightTol = 1e-11
	// lastTol is the infeasibility that still counts as an answer when no restart helps.
	lastTol = 1e-8
	// pivotTol is the smallest entry worth dividing by.
	pivotTol = 1e-9
	// tieTol is how far two ratios may differ and still be broken as a tie.
	tieTol = 1e-12
	// maxRestarts bounds how often a tableau is rebuilt from the problem's own numbers.
	maxRestarts = 6
)

// Solver solves problems one after another and keeps its memory between them: on the
// warm path it allocates nothing. The zero value is ready. Not for concurrent use.
//
// The method is the simplex method on a condensed tableau (tableau.go), dual while the
// basis is infeasible and primal from there (simplex.go), ties broken as if by a random
// infinitesimal perturbation, which rules out cycling. The basis it ends with is solved
// again from the problem's own numbers (kernel.go); if that shows it to be wrong, the
// tableau is rebuilt from those numbers and the method goes on.
type Solver struct {
	p    Problem
	m, n int // rows, columns of p

	scale  scaling
	tab    tableau
	kernel kernel

	basic  []bool // of the n variables, then of the m slacks
	left   int    // pivots that may still be made
	line   int    // a free variable no row mentions and whose cost is not 0, or -1
	x, dua []float64
}

// Solve solves p. It panics when the lengths in p disagree.
func (s *Solver) Solve(p Problem) Solution {
	s.p, s.m, s.n = p, len(p.B), len(p.C)
	if len(p.A) != s.m*s.n || len(p.Rel) != s.m || (p.Free != nil && len(p.Free) != s.n) {
		panic("linprog: the lengths of a Problem disagree")
	}
	s.x, s.dua = sized(s.x, s.n), sized(s.dua, s.m)
	s.left = 50*(s.m+s.n) + 1000
	s.scale.set(p)
	end := s.start()
	tol := looseTol
	for restart := 0; ; restart++ {
		if end.kind == running {
			end = s.optimise(tol)
		}
		last := restart == maxRestarts || end.kind == exhausted
		if end.fresh(s) || last {
			if sol, ok := s.conclude(end, last); ok || last {
				return sol
			}
		}
		tol = tightTol
		end = s.restart()
	}
}

// ending is where the simplex method stopped: at an optimal basis, or at the tableau's
// row or column, named by its label, that shows there is none.
type ending struct {
	kind  endKind
	label int
}

type endKind int8

const (
	running   endKind = iota
	optimal           // a basis feasible on both sides
	noPoint           // the row of label cannot be satisfied
	noBottom          // the column of label improves for ever
	exhausted         // no pivots left
)

// fresh says whether an ending may be believed without a restart. An optimal basis is
// always solved again, so it may; a ray is believed only of a tableau not yet worn.
func (e ending) fresh(s *Solver) bool { return e.kind == optimal || s.tab.pivots <= 2*s.m+2 }

// conclude turns an ending into a solution computed from the problem's own numbers; it
// reports false when those numbers contradict the ending.
func (s *Solver) conclude(e ending, last bool) (Solution, bool) {
	tol := tightTol
	if last {
		tol = lastTol
	}
	hopeless := Solution{Status: Stalled, X: s.x, Dual: s.dua}
	if !s.factor() {
		return hopeless, false
	}
	switch e.kind {
	case noPoint:
		if s.farkas(e.label, tol) {
			return Solution{Status: Infeasible, X: s.x, Dual: s.dua}, true
		}
	case noBottom:
		if s.ray(e.label, tol) {
			return Solution{Status: Unbounded, X: s.x, Dual: s.dua}, true
		}
	default:
		ok := s.solveBasis(tol)
		value := dot(s.p.C, s.x)
		gap := value - dot(s.p.B, s.dua) // 0 up to rounding, unless some number was not finite
		if ok && math.Abs(gap) < math.Inf(1) {
			return Solution{Status: Optimal, Value: value, X: s.x, Dual: s.dua}, true
		}
	}
	return hopeless, false
}

func (s *Solver) free(j int) bool { return s.p.Free != nil && s.p.Free[j] }

// sized returns a slice of length n, v itself when it is large enough; contents are
// whatever they were.
func sized[T any](v []T, n int) []T {
	if cap(v) < n {
		return make([]T, n)
	}
	return v[:n]
}

func dot(a, b []float64) float64 {
	sum := 0.0
	for i, v := range a {
		sum += v * b[i]
	}
	return sum
}
