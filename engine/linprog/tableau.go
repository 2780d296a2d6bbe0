package linprog

import (
	"math"

	"github.com/emergent-alignment/emergent/engine/numeric"
)

// tableau is the condensed (Tucker) tableau of the scaled problem. With x_N the nonbasic
// variables, at 0, and x_B the basic ones,
//
//	x_B = b - T x_N,     -value = -v - d.x_N
//
// so the cost row is a row like any other. It holds nonbasic columns only: the tableau of
// a program and that of its dual are each other's transpose, and a pivot costs
// rows x columns whichever way round the program is posed. Row 0 holds d, column 0 holds
// b; row 1 and column 1 hold the perturbations of both (simplex.go).
//
// A slack that must be 0 leaves the tableau once nonbasic, a free variable once basic:
// neither can move again, and kernel.go recovers their values at the end.
type tableau struct {
	t          []float64
	stride     int
	rows, cols int         // in use, the leading two included
	row, col   []int       // labels: variable j is j, the slack of row r is n+r
	pivots     int         // made since the numbers were loaded
	least      float64     // the smallest entry to divide by
	weight     []float64   // Devex weights of the columns (primal) or rows (dual)
	cand       []candidate // of the last ratio test
}

// lead is the number of leading rows and columns.
const lead = 2

func (t *tableau) at(i, j int) *float64 { return &t.t[i*t.stride+j] }

func (t *tableau) line(i int) []float64 { return t.t[i*t.stride : i*t.stride+t.cols] }

// load fills the tableau with the scaled problem, every slack basic.
func (s *Solver) load() {
	t, sc := &s.tab, &s.scale
	t.stride, t.rows, t.cols, t.pivots = s.n+lead, s.m+lead, s.n+lead, 0
	t.t = numeric.Sized(t.t, t.rows*t.stride)
	t.row, t.col = numeric.Sized(t.row, t.rows), numeric.Sized(t.col, t.cols)
	t.weight = numeric.Sized(t.weight, max(t.rows, t.cols))
	s.basic = numeric.Sized(s.basic, s.n+s.m)
	clear(t.t[:lead*t.stride])
	d := t.line(0)
	for j, c := range s.p.C {
		d[lead+j] = c * sc.col[j] / sc.cost
		t.col[lead+j], s.basic[j] = j, false
	}
	for r, b := range s.p.B {
		o, a, f := t.line(lead+r), s.p.A[r*s.n:(r+1)*s.n], sc.row[r]
		o[0], o[1] = b*f/sc.rhs, 0
		for j, v := range a {
			o[lead+j] = f * v * sc.col[j]
		}
		t.row[lead+r], s.basic[s.n+r] = s.n+r, true
	}
}

// pivot makes the variable of column q basic in row i.
func (s *Solver) pivot(i, q int) {
	t := &s.tab
	s.left--
	t.pivots++
	row := t.line(i)
	inv := 1 / row[q]
	row[q] = 1
	for j := range row {
		row[j] *= inv
	}
	for k := 0; k < t.rows; k++ {
		o := t.t[k*t.stride : k*t.stride+len(row)]
		f := o[q]
		if f == 0 || k == i {
			continue
		}
		o[q] = 0
		subtract(o, row, f)
	}
	in, out := t.col[q], t.row[i]
	t.row[i], t.col[q] = in, out
	s.basic[in], s.basic[out] = true, false
}

// subtract does o -= f row.
func subtract(o, row []float64, f float64) {
	o = o[:len(row)]
	for len(row) >= 4 && len(o) >= 4 {
		o[0] -= f * row[0]
		o[1] -= f * row[1]
		o[2] -= f * row[2]
		o[3] -= f * row[3]
		o, row = o[4:], row[4:]
	}
	for j, v := range row {
		o[j] -= f * v
	}
}

// dropRow and dropCol take a row or column out, moving the last one into its place.
func (t *tableau) dropRow(i int) {
	t.rows--
	copy(t.line(i), t.line(t.rows))
	t.row[i] = t.row[t.rows]
}

func (t *tableau) dropCol(q int) {
	t.cols--
	for i := 0; i < t.rows; i++ {
		o := t.t[i*t.stride:]
		o[q] = o[t.cols]
	}
	t.col[q] = t.col[t.cols]
}

// start loads the problem and makes a first basis: every EQ slack nonbasic, every free
// variable basic, as far as the rows are independent. A basis feasible on one side saves
// a phase, and the last of these pivots can repair one side: rowFor the right-hand sides,
// columnFor the costs. So the side already feasible is disturbed first.
func (s *Solver) start() ending {
	s.load()
	s.line = -1
	if s.infeasible(looseTol) {
		end := s.settleRows()
		s.settleFree()
		return end
	}
	s.settleFree()
	return s.settleRows()
}

// settleRows makes the slack of every EQ row nonbasic.
func (s *Solver) settleRows() ending {
	t := &s.tab
	for i := lead; i < t.rows; {
		if !s.fixed(t.row[i]) {
			i++
			continue
		}
		q := s.columnFor(i)
		switch {
		case q >= 0:
			s.pivot(i, q)
			t.dropCol(q)
		case math.Abs(*t.at(i, 0)) > looseTol:
			return ending{noPoint, t.row[i]}
		default:
			t.dropRow(i) // the other rows imply it
		}
	}
	s.dropFreeRows()
	return ending{}
}

// settleFree makes every free variable basic.
func (s *Solver) settleFree() {
	t := &s.tab
	for q := lead; q < t.cols; {
		if !s.unbound(t.col[q]) {
			q++
			continue
		}
		i := s.rowFor(q)
		if i < 0 {
			s.dropLine(q)
			continue
		}
		fixed := s.fixed(t.row[i])
		s.pivot(i, q)
		t.dropRow(i)
		if fixed {
			t.dropCol(q)
		}
	}
}

// fixed reports whether a label is the slack of an EQ row, unbound whether it is free.
func (s *Solver) fixed(label int) bool   { return label >= s.n && s.p.Rel[label-s.n] == EQ }
func (s *Solver) unbound(label int) bool { return label < s.n && s.free(label) }

// columnFor returns the column with the most negative cost among those with a large
// entry in row i, free variables first, and -1 when the row is zero.
func (s *Solver) columnFor(i int) int {
	t := &s.tab
	row, d := t.line(i), t.line(0)
	size := 0.0
	for q := lead; q < len(row); q++ {
		size = max(size, math.Abs(row[q]))
	}
	best, freeBest := -1, false
	for q := lead; q < len(row); q++ {
		if math.Abs(row[q]) < large*size || size <= t.least {
			continue
		}
		if free := s.unbound(t.col[q]); best < 0 || free && !freeBest || free == freeBest && d[q] < d[best] {
			best, freeBest = q, free
		}
	}
	return best
}

// rowFor returns the row with the most negative right-hand side among those with a large
// entry in column q, EQ rows first, and -1 when the column is zero.
func (s *Solver) rowFor(q int) int {
	t := &s.tab
	size := 0.0
	for i := lead; i < t.rows; i++ {
		size = max(size, math.Abs(*t.at(i, q)))
	}
	best, fixedBest := -1, false
	for i := lead; i < t.rows; i++ {
		if math.Abs(*t.at(i, q)) < large*size || size <= t.least {
			continue
		}
		fixed := s.fixed(t.row[i])
		if best < 0 || fixed && !fixedBest || fixed == fixedBest && *t.at(i, 0) < *t.at(best, 0) {
			best, fixedBest = i, fixed
		}
	}
	return best
}

// large is the share of the largest entry that makes an entry a stable first pivot.
const large = 0.1

// dropLine drops the column of a free variable that no row holds back.
func (s *Solver) dropLine(q int) {
	if math.Abs(*s.tab.at(0, q)) > looseTol && s.line < 0 {
		s.line = s.tab.col[q]
	}
	s.tab.dropCol(q)
}

func (s *Solver) dropFreeRows() {
	t := &s.tab
	for i := lead; i < t.rows; {
		if s.unbound(t.row[i]) {
			t.dropRow(i)
		} else {
			i++
		}
	}
}

// restart loads the problem again and pivots straight to the present basis, so that what
// the pivots had worn is new; right-hand sides and costs are taken from the kernel, which
// is more exact still. A basis that turns out singular is given up.
func (s *Solver) restart() ending {
	if !s.factor() {
		return s.start()
	}
	s.solveBasis()
	vars, rows := s.kernel.vars, s.kernel.rows
	s.load()
	for k := range vars {
		r, j := s.largestPivot(rows[k:], vars[k:])
		if math.Abs(*s.tab.at(lead+rows[k+r], lead+vars[k+j])) <= singularTol {
			return s.start()
		}
		rows[k], rows[k+r] = rows[k+r], rows[k]
		vars[k], vars[k+j] = vars[k+j], vars[k]
		s.pivot(lead+rows[k], lead+vars[k])
	}
	s.dropSettled()
	t := &s.tab
	for i := lead; i < t.rows; i++ {
		*t.at(i, 0) = s.figures[t.row[i]]
	}
	for q := lead; q < t.cols; q++ {
		*t.at(0, q) = s.figures[t.col[q]]
	}
	return ending{}
}

// largestPivot returns the places in rows and vars of the largest entry among theirs.
func (s *Solver) largestPivot(rows, vars []int) (r, j int) {
	size := 0.0
	for a, row := range rows {
		for b, v := range vars {
			if x := math.Abs(*s.tab.at(lead+row, lead+v)); x > size {
				r, j, size = a, b, x
			}
		}
	}
	return r, j
}

// dropSettled drops what start drops as it goes: EQ slacks and free variables.
func (s *Solver) dropSettled() {
	t := &s.tab
	s.line = -1
	for i := lead; i < t.rows; {
		if s.fixed(t.row[i]) || s.unbound(t.row[i]) {
			t.dropRow(i)
		} else {
			i++
		}
	}
	for q := lead; q < t.cols; {
		switch {
		case s.fixed(t.col[q]):
			t.dropCol(q)
		case s.unbound(t.col[q]):
			s.dropLine(q)
		default:
			q++
		}
	}
}
