package experiment

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestKindsAreAskedForInTheirFiles: beside the registry, only the file that declares the constant of a kind
// compares with it, in the whole module; elsewhere it may be given as a value, `Kind: KindHull`. A switch on
// kinds, or a list of them, would be one more place that a new experiment has to know.
func TestKindsAreAskedForInTheirFiles(t *testing.T) {
	declared, names := map[string]string{}, []string{}
	sources, err := filepath.Glob("*.go")
	for _, file := range sources {
		text, _ := os.ReadFile(file)
		for _, m := range regexp.MustCompile(`(?m)^const (Kind\w+) = `).FindAllSubmatch(text, -1) {
			declared[string(m[1])] = file
			names = append(names, string(m[1]))
		}
	}
	if err != nil || len(names) != len(kinds) {
		t.Fatalf("%q are constants of %d kinds: %v", names, len(kinds), err)
	}
	constant, seen := regexp.MustCompile(`\b(`+strings.Join(names, "|")+`)\b`), 0
	err = filepath.WalkDir("../..", func(file string, d fs.DirEntry, err error) error {
		switch name := d.Name(); {
		case err != nil:
			return err
		case d.IsDir() && (strings.HasPrefix(name, ".") && name != ".." || name == "testdata" || name == "node_modules"):
			return filepath.SkipDir
		case d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		text, err := os.ReadFile(file)
		if err != nil || !constant.Match(text) {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, text, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		given := map[*ast.Ident]bool{}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.KeyValueExpr:
				switch v := n.Value.(type) {
				case *ast.Ident:
					given[v] = true
				case *ast.SelectorExpr:
					given[v.Sel] = true
				}
			case *ast.Ident:
				if own := declared[n.Name]; own != "" && !given[n] {
					if seen++; file != "../../engine/experiment/"+own && d.Name() != "spec.go" {
						t.Errorf("%s names %s: make what it wants a field of kind", file, n.Name)
					}
				}
			}
			return true
		})
		return nil
	})
	if err != nil || seen < 2*len(kinds) {
		t.Errorf("%d uses: %v", seen, err)
	}
}

// TestSectionsSayTheirKinds: every section of a spec, and nothing that all have, says which kinds it is for, and
// each kind fills in sections of its own alone, which are valid.
func TestSectionsSayTheirKinds(t *testing.T) {
	own := map[string]bool{}
	for i := range reflect.TypeFor[Spec]().NumField() {
		f := reflect.TypeFor[Spec]().Field(i)
		of := strings.Fields(f.Tag.Get("kinds"))
		if f.Type.Kind() == reflect.Pointer && len(of) == 0 {
			t.Errorf("%s is for no kind", f.Name)
		}
		for _, kind := range of {
			if own[kind] = true; !slices.Contains(Kinds(), kind) {
				t.Errorf("%s is for %q, which is none", f.Name, kind)
			}
		}
	}
	for _, kind := range Kinds() {
		s := Spec{Version: Version, Kind: kind}.Filled()
		if err := s.Validate(); err != nil || s.Runs == 0 || !own[kind] {
			t.Errorf("%s: %v: %s", kind, err, Format(s))
		}
	}
}

// TestKindsAreWhole: no kind lacks anything, on paper too.
func TestKindsAreWhole(t *testing.T) {
	lacks := func(name string, v reflect.Value) {
		for i := range v.NumField() {
			if v.Field(i).IsZero() {
				t.Errorf("%s has no %s", name, v.Type().Field(i).Name)
			}
		}
	}
	for _, k := range kinds {
		lacks(k.name, reflect.ValueOf(*k))
		lacks(k.name, reflect.ValueOf(papers()[k.name]))
	}
	if n := len(papers()); n != len(kinds) {
		t.Errorf("%d kinds, %d on paper", len(kinds), n)
	}
}
