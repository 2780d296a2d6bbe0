package lab

import (
	"encoding/csv"
	"strconv"
	"strings"

	"emergent/engine/experiment"
)

// Report writes the results that are shown, with the settings that made them: "json" is the
// text that the command line prints, "csv" a line for each point; "" before there are any.
func (s *Scene) Report(format string) string {
	r := s.report
	if r == nil || r.Runs == 0 && r.Table == nil {
		return ""
	}
	if format == "json" {
		return string(experiment.Text(*r))
	}
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	w.WriteAll(linesOf(r))
	return b.String()
}

// linesOf is a line for each point, each with what it takes to make it again.
func linesOf(r *experiment.Report) [][]string {
	var head []string
	var lines [][]string
	switch {
	case r.Hull != nil:
		head = []string{"criteria", "agents", "runs", "inside", "frequency", "low", "high", "law"}
		for _, c := range r.Hull.Cells {
			lines = append(lines, append(counts(c.Dimension, c.Agents, c.Runs, c.Inside), numbers(c.Frequency, c.Low, c.High, c.Wendel)...))
		}
	case r.Selection != nil:
		head = append([]string{"hull", "bids", "value"}, summaryHead("loss")...)
		for _, a := range r.Selection.Arms {
			for _, b := range a.Bids {
				lines = append(lines, append([]string{a.Hull, strconv.Itoa(b.Bids), number(b.Value)}, summaryCells(&b.Gap)...))
			}
		}
	case r.Diversity != nil:
		head = append([]string{"agents", "choice"}, summaryHead("error")...)
		for i := range r.Diversity.Points {
			p := &r.Diversity.Points[i]
			for _, c := range []struct {
				name string
				of   *experiment.Summary
			}{{"best single agent", &p.Best}, {"average", &p.Average}, {"best combination", &p.Combination}} {
				lines = append(lines, append([]string{strconv.Itoa(p.Agents), c.name}, summaryCells(c.of)...))
			}
		}
	}
	head = append(head, "experiment", "seed", "of runs", "confidence", "settings")
	made := []string{r.Spec.Kind, strconv.FormatUint(r.Spec.Seed, 10), strconv.Itoa(r.Spec.Runs), number(r.Spec.Confidence), string(experiment.Format(r.Spec))}
	for i := range lines {
		lines[i] = append(lines[i], made...)
	}
	return append([][]string{head}, lines...)
}

func summaryHead(what string) []string {
	head := []string{"mean " + what, "low", "high"}
	for _, level := range experiment.Levels() {
		head = append(head, "quantile "+number(level))
	}
	return head
}

func summaryCells(s *experiment.Summary) []string {
	return append(numbers(s.Mean, s.Low, s.High), numbers(s.Quantiles...)...)
}

func number(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }

func numbers(list ...float64) (cells []string) {
	for _, x := range list {
		cells = append(cells, number(x))
	}
	return cells
}

func counts(list ...int) (cells []string) {
	for _, n := range list {
		cells = append(cells, strconv.Itoa(n))
	}
	return cells
}
