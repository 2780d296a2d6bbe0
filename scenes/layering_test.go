package scenes

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// The way down: what each package below scenes may import of this module. Nothing imports
// upward, one figure never another.
var below = map[string][]string{
	".":              {"engine", "scenes/*"},
	"view":           {"engine/numeric"},
	"pen":            {"scenes/view"},
	"pen/pentest":    {"scenes/pen"},
	"pen/tessellate": {"scenes/pen", "scenes/view"},
	"pen/ebitenpen":  {"scenes/pen", "scenes/pen/tessellate", "scenes/view"},
	"theme":          {"scenes/pen"},
	"words":          {"scenes/view"},
	"claim":          {"engine", "scenes/words"},
	"editor":         {"engine", "scenes/words"},
	"guarantees":     {"engine"},
	"history":        {"engine"},
	// what the worker's program holds too, which is small
	"worker":            {"engine"},
	"worker/workertest": {"scenes/worker"},
	"experiments":       {"engine", "scenes/stage", "scenes/worker"},
	"tables":            {"engine", "scenes/stage", "scenes/words"},
	"stage": {"engine", "scenes/claim", "scenes/guarantees", "scenes/pen", "scenes/theme", "scenes/view",
		"scenes/words"},
	"markup": {"scenes/claim", "scenes/stage", "scenes/theme", "scenes/words"},
	"mark":   {"scenes/pen", "scenes/theme", "scenes/view"},
	"ladder": {"engine", "scenes/crossfade", "scenes/mark", "scenes/pen", "scenes/stage", "scenes/theme", "scenes/view",
		"scenes/words"},
	"chart": {"scenes/crossfade", "scenes/mark", "scenes/pen", "scenes/stage", "scenes/theme", "scenes/view",
		"scenes/words"},
	// what figures that play step by step do alike
	"player": {"scenes/stage", "scenes/words"},
	// what figures do alike around their pictures
	"crossfade": {"scenes/mark", "scenes/pen", "scenes/stage", "scenes/theme", "scenes/view"},
	// for tests of figures alone: no figure may import it
	"looktest": {"engine", "scenes/pen", "scenes/stage", "scenes/theme", "scenes/view"},
	"beliefs": {"engine", "scenes/crossfade", "scenes/mark", "scenes/pen", "scenes/stage", "scenes/theme", "scenes/view",
		"scenes/words"},
	// any other
	"figure": {"engine", "scenes/beliefs", "scenes/chart", "scenes/claim", "scenes/crossfade", "scenes/guarantees",
		"scenes/ladder", "scenes/mark", "scenes/pen", "scenes/player", "scenes/stage", "scenes/tables", "scenes/theme",
		"scenes/view", "scenes/words"},
}

// Only these know ebiten: everything else is tested and replayed without it.
var paints = map[string]bool{".": true, "pen/ebitenpen": true}

func TestLayering(t *testing.T) {
	comments := map[string]int{}
	err := filepath.WalkDir(".", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments|parser.ImportsOnly)
		if err != nil {
			return err
		}
		dir := path.Dir(filepath.ToSlash(file))
		comments[dir] += 0
		if f.Doc != nil {
			comments[dir]++
		}
		for _, spec := range f.Imports {
			name, _ := strconv.Unquote(spec.Path.Value)
			if reason := forbidden(dir, name); reason != "" {
				t.Errorf("%s imports %s: %s", file, name, reason)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for dir, n := range comments {
		if n != 1 {
			t.Errorf("%s has %d package comments, want 1", dir, n)
		}
	}
	if len(comments) < 7 {
		t.Errorf("only %d packages were seen", len(comments))
	}
}

// module is the path all packages of this project start with.
const module = "github.com/emergent-alignment/emergent/"

// forbidden says why a package below scenes may not import another, "" if it may.
func forbidden(dir, name string) string {
	own, ours := strings.CutPrefix(name, module)
	switch {
	case strings.HasPrefix(name, "github.com/hajimehoshi/ebiten"):
		if !paints[dir] {
			return "only scenes and pen/ebitenpen paint"
		}
		return ""
	case name == "syscall/js":
		return "the browser belongs to wasm"
	case name == "time" || strings.HasPrefix(name, "math/rand"):
		return "time is handed in and drawings are deterministic"
	case !ours && strings.Contains(strings.SplitN(name, "/", 2)[0], "."):
		return "figures need no other module"
	case !ours:
		return ""
	}
	allowed, known := below[dir]
	if !known {
		allowed = below["figure"]
	}
	for _, a := range allowed {
		if ok, _ := path.Match(a, own); ok || own == a || a == "scenes/*" && strings.HasPrefix(own, "scenes/") ||
			a == "engine" && strings.HasPrefix(own, "engine/") {
			return ""
		}
	}
	return "not on the way down"
}

func TestForbidden(t *testing.T) {
	for _, c := range []struct {
		dir, name string
		ok        bool
	}{
		{".", "github.com/hajimehoshi/ebiten/v2", true}, {"hull", "github.com/hajimehoshi/ebiten/v2", false},
		{"hull", module + "scenes/mark", true}, {"hull", module + "scenes/equilibrium", false},
		{"hull", module + "scenes", false},
		{"hull", module + "scenes/looktest", false}, {"pen", module + "engine", false},
		{"stage", module + "engine", true},
		{"stage", "syscall/js", false}, {"view", "time", false}, {"view", "math", true},
		{"hull", "gonum.org/v1/gonum/mat", false},
		{".", module + "wasm/link", false},
	} {
		if (forbidden(c.dir, c.name) == "") != c.ok {
			t.Errorf("%s importing %s: %q", c.dir, c.name, forbidden(c.dir, c.name))
		}
	}
}
