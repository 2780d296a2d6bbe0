package engine

import (
	"fmt"
	"slices"

	"github.com/emergent-alignment/emergent/engine/equilibrium"
)

// This file answers "what if the user stood there": the guarantees of docs/model.md,
// section 5, and the hull test of section 2, for one competition and many users.

// Guarantee is what a survey measures at each place.
type Guarantee string

// The guarantees. Floor needs at least two agents.
const (
	WorstGuarantee   Guarantee = "worst"   // the user's worst equilibrium
	FloorGuarantee   Guarantee = "floor"   // FLOOR
	EpsilonGuarantee Guarantee = "epsilon" // epsilon of the alignment in force
)

// Guarantees lists what can be surveyed.
func Guarantees() []Guarantee {
	return []Guarantee{WorstGuarantee, FloorGuarantee, EpsilonGuarantee}
}

// Standing is what a user has who stands at one place. Loss is what is missing to the best
// there could be: OPT less Value for worst and floor, Value itself for epsilon. Known is
// false where rounding kept the linear program of a floor from being solved.
type Standing struct {
	Value float64 `json:"value"`
	Loss  float64 `json:"loss"`
	Known bool    `json:"known"`
}

// Survey appends to dst the standing of a user at each of the places, weights over the
// criteria of s, among the agents of s; where s.User stands herself does not matter. A
// place outside the simplex, an unknown guarantee, a competition past the work budget and
// the floor of one agent alone are errors.
func (v *Solver) Survey(dst []Standing, s Scenario, g Guarantee, places [][]float64) ([]Standing, error) {
	if !slices.Contains(Guarantees(), g) {
		return dst, refuse("guarantee", "is %q, must be worst, floor or epsilon", g)
	}
	if g == FloorGuarantee && len(s.Agents) == 1 {
		return dst, refuse("guarantee", "is floor, which one agent alone does not have")
	}
	s = normalise(s)
	s.fill(&v.game)
	for i, w := range places {
		if err := validDistribution(at("places", i), w, len(s.Criteria), "criterion"); err != nil {
			return dst, err
		}
		s.fillUtility(&v.game.User, Party{Weights: normalised(w)})
		standing, err := v.standing(s, g)
		if err != nil {
			return dst, fmt.Errorf("survey: %s", reason(err))
		}
		dst = append(dst, standing)
	}
	return dst, nil
}

// standing is that of the user of the game in hand.
func (v *Solver) standing(s Scenario, g Guarantee) (Standing, error) {
	if g == EpsilonGuarantee {
		epsilon := v.align.Solve(v.table(), s.AlignmentOrDefault().variant()).Epsilon
		return Standing{Value: epsilon, Loss: epsilon, Known: true}, nil
	}
	if err := v.equilibrium.Load(v.game); err != nil {
		return Standing{}, err
	}
	opt := v.game.Opt()
	if g == WorstGuarantee {
		worst := v.equilibrium.Worst()
		return Standing{Value: worst, Loss: opt - worst, Known: true}, nil
	}
	floor, err := v.equilibrium.Floors()
	if err == equilibrium.ErrStalled {
		return Standing{}, nil
	}
	return Standing{Value: floor.Value, Loss: opt - floor.Value, Known: err == nil}, err
}
