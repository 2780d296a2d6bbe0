package site

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Ebitengine v2.10 links text/template, go/build, go/printer, encoding/gob, archive/zip and
// log/slog into every program. A page runs none of them, and text/template alone, because it
// calls methods by name, keeps every exported method of every type from being dropped. So
// the stage is compiled against a copy of Ebitengine from which cuts have been taken; each
// says why nothing is missed. That takes a quarter off what a visitor loads and compiles.
//
// A cut that no longer fits stops the build: look at it again with a new Ebitengine.

const (
	ebitengine = "github.com/hajimehoshi/ebiten/v2"
	trimmedDir = ".cache/ebitengine" // below the project, so that the bytes do not depend on where it lies
	trimmedMod = ".cache/trimmed.mod"
)

// cut replaces, in one file of Ebitengine, the text that begins with from and ends with to
// (empty: the end of the file), both included, by with.
type cut struct{ file, from, to, with string }

// cuts are what the stage does without.
var cuts = []cut{
	// The place of Ebitengine's sources, for messages about callers: in a browser there are none,
	// go/build never finds them, and FirstCaller always says so.
	{"internal/debug/caller.go", "import (", ")\n", ""},
	{"internal/debug/caller.go", "var (\n\tebitengineFileDir ", ")\n", ""},
	{"internal/debug/caller.go", "\tebitengineFileDirOnce.Do(", "", "\treturn \"\", 0, CallerTypeNone\n}\n"},

	// A program that runs as the guest of another, over a pipe and gob: no browser does.
	{"internal/vmguest/vmguest.go", "\t\"sync\"", "\n", ""},
	{"internal/vmguest/vmguest.go", "\t\"" + ebitengine + "/internal/vmprotocol\"", "\n", ""},
	{"internal/vmguest/vmguest.go", "var (\n\tpostTickHooksMu", "", ""},

	// Pictures of the texture atlas for Ebitengine's authors, as a zip file.
	{"internal/graphicscommand/image_js.go", "\t\"archive/zip\"", "\n", ""},
	{"internal/graphicscommand/image_js.go", "\tbuf := &bytes.Buffer{}\n\tzw :=", "", "\treturn \"\", nil\n}\n"},

	// Shaders that count in texels are rewritten and printed; ours count in pixels, and so do Ebitengine's.
	{"internal/legacyshader/convert.go", "\t\"go/printer\"", "\n", ""},
	{"internal/legacyshader/convert.go", "\tif err := printer.Fprint(", "\n\t}\n", "\treturn nil, fmt.Errorf(\"legacyshader: shaders in texels were cut away, %p\", fset)\n"},
	{"internal/legacyshader/convert.go", "\tbuf.WriteString(texelHelpersSuffix)", "buf.Bytes(), nil\n", ""},

	// Log lines of a level that is off unless a program turns it on.
	{"internal/thread/thread.go", "\t\"fmt\"\n\t\"log/slog\"", "\n", ""},
	{"internal/thread/thread.go", "\t\"" + ebitengine + "/internal/debug\"", "\n", ""},
	{"internal/thread/thread.go", "func logDiscardedCall() {", "", "func logDiscardedCall() {}\n"},
	{"internal/atlas/gpuresources.go", "\t\"log/slog\"", "\n", ""},
	{"internal/atlas/gpuresources.go", ")\n", "\n", ")\n" + plainLog},

	// Nine sources of shaders made from a template: defs.go beside it lists them ready made.
	{"internal/builtinshader/shader.go", "import (", ")\n", ""},
	{"internal/builtinshader/shader.go", "var (\n\tshaders ", ")\n", ""},
	{"internal/builtinshader/shader.go", "var tmpl = ", "`))\n", ""},
	{"internal/builtinshader/shader.go", "\tshadersM.Lock()", "\treturn b\n", readyMade},
	{"internal/colormshader/shader.go", "import (", ")\n", ""},
	{"internal/colormshader/shader.go", "var (\n\tshaders ", ")\n", ""},
	{"internal/colormshader/shader.go", "var tmpl = ", "`))\n", ""},
	{"internal/colormshader/shader.go", "\tshadersM.Lock()", "\treturn b\n", readyMade},
}

// plainLog stands in for log/slog where errors are logged.
const plainLog = `
type plainLog struct{}

func (plainLog) Debug(string, ...any)        {}
func (plainLog) Error(what string, _ ...any) { println(what) }

var slog plainLog

`

const readyMade = "\treturn []byte(sources[int(filter)*AddressCount+int(address)])\n"

// listed are the files that declare one shader source after another as a constant without a
// name, filter by filter and in each address by address; they become lists.
var listed = []string{"internal/builtinshader/defs.go", "internal/colormshader/defs.go"}

// shadersInAll is how many sources such a file lists: three filters, three addresses.
const shadersInAll = 9

// CompileTrimmed is Compile with an Ebitengine that carries only what a page runs.
func CompileTrimmed(root, pkg string) ([]byte, error) {
	if err := trimmed(root, pkg); err != nil {
		return nil, fmt.Errorf("trimming Ebitengine: %w", err)
	}
	return Compile(root, pkg, "-modfile="+trimmedMod)
}

// trimmed writes the copy of Ebitengine, as far as pkg needs it, and a go.mod that puts it in
// the place of the original.
func trimmed(root, pkg string) error {
	files, err := sources(root, pkg)
	if err != nil {
		return err
	}
	if err := trim(files); err != nil {
		return err
	}
	for name, text := range files {
		if err := putChanged(filepath.Join(root, trimmedDir, filepath.FromSlash(name)), text); err != nil {
			return err
		}
	}
	mod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		return err
	}
	sum, err := os.ReadFile(filepath.Join(root, "go.sum"))
	if err != nil {
		return err
	}
	mod = fmt.Appendf(mod, "\nreplace %s => ./%s\n", ebitengine, trimmedDir)
	if err := putChanged(filepath.Join(root, trimmedMod), mod); err != nil {
		return err
	}
	return putChanged(filepath.Join(root, strings.TrimSuffix(trimmedMod, ".mod")+".sum"), sum)
}

// sources reads go.mod and every file of Ebitengine that goes into pkg, by its path there.
func sources(root, pkg string) (map[string][]byte, error) {
	cmd := exec.Command("go", "list", "-deps", "-json=ImportPath,Dir,GoFiles,EmbedFiles,SFiles,Module", pkg)
	cmd.Dir, cmd.Env = root, browserEnv()
	out, err := cmd.Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			return nil, fmt.Errorf("go list %s: %v\n%s", pkg, err, bytes.TrimSpace(exit.Stderr))
		}
		return nil, fmt.Errorf("go list %s: %w", pkg, err)
	}
	files := map[string][]byte{}
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p struct {
			ImportPath, Dir             string
			GoFiles, EmbedFiles, SFiles []string
			Module                      *struct{ Dir string }
		}
		if err := dec.Decode(&p); err == io.EOF {
			break
		} else if err != nil {
			return nil, err
		}
		below, ours := strings.CutPrefix(p.ImportPath+"/", ebitengine+"/")
		if !ours {
			continue
		}
		if files["go.mod"], err = os.ReadFile(filepath.Join(p.Module.Dir, "go.mod")); err != nil {
			return nil, err
		}
		for _, list := range [][]string{p.GoFiles, p.EmbedFiles, p.SFiles} {
			for _, f := range list {
				if files[below+f], err = os.ReadFile(filepath.Join(p.Dir, f)); err != nil {
					return nil, err
				}
			}
		}
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("%s does not use %s", pkg, ebitengine)
	}
	return files, nil
}

// trim takes the cuts from files, and says in each that it was changed, as its licence asks.
func trim(files map[string][]byte) error {
	for _, c := range cuts {
		text, ok := files[c.file]
		if !ok {
			return fmt.Errorf("there is no file %s to cut", c.file)
		}
		before, rest, found := strings.Cut(string(text), c.from)
		if !found {
			return fmt.Errorf("%s: %q is not there", c.file, c.from)
		}
		after := ""
		if c.to != "" {
			if _, after, found = strings.Cut(rest, c.to); !found {
				return fmt.Errorf("%s: after %q there is no %q", c.file, c.from, c.to)
			}
		}
		files[c.file] = []byte(before + c.with + after)
	}
	for _, name := range listed {
		if err := list(files, name); err != nil {
			return err
		}
	}
	for _, c := range cuts {
		files[c.file] = marked(files[c.file])
	}
	return nil
}

// list turns the constants of a file into one list.
func list(files map[string][]byte, name string) error {
	const each = "\n//ebitengine:shadersource\nconst _ = "
	parts := strings.Split(string(files[name]), each)
	if len(parts) != 1+shadersInAll {
		return fmt.Errorf("%s lists %d shaders, want %d", name, len(parts)-1, shadersInAll)
	}
	text := parts[0] + "\nvar sources = [...]string{\n"
	for _, source := range parts[1:] {
		text += "\t" + strings.TrimSpace(source) + ",\n"
	}
	files[name] = marked([]byte(text + "}\n"))
	return nil
}

const mark = "// Changed for the page of emergent: see web/site/trim.go there.\n\n"

func marked(text []byte) []byte {
	if bytes.HasPrefix(text, []byte(mark)) {
		return text
	}
	return append([]byte(mark), text...)
}

// putChanged writes a file unless it has that content already, so that two builds at once do
// not disturb each other.
func putChanged(name string, data []byte) error {
	if old, err := os.ReadFile(name); err == nil && bytes.Equal(old, data) {
		return nil
	}
	return put(name, data)
}
