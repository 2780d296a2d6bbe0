package lab

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine/experiment"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// TestFiguresAgree: over the reports on real tables, panel, chart, file, report and verdict say
// the same of every figure.
func TestFiguresAgree(t *testing.T) {
	files, err := filepath.Glob("../../web/static/reports/*.json")
	if err != nil || len(files) < 5 {
		t.Fatalf("%d reports, %v", len(files), err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var made struct{ Report experiment.Report }
		if err := json.Unmarshal(data, &made); err != nil {
			t.Fatal(file, err)
		}
		agreement(t, filepath.Base(file), &made.Report)
	}
}

// TestUsersAgree: panel, chart, files and report say the same of each party as the user; with a
// table that is synthetic, of the kind of the real ones.
func TestUsersAgree(t *testing.T) {
	r := done(t, usersForm).Experiment.Reports[experiment.KindTable]
	agreement(t, "users", r)
	u := r.Table.Users
	m := build(r, &tableKind, usersChart)
	panel, rows := panelFigures(r), usersTables(r.Table)[0].Rows
	csv := string(experiment.CSV(*r))
	title := usersSection(r.Table, r.Diversity.Error)[0].Title
	for i, w := range ways {
		s := u.Spread[w.which].HeldOut
		q := s.Quantiles
		if got, want := panel[title+"|"+upper(w.name)], errorWord(q[2])+" ("+errorWord(q[0])+" to "+errorWord(q[4])+
			")"; got != want {
			t.Errorf("the panel says %q of %s, the report %q", got, w.name, want)
		}
		line := &m.graphs[0].series[i]
		sum := 0.0
		for at := range line.count {
			sum += line.value(m.numbers, at, atMean)
		}
		if mean := sum / float64(line.count); line.count != len(u.Rows) || mean < s.Mean*0.999999 ||
			mean > s.Mean*1.000001 {
			t.Errorf("the chart's mean of %s is %v, the report's %v", w.name, mean, s.Mean)
		}
		if kind := experiment.ChoiceNames()[w.which]; !strings.Contains(csv, "each user: "+kind+" held out,"+
			words.Exact(s.Mean)+",") {
			t.Errorf("the file says something else of %s", kind)
		}
		for k, row := range rows {
			if want := errorWord(u.Rows[k].Choices[w.which].HeldOut); row[2+i] != want || row[0] != u.Rows[k].Name {
				t.Errorf("the panel's table has %v, the report %q", row, want)
			}
		}
	}
	for _, b := range u.Better {
		if got := panel[title+"|Best combination better than "+wayName(b.Than)]; got != fmt.Sprintf("%d of %d users",
			b.Users, len(u.Rows)) {
			t.Errorf("the panel says %q, the report %+v", got, b)
		}
	}
}

// panelFigures lists what the panel says, by section and label.
func panelFigures(r *experiment.Report) map[string]string {
	panel := map[string]string{}
	for _, s := range tableKind.sections(r) {
		for _, row := range s.Rows {
			panel[s.Title+"|"+row.Label] = row.Value()
		}
	}
	return panel
}

func agreement(t *testing.T, file string, r *experiment.Report) {
	m := build(r, &tableKind, "")
	m.read("")
	g := &m.graphs[0]
	panel := panelFigures(r)
	csv := string(experiment.CSV(*r))
	held := heldOutSections(r.Table.Holdout)[0].Title
	for i, w := range ways {
		row := r.Table.Holdout.Rows[w.which]
		last := len(g.x) - 1
		if f, h := g.series[2*i].value(m.numbers, last, atMean),
			g.series[2*i+1].value(m.numbers, last, atMean); f != row.Fitted || h != row.HeldOut {
			t.Errorf("%s: the chart says %v and %v of %s, the report %+v", file, f, h, w.name, row)
		}
		if got := panel[held+"|"+upper(w.name)]; !strings.HasPrefix(got, errorWord(row.HeldOut)+" ± ") {
			t.Errorf("%s: the panel says %q of %s, the report %+v", file, got, w.name, row)
		}
		end := r.Diversity.Points[len(r.Diversity.Points)-1].Tried[w.which]
		if end.HeldOut.Mean != row.HeldOut || end.Fitted.Mean != row.Fitted ||
			!strings.Contains(csv, row.Kind+" held out,"+words.Exact(row.HeldOut)+",") {
			t.Errorf("%s: the files disagree on %s", file, w.name)
		}
		if w.which != experiment.Conic && !strings.Contains(tableWords(r.Table), " "+errorWord(row.HeldOut)) {
			t.Errorf("%s: the verdict does not say %s of %s: %s",
				file, errorWord(row.HeldOut), w.name, tableWords(r.Table))
		}
	}
	c := r.Table.Comparison
	best := c.Rows[experiment.BestAgent]
	label := "In sample, all items: root mean square, explained|Best single agent: " + r.Table.Agents[*best.Agent]
	if got := panel[label]; !strings.HasPrefix(got, errorWord(best.RMS)+", ") || *best.Agent != *c.BestBy.RMS.Agent ||
		best.RMS != c.BestBy.RMS.RMS {
		t.Errorf("%s: the best single agent errs by %q in the panel, %v in the report", file, got, best.RMS)
	}
	if c.LeastSquares.RMS != c.Rows[experiment.Convex].RMS {
		t.Errorf("%s: least squares errs by %v and by %v", file, c.LeastSquares.RMS, c.Rows[experiment.Convex].RMS)
	}
}
