//go:build e2e

package e2e

import (
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// The gains that agents ignore are set by the slider; then the curve is there to be chosen, and its grip moves them
// by pointer and by keys. Of two rivals the worst is 1 less the gain ignored.
func TestIgnoredGains(t *testing.T) {
	b := stage(t, "?scene=equilibrium&preset=rivals", wide)
	set := func(param, value string) {
		b.eval(`(() => { const e = document.querySelector('[data-param="` + param + `"]'); e.value = '` + value +
			`'; e.dispatchEvent(new Event('input', { bubbles: true })); e.dispatchEvent(new Event('change', { ` +
			`bubbles: true })) })()`)
	}
	set("indifference", "0.02")
	b.until("emergent.getScenario().indifference === 0.02")
	b.until("document.getElementById('sections').textContent.includes('If gains up to 0.02 are ignored')")
	set("view.beside", "ignored")
	const grip = `[data-handle="indifference"]`
	b.until("document.querySelector('" + grip + "')")
	from := b.at(grip)
	b.drag(from, from.plus(40, 0))
	dragged := b.scenario().Indifference
	if !(dragged > 0.02) {
		t.Fatalf("a drag to the right leads from 0.02 to %v", dragged)
	}
	if r := b.agrees(); r.Indifference == nil || math.Abs(r.Indifference.Worst-(1-dragged)) > 1e-9 {
		t.Errorf("at %v: %+v", dragged, r.Indifference)
	}
	b.tabTo("document.activeElement?.dataset?.handle === 'indifference'")
	b.keys(kb.End)
	b.until("emergent.getScenario().indifference === 0.1")
	if folder := os.Getenv("EMERGENT_SHOTS"); folder != "" {
		b.picture(filepath.Join(folder, "ignored.png"))
	}
}
