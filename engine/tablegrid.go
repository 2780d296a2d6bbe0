package engine

import (
	"fmt"
	"slices"
	"strings"
)

// grid is a table with a row for each item and a column for each party, still text: a sheet in
// wide format, or one in long format turned around.
type grid struct {
	names  []string // of the columns
	places []int    // of the columns in the file, from 1
	cells  [][]cell // by item, then column
	rows   []int    // of items in the file
	items  []string // their names, or nil
	groups []string // or nil
	gather string   // the column that they are from
	comma  bool
	long   bool
}

// cell is a text, and the row it stands in; 0: there is none.
type cell struct {
	text string
	row  int
}

// grid finds out which column is what.
func (s *sheet) grid(r *Reading) (*grid, error) {
	if long := s.long(r); long != nil {
		return s.turn(long, r)
	}
	if r.Long != nil {
		return nil, s.noLong(r.Long)
	}
	return s.wide(r)
}

// find is the column of a name, in any case, or -1.
func (s *sheet) find(names ...string) int {
	for _, name := range names {
		for i, head := range s.head {
			if strings.EqualFold(strings.TrimSpace(head), strings.TrimSpace(name)) {
				return i
			}
		}
	}
	return -1
}

// columns are the places of a table in long format.
type columns struct{ item, rater, score, group int }

// long finds the columns of a table in long format; nil: it is not in it.
func (s *sheet) long(r *Reading) *columns {
	c := columns{group: -1}
	if r.Long != nil {
		c.item, c.rater, c.score = s.find(r.Long.Item), s.find(r.Long.Rater), s.find(r.Long.Score)
	} else {
		if r.Missing == missingRefused || len(s.head) > 4 {
			return nil
		}
		c.item, c.rater, c.score = s.find(itemColumn), s.find(raterColumns...), s.find(scoreColumns...)
	}
	if c.item < 0 || c.rater < 0 || c.score < 0 {
		return nil
	}
	if _, parted := r.parted(); parted {
		return &c
	}
	if c.group = s.groupAt(r); r.Long == nil && len(s.head) == 4 && c.group < 0 {
		return nil
	}
	return &c
}

// groupAt is the column of the groups, or -1.
func (s *sheet) groupAt(r *Reading) int {
	if r.Group != "" {
		return s.find(r.Group)
	}
	return s.find(groupColumn)
}

// noLong says which column of a table in long format is not there.
func (s *sheet) noLong(l *Long) error {
	for _, name := range []string{l.Item, l.Rater, l.Score} {
		if s.find(name) < 0 {
			return s.noColumn(name)
		}
	}
	return refuse("row 1", "names one column twice, the columns of item, rater and score must differ")
}

func (s *sheet) noColumn(name string) error {
	return refuse("row 1", "has no column %s, must be one of %s", quoted(name), listed(s.head))
}

// shownNames is how many names a message lists.
const shownNames = 12

// listed writes names for a message.
func listed(names []string) string {
	list := []string{}
	for _, name := range names[:min(len(names), shownNames)] {
		list = append(list, quoted(strings.TrimSpace(name)))
	}
	if len(names) > shownNames {
		list = append(list, "...")
	}
	return strings.Join(list, ", ")
}

// wide takes a sheet with a column for each party.
func (s *sheet) wide(r *Reading) (*grid, error) {
	g := &grid{comma: s.comma, rows: s.lines}
	item, group := -1, -1
	if r.Item != "" {
		if item = s.find(r.Item); item < 0 {
			return nil, s.noColumn(r.Item)
		}
	} else if len(s.head) > 2 && strings.EqualFold(strings.TrimSpace(s.head[0]), itemColumn) {
		item = 0
	}
	if r.Group != "" {
		if group = s.find(r.Group); group < 0 {
			return nil, s.noColumn(r.Group)
		}
		if group == item {
			return nil, refuse(fmt.Sprintf("row 1, column %d", group+1),
				"names the items and cannot group them as well, must be another column")
		}
	} else if at := item + 1; r.Missing != missingRefused && len(s.head) > at+2 &&
		strings.EqualFold(strings.TrimSpace(s.head[at]), groupColumn) {
		group = at
	}
	_, parted := r.parted()
	if g.gather = s.column(group); parted {
		g.gather = s.column(item)
	}
	if parted && item < 0 {
		return nil, refuse("row 1", "has no column of items' names to group by a part of: call the first column %q, "+
			"or name it in the reading", itemColumn)
	}
	if err := s.tooMany(item, group); err != nil {
		return nil, err
	}
	seen := map[string]string{}
	for i, head := range s.head {
		if i == item || i == group {
			continue
		}
		name, err := nameOf(head, 1, i+1, seen)
		if err != nil {
			return nil, err
		}
		g.names, g.places = append(g.names, name), append(g.places, i+1)
	}
	if len(s.rows) == 0 {
		return nil, refuse("table", "has names but no items, must have a row for each item")
	}
	if parted {
		group = -1 // which stays out, and names no groups
	}
	if err := s.fill(g, item, group); err != nil {
		return nil, err
	}
	return g, s.parts(g, item, r)
}

// column names a column as messages do, "": there is none.
func (s *sheet) column(at int) string {
	if at < 0 {
		return ""
	}
	return fmt.Sprintf("column %d (%s)", at+1, strings.TrimSpace(s.head[at]))
}

// parts groups items by a part of their names, if the reading says so.
func (s *sheet) parts(g *grid, item int, r *Reading) error {
	if _, parted := r.parted(); !parted {
		return nil
	}
	for e, row := range s.rows {
		part := ""
		if item < len(row) {
			var err error
			if part, err = r.part(row[item], s.lines[e]); err != nil {
				return err
			}
		}
		g.groups = append(g.groups, part)
	}
	return nil
}

// tooMany refuses a number of parties.
func (s *sheet) tooMany(item, group int) error {
	n := len(s.head)
	for _, at := range []int{item, group} {
		if at >= 0 {
			n--
		}
	}
	if n < 2 || n > MaxTableColumns {
		return refuse("row 1", "has %d columns, must have 2 to %d (the user, then the agents)", n, MaxTableColumns)
	}
	return nil
}

// fill takes the cells of a wide sheet, up to the first row that is too short or too long;
// tableBuilder meets that row in its place.
func (s *sheet) fill(g *grid, item, group int) error {
	if len(s.rows) > MaxTableRows {
		return refuse("table", "has more than %d items, must have at most that many", MaxTableRows)
	}
	for e, row := range s.rows {
		list := make([]cell, 0, len(g.names))
		if len(row) != len(s.head) {
			g.cells = append(g.cells,
				[]cell{{fmt.Sprintf("has %d columns, must have %d like the names", len(row), len(s.head)), -1}})
			g.items, g.groups = labels(g.items, item), labels(g.groups, group)
			continue
		}
		for _, place := range g.places {
			list = append(list, cell{strings.TrimSpace(row[place-1]), s.lines[e]})
		}
		g.cells = append(g.cells, list)
		if item >= 0 {
			g.items = append(g.items, oneLine(row[item]))
		}
		if group >= 0 {
			if g.groups = append(g.groups, oneLine(row[group])); g.groups[e] == "" {
				return refuse(fmt.Sprintf("row %d, column %d (%s)", s.lines[e], group+1,
					escaped(strings.TrimSpace(s.head[group]))), "is empty, must name the group of the item")
			}
		}
	}
	return nil
}

// labels appends a blank where there is a column.
func labels(list []string, column int) []string {
	if column < 0 {
		return list
	}
	return append(list, "")
}

// turn makes a grid of a table in long format: items and raters in the order in which they
// come first.
func (s *sheet) turn(c *columns, r *Reading) (*grid, error) {
	if len(s.rows) == 0 {
		return nil, refuse("table", "has names but no scores, must have a row for each score")
	}
	if r.Group != "" && c.group < 0 {
		return nil, s.noColumn(r.Group)
	}
	if err := s.twice(c.item, c.rater, c.score); err != nil {
		return nil, err
	}
	g := &grid{comma: s.comma, long: true, gather: s.column(c.group)}
	if _, parted := r.parted(); parted {
		g.gather = s.column(c.item)
	}
	items, raters := map[string]int{}, map[string]int{}
	for e, row := range s.rows {
		if len(row) != len(s.head) {
			return nil, refuse(fmt.Sprintf("row %d", s.lines[e]), "has %d columns, must have %d like the names",
				len(row), len(s.head))
		}
		if err := s.place(g, c, r, e, items, raters); err != nil {
			return nil, err
		}
	}
	if n := len(g.names); n < 2 || n > MaxTableColumns {
		return nil, refuse(fmt.Sprintf("column %d (%s)", c.rater+1, escaped(strings.TrimSpace(s.head[c.rater]))),
			"names %d raters, must name 2 to %d (the user, then the agents)", n, MaxTableColumns)
	}
	for e := range g.cells {
		g.cells[e] = append(g.cells[e], make([]cell, len(g.names)-len(g.cells[e]))...)
	}
	return g, nil
}

// twice refuses a second column of the name of one that is wanted.
func (s *sheet) twice(wanted ...int) error {
	for _, at := range wanted {
		name := strings.TrimSpace(s.head[at])
		for i, head := range s.head {
			if i != at && strings.EqualFold(strings.TrimSpace(head), name) {
				return refuse(fmt.Sprintf("row 1, column %d", i+1),
					"is %s like column %d, of which the table takes one: give them different names",
					quoted(strings.TrimSpace(head)), at+1)
			}
		}
	}
	return nil
}

// place puts the score of one row where it belongs.
func (s *sheet) place(g *grid, c *columns, r *Reading, e int, items, raters map[string]int) error {
	row, line := s.rows[e], s.lines[e]
	at := func(column int) string {
		return fmt.Sprintf("row %d, column %d (%s)", line, column+1, escaped(strings.TrimSpace(s.head[column])))
	}
	name := oneLine(row[c.item])
	i, known := items[name]
	if !known {
		if i = len(g.cells); i == MaxTableRows {
			return refuse("table", "has more than %d items, must have at most that many", MaxTableRows)
		}
		items[name] = i
		g.items, g.rows, g.cells = append(g.items, name), append(g.rows, line), append(g.cells, nil)
		if _, parted := r.parted(); parted {
			part, err := r.part(row[c.item], line)
			if err != nil {
				return err
			}
			g.groups = append(g.groups, part)
		} else if c.group >= 0 {
			g.groups = append(g.groups, oneLine(row[c.group]))
		}
	}
	if c.group >= 0 && (g.groups[i] == "" || g.groups[i] != oneLine(row[c.group])) {
		return refuse(at(c.group), "is %s, must be the one group of the item %s", quoted(row[c.group]), quoted(name))
	}
	rater := strings.TrimSpace(row[c.rater])
	k, known := raters[rater]
	if !known {
		if err := validName(at(c.rater), rater); err != nil {
			return err
		}
		k = len(g.names)
		raters[rater] = k
		g.names, g.places = append(g.names, rater), append(g.places, c.score+1)
	}
	if k >= len(g.cells[i]) {
		g.cells[i] = append(g.cells[i], make([]cell, k+1-len(g.cells[i]))...)
	}
	if before := g.cells[i][k]; before.row > 0 {
		return refuse(at(c.score), "is a second score of %s for the item %s (the first stands in row %d), must be one",
			quoted(rater), quoted(name), before.row)
	}
	g.cells[i][k] = cell{strings.TrimSpace(row[c.score]), line}
	return nil
}

// choose puts the user's column first and leaves out those that are not wanted.
func (g *grid) choose(r *Reading) error {
	order := make([]int, len(g.names))
	for i := range order {
		order[i] = i
	}
	for _, name := range r.Without {
		at := slices.Index(g.names, strings.TrimSpace(name))
		if at < 0 {
			return g.nobody("without", name)
		}
		order = slices.DeleteFunc(order, func(i int) bool { return i == at })
	}
	if r.User != "" {
		at := slices.Index(order, slices.Index(g.names, strings.TrimSpace(r.User)))
		if at < 0 {
			return g.nobody("user", r.User)
		}
		user := order[at]
		order = slices.Insert(slices.Delete(order, at, at+1), 0, user)
	}
	if len(order) < 2 {
		return refuse("row 1", "leaves %d columns, must leave a user and an agent", len(order))
	}
	g.names, g.places = pick(g.names, order), pick(g.places, order)
	for e, row := range g.cells {
		if len(row) > 0 && row[0].row >= 0 {
			g.cells[e] = pick(row, order)
		}
	}
	return nil
}

func (g *grid) nobody(field, name string) error {
	what := "column"
	if g.long {
		what = "rater"
	}
	return refuse(field, "is %s, the table has no such %s, must be one of %s", quoted(name), what, listed(g.names))
}

// pick lists some of a list.
func pick[T any](list []T, which []int) []T {
	out := make([]T, len(which))
	for i, at := range which {
		out[i] = list[at]
	}
	return out
}
