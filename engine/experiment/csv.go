package experiment

import (
	"fmt"
	"strconv"
	"strings"
)

// CSV is the numbers of a report's chart, one row a mark, for a spreadsheet or another
// program: of kind table those of its E2. The rest of a report is in its JSON.
func CSV(r Report) []byte {
	var t sheet
	switch {
	case r.Selection != nil:
		t.selection(r.Selection)
	case r.Hull != nil:
		t.hull(r.Hull)
	case r.Diversity != nil:
		t.diversity(r.Diversity)
		t.users(r.Table)
	}
	return []byte(t.String())
}

// sheet is text that grows by rows. No cell needs quotes.
type sheet struct{ strings.Builder }

// row writes words and numbers, and the numbers of lists.
func (t *sheet) row(cells ...any) {
	line := []string{}
	for _, cell := range cells {
		switch v := cell.(type) {
		case Summary:
			for _, x := range append([]float64{v.Mean, v.Low, v.High}, v.Quantiles...) {
				line = append(line, decimal(x))
			}
		case float64:
			line = append(line, decimal(v))
		case []string:
			line = append(line, v...)
		default:
			line = append(line, fmt.Sprint(v))
		}
	}
	t.WriteString(strings.Join(line, ",") + "\n")
}

func decimal(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }

// summaryNames heads the columns of a Summary.
func summaryNames(of string) []string {
	names := []string{of + "mean", of + "low", of + "high"}
	for _, level := range Levels() {
		names = append(names, of+"q"+strconv.Itoa(int(level*100+0.5)))
	}
	return names
}

func (t *sheet) selection(r *SelectionReport) {
	t.row("hull", "bids", "opt", "value", summaryNames("gap_"))
	for _, arm := range r.Arms {
		for _, b := range arm.Bids {
			t.row(arm.Hull, b.Bids, arm.Opt, b.Value, b.Gap)
		}
		t.row(arm.Hull, "end", arm.Opt, arm.End.Value, arm.End.Gap)
	}
}

func (t *sheet) hull(r *HullReport) {
	t.row("dimension", "agents", "runs", "inside", "frequency", "low", "high", "wendel")
	for _, c := range r.Cells {
		t.row(c.Dimension, c.Agents, c.Runs, c.Inside, c.Frequency, c.Low, c.High, c.Wendel)
	}
}

func (t *sheet) diversity(r *DiversityReport) {
	t.row("agents", "combination", summaryNames(r.Error+"_"))
	for _, p := range r.Points {
		t.row(p.Agents, "best agent", p.Best)
		t.row(p.Agents, "average", p.Average)
		t.row(p.Agents, "best combination", p.Combination)
		for _, tried := range p.Tried {
			t.row(p.Agents, tried.Kind+" fitted", tried.Fitted)
			t.row(p.Agents, tried.Kind+" held out", tried.HeldOut)
		}
	}
}

// users adds the distributions over users, if there are any.
func (t *sheet) users(r *TableReport) {
	if r == nil || r.Users == nil {
		return
	}
	for _, s := range r.Users.Spread {
		t.row(len(r.Agents), "each user: "+s.Kind+" held out", s.HeldOut)
	}
}
