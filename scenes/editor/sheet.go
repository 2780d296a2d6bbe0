// Package editor is a scenario as tables of numbers and names for editing by hand: plain
// data that a page renders, and the way back from what was typed into a cell to the edits
// of the engine, which says whether they are right. It knows no figure and no DOM.
package editor

import (
	"fmt"
	"strconv"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// Sheet is all there is to edit, part by part.
type Sheet struct {
	Parts []Part `json:"parts"`
}

// Part is one table under a title, with what can be done to it.
type Part struct {
	ID      string `json:"id"`
	Title   string `json:"title"`
	Note    string `json:"note"`
	Name    *Cell  `json:"name,omitempty"` // of the whole part
	Columns []Cell `json:"columns"`
	Rows    []Row  `json:"rows"`
	Acts    []Act  `json:"acts"`
}

// Row is one row of a table under its head.
type Row struct {
	Head  Cell   `json:"head"`
	Cells []Cell `json:"cells"`
	Acts  []Act  `json:"acts"`
}

// The kinds of cell.
const (
	Text   = "text"   // to be read
	Name   = "name"   // a name
	Number = "number" // from 0 to 1
	Share  = "share"  // a probability or weight: with a slider, the rest of its row makes up 1
)

// Cell is one entry. Field names it for Set; Label says what it is.
type Cell struct {
	Kind  string `json:"kind"`
	Field string `json:"field"`
	Value string `json:"value"`
	Label string `json:"label"`
}

// Act is something that can be done by a button; Why says why it cannot be done now.
type Act struct {
	ID    string `json:"id"`
	Label string `json:"label"`
	Why   string `json:"why"`
}

// Of lists the parts of a scenario.
func Of(s engine.Scenario) Sheet {
	parts := []Part{states(&s), actions(&s)}
	for j := range s.Criteria {
		parts = append(parts, criterion(&s, j))
	}
	parts[len(parts)-1].Acts = append(parts[len(parts)-1].Acts,
		act("criterion.add", "Add a criterion", len(s.Criteria) >= engine.MaxCriteria, "There are at most %d criteria.",
			engine.MaxCriteria))
	parts = append(parts, party(&s, engine.User))
	for i := range s.Agents {
		parts = append(parts, party(&s, i))
	}
	parts[len(parts)-1].Acts = append(parts[len(parts)-1].Acts,
		act("agent.add", "Add an agent", len(s.Agents) >= engine.MaxAgents, "There are at most %d agents.",
			engine.MaxAgents))
	parts = append(append(parts, users(&s)), eachUser(&s)...)
	return Sheet{append(parts, signal(&s, userSignal), signal(&s, agentSignal), messages(&s))}
}

// messages are what the agents can say in a round.
func messages(s *engine.Scenario) Part {
	c := s.ConversationOrDefault()
	p := Part{ID: "messages", Title: "Messages",
		Note: "What the agents can say in each round of a conversation. What " +
			"a message means depends on who says it.", Columns: []Cell{text("Message")}}
	for k := range c.Alphabet {
		p.Rows = append(p.Rows, Row{Head: nameCell(at(messageNames, k), numbered(c.MessageNames, "message", k),
			"Name of message "+strconv.Itoa(k+1))})
	}
	return p
}

const messageNames = "conversation.messageNames"

// numbered is a name, or a word with its number where there is none.
func numbered(names []string, word string, i int) string {
	if i < len(names) {
		return names[i]
	}
	return word + " " + strconv.Itoa(i+1)
}

// act is a button that is off, with the reason, where off says so.
func act(id, label string, off bool, why string, args ...any) Act {
	a := Act{ID: id, Label: label}
	if off {
		a.Why = fmt.Sprintf(why, args...)
	}
	return a
}

func states(s *engine.Scenario) Part {
	p := Part{ID: "states", Title: "States and prior", Columns: []Cell{text("State"), text("Probability")},
		Note: "What may be true, and how likely each is before anything is said. A probability that you set leaves " +
			"the rest to the others, in proportion."}
	for y, name := range s.States {
		p.Rows = append(p.Rows, Row{
			Head:  nameCell(at("states", y), name, "Name of state "+strconv.Itoa(y+1)),
			Cells: []Cell{number(Share, at("prior", y), s.Prior[y], "Probability of "+name)},
			Acts: []Act{act("state.remove:"+strconv.Itoa(y), "Remove "+name, len(s.States) <= engine.MinStates,
				"There are at least %d states.", engine.MinStates)},
		})
	}
	p.Acts = []Act{act("state.add", "Add a state", len(s.States) >= engine.MaxStates, "There are at most %d states.",
		engine.MaxStates)}
	return p
}

func actions(s *engine.Scenario) Part {
	p := Part{ID: "actions", Title: "Actions", Note: "What the user may do. Of equally good ones she takes the first.",
		Columns: []Cell{text("Action")}}
	for a, name := range s.Actions {
		p.Rows = append(p.Rows, Row{
			Head: nameCell(at("actions", a), name, "Name of action "+strconv.Itoa(a+1)),
			Acts: []Act{act("action.remove:"+strconv.Itoa(a), "Remove "+name, len(s.Actions) <= engine.MinActions,
				"There are at least %d actions.", engine.MinActions)},
		})
	}
	p.Acts = []Act{act("action.add", "Add an action", len(s.Actions) >= engine.MaxActions,
		"There are at most %d actions.", engine.MaxActions)}
	return p
}

func criterion(s *engine.Scenario, j int) Part {
	c, field := s.Criteria[j], at("criteria", j)
	name := nameCell(field+".name", c.Name, "Name of criterion "+strconv.Itoa(j+1))
	return Part{
		ID: field, Title: "Criterion: " + c.Name, Name: &name,
		Columns: heads(s), Rows: matrix(s, field+".utility", c.Name, c.Utility),
		Acts: []Act{{ID: "criterion.remove:" + strconv.Itoa(j), Label: "Remove this criterion"}},
	}
}

// party is one party's utility: weights over the criteria, or a table of its own.
func party(s *engine.Scenario, who int) Part {
	q, field, title, id, whom := s.User, "user", "You: ", "user", "the user"
	if who != engine.User {
		letter := s.Letter(who)
		q, field, title, id, whom = s.Agents[who], at("agents", who), "Agent "+letter+": ", "agent:"+strconv.Itoa(who),
			"agent "+letter
	}
	name := nameCell(field+".name", q.Name, "Name of "+whom)
	p := Part{ID: id, Title: title + q.Name, Name: &name}
	if q.Utility != nil {
		p.Columns, p.Rows = heads(s), matrix(s, field+".utility", q.Name, q.Utility)
		p.Note = "A utility of its own, given as a table."
		p.Acts = []Act{act("weights:"+id, "Describe it by weights instead",
			len(s.Criteria) == 0, "There are no criteria to weigh.")}
	} else {
		p.Note = "How much each criterion counts."
		row := Row{Head: text("Weight")}
		for j, c := range s.Criteria {
			p.Columns = append(p.Columns, text(c.Name))
			row.Cells = append(row.Cells, number(Share, at(field+".weights", j), q.Weights[j], "Weight of "+c.Name+
				" for "+q.Name))
		}
		p.Columns = append([]Cell{text("")}, p.Columns...)
		p.Rows = []Row{row}
		p.Acts = []Act{{ID: "table:" + id, Label: "Give it a table of its own"}}
	}
	if who != engine.User {
		p.Acts = append(p.Acts, ofOne(s, who)...)
		p.Acts = append(p.Acts, act("agent.remove:"+strconv.Itoa(who), "Remove this agent",
			len(s.Agents) <= engine.MinAgents, "The last agent cannot be removed."))
	}
	return p
}

// experiment is one of the two sides' signals.
type experiment struct {
	field, title, absent, whose, names string
	of                                 func(s *engine.Scenario) *[][]float64
	name                               func(s *engine.Scenario, x int) string
}

var (
	userSignal = experiment{"userSignal", "What you see yourself", "You see nothing of your own.",
		"You see", "userSignalNames",
		func(s *engine.Scenario) *[][]float64 { return &s.UserSignal },
		func(s *engine.Scenario, x int) string { return numbered(s.UserSignalNames, "signal", x) }}
	agentSignal = experiment{"agentSignal", "What the agents see", "The agents see the state itself.",
		"The agents see", "signalNames",
		func(s *engine.Scenario) *[][]float64 { return &s.AgentSignal },
		func(s *engine.Scenario, x int) string { return numbered(s.SignalNames, "signal", x) }}
)

func signal(s *engine.Scenario, e experiment) Part {
	rows := *e.of(s)
	p := Part{ID: e.field, Title: e.title, Note: e.absent}
	if rows == nil {
		p.Acts = []Act{{ID: e.field + ".on", Label: "Give them a noisy signal"}}
		if e.field == "userSignal" {
			p.Acts[0].Label = "See a noisy signal"
		}
		return p
	}
	p.Note = "How likely each signal is in each state; a row adds up to 1."
	p.Columns = []Cell{text("")}
	for x := range rows[0] {
		label := fmt.Sprintf("Name of signal %d", x+1)
		p.Columns = append(p.Columns, nameCell(at(e.names, x), e.name(s, x), label))
	}
	for y, row := range rows {
		r := Row{Head: text(s.States[y])}
		for x, q := range row {
			label := fmt.Sprintf("%s %s when %s", e.whose, e.name(s, x), s.States[y])
			r.Cells = append(r.Cells, number(Number, at(at(e.field, y), x), q, label))
		}
		p.Rows = append(p.Rows, r)
	}
	p.Acts = []Act{
		act(e.field+".more", "Add a signal", len(rows[0]) >= engine.MaxSignals, "There are at most %d signals.",
			engine.MaxSignals),
		act(e.field+".less", "Remove the last signal", len(rows[0]) <= engine.MinSignals,
			"There is at least one signal."),
		{ID: e.field + ".off", Label: e.absent[:len(e.absent)-1] + " instead"},
	}
	return p
}

// heads are the names of the states over the columns of a matrix.
func heads(s *engine.Scenario) []Cell {
	cells := []Cell{text("")}
	for _, name := range s.States {
		cells = append(cells, text(name))
	}
	return cells
}

// matrix lists the rows of a utility.
func matrix(s *engine.Scenario, field, whose string, u [][]float64) []Row {
	rows := make([]Row, len(u))
	for a, row := range u {
		rows[a].Head = text(s.Actions[a])
		for y, x := range row {
			label := fmt.Sprintf("%s: %s when %s", whose, s.Actions[a], s.States[y])
			rows[a].Cells = append(rows[a].Cells, number(Number, at(at(field, a), y), x, label))
		}
	}
	return rows
}

func text(words string) Cell { return Cell{Kind: Text, Value: words} }

func nameCell(field, name, label string) Cell {
	return Cell{Kind: Name, Field: field, Value: name, Label: label}
}

func number(kind, field string, x float64, label string) Cell {
	return Cell{Kind: kind, Field: field, Value: Written(x), Label: label}
}

// Written is a number with as many digits as people type: up to six after the point.
func Written(x float64) string {
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(x, 'f', 6, 64), 64)
	if err != nil {
		rounded = x // it is not a number: shown as it is
	}
	return words.Typed(rounded)
}

func at(field string, i int) string { return field + "[" + strconv.Itoa(i) + "]" }
