package site

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func TestBundle(t *testing.T) {
	for name, c := range map[string]struct {
		files map[string]string
		want  []string // parts of the script, in this order
		fails string   // part of the error, where one is wanted
	}{
		"once, in order of imports": {map[string]string{
			"a.js":   "import { b as c } from \"./d/b.js\";\nimport {\n  x,\n} from \"./x.js\";\nc(x);\n",
			"d/b.js": "import \"../x.js\";\nexport async function b() {}\n",
			"x.js":   "export const x = 1;\nexport class Y {}\n",
		}, []string{"// x.js", "const x = 1;", "return { x, Y };", "// d/b.js", "async function b", "// a.js",
			"const { b: c } = $d_b_js;", "} = $x_js;", "c(x)"}, ""},
		"a cycle": {map[string]string{"a.js": "import \"./x.js\";\n", "x.js": "import \"./a.js\";\n"}, nil,
			"detour"},
		"another export": {map[string]string{"a.js": "export default 1;\n"}, nil, "export default"},
		"import later":   {map[string]string{"a.js": "const x = () => import(\"./x.js\");\n"}, nil, "import("},
		"a missing file": {map[string]string{"a.js": "import \"./x.js\";\n"}, nil, "x.js"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			for file, text := range c.files {
				if err := put(filepath.Join(dir, filepath.FromSlash(file)), []byte(text)); err != nil {
					t.Fatal(err)
				}
			}
			got, err := bundle(dir, "a.js")
			if c.fails != "" {
				if err == nil || !strings.Contains(err.Error(), c.fails) {
					t.Fatalf("error %v, want one with %q", err, c.fails)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			rest := got
			for _, part := range c.want {
				_, after, ok := strings.Cut(rest, part)
				if !ok {
					t.Fatalf("no %q in its place in\n%s", part, got)
				}
				rest = after
			}
		})
	}
}

// The page that is one file: each script and style is allowed by its hash, a text that ends an
// element does not, and a page that needs another file is refused.
func TestStandalone(t *testing.T) {
	const page = `<html lang="en"><head><meta http-equiv="Content-Security-Policy" content="x"><link ` +
		`rel="stylesheet" ` +
		`href="static/a.css">` +
		`<script src="static/a.js"></script><script src="static/stage/main.js" ` +
		`type="module"></script></head><body><p ` +
		`id="bare">see <a href="standalone.html">it</a></p>` + "\n" + `<img src="static/p.svg"></body></html>`
	build := func(page string) (string, error) {
		dist := t.TempDir()
		for name, text := range map[string]string{
			"stage.html": page, "static/a.css": "p { color: red }",
			"static/a.js":          "const html = '<html </script><!--';",
			"static/stage/main.js": "const body = `</body> src=\"static/p.svg\"`;\n", "static/p.svg": "<svg/>",
			"static/wasm_exec.js": "glue();\n", workerScript: "importScripts(\"../wasm_exec.js\");\nwork();\n",
			StageWasm: "\x1f\x8bstage", WorkerWasm: "\x1f\x8bworker",
		} {
			if err := put(filepath.Join(dist, filepath.FromSlash(name)), []byte(text)); err != nil {
				t.Fatal(err)
			}
		}
		if err := standalone(dist, []Preset{{Name: "a", Data: []byte(`{"title": "</script>"}`)}}); err != nil {
			return "", err
		}
		data, err := os.ReadFile(filepath.Join(dist, Standalone))
		return string(data), err
	}
	got, err := build(page)
	if err != nil {
		t.Fatal(err)
	}
	inline := regexp.MustCompile(`(?s)<(script|style)( type="module")?>(.*?)</(?:script|style)>`).FindAllStringSubmatch(
		got, -1)
	if len(inline) != 3 {
		t.Fatalf("%d scripts and styles, want 3, in\n%s", len(inline), got)
	}
	for _, m := range inline {
		if !strings.Contains(got, source(m[3])) {
			t.Errorf("the policy does not allow %q", m[3])
		}
	}
	for _, part := range []string{"default-src 'none'", "glue();\nwork();", "data:image/svg+xml;base64,PHN2Zy8+",
		`\u003c/script>`, `src=\"static/p.svg\"`} {
		if part = strings.ReplaceAll(part, `\"`, `"`); !strings.Contains(got, part) {
			t.Errorf("no %q in\n%s", part, got)
		}
	}
	for _, part := range []string{"unsafe-inline", "'unsafe-eval'", "importScripts", "\x00"} {
		if strings.Contains(got, part) {
			t.Errorf("%q in\n%s", part, got)
		}
	}
	if _, err := build(strings.Replace(page, "<body>", `<body><a href="other.html">`, 1)); err == nil ||
		!strings.Contains(err.Error(), "other.html") {
		t.Errorf("a page that needs another file: %v", err)
	}
}

// Each page loads one script; what only scripts inside it needed is gone, and what two pages
// need is in both.
func TestJoinModules(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"a.html": `<script src="a/a.js" type="module"></script>`,
		"b.html": `<script src="c.js"></script><script src="b.js" type="module"></script>`,
		"a/a.js": "import { x } from \"../x.js\";\nx();\n", "b.js": "import { x } from \"./x.js\";\nx(2);\n",
		"x.js": "export function x() {}\n", "c.js": "c();\n",
	} {
		if err := put(filepath.Join(dir, filepath.FromSlash(name)), []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := joinModules(dir); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"a/a.js": "x();", "b.js": "x(2);", "c.js": "c();"} {
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil || !strings.Contains(string(data), want) || strings.Contains(string(data), "import") {
			t.Errorf("%s: %v\n%s", name, err, data)
		}
		if shared := strings.Contains(string(data), "function x"); shared != (name != "c.js") {
			t.Errorf("%s holds x: %t", name, shared)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "x.js")); err == nil {
		t.Error("x.js, which no page loads, is still there")
	}
}
