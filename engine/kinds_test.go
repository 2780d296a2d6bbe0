package engine

import (
	"go/format"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// A kind of experiment is a file of package experiment and one of scenes/lab. Both packages list their kinds, and Spec,
// Chunk and Report have typed fields, so that whoever writes Go sees what there is: lines that say nothing new, so they
// are written from here, and not from there, which does not compile before a field is there.

// kindLine is a line that a kind needs: in the block that begins and ends so, if no line there says it already.
type kindLine struct{ begin, end, said, line string }

// kindLists are the lines of each file, Toy and toy being the kind.
var kindLists = map[string][]kindLine{
	"experiment/spec.go": {
		{"var kinds = []*kind{", "}", `&toyKind\b`, ", &toyKind"},
		{"return map[string]paper{", "\n\t}", `\bKindToy:`, "\n\t\tKindToy: {toyFields, toyCSV},"},
		{"type Spec struct {", "\n}", `\n\tToy +\*`, "\n\n\tToy *Toy `json:\"toy,omitempty\" kinds:\"toy\"`"},
		{"type Chunk struct {", "\n}", `\n\tToy +`, "\n\tToy *ToyChunk `json:\"toy,omitempty\"`"},
		{"type Report struct {", "\n}", `\n\tToy +`, "\n\tToy *ToyReport `json:\"toy,omitempty\"`"},
	},
	"../scenes/lab/kind.go": {{"var kinds = []*kind{", "}", `&toyKind\b`, ", &toyKind"}},
}

// withKind returns the text of a file with the lines of a kind that it lacks.
func withKind(t *testing.T, file, text, kind string) string {
	t.Helper()
	own := strings.NewReplacer("Toy", kind, "toy", strings.ToLower(kind[:1])+kind[1:])
	for _, l := range kindLists[file] {
		before, rest, found := strings.Cut(text, l.begin)
		block, after, ended := strings.Cut(rest, l.end)
		if !found || !ended {
			t.Fatalf("%s has no %s", file, l.begin)
		}
		if !regexp.MustCompile(own.Replace(l.said)).MatchString(block) {
			text = before + l.begin + block + own.Replace(l.line) + l.end + after
		}
	}
	tidy, err := format.Source([]byte(text))
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return string(tidy)
}

// TestKindsAreListed: each kind that a file of package experiment declares, by a constant KindToy = "toy", is listed,
// and has its fields. With -update lines that are missing are written.
func TestKindsAreListed(t *testing.T) {
	declared := regexp.MustCompile(`(?m)^const Kind(\w+) = "\w+"$`)
	var kinds []string
	files, _ := filepath.Glob("experiment/*.go")
	for _, file := range files {
		for _, m := range declared.FindAllStringSubmatch(sourceOf(t, file), -1) {
			kinds = append(kinds, m[1])
		}
	}
	if len(kinds) < 4 {
		t.Errorf("the kinds are %q", kinds)
	}
	for file := range kindLists {
		text := sourceOf(t, file)
		whole := text
		for _, kind := range kinds {
			whole = withKind(t, file, whole, kind)
		}
		if whole == text {
			continue
		}
		if !*update {
			t.Errorf("%s lacks a kind of %q; run go test ./engine -run Kinds -update", file, kinds)
		} else if err := os.WriteFile(file, []byte(whole), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func sourceOf(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
