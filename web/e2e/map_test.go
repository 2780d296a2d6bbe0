//go:build e2e

package e2e

import (
	"math"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
)

const noteOfMap = "[...document.querySelectorAll('#notes li')].map(e => e.textContent).find(s => s.startsWith('Each place')) ?? ''"

// mapped chooses a map with its control and waits until it is complete.
func (b *tab) mapped(name string) {
	b.Helper()
	b.eval("(e => { e.value = '" + name + "'; e.dispatchEvent(new Event('change', { bubbles: true })) })(document.querySelector('[data-param=\"view.map\"]'))")
	b.until("(s => s && !s.includes('So far'))(" + noteOfMap + ")")
}

// The map is filled in by a worker, is in the link and in the SVG, stays when only the user
// moves, and is computed again when an agent has moved.
func TestMap(t *testing.T) {
	b := blank(t, wide)
	b.before(countWorkers)
	b.navigate("stage.html?preset=echo")
	b.ready()
	b.until("document.documentElement.dataset.state === 'live'")
	b.mapped("worst")
	if n := value[int](b, "started.length"); n != 1 {
		t.Errorf("%d workers, want 1", n)
	}
	if got := value[string](b, "emergent.getView().values.map"); got != "worst" {
		t.Errorf("the view says map = %q", got)
	}
	svg := value[string](b, "emergent.exportSVG()")
	if strings.Count(svg, "<path") < 200 || !strings.Contains(svg, "Worst equilibrium") {
		t.Error("the SVG lacks the map or its legend")
	}
	// Every place is coloured by the engine's own answer: the legend's ends are its extremes.
	s := b.scenario()
	low, high := math.Inf(1), math.Inf(-1)
	for i := range 9 {
		for j := range 9 - i {
			s.User.Weights = []float64{float64(8-i-j) / 8, float64(i) / 8, float64(j) / 8}
			worst := engine.Solve(s).Equilibria.Worst.User
			low, high = min(low, worst), max(high, worst)
		}
	}
	ends := value[[]float64](b, "[...document.querySelectorAll('#labels span')].map(e => e.textContent).filter(s => /^[01][.][0-9]{2}$/.test(s)).slice(0, 2).map(Number)")
	if len(ends) != 2 || ends[0] > low+1e-9 || ends[1] < high-1e-9 || ends[0] < low-0.1 || ends[1] > high+0.1 {
		t.Errorf("the legend runs over %v, worst equilibria from %.3f to %.3f", ends, low, high)
	}
	note, posted := value[string](b, noteOfMap), value[int](b, "posted")
	from := b.at(`[data-handle="user"]`)
	b.drag(from, from.plus(40, 90))
	if got := value[string](b, noteOfMap); got != note {
		t.Errorf("moving the user changed the map: %q", got)
	}
	if got := value[int](b, "posted"); got != posted {
		t.Errorf("moving the user had %d jobs posted", got-posted)
	}
	from = b.at(agent0)
	b.drag(from, from.plus(80, -80))
	b.until("posted > " + value[string](b, "String(posted)") + " || (s => s && !s.includes('So far') && s !== " + quoted(note) + ")(" + noteOfMap + ")")
	b.until("(s => s && !s.includes('So far'))(" + noteOfMap + ")")
	b.agrees()
}

func quoted(s string) string { return "`" + strings.ReplaceAll(s, "`", "") + "`" }

// Where there are no workers the page fills the map in by itself, and goes on answering.
func TestMapWithoutWorker(t *testing.T) {
	b := blank(t, framed)
	b.before("delete window.Worker")
	b.navigate("stage.html?preset=judge")
	b.ready()
	b.until("document.documentElement.dataset.state === 'live'")
	b.mapped("epsilon")
	b.agrees()
	b.until("(f => f === window.lastFrames || (window.lastFrames = f, false))(emergent.stats().frames)") // at rest again
}

// Four criteria have no map, and the control says why.
func TestNoMap(t *testing.T) {
	b := stage(t, "?preset=specialists", wide)
	b.eval("document.getElementById('edit').click()")
	b.eval(`document.querySelector('[data-act="criterion.add"]').click()`)
	if got := value[string](b, `(e => e.disabled + e.dataset.help)(document.querySelector('[data-param="view.map"]'))`); !strings.HasPrefix(got, "true") || !strings.Contains(got, "four criteria") {
		t.Errorf("the control says %q", got)
	}
}
