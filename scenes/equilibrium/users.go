package equilibrium

import (
	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/stage"
)

// Several users: picture and ladder are those of the scenario's own, advised apart; what each gets,
// and where it leads if all hear the same, stands in tables.

// addUsers puts several users into the panel.
func addUsers(p *stage.Panel, f *stage.Frame) {
	s := &f.Scenario
	if s.Population == nil {
		return
	}
	if f.Stale {
		return // tables and notes are those of before
	}
	p.Notes = append([]string{"There are several users. \"You\", in picture and ladder, are " + s.User.Name + ", advised apart. " +
		"The tables have the others, too, and what everybody gets where all hear the same."}, p.Notes...)
	r := f.Result.Population
	if r == nil || len(r.Users) != len(s.Users()) {
		return
	}
	p.Verdict += " " + everybody(r)
	p.Tables = append([]stage.Table{stage.UsersTable(r, stage.Value, stage.Signed)}, p.Tables...)
	p.Tables = append(p.Tables, crowdTables(s, r, beliefs.Row, stage.Likelihood)...)
}

// everybody says what each user is sure of under the policy.
func everybody(r *engine.PopulationResult) string {
	begin, each := "Each advised apart is sure of: ", []string(nil)
	if r.Policy == engine.Anonymous {
		begin = "All hearing the same are sure of: "
	}
	for _, u := range r.Users {
		worst := u.Personal.Worst
		if r.Policy == engine.Anonymous {
			if u.Anonymous == nil {
				return "What everybody gets who hears the same is too much to compute."
			}
			worst = u.Anonymous.Worst
		}
		each = append(each, u.Name+" "+stage.Value(worst))
	}
	return begin + stage.List(each) + "."
}

// crowdTables say where the anonymous equilibria worst and best for everybody by share lead.
func crowdTables(
	s *engine.Scenario, r *engine.PopulationResult,
	row func(*engine.Scenario, []float64) []string, number func(float64) string,
) (list []stage.Table) {
	for _, c := range []struct {
		title string
		e     *engine.EquilibriumResult
	}{
		{"Where the worst leads if all hear the same", r.Equilibrium}, {"Where the best leads if all hear the same", r.Best},
	} {
		if c.e != nil {
			list = append(list, crowdTable(c.title, s, c.e, row, number))
		}
	}
	return list
}

// crowdTable lists the beliefs of everybody, and what each user then does.
func crowdTable(
	title string, s *engine.Scenario, e *engine.EquilibriumResult,
	row func(*engine.Scenario, []float64) []string, number func(float64) string,
) stage.Table {
	t := stage.Table{Title: title, Head: beliefs.Head(s)}
	users := s.Users()
	for _, u := range users {
		t.Head = append(t.Head, u.Name+" then")
	}
	t.Head = append(t.Head, "Probability")
	for _, q := range e.Posteriors {
		cells := row(s, q.Belief)
		own := len(q.Strategy) / len(users) // actions of each user, one for each of her signals
		for u := range users {
			cells = append(cells, beliefs.StrategyName(s, q.Strategy[u*own:(u+1)*own]))
		}
		t.Rows = append(t.Rows, append(cells, number(q.Probability)))
	}
	return t
}
