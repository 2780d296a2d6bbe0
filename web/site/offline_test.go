package site

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// miniature writes a small site and returns its folder.
func miniature(t *testing.T, files map[string]string) string {
	t.Helper()
	dist := t.TempDir()
	for name, text := range map[string]string{
		"index.html": `<img src="static/posters/first-light.svg">`, "stage.html": "<p>",
		"stage.wasm.gz": string(Gzip([]byte("program"))), "static/presets/a.json": "{}",
		"static/posters/first-light.svg": "<svg/>", "static/posters/first-dark.svg": "<svg></svg>",
		"static/posters/other-light.svg": "<svg/>", "static/schema/a.json": "{}", Standalone: "<p>",
		"static/a.js.map": "{}",
	} {
		if other, ok := files[name]; ok {
			text = other
		}
		if err := put(filepath.Join(dist, filepath.FromSlash(name)), []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	return dist
}

func serviceWorkerOf(t *testing.T, dist string) string {
	t.Helper()
	if err := Offline("..", dist); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(dist, "sw.js"))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// fileList reads a list of files out of a service worker.
func fileList(t *testing.T, worker, name string) map[string]string {
	t.Helper()
	m := regexp.MustCompile(`(?s)const ` + name + ` = (\{.*?\});`).FindStringSubmatch(worker)
	if m == nil {
		t.Fatalf("no list %s in\n%s", name, worker)
	}
	list := map[string]string{}
	if err := json.Unmarshal([]byte(m[1]), &list); err != nil {
		t.Fatal(err)
	}
	return list
}

// Every file of the site is in one of the two lists, but for the service worker itself, the page that is one
// file, and source maps.
func TestServiceWorkerKnowsTheFiles(t *testing.T) {
	dist := miniature(t, nil)
	serviceWorkerOf(t, dist)
	worker := serviceWorkerOf(t, dist) // the second time there is a sw.js to pass over
	core, later := fileList(t, worker, "core"), fileList(t, worker, "later")
	for name, want := range map[string]map[string]string{
		"index.html": core, "stage.html": core, "stage.wasm.gz": core, "static/presets/a.json": core,
		"static/posters/first-light.svg": core, "static/posters/first-dark.svg": core,
		"static/posters/other-light.svg": later, "static/schema/a.json": later,
	} {
		if want[name] == "" {
			t.Errorf("%s is not where it should be: core %v, later %v", name, core, later)
		}
	}
	if n := len(core) + len(later); n != 8 {
		t.Errorf("%d files are listed, want 8", n)
	}
	if got := core["stage.wasm.gz"]; got != longHash(Gzip([]byte("program")))+" "+longHash([]byte("program")) {
		t.Errorf("a packed file has the hashes %q, want packed and unpacked", got)
	}
}

// What Brotli packs is kept like what gzip packs, and gives back what went in; the same bytes
// make the same file.
func TestBrotliKnowsBothHashes(t *testing.T) {
	program := bytes.Repeat([]byte("a program "), 1000)
	packed := Brotli(program)
	if len(packed) >= len(Gzip(program)) || !bytes.Equal(packed, Brotli(program)) {
		t.Errorf("%d bytes, by gzip %d; or twice is not the same", len(packed), len(Gzip(program)))
	}
	if got, err := hashesOf(stageTight, packed); err != nil || got != longHash(packed)+" "+longHash(program) {
		t.Errorf("hashes %q, %v, want packed and unpacked", got, err)
	}
}

// The service worker changes exactly when a file does, so that browsers notice.
func TestServiceWorkerChangesWithTheFiles(t *testing.T) {
	first := serviceWorkerOf(t, miniature(t, nil))
	if again := serviceWorkerOf(t, miniature(t, nil)); again != first {
		t.Error("the same files make another service worker")
	}
	for _, name := range []string{"stage.html", "static/posters/other-light.svg"} {
		changed := serviceWorkerOf(t, miniature(t, map[string]string{name: "<b>"}))
		if changed == first {
			t.Errorf("another %s makes the same service worker", name)
		}
	}
	if strings.Contains(first, "{{") {
		t.Error("something is not filled in")
	}
}

// The address under which a page loads a program carries the hash that the service worker
// compares it with.
func TestVersionsAgree(t *testing.T) {
	data := []byte("program")
	if short, long := shortHash(data), longHash(data); !strings.HasPrefix(long, short) {
		t.Errorf("%s does not begin with %s", long, short)
	}
}
