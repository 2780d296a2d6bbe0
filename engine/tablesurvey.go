package engine

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// TableSurvey says what is in a file, so that somebody can say what it means: its columns, who
// may be the user, the words that stand for numbers, and a reading that may be right.
type TableSurvey struct {
	Columns []string   `json:"columns"`           // of the file
	Parties []string   `json:"parties,omitempty"` // who has scores, as proposed
	Words   []WordSeen `json:"words,omitempty"`   // that stand where scores are expected
	Texts   []string   `json:"texts,omitempty"`   // columns that hold no scores
	Long    *Long      `json:"long,omitempty"`    // the columns of a table in long format
	Numbers int        `json:"numbers"`           // cells with one, where scores are expected
	// Mark is a text at which all items' names fall in two parts, one of which may group them.
	Mark     string  `json:"mark,omitempty"`
	Proposed Reading `json:"proposed"`
}

// Readable reports whether somebody who says what the columns and words mean may find a table in
// the file, although it is none as it comes.
func (v *TableSurvey) Readable() bool {
	words, known := 0, false
	for _, w := range v.Words {
		words += w.Cells
		known = known || w.Score != nil
	}
	return v.Long != nil || len(v.Texts) > 0 || known || words > v.Numbers
}

// WordSeen is a word with the number of its cells, and the number that is proposed for it.
type WordSeen struct {
	Word  string   `json:"word"`
	Cells int      `json:"cells"`
	Score *float64 `json:"score,omitempty"` // absent: none is known
}

// The limits of a survey: beyond so many different words a column is text, and so many rows
// tell what a column is.
const (
	fewWords   = 12
	surveyRows = 20_000
)

// SurveyTable looks at a file; the error says why it is no table.
func SurveyTable(data []byte) (TableSurvey, error) {
	s, err := newSheet(data, false)
	if err != nil {
		return TableSurvey{}, err
	}
	v := TableSurvey{}
	for _, head := range s.head {
		v.Columns = append(v.Columns, strings.TrimSpace(head))
	}
	kinds := make([]columnKind, len(s.head))
	for i := range s.head {
		kinds[i] = s.kind(i)
	}
	if long := s.guessLong(kinds); long != nil {
		v.long(s, long)
		v.Mark = s.mark(s.find(long.Item))
		return v, nil
	}
	v.wide(s, kinds)
	if items := v.itemsAt(s); items >= 0 {
		v.Mark = s.mark(items)
	}
	return v, nil
}

// itemsAt is the column of the items' names, or -1.
func (v *TableSurvey) itemsAt(s *sheet) int {
	if v.Proposed.Item != "" {
		return s.find(v.Proposed.Item)
	}
	if len(s.head) > 2 && strings.EqualFold(strings.TrimSpace(s.head[0]), itemColumn) {
		return 0
	}
	return -1
}

// marks are the texts by which people join the parts of a name.
var marks = []string{": ", " - ", " – ", " | ", " / ", "/", "_"}

// mark finds the first of them that stands in every name of a column, so that one of the parts comes
// at least twice as seldom as names do; "": none does.
func (s *sheet) mark(column int) string {
	for _, mark := range marks {
		before, after, names := map[string]bool{}, map[string]bool{}, map[string]bool{}
		for _, row := range s.rows[:min(len(s.rows), surveyRows)] {
			if column >= len(row) {
				continue
			}
			a, b, found := strings.Cut(row[column], mark)
			if !found {
				names = nil
				break
			}
			before[a], after[b], names[row[column]] = true, true, true
		}
		if n := min(len(before), len(after)); n > 1 && 2*n <= len(names) {
			return mark
		}
	}
	return ""
}

// columnKind is what the cells of a column are.
type columnKind struct {
	numbers, missing int
	words            map[string]int // by their key; nil: too many
	first            []string       // as they were written, in the order in which they come
	distinct         int            // texts
}

// texts reports whether a column holds no scores.
func (k columnKind) text() bool {
	if k.numbers > 0 {
		return false
	}
	cells := 0
	for word, n := range k.words {
		for _, scale := range scales {
			if _, known := scale[word]; known {
				return false
			}
		}
		cells += n
	}
	return k.words == nil || cells > 1 && k.distinct == cells // each once: names
}

// kind looks at a column.
func (s *sheet) kind(column int) columnKind {
	k := columnKind{words: map[string]int{}}
	seen := map[string]bool{}
	for _, row := range s.rows[:min(len(s.rows), surveyRows)] {
		if column >= len(row) {
			continue
		}
		cell := strings.TrimSpace(row[column])
		if slices.Contains(missingMarks, strings.ToLower(cell)) {
			k.missing++
			continue
		}
		seen[cell] = true
		if _, reason := score(cell, s.comma); reason == "" {
			k.numbers++
			continue
		}
		if k.words == nil {
			continue
		}
		if key := wordKey(cell); k.words[key] == 0 {
			k.first = append(k.first, cell)
		}
		if k.words[wordKey(cell)]++; len(k.words) > fewWords {
			k.words = nil
		}
	}
	k.distinct = len(seen)
	return k
}

// guessLong finds the columns of a table in long format: by their names, or where there are
// three of which two hold texts that come again and again.
func (s *sheet) guessLong(kinds []columnKind) *Long {
	if c := s.long(&Reading{}); c != nil {
		return &Long{strings.TrimSpace(s.head[c.item]), strings.TrimSpace(s.head[c.rater]),
			strings.TrimSpace(s.head[c.score])}
	}
	if len(s.head) != 3 {
		return nil
	}
	item, rater, points := -1, -1, -1
	for i, k := range kinds {
		again := 2*k.distinct <= len(s.rows)
		switch {
		case i == 2 && points < 0, points < 0 && k.numbers > 0 && k.words != nil && len(k.words) == 0 && item >= 0:
			points = i
		case again && item < 0:
			item = i
		case again && rater < 0:
			rater = i
		}
	}
	if item < 0 || rater < 0 || points < 0 || kinds[item].numbers > 0 && kinds[rater].numbers > 0 {
		return nil
	}
	if kinds[rater].distinct > kinds[item].distinct {
		item, rater = rater, item // there are more questions than people who answer them
	}
	return &Long{strings.TrimSpace(s.head[item]), strings.TrimSpace(s.head[rater]), strings.TrimSpace(s.head[points])}
}

// long surveys a table in long format.
func (v *TableSurvey) long(s *sheet, l *Long) {
	v.Long = l
	if s.long(&Reading{}) == nil { // else it is found anyhow
		v.Proposed.Long = l
	}
	rater, points := s.find(l.Rater), s.find(l.Score)
	seen := map[string]bool{}
	for _, row := range s.rows {
		if rater < len(row) && !seen[strings.TrimSpace(row[rater])] && len(v.Parties) < MaxTableColumns {
			name := strings.TrimSpace(row[rater])
			seen[name] = true
			v.Parties = append(v.Parties, name)
		}
	}
	for i, name := range v.Columns {
		if !slices.ContainsFunc([]string{l.Item, l.Rater, l.Score}, func(known string) bool {
			return strings.EqualFold(known, name)
		}) {
			v.Texts = append(v.Texts, v.Columns[i])
		}
	}
	v.take([]columnKind{s.kind(points)})
}

// wide surveys a table with a column for each party. A column of texts names the items if it
// is the first of its kind and its texts hardly come again; the others are left out.
func (v *TableSurvey) wide(s *sheet, kinds []columnKind) {
	scored := []columnKind{}
	for i, name := range v.Columns {
		first := i == 0 && strings.EqualFold(name, itemColumn)
		grouped := strings.EqualFold(name, groupColumn) && i <= 1
		switch {
		case first || grouped:
			v.Texts = append(v.Texts, name)
		case !kinds[i].text():
			v.Parties, scored = append(v.Parties, name), append(scored, kinds[i])
		default:
			v.Texts = append(v.Texts, name)
			if v.Proposed.Item == "" && len(v.Texts) == 1 && 2*kinds[i].distinct > len(s.rows) {
				v.Proposed.Item = name
			} else {
				v.Proposed.Without = append(v.Proposed.Without, name)
			}
		}
	}
	v.take(scored)
}

// take lists the words of some columns, with the numbers that people give them.
func (v *TableSurvey) take(columns []columnKind) {
	at := map[string]int{}
	for _, k := range columns {
		v.Numbers += k.numbers
		for _, word := range k.first {
			key := wordKey(word)
			if i, known := at[key]; known {
				v.Words[i].Cells += k.words[key]
				continue
			}
			at[key] = len(v.Words)
			v.Words = append(v.Words, WordSeen{Word: word, Cells: k.words[key]})
		}
	}
	v.propose()
}

// scales are answers in words with the numbers that are commonly given to them.
var scales = []map[string]float64{
	{"yes": 1, "unsure": 0.5, "not sure": 0.5, "maybe": 0.5, "don't know": 0.5, "partly": 0.5, "no": 0},
	{"true": 1, "false": 0, "unknown": 0.5},
	{"agree": 1, "neutral": 0.5, "disagree": 0},
	{"strongly disagree": 1, "disagree": 2, "somewhat disagree": 2.5, "neutral": 3, "neither agree nor disagree": 3,
		"undecided": 3, "somewhat agree": 3.5, "agree": 4, "strongly agree": 5},
	{"never": 1, "rarely": 2, "sometimes": 3, "often": 4, "always": 5},
	{"very bad": 1, "bad": 2, "poor": 2, "fair": 3, "ok": 3, "okay": 3, "good": 4, "very good": 5, "excellent": 5},
	{"very unlikely": 1, "unlikely": 2, "neutral": 3, "likely": 4, "very likely": 5},
	{"safe": 0, "unsafe": 1, "unsure": 0.5},
	{"low": 1, "medium": 2, "high": 3},
	{"a": 4, "b": 3, "c": 2, "d": 1, "f": 0},
}

// propose gives words the numbers of the scale that knows most of them.
func (v *TableSurvey) propose() {
	if len(v.Words) == 0 {
		return
	}
	known := func(scale map[string]float64) (n int) {
		for _, w := range v.Words {
			if _, ok := scale[wordKey(w.Word)]; ok {
				n++
			}
		}
		return n
	}
	best := slices.MaxFunc(scales, func(a, b map[string]float64) int { return cmp.Compare(known(a), known(b)) })
	for i := range v.Words {
		if x, ok := best[wordKey(v.Words[i].Word)]; ok {
			v.Words[i].Score = &x
			v.Proposed.Words = append(v.Proposed.Words, Word{v.Words[i].Word, x})
		}
	}
}

// WordsText writes a mapping as the command line takes it.
func WordsText(words []Word) string {
	parts := make([]string, len(words))
	for i, w := range words {
		parts[i] = w.Word + "=" + strconv.FormatFloat(w.Score, 'g', -1, 64)
	}
	return strings.Join(parts, ",")
}
