//go:build e2e

package e2e

import (
	"fmt"
	"image"
	"strings"
	"testing"
	"time"

	"github.com/emergent-alignment/emergent/scenes"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// windows are the sizes at which the story has to hold.
var windows = []device{wide, {1920, 1080, false}, {1024, 768, false}, phone, {360, 640, true}, framed}

// At hardly any place of the page is most of the text that can be seen about another figure than
// the one that is shown: at most one in twenty, where it was one in four.
func TestFigureIsThatOfTheText(t *testing.T) {
	for _, d := range windows {
		b := text(t, "index.html", d)
		r := value[[2]int](b, `(async () => {
			const steps = [...document.querySelectorAll('.step')];
			const key = s => [s.dataset.scene, s.dataset.preset, s.dataset.values].join();
			const figure = document.querySelector('.figure'), text = document.getElementById('text');
			const end = steps.at(-1).getBoundingClientRect().bottom + scrollY - innerHeight;
			let places = 0, wrong = 0;
			for (let y = 0; y < end; y += 110) {
				scrollTo({ top: y, behavior: 'instant' });
				for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
				const f = figure.getBoundingClientRect(), t = text.getBoundingClientRect();
				const top = f.left < t.right && f.right > t.left && f.top <= 1 ? Math.max(0, f.bottom) : 0;
				const seen = {};
				for (const s of steps) for (const e of s.children) {
					const r = e.getBoundingClientRect();
					seen[key(s)] = (seen[key(s)] ?? 0) + Math.max(0, Math.min(r.bottom, innerHeight) - Math.max(r.top, top));
				}
				const [most, height] = Object.entries(seen).sort((a, b) => b[1] - a[1])[0];
				if (height === 0) continue;
				places++;
				if (most !== key(document.querySelector('.step.now'))) wrong++;
			}
			return [places, wrong];
		})()`)
		if r[0] < 60 || 20*r[1] > r[0] {
			t.Errorf("%v: at %d of %d places most of the text is about another figure", d, r[1], r[0])
		}
	}
}

// The contents lead to the heading, to within 8 pixels, with every badge and fold open, and the
// address says so; also when the figure, and with it the text, follows only later.
func TestContentsLand(t *testing.T) {
	const off = `(id => { const f = document.querySelector('.figure').getBoundingClientRect(), t = document.getElementById('text').getBoundingClientRect();
		const top = f.left < t.right && f.right > t.left && f.top <= 1 ? Math.max(0, Math.min(f.bottom, innerHeight)) : 0;
		return document.querySelector('#' + id + ' h2').getBoundingClientRect().top - top })`
	open := "document.querySelectorAll('#text details').forEach(d => { d.open = true })"
	land := func(b *tab, id string) {
		b.Helper()
		b.eval(fmt.Sprintf("void document.querySelector('#contents a[href=\"#%s\"]').click()", id))
		b.until(
			fmt.Sprintf(
				"location.hash === '#%[1]s' && document.querySelector('.step.now').closest('.part').id === %[1]q", id))
		b.until(fmt.Sprintf("Math.abs(%s(%q)) <= 8", off, id))
		b.settled()
		if at := value[float64](b, fmt.Sprintf("%s(%q)", off, id)); at < -8 || at > 8 {
			b.Errorf("%s: the heading stands %v pixels off", id, at)
		}
	}
	for _, d := range windows {
		b := text(t, "index.html", d)
		b.eval(open)
		for _, id := range []string{"talk", "hull", "choice", "mistakes", "competition", "lab", "persuasion"} {
			land(b, id)
		}
	}
	b := article(t, wide)
	b.eval(open)
	b.comesTo("why")
	b.move("0.9,0.05,0.05") // the badge and the bars of this step are others, and of another height
	b.until("document.querySelector('.badge[data-claim=perfect]').dataset.state === 'off'")
	land(b, "mistakes")
	b.shows(preset(t, "overload").Title)
	land(b, "mistakes")
}

// corners are those of the triangle in a picture.
const corners = `(svg => [...new DOMParser().parseFromString(svg, 'image/svg+xml').querySelectorAll('path')].map(p => p.getAttribute('d'))
	.find(d => /^M[\d.]+ [\d.]+(L[\d.]+ [\d.]+){2}Z$/.test(d)).match(/[\d.]+/g).map(Number))`

// At every size the picture that stands where the figure will be has the size of its place, and
// its triangle stands where the figure then draws it: nothing moves when the figure comes.
func TestPosterStandsInTheDrawing(t *testing.T) {
	b := article(t, wide)
	for _, d := range windows {
		b.do(chromedp.EmulateViewport(d.w, d.h))
		b.until(fmt.Sprintf("innerWidth === %d && innerHeight === %d", d.w, d.h))
		inner := figure + ".querySelector('iframe').contentDocument"
		b.until(fmt.Sprintf("Math.abs(%[1]s.documentElement.clientWidth - %[2]s.clientWidth) <= 1 && "+
			"Math.abs(%[1]s.documentElement.clientHeight - %[2]s.clientHeight) <= 1", inner, figure))
		b.settled()
		r := value[[][]float64](b, fmt.Sprintf(`(async () => {
			const box = %[1]s.getBoundingClientRect(), border = %[1]s.clientLeft;
			const size = [box.width - 2 * border, box.height - 2 * border];
			const off = ([w, h]) => Math.abs(w - size[0]) + Math.abs(h - size[1]);
			const all = %[1]s.dataset.posters.split(' ').map(s => s.replace('*', '').split('x').map(Number));
			const [w, h] = all.sort((a, b) => off(a) - off(b))[0];
			const picture = await (await fetch('static/posters/at-who-' + w + 'x' + h + '-light.svg')).text();
			return [size, [w, h], (%[2]s)(picture), (%[2]s)(await %[1]s.exportSVG())];
		})()`, figure, corners))
		for i, want := range r[0] {
			if off := r[1][i] - want; off > 1.5 || off < -1.5 {
				t.Errorf("%v: the picture is as large as %v, its place %v", d, r[1], r[0])
			}
		}
		for i, want := range r[3] {
			if off := r[2][i] - want; off > 1.5 || off < -1.5 {
				t.Fatalf("%v: the triangle stands at %v in the picture and at %v in the figure", d, r[2], r[3])
			}
		}
	}
}

// While it loads the figure shows the picture of its own scenario, through the frame, in full
// strength and with the bar beside it; what is not known yet is not said; and when it lives the
// screen is the same. Before, it was the picture of another scenario.
func TestLoadingShowsTheRightPicture(t *testing.T) {
	const held = `{ const go = fetch; window.fetch = async (a, ...more) => {
		while (String(a).includes('stage.wasm') && !top.released) await new Promise(r => setTimeout(r, 50));
		return go(a, ...more) } }`
	for _, c := range []struct {
		device
		theme, address string
	}{{wide, "light", "index.html"}, {phone, "dark", "index.html"}, {wide, "light", "index.html#echo"}} {
		b := blank(t, c.device)
		b.system(c.theme)
		b.before(held)
		b.navigate(c.address)
		b.reads()
		frame := figure + ".querySelector('iframe')"
		b.until(frame + "?.contentDocument?.documentElement?.dataset.state === 'loading' && " + frame +
			".contentDocument.getElementById('loading')?.getBoundingClientRect().width > 0")
		b.until(figure + ".picture.complete && " + figure + ".picture.naturalWidth > 100")
		step := value[string](b, figure+".dataset.step")
		if got := value[string](b, figure+".picture.src"); !strings.Contains(got, "/at-"+step+"-") ||
			!strings.Contains(got, c.theme) {
			t.Errorf("%s: the picture is %s", c.address, got)
		}
		r := value[[2]float64](b, "(d => [d.getElementById('loading').getBoundingClientRect().top, "+
			"d.getElementById('figure').getBoundingClientRect().bottom])("+frame+".contentDocument)")
		if r[0] < r[1]-1 {
			t.Errorf("%s: the bar begins at %v, the drawing ends at %v", c.address, r[0], r[1])
		}
		if got := value[string](b, frame+".contentDocument.body.innerText.replace(/\\s+/g, ' ').replace(/Loading the "+
			"figure(: \\d+ %)?|Starting the figure|Details/g, '').trim()"); got != "" {
			t.Errorf("%s: while it loads it says %q", c.address, got)
		}
		box := value[[4]float64](b, "(e => (r => [r.left, r.top, r.right, r.bottom])(e.getBoundingClientRect()))("+
			figure+")")
		drawing := image.Rect(int(box[0]), int(box[1]), int(box[2]), int(min(box[3]-110, float64(c.h))))
		b.settled()
		before := grayOf(t, b.shot(), scaled(drawing, c.device))
		b.eval("void (window.released = true)")
		b.eval(figure + ".ready")
		b.until(frame + ".contentDocument.documentElement.dataset.state === 'live'")
		b.eval(figure + ".getResult()")
		b.eval("new Promise(r => setTimeout(r, 400))") // the picture has faded
		after := grayOf(t, b.shot(), scaled(drawing, c.device))
		if share := unlike(before, after); share > 0.02 {
			t.Errorf("%s in %s: %.1f %% of the screen changes when the figure comes", c.address, c.theme, 100*share)
		}
	}
}

// scaled is a place on the screen of a device, two pixels for one where it is a phone.
func scaled(r image.Rectangle, d device) image.Rectangle {
	if !d.touch {
		return r
	}
	return image.Rectangle{r.Min.Mul(2), r.Max.Mul(2)}
}

// unlike is the share of the points of two pictures that differ by more than the edges of lines do.
func unlike(a, b gray) float64 {
	a, b = a.blurred(), b.blurred()
	n := 0
	for i := range a.at {
		if d := a.at[i] - b.at[i]; d > 0.12 || d < -0.12 {
			n++
		}
	}
	return float64(n) / float64(len(a.at))
}

// The figure of the article shows the drawing, its verdict, and the settings of the passage; the
// rest is behind "Details". No ladder stands there before the text has come to it.
func TestFirstScreen(t *testing.T) {
	for _, d := range []device{wide, phone} {
		b := article(t, d)
		inner := figure + ".querySelector('iframe').contentDocument"
		seen := func(id string) bool {
			return value[bool](b, fmt.Sprintf("%s.getElementById(%q).checkVisibility({visibilityProperty: true})",
				inner, id))
		}
		shown := func(what string) string {
			return value[string](b, fmt.Sprintf("['bar', 'verdict', 'more', 'sections', 'claims', 'twin'].filter(id "+
				"=> (e => e.checkVisibility() && e.getBoundingClientRect().height > 0)(%s.getElementById(id))).join()",
				inner))
		}
		if got := shown("at first"); got != "verdict,more" {
			t.Errorf("%v: beside the drawing stands %s", d, got)
		}
		if title := value[float64](b, figure+".getBoundingClientRect().top"); title < 0 || title > 200 {
			t.Errorf("%v: the figure begins at %v", d, title)
		}
		b.comesTo("one")
		ladder := inner + ".getElementById('aside').getBoundingClientRect().width * " + inner +
			".getElementById('aside').getBoundingClientRect().height"
		if size := value[float64](b, ladder); size != 0 {
			t.Errorf("%v: beside the judge there is room of %v for a ladder", d, size)
		}
		b.comesTo("ladder")
		b.until(ladder + " > 1000")
		b.comesTo("pharma")
		if d == wide {
			b.until(inner + ".querySelector('[data-param=\"alignment.combination\"]')?.checkVisibility()")
			if n := value[int](b, "[..."+inner+
				".querySelectorAll('#controls [data-param]')].filter(e => e.checkVisibility()).length"); n != 1 {
				t.Errorf("%d settings are shown, the passage is about one", n)
			}
		}
		b.eval(inner + ".getElementById('more').click()")
		b.until(inner + ".getElementById('bar').checkVisibility() && " + inner +
			".getElementById('sections').checkVisibility()")
		if !seen("undo") || !seen("share") {
			t.Errorf("%v: the tools are not there", d)
		}
		b.eval(inner + ".getElementById('more').click()")
		b.until("!" + inner + ".getElementById('bar').checkVisibility()")
	}
}

// The full page has everything: no tab is cut off, the scenario's whole name can be read, also
// that of one's own, what does not apply is not listed, and a link leads back to the place in the
// text.
func TestFullPage(t *testing.T) {
	b := article(t, wide)
	b.comesTo("outside")
	b.click("#full")
	b.until("location.pathname.endsWith('stage.html') && document.documentElement.dataset.state === 'live'")
	b.ready()
	whole :=
		`(s => { const probe = document.createElement('span'); probe.style.font = getComputedStyle(s).font; probe.textContent = s.selectedOptions[0].text;
		document.body.append(probe); const w = probe.getBoundingClientRect().width; probe.remove(); return w + 24 <= s.clientWidth })(document.getElementById('preset'))`
	cut := `[...document.querySelectorAll('#scenes [data-scene]')].filter(e => ` +
		`e.checkVisibility({visibilityProperty: ` +
		`true}) && (r => r.right > Math.min(innerWidth, e.parentNode.getBoundingClientRect().right) + ` +
		`1)(e.getBoundingClientRect())).map(e => e.textContent).join()`
	for _, d := range windows {
		b.do(chromedp.EmulateViewport(d.w, d.h))
		b.until(fmt.Sprintf("innerWidth === %d", d.w))
		b.settled()
		if got := value[string](b, cut); got != "" {
			t.Errorf("%v: cut off: %s", d, got)
		}
		if !value[bool](b, fmt.Sprint("document.getElementById('scene-menu').checkVisibility() || ",
			"document.querySelectorAll('#scenes [data-scene]').length === ", len(scenes.Scenes()))) {
			t.Errorf("%v: no way to another figure", d)
		}
		if d.w >= 390 && !value[bool](b, whole) {
			t.Errorf("%v: the scenario's name is cut off", d)
		}
	}
	if got := value[string](b, "[...document.querySelectorAll('.claim[data-state=off]')].filter(e => "+
		"e.checkVisibility()).map(e => e.textContent).join()"); got != "" {
		t.Errorf("listed although it does not apply: %s", got)
	}
	b.eval("emergent.setScenario({...emergent.getScenario(), title: '市長と三人の専門家'})")
	b.until("document.getElementById('preset').selectedOptions[0].text === '市長と三人の専門家'")
	b.click("#home")
	b.until("location.pathname.endsWith('index.html') && location.hash === '#outside' && " +
		"document.querySelector('.step.now')?.id === 'outside'")
}

// Help waits for the pointer to rest, can be hovered, covers no part of the verdict, and goes when
// the pointer leaves, when a button is pressed, and after a drag.
func TestTips(t *testing.T) {
	b := stage(t, "?scene=equilibrium&preset=judge", wide)
	const shown = "!document.getElementById('tip').hidden"
	hover := func(p point) { // with no button down, unlike moveTo
		b.mouse(input.DispatchMouseEventTypeMouseMoved, p.plus(60, 40))
		b.mouse(input.DispatchMouseEventTypeMouseMoved, p)
	}
	prior := b.at("[data-handle=prior]")
	hover(prior)
	if value[bool](b, shown) {
		t.Error("help opens at once")
	}
	b.until(shown)
	if value[bool](b, "((a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < "+
		"a.bottom)(document.getElementById('tip').getBoundingClientRect(), "+
		"document.getElementById('verdict').getBoundingClientRect())") {
		t.Error("help lies over the verdict")
	}
	b.do(chromedp.MouseEvent("mouseMoved", b.at("#tip").X, b.at("#tip").Y))
	b.eval("new Promise(r => setTimeout(r, 400))")
	if !value[bool](b, shown) {
		t.Error("help goes when it is hovered")
	}
	b.do(chromedp.MouseEvent("mouseMoved", 5, 300))
	b.until("!(" + shown + ")")

	hover(prior)
	b.until(shown)
	b.press(prior)
	b.until("!(" + shown + ")")
	b.moveTo(prior.plus(40, 0))
	b.release(prior.plus(40, 0))
	b.eval("new Promise(r => setTimeout(r, 700))")
	if value[bool](b, shown) {
		t.Error("after a drag the help lies over its result")
	}
	hover(b.at("[data-handle=prior]"))
	b.until(shown)
	// out of the frame
	b.eval("document.documentElement.dispatchEvent(new PointerEvent('pointerleave', { pointerType: 'mouse' }))")
	b.until("!(" + shown + ")")
}

// The drawing and what stands beside it keep their places, however long the verdict is.
func TestNothingMovesUnderTheFinger(t *testing.T) {
	for _, c := range []struct {
		query string
		device
	}{{"?preset=specialists", wide}, {"?preset=specialists&ui=lean&embed=1", device{390, 473, true}},
		{"?preset=specialists&ui=min&embed=1", framed}, {"?preset=specialists", phone}} {
		b := stage(t, c.query, c.device)
		const places = "['figure', 'panel', 'verdict', 'details'].map(id => document.getElementById(id)).filter(e => " +
			"e.checkVisibility()).map(e => (r => [r.x, r.y, " +
			"r.width].map(Math.round).join())(e.getBoundingClientRect())).join(' ')"
		inside, said := value[string](b, places),
			value[string](b, "document.getElementById('verdict-text').textContent")
		b.eval("emergent.setScenario((s => { s.user.weights = [1, 0, 0]; return s })(emergent.getScenario()))")
		b.until("document.getElementById('verdict-text').textContent !== " + quoted(said))
		b.settled()
		if outside := value[string](b, places); outside != inside {
			t.Errorf("%s at %v: inside the hull it stands at %s, outside at %s", c.query, c.device, inside, outside)
		}
	}
}

// What plays does so once, when its step is reached, and not where no motion is wanted.
func TestPlaysOnce(t *testing.T) {
	b := article(t, wide)
	b.media(map[string]string{"prefers-reduced-motion": "no-preference"})
	plays := figure + ".getView().then(v => v.values?.play === 'true')"
	for _, id := range []string{"rounds", "best"} {
		b.comesTo(id)
		b.eval("(async () => { while (!await " + plays + ") await new Promise(requestAnimationFrame) })()")
		b.comesTo("one")
		b.comesTo(id)
		if value[bool](b, plays) {
			t.Errorf("%s plays again", id)
		}
	}
	calm := article(t, wide)
	calm.comesTo("rounds")
	if value[bool](calm, plays) {
		t.Error("it plays although no motion is wanted")
	}
}

// ways of doing what the text asks for: by mouse, by finger, by keyboard.
type way struct {
	name string
	device
	press func(b *tab, selector string)
	drag  func(b *tab, handle string, dx, dy float64)
}

// doubleTap is how long after one tap another near it is no second half of a double tap, which a
// browser that plays a phone takes for a wish to zoom and not for a click.
const doubleTap = 400 * time.Millisecond

var ways = []way{
	{"mouse", wide, (*tab).clickInText, func(b *tab, handle string, dx, dy float64) {
		p := b.restsInFigure(handle)
		b.drag(p, p.plus(dx, dy))
	}},
	{"touch", phone, func(b *tab, selector string) {
		b.intoSight(selector)
		time.Sleep(doubleTap)
		b.tap(b.at(selector))
	}, func(b *tab, handle string, dx, dy float64) {
		p := b.restsInFigure(handle)
		b.swipe(p, p.plus(dx, dy))
	}},
	{"keyboard", framed, func(b *tab, selector string) {
		b.eval(fmt.Sprintf("document.querySelector(%q).focus()", selector))
		b.keys(kb.Enter)
	}, func(b *tab, handle string, dx, dy float64) {
		b.eval(fmt.Sprintf("%s.querySelector('iframe').contentDocument.querySelector('[data-handle=%q]').focus()",
			figure, handle))
		if dx > 0 {
			b.keys(kb.PageUp)
		} else {
			b.keys(kb.PageDown)
		}
	}},
}

// intoSight scrolls to what stands in the text; what stands under the figure is in sight.
func (b *tab) intoSight(selector string) {
	b.Helper()
	if selector == "#undo" {
		return
	}
	b.eval(fmt.Sprintf("document.querySelector(%q).scrollIntoView({block: innerWidth < 600 ? 'end' : 'center', "+
		"behavior: 'instant'})", selector))
	b.settled()
}

func (b *tab) clickInText(selector string) {
	b.Helper()
	b.intoSight(selector)
	b.click(selector)
}

// inFigure is where a point of the framed figure stands in the window.
func (b *tab) inFigure(handle string) point {
	b.Helper()
	return value[point](b,
		fmt.Sprintf(
			`(f => { const o = f.getBoundingClientRect(), r = f.contentDocument.querySelector('[data-handle=%q]').getBoundingClientRect();
		return { X: o.left + r.left + r.width / 2, Y: o.top + r.top + r.height / 2 } })(%s.querySelector('iframe'))`,
			handle, figure))
}

// restsInFigure is the same once the figure's answer is drawn and the point stands still.
func (b *tab) restsInFigure(handle string) point {
	b.Helper()
	b.eval(figure + ".getResult()")
	for last := b.inFigure(handle); ; {
		b.eval("new Promise(r => setTimeout(r, 100))")
		now := b.inFigure(handle)
		if now == last {
			return now
		}
		last = now
	}
}

// asked is what the steps ask for with buttons, and what then holds of scenario s and view v.
var asked = map[string][]string{
	"outside":   {"s.agents[2].weights[0] === 0.575"},
	"pharma":    {"s.alignment.combination === 'convex'", "s.alignment.combination === 'conic'"},
	"crowd":     {"s.agents.length === 11"},
	"rounds":    {"v.values.round !== undefined || v.values.play === 'true'", "s.conversation.seed !== 1"},
	"word":      {"s.conversation.rules.join() !== 'aligned,aligned,aligned'", "s.conversation.rounds === 2"},
	"chance":    {"s.response.lambda === 2", "s.response.lambda === 40"},
	"best":      {"v.values.play === 'true' || v.values.step !== undefined"},
	"residents": {"v.values.facing === '1'", "v.values.facing === '0'"},
	"speech":    {"s.population.policy === 'personal'", "s.population.policy === 'anonymous'"},
	"lean":      {"s.agents[0].weights[0] === 0.998 && s.agents[1].toward.Shopkeepers.weights[0] === 0.998"},
	"overheard": {"s.population.policy === 'personal'", "s.population.policy === 'anonymous'"},
	"alike": {"v.values['lab.shared'] === '0'", "v.values['lab.shared'] === '0.25'",
		"v.values['lab.shared'] === '0.75'"},
	"limits": {"s.conversation?.rules?.join() === 'silent,silent,silent' && v.scene === 'conversation'",
		"s.user.utility?.[0][0] !== undefined",
		"s.user.utility && Math.max(...s.user.utility[0]) - Math.min(...s.user.utility[0]) < 0.1",
		"s.agents.length === 1"},
	"surrounded": {"v.values['lab.seed'] !== undefined", "v.values['lab.points'] === '20'"},
}

// dragged is what the steps ask to be dragged, and which way.
var dragged = map[string]struct {
	handle string
	dx, dy float64
}{"who": {"user", 40, 30}, "inside": {"user", -90, 0}, "outside": {"agent:2", -60, 0}, "one": {"prior", 40, 0},
	"beyond": {"prior", 12, 10}, "chance": {"lambda", -20, 0}}

// The article is read from top to bottom, and everything that it asks for is done: by mouse, by
// finger on a phone, and by keyboard in a low window. Each step shows its figure although the one
// before was changed, each instruction can be followed where it stands, undo is there, and no
// badge, sentence or bar of another step is changed by what was done. The buttons of a step are
// pressed one after another, each when what the one before did is done.
func TestReadTopToBottom(t *testing.T) {
	long(t)
	for _, w := range ways {
		t.Run(w.name, func(t *testing.T) {
			b := article(t, w.device)
			holds := func(what string) string {
				return fmt.Sprintf("(async () => { const until = Date.now() + 40000; while (Date.now() < until) { "+
					"const s = await %[1]s.getScenario(), v = await %[1]s.getView(); v.values ??= {}; if (%[2]s) "+
					"return true; await new Promise(r => setTimeout(r, 60)) } return false })()", figure, what)
			}
			written := value[string](b, said)
			for _, id := range value[[]string](b, "[...document.querySelectorAll('.step')].map(e => e.id)") {
				b.comesTo(id)
				// no sentence is cut but with dots
				b.until("(v => v.scrollHeight <= v.clientHeight + 1)(" + figure +
					".querySelector('iframe').contentDocument.getElementById('verdict'))")
				if m, ok := dragged[id]; ok {
					before := value[string](b, figure+".getScenario().then(JSON.stringify)")
					w.drag(b, m.handle, m.dx, m.dy)
					if !value[bool](b, holds("JSON.stringify(s) !== "+quoted(before))) {
						t.Errorf("%s: dragging %s changes nothing", id, m.handle)
						continue
					}
					b.until("!document.getElementById('undo').disabled")
					w.press(b, "#undo")
					if !value[bool](b, holds("JSON.stringify(s) === "+quoted(before))) {
						t.Errorf("%s: undo does not bring the step's figure back", id)
					}
				}
				if n := value[int](b, fmt.Sprintf("document.querySelectorAll('#%s .do:not([hidden])').length",
					id)); n < len(asked[id]) {
					t.Errorf("%s: %d buttons for %d things that are asked", id, n, len(asked[id]))
					continue
				}
				for i, what := range asked[id] {
					if id == "word" && i == 0 && len(asked[id]) > 1 {
						what = "v.values.play === 'true' || v.values.round !== undefined || " + what
					}
					b.eval(fmt.Sprintf("document.querySelectorAll('#%[1]s .do').forEach((e, i) => { e.id = "+
						"'do-%[1]s-' + i })", id))
					w.press(b, fmt.Sprintf("#do-%s-%d", id, i))
					if !value[bool](b, holds(what)) {
						t.Errorf("%s: button %d has been pressed, and %s does not hold", id, i, what)
					}
					b.until(fmt.Sprintf("!document.getElementById('do-%s-%d').disabled", id, i))
				}
			}
			b.comesTo("who") // and back: what the steps say is what they said
			b.until(said + " === " + quoted(written))
		})
	}
}

// said is what the badges, bars and mixtures of the text say.
const said = "[...document.querySelectorAll('#text :is(.badge, .outcomes, .mixture)')].map(e => " +
	"e.textContent).join('|')"

// A tap on a disc says who it is, what it cares about, and lets it go; a drag does not. By
// keyboard Enter does the same.
func TestTapOnADisc(t *testing.T) {
	b := stage(t, "?preset=specialists&embed=1&ui=lean", device{390, 473, true})
	b.tap(b.at("[data-handle='agent:1']"))
	b.until("!document.getElementById('card').hidden")
	if got := value[string](b, "document.getElementById('card').innerText"); !strings.Contains(got, "Ecologist") ||
		!strings.Contains(got, "nature") || !strings.Contains(got, "0.78") || !strings.Contains(got, "Remove") {
		t.Errorf("it says %q", got)
	}
	b.eval("(e => { e.value = 0.5; e.dispatchEvent(new Event('input')); e.dispatchEvent(new Event('change')) " +
		"})(document.querySelectorAll('#card input')[1])")
	b.until("emergent.getScenario().agents[1].weights[1] === 0.5")
	if fits := value[bool](b, "(r => r.left >= 0 && r.top >= 0 && r.right <= innerWidth && r.bottom <= "+
		"innerHeight)(document.getElementById('card').getBoundingClientRect())"); !fits {
		t.Error("the card does not fit the window")
	}
	b.tap(b.at("#card button:not(.close)"))
	b.until("emergent.getScenario().agents.length === 2 && document.getElementById('card').hidden")
	p := b.at("[data-handle='agent:0']")
	b.swipe(p, p.plus(20, 30))
	b.eval("new Promise(r => setTimeout(r, 100))")
	if !value[bool](b, "document.getElementById('card').hidden") {
		t.Error("a drag opens the card")
	}
	b.eval("document.querySelector('[data-handle=user]').focus()")
	b.keys(kb.Enter)
	b.until("!document.getElementById('card').hidden && document.activeElement.closest('#card')")
	b.keys(kb.Escape)
	b.until("document.getElementById('card').hidden && document.activeElement.dataset.handle === 'user'")
}
