// Package linprog solves small dense linear programs and certifies the answers.
package linprog

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

// Solution of a Problem. Its slices belong to the Solver and last until its next Solve.
type Solution struct {
	Status Status
	Value  float64   // C.X
	X      []float64 // n
	// Dual has one multiplier a row: C - A'Dual >= 0 (= 0 where free), Dual <= 0 on LE
	// rows, >= 0 on GE rows, and B.Dual = Value.
	Dual []float64
}

// Solver solves problems one after another and keeps its memory between them: on the
// warm path it allocates nothing. The zero value is ready. Not for concurrent use.
type Solver struct{}

// Solve solves p. It panics when the lengths in p disagree.
func (s *Solver) Solve(p Problem) Solution { panic("linprog: not written yet") }

// Check verifies sol for p by arithmetic alone, to tol in the units of each row.
func Check(p Problem, sol Solution, tol float64) error { panic("linprog: not written yet") }
