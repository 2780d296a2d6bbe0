package engine

import (
	"fmt"
	"slices"
	"strings"
)

// tableBuilder makes numbers of a grid's cells.
type tableBuilder struct {
	grid    *grid
	reading *Reading
	words   map[string]float64
	known   [][]bool // by column, then item
	table   Table
	items   Items
	hole    string // where the first missing score would stand
}

// build reads every cell, then does what is to be done about missing ones.
func (b *tableBuilder) build() error {
	g := b.grid
	b.table.Names = g.names
	b.table.Scores, b.known = make([][]float64, len(g.names)), make([][]bool, len(g.names))
	for e, row := range g.cells {
		if row[0].row < 0 {
			return refuse(fmt.Sprintf("row %d", g.rows[e]), "%s", row[0].text)
		}
		for i, c := range row {
			x, known, err := b.read(c, g.rows[e], i)
			if err != nil {
				return err
			}
			b.table.Scores[i], b.known[i] = append(b.table.Scores[i], x), append(b.known[i], known)
			if !known {
				b.items.MissingCells++
				if b.hole == "" {
					b.hole = b.at(g.rows[e], i)
				}
			}
		}
	}
	b.items.Names, b.items.Rows, b.items.Groups, b.items.GroupsAt = g.items, g.rows, g.groups, g.gather
	if b.items.MissingCells == 0 {
		return nil
	}
	if err := b.allMissing(); err != nil {
		return err
	}
	b.drop()
	b.fill()
	if n := len(b.items.Rows); n < 2 {
		return refuse(b.hole, "is empty, and rows without such cells are %d, must be 2: fill it in, leave out the "+
			"column that has most holes, or read the table %s", n, Pairwise)
	}
	return nil
}

// missingMarks are what people and programs write where there is no score.
var missingMarks = []string{"", "na", "n/a", "#n/a", "nan", "null", "none", "-", ".", "?"}

// read is the number of a cell; known: it has one.
func (b *tableBuilder) read(c cell, row, column int) (x float64, known bool, err error) {
	if x, ok := b.words[wordKey(c.text)]; ok && c.row > 0 {
		return x, true, nil
	}
	if b.reading.Missing != missingRefused && slices.Contains(missingMarks, strings.ToLower(c.text)) {
		return 0, false, nil
	}
	x, reason := score(c.text, b.grid.comma)
	if reason == "" {
		return x, true, nil
	}
	if len(b.words) > 0 && strings.HasSuffix(reason, "must be a number") {
		reason += ", or a word of the mapping: give it a number there"
	}
	return 0, false, refuse(b.at(max(row, c.row), column), "%s", reason)
}

// at says where a cell stands.
func (b *tableBuilder) at(row, column int) string {
	return fmt.Sprintf("row %d, column %d (%s)", row, b.grid.places[column], b.grid.names[column])
}

// allMissing refuses a column without a score.
func (b *tableBuilder) allMissing() error {
	for i, known := range b.known {
		if !slices.Contains(known, true) {
			rows := b.items.Rows
			at := fmt.Sprintf("rows %d to %d, column %d (%s)", slices.Min(rows), slices.Max(rows), b.grid.places[i],
				b.grid.names[i])
			return refuse(at, "no score in any of them, must have some: fill it in or leave the column out")
		}
	}
	return nil
}

// drop leaves out the items that the reading does not want.
func (b *tableBuilder) drop() {
	keep := []int{}
	for e := range b.items.Rows {
		has, others := b.known[0][e], 0
		for _, known := range b.known[1:] {
			if known[e] {
				others++
			}
		}
		if has && (others == len(b.known)-1 || b.reading.Missing == Pairwise && others > 0) {
			keep = append(keep, e)
		}
	}
	b.items.DroppedItems = len(b.items.Rows) - len(keep)
	for i := range b.known {
		b.known[i], b.table.Scores[i] = pick(b.known[i], keep), pick(b.table.Scores[i], keep)
	}
	b.items.Rows = pick(b.items.Rows, keep)
	if b.items.Names != nil {
		b.items.Names = pick(b.items.Names, keep)
	}
	if b.items.Groups != nil {
		b.items.Groups = pick(b.items.Groups, keep)
	}
}

// fill puts means where scores are missing, and keeps in mind where.
func (b *tableBuilder) fill() {
	holes, any := make([][]int, len(b.known)), false
	for i, known := range b.known {
		for e, k := range known {
			if !k {
				holes[i], any = append(holes[i], e), true
			}
		}
		FillHoles(b.table.Scores[i], holes[i])
	}
	if any {
		b.items.Holes = holes
	}
}

// FillHoles puts the mean of the other scores at the places listed, which ascend; 0 where
// there are no others.
func FillHoles(scores []float64, holes []int) {
	if len(holes) == 0 {
		return
	}
	sum, next := 0.0, 0
	for e, x := range scores {
		if next < len(holes) && holes[next] == e {
			next++
			continue
		}
		sum += x
	}
	mean := 0.0
	if n := len(scores) - len(holes); n > 0 {
		mean = sum / float64(n)
	}
	for _, e := range holes {
		scores[e] = mean
	}
}
