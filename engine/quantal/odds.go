package quantal

import "math"

// This file remembers how the user responds at beliefs of the grid: whether an agent gains ever
// so little asks for most of them several times, and for every agent.

// odds are log sigma(a|q,x) and sigma(a|q,x), each as [p][x][a]; where nothing is known yet the first
// share is no number. The zero value is ready.
type odds struct {
	row          int // x times a
	logs, shares []float64
}

// grow makes place for n beliefs, of which nothing is known from place first on.
func (o *odds) grow(row, first, n int) {
	o.row = row
	o.logs, o.shares = extended(o.logs, first*row, n*row), extended(o.shares, first*row, n*row)
	for p := first; p < n; p++ {
		o.shares[p*row] = math.NaN()
	}
}

// move puts what is known of belief from[p] at p; see moveRows.
func (o *odds) move(from []int32) {
	o.logs, o.shares = moveRows(o.logs, from, o.row), moveRows(o.shares, from, o.row)
	for p, old := range from {
		if old < 0 {
			o.shares[p*o.row] = math.NaN()
		}
	}
}

// extended is the list with n numbers, of which the first are as they were.
func extended(list []float64, first, n int) []float64 {
	if cap(list) < n {
		list = append(make([]float64, 0, n+n/4), list[:first]...)
	}
	return list[:n]
}

// moveRows puts the row of entry from[p] at p, where from[p] is none or at most p, and ascends.
func moveRows(list []float64, from []int32, row int) []float64 {
	list = extended(list, len(list), len(from)*row)
	for p := len(from) - 1; p >= 0; p-- {
		if old := int(from[p]); old >= 0 {
			copy(list[p*row:][:row], list[old*row:])
		}
	}
	return list
}

// oddsAt are the user's odds at a belief of the grid. The first log of a signal that cannot
// occur is no number, and its shares are 0.
func (s *Solver) oddsAt(p int32) (logs, shares []float64) {
	o, t := &s.odds, &s.table
	logs, shares = o.logs[int(p)*o.row:][:o.row], o.shares[int(p)*o.row:][:o.row]
	if !math.IsNaN(shares[0]) {
		return logs, shares
	}
	for x := range t.private {
		row := logs[x*t.actions:][:t.actions]
		occurs := t.logs(s.grid.Belief(int(p)), x, s.answer.Lambda, row)
		for a, z := range row {
			shares[x*t.actions+a] = 0
			if occurs {
				shares[x*t.actions+a] = math.Exp(z)
			}
		}
		if !occurs {
			row[0] = math.NaN()
		}
	}
	return logs, shares
}
