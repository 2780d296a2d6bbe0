package editor

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
)

const fillable = `{"version":1,"states":["x","y","z"],"actions":["a","b"],"prior":[0.5,0.25,0.25],
"criteria":[{"name":"c","utility":[[0,0,0],[1,1,1]]},{"name":"d","utility":[[0,1,0],[1,0,1]]}],
"user":{"name":"U","weights":[0.5,0.5]},"agents":[{"name":"A","utility":[[0,0,0],[1,1,1]]}],
"userSignal":[[0.5,0.5],[0.5,0.5],[0.5,0.5]]}`

// TestFill: a block lands where it was pasted, a third is a third, and what is beside a
// distribution's numbers makes up 1.
func TestFill(t *testing.T) {
	rows := []struct {
		field, block string
		got          func(s engine.Scenario) []float64
		want         []float64
	}{
		{"criteria[0].utility[0][0]", "0.1\t0,2\t1/3\r\n40 %\t1/2\t.6\r\n",
			func(s engine.Scenario) []float64 { return slices.Concat(s.Criteria[0].Utility...) },
			[]float64{0.1, 0.2, 1. / 3, 0.4, 0.5, 0.6}},
		{"criteria[1].utility[1][1]", "1/4\t3/4", func(s engine.Scenario) []float64 {
			return slices.Concat(s.Criteria[1].Utility...)
		}, []float64{0, 1, 0, 1, 0.25, 0.75}},
		{"agents[0].utility[0][0]", "1\t1/3\n0\t0", func(s engine.Scenario) []float64 {
			return slices.Concat(s.Agents[0].Utility...)
		}, []float64{1, 1. / 3, 0, 0, 0, 1}},
		{"userSignal[0][0]", "0.2\t0.8\n1/3\t2/3", func(s engine.Scenario) []float64 {
			return slices.Concat(s.UserSignal...)
		}, []float64{0.2, 0.8, 1. / 3, 2. / 3, 0.5, 0.5}},
		{"prior[0]", "1/3\n1/3\n1/3\n", func(s engine.Scenario) []float64 { return s.Prior },
			[]float64{1. / 3, 1. / 3, 1. / 3}},
		{"prior[0]", "0.2\n0.3", func(s engine.Scenario) []float64 { return s.Prior }, []float64{0.2, 0.3, 0.5}},
	}
	for _, row := range rows {
		s := parsed(t, fillable)
		edits, err := Fill(s, row.field, row.block)
		if err != nil {
			t.Errorf("%s, %q: %v", row.field, row.block, err)
			continue
		}
		got := row.got(applied(t, s, edits))
		if !slices.EqualFunc(got, row.want, func(a, b float64) bool { return math.Abs(a-b) < 1e-12 }) {
			t.Errorf("%s, %q: got %v, want %v", row.field, row.block, got, row.want)
		}
	}
}

// TestFillRefuses: one sentence, and no edits.
func TestFillRefuses(t *testing.T) {
	for _, row := range []struct{ field, block, want string }{
		{"criteria[0].utility[0][1]", "1\t1\t1",
			"the block has 1 rows and up to 3 columns; from here there is room for 2 and 2: nothing is changed."},
		{"criteria[0].utility[0][0]", "1\t2", "must be between 0 and 1."},
		{"criteria[0].utility[0][0]", "1\tmany", "must be a number from 0 to 1."},
		{"criteria[0].utility[0][0]", "1\t1/0", "must be a number from 0 to 1."},
		{"prior[0]", "0.5\n0.4\n0.3", "sum to 1.2, must sum to 1."},
		{"nowhere", "1\t1", "there is no table at the cell nowhere to paste a block into"},
	} {
		edits, err := Fill(parsed(t, fillable), row.field, row.block)
		if err == nil || !strings.HasSuffix(err.Error(), row.want) || edits != nil {
			t.Errorf("%s, %q: %v, %v; want %s", row.field, row.block, edits, err, row.want)
		}
	}
}
