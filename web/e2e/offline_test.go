//go:build e2e

package e2e

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/emergent-alignment/emergent/web/site"

	"github.com/chromedp/chromedp"
)

// mount is where these tests put the site: a folder below other things of the same host.
const mount = "/papers/emergent/"

// staticHost is a host with a site in one of its folders. As many static hosts do, it lets
// browsers keep everything for ten minutes, so that old files can meet new ones.
type staticHost struct {
	*httptest.Server
	mu   sync.Mutex
	dist string
	sent map[string]int // whole files, by path
}

func newStaticHost(t *testing.T, dist string) *staticHost {
	t.Helper()
	h := &staticHost{dist: dist, sent: map[string]int{}}
	h.Server = httptest.NewServer(h)
	t.Cleanup(h.Close)
	return h
}

func (h *staticHost) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h.mu.Lock()
	dist := h.dist
	h.sent[r.URL.Path]++
	h.mu.Unlock()
	if !strings.HasPrefix(r.URL.Path, mount) {
		w.Header().Set("Content-Type", "text/plain")
		fmt.Fprint(w, "of somebody else")
		return
	}
	http.StripPrefix(strings.TrimSuffix(mount, "/"), site.Handler(dist)).ServeHTTP(lasting{w}, r)
}

// deploy puts another build in the site's place.
func (h *staticHost) deploy(dist string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.dist = dist
}

func (h *staticHost) count(path string) int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.sent[path]
}

// stop ends the host: nothing answers any more.
func (h *staticHost) stop() {
	h.CloseClientConnections()
	h.Close()
}

// lasting says of every file that it may be kept.
type lasting struct{ http.ResponseWriter }

func (w lasting) WriteHeader(code int) {
	w.Header().Set("Cache-Control", "max-age=600")
	w.ResponseWriter.WriteHeader(code)
}

func (b *tab) visit(h *staticHost, page string) {
	b.Helper()
	b.do(chromedp.Navigate(h.URL + mount + page))
}

// kept waits until the page is kept for offline use.
func (b *tab) kept() {
	b.Helper()
	b.until("(navigator.serviceWorker.getRegistration().then(r => window.keeper = r?.active?.state), window.keeper " +
		"=== 'activated')")
}

// After one visit to the article the network may go: article and stage load again, with all
// they need. No large file is loaded twice for that, and the host's other paths are not touched.
func TestOffline(t *testing.T) {
	h := newStaticHost(t, dist)
	b := blank(t, wide)
	b.visit(h, "")
	b.eval(figure + ".ready")
	b.kept()
	for name, n := range h.sent {
		most := 1
		if strings.HasSuffix(name, "/") || strings.HasSuffix(name, ".html") || strings.HasSuffix(name, "sw.js") {
			most = 2 // under two addresses
		}
		if n > most {
			t.Errorf("%s was loaded %d times", name, n)
		}
	}

	b.visit(h, "") // now through the service worker
	b.eval(figure + ".ready")
	if !value[bool](b, "!!navigator.serviceWorker.controller") {
		t.Error("the second visit does not go through the service worker")
	}
	for _, path := range []string{"/", "/papers/", "/papers/other.txt", mount + "none.txt"} {
		before := h.count(path)
		b.tolerate = []string{"none.txt", "404"}
		b.eval(fmt.Sprintf("fetch(%q)", path))
		if h.count(path) != before+1 {
			t.Errorf("%s does not reach the host", path)
		}
	}

	h.stop()
	b.do(chromedp.Reload())
	b.eval(figure + ".ready")
	b.shows(preset(t, "specialists").Title)
	b.visit(h, "stage.html?scene=equilibrium&preset=rivals")
	b.ready()
	same(t, "offline", b.scenario(), preset(t, "rivals"))
	b.agrees()
	if !value[bool](b, "fetch(document.documentElement.dataset.worker).then(r => r.ok)") {
		t.Error("the worker's program is not kept")
	}
	if got := value[int](b, "fetch('worker.wasm.gz?v=0123456789').then(r => r.status)"); got != 404 {
		t.Errorf("a worker of another version: %d, want 404", got)
	}
	b.tolerate = append(b.tolerate, "404", "net::ERR_FAILED") // the last: a poster of a step that was not kept
}

// A framed figure on another site's page is kept too.
func TestOfflineFrame(t *testing.T) {
	h := newStaticHost(t, dist)
	b := blank(t, wide)
	b.do(chromedp.Navigate(hostPage(t, `<iframe width="720" height="480"></iframe>`)))
	load := func(n int) { // another address each time, which only the service worker takes for the same
		b.eval(fmt.Sprintf(`new Promise((done) => {
			const frame = document.querySelector("iframe");
			frame.onload = () => frame.contentWindow.postMessage({ emergent: 1, method: "hello" }, "*");
			onmessage = (e) => { if (e.data.event === "ready") done() };
			frame.src = "%s%sstage.html?embed=1&preset=rivals&n=%d";
		})`, h.URL, mount, n))
	}
	const tries = 20
	load(0)
	for n := 1; ; n++ {
		before := h.count(mount + "stage.html")
		load(n)
		if h.count(mount+"stage.html") == before {
			break
		}
		if n == tries {
			t.Fatal("the frame is not kept")
		}
	}
	h.stop()
	load(tries + 1)
}

// build returns a copy of the site with a mark in a page and in a script of it, as another
// build would have.
func otherBuild(t *testing.T, mark string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(dist)); err != nil {
		t.Fatal(err)
	}
	edit(t, filepath.Join(dir, "stage.html"), "<html ", `<html data-mark="`+mark+`" `)
	edit(t, filepath.Join(dir, "static", "stage", "main.js"), "", "window.mark = '"+mark+"';\n")
	if err := site.Offline("..", dir); err != nil {
		t.Fatal(err)
	}
	return dir
}

func edit(t *testing.T, name, old, changed string) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(data), old) {
		t.Fatalf("%s has no %q", name, old)
	}
	if err := os.WriteFile(name, []byte(strings.Replace(string(data), old, changed, 1)), 0o644); err != nil {
		t.Fatal(err)
	}
}

// marks are those of the page and of its script.
const marks = "(document.documentElement.dataset.mark ?? 'none') + ' ' + (window.mark ?? 'none')"

// A new build is fetched whole beside the one in use and taken at the next visit, never while
// a page of the old one is open beside it. One that is damaged on the way is not taken.
func TestNewBuild(t *testing.T) {
	h := newStaticHost(t, dist)
	b := blank(t, wide)
	b.visit(h, "stage.html?preset=rivals")
	b.ready()
	b.kept()
	is := func(what, want string) {
		t.Helper()
		b.ready()
		if got := value[string](b, marks); got != want {
			t.Errorf("%s: page and script are of %q, want %q", what, got, want)
		}
	}
	waiting := "(navigator.serviceWorker.getRegistration().then(r => window.next = r.waiting?.state), window.next " +
		"=== 'installed')"

	h.deploy(otherBuild(t, "two"))
	b.do(chromedp.Reload())
	is("the visit that finds the new build", "none none")
	b.until(waiting)
	other := blank(t, wide)
	other.visit(h, "index.html")
	other.until(waiting)
	b.do(chromedp.Reload())
	is("beside another tab", "none none")
	other.do(chromedp.Navigate("about:blank"))
	other.until("location.href === 'about:blank'")

	b.do(chromedp.Reload())
	b.until(marks + " === 'two two'")
	is("the next visit", "two two")
	if n := value[int](b, "caches.keys().then(k => k.length)"); n != 1 {
		t.Errorf("%d versions are kept, want one", n)
	}

	damaged := otherBuild(t, "three")
	edit(t, filepath.Join(damaged, "static", "stage", "main.js"), "three", "four")
	h.deploy(damaged)
	b.eval("navigator.serviceWorker.getRegistration().then(r => r.update()).catch(() => {})")
	b.until("(navigator.serviceWorker.getRegistration().then(r => window.idle = !r.installing && !r.waiting), " +
		"window.idle)")
	b.do(chromedp.Reload())
	is("after a damaged build", "two two")
	h.stop()
	b.do(chromedp.Reload())
	is("offline", "two two")
}
