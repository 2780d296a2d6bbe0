package scenes

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// floors reads the drawing of the house in CONTRIBUTING: of each package its line and its place there.
func floors(t *testing.T) (at map[string][2]int, lines int) {
	text, err := os.ReadFile("../CONTRIBUTING.md")
	if err != nil {
		t.Fatal(err)
	}
	_, drawing, _ := strings.Cut(string(text), "reads this drawing):\n\n")
	drawing, _, _ = strings.Cut(drawing, "\n\n")
	at = map[string][2]int{}
	token := regexp.MustCompile(`^([\w/]+)?(?:\{([^}]*)\})? ?`)
	for _, line := range strings.Split(drawing, "\n") {
		line = strings.TrimPrefix(line, "    ")
		place := 0
		for known := true; known; {
			m := token.FindStringSubmatch(line)
			names := []string{m[1]}
			if m[2] != "" {
				names = nil
				for _, name := range strings.Fields(m[2]) {
					names = append(names, m[1]+name)
				}
			}
			for _, name := range names {
				if _, err := os.Stat(filepath.Join("..", name)); name == "" || err != nil {
					known = false // the words begin
					break
				}
				at[name] = [2]int{lines, place}
				place++
			}
			line = line[len(m[0]):]
		}
		lines++
	}
	return at, lines
}

// elsewhere are folders with no Go of this module.
var elsewhere = []string{"testdata", "bench", "node_modules", "dist"}

// TestHouseIsAsDrawn: every package stands in the drawing of CONTRIBUTING, and imports only what stands
// below it there, or to its right.
func TestHouseIsAsDrawn(t *testing.T) {
	at, lines := floors(t)
	if lines > 12 {
		t.Errorf("%d lines, at most 12", lines)
	}
	of := func(dir string) ([2]int, bool) { // the part of the house that a folder belongs to
		for ; dir != "."; dir = path.Dir(dir) {
			if where, ok := at[dir]; ok {
				return where, true
			}
		}
		return [2]int{}, false
	}
	seen := map[[2]int]bool{}
	err := filepath.WalkDir("..", func(file string, d fs.DirEntry, err error) error {
		switch name := d.Name(); {
		case err != nil:
			return err
		case d.IsDir() && (slices.Contains(elsewhere, name) || strings.HasPrefix(name, ".") && name != ".."):
			return filepath.SkipDir
		case d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		dir := path.Dir(filepath.ToSlash(strings.TrimPrefix(file, "../")))
		own, ok := of(dir)
		if !ok {
			t.Errorf("%s stands nowhere", dir)
			return nil
		}
		seen[own] = true
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range f.Imports {
			name, _ := strconv.Unquote(spec.Path.Value)
			name, ours := strings.CutPrefix(name, module)
			other, _ := of(name)
			if ours && (other[0] < own[0] || other[0] == own[0] && other[1] < own[1]) {
				t.Errorf("%s imports %s, which stands above it", file, name)
			}
		}
		return nil
	})
	if err != nil || len(seen) != len(at) {
		t.Errorf("%d of %d parts have Go in them: %v", len(seen), len(at), err)
	}
}

// TestOnlyTheAppKnowsTheApp: the small types that it is made of are handed what they need.
func TestOnlyTheAppKnowsTheApp(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) < 15 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			fn, _ := d.(*ast.FuncDecl)
			if strings.HasSuffix(file, "_test.go") || fn != nil && (fn.Recv == nil && fn.Name.Name == "New" ||
				fn.Recv != nil && receiver(fn) == "App") {
				continue
			}
			ast.Inspect(d, func(n ast.Node) bool {
				if is, ok := n.(*ast.TypeSpec); ok && is.Name.Name == "App" {
					return false
				}
				if id, ok := n.(*ast.Ident); ok && id.Name == "App" {
					t.Errorf("%s: more than the App knows the App", file)
				}
				return true
			})
		}
	}
}
