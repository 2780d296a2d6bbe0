package hull

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/claim"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/tables"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// Several users: each has a star of her own. What agents want may depend on whose action it is, so
// the picture shows them, and their hull, as one user faces them: "view.facing" is her number.

// faced is the number of the user whom the picture's agents face.
func faced(f *stage.Frame) int {
	t, err := strconv.Atoi(f.View.Values["facing"])
	if err != nil || t < 1 || f.Scenario.Population == nil || t > len(f.Scenario.Population.Users) {
		return 0
	}
	return t
}

// facing is the frame as the faced user would have it alone: what is known of her is in
// Result.Population of f. It is f where there is one user.
func facing(f *stage.Frame) *stage.Frame {
	if f.Scenario.Population == nil {
		return f
	}
	alone := *f
	alone.Scenario = f.Scenario.Facing(faced(f))
	if faced(f) > 0 {
		alone.Result.Alignment, alone.Result.Benchmarks, alone.Result.Dissent = nil, nil, nil
		alone.Map = nil
	}
	return &alone
}

// userOf returns the number of the user whose mark a party is; false: it is an agent.
func (m *model) userOf(party int) (user int, ok bool) {
	switch n := m.agents(); {
	case party == 0:
		return m.facing, true
	case party > n:
		return m.others[party-1-n], true
	}
	return 0, false
}

// join adds the stars of the other users, whose utilities follow those of the agents.
func (v *solver) join(m *model, f *stage.Frame, criteria [][]float64) {
	users := f.Scenario.Users()
	for t := range users {
		if t == m.facing {
			continue
		}
		p := party{name: users[t].Name, letter: stage.UserLetter(t), weight: users[t].Weights,
			hollow: users[t].Weights == nil}
		if p.hollow {
			p.weight = append(p.weight, v.fit(criteria, utilityVectors(f.Scenario.Facing(t))[0])...)
		}
		p.at = m.simplex.Place(p.weight)
		m.parties, m.others = append(m.parties, p), append(m.others, t)
	}
}

// member takes in what is known of a faced user other than the first.
func (m *model) member(f *stage.Frame) {
	p := f.Result.Population
	if m.facing == 0 || p == nil || m.facing >= len(p.Users) {
		return
	}
	u := &p.Users[m.facing]
	m.known, m.inside, m.epsilon = true, u.Inside, u.Epsilon
	if m.inside && m.apart <= together && m.region == nil && m.kind != plane {
		m.weights = m.mixture
	}
}

// placing is the edit that puts a party of the picture at weights: of an agent that wants something
// else of the faced user, what it wants of her.
func placing(f *stage.Frame, who int, weights []float64) engine.Edit {
	if who >= 0 {
		name := f.Scenario.Users()[faced(f)].Name
		if _, own := f.Scenario.Agents[who].Toward[name]; own {
			return engine.SetToward{Agent: who, User: name, Wish: &engine.Wish{Weights: weights}}
		}
	}
	return engine.SetWeights{Agent: who, Weights: weights}
}

// addUsers puts several users into the panel.
func addUsers(p *stage.Panel, f *stage.Frame) {
	s := &f.Scenario
	if s.Population == nil {
		return
	}
	facing := stage.Control{Kind: stage.Choice, Param: "view.facing", Label: "The agents as they face",
		Value: strconv.Itoa(faced(f)),
		Help: "What an agent wants may depend on whose action it is: the picture shows the agents, and what they can " +
			"be mixed to, as one user faces them."}
	for t, u := range s.Users() {
		facing.Options = append(facing.Options, stage.Option{Value: strconv.Itoa(t), Label: u.Name})
	}
	p.Controls = append(append(stage.PopulationControls(s), facing), p.Controls...)
	r := f.Result.Population
	if r == nil || len(r.Users) != len(s.Users()) {
		p.Verdict = "What several users get has no answer for this scenario."
		p.Notes = append(p.Notes, f.Result.Notes...)
		return
	}
	p.Inside = usersInside(r)
	p.Share = 0
	if p.Inside {
		p.Share = 1
	}
	p.Verdict = usersVerdict(r)
	p.Tables = append(p.Tables, tables.Users(r, words.Value, words.Signed))
	p.Notes = append(p.Notes, usersNotes(r)...)
}

// usersInside reports whether everybody gets all there is to know: by the weak condition of each where
// agents talk to each apart, by the strong one of all where they talk to all at once.
func usersInside(r *engine.PopulationResult) bool {
	if r.Policy == engine.Anonymous {
		return r.Strong != nil && r.Strong.Inside
	}
	for _, u := range r.Users {
		if !u.Inside {
			return false
		}
	}
	return true
}

// usersVerdict says what each user is sure of under the policy, and why.
func usersVerdict(r *engine.PopulationResult) string {
	if r.Policy != engine.Anonymous {
		return claim.UsersVerdict(r) + " " + weakly(r)
	}
	return claim.UsersVerdict(r) + " " + strongly(r)
}

// weakly says who is inside.
func weakly(r *engine.PopulationResult) string {
	var out []string
	for _, u := range r.Users {
		if !u.Inside {
			out = append(out, u.Name)
		}
	}
	switch {
	case len(out) == 0:
		return "All are inside: nobody loses."
	case len(out) == len(r.Users):
		return "Nobody is inside: up to 2ε may be lost."
	}
	return "Not inside: " + strings.Join(out, ", ") + "."
}

// strongly reports whether one mixture of agents serves everybody.
func strongly(r *engine.PopulationResult) string {
	switch s := r.Strong; {
	case s == nil:
		return "Whether one mixture serves all is not known."
	case s.Inside:
		return "One mixture of agents serves all: nobody loses."
	case total(s.Weights) < together:
		return "No common mixture helps."
	default:
		return fmt.Sprintf("Common mixture off by %s.", words.Small(s.Epsilon))
	}
}

// usersNotes says what the two promises are, in this scenario's numbers.
func usersNotes(r *engine.PopulationResult) []string {
	var list []string
	for _, u := range r.Users {
		if u.Anonymous != nil && u.Personal.Worst-u.Anonymous.Worst > 2*u.Epsilon+full {
			list = append(list, fmt.Sprintf("%s: advised apart nobody loses more than 2 epsilon, here %s. Hearing the "+
				"same as all, %s may lose %s: no multiple of that epsilon bounds it, only the common mixture does.",
				u.Name, words.Small(2*u.Epsilon), u.Name, words.Value(u.Opt-u.Anonymous.Worst)))
		}
	}
	return list
}
