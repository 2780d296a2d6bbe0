package experiment

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/emergent-alignment/emergent/engine"
)

// This file checks that the numbers of a chunk can be: each in its range, and sums beside the
// histograms of what they sum. So no report overflows, whatever a file holds.

const (
	// mostError is the largest error that scores within engine.MaxScore allow, any offset included.
	mostError = 4 * engine.MaxScore
	// mostNumber bounds what has no range of its own, such as the weights of a conic combination:
	// the squares of a million of them have a finite sum.
	mostNumber = 1e100
	// sumSlack is the rounding forgiven in a sum over runs, for each run: that of a published gap.
	sumSlack = 2e-9
)

// between refuses a number of a chunk that is out of its range.
func between(field string, x, least, most float64) error {
	if !(least <= x && x <= most) {
		return fmt.Errorf("has %s = %.6g, must be %.6g to %.6g", field, x, least, most)
	}
	return nil
}

// allBetween reports whether every number of a list is in its range.
func allBetween(list []float64, least, most float64) bool {
	return !slices.ContainsFunc(list, func(x float64) bool { return !(least <= x && x <= most) })
}

// eachBetween is between for every number of a list.
func eachBetween(field string, list []float64, least, most float64) error {
	for i, x := range list {
		if !(least <= x && x <= most) { // the name is made only where it is needed
			return between(field+"["+strconv.Itoa(i)+"]", x, least, most)
		}
	}
	return nil
}

// possible checks a game of E1 over so many runs.
func (s *SelectionChunk) possible(field string, runs int) error {
	n := float64(runs)
	slack := sumSlack * (n + 1)
	err := first(
		between(field+".none", s.None, 0, n+slack),
		between(field+".opt", s.Opt, s.None-slack, n+slack),
		between(field+".largest", s.Largest, 0, 1),
		between(field+".bids", float64(s.Bids), 0, mostNumber),
		between(field+".reached", float64(s.Reached), 0, n),
	)
	for b := range s.Sums {
		if err != nil {
			return err
		}
		r := gapsOf(s.Counts[b])
		at := "[" + strconv.Itoa(b) + "]"
		err = first(
			between(field+".sums"+at, s.Sums[b], r.least-slack, r.most+slack),
			between(field+".squares"+at, s.Squares[b], r.leastSquares-slack, r.mostSquares+slack),
		)
	}
	return err
}

// gapRange is between what the gaps of a histogram, and their squares, sum to.
type gapRange struct{ least, most, leastSquares, mostSquares float64 }

// gapsOf adds up the ends of the bins; gaps lie between 0 and 1.
func gapsOf(counts []int) (r gapRange) {
	for i := 0; i < len(counts); i += 2 {
		n := float64(counts[i+1])
		low := max(float64(counts[i])-0.5, 0) / gapBins
		high := min((float64(counts[i])+0.5)/gapBins, 1)
		r.least, r.most = r.least+n*low, r.most+n*high
		r.leastSquares, r.mostSquares = r.leastSquares+n*low*low, r.mostSquares+n*high*high
	}
	return r
}

// possible checks the errors of E2.
func (d DiversityChunk) possible() error {
	for i, runs := range d {
		for run, errors := range runs {
			if !allBetween(errors[:], 0, mostError) {
				return eachBetween(fmt.Sprintf("diversity[%d][%d]", i, run), errors[:], 0, mostError)
			}
		}
	}
	return nil
}

// possible checks a part of the report on a table.
func (t *TableChunk) possible(o *Outline) error {
	switch {
	case t.Alignment != nil:
		return t.Alignment.possible(o)
	case t.Comparison != nil:
		return t.Comparison.possible(o)
	case t.User != nil:
		return first(
			between("table.user.epsilon", t.User.Epsilon, 0, mostError),
			within("table.user.items", t.User.Items, MinItems, o.Items),
			within("table.user.best", t.User.Best, 0, o.agents()),
			eachBetween("table.user.rms", t.User.RMS[:], 0, mostError),
		)
	}
	return within("table.depth.depth", t.Depth.Depth, -1, o.agents())
}

func (a *TableAlignment) possible(o *Outline) error {
	for i, part := range a.Direction {
		field := "table.alignment.direction[" + strconv.Itoa(i) + "]"
		if err := first(within(field+".item", part.Item, 0, o.Items-1),
			between(field+".value", part.Value, -1, 1)); err != nil {
			return err
		}
	}
	return first(
		between("table.alignment.epsilon", a.Epsilon, 0, mostError),
		between("table.alignment.margin", a.Margin, -mostError, mostError),
		combination("table.alignment", a.Weights, a.Offset, o),
		possibleItems("table.alignment.worst", a.Worst, o),
	)
}

func (c *TableComparison) possible(o *Outline) error {
	for _, f := range []struct {
		name string
		fit  *TableFit
	}{{"bestAgent", &c.BestAgent}, {"average", &c.Average}, {"leastSquares", &c.LeastSquares}} {
		field := "table.comparison." + f.name
		if err := first(between(field+".max", f.fit.Max, 0, mostError),
			between(field+".rms", f.fit.RMS, 0, mostError)); err != nil {
			return err
		}
	}
	if c.BestAgent.Agent == nil || c.BestBy.Max.Agent == nil || c.BestBy.RMS.Agent == nil {
		return refuse("table.comparison.bestAgent.agent", "is missing")
	}
	if err := c.possibleRows(o); err != nil {
		return err
	}
	return first(
		within("table.comparison.bestAgent.agent", *c.BestAgent.Agent, 0, o.agents()-1),
		combination("table.comparison.leastSquares", c.LeastSquares.Weights, c.LeastSquares.Offset, o),
		possibleItems("table.comparison.worst", c.Worst, o),
	)
}

// possibleRows checks the choices and the best single agents.
func (c *TableComparison) possibleRows(o *Outline) error {
	if err := within("table.comparison.rows (their number)", len(c.Rows), choices, choices); err != nil {
		return err
	}
	for i, row := range c.Rows {
		at := "table.comparison.rows[" + strconv.Itoa(i) + "]"
		if err := first(
			between(at+".rms", row.RMS, 0, mostError), between(at+".mse", row.MSE, 0, mostNumber),
			between(at+".max", row.Max, 0, mostError),
			between(at+".offset", row.Offset, -mostNumber, mostNumber),
			between(at+".explained", row.Explained, -mostNumber, 1),
			eachBetween(at+".weights", row.Weights, 0, mostNumber),
		); err != nil {
			return err
		}
	}
	return first(
		within("table.comparison.bestBy.max.agent", *c.BestBy.Max.Agent, 0, o.agents()-1),
		within("table.comparison.bestBy.rms.agent", *c.BestBy.RMS.Agent, 0, o.agents()-1),
	)
}

// combination checks weights, one an agent, and an offset or none.
func combination(field string, weights, offset []float64, o *Outline) error {
	return first(
		within(field+".weights (their number)", len(weights), o.agents(), o.agents()),
		eachBetween(field+".weights", weights, 0, mostNumber),
		within(field+".offset (its number)", len(offset), 0, 1),
		eachBetween(field+".offset", offset, -mostNumber, mostNumber),
	)
}

func possibleItems(field string, items []Item, o *Outline) error {
	if err := within(field+" (their number)", len(items), 0, MaxWorst); err != nil {
		return err
	}
	for i, item := range items {
		at := field + "[" + strconv.Itoa(i) + "]"
		err := first(
			within(at+".item", item.Item, 0, o.Items-1),
			within(at+".row", item.Row, 0, math.MaxInt32),
			between(at+".user", item.User, -engine.MaxScore, engine.MaxScore),
			between(at+".fit", item.Fit, -mostNumber, mostNumber),
			between(at+".error", item.Error, -mostNumber, mostNumber),
		)
		if err != nil {
			return err
		}
	}
	return nil
}
