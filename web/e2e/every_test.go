//go:build e2e

package e2e

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/emergent-alignment/emergent/engine"
)

const heldGrip = `[data-handle="equilibrium:0"]`

// held is the payoffs of the equilibrium that the view holds, by agent 0's chart.
func (b *tab) held() (at [2]float64) {
	b.Helper()
	text := value[string](b, "emergent.getView().values.equilibrium ?? ''")
	var agent int
	if _, err := fmt.Sscanf(text, "%d %g %g", &agent, &at[0], &at[1]); err != nil || agent != 0 {
		b.Fatalf("the view holds %q", text)
	}
	return at
}

// everyStage shows every equilibrium of shared-bias beside the triangle.
func everyStage(t *testing.T, d device) (*tab, engine.Result) {
	t.Helper()
	b := stage(t, "?scene=equilibrium&preset=shared-bias", d)
	b.eval("emergent.setView({ scene: 'equilibrium', values: { beside: 'every' } })")
	b.until("document.querySelector('" + heldGrip + "') !== null")
	s := b.scenario()
	s.EquilibriumSets = true
	return b, engine.Solve(s)
}

// checkHeld: what the view holds is an equilibrium payoff, and the panel says the same.
func (b *tab) checkHeld(what string, r engine.Result) {
	b.Helper()
	at := b.held()
	polygon := r.Equilibria.Sets[0].Vertices
	for i, a := range polygon {
		c := polygon[(i+1)%len(polygon)]
		dx, dy := c[0]-a[0], c[1]-a[1]
		if out := ((at[0]-a[0])*dy - (at[1]-a[1])*dx) / math.Hypot(dx, dy); out > 1e-6 {
			b.Errorf("%s: %v lies %.2g outside of what equilibria give", what, at, out)
		}
	}
	b.until("document.querySelector('#panel').innerText.includes('In the equilibrium you hold')")
	b.until(fmt.Sprintf("document.querySelector('#panel').innerText.includes('%.2f')", at[0]))
}

// The grip is dragged across the polygon by mouse: the payoffs held stay inside, also where the
// mouse leaves it, panel and view say the same, and what is computed for callers does not change.
func TestEveryEquilibriumByMouse(t *testing.T) {
	b, r := everyStage(t, wide)
	from := b.at(heldGrip)
	b.press(from)
	for i := range 6 {
		b.moveTo(from.plus(float64(20*i), float64(30*i)))
		b.checkHeld(fmt.Sprintf("move %d", i), r)
	}
	b.release(from.plus(100, 150))
	b.moveTo(from.plus(60, 60))
	b.press(b.at(heldGrip))
	b.release(b.inside(r, 0.3, 0.3, 0.4))
	b.checkMixture(b.scenario(), r)
	b.agrees()
	// It travels in the link.
	at := b.held()
	// is written
	b.until("(h => (window.same = h === window.seen ? (window.same ?? 0) + 1 : 0, window.seen = h, window.same > " +
		"40))(location.href)")
	link := value[string](b, "location.href")
	again := blank(t, wide)
	again.do(chromedp.Navigate(link))
	again.ready()
	again.until("document.documentElement.dataset.state === 'live'")
	if got := again.held(); got != at {
		t.Errorf("the link holds %v, it was %v", got, at)
	}
}

// inside is where on the screen a mixture of the first three corners of agent 0's polygon lies: the
// chart is linear, and the grip shows the places of two corners.
func (b *tab) inside(r engine.Result, weights ...float64) point {
	b.Helper()
	polygon := r.Equilibria.Sets[0].Vertices
	spot := func(v [2]float64) point {
		b.eval(fmt.Sprintf("emergent.setView({ scene: 'equilibrium', values: { beside: 'every', equilibrium: '0 "+
			"%g %g' } })", v[0], v[1]))
		b.until("document.querySelector('#panel').innerText.includes('In the equilibrium you hold')")
		b.settled()
		return b.at(heldGrip)
	}
	var at point
	for i, w := range weights {
		p := spot(polygon[i])
		at = at.plus(w*p.X, w*p.Y)
	}
	return at
}

// checkMixture: what is held averages to the prior, and each of its beliefs is one to which an
// equilibrium that the command line lists may lead.
func (b *tab) checkMixture(s engine.Scenario, r engine.Result) {
	b.Helper()
	rows := b.heldRows()
	mean := make([]float64, len(s.Prior))
	for _, row := range rows {
		known := false
		for _, e := range r.Equilibria.Sets[0].Equilibria {
			for _, p := range e.Posteriors {
				known = known || closeTo(p.Belief, row[:len(p.Belief)])
			}
		}
		if !known {
			b.Errorf("no equilibrium leads to the belief %v", row)
		}
		for y := range mean {
			mean[y] += row[len(mean)] * row[y]
		}
	}
	if len(rows) < 2 || !closeTo(mean, s.Prior) {
		b.Errorf("%d beliefs average to %v, the prior is %v", len(rows), mean, s.Prior)
	}
}

func closeTo(a, b []float64) bool {
	for i := range a {
		if math.Abs(a[i]-b[i]) > 1e-9 {
			return false
		}
	}
	return true
}

// heldRows are the beliefs of the held equilibrium with their probabilities last, with all digits.
func (b *tab) heldRows() (rows [][]float64) {
	b.Helper()
	_, table, found := strings.Cut(value[string](b, "emergent.exportCSV()"), "The equilibrium you hold")
	if !found {
		b.Fatal("no table of the held equilibrium")
	}
	for line := range strings.Lines(table) {
		cells := strings.Split(strings.TrimSpace(line), ",")
		var row []float64
		for _, c := range cells {
			if x, err := strconv.ParseFloat(c, 64); err == nil {
				row = append(row, x)
			}
		}
		if len(row) == len(cells)-1 && len(row) > 2 {
			rows = append(rows, row)
		} else if len(rows) > 0 {
			break
		}
	}
	return rows
}

func TestEveryEquilibriumByKeyboard(t *testing.T) {
	b, r := everyStage(t, wide)
	b.eval("document.querySelector('" + heldGrip + "').focus()")
	b.keys(kb.End)
	if at := b.held(); math.Abs(at[0]-r.Equilibria.Best.User) > 1e-6 {
		t.Errorf("End holds %v, the best is %g", at, r.Equilibria.Best.User)
	}
	b.checkHeld("End", r)
	b.keys(kb.Home)
	if at := b.held(); math.Abs(at[0]-r.Equilibria.Worst.User) > 1e-6 {
		t.Errorf("Home holds %v, the worst is %g", at, r.Equilibria.Worst.User)
	}
	polygon := r.Equilibria.Sets[0].Vertices
	for i := range polygon {
		b.keys(kb.ArrowRight)
		if at, want := b.held(), polygon[(i+1)%len(polygon)]; math.Hypot(at[0]-want[0], at[1]-want[1]) > 1e-6 {
			t.Errorf("arrow key %d holds %v, want %v", i, at, want)
		}
	}
	if text := value[string](b, "document.querySelector('"+heldGrip+
		"').getAttribute('aria-valuetext') ?? ''"); !strings.Contains(text, "you get") {
		t.Errorf("the grip says %q", text)
	}
}

func TestEveryEquilibriumByTouch(t *testing.T) {
	b, r := everyStage(t, phone)
	if size := value[float64](b, "document.querySelector('"+heldGrip+"').getBoundingClientRect().height"); size < 44 {
		t.Errorf("the grip is %g px high for a finger", size)
	}
	from := b.at(heldGrip)
	b.swipe(from, from.plus(60, 25))
	b.until("emergent.getView().values.equilibrium")
	if at := b.held(); math.Abs(at[0]-r.Equilibria.Worst.User) < 1e-3 {
		t.Errorf("after a swipe %v is held, still the worst", at)
	}
	b.checkHeld("swipe", r)
	b.until(fmt.Sprintf("document.querySelector('"+heldGrip+"').getAttribute('aria-valuetext')?.includes('%.2f')",
		b.held()[0]))
}

// solved is what the command line says of a scenario.
func solved(t *testing.T, s engine.Scenario) (r engine.Result) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "scenario.json")
	if err := os.WriteFile(file, engine.Format(s), 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("go", "run", "../../engine/cmd/emergent", "solve", file).Output()
	if err != nil {
		t.Fatalf("emergent solve: %v", err)
	}
	if err := json.Unmarshal(out, &r); err != nil {
		t.Fatal(err)
	}
	return r
}

// What the page holds at the corners of a polygon is what `emergent solve` lists for them: result,
// panel, badge, pins and the exact tables of the page.
func TestEveryEquilibriumAgreesWithTheCommandLine(t *testing.T) {
	b, _ := everyStage(t, wide)
	s := b.scenario()
	s.EquilibriumSets = true
	r := solved(t, s)
	b.eval("emergent.setScenario(" + string(engine.Format(s)) + ")")
	if diff := differs(value[string](b, "emergent.getResult().then(JSON.stringify)"), r); diff != "" {
		t.Errorf("getResult differs from the command line: %s", diff)
	}
	b.eval("document.querySelector('" + heldGrip + "').focus()")
	b.keys(kb.Home)
	set := r.Equilibria.Sets[0]
	for i := range set.Vertices {
		b.agreesHeld(s, set.Equilibria[i])
		b.keys(kb.ArrowRight)
	}
}

// agreesHeld: panel, badge, pins and tables say what an equilibrium of the command line is.
func (b *tab) agreesHeld(s engine.Scenario, e engine.EquilibriumResult) {
	b.Helper()
	b.until(fmt.Sprintf("document.querySelector('"+heldGrip+
		"').getAttribute('aria-valuetext').includes('you get %.2f,')", e.User))
	section := value[string](b, "[...document.querySelectorAll('#sections > *')].find(e => e.innerText.includes('In "+
		"the equilibrium you hold')).innerText")
	for i, x := range append([]float64{e.User}, e.Agents...) {
		name := "You"
		if i > 0 {
			name = s.Agents[i-1].Name
		}
		if want := fmt.Sprintf("%s\n%.2f", name, x); !strings.Contains(section, want) {
			b.Errorf("the panel does not say %q: %q", want, section)
		}
	}
	if badge := value[string](b,
		`document.querySelector('#claims [data-claim="held"] summary').innerText`); !strings.Contains(badge,
		"most that an agent could gain: 0") || e.Gap > 1e-7 {
		b.Errorf("the badge says %q, the gap is %g", badge, e.Gap)
	}
	labels := value[[]string](b, "[...document.querySelectorAll('#labels span')].map(e => e.textContent)")
	rows := b.heldRows()
	if len(rows) != len(e.Posteriors) {
		b.Errorf("the table lists %d beliefs, there are %d", len(rows), len(e.Posteriors))
	}
	for _, p := range e.Posteriors {
		if p.Probability > 0.02 && !slices.Contains(labels, fmt.Sprintf("%.2f", p.Probability)) {
			b.Errorf("no pin is labelled %.2f: %q", p.Probability, labels)
		}
		if want := append(slices.Clone(p.Belief), p.Probability); !slices.ContainsFunc(rows,
			func(row []float64) bool { return closeTo(row, want) }) {
			b.Errorf("the table lists no belief %v with probability %g: %v", p.Belief, p.Probability, rows)
		}
	}
}

// What is held travels in the link and survives a drag of an agent: the nearest equilibrium of the
// new game is held.
func TestEveryEquilibriumSurvivesADrag(t *testing.T) {
	b, r := everyStage(t, wide)
	b.eval("document.querySelector('" + heldGrip + "').focus()")
	b.keys(kb.End)
	b.checkHeld("End", r)
	b.eval("emergent.setView({ ...emergent.getView(), scene: 'hull' })")
	from := b.at(agent0)
	b.drag(from, from.plus(-40, -60))
	b.eval("emergent.setView({ ...emergent.getView(), scene: 'equilibrium' })")
	b.until("document.querySelector('" + heldGrip + "') !== null")
	s := b.scenario()
	s.EquilibriumSets = true
	r = engine.Solve(s)
	if at, best := b.held(), r.Equilibria.Best.User; math.Abs(at[0]-best) > 0.05 {
		t.Fatalf("%v is held near the best, %g", at, best)
	}
	b.until("document.querySelector('#panel').innerText.includes('In the equilibrium you hold')")
	b.until(fmt.Sprintf("document.querySelector('"+heldGrip+
		"').getAttribute('aria-valuetext').includes('you get %.2f,')", r.Equilibria.Best.User))
}
