package experiment

import (
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine/internal/docfields"
)

// TestDocumentedFields: every field of a spec and a report stands in docs/format.md, as code. With -update rows that are
// missing are written: of specs in the words of the schema, of reports with the names of their fields.
func TestDocumentedFields(t *testing.T) {
	const path, heading = "../../docs/format.md", "## Experiment, version 1\n"
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before, section, found := strings.Cut(string(text), heading)
	section, after, ended := strings.Cut(section, "\n## ")
	if !found || !ended {
		t.Fatal("docs/format.md has no section on experiments")
	}
	section = heading + section
	for i, of := range []reflect.Type{reflect.TypeFor[Spec](), reflect.TypeFor[Report]()} {
		missing := docfields.Missing(section, []reflect.Type{of}, nil)
		if *update {
			section = docfields.Add(section, []string{heading, "A *report* is"}[i], of.Name(), missing, func(field string) string {
				words, _ := specFields()[field]["description"].(string)
				return words
			})
			continue
		}
		for _, field := range missing {
			t.Errorf("docs/format.md does not mention %s; run go test ./engine/experiment -run Documented -update",
				field)
		}
	}
	if *update {
		if err := os.WriteFile(path, []byte(before+section+"\n## "+after), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// TestDocumentedKinds: docs/format.md names every kind where it says what a spec and a link may ask for. With -update it
// names those that are missing.
func TestDocumentedKinds(t *testing.T) {
	const path = "../../docs/format.md"
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	for _, list := range [][2]string{{"| `kind` | ", " | required |"}, {"`lab.kind` (", ", the kinds of a spec)"}} {
		before, rest, found := strings.Cut(text, list[0])
		named, after, ended := strings.Cut(rest, list[1])
		if !found || !ended {
			t.Fatalf("docs/format.md has no %q", list)
		}
		for _, kind := range Kinds() {
			if strings.Contains(named, "`"+kind+"`") {
				continue
			}
			if named += ", `" + kind + "`"; !*update {
				t.Errorf("docs/format.md lists %s without %s; run go test ./engine/experiment -run Documented -update",
					list[0], kind)
			}
		}
		text = before + list[0] + named + list[1] + after
	}
	if *update {
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// TestDocumentedSpecs: the specs that the documents print are valid.
func TestDocumentedSpecs(t *testing.T) {
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
