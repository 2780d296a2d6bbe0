//go:build e2e

package e2e

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"

	"github.com/chromedp/chromedp"
)

// A sandboxed figure works, with its origin or without, and asks no CORS headers of its host. The
// sandbox is that of the element, or of the page around it. A plain frame without an origin says
// what is missing.
func TestSandbox(t *testing.T) {
	for _, c := range []struct {
		name, attribute string
		page            string // sandbox of the page around
		cors, element   bool
	}{
		{"scripts and origin", `sandbox="allow-scripts allow-same-origin"`, "", false, true},
		{"scripts, CORS", `sandbox="allow-scripts"`, "", true, true},
		{"page with scripts, CORS", "", "sandbox allow-scripts", true, true},
		{"scripts, no CORS", `sandbox="allow-scripts"`, "", false, true},
		{"a plain frame, no CORS", `sandbox="allow-scripts"`, "", false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			address, _ := counting(t, c.cors)
			b := blank(t, wide)
			header := http.Header{}
			if c.page != "" {
				header.Set("Content-Security-Policy", c.page)
			}
			if !c.element {
				b.do(chromedp.Navigate(other(t, header, plainFrame(address, c.attribute))))
				b.tolerate = []string{"CORS", "net::ERR_FAILED"}
				b.until("heard.some((m) => m.includes('CORS headers') && m.includes('allow-same-origin'))")
				return
			}
			b.do(chromedp.Navigate(other(t, header,
				figures(address,
					fmt.Sprintf(
						`<emergent-alignment id="figure" preset="specialists" height="480" %s></emergent-alignment>
				<script>window.heard = []; figure.addEventListener('error', (e) => heard.push(e.detail.message)); figure.addEventListener('change', () => heard.push('change'))</script>`, c.attribute)))))
			b.eval("figure.ready")
			s := heavy() // large enough for a worker, where there is one
			s.Agents = s.Agents[:4]
			b.eval("figure.setScenario(" + string(engine.Format(s)) + ")")
			if d := differs(value[string](b, "figure.getResult().then(JSON.stringify)"), engine.Solve(s)); d != "" {
				t.Error(d)
			}
			b.until("heard.includes('change')")
			if !value[bool](b, "figure.undo()") {
				t.Error("nothing to undo")
			}
			if svg := value[string](b, "figure.exportSVG()"); !strings.Contains(svg, "<svg") {
				t.Errorf("exportSVG returned %.80q", svg)
			}
			same(t, "after undo", b.scenarioOf("figure"), preset(t, "specialists"))
		})
	}
}

// plainFrame is a page that frames the figure without the element, and asks it how it is.
func plainFrame(address, attribute string) string {
	return fmt.Sprintf(
		`<!doctype html><link rel="icon" href="data:,"><script>window.heard = []; addEventListener('message', (e) => heard.push(e.data.detail?.message ?? ''))</script>
		<iframe src="%s/stage.html?embed=1" %s onload="this.contentWindow.postMessage({ emergent: 1, method: 'hello' }, '*')"></iframe>`, address, attribute)
}
