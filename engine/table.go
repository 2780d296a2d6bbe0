package engine

import (
	"fmt"
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

// Items says which items the rows of a table are, and what was done to make it of a file.
type Items struct {
	Names  []string // or nil: the table names none
	Rows   []int    // where each stands in the file: the header is row 1
	Groups []string // the group of each, or nil: the table has none
	// GroupsAt is the column that the groups are from, as messages name it.
	GroupsAt string
	// Holes lists for each name the items without a score of its own: in Scores they have the
	// mean of the others. Nil: there are none.
	Holes [][]int
	// MissingCells counts cells without a score, DroppedItems the items left out for that.
	MissingCells, DroppedItems int
}

// ParseTable is ParseItems without the items.
func ParseTable(data []byte) (Table, error) {
	t, _, err := ParseItems(data)
	return t, err
}

// ParseItems reads CSV strictly: UTF-8, one row for each item, a number in every cell. The
// first row holds the names, user first; each further row is an item with a score for
// everyone: a finite number of absolute value up to 1e6. Columns are separated by comma,
// semicolon or tab, whichever the first row has most of; where that is not the comma, a
// comma in a number is a decimal one. If the first name is "item", in any case, that column
// names the items and the user's is the next. A leading byte-order mark, quotes, blank lines
// and every kind of line end are understood. The error is a *FieldError that names row and
// column as a spreadsheet does: the header is row 1, the first column 1.
func ParseItems(data []byte) (Table, Items, error) {
	return ReadTable(data, Reading{Missing: missingRefused})
}

// nameOf checks the name of a column.
func nameOf(text string, row, column int, seen map[string]string) (string, error) {
	name := strings.TrimSpace(text)
	return name, validUniqueName(fmt.Sprintf("row %d, column %d", row, column), name, seen)
}

// maxItemRunes is how much of an item's name is kept.
const maxItemRunes = 120

// oneLine makes any text one that fits a line of a list.
func oneLine(text string) string {
	text = strings.Map(func(r rune) rune {
		if breaksLine(r) || unicode.Is(unicode.Bidi_Control, r) {
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
	plain := strings.Replace(cell, "\u2212", "-", 1) // the minus sign of print
	if comma && strings.Count(plain, ",") == 1 && !strings.Contains(plain, ".") {
		plain = strings.Replace(plain, ",", ".", 1)
	}
	x, err := strconv.ParseFloat(plain, 64)
	switch {
	case err != nil && !isRange(err), math.IsNaN(x):
		return 0, fmt.Sprintf("is %s, must be a number", quoted(cell))
	case math.Abs(x) > MaxScore:
		return 0, fmt.Sprintf("is %s, must be between -%s and %s", number(x), number(MaxScore), number(MaxScore))
	}
	return x, ""
}

// quoted shows what a stranger wrote as it stands in a message.
func quoted(text string) string { return `"` + escaped(text) + `"` }

// escaped is a text in one line of at most MaxNameRunes characters, none of which does more than
// stand there.
func escaped(text string) string {
	var shown strings.Builder
	for _, r := range text {
		next := strconv.Quote(string(r))
		next = next[1 : len(next)-1]
		if utf8.RuneCountInString(shown.String()+next) > MaxNameRunes {
			break
		}
		shown.WriteString(next)
	}
	return shown.String()
}
