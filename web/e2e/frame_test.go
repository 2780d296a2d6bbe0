//go:build e2e

package e2e

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// other serves one page of somebody else, on another site, and returns its address.
func other(t *testing.T, header http.Header, page string) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			w.WriteHeader(http.StatusNoContent) // its icon
			return
		}
		for name, values := range header {
			w.Header()[name] = values
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, page)
	}))
	t.Cleanup(server.Close)
	return strings.Replace(server.URL, "127.0.0.1", "localhost", 1) // another site, not another port alone
}

// figures is a page that embeds what the host at address serves.
func figures(address, body string) string {
	return fmt.Sprintf(`<!doctype html><link rel="icon" href="data:,"><body style="margin:0"><script `+
		`src="%s/embed.js"></script>%s`, address, body)
}

// hostPage is a page of somebody else that embeds figures.
func hostPage(t *testing.T, body string) string {
	t.Helper()
	return other(t, nil, figures(host.URL, body))
}

// embedding opens such a page and waits until its first figure is ready.
func embedding(t *testing.T, body string) *tab {
	t.Helper()
	b := blank(t, wide)
	b.do(chromedp.Navigate(hostPage(t, body)))
	b.eval("document.querySelector('emergent-alignment').ready")
	return b
}

const tall = `<div style="height:200px"></div><button id="before">before</button>
<emergent-alignment preset="specialists" height="480" style="max-width:720px"></emergent-alignment>
<button id="after">after</button><div style="height:3000px"></div>`

func TestEmbed(t *testing.T) {
	b := embedding(t, tall+`<script>
		window.heard = [];
		const figure = document.querySelector('emergent-alignment');
		for (const type of ['ready', 'change', 'error']) figure.addEventListener(type, (e) => heard.push([type, e.detail]));
	</script>`)
	s, err := engine.Parse([]byte(value[string](b, "figure.getScenario().then(JSON.stringify)")))
	if err != nil {
		t.Fatal(err)
	}
	same(t, "the preset", s, preset(t, "specialists"))

	s.Agents[0].Weights = []float64{0.25, 0.25, 0.5}
	b.eval("figure.setScenario(" + string(engine.Format(s)) + ")")
	got := value[string](b, "figure.getResult().then(JSON.stringify)")
	if d := differs(got, engine.Solve(s)); d != "" {
		t.Error(d)
	}
	b.until("heard.some(([type, detail]) => type === 'change' && detail.scenario.agents[0].weights[2] === 0.5)")
	if svg := value[string](b, "figure.exportSVG()"); !strings.Contains(svg, "<svg") {
		t.Errorf("exportSVG returned %.80q", svg)
	}
	if ok := value[bool](b, "figure.undo()"); !ok {
		t.Error("nothing to undo")
	}

	// Refused without effect.
	before := value[string](b, "figure.getScenario().then(JSON.stringify)")
	if m := b.refusal("figure.setScenario({version: 1, states: 7})"); !strings.Contains(m, "states") {
		t.Errorf("a malformed scenario: %q, want the field's name", m)
	}
	if m := b.refusal("figure.call('constructor')"); m == "" {
		t.Error("a method that is none is called")
	}
	frame := "figure.querySelector('iframe').contentWindow"
	b.eval(frame + ".postMessage({emergent: 2, id: 'v', method: 'undo'}, '*')")
	b.eval(frame + ".postMessage({emergent: 1, id: 'r', method: 'redo', args: 3}, '*')") // the same origin may
	stranger := `new Promise(done => { const f = document.createElement('iframe'); f.srcdoc = ` +
		`"<script>parent.document.querySelector('emergent-alignment').querySelector('iframe').contentWindow.postMessage({emergent: 1, id: 'x', method: 'undo'}, '*')<\/script>"; f.onload = done; document.body.append(f) })`
	b.eval("figure.undo()")
	b.eval(stranger) // not the parent of the frame: not heard
	if after := value[string](b, "figure.getScenario().then(JSON.stringify)"); after != before {
		t.Errorf("refused messages changed the scenario to %s", after)
	}
}

// Tab goes through the figure and out again; the framed figure takes no focus by itself.
func TestTabPassesThrough(t *testing.T) {
	b := embedding(t, tall)
	if got := value[string](b, "document.activeElement.tagName"); got != "BODY" {
		t.Errorf("after loading the focus is on %s", got)
	}
	b.eval("document.getElementById('before').focus()")
	entered := false
	for range 60 {
		b.keys(kb.Tab)
		switch value[string](b, "document.activeElement.id || (document.activeElement.closest('emergent-alignment') "+
			"?? document.activeElement).tagName") {
		case "EMERGENT-ALIGNMENT":
			entered = true
		case "after":
			if !entered {
				t.Error("Tab passed the figure by")
			}
			// And back into it; Escape gives the keys back to the page.
			b.keys(kb.Tab, chromedp.ModifierShift)
			b.until("document.activeElement.closest('emergent-alignment')")
			b.keys(kb.Escape)
			b.until("document.activeElement === document.body")
			return
		}
	}
	t.Error("sixty tabs do not leave the figure")
}

// A wheel over the figure, and a swipe that does not start on a handle, scroll the page
// around it.
func TestWheelScrollsTheHost(t *testing.T) {
	b := embedding(t, tall)
	over := b.at("emergent-alignment").plus(-200, 0)
	b.wheel(over, 300)
	b.until("scrollY > 100")
}

func TestSwipeScrollsTheHost(t *testing.T) {
	b := blank(t, phone)
	b.do(chromedp.Navigate(hostPage(t, `<meta name="viewport" content="width=device-width">`+
		strings.Replace(tall, "<emergent",
			"<emergent-alignment ui=none preset=specialists height=400 id=other></emergent-alignment><emergent", 1))))
	b.eval("document.querySelector('emergent-alignment').ready")
	from := value[point](b, "(r => ({X: r.x + 14, Y: r.y + r.height - "+
		"60}))(document.querySelector('emergent-alignment').getBoundingClientRect())")
	b.swipe(from, from.plus(0, -220))
	b.until("scrollY > 50")
}

// A framed figure is paused off the screen and goes on where it was.
func TestPausesOffScreen(t *testing.T) {
	b := embedding(t, tall)
	b.until("document.querySelector('emergent-alignment').isNear === true")
	b.eval("scrollTo(0, 2500)")
	b.until("document.querySelector('emergent-alignment').isNear === false")
	s := preset(t, "specialists")
	s.Agents[0].Weights = []float64{0.25, 0.25, 0.5}
	frames := "document.querySelector('emergent-alignment').stats().then(s => s.frames)"
	before := value[int](b, frames)
	b.eval("document.querySelector('emergent-alignment').setScenario(" + string(engine.Format(s)) + ")")
	b.settled()
	if after := value[int](b, frames); after != before {
		t.Errorf("%d frames were drawn off the screen", after-before)
	}
	b.eval("scrollTo(0, 0)")
	b.until("document.querySelector('emergent-alignment').isNear === true")
	b.eval(fmt.Sprintf("(async () => { while (await %s <= %d) await new Promise(requestAnimationFrame) })()",
		frames, before))
}
