package site

import (
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The page that is one file: each script and style is allowed by its hash, a text that ends an
// element does not, and a page that needs another file is refused.
func TestStandalone(t *testing.T) {
	const page = `<html lang="en"><head><meta http-equiv="Content-Security-Policy" content="x"><link ` +
		`rel="stylesheet" ` +
		`href="static/a.css">` +
		`<script src="static/a.js"></script><script src="static/stage/main.js" ` +
		`type="module"></script></head><body><p ` +
		`id="bare">see <a href="standalone.html">it</a></p>` + "\n" + `<noscript><img src="static/p.svg"></noscript></body></html>`
	build := func(page string) (string, error) {
		dist := t.TempDir()
		for name, text := range map[string]string{
			"stage.html": page, "static/a.css": "p { color: red }",
			"static/a.js":          "const html = '<html </script><!--';",
			"static/stage/main.js": "const body = `</body> src=\"static/p.svg\"`;\n", "static/p.svg": "<svg/>",
			workerScript: "work();\n//# sourceMappingURL=worker.js.map\n",
			StageWasm:    "\x1f\x8bstage", WorkerWasm: "\x1f\x8bworker",
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
	got = html.UnescapeString(got)
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
	for _, part := range []string{"default-src 'none'", ">work();\n</script>", "data:image/svg+xml;base64,PHN2Zy8+",
		`\u003c/script>`, `src=\"static/p.svg\"`} {
		if part = strings.ReplaceAll(part, `\"`, `"`); !strings.Contains(got, part) {
			t.Errorf("no %q in\n%s", part, got)
		}
	}
	for _, part := range []string{"unsafe-inline", "<!--", "'unsafe-eval'", "sourceMappingURL", "\x00"} {
		if strings.Contains(got, part) {
			t.Errorf("%q in\n%s", part, got)
		}
	}
	if _, err := build(strings.Replace(page, "<body>", `<body><a href="other.html">`, 1)); err == nil ||
		!strings.Contains(err.Error(), "other.html") {
		t.Errorf("a page that needs another file: %v", err)
	}
}
