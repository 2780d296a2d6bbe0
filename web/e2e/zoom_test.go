//go:build e2e

package e2e

import (
	"strconv"
	"testing"

	"github.com/chromedp/chromedp"
)

// A page that is zoomed is drawn in the pixels of the device, with everything kept.
func TestSharpAfterZoom(t *testing.T) {
	b := stage(t, "?preset=specialists", wide)
	b.eval("emergent.setScenario({...emergent.getScenario(), title: 'kept'})")
	for _, c := range []struct {
		w, h  int64
		scale float64
	}{{853, 533, 1.5}, {640, 400, 2}, {1280, 800, 1}} {
		b.do(chromedp.EmulateViewport(c.w, c.h, chromedp.EmulateScale(c.scale)))
		b.until("devicePixelRatio === " + number(c.scale))
		b.until("(c => Math.abs(c.width - innerWidth * devicePixelRatio) < 1 && Math.abs(c.height - innerHeight * " +
			"devicePixelRatio) < 1)(document.querySelector('body > canvas'))")
		before := value[float64](b, "emergent.stats().frames")
		b.eval("emergent.setView({...emergent.getView()})")
		b.until("emergent.stats().frames > " + number(before))
	}
	if s := b.scenario(); s.Title != "kept" || !value[bool](b, "emergent.undo()") {
		t.Errorf("the state or its history is lost: %q", s.Title)
	}
}

func number(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }
