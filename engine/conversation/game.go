package conversation

import (
	"math"
	"slices"

	"github.com/emergent-alignment/emergent/engine/persuasion"
)

// The conversation game (docs/model.md, section 8): each agent picks a rule from a library,
// before anything is seen; payoffs are those of the conversation that the rules make, in which
// the user, where how she replies is left to her, gives the reply that is worth most to her. A
// profile, one rule an agent, is an equilibrium iff no agent gains by another rule of its own.

// Library is each agent's own rules, in one order: Rules[reply][i][j] is what rule j is for agent i
// where the user gives that reply. Where there is more than one reply she chooses (see Chosen).
type Library struct {
	Rules [][][]Rule
}

// size is how many rules each agent has, agents how many agents there are, profiles how many profiles.
func (l *Library) size() int { return len(l.Rules[0][0]) }

func (l *Library) agents() int { return len(l.Rules[0]) }

func (l *Library) profiles() float64 {
	return math.Pow(float64(l.size()), float64(l.agents()))
}

// at is the profile of a number: digits of base size, agent 0 first.
func (l *Library) at(number int, choice []int) {
	for i := range choice {
		choice[i] = number % l.size()
		number /= l.size()
	}
}

// played is the conversation of a profile: by every reply of hers that makes another one.
func (l *Library) played(game *persuasion.Reduced, set Settings, choice []int) played {
	rules := make([][]Rule, len(l.Rules))
	for reply, agents := range l.Rules {
		for i, j := range choice {
			rules[reply] = append(rules[reply], agents[i][j])
		}
	}
	var p played
	for _, reply := range Differing(rules) {
		p = append(p, option{reply, newTalk(game, set, rules[reply])})
	}
	return p
}

// played is one conversation, or several of which the user chooses one by her reply.
type played []option

type option struct {
	reply int
	talk  *talk
}

// visits bounds how many classes are looked at.
func (p played) visits() (sum float64) {
	for _, o := range p {
		sum += o.talk.visits(o.talk.set.Rounds)
	}
	return sum
}

// run enumerates them, and is what follows from the one that she chooses.
func (p played) run() (reply int, out Answer) {
	for n, o := range p {
		if a := o.talk.run(true); n == 0 || Chosen(a.Rounds[0].User, out.Rounds[0].User) {
			reply, out = o.reply, a
		}
	}
	return reply, out
}

// Differing lists, of the rules in force under each of her replies, those that are not the same as
// under one before: only these need to be talked through.
func Differing(rules [][]Rule) (list []int) {
	for reply, now := range rules {
		if !slices.ContainsFunc(list, func(before int) bool { return slices.Equal(rules[before], now) }) {
			list = append(list, reply)
		}
	}
	return list
}

// Chosen reports whether a user who chooses how to reply prefers what is worth so much to her to
// what comes before it in the order of replies. Rounding must not decide, as little as between
// rules of an agent: it must be worth more by NoGain.
func Chosen(worth, before float64) bool { return worth > before+NoGain }

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
	Reply        []int // by which of her replies, in each profile
}

// Play fills the tensor, or says which budget it would pass.
func Play(game *persuasion.Reduced, set Settings, library *Library) (*Tensor, error) {
	if n := library.profiles(); n > MaxProfiles {
		return nil, &BudgetError{"profiles of rules", n, MaxProfiles}
	}
	n := int(library.profiles())
	choice := make([]int, library.agents())
	talks, work, most := make([]played, n), 0., Visits(game, MaxGameVisits)
	for p := range n {
		library.at(p, choice)
		talks[p] = library.played(game, set, choice)
		if work += talks[p].visits(); work > float64(most) {
			return nil, &BudgetError{"histories in all profiles", work, most}
		}
	}
	t := &Tensor{Size: library.size(), Agents: library.agents(), Payoff: make([][]float64, n), Reply: make([]int, n)}
	for p := range n {
		reply, a := talks[p].run()
		v := a.Rounds[0]
		t.Payoff[p], t.Reply[p] = append([]float64{v.User}, v.Agents...), reply
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
