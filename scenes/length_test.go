package scenes

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

const (
	// longestFunction is how many lines a function may have, from func to its closing brace: more is no
	// longer seen at a glance.
	longestFunction = 60
	// longestLine is how many columns a line may have, a tab counted as tabWidth: two files side by side
	// fit a screen.
	longestLine, tabWidth = 120, 4
)

// TestFunctionsAndLinesFitAGlance: no function of the module and its tools is longer, and no line, and every
// exported name is explained where it stands; tests left aside.
func TestFunctionsAndLinesFitAGlance(t *testing.T) {
	seen := 0
	err := filepath.WalkDir("..", func(file string, d fs.DirEntry, err error) error {
		name := d.Name()
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != ".." && (strings.HasPrefix(name, ".") || name == "node_modules" ||
			name == "dist" || name == "testdata"):
			return filepath.SkipDir
		case d.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go"):
			return nil
		}
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		for i, line := range strings.Split(string(text), "\n") {
			if n := columns(line); n > longestLine {
				t.Errorf("%s:%d: has %d columns, at most %d", file, i+1, n, longestLine)
			}
		}
		files := token.NewFileSet()
		f, err := parser.ParseFile(files, file, text, parser.SkipObjectResolution|parser.ParseComments)
		if err != nil {
			return err
		}
		for _, decl := range f.Decls {
			if name := unexplained(decl); name != "" {
				t.Errorf("%s: %s has no sentence of its own", file, name)
			}
			fn, ok := decl.(*ast.FuncDecl)
			if !ok || fn.Body == nil {
				continue
			}
			seen++
			if lines := files.Position(fn.End()).Line - files.Position(fn.Pos()).Line + 1; lines > longestFunction {
				t.Errorf("%s: %s has %d lines, at most %d", file, fn.Name.Name, lines, longestFunction)
			}
		}
		return nil
	})
	if err != nil || seen < 1000 {
		t.Errorf("%d functions were seen: %v", seen, err)
	}
}

// wellKnown are methods whose interfaces say what they do: error, fmt.Stringer and pen.Pen.
var wellKnown = strings.Fields("Error String Begin End Fill Stroke Mesh Shade Text")

// unexplained is an exported function or type without a doc comment, "" if there is none.
func unexplained(decl ast.Decl) string {
	switch d := decl.(type) {
	case *ast.FuncDecl:
		if d.Doc == nil && d.Name.IsExported() &&
			!(d.Recv != nil && (slices.Contains(wellKnown, d.Name.Name) || !ast.IsExported(receiver(d)))) {
			return d.Name.Name
		}
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			if s, ok := spec.(*ast.TypeSpec); ok && s.Name.IsExported() && d.Doc == nil && s.Doc == nil &&
				s.Comment == nil {
				return s.Name.Name
			}
		}
	}
	return ""
}

// receiver is the type that a method is of.
func receiver(d *ast.FuncDecl) string {
	of := d.Recv.List[0].Type
	if star, ok := of.(*ast.StarExpr); ok {
		of = star.X
	}
	if index, ok := of.(*ast.IndexExpr); ok {
		of = index.X
	}
	return of.(*ast.Ident).Name
}

// columns is the width of a line; tabs stand at its beginning alone.
func columns(line string) int {
	return utf8.RuneCountInString(line) + (tabWidth-1)*strings.Count(line, "\t")
}

func TestColumns(t *testing.T) {
	for _, c := range []struct {
		line string
		want int
	}{{"", 0}, {"ab", 2}, {"\t\ta", 9}, {"ε ≤ 1", 5}} {
		if got := columns(c.line); got != c.want {
			t.Errorf("%q: %d columns, want %d", c.line, got, c.want)
		}
	}
}
