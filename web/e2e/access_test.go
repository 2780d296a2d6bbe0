//go:build e2e

package e2e

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// node is what a screen reader learns of an element.
type node struct {
	Role, Name, Value string
	State             map[string]string
}

// tree is the accessibility tree as a list, without what is ignored.
func (b *tab) tree() (list []node) {
	b.Helper()
	text := func(v *accessibility.Value) string {
		if v == nil || len(v.Value) == 0 {
			return ""
		}
		var s any
		if err := json.Unmarshal(v.Value, &s); err != nil {
			b.Fatal(err)
		}
		return fmt.Sprint(s)
	}
	for _, n := range command(b, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{}).Nodes {
		if n.Ignored {
			continue
		}
		m := node{text(n.Role), text(n.Name), text(n.Value), map[string]string{}}
		for _, p := range n.Properties {
			m.State[string(p.Name)] = text(p.Value)
		}
		list = append(list, m)
	}
	return list
}

// with returns the nodes of a role.
func with(list []node, role string) (found []node) {
	for _, n := range list {
		if n.Role == role {
			found = append(found, n)
		}
	}
	return found
}

// A screen reader finds in every figure: the tabs with the one that is chosen, the panel they
// belong to, a slider with name and words for every handle, a named control for every
// setting, no element to press without a name, and the polite region.
func TestAccessibilityTree(t *testing.T) {
	b := stage(t, "?preset=rivals", wide)
	for _, scene := range b.scenes() {
		b.showScene(scene)
		list := b.tree()
		chosen := ""
		for _, n := range with(list, "tab") {
			if n.State["selected"] == "true" {
				chosen += n.Name
			}
		}
		if want := value[string](b, "document.querySelector('#tab-"+scene+"').textContent"); chosen != want {
			t.Errorf("%s: the chosen tab is %q, want %q", scene, chosen, want)
		}
		panels := with(list, "tabpanel")
		if len(with(list, "tablist")) != 1 || len(panels) != 1 || panels[0].Name != chosen ||
			len(with(list, "main")) != 1 {
			t.Errorf("%s: tab lists %v, panels %v", scene, with(list, "tablist"), panels)
		}
		handles := value[[]struct{ Name, Text string }](b, "[...document.querySelectorAll('[data-handle]')].map(e => "+
			"({ Name: e.ariaLabel, Text: e.getAttribute('aria-valuetext') }))")
		points := 0
		for _, n := range with(list, "slider") {
			if n.State["roledescription"] != "movable point" {
				continue
			}
			points++
			if !slices.ContainsFunc(handles, func(h struct{ Name, Text string }) bool {
				// Chromium tells no aria-valuetext here
				return h.Name == n.Name && h.Text != "" && n.Value != "" && n.State["focusable"] == "true"
			}) {
				t.Errorf("%s: the point %+v is none of %q", scene, n, handles)
			}
		}
		if points != len(handles) {
			t.Errorf("%s: %d points, %d handles", scene, points, len(handles))
		}
		for _, n := range list {
			if slices.Contains([]string{"button", "slider", "combobox", "checkbox", "tab", "link", "spinbutton",
				"region", "group", "table", "tabpanel"}, n.Role) && n.Name == "" && n.State["focusable"] == "true" {
				t.Errorf("%s: a %s without a name: %v", scene, n.Role, n.State)
			}
		}
		polite := slices.ContainsFunc(list, func(n node) bool {
			return n.State["live"] == "polite" && n.Role != "status"
		})
		if !polite {
			t.Errorf("%s: there is no polite region", scene)
		}
	}
}

// The region says the verdict once a drag is over, not what it was on the way there.
func TestLiveRegion(t *testing.T) {
	b := stage(t, "?preset=specialists", wide)
	b.eval(
		"window.said = [], new MutationObserver(() => said.push(document.getElementById('live').textContent)).observe(document.getElementById('live'), { childList: true, characterData: true, subtree: true })")
	p := b.at(`[data-handle="user"]`)
	b.drag(p, p.plus(40, 20))
	const verdict = "document.getElementById('verdict-text').textContent"
	b.until("said.at(-1) === " + verdict)
	if n := value[int](b, "said.length"); n > 2 {
		t.Errorf("one drag inside the hull is told %d times", n)
	}
}

// The arrow keys go from tab to tab and show the figure; Tab leaves them by one press.
func TestTabsByKeyboard(t *testing.T) {
	b := stage(t, "?preset=specialists", wide)
	scenes := b.scenes()
	b.tabTo("document.activeElement.id === 'tab-hull'")
	for _, scene := range append(scenes[1:], scenes[0]) {
		b.keys(kb.ArrowRight)
		b.until("document.activeElement.id === 'tab-' + document.documentElement.dataset.scene && " +
			"document.activeElement.dataset.scene === " + quoted(scene))
	}
	b.keys(kb.End)
	b.until("emergent.getView().scene === " + quoted(scenes[len(scenes)-1]))
	b.keys(kb.Tab)
	if got := value[string](b, "document.activeElement.closest('#scenes')?.id ?? ''"); got != "" {
		t.Error("Tab stays among the tabs")
	}
}

// The pin keeps figures to compare with, by its button and by its key, and says so.
func TestPin(t *testing.T) {
	b := stage(t, "?preset=specialists", wide)
	const pressed = "document.getElementById('pin').ariaPressed"
	b.click("#pin")
	b.until(pressed + " === 'true'")
	b.until("document.getElementById('live').textContent.startsWith('Pinned')")
	b.tabTo("document.activeElement?.dataset?.handle === 'user'")
	b.keys(kb.ArrowLeft, chromedp.ModifierShift)
	b.until("[...document.querySelectorAll('#pinned tbody tr')].some(r => /^[+\u2212]/.test(r.lastChild.textContent))")
	if svg := value[string](b, "emergent.exportSVG()"); !strings.Contains(svg, `id="pinned-`) ||
		!strings.Contains(svg, "stroke-dasharray") {
		t.Error("the picture has no ghost")
	}
	b.passes("pinned")
	b.until("location.hash.length > 400")
	b.reload()
	b.until("window.emergent?.getView && document.documentElement.dataset.state === 'live'")
	b.until(pressed + " === 'true' && document.querySelectorAll('#pinned tbody tr').length > 3")
	b.keys("p")
	b.until(pressed + " === 'false' && document.getElementById('pinned').hidden")
	if svg := value[string](b, "emergent.exportSVG()"); strings.Contains(svg, `id="pinned-`) {
		t.Error("there still is a ghost")
	}
}

// The twin holds the figure's values as they stand; the help is of the figure that is shown.
func TestTwinAndHelp(t *testing.T) {
	b := stage(t, "?preset=specialists", wide)
	b.eval("document.querySelector('#twin summary').click()")
	const text = "document.getElementById('twin').innerText"
	b.until(text + ".includes('Economist')")
	b.eval("emergent.setScenario((s => { s.user.weights = [0.1, 0.2, 0.7]; return s })(emergent.getScenario()))")
	b.until(text + ".includes('safety 0.70')")
	for _, scene := range b.scenes() {
		b.to(scene)
		for _, h := range value[[]string](b,
			"[...document.querySelectorAll('[data-handle]')].map(e => e.getAttribute('aria-valuetext'))") {
			if !strings.Contains(value[string](b, "document.getElementById('twin').textContent"), h) {
				t.Errorf("%s: the twin lacks %q", scene, h)
			}
		}
		b.keys("?")
		b.until("document.getElementById('help-dialog').open")
		if n := value[int](b, "document.querySelectorAll('#help-marks dt').length"); n < 3 ||
			!value[bool](b, "document.getElementById('help-figure').textContent.includes(document.getElementById('tab-"+
				scene+"').textContent)") {
			t.Errorf("%s: the help explains %d marks", scene, n)
		}
		b.keys(kb.Escape)
		b.until("!document.getElementById('help-dialog').open")
	}
}

// What is saved is named after figure and preset, or after the scenario's own title.
func TestSaves(t *testing.T) {
	b := stage(t, "?preset=judge&scene=equilibrium", wide)
	b.eval(`(() => {
		window.saved = [];
		let blob;
		URL.createObjectURL = (b) => { blob = b; return "blob:none" };
		HTMLAnchorElement.prototype.click = function () { saved.push(blob.text().then((text) => [this.download, blob.type, text])) };
	})()`)
	save := func(kind string) []string {
		b.Helper()
		b.eval("(saved.length = 0, document.querySelector('[data-download=" + kind + "]').click())")
		b.until("saved.length === 1")
		return value[[]string](b, "saved[0]")
	}
	for kind, want := range map[string][3]string{
		"svg": {"svg", "image/svg+xml", "<svg"}, "png": {"png", "image/png", "PNG"},
		"scenario": {"json", "application/json", `"prior"`},
		"result":   {"result.json", "application/json", `"benchmarks"`},
		"csv":      {"csv", "text/csv", "Payoffs and concave envelopes"},
	} {
		got := save(kind)
		if got[0] != "emergent-equilibrium-judge."+want[0] || !strings.HasPrefix(got[1], want[1]) ||
			!strings.Contains(got[2], want[2]) {
			t.Errorf("%s: %q of type %q: %.80q", kind, got[0], got[1], got[2])
		}
	}
	saved := save("svg")[2]
	// title, credit, verdict
	for _, said := range []string{"One prosecutor persuades the judge", "arXiv:2509.15090", "0.70"} {
		if !strings.Contains(saved, said) {
			t.Errorf("the saved picture does not say %q", said)
		}
	}
	paper := func(svg string) bool {
		return value[bool](b, "new DOMParser().parseFromString("+quoted(svg)+
			", 'image/svg+xml').querySelector('svg > rect') !== null")
	}
	if !paper(saved) {
		t.Error("a picture has no paper")
	}
	b.eval("document.getElementById('transparent').checked = true")
	if paper(save("svg")[2]) {
		t.Error("a picture without a background has one")
	}
	for scale := 1; scale <= 4; scale++ {
		b.eval(fmt.Sprintf("document.getElementById('png-scale').value = '%d'", scale))
		b.eval("(saved.length = 0, document.querySelector('[data-download=png]').click())")
		b.until("saved.length === 1")
		width := value[int](b, "emergent.exportPNG(Number(document.getElementById('png-scale').value)).then(async "+
			"(src) => { const i = new Image(); i.src = src; await i.decode(); return i.naturalWidth })")
		if one := value[int](b, "new DOMParser().parseFromString(emergent.exportSVG(), "+
			"'image/svg+xml').documentElement.width.baseVal.value | 0"); width < scale*one || width > scale*(one+1) {
			t.Errorf("at %d times the PNG is %d wide, the SVG %d", scale, width, one)
		}
	}
	b.eval("emergent.setScenario({...emergent.getScenario(), title: 'Prüfung: <A> & B'})")
	b.eval("document.getElementById('preset').value = ''")
	if got := save("csv")[0]; got != "emergent-equilibrium-pru-fung-a-b.csv" {
		t.Errorf("a scenario of one's own is saved as %q", got)
	}
}

// media sets what the system asks for beside the theme.
func (b *tab) media(features map[string]string) {
	b.Helper()
	list := []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "light"},
		{Name: "prefers-reduced-motion", Value: "reduce"}}
	for name, value := range features {
		list = append(list, &emulation.MediaFeature{Name: name, Value: value})
	}
	command(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: list})
}

// Where the system forces its colours the figure has them too, and where it asks for more
// contrast grey becomes ink.
func TestSystemColors(t *testing.T) {
	b := stage(t, "?preset=specialists", wide)
	const corner = "getComputedStyle([...document.querySelectorAll('#labels span')].find(e => e.textContent === " +
		"'Economist')).color"
	plain := value[string](b, corner)
	b.media(map[string]string{"prefers-contrast": "more"})
	b.until(corner + " === 'rgb(0, 0, 0)' && " + quoted(plain) + " !== 'rgb(0, 0, 0)'")
	b.passes("more contrast")
	b.media(map[string]string{"forced-colors": "active"})
	// LinkText
	b.until("emergent.exportSVG().includes(" + quoted("#0000ee") + ") || emergent.exportSVG().includes(" +
		quoted("#00009f") + ")")
	for _, scene := range b.scenes() {
		b.to(scene)
		b.passes(scene + ", forced colours")
	}
	b.media(nil)
	b.showScene("hull")
	b.until(corner + " === " + quoted(plain))
}

// With text at 200 % and in a window of 320 pixels everything is there, the words are as
// large as asked for, and nothing has to be scrolled sideways.
func TestLargeTextAndNarrowWindows(t *testing.T) {
	b := stage(t, "?preset=rivals", wide)
	size := "parseFloat(getComputedStyle(document.querySelector('#labels span')).fontSize)"
	for _, scene := range b.scenes() {
		b.eval("document.documentElement.style.fontSize = ''")
		b.to(scene)
		before := value[float64](b, size)
		b.eval("document.documentElement.style.fontSize = '200%'")
		b.until(size + " > " + fmt.Sprint(1.2*before))
		if got := value[string](b,
			"getComputedStyle(document.getElementById('verdict-text')).fontSize"); got != "32px" && got != "34px" {
			t.Errorf("%s: the verdict is set in %s", scene, got)
		}
		b.fits(scene, wide)
	}
	b.eval("document.documentElement.style.fontSize = ''")
	// a phone; 1280 x 800 at 200 % and at 400 %
	for _, d := range []device{{320, 568, true}, {640, 400, false}, {320, 256, false}} {
		b.do(chromedp.EmulateViewport(d.w, d.h))
		for _, scene := range b.scenes() {
			b.to(scene)
			b.flows(scene, d)
			if d.h >= 400 { // lower than that a picture has no room for all of its words
				b.holdsLabels(scene, d)
			}
		}
		for _, dialog := range []string{"help", "share", "edit"} {
			b.eval("document.getElementById('" + dialog + "').click()")
			if wide := value[string](b, "(d => [d.scrollWidth > d.clientWidth + 1, d.getBoundingClientRect().right > "+
				"innerWidth].join())(document.getElementById('"+dialog+"-dialog'))"); wide != "false,false" {
				t.Errorf("%v: the %s dialog is too wide: %s", d, dialog, wide)
			}
			b.eval("document.getElementById('" + dialog + "-dialog').close()")
		}
	}
}
