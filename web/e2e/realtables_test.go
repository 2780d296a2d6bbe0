//go:build e2e

package e2e

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/emergent-alignment/emergent/engine/experiment"
)

// readersPatience is what a reader waits for the report on a table of hundreds of items: 100 repetitions,
// held out, on a machine of two cores (issue "Real tables").
const readersPatience = 10 * time.Second

// TestRealTablesInThePage: each table of a published report, dropped on the figure as the article asks,
// gives that report digit for digit, with the time it takes. The tables are not ours to publish: run
// ./build.sh tables FOLDER.
func TestRealTablesInThePage(t *testing.T) {
	folder := os.Getenv("EMERGENT_TABLES")
	if folder == "" {
		t.Skip("EMERGENT_TABLES is not set: run ./build.sh tables")
	}
	composed(t)
	reports, err := filepath.Glob("../static/reports/*.json")
	if err != nil || len(reports) == 0 {
		t.Fatal("no published reports: ", err)
	}
	for _, report := range reports {
		name := strings.TrimSuffix(filepath.Base(report), ".json")
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile(filepath.Join(folder, name+".csv"))
			if err != nil {
				t.Fatal(err)
			}
			b := labTab(t, 2, "")
			b.until("document.documentElement.dataset.state === 'live'")
			start := time.Now()
			b.fall(name+".csv", string(text))
			b.until("document.body.textContent.includes('This is the table of the published report')")
			took := time.Since(start)
			t.Logf("%v, drawing by software beside", took.Round(10*time.Millisecond))
			if took > readersPatience {
				t.Errorf("took %v, want at most %v", took, readersPatience)
			}
			if !value[bool](b, "document.body.textContent.includes('all of its figures come out the same here, digit "+
				"for digit')") {
				t.Errorf("not the report: %.600s", b.report())
			}
		})
	}
}

// TestLargeTableInThePage: a table of 10,000 items and 200 agents that is dropped says how far it is,
// can be stopped, goes on where it was, and gives what the engine gives.
func TestLargeTableInThePage(t *testing.T) {
	if os.Getenv("EMERGENT_TABLES") == "" {
		t.Skip("EMERGENT_TABLES is not set: run ./build.sh tables")
	}
	composed(t)
	text := digits(10_000, 200)
	values := map[string]string{"lab.kind": "table", "lab.runs": "20"}
	b := labTab(t, 2, "")
	b.form(values, false)
	start := time.Now()
	b.fall("large.csv", text)
	b.until(`/\b([4-9]|\d\d) of \d+ parts/.test(document.getElementById('sections').textContent)`)
	t.Logf("first runs after %v", time.Since(start))
	b.eval(`document.querySelector('[data-param="lab.cancel"]').click()`)
	b.until(verdict + ".startsWith('Cancelled after')")
	b.eval(`document.querySelector('[data-param="lab.run"]').click()`)
	got := b.report()
	t.Logf("whole after %v", time.Since(start))
	table, err := experiment.ParseTable([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	s := specOf(t, values)
	s.Synthetic, s.Table = nil, &experiment.Source{File: "large.csv"}
	agree(t, "10,000 x 200", got, native(t, s, table))
}

// digits is a table of scores from 0 to 9, of one user and so many agents.
func digits(items, agents int) string {
	rng := rand.New(rand.NewPCG(4, 4))
	var text strings.Builder
	text.WriteString("item,you")
	for i := range agents {
		fmt.Fprintf(&text, ",A%d", i+1)
	}
	for e := range items {
		fmt.Fprintf(&text, "\n%d", e)
		for range agents + 1 {
			fmt.Fprintf(&text, ",%d", rng.IntN(10))
		}
	}
	return text.String()
}
