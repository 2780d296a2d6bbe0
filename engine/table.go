package engine

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Table is a table of scores: a column for each party, the user first, and a row for each
// item. It stands in for utility matrices when people bring their own data.
type Table struct {
	Names  []string    // the user, then the agents
	Scores [][]float64 // one list for each name, all of the same length
}

// The limits of a table.
const (
	MaxTableBytes   = 64 << 20
	MaxTableColumns = 1001 // the user and 1,000 agents
	MaxTableRows    = 100_000
	// MaxScore is the largest absolute score: any scale will do, the alignment of a table
	// is in its own units.
	MaxScore = 1e6
)

// Items says which items the rows of a table are.
type Items struct {
	Names []string // or nil: the table names none
	Rows  []int    // where each stands in the file: the header is row 1
}

// ParseTable is ParseItems without the items.
func ParseTable(data []byte) (Table, error) {
	t, _, err := ParseItems(data)
	return t, err
}

// ParseItems reads CSV. The first row holds the names, user first; each further row is an
// item with a score for everyone: a finite number of absolute value up to 1e6. Columns are
// separated by comma, semicolon or tab, whichever the first row has most of; where that is
// not the comma, a comma in a number is a decimal one. If the first name is "item", in any
// case, that column names the items and the user's is the next. A leading byte-order mark,
// quotes, blank lines and every kind of line end are understood. The error is a *FieldError
// that names row and column as a spreadsheet does: the header is row 1, the first column 1.
func ParseItems(data []byte) (Table, Items, error) {
	if len(data) > MaxTableBytes {
		return Table{}, Items{}, refuse("table", "has %d bytes, must have at most %d (64 MiB)", len(data), MaxTableBytes)
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if !utf8.Valid(data) {
		return Table{}, Items{}, refuse("table", "is not valid UTF-8")
	}
	if bytes.IndexByte(data, '\n') < 0 { // the line ends of an old Macintosh
		data = bytes.ReplaceAll(data, []byte("\r"), []byte("\n"))
	}
	lines := csv.NewReader(bytes.NewReader(data))
	lines.Comma = separator(data)
	lines.FieldsPerRecord = -1 // counted below, with a clearer message
	lines.ReuseRecord = true
	r := tableReader{lines: lines}
	if err := r.read(); err != nil {
		return Table{}, Items{}, err
	}
	return r.table, r.items, nil
}

// tableReader gathers a table row by row.
type tableReader struct {
	lines *csv.Reader
	table Table
	items Items
	named int // 1 when the first column names the items
}

// separator returns the one of comma, semicolon and tab that stands most often in the
// first line that is not blank.
func separator(data []byte) rune {
	line, _, _ := bytes.Cut(bytes.TrimLeft(data, " \t\r\n"), []byte("\n"))
	best := ','
	for _, c := range ";\t" {
		if bytes.Count(line, []byte(string(c))) > bytes.Count(line, []byte(string(best))) {
			best = c
		}
	}
	return best
}

func (r *tableReader) read() error {
	header, err := nextRow(r.lines)
	if err == io.EOF {
		return refuse("table", "is empty, must have a row of names and a row for each item")
	}
	if err != nil {
		return err
	}
	for err = r.head(header); err == nil; {
		var row []string
		if row, err = nextRow(r.lines); err == nil {
			line, _ := r.lines.FieldPos(0)
			err = r.add(line, row)
		}
	}
	if err != io.EOF {
		return err
	}
	if len(r.table.Scores[0]) == 0 {
		return refuse("table", "has names but no items, must have a row for each item")
	}
	return nil
}

// nextRow returns the next row that is not blank, or io.EOF.
func nextRow(lines *csv.Reader) ([]string, error) {
	for {
		row, err := lines.Read()
		var syntax *csv.ParseError
		if errors.As(err, &syntax) {
			return nil, refuse("row "+strconv.Itoa(syntax.Line), "character %d: %v", syntax.Column, syntax.Err)
		}
		if err != nil {
			return nil, err
		}
		if strings.TrimSpace(strings.Join(row, "")) != "" {
			return row, nil
		}
	}
}

// itemColumn is the name of a first column that names the items.
const itemColumn = "item"

// head takes the names of the header.
func (r *tableReader) head(header []string) error {
	if len(header) > 2 && strings.EqualFold(strings.TrimSpace(header[0]), itemColumn) {
		r.named, r.items.Names = 1, []string{}
	}
	names := header[r.named:]
	if n := len(names); n < 2 || n > MaxTableColumns {
		return refuse("row 1", "has %d columns, must have 2 to %d (the user, then the agents)", n, MaxTableColumns)
	}
	t := &r.table
	t.Names, t.Scores = make([]string, len(names)), make([][]float64, len(names))
	seen := make(map[string]string, len(names))
	for i, name := range names {
		t.Names[i] = strings.TrimSpace(name)
		if err := validUniqueName(fmt.Sprintf("row 1, column %d", i+1+r.named), t.Names[i], seen); err != nil {
			return err
		}
	}
	return nil
}

// add appends the scores of one row, which stands on the given line.
func (r *tableReader) add(line int, row []string) error {
	t := &r.table
	if n := len(t.Names) + r.named; len(row) != n {
		return refuse(fmt.Sprintf("row %d", line), "has %d columns, must have %d like the names", len(row), n)
	}
	if len(t.Scores[0]) == MaxTableRows {
		return refuse("table", "has more than %d items, must have at most that many", MaxTableRows)
	}
	for i, cell := range row[r.named:] {
		x, reason := score(strings.TrimSpace(cell), r.lines.Comma != ',')
		if reason != "" {
			return refuse(fmt.Sprintf("row %d, column %d (%s)", line, i+1+r.named, t.Names[i]), "%s", reason)
		}
		t.Scores[i] = append(t.Scores[i], x)
	}
	if r.named > 0 {
		r.items.Names = append(r.items.Names, oneLine(row[0]))
	}
	r.items.Rows = append(r.items.Rows, line)
	return nil
}

// maxItemRunes is how much of an item's name is kept.
const maxItemRunes = 120

// oneLine makes any text one that fits a line of a list.
func oneLine(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, text)
	text = strings.Join(strings.Fields(text), " ")
	if runes := []rune(text); len(runes) > maxItemRunes {
		text = string(runes[:maxItemRunes]) + "…"
	}
	return text
}

// score reads a cell, in which a single comma may be a decimal one; the reason is empty when
// it can be read.
func score(cell string, comma bool) (x float64, reason string) {
	if cell == "" {
		return 0, "is empty, must be a number"
	}
	plain := cell
	if comma && strings.Count(cell, ",") == 1 && !strings.Contains(cell, ".") {
		plain = strings.Replace(cell, ",", ".", 1)
	}
	x, err := strconv.ParseFloat(plain, 64)
	switch {
	case err != nil && !errors.Is(err, strconv.ErrRange), math.IsNaN(x):
		shown := []rune(cell)
		return 0, fmt.Sprintf("is %q, must be a number", string(shown[:min(len(shown), MaxNameRunes)]))
	case math.Abs(x) > MaxScore:
		return 0, fmt.Sprintf("is %s, must be between -%s and %s", number(x), number(MaxScore), number(MaxScore))
	}
	return x, ""
}
