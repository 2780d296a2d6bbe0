//go:build e2e

package e2e

import (
	"fmt"
	"testing"

	"github.com/emergent-alignment/emergent/engine"

	"github.com/chromedp/chromedp/kb"
)

// cell is the selector of a cell of the editor.
func cell(field string) string { return fmt.Sprintf(`[data-cell="%s"]`, field) }

// editor opens the editor with every part unfolded.
func (b *tab) editor() {
	b.Helper()
	b.click("#edit")
	b.until("document.getElementById('edit-dialog').open")
	b.unfold()
}

// unfold opens every part of the editor, which makes its cells then.
func (b *tab) unfold() {
	b.Helper()
	b.eval("document.querySelectorAll('#edit-body details').forEach(e => { e.open = true })")
	b.until("!document.querySelector('#edit-body .cells:empty')")
}

// fillIn types over what a cell holds.
func (b *tab) fillIn(field, text string) {
	b.Helper()
	b.eval("document.querySelector('" + cell(field) + "').focus()")
	b.keys(kb.Backspace)
	b.keys(text)
}

func (b *tab) holds(field string) string {
	b.Helper()
	return value[string](b, "document.querySelector('"+cell(field)+"').value")
}

// A number typed by hand is one step of undo, the answer follows, and every table can be
// edited: criteria, prior, weights, a party's own table, signals, names.
func TestEditNumbers(t *testing.T) {
	b := stage(t, "?preset=specialists", wide)
	start := b.scenario()
	b.editor()
	b.fillIn("criteria[1].utility[0][1]", "0.125")
	b.keys(kb.Enter)
	s := b.scenario()
	if got := s.Criteria[1].Utility[0][1]; got != 0.125 {
		t.Errorf("the criterion holds %g", got)
	}
	b.agrees()
	if got := value[string](b, "document.activeElement.dataset.cell"); got != "criteria[1].utility[1][1]" {
		t.Errorf("Enter went to %q, want the cell below", got)
	}
	b.keys(kb.ArrowUp)
	b.keys(kb.ArrowLeft)
	if got := value[string](b, "document.activeElement.dataset.cell"); got != "criteria[1].utility[0][0]" {
		t.Errorf("the arrows went to %q", got)
	}
	b.click("#edit-undo")
	same(t, "after one undo", b.scenario(), start)
	if b.holds("criteria[1].utility[0][1]") == "0.125" {
		t.Error("the cell does not follow an undo")
	}

	b.fillIn("prior[0]", "0.9")
	b.keys(kb.Enter)
	if got := b.scenario().Prior; got[0] != 0.9 {
		t.Errorf("the prior is %v", got)
	}
	b.fillIn("agents[0].weights[0]", "1")
	b.keys(kb.Tab)
	if got := b.scenario().Agents[0].Weights; got[0] != 1 || got[1] != 0 {
		t.Errorf("the weights are %v", got)
	}
	b.eval(`document.querySelector('[data-act="table:agent:1"]').click()`)
	b.fillIn("agents[1].utility[0][0]", "0.5")
	b.keys(kb.Enter)
	if got := b.scenario().Agents[1].Utility; got == nil || got[0][0] != 0.5 {
		t.Errorf("the table is %v", got)
	}
	b.eval(`document.querySelector('[data-act="userSignal.on"]').click()`)
	b.fillIn("userSignal[0][0]", "0.75")
	b.keys(kb.Enter)
	if got := b.scenario().UserSignal; got == nil || got[0][0] != 0.75 {
		t.Errorf("the signals are %v", got)
	}
	b.fillIn("states[0]", "sunny <b>day</b>")
	b.keys(kb.Enter)
	if got := b.scenario().States[0]; got != "sunny <b>day</b>" {
		t.Errorf("the state is called %q", got)
	}
	if n := value[int](b, "document.querySelectorAll('#edit-body b').length"); n != 0 {
		t.Error("a name became HTML")
	}
	b.agrees()
}

// What cannot be taken is said at its cell as it is typed, and the last valid state stays.
func TestEditRefuses(t *testing.T) {
	b := stage(t, "?preset=specialists", wide)
	start := b.scenario()
	b.editor()
	kept := b.holds("criteria[0].utility[0][0]")
	b.fillIn("criteria[0].utility[0][0]", "1.5")
	e := "document.querySelector('" + cell("criteria[0].utility[0][0]") + "')"
	oneSentence(t, "while typing", value[string](b, "document.getElementById("+e+
		".getAttribute('aria-describedby')).textContent"), "between 0 and 1")
	if !value[bool](b, e+".getAttribute('aria-invalid') === 'true'") {
		t.Error("the cell is not marked")
	}
	same(t, "while typing", b.scenario(), start)
	b.keys(kb.Tab)
	same(t, "after leaving", b.scenario(), start)
	if got := b.holds("criteria[0].utility[0][0]"); got != kept {
		t.Errorf("the cell shows %q, what is in force is %q", got, kept)
	}
	b.fillIn("states[0]", start.States[1])
	oneSentence(t, "two of a name", value[string](b, "document.querySelector('[data-part=states] .wrong').textContent"),
		"names must differ")
	b.keys(kb.Escape)
	if !value[bool](b, "document.getElementById('edit-dialog').open") || b.holds("states[0]") != start.States[0] {
		t.Error("Escape does not give up what was typed first")
	}
	b.keys(kb.Escape)
	b.until("!document.getElementById('edit-dialog').open")
	if value[bool](b, "emergent.undo()") {
		t.Error("what was refused left a step of undo")
	}
	if got := value[string](b, "document.activeElement.id"); got != "edit" {
		t.Errorf("the focus went to %q, want the button that opened the editor", got)
	}
}

// States, actions, criteria and agents come and go; the editor follows.
func TestEditShape(t *testing.T) {
	b := stage(t, "?preset=specialists", wide)
	start := b.scenario()
	b.editor()
	for _, c := range []struct {
		act   string
		count func(s engine.Scenario) int
	}{
		{"state.add", func(s engine.Scenario) int { return len(s.States) }},
		{"action.add", func(s engine.Scenario) int { return len(s.Actions) }},
		{"criterion.add", func(s engine.Scenario) int { return len(s.Criteria) }},
		{"agent.add", func(s engine.Scenario) int { return len(s.Agents) }},
	} {
		before := c.count(b.scenario())
		b.eval(fmt.Sprintf("document.querySelector('[data-act=%q]').click()", c.act))
		if got := c.count(b.scenario()); got != before+1 {
			t.Errorf("%s made %d of %d", c.act, got, before)
		}
	}
	b.agrees()
	for range 4 {
		b.eval("emergent.undo()")
	}
	same(t, "after four undos", b.scenario(), start)
	if value[bool](b, "emergent.undo()") {
		t.Error("four buttons took more than four steps")
	}
}

// On a phone the dialog fits, and its cells are large enough for a finger.
func TestEditOnAPhone(t *testing.T) {
	b := stage(t, "?preset=specialists", phone)
	b.eval("document.getElementById('edit').click()")
	b.unfold()
	if wider := value[int](b, "document.getElementById('edit-dialog').scrollWidth - 390"); wider > 0 {
		t.Errorf("the dialog is %d px wider than the screen", wider)
	}
	small := value[[]string](b, "[...document.querySelectorAll('#edit-body input:not([type=range]), #edit-body "+
		"button')].filter(e => e.getBoundingClientRect().height < 44).map(e => e.dataset.cell ?? e.dataset.act)")
	if len(small) > 0 {
		t.Errorf("too small for a finger: %v", small)
	}
	b.fillIn("prior[1]", "0,25")
	b.keys(kb.Enter)
	if got := b.scenario().Prior[1]; got != 0.25 {
		t.Errorf("the prior is %g", got)
	}
}

// Where there is room the editor stands beside the figure, which goes on being seen and used; a
// block of a spreadsheet goes into its cells as one step.
func TestEditorBesideTheFigure(t *testing.T) {
	b := stage(t, "?preset=specialists", wide)
	b.click("#edit")
	b.until("document.getElementById('edit-dialog').open")
	const over = "((a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < " +
		"a.bottom)(document.getElementById('edit-dialog').getBoundingClientRect(), " +
		"document.getElementById('%s').getBoundingClientRect())"
	for _, id := range []string{"figure", "verdict", "bar"} {
		if value[bool](b, fmt.Sprintf(over, id)) {
			t.Errorf("the editor lies over the %s", id)
		}
	}
	user, start := b.at("[data-handle=user]"), b.scenario().User.Weights[0]
	b.drag(user, user.plus(20, 10))
	b.until(fmt.Sprintf("emergent.getScenario().user.weights[0] !== %g", start))
	b.eval("emergent.undo()")
	b.unfold()
	b.eval(`(e => { const data = new DataTransfer(); data.setData('text/plain', '0.1\t0,2\n0.3\t0.4\n');
		e.focus(); e.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })) })(document.querySelector('[data-cell="criteria[0].utility[1][1]"]'))`)
	b.until("JSON.stringify(emergent.getScenario().criteria[0].utility) === '[[1,0.7,0],[0.3,0.1,0.2],[0.1,0.3,0.4]]'")
	b.until("document.querySelector('[data-cell=\"criteria[0].utility[2][2]\"]').value === '0.4'")
	b.eval("emergent.undo()")
	b.until("JSON.stringify(emergent.getScenario().criteria[0].utility) === '[[1,0.7,0],[0.3,0.4,0.3],[0.1,0.3,0.7]]'")
	b.keys(kb.Escape)
	b.until("!document.getElementById('edit-dialog').open && document.activeElement.id === 'edit'")
}
