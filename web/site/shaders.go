package site

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"go/scanner"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Ebitengine compiles its shaders from source when a program starts: it parses them with
// go/parser, types them, and writes GLSL. That compiler is a sixth of the program, and a browser
// spends more than a second of a processor on translating its huge functions while the page
// waits for its first frame. The sources are known when the page is built, so they are compiled
// then, by that same compiler, and the stage carries the results in its place.

const (
	compilerDir = ".cache/shaders" // a copy of the compiler, as a module of its own
	kageMark    = "//kage:unit pixels"
	readyFile   = "internal/shaderir/ready.go"
)

// compilerParts are the packages of Ebitengine that make GLSL of Kage; they import nothing
// outside of Go's library.
var compilerParts = []string{"internal/graphics/", "internal/legacyshader/", "internal/shader/", "internal/shaderir/"}

// unshaded is the file with shaders for colour matrices, which Ebitengine calls deprecated and
// the stage does not use.
const unshaded = "internal/colormshader/defs.go"

//go:embed readymade/main.go
var readymade []byte

// replaced are files of Ebitengine that the compiled shaders take the place of.
var replaced = map[string]string{
	"internal/legacyshader/legacyshader.go": `package legacyshader

import (
	"errors"

	"github.com/hajimehoshi/ebiten/v2/internal/shaderir"
)

type Unit int

const (
	Texels Unit = iota
	Pixels
)

// CompileShader finds the shader that was compiled from this source when the page was built.
func CompileShader(source []byte) (*shaderir.Program, Unit, error) {
	p, ok := shaderir.Ready[shaderir.CalcSourceID(source)]
	if !ok {
		return nil, 0, errors.New("legacyshader: this shader was not compiled when the page was built")
	}
	return p, Pixels, nil
}
`,
}

// dropped are files and folders of Ebitengine that nothing needs any more.
var dropped = []string{
	"internal/graphics/shader.go", "internal/legacyshader/convert.go", "internal/legacyshader/deprecated.go",
	"internal/shader/", "internal/shaderir/check.go", "internal/shaderir/glsl/", "internal/shaderprecomp/",
}

// withoutCompiler takes the compiler out of files; what it makes belongs into readyFile. Its
// error names everything that is not there.
func withoutCompiler(files map[string][]byte) error {
	var misfits []error
	for _, name := range dropped {
		found := false
		for file := range files {
			if file == name || strings.HasSuffix(name, "/") && strings.HasPrefix(file, name) {
				delete(files, file)
				found = true
			}
		}
		if !found {
			misfits = append(misfits, fmt.Errorf("there is no %s to drop", name))
		}
	}
	for name, text := range replaced {
		if _, ok := files[name]; !ok {
			misfits = append(misfits, fmt.Errorf("there is no file %s to replace", name))
		}
		files[name] = marked([]byte(text))
	}
	return errors.Join(misfits...)
}

// compileShaders runs Ebitengine's compiler on this machine, on all sources, and returns the Go
// file that declares the results.
func compileShaders(root string, files map[string][]byte, sources []string) ([]byte, error) {
	dir := filepath.Join(root, compilerDir)
	const tool = "internal/readymade/main.go"
	parts := map[string][]byte{
		"go.mod": []byte("module " + ebitengine + "\n\ngo 1.25\n"),
		tool:     readymade,
	}
	for name, text := range files {
		if slices.ContainsFunc(compilerParts, func(part string) bool { return strings.HasPrefix(name, part) }) {
			parts[name] = text
		}
	}
	if err := putAll(dir, parts); err != nil {
		return nil, err
	}
	list, err := json.Marshal(sources)
	if err != nil {
		return nil, err
	}
	cmd := exec.Command("go", "run", tool)
	cmd.Dir, cmd.Stdin = dir, bytes.NewReader(list)
	cmd.Env = append(os.Environ(), "GOOS=", "GOARCH=", "GOFLAGS=", "GOWORK=off", "CGO_ENABLED=0")
	var out, trouble bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &trouble
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("compiling shaders: %v\n%s", err, bytes.TrimSpace(trouble.Bytes()))
	}
	return out.Bytes(), nil
}

// kage finds every shader in Go files, by their path: a string that begins as one. They come
// sorted and without doubles.
func kage(files map[string][]byte) (sources []string) {
	for name, text := range files {
		if filepath.Ext(name) != ".go" || filepath.ToSlash(name) == unshaded ||
			!bytes.Contains(text, []byte(kageMark)) {
			continue
		}
		var s scanner.Scanner
		set := token.NewFileSet()
		s.Init(set.AddFile(name, -1, len(text)), text, nil, 0)
		for {
			_, kind, literal := s.Scan()
			if kind == token.EOF {
				break
			}
			if kind != token.STRING {
				continue
			}
			if value, err := strconv.Unquote(literal); err == nil && strings.HasPrefix(value, kageMark) {
				sources = append(sources, value)
			}
		}
	}
	slices.Sort(sources)
	return slices.Compact(sources)
}
