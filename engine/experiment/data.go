package experiment

import (
	"encoding/hex"
	"fmt"
	"hash/fnv"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/engine/align"
	"github.com/emergent-alignment/emergent/engine/internal/jsonschema"
)

// The limits of a table.
const (
	MinItems, MaxItems = 2, 10_000
	MaxRoster          = 200 // agents
)

// PerGroup is the offset of its own that each group of a table has: the answers to a prompt
// are compared with each other alone.
const PerGroup = "group"

// Source names a table that is not part of the spec.
type Source struct {
	// File is where the command line reads it, relative to the spec; to the page, a name.
	File string `json:"file"`
	// Digest is Digest of the table. Absent, any table will do; New fills it in.
	Digest string `json:"digest,omitempty" strict:"nonzero"`
}

// validSource checks what is said of a table that is not at hand.
func (s *Spec) validSource() error {
	switch {
	case s.Table != nil && strings.TrimSpace(s.Table.File) == "":
		return refuse("table.file", "is empty, must be the name of a file")
	case s.Table != nil && !oneLine(s.Table.File):
		return refuse("table.file", "has a control or direction character, must be the name of a file")
	case s.Reading != nil && s.Table == nil:
		return refuse("reading", "says how to read a table, but none is named")
	case s.Reading != nil:
		return s.Reading.Valid("reading")
	}
	return nil
}

// sourceFields are those of a table and of how it is to be understood.
func sourceFields() fields {
	about := jsonschema.About
	return fields{
		"Spec.table": about("for kinds diversity and table: a table of your own; absent: the synthetic one"),
		"Source.file": about("name of a CSV file, relative to this one",
			"minLength", 1, "not", keywords{"pattern": `^\s*$`}),
		"Source.digest": text("digest of its contents; absent: any"),

		"Spec.reading": about("for kinds diversity and table: how the table is to be understood; absent: " +
			"as it comes"),
		"Reading.user":  text("name of the user's column, or rater; absent: the first"),
		"Reading.item":  text("name of the column that names items; absent: item, where it stands first"),
		"Reading.group": text("name of the column of groups; absent: group, where it stands first"),
		"Reading.groupBefore": about("groups items by what stands before this text in their names",
			"minLength", 1, "maxLength", engine.MaxNameRunes),
		"Reading.groupAfter": about("groups items by what stands behind this text in their names",
			"minLength", 1, "maxLength", engine.MaxNameRunes),
		"Reading.without": about("names of columns, or raters, to leave out"),
		"Reading.long":    about("the columns of a table with a row for each score; absent: found by their names"),
		"Reading.words":   about("answers in words, and what they count", "maxItems", engine.MaxWords),
		"Reading.missing": jsonschema.Choice(engine.Complete, "complete: items without everybody's score are left "+
			"out; pairwise: a missing score counts as its agent's mean", engine.Complete, engine.Pairwise),

		"Long.item":  about("name of the column that names items"),
		"Long.rater": about("name of the column that names raters"),
		"Long.score": about("name of the column of scores"),
		"Word.word":  text("the answer, in any case"),
		"Word.score": about("what it counts", "minimum", -engine.MaxScore, "maximum", engine.MaxScore),
	}
}

// Table is a table of scores with what its items are called.
type Table struct {
	engine.Table
	Items engine.Items
}

// ParseTable reads CSV as engine.ReadTable does by itself, and refuses what has more items or agents
// than the experiments take.
func ParseTable(data []byte) (*Table, error) { return ReadTable(data, nil) }

// ReadTable reads a table as a spec's reading says, nil: as it comes.
func ReadTable(data []byte, reading *engine.Reading) (*Table, error) {
	var r engine.Reading
	if reading != nil {
		r = *reading
	}
	t, items, err := engine.ReadTable(data, r)
	if err != nil {
		return nil, err
	}
	table := &Table{t, items}
	if err := table.Fits(); err != nil {
		return nil, err
	}
	return table, nil
}

// Fits refuses a table that is larger than experiments take.
func (t *Table) Fits() error {
	if n := len(t.Scores[0]); n < MinItems || n > MaxItems {
		return refuse("table", "has %d items, must have %d to %d", n, MinItems, MaxItems)
	}
	if n := len(t.Names) - 1; n > MaxRoster {
		return refuse("table", "has %d agents, must have at most %d", n, MaxRoster)
	}
	return nil
}

// Digest tells tables apart: names and scores go into it, not how they were written down.
func (t *Table) Digest() string {
	h := fnv.New128a()
	for i, name := range t.Names {
		fmt.Fprintf(h, "%q", name)
		for _, x := range t.Scores[i] {
			bits := math.Float64bits(x + 0) // -0 is 0
			var b [8]byte
			for n := range b {
				b[n] = byte(bits >> (8 * n))
			}
			h.Write(b[:])
		}
	}
	for _, group := range t.Items.Groups {
		fmt.Fprintf(h, "%q", group)
	}
	for _, holes := range t.Items.Holes {
		fmt.Fprint(h, holes)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// groups lists the items of each group, in the order in which groups come first; nil: the
// table has none.
func (t *Table) groups() [][]int {
	var list [][]int
	at := map[string]int{}
	for e, name := range t.Items.Groups {
		g, known := at[name]
		if !known {
			g = len(list)
			at[name], list = g, append(list, nil)
		}
		list[g] = append(list[g], e)
	}
	return list
}

// oneGroup refuses a table without two groups.
func (t *Table) oneGroup(why string) error {
	if t.Items.Groups == nil {
		return refuse("table", "has no column of groups, and %s: call the column after the items' names %q, or name "+
			"it in the reading", why, "group")
	}
	rows := t.Items.Rows
	at := fmt.Sprintf("rows %d to %d, %s", slices.Min(rows), slices.Max(rows), t.Items.GroupsAt)
	return refuse(at, "all name one group, %q, and %s: give other groups, or split by item", t.Items.Groups[0], why)
}

// Centered is the table less each column's mean over the group of an item.
func (t *Table) Centered() *Table {
	c := *t
	c.Scores = make([][]float64, len(t.Scores))
	groups := t.groups()
	for i, column := range t.Scores {
		c.Scores[i] = slices.Clone(column)
		for _, items := range groups {
			sum := 0.0
			for _, e := range items {
				sum += column[e]
			}
			for _, e := range items {
				c.Scores[i][e] -= sum / float64(len(items))
			}
		}
	}
	return &c
}

// item says what item e is called, and its row or 0.
func (t *Table) item(e int) (name string, row int) {
	if t.Items.Rows != nil {
		row = t.Items.Rows[e]
	}
	if t.Items.Names != nil && t.Items.Names[e] != "" {
		return t.Items.Names[e], row
	}
	if row > 0 {
		return fmt.Sprintf("row %d", row), row
	}
	return fmt.Sprintf("item %d", e+1), row
}

// scores is the table as package align knows it.
func (t *Table) scores() align.Table { return align.Table{User: t.Scores[0], Agents: t.Scores[1:]} }

// Outline is what a report says of a table beside what chunks say: with it a report can be
// made where the table is not at hand (Gather).
type Outline struct {
	Names []string `json:"names"` // the user, then the agents
	Items int      `json:"items"`
	// Groups is their number, 0: the table has none.
	Groups  int      `json:"groups,omitempty"`
	Missing *Missing `json:"missing,omitempty"` // nil: no score is
}

// Missing says what was done about cells without a score.
type Missing struct {
	Rule  string `json:"rule"`  // complete or pairwise
	Cells int    `json:"cells"` // without a score
	Items int    `json:"items"` // left out for that
}

// missing is what a table has of them.
func (t *Table) missing(r *engine.Reading) *Missing {
	if t.Items.MissingCells == 0 {
		return nil
	}
	rule := engine.Complete
	if r != nil && r.Missing != "" {
		rule = r.Missing
	}
	return &Missing{Rule: rule, Cells: t.Items.MissingCells, Items: t.Items.DroppedItems}
}

// agents is their number.
func (o *Outline) agents() int { return len(o.Names) - 1 }

// tableRunner is a job's table and what is computed on it.
type tableRunner struct {
	outline   Outline
	table     *Table
	variant   align.Variant
	condensed align.Table // for root-mean-square errors
	factor    float64     // of such an error of condensed to that of the table
	size      float64     // the largest absolute score
	solver    align.Solver
	order     []int
	agents    [][]float64

	turns []*turn      // each party as the user, when first wanted
	lent  *align.Table // what the fitted part condenses to, if that is known

	splitter splitter
	trial    trial
	drawn    sample
	rest     [2][]float64 // by part: the user less a combination
}

// prepare takes the table of a spec, or makes the synthetic one, and fills in what depends
// on it.
func (r *tableRunner) prepare(j *Job, t *Table) error {
	s := &j.spec
	switch {
	case j.outline != nil: // that is all there is of the table
		return r.sketch(j, *j.outline)
	case s.Table == nil && t != nil:
		return refuse("table", "is absent, but a table is given")
	case s.Table != nil && t == nil:
		return refuse("table", "names %s, which is not given", s.Table.File)
	case s.Table == nil:
		t = synthesise(s.Seed, s.Synthetic)
	default:
		digest := t.Digest()
		if s.Table.Digest != "" && s.Table.Digest != digest {
			return refuse("table.digest", "is %s, but that of %s is %s: not the table that the spec was made for",
				s.Table.Digest, s.Table.File, digest)
		}
		s.Table = &Source{File: s.Table.File, Digest: digest}
	}
	groups := t.groups()
	o := Outline{Names: t.Names, Items: len(t.Scores[0]), Groups: len(groups), Missing: t.missing(s.Reading)}
	if s.Alignment.Offset == PerGroup {
		if len(groups) < 2 {
			return t.oneGroup("an offset for each group needs two")
		}
		t = t.Centered()
	}
	r.table = t
	for _, column := range t.Scores {
		for _, x := range column {
			r.size = max(r.size, math.Abs(x))
		}
	}
	if s.Alignment.Offset == engine.Constant {
		r.variant.Offset = align.Constant
	}
	r.variant.Conic = s.Alignment.Combination == engine.Conic
	k := len(t.Names) - 1
	r.order, r.agents = make([]int, k), make([][]float64, k)
	err := first(r.sketch(j, o), r.validUsers(s))
	if err != nil || *s.Holdout.Share == 0 {
		return err
	}
	return r.splitter.prepare(s.Holdout, t)
}

// noise is the share of the largest score below which an error is rounding and no more.
const noise = 1e-13

// round is round for an error in the unit of the scores.
func (r *tableRunner) round(x float64) float64 {
	if math.Abs(x) <= noise*r.size {
		return 0
	}
	return round(x)
}

// sketch takes the outline of a table, and fills in what depends on it.
func (r *tableRunner) sketch(j *Job, o Outline) error {
	r.outline, j.outline = o, &r.outline
	s := &j.spec
	d := *s.Diversity
	if d.Sizes == nil {
		d.Sizes = sizesUpTo(o.agents())
	}
	if n := d.Sizes[len(d.Sizes)-1]; n > o.agents() {
		return refuse("diversity.sizes", "asks for %d agents, the table has %d", n, o.agents())
	}
	s.Diversity = &d
	return r.sketchHoldout(s)
}

// fewestFitted is how many items a fit must have, so that there is an error to speak of.
const fewestFitted = 2

// sketchHoldout fills in what depends on the table.
func (r *tableRunner) sketchHoldout(s *Spec) error {
	h := *s.Holdout
	s.Holdout = &h
	if h.By == "" {
		if h.By = ByItem; r.outline.Groups > 1 {
			h.By = ByGroup
		}
	}
	if h.Share == nil {
		if h.Share = new(DefaultShare); r.outline.Items < 2*fewestFitted {
			*h.Share = 0
		}
	}
	if n := r.outline.Items; h.By == ByItem && *h.Share > 0 && n-held(*h.Share, n) < fewestFitted {
		return refuse("holdout.share", "is %v, which leaves %d of %d items to fit, must leave %d: hold out less, or "+
			"bring more items", *h.Share, n-held(*h.Share, n), n, fewestFitted)
	}
	return nil
}

// valid checks an outline that comes from a file.
func (o *Outline) valid() error {
	if o == nil {
		return refuse("outline", "missing")
	}
	for i, name := range o.Names {
		if !oneLine(name) {
			return refuse("outline.names["+strconv.Itoa(i)+"]",
				"has a control or direction character, must be one line of text")
		}
	}
	return first(within("outline.names", len(o.Names), 2, MaxRoster+1),
		within("outline.items", o.Items, MinItems, MaxItems))
}
