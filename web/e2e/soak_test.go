//go:build e2e

package e2e

import (
	"context"
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/heapprofiler"
	"github.com/chromedp/cdproto/memory"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// steps does so many random things of a reader in the page, all by its own controls and methods, and
// counts those that undo can take back. Hidden tabs are told to the page as a browser tells them.
const steps = `(async (seed, n) => {
	let x = seed;
	const next = (m) => { x = (x * 48271) % 2147483647; return x % m; };
	const rest = () => new Promise((go) => setTimeout(go, 0));
	const scenes = [...document.querySelectorAll('#scenes [data-scene]')].map((tab) => tab.dataset.scene);
	const see = (state) => {
		Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
		Object.defineProperty(document, 'hidden', { value: state === 'hidden', configurable: true });
		document.dispatchEvent(new Event('visibilitychange'));
	};
	const weights = (k) => { const w = Array.from({ length: k }, () => 1 + next(99)); const sum = w.reduce((a, b) => a + b); return w.map((v) => v / sum); };
	const drag = async () => {
		const handles = [...document.querySelectorAll('[data-handle]')].filter((h) => h.getBoundingClientRect().width > 0);
		if (!handles.length) return;
		const h = handles[next(handles.length)], r = h.getBoundingClientRect();
		let px = r.x + r.width / 2, py = r.y + r.height / 2;
		const fire = (kind, target) => target.dispatchEvent(new PointerEvent(kind, { pointerId: 1, isPrimary: true, bubbles: true, cancelable: true, clientX: px, clientY: py, button: 0, buttons: kind === 'pointerup' ? 0 : 1 }));
		fire('pointerdown', h);
		for (let i = 0; i < 4; i++) { px += next(61) - 30; py += next(61) - 30; fire('pointermove', h); await rest(); }
		fire('pointerup', h);
	};
	for (let i = 0; i < n; i++) {
		const s = emergent.getScenario();
		switch (next(10)) {
		case 0: case 1: case 2: {
			const agents = s.agents.map((a) => ({ ...a }));
			const a = agents[next(agents.length)];
			if (a.weights) a.weights = weights(a.weights.length);
			await emergent.setScenario({ ...s, agents });
			break;
		}
		case 3: await emergent.setScenario({ ...s, prior: weights(s.prior.length) }); break;
		case 4: case 5: await drag(); break;
		case 6: emergent.undo(); break;
		case 7: emergent.redo(); break;
		case 8: await emergent.setView({ scene: scenes[next(scenes.length)] }); break;
		case 9: see('hidden'); await rest(); see('visible'); break;
		}
		if (i % 10 === 0) await new Promise((go) => requestAnimationFrame(go));
	}
	return true;
})`

// soaked is how many are done: few in the tests, all where they are counted.
func soaked(all, few int) int {
	if many(all) == all {
		return all
	}
	return few
}

// soakSteps are those between two looks at heap and history: fewer than undo remembers.
const soakSteps = 200

// soakPart are those of one call, which is over before the test's patience is.
const soakPart = 25

// usage is what is held: bytes of the program's heap and of the page's, and nodes of the document.
type usage struct{ Program, Page, Nodes float64 }

// usage collects what is no longer needed, and returns what is.
func (b *tab) usage() usage {
	b.Helper()
	program := value[float64](b, "emergent.stats(true).heap")
	command(b, heapprofiler.CollectGarbage, cdp.Empty{})
	page := command(b, runtime.GetHeapUsage, cdp.Empty{})
	nodes := command(b, memory.GetDOMCounters, cdp.Empty{})
	return usage{program, page.UsedSize, float64(nodes.Nodes)}
}

// TestSoak: a reader's day in one figure. The heap stays flat, nothing is said on the console, and
// everything undone returns to the start.
func TestSoak(t *testing.T) {
	b := stage(t, "?preset=specialists", wide)
	n := soaked(10_000, soakSteps/4)
	step := min(n, soakSteps)
	start, settled := b.scenario(), usage{}
	for done := 0; done < n; done += step {
		for part := 0; part < step; part += soakPart {
			b.eval(fmt.Sprintf("(%s)(%d, %d)", steps, 20+done+part, soakPart))
		}
		b.eval("(() => { while (emergent.undo()); })()")
		same(t, "everything undone", b.scenario(), start)
		for range 2 {
			b.eval("new Promise((go) => requestAnimationFrame(go))")
		}
		if done == step {
			settled = b.usage()
		}
	}
	if last := b.usage(); n > 2*step {
		t.Logf("after %d steps %+v, after %d %+v", 2*step, settled, n, last)
		if last.Program > 1.25*settled.Program+2e6 || last.Page > 1.25*settled.Page+2e6 ||
			last.Nodes > 2*settled.Nodes+500 {
			t.Errorf("memory grew from %+v to %+v", settled, last)
		}
	}
	b.lives()
	tally(t, "soak", "edits, drags, undo and redo, changes of figure, tabs hidden and shown", n)
}

// TestSoakContexts: the context is lost again and again; each time the state comes back.
func TestSoakContexts(t *testing.T) {
	n := soaked(20, 1)
	b := stage(t, "?preset=specialists", wide)
	for i := range n {
		b.eval(fmt.Sprintf("emergent.setScenario({...emergent.getScenario(), title: 'kept %d'})", i))
		b.until("location.hash.length > 10")
		b.eval(
			"document.querySelector('body > canvas').getContext('webgl2').getExtension('WEBGL_lose_context').loseContext()")
		b.until("!document.getElementById('broken').hidden")
		b.eval("document.getElementById('broken-again').click()")
		b.until(fmt.Sprintf("window.emergent?.getScenario?.().title === 'kept %d' && "+
			"document.documentElement.dataset.state === 'live'", i))
	}
	b.lives()
	tally(t, "soak", "graphics memory lost and given back", n)
}

// TestSoakEmbeds: figures are attached to a page and detached again.
func TestSoakEmbeds(t *testing.T) {
	n := soaked(100, 2)
	b := embedding(t,
		`<div id="place"></div><emergent-alignment id="figure" preset="specialists" height="400"></emergent-alignment>`)
	for i := range n {
		b.eval(fmt.Sprintf(`(async () => {
			const e = document.createElement('emergent-alignment');
			e.setAttribute('preset', 'rivals'); e.setAttribute('height', '300');
			place.append(e);
			if (%d %% 2 === 0) await e.ready;
			e.remove();
		})()`, i))
	}
	if n := value[int](b, "document.querySelectorAll('iframe').length"); n > 1 {
		t.Errorf("%d frames are left", n)
	}
	b.eval("figure.setScenario(" + hostileScenario + ")")
	if !value[bool](b, "figure.undo()") {
		t.Error("the figure that stayed has nothing to undo")
	}
	tally(t, "soak", "embeds attached and detached, half of them while they load", n)
}

// settles is an expression's value, read again where the page takes a new build meanwhile.
func (b *tab) settles(expression string) string {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	for {
		v, err := chromedp.Run(ctx, chromedp.Evaluate[string](expression))
		if err == nil {
			return v
		}
		if ctx.Err() != nil {
			b.Fatalf("%s: %v", expression, err)
		}
	}
}

// TestSoakBuilds: an old and a new build are served in turn, the host is killed now and then, and no
// visit ever mixes two builds.
func TestSoakBuilds(t *testing.T) {
	n := soaked(40, 3)
	builds := []string{dist, otherBuild(t, "two")}
	h := newStaticHost(t, builds[0])
	b := blank(t, wide)
	b.tolerate = []string{"Failed to load", "net::ERR", "fetch"}
	b.visit(h, "stage.html?preset=rivals")
	b.ready()
	b.kept()
	for i := range n {
		h.deploy(builds[(i/2)%2])
		if i%3 == 2 { // in the middle of what it sends
			h.CloseClientConnections()
		}
		b.do(chromedp.Reload())
		b.until("window.emergent?.getScenario?.() && document.documentElement.dataset.state === 'live'")
		if got := b.settles(marks); got != "none none" && got != "two two" {
			t.Fatalf("visit %d mixes builds: %q", i, got)
		}
		b.settles("navigator.serviceWorker.getRegistration().then((r) => r?.update()).catch(() => {}), ''")
	}
	tally(t, "soak", "visits while an old and a new build are served in turn", n)
}
