//go:build e2e

package e2e

import (
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/page"
)

// noFigure puts a figure that never comes into the page: the text has to do without it, and fast.
const noFigure = `customElements.define("emergent-alignment", class extends HTMLElement {
	ready = new Promise(() => {});
	call() { return this.ready; }
})`

// text opens the article without its figure.
func text(t *testing.T, address string, d device) *tab {
	t.Helper()
	b := blank(t, d)
	b.before(noFigure)
	b.navigate(address)
	b.reads()
	return b
}

// reads waits until the text follows the reader.
func (b *tab) reads() {
	b.Helper()
	b.until("document.documentElement.classList.contains('js')")
}

const inSight = `(id => {
	const heading = document.querySelector('#' + id + ' :is(h2, h3)').getBoundingClientRect();
	const figure = document.getElementById('figure').getBoundingClientRect();
	const text = document.getElementById('text').getBoundingClientRect();
	const top = figure.left < text.right && figure.right > text.left ? Math.max(0, figure.bottom) : 0;
	return heading.top >= top - 1 && heading.bottom < top + 0.6 * (innerHeight - top);
})`

// A link to a step or a part lands on its heading, in sight, and is the step that is read, at
// every size; the address then names it, without a new entry of the history.
func TestDeepLinks(t *testing.T) {
	for _, d := range []device{wide, phone, framed} {
		b := text(t, "index.html", d)
		for _, id := range value[[]string](b, "[...document.querySelectorAll('.part, .step')].map(e => e.id)") {
			b.eval(fmt.Sprintf("void (location.hash = %q)", id))
			want := fmt.Sprintf("(e => e.matches('.step') ? e : "+
				"e.querySelector('.step'))(document.getElementById(%q)).id", id)
			b.until("document.querySelector('.step.now')?.id === " + want)
			b.until(fmt.Sprintf("%s(%q)", inSight, id))
		}
		b.readOn("echo")
		b.eval("dispatchEvent(new WheelEvent('wheel'))") // the reader moves on
		before := value[int](b, "history.length")
		b.readOn("outside")
		b.until("location.hash === '#outside'")
		if now := value[int](b, "history.length"); now != before {
			t.Errorf("%v: reading made %d entries in the history", d, now-before)
		}
	}
}

// A page that is opened at a step shows that step's figure, and the text does not move when the
// figure comes. From there the contents lead on, and back leads back.
func TestOpenAtStep(t *testing.T) {
	b := open(t, "index.html#ladder", wide)
	b.reads()
	b.eval("window.place = () => document.querySelector('#ladder h3').getBoundingClientRect().top")
	b.until("place() >= 0 && place() <= 8")
	before := value[float64](b, "place()")
	b.eval(figure + ".ready")
	b.shows(preset(t, "shared-bias").Title)
	b.showsScene("equilibrium")
	if after := value[float64](b, "place()"); after < before-2 || after > before+2 {
		t.Errorf("the text moved by %v", after-before)
	}
	b.eval("document.querySelector('#contents a[href=\"#mistakes\"]').click()")
	b.until("document.querySelector('.step.now').id === 'chance'")
	b.shows(preset(t, "overload").Title)
	b.eval("history.back()")
	b.until("document.querySelector('.step.now').id === 'ladder' && location.hash === '#ladder'")
	b.shows(preset(t, "shared-bias").Title)

	// The end of the page keeps its own address.
	b.eval("document.querySelector('#contents a[href=\"#references\"]').click()")
	b.until("document.querySelector('.step.now') === [...document.querySelectorAll('.step')].at(-1)")
	if got := value[string](b, "location.hash"); got != "#references" {
		t.Errorf("the address of the references became %s", got)
	}

	// Past many steps at once: only where the reader stays is shown.
	b.readOn("outside")
	b.until("location.hash === '#outside'")
	b.shows(preset(t, "shared-bias").Title)
	b.eval(`(f => {
		const call = f.call;
		window.asked = [];
		const held = new Promise(release => { window.release = release });
		f.call = async function (method, ...args) {
			if (method === 'preset') {
				asked.push(args[0]);
				await held; // a slow figure
			}
			return call.call(f, method, ...args);
		};
	})(` + figure + ")")
	for _, id := range []string{"pharma", "rivals", "echo", "ladder", "crowd"} {
		b.readOn(id)
		b.until(fmt.Sprintf("location.hash === '#%s'", id)) // it is written when the figure is asked
	}
	b.eval("release()")
	b.shows(preset(t, "crowd").Title)
	if got := value[string](b, "asked.join()"); got != "pharma,crowd" {
		t.Errorf("scrolling by, the text asked the figure for %s", got)
	}
}

// The figure stays in sight while the text goes by, half of the window is left to the text, and
// nothing is wider than the window, also at 320 pixels and with text twice as large.
func TestArticleFits(t *testing.T) {
	const overflowing = `[...document.querySelectorAll('main :is(p, h1, h2, h3, math, details, li), footer *')]
		.filter(e => e.scrollWidth > e.clientWidth + 1 && e.clientWidth && !e.closest('pre') && getComputedStyle(e).display !== 'inline')
		.map(e => e.outerHTML.slice(0, 90))`
	for _, c := range []struct {
		device
		font    int64 // pixels of the reader's own text size
		sticky  bool
		overlap bool // math may need to be scrolled by itself
	}{
		{wide, 16, true, false}, {phone, 16, true, false}, {framed, 16, true, false},
		{device{320, 640, true}, 16, true, false},
		{wide, 32, true, true}, {phone, 32, false, true}, {device{320, 256, false}, 16, false, false},
	} {
		b := blank(t, c.device)
		b.before(noFigure)
		command(b, page.SetFontSizes,
			page.SetFontSizesParams{FontSizes: &page.FontSizes{Standard: c.font, Fixed: c.font}})
		b.navigate("index.html")
		b.reads()
		b.until(fmt.Sprintf("innerWidth <= %[1]d && document.documentElement.scrollWidth <= %[1]d", c.w))
		if list := value[[]string](b, overflowing); len(list) > 0 && !c.overlap {
			t.Errorf("%v, text of %d: too wide for its place: %q", c.device, c.font, list)
		}
		b.readOn("pharma")
		r := value[[4]float64](b, `(f => (r => [r.top, r.bottom, innerHeight, `+
			`r.left])(f.getBoundingClientRect()))(document.getElementById('figure'))`)
		if sticks := r[0] > -2 && r[0] < r[2]/4; sticks != c.sticky {
			t.Errorf("%v, text of %d: the figure reaches from %v to %v", c.device, c.font, r[0], r[1])
		}
		if !value[bool](b, inSight+"('pharma')") {
			t.Errorf("%v, text of %d: the heading of the step is covered", c.device, c.font)
		}
	}
}
