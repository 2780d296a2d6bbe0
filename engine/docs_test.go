package engine

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine/internal/docfields"
)

func readDoc(t *testing.T, name string) []byte {
	t.Helper()
	text, err := os.ReadFile("../docs/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// TestDocumentedScenario: the example of docs/format.md is the full scenario of the tests, so it is
// valid and uses every field. With -update it is written.
func TestDocumentedScenario(t *testing.T) {
	before, rest, _ := strings.Cut(string(readDoc(t, "format.md")), "```json\n")
	example, after, found := strings.Cut(rest, "\n```")
	if !found {
		t.Fatal("docs/format.md has no example")
	}
	if *update {
		writeFormat(t, before+"```json\n"+full+"\n```"+after)
	} else if example != full {
		t.Error("the example is not the full scenario; run go test ./engine -run Documented -update")
	}
}

// writeFormat writes docs/format.md anew.
func writeFormat(t *testing.T, text string) {
	t.Helper()
	if err := os.WriteFile("../docs/format.md", []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestDocumentedFields: every field of scenario and result stands in docs/format.md, as code; map is the page's own
// section and described as a whole. With -update sections of a result that are missing are written, with the names of
// their fields.
func TestDocumentedFields(t *testing.T) {
	text := string(readDoc(t, "format.md"))
	prose := regexp.MustCompile("(?s)```.*?```").ReplaceAllString(text, "")
	missing := func(of reflect.Type) []string {
		return docfields.Missing(prose, []reflect.Type{of}, []reflect.Type{reflect.TypeFor[MapResult]()})
	}
	if *update {
		text = docfields.Add(text, "## Result, version 1", "Result", missing(reflect.TypeFor[Result]()),
			func(string) string { return "" })
		writeFormat(t, text)
		return
	}
	for _, field := range append(missing(reflect.TypeFor[Scenario]()), missing(reflect.TypeFor[Result]())...) {
		t.Errorf("docs/format.md does not mention %s; run go test ./engine -run Documented -update", field)
	}
}

// TestCitedSections: whatever engine code cites of docs/model.md is there.
func TestCitedSections(t *testing.T) {
	model := readDoc(t, "model.md")
	for section := range 12 {
		if heading := regexp.MustCompile(`(?m)^## ` + number(float64(section+1)) + `\. `); !heading.Match(model) {
			t.Errorf("docs/model.md has no section %d", section+1)
		}
	}
	if bytes.Contains(model, []byte("—")) || bytes.Contains(model, []byte("/work/")) {
		t.Error("docs/model.md has a dash of print or a path of this machine")
	}
}

// TestDocumentedTolerances: each tolerance that docs/model.md lists is a constant of that name and
// value in that file.
func TestDocumentedTolerances(t *testing.T) {
	row := regexp.MustCompile("(?m)^\\| `engine/(\\S+)` \\| `([\\w, ]+)` \\| ([0-9e., -]+) \\|")
	rows := row.FindAllSubmatch(readDoc(t, "model.md"), -1)
	if len(rows) < 15 {
		t.Fatalf("%d rows", len(rows))
	}
	for _, r := range rows {
		source, err := os.ReadFile(string(r[1]))
		if err != nil {
			t.Fatal(err)
		}
		named := regexp.QuoteMeta(string(r[2])) + `\s*=\s*` + regexp.QuoteMeta(string(r[3])) + `\b`
		if !regexp.MustCompile(named).Match(source) {
			t.Errorf("%s has no %s = %s", r[1], r[2], r[3])
		}
	}
}

// TestTolerancesAreListed: every constant of the engine that is written with an exponent stands in docs/model.md, in a
// line that names its file.
func TestTolerancesAreListed(t *testing.T) {
	constant := regexp.MustCompile(`(?m)^\s*(?:const )?(\w+)\s*=\s*[0-9.]+e-[0-9]+`)
	lines := strings.Split(string(readDoc(t, "model.md")), "\n")
	found := 0
	err := filepath.WalkDir(".", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") ||
			strings.HasPrefix(path, "internal") {
			return err
		}
		source, err := os.ReadFile(path)
		for _, c := range constant.FindAllSubmatch(source, -1) {
			found++
			file, name := "`engine/"+filepath.ToSlash(path)+"`",
				regexp.MustCompile("`([\\w]+, )?"+string(c[1])+"(, [\\w]+)?`")
			if !slices.ContainsFunc(lines, func(line string) bool {
				return strings.Contains(line, file) && name.MatchString(line)
			}) {
				t.Errorf("docs/model.md does not list %s of %s", c[1], path)
			}
		}
		return err
	})
	if err != nil || found < 80 {
		t.Errorf("%d constants, %v", found, err)
	}
}
