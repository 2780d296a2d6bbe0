package main

import (
	_ "embed"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/emergent-alignment/emergent/web/site"
)

//go:embed bench.js
var script []byte

//go:embed empty.js
var emptyScript []byte

// highsVersion is the npm package that the project is measured against.
const highsVersion = "1.15.3"

// fetchHighs installs the npm package into the cache and returns the folder of its build.
func fetchHighs(cache string) (string, error) {
	build := filepath.Join(cache, "node_modules", "highs", "build")
	if _, err := os.Stat(filepath.Join(build, "highs.wasm")); err == nil {
		return build, nil
	}
	if err := os.MkdirAll(cache, 0o755); err != nil {
		return "", err
	}
	cmd := exec.Command("npm", "install", "--no-audit", "--no-fund", "--prefix", cache, "highs@"+highsVersion)
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("npm install highs@%s: %v\n%s", highsVersion, err, out)
	}
	return build, nil
}

// serve offers the built page, and beside it the pages of measurements. empty are the packed
// empty Ebitengine apps, as Ebitengine comes ("stock") and with our cuts ("trimmed").
func serve(dist, highs string) (host *httptest.Server, empty map[string][]byte, err error) {
	page, err := site.Compile("tools/bench", "./page")
	if err != nil {
		return nil, nil, err
	}
	empty = map[string][]byte{}
	for name, compile := range map[string]func(root, pkg string) ([]byte, error){
		"stock":   func(root, pkg string) ([]byte, error) { return site.Compile(root, pkg) },
		"trimmed": site.CompileTrimmed,
	} {
		wasm, err := compile(".", "./web/e2e/empty")
		if err != nil {
			return nil, nil, err
		}
		empty[name] = site.Gzip(wasm)
	}
	mux := http.NewServeMux()
	mux.Handle("/", site.Handler(dist))
	for name, text := range pages() {
		mux.HandleFunc("/bench/"+name, func(w http.ResponseWriter, _ *http.Request) {
			io.WriteString(w, `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">`+text)
		})
	}
	file := func(name, kind string, data []byte) {
		mux.HandleFunc("/bench/"+name, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", kind)
			w.Write(data)
		})
	}
	file("bench.js", "text/javascript", script)
	file("page.wasm", "application/wasm", page)
	file("empty/empty.js", "text/javascript", emptyScript)
	for name, packed := range empty {
		file("empty/"+name+".wasm.gz", "application/gzip", packed)
	}
	for _, name := range []string{"highs.js", "highs.wasm"} {
		mux.Handle("/bench/"+name, http.StripPrefix("/bench/", site.Handler(highs)))
	}
	return httptest.NewServer(mux), empty, nil
}

// pages are those of measurements: the solvers, one empty app, and eight of a kind.
func pages() map[string]string {
	const room = `style="display:block;width:720px;height:480px;margin:60px auto;border:0"`
	figures := []string{"judge", "rivals", "echo", "specialists", "pharma", "shared-bias", "clinic", "crowd"}
	var ours, theirs strings.Builder
	for i, preset := range figures {
		scene := []string{"hull", "equilibrium"}[i%2]
		fmt.Fprintf(&ours, `<emergent-alignment %s scene="%s" preset="%s" height="480"></emergent-alignment>`,
			room, scene, preset)
		fmt.Fprintf(&theirs, `<iframe %s src="/bench/empty/?stock"></iframe>`, room)
	}
	return map[string]string{
		"{$}": `<script src="/static/wasm_exec.js"></script><script src="highs.js"></script><script ` +
			`src="bench.js"></script>`,
		"empty/{$}":      `<script src="/static/wasm_exec.js"></script><script src="empty.js"></script>`,
		"blank/{$}":      `<p>Nothing.</p>`,
		"eight/{$}":      `<script src="/embed.js"></script>` + ours.String(),
		"eightempty/{$}": theirs.String(),
	}
}
