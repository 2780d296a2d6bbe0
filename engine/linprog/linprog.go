// Package linprog solves small dense linear programs and certifies the answers. It sits
// at the bottom of the engine beside belief: alignment, envelopes, floors and selection
// all bring their programs here. It knows nothing of beliefs or utilities, keeps no
// problem between two solves, and never guesses: a status other than Stalled comes with
// numbers that Check verifies by arithmetic alone.
package linprog

import (
	"math"

	"github.com/emergent-alignment/emergent/engine/numeric"
)

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
	Value  float64 // C.X
	// X has n numbers. A ray has C.X = -1; that there is a feasible point to start it from
	// is then the solver's finding.
	X []float64
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
	// lastTol is the infeasibility that still counts as an answer when nothing else helps.
	lastTol = 1e-8
	// pivotTol is the smallest entry worth dividing by.
	pivotTol = 1e-9
	// coarsePivotTol and coarsestPivotTol take its place where small pivots led nowhere.
	coarsePivotTol   = 1e-7
	coarsestPivotTol = 1e-6
	// tieTol is how far two ratios may differ and still be broken as a tie.
	tieTol = 1e-12
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
	// Refuse, if not nil, names the problems that are given up as Stalled unsolved. It is for
	// tests of what callers do then: they must read the Status before anything else.
	Refuse func(Problem) bool

	p    Problem
	m, n int // rows, columns of p

	scale  scaling
	tab    tableau
	kernel kernel

	basic  []bool // of the n variables, then of the m slacks
	left   int    // pivots that may still be made
	line   int    // a free variable no row mentions and whose cost is not 0, or -1
	x, dua []float64
	// figures of the last basis solved: by label, values where basic, else reduced costs.
	figures []float64
}

// refuse is Refuse for all solvers.
var refuse func(Problem) bool

// RefuseAll is Refuse for all solvers until the function it returns is called: for tests, which
// must not run beside others.
func RefuseAll(f func(Problem) bool) (end func()) {
	refuse = f
	return func() { refuse = nil }
}

// Solve solves p. It panics when the lengths in p disagree.
func (s *Solver) Solve(p Problem) Solution {
	s.p, s.m, s.n = p, len(p.B), len(p.C)
	if len(p.A) != s.m*s.n || len(p.Rel) != s.m || (p.Free != nil && len(p.Free) != s.n) {
		panic("linprog: the lengths of a Problem disagree")
	}
	s.x, s.dua = numeric.Sized(s.x, s.n), numeric.Sized(s.dua, s.m)
	s.figures = numeric.Sized(s.figures, s.n+s.m)
	if s.Refuse != nil && s.Refuse(p) || refuse != nil && refuse(p) {
		clear(s.x)
		clear(s.dua)
		return Solution{Status: Stalled, X: s.x, Dual: s.dua}
	}
	s.left = 50*(s.m+s.n) + 1000
	s.scale.set(p)
	for i, try := range tries {
		end := ending{}
		s.tab.least = try.pivot
		if try.anew {
			end = s.start()
		} else {
			end = s.restart()
		}
		if end.kind == running {
			end = s.optimize(try.simplex)
		}
		if end.fresh(s) || i == len(tries)-1 {
			if sol, ok := s.conclude(end, try.accept); ok {
				return sol
			}
		}
	}
	return Solution{Status: Stalled, X: s.x, Dual: s.dua}
}

// tries are the attempts at a problem: from a first basis (anew) or from the basis of the
// attempt before; the infeasibility forgiven on the way, and in the answer; and the least
// entry to divide by. Nearly all problems need the first only. The second and third repair
// what worn numbers spoiled. The others are for problems whose answer hangs on digits that
// they do not have.
var tries = [...]struct {
	anew                   bool
	simplex, accept, pivot float64
}{
	{true, looseTol, tightTol, pivotTol},
	{false, tightTol, tightTol, pivotTol},
	{false, tightTol, tightTol, pivotTol},
	{true, looseTol, lastTol, pivotTol},
	{true, looseTol, lastTol, coarsePivotTol},
	{true, looseTol, lastTol, coarsestPivotTol},
	{false, looseTol, lastTol, coarsestPivotTol},
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

// fresh reports whether an ending may be believed without a restart. An optimal basis is
// always solved again, so it may; a ray is believed only of a tableau not yet worn.
func (e ending) fresh(s *Solver) bool { return e.kind == optimal || s.tab.pivots <= 2*s.m+2 }

// conclude turns an ending into a solution computed from the problem's own numbers; it
// reports false when those numbers contradict the ending.
func (s *Solver) conclude(e ending, tol float64) (sol Solution, ok bool) {
	sol = Solution{X: s.x, Dual: s.dua}
	if !s.factor() {
		return sol, false
	}
	switch e.kind {
	case noPoint:
		sol.Status = Infeasible
		return sol, s.farkas(e.label, tol)
	case noBottom:
		sol.Status = Unbounded
		return sol, s.ray(e.label, tol)
	}
	s.solveBasis()
	sol.Value = numeric.Dot(s.p.C, s.x)
	gap := sol.Value - numeric.Dot(s.p.B, s.dua) // 0 up to rounding, unless some number was not finite
	return sol, s.feasible(tol) && math.Abs(gap) < math.Inf(1)
}

func (s *Solver) free(j int) bool { return s.p.Free != nil && s.p.Free[j] }
