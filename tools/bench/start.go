package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/emergent-alignment/emergent/web/site"

	"github.com/chromedp/chromedp"
)

// starts is how often each page is loaded, in turn with the others.
const starts = 9

// watchDrawing notes when a page first draws, what it did before, and counts all calls of WebGL.
const watchDrawing = `(() => {
	window.gl = { calls: 0, first: 0, asked: 0, compiled: 0, run: 0 };
	const note = (name) => { gl[name] ||= performance.now(); };
	const fetched = window.fetch;
	window.fetch = function (address, ...more) {
		if (String(address).includes(".wasm.gz")) note("asked");
		return fetched.call(this, address, ...more);
	};
	for (const name of ["compileStreaming", "instantiateStreaming"]) {
		const make = WebAssembly[name];
		WebAssembly[name] = (...args) => make.apply(WebAssembly, args).then((made) => {
			note("compiled");
			return made;
		});
	}
	let glue;
	Object.defineProperty(window, "Go", { configurable: true, get: () => glue, set(made) {
		glue = made;
		const { run } = made.prototype;
		made.prototype.run = function (...args) { note("run"); return run.apply(this, args); };
	} });
	const own = WebGL2RenderingContext.prototype;
	for (const name of Object.getOwnPropertyNames(own)) {
		const f = Object.getOwnPropertyDescriptor(own, name).value;
		if (typeof f !== "function" || name === "constructor") continue;
		own[name] = function (...args) {
			gl.calls++;
			if (!gl.first && (name === "drawElements" || name === "drawArrays")) gl.first = performance.now();
			return f.apply(this, args);
		};
	}
})();`

// starting measures from navigation to the first frame drawn, beside empty Ebitengine apps.
func starting(r *report, tab context.Context, url string) error {
	r.section("Start", fmt.Sprintf("Milliseconds from navigation to the first draw call of WebGL, %d loads of each in "+
		"turn from a server on the same machine, each a first visit: nothing is cached and no service "+
		"worker is there. The empty apps are `web/e2e/empty`, shipped and unpacked as the stage is: Ebitengine as it "+
		"comes, and with the cuts of `web/site/trim.go`. "+
		"On the way (medians): when the program is asked for, when it is compiled, when it begins to run.", starts))
	pages := []struct{ name, address string }{
		{"empty Ebitengine app", "/bench/empty/?stock"}, {"the same with our cuts", "/bench/empty/?trimmed"},
		{"the stage", "/stage.html"}, {"the stage, equilibria", "/stage.html?scene=equilibrium&preset=judge"},
	}
	times, asked, compiled, run := make([]sample, len(pages)), make([]sample, len(pages)), make([]sample, len(pages)),
		make([]sample, len(pages))
	for range starts {
		for i, p := range pages {
			v, err := firstVisit(tab, url+p.address)
			if err != nil {
				return err
			}
			times[i] = append(times[i], v.First)
			asked[i], compiled[i], run[i] = append(asked[i], v.Asked), append(compiled[i], v.Compiled),
				append(run[i], v.Run)
		}
	}
	var rows [][]string
	for i, p := range pages {
		rows = append(rows, []string{p.name, times[i].spread(), fmt.Sprintf("%.2f", times[i].at(0.5)/times[0].at(0.5)),
			millis(asked[i].at(0.5)), millis(compiled[i].at(0.5)), millis(run[i].at(0.5))})
	}
	r.table([]string{"page", "first frame, ms", "times the empty app", "asked for", "compiled", "runs"}, rows)
	ratio := times[2].at(0.5) / times[0].at(0.5)
	r.reach(ratio <= 1.4, fmt.Sprintf("first drawn frame, median of %d", starts), "1.4 times an empty Ebitengine app",
		"%.2f times (%.2f times one with our cuts)", ratio, times[2].at(0.5)/times[1].at(0.5))
	return nil
}

// visit is when what happened on the way to a first frame, in milliseconds from navigation.
type visit struct{ Asked, Compiled, Run, First float64 }

// firstVisit loads a page as somebody does who has never been there.
func firstVisit(tab context.Context, address string) (v visit, err error) {
	own, end := chromedp.NewContext(tab, chromedp.WithNewBrowserContext())
	defer end()
	if err := before(own, watchDrawing); err != nil {
		return v, err
	}
	if err := open(own, address); err != nil {
		return v, err
	}
	return evaluate[visit](own,
		`new Promise((done) => { const look = () => gl.first ? done(gl) : setTimeout(look, 1); look(); })`)
}

// weighing lists what a first visit to the article loads, part by part.
func weighing(r *report, tab context.Context, url, dist string, empty map[string][]byte) error {
	r.section("Bytes of a first visit", "Thousands of bytes, gzipped, of every file that the article and its first "+
		"figure fetch.")
	if err := open(tab, url+"/index.html"); err != nil {
		return err
	}
	names, err := evaluate[[]string](tab, `document.querySelector("emergent-alignment").ready.then(() => {
		const frame = document.querySelector("emergent-alignment").querySelector("iframe").contentWindow;
		return [...new Set([location.pathname, frame.location.pathname,
			...[performance, frame.performance].flatMap((p) => p
				.getEntriesByType("resource").map((e) => new URL(e.name).pathname))])];
	})`)
	if err != nil {
		return err
	}
	parts, order, total := map[string]float64{},
		[]string{"stage program", "scripts", "styles", "pages", "pictures and presets"}, 0.
	for _, name := range names {
		if name == "/" {
			name = "/index.html"
		}
		data, err := os.ReadFile(filepath.Join(dist, filepath.FromSlash(name)))
		if err != nil {
			return err
		}
		n := float64(len(data))
		if filepath.Ext(name) != ".gz" {
			n = min(n, float64(len(site.Gzip(data))))
		}
		parts[kindOf(name)] += n
		total += n
	}
	var rows [][]string
	for _, name := range order {
		rows = append(rows, []string{name, kilobytes(parts[name]), fmt.Sprintf("%.1f %%", 100*parts[name]/total)})
	}
	rows = append(rows, []string{"all", kilobytes(total), ""})
	glue, err := os.ReadFile(filepath.Join(dist, "static", "wasm_exec.js"))
	if err != nil {
		return err
	}
	base := map[string]float64{}
	for name, packed := range empty {
		base[name] = float64(len(packed) + len(site.Gzip(glue)))
	}
	rows = append(rows, []string{"empty Ebitengine app and its glue", kilobytes(base["stock"]), ""},
		[]string{"the same with our cuts", kilobytes(base["trimmed"]), ""})
	r.table([]string{"part", "KB", "share"}, rows)
	r.reach(total <= 1.25*base["stock"], "bytes of a first visit, gzipped", "1.25 times an empty Ebitengine app",
		"%.2f times (%.2f times one with our cuts)", total/base["stock"], total/base["trimmed"])
	return nil
}

func kindOf(name string) string {
	switch ext := filepath.Ext(name); {
	case ext == ".gz":
		return "stage program"
	case ext == ".js":
		return "scripts"
	case ext == ".css":
		return "styles"
	case ext == ".html":
		return "pages"
	}
	return "pictures and presets"
}

// restSeconds is how long a figure at rest is watched.
const restSeconds = 10

// resting counts what a figure does when nothing happens, beside an empty Ebitengine app.
func resting(r *report, tab context.Context, url string) error {
	r.section("At rest", fmt.Sprintf("Calls of WebGL and share of the main thread in %d seconds in which nobody "+
		"does anything.", restSeconds))
	var rows [][]string
	for _, p := range []struct{ name, address, ready string }{
		{"the stage", "/stage.html?preset=specialists", "emergent.ready"},
		{"the stage, equilibria", "/stage.html?scene=equilibrium&preset=specialists", "emergent.ready"},
		{"empty Ebitengine app", "/bench/empty/?stock", "window.running"},
	} {
		if err := open(tab, url+p.address); err != nil {
			return err
		}
		if _, err := evaluate[any](tab, "%s", p.ready); err != nil {
			return err
		}
		time.Sleep(2 * time.Second) // it fades in and settles
		calls, share, err := rest(tab)
		if err != nil {
			return err
		}
		rows = append(rows, []string{p.name, fmt.Sprintf("%.0f", calls), fmt.Sprintf("%.2f %%", 100*share)})
		if strings.HasPrefix(p.name, "the stage") {
			r.reach(calls == 0 && share < 0.01, p.name+" at rest",
				"no call of WebGL in 10 s, under 1 % of the main thread", "%.0f calls, %.2f %%", calls, 100*share)
		}
	}
	r.table([]string{"page", "calls of WebGL", "main thread"}, rows)
	return nil
}

func rest(tab context.Context) (calls, share float64, err error) {
	before, err := evaluate[float64](tab, "gl.calls")
	if err != nil {
		return 0, 0, err
	}
	busy, err := mainThread(tab)
	if err != nil {
		return 0, 0, err
	}
	time.Sleep(restSeconds * time.Second)
	busyThen, err := mainThread(tab)
	if err != nil {
		return 0, 0, err
	}
	after, err := evaluate[float64](tab, "gl.calls")
	return after - before, (busyThen - busy) / restSeconds, err
}
