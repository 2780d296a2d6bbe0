//go:build e2e

package e2e

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"

	"github.com/chromedp/chromedp"
)

// oneSentence checks a message for the reader: there, one line, naming what it should.
func oneSentence(t *testing.T, what, message, part string) {
	t.Helper()
	if message == "" || strings.ContainsAny(message, "\n\r") || !strings.Contains(message, part) {
		t.Errorf("%s: %q, want one sentence with %q", what, message, part)
	}
}

// drop lets a file fall on the page and returns what the page says about it.
func (b *tab) drop(name, contentExpression string) string {
	b.Helper()
	b.eval("document.getElementById('say').hidden = true")
	b.eval(fmt.Sprintf(`(() => {
		const files = new DataTransfer();
		files.items.add(new File([%s], %q));
		document.getElementById('figure').dispatchEvent(new DragEvent('drop', { dataTransfer: files, bubbles: true, cancelable: true }));
	})()`, contentExpression, name))
	b.until("!document.getElementById('say').hidden")
	return value[string](b, "document.getElementById('say-text').textContent")
}

func TestBadFiles(t *testing.T) {
	b := stage(t, "?preset=specialists", wide)
	start := b.scenario()
	good := string(engine.Format(start))
	for _, c := range []struct{ what, content, part string }{
		{"malformed", `{"version": 1,`, ""},
		{"empty", ``, ""},
		{"unknown field", strings.Replace(good, `"version"`, `"colour": 1, "version"`, 1), "colour"},
		{"NaN", strings.Replace(good, `"prior": [`, `"prior": [NaN, `, 1), ""},
		{"1e308", strings.Replace(good, `"prior": [`, `"prior": [1e308, `, 1), "prior"},
		{"other version", strings.Replace(good, `"version": 1`, `"version": 2`, 1), "version"},
		{"no agents",
			`{"version":1,"states":["a","b"],"actions":["x","y"],"prior":[0.5,0.5],"user":{"name":"U","utility":[[1,0],[0,1]]},"agents":[]}`, "agents"},
	} {
		oneSentence(t, c.what, b.drop("bad.json", fmt.Sprintf("%q", c.content)), c.part)
		same(t, "after "+c.what, b.scenario(), start)
	}
	for what, damage := range map[string]func(s *engine.Scenario){
		`leaves nothing for "Commuters"`: func(s *engine.Scenario) { s.Population.Users[0].Share = 1 },
		"names must differ": func(s *engine.Scenario) {
			s.Population.Users = append(s.Population.Users, s.Population.Users[0])
		},
		"nobody in population.users": func(s *engine.Scenario) { s.Population.Users[0].Name = "Shops" },
		"must have 1 to 3": func(s *engine.Scenario) {
			for i := range 3 {
				m := s.Population.Users[0]
				m.Name, m.Share = fmt.Sprint("user ", i), 0.1
				s.Population.Users = append(s.Population.Users, m)
			}
		},
	} {
		s := preset(t, "town")
		damage(&s)
		oneSentence(t, what, b.drop("bad.json", fmt.Sprintf("%q", engine.Format(s))), what)
		same(t, "after "+what, b.scenario(), start)
	}
	oneSentence(t, "10 MB", b.drop("huge.json", "'x'.repeat(1e7)"), "10,000,000")
	same(t, "after 10 MB", b.scenario(), start)
	if value[bool](b, "emergent.undo()") {
		t.Error("a refused file left a step of undo")
	}
}

func TestBadCalls(t *testing.T) {
	b := stage(t, "?preset=specialists", wide)
	start := b.scenario()
	const s = "...emergent.getScenario()"
	for _, c := range []struct{ what, call, part string }{
		{"nothing", "emergent.setScenario()", "scenario"},
		{"a string", "emergent.setScenario('x')", "scenario"},
		{"null", "emergent.setScenario(null)", "scenario"},
		{"NaN", "emergent.setScenario({" + s + ", prior: [NaN, 1]})", "prior[0]"},
		{"infinity", "emergent.setScenario({" + s + ", prior: [Infinity, 1]})", "prior[0]"},
		{"a cycle", "(() => { const s = {" + s + "}; s.prior = s; return emergent.setScenario(s) })()", ""},
		{"unknown field", "emergent.setScenario({" + s + ", colour: 1})", "colour"},
		{"wrong shape", "emergent.setScenario({" + s + ", prior: [1]})", "prior"},
		{"sum off", "emergent.setScenario({" + s + ", prior: emergent.getScenario().prior.map(() => 0.9)})", "prior"},
		{"two of a name", "emergent.setScenario({" + s + ", states: emergent.getScenario().states.map(() => 'same')})",
			"states"},
		{"no such scene", "emergent.setView({scene: 'nowhere'})", "nowhere"},
		{"view of the wrong type", "emergent.setView({yaw: 'left'})", "view"},
		{"unknown field of the view", "emergent.setView({colour: 1})", "colour"},
	} {
		oneSentence(t, c.what, b.refusal(c.call), c.part)
		same(t, "after "+c.what, b.scenario(), start)
	}
}

func TestBadLinks(t *testing.T) {
	b := stage(t, "?preset=specialists", wide)
	b.eval("emergent.setScenario({...emergent.getScenario(), title: 'kept'})")
	b.until("location.hash.length > 10")
	start := b.scenario()
	good := value[string](b, "location.hash")
	for _, c := range []struct{ what, hash, part string }{
		{"other version", strings.Replace(good, "v=1", "v=2", 1), "version 1"},
		{"cut short", good[:len(good)-20], "damaged"},
		{"no state", "#hello", "link"},
		{"a bomb", "#" + bomb(t), "256 KiB"},
	} {
		b.eval("document.getElementById('say').hidden = true")
		b.eval(fmt.Sprintf("location.hash = %q", c.hash))
		b.until("!document.getElementById('say').hidden")
		oneSentence(t, c.what, value[string](b, "document.getElementById('say-text').textContent"), c.part)
		same(t, "after "+c.what, b.scenario(), start)
	}
	// As the first address of a new tab: said, and the figure starts as usual.
	other := stage(t, "?preset=specialists&ui=huge&scene=%3Cb%3E#v=9&s=AAAA", wide)
	same(t, "with a bad hash", other.scenario(), preset(t, "specialists"))
	other.until("!document.getElementById('say').hidden")
}

func bomb(t *testing.T) string {
	t.Helper()
	var packed bytes.Buffer
	w, err := flate.NewWriter(&packed, flate.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	w.Write(bytes.Repeat([]byte(" "), 20<<20))
	w.Close()
	return "v=1&s=" + base64.RawURLEncoding.EncodeToString(packed.Bytes())
}

// Names full of HTML are shown as they are, and nothing in them runs.
func TestHTMLInNames(t *testing.T) {
	b := stage(t, "?preset=specialists", wide)
	evil := func(i int) string { return fmt.Sprintf(`<img src=x onerror="ran=%d">`, i) }
	s := b.scenario()
	s.Title, s.User.Name = evil(1), evil(2)
	for i := range s.Agents {
		s.Agents[i].Name = evil(10 + i)
	}
	for i := range s.Criteria {
		s.Criteria[i].Name = evil(20 + i)
	}
	s.States[0], s.Actions[0] = evil(30), evil(31)
	b.eval("emergent.setScenario(" + string(engine.Format(s)) + ")")
	same(t, "names", b.scenario(), s)
	b.settled()
	if n := value[int](b, "document.querySelectorAll('#stage img:not(#figure > img)').length"); n != 0 {
		t.Errorf("%d pictures were made of names", n)
	}
	if !value[bool](b, "document.body.textContent.includes('onerror')") {
		t.Error("the names are not shown")
	}
	svg := value[string](b, "emergent.exportSVG()")
	if n := value[int](b, fmt.Sprintf("new DOMParser().parseFromString(%q, 'image/svg+xml').querySelectorAll('img, "+
		"parsererror').length", svg)); n != 0 {
		t.Error("the SVG lets names out of their text")
	}
	b.eval("document.getElementById('share').click()")
	if value[bool](b, "'ran' in window") {
		t.Error("a name was executed")
	}
}

// What the page says when it cannot run. Each is provoked before its scripts start.
func TestFailures(t *testing.T) {
	for _, c := range []struct{ name, before, part, console string }{
		{"no WebAssembly", "delete window.WebAssembly", "WebAssembly", ""},
		{"no WebGL 2", "HTMLCanvasElement.prototype.getContext = () => null", "WebGL 2", ""},
		{"no DecompressionStream", "delete window.DecompressionStream", "DecompressionStream", ""},
		{"404", "{ const f = fetch; window.fetch = (a) => f(String(a).replace('stage.wasm.gz', 'missing.gz')) }",
			"stage.wasm.gz", "404"},
		{"cut short", "{ const f = fetch; window.fetch = async (a) => { const r = await f(a); return " +
			"String(a).includes('wasm') ? new Response((await r.arrayBuffer()).slice(0, 100000)) : r } }", "cut short",
			""},
		{"something else", "{ const f = fetch; window.fetch = (a) => String(a).includes('wasm') ? " +
			"Promise.resolve(new Response('<p>hello')) : f(a) }", "something else", ""},
		{"no memory", "WebAssembly.instantiate = () => Promise.reject(new RangeError('could not allocate memory'))",
			"Closing other pages", ""},
		{"no memory to compile", "WebAssembly.compileStreaming = () => Promise.reject(new RangeError('Out of memory'))",
			"Closing other pages", ""},
		{"no network", "{ const f = fetch; window.fetch = (a) => String(a).includes('wasm') ? Promise.reject(new " +
			"TypeError('x')) : f(a) }", "stage.wasm.gz", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := blank(t, wide)
			b.tolerate = []string{c.console}
			if c.console == "" {
				b.tolerate = nil
			}
			b.before(c.before)
			b.navigate("stage.html")
			b.until("!document.getElementById('broken').hidden")
			oneSentence(t, c.name, value[string](b, "document.getElementById('broken-text').textContent"), c.part)
			if m := b.refusal("emergent.ready"); m == "" {
				t.Error("emergent.ready is not refused")
			}
		})
	}
}

// A panic and a lost context keep the state: loading again brings it back.
func TestStateSurvives(t *testing.T) {
	for _, c := range []struct{ name, provoke string }{
		{"panic", "const copy = Node.prototype.cloneNode; Node.prototype.cloneNode = () => { throw new " +
			"Error('provoked') }; try { emergent.setScenario({...emergent.getScenario(), agents: " +
			"[...emergent.getScenario().agents, {name: 'one more', weights: emergent.getScenario().user.weights}]}) " +
			"} catch {} Node.prototype.cloneNode = copy"},
		{"no history", "for (const f of ['pushState', 'replaceState']) history[f] = () => { throw new " +
			"DOMException('blocked', 'SecurityError') }; emergent.setScenario({...emergent.getScenario(), title: " +
			"'kept'}); document.querySelector('body > canvas').dispatchEvent(new Event('webglcontextlost', " +
			"{ bubbles: true, cancelable: true }))"},
		{"lost context", "document.querySelector('body > canvas').dispatchEvent(new Event('webglcontextlost', { " +
			"bubbles: true, cancelable: true }))"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := stage(t, "?preset=specialists", wide)
			b.tolerate = []string{"panic", "goroutine", "provoked", "exit code", "exited"}
			if c.name != "no history" {
				b.eval("emergent.setScenario({...emergent.getScenario(), title: 'kept'})")
				b.until("location.hash.length > 10")
			}
			b.eval("(() => { " + c.provoke + " })()")
			b.until("!document.getElementById('broken').hidden")
			if m := value[string](b, "document.getElementById('broken-text').textContent"); !strings.Contains(m,
				"state") {
				t.Errorf("the message does not say that the state is kept: %q", m)
			}
			b.do(chromedp.WaitVisible(chromedp.CSS("#broken-again")))
			b.eval("document.getElementById('broken-again').click()")
			b.until("window.emergent?.getScenario?.().title === 'kept'")
		})
	}
}

// Without JavaScript poster and text still read.
func TestNoScript(t *testing.T) {
	for page, parts := range map[string][]string{
		"index.html": {"Are you among them?", "posters/"},
		"stage.html": {"needs JavaScript", "posters/"},
	} {
		data, err := os.ReadFile(filepath.Join(dist, page))
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range parts {
			if !strings.Contains(string(data), part) {
				t.Errorf("%s has no %q", page, part)
			}
		}
	}
	for _, name := range []string{"default-light.svg", "specialists-dark.svg"} {
		data, err := os.ReadFile(filepath.Join(dist, "static", "posters", name))
		if err != nil || !strings.Contains(string(data), "<path") {
			t.Errorf("the poster %s shows nothing: %v", name, err)
		}
	}
}
