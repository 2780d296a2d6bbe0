package experiment

import (
	"encoding/hex"
	"fmt"
	"hash/fnv"
	"math"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/engine/align"
)

// Table is a table of scores with what its items are called.
type Table struct {
	engine.Table
	Items engine.Items
}

// ParseTable reads CSV as engine.ParseItems does, and refuses what has more items or agents
// than the experiments take.
func ParseTable(data []byte) (*Table, error) {
	t, items, err := engine.ParseItems(data)
	if err != nil {
		return nil, err
	}
	if n := len(t.Scores[0]); n < MinItems || n > MaxItems {
		return nil, refuse("table", "has %d items, must have %d to %d", n, MinItems, MaxItems)
	}
	if n := len(t.Names) - 1; n > MaxRoster {
		return nil, refuse("table", "has %d agents, must have at most %d", n, MaxRoster)
	}
	return &Table{t, items}, nil
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
	return hex.EncodeToString(h.Sum(nil))
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
}

// prepare takes the table of a spec, or makes the synthetic one, and fills in what depends
// on it.
func (r *tableRunner) prepare(s *Spec, t *Table) error {
	switch {
	case s.Table == nil && t != nil:
		return refuse("table", "is absent, but a table is given")
	case s.Table != nil && t == nil:
		return refuse("table", "names %s, which is not given", s.Table.File)
	case s.Table == nil:
		t = synthesise(s.Seed, s.Synthetic)
	default:
		digest := t.Digest()
		if s.Table.Digest != "" && s.Table.Digest != digest {
			return refuse("table.digest", "is %s, but that of %s is %s: not the table that the spec was made for", s.Table.Digest, s.Table.File, digest)
		}
		s.Table = &Source{File: s.Table.File, Digest: digest}
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
	return r.sketch(s, Outline{Names: t.Names, Items: len(t.Scores[0])})
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
func (r *tableRunner) sketch(s *Spec, o Outline) error {
	r.outline = o
	d := *s.Diversity
	if d.Sizes == nil {
		d.Sizes = sizesUpTo(o.agents())
	}
	if n := d.Sizes[len(d.Sizes)-1]; n > o.agents() {
		return refuse("diversity.sizes", "asks for %d agents, the table has %d", n, o.agents())
	}
	s.Diversity = &d
	return nil
}

// valid checks an outline that comes from a file.
func (o *Outline) valid() error {
	if o == nil {
		return refuse("outline", "missing")
	}
	return first(within("outline.names", len(o.Names), 2, MaxRoster+1), within("outline.items", o.Items, MinItems, MaxItems))
}
