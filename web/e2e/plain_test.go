//go:build e2e

package e2e

import (
	"bytes"
	"regexp"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp/kb"
)

// The meaning of a term: on hover, where the pointer may rest on it; on focus; by a tap; gone by
// Escape; and a link to the glossary in any case.
func TestTerms(t *testing.T) {
	const shown = "!document.getElementById('meaning').hidden"
	b := text(t, "index.html", wide)
	b.eval("document.querySelector('a[href=\"#g-hull\"]').scrollIntoView({block: 'center', behavior: 'instant'})")
	b.settled()
	b.mouse(input.DispatchMouseEventTypeMouseMoved, b.at(`a[href="#g-hull"]`))
	b.until(shown + " && document.getElementById('meaning').textContent.includes('triangle')")
	b.mouse(input.DispatchMouseEventTypeMouseMoved, b.at("#meaning"))
	b.eval("new Promise(done => setTimeout(done, 400))") // longer than it waits for the pointer
	if !value[bool](b, shown) {
		t.Error("the pointer cannot rest on the meaning")
	}
	b.keys(kb.Escape)
	b.until("document.getElementById('meaning').hidden")
	b.mouse(input.DispatchMouseEventTypeMouseMoved, point{700, 20})
	b.eval("document.querySelector('#inside h3 a').focus()")
	b.tabTo("document.activeElement?.hash === '#g-hull'")
	b.until(shown)
	if got := value[string](b,
		"document.getElementById(document.activeElement.getAttribute('aria-describedby')).textContent"); len(got) < 40 {
		t.Errorf("a screen reader hears %q", got)
	}
	b.keys(kb.Enter)
	b.until("location.hash === '#g-hull' && document.getElementById('meaning').hidden")

	b = text(t, "index.html", phone)
	b.eval("document.querySelector('a[href=\"#g-prior\"]').scrollIntoView({block: 'end', behavior: 'instant'})")
	b.settled()
	b.tap(b.at(`a[href="#g-prior"]`))
	b.until(shown)
	if fits := value[bool](b, "(r => r.left >= 0 && r.right <= innerWidth && r.top >= 0 && r.bottom <= "+
		"innerHeight)(document.getElementById('meaning').getBoundingClientRect())"); !fits {
		t.Error("the meaning does not fit the window")
	}
	b.tap(b.at("#one h3"))
	b.until("document.getElementById('meaning').hidden")
}

// tap touches a place for as long as a finger does, however long the page takes to answer.
func (b *tab) tap(p point) {
	b.Helper()
	start := input.TimeSinceEpoch(float64(time.Now().UnixMilli()) / 1000)
	command(b, input.DispatchTouchEvent, input.DispatchTouchEventParams{
		Type: input.DispatchTouchEventTypeTouchStart, TouchPoints: []*input.TouchPoint{{X: p.X, Y: p.Y}},
		Timestamp: start,
	})
	command(b, input.DispatchTouchEvent, input.DispatchTouchEventParams{
		Type: input.DispatchTouchEventTypeTouchEnd, TouchPoints: []*input.TouchPoint{}, Timestamp: start + 0.06,
	})
}

// Without scripts text and pictures are there, each picture with its step, and no hole where the
// figure would be.
func TestArticleWithoutScripts(t *testing.T) {
	b := blank(t, phone)
	command(b, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	b.navigate("index.html")
	b.until("document.querySelector('#one .poster').checkVisibility()")
	if value[bool](b, "document.getElementById('figure').checkVisibility() || document.documentElement.scrollWidth "+
		"> innerWidth") {
		t.Error("there is a hole where the figure would be, or the page is too wide")
	}
	b.until("[...document.querySelectorAll('.poster img')].every(i => i.complete && i.naturalWidth > 100)")
	if !value[bool](b, "[...document.querySelectorAll('.badge .figures')].every(e => e.textContent)") {
		t.Error("a badge says nothing")
	}
}

// On paper: pictures, open badges, and the whole text on a moderate number of pages.
func TestPrint(t *testing.T) {
	b := text(t, "index.html", wide)
	yes := true
	r := command(b, page.PrintToPDF, page.PrintToPDFParams{PreferCSSPageSize: &yes})
	n := len(regexp.MustCompile(`/Type\s*/Page\b`).FindAll(r.Data, -1))
	if n < 6 || n > 25 || !bytes.HasPrefix(r.Data, []byte("%PDF")) {
		t.Errorf("%d pages in %d bytes", n, len(r.Data))
	}
	if !value[bool](b, "[...document.querySelectorAll('.poster img')].every(i => i.complete && i.naturalWidth > 100)") {
		t.Error("printed before its pictures had come")
	}
	command(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
	b.until("document.querySelector('#ladder .poster').checkVisibility() && " +
		"!document.getElementById('figure').checkVisibility()")
	if !value[bool](b, "[...document.querySelectorAll('.badge .proof')].every(e => e.getBoundingClientRect().height > "+
		"20 && e.checkVisibility({contentVisibilityAuto: true}))") {
		t.Error("the badges are closed on paper")
	}
}
