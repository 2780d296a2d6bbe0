//go:build e2e

package e2e

import (
	"math"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Dragging lambda along its curve changes the response; the answer is the engine's and one
// undo takes it back. The same by keyboard.
func TestLambda(t *testing.T) {
	b := stage(t, "?scene=quantal&preset=overload", wide)
	start := b.scenario()
	const lambda = `[data-handle="lambda"]`
	b.until("!document.getElementById('labels').textContent.includes('updating')") // the curve
	from := b.at(lambda)
	b.drag(from, from.plus(25, 0))
	dragged := b.scenario()
	if !(dragged.Response.Lambda > start.Response.Lambda) {
		t.Fatalf("lambda is %v after a drag to the right, it was %v", dragged.Response.Lambda, start.Response.Lambda)
	}
	r := b.agrees()
	if r.Quantal == nil || r.Quantal.Worst == nil {
		t.Fatal("there is no quantal answer")
	}
	b.tabTo("document.activeElement?.dataset?.handle === 'lambda'")
	b.keys(kb.ArrowRight, chromedp.ModifierShift)
	if got, want := b.scenario().Response.Lambda,
		dragged.Response.Lambda*math.Pow(10, 0.1); math.Abs(got-want) > 0.02*want {
		t.Errorf("lambda is %v after Shift and an arrow key, want about %v", got, want)
	}
	b.agrees()
	b.eval("emergent.undo()")
	b.eval("emergent.undo()")
	same(t, "after two undos", b.scenario(), start)
}

// The best-response path is played step by step: by its handle, and by itself where the
// link asks for it. It ends at the drawn band, the verdict says who wins.
func TestBids(t *testing.T) {
	b := stage(t, "?scene=selection&preset=shared-bias", wide)
	r := b.agrees()
	last := len(r.Selection.Path)
	if last < 10 || math.Abs(r.Selection.Path[last-1].User-r.Selection.Worst) > 0.02 {
		t.Fatalf("%d bids that end at %+v, worst equilibrium %v", last, r.Selection.Path[last-1], r.Selection.Worst)
	}
	title := "document.querySelector('#sections h3').textContent"
	first := value[string](b, title)
	b.tabTo("document.activeElement?.dataset?.handle === 'step'")
	b.keys(kb.End)
	at := value[string](b, title)
	if first == at {
		t.Errorf("it begins at its end, %q", at)
	}
	b.keys(kb.Home)
	b.until(title + " === " + quoted(first))

	playing := stage(t, "?scene=selection&preset=shared-bias&autoplay=1", wide)
	playing.until(title + " === " + quoted(at))
}
