package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
)

// mutant is one change.
type mutant struct {
	file    string
	line    int
	what    string
	dropped bool // it does not compile
}

func (m mutant) String() string { return fmt.Sprintf("%s:%d %s", m.file, m.line, m.what) }

// mutation is the mutants of a target, and its files with all of them in.
type mutation struct {
	list  []mutant
	files []string
	lines map[string]map[int][]int // of a mutated file: its line, the mutants in it
	set   *token.FileSet
}

// swapped are the operators that are changed, each into another. Comparisons are turned round,
// but for those of whole numbers, which become one wider or narrower: on a tolerance that is the
// same test.
var swapped = map[token.Token]token.Token{
	token.LSS: token.GEQ, token.LEQ: token.GTR, token.GTR: token.LEQ, token.GEQ: token.LSS,
	token.EQL: token.NEQ, token.NEQ: token.EQL, token.LAND: token.LOR, token.LOR: token.LAND,
	token.ADD: token.SUB, token.SUB: token.ADD,
}

var widened = map[token.Token]token.Token{
	token.LSS: token.LEQ, token.LEQ: token.LSS, token.GTR: token.GEQ, token.GEQ: token.GTR,
}

// whole reports whether an operand looks like a whole number: a length, or a literal without a point.
func whole(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.BasicLit:
		return e.Kind == token.INT && e.Value != "0"
	case *ast.CallExpr:
		f, ok := e.Fun.(*ast.Ident)
		return ok && f.Name == "len"
	case *ast.BinaryExpr:
		return whole(e.X) && whole(e.Y)
	}
	return false
}

// newMutation finds the files and counts their mutants.
func newMutation(t target, work string) (*mutation, error) {
	m := &mutation{set: token.NewFileSet()}
	all, err := filepath.Glob(filepath.Join(t.dir, t.prefix+"*.go"))
	if err != nil {
		return nil, err
	}
	for _, path := range all {
		if !strings.HasSuffix(path, "_test.go") {
			m.files = append(m.files, path)
		}
	}
	if len(m.files) == 0 {
		return nil, fmt.Errorf("%s: no file begins with %q", t.dir, t.prefix)
	}
	return m, m.write(work)
}

// write writes the files with all mutants that compile, under names of their own, and the
// function that chooses.
func (m *mutation) write(work string) error {
	m.lines = map[string]map[int][]int{}
	number := 0
	for j, path := range m.files {
		file, err := parser.ParseFile(m.set, path, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		w := weaver{m: m, path: path, number: &number}
		file.Comments = nil
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Body != nil {
				w.block(f.Body)
			}
		}
		var out bytes.Buffer
		if err := format.Node(&out, m.set, file); err != nil {
			return err
		}
		text := out.String()
		if j == 0 {
			head, rest, _ := strings.Cut(text, "\n")
			text = head + "\nimport mutateOS \"os\"\nimport mutateNumber \"strconv\"\n" + rest + chooser
		}
		name := filepath.Join(work, fmt.Sprintf("%d.go", j))
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			return err
		}
		m.index(name, text)
	}
	return nil
}

// chooser is what the mutated files call.
const chooser = `
var mutateChosen, _ = mutateNumber.Atoi("0" + mutateOS.Getenv("EMERGENT_MUTANT"))

func mutateOn(n int) bool { return mutateChosen == n+1 }

func mutatePick[T any](n int, a, b T) T {
	if mutateOn(n) {
		return b
	}
	return a
}

func mutateCond(n int, a, b func() bool) bool {
	if mutateOn(n) {
		return b()
	}
	return a()
}
`

// index remembers which mutants stand on which lines, so that those that do not compile can go.
func (m *mutation) index(name, text string) {
	m.lines[name] = map[int][]int{}
	for i, line := range strings.Split(text, "\n") {
		for _, call := range []string{"mutatePick(", "mutateCond(", "mutateOn("} {
			for rest := line; ; {
				_, after, found := strings.Cut(rest, call)
				if !found {
					break
				}
				var n int
				if _, err := fmt.Sscanf(after, "%d", &n); err == nil {
					m.lines[name][i+1] = append(m.lines[name][i+1], n)
				}
				rest = after
			}
		}
	}
}

// weaver weaves mutants into a file.
type weaver struct {
	m      *mutation
	path   string
	number *int
}

// next is the number of a new mutant, and whether it is to be woven in.
func (w *weaver) next(at token.Pos, what string) (int, bool) {
	n := *w.number
	*w.number++
	if n == len(w.m.list) {
		w.m.list = append(w.m.list, mutant{file: w.path, line: w.m.set.Position(at).Line, what: what})
	}
	return n, !w.m.list[n].dropped
}

func call(name string, n int, args ...ast.Expr) ast.Expr {
	return &ast.CallExpr{Fun: ast.NewIdent(name),
		Args: append([]ast.Expr{&ast.BasicLit{Kind: token.INT, Value: fmt.Sprint(n)}}, args...)}
}

// thunk is func() bool { return x }.
func thunk(x ast.Expr) ast.Expr {
	result := &ast.FieldList{List: []*ast.Field{{Type: ast.NewIdent("bool")}}}
	return &ast.FuncLit{
		Type: &ast.FuncType{Params: &ast.FieldList{}, Results: result},
		Body: &ast.BlockStmt{List: []ast.Stmt{&ast.ReturnStmt{Results: []ast.Expr{x}}}},
	}
}
