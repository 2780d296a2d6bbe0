package engine

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// banned lists what no package of the engine imports, and why.
var banned = map[string]string{
	"github.com/hajimehoshi/ebiten": "the engine draws nothing: it runs in the worker and on the command line, where " +
		"there is no screen",
	"syscall/js": "the engine is the same program natively and in the browser; only wasm/ speaks to the page",
	"time":       "the engine reads no clock: the same scenario gives the same result at any time",
	"os":         "the engine touches no files and no environment; its command line does",
	"os/exec":    "the engine starts no programs",
	"net":        "the engine speaks to nobody",
	"net/http":   "the engine speaks to nobody",
	"math/rand":  "its functions draw from a source that nobody seeds: use math/rand/v2 with a *rand.Rand passed in",
	"gonum.org":  "gonum costs a quarter of the stage's download: it is the cross-check in tests only",
	"sync":       "the engine starts no goroutine, so it has nothing to lock: each Solver belongs to one caller",

	"regexp": "regexp costs 120 KB of each program that travels to a reader",
}

// forTests are the packages that only tests import: they may use what travels to no reader.
var forTests = []string{"internal/randgame", "internal/schematest", "internal/docfields"}

func init() {
	for _, dir := range forTests {
		banned["github.com/emergent-alignment/emergent/engine/"+dir] = "it is for tests"
	}
}

// commandMay lists what the command line may import although the engine may not: files, and
// the clock that says how long a sweep still takes.
var commandMay = map[string]bool{"os": true, "time": true}

// randConstructors are the only names of math/rand/v2 that the engine may use: every
// other function there draws from the global source, which no seed replays.
var randConstructors = map[string]bool{
	"Rand": true, "Source": true, "New": true, "NewPCG": true, "PCG": true, "NewChaCha8": true, "ChaCha8": true,
	"NewZipf": true, "Zipf": true,
}

func TestEnginePurity(t *testing.T) {
	files := 0
	err := filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		if slices.Contains(forTests, filepath.ToSlash(filepath.Dir(path))) {
			return nil
		}
		files++
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		for _, complaint := range impurities(file, strings.HasPrefix(filepath.ToSlash(path), "cmd/")) {
			t.Errorf("%s %s", path, complaint)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 10 {
		t.Fatalf("only %d files were looked at", files)
	}
}

// impurities says what a file imports or uses that it must not.
func impurities(file *ast.File, command bool) (complaints []string) {
	for _, spec := range file.Imports {
		path, _ := strconv.Unquote(spec.Path.Value)
		for bad, why := range banned {
			if (path == bad || strings.HasPrefix(path, bad+"/")) && path != "math/rand/v2" &&
				!(command && commandMay[path]) {
				complaints = append(complaints, "imports "+path+": "+why)
			}
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		use, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		pkg, ok := use.X.(*ast.Ident)
		switch name := use.Sel.Name; {
		case !ok || pkg.Obj != nil:
		case pkg.Name == "rand" && !randConstructors[name]:
			complaints = append(complaints, "uses rand."+name+": global randomness that no seed replays")
		case pkg.Name == "fmt" && strings.Contains(strings.ToLower(name), "scan"):
			complaints = append(complaints, "uses fmt."+name+": that costs 17 KB of each program that travels to a reader")
		}
		return true
	})
	return complaints
}

// TestImpuritiesFinds makes sure that the test above can fail.
func TestImpuritiesFinds(t *testing.T) {
	const source = `package p
import ("os"; "time"; "regexp"; "math/rand/v2"; "github.com/hajimehoshi/ebiten/v2"; "syscall/js"; "strings"; "fmt")
var n, err = fmt.Sscan("1", new(int))
var x = rand.Float64() + rand.New(rand.NewPCG(1, 2)).Float64()`
	file, err := parser.ParseFile(token.NewFileSet(), "p.go", source, 0)
	if err != nil {
		t.Fatal(err)
	}
	if got := impurities(file, false); len(got) != 7 {
		t.Errorf("%d complaints, want 7 (os, time, regexp, ebiten, js, fmt.Sscan, rand.Float64): %q", len(got), got)
	}
	if got := impurities(file, true); len(got) != 5 { // os and time it may
		t.Errorf("%d complaints about a command, want 5: %q", len(got), got)
	}
}
