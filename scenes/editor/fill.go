package editor

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/emergent-alignment/emergent/engine"
)

// sumTol is how far from 1 the numbers pasted for a whole distribution may sum, as in a file.
const sumTol = 1e-6

// Fill turns a block of cells that was pasted, as a spreadsheet copies it (tabs between
// columns, a line for each row), into edits: its first cell goes into the field, the others
// to the right and below. Numbers of a distribution stay as they were pasted; those beside
// them make up 1. The error is one sentence; then nothing is changed.
func Fill(s engine.Scenario, field, block string) ([]engine.Edit, error) {
	cells, err := target(Of(s), field, blockOf(block))
	if err != nil {
		return nil, err
	}
	var edits []engine.Edit
	shares := map[string][]pasted{}
	order := []string{}
	for _, c := range cells {
		if c.cell.Kind == Share {
			key := distribution(c.cell.Field)
			if shares[key] == nil {
				order = append(order, key)
			}
			shares[key] = append(shares[key], c)
			continue
		}
		list, err := Set(s, c.cell.Field, c.typed)
		if err != nil {
			return nil, err
		}
		if s, err = engine.Apply(s, list[0]); err != nil {
			return nil, plain(c.cell, err)
		}
		edits = append(edits, list...)
	}
	for _, key := range order {
		e, err := together(s, shares[key])
		if err != nil {
			return nil, err
		}
		if s, err = engine.Apply(s, e); err != nil {
			return nil, plain(shares[key][0].cell, err)
		}
		edits = append(edits, e)
	}
	return edits, nil
}

// pasted is a cell and what goes into it.
type pasted struct {
	cell  *Cell
	typed string
}

// blockOf takes a pasted text apart. A line at the end that is empty is none.
func blockOf(text string) (rows [][]string) {
	text = strings.TrimRight(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	for line := range strings.SplitSeq(strings.ReplaceAll(text, "\r", "\n"), "\n") {
		rows = append(rows, strings.Split(line, "\t"))
	}
	return rows
}

// target finds the cells that a block falls on.
func target(sheet Sheet, field string, block [][]string) ([]pasted, error) {
	for i := range sheet.Parts {
		grid := gridOf(&sheet.Parts[i])
		for y, row := range grid {
			x := slices.IndexFunc(row, func(c *Cell) bool { return c.Field == field })
			if x < 0 {
				continue
			}
			return within(grid, y, x, block)
		}
	}
	if cell := find(sheet, field); cell != nil && len(block) == 1 && len(block[0]) == 1 {
		return []pasted{{cell, block[0][0]}}, nil
	}
	return nil, fmt.Errorf("there is no table at the cell %s to paste a block into", field)
}

// gridOf lists the cells of a part that can be written to, row by row.
func gridOf(p *Part) (grid [][]*Cell) {
	for i := range p.Rows {
		row := []*Cell{}
		if p.Rows[i].Head.Field != "" {
			row = append(row, &p.Rows[i].Head)
		}
		for j := range p.Rows[i].Cells {
			row = append(row, &p.Rows[i].Cells[j])
		}
		grid = append(grid, row)
	}
	return grid
}

// within lists what goes where, from row y and column x on.
func within(grid [][]*Cell, y, x int, block [][]string) (list []pasted, err error) {
	for i, row := range block {
		for j, typed := range row {
			if y+i >= len(grid) || x+j >= len(grid[y+i]) {
				return nil, fmt.Errorf("the block has %d rows and up to %d columns; from here there is room for %d "+
					"and %d: nothing is changed.",
					len(block), len(slices.MaxFunc(block, func(a, b []string) int { return len(a) - len(b) })),
					len(grid)-y, len(grid[y])-x)
			}
			list = append(list, pasted{grid[y+i][x+j], typed})
		}
	}
	return list, nil
}

// distribution is what the fields of one distribution have in common: all but the last place.
func distribution(field string) string { return field[:strings.LastIndexByte(field, '[')] }

// together is the edit that writes several numbers of one distribution.
func together(s engine.Scenario, list []pasted) (engine.Edit, error) {
	field, places := split(list[0].cell.Field)
	row := slices.Clone(distributionOf(s, field, places))
	fixed, sum, others := make([]bool, len(row)), 0., 0.
	for _, c := range list {
		x, err := parse(c.cell, c.typed)
		if err != nil {
			return nil, err
		}
		_, at := split(c.cell.Field)
		j := at[len(at)-1]
		row[j], fixed[j] = x, true
		sum += x
	}
	free := 0
	for j, is := range fixed {
		if !is {
			others += row[j]
			free++
		}
	}
	if sum > 1+sumTol || free == 0 && math.Abs(sum-1) > sumTol {
		return nil, fmt.Errorf("%s and what is pasted beside it sum to %s, must sum to 1.",
			list[0].cell.Label, Written(sum))
	}
	for j, is := range fixed {
		switch rest := max(1-sum, 0); {
		case is:
		case others > 0:
			row[j] *= rest / others
		default:
			row[j] = rest / float64(free)
		}
	}
	return writeDistribution(s, field, places, row), nil
}

// distributionOf is the list that a field is of.
func distributionOf(s engine.Scenario, field string, places []int) []float64 {
	if _, ok := isWish(field); ok {
		return wishOf(&s, field, places).Weights
	}
	switch field {
	case "prior":
		return s.Prior
	case "userSignal":
		return s.UserSignal[places[0]]
	case "agentSignal":
		return s.AgentSignal[places[0]]
	case "user.weights":
		return s.User.Weights
	}
	return s.Agents[places[0]].Weights
}

// writeDistribution is the edit that puts another in its place.
func writeDistribution(s engine.Scenario, field string, places []int, row []float64) engine.Edit {
	if _, ok := isWish(field); ok {
		return wishing(&s, field, places, engine.Wish{Weights: row})
	}
	put := func(u [][]float64) [][]float64 {
		v := copied(u)
		v[places[0]] = row
		return v
	}
	switch field {
	case "prior":
		return engine.SetPrior{Prior: row}
	case "userSignal":
		return engine.SetSignals{User: put(s.UserSignal), Agents: s.AgentSignal}
	case "agentSignal":
		return engine.SetSignals{User: s.UserSignal, Agents: put(s.AgentSignal)}
	case "user.weights":
		return engine.SetWeights{Agent: engine.User, Weights: row}
	}
	return engine.SetWeights{Agent: places[0], Weights: row}
}
