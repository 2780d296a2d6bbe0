package scenes

import (
	"bytes"
	"flag"
	"os"
	"regexp"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the lists of figures instead of comparing them")

// TestDocumentedFigures: the documents and the drawing of the house list the figures, whose folders are called as they
// are, in the order of their tabs. With -update the lists are written.
func TestDocumentedFigures(t *testing.T) {
	names := strings.Join(Scenes(), "`, `")
	for file, row := range map[string][2]string{
		"../docs/format.md":  {"(?m)^- Scenes: .*$", "- Scenes: `" + names + "`."},
		"../docs/embed.md":   {"(?m)^\\| `scene` \\| .*$", "| `scene` | `" + names + "` |"},
		"../CONTRIBUTING.md": {`scenes/\{[^}]*\}( +the figures)`, "scenes/{" + strings.Join(Scenes(), " ") + "}$1"},
	} {
		text, err := os.ReadFile(file)
		line := regexp.MustCompile(row[0])
		if err != nil || len(line.FindAll(text, -1)) != 1 {
			t.Fatalf("%s has not one line %s: %v", file, line, err)
		}
		if listed := line.ReplaceAll(text, []byte(row[1])); *update {
			if err := os.WriteFile(file, listed, 0o644); err != nil {
				t.Fatal(err)
			}
		} else if !bytes.Equal(listed, text) {
			t.Errorf("%s says %q, not %q; run go test ./scenes -run Documented -update", file, line.Find(text), row[1])
		}
	}
}

// eachFigure tests one figure after another.
func eachFigure(t *testing.T, test func(t *testing.T, scene string)) {
	for _, scene := range Scenes() {
		t.Run(scene, func(t *testing.T) { test(t, scene) })
	}
}
