//go:build e2e

package e2e

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/engine/experiment"
	"github.com/emergent-alignment/emergent/scenes/lab"

	"github.com/chromedp/chromedp/kb"
)

// lab opens the figure on a machine of so many cores, with a count of the workers.
func labTab(t *testing.T, cores int, before string) *tab {
	t.Helper()
	b := blank(t, wide)
	b.before(fmt.Sprintf("Object.defineProperty(navigator, 'hardwareConcurrency', { value: %d })", cores))
	b.before(countWorkers)
	b.before(before)
	b.navigate("stage.html?scene=lab")
	b.ready()
	return b
}

// form fills the form in and, with play, runs.
func (b *tab) form(values map[string]string, play bool) {
	b.Helper()
	values = maps.Clone(values)
	if play {
		values["play"] = "true"
	}
	text, err := json.Marshal(values)
	if err != nil {
		b.Fatal(err)
	}
	b.eval(`emergent.setView({ scene: "lab", values: ` + string(text) + ` })`)
}

// report is that of the page, as the command line would print it.
func (b *tab) report() string {
	b.Helper()
	var r *experiment.Report
	if err := json.Unmarshal([]byte(value[string](b, "emergent.getReport().then(JSON.stringify)")), &r); err != nil {
		b.Fatal(err)
	}
	b.until(`document.querySelector('[data-param="lab.run"]')`) // shown, too
	if r == nil {
		return ""
	}
	return string(experiment.Text(*r))
}

// native is the report that the engine makes here.
func native(t *testing.T, s experiment.Spec, table *experiment.Table) string {
	t.Helper()
	j, err := experiment.New(s, table)
	if err != nil {
		t.Fatal(err)
	}
	c := j.Collect()
	for i := range j.Chunks() {
		if err := c.Add(j.Run(i)); err != nil {
			t.Fatal(err)
		}
	}
	return string(experiment.Text(c.Report()))
}

func agree(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s: the page says\n%.1500s\nthe engine\n%.1500s", what, got, want)
	}
}

const verdict = "document.getElementById('verdict-text').textContent"

// small are forms of every kind that take a moment, and several parts where it matters.
var small = map[string]map[string]string{
	experiment.KindHull:      {"lab.kind": "hull", "lab.runs": "6000", "lab.seed": "7"},
	experiment.KindSelection: {"lab.kind": "selection", "lab.runs": "120", "lab.seed": "5", "lab.crowd": "2"},
	experiment.KindDiversity: {"lab.kind": "diversity", "lab.runs": "20", "lab.items": "100", "lab.roster": "12",
		"lab.error": "max"},
	experiment.KindTable: {"lab.kind": "table", "lab.runs": "10"},
}

func specOf(t *testing.T, values map[string]string) experiment.Spec {
	t.Helper()
	s, trouble := lab.Asked(values)
	if len(trouble) > 0 {
		t.Fatal(trouble)
	}
	return s
}

// Every experiment gives the report of the engine, with one worker and with two; there are
// never more workers than cores, and none before the first run.
func TestLabAgrees(t *testing.T) {
	want := map[string]string{}
	for kind, values := range small {
		want[kind] = native(t, specOf(t, values), nil)
	}
	for _, cores := range []int{1, 2} {
		b := labTab(t, cores, "")
		if n := value[int](b, "started.length"); n != 0 {
			t.Errorf("%d workers before the first run", n)
		}
		for _, kind := range slices.Sorted(maps.Keys(small)) {
			if cores == 2 && kind != "hull" && kind != "table" {
				continue // what one worker does for these two takes as many as there are
			}
			b.form(small[kind], true)
			agree(t, fmt.Sprintf("%s with %d workers", kind, cores), b.report(), want[kind])
		}
		if n := value[int](b, "started.length"); n != cores {
			t.Errorf("%d workers on %d cores", n, cores)
		}
		b.until("!document.getElementById('labels').textContent.includes('done')")
	}
}

// A link fills the form in and runs where autoplay asks for it; the button runs too, by
// keyboard, and the dice gives another seed and other numbers.
func TestLabLink(t *testing.T) {
	b := labTab(t, 2, "")
	values := map[string]string{"lab.kind": "hull", "lab.runs": "900", "lab.seed": "11", "lab.points": "6"}
	want := native(t, specOf(t, values), nil)
	b.form(values, false)
	b.tabTo("document.activeElement?.dataset?.param === 'lab.run'")
	b.keys(kb.Enter)
	agree(t, "the button", b.report(), want)
	b.eval("document.getElementById('share').click()")
	link, err := url.Parse(value[string](b, "document.getElementById('link-text').value"))
	if err != nil {
		t.Fatal(err)
	}
	b.eval("document.getElementById('share-dialog').close()")
	b.eval(`document.querySelector('[data-param="lab.dice"]').click()`)
	rolled := b.report()
	if rolled == want || strings.Contains(rolled, `"seed": 11,`) {
		t.Error("the dice rolls the same numbers")
	}
	for query, runs := range map[string]bool{"": false, "?autoplay=1": true} {
		c := open(t, "stage.html"+query+"#"+link.Fragment, wide)
		c.ready()
		got := c.report()
		if runs {
			agree(t, "the link", got, want)
		} else if got != "" {
			t.Errorf("a link without autoplay runs")
		}
		if seed := value[string](c, `document.querySelector('[data-param="lab.seed"]').value`); seed != "11" {
			t.Errorf("the form of the link has the seed %s", seed)
		}
	}
}

// Cancel ends the workers at once and keeps what was done; the page answers all the while.
func TestLabCancel(t *testing.T) {
	b := labTab(t, 2, "")
	b.form(map[string]string{"lab.kind": "selection", "lab.runs": "1000000"}, true)
	b.until("document.querySelectorAll('#sections .row').length > 4") // a first report
	b.eval("emergent.setScenario(emergent.getScenario())")
	b.eval(`document.querySelector('[data-param="lab.cancel"]').click()`)
	var r experiment.Report
	if err := json.Unmarshal([]byte(value[string](b, "emergent.getReport().then(JSON.stringify)")), &r); err != nil {
		t.Fatal(err)
	}
	if r.Runs == 0 || r.Chunks >= r.Of {
		t.Errorf("%d runs, %d of %d parts", r.Runs, r.Chunks, r.Of)
	}
	if text := value[string](b, verdict); !strings.HasPrefix(text, "Cancelled after") {
		t.Errorf("the verdict is %q", text)
	}
	b.form(small[experiment.KindHull], true)
	agree(t, "after a cancel", b.report(), native(t, specOf(t, small[experiment.KindHull]), nil))
}

// A worker that is killed in the middle of a run is replaced, and the numbers are the same.
func TestLabWorkerKilled(t *testing.T) {
	b := labTab(t, 2, "")
	values := small[experiment.KindHull]
	b.form(values, true)
	b.until("document.querySelectorAll('#sections .row').length > 2 && started.length === 2")
	b.eval("started[0].terminate(), started[0].dispatchEvent(new ErrorEvent('error', { message: 'killed by " +
		"the test' }))")
	agree(t, "after a worker was killed", b.report(), native(t, specOf(t, values), nil))
	if n := value[int](b, "started.length"); n != 3 {
		t.Errorf("%d workers were started, want 3", n)
	}
}

// Where no worker can be had the page does the work itself, says that it is slower, and
// goes on answering: no part of it keeps a frame waiting.
func TestLabWithoutWorkers(t *testing.T) {
	b := labTab(t, 4, "delete window.Worker")
	b.eval(`void (() => {
		window.looks = 0;
		window.began = performance.now();
		(function look() { looks++; setTimeout(look); })();
	})()`)
	values := map[string]string{"lab.kind": "hull", "lab.runs": "1500"}
	b.form(values, true)
	agree(t, "without workers", b.report(), native(t, specOf(t, values), nil))
	b.until("document.getElementById('notes').textContent.includes('No worker')")
	if gap := value[float64](b, "(performance.now() - began) / looks"); gap > 100 {
		t.Errorf("the page was busy for %.0f ms at a time", gap)
	}
	b.form(map[string]string{"lab.kind": "selection", "lab.runs": "1000000"}, true)
	b.until("document.querySelector('[data-param=\"lab.cancel\"]')")
	b.eval(`document.querySelector('[data-param="lab.cancel"]').click()`)
	b.report()
}

// scores is a table of one's own, with a mark of the order of bytes, semicolons and quotes as
// spreadsheets write them.
func scores(rows int) string {
	rng := rand.New(rand.NewPCG(3, 4))
	var b strings.Builder
	b.WriteString("\ufeffMe;\"Model, one\";Model two;Model three\r\n")
	for range rows {
		x, y := float64(rng.IntN(5000))/5000, float64(rng.IntN(5000))/5000
		fmt.Fprintf(&b, "%.4f;%.4f;%.4f;%.4f\r\n", 0.5*(x+y), x, y, rng.Float64())
	}
	return b.String()
}

// A table that is dropped is read by a worker and looked at as the engine does; what cannot
// be read is said in a sentence with its place, and what was there stays.
func TestLabTable(t *testing.T) {
	b := labTab(t, 2, "")
	text := scores(60)
	table, err := experiment.ParseTable([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	few := map[string]string{"lab.kind": "table", "lab.runs": "10"}
	b.form(few, false)
	s := specOf(t, few)
	s.Synthetic, s.Table = nil, &experiment.Source{File: "scores.csv"}
	want := native(t, s, table)
	b.fall("scores.csv", text)
	b.until("document.getElementById('verdict-text').textContent.startsWith('Inside')")
	agree(t, "a table", b.report(), want)
	for _, c := range []struct{ what, content, part string }{
		{"text in numbers", "you,a,b\n1,2,3\n4,oops,6\n", "row 3, column 2"},
		{"a missing cell", "you,a\n1,2\n3,\n", "row 3, column 2"},
		{"one column", "you\n1\n2\n", "row 1"},
		{"a short row", "you,a,b\n1,2\n", "row 2"},
		{"quotes", "you,a\n\"1,2\n", "row"},
		{"nothing", "", "empty"},
	} {
		message := b.drop("bad.csv", fmt.Sprintf("%q", c.content))
		oneSentence(t, c.what, message, c.part)
		oneSentence(t, c.what, message, "bad.csv")
	}
	oneSentence(t, "100 MB", b.drop("huge.csv", "new Blob(Array(100).fill('x'.repeat(1e6)))"), "100,000,000")
	if message := b.refusal("emergent.getReport()"); !strings.Contains(message, "bad.csv") {
		t.Errorf("after bad tables the report is refused with %q", message)
	}
	b.eval(`document.querySelector('[data-param="lab.run"]').click()`)
	agree(t, "the table before the bad ones", b.report(), want)
	if n := value[int](b, "document.getElementById('say').hidden ? 0 : 1"); n != 1 {
		t.Error("the last message was taken away")
	}
}

// fall lets a file fall on the figure.
func (b *tab) fall(name, content string) {
	b.Helper()
	b.eval(fmt.Sprintf(`(() => {
		const files = new DataTransfer();
		files.items.add(new File([%q], %q));
		document.getElementById('figure').dispatchEvent(new DragEvent('drop', { dataTransfer: files, bubbles: true, cancelable: true }));
	})()`, content, name))
}

// The spec of an experiment that is dropped fills the form in.
func TestLabSpec(t *testing.T) {
	b := labTab(t, 1, "")
	b.fall("spec.json",
		`{"version":1,"kind":"hull","seed":5,"runs":70,"hull":{"dimensions":[1,2],"agents":[2,3,4,5],"noise":"cube"}}`)
	for param, want := range map[string]string{"lab.seed": "5", "lab.runs": "70", "lab.dimensions": "2",
		"lab.points": "5", "lab.cloud": "cube"} {
		b.until(fmt.Sprintf("document.querySelector('[data-param=%q]')?.value === %q", param, want))
	}
	oneSentence(t, "a bad spec", b.drop("spec.json", "`{\"version\":1,\"kind\":\"hull\",\"runs\":-4}`"), "runs")
}

// A table with a row for each score and answers in words is read as the form proposes, once the
// reader has looked at it: then the report is the engine's, digit for digit.
func TestLabReading(t *testing.T) {
	b := labTab(t, 2, "")
	var text strings.Builder
	text.WriteString("item,rater,score\n")
	rng := rand.New(rand.NewPCG(7, 1))
	for e := range 30 {
		for _, who := range []string{"me", "A", "B", "C"} {
			fmt.Fprintf(&text, "q%d,%s,%s\n", e, who, []string{"Yes", "Unsure", "No", "Yes"}[rng.IntN(4)])
		}
	}
	b.form(map[string]string{"lab.kind": "table", "lab.runs": "10"}, false)
	b.fall("long.csv", text.String())
	b.until("document.querySelector('[data-param=\"lab.word:Unsure\"]')?.value === '0.5'")
	if !strings.Contains(value[string](b, verdict), "press Run") {
		t.Errorf("the verdict says %q", value[string](b, verdict))
	}
	if dir := os.Getenv("EMERGENT_SHOTS"); dir != "" {
		b.picture(filepath.Join(dir, "lab-mapping.png"))
	}
	b.eval(`(() => { const e = document.querySelector('[data-param="lab.user"]'); e.value = 'B'; e.dispatchEvent(new ` +
		`Event('change', { bubbles: true })) })()`)
	b.until("emergent.getView().values['lab.user'] === 'B'")
	b.eval(`document.querySelector('[data-param="lab.run"]').click()`)
	reading := &engine.Reading{User: "B",
		Words: []engine.Word{{Word: "Yes", Score: 1}, {Word: "Unsure", Score: 0.5}, {Word: "No", Score: 0}}}
	table, err := experiment.ReadTable([]byte(text.String()), reading)
	if err != nil {
		t.Fatal(err)
	}
	s := specOf(t, map[string]string{"lab.kind": "table", "lab.runs": "10"})
	s.Synthetic, s.Table = nil, &experiment.Source{File: "long.csv"}
	var made experiment.Report
	if err := json.Unmarshal([]byte(b.report()), &made); err != nil {
		t.Fatal(err)
	}
	s.Reading = made.Spec.Reading
	if s.Reading == nil || s.Reading.User != "B" || len(s.Reading.Words) != 3 {
		t.Fatalf("the page read it as %+v", s.Reading)
	}
	agree(t, "a long table of words", b.report(), native(t, s, table))
}

// pasted sends a block of cells, as a spreadsheet copies it, to the page.
func (b *tab) pasted(text string) {
	b.Helper()
	b.eval(fmt.Sprintf(`(() => {
		const data = new DataTransfer();
		data.setData('text/plain', %q);
		document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
	})()`, text))
}

// usersBlock is a block whose items' names fall in two parts.
func usersBlock() string {
	var text strings.Builder
	text.WriteString("item\tMe\tA\tB\tC\n")
	rng := rand.New(rand.NewPCG(5, 2))
	for e := range 24 {
		x, y := rng.IntN(100), rng.IntN(100)
		fmt.Fprintf(&text, "town %d: topic %d\t%d\t%d\t%d\t%d\n", e%6, e/6, (x+y)/2, x, y, rng.IntN(100))
	}
	return text.String()
}

// TestLabPaste: a block of cells that is pasted is a table; with each in turn as the user, and grouped
// by a part of the items' names, the report is the engine's, digit for digit.
func TestLabPaste(t *testing.T) {
	b := labTab(t, 2, "")
	values := map[string]string{"lab.kind": "table", "lab.runs": "6", "lab.users": "each"}
	b.form(values, false)
	block := usersBlock()
	b.pasted(block)
	b.until("emergent.getView().values['lab.kind'] === 'table' && document.querySelector('[data-param=\"lab.group\"]')")
	b.eval(`(() => { const e = document.querySelector('[data-param="lab.group"]'); e.value = 'after:: '; ` +
		`e.dispatchEvent(new Event('change', { bubbles: true })) })()`)
	b.until("emergent.getView().values['lab.group'] === 'after:: '")
	b.report() // it runs as it was pasted
	b.eval(`document.querySelector('[data-param="lab.run"]').click()`)
	table, err := experiment.ReadTable([]byte(block), &engine.Reading{GroupAfter: ": "})
	if err != nil {
		t.Fatal(err)
	}
	s := specOf(t, values)
	s.Synthetic, s.Table, s.Reading = nil, &experiment.Source{File: "pasted block.tsv"},
		&engine.Reading{GroupAfter: ": "}
	agree(t, "a pasted block", b.report(), native(t, s, table))
	if !value[bool](b, "document.body.textContent.includes('Each of 4 in turn as the user, held out')") {
		t.Error("the panel does not say what holds of each user")
	}
}
