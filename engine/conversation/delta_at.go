package conversation

import (
	"math"
	"slices"

	"github.com/emergent-alignment/emergent/engine/persuasion"
)

// Reference is a distribution of (action, state) beside those that aligned agents would bring about at an
// equilibrium: what the user gets under it, and its largest total variation from one of those.
type Reference struct{ User, Distance float64 }

// Induced measures identical induced distribution at single equilibria (docs/model.md, section 8). Its work adds
// up over all that it is asked for.
type Induced struct {
	deltas
	aligned, silent int               // the rules' places in the library
	utility         []float64         // of the user, [action][state]
	alone           []float64         // the distribution of one aligned agent where nobody else says a word
	known           map[int][]float64 // by the profile's number; equilibria share many
}

// NewInduced prepares for a game and its library; posterior is P(y | s, x) as [x][s][y].
func NewInduced(
	game *persuasion.Reduced, set Settings, library *Library, aligned, silent, states int, posterior, utility []float64,
) *Induced {
	return &Induced{
		deltas: deltas{
			most: Visits(game, MaxGameVisits), game: game, set: set, library: library, states: states,
			posterior: posterior,
		},
		aligned: aligned, silent: silent, utility: utility, known: map[int][]float64{},
	}
}

// At compares what the user and the world do when agent i of an equilibrium, with the rules of choice, talks as
// an aligned one instead, for each i:
//
//	delta* = max_ij TV(D_i, D_j),   D_i the distribution of (action, state) under (aligned_i, choice_-i).
//
// The references are D_1, D_2, .. and that of one aligned agent where all others are silent.
func (d *Induced) At(choice []int) (delta float64, references []Reference, err error) {
	if d.alone == nil {
		quiet := slices.Repeat([]int{d.silent}, len(choice))
		if d.alone, err = d.with(0, quiet); err != nil {
			return 0, nil, err
		}
	}
	induced := make([][]float64, len(choice), len(choice)+1)
	for i := range choice {
		if induced[i], err = d.with(i, choice); err != nil {
			return 0, nil, err
		}
	}
	for _, reference := range append(induced, d.alone) {
		r := Reference{}
		for c, p := range reference {
			r.User += p * d.utility[c]
		}
		for _, other := range induced {
			r.Distance = max(r.Distance, variation(reference, other))
		}
		references = append(references, r)
	}
	for _, r := range references[:len(choice)] {
		delta = max(delta, r.Distance)
	}
	return delta, references, nil
}

// with is the distribution where one agent talks as an aligned one and the others by their choice.
func (d *Induced) with(agent int, choice []int) ([]float64, error) {
	with, profile := slices.Clone(choice), 0
	with[agent] = d.aligned
	for i := len(with) - 1; i >= 0; i-- {
		profile = profile*d.library.size() + with[i]
	}
	if p, ok := d.known[profile]; ok {
		return p, nil
	}
	t := d.library.played(d.game, d.set, with)
	if d.work += t.visits(); d.work > float64(d.most) {
		return nil, &BudgetError{"histories in all equilibria", d.work, d.most}
	}
	_, a := t.run()
	p := d.distribution(a.Induced)
	d.known[profile] = p
	return p, nil
}

// variation is the total variation between two distributions.
func variation(p, q []float64) (sum float64) {
	for i := range p {
		sum += math.Abs(p[i] - q[i])
	}
	return sum / 2
}
