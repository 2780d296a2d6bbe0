//go:build e2e

package e2e

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/web/site"

	"github.com/chromedp/chromedp"
)

// packPackage returns what npm pack makes of the package.
func packPackage(t *testing.T, into string) string {
	t.Helper()
	cmd := exec.Command("npm", "pack", "--silent", "--pack-destination", into)
	cmd.Dir, cmd.Stderr = filepath.Join(dist, site.Package), os.Stderr
	name, err := cmd.Output()
	if err != nil {
		t.Fatalf("npm pack: %v", err)
	}
	return filepath.Join(into, strings.TrimSpace(string(name)))
}

// consumer is a project that has the npm package among its modules, as npm unpacks it.
func consumer(t *testing.T, files map[string]string) string {
	t.Helper()
	if _, err := exec.LookPath("npm"); err != nil {
		t.Skip("npm is not installed")
	}
	dir := t.TempDir()
	module := filepath.Join(dir, "node_modules", "emergent-alignment")
	if err := os.MkdirAll(module, 0o755); err != nil {
		t.Fatal(err)
	}
	if said, err := exec.Command("tar", "-xzf", packPackage(t, dir), "-C", module,
		"--strip-components=1").CombinedOutput(); err != nil {
		t.Fatalf("tar: %v %s", err, said)
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// The package in Node.js: the element is nothing there and does no harm, every preset is solved as
// here, and what is no scenario is refused.
func TestPackageInNode(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("Node.js is not installed")
	}
	names, err := filepath.Glob(filepath.Join(dist, "static", "presets", "*.json"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no presets: %v", err)
	}
	dir := consumer(t, map[string]string{"use.mjs": `
		import "emergent-alignment";
		import { solve } from "emergent-alignment/solve";
		import { readFile } from "node:fs/promises";
		const texts = await Promise.all(process.argv.slice(2).map((name) => readFile(name, "utf8")));
		const results = await Promise.all(texts.map((text, i) => solve(i % 2 ? text : JSON.parse(text))));
		const refused = await solve({ version: 1 }).then(() => "", (e) => e.message);
		console.log(JSON.stringify({ results, refused }));`})
	cmd := exec.Command(node, append([]string{"use.mjs"}, absolute(t, names)...)...)
	cmd.Dir, cmd.Stderr = dir, os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var said struct {
		Results []json.RawMessage
		Refused string
	}
	if err := json.Unmarshal(out, &said); err != nil {
		t.Fatalf("%v: %.200s", err, out)
	}
	oneSentence(t, "no scenario", said.Refused, "states")
	for i, name := range names {
		s, err := engine.Parse([]byte(file(t, name)))
		if err != nil {
			t.Fatal(err)
		}
		if d := differs(string(said.Results[i]), engine.Solve(s)); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

func absolute(t *testing.T, names []string) []string {
	t.Helper()
	list := make([]string, len(names))
	for i, name := range names {
		abs, err := filepath.Abs(name)
		if err != nil {
			t.Fatal(err)
		}
		list[i] = abs
	}
	return list
}

// The package in a page that bundles nothing: element and engine find their files beside them.
func TestPackageInPage(t *testing.T) {
	b := blank(t, wide)
	b.do(chromedp.Navigate(beside(t, `<!doctype html><link rel="icon" href="data:,"><emergent-alignment id="figure" `+
		`preset="rivals" height="300"></emergent-alignment>`)))
	b.eval(`(async () => {
		await import('/npm/index.js');
		window.solve = (await import('/npm/solve.js')).solve;
		await figure.ready;
	})()`)
	s := preset(t, "rivals")
	same(t, "the element's", b.scenarioOf("figure"), s)
	if d := differs(value[string](b, "figure.getScenario().then(solve).then(JSON.stringify)"),
		engine.Solve(s)); d != "" {
		t.Error(d)
	}
}

// The Jupyter widget's front end, with a model as anywidget hands it over: scenario and result are in step
// with Python, with the figure of a host and with the one in the package.
func TestWidget(t *testing.T) {
	for _, base := range []string{host.URL, ""} {
		b := blank(t, wide)
		b.do(chromedp.Navigate(beside(t, `<!doctype html><link rel="icon" href="data:,"><body>`)))
		b.eval(fmt.Sprintf(`(async () => {
			const { default: widget } = await import('/python/emergent_alignment/widget.js');
			const page = %q ? '' : await (await fetch('/python/emergent_alignment/standalone.html')).text();
			const traits = { scenario: {}, result: {}, error: '', preset: 'judge', scene: 'equilibrium', ui: 'min', theme: 'auto', height: 400, base: %q, page };
			const hearers = new Set();
			window.saved = 0;
			window.python = traits;
			window.model = {
				get: (name) => traits[name], set: (name, value) => { traits[name] = value }, save_changes: () => { saved++ },
				on: (name, hear) => hearers.add(hear), off: (name, hear) => hearers.delete(hear),
				assign: (scenario) => { traits.scenario = scenario; for (const hear of hearers) hear() },
				hearers,
			};
			window.end = widget.render({ model, el: document.body });
		})()`, base, base))
		b.until("saved > 0")
		if said := value[string](b, "python.error"); said != "" {
			t.Fatalf("with base %q: %s", base, said)
		}
		s := preset(t, "judge")
		want := func() {
			t.Helper()
			same(t, "what Python has", b.scenarioText("JSON.stringify(python.scenario)"), s)
			if d := differs(value[string](b, "JSON.stringify(python.result)"), engine.Solve(s)); d != "" {
				t.Errorf("with base %q: %s", base, d)
			}
		}
		want()
		s.Prior = []float64{0.6, 0.4}
		b.eval("window.before = saved, model.assign(" + string(engine.Format(s)) + ")")
		b.until("saved > before && python.result")
		want()
		b.eval("model.assign({ version: 1 })")
		b.until("python.error !== ''")
		oneSentence(t, "what Python is told", value[string](b, "python.error"), "states")
		b.eval("end()")
		if n := value[int](b, "model.hearers.size"); n != 0 {
			t.Errorf("%d still hear the model", n)
		}
	}
}

// The package for Python asks for its traits, and brings the page with it where no host is named. The
// widget's base class is a stand-in: Debian has no anywidget.
func TestPackageInPython(t *testing.T) {
	const program = `
import sys, types, traitlets
class AnyWidget(traitlets.HasTraits): pass
sys.modules["anywidget"] = types.SimpleNamespace(AnyWidget=AnyWidget)
sys.path.insert(0, sys.argv[1])
from emergent_alignment import Figure
own, hosted = Figure(preset="judge"), Figure(base="https://example.org/figure/", scenario={"version": 1})
assert own.page.startswith("<!doctype html>") and len(own.page) > 1e6 and hosted.page == "", len(own.page)
assert hosted.scenario == {"version": 1} and own.result == {} and own.height == 480
own.scene = "quantal"
assert own._esm.name == "widget.js" and own._esm.exists()
synced = {name for name, trait in Figure.class_traits().items() if trait.metadata.get("sync")}
assert synced == {"scenario", "result", "error", "preset", "scene", "ui", "theme", "height", "base", "page"}, synced
for name, bad in {"scene": "nowhere", "scenario": [], "result": {}}.items():
    try:
        setattr(own, name, bad)
    except traitlets.TraitError:
        continue
    raise AssertionError(name)
`
	python := "/usr/bin/python3" // Debian's own, which has Debian's traitlets
	if err := exec.Command(python, "-c", "import traitlets").Run(); err != nil {
		t.Skip("Python with traitlets is not installed")
	}
	out, err := exec.Command(python, "-c", program, filepath.Join(dist, site.Python)).CombinedOutput()
	if err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
