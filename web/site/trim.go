package site

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// Ebitengine v2.10 links text/template, go/build, go/printer, encoding/gob, archive/zip and
// log/slog into every program. A page runs none of them, and text/template alone, because it
// calls methods by name, keeps every exported method of every type from being dropped. So
// the stage is compiled against a copy of Ebitengine from which cuts have been taken; each
// says why nothing is missed. With the compiler of shaders (shaders.go) that takes three fifths
// off what an empty app weighs.
//
// A cut that no longer fits stops the build, which names all that do not: look at them again
// with a new Ebitengine. Until then site build -trim=off builds against it as it comes.

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

	// Screenshots into a file, at a key that the environment names: a browser has neither.
	{"imagedumper.go", "import (", ")\n", ""},
	{"imagedumper.go", "func datetimeForFilename()", "", noDumper},
	{"keys.go", "\t\"strings\"", "\n", ""},
	{"keys.go", "func keyNameToKeyCode(", "\n}\n", ""},
	{"keys.go", "\tkey, ok := keyNameToKeyCode(",
		"\treturn nil\n", "\treturn fmt.Errorf(\"ebiten: unexpected key name: %s\", string(text))\n"},

	// The names that browsers give to keys: the page hears keys itself (wasm/pointer.go), and Ebitengine
	// takes one that it has no name of for none.
	{"internal/ui/keys_js.go", "var uiKeyToJSCode = map[Key]js.Value{",
		"\n}\n", "var uiKeyToJSCode map[Key]js.Value\n"},
	{"internal/ui/input_js.go", "var uiKeyToJSKey = map[Key]js.Value{", "\n}\n", "var uiKeyToJSKey map[Key]js.Value\n"},

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

	// What only the compiler of shaders asked of a compiled one, and its writing of GLSL while the
	// page waits: see shaders.go.
	{"internal/shaderir/program.go", "\t\"go/constant\"", "\"go/token\"\n", ""},
	{"internal/shaderir/program.go", "\t\"slices\"", "\n", ""},
	{"internal/shaderir/program.go", "\tAttributes ", "FragmentSource []byte\n", "\tVertex, Fragment string // GLSL\n"},
	{"internal/shaderir/program.go", "type Func struct {", "\n\tfor i, factor ", filterUniforms + "\tfor i, factor "},
	{"internal/shaderir/type.go", "func descendantLocalVars(", "", ""},
	{"internal/graphicsdriver/opengl/context.go", "\t\"" + ebitengine + "/internal/shaderir/glsl\"", "\n", ""},
	{"internal/graphicsdriver/opengl/context.go", "func (c *context) glslVersion()", "\n}\n", ""},
	{"internal/graphicsdriver/opengl/shader.go", "\t\"" + ebitengine + "/internal/shaderir/glsl\"",
		"/internal/shaderprecomp\"\n", ""},
	{"internal/graphicsdriver/opengl/shader.go", "\tversion := ", "glsl.Compile(s.ir, version)\n\t}\n",
		"\tvssrc, fssrc := s.ir.Vertex, s.ir.Fragment\n"},
}

// patches change what Ebitengine does; everything else only leaves out what a page never runs.
// Without them (site build -trim=off) the page works as well, and starts and draws slower.
var patches = []cut{
	// The canvas, where the page has made one ahead, with its context and at its size
	// (web/static/stage/ahead.js).
	{"internal/ui/ui_js.go", "\tcanvas = document.Call(\"createElement\", \"canvas\")", "canvas.Set(\"height\", 16)\n",
		canvasAhead},

	// The size of the page, asked for in every frame: that lays out the page once more than is
	// needed. It changes with the window's.
	{"internal/ui/ui_js.go", "func (u *UserInterface) outsideSize()", "\tbh := body.Get(\"clientHeight\").Float()\n",
		sizeKept},
	{"internal/ui/ui_js.go", "func (u *UserInterface) updateScreenSize() {",
		"\t\tbh := int(body.Get(\"clientHeight\").Float() * f)\n", sizeTaken},

	// How many pixels of the device a CSS pixel has, asked for once and kept: a page is zoomed, and
	// goes to another screen. The page says how many may be drawn (ahead.js).
	{"internal/ui/ui_js.go", "\tif m.deviceScaleFactor != 0 {", "\treturn m.deviceScaleFactor\n}\n", pixelsAsked},

	// Gamepads, asked for in every frame; the browser watches for them from then on.
	{"internal/ui/ui_js.go", "\t\"" + ebitengine + "/internal/gamepad\"", "\n", ""},
	{"internal/ui/ui_js.go", "\tif err := gamepad.Update(", "\n\t}\n", ""},
}

// noDumper takes no pictures.
const noDumper = `type imageDumper struct{}

func (i *imageDumper) update() error { return nil }

func (i *imageDumper) dump(*Image, bool) error { return nil }
`

// plainLog stands in for log/slog where errors are logged.
const plainLog = `
type plainLog struct{}

func (plainLog) Debug(string, ...any)        {}
func (plainLog) Error(what string, _ ...any) { println(what) }

var slog plainLog

`

// filterUniforms is the head of a method of which the rest stays.
const filterUniforms = `// FilterUniformVariables replaces uniform variables with 0 when they are not used.
func (p *Program) FilterUniformVariables(uniforms []uint32) {
`

const canvasAhead = `	if canvas = js.Global().Get("stageCanvas"); !canvas.Truthy() {
		canvas = document.Call("createElement", "canvas")
		canvas.Set("width", 16)
		canvas.Set("height", 16)
	}
`

const sizeKept = `var bodyWidth, bodyHeight float64

func (u *UserInterface) outsideSize() (float64, float64) {
	if document.Truthy() {
		bw, bh := bodyWidth, bodyHeight
`

const sizeTaken = `func (u *UserInterface) updateScreenSize() {
	if document.Truthy() {
		body := document.Get("body")
		bodyWidth, bodyHeight = body.Get("clientWidth").Float(), body.Get("clientHeight").Float()
		f := theMonitor.DeviceScaleFactor()
		bw, bh := int(bodyWidth*f), int(bodyHeight*f)
`

const pixelsAsked = `	if window.Get("stagePixels").Truthy() {
		return window.Call("stagePixels").Float()
	}
	if ratio := window.Get("devicePixelRatio").Float(); ratio > 0 {
		return ratio
	}
	return 1
}
`

const readyMade = "\treturn []byte(sources[int(filter)*AddressCount+int(address)])\n"

// listed are the files that declare one shader source after another as a constant without a
// name, filter by filter and in each address by address; they become lists.
var listed = []string{"internal/builtinshader/defs.go", "internal/colormshader/defs.go"}

// shadersInAll is how many sources such a file lists: three filters, three addresses.
const shadersInAll = 9

// CompileTrimmed is CompileSlim with an Ebitengine that carries only what a page runs.
func CompileTrimmed(root, pkg string) ([]byte, error) {
	if err := trimmed(root, pkg); err != nil {
		return nil, fmt.Errorf("trimming Ebitengine: %w", err)
	}
	return CompileSlim(root, pkg, append(smallFlags(), "-tags="+elsewhere, "-modfile="+trimmedMod)...)
}

// trimmed writes the copy of Ebitengine, as far as pkg needs it, and a go.mod that puts it in
// the place of the original.
func trimmed(root, pkg string) error {
	packages, err := packagesOf(root, pkg)
	if err != nil {
		return err
	}
	files, ours, err := sources(packages)
	if err != nil {
		return err
	}
	original := maps.Clone(files)
	if err := trim(files); err != nil {
		return err
	}
	if files[readyFile], err = compileShaders(root, original, append(kage(files), ours...)); err != nil {
		return err
	}
	if err := putAll(filepath.Join(root, trimmedDir), files); err != nil {
		return err
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

// goPackage is what go list says of a package.
type goPackage struct {
	ImportPath, Dir             string
	GoFiles, EmbedFiles, SFiles []string
	Module                      *struct {
		Dir  string
		Main bool
	}
}

// packagesOf lists what goes into pkg, pkg itself included.
func packagesOf(root, pkg string) (list []goPackage, err error) {
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
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p goPackage
		if err := dec.Decode(&p); err == io.EOF {
			return list, nil
		} else if err != nil {
			return nil, err
		}
		list = append(list, p)
	}
}

// sources reads every file of Ebitengine that goes into the packages, and its go.mod, by its
// path there; ownKage is every shader in the project's own.
func sources(packages []goPackage) (files map[string][]byte, ownKage []string, err error) {
	files = map[string][]byte{}
	own := map[string][]byte{}
	for _, p := range packages {
		below, theirs := strings.CutPrefix(p.ImportPath+"/", ebitengine+"/")
		to := files
		switch {
		case theirs:
			if files["go.mod"], err = os.ReadFile(filepath.Join(p.Module.Dir, "go.mod")); err != nil {
				return nil, nil, err
			}
		case p.Module != nil && p.Module.Main:
			to = own
		default:
			continue
		}
		for _, f := range slices.Concat(p.GoFiles, p.EmbedFiles, p.SFiles) {
			if to[below+f], err = os.ReadFile(filepath.Join(p.Dir, f)); err != nil {
				return nil, nil, err
			}
		}
	}
	if len(files) == 0 {
		return nil, nil, fmt.Errorf("nothing here uses %s", ebitengine)
	}
	return files, kage(own), nil
}

// trim takes cuts and patches from files, and says in each that it was changed, as its licence
// asks. Its error names everything that does not fit, a line each.
func trim(files map[string][]byte) error {
	var misfits []error
	for _, c := range slices.Concat(cuts, patches) {
		misfits = append(misfits, c.take(files))
	}
	for _, name := range listed {
		misfits = append(misfits, list(files, name))
	}
	misfits = append(misfits, withoutCompiler(files))
	return errors.Join(misfits...)
}

// take makes one cut.
func (c cut) take(files map[string][]byte) error {
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
	files[c.file] = marked([]byte(before + c.with + after))
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

// putAll makes dir hold these files and no other Go file: what is there already stays untouched,
// so that two builds at once do not disturb each other.
func putAll(dir string, files map[string][]byte) error {
	for name, text := range files {
		if err := putChanged(filepath.Join(dir, filepath.FromSlash(name)), text); err != nil {
			return err
		}
	}
	return filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".go" {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		if _, wanted := files[filepath.ToSlash(rel)]; wanted {
			return nil
		}
		return os.Remove(name) // of an earlier build
	})
}

// putChanged writes a file unless it has that content already, so that two builds at once do
// not disturb each other.
func putChanged(name string, data []byte) error {
	if old, err := os.ReadFile(name); err == nil && bytes.Equal(old, data) {
		return nil
	}
	return put(name, data)
}
