package site

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// scripted is a small site, with other files than it has of itself, after its scripts were made.
func scripted(t *testing.T, files map[string]string) (dist string, err error) {
	t.Helper()
	dist = t.TempDir()
	all := map[string]string{
		"a.html": `<script src="static/stage/guard.js"></script><script src="static/wasm_exec.js" defer></script>` +
			`<script src="static/a/a.js" type="module"></script>`,
		"b.html": `<body data-later="static/b.js"><script src="static/c.js" defer></script>` +
			`<script src="embed.js"></script>`,
		// what is imported twice, and by a detour from what it imports, is there once
		"static/a/a.js": "import { x as y } from \"../x.js\";\nimport \"./d.js\";\nwindow.a = y();\n",
		"static/a/d.js": "import { x } from \"../x.js\";\nexport const d = 3;\nx();\n",
		"static/b.js":   "import { x } from \"./x.js\";\nx();\n",
		"static/x.js":   "import { d } from \"./a/d.js\";\nexport function x() { return `called ${d}`; }\n",
		"static/c.js":   "\"use strict\";\nconst own = 1;\nwindow.c = own;\n", "embed.js": "as it is\n",
		guardScript: "\"use strict\";\nvar lacks = 1;\n", glueScript: "globalThis . Go = 1;\n",
		workerScript: "import \"../wasm_exec.js\";\nlet go = Go;\n", "static/a.css": "p {\n  color: red;\n}\n",
	}
	for name, text := range files {
		all[name] = text
	}
	for name, text := range all {
		if err := put(filepath.Join(dist, filepath.FromSlash(name)), []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	return dist, scripts(dist)
}

// Each page and the worker load one script, which has once what it imports; what only scripts imported is
// gone. A classic script leaves no name to the others, and the glue and what is not in static stay as they are.
func TestScripts(t *testing.T) {
	dist, err := scripted(t, nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, times := range map[string]map[string]int{
		"static/a/a.js": {"called": 1, "import": 0, "window.a=": 1}, "static/b.js": {"called": 1, "import": 0},
		"static/c.js": {"window.c=1": 1, "own": 0, `"use strict";(()=>`: 1}, workerScript: {"globalThis.Go=1": 1},
		guardScript: {"var lacks=1": 1}, glueScript: {"globalThis . Go": 1}, "embed.js": {"as it is": 1},
		"static/a.css": {"p{color:red}": 1},
	} {
		text := readFile(t, filepath.Join(dist, name))
		for part, want := range times {
			if n := strings.Count(text, part); n != want {
				t.Errorf("%s has %q %d times, want %d:\n%s", name, part, n, want, text)
			}
		}
	}
	for _, gone := range []string{"static/x.js", "static/a/d.js"} {
		if _, err := os.Stat(filepath.Join(dist, gone)); err == nil {
			t.Errorf("%s, which no page loads, is still there", gone)
		}
	}
	if m := readFile(t, filepath.Join(dist, "static/a/a.js.map")); !strings.Contains(m, `"d.js", "../x.js", "a.js"`) {
		t.Errorf("the map leads to other sources: %s", m)
	}
}

// What does not fit stops the build, which says where it stands in the sources.
func TestScriptsRefuse(t *testing.T) {
	for name, c := range map[string]struct{ file, text, want string }{
		"no JavaScript":    {"static/x.js", "export function x() {\n  return )\n}\n", "web/static/x.js:2:10: Unexpected"},
		"no such export":   {"static/b.js", "import { z } from \"./x.js\";\nz();\n", "web/static/b.js:1:10: No matching"},
		"no such file":     {"static/b.js", "\nimport \"./z.js\";\n", "web/static/b.js:2:8: Could not resolve"},
		"no such script":   {"c.html", `<script type="module" src="static/z.js"></script>`, "static/z.js"},
		"what is only odd": {"static/c.js", "if (a === NaN) b();\n", "web/static/c.js:1:7: Comparison"},
		"new in the guard": {guardScript, "const a = 1;\n", "web/static/stage/guard.js:1:1: Transforming const"},
		"no style sheet":   {"static/a.css", "p {\n  colour red;\n}\n", "web/static/a.css:2:9: Expected"},
	} {
		if _, err := scripted(t, map[string]string{c.file: c.text}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: the error is %v, want %q", name, err, c.want)
		}
	}
}

// The element finds itself as a script by its element, as a module and in the package by its own address.
func TestEmbed(t *testing.T) {
	const own, beside = "import.meta.url", `new URL("./figure/embed.js",import.meta.url).href`
	for kind, want := range map[string][3]bool{
		"script": {true, false, false}, "module": {false, true, false}, "package": {false, true, true},
	} {
		name := filepath.Join(t.TempDir(), "out.js")
		if err := embed("..", name, kind); err != nil {
			t.Fatal(err)
		}
		text := readFile(t, name)
		if got := [3]bool{strings.Contains(text, "currentScript"), strings.Contains(text, own),
			strings.Contains(text, beside)}; got != want || strings.Contains(text, "KIND") {
			t.Errorf("%s: by element, own address, address of another: %v, want %v", kind, got, want)
		}
		if m := readFile(t, name+".map"); !strings.Contains(m, `"sources": ["embed.js"]`) {
			t.Errorf("%s: the map says where it was built: %.200s", kind, m)
		}
	}
}
