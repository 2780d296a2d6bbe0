package scenes

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestNothingIsDead: every unexported function, field, type, constant and variable of a package, tests left
// aside, is named somewhere else in it. What is unused but shares its name with something used is not noticed.
func TestNothingIsDead(t *testing.T) {
	packages := map[string][2][]*ast.File{}
	err := filepath.WalkDir("..", func(file string, d fs.DirEntry, err error) error {
		name := d.Name()
		switch {
		case err != nil:
			return err
		case d.IsDir() && (slices.Contains(elsewhere[:1], name) || strings.HasPrefix(name, ".") && name != ".."):
			return filepath.SkipDir
		case d.IsDir() || !strings.HasSuffix(name, ".go"):
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		p, part := packages[filepath.Dir(file)], 0
		if strings.HasSuffix(file, "_test.go") {
			part = 1
		}
		p[part] = append(p[part], f)
		packages[filepath.Dir(file)] = p
		return err
	})
	if err != nil || len(packages) < 40 {
		t.Fatalf("%d packages: %v", len(packages), err)
	}
	for dir, p := range packages {
		for _, name := range unmentioned(p[0], p[1]) {
			t.Errorf("%s: %s is used nowhere", dir, name)
		}
	}
}

// unmentioned are the unexported names that the files of a package declare, and that neither they nor its
// tests mention again.
func unmentioned(files, tests []*ast.File) (list []string) {
	declared, times := map[string]bool{}, map[string]int{}
	add := func(names ...*ast.Ident) {
		for _, n := range names {
			declared[n.Name] = declared[n.Name] || !n.IsExported()
		}
	}
	for _, f := range slices.Concat(files, tests) {
		ast.Inspect(f, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				times[id.Name]++
			}
			return true
		})
	}
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				add(n.Name)
			case *ast.TypeSpec:
				add(n.Name)
			case *ast.ValueSpec:
				add(n.Names...)
			case *ast.StructType:
				for _, field := range n.Fields.List {
					add(field.Names...)
				}
			}
			return true
		})
	}
	for name, own := range declared {
		if own && times[name] == 1 && !slices.Contains([]string{"_", "main", "init"}, name) {
			list = append(list, name)
		}
	}
	slices.Sort(list)
	return list
}

func TestUnmentioned(t *testing.T) {
	const text = `package p
type point struct{ x, y int }
func (p point) dot() int { return p.x }
func Whole() point { return point{} }
const used, unused = 1, used
func init() {}`
	f, err := parser.ParseFile(token.NewFileSet(), "", text, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	if got := unmentioned([]*ast.File{f}, nil); !slices.Equal(got, []string{"dot", "unused", "y"}) {
		t.Errorf("%q", got)
	}
}
