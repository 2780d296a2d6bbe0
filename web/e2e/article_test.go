//go:build e2e

package e2e

import (
	"fmt"
	"strings"
	"testing"
)

const figure = "document.querySelector('emergent-alignment')"

func article(t *testing.T, d device) *tab {
	t.Helper()
	b := open(t, "index.html", d)
	b.eval(figure + ".ready")
	// it has taken over, and what comes after it is there
	b.until("!window.hero && document.querySelector('.guess[data-state]')")
	return b
}

// readOn scrolls the heading of a step to the top of the text.
func (b *tab) readOn(id string) {
	b.Helper()
	b.eval(fmt.Sprintf("document.getElementById(%q).scrollIntoView({behavior: 'instant'})", id))
}

// comesTo scrolls to a step, as a reader does who skips its question, and waits until the figure is
// about it.
func (b *tab) comesTo(id string) {
	b.Helper()
	b.eval("dispatchEvent(new WheelEvent('wheel'))")
	b.readOn(id)
	b.eval(fmt.Sprintf("document.querySelector('#%s .guess[data-state=open] .pass')?.click()", id))
	// the plain address is the beginning
	b.until(fmt.Sprintf("document.querySelector('.step.now')?.id === %[1]q && (location.hash === '#%[1]s' || "+
		"location.hash === '' && %[1]q === 'who')", id))
	step := value[[2]string](b, fmt.Sprintf("(d => [d.scene, d.preset])(document.getElementById(%q).dataset)", id))
	b.showsScene(step[0])
	b.shows(preset(b.T, step[1]).Title)
}

// shows waits until the figure holds the scenario of a preset.
func (b *tab) shows(title string) {
	b.Helper()
	b.eval(fmt.Sprintf("(async () => { while ((await %s.getScenario()).title !== %q) await new "+
		"Promise(requestAnimationFrame) })()", figure, title))
}

// showsScene waits until the figure shows a scene.
func (b *tab) showsScene(name string) {
	b.Helper()
	b.eval(fmt.Sprintf("(async () => { while ((await %s.getView()).scene !== %q) await new "+
		"Promise(requestAnimationFrame) })()", figure, name))
}

// weights are those of the user in the figure.
func (b *tab) weights() string {
	b.Helper()
	return value[string](b, figure+".getScenario().then(s => s.user.weights.join())")
}

// move changes the user's weights in the figure, as a drag does.
func (b *tab) move(weights string) {
	b.Helper()
	b.eval(fmt.Sprintf("%[1]s.getScenario().then(s => { s.user.weights = [%[2]s]; return %[1]s.setScenario(s) })",
		figure, weights))
}

// Reading on sets the figure, whatever the reader has made of it: that is one step of undo away
// and can be brought back. Within a step the reader leads, until "Reset to this step". Before,
// the first drag left the figure where it was for the whole of the article.
func TestTextDrivesTheFigure(t *testing.T) {
	b := article(t, wide)
	b.shows(preset(t, "specialists").Title)
	b.comesTo("outside")
	if value[bool](b, "!document.getElementById('reset').hidden || !document.getElementById('bring').hidden") {
		t.Error("the text itself counts as the reader taking over")
	}

	b.move("0.1,0.2,0.7")
	b.until("!document.getElementById('reset').hidden")
	b.comesTo("pharma") // the text leads again
	b.until("document.getElementById('reset').hidden && !document.getElementById('bring').hidden")
	if got := value[string](b, "document.getElementById('bring').getAttribute('aria-label')"); !strings.Contains(got,
		"When all of them lean") {
		t.Errorf("the changes are called %q", got)
	}
	b.eval(figure + ".undo()") // one step
	b.shows(preset(t, "shared-bias").Title)
	if got := b.weights(); got != "0.1,0.2,0.7" {
		t.Errorf("undo leads to %s", got)
	}
	b.until("!document.getElementById('reset').hidden")
	b.click("#reset")
	b.shows(preset(t, "pharma").Title)
	b.until("document.getElementById('reset').hidden")

	b.comesTo("one")
	b.click("#bring")
	b.shows(preset(t, "shared-bias").Title)
	b.showsScene("hull")
	b.until("!document.getElementById('reset').hidden")
	b.comesTo("rivals")
	b.comesTo("who")
	b.comesTo("inside") // the same figure
	b.move("0.1,0.2,0.7")
	b.until("!document.getElementById('reset').hidden")
	b.eval("dispatchEvent(new WheelEvent('wheel'))")
	b.readOn("why") // the same figure yet, as the text has it
	b.eval(fmt.Sprintf("(async () => { while ((await %s.getScenario()).user.weights[0] !== 0.413) await new "+
		"Promise(requestAnimationFrame) })()", figure))
}

// A badge belongs to the scenario of its step, wherever the reader is; it follows the figure only
// while the reader is in its step, and the bars and the mixture beside it do as well.
func TestBadges(t *testing.T) {
	b := article(t, wide)
	perfect := "document.querySelector('.badge[data-claim=perfect]')"
	if got := value[string](b, perfect+".dataset.state"); got != "holds" {
		t.Fatalf("at the top of the page the mayor's badge says %q", got)
	}
	b.comesTo("one")
	b.eval(figure + ".call('claims')")
	if got := value[string](b, perfect+".dataset.state"); got != "holds" {
		t.Errorf("beside the judge the mayor's badge says %q", got)
	}
	b.comesTo("why")
	gains := "document.querySelectorAll('#why [data-gains=true]').length"
	b.until(gains + " === 6")
	b.move("0.9,0.05,0.05")
	b.until(perfect + ".dataset.state === 'off'")
	b.until("[...document.querySelectorAll('#why .outcome:last-child .has')].at(-1).textContent !== '0.71'")
	if got := value[string](b, "document.querySelector('.mixture').textContent"); !strings.Contains(got, "45 %") {
		t.Errorf("another step's sentence follows: %q", got)
	}
	b.comesTo("outside")
	b.until(perfect + ".dataset.state === 'holds'")
	if n := value[int](b, "document.querySelectorAll('.badge[data-claim=perfect] .proof li').length"); n < 4 {
		t.Errorf("the proof has %d lines", n)
	}
	b.comesTo("inside")
	b.move("0.9,0.05,0.05")
	b.until("document.querySelector('.mixture').textContent.includes('misses you by')")
}

// Every step of the text names a preset and a scene that exist.
func TestSteps(t *testing.T) {
	b := article(t, wide)
	scenes := stage(t, "", wide).scenes()
	for _, step := range value[[][2]string](b,
		"[...document.querySelectorAll('.step')].map(e => [e.dataset.scene, e.dataset.preset])") {
		preset(t, step[1])
		if !strings.Contains(strings.Join(scenes, " "), step[0]) {
			t.Errorf("the text shows the figure %q, there are %v", step[0], scenes)
		}
	}
}
