package experiment

import (
	"slices"

	"github.com/emergent-alignment/emergent/engine/align"
)

// This file asks how stable the weights are: the bootstrap (Efron, Ann. Stat. 1979). In each
// run as many items are drawn as there are, with replacement (or groups, where the split is
// by group), and the weights of least squares are found anew.

// MaxResamples is how many runs at most do so: an interval needs no more.
const MaxResamples = 1000

// resample finds the weights of one run.
func (r *tableRunner) resample(below func(int) int) []float64 {
	p := &r.splitter
	n := r.outline.Items
	if p.groups != nil {
		n = len(p.groups)
	}
	items := []int{}
	for range n {
		unit := below(n)
		if p.groups != nil {
			items = append(items, p.groups[unit]...)
			continue
		}
		items = append(items, unit)
	}
	r.drawn.take(r.table, items)
	short := align.Condense(r.drawn.table(), r.variant.Offset)
	return rounded(r.solver.LeastSquares(short, align.Variant{Conic: r.variant.Conic}))
}

// TableStability says how the weights of least squares differ when items are drawn anew.
type TableStability struct {
	Resamples int               `json:"resamples"`
	Weights   []WeightStability `json:"weights"` // one an agent
}

// WeightStability is the interval in which nine of ten weights of an agent are, and the share
// of the resamples in which it has any.
type WeightStability struct {
	Low  float64 `json:"low"`
	High float64 `json:"high"`
	Used float64 `json:"used"`
}

// stabilityReport sums up, in the order of the chunks; nil: nothing came yet.
func (c *Collector) stabilityReport() *TableStability {
	all := [][]float64{}
	for _, chunk := range c.came {
		all = append(all, chunk.Weights...)
	}
	if len(all) == 0 {
		return nil
	}
	s := &TableStability{Resamples: len(all)}
	levels := Levels()
	column := make([]float64, len(all))
	for i := range c.job.outline.agents() {
		used := 0
		for run, weights := range all {
			if column[run] = weights[i]; weights[i] > 0 {
				used++
			}
		}
		slices.Sort(column)
		s.Weights = append(s.Weights, WeightStability{
			Low:  column[rank(levels[0], len(all))],
			High: column[rank(levels[len(levels)-1], len(all))],
			Used: round(float64(used) / float64(len(all))),
		})
	}
	return s
}
