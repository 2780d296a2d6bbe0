//go:build e2e

package e2e

import (
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/web/site"
)

// maxRatio is how much larger a first visit may be than an empty Ebitengine app, until the figure is there.
// What is asked beside the text comes after that (see afterwards): 12 KB, four thousandths.
const maxRatio = 1.00

// Every file that a first visit to the article fetches, gzipped, stays within maxRatio of
// an empty Ebitengine app, as Ebitengine makes it, with the glue it needs.
func TestSize(t *testing.T) {
	b := blank(t, wide)
	b.navigate("index.html")
	b.eval("document.querySelector('emergent-alignment').ready")
	visited := value[[]string](b, `(frame => [location.pathname, frame.location.pathname,
		...[performance, frame.performance].flatMap(p => p.getEntriesByType('resource').map(e => new URL(e.name).pathname))])(
		document.querySelector('emergent-alignment iframe').contentWindow)`)
	seen, total := map[string]bool{}, 0
	for _, name := range visited {
		if name == "/" {
			name = "/index.html"
		}
		if seen[name] || name == "" || afterwards(name) {
			continue
		}
		seen[name] = true
		total += packedSize(t, filepath.Join(dist, filepath.FromSlash(name)))
	}
	for _, name := range []string{"/index.html", "/stage.html", "/embed.js", "/" + site.StageWasm,
		"/static/wasm_exec.js", "/static/theme.css"} {
		if !seen[name] {
			t.Errorf("the visit did not fetch %s; it fetched %v", name, visited)
		}
	}
	empty, err := site.Compile(filepath.Join("..", ".."), "./web/e2e/empty")
	if err != nil {
		t.Fatal(err)
	}
	base := len(site.Gzip(empty)) + packedSize(t, filepath.Join(dist, "static", "wasm_exec.js"))
	ratio := float64(total) / float64(base)
	t.Logf("first visit: %d files, %d bytes; empty Ebitengine app: %d bytes; ratio %.3f", len(seen), total, base, ratio)
	if least, err := site.CompileTrimmed(filepath.Join("..", ".."), "./web/e2e/empty"); err != nil {
		t.Error(err)
	} else {
		t.Logf("the same empty app with our cuts in Ebitengine: %d bytes",
			base-len(site.Gzip(empty))+len(site.Gzip(least)))
	}
	if ratio > maxRatio {
		t.Errorf("a first visit is %.3f times an empty Ebitengine app, want at most %.2f", ratio, maxRatio)
	}
}

// packedSize is what a file takes on the way: gzipped, unless it is already.
func packedSize(t *testing.T, name string) int {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if filepath.Ext(name) == ".gz" {
		return len(data)
	}
	return min(len(data), len(site.Gzip(data)))
}

// afterwards reports whether a file comes once the figure is there, or when the reader is near its part (the
// data-later and data-further of index.html): by then it may have been asked for or not.
func afterwards(name string) bool {
	base := path.Base(name)
	return strings.HasPrefix(base, "devices.") || strings.HasPrefix(base, "plays.")
}
