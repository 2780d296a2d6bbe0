package scenes

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

// longestFunction is how many lines a function may have, from func to its closing brace: more is no
// longer seen at a glance. A table that a function does nothing but return may have as many as it has rows.
const longestFunction = 60

// TestFunctionsFitAGlance: no function of the module is longer, tests left aside.
func TestFunctionsFitAGlance(t *testing.T) {
	seen := 0
	err := filepath.WalkDir("..", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			if name := d.Name(); err == nil && name != ".." && (strings.HasPrefix(name, ".") || name == "node_modules" || name == "dist") {
				return filepath.SkipDir
			}
			return err
		}
		if !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return nil
		}
		files := token.NewFileSet()
		f, err := parser.ParseFile(files, file, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, decl := range f.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok || fn.Body == nil || isTable(fn) {
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

// isTable reports whether a function does one thing: it returns, or goes through, what stands there.
func isTable(fn *ast.FuncDecl) bool { return len(fn.Body.List) == 1 }
