//go:build e2e

package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp/kb"
)

// The proof moves: at the end of the slider the agents' bars, as wide as their weights have it, fill
// the user's exactly; where they hide something it says who would rather tell.
func TestProofMoves(t *testing.T) {
	b := article(t, wide)
	b.comesTo("why")
	b.until("document.querySelectorAll('.proof-moves .has').length === 4")
	s := preset(t, "specialists")
	r := engine.Solve(s)
	bar := `document.querySelector('.proof-moves svg')`
	ends := func(name string) [2]float64 { // of the agents' bars together, and of the user's own
		return value[[2]float64](b, fmt.Sprintf(`(svg => { const of = e => Number(e.getAttribute('x')) + Number(e.getAttribute('width')) - 34;
			return [Math.max(...[...svg.querySelectorAll('[data-agent] .%[1]s')].map(of)), of(svg.querySelector('.end.%[1]s'))] })(%[2]s)`, name, bar))
	}
	b.eval("document.querySelector('.proof-moves input').focus()")
	b.keys(kb.End)
	b.until("document.querySelector('.proof-moves [role=status]').textContent.includes('So neither do you')")
	for name, want := range map[string]float64{"has": r.Equilibria.Worst.User, "full": r.Benchmarks.Opt} {
		got := ends(name)
		if d := got[0] - got[1]; d > 0.05 || d < -0.05 {
			t.Errorf("%s: the agents' bars end at %v, the user's at %v", name, got[0], got[1])
		}
		if d := got[1]/250 - want; d > 1e-4 || d < -1e-4 {
			t.Errorf("%s: the user's bar is %v, the engine says %v", name, got[1]/250, want)
		}
	}
	b.eval("document.querySelector('.proof-moves button').focus()")
	b.keys(kb.Enter)
	b.until("document.querySelector('.proof-moves [role=status]').textContent.includes('What they lack, you lack')")
	b.eval("document.querySelector('.proof-moves input').focus()")
	b.keys(kb.Home)
	b.until("document.querySelector('.proof-moves [role=status]').textContent.includes('Economist by 0.36')")
}

// A noun lights up its marks while it is hovered or focused; a number of the text is the figure's,
// by keys, by dragging, and from the figure.
func TestWordsAreAlive(t *testing.T) {
	b := article(t, wide)
	b.comesTo("who")
	lit := "[..." + figure + ".querySelector('iframe').contentDocument.querySelectorAll('[data-lit]')].map(e => e.dataset.handle).join()"
	b.mouse(input.DispatchMouseEventTypeMouseMoved, b.at(".noun[data-lights=user]"))
	b.until(lit + " === 'user'")
	b.eval("document.querySelector('.noun[data-lights=agents]').focus()")
	b.until(lit + " === 'agent:0,agent:1,agent:2'")
	b.eval("document.activeElement.blur()")
	b.until(lit + " === ''")

	b.comesTo("one")
	prior := figure + ".getScenario().then(s => s.prior[1].toFixed(2))"
	holds := func(want string) {
		t.Helper()
		b.eval(fmt.Sprintf("(async () => { while (await %s !== %q) await new Promise(requestAnimationFrame) })()", prior, want))
	}
	const number = "#one input.number"
	b.eval("document.querySelector('" + number + "').focus()")
	b.keys(kb.ArrowUp + kb.ArrowUp)
	holds("0.32")
	p := b.at(number)
	b.drag(p, p.plus(60, 0))
	holds("0.42")
	b.eval("document.activeElement.blur()")
	b.eval(figure + ".undo()")
	b.until("document.querySelector('" + number + "').value !== '42'")
}

// TestDeviceShots writes pictures of the proof that moves where TestShots writes its own.
func TestDeviceShots(t *testing.T) {
	dir := os.Getenv("EMERGENT_SHOTS")
	if dir == "" {
		t.Skip("EMERGENT_SHOTS names no folder: run ./build.sh shots")
	}
	for name, d := range map[string]device{"wide": wide, "phone": phone, "framed": framed} {
		for _, theme := range []string{"light", "dark"} {
			b := article(t, d)
			b.system(theme)
			b.comesTo("why")
			b.until("document.querySelectorAll('.proof-moves .has').length === 4")
			for _, at := range []string{"0", "50", "100"} {
				b.eval("(e => { e.value = " + at + "; e.dispatchEvent(new Event('input')); document.querySelector('.proof-moves').scrollIntoView({ block: innerWidth < 600 ? 'end' : 'center', behavior: 'instant' }) })(document.querySelector('.proof-moves input'))")
				b.settled()
				b.picture(filepath.Join(dir, strings.Join([]string{"proof", name, theme, at}, "-")+".png"))
			}
			b.comesTo("one")
			b.picture(filepath.Join(dir, strings.Join([]string{"words", name, theme}, "-")+".png"))
		}
	}
}

// The assumptions as switches: who moves only half of the way to what she should believe chooses as
// somebody outside the hull, and agents who act as one leave the user with one; the engine says so of
// what the figure then holds, and undo brings the promise back.
func TestAssumptionsBreak(t *testing.T) {
	b := article(t, wide)
	b.comesTo("limits")
	for selector, says := range map[string]func(r engine.Result, s engine.Scenario) bool{
		"#limits [data-partway]": func(r engine.Result, _ engine.Scenario) bool { return !r.Alignment.Inside },
		"#limits [data-merge]":   func(r engine.Result, s engine.Scenario) bool { return !r.Alignment.Inside && len(s.Agents) == 1 },
	} {
		before := value[string](b, figure+".getScenario().then(JSON.stringify)")
		b.act("mouse", selector)
		b.eval(fmt.Sprintf("(async () => { while (JSON.stringify(await %s.getScenario()) === %s) await new Promise(requestAnimationFrame) })()", figure, quoted(before)))
		s := b.scenarioText(figure + ".getScenario().then(JSON.stringify)")
		if r := engine.Solve(s); !says(r, s) {
			t.Errorf("%s: inside = %v, epsilon %v, %d agents", selector, r.Alignment.Inside, r.Alignment.Epsilon, len(s.Agents))
		}
		b.until("!document.querySelector('" + selector + "').disabled")
		b.eval(figure + ".undo()")
		if got := value[string](b, figure+".getScenario().then(JSON.stringify)"); got != before {
			t.Errorf("%s: undo leads to %s", selector, got)
		}
	}
}
