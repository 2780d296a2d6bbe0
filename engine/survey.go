package engine

import (
	"fmt"
	"slices"

	"github.com/emergent-alignment/emergent/engine/belief"
	"github.com/emergent-alignment/emergent/engine/equilibrium"
	"github.com/emergent-alignment/emergent/engine/persuasion"
)

// This file answers "what if the user stood there" and "what if one more agent did": the
// guarantees of docs/model.md, section 5, and the hull test of section 2, for many places.

// Who stands at the places of a survey.
type Who string

// The user herself, or one more agent beside those of the scenario.
const (
	TheUser  Who = "user"
	NewAgent Who = "agent"
)

// Question is what a survey asks at each place: who stands there, and what the user would
// have if so. The zero value asks nothing.
type Question struct {
	Who       Who       `json:"who,omitempty"`
	Guarantee Guarantee `json:"guarantee,omitempty"`
}

// Guarantee is what a survey measures at each place.
type Guarantee string

// The guarantees.
const (
	WorstGuarantee   Guarantee = "worst"   // the user's worst equilibrium
	FloorGuarantee   Guarantee = "floor"   // FLOOR
	EpsilonGuarantee Guarantee = "epsilon" // epsilon of the alignment in force
)

// Guarantees lists what can be surveyed.
func Guarantees() []Guarantee {
	return []Guarantee{WorstGuarantee, FloorGuarantee, EpsilonGuarantee}
}

// PlaceValue is what the user has if somebody stands at one place. Loss is what is missing to
// the best there could be: OPT less Value for worst and floor, Value itself for epsilon. Known
// is false where rounding kept the linear program of a floor from being solved.
type PlaceValue struct {
	Value float64 `json:"value"`
	Loss  float64 `json:"loss"`
	Known bool    `json:"known"`
}

// Refuses returns why q cannot be asked of s, a *FieldError, or nil: an unknown question, or
// an agent beyond the most there may be.
func (q Question) Refuses(s Scenario) error {
	agents := len(s.Agents)
	switch {
	case q.Who != TheUser && q.Who != NewAgent:
		return refuse("who", "is %q, must be user or agent", q.Who)
	case !slices.Contains(Guarantees(), q.Guarantee):
		return refuse("guarantee", "is %q, must be worst, floor or epsilon", q.Guarantee)
	case q.Who == NewAgent && agents == MaxAgents:
		return refuse("agents", "are %d, the most there may be: there is no room for one more", agents)
	}
	return nil
}

// Survey appends to dst what the user has at each of the places, weights over the
// criteria of s: a user who stands there among the agents of s (where s.User stands
// herself does not matter), or s.User if one more agent stood there. A place outside the
// simplex, a question that s refuses and a competition past the work budget are errors.
func (v *Solver) Survey(dst []PlaceValue, s Scenario, q Question, places [][]float64) ([]PlaceValue, error) {
	if err := q.Refuses(s); err != nil {
		return dst, err
	}
	s = normalize(s)
	s.fill(&v.game)
	mover := &v.game.User
	if q.Who == NewAgent {
		v.game.Agents = append(v.game.Agents, belief.Matrix{})
		mover = &v.game.Agents[len(s.Agents)]
	}
	for i, w := range places {
		if err := validDistribution(at("places", i), w, len(s.Criteria), "criterion"); err != nil {
			return dst, err
		}
		s.fillUtility(mover, Party{Weights: normalized(w)})
		value, err := v.placeValue(s, q.Guarantee)
		if err != nil {
			return dst, fmt.Errorf("survey: %s", reason(err))
		}
		dst = append(dst, value)
	}
	return dst, nil
}

// The budget of dissent, which solves a game once more for each agent: the vertices of decision
// regions of all these games together, and their exact arithmetic.
const (
	maxDissentPairs = 120_000
	maxDissentExact = persuasion.MaxExactWork / 2
)

// DissentResult is what each agent is worth to the user by being there: her worst equilibrium
// as it is, and if one agent were not. Without the only agent there is no conversation. It is
// part of no other answer: pictures ask for it.
type DissentResult struct {
	Worst   float64   `json:"worst"`
	Without []float64 `json:"without"` // one an agent
}

type dissentPart struct{ anyPart } // Result.Dissent

func (*dissentPart) work(s Scenario, _ Sections, z sizes) float64 {
	s.Response, s.EquilibriumSets = nil, false
	return (z.k + 1) * Work(s, EquilibriaSection)
}

func (*dissentPart) notes() []string { return []string{"dissent"} }

// solve solves the game as it is and without each agent in turn.
func (*dissentPart) solve(v *Solver, _ *Scenario, _ Sections, r *Result) {
	g, agents := v.game, v.game.Agents
	v.loaded = false
	d := &DissentResult{Without: make([]float64, len(agents))}
	exact := 0
	for i := -1; i < len(agents); i++ {
		worst, of := g.None(), &d.Worst
		if i >= 0 {
			g.Agents = slices.Delete(slices.Clone(agents), i, i+1)
			of = &d.Without[i]
		}
		if len(g.Agents) > 0 {
			var err error
			if worst, err = v.worstOf(g); err != nil {
				r.note("dissent is absent: " + reason(err) + ".")
				return
			}
			work, _ := v.equilibrium.Space.Exact()
			exact += work
		}
		if games := len(agents) + 1; len(v.equilibrium.Space.Pairs)*games > maxDissentPairs || exact > maxDissentExact {
			r.note(fmt.Sprintf("dissent is absent: solving a game of this size %d times, once without each agent, "+
				"takes too much work; it would fit with fewer agents.", games))
			return
		}
		*of = worst
	}
	r.Dissent = d
}

// worstOf loads a game and returns its worst equilibrium's value for the user.
func (v *Solver) worstOf(g belief.Game) (float64, error) {
	if err := v.equilibrium.Load(g); err != nil {
		return 0, err
	}
	worst := v.equilibrium.Worst()
	return worst, v.equilibrium.Err()
}

// placeValue returns what the user of the game in hand is sure of.
func (v *Solver) placeValue(s Scenario, g Guarantee) (PlaceValue, error) {
	if g == EpsilonGuarantee {
		epsilon := v.align.Solve(v.table(), s.AlignmentOrDefault().variant()).Epsilon
		return PlaceValue{Value: epsilon, Loss: epsilon, Known: true}, nil
	}
	if err := v.equilibrium.Load(v.game); err != nil {
		return PlaceValue{}, err
	}
	opt := v.game.Opt()
	if g == WorstGuarantee {
		worst := v.equilibrium.Worst()
		if v.equilibrium.Err() != nil { // a tie that takes too much work to decide, there alone
			return PlaceValue{}, nil
		}
		return PlaceValue{Value: worst, Loss: opt - worst, Known: true}, nil
	}
	floor, err := v.equilibrium.Floors()
	if err == equilibrium.ErrStalled || v.equilibrium.Err() != nil {
		return PlaceValue{}, nil
	}
	return PlaceValue{Value: floor.Value, Loss: opt - floor.Value, Known: err == nil}, err
}
