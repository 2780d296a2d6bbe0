package conversation

import (
	"github.com/emergent-alignment/emergent/engine/persuasion"
)

// Aligned is the best that a static rule does for the user within a budget of messages
// (docs/model.md, section 8, Budget): over all partitions of the signals into at most so many
// cells,
//
//	max  sum_cells sum_x  E[u_A; cell, x]   at the action she takes, knowing cell and x.
//
// Telling a random cell is a mixture of partitions and never better. Cells holds each signal's
// cell; of equally good partitions it is the one with most cells, which leaves least for
// others to add, and of those the one listed first.
type Aligned struct {
	Value float64
	Cells []int
}

// FindAligned tries every partition: at most 4140 of 8 signals.
func FindAligned(game *persuasion.Reduced, set Settings, messages float64) Aligned {
	f := finder{game: game, actor: newActor(&talk{game: game, set: set}), weights: make([]float64, game.Heard*game.N), cells: make([]int, game.N)}
	most := game.N
	if messages < float64(most) {
		most = int(messages)
	}
	f.best.Value = -1
	for cells := most; cells > 0; cells-- {
		f.split(0, 0, cells)
	}
	return f.best
}

// finder looks for the best partition.
type finder struct {
	game    *persuasion.Reduced
	actor   *actor
	weights []float64
	cells   []int
	best    Aligned
}

// improvement is how much more a partition must be worth to be preferred to one with more
// cells, or listed earlier: above what rounding makes of equal ones.
const improvement = 1e-12

// split puts signal s and those after it into cells, of which used are in use and exactly want
// must be.
func (f *finder) split(s, used, want int) {
	if s == f.game.N {
		if used < want {
			return
		}
		if v := f.value(want); v > f.best.Value+improvement {
			f.best = Aligned{v, append([]int(nil), f.cells...)}
		}
		return
	}
	if want-used > f.game.N-s {
		return
	}
	for cell := 0; cell < min(used+1, want); cell++ {
		f.cells[s] = cell
		f.split(s+1, max(used, cell+1), want)
	}
}

// value is what the user gets who learns the cell.
func (f *finder) value(cells int) (sum float64) {
	g := f.game
	for cell := range cells {
		for x := range g.Heard {
			for s := range g.N {
				f.weights[x*g.N+s] = 0
				if f.cells[s] == cell {
					f.weights[x*g.N+s] = g.Prior[s]
				}
			}
			f.actor.act(f.weights, x, nil, 0)
			for k, chance := range f.actor.chances {
				sum += chance * f.actor.worth[k]
			}
		}
	}
	return sum
}
