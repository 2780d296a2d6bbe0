package conversation

import (
	"math"

	"github.com/emergent-alignment/emergent/engine/persuasion"
)

// Delta measures the condition that the paper calls identical induced distribution: the
// largest total variation between the distributions of (action, state) that two profiles of
// the others induce while one agent plays aligned,
//
//	delta = max_i max_{r,r'} 1/2 sum_{a,y} | P(a,y; aligned_i, r_-i) - P(a,y; aligned_i, r'_-i) |.
//
// posterior is P(y | s, x) as [x][s][y]. aligned is the rule's place in the library.
func Delta(game *persuasion.Reduced, set Settings, library *Library, aligned int,
	states int, posterior []float64) (float64, error) {
	agents := library.agents()
	if agents == 1 || decided(game, set, library.Rules[0][0][aligned]) {
		return 0, nil
	}
	n := math.Pow(float64(library.size()), float64(agents-1))
	if n > MaxOthers {
		return 0, &BudgetError{"profiles of the others' rules", n, MaxOthers}
	}
	d := deltas{most: Visits(game, MaxGameVisits), game: game, set: set, library: library, states: states,
		posterior: posterior}
	most := 0.
	for i := range agents {
		v, err := d.of(i, aligned, int(n))
		if err != nil {
			return 0, err
		}
		most = max(most, v)
	}
	return most, nil
}

// MaxOthers is how many profiles of the others are compared, each with each.
const MaxOthers = 800

// decided reports whether, under a rule, the user knows all that the agents know, and has one best
// action whatever they know: then nothing that the others say can change what she does.
func decided(game *persuasion.Reduced, set Settings, aligned Rule) bool {
	if len(aligned.Table.Index) < game.N {
		return false
	}
	for x := range game.Heard {
		for s := range game.N {
			mass := game.Mass(x, s)
			if mass <= 0 || set.Quantal {
				continue
			}
			best, second := math.Inf(-1), math.Inf(-1)
			for a := range game.Actions {
				switch v := game.Gain(persuasion.User, x, a, s); {
				case v > best:
					best, second = v, best
				case v > second:
					second = v
				}
			}
			if best-second <= 2*Obedience*mass {
				return false
			}
		}
	}
	return true
}

// deltas compares the distributions that profiles induce.
type deltas struct {
	game      *persuasion.Reduced
	set       Settings
	library   *Library
	states    int
	posterior []float64
	work      float64
	most      int // histories
}

// of is the largest distance while agent i plays aligned.
func (d *deltas) of(agent, aligned, others int) (most float64, err error) {
	choice := make([]int, d.library.agents())
	induced := make([][]float64, others)
	for p := range others {
		number := p
		for i := range choice {
			if i == agent {
				choice[i] = aligned
				continue
			}
			choice[i] = number % d.library.size()
			number /= d.library.size()
		}
		t := d.library.played(d.game, d.set, choice)
		if d.work += t.visits(); d.work > float64(d.most) {
			return 0, &BudgetError{"histories in all profiles", d.work, d.most}
		}
		_, a := t.run()
		induced[p] = d.distribution(a.Induced)
		for q := range p {
			most = max(most, variation(induced[p], induced[q]))
		}
	}
	return most, nil
}

// distribution is over (action, state), from that over (action, x, s).
func (d *deltas) distribution(induced []float64) []float64 {
	g := d.game
	out := make([]float64, g.Actions*d.states)
	for a := range g.Actions {
		for j := range g.Heard * g.N {
			p := induced[a*g.Heard*g.N+j]
			for y := range d.states {
				out[a*d.states+y] += p * d.posterior[j*d.states+y]
			}
		}
	}
	return out
}
