//go:build e2e

package e2e

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// The whole article without a mouse: the skip link, the contents, into the figure, its points
// moved and undone, another figure, its dialogs, out again by Tab alone, a badge opened, a step
// shown, a word explained, back to the text, and the footer's button. Nothing is focused that
// cannot be seen, and Tab never stays where it is.
func TestArticleByKeyboard(t *testing.T) {
	b := article(t, wide)
	const frame = figure + ".querySelector('iframe')"
	const inner = frame + ".contentDocument.activeElement"
	at := func(what string) {
		t.Helper()
		b.untilTab(what)
	}
	// The skip link comes first, is seen when it has the focus, and leads to the text.
	b.keys(kb.Tab)
	if !value[bool](b, "document.activeElement.matches('.skip') && (r => r.top >= 0 && r.left >= 0 && r.width > "+
		"40)(document.activeElement.getBoundingClientRect())") {
		t.Fatalf("Tab leads first to %q", value[string](b, "document.activeElement.outerHTML.slice(0, 80)"))
	}
	b.keys(kb.Enter)
	b.keys(kb.Tab)
	if !value[bool](b, "document.activeElement.closest('#text') !== null") {
		t.Errorf("behind the skip link Tab leads to %q",
			value[string](b, "document.activeElement.outerHTML.slice(0, 80)"))
	}

	// Back up, and by the contents to the judge, whose step is next from then on.
	b.eval("document.querySelector('.skip').focus({ preventScroll: true })")
	at("document.activeElement.matches?.('#contents a[href=\"#persuasion\"]')")
	b.keys(kb.Enter)
	b.shows(preset(t, "judge").Title)
	b.showsScene("equilibrium")
	b.eval(figure + ".getResult()")

	// Into the figure by the button under the heading: to the prior, which moves and comes back.
	b.keys(kb.Tab)
	if !value[bool](b, "document.activeElement.closest('#persuasion') !== null") {
		t.Errorf("behind the link to a part Tab leads to %q",
			value[string](b, "document.activeElement.outerHTML.slice(0, 80)"))
	}
	at("document.activeElement.matches?.('#one .way')")
	if !value[bool](b, "getComputedStyle(document.activeElement).clipPath === 'none'") {
		t.Error("the way to the figure cannot be seen")
	}
	b.keys(kb.Enter)
	b.until("document.activeElement.matches('emergent-alignment iframe')")
	start := value[string](b, figure+".getScenario().then(JSON.stringify)")
	at(inner + "?.dataset.handle === 'prior'")
	b.keys(kb.ArrowRight)
	b.keys(kb.ArrowRight, chromedp.ModifierShift)
	if got := value[float64](b, figure+".getScenario().then(s => s.prior[1])"); got < 0.405 || got > 0.415 {
		t.Errorf("after an arrow and one with Shift the prior is %v, want 0.41", got)
	}
	b.keys(kb.Home)
	if got := value[float64](b, figure+".getScenario().then(s => s.prior[1])"); got != 0 {
		t.Errorf("after Home the prior is %v", got)
	}
	b.keys("z", chromedp.ModifierCtrl)
	b.keys("z", chromedp.ModifierCtrl)
	if got := value[string](b, figure+".getScenario().then(JSON.stringify)"); got != start {
		t.Errorf("undone by keys the scenario is %s, it was %s", got, start)
	}
	b.keys("?")
	b.until(frame + ".contentDocument.getElementById('help-dialog').open")
	b.keys(kb.Escape)
	b.until("!" + frame + ".contentDocument.getElementById('help-dialog').open && " + inner +
		".dataset.handle === 'prior'")

	// Escape leads back to where the figure was left for; and out of the figure by Tab alone, too.
	b.keys(kb.Escape)
	b.until("document.activeElement.matches('#one .way') && document.querySelector('.step.now').id === 'one'")
	b.keys(kb.Enter)
	b.until("document.activeElement.matches('emergent-alignment iframe')")
	at("document.activeElement.closest?.('.figure') !== null && !document.activeElement.matches('iframe')")

	// To a badge in the text.
	at("document.activeElement.closest?.('#text') !== null")
	at("document.activeElement.matches?.('.badge summary')")
	b.keys(kb.Enter)
	b.until("document.activeElement.closest('.badge').open")

	// The heading of a step is a link to it, and the figure follows; so do the buttons in the text.
	at("document.activeElement.matches?.('#rivals h3 a')")
	b.keys(kb.Enter)
	b.shows(preset(t, "rivals").Title)

	// A word of the glossary explains itself while it has the focus.
	at("document.activeElement.matches?.('a.term')")
	b.until("document.getElementById('meaning')?.checkVisibility() || " +
		"document.activeElement.getAttribute('aria-describedby')")

	// And on to the end of the page.
	at("document.activeElement.closest?.('footer') !== null")
	at("document.activeElement.id === 'copy'")
}

// untilTab presses Tab until something holds. Each press must lead to another element, in the
// page or in the figure, and one that can be seen.
func (b *tab) untilTab(condition string) {
	b.Helper()
	const place = `(() => {
		let e = document.activeElement, d = document;
		if (e.matches?.('emergent-alignment iframe')) { d = e.contentDocument; e = d.activeElement }
		window.places ??= new WeakMap();
		if (!places.has(e)) places.set(e, window.placed = (window.placed ?? 0) + 1);
		return [String(places.get(e)), e.outerHTML.slice(0, 120), String(e.checkVisibility({ opacityProperty: false }) && (e === d.body || e.getClientRects().length > 0))];
	})()`
	last := ""
	for range 160 {
		if value[bool](b, "!!("+condition+")") {
			return
		}
		b.keys(kb.Tab)
		got := value[[3]string](b, place)
		if got[0] == last {
			b.Fatalf("Tab stays on %s", got[1])
		}
		if last = got[0]; got[2] != "true" {
			b.Errorf("Tab leads to something unseen: %s", got[1])
		}
	}
	b.Fatalf("%d tabs do not reach %s: at %s", 160, condition, fmt.Sprint(value[[3]string](b, place)))
}
