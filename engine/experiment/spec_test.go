package experiment

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine/internal/schematest"
)

var update = flag.Bool("update", false, "write the generated files instead of comparing them")

// full specs use every field of their kind.
var full = map[string]string{
	KindSelection: `{"version":1,"kind":"selection","title":"t","seed":9,"runs":10,"confidence":0.9,"selection":{"states":2,"actions":4,"agents":3,"likeness":0,"step":0.1,"bids":5}}`,
	KindHull:      `{"version":1,"kind":"hull","hull":{"dimensions":[1,12],"agents":[3,40],"noise":"cube"}}`,
	KindDiversity: `{"version":1,"kind":"diversity","diversity":{"sizes":[1,5],"error":"max"},"alignment":{"combination":"conic","offset":"none","tolerance":0.5},"synthetic":{"items":20,"agents":5,"criteria":2,"bias":0,"noise":0}}`,
	KindTable:     `{"version":1,"kind":"table","table":{"file":"a.csv","digest":"00"},"diversity":{"sizes":[2]}}`,
}

// mistakes are replacements in the full specs, and what Parse says. Those that a schema
// cannot see, because they relate two fields, say so.
var mistakes = []struct {
	kind, old, new, want string
	beyond               bool
}{
	{"hull", `"version":1`, `"version":2`, "version: is 2, must be 1", false},
	{"hull", `"kind":"hull"`, `"kind":"fun"`, `kind: is "fun", must be one of ` + strings.Join(Kinds(), ", "),
		false},
	{"hull", `"hull":{`, `"colour":1,"hull":{`, "colour: unknown field", false},
	{"hull", `"noise":"cube"`, `"noise":"white"`, `hull.noise: is "white", must be one of bell, cube, heavy`, false},
	{"hull", `"noise":"cube"`, `"noise":""`, "hull.noise: must not be empty (leave it out for the default)", false},
	{"hull", `[1,12]`, `[0,12]`, "hull.dimensions[0]: is 0, must be 1 to 12", false},
	{"hull", `[1,12]`, `[1,13]`, "hull.dimensions[1]: is 13, must be 1 to 12", false},
	{"hull", `[1,12]`, `[]`, "hull.dimensions: is empty, must have a number", false},
	{"hull", `[1,12]`, `[1,1]`, "hull.dimensions[1]: is 1 after 1, must be greater", false},
	{"hull", `[1,12]`, `[5,2]`, "hull.dimensions[1]: is 2 after 5, must be greater", true},
	{"hull", `[3,40]`, `[3,41]`, "hull.agents[1]: is 41, must be 1 to 40", false},
	{"hull", `[3,40]`, `[1.5]`, "hull.agents[0]: is 1.5, must be a whole number", false},
	{"hull", `[1,12]`, `[1,2,3,4,5,6,7,8,9,10,11,12]`, "", false},
	{"hull", `"version":1`, `"version":1,"selection":{}`, "selection: does not belong to kind hull", true},
	{"hull", `"version":1`, `"version":1,"table":{"file":"x"}`, "table: does not belong to kind hull", true},
	{"selection", `"seed":9`, `"seed":0`, "seed: must not be 0 (leave it out for the default)", false},
	{"selection", `"seed":9`, `"seed":-1`, "seed: is -1, must not be negative", false},
	{"selection", `"seed":9`, `"seed":9007199254740992`, "seed: is 9007199254740992, must be at most 9007199254740991",
		false},
	{"selection", `"runs":10`, `"runs":10000001`, "runs: is 10000001, must be 1 to 10000000", false},
	{"selection", `"runs":10`, `"runs":-1`, "runs: is -1, must be 1 to 10000000", false},
	{"selection", `"confidence":0.9`, `"confidence":1`, "confidence: is 1, must be 0.5 to 0.9999", false},
	{"selection", `"title":"t"`, `"title":"a\nb"`,
		"title: has a control or direction character, must be one line of text", true},
	{"selection", `"states":2`, `"states":6`, "selection.states: is 6, must be 2 to 5", false},
	{"selection", `"actions":4`, `"actions":1`, "selection.actions: is 1, must be 2 to 6", false},
	{"selection", `"agents":3`, `"agents":13`, "selection.agents: is 13, must be 2 to 12", false},
	{"selection", `"likeness":0`, `"likeness":1.5`, "selection.likeness: is 1.5, must be 0 to 1", false},
	{"selection", `"step":0.1`, `"step":0.0001`, "selection.step: is 0.0001, must be 0.001 to 1", false},
	{"selection", `"bids":5`, `"bids":501`, "selection.bids: is 501, must be 1 to 500", false},
	{"diversity", `"error":"max"`, `"error":"mean"`, `diversity.error: is "mean", must be one of rms, mse, max`, false},
	{"diversity", `[1,5]`, `[1,201]`, "diversity.sizes[1]: is 201, must be 1 to 200", false},
	{"diversity", `"offset":"none"`, `"offset":"state"`,
		`alignment.offset: is "state", must be one of none, constant, group`, false},
	{"diversity", `"combination":"conic"`, `"combination":"any"`,
		`alignment.combination: is "any", must be one of convex, conic`, false},
	{"diversity", `"tolerance":0.5`, `"tolerance":-1`, "alignment.tolerance: is -1, must be above 0 and at most 1e+06",
		false},
	{"diversity", `"items":20`, `"items":10001`, "synthetic.items: is 10001, must be 2 to 10000", false},
	{"diversity", `"bias":0`, `"bias":2`, "synthetic.bias: is 2, must be 0 to 1", false},
	{"diversity", `"noise":0`, `"noise":-0.1`, "synthetic.noise: is -0.1, must be 0 to 10", false},
	{"table", `"file":"a.csv"`, `"file":" "`, "table.file: is empty, must be the name of a file", false},
	{"table", `"table":{`, `"synthetic":{},"table":{`, "synthetic: does not go with a table of your own", true},
	{"table", `"version":1,`, ``, "version: missing", false},
}

// TestParse: specs are read back as they were, mistakes are named, and the schema agrees.
func TestParse(t *testing.T) {
	var schema map[string]any
	if err := json.Unmarshal(Schema(), &schema); err != nil {
		t.Fatal(err)
	}
	complaint := func(text string) string {
		var value any
		if err := json.Unmarshal([]byte(text), &value); err != nil {
			t.Fatal(text, err)
		}
		return schematest.Violates(schema, value, "")
	}
	for kind, text := range full {
		s, err := Parse([]byte(text))
		if err != nil {
			t.Fatal(kind, err)
		}
		if again, err := Parse(Format(s)); err != nil || !reflect.DeepEqual(s, again) {
			t.Errorf("%s: %v, read back as %s", kind, err, Format(again))
		}
		filled := Format(s.Filled())
		if again, err := Parse(filled); err != nil || !bytes.Equal(Format(again.Filled()), filled) {
			t.Errorf("%s: %v: filled twice is not filled once: %s", kind, err, filled)
		}
		for _, text := range []string{text, string(filled)} {
			if c := complaint(text); c != "" {
				t.Errorf("%s: the schema: %s", kind, c)
			}
		}
	}
	for _, m := range mistakes {
		text := strings.Replace(full[m.kind], m.old, m.new, 1)
		_, err := Parse([]byte(text))
		if got := message(err); got != m.want {
			t.Errorf("%s for %s: got %q, want %q", m.new, m.old, got, m.want)
		}
		if refused := complaint(text) != ""; refused != (m.want != "" && !m.beyond) {
			t.Errorf("%s for %s: the schema refuses: %v", m.new, m.old, refused)
		}
	}
}

func message(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// TestPublishedSchemas: what the page publishes is what the Go types say, and every field of
// a spec is described.
func TestPublishedSchemas(t *testing.T) {
	for name, want := range map[string][]byte{"experiment-v1.json": Schema(), "report-v1.json": ReportSchema()} {
		path := filepath.Join("../../web/static/schema", name)
		if *update {
			if err := os.WriteFile(path, want, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := os.ReadFile(path); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is not what schema.go generates (%v); run go test ./engine/experiment -run Schemas -update",
				path, err)
		}
	}
	used := map[string]bool{}
	for _, key := range schematest.Fields(reflect.TypeFor[Spec]()) {
		used[key] = true
		if _, ok := specFields()[key]["description"]; !ok {
			t.Errorf("%s has no description", key)
		}
	}
	for key := range specFields() {
		if !used[key] {
			t.Errorf("%s is described, but there is no such field", key)
		}
	}
}

// TestReportKeepsToItsSchema: reports of every kind do, also unfinished ones.
func TestReportKeepsToItsSchema(t *testing.T) {
	var schema map[string]any
	if err := json.Unmarshal(ReportSchema(), &schema); err != nil {
		t.Fatal(err)
	}
	for _, s := range small(t) {
		for _, text := range [][]byte{Text(job(t, s).Collect().Report()), Text(report(t, s))} {
			var value any
			if err := json.Unmarshal(text, &value); err != nil {
				t.Fatal(err)
			}
			if c := schematest.Violates(schema, value, ""); c != "" {
				t.Errorf("%s: %s", s.Kind, c)
			}
		}
	}
}

// TestNewRefuses: what only a table decides.
func TestNewRefuses(t *testing.T) {
	table, err := ParseTable([]byte("you,A\n1,2\n3,4\n"))
	if err != nil {
		t.Fatal(err)
	}
	own := &Source{File: "mine.csv"}
	for _, row := range []struct {
		spec  Spec
		table *Table
		want  string
	}{
		{Spec{Version: 1, Kind: KindTable}, table, "table: is absent, but a table is given"},
		{Spec{Version: 1, Kind: KindTable, Table: own}, nil, "table: names mine.csv, which is not given"},
		{Spec{Version: 1, Kind: KindTable, Table: &Source{"mine.csv", "12"}}, table,
			"table.digest: is 12, but that of mine.csv is " + table.Digest() +
				": not the table that the spec was made for"},
		{Spec{Version: 1, Kind: KindDiversity, Table: own, Diversity: &Diversity{Sizes: []int{1, 2}}}, table,
			"diversity.sizes: asks for 2 agents, the table has 1"},
		{Spec{Version: 1, Kind: KindHull}, table, "table: is given, but kind hull has none"},
		{Spec{}, nil, "version: is 0, must be 1"},
	} {
		if _, err := New(row.spec, row.table); message(err) != row.want {
			t.Errorf("got %q, want %q", message(err), row.want)
		}
	}
	if _, err := ParseTable([]byte("you,A\n1,2\n")); message(err) != "table: has 1 items, must have 2 to 10000" {
		t.Errorf("got %v", err)
	}
	if _, err := ParseTable([]byte("you,A" + strings.Repeat("\n1,2", MaxItems+1))); message(err) != "table: has 10001 "+
		"items, must have 2 to 10000" {
		t.Errorf("got %v", err)
	}
}
