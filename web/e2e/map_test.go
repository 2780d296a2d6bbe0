//go:build e2e

package e2e

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp/kb"

	"github.com/emergent-alignment/emergent/engine"
)

const noteOfMap = "[...document.querySelectorAll('#notes li')].map(e => e.textContent).find(s => s.startsWith('Each " +
	"place')) ?? ''"

// mapped chooses a map with its control and waits until it is complete.
func (b *tab) mapped(name string) {
	b.Helper()
	b.eval("(e => { e.value = '" + name + "'; e.dispatchEvent(new Event('change', { bubbles: true })) " +
		"})(document.querySelector('[data-param=\"view.map\"]'))")
	b.until("(s => s && !s.includes('So far'))(" + noteOfMap + ")")
}

// The map is filled in by a worker, is in the link and in the SVG, stays when only the user
// moves, and is computed again when an agent has moved.
func TestMap(t *testing.T) {
	b := blank(t, wide)
	b.before(countWorkers)
	b.navigate("stage.html?preset=echo")
	b.ready()
	b.until("document.documentElement.dataset.state === 'live'")
	b.mapped("worst")
	if n := value[int](b, "started.length"); n != 1 {
		t.Errorf("%d workers, want 1", n)
	}
	if got := value[string](b, "emergent.getView().values.map"); got != "worst" {
		t.Errorf("the view says map = %q", got)
	}
	svg := value[string](b, "emergent.exportSVG()")
	if strings.Count(svg, "<path") < 200 || !strings.Contains(svg, "OPT − worst") {
		t.Error("the SVG lacks the map or its legend")
	}
	// Every place is coloured by the engine's own answer: the legend ends at the largest loss.
	s := b.scenario()
	most := 0.0
	for i := range 9 {
		for j := range 9 - i {
			s.User.Weights = []float64{float64(8-i-j) / 8, float64(i) / 8, float64(j) / 8}
			r := engine.Solve(s)
			most = max(most, r.Benchmarks.Opt-r.Equilibria.Worst.User)
		}
	}
	ends := value[[]float64](b, "[...document.querySelectorAll('#labels span')].map(e => e.textContent).filter(s => "+
		"/^(0|[01][.][0-9]{2})$/.test(s)).slice(0, 2).map(Number)")
	if len(ends) != 2 || ends[0] != 0 || ends[1] < most-0.005 || ends[1] > most+0.1 {
		t.Errorf("the legend runs over %v, losses from 0 to %.3f", ends, most)
	}
	note, posted := value[string](b, noteOfMap), value[int](b, "posted")
	from := b.at(`[data-handle="user"]`)
	b.drag(from, from.plus(40, 90))
	if got := value[string](b, noteOfMap); got != note {
		t.Errorf("moving the user changed the map: %q", got)
	}
	if got := value[int](b, "posted"); got != posted {
		t.Errorf("moving the user had %d jobs posted", got-posted)
	}
	from = b.at(agent0)
	b.drag(from, from.plus(80, -80))
	b.until("posted > " + value[string](b, "String(posted)") + " || (s => s && !s.includes('So far') && s !== " +
		quoted(note) + ")(" + noteOfMap + ")")
	b.until("(s => s && !s.includes('So far'))(" + noteOfMap + ")")
	b.agrees()
}

func quoted(s string) string { return "`" + strings.ReplaceAll(s, "`", "") + "`" }

// Where there are no workers the page fills the map in by itself, and goes on answering.
func TestMapWithoutWorker(t *testing.T) {
	b := blank(t, framed)
	b.before("delete window.Worker")
	b.navigate("stage.html?preset=judge")
	b.ready()
	b.until("document.documentElement.dataset.state === 'live'")
	b.mapped("epsilon")
	b.agrees()
	// at rest again
	b.until("(f => f === window.lastFrames || (window.lastFrames = f, false))(emergent.stats().frames)")
}

// Four criteria have a map of one triangle at a time, which a choice and a slider set.
func TestMapOfFourCriteria(t *testing.T) {
	b := stage(t, "?preset=specialists", wide)
	b.eval("document.getElementById('edit').click()")
	b.eval(`document.querySelector('[data-act="criterion.add"]').click()`)
	b.keys(kb.Escape)
	b.mapped("epsilon")
	name := value[string](b, "emergent.getScenario().criteria[3].name")
	if note := value[string](b, noteOfMap); !strings.Contains(note, "with "+name+" at 0.00 ") {
		t.Errorf("the note says %q", note)
	}
	b.eval(`(e => { e.value = '0.5'; e.dispatchEvent(new Event('input', { bubbles: true })); e.dispatchEvent(new ` +
		`Event('change', { bubbles: true })) })(document.querySelector('[data-param="view.mapShare"]'))`)
	b.until("(s => s && !s.includes('So far') && s.includes('at 0.50'))(" + noteOfMap + ")")
}

// Where one more agent should stand: of shared-bias the map marks a place from which it raises the
// worst equilibrium to OPT, and a double-click there does so.
func TestOneMoreAgent(t *testing.T) {
	b := stage(t, "?preset=shared-bias", wide)
	b.eval("emergent.setView({ values: { map: 'worst', mapOf: 'agent' } })")
	b.until("(s => s && !s.includes('So far'))(" + noteOfMap + ")")
	if note := value[string](b, noteOfMap); !strings.Contains(note, "would bring you to OPT, 0.69") {
		t.Errorf("the note says %q", note)
	}
	b.until("[...document.querySelectorAll('#labels span')].some(e => e.textContent === 'one more here: OPT')")
	b.until("[...document.querySelectorAll('#panel *')].some(e => e.textContent === 'If one of them were not there')")
	s := b.scenario()
	before := b.agrees()
	if before.Benchmarks.Opt-before.Equilibria.Worst.User < 0.1 {
		t.Fatal("the preset is no test")
	}
	best := bestPlace(t, s)
	b.doubleClick(b.whereIs(s, best))
	b.until("emergent.getScenario().agents.length === " + strconv.Itoa(len(s.Agents)+1))
	if after := b.agrees(); after.Benchmarks.Opt-after.Equilibria.Worst.User > 1e-6 {
		t.Errorf("with one more agent at %v the worst is %g of %g", b.scenario().Agents[len(s.Agents)].Weights,
			after.Equilibria.Worst.User, after.Benchmarks.Opt)
	}
}

// The keyboard and a finger put the agent there with a button.
func TestOneMoreAgentWithoutMouse(t *testing.T) {
	const button = `[data-param="agents.addBest"]`
	for name, press := range map[string]func(b *tab){
		"keyboard": func(b *tab) {
			b.eval("document.querySelector('" + button + "').focus()")
			b.keys(kb.Enter)
		},
		"touch": func(b *tab) {
			b.eval("document.querySelector('" + button + "').scrollIntoView({ block: 'center', behavior: 'instant' })")
			b.settled()
			at := b.at(button)
			b.touch(input.DispatchTouchEventTypeTouchStart, at)
			b.touch(input.DispatchTouchEventTypeTouchEnd)
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := stage(t, "?preset=shared-bias", phone)
			b.eval("emergent.setView({ values: { map: 'worst', mapOf: 'agent' } })")
			b.until("(s => s && !s.includes('So far'))(" + noteOfMap + ")")
			b.until("(e => e && !e.disabled)(document.querySelector('" + button + "'))")
			agents := len(b.scenario().Agents)
			press(b)
			b.until("emergent.getScenario().agents.length === " + strconv.Itoa(agents+1))
			if r := b.agrees(); r.Benchmarks.Opt-r.Equilibria.Worst.User > 1e-6 {
				t.Errorf("the worst is then %g of %g", r.Equilibria.Worst.User, r.Benchmarks.Opt)
			}
		})
	}
}

// bestPlace is, on a coarse grid and nearest to a corner, where one more agent loses the user
// least.
func bestPlace(t *testing.T, s engine.Scenario) []float64 {
	t.Helper()
	var places [][]float64
	for i := range 9 {
		for j := range 9 - i {
			places = append(places, []float64{float64(8-i-j) / 8, float64(i) / 8, float64(j) / 8})
		}
	}
	standings, err := new(engine.Solver).Survey(nil, s,
		engine.Question{Who: engine.NewAgent, Guarantee: engine.WorstGuarantee}, places)
	if err != nil {
		t.Fatal(err)
	}
	best := 0
	for i, at := range standings {
		gain := standings[best].Loss - at.Loss
		if gain > 1e-6 || gain > -1e-6 && slices.Max(places[i]) > slices.Max(places[best]) {
			best = i
		}
	}
	return places[best]
}

// whereIs is the place of weights on the screen: places are linear in weights, and those of the
// first three agents are known.
func (b *tab) whereIs(s engine.Scenario, weights []float64) point {
	b.Helper()
	var w [3][]float64
	var p [3]point
	for i := range 3 {
		w[i], p[i] = s.Agents[i].Weights, b.at(fmt.Sprintf(`[data-handle="agent:%d"]`, i))
	}
	det := func(a, b, c []float64) float64 {
		return a[0]*(b[1]*c[2]-b[2]*c[1]) - a[1]*(b[0]*c[2]-b[2]*c[0]) + a[2]*(b[0]*c[1]-b[1]*c[0])
	}
	all := det(w[0], w[1], w[2])
	if math.Abs(all) < 1e-6 {
		b.Fatal("the agents stand on a line")
	}
	x, y, z := det(weights, w[1], w[2])/all, det(w[0], weights, w[2])/all, det(w[0], w[1], weights)/all
	return point{X: x*p[0].X + y*p[1].X + z*p[2].X, Y: x*p[0].Y + y*p[1].Y + z*p[2].Y}
}
