package engine

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine/internal/schematest"
)

var update = flag.Bool("update", false, "write the generated files instead of comparing them")

const schemaDir = "../web/static/schema"

// TestPublishedSchemas: what the page publishes is what the Go types say.
func TestPublishedSchemas(t *testing.T) {
	for name, want := range map[string][]byte{"scenario-v1.json": Schema(), "result-v1.json": ResultSchema()} {
		path := filepath.Join(schemaDir, name)
		if *update {
			if err := os.WriteFile(path, want, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is not what engine/schema.go generates; run go test ./engine -run Schemas -update", path)
		}
	}
}

// TestSchemaDescribesEveryField: each field that a scenario can have is described, and
// nothing is described that it cannot have.
func TestSchemaDescribesEveryField(t *testing.T) {
	used := map[string]bool{}
	for _, key := range schematest.Fields(reflect.TypeFor[Scenario]()) {
		used[key] = true
		if _, ok := scenarioFields()[key]["description"]; !ok {
			t.Errorf("%s has no description", key)
		}
	}
	for key := range scenarioFields() {
		if !used[key] && strings.Contains(key, ".") {
			t.Errorf("%s is described, but there is no such field", key)
		}
	}
}

// unrelated are the mistakes of TestParseErrors that a schema cannot see, because they
// relate two fields or a sum; each by a piece of its message.
var unrelated = []string{"sum is", "names must differ", "one for each", "given twice", "no criteria",
	"leaves nothing", "is about nobody", "names signals that there are not", "letters must differ"}

// TestSchemaAgreesWithParse: the schema accepts what Parse accepts, and refuses what Parse
// refuses unless that is beyond a schema.
func TestSchemaAgreesWithParse(t *testing.T) {
	var schema map[string]any
	if err := json.Unmarshal(Schema(), &schema); err != nil {
		t.Fatal(err)
	}
	complaint := func(text string) string {
		var value any
		if err := json.Unmarshal([]byte(text), &value); err != nil {
			return "not JSON"
		}
		return schematest.Violates(schema, value, "")
	}
	if c := complaint(full); c != "" {
		t.Errorf("the full scenario: %s", c)
	}
	eachCase(t, func(t *testing.T, s Scenario, _ expectation) {
		if c := complaint(string(Format(s))); c != "" {
			t.Error(c)
		}
	})
	seen := 0
	for _, row := range parseErrors {
		if slices.ContainsFunc(unrelated, func(piece string) bool { return strings.Contains(row.want, piece) }) {
			continue
		}
		seen++
		if complaint(strings.Replace(full, row.old, row.new, 1)) == "" {
			t.Errorf("the schema accepts what Parse refuses with %q", row.want)
		}
	}
	if seen < 30 {
		t.Errorf("only %d mistakes were tried", seen)
	}
}
