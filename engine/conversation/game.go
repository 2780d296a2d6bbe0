package conversation

import (
	"math"

	"github.com/emergent-alignment/emergent/engine/persuasion"
)

// The conversation game (docs/model.md, section 8): each agent picks a rule from a library,
// before anything is seen; payoffs are those of the conversation that the rules make. A
// profile, one rule an agent, is an equilibrium iff no agent gains by another rule of its own.

// Library is each agent's own rules, in one order: Rules[i][j] is what rule j is for agent i.
type Library struct {
	Rules [][]Rule
}

// size is how many rules each agent has, profiles how many profiles there are.
func (l *Library) size() int { return len(l.Rules[0]) }

func (l *Library) profiles() float64 {
	return math.Pow(float64(l.size()), float64(len(l.Rules)))
}

// at is the profile of a number: digits of base size, agent 0 first.
func (l *Library) at(number int, choice []int, rules []Rule) {
	for i := range l.Rules {
		choice[i] = number % l.size()
		rules[i] = l.Rules[i][choice[i]]
		number /= l.size()
	}
}

// BudgetError says what a game takes too much of.
type BudgetError struct {
	What string
	Took float64
	Most int
}

func (e *BudgetError) Error() string { return "conversation: too many " + e.What }

// Tensor holds what everybody gets in every profile: [profile][party], party 0 the user.
type Tensor struct {
	Size, Agents int
	Payoff       [][]float64
}

// Play fills the tensor, or says which budget it would pass.
func Play(game *persuasion.Reduced, set Settings, library *Library) (*Tensor, error) {
	if n := library.profiles(); n > MaxProfiles {
		return nil, &BudgetError{"profiles of rules", n, MaxProfiles}
	}
	agents := len(library.Rules)
	n := int(library.profiles())
	choice, rules := make([]int, agents), make([]Rule, agents)
	talks, work, most := make([]*talk, n), 0., Visits(game, MaxGameVisits)
	for p := range n {
		library.at(p, choice, rules)
		talks[p] = newTalk(game, set, rules)
		if work += talks[p].visits(set.Rounds); work > float64(most) {
			return nil, &BudgetError{"histories in all profiles", work, most}
		}
	}
	t := &Tensor{Size: library.size(), Agents: agents, Payoff: make([][]float64, n)}
	for p := range n {
		v := talks[p].run(true).Rounds[0]
		t.Payoff[p] = append([]float64{v.User}, v.Agents...)
	}
	return t, nil
}

// stride is how far apart in the numbers of profiles two rules of an agent are.
func (t *Tensor) stride(agent int) int { return power(t.Size, agent) }

// Choice is the rule of an agent in a profile.
func (t *Tensor) Choice(profile, agent int) int { return profile / t.stride(agent) % t.Size }

// Gap is the most that an agent gains in a profile by another rule.
func (t *Tensor) Gap(profile int) (gap float64) {
	for i := range t.Agents {
		base := profile - t.Choice(profile, i)*t.stride(i)
		for j := range t.Size {
			gap = max(gap, t.Payoff[base+j*t.stride(i)][1+i]-t.Payoff[profile][1+i])
		}
	}
	return gap
}

// NoGain is what an agent may gain by a deviation that does not count: above the rounding of
// the sums over all histories.
const NoGain = 1e-9

// Pure lists the equilibria in pure rules.
func (t *Tensor) Pure() (profiles []int) {
	for p := range t.Payoff {
		if t.Gap(p) <= NoGain {
			profiles = append(profiles, p)
		}
	}
	return profiles
}
