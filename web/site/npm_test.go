package site

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/scenes"
)

// Types say of a schema what TypeScript can say: optional fields, lists, names of one's own, choices.
func TestTypesOf(t *testing.T) {
	const text = `{"type": "object", "required": ["a"], "properties": {
		"a": {"type": "array", "items": {"type": "integer"}, "description": "whole */ numbers"},
		"b": {"enum": ["x", "y"]},
		"c": {"type": "object", "additionalProperties": {"type": "string"}},
		"d": {"oneOf": [{"type": "string"}, {"const": 3}]},
		"e": {"type": "object", "additionalProperties": false, "oneOf": [{"required": ["f"]}], "properties": {"f": {"type": "boolean"}}}}}`
	const want = `// Made from static/schema/s.json.

export interface Thing {
  /** whole * / numbers */
  a: Array<number>;
  b?: "x" | "y";
  c?: Record<string, string>;
  d?: string | 3;
  e?: {
    f?: boolean;
  };
}
`
	name := filepath.Join(t.TempDir(), "s.json")
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	got, err := typesOf(name, "Thing")
	if err != nil || string(got) != want {
		t.Errorf("%v\n%s", err, got)
	}
}

// The types of the published formats name what their documents name.
func TestTypesOfFormats(t *testing.T) {
	for file, parts := range map[string][]string{
		"scenario": {"version: 1;", "agents: Array<{", "weights?: Array<number>;", "prior: Array<number>;"},
		"result":   {"alignment", "ladder"},
	} {
		got, err := typesOf(filepath.Join("..", "static", "schema", file+"-v1.json"), "T")
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range parts {
			if !strings.Contains(string(got), part) {
				t.Errorf("%s has no %q in\n%s", file, part, got)
			}
		}
	}
}

// A schema's name is the address at which it is published; without one, beside wherever it was read.
func TestNameSchemas(t *testing.T) {
	for base, want := range map[string]string{
		"":                           "scenario-v1.json",
		"https://example.org/paper/": "https://example.org/paper/static/schema/scenario-v1.json",
	} {
		dir := t.TempDir()
		if err := os.CopyFS(dir, os.DirFS("../static/schema")); err != nil {
			t.Fatal(err)
		}
		if err := nameSchemas(dir, base); err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(filepath.Join(dir, "scenario-v1.json"))
		if err != nil {
			t.Fatal(err)
		}
		var s struct {
			ID         string `json:"$id"`
			Properties map[string]any
		}
		if err := json.Unmarshal(text, &s); err != nil || s.ID != want || len(s.Properties) == 0 {
			t.Errorf("base %q: %v, $id %q, want %q", base, err, s.ID, want)
		}
	}
}

// A link to a published page is answered with a frame of the figure, at whole addresses.
func TestOEmbed(t *testing.T) {
	dir := t.TempDir()
	if err := oEmbed(dir, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "oembed.json")); err == nil {
		t.Error("there is an answer without an address")
	}
	if err := oEmbed(dir, "https://example.org/a&b/"); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(dir, "oembed.json"))
	if err != nil {
		t.Fatal(err)
	}
	var answer struct {
		Version, Type, HTML string
		Width, Height       int
	}
	if err := json.Unmarshal(data, &answer); err != nil {
		t.Fatal(err)
	}
	// oEmbed 1.0, 2.3.4.4: a rich answer has html, width and height.
	if answer.Version != "1.0" || answer.Type != "rich" || answer.Width != 720 || answer.Height != 480 ||
		!strings.Contains(answer.HTML, `src="https://example.org/a&amp;b/stage.html?embed=1"`) {
		t.Errorf("%+v", answer)
	}
}

// Whoever writes a program finds all figures by their names: the page's links in the tabs, TypeScript in a type,
// Python in a file. None is listed by hand: what the page is made of names no three figures in a line.
func TestFiguresAreNotListedByHand(t *testing.T) {
	page, err := fill("../stage.html", pageData{Figures: scenes.Figures()})
	if err != nil {
		t.Fatal(err)
	}
	names := scenes.Scenes()
	if tabs := all(string(page), `role="tab"[^>]* data-scene="([^"]+)"`); !slices.Equal(tabs, names) {
		t.Errorf("the tabs are %q", tabs)
	}
	if got := all(string(sceneType()), `"(\w+)"`); !slices.Equal(got, names) {
		t.Errorf("the type says %q", got)
	}
	quoted, files := regexp.MustCompile("['\"`]("+strings.Join(names, "|")+")['\"`]"), 0
	err = filepath.WalkDir("..", func(file string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && d.Name() == "testdata" {
			return filepath.SkipDir
		}
		if err != nil || d.IsDir() || !slices.Contains([]string{".js", ".ts", ".py", ".html"}, filepath.Ext(file)) {
			return err
		}
		files++
		for i, line := range strings.Split(readFile(t, file), "\n") {
			if len(quoted.FindAllString(line, -1)) >= 3 {
				t.Errorf("%s:%d lists figures: %.120s", file, i+1, line)
			}
		}
		return nil
	})
	if err != nil || files < 50 {
		t.Errorf("%d files: %v", files, err)
	}
}
