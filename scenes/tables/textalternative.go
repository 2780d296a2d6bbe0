package tables

import (
	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/stage"
)

// TextAlternative is a figure without its picture: everybody's interests, where the points that can be
// moved are, and the answers. What the panel holds as tables is not repeated.
func TextAlternative(s *engine.Scenario, handles []stage.Handle, p *stage.Panel,
	number func(float64) string) []stage.Table {
	var list []stage.Table
	add := func(t stage.Table) {
		if len(t.Rows) > 0 {
			list = append(list, t)
		}
	}
	add(interests(s, number))
	add(utilities(s, number))
	points := stage.Table{Title: "Points of the figure", Head: []string{"Point", "Is at"}}
	for _, h := range handles {
		points.Rows = append(points.Rows, []string{h.Name, h.Text})
	}
	add(points)
	answers := stage.Table{Title: "Answers", Head: []string{"Of what", "Figure", "Value"}}
	for _, section := range p.Sections {
		for _, r := range section.Rows {
			answers.Rows = append(answers.Rows, []string{section.Title, r.Label, r.Value()})
		}
	}
	add(answers)
	return list
}

// interests lists the weights of those who have some.
func interests(s *engine.Scenario, number func(float64) string) stage.Table {
	t := stage.Table{Title: "Who wants what", Head: []string{"Party", "Is"}}
	for _, c := range s.Criteria {
		t.Head = append(t.Head, c.Name)
	}
	for i, p := range stage.Parties(s) {
		if p.Weights == nil {
			continue
		}
		role := "you"
		if i > 0 {
			role = "agent " + s.Letter(i-1)
		}
		t.Rows = append(t.Rows, weighed(p.Name, role, p.Weights, number))
	}
	for _, u := range s.PopulationOrDefault().Users {
		if u.Weights != nil {
			t.Rows = append(t.Rows, weighed(u.Name, "user of share "+number(u.Share), u.Weights, number))
		}
		for i, agent := range s.Agents {
			if wish := agent.Toward[u.Name]; wish.Weights != nil {
				t.Rows = append(t.Rows, weighed(agent.Name, "agent "+s.Letter(i)+" toward "+u.Name, wish.Weights,
					number))
			}
		}
	}
	return t
}

// weighed is a row of weights.
func weighed(name, role string, weights []float64, number func(float64) string) []string {
	row := []string{name, role}
	for _, w := range weights {
		row = append(row, number(w))
	}
	return row
}

// utilities lists the utilities of those who have a table of their own.
func utilities(s *engine.Scenario, number func(float64) string) stage.Table {
	t := stage.Table{Title: "What actions are worth to whom", Head: append([]string{"Party", "Action"}, s.States...)}
	for _, p := range stage.Parties(s) {
		for a, row := range p.Utility {
			cells := []string{p.Name, s.Actions[a]}
			for _, x := range row {
				cells = append(cells, number(x))
			}
			t.Rows = append(t.Rows, cells)
		}
	}
	return t
}

// Dialogue is the dialogue as far as it has been said.
func Dialogue(d *stage.Dialogue) stage.Table {
	t := stage.Table{Title: d.Title, Head: []string{"When", "Speaker", "Says", "So"}}
	heading := ""
	for _, turn := range d.Turns {
		if turn.Heading != "" {
			heading = turn.Heading
		}
		if turn.When != stage.Ahead {
			t.Rows = append(t.Rows, []string{heading, turn.Name, turn.Words, turn.Meaning})
		}
	}
	return t
}
