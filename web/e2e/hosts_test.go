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

// The element as an ES module, and written into the page by a tool that keeps everything in one
// file: there it is told where the figure is, or says what it wants to be told.
func TestWhereTheScriptIs(t *testing.T) {
	cors := serving(t, http.Header{"Access-Control-Allow-Origin": {"*"}})
	b := blank(t, wide)
	b.do(chromedp.Navigate(other(t, nil, fmt.Sprintf(`<!doctype html><link rel="icon" href="data:,"><script type="module">import %q</script>
		<emergent-alignment id="figure" preset="rivals" height="300"></emergent-alignment>`, cors+"/embed.mjs"))))
	b.until("window.figure?.ready")
	same(t, "imported", b.scenarioOf("figure"), preset(t, "rivals"))

	b = blank(t, wide)
	b.do(chromedp.Navigate(other(t, nil, fmt.Sprintf(`<!doctype html><link rel="icon" href="data:,"><script>window.heard = []; addEventListener('error', (e) => heard.push(e.detail?.message ?? e.message), true)</script><script>%s</script>
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
	b.eval(fmt.Sprintf("(async () => { while ((await figure.getScenario()).title !== %q) ; })()", preset(t, "rivals").Title))
	if got := value[[]any](b, "[figure.getBoundingClientRect().height, figure.getAttribute('ui'), figure.preset]"); got[0] != 300.0 || got[1] != "min" || got[2] != "rivals" {
		t.Errorf("after its properties were set: %v", got)
	}
	if got := value[[]any](b, "[figure.firstChild, figure.querySelectorAll('iframe').length, figure.getAttribute('style')]"); got[0] != nil || got[1] != 1.0 || got[2] != nil {
		t.Errorf("first child, frames, style: %v", got)
	}
	b.eval("(figure.ui = null, figure.height = false)")
	if got := value[[]any](b, "[figure.hasAttribute('ui'), figure.getBoundingClientRect().height]"); got[0] != false || got[1] != 480.0 {
		t.Errorf("after its properties were taken away: %v", got)
	}
}

// A frame that may not be shown leaves the poster, a sentence, and a way to the figure.
func TestBlockedFrame(t *testing.T) {
	b := blank(t, wide)
	b.tolerate = []string{"Refused", "X-Frame-Options", "frame"}
	b.do(chromedp.Navigate(other(t, nil, figures(serving(t, http.Header{"X-Frame-Options": {"DENY"}}), `<emergent-alignment id="figure" preset="judge" height="480"></emergent-alignment>`))))
	b.until("figure.shadowRoot.getElementById('note').textContent.includes('may not allow')")
	oneSentence(t, "a blocked frame", b.refusal("figure.ready"), "allow to frame")
	const seen = "[figure.shadowRoot.querySelector('img').offsetHeight > 400, getComputedStyle(figure.querySelector('iframe')).visibility, figure.shadowRoot.querySelector('a').href]"
	if got := value[[]any](b, seen); got[0] != true || got[1] != "hidden" || !strings.Contains(got[2].(string), "/stage.html?preset=judge") {
		t.Errorf("poster, frame and link are %v", got)
	}
}
