//go:build e2e

package e2e

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/web/site"
	"github.com/emergent-alignment/emergent/web/webdriver"

	"github.com/chromedp/chromedp"
)

// Faults that readers of other browsers and hosts met: each once, in the engine where it was seen.

// The sentence that says it all is seen at once: WebKit does not look again at :has(:empty)
// (its bug 286403, in Safari 15.4 to 26).
func TestVerdictIsSeen(t *testing.T) {
	inEngines(t, func(v *visitor) {
		v.size(1100, 700)
		for _, query := range []string{"?preset=specialists", "?preset=judge&scene=equilibrium&embed=1&ui=min"} {
			v.figure(query)
			v.until("document.getElementById('verdict-text').textContent.length > 20")
			if got := read[string](v,
				"getComputedStyle(document.getElementById('verdict-text')).visibility"); got != "visible" {
				v.Errorf("%s: the verdict is %s", query, got)
			}
		}
		v.picture("verdict")
	})
}

// Letters stand on their halo. Where an engine paints strokes of text first, the halo is a stroke;
// elsewhere (Chromium before 123 paints it over the letters and has no light-dark()) there is none.
func TestLabelsAreLegible(t *testing.T) {
	const look = `(s => [parseFloat(s.webkitTextStrokeWidth), s.paintOrder.split(' ')[0], s.textShadow])(
		getComputedStyle([...document.querySelectorAll('#labels span')].find((e) => e.style.getPropertyValue('--halo'))))`
	inEngines(t, func(v *visitor) {
		v.size(1100, 700)
		v.figure("?preset=specialists")
		v.until("document.querySelector('#labels span')")
		if got := read[[]any](v, look); got[0] != 4.0 || got[1] != "stroke" || got[2] != "none" {
			v.Errorf("the halo of a label is %v", got)
		}
		v.eval(`(() => {
			for (const { cssRules } of document.styleSheets) {
				const i = [...cssRules].findIndex((r) => r instanceof CSSSupportsRule && r.conditionText.includes('light-dark'));
				if (i >= 0) cssRules[i].parentStyleSheet.deleteRule(i);
			}
		})()`)
		if got := read[[]any](v, look); got[0] != 0.0 || len(got[2].(string)) < 100 {
			v.Errorf("without light-dark() the halo of a label is %v", got)
		}
	})
}

// A Firefox that resists fingerprinting says that textures have at most 2048 pixels and that a CSS
// pixel has two, and gives noise for pictures.
func TestResistFingerprinting(t *testing.T) {
	open, err := webdriver.Firefox(map[string]any{"privacy.resistFingerprinting": true})
	if err == nil {
		t.Cleanup(open.Close)
	}
	v := enter(t, open, err)
	v.size(1400, 900)
	v.figure("?preset=specialists")
	if got := read[[]float64](v, "(c => [devicePixelRatio, c.width, c.height])(document.querySelector('body "+
		"> canvas'))"); got[0] != 2 || max(got[1], got[2]) < 1900 || max(got[1], got[2]) > 2048 {
		t.Errorf("pixels of device and canvas: %v", got)
	}
	oneSentence(t, "a picture", read[string](v, "emergent.exportPNG(1).then(() => '', (e) => e.message)"),
		"fingerprinting")
	if svg := read[string](v, "emergent.exportSVG()"); !strings.Contains(svg, "<svg") {
		t.Errorf("exportSVG returned %.80q", svg)
	}
	v.picture("rfp")
}

// The same law with the smallest texture that can be told of, in the browser of the other tests.
func TestSmallTextures(t *testing.T) {
	b := blank(t, wide)
	b.before(`{ const { getParameter } = WebGL2RenderingContext.prototype;
		WebGL2RenderingContext.prototype.getParameter = function (name) { return name === this.MAX_TEXTURE_SIZE ? 1024 : getParameter.call(this, name); }; }`)
	b.navigate("stage.html?preset=specialists")
	b.ready()
	b.until("document.documentElement.dataset.state === 'live'")
	if got := value[float64](b, "document.querySelector('body > canvas').width"); got < 1000 || got > 1024 {
		t.Errorf("the canvas is %v pixels wide", got)
	}
	from := b.at(agent0)
	b.drag(from, from.plus(-60, 70))
	if got := b.at(agent0); !near(got, from.plus(-60, 70), 60) {
		t.Errorf("a handle dragged from %v is at %v", from, got)
	}
}

// The element has a size wherever a picture would have one. Far down, none of them is loaded.
func TestElementSizes(t *testing.T) {
	rows := []struct {
		html string // with %s where the attributes go
		w, h [2]float64
	}{
		{`<emergent-alignment %s></emergent-alignment>`, [2]float64{984, 984}, [2]float64{480, 480}},
		{`<emergent-alignment height="480" %s></emergent-alignment>`, [2]float64{984, 984}, [2]float64{480, 480}},
		{`<emergent-alignment height="300px" %s></emergent-alignment>`, [2]float64{984, 984}, [2]float64{300, 300}},
		{`<emergent-alignment height="20em" %s></emergent-alignment>`, [2]float64{984, 984}, [2]float64{320, 320}},
		{`<emergent-alignment height="100%%" %s></emergent-alignment>`, [2]float64{984, 984}, [2]float64{480, 480}},
		{`<div style="height:350px"><emergent-alignment height="100%%" %s></emergent-alignment></div>`,
			[2]float64{984, 984}, [2]float64{350, 350}},
		{`<emergent-alignment height="90" %s></emergent-alignment>`, [2]float64{984, 984}, [2]float64{90, 90}},
		{`<emergent-alignment height="tall" %s></emergent-alignment>`, [2]float64{984, 984}, [2]float64{480, 480}},
		{`<emergent-alignment style="min-height:560px" %s></emergent-alignment>`,
			[2]float64{984, 984}, [2]float64{560, 560}},
		{`<emergent-alignment style="height:250px" %s></emergent-alignment>`,
			[2]float64{984, 984}, [2]float64{250, 250}},
		{`<emergent-alignment style="aspect-ratio:4/1" %s></emergent-alignment>`,
			[2]float64{984, 984}, [2]float64{246, 246}},
		{`<emergent-alignment style="display:inline-block" %s></emergent-alignment>`,
			[2]float64{280, 984}, [2]float64{480, 480}},
		{`<emergent-alignment style="float:left" %s></emergent-alignment><br style="clear:both">`,
			[2]float64{280, 984}, [2]float64{480, 480}},
		{`<div style="width:200px"><emergent-alignment style="float:left" %s></emergent-alignment></div><br ` +
			`style="clear:both">`, [2]float64{200, 280}, [2]float64{480, 480}},
		{`<div style="display:flex"><p>` + strings.Repeat("beside it ", 40) +
			`</p><emergent-alignment height="420" %s></emergent-alignment></div>`, [2]float64{280, 700},
			[2]float64{420, 420}},
		{`<div style="display:flex;flex-direction:column;height:600px"><p>above</p><emergent-alignment ` +
			`style="flex:1" ` +
			`%s></emergent-alignment></div>`, [2]float64{984, 984}, [2]float64{500, 600}},
		{`<div style="display:grid;grid-template:300px/1fr 1fr"><emergent-alignment %s></emergent-alignment></div>`,
			[2]float64{492, 492}, [2]float64{300, 300}},
		{`<div style="position:relative;height:400px"><emergent-alignment style="position:absolute;inset:10px" ` +
			`%s></emergent-alignment></div>`, [2]float64{964, 964}, [2]float64{380, 380}},
		{`<emergent-alignment hidden %s></emergent-alignment>`, [2]float64{0, 0}, [2]float64{0, 0}},
	}
	var body strings.Builder
	body.WriteString(`<div style="height:9000px"></div><div style="width:984px">`)
	for i, row := range rows {
		fmt.Fprintf(&body, row.html, fmt.Sprintf(`id="e%d"`, i))
	}
	body.WriteString("</div>")
	address := hostPage(t, body.String())
	inEngines(t, func(v *visitor) {
		v.size(1100, 700)
		v.navigate(address)
		v.until("document.querySelector('emergent-alignment').shadowRoot")
		for i, row := range rows {
			got := read[[]float64](v, fmt.Sprintf("((a, b) => [a.width, a.height, b.width, "+
				"b.height])(e%d.getBoundingClientRect(), e%d.shadowRoot.getElementById('box').getBoundingClientRect())",
				i, i))
			within := func(x float64, r [2]float64) bool { return x >= r[0]-1 && x <= r[1]+1 }
			if !within(got[0], row.w) || !within(got[1], row.h) || got[2] != got[0] || got[3] != got[1] {
				v.Errorf("%s: the element and its box are %v, want %v x %v", row.html, got, row.w, row.h)
			}
		}
	})
}

// In a frame without an origin, which in WebKit may not have even its own style sheets, the element's
// figure runs, also where its host sends no CORS headers; the bare page is a sentence and a link.
func TestOpaqueFrames(t *testing.T) {
	page := hostPage(t,
		`<emergent-alignment id="figure" preset="judge" sandbox="allow-scripts" height="480"></emergent-alignment>`)
	files := site.Handler(dist)
	sandboxed := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "sandbox allow-scripts")
		files.ServeHTTP(w, r)
	}))
	t.Cleanup(sandboxed.Close)
	inEngines(t, func(v *visitor) {
		v.tolerate = []string{"CORS", "Cross-Origin", "Service", "NS_ERROR", "ERR_FAILED"}
		v.navigate(page)
		v.eval("figure.ready")
		if got := read[string](v, "figure.getScenario().then((s) => s.title)"); got != preset(t, "judge").Title {
			v.Errorf("the figure shows %q", got)
		}
		v.picture("sandboxed")
		v.navigate(sandboxed.URL + "/stage.html")
		const seen = "(document.querySelector('#broken:not([hidden])') ?? document.getElementById('bare')).innerText"
		v.until(seen + ".includes('sandboxed') && document.getElementById('bar').offsetHeight < 200")
	})
}

// What is missing is said in words, also where nothing newer than the syntax of 2009 can be read,
// to the reader and to the page around.
func TestTooOld(t *testing.T) {
	unread := unreadable(t, "")
	for _, c := range []struct{ name, before, part string }{
		{"Chrome 80", "delete window.Object.hasOwn; CSS.supports = () => false", "container queries"},
		{"Chrome 103", "{ const { supports } = CSS; CSS.supports = (c) => !/container|color-mix/.test(c) && " +
			"supports.call(CSS, c) }", "mixed colours"},
		{"Firefox 120", "{ const { supports } = CSS; CSS.supports = (c) => !/has/.test(c) && supports.call(CSS, c) }",
			":has()"},
		{"Safari 16.3", "delete window.DecompressionStream", "DecompressionStream"},
	} {
		for _, address := range []string{host.URL, unread} {
			b := blank(t, wide)
			b.tolerate = []string{"SyntaxError"}
			b.before(c.before)
			b.do(chromedp.Navigate(address + "/stage.html"))
			b.until("!document.getElementById('broken').hidden && " +
				"getComputedStyle(document.getElementById('broken')).visibility === 'visible'")
			if got := value[string](b,
				"document.getElementById('broken-title').textContent"); got != "Browser too old" {
				t.Errorf("%s: the title is %q", c.name, got)
			}
			text := value[string](b, "document.getElementById('broken-text').textContent")
			oneSentence(t, c.name, text, c.part)
			oneSentence(t, c.name, text, "Chrome and Edge 111, Firefox 121, Safari 16.4")
		}
	}
	b := blank(t, wide)
	b.tolerate = []string{"SyntaxError"}
	b.do(chromedp.Navigate(other(t, nil, figures(unreadable(t, "CSS.supports = function () { return false };"),
		`<emergent-alignment id="figure" height="480"></emergent-alignment>`))))
	oneSentence(t, "told to the page around", b.refusal("figure.ready"), "too old")
}

// unreadable serves the page as a browser sees it that can read none of its scripts but guard.js,
// before which another is put.
func unreadable(t *testing.T, before string) string {
	t.Helper()
	files := site.Handler(dist)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, isScript := strings.CutSuffix(r.URL.Path, ".js")
		name, isStage := strings.CutPrefix(name, "/static/stage/")
		if !isScript || !isStage {
			files.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/javascript")
		if name == "guard" {
			fmt.Fprint(w, before, file(t, filepath.Join(dist, "static", "stage", "guard.js")))
		} else {
			fmt.Fprint(w, "let = a ??!= 1")
		}
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// The versions that the page states are those of README and docs, and its words need no new syntax.
func TestStatedVersions(t *testing.T) {
	guard, err := os.ReadFile(filepath.Join(dist, "static", "stage", "guard.js"))
	if err != nil {
		t.Fatal(err)
	}
	for _, token := range []string{"=>", "`", "const ", "let ", "?.", "??", "class ", "async ", "..."} {
		for i, line := range strings.Split(string(guard), "\n") {
			if code, _, _ := strings.Cut(line, "//"); strings.Contains(code, token) {
				t.Errorf("guard.js:%d has %q, which an old browser cannot read", i+1, token)
			}
		}
	}
	const stated = "Chrome and Edge 111, Firefox 121, Safari 16.4"
	for name, text := range map[string]string{"guard.js": string(guard), "README.md": file(t, "../../README.md"),
		"browsers.md": file(t, "../../docs/browsers.md")} {
		if !strings.Contains(strings.Join(strings.Fields(text), " "), stated) {
			t.Errorf("%s does not state %q", name, stated)
		}
	}
}

func file(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
