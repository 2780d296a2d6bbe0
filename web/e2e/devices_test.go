//go:build e2e

package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/emergent-alignment/emergent/engine"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp/kb"
)

// What is beside the text does what it says, by mouse and keys, on one page.
func TestDevices(t *testing.T) {
	b := article(t, wide)
	b.wordsAreAlive()
	b.proofMoves()
	b.plays("mouse")
	b.assumptionsBreak()
}

// Games in which the reader is an agent, and the slider of the consequences, by mouse, finger and keyboard.
func TestPlays(t *testing.T) {
	playing(t)
	for _, way := range []string{"mouse", "touch", "keyboard"} {
		t.Run(way, func(t *testing.T) {
			b := article(t, devices[way])
			b.plays(way)
			b.sharesErrors(way)
			for _, theme := range []string{"light", "dark"} {
				b.system(theme)
				b.passes("games, " + way + ", " + theme)
			}
		})
	}
}

// The proof moves: at the end of the slider the agents' bars, as wide as their weights have it, fill
// the user's exactly; where they hide something it says who would rather tell.
func (b *tab) proofMoves() {
	b.Helper()
	b.comesTo("why")
	b.until("document.querySelectorAll('.proof-moves .has').length === 4")
	r := engine.Solve(preset(b.T, "specialists"))
	bar := `document.querySelector('.proof-moves svg')`
	ends := func(name string) [2]float64 { // of the agents' bars together, and of the user's own
		return value[[2]float64](b,
			fmt.Sprintf(`(svg => { const of = e => Number(e.getAttribute('x')) + Number(e.getAttribute('width')) - 34;
			return [Math.max(...[...svg.querySelectorAll('[data-agent] .%[1]s')].map(of)), of(svg.querySelector('.end.%[1]s'))] })(%[2]s)`, name, bar))
	}
	b.eval("document.querySelector('.proof-moves input').focus()")
	b.keys(kb.End)
	b.until("document.querySelector('.proof-moves [role=status]').textContent.includes('So neither do you')")
	for name, want := range map[string]float64{"has": r.Equilibria.Worst.User, "full": r.Benchmarks.Opt} {
		got := ends(name)
		if d := got[0] - got[1]; d > 0.05 || d < -0.05 {
			b.Errorf("%s: the agents' bars end at %v, the user's at %v", name, got[0], got[1])
		}
		if d := got[1]/250 - want; d > 1e-4 || d < -1e-4 {
			b.Errorf("%s: the user's bar is %v, the engine says %v", name, got[1]/250, want)
		}
	}
	b.eval("document.querySelector('.proof-moves button').focus()")
	b.keys(kb.Enter)
	b.until("document.querySelector('.proof-moves [role=status]').textContent.includes('What they lack, you lack')")
	b.eval("document.querySelector('.proof-moves input').focus()")
	b.keys(kb.Home)
	says := "document.querySelector('.proof-moves [role=status]').textContent"
	b.until(says + ".includes('Economist by 0.36')")
	// Let the Ecologist hide something: once it regrets it, once the others would not have it.
	b.eval("document.querySelector('.hides button').focus()")
	b.keys(kb.Enter)
	b.until(says + ".includes('dry years or wet years, and regrets it: telling would bring it 0.21 more')")
	b.eval("document.querySelector('.hides button:last-of-type').focus()")
	b.keys(kb.Enter)
	b.until(says + ".includes('and has 0.02 more than if it told. But it is not alone: the Economist would gain 0.08 " +
		"by telling, the Engineer would gain 0.10')")
}

// A noun lights up its marks while it is hovered or focused; a number of the text is the figure's,
// by keys, by dragging, and from the figure.
func (b *tab) wordsAreAlive() {
	b.Helper()
	b.comesTo("who")
	lit := "[..." + figure + ".querySelector('iframe').contentDocument.querySelectorAll('[data-lit]')].map(e => " +
		"e.dataset.handle).join()"
	b.mouse(input.DispatchMouseEventTypeMouseMoved, b.at(".noun[data-lights=user]"))
	b.until(lit + " === 'user'")
	b.eval("document.querySelector('.noun[data-lights=agents]').focus()")
	b.until(lit + " === 'agent:0,agent:1,agent:2'")
	b.eval("document.activeElement.blur()")
	b.until(lit + " === ''")

	b.comesTo("one")
	prior := figure + ".getScenario().then(s => s.prior[1].toFixed(2))"
	holds := func(want string) {
		b.Helper()
		b.eval(fmt.Sprintf("(async () => { while (await %s !== %q) await new Promise(requestAnimationFrame) })()",
			prior, want))
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

// TestDeviceShots writes pictures of the proof that moves, of games and of what follows from it all where
// TestShots writes its own.
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
				b.eval("(e => { e.value = " + at + "; e.dispatchEvent(new Event('input')); " +
					"document.querySelector('.proof-moves').scrollIntoView({ block: innerWidth < 600 ? 'end' : " +
					"'center', behavior: 'instant' }) })(document.querySelector('.proof-moves input'))")
				b.settled()
				b.picture(filepath.Join(dir, strings.Join([]string{"proof", name, theme, at}, "-")+".png"))
			}
			for _, id := range []string{"rounds", "best", "alike", "limits"} {
				b.comesTo(id)
				b.until(fmt.Sprintf("document.querySelector('#%s .play [role=status]')?.textContent", id))
				switch id {
				case "rounds":
					b.button("keyboard", id, "Another conversation")
					b.button("keyboard", id, "“no”")
				case "best":
					b.button("keyboard", id, "Offer this")
				}
				b.eval(fmt.Sprintf("document.querySelector('#%s .play').scrollIntoView({ block: innerWidth < 600 ? "+
					"'end' : 'center', behavior: 'instant' })", id))
				b.picture(filepath.Join(dir, strings.Join([]string{"play", id, name, theme}, "-")+".png"))
			}
			b.comesTo("one")
			b.picture(filepath.Join(dir, strings.Join([]string{"words", name, theme}, "-")+".png"))
		}
	}
}

// The assumptions as switches: who moves only half of the way to what she should believe chooses as
// somebody outside the hull, and agents who act as one leave the user with one; the engine says so of
// what the figure then holds, and undo brings the promise back.
func (b *tab) assumptionsBreak() {
	b.Helper()
	b.comesTo("limits")
	tells := func(words string) {
		b.Helper()
		b.until("document.querySelector('#limits .play [role=status]')?.textContent.includes(" + quoted(words) + ")")
	}
	tells("you are sure of 0.71, all there is")
	for selector, c := range map[string]struct {
		holds func(r engine.Result, s engine.Scenario) bool
		says  string
	}{
		`#limits [data-partway="0.5"]`: {func(r engine.Result, _ engine.Scenario) bool { return !r.Alignment.Inside },
			"the same outcome brings you 0.71 of 0.71. You lose nothing yet"},
		`#limits [data-partway="0.1"]`: {func(r engine.Result, _ engine.Scenario) bool { return !r.Alignment.Inside },
			"the same outcome brings you 0.54 of 0.71. The rest is lost"},
		"#limits [data-merge]": {func(r engine.Result, s engine.Scenario) bool {
			return !r.Alignment.Inside && len(s.Agents) == 1
		}, "one has no rival"},
		"#limits [data-silence]": {func(r engine.Result, _ engine.Scenario) bool {
			return r.Conversation.User == r.Benchmarks.None && r.Benchmarks.None < r.Benchmarks.Opt-0.1
		}, "you get 0.54 of the 0.71 there is"},
	} {
		before := value[string](b, figure+".getScenario().then(JSON.stringify)")
		b.act("mouse", selector)
		b.eval(fmt.Sprintf("(async () => { while (JSON.stringify(await %s.getScenario()) === %s) await new "+
			"Promise(requestAnimationFrame) })()", figure, quoted(before)))
		s := b.scenarioText(figure + ".getScenario().then(JSON.stringify)")
		tells(c.says)
		if r := engine.Solve(s); !c.holds(r, s) {
			b.Errorf("%s: inside = %v, epsilon %v, %d agents", selector, r.Alignment.Inside, r.Alignment.Epsilon,
				len(s.Agents))
		}
		b.until("!document.querySelector('" + selector + "').disabled")
		b.eval(figure + ".undo()")
		if got := value[string](b, figure+".getScenario().then(JSON.stringify)"); got != before {
			b.Errorf("%s: undo leads to %s", selector, got)
		}
	}
}

// button presses the button of a game that has a text, and waits until the game says something else.
func (b *tab) button(way, step, text string) {
	b.Helper()
	const found = "[...document.querySelectorAll('#%s .play button')].find(e => e.textContent === %s && !e.disabled)"
	one := fmt.Sprintf(found, step, quoted(text))
	b.until(one)
	now := fmt.Sprintf("document.querySelector('#%s .play [role=status]').textContent", step)
	before := value[string](b, now)
	b.eval("document.querySelectorAll('#pressed').forEach(e => e.removeAttribute('id'))")
	b.eval("void (" + one + ".id = 'pressed')")
	if way == "touch" {
		time.Sleep(doubleTap)
	}
	b.act(way, "#pressed")
	b.until(now + " !== " + quoted(before))
}

// plays bids for one agent against the others, and speaks for one in a conversation; what everybody
// has is what the engine, run natively, says.
func (b *tab) plays(way string) {
	b.Helper()
	var v engine.Solver
	status := func(step string) string {
		return fmt.Sprintf("document.querySelector('#%s .play [role=status]').textContent", step)
	}
	value2 := func(x float64) string { return fmt.Sprintf("%.2f", x) }

	b.comesTo("rounds")
	b.until(status("rounds") + ".includes('What do you say?')")
	b.button(way, "rounds", "Another conversation")
	b.button(way, "rounds", "“no”")
	b.button(way, "rounds", "“no”")
	s := b.scenarioText(figure + ".getScenario().then(JSON.stringify)")
	said, err := v.Saying(s, 0, []int{0, 0})
	if err != nil || said.Agents[0] <= said.ByRule {
		b.Fatalf("seed %d: %+v, %v", s.Conversation.Seed, said, err)
	}
	b.until(status("rounds") + ".includes(" +
		quoted(fmt.Sprintf("You have %.2f, by your rule %.2f; the patient has %.2f, by your rule %.2f. To break your "+
			"rule has paid.", said.Agents[0], said.ByRule, said.User, said.UserByRule)) + ")")
	b.button(way, "rounds", "Undo")
	b.button(way, "rounds", "Undo")
	b.until(status("rounds") + ".includes('What do you say?')")

	b.comesTo("best")
	second := figure + ".querySelector('iframe').contentDocument.documentElement.dataset.aside"
	for _, shown := range []string{"shown", "none"} { // the second chart is there while its fold is open
		b.eval("document.querySelector('#best > .fold > summary').click()")
		b.until(second + " === " + quoted(shown))
	}
	b.until(status("best") + ".includes('so far')")
	first := value[string](b, status("best"))
	offer := value[float64](b, "Number(document.querySelector('#best .play input').value)")
	s = preset(b.T, "shared-bias")
	b.button(way, "best", "Offer this")
	bid, err := v.Bidding(s, 3, []float64{offer})
	if err != nil || !bid.Open {
		b.Fatalf("%v: %+v, %v", offer, bid, err)
	}
	b.until(status("best") + ".includes(" +
		quoted("the user gets "+value2(bid.User)+", you have "+value2(bid.Agents[3])+".") + ")")
	b.button(way, "best", "Pass to the end")
	b.until(status("best") + ".includes('The user gets 0.69 of the 0.69 there is') && " + status("best") +
		".includes('all there is.')")
	b.button(way, "best", "Undo")
	b.button(way, "best", "Undo")
	b.until(status("best") + " === " + quoted(first))
	b.button(way, "best", "A, Feed")
	b.until("document.activeElement?.textContent === 'A, Feed' || " + quoted(way) + " !== 'keyboard'")
}

// sharesErrors sets how much the advisers' errors have in common.
func (b *tab) sharesErrors(way string) {
	b.Helper()
	b.comesTo("alike")
	const says = "document.querySelector('#alike .play [role=status]')?.textContent"
	b.until(says + "?.includes('where they share 50 %')")
	b.eval("void (document.querySelector('#alike .play input').id = 'shares')")
	b.slideTo("#shares", 1, way)
	b.until(says + "?.includes('where they share 100 %')")
	if got := value[string](b, says); !strings.Contains(got, "among them in 0 % of") {
		b.Errorf("errors that are all the same: %q", got)
	}
}

// slideTo takes a slider to one of its ends: by keys, or by mouse or finger.
func (b *tab) slideTo(selector string, end int, way string) {
	b.Helper()
	if way != "keyboard" {
		b.slide(selector, end, way)
		return
	}
	b.eval("document.querySelector('" + selector + "').focus()")
	b.keys([]string{kb.Home, kb.End}[end])
}
