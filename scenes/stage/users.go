package stage

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// Several users: the scenario's own is number 0, those of its population follow.

// UserHandleOf is the handle of a user's point.
func UserHandleOf(user int) string {
	if user == 0 {
		return UserHandle
	}
	return UserHandle + ":" + strconv.Itoa(user)
}

// UserLetter is the letter of a user, of which the first has none.
func UserLetter(user int) string {
	if user == 0 {
		return ""
	}
	return string(rune('X' + user - 1))
}

// UserParty is what stands for a user where edits ask for a party.
func UserParty(user int) int {
	if user == 0 {
		return engine.User
	}
	return engine.OtherUser(user - 1)
}

// AnyPartyOf returns whom a handle stands for, as PartyOf does, among several users too.
func AnyPartyOf(handle string, s *engine.Scenario) (party int, ok bool) {
	for t := range s.Users()[1:] {
		if handle == UserHandleOf(1+t) {
			return UserParty(1 + t), true
		}
	}
	return PartyOf(handle, len(s.Agents))
}

// leastShare and shareStep are what the sliders of shares keep for everybody, and their step.
const leastShare, shareStep = 0.01, 0.01

// shareParam begins the settings of shares: "population.share.1", ..
const shareParam = "population.share."

// PopulationControls are the settings of several users; none where there is one.
func PopulationControls(s *engine.Scenario) []Control {
	if s.Population == nil {
		return nil
	}
	list := []Control{Choose(s, "population.policy", "Agents talk", "Apart: a rule of talking for each user "+
		"(personal). At once: one rule for all, and everybody hears the same (anonymous).",
		"to each user apart", "to all at once")}
	shares := s.Shares()
	for t, u := range s.Users()[1:] {
		list = append(list, Control{
			Kind: Range, Param: shareParam + strconv.Itoa(1+t), Label: "Share of " + u.Name,
			Value: words.Typed(shares[1+t]),
			Min:   min(leastShare, shares[1+t]), Max: max(shares[1+t], shares[1+t]+shares[0]-leastShare),
			Step: shareStep,
			Help: "Of all users; " + s.User.Name + " are the rest.",
		})
	}
	return list
}

// shareSetting turns a Param event for a user's share into an edit.
func shareSetting(ev Event, s engine.Scenario) (edits []engine.Edit, known bool, err error) {
	digits, isShare := strings.CutPrefix(ev.Param, shareParam)
	t, err := strconv.Atoi(digits)
	if s.Population == nil || !isShare || err != nil || t < 1 || t > len(s.Population.Users) {
		return nil, false, nil
	}
	p := engine.Population{Policy: s.Population.Policy, Users: slices.Clone(s.Population.Users)}
	if p.Users[t-1].Share, err = strconv.ParseFloat(ev.Value, 64); err != nil {
		return nil, true, fmt.Errorf("%s: %q is not a number", ev.Param, ev.Value)
	}
	return []engine.Edit{engine.SetPopulation{Population: &p}}, true, nil
}

// WithoutUser is the edit that removes a further user; her share is the first user's.
func WithoutUser(s *engine.Scenario, user int) engine.Edit {
	p := engine.Population{Policy: s.Population.Policy,
		Users: slices.Delete(slices.Clone(s.Population.Users), user-1, user)}
	if len(p.Users) == 0 {
		return engine.SetPopulation{}
	}
	return engine.SetPopulation{Population: &p}
}
