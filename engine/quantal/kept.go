package quantal

import "github.com/emergent-alignment/emergent/engine/numeric"

// This file says for pictures which beliefs a single agent cannot improve on. Solve itself
// need not know: it tests only what every agent before it kept.

// KeptBy reports, for every belief of the grid of the last Solve, whether agent i cannot
// improve on it. The list lasts until the next call.
func (s *Solver) KeptBy(i int) []bool {
	if !s.answer.Solved {
		return nil
	}
	s.alone = numeric.Sized(s.alone, s.grid.Len())
	for p := range s.alone {
		s.alone[p] = true
	}
	all := s.kept
	s.kept = s.alone
	switch s.grid.Signals {
	case 2:
		s.keepOnLine(i)
	case 3:
		s.keepInPlane(i)
	}
	s.kept = all
	return s.alone
}

// Runs returns the runs of neighbouring beliefs that are kept, as first and last place: on
// two signals from left to right; on three along the rows of the base grid, where the last
// signal's probability stays the same, and then the beliefs between them one by one.
func (g *Grid) Runs(kept []bool) [][2]int {
	runs := [][2]int{}
	for p, k := range kept {
		if !k {
			continue
		}
		if n := len(runs); n > 0 && runs[n-1][1] == p-1 && g.joined(p) {
			runs[n-1][1] = p
		} else {
			runs = append(runs, [2]int{p, p})
		}
	}
	return runs
}

// joined reports whether belief p is the next one of the row that the belief before it is on.
func (g *Grid) joined(p int) bool {
	return g.Signals != 3 || p < int(g.place(0, g.Resolution))+1 && g.y[p] == g.y[p-1]
}
