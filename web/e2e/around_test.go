//go:build e2e

package e2e

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// around is a page of somebody else, with habits of its own, that embeds the figure.
type around struct {
	name   string
	page   http.Header // what the page is sent with; F stands for the figure's host
	figure http.Header // what the figure's host sends beside its files
	head   string
	body   string // with %s where the element is to be; empty: the element alone
	attr   string // of the element
	reveal string // a script that brings the figure into sight
	says   string // part of what is seen in the figure's place, where the page does not allow it
}

func strict(text string) http.Header { return http.Header{"Content-Security-Policy": {text}} }

const least = "default-src 'none'; script-src F; frame-src F; img-src F data:"

var isolated = http.Header{"Cross-Origin-Embedder-Policy": {"require-corp"},
	"Cross-Origin-Opener-Policy": {"same-origin"}}
var agreeing = http.Header{"Cross-Origin-Resource-Policy": {"cross-origin"},
	"Cross-Origin-Embedder-Policy": {"require-corp"}}

var arounds = []around{
	{name: "`Content-Security-Policy: script-src F; frame-src F; img-src F data:`, and nothing else allowed",
		page: strict(least)},
	{name: "the same with `require-trusted-types-for 'script'`",
		page: strict(least + "; require-trusted-types-for 'script'")},
	{name: "a policy without `frame-src`", page: strict("default-src 'none'; script-src F; img-src F data:"),
		says: "may not allow to frame it"},
	{name: "the figure's host sends `X-Frame-Options: DENY`", figure: http.Header{"X-Frame-Options": {"DENY"}},
		says: "may not allow to frame it"},
	{name: "`Cross-Origin-Embedder-Policy: require-corp`, the figure's host as above",
		page: isolated, figure: agreeing},
	{name: "`Cross-Origin-Embedder-Policy: credentialless`, the figure's host as above",
		page: http.Header{"Cross-Origin-Embedder-Policy": {"credentialless"}}, figure: agreeing},
	{name: "`Cross-Origin-Embedder-Policy: require-corp`, the figure's host without",
		page: isolated, says: "its own page"},
	{name: "`Permissions-Policy: clipboard-write=(), fullscreen=()`",
		page: http.Header{"Permissions-Policy": {"clipboard-write=(), fullscreen=()"}}},
	{name: "`sandbox=\"allow-scripts allow-same-origin allow-popups allow-forms\"` (Moodle)",
		attr: `sandbox="allow-scripts allow-same-origin allow-popups allow-forms"`},
	{name: "`sandbox=\"allow-scripts\"`", attr: `sandbox="allow-scripts"`},
	{name: "a hidden tab, shown later", body: `<div id="tab" style="display:none">%s</div>`,
		reveal: "tab.style.display = 'block'"},
	{name: "`<details>`, opened later", body: `<details><summary>More</summary>%s</details>`,
		reveal: "document.querySelector('details').open = true"},
	{name: "`<dialog>`, opened later", body: `<dialog style="width:80vw">%s</dialog>`,
		reveal: "document.querySelector('dialog').showModal()"},
	{name: "a parent of no size, sized later", body: `<div id="tab" style="width:0;height:0;overflow:hidden">%s</div>`,
		reveal: "tab.style.cssText = 'width:700px;height:500px'"},
	{name: "a scaled and turned parent", body: `<div style="transform:scale(.6) rotate(3deg)">%s</div>`},
	{name: "right to left, quirks, every element with margins and heights of its own",
		head: `<style>* { margin: 3px !important; line-height: 2 !important; box-sizing: content-box !important } ` +
			`iframe, img { max-width: 100% !important; height: auto !important }</style>`,
		body: `<div dir="rtl">%s</div>`},
	{name: "a dark page", head: `<style>:root { color-scheme: dark; background: #111 }</style>`},
	{name: "two versions of `embed.js`", head: `<script src="F/embed.js?older"></script>`},
}

// A figure works in every page, or its reader is told what the page does not allow.
func TestPagesAround(t *testing.T) {
	onHosts(t)
	results := map[string][]string{}
	var names []string
	for _, e := range browsers {
		if !slices.Contains(visitors, e.name) {
			continue
		}
		t.Run(e.name, func(t *testing.T) {
			v := e.visit(t)
			v.size(1100, 700)
			names = append(names, v.Version())
			for _, a := range arounds {
				says := ""
				t.Run(a.name, func(t *testing.T) {
					says = "fails"
					says = a.read(enter(t, v.Browser, nil))
				})
				results[a.name] = append(results[a.name], says)
			}
		})
	}
	rows := make([][]string, len(arounds))
	for i, a := range arounds {
		rows[i] = append([]string{a.name}, results[a.name]...)
	}
	publish(t, "pages", append([]string{"page"}, names...), rows)
}

// serve starts the page's host, which is another than the figure's.
func (a around) serve(t *testing.T) string {
	t.Helper()
	figure := serving(t, a.figure)
	body := a.body
	if body == "" {
		body = "%s"
	}
	element := fmt.Sprintf(`<emergent-alignment id="figure" preset="judge" height="420" %s><a `+
		`href="%s/stage.html?preset=judge">The figure on its own page</a></emergent-alignment>`, a.attr, figure)
	text := "<!doctype html>"
	if strings.Contains(a.name, "quirks") {
		text = ""
	}
	text += `<link rel="icon" href="data:,">` +
		strings.ReplaceAll(a.head, "F/", figure+"/") + fmt.Sprintf(`<script src="%s/embed.js"></script>`,
		figure) + fmt.Sprintf(body, element)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for name, values := range a.page {
			for _, value := range values {
				w.Header().Add(name, inPolicy(value, figure))
			}
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, text)
	}))
	t.Cleanup(server.Close)
	return strings.Replace(server.URL, "127.0.0.1", "localhost", 1)
}

// inPolicy writes the figure's host where a policy says F.
func inPolicy(policy, figure string) string {
	u, err := url.Parse(figure)
	if err != nil {
		panic(err) // httptest made it
	}
	return strings.NewReplacer("src F", "src "+u.Scheme+"://"+u.Host).Replace(policy)
}

func (a around) read(v *visitor) string {
	v.tolerate = []string{"Content-Security-Policy", "Content Security Policy", "CSP", "X-Frame-Options", "Refused",
		"ERR_BLOCKED", "NotSameOrigin", "frame", "Cross-Origin", "quirks"}
	v.navigate(a.serve(v.T))
	if a.reveal != "" {
		v.eval("(() => { " + a.reveal + " })()")
	}
	if a.says != "" {
		const seen = "(figure.shadowRoot ? figure.shadowRoot.getElementById('note') : figure).innerText"
		v.until(seen + fmt.Sprintf(".includes(%q)", a.says))
		return "says: “" + strings.TrimSpace(read[string](v, seen)) + "”"
	}
	v.until("customElements.get('emergent-alignment')")
	v.eval("figure.ready")
	same(v.T, a.name, v.scenarioOf("figure.getScenario()"), preset(v.T, "judge"))
	v.until("(([a, b]) => a.width > 200 && a.height > 200 && Math.abs(a.width - b.width) < 2 && Math.abs(a.height - " +
		"b.height) < 2)([figure, figure.querySelector('iframe')].map((e) => e.getBoundingClientRect()))")
	if a.says == "" && strings.Contains(a.name, "dark") {
		v.until("figure.themed === 'dark'")
	}
	v.picture("")
	return "works"
}
