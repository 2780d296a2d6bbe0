//go:build e2e

package e2e

import (
	"context"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emergent-alignment/emergent/web/site"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

var (
	dist    string
	host    *httptest.Server // serves dist
	browser context.Context
)

func TestMain(m *testing.M) {
	code, err := setUp(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, "e2e:", err)
		code = 1
	}
	os.Exit(code)
}

func setUp(m *testing.M) (int, error) {
	dist = os.Getenv("EMERGENT_DIST")
	if dist == "" {
		dist = filepath.Join("..", "..", "dist")
	}
	if _, err := os.Stat(filepath.Join(dist, site.StageWasm)); err != nil {
		return 1, fmt.Errorf("no built page in %s: run ./build.sh build", dist)
	}
	chrome, err := findChrome()
	if err != nil {
		return 1, err
	}
	host = httptest.NewServer(site.Handler(dist))
	defer host.Close()
	var end func()
	if browser, end, err = launch(chrome, os.Getenv("EMERGENT_SHOTS") == ""); err != nil {
		return 1, err
	}
	defer end()
	defer closeOthers()
	return m.Run(), nil
}

// launch starts a browser. One that is plain puts the page together without the graphics library,
// which here is SwiftShader, and hardly optimises programs, since a page lives for seconds here: that
// takes half off the processor's time. It loses a part of a canvas that a growing page shrinks, which
// no browser with a graphics card does.
func launch(chrome string, plain bool) (ctx context.Context, end func(), err error) {
	optimize := "--wasm-tiering-budget=20000000 --wasm-lazy-validation --single-threaded-gc"
	if !plain {
		optimize = ""
	}
	alloc, stop := chromedp.NewExecAllocator(context.Background(), append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(chrome),
		chromedp.NoSandbox,
		chromedp.Flag("use-angle", "swiftshader"),
		chromedp.Flag("enable-unsafe-swiftshader", true),
		chromedp.Flag("disable-gpu-compositing", plain),
		chromedp.Flag("js-flags", optimize),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("ignore-certificate-errors", true), // of servers of tests
		chromedp.WindowSize(1280, 800),
	)...)
	ctx, cancel := chromedp.NewContext(alloc, chromedp.WithErrorf(func(string, ...any) {}))
	end = func() { cancel(); stop() }
	if err := chromedp.Do(ctx); err != nil {
		end()
		return nil, nil, fmt.Errorf("%s does not start: %w", chrome, err)
	}
	return ctx, end, nil
}

// composed gives the rest of a test a browser that puts the page together as those of readers do.
func composed(t *testing.T) {
	t.Helper()
	chrome, err := findChrome()
	if err != nil {
		t.Fatal(err)
	}
	other, end, err := launch(chrome, false)
	if err != nil {
		t.Fatal(err)
	}
	kept := browser
	browser = other
	t.Cleanup(func() { browser = kept; end() })
}

func findChrome() (string, error) {
	for _, name := range []string{os.Getenv("CHROME"), "chromium", "chromium-browser", "google-chrome",
		"google-chrome-stable"} {
		if name == "" {
			continue
		}
		if found, err := exec.LookPath(name); err == nil {
			return found, nil
		}
	}
	return "",
		fmt.Errorf("no Chromium: install it (Debian: apt-get install chromium) or set CHROME to a Chromium or Chrome")
}

// long skips a test that takes minutes where EMERGENT_STORY is not set, as ./build.sh story does.
func long(t *testing.T) {
	t.Helper()
	if os.Getenv("EMERGENT_STORY") == "" {
		t.Skip("EMERGENT_STORY is not set: run ./build.sh story")
	}
}

// patience bounds one wait on the page; a slow machine needs a part of it.
const patience = 60 * time.Second

// tab is one page in the browser. At the end of its test it fails the test for every error
// on its console and every request to another host, unless the test expects them.
type tab struct {
	*testing.T
	ctx       context.Context
	mu        sync.Mutex
	console   []string
	foreign   []string
	requested []string // every address, also of what failed
	tolerate  []string // parts of console errors that the test provokes
}

type device struct {
	w, h  int64
	touch bool
}

var (
	wide   = device{1280, 800, false}
	phone  = device{390, 844, true}
	framed = device{720, 480, false}
)

// open loads an address of the page ("stage.html?...") in a new tab.
func open(t *testing.T, address string, d device) *tab {
	t.Helper()
	b := blank(t, d)
	b.navigate(address)
	return b
}

// stage loads the figure and waits until it is ready and on the screen: before that Chromium
// drops what a mouse does.
func stage(t *testing.T, query string, d device) *tab {
	t.Helper()
	b := open(t, "stage.html"+query, d)
	b.ready()
	b.until("document.documentElement.dataset.state === 'live'")
	return b
}

func blank(t *testing.T, d device) *tab {
	t.Helper()
	b := &tab{T: t}
	ctx, cancel := chromedp.NewContext(browser, chromedp.WithListener(b.network))
	b.ctx = ctx
	messages := chromedp.Console(ctx)
	t.Cleanup(func() { b.verdict(); cancel() })
	go func() {
		for m, err := range messages {
			if err != nil {
				return
			}
			b.hear(m)
		}
	}()
	opts := []chromedp.EmulateViewportOption{}
	if d.touch {
		opts = append(opts, chromedp.EmulateMobile, chromedp.EmulateTouch, chromedp.EmulateScale(2))
	}
	b.do(chromedp.EmulateViewport(d.w, d.h, opts...))
	b.call(network.Enable)
	command(b, page.BringToFront, cdp.Empty{}) // a tab behind another is sent keys and does nothing about them
	b.system("light")
	return b
}

func (b *tab) network(ev any) {
	e, ok := ev.(*network.EventRequestWillBeSent)
	if !ok {
		return
	}
	b.mu.Lock()
	b.requested = append(b.requested, e.Request.URL)
	b.mu.Unlock()
	for _, ours := range []string{host.URL, "data:", "blob:" + host.URL, "about:", "file:", "blob:null/",
		"blob:http://127.0.0.1:", "http://127.0.0.1:", "http://localhost:"} {
		if strings.HasPrefix(e.Request.URL, ours) {
			return
		}
	}
	b.mu.Lock()
	b.foreign = append(b.foreign, e.Request.URL)
	b.mu.Unlock()
}

func (b *tab) hear(m chromedp.ConsoleMessage) {
	bad := m.IsException() || m.Type == "error" || m.Type == "warning" || strings.Contains(m.Text, "panic")
	if !bad || strings.Contains(m.Text, "GPU stall due to ReadPixels") {
		return
	}
	b.mu.Lock()
	b.console = append(b.console, m.String())
	b.mu.Unlock()
}

func (b *tab) verdict() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, url := range b.foreign {
		b.Errorf("request to another host: %s", url)
	}
next:
	for _, m := range b.console {
		for _, part := range b.tolerate {
			if strings.Contains(m, part) {
				continue next
			}
		}
		b.Errorf("console: %s", m)
	}
}

func (b *tab) navigate(address string) {
	b.Helper()
	b.do(chromedp.Navigate(host.URL + "/" + address))
}

// reload loads the page anew. The browser is asked, not the page: an expression that reloads
// its own page may be gone before its answer is.
func (b *tab) reload() {
	b.Helper()
	b.eval("window.before = true")
	command(b, page.Reload, page.ReloadParams{})
	b.until("!window.before")
}

func (b *tab) ready() {
	b.Helper()
	b.until("window.emergent") // the page's scripts run after its own load on a busy machine
	b.eval("emergent.ready")
}

func (b *tab) do(actions ...chromedp.Action[chromedp.Void]) {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		b.Fatalf("browser: %v", err)
	}
}

// eval runs an expression, awaits it when it is a promise, and drops its value.
func (b *tab) eval(expression string) {
	b.Helper()
	value[any](b, expression)
}

// value runs an expression and returns its (awaited) value.
func value[T any](b *tab, expression string) T {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T]("(async () => ("+expression+"))()", chromedp.EvalAwaitPromise))
	if err != nil {
		b.Fatalf("%s: %v", expression, err)
	}
	return v
}

// refusal runs an expression whose promise must be refused and returns the message.
func (b *tab) refusal(expression string) string {
	b.Helper()
	return value[string](b, "(async () => { try { await ("+expression+
		") } catch (e) { return e.message } return '' })()")
}

// until waits for an expression to become true; it may throw meanwhile, and the page may
// load again.
func (b *tab) until(expression string) {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	for {
		ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("!!("+expression+")"))
		if err == nil && ok {
			return
		}
		select {
		case <-ctx.Done():
			b.Fatalf("waiting for %s: %v\nthe page says: %q",
				expression, err, value[string](b, "document.body?.innerText.slice(0, 600) ?? ''"))
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// before runs a script in every page of the tab before the page's own.
func (b *tab) before(script string) {
	b.Helper()
	command(b, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script})
}
