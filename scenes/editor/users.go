package editor

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/emergent-alignment/emergent/engine"
)

// Several users: who they are, with their shares, what each wants, and what agents want of one that
// they do not want of everybody.

const (
	members     = "population.users"
	memberID    = "member:"
	memberNames = members + ".name"
	shares      = members + ".share"
)

// users lists the further users and the policy.
func users(s *engine.Scenario) Part {
	p := Part{ID: "population", Title: "Several kinds of users", Note: "There is one kind of user: you."}
	further := s.PopulationOrDefault().Users
	if s.Population != nil {
		share := s.Shares()
		p.Note = fmt.Sprintf("Each kind acts for itself. The rest, %s of all, are %s. Agents talk to each kind apart.",
			Written(share[0]), s.User.Name)
		other := Act{ID: "policy", Label: "Have them talk to all at once"}
		if s.PopulationOrDefault().Policy == engine.Anonymous {
			p.Note = fmt.Sprintf("Each kind acts for itself. The rest, %s of all, are %s. Agents talk to all at once: "+
				"everybody hears the same.", Written(share[0]), s.User.Name)
			other.Label = "Have them talk to each kind apart"
		}
		p.Columns = []Cell{text("Kind of user"), text("Share of all")}
		p.Acts = append(p.Acts, other)
	}
	for i, m := range further {
		p.Rows = append(p.Rows, Row{
			Head:  nameCell(at(members, i)+".name", m.Name, "Name of further user "+strconv.Itoa(i+1)),
			Cells: []Cell{number(Number, at(members, i)+".share", m.Share, "Share of "+m.Name)},
			Acts:  []Act{{ID: "member.remove:" + strconv.Itoa(i), Label: "Remove " + m.Name}},
		})
	}
	p.Acts = append(p.Acts, act("member.add", "Add a kind of user", len(further) >= engine.MaxMembers,
		"There are at most %d further kinds.", engine.MaxMembers))
	return p
}

// eachUser lists what each further user wants, and what agents want of her alone.
func eachUser(s *engine.Scenario) (parts []Part) {
	for i, m := range s.PopulationOrDefault().Users {
		parts = append(parts, wishPart(s, at(members, i), memberID+strconv.Itoa(i), "User: "+m.Name, m.Name,
			engine.Wish{Weights: m.Weights, Utility: m.Utility}))
		for k, agent := range s.Agents {
			wish, own := agent.Toward[m.Name]
			if !own {
				continue
			}
			id := fmt.Sprintf("toward:%d:%d", k, i)
			part := wishPart(s, at(at("agents", k)+".toward", i), id,
				fmt.Sprintf("Agent %s: %s, of %s", s.Letter(k), agent.Name, m.Name), agent.Name+" of "+m.Name, wish)
			part.Note = "What it wants of " + m.Name + " alone. " + part.Note
			part.Acts = append(part.Acts,
				Act{ID: "toward.off:" + id[len("toward:"):], Label: "Want of them what it wants of everybody"})
			parts = append(parts, part)
		}
	}
	return parts
}

// ofOne are the buttons by which an agent comes to want something else of one further user.
func ofOne(s *engine.Scenario, agent int) (acts []Act) {
	for i, m := range s.PopulationOrDefault().Users {
		if _, own := s.Agents[agent].Toward[m.Name]; !own {
			acts = append(acts, Act{ID: fmt.Sprintf("toward.on:%d:%d", agent, i), Label: "Want something else of " +
				m.Name})
		}
	}
	return acts
}

// wishPart is a utility of its own: weights over the criteria or a table.
func wishPart(s *engine.Scenario, field, id, title, whose string, w engine.Wish) Part {
	p := Part{ID: id, Title: title}
	if w.Utility != nil {
		p.Columns, p.Rows = heads(s), matrix(s, field+".utility", whose, w.Utility)
		p.Note = "A utility of its own, given as a table."
		p.Acts = []Act{act("weights:"+id, "Describe it by weights instead",
			len(s.Criteria) == 0, "There are no criteria to weigh.")}
		return p
	}
	p.Note = "How much each criterion counts."
	p.Columns = []Cell{text("")}
	row := Row{Head: text("Weight")}
	for j, c := range s.Criteria {
		p.Columns = append(p.Columns, text(c.Name))
		row.Cells = append(row.Cells, number(Share, at(field+".weights", j), w.Weights[j], "Weight of "+c.Name+" for "+
			whose))
	}
	p.Rows = []Row{row}
	p.Acts = []Act{{ID: "table:" + id, Label: "Give it a table of its own"}}
	return p
}

// wishOf is what a field of a further user, or of an agent's wish of one, is of.
func wishOf(s *engine.Scenario, field string, places []int) engine.Wish {
	if strings.HasPrefix(field, members) {
		m := s.Population.Users[places[0]]
		return engine.Wish{Weights: m.Weights, Utility: m.Utility}
	}
	return s.Agents[places[0]].Toward[s.Population.Users[places[1]].Name]
}

// wishing is the edit that puts another in its place.
func wishing(s *engine.Scenario, field string, places []int, w engine.Wish) engine.Edit {
	switch {
	case !strings.HasPrefix(field, members):
		return engine.SetToward{Agent: places[0], User: s.Population.Users[places[1]].Name, Wish: &w}
	case w.Utility != nil:
		return engine.SetUtility{Agent: engine.OtherUser(places[0]), Utility: w.Utility}
	}
	return engine.SetWeights{Agent: engine.OtherUser(places[0]), Weights: w.Weights}
}

// isWish reports whether a field is one of those, and how many of its places say whose it is.
func isWish(field string) (owner int, ok bool) {
	switch field {
	case members + ".weights", members + ".utility":
		return 1, true
	case "agents.toward.weights", "agents.toward.utility":
		return 2, true
	}
	return 0, false
}

// setWish is the edit that writes one number of a wish.
func setWish(s *engine.Scenario, field string, places []int, owner int, x float64) engine.Edit {
	w := wishOf(s, field, places)
	if w.Utility != nil {
		w = engine.Wish{Utility: with(w.Utility, places[owner:], x)}
	} else {
		w = engine.Wish{Weights: shared(w.Weights, places[owner], x)}
	}
	return wishing(s, field, places, w)
}

// withShare is the edit that gives a further user another share.
func withShare(s *engine.Scenario, i int, share float64) engine.Edit {
	p := engine.Population{Policy: s.Population.Policy, Users: slices.Clone(s.Population.Users)}
	p.Users[i].Share = share
	return engine.SetPopulation{Population: &p}
}

// crowd answers the buttons about several users; nil: it is another's.
func crowd(s *engine.Scenario, what, whom string) engine.Edit {
	numbers := strings.Split(whom, ":")
	at := func(i int) int { n, _ := strconv.Atoi(numbers[i]); return n } // made by Of
	switch what {
	case "policy":
		p := engine.Population{Policy: engine.Anonymous, Users: s.Population.Users}
		if s.PopulationOrDefault().Policy == engine.Anonymous {
			p.Policy = engine.Personal
		}
		return engine.SetPopulation{Population: &p}
	case "member.add":
		return engine.SetPopulation{Population: joined(s)}
	case "member.remove":
		return without(s, at(0))
	case "toward.on":
		agent := s.Agents[at(0)]
		return engine.SetToward{Agent: at(0), User: s.Population.Users[at(1)].Name,
			Wish: &engine.Wish{Weights: agent.Weights, Utility: agent.Utility}}
	case "toward.off":
		return engine.SetToward{Agent: at(0), User: s.Population.Users[at(1)].Name}
	}
	return described(s, what, numbers)
}

// described answers the buttons that turn a wish into a table, or into weights.
func described(s *engine.Scenario, what string, numbers []string) engine.Edit {
	if what != "table" && what != "weights" || numbers[0] != "member" && numbers[0] != "toward" {
		return nil
	}
	places := make([]int, len(numbers)-1)
	for i, n := range numbers[1:] {
		places[i], _ = strconv.Atoi(n)
	}
	field := members
	if numbers[0] == "toward" {
		field = "agents.toward"
	}
	if what == "weights" {
		return wishing(s, field, places, engine.Wish{Weights: alike(len(s.Criteria))})
	}
	alone := s.Facing(1 + places[len(places)-1])
	who := engine.User
	if numbers[0] == "toward" {
		who = places[0]
	}
	return wishing(s, field, places, engine.Wish{Utility: tableOf(alone, who)})
}

// joined is the population with one kind of user more, who wants what the first does and has half
// of that one's share.
func joined(s *engine.Scenario) *engine.Population {
	p := &engine.Population{Policy: s.PopulationOrDefault().Policy, Users: slices.Clone(s.PopulationOrDefault().Users)}
	m := engine.Member{Share: s.Shares()[0] / 2, Weights: s.User.Weights, Utility: s.User.Utility}
	for n := len(p.Users) + 2; m.Name == "" || taken(s, m.Name); n++ {
		m.Name = "Users " + strconv.Itoa(n)
	}
	p.Users = append(p.Users, m)
	return p
}

// taken reports whether somebody has a name.
func taken(s *engine.Scenario, name string) bool {
	return slices.ContainsFunc(slices.Concat(s.Users(), s.Agents), func(p engine.Party) bool { return p.Name == name })
}

// without is the edit that removes a further user.
func without(s *engine.Scenario, i int) engine.Edit {
	p := engine.Population{Policy: s.Population.Policy, Users: slices.Delete(slices.Clone(s.Population.Users), i, i+1)}
	if len(p.Users) == 0 {
		return engine.SetPopulation{}
	}
	return engine.SetPopulation{Population: &p}
}
