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

// ParseTable reads CSV. The first row holds the names, user first; each further row is an
// item with a score for everyone: a finite number of absolute value up to 1e6. Columns are
// separated by comma, semicolon or tab, whichever the first row has most of. A leading
// byte-order mark, quotes, blank lines and every kind of line end are understood. The
// error is a *FieldError that names row and column as a spreadsheet does: the header is
// row 1, the user column 1.
func ParseTable(data []byte) (Table, error) {
	if len(data) > MaxTableBytes {
		return Table{}, refuse("table", "has %d bytes, must have at most %d (64 MiB)", len(data), MaxTableBytes)
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if !utf8.Valid(data) {
		return Table{}, refuse("table", "is not valid UTF-8")
	}
	if bytes.IndexByte(data, '\n') < 0 { // the line ends of an old Macintosh
		data = bytes.ReplaceAll(data, []byte("\r"), []byte("\n"))
	}
	lines := csv.NewReader(bytes.NewReader(data))
	lines.Comma = separator(data)
	lines.FieldsPerRecord = -1 // counted below, with a clearer message
	lines.ReuseRecord = true
	return readTable(lines)
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

func readTable(lines *csv.Reader) (Table, error) {
	header, err := nextRow(lines)
	if err == io.EOF {
		return Table{}, refuse("table", "is empty, must have a row of names and a row for each item")
	}
	if err != nil {
		return Table{}, err
	}
	t, err := emptyTable(header)
	for err == nil {
		var row []string
		if row, err = nextRow(lines); err == nil {
			line, _ := lines.FieldPos(0)
			err = t.add(line, row)
		}
	}
	if err != io.EOF {
		return Table{}, err
	}
	if len(t.Scores[0]) == 0 {
		return Table{}, refuse("table", "has names but no items, must have a row for each item")
	}
	return t, nil
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

// emptyTable returns an empty table with the names of the header.
func emptyTable(header []string) (Table, error) {
	if n := len(header); n < 2 || n > MaxTableColumns {
		return Table{}, refuse("row 1", "has %d columns, must have 2 to %d (the user, then the agents)", n, MaxTableColumns)
	}
	t := Table{Names: make([]string, len(header)), Scores: make([][]float64, len(header))}
	seen := make(map[string]string, len(header))
	for i, name := range header {
		t.Names[i] = strings.TrimSpace(name)
		if err := validUniqueName(fmt.Sprintf("row 1, column %d", i+1), t.Names[i], seen); err != nil {
			return Table{}, err
		}
	}
	return t, nil
}

// add appends the scores of one row, which stands on the given line.
func (t *Table) add(line int, row []string) error {
	if len(row) != len(t.Names) {
		return refuse(fmt.Sprintf("row %d", line), "has %d columns, must have %d like the names", len(row), len(t.Names))
	}
	if len(t.Scores[0]) == MaxTableRows {
		return refuse("table", "has more than %d items, must have at most that many", MaxTableRows)
	}
	for i, cell := range row {
		x, reason := score(strings.TrimSpace(cell))
		if reason != "" {
			return refuse(fmt.Sprintf("row %d, column %d (%s)", line, i+1, t.Names[i]), "%s", reason)
		}
		t.Scores[i] = append(t.Scores[i], x)
	}
	return nil
}

// score reads a cell; the reason is empty when it can be read.
func score(cell string) (x float64, reason string) {
	if cell == "" {
		return 0, "is empty, must be a number"
	}
	x, err := strconv.ParseFloat(cell, 64)
	switch {
	case err != nil && !errors.Is(err, strconv.ErrRange), math.IsNaN(x):
		shown := []rune(cell)
		return 0, fmt.Sprintf("is %q, must be a number", string(shown[:min(len(shown), MaxNameRunes)]))
	case math.Abs(x) > MaxScore:
		return 0, fmt.Sprintf("is %s, must be between -%s and %s", number(x), number(MaxScore), number(MaxScore))
	}
	return x, ""
}
