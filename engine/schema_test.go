package engine

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
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
	describedFields(t, reflect.TypeFor[Scenario](), used)
	for key := range scenarioFields() {
		if !used[key] && strings.Contains(key, ".") {
			t.Errorf("%s is described, but there is no such field", key)
		}
	}
}

func describedFields(t *testing.T, typ reflect.Type, used map[string]bool) {
	for typ.Kind() == reflect.Pointer || typ.Kind() == reflect.Slice {
		typ = typ.Elem()
	}
	if typ.Kind() != reflect.Struct {
		return
	}
	for i := range typ.NumField() {
		name, _, _ := strings.Cut(typ.Field(i).Tag.Get("json"), ",")
		key := typ.Name() + "." + name
		used[key] = true
		if _, ok := scenarioFields()[key]["description"]; !ok {
			t.Errorf("%s has no description", key)
		}
		describedFields(t, typ.Field(i).Type, used)
	}
}

// unrelated are the mistakes of TestParseErrors that a schema cannot see, because they
// relate two fields or a sum; each by a piece of its message.
var unrelated = []string{"sum is", "names must differ", "one for each", "given twice", "no criteria"}

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
		return violates(schema, value, "")
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

// violates evaluates the keywords that Schema uses and says which one the value breaks.
// An unknown keyword is a violation too, so that the schema cannot outgrow this test.
func violates(schema map[string]any, value any, path string) string {
	for keyword, want := range schema {
		check, ok := schemaKeywords[keyword]
		if !ok {
			return path + ": this test does not know the keyword " + keyword
		}
		if !check(schema, want, value) {
			return path + ": breaks " + keyword
		}
	}
	switch x := value.(type) {
	case map[string]any:
		properties, _ := schema["properties"].(map[string]any)
		for name, item := range x {
			if sub, ok := properties[name].(map[string]any); ok {
				if c := violates(sub, item, path+"."+name); c != "" {
					return c
				}
			}
		}
	case []any:
		if sub, ok := schema["items"].(map[string]any); ok {
			for _, item := range x {
				if c := violates(sub, item, path+"[]"); c != "" {
					return c
				}
			}
		}
	}
	return ""
}

// schemaKeywords: whether value obeys the keyword with the operand want.
var schemaKeywords map[string]func(schema map[string]any, want, value any) bool

func init() {
	always := func(map[string]any, any, any) bool { return true }
	onNumber := func(ok func(x, want float64) bool) func(map[string]any, any, any) bool {
		return func(_ map[string]any, want, value any) bool {
			x, number := value.(float64)
			return !number || ok(x, want.(float64))
		}
	}
	onSize := func(size func(any) int, ok func(n, want int) bool) func(map[string]any, any, any) bool {
		return func(_ map[string]any, want, value any) bool {
			n := size(value)
			return n < 0 || ok(n, int(want.(float64)))
		}
	}
	schemaKeywords = map[string]func(map[string]any, any, any) bool{
		"$schema": always, "title": always, "description": always, "default": always,
		"properties": always, "items": always, // walked by violates
		"type":             func(_ map[string]any, want, value any) bool { return hasType(want.(string), value) },
		"const":            func(_ map[string]any, want, value any) bool { return value == want },
		"enum":             func(_ map[string]any, want, value any) bool { return slices.Contains(want.([]any), value) },
		"minimum":          onNumber(func(x, want float64) bool { return x >= want }),
		"maximum":          onNumber(func(x, want float64) bool { return x <= want }),
		"exclusiveMinimum": onNumber(func(x, want float64) bool { return x > want }),
		"minItems":         onSize(items, func(n, want int) bool { return n >= want }),
		"maxItems":         onSize(items, func(n, want int) bool { return n <= want }),
		"minLength":        onSize(runes, func(n, want int) bool { return n >= want }),
		"maxLength":        onSize(runes, func(n, want int) bool { return n <= want }),
		"pattern": func(_ map[string]any, want, value any) bool {
			text, ok := value.(string)
			return !ok || regexp.MustCompile(want.(string)).MatchString(text)
		},
		"not": func(_ map[string]any, want, value any) bool {
			return violates(want.(map[string]any), value, "") != ""
		},
		"uniqueItems": func(_ map[string]any, _, value any) bool {
			list, _ := value.([]any)
			for i, x := range list {
				if slices.Contains(list[:i], x) {
					return false
				}
			}
			return true
		},
		"required": func(_ map[string]any, want, value any) bool {
			object, ok := value.(map[string]any)
			return !ok || !slices.ContainsFunc(want.([]any), func(name any) bool { return object[name.(string)] == nil })
		},
		"oneOf": func(_ map[string]any, want, value any) bool {
			n := 0
			for _, sub := range want.([]any) {
				if violates(sub.(map[string]any), value, "") == "" {
					n++
				}
			}
			return n == 1
		},
		"additionalProperties": func(schema map[string]any, _, value any) bool {
			object, _ := value.(map[string]any)
			for name := range object {
				if schema["properties"].(map[string]any)[name] == nil {
					return false
				}
			}
			return true
		},
	}
}

func items(value any) int {
	if list, ok := value.([]any); ok {
		return len(list)
	}
	return -1
}

func runes(value any) int {
	if text, ok := value.(string); ok {
		return utf8.RuneCountInString(text)
	}
	return -1
}

func hasType(want string, value any) bool {
	switch x := value.(type) {
	case map[string]any:
		return want == "object"
	case []any:
		return want == "array"
	case string:
		return want == "string"
	case bool:
		return want == "boolean"
	case float64:
		return want == "number" || want == "integer" && x == float64(int64(x))
	}
	return false
}
