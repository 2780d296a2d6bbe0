//go:build e2e

package e2e

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
)

// countWorkers notes, before the page's scripts run, every worker that is started.
const countWorkers = `{
	const Native = window.Worker;
	window.started = [];
	window.Worker = class extends Native {
		constructor(...args) { super(...args); window.started.push(this); }
		postMessage(text) { window.posted = (window.posted ?? 0) + 1; super.postMessage(text); }
	};
}`

// heavy is a scenario that no page solves in a frame: eight of everything, so that the
// regions of the beliefs have thousands of vertices.
func heavy() engine.Scenario {
	rng := rand.New(rand.NewPCG(8, 8))
	names := func(prefix string) (list []string) {
		for i := range 8 {
			list = append(list, fmt.Sprint(prefix, i))
		}
		return list
	}
	share := func(n int) []float64 {
		p := make([]float64, n)
		left := 1.
		for i := range n - 1 {
			p[i] = float64(int(left*rng.Float64()*1000/2)) / 1000
			left -= p[i]
		}
		p[n-1] = left
		return p
	}
	s := engine.Scenario{Version: 1, Title: "Heavy", States: names("state "), Actions: names("act "), Prior: share(8)}
	for _, name := range names("criterion ")[:3] {
		var u [][]float64
		for range 8 {
			u = append(u, nil)
			for range 8 {
				u[len(u)-1] = append(u[len(u)-1], float64(rng.IntN(1001))/1000)
			}
		}
		s.Criteria = append(s.Criteria, engine.Criterion{Name: name, Utility: u})
	}
	s.User = engine.Party{Name: "User", Weights: share(3)}
	for _, name := range append(names("Agent "), names("Other ")...) {
		s.Agents = append(s.Agents, engine.Party{Name: name, Weights: share(3)})
	}
	for range 8 {
		s.UserSignal = append(s.UserSignal, share(2))
	}
	return s
}

func (b *tab) setScenario(s engine.Scenario) {
	b.Helper()
	b.eval("emergent.setScenario(" + string(engine.Format(s)) + ")")
}

// A first visit loads no worker; a scenario that takes long does, and its answer is right.
func TestWorkerOnDemand(t *testing.T) {
	b := blank(t, wide)
	b.before(countWorkers)
	b.navigate("stage.html?preset=specialists")
	b.ready()
	b.agrees()
	if n := value[int](b, "started.length"); n != 0 {
		t.Fatalf("%d workers for a small scenario", n)
	}
	b.setScenario(heavy())
	b.agrees()
	if n := value[int](b, "started.length"); n != 1 {
		t.Errorf("%d workers for a large scenario, want 1", n)
	}
	b.until("document.getElementById('stale').hidden")
	b.setScenario(tied(t)) // small, but its ties are for the worker
	b.agrees()
	b.until("document.getElementById('stale').hidden")
}

// tied is a scenario whose selection turns on ties.
func tied(t *testing.T) engine.Scenario {
	t.Helper()
	s, err := engine.Parse([]byte(`{"version": 1, "states": ["x", "y"], "actions": ["p", "q", "r"], "prior": [0.5, 0.5],
		"user": {"name": "user", "utility": [[1, 0], [0.5, 0.5], [0, 1]]},
		"agents": [{"name": "a", "utility": [[0.5, 1], [0, 0.5], [1, 1]]}, {"name": "b", "utility": [[1, 0.5], [0, 1], [0.5, 0.5]]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// A worker that dies or hangs is replaced, whoever waits gets the right answer, and the page
// never stops answering.
func TestWorkerReplaced(t *testing.T) {
	for name, sabotage := range map[string]string{
		"killed": "w => { w.terminate(); w.dispatchEvent(new ErrorEvent('error', { message: 'killed by the " +
			"test' })) }",
		"program exited": `w => w.dispatchEvent(new MessageEvent('message', { data: '{"fatal":"its program ` +
			`stopped"}' }))`,
		"nonsense": "w => w.dispatchEvent(new MessageEvent('message', { data: 'hello' }))",
	} {
		t.Run(name, func(t *testing.T) {
			b := blank(t, wide)
			b.before(countWorkers)
			b.navigate("stage.html?preset=specialists")
			b.ready()
			b.setScenario(heavy())
			b.eval("void (window.result = emergent.getResult().then(JSON.stringify))")
			b.until("started.length === 1")
			b.eval("(" + sabotage + ")(started[0])")
			if diff := differs(value[string](b, "result"), engine.Solve(b.scenario())); diff != "" {
				t.Errorf("after the worker broke: %s", diff)
			}
			if n := value[int](b, "started.length"); n != 2 {
				t.Errorf("%d workers were started, want 2", n)
			}
		})
	}
}

// A worker that breaks down over a scenario twice is reported in words, and another
// scenario is answered again.
func TestWorkerBreaksTwice(t *testing.T) {
	b := blank(t, wide)
	b.before(countWorkers)
	b.navigate("stage.html?scene=equilibrium&preset=specialists")
	b.ready()
	b.setScenario(heavy())
	b.until("started.length === 1")
	b.eval("void (window.refused = emergent.getResult().then(() => '', (e) => e.message))")
	for i := range 2 {
		b.until(fmt.Sprintf("started.length === %d", i+1))
		b.eval(fmt.Sprintf(`started[%d].dispatchEvent(new MessageEvent('message', { data: '{"ready":true}' }))`, i))
		b.eval(fmt.Sprintf("started[%d].dispatchEvent(new ErrorEvent('error', { message: 'out of memory' }))", i))
	}
	oneSentence(t, "two breakdowns", value[string](b, "refused"), "out of memory")
	b.until("document.getElementById('notes').textContent.includes('out of memory')")
	s := heavy()
	s.Agents = s.Agents[:12]
	b.setScenario(s)
	b.agrees()
	b.until("!document.getElementById('notes').textContent.includes('out of memory')")
}

// Where workers are not allowed the page solves by itself.
func TestWithoutWorker(t *testing.T) {
	for name, before := range map[string]string{
		"throws":  "window.Worker = class { constructor() { throw new DOMException('blocked', 'SecurityError') } }",
		"missing": "delete window.Worker",
		"blocked": "{ const Native = Worker; window.Worker = class { constructor() { return new " +
			"Native('static/none.js') } } }",
	} {
		t.Run(name, func(t *testing.T) {
			b := blank(t, wide)
			b.tolerate = []string{"none.js", "404"}
			b.before(before)
			b.navigate("stage.html?preset=specialists")
			b.ready()
			b.setScenario(heavy())
			b.agrees()
			b.until("document.getElementById('stale').hidden")
		})
	}
}

// Latest wins: a page that is asked for many large scenarios in a row answers for the last.
func TestWorkerLatestWins(t *testing.T) {
	b := blank(t, wide)
	b.before(countWorkers)
	b.navigate("stage.html?preset=specialists")
	b.ready()
	s := heavy()
	for i := range 12 {
		s.Agents[0].Weights = []float64{float64(i) / 20, 1 - float64(i)/20, 0}
		b.setScenario(s)
	}
	var got engine.Result
	if err := json.Unmarshal([]byte(value[string](b, "emergent.getResult().then(JSON.stringify)")), &got); err != nil {
		t.Fatal(err)
	}
	if diff := differs(value[string](b, "emergent.getResult().then(JSON.stringify)"),
		engine.Solve(b.scenario())); diff != "" {
		t.Error(diff)
	}
	if n := value[int](b, "posted"); n > 14 {
		t.Errorf("%d jobs were posted for 12 scenarios", n)
	}
}

// The worker's program is fetched from the page's own site by its relative address, and
// leaves the stage's own program as small as it was.
func TestWorkerIsSeparate(t *testing.T) {
	b := blank(t, wide)
	b.navigate("stage.html")
	b.ready()
	if got := value[string](b, "document.documentElement.dataset.worker"); !strings.HasPrefix(got,
		"worker.wasm.gz?v=") {
		t.Errorf("the worker's program is %q", got)
	}
}
