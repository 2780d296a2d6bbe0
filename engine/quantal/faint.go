package quantal

// This file decides, among the beliefs that are on every agent's envelope up to a tolerance,
// which are: a payoff may be below it by e^-lambda only.

// slop is the rounding of a payoff and of the envelope over it, Exp's last digits included:
// the relative error of exp(lambda u) is that of lambda u.
func slop(lambda float64) float64 { return 1e-13 + 1e-15*lambda }

// dropFaint drops the kept beliefs that some agent can improve by ever so little. Those of
// which no digits tell stay.
func (s *Solver) dropFaint() {
	if s.slack > 0 || s.answer.Lambda == 0 {
		return // at 0 every payoff is linear
	}
	for i := range s.table.Parties - 1 {
		s.dropFaintly(i)
	}
}

func (s *Solver) dropFaintly(i int) {
	z, straightened := s.values[1+i], s.grid.Signals != 2
	for p, kept := range s.kept {
		if !kept || s.cornered(int32(p)) {
			continue
		}
		if !straightened { // only now, since most agents leave nothing to look at
			s.straighten(i)
			straightened = true
		}
		place, weight := s.facetOf(i, int32(p))
		gap := -z[p]
		for k, c := range place {
			if c == int32(p) {
				gap = -1 // a vertex
				break
			}
			if c >= 0 {
				gap += weight[k] * z[c]
			}
		}
		tiny := slop(s.answer.Lambda)
		if gap > tiny || gap >= -tiny && s.overhead(i, int32(p), place, weight) > 0 {
			s.kept[p] = false
		}
	}
}

func (s *Solver) cornered(p int32) bool {
	c := &s.grid.corner
	return p == c[0] || p == c[1] || p == c[2]
}

// straighten takes from agent i's chain on two signals the vertices that are below the chord of
// their neighbours by less than rounding shows.
func (s *Solver) straighten(i int) {
	z, x, chain := s.values[1+i], s.grid.x, s.lines[i].chain
	kept := chain[:1]
	for _, p := range chain[1:] {
		for n := len(kept); n >= 2; n-- {
			a, b := kept[n-2], kept[n-1]
			w := (x[b] - x[a]) / (x[p] - x[a])
			if above := z[b] - (1-w)*z[a] - w*z[p]; above > slop(s.answer.Lambda) ||
				s.overhead(i, b, [3]int32{a, p, none}, [3]float64{1 - w, w, 0}) <= 0 {
				break
			}
			kept = kept[:n-1]
		}
		kept = append(kept, p)
	}
	if len(kept) < len(chain) {
		s.lines[i].chain = kept
		s.chained(i)
	}
}

// overhead is the sign of how much a mixture of beliefs of the grid, with mean at belief q of
// it, pays agent i more than q does; 0 where no digits tell.
func (s *Solver) overhead(i int, q int32, place [3]int32, weight [3]float64) int {
	logs, shares := s.oddsAt(q)
	s.table.likeliest(logs, s.reference)
	var plain total
	s.table.deviation(&plain, -1, s.grid.Belief(int(q)), 1+i, shares, s.reference)
	for k, p := range place {
		if p >= 0 && weight[k] > 0 {
			_, shares := s.oddsAt(p)
			s.table.deviation(&plain, weight[k], s.grid.Belief(int(p)), 1+i, shares, s.reference)
		}
	}
	if sign := plain.sign(); sign != 0 {
		return sign
	}
	sum := newTally()
	for k, p := range place {
		if p >= 0 && weight[k] > 0 {
			s.tell(&sum, weight[k], p, i, s.reference)
		}
	}
	s.tell(&sum, -1, q, i, s.reference)
	return sum.sign()
}

// tell adds the deviation of agent i's payoff at a belief of the grid to a tally.
func (s *Solver) tell(sum *tally, weight float64, p int32, i int, reference []int) {
	logs, _ := s.oddsAt(p)
	s.table.deviationIn(sum, weight, s.grid.Belief(int(p)), 1+i, logs, reference)
}

// facetOf is the part of agent i's hull on which a belief of the grid lies, and the weights
// with which its vertices mix to it.
func (s *Solver) facetOf(i int, p int32) (place [3]int32, weight [3]float64) {
	g, on := &s.grid, s.on[i][p]
	if g.Signals == 2 {
		a, b := s.lines[i].chain[on-1], s.lines[i].chain[on]
		w := (g.x[p] - g.x[a]) / (g.x[b] - g.x[a])
		return [3]int32{a, b, none}, [3]float64{1 - w, w, 0}
	}
	f := &s.planes[i].faces[on]
	w1, w2 := f.within(g.x[p], g.y[p])
	return f.vertex, [3]float64{1 - w1 - w2, w1, w2}
}

// within is how much of the face's second and third vertex a point of the plane is.
func (f *face) within(x, y float64) (w1, w2 float64) {
	x, y = x-f.x, y-f.y
	area := f.x1*f.y2 - f.x2*f.y1
	return (x*f.y2 - y*f.x2) / area, (f.x1*y - f.y1*x) / area
}
