package experiment

import (
	"fmt"
	"math"
	"reflect"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
)

// sameTol is what two ways to compute one figure may differ by: rounding, published to 9 digits.
const sameTol = 2e-8

// TestSameName: what a report calls by one name has one value, wherever in it that stands, for
// all combinations, offsets and errors.
func TestSameName(t *testing.T) {
	for _, combination := range []string{engine.Convex, engine.Conic} {
		for _, offset := range []string{engine.NoOffset, engine.Constant} {
			for _, kind := range []string{RMS, MSE, Max} {
				s := Spec{Runs: 2, Alignment: &engine.Alignment{Combination: combination, Offset: offset},
					Diversity: &Diversity{Error: kind}}
				sameName(t, fmt.Sprint(combination, ", ", offset, ", ", kind), tableReport(t, s, scipyCSV()))
			}
		}
	}
}

func sameName(t *testing.T, what string, r Report) {
	c := r.Table.Comparison
	family := Convex
	if r.Spec.Alignment.Combination == engine.Conic {
		family = Conic
	}
	best, average, least := c.Rows[BestAgent], c.Rows[Average], c.Rows[family]
	if !reflect.DeepEqual(c.BestAgent, c.BestBy.RMS) || *c.BestAgent.Agent != *best.Agent ||
		c.BestAgent.RMS != best.RMS || c.BestAgent.Max != best.Max {
		t.Errorf("%s: bestAgent is %+v, %+v and %+v", what, c.BestAgent, c.BestBy.RMS, best)
	}
	if c.Average.RMS != average.RMS || c.Average.Max != average.Max || c.LeastSquares.RMS != least.RMS ||
		c.LeastSquares.Max != least.Max {
		t.Errorf("%s: %+v and %+v, %+v and %+v", what, c.Average, average, c.LeastSquares, least)
	}
	end := r.Diversity.Points[len(r.Diversity.Points)-1]
	want := [3]float64{best.RMS, average.RMS, least.RMS}
	switch r.Diversity.Error {
	case MSE:
		want = [3]float64{best.MSE, average.MSE, least.MSE}
	case Max:
		want = [3]float64{c.BestBy.Max.Max, average.Max, r.Table.Alignment.Epsilon}
	}
	for i, got := range [3]float64{end.Best.Mean, end.Average.Mean, end.Combination.Mean} {
		if math.Abs(got-want[i]) > sameTol {
			t.Errorf("%s: with all agents %v, on the whole table %v", what, got, want[i])
		}
	}
	for choice, tried := range end.Tried {
		if h := r.Table.Holdout.Rows[choice]; tried.HeldOut.Mean != h.HeldOut || tried.Fitted.Mean != h.Fitted ||
			tried.Kind != h.Kind {
			t.Errorf("%s: held out %+v and %+v", what, tried, h)
		}
	}
	if !reflect.DeepEqual(r.Table.Holdout, r.Diversity.Holdout) {
		t.Errorf("%s: two figures of what is held out", what)
	}
}
