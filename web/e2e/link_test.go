//go:build e2e

package e2e

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"

	"github.com/chromedp/chromedp"
)

// Every preset in every figure comes back from its link, which has at most 4,000 characters.
func TestLinksOfPresets(t *testing.T) {
	b := stage(t, "?preset=specialists", wide)
	b.eval(`(async () => {
		window.kept = [];
		const names = [...document.getElementById('preset').options].map((o) => o.value).filter(Boolean);
		const scenes = [...document.querySelectorAll('#scenes [data-scene]:not([hidden])')].map((e) => e.dataset.scene);
		for (const name of names) {
			const scenario = await (await fetch('static/presets/' + name + '.json')).json();
			for (const scene of scenes) {
				const before = location.hash;
				await emergent.setScenario(scenario);
				await emergent.setView({ scene, values: { shown: 'best', agent: '0' } });
				while (location.hash === before) await new Promise((done) => setTimeout(done, 5));
				await new Promise((done) => setTimeout(done, 5));
				kept.push([name + ' ' + scene, location.hash, JSON.stringify([emergent.getScenario(), emergent.getView()])]);
			}
		}
	})()`)
	if n := value[int](b, "kept.length"); n < 8*4 {
		t.Fatalf("only %d links", n)
	}
	if long := value[[]string](b, "kept.filter(([, hash]) => hash.length > "+
		"4001).map(([name]) => name)"); len(long) > 0 {
		t.Errorf("links of more than 4,000 characters: %q", long)
	}
	lost := value[[]string](b, `(async () => {
		const lost = [];
		for (const [name, hash, state] of kept) {
			const came = new Promise((done) => addEventListener('hashchange', done, { once: true }));
			location.hash = hash;
			await came;
			if (JSON.stringify([emergent.getScenario(), emergent.getView()]) !== state) lost.push(name);
		}
		return lost;
	})()`)
	if len(lost) > 0 {
		t.Errorf("not the same after their link: %q", lost)
	}
}

// While a point is dragged the address is replaced, on release it is pushed: Back leads to
// where the drag began, also from the first step of a page without a state in its address.
func TestHistoryOfADrag(t *testing.T) {
	b := stage(t, "?preset=specialists", wide)
	start := b.scenario()
	entries := value[int](b, "history.length")
	p := b.at(agent0)
	b.press(p)
	b.moveTo(p.plus(-20, 20))
	b.moveTo(p.plus(-40, 45))
	b.until("location.hash.length > 10")
	if n := value[int](b, "history.length"); n != entries {
		t.Errorf("%d entries were added while dragging", n-entries)
	}
	b.release(p.plus(-40, 45)) // where the address has it already
	b.until(fmt.Sprintf("history.length === %d", entries+1))
	end := b.scenario()
	moved(t, end, start, 0)
	b.eval("history.back()")
	b.until("location.hash === ''")
	same(t, "after back", b.scenario(), start)
	b.eval("history.forward()")
	b.until("location.hash.length > 10")
	same(t, "after forward", b.scenario(), end)
}

// What a stranger may put into a link: bits flipped, cut short, huge numbers, HTML. The
// stage stays whole, says what is wrong where something is, and runs nothing.
func TestMutatedLinks(t *testing.T) {
	rng := rand.New(rand.NewPCG(20, 26))
	m := mutator{rng: rng}
	for _, name := range []string{"specialists", "judge", "clinic", "crowd"} {
		m.states = append(m.states, `{"scenario":`+string(engine.Format(preset(t, name)))+
			`,"view":{"scene":"hull","yaw":0.5,"values":{"map":"worst","agent":"1"}}}`)
	}
	const count = "document.querySelectorAll('script, link, meta, base, iframe, object, embed, form, a, img').length"
	clean := value[int](stage(t, "?preset=specialists", framed), count)
	const batch = 100 // the browser allows some 200 changes of an address in 10 s
	for i := range 200 / batch {
		var links []string
		for range batch {
			links = append(links, m.link())
		}
		b := blank(t, framed)
		b.before(fmt.Sprintf(`{
			window.foreign = () => %s - %d;
			window.said = [];
			for (const name of ['alert', 'confirm', 'prompt', 'print', 'open']) window[name] = () => { said.push(name) };
			document.addEventListener('securitypolicyviolation', (e) => said.push('policy: ' + e.blockedURI));
		}`, count, clean))
		b.do(chromedp.Navigate(host.URL + "/stage.html?preset=specialists#" + links[0]))
		b.ready()
		alive(b, links[0])
		text, err := json.Marshal(links[1:])
		if err != nil {
			t.Fatal(err)
		}
		scenarios := value[[]string](b, fmt.Sprintf(`(async () => {
			const seen = [];
			for (const link of %s) {
				const came = new Promise((done) => { addEventListener('hashchange', done, { once: true }); setTimeout(done, 200) });
				location.hash = link;
				await came;
				seen.push(JSON.stringify(emergent.getScenario()));
			}
			return seen;
		})()`, text))
		for j, s := range scenarios {
			if _, err := engine.Parse([]byte(s)); err != nil {
				t.Errorf("after %.200q the stage holds what is not valid: %v", links[j+1], err)
			}
		}
		alive(b, fmt.Sprint("batch ", i))
		b.eval("emergent.setScenario(" + string(engine.Format(preset(t, "judge"))) + ")")
		b.agrees()
	}
	if m.valid == 0 || m.valid > 150 {
		t.Errorf("%d of 200 mutated links are valid: both kinds are needed", m.valid)
	}
}

// alive checks that the stage is on the screen and nothing came into the page.
func alive(b *tab, what string) {
	b.Helper()
	b.until("document.documentElement.dataset.state === 'live'")
	if got := value[string](b, "said.join() + (window.ran ?? '')"); got != "" {
		b.Errorf("%s: ran %q", what, got)
	}
	if n := value[int](b, "foreign()"); n != 0 {
		b.Errorf("%s: %d elements came into the page", what, n)
	}
}

// mutator makes bad links of good states.
type mutator struct {
	rng    *rand.Rand
	states []string
	valid  int // links that unpack to a valid scenario all the same
}

var (
	numbers = regexp.MustCompile(`-?\d+(\.\d+)?`)
	texts   = regexp.MustCompile(`"[^"]*"`)
	huge    = []string{"1e308", "-1e308", "1e999", "99999999999999999999999",
		"-1", "1e-320", "null", `"0.5"`, "[]", "NaN", "2147483648"}
	html = []string{
		`<img src=x onerror=ran=1>`, `\"><script>ran=1</script>`, `<svg onload=alert(1)>`, `javascript:alert(1)`,
		`</title><iframe srcdoc='<script>parent.ran=1</script>'>`, `{{constructor.constructor('alert(1)')()}}`,
		`\u0000\u202e\ud800`, strings.Repeat("W", 70), "",
	}
)

func (m *mutator) link() string {
	link := m.mutated()
	if data, ok := unpack(link); ok {
		var s struct{ Scenario json.RawMessage }
		if json.Unmarshal(data, &s) == nil {
			if _, err := engine.Parse(s.Scenario); err == nil {
				m.valid++
			}
		}
	}
	return link
}

func (m *mutator) mutated() string {
	state := m.states[m.rng.IntN(len(m.states))]
	packed := pack([]byte(state))
	switch m.rng.IntN(7) {
	case 0: // a bit of what is packed
		i := m.rng.IntN(len(packed))
		packed[i] ^= 1 << m.rng.IntN(8)
		return hashOf(packed)
	case 1: // a character of the address
		link := []byte(hashOf(packed))
		link[m.rng.IntN(len(link))] = byte(33 + m.rng.IntN(94))
		return string(link)
	case 2:
		link := hashOf(packed)
		return link[:m.rng.IntN(len(link))]
	case 3:
		return hashOf(pack([]byte(m.replace(state, numbers, huge))))
	case 4:
		return hashOf(pack([]byte(m.replace(state, texts, quotedAll(html)))))
	case 5: // a piece of the text doubled or left out
		i := m.rng.IntN(len(state))
		j := i + m.rng.IntN(min(40, len(state)-i))
		if m.rng.IntN(2) == 0 {
			return hashOf(pack([]byte(state[:i] + state[j:])))
		}
		return hashOf(pack([]byte(state[:j] + state[i:])))
	default:
		raw := []string{"v=1&s=" + html[m.rng.IntN(len(html))], "v=" + huge[m.rng.IntN(len(huge))] + "&s=AA", "%",
			"v=1&s=" + strings.Repeat("A", 70000), "s=&v=1", "__proto__=1&v=1&s=%00"}
		return raw[m.rng.IntN(len(raw))]
	}
}

// replace puts one of the values at one or several places that match.
func (m *mutator) replace(state string, places *regexp.Regexp, values []string) string {
	for range 1 + m.rng.IntN(3) {
		at := places.FindAllStringIndex(state, -1)
		p := at[m.rng.IntN(len(at))]
		state = state[:p[0]] + values[m.rng.IntN(len(values))] + state[p[1]:]
	}
	return state
}

func quotedAll(list []string) (out []string) {
	for _, s := range list {
		out = append(out, `"`+s+`"`)
	}
	return out
}

func pack(data []byte) []byte {
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.BestCompression)
	if err != nil {
		panic(err) // the level is a constant
	}
	w.Write(data)
	w.Close()
	return b.Bytes()
}

func hashOf(packed []byte) string { return "v=1&s=" + base64.RawURLEncoding.EncodeToString(packed) }

func unpack(link string) ([]byte, bool) {
	text, ok := strings.CutPrefix(link, "v=1&s=")
	packed, err := base64.RawURLEncoding.DecodeString(text)
	if !ok || err != nil {
		return nil, false
	}
	data, err := io.ReadAll(flate.NewReader(bytes.NewReader(packed)))
	return data, err == nil
}
