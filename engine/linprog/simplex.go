package linprog

import "math"

// optimize runs the simplex method on the tableau as it stands. Where the basis is
// infeasible, the dual method makes it feasible: with the problem's costs when they allow
// it, else with random positive costs, which need no more than to be positive for the
// purpose. From a feasible basis the primal method goes on to the optimum.
func (s *Solver) optimize(tol float64) ending {
	if s.infeasible(tol) {
		if end := s.dual(tol, s.priced(tol)); end.kind != running {
			return end
		}
	}
	if s.line >= 0 {
		return ending{noBottom, s.line}
	}
	return s.primal(tol)
}

// infeasible reports whether a variable is negative that must not be.
func (s *Solver) infeasible(tol float64) bool {
	t := &s.tab
	for i := lead; i < t.rows; i++ {
		if *t.at(i, 0) < -tol && !s.fixed(t.row[i]) {
			return true
		}
	}
	return false
}

// priced reports whether no reduced cost is negative.
func (s *Solver) priced(tol float64) bool {
	for _, d := range s.tab.line(0)[lead:] {
		if d < -tol {
			return false
		}
	}
	return true
}

// primal keeps b >= 0 and pivots until d >= 0. Degenerate ties are broken as if b were
// b + delta b' with b' random and positive and delta infinitesimal: the perturbed problem
// has no ties, its value falls with every pivot, and no basis returns. b' is column 1.
// Entering columns are priced by Devex (Harris 1973).
func (s *Solver) primal(tol float64) ending {
	t := &s.tab
	for i := lead; i < t.rows; i++ {
		*t.at(i, 1) = jitter(t.row[i])
	}
	*t.at(0, 1), *t.at(1, 1) = 0, 0
	clear(t.line(1))
	t.resetWeights(t.cols)
	for s.left > 0 {
		q := t.entering(tol)
		if q < 0 {
			return ending{kind: optimal}
		}
		i := t.leaving(q)
		if i < 0 {
			return ending{noBottom, t.col[q]}
		}
		s.pivot(i, q)
		t.reweighColumns(i, q)
	}
	return ending{kind: exhausted}
}

// entering returns the column with the best d^2/weight among those with d < 0, or -1.
func (t *tableau) entering(tol float64) int {
	best, gain := -1, 0.0
	d := t.line(0)
	for q := lead; q < len(d); q++ {
		if v := d[q]; v < -tol {
			if g := v * v / t.weight[q]; g > gain {
				best, gain = q, g
			}
		}
	}
	return best
}

// candidate is a row or column that bounds a step: it allows value/entry, entry > 0.
type candidate struct {
	at                   int
	entry, value, jitter float64
}

// leaving returns the row that first reaches 0 as column q rises, or -1.
func (t *tableau) leaving(q int) int {
	t.cand = t.cand[:0]
	for i := lead; i < t.rows; i++ {
		o := t.line(i)
		if a := o[q]; a > t.least {
			t.cand = append(t.cand, candidate{i, a, max(o[0], 0), o[1]})
		}
	}
	return first(t.cand)
}

// first returns the candidate that allows the least step, or -1 when there is none. The
// bound is relaxed by tieTol (Harris), and of the candidates within it the one with the
// least jitter/entry counts as first, entries too small beside the largest passed over.
func first(cand []candidate) int {
	step, size := math.Inf(1), 0.0
	for _, c := range cand {
		if c.value+tieTol < step*c.entry {
			step = (c.value + tieTol) / c.entry
		}
	}
	for _, c := range cand {
		if c.value <= step*c.entry {
			size = max(size, c.entry)
		}
	}
	best, least := -1, math.Inf(1)
	for _, c := range cand {
		if c.value <= step*c.entry && c.entry >= smallPivot*size && c.jitter < least*c.entry {
			best, least = c.at, c.jitter/c.entry
		}
	}
	return best
}

// smallPivot is the share of the largest eligible pivot below which none is taken.
const smallPivot = 1e-5

// dual pivots until b >= 0 and keeps the costs >= 0: d + delta d' where useCost, else d'
// alone, with d' random and positive (row 1). It returns running when b >= 0.
func (s *Solver) dual(tol float64, useCost bool) ending {
	t := &s.tab
	d := t.line(1)
	d[0], d[1] = 0, 0
	for q := lead; q < len(d); q++ {
		d[q] = jitter(t.col[q])
	}
	for i := 0; i < t.rows; i++ {
		*t.at(i, 1) = 0
	}
	t.resetWeights(t.rows)
	for s.left > 0 {
		i := t.violated(tol)
		if i < 0 {
			return ending{}
		}
		q := t.cheapest(i, useCost)
		if q < 0 {
			return ending{noPoint, t.row[i]}
		}
		s.pivot(i, q)
		t.reweighRows(i, q)
	}
	return ending{kind: exhausted}
}

// violated returns the row with the best b^2/weight among those with b < 0, or -1.
func (t *tableau) violated(tol float64) int {
	best, gain := -1, 0.0
	for i := lead; i < t.rows; i++ {
		if v := *t.at(i, 0); v < -tol {
			if g := v * v / t.weight[i]; g > gain {
				best, gain = i, g
			}
		}
	}
	return best
}

// cheapest returns the column whose cost first reaches 0 as row i's multiplier rises, or
// -1: the mirror image of leaving.
func (t *tableau) cheapest(i int, useCost bool) int {
	row, d, jit := t.line(i), t.line(0), t.line(1)
	t.cand = t.cand[:0]
	for q := lead; q < len(row); q++ {
		if a := -row[q]; a > t.least {
			cost := 0.0
			if useCost {
				cost = max(d[q], 0)
			}
			t.cand = append(t.cand, candidate{q, a, cost, jit[q]})
		}
	}
	return first(t.cand)
}

func (t *tableau) resetWeights(n int) {
	for k := range t.weight[:n] {
		t.weight[k] = 1
	}
}

// reweighColumns and reweighRows update the Devex weights after a pivot at (i, q).
func (t *tableau) reweighColumns(i, q int) {
	row := t.line(i)
	w := t.weight[q]
	for j := lead; j < len(row); j++ {
		if v := row[j] * row[j] * w; v > t.weight[j] {
			t.weight[j] = v
		}
	}
	t.weight[q] = max(row[q]*row[q]*w, 1)
}

func (t *tableau) reweighRows(i, q int) {
	w := t.weight[i]
	for k := lead; k < t.rows; k++ {
		a := *t.at(k, q)
		if v := a * a * w; v > t.weight[k] {
			t.weight[k] = v
		}
	}
	a := *t.at(i, q)
	t.weight[i] = max(a*a*w, 1)
}

// jitter returns a number in [1,2) that looks random and depends on the label alone
// (the mixer of splitmix64, Steele et al. 2014).
func jitter(label int) float64 {
	z := uint64(label+1) * 0x9e3779b97f4a7c15
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	z ^= z >> 31
	return 1 + float64(z>>11)/(1<<53)
}
