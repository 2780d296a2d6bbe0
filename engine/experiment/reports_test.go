package experiment

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// published is a report on a real table as the page has it, with where the table is from. The
// table itself is not ours to publish: lists of items are left out.
type published struct {
	Name    string          `json:"name"`
	Title   string          `json:"title"`
	Source  string          `json:"source"`
	License string          `json:"licence"`
	Made    string          `json:"made"`   // what the rows and columns of the source became
	SHA256  string          `json:"sha256"` // of the file
	Command string          `json:"command"`
	Report  json.RawMessage `json:"report"`
}

const reportsFolder = "../../web/static/reports"

// publications are they, without what is computed.
func publications() []published {
	const morals = "github.com/mohammadi-hadi/cultural-moral-judgments-llms @ 8de1fa1f0eb0cfb293a4f1ca6fff1895c65529ef"
	const mfq = "github.com/bastoscostadavi/llm-moral-susceptibility @ b4feb663b0e6541c6727d1e808cbb68c3377853b"
	const mitMorals = "MIT ((c) 2024 Hadi Mohammadi); the human averages are derived from Pew Global Attitudes 2013, " +
		"whose own terms apply"
	const mitMFQ = "MIT ((c) 2025 bastoscostadavi)"
	return []published{
		{Name: "pew", Title: "Moral judgements of 39 countries, 9 models", Source: morals, License: mitMorals,
			Made: "user: pew_score; agents: the normalized score of each model; item: country and topic"},
		{Name: "pew-topics", Title: "The same, whole topics held out", Source: morals, License: mitMorals,
			Made: "as pew, with the topic as group"},
		{Name: "wvs", Title: "World Values Survey, 8 models", Source: morals, License: "MIT ((c) 2024 Hadi " +
			"Mohammadi); the human averages are derived from World Values Survey wave 7, whose own terms apply",
			Made: "user: wvs_score; bloomz-560m has no scores and is left out"},
		{Name: "dices350", Title: "Safety of 350 conversations, 123 raters",
			Source: "github.com/dmg-illc/JUDGE-BENCH @ 5a0bf500325029efb5dc8adff2c1e991996f0e78 (original: " +
				"google-research-datasets/dices-dataset)",
			License: "CC BY 4.0 (Aroyo et al., NeurIPS 2023)", Made: "user: the expert; agents: the raters; Yes = 1, " +
				"Unsure = 0.5, No = 0; only ids of conversations are kept"},
		{Name: "mfq-models", Title: "Moral foundations of 100 personas, 17 models",
			Source: mfq, License: mitMFQ, Made: "user: claude-sonnet-4-5, a stand-in, since there are no human " +
				"answers; items: persona and question, rated by all models; means over repeats"},
		{Name: "mfq-personas", Title: "30 questions, one model as 100 personas",
			Source: mfq, License: mitMFQ, Made: "user: gpt-4o as itself; agents: gpt-4o as each of 100 personas"},
	}
}

// TestPublishedReports: what the page says of real tables is what this program makes of them,
// digit for digit (with the tables: ./build.sh tables FOLDER), and, with or without them, what
// another program says.
func TestPublishedReports(t *testing.T) {
	folder := os.Getenv("EMERGENT_TABLES")
	for _, p := range publications() {
		path := filepath.Join(reportsFolder, p.Name+".json")
		if folder != "" {
			compute(t, folder, path, p)
		}
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var r Report
		if err := json.Unmarshal(data, &p); err != nil || json.Unmarshal(p.Report, &r) != nil {
			t.Fatal(path, err)
		}
		if p.Source == "" || p.License == "" || len(p.SHA256) != 64 ||
			!strings.HasPrefix(p.Command, "emergent sweep ") || r.Chunks != r.Of || r.Spec.Table.Digest == "" {
			t.Errorf("%s does not say where it is from: %+v", path, p)
		}
		against(t, p.Name, r)
		// as a reader may call it
		r.Spec.Table.File, r.Table.Table, r.Diversity.Table = "mine.csv", "mine.csv", "mine.csv"
		if name, same := Published(&r); name != p.Name || !same {
			t.Errorf("published.go knows it as %q (the same: %v), must have {%q, %q, %q}",
				name, same, p.Name, r.Spec.Table.Digest, fingerprint(r))
		}
		r.Table.Holdout.Rows[Convex].HeldOut += 1e-9
		if name, same := Published(&r); name != p.Name || same {
			t.Errorf("%s with another digit is %q, the same: %v", p.Name, name, same)
		}
	}
}

// compute makes the report of a table and compares it with the one that stands there.
func compute(t *testing.T, folder, path string, p published) {
	data, err := os.ReadFile(filepath.Join(folder, p.Name+".csv"))
	if err != nil {
		t.Fatal(err)
	}
	table, err := ParseTable(data)
	if err != nil {
		t.Fatal(err)
	}
	j, err := New(Spec{Version: Version, Kind: KindTable, Table: &Source{File: p.Name + ".csv"}}, table)
	if err != nil {
		t.Fatal(err)
	}
	c := j.Collect()
	for i := range j.Chunks() {
		if err := c.Add(j.Run(i)); err != nil {
			t.Fatal(err)
		}
	}
	sum := sha256.Sum256(data)
	p.SHA256, p.Report = hex.EncodeToString(sum[:]), encode(Bare(c.Report()))
	p.Command = `emergent sweep spec.json -o out.jsonl && emergent merge out.jsonl, with spec.json ` +
		`{"version":1,"kind":"table","table":{"file":"` + p.Name + `.csv"}}`
	text := append(encode(p), '\n')
	if *update {
		if err := os.WriteFile(path, text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(path); err != nil || !bytes.Equal(text, want) {
		t.Errorf("%s is not what this program makes (%v); run ./build.sh tables FOLDER -update", path, err)
	}
}

// against compares a report with the figures of another program.
func against(t *testing.T, name string, r Report) {
	for _, row := range expected {
		if row.file != name+".csv" {
			continue
		}
		for choice, want := range row.whole {
			if got := r.Table.Comparison.Rows[choice].RMS; math.Abs(got-want) > 0.0005 {
				t.Errorf("%s: %s errs by %v on the whole table, want %v", name, ChoiceNames()[choice], got, want)
			}
			got, want := r.Table.Holdout.Rows[choice], row.heldOut[choice]
			if tol := 0.003 + 3*max(want[2], got.Error); math.Abs(got.Fitted-want[0]) > tol ||
				math.Abs(got.HeldOut-want[1]) > tol {
				t.Errorf("%s: got %+v, want %v", name, got, want)
			}
		}
		return
	}
	t.Errorf("%s: no figures to compare with", name)
}

// TestArticleFigures: the article's table has the figures of the reports, held out and fitted.
func TestArticleFigures(t *testing.T) {
	page, err := os.ReadFile("../../web/index.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range publications() {
		data, err := os.ReadFile(filepath.Join(reportsFolder, p.Name+".json"))
		if err != nil {
			t.Fatal(err)
		}
		var r Report
		if err := json.Unmarshal(data, &p); err != nil || json.Unmarshal(p.Report, &r) != nil {
			t.Fatal(err)
		}
		_, row, found := strings.Cut(string(page), `<tr data-report="`+p.Name+`">`)
		row, _, _ = strings.Cut(row, "</tr>")
		if !found {
			t.Errorf("the article has no row for %s", p.Name)
		}
		for choice, h := range r.Table.Holdout.Rows {
			want := fmt.Sprintf("<td>%.3f</td>", h.HeldOut)
			if choice >= Convex {
				want = fmt.Sprintf(`<td>%.3f <span class="fitted">(%.3f)</span></td>`, h.HeldOut, h.Fitted)
			}
			if !strings.Contains(row, want) {
				t.Errorf("%s: the article does not say %s of %s", p.Name, want, h.Kind)
			}
		}
		if r.Table.Alignment.Inside {
			t.Errorf("%s: the article says that nobody is in the hull", p.Name)
		}
	}
}

// The strips of the article's chart: errors as shares of that of one number, which is 1.
const (
	stripWidth  = 300
	stripHeight = 30
	stripMost   = 1.2 // at the right end
)

// strip draws the choices of a report, held out and, of the mixtures, where they were fitted.
func strip(h *HoldoutReport) string {
	one := h.Rows[Constant].HeldOut
	at := func(x float64) string { return strconv.FormatFloat(x/one/stripMost*stripWidth, 'f', 1, 64) }
	mark := func(class string, x float64, y int) string {
		return fmt.Sprintf(`<circle class="%s" cx="%s" cy="%d" r="4"/>`, class, at(x), y)
	}
	text := fmt.Sprintf(`<svg viewBox="0 0 %d %d" aria-hidden="true"><path class="one" d="M%s 0V%d"/>`,
		stripWidth, stripHeight, at(one), stripHeight)
	for i, class := range []string{"mix", "any"} {
		r, y := h.Rows[Convex+i], 8+14*i
		text += fmt.Sprintf(`<path class="%s" d="M%s %dH%s"/>`, class, at(r.Fitted), y, at(r.HeldOut))
		text += mark(class+" fit", r.Fitted, y) + mark(class, r.HeldOut, y)
	}
	return text + mark("average", h.Rows[Average].HeldOut, 8) + mark("single", h.Rows[BestAgent].HeldOut, 22) + "</svg>"
}

// TestArticleChart: the strips in the article are those of the reports.
func TestArticleChart(t *testing.T) {
	const path = "../../web/index.html"
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	page := string(data)
	for _, p := range publications() {
		made, err := os.ReadFile(filepath.Join(reportsFolder, p.Name+".json"))
		if err != nil {
			t.Fatal(err)
		}
		var r Report
		if err := json.Unmarshal(made, &p); err != nil || json.Unmarshal(p.Report, &r) != nil {
			t.Fatal(err)
		}
		before, rest, found := strings.Cut(page, `<li data-report="`+p.Name+`">`)
		row, after, _ := strings.Cut(rest, "</li>")
		name, old, drawn := strings.Cut(row, "<svg")
		if want := strip(r.Table.Holdout); !found || !drawn || "<svg"+old != want {
			if *update && found {
				page = before + `<li data-report="` + p.Name + `">` + name + want + "</li>" + after
				continue
			}
			t.Errorf("%s: the article's strip is not that of the report; run go test ./engine/experiment -run "+
				"ArticleChart -update", p.Name)
		}
	}
	if *update && page != string(data) {
		if err := os.WriteFile(path, []byte(page), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
