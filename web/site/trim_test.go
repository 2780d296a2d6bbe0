package site

import (
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// What the cuts are for: none of these is linked into the stage any more. (math/big is there
// for the engine's exact decisions: 30 KB compressed.)
func TestTrimmedDependencies(t *testing.T) {
	root := filepath.Join("..", "..")
	if err := trimmed(root, "./wasm"); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("go", "list", "-deps", "-modfile="+trimmedMod, "./wasm")
	cmd.Dir, cmd.Env = root, browserEnv()
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	deps := strings.Fields(string(out))
	for _, gone := range []string{"text/template", "go/build", "go/parser", "go/constant", "encoding/gob",
		"archive/zip", "log/slog", "net", "os/exec"} {
		if slices.Contains(deps, gone) {
			t.Errorf("the stage still links %s", gone)
		}
	}
	if !slices.Contains(deps, ebitengine) {
		t.Errorf("the stage does not link %s", ebitengine)
	}
}

// originals are Ebitengine's files as they come.
func originals(t *testing.T) map[string][]byte {
	t.Helper()
	packages, err := packagesOf(filepath.Join("..", ".."), "./wasm")
	if err != nil {
		t.Fatal(err)
	}
	files, _, err := sources(packages)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// The ready-made shaders are those of the original, in its order, and every changed file says
// that it was changed.
func TestTrimmedSources(t *testing.T) {
	original := originals(t)
	files := map[string][]byte{}
	for name, text := range original {
		files[name] = slices.Clone(text)
	}
	if err := trim(files); err != nil {
		t.Fatal(err)
	}
	changed := 0
	for name := range files {
		if string(files[name]) == string(original[name]) {
			continue
		}
		changed++
		if !strings.HasPrefix(string(files[name]), mark) {
			t.Errorf("%s was changed and does not say so", name)
		}
	}
	if want := 19; changed != want {
		t.Errorf("%d files were changed, want %d", changed, want)
	}
	for _, name := range listed {
		if n := strings.Count(string(files[name]), "\t\"//kage:unit pixels"); n != shadersInAll {
			t.Errorf("%s lists %d shaders, want %d", name, n, shadersInAll)
		}
	}
}

// A new Ebitengine in which a cut no longer fits stops the build and says where.
func TestTrimRefusesOthers(t *testing.T) {
	original := originals(t)
	for _, c := range []struct{ name, file, from, to, want string }{
		{"text is gone", "internal/debug/caller.go", "ebitengineFileDirOnce.Do(",
			"once(", "internal/debug/caller.go: "},
		{"end is gone", "internal/builtinshader/shader.go", "`))", "`) )", "internal/builtinshader/shader.go: after "},
		{"the compiler is gone", "internal/shaderir/program.go",
			"go/constant", "go/const", "internal/shaderir/program.go: "},
		{"another shader", "internal/colormshader/defs.go", "//ebitengine:shadersource", "//", "lists 0 shaders"},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := map[string][]byte{}
			for name, text := range original {
				files[name] = slices.Clone(text)
			}
			files[c.file] = []byte(strings.ReplaceAll(string(files[c.file]), c.from, c.to))
			if err := trim(files); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want an error with %q", err, c.want)
			}
		})
	}
	for gone, want := range map[string]string{
		"internal/thread/thread.go":        "no file internal/thread/thread.go to cut",
		"internal/legacyshader/convert.go": "no internal/legacyshader/convert.go to drop",
	} {
		files := maps.Clone(original)
		delete(files, gone)
		if err := trim(files); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("a file less: %v, want %q", err, want)
		}
	}
}

// All that does not fit is named at once.
func TestTrimNamesAllMisfits(t *testing.T) {
	files := originals(t)
	for _, c := range []struct{ file, from string }{
		{"internal/debug/caller.go", "ebitengineFileDirOnce.Do("},
		{"internal/colormshader/defs.go", "//ebitengine:shadersource"},
		{"internal/ui/ui_js.go", "func (u *UserInterface) outsideSize()"},
	} {
		files[c.file] = []byte(strings.ReplaceAll(string(files[c.file]), c.from, "//"))
	}
	delete(files, "internal/legacyshader/convert.go")
	err := trim(files)
	for _, want := range []string{"caller.go: ", "lists 0 shaders", "ui_js.go: ",
		"no internal/legacyshader/convert.go to drop"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v does not name %q", err, want)
		}
	}
}

func TestPutChanged(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a", "b")
	for _, text := range []string{"one", "one", "two"} {
		if err := putChanged(name, []byte(text)); err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(name); err != nil || string(got) != text {
			t.Errorf("%q, %v, want %q", got, err, text)
		}
	}
}

// What an earlier build left is taken away: go would compile it.
func TestPutAll(t *testing.T) {
	dir := t.TempDir()
	for _, names := range [][]string{{"a.go", "b/c.go", "b/d.txt"}, {"b/d.txt", "e.go"}} {
		files := map[string][]byte{}
		for _, name := range names {
			files[name] = []byte(name)
		}
		if err := putAll(dir, files); err != nil {
			t.Fatal(err)
		}
	}
	for name, there := range map[string]bool{"a.go": false, "b/c.go": false, "b/d.txt": true, "e.go": true} {
		if _, err := os.Stat(filepath.Join(dir, filepath.FromSlash(name))); (err == nil) != there {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What the programs link of others is what the notices say that travels: nothing that only builds the page.
func TestProgramsLinkWhatIsNoticed(t *testing.T) {
	cmd := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{.Path}}{{end}}", "./wasm", "./wasm/worker")
	cmd.Dir, cmd.Env = filepath.Join("..", ".."), browserEnv()
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	travels, _, _ := strings.Cut(readFile(t, "../../THIRD_PARTY_NOTICES.md"), "\n## For building")
	for _, module := range slices.Compact(slices.Sorted(slices.Values(strings.Fields(string(out))))) {
		if module+"/" != ours && !strings.Contains(travels, strings.TrimSuffix(module, "/v2")) {
			t.Errorf("a program links %s, of which no notice travels", module)
		}
	}
}
