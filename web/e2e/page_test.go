//go:build e2e

package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
)

// At rest no frame is drawn: the count stands still over sixty frames of the browser.
func TestRest(t *testing.T) {
	b := stage(t, "?preset=specialists", wide)
	b.eval("(async () => { for (let last = -1, n; (n = emergent.stats().frames) !== last; last = n) await new " +
		"Promise(done => setTimeout(done, 400)) })()")
	before := value[int](b, "emergent.stats().frames")
	b.eval("(async () => { for (let i = 0; i < 60; i++) await new Promise(requestAnimationFrame) })()")
	if after := value[int](b, "emergent.stats().frames"); after != before {
		t.Errorf("%d frames were drawn at rest", after-before)
	}
	b.eval(`document.querySelector('[data-handle="user"]').focus()`)
	b.eval("emergent.setScenario({...emergent.getScenario(), title: 'awake'})")
	b.until(fmt.Sprintf("emergent.stats().frames > %d", before))
}

// The system's theme is followed unless the link or the reader says otherwise.
func TestThemes(t *testing.T) {
	const paper = "getComputedStyle(document.body).backgroundColor"
	b := blank(t, wide)
	b.system("dark")
	b.navigate("stage.html")
	b.ready()
	dark := value[string](b, paper)
	b.system("light")
	b.until("document.documentElement.dataset.theme === 'light'")
	light := value[string](b, paper)
	if dark == light {
		t.Errorf("both themes have the paper %s", dark)
	}
	b.click("#theme") // auto -> light
	b.click("#theme") // light -> dark
	if got := value[string](b, paper); got != dark {
		t.Errorf("the theme button leads to %s, want %s", got, dark)
	}
	other := blank(t, wide)
	other.system("light")
	other.navigate("stage.html?theme=dark")
	other.ready()
	if got := value[string](other, paper); got != dark {
		t.Errorf("theme=dark leads to %s, want %s", got, dark)
	}
}

// ui=min shows figure and verdict, ui=none the figure alone.
func TestUI(t *testing.T) {
	visible := func(b *tab, id string) bool {
		return value[bool](b, "document.getElementById('"+id+"').checkVisibility()")
	}
	for _, c := range []struct {
		ui                   string
		bar, verdict, panels bool
	}{{"full", true, true, true}, {"min", false, true, false}, {"none", false, false, false}} {
		b := stage(t, "?ui="+c.ui, framed)
		if visible(b, "bar") != c.bar || visible(b, "verdict") != c.verdict || visible(b, "details") != c.panels ||
			!visible(b, "figure") {
			t.Errorf("ui=%s shows bar %v, verdict %v, details %v", c.ui, visible(b, "bar"), visible(b, "verdict"),
				visible(b, "details"))
		}
	}
}

// Nothing of any figure sticks out at any of the three sizes.
func TestFits(t *testing.T) {
	for _, d := range []device{wide, phone, framed} {
		b := stage(t, "?preset=crowd", d)
		for _, scene := range b.scenes() {
			b.eval(fmt.Sprintf("emergent.setView({scene: %q})", scene))
			b.until(fmt.Sprintf("document.documentElement.dataset.scene === %q", scene))
			b.settled()
			b.fits(scene, d)
		}
	}
}

// scenes lists the figures that have a tab.
func (b *tab) scenes() []string {
	b.Helper()
	return value[[]string](b, "[...document.querySelectorAll('#scenes [data-scene]:not([hidden])')].map(e => "+
		"e.dataset.scene)")
}

func (b *tab) fits(scene string, d device) {
	b.Helper()
	b.flows(scene, d)
	b.holdsLabels(scene, d)
}

// flows checks that nothing has to be scrolled sideways, and the page not at all.
func (b *tab) flows(scene string, d device) {
	b.Helper()
	if got := value[string](b, "[document.documentElement.scrollWidth > innerWidth, "+
		"document.documentElement.scrollHeight > innerHeight, document.getElementById('panel').scrollWidth > "+
		"document.getElementById('panel').clientWidth].join()"); got != "false,false,false" {
		b.Errorf("%s, %v: page too wide, page too high, panel too wide: %s", scene, d, got)
	}
}

// holdsLabels checks that all words of a figure stand in it.
func (b *tab) holdsLabels(scene string, d device) {
	b.Helper()
	outside := value[[]string](b, `(boxes => [...document.querySelectorAll('#labels span')].filter(e => {
		const r = e.getBoundingClientRect();
		return !boxes.some(f => r.left >= f.left - 1 && r.right <= f.right + 1 && r.top >= f.top - 1 && r.bottom <= f.bottom + 1);
	}).map(e => e.textContent))(['figure', 'aside'].map(id => document.getElementById(id).getBoundingClientRect()))`)
	if len(outside) > 0 {
		b.Errorf("%s, %v: labels outside the figure: %q", scene, d, outside)
	}
}

// Back and forward walk through the steps; a link with a scenario wins over the preset.
func TestHistory(t *testing.T) {
	b := stage(t, "?preset=specialists", wide)
	start := b.scenario()
	hash := value[string](b, "location.hash")
	b.eval("emergent.setScenario({...emergent.getScenario(), title: 'one'})")
	b.until("location.hash !== " + fmt.Sprintf("%q", hash))
	b.eval("emergent.setScenario({...emergent.getScenario(), title: 'two'})")
	b.eval("history.back()")
	b.until("emergent.getScenario().title === 'one'")
	b.eval("history.forward()")
	b.until("emergent.getScenario().title === 'two'")
	b.reload()
	b.until("window.emergent?.getScenario?.().title === 'two'")
	got := b.scenario()
	got.Title = start.Title
	same(t, "beside the title", got, start)
}

// Pictures leave the page with their text as text, and at the size that was asked for.
func TestExports(t *testing.T) {
	b := stage(t, "?preset=specialists", wide)
	svg := value[string](b, "emergent.exportSVG()")
	if !strings.HasPrefix(strings.TrimSpace(svg), "<") || !strings.Contains(svg, "<text") ||
		strings.Contains(svg, "<image") {
		t.Errorf("the SVG has no text, or a raster: %.200s", svg)
	}
	for _, s := range value[[]string](b, "[...document.querySelectorAll('#labels span')].map(e => e.textContent)") {
		if !b.contains(svg, s) {
			t.Errorf("the label %q is not in the SVG", s)
		}
	}
	sizes := value[[][]int](b, `Promise.all([1, 2].map(async (scale) => { const i = new Image(); i.src = await `+
		`emergent.exportPNG(scale); await i.decode(); return [i.naturalWidth, i.naturalHeight] }))`)
	if sizes[0][0] < 100 || sizes[1][0] != 2*sizes[0][0] || sizes[1][1] != 2*sizes[0][1] {
		t.Errorf("PNG at scale 1 and 2: %v", sizes)
	}
	if m := b.refusal("emergent.exportPNG(1e9)"); !strings.Contains(m, "scale") {
		t.Errorf("a PNG of a billion times the size: %q", m)
	}
}

// contains reports whether a text stands in the SVG once it is parsed.
func (b *tab) contains(svg, text string) bool {
	b.Helper()
	return value[bool](b,
		fmt.Sprintf("new DOMParser().parseFromString(%q, 'image/svg+xml').documentElement.textContent.includes(%q)",
			svg, text))
}

// The median time of an event, from pointer to new verdict, is in stats.
func TestEventTime(t *testing.T) {
	b := stage(t, "?preset=specialists", wide)
	p := b.at(agent0)
	b.press(p)
	for i := range 60 {
		b.moveTo(p.plus(float64(-i), float64(i)/2))
	}
	b.release(p.plus(-60, 30))
	events := value[int](b, "emergent.stats().events")
	if events < 30 {
		t.Errorf("%d events were counted, sixty were sent", events)
	}
	t.Logf("median of %d events: %.2f ms", events, value[float64](b, "emergent.stats().eventMedian"))
}

// The menu loads every preset without a complaint, shows which one it is, and says when the
// scenario is none of them.
func TestPresetMenu(t *testing.T) {
	b := stage(t, "", wide)
	names := value[[]string](b, "[...document.getElementById('preset').options].map(o => o.value).filter(Boolean)")
	if len(names) < 4 {
		t.Fatalf("the menu has %v", names)
	}
	for _, name := range names {
		b.eval(fmt.Sprintf("(s => { s.value = %q; s.dispatchEvent(new Event('change', { bubbles: true })) "+
			"})(document.getElementById('preset'))", name))
		b.until(fmt.Sprintf("emergent.getScenario().title === %q", preset(t, name).Title))
		same(t, name, b.scenario(), preset(t, name))
		b.agrees()
		if value[bool](b, "emergent.undo()") {
			t.Errorf("%s can be undone, though it is a start", name)
		}
	}
	own := preset(t, names[0])
	own.Title = "Mine"
	b.eval(fmt.Sprintf(`(() => {
		const files = new DataTransfer();
		files.items.add(new File([%q], 'mine.json'));
		document.getElementById('figure').dispatchEvent(new DragEvent('drop', { dataTransfer: files, bubbles: true, cancelable: true }));
	})()`, engine.Format(own)))
	b.until("emergent.getScenario().title === 'Mine'")
	b.until("document.getElementById('preset').value === ''")
}
