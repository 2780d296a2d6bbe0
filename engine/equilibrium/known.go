package equilibrium

import "github.com/emergent-alignment/emergent/engine/persuasion"

// known is what was found out of the game in hand and is asked again: equilibria of one game share
// posteriors, and each of their planes takes a look at every pair.
type known struct {
	unimprovable bool // Solver.unimprovable is filled
	alone        bool // Solver.monopolies is
	closed       bool // Solver.closed is, or refused says why not
	refused      error
	pictured     bool // Solver.picture is filled

	supports map[place]persuasion.Point
	lowered  map[planed]persuasion.Point
	tight    map[planed]bool // no entry of the plane could be less
	raises   map[faced]float64

	tops   []float64 // of Solver.tops: [agent][belief]
	topped []bool    // which agents' are there
}

// place is a belief, for one agent.
type place struct{ agent, belief int }

// planed is a plane over the kept signals, of one agent.
type planed struct {
	agent int
	plane persuasion.Point
}

// faced is that in the face of beliefs with this support.
type faced struct {
	planed
	face uint8
}

// kept is how many entries a map may have to be emptied for the next game: emptying takes as long as
// it once was large.
const kept = 1000

// forget is for a new game; the memory stays, unless it is much.
func (k *known) forget() {
	if k.supports == nil || max(len(k.supports), len(k.lowered), len(k.tight), len(k.raises)) > kept {
		k.supports, k.lowered = map[place]persuasion.Point{}, map[planed]persuasion.Point{}
		k.tight, k.raises = map[planed]bool{}, map[faced]float64{}
	}
	clear(k.supports)
	clear(k.lowered)
	clear(k.tight)
	clear(k.raises)
	clear(k.topped)
	k.tops, k.topped = k.tops[:0], k.topped[:0]
	k.unimprovable, k.alone, k.closed, k.refused, k.pictured = false, false, false, nil, false
}

// again is for a game that differs from the one before in the prior alone.
func (k *known) again() {
	if len(k.supports)+len(k.lowered)+len(k.tight)+len(k.raises) > kept {
		survivors, pictured := k.unimprovable, k.pictured
		k.forget()
		k.unimprovable, k.pictured = survivors, pictured
	}
	k.alone, k.closed, k.refused = false, false, nil
}

// planeAt is the plane that supports an agent's envelope at a belief.
func (s *Solver) planeAt(agent, belief int) persuasion.Point {
	at := place{agent, belief}
	plane, known := s.found.supports[at]
	if !known {
		plane = s.envelopes[agent].Support(belief)
		s.found.supports[at] = plane
	}
	return plane
}
