package site

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"html/template"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/emergent-alignment/emergent/scenes"
	"github.com/emergent-alignment/emergent/scenes/theme"
)

// StageWasm and WorkerWasm are the names under which the compiled programs travel.
const (
	StageWasm  = "stage.wasm.gz"
	WorkerWasm = "worker.wasm.gz" // loaded when a scenario first needs it
	stageTight = "stage.wasm.br"  // the stage for browsers that unpack Brotli
)

// pageData is what the templates of index.html and stage.html may ask for.
type pageData struct {
	Wasm     string // address of the stage with a version that changes with its bytes
	Worker   string // and of the worker
	Packed   int    // bytes of it as shipped, for the percent bar
	Brotli   string // address of the stage packed by Brotli; empty: it was not made
	Tight    int    // bytes of that
	Unpacked int    // and unpacked, where a host unpacks on the way
	Presets  []Preset
	Figures  []scenes.Figure
	Puzzles  []Challenge
	Parts    []Part        // of the article
	Posters  string        // sizes in which there are pictures of the article's figure: "686x728 390x472"
	Hero     template.HTML // the triangle that lives before the program does
	Base     string        // address of the published page with a slash at its end; empty: not known
	Paper    struct{ Light, Dark string }
}

// Options say how to build.
type Options struct {
	// Base is the address at which the page will be published, for those who show a preview of
	// a link and honour no relative address; without it they are told none.
	Base string
	// Untrimmed builds against Ebitengine as it comes, larger and slower: for a new version
	// that the cuts do not fit yet.
	Untrimmed bool
	// Brotli packs the stage by Brotli too, for browsers that unpack it: a fourth less to load,
	// and a minute more to build.
	Brotli bool
}

// compile gives the stage and the worker's program.
func (o Options) compile(root string) (stage, worker []byte, err error) {
	if o.Untrimmed {
		if stage, err = Compile(root, "./wasm", "-tags="+elsewhere); err == nil {
			worker, err = Compile(root, "./wasm/worker")
		}
		return stage, worker, err
	}
	if stage, err = CompileTrimmed(root, "./wasm"); err == nil {
		worker, err = CompileSlim(root, "./wasm/worker")
	}
	return stage, worker, err
}

// pageOf is what the templates may ask for, of the stage as compiled and the programs as packed.
func pageOf(wasm []byte, programs map[string][]byte, presets []Preset, base string) pageData {
	data := pageData{
		Wasm:     versioned(StageWasm, programs),
		Worker:   versioned(WorkerWasm, programs),
		Packed:   len(programs[StageWasm]),
		Brotli:   versioned(stageTight, programs),
		Tight:    len(programs[stageTight]),
		Unpacked: len(wasm),
		Presets:  presets,
		Figures:  scenes.Figures(),
		Posters:  posterSizes(),
		Base:     base,
	}
	data.Paper.Light, data.Paper.Dark = cssColor(theme.Named("light").Paper), cssColor(theme.Named("dark").Paper)
	return data
}

// Build writes dist: the pages of web/, everything under web/static, the colours of
// scenes/theme as CSS, a poster per preset, Go's glue, the packed programs, the stage as one
// file and, last, the service worker that knows them all. An existing dist is replaced only after everything
// has been made.
func Build(root, dist string, o Options) error {
	base, err := checkBase(o.Base)
	if err != nil {
		return err
	}
	wasm, worker, err := o.compile(root)
	if err != nil {
		return err
	}
	glue, err := wasmExec()
	if err != nil {
		return err
	}
	next := dist + ".next"
	if err := os.RemoveAll(next); err != nil {
		return err
	}
	programs := map[string][]byte{StageWasm: Gzip(wasm), WorkerWasm: Gzip(worker)}
	if o.Brotli {
		programs[stageTight] = Brotli(wasm)
	}
	web := filepath.Join(root, "web")
	presets, err := ReadPresets(filepath.Join(web, "static", "presets"))
	if err != nil {
		return err
	}
	data := pageOf(wasm, programs, presets, base)
	for _, step := range []func() error{
		func() error { return copyTree(filepath.Join(web, "static"), filepath.Join(next, "static")) },
		func() error { return nameSchemas(filepath.Join(next, "static", "schema"), base) },
		func() error { return putPrograms(next, programs) },
		func() error { return put(filepath.Join(next, glueScript), glue) },
		func() error { return put(filepath.Join(next, "static", "theme.css"), ThemeCSS()) },
		func() error { return posters(filepath.Join(next, "static", "posters"), presets) },
		func() error { return pages(web, next, data) },
		func() error { return scripts(next) },
		func() error { return notices(root, filepath.Join(next, "notices.txt")) },
		func() error { return standalone(next, presets) },
		func() error { return Offline(web, next) },
		func() error { return npmPackage(web, next) },
		func() error { return pythonPackage(web, next) },
		func() error { return oEmbed(next, base) },
		func() error { return os.RemoveAll(dist) },
		func() error { return os.Rename(next, dist) },
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// checkBase returns the address of the published page with a slash at its end.
func checkBase(base string) (string, error) {
	if base == "" {
		return "", nil
	}
	u, err := url.Parse(base)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
		return "", fmt.Errorf("base address: %q is not the address of a page, such as https://example.org/emergent/",
			base)
	}
	return strings.TrimSuffix(base, "/") + "/", nil
}

// nameSchemas gives each schema the address at which it is published beside the page, which
// without a base is relative to wherever it was read.
func nameSchemas(dir, base string) error {
	files, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil {
		return err
	}
	if base != "" {
		base += "static/schema/"
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		rest, found := strings.CutPrefix(string(text), "{\n")
		if !found {
			return fmt.Errorf("%s: is not one object, written over lines", name)
		}
		if err := put(name, fmt.Appendf(nil, "{\n  \"$id\": %q,\n%s", base+filepath.Base(name), rest)); err != nil {
			return err
		}
	}
	return nil
}

// oEmbed writes what a site asks for that is given a link to the page and wants to show it: one
// answer for every link, since a static host computes none. Without a base there is none.
func oEmbed(dist, base string) error {
	if base == "" {
		return nil
	}
	const width, height = 720, 480
	frame := fmt.Sprintf(`<iframe src="%sstage.html?embed=1" width="%d" height="%d" style="border:0" `+
		`title="Interactive figure: emergent alignment via competition" allow="clipboard-write"></iframe>`,
		html.EscapeString(base), width, height)
	answer, err := json.MarshalIndent(map[string]any{
		"version": "1.0", "type": "rich", "title": "Emergent alignment via competition",
		"provider_name": "Emergent alignment",
		"provider_url":  base, "html": frame, "width": width, "height": height,
	}, "", "  ")
	if err != nil {
		return err
	}
	return put(filepath.Join(dist, "oembed.json"), append(answer, '\n'))
}

func shortHash(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:5])
}

// versioned is the address of a program with a version that changes with its bytes, "" where it
// was not made.
func versioned(name string, programs map[string][]byte) string {
	data, ok := programs[name]
	if !ok {
		return ""
	}
	return name + "?v=" + shortHash(data)
}

// putPrograms writes the packed programs.
func putPrograms(dir string, programs map[string][]byte) error {
	for name, data := range programs {
		if err := put(filepath.Join(dir, name), data); err != nil {
			return err
		}
	}
	return nil
}

// put writes a file and the folders above it.
func put(name string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, data, 0o644)
}

// copyTree copies the plain files under from, leaving out hidden ones.
func copyTree(from, to string) error {
	return filepath.WalkDir(from, func(name string, d fs.DirEntry, err error) error {
		if err != nil || strings.HasPrefix(d.Name(), ".") || d.IsDir() {
			return err
		}
		if !d.Type().IsRegular() {
			return fmt.Errorf("%s is not a plain file", name)
		}
		rel, err := filepath.Rel(from, name)
		if err != nil {
			return err
		}
		return copyFile(name, filepath.Join(to, rel))
	})
}

func copyFile(from, to string) error {
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return put(to, data)
}

// notices writes what the licences of the parts ask to travel with the page.
func notices(root, to string) error {
	var all []byte
	for _, name := range []string{"THIRD_PARTY_NOTICES.md", "LICENSE"} {
		data, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			return err
		}
		all = append(append(all, data...), '\n')
	}
	return put(to, all)
}
