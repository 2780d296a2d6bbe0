package experiment

import (
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine/internal/docfields"
)

// TestDocumentedFields: every field of a spec and a report stands in docs/format.md, as code,
// and the specs that the documents print are valid.
func TestDocumentedFields(t *testing.T) {
	text, err := os.ReadFile("../../docs/format.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, found := strings.Cut(string(text), "## Experiment, version 1\n")
	section, _, _ = strings.Cut(section, "\n## ")
	if !found {
		t.Fatal("docs/format.md has no section on experiments")
	}
	for _, field := range docfields.Missing(section, []reflect.Type{reflect.TypeFor[Spec](), reflect.TypeFor[Report]()},
		nil) {
		t.Errorf("docs/format.md does not mention %s", field)
	}
	recipes, err := os.ReadFile("../../docs/sweep.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := regexp.MustCompile("(?s)```json\n(.*?)```").FindAllSubmatch(recipes, -1)
	for _, block := range blocks {
		if _, err := Parse(block[1]); err != nil {
			t.Errorf("%s: %v", block[1], err)
		}
	}
	if len(blocks) < 2 {
		t.Errorf("docs/sweep.md shows %d specs", len(blocks))
	}
}
