package quantal

import (
	"math"
	"slices"
)

// This file remembers how the user responds at beliefs of the grid: whether an agent gains ever
// so little asks for most of them several times, and for every agent.

// odds are log sigma(a|q,x) and sigma(a|q,x), each as [p][x][a]. The zero value is ready.
type odds struct {
	row          int // x times a
	known        []bool
	logs, shares []float64
}

// grow makes place for n beliefs, of which nothing is known from place first on.
func (o *odds) grow(row, first, n int) {
	o.row = row
	o.known = append(o.known[:first], make([]bool, n-first)...)
	o.logs = slices.Grow(o.logs[:first*row], (n-first)*row)[:n*row]
	o.shares = slices.Grow(o.shares[:first*row], (n-first)*row)[:n*row]
}

// move puts what is known of belief from[p] at p; see moveRows.
func (o *odds) move(from []int32) {
	o.known = moveRows(o.known, from, 1)
	o.logs, o.shares = moveRows(o.logs, from, o.row), moveRows(o.shares, from, o.row)
	for p, old := range from {
		if old < 0 {
			o.known[p] = false
		}
	}
}

// moveRows puts the row of entry from[p] at p, where from[p] is none or at most p, and ascends.
func moveRows[T any](list []T, from []int32, row int) []T {
	list = slices.Grow(list, max(0, len(from)*row-len(list)))[:len(from)*row]
	for p, old := range slices.Backward(from) {
		if old >= 0 {
			copy(list[p*row:][:row], list[int(old)*row:])
		}
	}
	return list
}

// oddsAt are the user's odds at a belief of the grid. The first log of a signal that cannot
// occur is no number, and its shares are 0.
func (s *Solver) oddsAt(p int32) (logs, shares []float64) {
	o, t := &s.odds, &s.table
	logs, shares = o.logs[int(p)*o.row:][:o.row], o.shares[int(p)*o.row:][:o.row]
	if o.known[p] {
		return logs, shares
	}
	o.known[p] = true
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
