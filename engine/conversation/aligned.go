package conversation

import (
	"math"
	"slices"

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
	f := finder{game: game, actor: newActor(&talk{game: game, set: set}), weights: make([]float64, game.Heard*game.N),
		cells: make([]int, game.N)}
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

// Listening is the best for the user within a budget of messages by a rule that hears her signal
// after the first round: its first message tells a cell of at most Alphabet, and all others may tell
// the rest, for each signal of hers apart,
//
//	max  sum_cells sum_x  W_x(cell),   W_x(cell) the best partition of the cell into at most b^(R-1)
//	                                   cells, at the actions she takes, knowing those and x.
//
// What she says later says nothing new. It is never below the value of Aligned.
func Listening(game *persuasion.Reduced, set Settings) float64 {
	later := min(math.Pow(float64(set.Alphabet), float64(set.Rounds-1)), float64(game.N))
	f := finder{game: game, actor: newActor(&talk{game: game, set: set}), weights: make([]float64, game.Heard*game.N)}
	whole := make([]float64, 1<<game.N)
	for x := range game.Heard {
		worth := make([]float64, 1<<game.N)
		for cell := range worth {
			worth[cell] = f.worth(cell, x)
		}
		for cell, v := range divided(worth, int(later)) {
			whole[cell] += v
		}
	}
	return divided(whole, set.Alphabet)[len(whole)-1]
}

// divided is what each set of signals, one bit each, is worth in its best partition into at most so
// many cells, by what cells are worth.
func divided(worth []float64, most int) []float64 {
	best := slices.Clone(worth)
	for cells := 1; cells < most; cells++ {
		for set := len(best) - 1; set > 0; set-- { // subsets are smaller numbers: still of one cell fewer
			first := set & -set
			for rest := (set - 1) & set; rest > 0; rest = (rest - 1) & set {
				if rest&first == 0 {
					best[set] = max(best[set], worth[set&^rest]+best[rest])
				}
			}
		}
	}
	return best
}

// worth is the part of the user's value that falls on her hearing x and knowing the cell, bits.
func (f *finder) worth(cell, x int) float64 {
	for s := range f.game.N {
		f.weights[x*f.game.N+s] = 0
		if cell>>s&1 == 1 {
			f.weights[x*f.game.N+s] = f.game.Prior[s]
		}
	}
	return f.expects(x)
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
			sum += f.expects(x)
		}
	}
	return sum
}

// expects is what she expects of the weights at hand: of the best action, where she takes that, since actions that
// she takes for tied (Obedience) may differ by more than partitions do.
func (f *finder) expects(x int) (sum float64) {
	f.actor.act(f.weights, x, nil, 0)
	if !f.actor.t.set.Quantal {
		return slices.Max(f.actor.worth)
	}
	for k, chance := range f.actor.chances {
		sum += chance * f.actor.worth[k]
	}
	return sum
}
