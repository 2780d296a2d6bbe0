package experiment

import (
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"
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
	documented := map[string]bool{}
	for i, piece := range strings.Split(section, "`") {
		if i%2 == 1 {
			for _, word := range regexp.MustCompile(`\w+`).FindAllString(piece, -1) {
				documented[word] = true
			}
		}
	}
	var walk func(reflect.Type)
	walk = func(typ reflect.Type) {
		for typ.Kind() == reflect.Pointer || typ.Kind() == reflect.Slice {
			typ = typ.Elem()
		}
		if typ.Kind() != reflect.Struct {
			return
		}
		for i := range typ.NumField() {
			name, _, _ := strings.Cut(typ.Field(i).Tag.Get("json"), ",")
			if !documented[name] {
				t.Errorf("docs/format.md does not mention %s.%s", typ.Name(), name)
			}
			walk(typ.Field(i).Type)
		}
	}
	walk(reflect.TypeFor[Spec]())
	walk(reflect.TypeFor[Report]())
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
