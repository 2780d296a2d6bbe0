package editor

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/emergent-alignment/emergent/engine"
)

// Do turns a button into edits. The error is one sentence for the reader; nothing is
// returned that Apply would refuse.
func Do(s engine.Scenario, id string) ([]engine.Edit, error) {
	a := findAct(Of(s), id)
	if a == nil {
		return nil, fmt.Errorf("there is no button called %s", id)
	}
	if a.Why != "" {
		return nil, errors.New(a.Why)
	}
	e := done(s, id)
	if _, err := engine.Apply(s, e); err != nil {
		return nil, plain(&Cell{Label: "This"}, err)
	}
	return []engine.Edit{e}, nil
}

func findAct(sheet Sheet, id string) *Act {
	for i := range sheet.Parts {
		p := &sheet.Parts[i]
		for j := range p.Acts {
			if p.Acts[j].ID == id {
				return &p.Acts[j]
			}
		}
		for j := range p.Rows {
			for k := range p.Rows[j].Acts {
				if p.Rows[j].Acts[k].ID == id {
					return &p.Rows[j].Acts[k]
				}
			}
		}
	}
	return nil
}

// done is the edit of a button that exists.
func done(s engine.Scenario, id string) engine.Edit {
	what, whom, _ := strings.Cut(id, ":")
	if e := crowd(&s, what, whom); e != nil {
		return e
	}
	i, _ := strconv.Atoi(whom[strings.IndexByte(whom, ':')+1:]) // a number where one is needed
	if whom == "user" {
		i = engine.User
	}
	switch what {
	case "state.add":
		return engine.AddState{}
	case "state.remove":
		return engine.RemoveState{State: i}
	case "action.add":
		return engine.AddAction{}
	case "action.remove":
		return engine.RemoveAction{Action: i}
	case "criterion.add":
		return engine.AddCriterion{}
	case "criterion.remove":
		return engine.RemoveCriterion{Criterion: i}
	case "agent.add":
		return engine.AddAgent{Party: newcomer(s)}
	case "agent.remove":
		return engine.RemoveAgent{Agent: i}
	case "table":
		return engine.SetUtility{Agent: i, Utility: tableOf(s, i)}
	case "weights":
		return engine.SetWeights{Agent: i, Weights: alike(len(s.Criteria))}
	}
	return signals(s, id)
}

// newcomer is an agent that values all criteria alike, or, without criteria, what the last
// agent values.
func newcomer(s engine.Scenario) engine.Party {
	if len(s.Criteria) > 0 {
		return engine.Party{Weights: alike(len(s.Criteria))}
	}
	return engine.Party{Utility: copied(s.Agents[len(s.Agents)-1].Utility)}
}

func alike(n int) []float64 {
	w := make([]float64, n)
	for i := range w {
		w[i] = 1 / float64(n)
	}
	return w
}

// tableOf is a party's utility summed up from the criteria.
func tableOf(s engine.Scenario, who int) [][]float64 {
	g := s.Game()
	m := g.User
	if who != engine.User {
		m = g.Agents[who]
	}
	rows := make([][]float64, m.Rows)
	for a := range rows {
		rows[a] = append(rows[a], m.Row(a)...)
	}
	return rows
}

// signals answers the buttons of the two experiments.
func signals(s engine.Scenario, id string) engine.Edit {
	field, what, _ := strings.Cut(id, ".")
	set := engine.SetSignals{User: s.UserSignal, Agents: s.AgentSignal}
	target := &set.User
	if field == agentSignal.field {
		target = &set.Agents
	}
	switch rows := *target; what {
	case "on":
		*target = noisy(len(s.States))
	case "off":
		*target = nil
	case "more":
		*target = copied(rows)
		for y := range rows {
			(*target)[y] = append((*target)[y], 0)
		}
	case "less":
		*target = make([][]float64, len(rows))
		for y, row := range rows {
			(*target)[y] = folded(row)
		}
	}
	return set
}

// noise is how often a fresh signal shows another state than the true one.
const noise = 0.2

// noisy shows each state, or one of the others.
func noisy(states int) [][]float64 {
	rows := make([][]float64, states)
	for y := range rows {
		rows[y] = make([]float64, states)
		for x := range rows[y] {
			rows[y][x] = noise / float64(states-1)
		}
		rows[y][y] = 1 - noise
	}
	return rows
}

// folded is a row without its last signal, which the one before it takes over.
func folded(row []float64) []float64 {
	last := len(row) - 1
	short := append([]float64(nil), row[:last]...)
	short[last-1] += row[last]
	return short
}
