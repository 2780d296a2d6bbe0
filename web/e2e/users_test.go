//go:build e2e

package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

const secondStar = `[data-handle="user:1"]`

// usersAgree checks what the page says of several users with the engine run natively: the verdict
// and its icon, the table beside the figure, and the whole result.
func (b *tab) usersAgree() *engine.PopulationResult {
	b.Helper()
	p := b.agrees().Population
	b.until("document.getElementById('live').textContent === document.getElementById('verdict-text').textContent")
	verdict := value[string](b, "document.getElementById('verdict-text').textContent")
	table := value[string](b, "[...document.querySelectorAll('#tables tr')].map(r => [...r.cells].map(c => "+
		"c.textContent).join('\\t')).join('\\n')")
	for _, u := range p.Users {
		worst := u.Personal.Worst
		if p.Policy == engine.Anonymous {
			worst = u.Anonymous.Worst
		}
		if want := fmt.Sprintf("%s %.2f", u.Name, worst); !strings.Contains(verdict, want) {
			b.Errorf("the verdict is %q, want it to say %q", verdict, want)
		}
		if want := fmt.Sprintf("\t%.2f\t%.2f\t%.2f\t",
			u.Opt, u.Personal.Worst, u.Anonymous.Worst); !strings.Contains(table, want) {
			b.Errorf("no table has the row %q", want)
		}
	}
	return p
}

// The second star moves by mouse, touch and keyboard: her weights alone change, the page says what
// the command line does, one undo takes it back, and link and SVG carry her.
func TestSecondUserIsDragged(t *testing.T) {
	for name, d := range map[string]device{"mouse": wide, "touch": phone, "keyboard": wide} {
		t.Run(name, func(t *testing.T) {
			b := stage(t, "?preset=town", d)
			start := b.scenario()
			same(t, "the preset", start, preset(t, "town"))
			switch from := b.at(secondStar); name {
			case "mouse":
				b.drag(from, from.plus(90, 0))
			case "touch":
				b.swipe(from, from.plus(60, 0))
			default:
				b.tabTo("document.activeElement?.dataset?.handle === 'user:1'")
				b.keys(kb.ArrowRight, chromedp.ModifierShift)
			}
			after := b.scenario()
			if w := after.Population.Users[0].Weights; w[0] > 0.95 || w[0] < 0.3 {
				t.Fatalf("her weights are %v", w)
			}
			if b.usersAgree().Users[1].Opt == engine.Solve(start).Population.Users[1].Opt {
				t.Error("the move changed nothing for her")
			}
			back := after
			back.Population = start.Population
			same(t, "but for her weights", back, start)
			if name == "mouse" {
				usersTravel(t, b, after)
			}
			if !value[bool](b, "emergent.undo()") {
				t.Error("nothing to undo")
			}
			same(t, "after one undo", b.scenario(), start)
		})
	}
}

// usersTravel: link, SVG and tables carry several users.
func usersTravel(t *testing.T, b *tab, s engine.Scenario) {
	address := value[string](b, "location.href")
	other := blank(t, wide)
	other.do(chromedp.Navigate(address))
	other.ready()
	same(t, "in a new tab", other.scenario(), s)
	other.usersAgree()
	if svg := value[string](b, "emergent.exportSVG()"); !strings.Contains(svg, "User X: Shopkeepers") ||
		!strings.Contains(svg, ">Shopkeepers<") {
		t.Error("the SVG does not show the second user")
	}
}

// sets gives the control of a parameter a value, as a reader's hand would.
func (b *tab) sets(param, value, event string) {
	b.Helper()
	b.eval(fmt.Sprintf("(c => { c.value = %q; c.dispatchEvent(new Event(%q, { bubbles: true })) "+
		"})(document.querySelector('[data-param=%q]'))", value, event, param))
}

// The policy is a switch, and each share a slider: each a step that the engine answers.
func TestPolicyAndShares(t *testing.T) {
	b := stage(t, "?preset=town-lean", wide)
	if p := b.usersAgree(); p.Policy != engine.Anonymous {
		t.Errorf("policy %q", p.Policy)
	}
	b.sets("population.policy", engine.Personal, "change")
	if p := b.usersAgree(); p.Policy != engine.Personal {
		t.Errorf("policy %q", p.Policy)
	}
	b.sets("population.share.1", "0.8", "input")
	if p := b.usersAgree(); p.Users[1].Share != 0.8 {
		t.Errorf("share %g", p.Users[1].Share)
	}
	b.showScene("equilibrium")
	// there it is whose picture and ladder they are
	for _, policy := range []string{engine.Anonymous, engine.Personal} {
		b.sets("population.policy", policy, "change")
		b.agrees()
		b.until("document.getElementById('stale').hidden")
		worst := b.usersAgree().Users[0].Personal.Worst
		if policy == engine.Anonymous {
			worst = b.usersAgree().Users[0].Anonymous.Worst
		}
		if got, want := b.rung("worst"), fmt.Sprintf("%.2f", worst); got != want {
			t.Errorf("%s: the ladder says %s, want %s", policy, got, want)
		}
	}
}

// The editor has a row for each user and a table for what she wants and what agents want of her; what
// cannot be is refused with the name and the reason, and nothing is lost; one undo takes a change back.
func TestUsersInEditor(t *testing.T) {
	b := stage(t, "?preset=town", wide)
	start := b.scenario()
	b.editor()
	b.fillIn("population.users[0].share", "0.25")
	b.keys(kb.Enter)
	b.fillIn("agents[0].toward[0].weights[0]", "0.4")
	b.keys(kb.Enter)
	want := preset(t, "town")
	want.Population.Users[0].Share = 0.25
	want.Agents[0].Toward["Shopkeepers"] = engine.Wish{Weights: []float64{0.4, 0.6}}
	same(t, "typed", b.scenario(), want)
	b.usersAgree()
	b.fillIn("population.users[0].share", "1")
	b.until("document.getElementById('edit-wrong-population').textContent.includes('which leaves nothing for " +
		"\"Commuters\"')")
	b.eval("document.querySelector('" + cell("population.users[0].name") + "').focus()")
	if got := b.holds("population.users[0].share"); got != "0.25" {
		t.Errorf("the share that was refused leaves %s", got)
	}
	same(t, "refused", b.scenario(), want)
	b.click("#edit-undo")
	b.click("#edit-undo")
	same(t, "after two undos", b.scenario(), start)
}

// In the text, whose figure is an embedded one, a button makes both advisers lean less, and another has
// them advise each apart: scenario and result are the engine's.
func TestUsersInText(t *testing.T) {
	b := article(t, wide)
	b.comesTo("lean")
	b.clickInText("#lean button.do")
	b.eval(fmt.Sprintf("(async () => { while ((await %s.getScenario()).agents[0].weights[0] !== 0.998) await new "+
		"Promise(requestAnimationFrame) })()", figure))
	want := preset(t, "town-lean")
	want.Agents[0].Weights = []float64{0.998, 0.002}
	want.Agents[1].Toward["Shopkeepers"] = engine.Wish{Weights: []float64{0.998, 0.002}}
	same(t, "leaning less", b.scenarioText(figure+".getScenario().then(JSON.stringify)"), want)
	if d := differs(value[string](b, figure+".getResult().then(JSON.stringify)"), engine.Solve(want)); d != "" {
		t.Error(d)
	}
	b.comesTo("overheard")
	b.clickInText("#overheard button.do")
	b.eval(fmt.Sprintf("(async () => { while ((await %s.getScenario()).population.policy !== 'personal') await new "+
		"Promise(requestAnimationFrame) })()", figure))
	b.eval(figure + ".undo()")
	same(t, "after undo", b.scenarioText(figure+".getScenario().then(JSON.stringify)"), preset(t, "public-notice"))
}
