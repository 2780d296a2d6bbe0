package lab

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/emergent-alignment/emergent/engine/experiment"
	"github.com/emergent-alignment/emergent/scenes/stage"
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
	var list []stage.Table
	switch {
	case r.Hull != nil:
		list = append(list, hullSeries(r))
	case r.Selection != nil:
		list = append(list, selectionSeries(r.Selection), approximateSeries(r.Selection))
		if len(r.Selection.Crowd) > 0 {
			list = append(list, crowdSeries(r.Selection))
		}
	case r.Diversity != nil && r.Runs > 0:
		if len(r.Diversity.Points) > 0 && len(r.Diversity.Points[0].Tried) > 0 {
			list = append(list, triedSeries(r.Diversity))
		} else {
			list = append(list, diversitySeries(r.Diversity))
		}
	}
	if r.Table != nil {
		list = append(slices.Concat(list, heldOutSeries(r.Table), usersSeries(r.Table)), weightSeries(r.Table))
	}
	return append(list, stage.Table{Title: "Settings", Head: []string{"Setting", "Value"}, Rows: [][]string{
		{"experiment", r.Spec.Kind}, {"seed", strconv.FormatUint(r.Spec.Seed, 10)}, {"runs done", strconv.Itoa(r.Runs)},
		{"runs", strconv.Itoa(r.Spec.Runs)}, {"confidence", stage.Exact(r.Spec.Confidence)},
		{"spec", string(experiment.Format(r.Spec))},
	}})
}

func hullSeries(r *experiment.Report) stage.Table {
	t := stage.Table{Title: "Shares", Head: []string{"criteria", "agents", "runs", "inside", "share", "low", "high",
		"law"}}
	for _, c := range r.Hull.Cells {
		t.Rows = append(t.Rows, append(counts(c.Dimension, c.Agents, c.Runs, c.Inside),
			exact(c.Frequency, c.Low, c.High, c.Wendel)...))
	}
	return t
}

func selectionSeries(r *experiment.SelectionReport) stage.Table {
	t := stage.Table{Title: "Loss against OPT, by bids",
		Head: append([]string{"hull", "bids", "value"}, summaryHead()...)}
	for i := range r.Arms {
		for _, b := range r.Arms[i].Bids {
			t.Rows = append(t.Rows, append([]string{r.Arms[i].Hull, strconv.Itoa(b.Bids), stage.Exact(b.Value)},
				summaryCells(&b.Gap)...))
		}
	}
	return t
}

// crowdSeries lists what hearing the same does to several users.
func crowdSeries(r *experiment.SelectionReport) stage.Table {
	t := stage.Table{Title: "Worst welfare where all hear the same, less that apart",
		Head: append([]string{"wishes", "games", "inside", "users", "worse", "better", "least", "most"},
			summaryHead()...)}
	for i := range r.Crowd {
		a := &r.Crowd[i]
		line := append([]string{a.Wishes}, counts(a.Games, a.Inside, a.Users, a.Worse, a.Better)...)
		t.Rows = append(t.Rows, append(append(line, exact(a.Least, a.Most)...), summaryCells(&a.Difference)...))
	}
	return t
}

// approximateSeries lists the loss by the distance from the hull.
func approximateSeries(r *experiment.SelectionReport) stage.Table {
	t := stage.Table{Title: "Loss against OPT at the end, by the distance from the hull",
		Head: append([]string{"epsilon", "games", "bound", "largest", "within"}, summaryHead()...)}
	for i := range r.Approximate {
		p := &r.Approximate[i]
		line := []string{stage.Exact(p.Epsilon), strconv.Itoa(p.Games), stage.Exact(p.Bound), stage.Exact(p.Largest),
			strconv.Itoa(p.Within)}
		t.Rows = append(t.Rows, append(line, summaryCells(&p.Gap)...))
	}
	return t
}

func diversitySeries(r *experiment.DiversityReport) stage.Table {
	t := stage.Table{Title: "Errors, by the number of agents",
		Head: append([]string{"agents", "choice"}, summaryHead()...)}
	for i := range r.Points {
		p := &r.Points[i]
		for _, c := range []struct {
			name string
			of   *experiment.Summary
		}{{"best single agent", &p.Best}, {"average", &p.Average}, {"best combination", &p.Combination}} {
			t.Rows = append(t.Rows, append([]string{strconv.Itoa(p.Agents), c.name}, summaryCells(c.of)...))
		}
	}
	return t
}

// weightSeries lists the weights of all agents in the two combinations.
func weightSeries(r *experiment.TableReport) stage.Table {
	t := stage.Table{Title: "Weights of the agents", Head: []string{"agent", "least largest error", "least squares"}}
	for i, name := range r.Agents {
		line := []string{name, "", ""}
		if r.Alignment != nil {
			line[1] = stage.Exact(r.Alignment.Weights[i])
		}
		if r.Comparison != nil {
			line[2] = stage.Exact(r.Comparison.LeastSquares.Weights[i])
		}
		t.Rows = append(t.Rows, line)
	}
	return t
}

func summaryHead() []string {
	head := []string{"mean", "low", "high"}
	for _, level := range experiment.Levels() {
		head = append(head, fmt.Sprintf("quantile %v", level))
	}
	return head
}

func summaryCells(s *experiment.Summary) []string {
	return append(exact(s.Mean, s.Low, s.High), exact(s.Quantiles...)...)
}

func exact(list ...float64) (cells []string) {
	for _, x := range list {
		cells = append(cells, stage.Exact(x))
	}
	return cells
}

func counts(list ...int) (cells []string) {
	for _, n := range list {
		cells = append(cells, strconv.Itoa(n))
	}
	return cells
}
