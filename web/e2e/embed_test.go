//go:build e2e

package e2e

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/web/site"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// The page of docs/ on another site: three figures, one driven by its script, which hears
// the change and reads the result. What should be refused is refused without effect.
func TestEmbedExample(t *testing.T) {
	data, err := os.ReadFile("../../docs/embed-example.html")
	if err != nil {
		t.Fatal(err)
	}
	const shown = "http://127.0.0.1:8080/"
	if strings.Count(string(data), shown) != 1 {
		t.Fatalf("the example does not name its host once, as %s", shown)
	}
	b := blank(t, wide)
	b.before(`document.addEventListener('DOMContentLoaded', () => {
		window.heard = [];
		for (const f of document.querySelectorAll('emergent-alignment'))
			for (const type of ['ready', 'change', 'error']) f.addEventListener(type, (e) => heard.push([f.id, type, e.detail?.message]));
	})`)
	b.do(chromedp.Navigate(other(t, nil, strings.Replace(string(data), shown, host.URL+"/", 1))))
	b.eval("first.ready")
	b.eval("(async () => { share.value = 0.1; share.dispatchEvent(new Event('input')); await driven.ready })()")
	b.until("said.textContent.includes('In the worst equilibrium')")
	want := preset(t, "specialists")
	want.Agents[0].Weights = []float64{0.1, 0.45, 0.45}
	same(t, "set by the page's script", b.scenarioOf("driven"), want)
	r := engine.Solve(want)
	if d := differs(value[string](b, "driven.getResult().then(JSON.stringify)"), r); d != "" {
		t.Error(d)
	}
	if got := value[string](b, "said.textContent"); !strings.Contains(got,
		fmt.Sprintf("%.3f of at most %.3f", r.Ladder.Worst, r.Ladder.Opt)) {
		t.Errorf("the page says %q, the worst value is %v", got, r.Ladder.Worst)
	}
	t.Run("refused by the figure", func(t *testing.T) { refusedByFigure(b, want) })
	t.Run("refused by the element", func(t *testing.T) { refusedByElement(b, want) })
}

// scenarioOf reads the scenario of an element of the page by its id.
func (b *tab) scenarioOf(id string) engine.Scenario {
	b.Helper()
	return b.scenarioText(id + ".getScenario().then(JSON.stringify)")
}

// scenarioText reads the scenario in the JSON that an expression returns.
func (b *tab) scenarioText(expression string) engine.Scenario {
	b.Helper()
	s, err := engine.Parse([]byte(value[string](b, expression)))
	if err != nil {
		b.Fatal(err)
	}
	return s
}

func refusedByFigure(b *tab, want engine.Scenario) {
	if m := b.refusal("driven.setScenario({version: 1, states: 7})"); !strings.Contains(m, "states") {
		b.Errorf("a malformed scenario: %q, want the field's name", m)
	}
	if m := b.refusal("driven.setScenario(() => 1)"); m == "" {
		b.Error("a function is taken for a scenario")
	}
	for _, method := range []string{"constructor", "hear", "__proto__", "toString"} {
		if m := b.refusal(fmt.Sprintf("driven.call(%q)", method)); !strings.Contains(m, "not known") {
			b.Errorf("method %s: %q", method, m)
		}
	}
	// Another version is answered, and nothing else.
	answer := value[string](b, `new Promise((done) => {
		addEventListener('message', (e) => { if (e.data.id === 'v') done(e.data.error) });
		driven.querySelector('iframe').contentWindow.postMessage({ emergent: 2, id: 'v', method: 'undo' }, '*');
	})`)
	oneSentence(b.T, "another version", answer, "version 1")
	// A window that is not the parent, of another origin and of the figure's own.
	for _, address := range []string{
		other(b.T, nil, "<!doctype html><p>a stranger"),
		host.URL + "/notices.txt",
	} {
		stranger := fmt.Sprintf(`new Promise((done) => {
			const f = document.createElement('iframe');
			f.src = %q;
			f.onload = () => done(f.remove());
			document.body.append(f);
		})`, address)
		b.eval(stranger)
	}
	b.eval(`new Promise((done) => {
		const f = document.createElement('iframe');
		f.sandbox = 'allow-scripts';
		f.srcdoc = "<script>for (let i = 0; i < top.length; i++) top[i].postMessage({ emergent: 1, id: 'x', method: 'undo' }, '*'); parent.postMessage('sent', '*')<\/script>";
		addEventListener('message', (e) => { if (e.data === 'sent') done(f.remove()) });
		document.body.append(f);
	})`)
	same(b.T, "after refused messages", b.scenarioOf("driven"), want)
}

func refusedByElement(b *tab, want engine.Scenario) {
	before := value[int](b, "heard.length")
	// The page's own window, and a stranger's frame, say what a figure would say.
	b.eval(`(async () => {
		const fake = { emergent: 1, event: 'change', detail: { scenario: 'fake' } };
		const heardBy = (w, m) => new Promise((done) => { addEventListener('message', done, { once: true }); w.postMessage(m, '*') });
		await heardBy(window, fake);
		await heardBy(window, { ...fake, event: 'error', detail: { message: 'fake' } });
		await new Promise((done) => {
			const f = document.createElement('iframe');
			f.srcdoc = "<script>parent.postMessage({ emergent: 1, event: 'error', detail: { message: 'fake' } }, '*'); parent.postMessage('sent', '*')<\/script>";
			addEventListener('message', (e) => { if (e.data === 'sent') done(f.remove()) });
			document.body.append(f);
		});
	})()`)
	if after := value[int](b, "heard.length"); after != before {
		b.Errorf("the page was told %s", value[string](b, fmt.Sprintf("JSON.stringify(heard.slice(%d))", before)))
	}
	// The figure's own window, taken over by a page of another origin. It is not spoken to.
	b.tolerate = append(b.tolerate, "does not match the recipient window's origin ('null')")
	b.eval(`new Promise((done) => {
		addEventListener('message', (e) => { if (e.data === 'sent') done() });
		first.querySelector('iframe').src = "data:text/html,<script>parent.postMessage({ emergent: 1, event: 'error', detail: { message: 'fake' } }, '*'); parent.postMessage('sent', '*')</script>";
	})`)
	if value[bool](b, "heard.some(([, , message]) => message === 'fake')") {
		b.Error("a frame of another origin was heard")
	}
	same(b.T, "the other figure", b.scenarioOf("driven"), want)
}

// counting serves dist and counts how often the compiled program is asked for.
func counting(t *testing.T, cors bool) (address string, loads *atomic.Int32) {
	t.Helper()
	files := site.Handler(dist)
	loads = &atomic.Int32{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/"+site.StageWasm {
			loads.Add(1)
		}
		if cors {
			w.Header().Set("Access-Control-Allow-Origin", "*")
		}
		files.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return server.URL, loads
}

// An element lives through changes of its attributes, moves, and being taken away at any
// time, and says what happened.
func TestElementLife(t *testing.T) {
	b := embedding(t,
		`<div id="a"><emergent-alignment id="figure" preset="specialists" height="400"></emergent-alignment></div><div id="b"></div>
		<script>window.figure = document.getElementById('figure'); window.heard = []; for (const type of ['ready', 'error']) figure.addEventListener(type, (e) => heard.push(type + (e.detail?.message ?? '')))</script>`)
	b.eval("figure.setAttribute('preset', 'judge')")
	b.eval(fmt.Sprintf("(async () => { while ((await figure.getScenario()).title !== %q) ; })()",
		preset(t, "judge").Title))
	b.eval("figure.setAttribute('scene', 'equilibrium')")
	b.eval("(async () => { while ((await figure.getView()).scene !== 'equilibrium') ; })()")
	b.tolerate = []string{"404 (Not Found)"} // the host is asked for that preset
	b.eval("figure.setAttribute('preset', 'nobody')")
	b.until("heard.some((text) => text.includes('nobody'))")
	b.eval("heard.length = 0, figure.setAttribute('theme', 'purple')")
	b.until("heard.some((text) => text.includes('purple'))")
	same(t, "after refused attributes", b.scenarioOf("figure"), preset(t, "judge"))

	// Moved: the frame loads again, with the state it had.
	s := preset(t, "judge")
	s.Prior = []float64{0.6, 0.4}
	b.eval("heard.length = 0, figure.setScenario(" + string(engine.Format(s)) + ")")
	b.eval("b.append(figure)") // at once: what was answered for is kept
	same(t, "after the move", b.scenarioOf("figure"), s)
	if got := value[string](b, "figure.getView().then((v) => v.scene)"); got != "equilibrium" {
		t.Errorf("after the move the scene is %q", got)
	}
	// Taken away while it loads, and while a call waits.
	if m := b.refusal("(() => { figure.setAttribute('preset', 'pharma'); a.append(figure); const asked = " +
		"figure.getResult(); setTimeout(() => figure.remove(), 50); return asked })()"); !strings.Contains(m,
		"taken out") {
		t.Errorf("a call to a figure that was taken away: %q", m)
	}
	if m := b.refusal("figure.getResult()"); !strings.Contains(m, "not in a page") {
		t.Errorf("a call to a figure outside the page: %q", m)
	}
	if n := value[int](b, "document.querySelectorAll('iframe').length"); n != 0 {
		t.Errorf("%d frames are left", n)
	}
	b.eval("b.append(figure)")
	same(t, "back in the page", b.scenarioOf("figure"), preset(t, "pharma"))
	if got := value[string](b, "heard.join()"); got != "" {
		t.Errorf("moves were told as %q", got)
	}
}

// A frame that is taken away while its page is half read says nothing in the console: what is read
// by then has no menu and no picture. (Seen on a busy machine, where half a page is all there is.)
func TestTakenAwayHalfRead(t *testing.T) {
	files := site.Handler(dist)
	away := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/around" {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprint(w, `<!doctype html><link rel="icon" href="data:,"><body>`)
			return
		}
		if r.URL.Path != "/stage.html" {
			files.ServeHTTP(w, r)
			return
		}
		whole := httptest.NewRecorder()
		plain := r.Clone(r.Context())
		plain.Header.Del("Accept-Encoding")
		files.ServeHTTP(whole, plain)
		head, _, found := strings.Cut(whole.Body.String(), "</head>")
		if !found {
			t.Error("stage.html has no </head>")
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, head, "</head><body>")
		w.(http.Flusher).Flush()
		select { // the rest never comes
		case <-r.Context().Done():
		case <-away:
		}
	}))
	t.Cleanup(server.Close)
	t.Cleanup(func() { close(away) })
	b := blank(t, wide)
	b.do(chromedp.Navigate(server.URL + "/around"))
	b.eval("(() => { const f = document.createElement('iframe'); f.src = '/stage.html?preset=judge&embed=1'; " +
		"document.body.append(f) })()")
	b.until("document.querySelector('iframe').contentWindow.stageCanvas") // the last of what its head does
	b.eval("document.querySelector('iframe').remove()")
	b.eval("new Promise((done) => setTimeout(done, 300))")
}

// Eight figures: those near the screen are loaded, three at most stay loaded beside them, and
// those put away come back with their state. All share one compiled program.
func TestEightFigures(t *testing.T) {
	address, loads := counting(t, false)
	b := blank(t, wide)
	b.do(chromedp.Navigate(other(t, nil,
		figures(address,
			strings.Repeat(`<emergent-alignment preset="specialists" ui="none" height="480"></emergent-alignment>`, 8)+
				`<script>window.all = [...document.querySelectorAll('emergent-alignment')]</script>`))))
	b.eval("all[0].ready")
	s := preset(t, "specialists")
	s.Agents[0].Weights = []float64{0.25, 0.25, 0.5}
	b.eval("all[0].setScenario(" + string(engine.Format(s)) + ")")
	b.until("all[0].kept?.hash")
	const alive = "all.filter((f) => f.querySelector('iframe'))"
	const settled = "all.every((f) => f.isNear ? f.phase === 'live' : !f.leaving) && " + alive +
		".length <= Math.max(3, all.filter((f) => f.isNear).length)"
	most := 0
	for i := range 8 {
		b.eval(fmt.Sprintf("scrollTo(0, %d)", i*480))
		b.until(fmt.Sprintf("all[%d].isNear && %s", i, settled))
		most = max(most, value[int](b, alive+".length"))
	}
	if most > 4 {
		t.Errorf("%d figures were loaded at once", most)
	}
	if got := value[string](b, "all[0].phase + ' ' + all[0].picture.src.split(':')[0]"); got != "poster data" {
		t.Errorf("far away the first figure is %q, want a picture of what it showed", got)
	}
	// A call reaches a figure that was put away, and its state is there.
	if got := b.scenarioOf("all[0]"); got.Agents[0].Weights[2] != 0.5 {
		t.Errorf("a figure that was put away answers with %v", got.Agents[0].Weights)
	}
	b.until(settled)
	b.eval("scrollTo(0, 0)")
	b.until("all[0].isNear && " + settled)
	same(t, "when it is near again", b.scenarioOf("all[0]"), s)
	if n := loads.Load(); n != 1 {
		t.Errorf("the program was loaded %d times for one page", n)
	}
}

// A finger on a framed figure: on a handle of 44 pixels it drags and the page stands still,
// beside the handles it scrolls the page, and a drag that the system breaks off is undone.
func TestTouchOnAFrame(t *testing.T) {
	b := blank(t, phone)
	b.tolerate = []string{"404"} // the icon of a text
	b.navigate("notices.txt")    // a page of the figure's own origin, to look into the frame
	b.eval(`(async () => {
		document.head.innerHTML = '<meta name="viewport" content="width=device-width">';
		document.body.innerHTML = '<div style="height:150px"></div><iframe src="stage.html?embed=1&ui=none&preset=specialists" style="width:100%;height:420px;border:0"></iframe><div style="height:3000px"></div>';
		window.frame = document.querySelector('iframe');
		await new Promise((done) => { frame.onload = done });
		await frame.contentWindow.emergent.ready;
	})()`)
	b.until("frame.contentDocument.documentElement.dataset.state === 'live'")
	const agents = "JSON.stringify(frame.contentWindow.emergent.getScenario().agents)"
	if small := value[[]string](b, "[...frame.contentDocument.querySelectorAll('.handle')].filter((e) => "+
		"e.getBoundingClientRect().width < 44 || e.getBoundingClientRect().height < 44).map((e) => "+
		"e.dataset.handle)"); len(small) > 0 {
		t.Errorf("handles of less than 44 pixels: %q", small)
	}
	start := value[string](b, agents)
	grip := func() point {
		return value[point](b, `((f, r) => ({X: f.x + r.x + r.width/2, Y: f.y + r.y + `+
			`r.height/2}))(frame.getBoundingClientRect(), frame.contentDocument.querySelector('[data-handle="agent:0"]').getBoundingClientRect())`)
	}
	p := grip()
	b.touch(input.DispatchTouchEventTypeTouchStart, p)
	b.touch(input.DispatchTouchEventTypeTouchMove, p.plus(-15, 20))
	b.touch(input.DispatchTouchEventTypeTouchMove, p.plus(-25, 40))
	b.until(agents + " !== " + quoted(start))
	b.touch(input.DispatchTouchEventTypeTouchCancel)
	b.until(agents + " === " + quoted(start))
	if value[bool](b, "frame.contentWindow.emergent.undo()") {
		t.Error("a drag that was broken off left a step of undo")
	}
	b.swipe(p, p.plus(-25, 40))
	b.until(agents + " !== " + quoted(start))
	if y := value[float64](b, "scrollY"); y != 0 {
		t.Errorf("dragging a handle scrolled the page by %v", y)
	}
	dragged := value[string](b, agents)
	from := value[point](b, "(r => ({X: r.x + 14, Y: r.y + r.height - 40}))(frame.getBoundingClientRect())")
	b.swipe(from, from.plus(0, -220))
	b.until("scrollY > 50")
	if value[string](b, agents) != dragged {
		t.Error("a swipe beside the handles moved something")
	}
}

// The share dialog shows the figure as a page that embeds it would, at the size chosen.
func TestEmbedPreview(t *testing.T) {
	b := stage(t, "?preset=pharma", wide)
	s := b.scenario()
	s.Agents[0].Weights = []float64{0.25, 0.25, 0.25, 0.25}
	b.setScenario(s)
	b.click("#share")
	const inside = "document.querySelector('#embed-preview iframe').contentWindow"
	b.until(inside + ".document.documentElement.dataset.state === 'live'")
	if got := value[string](b, "JSON.stringify("+inside+".emergent.getScenario())"); differsText(t, got, s) {
		t.Errorf("the preview shows %s", got)
	}
	for id, v := range map[string]string{"embed-width": "900", "embed-height": "300", "embed-ui": "none",
		"embed-theme": "dark"} {
		b.eval(fmt.Sprintf("(e => { e.value = %q; e.dispatchEvent(new Event('input')) })(document.getElementById(%q))",
			v, id))
	}
	b.until(fmt.Sprintf("(w => w.innerWidth === 900 && w.innerHeight === 300 && w.document.documentElement.dataset.ui "+
		"=== 'none' && w.document.documentElement.dataset.theme === 'dark' && "+
		"w.document.documentElement.dataset.state === 'live')(%s)", inside))
	box := value[[]float64](b, "((r, d) => [r.width / r.height, r.right - d.right, d.left - "+
		"r.left])(document.getElementById('embed-preview').getBoundingClientRect(), "+
		"document.getElementById('share-dialog').getBoundingClientRect())")
	if box[0] < 2.9 || box[0] > 3.1 || box[1] > 0 || box[2] > 0 {
		t.Errorf("the preview has the proportions %.2f for 900 x 300, and sticks out by %v", box[0], box[1:])
	}
	if got := value[string](b, "document.getElementById('embed-text').value"); !strings.Contains(got, `height="300"`) ||
		!strings.Contains(got, `theme="dark"`) || !strings.Contains(got, "max-width:900px") {
		t.Errorf("the code is %q", got)
	}
	b.eval("document.getElementById('share-dialog').close()")
	b.until("!document.querySelector('#embed-preview iframe')")
}

func differsText(t *testing.T, got string, want engine.Scenario) bool {
	t.Helper()
	s, err := engine.Parse([]byte(got))
	return err != nil || string(engine.Format(s)) != string(engine.Format(want))
}
