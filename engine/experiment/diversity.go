package experiment

import (
	"math"
	"slices"

	"github.com/emergent-alignment/emergent/engine/align"
)

// This file is E2: error against the number of agents. In each run the agents are put into a
// random order, and for each size the first so many of them are looked at: the best single
// one, their uniform average, and their best combination, each with its own best offset of the
// kind that the spec allows, and none but a conic combination with a scale. So in each run the
// error of the best combination is at most the other two, and does not rise from one size to
// the next.

// diversityEntries are the numbers of a DiversityChunk for each size.
const diversityEntries = 3

// DiversityChunk has, for each size and run, the errors of the best single agent, the
// average and the best combination: [size][run][3].
type DiversityChunk [][][diversityEntries]float64

// diversityChunk computes the runs from..to.
func (j *Job) diversityChunk(from, to int) DiversityChunk {
	sizes := j.spec.Diversity.Sizes
	chunk := make(DiversityChunk, len(sizes))
	var all *align.Errors // for all agents the order does not matter
	for run := from; run < to; run++ {
		j.pause()
		j.scores.shuffle(j.source.start(j.spec.Seed, streamOrder, run).IntN)
		for i, size := range sizes {
			if size < len(j.scores.order) {
				e := j.scores.errors(j.scores.order[:size], j.spec.Diversity.Error)
				chunk[i] = append(chunk[i], j.published(e))
				continue
			}
			if all == nil {
				slices.Sort(j.scores.order)
				e := j.scores.errors(j.scores.order, j.spec.Diversity.Error)
				all = &e
			}
			chunk[i] = append(chunk[i], j.published(*all))
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
func (j *Job) published(e align.Errors) [diversityEntries]float64 {
	return [diversityEntries]float64{j.publish(e.Best), j.publish(e.Average), j.publish(e.Combination)}
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
	work, entries, all := 2000.0, float64(j.scores.outline.Items), j.scores.outline.agents()
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
	n, k := float64(j.scores.outline.Items), float64(j.scores.outline.agents())
	condense := 2 * n * k * min(n, k)
	work := 0.0
	if j.spec.resamples() > 0 {
		work += 20_000 + condense + 4*k*k*min(n, k)
	}
	if *j.spec.Holdout.Share == 0 {
		return work
	}
	work += 20_000 + condense/2 + 3*n*k
	for _, size := range j.scores.triedSizes(j.spec.Diversity.Sizes) {
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
	n, k := float64(j.scores.outline.Items), float64(j.scores.outline.agents())
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

// diversityReport sums up, in the order of the chunks.
func (c *Collector) diversityReport() *DiversityReport {
	o := &c.job.scores.outline
	r := &DiversityReport{
		Table: c.spec.origin(), User: o.Names[0], Items: o.Items, Agents: o.agents(), Error: c.spec.Diversity.Error,
	}
	r.Holdout = c.holdoutReport()
	z := deviate(c.spec.Confidence)
	for i, size := range c.spec.Diversity.Sizes {
		var values [diversityEntries][]float64
		for _, chunk := range c.chunks {
			if chunk == nil || chunk.Diversity == nil {
				continue
			}
			for _, run := range chunk.Diversity[i] {
				for which, v := range run {
					values[which] = append(values[which], v)
				}
			}
		}
		r.Points = append(r.Points, DiversityPoint{size, summary(values[0], z), summary(values[1], z),
			summary(values[2], z), c.triedPoints(i)})
	}
	return r
}

// origin is where the scores come from.
func (s *Spec) origin() string {
	if s.Table == nil {
		return "synthetic"
	}
	return s.Table.File
}
