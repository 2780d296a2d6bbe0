package editor

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/emergent-alignment/emergent/engine"
)

// Set turns what was typed into a cell into edits. The error is one sentence for the reader;
// the engine decides, so nothing is returned that Apply would refuse.
func Set(s engine.Scenario, field, typed string) ([]engine.Edit, error) {
	cell := find(Of(s), field)
	if cell == nil {
		return nil, fmt.Errorf("there is no cell called %s", field)
	}
	e, err := edit(s, cell, typed)
	if err != nil {
		return nil, err
	}
	if _, err := engine.Apply(s, e); err != nil {
		return nil, plain(cell, err)
	}
	return []engine.Edit{e}, nil
}

// plain is an error of the engine in the words of a cell.
func plain(cell *Cell, err error) error {
	var f *engine.FieldError
	if errors.As(err, &f) {
		if f.Field == members {
			return errors.New("The further users " + f.Reason + ".") // of all of them together
		}
		return errors.New(cell.Label + " " + f.Reason + ".")
	}
	return err
}

// find returns the cell of a field, or nil.
func find(sheet Sheet, field string) *Cell {
	for i := range sheet.Parts {
		p := &sheet.Parts[i]
		if p.Name != nil && p.Name.Field == field {
			return p.Name
		}
		for j := range p.Columns {
			if p.Columns[j].Field == field && field != "" {
				return &p.Columns[j]
			}
		}
		for j := range p.Rows {
			if p.Rows[j].Head.Field == field && field != "" {
				return &p.Rows[j].Head
			}
			for k := range p.Rows[j].Cells {
				if p.Rows[j].Cells[k].Field == field {
					return &p.Rows[j].Cells[k]
				}
			}
		}
	}
	return nil
}

// edit is the edit for a cell that exists.
func edit(s engine.Scenario, cell *Cell, typed string) (engine.Edit, error) {
	field, places := split(cell.Field)
	if cell.Kind == Name {
		return rename(field, places, strings.TrimSpace(typed)), nil
	}
	x, err := parse(cell, typed)
	if err != nil {
		return nil, err
	}
	if owner, ok := isWish(field); ok {
		return setWish(&s, field, places, owner, x), nil
	}
	switch field {
	case shares:
		return withShare(&s, places[0], x), nil
	case "prior":
		return engine.SetPrior{Prior: shared(s.Prior, places[0], x)}, nil
	case "userSignal":
		return engine.SetSignals{User: withRow(s.UserSignal, places, x), Agents: s.AgentSignal}, nil
	case "agentSignal":
		return engine.SetSignals{User: s.UserSignal, Agents: withRow(s.AgentSignal, places, x)}, nil
	case "criteria.utility":
		return engine.SetCriterion{Criterion: places[0], Utility: with(s.Criteria[places[0]].Utility, places[1:], x)},
			nil
	case "user.weights":
		return engine.SetWeights{Agent: engine.User, Weights: shared(s.User.Weights, places[0], x)}, nil
	case "agents.weights":
		return engine.SetWeights{Agent: places[0], Weights: shared(s.Agents[places[0]].Weights, places[1], x)}, nil
	case "user.utility":
		return engine.SetUtility{Agent: engine.User, Utility: with(s.User.Utility, places, x)}, nil
	default: // "agents.utility": there are no others
		return engine.SetUtility{Agent: places[0], Utility: with(s.Agents[places[0]].Utility, places[1:], x)}, nil
	}
}

func rename(field string, places []int, name string) engine.Edit {
	switch field {
	case "states":
		return engine.RenameState{State: places[0], Name: name}
	case "actions":
		return engine.RenameAction{Action: places[0], Name: name}
	case "criteria.name":
		return engine.RenameCriterion{Criterion: places[0], Name: name}
	case agentSignal.names, userSignal.names:
		return engine.RenameSignal{Agents: field == agentSignal.names, Signal: places[0], Name: name}
	case messageNames:
		return engine.RenameMessage{Message: places[0], Name: name}
	case memberNames:
		return engine.Rename{Agent: engine.OtherUser(places[0]), Name: name}
	case "user.name":
		return engine.Rename{Agent: engine.User, Name: name}
	}
	return engine.Rename{Agent: places[0], Name: name}
}

// split takes the numbers out of a field: criteria[0].utility[1][2] is criteria.utility and
// 0, 1, 2.
func split(field string) (name string, places []int) {
	for field != "" {
		open := strings.IndexByte(field, '[')
		if open < 0 {
			return name + field, places
		}
		end := strings.IndexByte(field, ']')
		i, _ := strconv.Atoi(field[open+1 : end]) // fields are made by Of
		name, places, field = name+field[:open], append(places, i), field[end+1:]
	}
	return name, places
}

// parse reads a number from 0 to 1; a comma may stand for the point, 30 % for 0.3, and 1/3 for a
// third.
func parse(cell *Cell, typed string) (float64, error) {
	plain := strings.Replace(strings.TrimSpace(typed), ",", ".", 1)
	scale := 1.
	if p, ok := strings.CutSuffix(plain, "%"); ok {
		plain, scale = strings.TrimSpace(p), 100
	}
	if over, under, ok := strings.Cut(plain, "/"); ok {
		if d, err := strconv.ParseFloat(strings.TrimSpace(under), 64); err == nil && d > 0 {
			plain, scale = strings.TrimSpace(over), scale*d
		}
	}
	x, err := strconv.ParseFloat(plain, 64)
	switch {
	case plain == "":
		return 0, fmt.Errorf("%s is empty, must be a number from 0 to 1.", cell.Label)
	case err != nil || strings.ContainsAny(plain, "xXpP_") || math.IsNaN(x):
		return 0, fmt.Errorf("%s is %q, must be a number from 0 to 1.", cell.Label, short(typed))
	case !(x/scale >= 0 && x/scale <= 1):
		return 0, fmt.Errorf("%s is %s, must be between 0 and 1.", cell.Label, short(strings.TrimSpace(typed)))
	}
	return x / scale, nil
}

// short keeps what is quoted readable.
func short(typed string) string {
	if r := []rune(typed); len(r) > 20 {
		return string(r[:20]) + "…"
	}
	return typed
}

// shared is a distribution with entry j set to x and the others scaled to make up the rest;
// when they are all zero they share it equally.
func shared(p []float64, j int, x float64) []float64 {
	q := make([]float64, len(p))
	others := 0.
	for k, y := range p {
		if k != j {
			others += y
		}
	}
	for k, y := range p {
		switch {
		case k == j:
			q[k] = x
		case others > 0:
			q[k] = y / others * (1 - x)
		default:
			q[k] = (1 - x) / float64(len(p)-1)
		}
	}
	if len(q) == 1 {
		q[0] = 1
	}
	return q
}

// with is a matrix with one entry changed; withRow keeps the row's sum 1.
func with(u [][]float64, places []int, x float64) [][]float64 {
	v := copied(u)
	v[places[0]][places[1]] = x
	return v
}

func withRow(u [][]float64, places []int, x float64) [][]float64 {
	v := copied(u)
	v[places[0]] = shared(u[places[0]], places[1], x)
	return v
}

func copied(u [][]float64) [][]float64 {
	v := make([][]float64, len(u))
	for i, row := range u {
		v[i] = append([]float64(nil), row...)
	}
	return v
}
