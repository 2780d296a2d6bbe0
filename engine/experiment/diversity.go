package experiment

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/engine/align"
	"github.com/emergent-alignment/emergent/engine/internal/jsonschema"
)

// This file is E2: error against the number of agents. In each run the agents are put into a
// random order, and for each size the first so many of them are looked at: the best single
// one, their uniform average, and their best combination, each with its own best offset of the
// kind that the spec allows, and none but a conic combination with a scale. So in each run the
// error of the best combination is at most the other two, and does not rise from one size to
// the next.

// KindDiversity is E2.
const KindDiversity = "diversity"

var diversityKind = kind{
	name: KindDiversity, runs: 200, settle: settleDiversity, prepare: prepareDiversity, fits: fitsDiversity,
	report: reportDiversity,
}

// MaxSizes is how many numbers of agents one spec asks for at most.
const MaxSizes = 40

// Diversity is E2: in each run the agents stand in a random order, and each of the sizes
// takes as many from its front.
type Diversity struct {
	Sizes []int  `json:"sizes,omitempty"`
	Error string `json:"error,omitempty" strict:"nonzero"`
}

// The errors of E2.
const (
	RMS = "rms" // root mean square over items
	MSE = "mse" // its square
	Max = "max" // the largest over items
)

// defaultSizes are the numbers of agents that E2 looks at, as far as there are so many;
// all of them come last.
var defaultSizes = []int{1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192}

// sizesUpTo returns the default sizes for a table of k agents.
func sizesUpTo(k int) []int {
	n, _ := slices.BinarySearch(defaultSizes, k)
	return append(slices.Clone(defaultSizes[:n]), k)
}

func settleDiversity(s *Spec) error {
	d, h := Diversity{}, Holdout{}
	if s.Diversity != nil {
		d = *s.Diversity
	}
	if s.Holdout != nil {
		h = *s.Holdout
	}
	d.Error = cmp.Or(d.Error, RMS)
	a := engine.Scenario{Alignment: s.Alignment}.AlignmentOrDefault()
	s.Diversity, s.Holdout, s.Alignment = &d, &h, &a
	if s.Table == nil {
		s.Synthetic = s.Synthetic.filled()
	} else if s.Synthetic != nil {
		return refuse("synthetic", "does not go with a table of your own")
	}
	return first(s.validSource(), s.validMeasures(), s.Synthetic.valid())
}

// validMeasures checks what is measured on a table.
func (s *Spec) validMeasures() error {
	a, d := s.Alignment, s.Diversity
	err := first(
		oneOf("alignment.combination", a.Combination, engine.Convex, engine.Conic),
		oneOf("alignment.offset", a.Offset, engine.NoOffset, engine.Constant, PerGroup),
		oneOf("diversity.error", d.Error, RMS, MSE, Max),
		s.Holdout.valid(),
	)
	if err == nil && !(a.Tolerance > 0 && a.Tolerance <= engine.MaxScore) {
		err = refuse("alignment.tolerance", "is %v, must be above 0 and at most %v",
			a.Tolerance, float64(engine.MaxScore))
	}
	if err == nil && d.Sizes != nil {
		err = ascending("diversity.sizes", d.Sizes, MaxRoster)
	}
	if err == nil && len(d.Sizes) > MaxSizes {
		err = refuse("diversity.sizes", "has %d numbers, must have at most %d", len(d.Sizes), MaxSizes)
	}
	return err
}

func diversityFields() fields {
	about, choice := jsonschema.About, jsonschema.Choice
	return jsonschema.Join(holdoutFields(), sourceFields(), syntheticFields(), fields{
		"Spec.diversity":  about("for kinds diversity and table"),
		"Diversity.sizes": list(MaxRoster, "numbers of agents to look at, ascending; absent: some up to all"),
		"Diversity.error": choice(RMS, "over items: root mean square, its square, or the largest", RMS, MSE, Max),

		"Spec.alignment": about("for kinds diversity and table: which combinations are allowed"),
		"Alignment.combination": choice(engine.Convex,
			"convex: weights sum to 1; conic: weights of any sum", engine.Convex, engine.Conic),
		"Alignment.offset": choice(engine.Constant, "what may be added: nothing, a constant, or one for each group",
			engine.NoOffset, engine.Constant, PerGroup),
		"Alignment.tolerance": about("largest epsilon that counts as inside, in the unit of the scores",
			"exclusiveMinimum", 0, "maximum", engine.MaxScore, "default", engine.DefaultTolerance),
	})
}

// diversityEntries are the numbers of a DiversityChunk for each size.
const diversityEntries = 3

// DiversityChunk has, for each size and run, the errors of the best single agent, the
// average and the best combination: [size][run][3].
type DiversityChunk [][][diversityEntries]float64

func prepareDiversity(j *Job, t *Table) error {
	r := new(tableRunner)
	if err := r.prepare(j, t); err != nil {
		return err
	}
	j.run, j.work = r.run, j.diversityWork()+j.triedWork()+j.usersWork()
	return nil
}

func (r *tableRunner) run(j *Job, c *Chunk, from, to int) {
	if c.Chunk < len(j.parts) { // of the report on a table
		c.Table = r.tableChunk(j, c.Chunk)
		return
	}
	c.Diversity, c.Tried = r.diversity(j, from, to), r.tried(j, from, to)
	c.Weights, c.Users = r.resampled(j, from, to), r.triedUsers(j, from, to)
}

func fitsDiversity(j *Job, c *Chunk) error {
	if c.Chunk < len(j.parts) {
		return j.fitsTable(c)
	}
	if err := c.only("diversity", "tried", "weights", "users"); err != nil {
		return err
	}
	if n := len(j.spec.Diversity.Sizes); len(c.Diversity) != n {
		return fmt.Errorf("has %d sizes, must have %d", len(c.Diversity), n)
	}
	for _, runs := range c.Diversity {
		if len(runs) != c.Runs {
			return fmt.Errorf("has %d runs of a size, must have %d", len(runs), c.Runs)
		}
	}
	return first(c.Diversity.possible(), j.fitsTried(c), j.fitsUsers(c))
}

// diversity computes the runs from..to.
func (r *tableRunner) diversity(j *Job, from, to int) DiversityChunk {
	sizes := j.spec.Diversity.Sizes
	chunk := make(DiversityChunk, len(sizes))
	var all *align.Errors // for all agents the order does not matter
	for run := from; run < to; run++ {
		j.pause()
		r.shuffle(j.source.start(j.spec.Seed, streamOrder, run).IntN)
		for i, size := range sizes {
			if size < len(r.order) {
				e := r.errors(r.order[:size], j.spec.Diversity.Error)
				chunk[i] = append(chunk[i], r.published(e, j.spec.Diversity.Error))
				continue
			}
			if all == nil {
				slices.Sort(r.order)
				e := r.errors(r.order, j.spec.Diversity.Error)
				all = &e
			}
			chunk[i] = append(chunk[i], r.published(*all, j.spec.Diversity.Error))
		}
	}
	return chunk
}

// shuffle puts the agents into a random order.
func (r *tableRunner) shuffle(below func(int) int) { permute(r.order, below) }

// errors compares some of the agents.
func (r *tableRunner) errors(agents []int, kind string) align.Errors {
	t := r.table.scores()
	if kind != Max {
		t = r.short()
	}
	list := r.agents[:0]
	for _, i := range agents {
		list = append(list, t.Agents[i])
	}
	measure, v, factor := r.solver.RMSErrors, align.Variant{}, r.factor
	if kind == Max {
		measure, v, factor = r.solver.MaxErrors, align.Variant{Offset: r.variant.Offset}, 1
	}
	few := align.Table{User: t.User, Agents: list}
	e := measure(few, v)
	if r.variant.Conic {
		v.Conic = true
		e.Combination = min(e.Combination, measure(few, v).Combination) // whose weights may sum to 1
	}
	return align.Errors{Best: factor * e.Best, Average: factor * e.Average, Combination: factor * e.Combination}
}

// published is a comparison as a chunk has it.
func (r *tableRunner) published(e align.Errors, kind string) [diversityEntries]float64 {
	return [diversityEntries]float64{r.publish(e.Best, kind), r.publish(e.Average, kind),
		r.publish(e.Combination, kind)}
}

// short is the condensed table, made when first wanted.
func (r *tableRunner) short() align.Table {
	if r.condensed.User == nil {
		full := r.table.scores()
		r.condensed = align.Condense(full, r.variant.Offset)
		r.factor = math.Sqrt(float64(len(r.condensed.User)) / float64(len(full.User)))
	}
	return r.condensed
}

// diversityWork is about the nanoseconds of one run.
func (j *Job) diversityWork() float64 {
	work, entries, all := 2000.0, float64(j.outline.Items), j.outline.agents()
	for _, size := range j.spec.Diversity.Sizes {
		n := float64(size)
		switch {
		case size == all: // once a chunk
		case j.spec.Diversity.Error != Max:
			work += 5000 + 12*n*n*min(entries, float64(all+1))
		default:
			work += 10_000 + 40*n*entries + 25*n*n*min(entries, 4*n+200)
		}
	}
	return work
}

// triedWork is about the nanoseconds that one run takes to try and to resample.
func (j *Job) triedWork() float64 {
	n, k := float64(j.outline.Items), float64(j.outline.agents())
	condense := 2 * n * k * min(n, k)
	work := 0.0
	if j.spec.resamples() > 0 {
		work += 20_000 + condense + 4*k*k*min(n, k)
	}
	if *j.spec.Holdout.Share == 0 {
		return work
	}
	work += 20_000 + condense/2 + 3*n*k
	for _, size := range j.outline.triedSizes(j.spec.Diversity.Sizes) {
		s := float64(size)
		work += 5000 + 5*n*s + 8*s*s*min(n, k)
		if j.spec.Diversity.Error == Max {
			work += 2 * (10_000 + 40*s*n + 25*s*s*min(n, 4*s+200))
		}
	}
	return work
}

// usersWork is about the nanoseconds that one run takes for all users, spread over all runs.
func (j *Job) usersWork() float64 {
	n, k := float64(j.outline.Items), float64(j.outline.agents())
	each := 10_000 + 8*n*k + 8*k*k*min(n, k)
	return float64(j.spec.userRuns()) / float64(j.spec.Runs) * ((k+1)*each + 2*n*k*min(n, k))
}

// DiversityReport is the report of E2.
type DiversityReport struct {
	Table  string           `json:"table"` // "synthetic", or the name of the file
	User   string           `json:"user"`
	Items  int              `json:"items"`
	Agents int              `json:"agents"`
	Error  string           `json:"error"` // rms or max, in the unit of the scores, or mse
	Points []DiversityPoint `json:"points"`
	// Holdout is what all agents come to on items held out; absent: nothing is.
	Holdout *HoldoutReport `json:"holdout,omitempty"`
}

// DiversityPoint is one number of agents: the errors, over the runs' random choices of so
// many, of the best single one, of the uniform average and of the best combination, on all
// items; and the same choices tried on items that they were not fitted to.
type DiversityPoint struct {
	Agents      int          `json:"agents"`
	Best        Summary      `json:"best"`
	Average     Summary      `json:"average"`
	Combination Summary      `json:"combination"`
	Tried       []TriedPoint `json:"tried,omitempty"`
}

func reportDiversity(c *Collector, out *Report) {
	o := c.job.outline
	r := &DiversityReport{
		Table: c.spec.origin(), User: o.Names[0], Items: o.Items, Agents: o.agents(), Error: c.spec.Diversity.Error,
	}
	r.Holdout = c.holdoutReport()
	z := deviate(c.spec.Confidence)
	for i, size := range c.spec.Diversity.Sizes {
		var values [diversityEntries][]float64
		for _, chunk := range c.came {
			for _, run := range chunk.Diversity[i] {
				for which, v := range run {
					values[which] = append(values[which], v)
				}
			}
		}
		r.Points = append(r.Points, DiversityPoint{size, summary(values[0], z), summary(values[1], z),
			summary(values[2], z), c.triedPoints(i)})
	}
	out.Diversity = r
}

// origin is where the scores come from.
func (s *Spec) origin() string {
	if s.Table == nil {
		return "synthetic"
	}
	return s.Table.File
}

func diversityCSV(r *Report, row func(...any)) {
	row("agents", "combination", summaryNames(r.Diversity.Error+"_"))
	for _, p := range r.Diversity.Points {
		row(p.Agents, "best agent", p.Best)
		row(p.Agents, "average", p.Average)
		row(p.Agents, "best combination", p.Combination)
		for _, tried := range p.Tried {
			row(p.Agents, tried.Kind+" fitted", tried.Fitted)
			row(p.Agents, tried.Kind+" held out", tried.HeldOut)
		}
	}
}
