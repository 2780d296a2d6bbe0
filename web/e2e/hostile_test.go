//go:build e2e

package e2e

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes"
	"github.com/emergent-alignment/emergent/web/site"

	"github.com/chromedp/chromedp"
)

// tally adds a row to the tables of docs/reliability.md where ./build.sh fuzz or soak asks for it.
func tally(t *testing.T, table, class string, tried int) {
	t.Helper()
	path := os.Getenv("EMERGENT_TALLY")
	if path == "" {
		return
	}
	failed := 0
	if t.Failed() {
		failed = 1
	}
	file, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	fmt.Fprintf(file, "%s\t%s\t%d\t%d\n", table, class, tried, failed)
}

// many is how many are tried: a tenth of them in the tests, all where they are counted.
func many(all int) int {
	if os.Getenv("EMERGENT_TALLY") == "" {
		return all / 10
	}
	return all
}

// hostileNumbers are what mutations put in the place of numbers.
var hostileNumbers = []string{"0", "-0", "1", "-1", "5e-324", "2.2e-308", "1e-300", "1e-12", "1e-9", "0.5",
	"0.999999999", "1e308", "-1e308", "1e400", "1000", "18446744073709551615", "9007199254740991", "null", `"x"`, "[]",
	"{}", "true"}

var numberIn = regexp.MustCompile(`-?\d+(\.\d+)?(e-?\d+)?`)

// hostile mutates the text of a state: numbers, members, bytes.
func hostile(rng *rand.Rand, text string) string {
	for range 1 + rng.IntN(3) {
		places := numberIn.FindAllStringIndex(text, -1)
		switch at := rng.IntN(len(text)); {
		case len(places) > 0 && rng.IntN(10) < 8:
			p := places[rng.IntN(len(places))]
			text = text[:p[0]] + hostileNumbers[rng.IntN(len(hostileNumbers))] + text[p[1]:]
		case rng.IntN(2) == 0:
			text = text[:at] + "\u202e\x00\"{[]},:"[rng.IntN(10):] + text[at:]
		default:
			text = text[:at] + text[min(len(text), at+1+rng.IntN(20)):]
		}
	}
	return text
}

// packed is a state as a link has it.
func packed(t *testing.T, text string) string {
	t.Helper()
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	w.Write([]byte(text))
	w.Close()
	return "v=1&s=" + base64.RawURLEncoding.EncodeToString(b.Bytes())
}

// hostileScenario has a number of every kind.
const hostileScenario = `{"version":1,"states":["a","b"],"actions":["x","y"],"prior":[0.5,0.5],"criteria":[{"name":"c","utility":[[1,0],[0,1]]},{"name":"d","utility":[[0,0.3],[1,1]]}],
"user":{"name":"U","weights":[0.9,0.1]},"agents":[{"name":"A","utility":[[1,0],[0,1]]},{"name":"B","weights":[0.2,0.8]}],"userSignal":[[0.8,0.2],[0.3,0.7]],"agentSignal":[[1,0],[0.1,0.9]],
"alignment":{"combination":"conic","offset":"state","tolerance":1e-6},"response":{"kind":"quantal","lambda":3},
"conversation":{"rounds":2,"alphabet":2,"rules":["noisy","selfish"],"noise":0.1,"seed":1,"game":true},"selection":{"samples":10,"step":0.01,"seed":1}}`

// hostileLinks are mutated links to every figure, and those on which the build of 24 November stopped.
func hostileLinks(t *testing.T, n int) (links []string) {
	rng := rand.New(rand.NewPCG(20, 6))
	for _, change := range [][2]string{{`"lambda":3`, `"lambda":5e-324`}, {`"noise":0.1`, `"noise":5e-324`},
		{`[0.8,0.2]`, `[1,5e-324]`}} {
		for _, scene := range scenes.Scenes() {
			links = append(links, packed(t, `{"scenario":`+strings.Replace(hostileScenario, change[0], change[1], 1)+
				`,"view":{"scene":"`+scene+`"}}`))
		}
	}
	for len(links) < n {
		view :=
			fmt.Sprintf(
				`{"scene":%q,"yaw":0.5,"values":{"round":"1","step":"2","agent":"1","map":"worst","lab.runs":"9","lab.points":"2,3"}}`,
				scenes.Scenes()[rng.IntN(len(scenes.Scenes()))])
		text := `{"scenario":` + hostileScenario + `,"view":` + view + `,"pinned":` + hostileScenario + `}`
		link := packed(t, hostile(rng, text))
		if rng.IntN(10) == 0 {
			at := 6 + rng.IntN(len(link)-6)
			link = link[:at] + "%00" + link[at:]
		}
		links = append(links, link)
	}
	return links
}

// lives checks that the figure goes on: it takes a scenario, answers for it as the engine does, and undoes it.
func (b *tab) lives() {
	b.Helper()
	if state := value[string](b, "document.documentElement.dataset.state"); state != "live" {
		b.Fatalf("the figure is %s: %s", state, value[string](b, "document.getElementById('broken-text').textContent"))
	}
	b.eval("emergent.setScenario(" + hostileScenario + ")")
	b.agrees()
	if !value[bool](b, "emergent.undo()") {
		b.Error("nothing to undo")
	}
}

// TestHostileLinks: no link stops the figure, and what it refuses it refuses in a short sentence.
func TestHostileLinks(t *testing.T) {
	b := stage(t, "?preset=specialists", wide)
	links := hostileLinks(t, many(500))
	list, err := json.Marshal(links)
	if err != nil {
		t.Fatal(err)
	}
	b.eval(`(() => { window.long = []; new MutationObserver(() => {
		const text = document.getElementById('say-text').textContent;
		if (text.length >= 200 || /[\p{Cc}\p{Bidi_Control}]/u.test(text)) long.push(text);
	}).observe(document.getElementById('say-text'), { childList: true }) })()`)
	const step = 5
	for from := 0; from < len(links); from += step {
		b.eval(fmt.Sprintf(`(async () => { for (const link of %s.slice(%d, %d)) {
			location.hash = link;
			await new Promise((next) => setTimeout(() => requestAnimationFrame(next), 10));
		} })()`, list, from, from+step))
		b.lives()
	}
	if long := value[[]string](b, "long"); len(long) > 0 {
		t.Errorf("%d refusals are long or raw, the first: %q", len(long), long[0])
	}
	tally(t, "page", "mutated links, one after another in one figure", len(links))
}

// TestHostileStarts: nor does a link with which the figure starts.
func TestHostileStarts(t *testing.T) {
	links := hostileLinks(t, 18)
	b := blank(t, wide)
	for i := 0; i < len(links); i += 3 {
		b.navigate("stage.html?n=" + fmt.Sprint(i) + "#" + links[i])
		b.ready()
		b.until("document.documentElement.dataset.state === 'live'")
		b.lives()
	}
}

// messages posts so many odd messages to a frame, most of them made like true ones.
const messages = `(async (n) => {
	let x = 20;
	const next = (m) => { x = (x * 48271) % 2147483647; return x % m; };
	const methods = ['getScenario', 'setScenario', 'getResult', 'getView', 'setView', 'undo', 'redo', 'exportSVG', 'exportCSV', 'stats', 'theme', 'ui', 'preset', 'state', 'link', 'claims', 'hello', 'pause', 'resume', 'constructor', '__proto__', 'hasOwnProperty', '', 7, null];
	const odd = () => [undefined, null, NaN, -1, 1e308, 'x', 'v=1&s=AAAA', '\u202e\u0000', [], {}, [[[]]], { version: 1 }, { scene: 'hull' }, { scene: 'nowhere', values: { a: 1 } }, { yaw: Infinity }, new Date(), new Map(), 'x'.repeat(10000), true, 10n, { agents: new Array(50).fill({}) }][next(21)];
	const heavy = (m) => m === 'exportSVG' || m === 'exportCSV' || m === 'getResult' || m === 'preset' || m === 'stats';
	for (let i = 0; i < n; i++) {
		let method = methods[next(methods.length)];
		if (heavy(method) && next(8)) method = 'undo';
		let m = { emergent: next(20) ? 1 : odd(), id: next(20) ? i : odd(), method, args: next(10) ? [odd(), odd()] : odd() };
		if (next(15) === 0) m = odd();
		figure.contentWindow.postMessage(m, '*');
		if (i % 50 === 0) await new Promise((go) => setTimeout(go, 5));
	}
	figure.contentWindow.postMessage({ emergent: 1, id: 'r', method: 'resume' }, '*');
})`

// TestHostileMessages: no message stops a figure, and its answers are short sentences.
func TestHostileMessages(t *testing.T) {
	b := blank(t, wide)
	b.tolerate = []string{"404"} // presets that do not exist
	page := `<!doctype html><link rel="icon" href="data:,"><iframe id="figure" width="800" height="500" src="` +
		host.URL + `/stage.html?preset=specialists&embed=1"></iframe>
<script>window.answers = {}; window.long = []; addEventListener('message', (e) => {
	if (typeof e.data?.id === 'string') answers[e.data.id] = e.data;
	if (typeof e.data?.error === 'string' && (e.data.error.length >= 200 || /[\p{Cc}\p{Bidi_Control}]/u.test(e.data.error))) long.push(e.data.error);
});
window.ask = async (id, method, ...args) => { figure.contentWindow.postMessage({ emergent: 1, id, method, args }, '*');
	while (!answers[id]) await new Promise((go) => setTimeout(go, 10)); return answers[id]; };</script>`
	b.do(chromedp.Navigate(other(t, nil, page)))
	n := many(10_000)
	b.eval("ask('a', 'getScenario')")
	for from := 0; from < n; from += 500 {
		b.eval(messages + "(500)")
		b.eval(fmt.Sprintf("ask('s%d', 'setScenario', %s)", from, hostileScenario))
		if text := value[string](b, fmt.Sprintf("ask('g%d', 'getScenario').then((m) => m.result ? '' : m.error)",
			from)); text != "" {
			t.Fatalf("after %d messages: %s", from+500, text)
		}
	}
	got := value[string](b, "ask('z', 'getResult').then((m) => JSON.stringify(m.result))")
	s, err := engine.Parse([]byte(hostileScenario))
	if err != nil {
		t.Fatal(err)
	}
	if d := differs(got, engine.Solve(s)); d != "" {
		t.Error(d)
	}
	if long := value[[]string](b, "long"); len(long) > 0 {
		t.Errorf("%d answers are long or raw, the first: %q", len(long), long[0])
	}
	tally(t, "page", "messages of a hostile frame", n)
}

// TestWeakBrowsers: a figure starts without what it can do without.
func TestWeakBrowsers(t *testing.T) {
	for name, before := range map[string]string{
		"no matchMedia":       "window.matchMedia = undefined",
		"no compileStreaming": "delete WebAssembly.compileStreaming",
	} {
		t.Run(name, func(t *testing.T) {
			b := blank(t, wide)
			b.before(before)
			b.navigate("stage.html?preset=specialists")
			b.ready()
			b.until("document.documentElement.dataset.state === 'live'")
			b.lives()
			tally(t, "page", "a browser with "+name, 1)
		})
	}
}

// TestWeakHost: a page without matchMedia, around a figure that has none either, shows it.
func TestWeakHost(t *testing.T) {
	b := blank(t, wide)
	b.before("window.matchMedia = undefined")
	b.do(chromedp.Navigate(other(t, nil,
		figures(host.URL,
			`<emergent-alignment id="figure" preset="specialists" theme="auto" height="400"></emergent-alignment>
		<script>window.figure = document.getElementById('figure')</script>`))))
	b.eval("figure.ready")
	same(t, "in a page without matchMedia", b.scenarioOf("figure"), preset(t, "specialists"))
	tally(t, "page", "an embedding page with no matchMedia", 1)
}

// TestTinyNumbersSaid: numbers so small that they mean nothing are read as 0, and the page says so, as
// emergent solve does: of a scenario that is set and of a link.
func TestTinyNumbersSaid(t *testing.T) {
	const want = "response.lambda is less than 1e-12 in size, which means nothing here, and read as 0."
	tiny := strings.Replace(hostileScenario, `"lambda":3`, `"lambda":5e-324`, 1)
	b := stage(t, "?preset=specialists", wide)
	for name, take := range map[string]string{
		"set":     "emergent.setScenario(" + tiny + ")",
		"by link": "location.hash = '" + packed(t, `{"scenario":`+tiny+`}`) + "'",
	} {
		b.eval("document.getElementById('say-text').textContent = ''")
		b.eval(take)
		b.until(fmt.Sprintf("document.getElementById('say-text').textContent === %q", want))
		if lambda := value[float64](b, "emergent.getScenario().response.lambda ?? 0"); lambda != 0 {
			t.Errorf("%s: lambda is %v", name, lambda)
		}
	}
}

// changed serves the site with one answer of it changed.
func changed(t *testing.T, answer func(w http.ResponseWriter, r *http.Request, files http.Handler)) string {
	t.Helper()
	files := site.Handler(dist)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { answer(w, r, files) }))
	t.Cleanup(server.Close)
	return server.URL
}

// TestDamagedPreset: it is said, and the figure starts with what is built in.
func TestDamagedPreset(t *testing.T) {
	for name, content := range map[string]string{"cut short": `{"version": 1,`, "HTML": "<p>hello",
		"impossible": `{"version":1,"states":["a"]}`} {
		t.Run(name, func(t *testing.T) {
			b := blank(t, wide)
			b.do(chromedp.Navigate(changed(t, func(w http.ResponseWriter, r *http.Request, files http.Handler) {
				if strings.HasSuffix(r.URL.Path, "/specialists.json") {
					fmt.Fprint(w, content)
					return
				}
				files.ServeHTTP(w, r)
			}) + "/stage.html?preset=specialists"))
			b.ready()
			b.until("!document.getElementById('say').hidden")
			oneSentence(t, name, value[string](b, "document.getElementById('say-text').textContent"), "specialists")
			b.until("document.documentElement.dataset.state === 'live'")
			b.lives()
			tally(t, "page", "a damaged preset: "+name, 1)
		})
	}
}

// TestForbidden: a host whose policy forbids WebAssembly is told what to allow.
func TestForbidden(t *testing.T) {
	b := blank(t, wide)
	b.tolerate = []string{"Content Security Policy", "Content-Security-Policy"}
	b.do(chromedp.Navigate(changed(t, func(w http.ResponseWriter, r *http.Request, files http.Handler) {
		w.Header().Set("Content-Security-Policy", "script-src 'self'")
		files.ServeHTTP(w, r)
	}) + "/stage.html"))
	b.until("!document.getElementById('broken').hidden")
	oneSentence(t, "the page", value[string](b, "document.getElementById('broken-text').textContent"),
		"'wasm-unsafe-eval'")
	tally(t, "page", "a policy that forbids WebAssembly", 1)
}

// TestStalledLine: a line that stalls midway is said to, and going on waiting or trying again is offered.
func TestStalledLine(t *testing.T) {
	for _, late := range []string{".wasm", "/specialists.json"} {
		t.Run(late, func(t *testing.T) {
			release := make(chan struct{})
			address := changed(t, func(w http.ResponseWriter, r *http.Request, files http.Handler) {
				if strings.Contains(r.URL.Path, late) {
					<-release
				}
				files.ServeHTTP(w, r)
			})
			b := blank(t, wide)
			// Ten seconds pass quickly until the line goes on: a worker has as many to answer in.
			b.before("window.later = setTimeout; window.setTimeout = (f, ms, ...rest) => later(f, ms === 10000 ? 300 " +
				": ms, ...rest)")
			b.do(chromedp.Navigate(address + "/stage.html?preset=specialists"))
			b.until("!document.getElementById('stalled').hidden")
			oneSentence(t, late, value[string](b, "document.getElementById('stalled-text').textContent"), "waiting for")
			b.do(chromedp.WaitVisible(chromedp.CSS("#stalled-again")))
			b.eval("document.getElementById('stalled-on').click()")
			if !value[bool](b, "document.getElementById('stalled').hidden") {
				t.Error("going on waiting leaves the question there")
			}
			b.until("!document.getElementById('stalled').hidden")
			b.eval("window.setTimeout = window.later")
			close(release)
			b.ready()
			b.until("document.documentElement.dataset.state === 'live'")
			b.lives()
			tally(t, "page", "a line that stalls: "+late, 1)
		})
	}
}
