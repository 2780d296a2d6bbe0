//go:build e2e

package e2e

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/emergent-alignment/emergent/engine"
)

const heldGrip = `[data-handle="equilibrium:0"]`

// held is the payoffs of the equilibrium that the view holds, by agent 0's chart.
func (b *tab) held() (at [2]float64) {
	b.Helper()
	text := value[string](b, "emergent.getView().values.equilibrium ?? ''")
	var agent int
	if _, err := fmt.Sscanf(text, "%d %g %g", &agent, &at[0], &at[1]); err != nil || agent != 0 {
		b.Fatalf("the view holds %q", text)
	}
	return at
}

// everyStage shows every equilibrium of shared-bias beside the triangle.
func everyStage(t *testing.T, d device) (*tab, engine.Result) {
	t.Helper()
	b := stage(t, "?scene=equilibrium&preset=shared-bias", d)
	b.eval("emergent.setView({ scene: 'equilibrium', values: { beside: 'every' } })")
	b.until("document.querySelector('" + heldGrip + "') !== null")
	s := b.scenario()
	s.EquilibriumSets = true
	return b, engine.Solve(s)
}

// checkHeld: what the view holds is an equilibrium payoff, and the panel says the same.
func (b *tab) checkHeld(what string, r engine.Result) {
	b.Helper()
	at := b.held()
	polygon := r.Equilibria.Sets[0].Vertices
	for i, a := range polygon {
		c := polygon[(i+1)%len(polygon)]
		dx, dy := c[0]-a[0], c[1]-a[1]
		if out := ((at[0]-a[0])*dy - (at[1]-a[1])*dx) / math.Hypot(dx, dy); out > 1e-6 {
			b.Errorf("%s: %v lies %.2g outside of what equilibria give", what, at, out)
		}
	}
	b.until("document.querySelector('#panel').innerText.includes('In the equilibrium you hold')")
	b.until(fmt.Sprintf("document.querySelector('#panel').innerText.includes('%.2f')", at[0]))
}

// The grip is dragged across the polygon by mouse: the payoffs held stay inside, also where the
// mouse leaves it, panel and view say the same, and what is computed for callers does not change.
func TestEveryEquilibriumByMouse(t *testing.T) {
	b, r := everyStage(t, wide)
	from := b.at(heldGrip)
	b.press(from)
	for i := range 6 {
		b.moveTo(from.plus(float64(20*i), float64(30*i)))
		b.checkHeld(fmt.Sprintf("move %d", i), r)
	}
	b.release(from.plus(100, 150))
	b.agrees()
	// It travels in the link.
	at := b.held()
	b.until("(h => (window.same = h === window.seen ? (window.same ?? 0) + 1 : 0, window.seen = h, window.same > 40))(location.href)") // is written
	link := value[string](b, "location.href")
	again := blank(t, wide)
	again.do(chromedp.Navigate(link))
	again.ready()
	again.until("document.documentElement.dataset.state === 'live'")
	if got := again.held(); got != at {
		t.Errorf("the link holds %v, it was %v", got, at)
	}
}

func TestEveryEquilibriumByKeyboard(t *testing.T) {
	b, r := everyStage(t, wide)
	b.eval("document.querySelector('" + heldGrip + "').focus()")
	b.keys(kb.End)
	if at := b.held(); math.Abs(at[0]-r.Equilibria.Best.User) > 1e-6 {
		t.Errorf("End holds %v, the best is %g", at, r.Equilibria.Best.User)
	}
	b.checkHeld("End", r)
	b.keys(kb.Home)
	if at := b.held(); math.Abs(at[0]-r.Equilibria.Worst.User) > 1e-6 {
		t.Errorf("Home holds %v, the worst is %g", at, r.Equilibria.Worst.User)
	}
	polygon := r.Equilibria.Sets[0].Vertices
	for i := range polygon {
		b.keys(kb.ArrowRight)
		if at, want := b.held(), polygon[(i+1)%len(polygon)]; math.Hypot(at[0]-want[0], at[1]-want[1]) > 1e-6 {
			t.Errorf("arrow key %d holds %v, want %v", i, at, want)
		}
	}
	if text := value[string](b, "document.querySelector('"+heldGrip+"').getAttribute('aria-valuetext') ?? ''"); !strings.Contains(text, "you get") {
		t.Errorf("the grip says %q", text)
	}
}

func TestEveryEquilibriumByTouch(t *testing.T) {
	unproven(t, "on a phone the chart of every equilibrium has no room")
	b, r := everyStage(t, phone)
	from := b.at(heldGrip)
	b.swipe(from, from.plus(60, 25))
	b.until("emergent.getView().values.equilibrium")
	at := b.held()
	if math.Abs(at[0]-r.Equilibria.Worst.User) < 1e-3 {
		t.Errorf("after a swipe %v is held, still the worst", at)
	}
	b.until(fmt.Sprintf("document.querySelector('"+heldGrip+"').getAttribute('aria-valuetext')?.includes('%.2f')", at[0]))
}
