package linprog

import (
	"errors"
	"fmt"
	"math"

	"github.com/emergent-alignment/emergent/engine/numeric"
)

// ErrStalled is what Check says of a Solution that claims nothing.
var ErrStalled = errors.New("linprog: stalled, nothing to check")

// Check verifies sol for p by arithmetic alone, to tol in the units of each row.
//
//   - Optimal: X satisfies the rows and signs, Dual the columns and signs, each to tol,
//     and C.X = B.Dual = Value to tol (1 + |Value|). By weak duality no x does better.
//   - Infeasible: Dual, scaled to B.Dual = 1, has its signs and A'Dual <= tol (|.| <= tol
//     where free): a feasible x would need entries that sum to at least 1/tol.
//   - Unbounded: X, scaled to C.X = -1, breaks no row's homogeneous form and no sign by
//     more than tol: along it a feasible point stays feasible and improves. (That there
//     is a feasible point is the solver's word.)
//
// It panics when the lengths disagree.
func Check(p Problem, sol Solution, tol float64) error {
	m, n := len(p.B), len(p.C)
	if len(p.A) != m*n || len(p.Rel) != m || len(sol.X) != n || len(sol.Dual) != m {
		panic("linprog: the lengths of a Problem and its Solution disagree")
	}
	switch sol.Status {
	case Optimal:
		return checkOptimal(p, sol, tol)
	case Infeasible:
		return checkFarkas(p, sol.Dual, tol)
	case Unbounded:
		return checkRay(p, sol.X, tol)
	}
	return ErrStalled
}

func checkOptimal(p Problem, sol Solution, tol float64) error {
	if err := p.checkPoint(sol.X, 1, 1, tol); err != nil {
		return err
	}
	if err := p.checkDual(sol.Dual, 1, 1, tol); err != nil {
		return err
	}
	primal, dual := numeric.Dot(p.C, sol.X), numeric.Dot(p.B, sol.Dual)
	room := tol * (1 + math.Abs(sol.Value))
	if !within(primal-sol.Value, room) || !within(dual-sol.Value, room) {
		return fmt.Errorf("linprog: value %v, but C.X = %v and B.Dual = %v", sol.Value, primal, dual)
	}
	return nil
}

func checkFarkas(p Problem, ray []float64, tol float64) error {
	gain := numeric.Dot(p.B, ray)
	if !(gain > 0) || math.IsInf(gain, 1) {
		return fmt.Errorf("linprog: Farkas ray gains %v, not more than 0", gain)
	}
	return p.checkDual(ray, 1/gain, 0, tol)
}

func checkRay(p Problem, ray []float64, tol float64) error {
	gain := -numeric.Dot(p.C, ray)
	if !(gain > 0) || math.IsInf(gain, 1) {
		return fmt.Errorf("linprog: ray improves by %v, not more than 0", gain)
	}
	return p.checkPoint(ray, 1/gain, 0, tol)
}

// checkPoint checks scale x against the signs and against rows whose right-hand side is
// rhs times B.
func (p Problem) checkPoint(x []float64, scale, rhs, tol float64) error {
	for j, v := range x {
		if v *= scale; !(v >= -tol) && !(p.Free != nil && p.Free[j] && v <= 0) {
			return fmt.Errorf("linprog: x[%d] = %v, must be >= 0", j, v)
		}
	}
	n := len(p.C)
	for r, b := range p.B {
		over := scale*numeric.Dot(p.A[r*n:(r+1)*n], x) - rhs*b
		if !signed(p.Rel[r], over, tol) {
			return fmt.Errorf("linprog: row %d is off its right-hand side by %v", r, over)
		}
	}
	return nil
}

// checkDual checks scale y against its signs and against columns with cost times C.
func (p Problem) checkDual(y []float64, scale, cost, tol float64) error {
	for r, v := range y {
		if p.Rel[r] != EQ && !signed(p.Rel[r], scale*v, tol) || math.IsNaN(v) {
			return fmt.Errorf("linprog: multiplier %v of row %d has the wrong sign", v, r)
		}
	}
	n := len(p.C)
	for j, c := range p.C {
		d := cost * c
		for r, v := range y {
			d -= scale * v * p.A[r*n+j]
		}
		if !(d >= -tol) || (p.Free != nil && p.Free[j] && !(d <= tol)) {
			return fmt.Errorf("linprog: reduced cost %v of column %d has the wrong sign", d, j)
		}
	}
	return nil
}

// signed reports whether v has the sign of a row's excess, and of its multiplier.
func signed(rel Relation, v, tol float64) bool {
	switch rel {
	case LE:
		return v <= tol
	case GE:
		return v >= -tol
	}
	return within(v, tol)
}

func within(v, tol float64) bool { return math.Abs(v) <= tol }
