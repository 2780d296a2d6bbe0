//go:build e2e

package e2e

import (
	"fmt"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
)

// rung is what the ladder's handle says, in words.
func (b *tab) rung(id string) string {
	b.Helper()
	return value[string](b,
		fmt.Sprintf("document.querySelector('[data-handle=\"ladder:%s\"]').getAttribute('aria-valuetext') ?? "+
			"document.querySelector('[data-handle=\"ladder:%s\"]').textContent", id, id))
}

// Dragging the prior over the border of a region moves pins, table and ladder together, at
// every move of the mouse; what they say is the engine's answer.
func TestDragOfThePrior(t *testing.T) {
	b := stage(t, "?scene=equilibrium&preset=echo", wide)
	const prior = `[data-handle="prior"]`
	start := b.scenario()
	ladder := b.at(`[data-handle="ladder:worst"]`)
	from := b.at(prior)
	right := b.at(`[data-handle="prior"]`).plus(260, 0)
	posteriors := "document.querySelector('#tables table').innerText"
	before := value[string](b, posteriors)

	b.press(from)
	crossed := 0
	for i := 1; i <= 8; i++ {
		f := float64(i) / 8
		b.moveTo(point{X: from.X + f*(right.X-from.X), Y: from.Y})
		s := b.scenario()
		worst := engine.Solve(s).Equilibria.Worst
		// with the frame
		b.until(fmt.Sprintf("document.querySelectorAll('#tables table')[0].tBodies[0].rows.length === %d",
			len(worst.Posteriors)))
		if got, want := b.rung("worst"), fmt.Sprintf("%.2f", worst.User); got != want {
			t.Errorf("prior %v: the ladder says %q, the engine %s", s.Prior, got, want)
		}
		if s.Prior[1] > 0.5 {
			crossed++
		}
	}
	b.release(right)
	if crossed == 0 || crossed == 8 {
		t.Errorf("%d of 8 moves lie beyond the border at 1/2", crossed)
	}
	if b.at(`[data-handle="ladder:worst"]`) == ladder || value[string](b, posteriors) == before {
		t.Error("ladder or table stayed where they were")
	}
	b.agrees()
	if !value[bool](b, "emergent.undo()") {
		t.Error("nothing to undo")
	}
	same(t, "after one undo", b.scenario(), start)
}
