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
	return b
}

// readOn scrolls the heading of a step to the top of the text.
func (b *tab) readOn(id string) {
	b.Helper()
	b.eval(fmt.Sprintf("document.getElementById(%q).scrollIntoView({behavior: 'instant'})", id))
}

// shows waits until the figure holds the scenario of a preset.
func (b *tab) shows(title string) {
	b.Helper()
	b.eval(fmt.Sprintf("(async () => { while ((await %s.getScenario()).title !== %q) await new Promise(requestAnimationFrame) })()", figure, title))
}

// showsScene waits until the figure shows a scene.
func (b *tab) showsScene(name string) {
	b.Helper()
	b.eval(fmt.Sprintf("(async () => { while ((await %s.getView()).scene !== %q) await new Promise(requestAnimationFrame) })()", figure, name))
}

// Reading on sets the figure; the reader may take over; "Back to the text" gives the lead
// back to it.
func TestTextDrivesTheFigure(t *testing.T) {
	b := article(t, wide)
	b.shows(preset(t, "judge").Title)
	b.readOn("outside")
	b.until("document.querySelector('.step.now')?.id === 'outside'")
	b.shows(preset(t, "shared-bias").Title)
	if value[bool](b, "!document.getElementById('back').hidden") {
		t.Error("the text itself counts as the reader taking over")
	}

	b.eval(figure + ".setView({scene: 'equilibrium'})")
	b.until("!document.getElementById('back').hidden")
	b.click("#back")
	b.until("document.getElementById('back').hidden")
	b.showsScene("hull")
	b.eval(figure + ".getScenario().then(s => { s.title = 'mine'; return " + figure + ".setScenario(s) })")
	b.until("!document.getElementById('back').hidden")
	b.readOn("crowd")
	b.until("document.querySelector('.step.now')?.id === 'crowd'")
	if got := value[string](b, figure+".getScenario().then(s => s.title)"); got != "mine" {
		t.Errorf("the text took the figure from the reader: %q", got)
	}
	b.click("#back")
	b.shows(preset(t, "crowd").Title)
	b.until("document.getElementById('back').hidden")

	b.eval("document.querySelector('#pharma .show').click()")
	b.shows(preset(t, "pharma").Title)
}

// A badge in the text says whether its claim holds for what the figure shows, and opens
// into the proof with the figure's numbers.
func TestBadges(t *testing.T) {
	b := article(t, wide)
	state := func(id string) string {
		return fmt.Sprintf("document.querySelector('.badge[data-claim=%s]').dataset.state", id)
	}
	b.until(state("perfect") + " === 'off'") // one prosecutor is no competition
	b.eval("document.querySelector('#inside .show').click()")
	b.until(state("perfect") + " === 'holds'")
	if n := value[int](b, "document.querySelectorAll('.badge[data-claim=perfect] .proof li').length"); n < 4 {
		t.Errorf("the proof has %d lines", n)
	}
	b.eval("document.querySelector('#outside .show').click()")
	b.until(state("perfect") + " === 'off'")
	if got := value[string](b, "document.querySelector('.badge[data-claim=perfect] .figures').textContent"); !strings.Contains(got, "ε") {
		t.Errorf("the badge does not say how far outside: %q", got)
	}
}

// Every step of the text names a preset and a scene that exist.
func TestSteps(t *testing.T) {
	b := article(t, wide)
	scenes := stage(t, "", wide).scenes()
	for _, step := range value[[][2]string](b, "[...document.querySelectorAll('.step')].map(e => [e.dataset.scene, e.dataset.preset])") {
		preset(t, step[1])
		if !strings.Contains(strings.Join(scenes, " "), step[0]) {
			t.Errorf("the text shows the figure %q, there are %v", step[0], scenes)
		}
	}
}
