package stage

import (
	"strconv"

	"github.com/emergent-alignment/emergent/engine"
)

// Guide is what a reader wants to know of a figure before she touches it: what it shows, and
// what its marks are.
type Guide struct {
	About string
	Marks []Sign
}

// Sign is one kind of mark and what it stands for.
type Sign struct{ Mark, Means string }

// Guided is a Scene that explains itself in the help; for any other the names of its handles
// have to do.
type Guided interface{ Guide() Guide }

// Charted is a Scene that draws series: Series lists their numbers for a frame, exactly as
// they are computed, for spreadsheets.
type Charted interface{ Series(f *Frame) []Table }

// TextAlternative is a figure without its picture: everybody's interests, where the points that can be
// moved are, and the answers. What the panel holds as tables is not repeated.
func TextAlternative(s *engine.Scenario, handles []Handle, p *Panel, number func(float64) string) []Table {
	var list []Table
	add := func(t Table) {
		if len(t.Rows) > 0 {
			list = append(list, t)
		}
	}
	add(interests(s, number))
	add(utilities(s, number))
	points := Table{Title: "Points of the figure", Head: []string{"Point", "Is at"}}
	for _, h := range handles {
		points.Rows = append(points.Rows, []string{h.Name, h.Text})
	}
	add(points)
	answers := Table{Title: "Answers", Head: []string{"Of what", "Figure", "Value"}}
	for _, section := range p.Sections {
		for _, r := range section.Rows {
			answers.Rows = append(answers.Rows, []string{section.Title, r.Label, r.Value()})
		}
	}
	add(answers)
	return list
}

// interests lists the weights of those who have some.
func interests(s *engine.Scenario, number func(float64) string) Table {
	t := Table{Title: "Who wants what", Head: []string{"Party", "Is"}}
	for _, c := range s.Criteria {
		t.Head = append(t.Head, c.Name)
	}
	for i, p := range Parties(s) {
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
func utilities(s *engine.Scenario, number func(float64) string) Table {
	t := Table{Title: "What actions are worth to whom", Head: append([]string{"Party", "Action"}, s.States...)}
	for _, p := range Parties(s) {
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

// Table is the dialogue as far as it has been said.
func (d *Dialogue) Table() Table {
	t := Table{Title: d.Title, Head: []string{"When", "Speaker", "Says", "So"}}
	heading := ""
	for _, turn := range d.Turns {
		if turn.Heading != "" {
			heading = turn.Heading
		}
		if turn.When != Ahead {
			t.Rows = append(t.Rows, []string{heading, turn.Name, turn.Words, turn.Meaning})
		}
	}
	return t
}

// Exact writes a number with all its digits, as programs read it.
func Exact(x float64) string { return strconv.FormatFloat(x+0, 'g', -1, 64) }
