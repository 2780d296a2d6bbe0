package experiment

import (
	"cmp"
	"errors"
	"math"
	"slices"

	"github.com/emergent-alignment/emergent/engine/align"
	"github.com/emergent-alignment/emergent/engine/internal/jsonschema"
)

// This file is the report on a table: the hull test, and what it means for its items. Its
// three parts are the first chunks of the job, one each; those of E2 follow.

// KindTable is that report.
const KindTable = "table"

var tableKind = kind{
	name: KindTable, runs: DefaultRepetitions, settle: settleTable, prepare: prepareTable, fits: fitsDiversity,
	report: reportTable,
}

func settleTable(s *Spec) error {
	err := settleDiversity(s)
	if s.Users != "" && s.Users != EachUser {
		return refuse("users", "is %q, must be %s", s.Users, EachUser)
	}
	return err
}

func tableFields() fields {
	return fields{"Spec.users": jsonschema.About(
		"for kind table: each party in turn is the user too, against all others", "enum", []string{EachUser})}
}

// resamples is how many runs of a spec find the weights anew (bootstrap.go).
func (s *Spec) resamples() int {
	if s.Kind != KindTable {
		return 0
	}
	return min(s.Runs, MaxResamples)
}

// tableParts is their number; comparisonPart is the second.
const (
	tableParts     = 3
	comparisonPart = 1
)

// TableChunk is one of the parts.
type TableChunk struct {
	Alignment  *TableAlignment  `json:"alignment,omitempty"`
	Comparison *TableComparison `json:"comparison,omitempty"`
	Depth      *TableDepth      `json:"depth,omitempty"`
	Warnings   []Warning        `json:"warnings,omitempty"` // beside Comparison
	User       *UserFit         `json:"user,omitempty"`     // of the parts of single users
}

// TableReport is the report of kind table, beside the diversity of the same table. Its
// sections come one by one: an absent one is not computed yet.
type TableReport struct {
	Table       string   `json:"table"` // where the scores come from, in words
	User        string   `json:"user"`
	Agents      []string `json:"agents"`
	Items       int      `json:"items"`
	Combination string   `json:"combination"`
	Offset      string   `json:"offset"`
	Tolerance   float64  `json:"tolerance"`

	Alignment  *TableAlignment  `json:"alignment,omitempty"`
	Comparison *TableComparison `json:"comparison,omitempty"`
	Depth      *TableDepth      `json:"depth,omitempty"`

	Groups    int             `json:"groups,omitempty"`  // of the items
	Missing   *Missing        `json:"missing,omitempty"` // absent: no score is
	Warnings  []Warning       `json:"warnings,omitempty"`
	Stability *TableStability `json:"stability,omitempty"` // of the weights of least squares
	Holdout   *HoldoutReport  `json:"holdout,omitempty"`
	Users     *UsersReport    `json:"users,omitempty"` // absent: not asked for
}

// TableAlignment is the combination with the least largest error, and its certificate
// (docs/model.md, section 2).
type TableAlignment struct {
	Inside    bool       `json:"inside"`
	Epsilon   float64    `json:"epsilon"`
	Margin    float64    `json:"margin"`
	Weights   []float64  `json:"weights"`   // one an agent
	Offset    []float64  `json:"offset"`    // none or one
	Direction []ItemPart `json:"direction"` // the items where it is not 0
	Worst     []Item     `json:"worst"`     // the items that it misses most, worst first
}

// TableComparison sets the least squares beside plainer combinations. What has the same name has
// the same figures: BestAgent, Average and LeastSquares are those of Rows and BestBy.
type TableComparison struct {
	BestAgent    TableFit `json:"bestAgent"`
	Average      TableFit `json:"average"`
	LeastSquares TableFit `json:"leastSquares"`
	Worst        []Item   `json:"worst"` // of least squares

	// BestBy has the best single agent by the largest error and by the root mean square, with
	// an offset and no scale; Rows the five choices of holdout.go, fitted to all items.
	BestBy BestBy      `json:"bestBy"`
	Rows   []ChoiceRow `json:"rows"`
}

// TableFit is a combination with its largest and its root-mean-square error.
type TableFit struct {
	Agent   *int      `json:"agent,omitempty"`   // the best single one
	Weights []float64 `json:"weights,omitempty"` // of least squares
	Offset  []float64 `json:"offset,omitempty"`  // of least squares
	Max     float64   `json:"max"`
	RMS     float64   `json:"rms"`
}

// TableDepth is how many agents, whichever, may be deleted before the condition fails.
type TableDepth struct {
	Depth int  `json:"depth"` // -1: it fails with all of them
	Exact bool `json:"exact"` // false: at least this deep
}

// ItemPart is a number for an item, counted from 0.
type ItemPart struct {
	Item  int     `json:"item"`
	Value float64 `json:"value"`
}

// Item is an item and what a combination makes of it.
type Item struct {
	Item  int     `json:"item"` // counted from 0
	Row   int     `json:"row"`  // of the file, counted from 1, or 0
	Name  string  `json:"name"`
	User  float64 `json:"user"`
	Fit   float64 `json:"fit"`
	Error float64 `json:"error"` // fit less user
}

// MaxWorst is how many of the worst items are named.
const MaxWorst = 20

// Tries reports whether chunk i holds what sets plain choices beside each other, on all items or
// on those held out; or for each user; the others of a table are the hull test and its depth.
func (j *Job) Tries(i int) bool { return i >= tableParts || i == comparisonPart }

// fitsTable checks a part.
func (j *Job) fitsTable(c *Chunk) error {
	if err := c.only("table"); err != nil {
		return err
	}
	parts := [...]bool{c.Table.Alignment != nil, c.Table.Comparison != nil, c.Table.Depth != nil, c.Table.User != nil}
	for i, given := range parts {
		if given != (i == min(c.Chunk, tableParts)) {
			return errors.New("has another part of the report on a table")
		}
	}
	return c.Table.possible(j.outline)
}

func prepareTable(j *Job, t *Table) error {
	if err := prepareDiversity(j, t); err != nil {
		return err
	}
	n, k := float64(j.outline.Items), float64(j.outline.agents())
	lp := 20_000 + 100*n*k + 60*k*k*min(n, 4*k+200)
	compare := 20_000 + 100*n*k + 4*n*k*k
	users := slices.Repeat([]float64{lp + compare}, j.spec.userParts(j.outline))
	j.parts = append([]float64{lp, compare, 3 * lp}, users...)
	return nil
}

// tableChunk computes a part.
func (r *tableRunner) tableChunk(j *Job, part int) *TableChunk {
	switch part {
	case 0:
		return &TableChunk{Alignment: r.alignment(j.spec.Alignment.Tolerance)}
	case comparisonPart:
		c := r.comparison()
		return &TableChunk{Comparison: c, Warnings: r.warnings(c)}
	}
	if part >= tableParts {
		return &TableChunk{User: r.userFit(part-tableParts, j.spec.Alignment.Tolerance)}
	}
	depth, exact := r.solver.Depth(r.table.scores(), r.variant, j.spec.Alignment.Tolerance)
	return &TableChunk{Depth: &TableDepth{Depth: depth, Exact: exact}}
}

// alignment finds the combination with the least largest error.
func (r *tableRunner) alignment(tolerance float64) *TableAlignment {
	c := r.solver.Solve(r.table.scores(), r.variant)
	a := &TableAlignment{
		Inside: c.Inside(tolerance), Epsilon: r.round(c.Epsilon), Margin: r.round(c.Margin),
		Weights: rounded(c.Weights), Offset: rounded(c.Offset), Direction: []ItemPart{},
	}
	for e, d := range c.Direction {
		if d != 0 {
			a.Direction = append(a.Direction, ItemPart{e, round(d)})
		}
	}
	a.Worst = r.worst(c.Weights, c.Offset)
	return a
}

// comparison sets the least squares beside plainer combinations.
func (r *tableRunner) comparison() *TableComparison {
	c := &TableComparison{}
	weights := r.choices(c)
	offset := r.meanOffset(weights)
	row, average := c.Rows[r.family()], c.Rows[Average]
	c.BestAgent, c.Average = c.BestBy.RMS, TableFit{Max: average.Max, RMS: average.RMS}
	c.LeastSquares = TableFit{Weights: row.Weights, Offset: rounded(offset), Max: row.Max, RMS: row.RMS}
	c.Worst = r.worst(weights, offset)
	return c
}

// family is the choice that the spec's weights make.
func (r *tableRunner) family() int {
	if r.variant.Conic {
		return Conic
	}
	return Convex
}

// meanOffset is the offset that suits weights best in the root mean square.
func (r *tableRunner) meanOffset(weights []float64) []float64 {
	if r.variant.Offset == align.NoOffset {
		return []float64{}
	}
	sum := 0.0
	for e := range r.table.Scores[0] {
		sum += r.table.Scores[0][e] - r.fit(e, weights, nil)
	}
	return []float64{sum / float64(len(r.table.Scores[0]))}
}

// fit is what a combination makes of item e.
func (r *tableRunner) fit(e int, weights, offset []float64) float64 {
	x := 0.0
	for i, w := range weights {
		if w != 0 {
			x += float64(w * r.table.Scores[1+i][e])
		}
	}
	for _, c := range offset {
		x += c
	}
	return x
}

// worst lists the items that a combination misses most.
func (r *tableRunner) worst(weights, offset []float64) []Item {
	user := r.table.Scores[0]
	items, order := make([]Item, len(user)), make([]int, len(user))
	for e, u := range user {
		fit := r.fit(e, weights, offset)
		items[e], order[e] = Item{Item: e, User: round(u), Fit: round(fit), Error: r.round(fit - u)}, e
	}
	slices.SortFunc(order, func(a, b int) int { // of numbers: each type that is sorted adds 20 KB to a program
		return cmp.Or(cmp.Compare(math.Abs(items[b].Error), math.Abs(items[a].Error)), cmp.Compare(a, b))
	})
	worst := make([]Item, min(len(items), MaxWorst))
	for i, e := range order[:len(worst)] {
		worst[i] = items[e]
		worst[i].Name, worst[i].Row = r.table.item(e)
	}
	return worst
}

func tableCSV(r *Report, row func(...any)) {
	diversityCSV(r, row)
	if r.Table.Users == nil {
		return
	}
	for _, s := range r.Table.Users.Spread { // the distributions over users
		row(len(r.Table.Agents), "each user: "+s.Kind+" held out", s.HeldOut)
	}
}

// reportTable gathers the parts that have come.
func reportTable(c *Collector, out *Report) {
	reportDiversity(c, out)
	o := c.job.outline
	r := &TableReport{
		Table: c.spec.origin(), User: o.Names[0], Agents: o.Names[1:], Items: o.Items,
		Combination: c.spec.Alignment.Combination, Offset: c.spec.Alignment.Offset,
		Tolerance: c.spec.Alignment.Tolerance,
	}
	for part := range tableParts {
		if chunk := c.chunks[part]; chunk != nil {
			r.Alignment = cmp.Or(r.Alignment, chunk.Table.Alignment)
			r.Comparison = cmp.Or(r.Comparison, chunk.Table.Comparison)
			r.Depth = cmp.Or(r.Depth, chunk.Table.Depth)
			r.Warnings = append(r.Warnings, chunk.Table.Warnings...)
		}
	}
	r.Groups, r.Missing = o.Groups, o.Missing
	r.Stability, r.Holdout, r.Users = c.stabilityReport(), c.holdoutReport(), c.usersReport()
	out.Table = r
}

// rounded rounds each number of a list.
func rounded(list []float64) []float64 {
	out := make([]float64, len(list))
	for i, x := range list {
		out[i] = round(x)
	}
	return out
}
