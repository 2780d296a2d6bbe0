//go:build e2e

package e2e

import (
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

const agent0 = `[data-handle="agent:0"]`

// verdictAgrees checks that the sentence, its icon and the answer say the same.
func (b *tab) verdictAgrees(r engine.Result) {
	b.Helper()
	text := value[string](b, "document.getElementById('verdict-text').textContent")
	if text == "" {
		b.Fatal("there is no verdict")
	}
	inside := r.Alignment.Inside
	if got := strings.HasPrefix(text, "Inside"); got != inside {
		b.Errorf("the verdict is %q, the answer says inside = %v", text, inside)
	}
	if got := value[string](b, "document.getElementById('verdict').dataset.inside") == "true"; got != inside {
		b.Errorf("the icon says inside = %v, the answer %v", got, inside)
	}
	b.until("document.getElementById('live').textContent === document.getElementById('verdict-text').textContent")
}

// A drag is one step: it changes the one agent, the answer is the engine's, one undo takes
// it back, and its link opens the same state in a new tab.
func checkDrag(t *testing.T, b *tab, start engine.Scenario) {
	t.Helper()
	after := b.scenario()
	moved(t, after, start, 0)
	b.verdictAgrees(b.agrees())
	view := value[string](b, "JSON.stringify(emergent.getView())")

	address := value[string](b, "location.href")
	other := blank(t, wide)
	other.do(chromedp.Navigate(address))
	other.ready()
	same(t, "in a new tab", other.scenario(), after)
	if got := value[string](other, "JSON.stringify(emergent.getView())"); got != view {
		t.Errorf("view in a new tab: %s, want %s", got, view)
	}

	if !value[bool](b, "emergent.undo()") {
		t.Error("nothing to undo")
	}
	same(t, "after one undo", b.scenario(), start)
	if value[bool](b, "emergent.undo()") {
		t.Error("one drag took more than one step of undo")
	}
	b.agrees()
	if !value[bool](b, "emergent.redo()") {
		t.Error("nothing to redo")
	}
	same(t, "after redo", b.scenario(), after)
}

func TestDragByMouse(t *testing.T) {
	b := stage(t, "?preset=specialists", wide)
	start := b.scenario()
	same(t, "the preset", start, preset(t, "specialists"))
	from := b.at(agent0)
	to := from.plus(-60, 70)
	b.drag(from, to)
	if got := b.at(agent0); near(got, to, 60) == false {
		t.Errorf("the handle is at %v, dropped at %v", got, to)
	}
	checkDrag(t, b, start)
}

func near(a, b point, most float64) bool {
	return (a.X-b.X)*(a.X-b.X)+(a.Y-b.Y)*(a.Y-b.Y) <= most*most
}

func TestDragByTouch(t *testing.T) {
	b := stage(t, "?preset=specialists", phone)
	start := b.scenario()
	size := value[[]float64](b, "(r => [r.width, r.height])(document.querySelector('"+agent0+
		"').getBoundingClientRect())")
	if size[0] < 44 || size[1] < 44 {
		t.Errorf("touch target of %v, want at least 44 x 44", size)
	}
	from := b.at(agent0)
	b.swipe(from, from.plus(-30, 40))
	checkDrag(t, b, start)
}

func TestDragByKeyboard(t *testing.T) {
	b := stage(t, "?preset=specialists", wide)
	start := b.scenario()
	b.tabTo("document.activeElement?.dataset?.handle === 'agent:0'")
	b.keys(kb.ArrowLeft)
	first := b.scenario()
	moved(t, first, start, 0)
	if d := distance(first.Agents[0].Weights, start.Agents[0].Weights); d < 0.003 || d > 0.02 {
		t.Errorf("an arrow key moved a weight by %g, want about 0.01", d)
	}
	b.keys(kb.Home)
	corner := b.scenario().Agents[0].Weights
	if corner[0] != 1 {
		t.Errorf("Home took the agent to %v, want the first corner", corner)
	}
	b.keys("z", chromedp.ModifierCtrl)
	same(t, "after Ctrl+Z", b.scenario(), first)
	b.keys("z", chromedp.ModifierCtrl)
	same(t, "after Ctrl+Z twice", b.scenario(), start)
	b.keys(kb.ArrowDown, chromedp.ModifierShift)
	checkDrag(t, b, start)
}

func distance(a, b []float64) float64 {
	most := 0.
	for i := range a {
		most = max(most, a[i]-b[i], b[i]-a[i])
	}
	return most
}

// tabTo presses Tab until a condition holds.
func (b *tab) tabTo(condition string) {
	b.Helper()
	for range 40 {
		if value[bool](b, condition) {
			return
		}
		b.keys(kb.Tab)
	}
	b.Fatalf("forty tabs do not reach %s", condition)
}

func TestEscapeCancelsADrag(t *testing.T) {
	b := stage(t, "?preset=specialists", wide)
	start := b.scenario()
	p := b.at(agent0)
	b.press(p)
	b.moveTo(p.plus(-40, 40))
	b.moveTo(p.plus(-60, 60))
	moved(t, b.scenario(), start, 0)
	b.keys(kb.Escape)
	same(t, "after Escape", b.scenario(), start)
	b.moveTo(p.plus(-90, 90))
	b.release(p.plus(-90, 90))
	same(t, "after the button is let go", b.scenario(), start)
	if value[bool](b, "emergent.undo()") {
		t.Error("a cancelled drag left a step of undo")
	}
}

func TestAddAndRemove(t *testing.T) {
	b := stage(t, "?preset=specialists", wide)
	start := b.scenario()
	p := value[point](b, "(r => ({X: r.x + r.width/2, Y: r.y + "+
		"r.height*0.55}))(document.getElementById('figure').getBoundingClientRect())")
	p = b.freePlace(p)
	b.doubleClick(p)
	added := b.scenario()
	if len(added.Agents) != len(start.Agents)+1 {
		t.Fatalf("a double click made %d agents of %d", len(added.Agents), len(start.Agents))
	}
	b.agrees()
	b.eval(`document.querySelector('[data-handle="agent:0"]').focus()`)
	b.keys(kb.Delete)
	left := b.scenario()
	if len(left.Agents) != len(start.Agents) || left.Agents[0].Name != start.Agents[1].Name {
		t.Errorf("Delete left %s", engine.Format(left))
	}
	if got := value[string](b, "document.activeElement?.dataset?.handle ?? ''"); !strings.HasPrefix(got, "agent:") {
		t.Errorf("after Delete the focus is on %q, want an agent", got)
	}
	b.agrees()
	b.eval("emergent.undo()")
	b.eval("emergent.undo()")
	same(t, "after two undos", b.scenario(), start)
}

// freePlace moves a point until no handle lies within 40 px.
func (b *tab) freePlace(p point) point {
	b.Helper()
	centers := value[[]point](b, "[...document.querySelectorAll('.handle')].map(e => e.getBoundingClientRect()).map(r "+
		"=> ({X: r.x + r.width/2, Y: r.y + r.height/2}))")
	for range 20 {
		free := true
		for _, c := range centers {
			free = free && !near(c, p, 40)
		}
		if free {
			return p
		}
		p = p.plus(12, 9)
	}
	b.Fatal("the figure has no free place")
	return p
}

// Where two handles overlap, the one whose centre is nearer is dragged, whichever button
// lies on top.
func TestOverlappingHandles(t *testing.T) {
	b := stage(t, "?preset=specialists", wide)
	s := b.scenario()
	w := s.Agents[0].Weights
	s.Agents[1].Weights = []float64{w[0] - 0.02, w[1] + 0.02, w[2]}
	b.eval("emergent.setScenario(" + string(engine.Format(s)) + ")")
	start := b.scenario()
	b.until(`Math.hypot(...(f => { const a = f(0), b = f(1); return [a.x - b.x, a.y - b.y] })(i => ` +
		`document.querySelector('[data-handle="agent:' + i + '"]').getBoundingClientRect())) < 30`)
	b.settled()
	for _, agent := range []int{0, 1} {
		c := [2]point{b.at(`[data-handle="agent:0"]`), b.at(`[data-handle="agent:1"]`)}
		dx, dy := c[agent].X-c[1-agent].X, c[agent].Y-c[1-agent].Y
		grip := c[agent].plus(dx*0.2, dy*0.2) // a little off the centre, away from the other
		b.drag(grip, grip.plus(-60, 50))
		moved(t, b.scenario(), start, agent)
		b.eval("emergent.undo()")
		b.settled()
	}
}
