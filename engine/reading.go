package engine

import (
	"fmt"
	"slices"
	"strings"
)

// Reading says how to understand a table as people have it. The zero value takes the columns
// as they come, the user first, and every row in which nobody's score is missing.
type Reading struct {
	// User is the name of the user's column, or of a rater; absent: the first.
	User string `json:"user,omitempty" strict:"nonzero"`
	// Item is the name of the column that names items; absent: "item", if the first is called
	// so.
	Item string `json:"item,omitempty" strict:"nonzero"`
	// Group is the name of the column that groups items; absent: "group", if the first or,
	// after the items' names, the second column is called so.
	Group string `json:"group,omitempty" strict:"nonzero"`
	// GroupBefore and GroupAfter group items by the part of their names before, or after, where
	// this text first stands in them: ": " after "Ghana: divorce".
	GroupBefore string   `json:"groupBefore,omitempty" strict:"nonzero"`
	GroupAfter  string   `json:"groupAfter,omitempty" strict:"nonzero"`
	Without     []string `json:"without,omitempty"` // names of columns, or raters, to leave out
	// Long names the columns of a table with a row for each score; absent: it is found where
	// the columns are called so.
	Long    *Long  `json:"long,omitempty"`
	Words   []Word `json:"words,omitempty"`                    // that stand for numbers
	Missing string `json:"missing,omitempty" strict:"nonzero"` // absent: complete
}

// Long names the columns of a table in long format.
type Long struct {
	Item  string `json:"item"`
	Rater string `json:"rater"`
	Score string `json:"score"`
}

// Word is an answer in words and what it counts.
type Word struct {
	Word  string  `json:"word"`
	Score float64 `json:"score"`
}

// What is done about cells without a score. Complete leaves out every item where someone's is
// missing. Pairwise leaves out those where the user's is, or everybody else's: elsewhere a
// missing score counts as the mean of that agent, so that the products of two columns come
// from the items that both have.
const (
	Complete       = "complete"
	Pairwise       = "pairwise"
	missingRefused = "refused"
)

// The names by which columns are known, whatever the case.
const (
	itemColumn  = "item"
	groupColumn = "group"
)

var (
	raterColumns = []string{"rater", "agent", "model", "annotator", "judge"}
	scoreColumns = []string{"score", "rating", "answer", "value", "label"}
)

// MaxWords bounds a mapping of words.
const MaxWords = 200

// Valid checks a reading before there is a table; the error names the field.
func (r Reading) Valid(field string) error {
	if !slices.Contains([]string{"", Complete, Pairwise, missingRefused}, r.Missing) {
		return refuse(field+".missing", "is %s, must be %s or %s", quoted(r.Missing), Complete, Pairwise)
	}
	if err := r.validGroups(field); err != nil {
		return err
	}
	if len(r.Words) > MaxWords {
		return refuse(field+".words", "has %d words, must have at most %d", len(r.Words), MaxWords)
	}
	seen := map[string]bool{}
	for i, w := range r.Words {
		at := fmt.Sprintf("%s.words[%d]", field, i)
		switch key := wordKey(w.Word); {
		case key == "":
			return refuse(at+".word", "is empty, must be a word")
		case seen[key]:
			return refuse(at+".word", "is %s, which has a number already", quoted(w.Word))
		case !(w.Score >= -MaxScore && w.Score <= MaxScore):
			return refuse(at+".score", "is %s, must be between -%s and %s",
				number(w.Score), number(MaxScore), number(MaxScore))
		default:
			seen[key] = true
		}
	}
	return nil
}

// validGroups refuses two ways to group.
func (r Reading) validGroups(field string) error {
	given := 0
	for _, text := range []string{r.Group, r.GroupBefore, r.GroupAfter} {
		if text != "" {
			given++
		}
		if len([]rune(text)) > MaxNameRunes {
			return refuse(field, "has a text of %d characters to group by, must have at most %d",
				len([]rune(text)), MaxNameRunes)
		}
	}
	if given > 1 {
		return refuse(field, "groups items in %d ways, must in one: group, groupBefore or groupAfter", given)
	}
	return nil
}

// parted reports whether items are grouped by a part of their names, and by which text it ends or
// begins.
func (r *Reading) parted() (mark string, yes bool) {
	mark = r.GroupBefore + r.GroupAfter
	return mark, mark != ""
}

// part is the part of an item's name that groups it; the error is of the row.
func (r *Reading) part(name string, row int) (string, error) {
	mark, _ := r.parted()
	before, after, found := strings.Cut(name, mark)
	part := oneLine(after)
	if r.GroupBefore != "" {
		part = oneLine(before)
	}
	if !found || part == "" {
		side := "behind"
		if r.GroupBefore != "" {
			side = "before"
		}
		return "", refuse(fmt.Sprintf("row %d", row), "the item's name %s has nothing %s %s, must have the name of "+
			"its group there", quoted(name), side, quoted(mark))
	}
	return part, nil
}

// wordKey is what two ways of writing a word have in common.
func wordKey(word string) string { return strings.ToLower(strings.TrimSpace(word)) }

// ReadTable reads CSV, TSV or what is copied from a spreadsheet. It is ParseItems with the
// freedom that the reading gives; the error is a *FieldError that names row and column.
func ReadTable(data []byte, reading Reading) (Table, Items, error) {
	if err := reading.Valid("reading"); err != nil {
		return Table{}, Items{}, err
	}
	s, err := newSheet(data, reading.Missing == missingRefused)
	if err != nil {
		return Table{}, Items{}, err
	}
	w, err := s.grid(&reading)
	if err != nil {
		return Table{}, Items{}, err
	}
	if err := w.choose(&reading); err != nil {
		return Table{}, Items{}, err
	}
	b := tableBuilder{grid: w, reading: &reading, words: wordsOf(reading.Words)}
	if err := b.build(); err != nil {
		return Table{}, Items{}, err
	}
	return b.table, b.items, nil
}

func wordsOf(list []Word) map[string]float64 {
	words := make(map[string]float64, len(list))
	for _, w := range list {
		words[wordKey(w.Word)] = w.Score
	}
	return words
}
