//go:build e2e

package e2e

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/web/site"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// serving serves dist with headers of a host's own.
func serving(t *testing.T, header http.Header) string {
	t.Helper()
	files := site.Handler(dist)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for name, values := range header {
			w.Header()[name] = values
		}
		files.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// beside serves a page of a test's own in the figure's folder, so that it may look into its frames, and
// returns its address.
func beside(t *testing.T, page string) string {
	t.Helper()
	files := site.Handler(dist)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/page" {
			files.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, page)
	}))
	t.Cleanup(server.Close)
	return server.URL + "/page"
}

// The element as an ES module, and written into the page by a tool that keeps everything in one
// file: there it is told where the figure is, or says what it wants to be told.
func TestWhereTheScriptIs(t *testing.T) {
	cors := serving(t, http.Header{"Access-Control-Allow-Origin": {"*"}})
	b := blank(t, wide)
	b.do(chromedp.Navigate(other(t, nil,
		fmt.Sprintf(`<!doctype html><link rel="icon" href="data:,"><script type="module">import %q</script>
		<emergent-alignment id="figure" preset="rivals" height="300"></emergent-alignment>`, cors+"/embed.mjs"))))
	b.until("window.figure?.ready")
	same(t, "imported", b.scenarioOf("figure"), preset(t, "rivals"))

	b = blank(t, wide)
	b.do(chromedp.Navigate(other(t, nil,
		fmt.Sprintf(
			`<!doctype html><link rel="icon" href="data:,"><script>window.heard = []; addEventListener('error', (e) => heard.push(e.detail?.message ?? e.message), true)</script><script>%s</script>
		<emergent-alignment id="lost"></emergent-alignment><emergent-alignment id="figure" base="%s" preset="judge" height="300"></emergent-alignment>`,
			file(t, filepath.Join(dist, "embed.js")), host.URL))))
	same(t, "with its base", b.scenarioOf("figure"), preset(t, "judge"))
	oneSentence(t, "without", b.refusal("lost.ready"), "base=")
	if got := value[string](b, "lost.shadowRoot.getElementById('note').textContent"); !strings.Contains(got, "base=") {
		t.Errorf("the reader is told %q", got)
	}
	if got := value[string](b, "heard.join()"); strings.Contains(got, "TypeError") || strings.Contains(got, "Invalid") {
		t.Errorf("the page met %s", got)
	}
}

// What frameworks do: they set properties, and compare an element's children with what they wrote.
func TestElementInFrameworks(t *testing.T) {
	b := embedding(t, `<emergent-alignment id="figure" preset="specialists"></emergent-alignment>`)
	b.eval("Object.assign(figure, { preset: 'rivals', height: 300, ui: 'min' })")
	b.eval(fmt.Sprintf("(async () => { while ((await figure.getScenario()).title !== %q) ; })()",
		preset(t, "rivals").Title))
	if got := value[[]any](b, "[figure.getBoundingClientRect().height, figure.getAttribute('ui'), "+
		"figure.preset]"); got[0] != 300.0 || got[1] != "min" || got[2] != "rivals" {
		t.Errorf("after its properties were set: %v", got)
	}
	if got := value[[]any](b, "[figure.firstChild, figure.querySelectorAll('iframe').length, "+
		"figure.getAttribute('style')]"); got[0] != nil || got[1] != 1.0 || got[2] != nil {
		t.Errorf("first child, frames, style: %v", got)
	}
	b.eval("(figure.ui = null, figure.height = false)")
	if got := value[[]any](b, "[figure.hasAttribute('ui'), figure.getBoundingClientRect().height]"); got[0] != false ||
		got[1] != 480.0 {
		t.Errorf("after its properties were taken away: %v", got)
	}
}

// A page that is dark, or goes dark by a class, has a dark figure; one that leaves it to the system, the
// system's.
func TestDarkHost(t *testing.T) {
	page := beside(t, `<!doctype html><html class="dark"><link rel="icon" href="data:,"><script src="embed.js"></script>
		<style>:root { color-scheme: light } :root.dark { color-scheme: dark } :root.both { color-scheme: light dark }</style>
		<body><emergent-alignment id="figure" height="300" ui="none"></emergent-alignment>`)
	b := blank(t, wide)
	b.do(chromedp.Navigate(page))
	b.eval("figure.ready")
	const theme = "figure.querySelector('iframe').contentDocument.documentElement.dataset.theme"
	b.until(theme + " === 'dark'")
	b.eval("document.documentElement.className = ''")
	b.until(theme + " === 'light'")
	b.eval("document.documentElement.className = 'both'")
	b.system("dark")
	b.until(theme + " === 'dark'")
	b.eval("document.documentElement.className = ''")
	b.until(theme + " === 'light'")
}

// A frame that may not be shown leaves the poster, a sentence, and a way to the figure.
func TestBlockedFrame(t *testing.T) {
	b := blank(t, wide)
	b.tolerate = []string{"Refused", "X-Frame-Options", "frame"}
	b.do(chromedp.Navigate(other(t, nil, figures(serving(t, http.Header{"X-Frame-Options": {"DENY"}}),
		`<emergent-alignment id="figure" preset="judge" height="480"></emergent-alignment>`))))
	b.until("figure.shadowRoot.getElementById('note').textContent.includes('may not allow')")
	oneSentence(t, "a blocked frame", b.refusal("figure.ready"), "allow to frame")
	const seen = "[figure.shadowRoot.querySelector('img').offsetHeight > 400, " +
		"getComputedStyle(figure.querySelector('iframe')).visibility, figure.shadowRoot.querySelector('a').href]"
	if got := value[[]any](b, seen); got[0] != true || got[1] != "hidden" ||
		!strings.Contains(got[2].(string), "/stage.html?preset=judge") {
		t.Errorf("poster, frame and link are %v", got)
	}
}

// A page whose own policy forbids the frame says so at once, in each engine: Firefox tells of no load then.
func TestForbiddenFrame(t *testing.T) {
	page := other(t, strict("frame-src 'none'"),
		figures(host.URL, `<emergent-alignment id="figure" preset="judge" height="480"></emergent-alignment>`))
	inEngines(t, func(v *visitor) {
		v.tolerate = []string{"Content-Security-Policy", "Content Security Policy"}
		v.navigate(page)
		v.until("figure.shadowRoot.getElementById('note').textContent.includes('may not allow')")
		if read[string](v, "figure.phase") != "error" {
			v.Error("it goes on loading")
		}
	})
}

// A printed page has a picture of the figure as it is.
func TestPrintedFigure(t *testing.T) {
	b := embedding(t, `<emergent-alignment id="figure" preset="specialists" height="480"></emergent-alignment>`)
	b.eval("figure.setScenario({...await figure.getScenario(), states: ['first', 'second', 'third'].slice(0, (await " +
		"figure.getScenario()).states.length), title: 'printed'})")
	b.until("figure.picture.src.startsWith('data:image/svg')")
	command(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
	b.until("figure.picture.offsetHeight > 400 && getComputedStyle(figure.querySelector('iframe')).visibility " +
		"=== 'hidden'")
	command(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: ""})
	b.until("figure.picture.offsetHeight === 0 && getComputedStyle(figure.querySelector('iframe')).visibility " +
		"=== 'visible'")
}

// A host's own policy that forbids WebAssembly is named, in each engine.
func TestHostsPolicy(t *testing.T) {
	strict := serving(t, http.Header{"Content-Security-Policy": {"default-src 'self'"}})
	inEngines(t, func(v *visitor) {
		v.tolerate = []string{"Content", "CSP", "WebAssembly"}
		v.navigate(host.URL + "/stage.html") // the first page of a WebKit may compile whatever its policy says
		v.navigate(strict + "/stage.html")
		v.until("!document.getElementById('broken').hidden")
		oneSentence(v.T, "a strict host", read[string](v, "document.getElementById('broken-text').textContent"),
			"'wasm-unsafe-eval'")
	})
}

// In two columns no card is cut in two, in each engine.
func TestClaimsAreWhole(t *testing.T) {
	inEngines(t, func(v *visitor) {
		v.size(820, 900)
		v.figure("?preset=specialists&scene=equilibrium")
		v.until("document.querySelectorAll('.claim').length > 3 && " +
			"getComputedStyle(document.getElementById('details')).columnCount === '2'")
		if cut := read[[]string](v, "[...document.querySelectorAll('.claim')].filter((e) => e.getClientRects().length "+
			"> 1).map((e) => e.textContent.slice(0, 30))"); len(cut) > 0 {
			v.Errorf("cut in two: %q", cut)
		}
		v.size(1100, 700)
	})
}

// Words with an explanation are underlined with dots, in each engine: WebKit knows no short way to say so.
func TestTermsAreUnderlined(t *testing.T) {
	article := serving(t, http.Header{"Content-Security-Policy": {"script-src 'none'"}}) // its figure is not asked for
	inEngines(t, func(v *visitor) {
		v.tolerate = []string{"Content-Security-Policy", "Content Security Policy", "Refused", "script"}
		underlined := func(selector string) {
			v.until(fmt.Sprintf("document.querySelector(%q)", selector))
			if got := read[[2]string](v,
				fmt.Sprintf(
					"(s => [s.textDecorationLine, s.textDecorationStyle])(getComputedStyle(document.querySelector(%q)))", selector)); got != [2]string{"underline", "dotted"} {
				v.Errorf("%s is %q", selector, got)
			}
		}
		v.figure("?preset=specialists")
		underlined(".label[data-help]")
		v.navigate(article + "/")
		underlined(".term")
	})
}

// The share dialog writes a plain frame too, which shows the state.
func TestPlainFrameCode(t *testing.T) {
	b := stage(t, "?preset=pharma", wide)
	s := b.scenario()
	s.Agents[0].Weights = []float64{0.25, 0.25, 0.25, 0.25}
	b.setScenario(s)
	b.click("#share")
	b.eval("(e => { e.value = 'frame'; e.dispatchEvent(new Event('input')) })(document.getElementById('embed-kind'))")
	code := value[string](b, "document.getElementById('embed-text').value")
	o := blank(t, wide)
	o.tolerate = []string{"404"}
	o.navigate("notices.txt")
	o.eval(fmt.Sprintf("(async () => { document.body.innerHTML = %s; const f = document.querySelector('iframe'); "+
		"await new Promise((done) => { f.onload = done }); await f.contentWindow.emergent.ready; window.emergent = "+
		"f.contentWindow.emergent })()", quoted(code)))
	same(t, "in the plain frame", o.scenario(), s)

	// A frame may not be allowed to save, and is not told.
	o.eval("document.querySelector('iframe').contentDocument.querySelector('[data-download=svg]').click()")
	o.until("document.querySelector('iframe').contentDocument.getElementById('say').textContent.includes('allows " +
		"downloads')")
}
