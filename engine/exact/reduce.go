package exact

import "math/big"

// Reduction solves systems of linear equations without fractions (Bareiss 1968, in Jordan's
// form). Rows are added one by one; after r independent ones the system is
//
//	row j:  Det x_pivot(j) + sum over other columns c of  row_j[c] x_c = 0,
//
// with the same Det in all of them. Every entry, Det too, is a minor of the matrix of the
// rows added, which bounds its size. Only the first Columns may hold pivots: what stands
// behind them are right-hand sides, with their sign turned.
type Reduction struct {
	*Counter
	Columns int
	Det     *big.Int
	Rows    [][]big.Int
	Pivots  []int
}

// NewReduction begins without rows.
func NewReduction(c *Counter, columns int) *Reduction {
	return &Reduction{Counter: c, Columns: columns, Det: big.NewInt(1)}
}

// Add takes a row, which it may change, and reports whether it is independent of those
// before it; if not, it leaves the system as it was.
func (r *Reduction) Add(row []big.Int) bool {
	var product big.Int
	r.reduce(row)
	pivot := -1
	for c := range r.Columns {
		if row[c].Sign() != 0 {
			pivot = c
			break
		}
	}
	if pivot < 0 {
		return false
	}
	det := new(big.Int).Set(&row[pivot])
	for _, other := range r.Rows {
		factor := new(big.Int).Set(&other[pivot])
		for c := range other {
			r.Mul(&other[c], &other[c], det)
			if factor.Sign() != 0 && row[c].Sign() != 0 {
				other[c].Sub(&other[c], r.Mul(&product, factor, &row[c]))
			}
			r.Quo(&other[c], &other[c], r.Det)
		}
	}
	r.Det = det
	r.Rows, r.Pivots = append(r.Rows, row), append(r.Pivots, pivot)
	return true
}

// reduce makes row zero at the pivots: row*Det - sum_j row[pivot j] row_j.
func (r *Reduction) reduce(row []big.Int) {
	if len(r.Rows) == 0 {
		return
	}
	var product big.Int
	factors := make([]big.Int, len(r.Rows))
	for j, pivot := range r.Pivots {
		factors[j].Set(&row[pivot])
	}
	for c := range row {
		r.Mul(&row[c], &row[c], r.Det)
		for j := range r.Rows {
			if factors[j].Sign() != 0 && r.Rows[j][c].Sign() != 0 {
				row[c].Sub(&row[c], r.Mul(&product, &factors[j], &r.Rows[j][c]))
			}
		}
	}
}

// Solution is, times Det, the solution x of the rows when column c (behind the pivots) is the
// right-hand side; there must be as many independent rows as columns.
func (r *Reduction) Solution(c int) []big.Int {
	x := make([]big.Int, r.Columns)
	for j, pivot := range r.Pivots {
		x[pivot].Set(&r.Rows[j][c])
	}
	return x
}

// Null is a solution other than 0 of a system with one row less than columns.
func (r *Reduction) Null() []big.Int {
	x := make([]big.Int, r.Columns)
	free := r.Columns * (r.Columns - 1) / 2
	for _, pivot := range r.Pivots {
		free -= pivot
	}
	x[free].Set(r.Det)
	for j, pivot := range r.Pivots {
		x[pivot].Neg(&r.Rows[j][free])
	}
	return x
}
