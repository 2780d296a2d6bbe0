package selection

import (
	"math"
	"math/rand/v2"
	"slices"

	"github.com/emergent-alignment/emergent/engine/belief"
	"github.com/emergent-alignment/emergent/engine/persuasion"
)

// This file simulates one long evaluation and reads it off at several lengths: what the
// user would lose if she stopped and chose then. As the conversations of a shorter
// evaluation are the first ones of a longer, the losses at different lengths go together.

// Reading is the loss after Samples conversations with each agent: its mean over the
// repetitions, the band from Low to High that leaves 1-confidence out on either side, and
// Hoeffding's bound.
type Reading struct {
	Samples   int
	Loss      float64
	Low, High float64
	Bound     float64
}

// Readings simulates the evaluation of a profile, one scheme of the space for each agent,
// and reads it off at ascending lengths. The space is that of g. The same source gives the
// same answer on every machine.
func Readings(g *belief.Game, space *persuasion.Space, profile []persuasion.Scheme, lengths []int, repetitions int,
	confidence float64, source *rand.Rand) []Reading {
	values, tables := experiences(g, space, profile)
	best := slices.Max(values)
	losses := make([][]float64, len(lengths))
	for j := range losses {
		losses[j] = make([]float64, repetitions)
	}
	sums := make([]float64, len(profile))
	for r := range repetitions {
		clear(sums)
		done := 0
		for j, length := range lengths {
			chosen, top := 0, math.Inf(-1)
			for i := range tables {
				if more := length - done; more > 0 {
					sums[i] += tables[i].mean(more, source) * float64(more)
				}
				if sums[i] > top {
					chosen, top = i, sums[i]
				}
			}
			losses[j][r], done = best-values[chosen], length
		}
	}
	readings := make([]Reading, len(lengths))
	for j, length := range lengths {
		readings[j] = reading(losses[j], confidence)
		readings[j].Samples, readings[j].Bound = length, Bound(length, len(profile), confidence)
	}
	return readings
}

// reading sums losses up; it sorts them.
func reading(losses []float64, confidence float64) (r Reading) {
	slices.Sort(losses)
	n := float64(len(losses))
	for _, l := range losses {
		r.Loss += l / n
	}
	r.Low = losses[int((1-confidence)*n)]
	r.High = losses[min(int(confidence*n), len(losses)-1)]
	return r
}

// experiences are the user's value of each scheme, and what she may get in a conversation.
func experiences(g *belief.Game, space *persuasion.Space, profile []persuasion.Scheme) (values []float64,
	tables []alias) {
	values, tables = make([]float64, len(profile)), make([]alias, len(profile))
	joint := make([]float64, g.Actions*g.States)
	for i, scheme := range profile {
		experience(joint, g, space, scheme)
		for c, p := range joint {
			values[i] += p * g.User.Data[c]
		}
		tables[i].build(joint, g.User.Data)
	}
	return values, tables
}
