package lab

import (
	"fmt"
	"strconv"

	"github.com/emergent-alignment/emergent/engine/experiment"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/words"
)

var (
	_ stage.Guided  = (*Scene)(nil)
	_ stage.Charted = (*Scene)(nil)
)

// Guide implements stage.Guided.
func (s *Scene) Guide() stage.Guide {
	return stage.Guide{
		About: "Experiments that you can run here, in as many workers as the machine has cores: how often " +
			"chance puts you among the agents, where bidding ends in random games, what many models do that one " +
			"cannot, and the same tests on a table of your own. The same seed gives the same numbers everywhere.",
		Marks: []stage.Sign{
			{Mark: "Lines", Means: "a mean over all runs, or a law that is known beforehand."},
			{Mark: "Shaded bands", Means: "where nine runs of ten are, more darkly the middle half of them, and most " +
				"darkly where the mean is with the confidence that the notes state."},
			{Mark: "Rings with whiskers", Means: "a share that was simulated, with its band."},
			{Mark: "Grip above the chart", Means: "where the numbers below the chart are read. Drag it, or use the " +
				"arrow keys; Home is the first place, End the last."},
		},
	}
}

// Report implements stage.Reporter.
func (s *Scene) Report() string {
	r := s.report
	if r == nil || r.Runs == 0 && r.Table == nil {
		return ""
	}
	return string(experiment.Text(*r))
}

// Series implements stage.Charted: the points of the charts, and what it takes to make them
// again.
func (s *Scene) Series(*stage.Frame) []stage.Table {
	r := s.report
	if r == nil {
		return nil
	}
	settings := stage.Table{Title: "Settings", Head: []string{"Setting", "Value"}, Rows: [][]string{
		{"experiment", r.Spec.Kind}, {"seed", strconv.FormatUint(r.Spec.Seed, 10)}, {"runs done", strconv.Itoa(r.Runs)},
		{"runs", strconv.Itoa(r.Spec.Runs)}, {"confidence", words.Exact(r.Spec.Confidence)},
		{"spec", string(experiment.Format(r.Spec))},
	}}
	return append(kindOf(r.Spec.Kind).series(r), settings)
}

// headed heads the columns of a table that ends in a summary.
func headed(names ...string) []string {
	names = append(names, "mean", "low", "high")
	for _, level := range experiment.Levels() {
		names = append(names, fmt.Sprintf("quantile %v", level))
	}
	return names
}

// cells writes a row of a table: each number as asked for, those of a summary one by one.
func cells(number func(float64) string, values ...any) (row []string) {
	for _, value := range values {
		switch v := value.(type) {
		case float64:
			row = append(row, number(v))
		case *experiment.Summary:
			for _, x := range append([]float64{v.Mean, v.Low, v.High}, v.Quantiles...) {
				row = append(row, number(x))
			}
		default:
			row = append(row, fmt.Sprint(v))
		}
	}
	return row
}
