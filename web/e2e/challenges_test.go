//go:build e2e

package e2e

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/engine/puzzle"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// answer is what a reader does with a puzzle: agents that are sent away by the letters on their
// buttons, or a point that is moved, by keyboard with one key where there is one for it.
type answer struct {
	away    string
	handle  string
	weights []float64
	key     string
}

// playing skips what takes longer than a run of all tests has for it.
func playing(t *testing.T) {
	t.Helper()
	if os.Getenv("EMERGENT_CHALLENGES") == "" {
		t.Skip("puzzles are played by ./build.sh challenges")
	}
}

// riddles are the puzzles, with a wrong and a right answer, and the way in which each is played;
// with EMERGENT_CHALLENGES=all each is played in every way.
var riddles = []struct {
	name, way    string
	wrong, right answer
}{
	{"two-enough", "mouse", answer{away: "CD"}, answer{away: "BC"}},
	{"one-voice", "mouse", moving("agent:2", "", 0.8, 0.15, 0.05), moving("agent:2", "", 0.575, 0.42, 0.005)},
	{"one-too-many", "touch", answer{away: "D"}, answer{away: "A"}},
	{"any-two", "touch", moving("user", "", 0.6, 0.1, 0.3), moving("user", "", 0.36, 0.34, 0.3)},
	{"outside-yet-opt", "keyboard", moving("agent:3", kb.End, 0.2, 0.5, 0.3),
		moving("agent:3", kb.Home, 0.7, 0.1, 0.2)},
	{"only-silence", "keyboard", answer{away: "C"}, answer{away: "AB"}},
}

func moving(handle, key string, weights ...float64) answer {
	return answer{handle: handle, weights: weights, key: key}
}

var devices = map[string]device{"mouse": wide, "touch": phone, "keyboard": wide}

// Every puzzle by mouse, finger or keyboard: it is not solved at its start, not by a wrong answer,
// and by a right one, after a fresh start. What the page then holds is what the engine says natively.
func TestChallenges(t *testing.T) {
	playing(t)
	for _, way := range []string{"mouse", "touch", "keyboard"} {
		t.Run(way, func(t *testing.T) {
			b := blank(t, devices[way])
			for _, p := range riddles {
				if p.way != way && os.Getenv("EMERGENT_CHALLENGES") != "all" {
					continue
				}
				b.puzzle(p.name)
				b.says("open")
				b.gives(way, p.wrong)
				b.says("open")
				b.act(way, "#again")
				b.says("open")
				b.until(fmt.Sprintf("document.querySelectorAll('#leavers button').length === %d",
					len(shippedPuzzle(t, p.name).Moves.Leave)))
				b.gives(way, p.right)
				b.says("met")
				b.judges(t, p.name)
			}
		})
	}
}

// puzzle opens a puzzle as its link does, and waits until it is judged.
func (b *tab) puzzle(name string) {
	b.Helper()
	if !value[bool](b, "location.pathname.endsWith('/challenges.html')") {
		b.navigate("challenges.html#at=" + name)
	} else {
		b.eval("location.hash = '#at=" + name + "'")
	}
	b.until("document.getElementById('title').textContent === " + quoted(shippedPuzzle(b.T, name).Title))
	b.until("['open', 'met'].includes(document.getElementById('verdict').dataset.state)")
}

// says waits for a verdict about the scenario that the figure holds.
func (b *tab) says(state string) {
	b.Helper()
	b.eval(figure + ".getResult()")
	b.until("document.getElementById('verdict').dataset.state === " + quoted(state))
}

// gives does what an answer says.
func (b *tab) gives(way string, a answer) {
	b.Helper()
	for _, letter := range a.away {
		button := fmt.Sprintf("[...document.querySelectorAll('#leavers button')].find(e => "+
			"e.textContent.startsWith('Send away %c,'))", letter)
		b.until(button)
		b.eval("(e => { e.id = 'to-press' })(" + button + ")")
		n := value[int](b, "document.querySelectorAll('#leavers button').length")
		b.act(way, "#to-press")
		b.until(fmt.Sprintf("document.querySelectorAll('#leavers button').length < %d", n))
	}
	if a.handle == "" {
		return
	}
	b.eval("scrollTo({ top: 0, behavior: 'instant' })")
	before := value[string](b, figure+".getScenario().then(JSON.stringify)")
	from, to := b.inFigure(a.handle), b.placeOf(a.weights)
	switch way {
	case "mouse":
		b.drag(from, to)
	case "touch":
		b.swipe(from, to)
	default:
		b.steer(a, to)
	}
	b.eval(fmt.Sprintf("(async () => { while (JSON.stringify(await %s.getScenario()) === %s) await new "+
		"Promise(requestAnimationFrame) })()", figure, quoted(before)))
}

// act presses a button of the page.
func (b *tab) act(way, selector string) {
	b.Helper()
	if way == "keyboard" {
		b.eval("document.querySelector(" + quoted(selector) + ").focus()")
		b.keys(kb.Enter)
		return
	}
	b.eval("document.querySelector(" + quoted(selector) +
		").scrollIntoView({ block: innerWidth < 600 ? 'end' : 'center', behavior: 'instant' })")
	b.settled()
	if way == "touch" {
		b.tap(b.at(selector))
	} else {
		b.click(selector)
	}
}

// placeOf is where weights stand in the window: the picture is linear, and three agents show their
// places.
func (b *tab) placeOf(weights []float64) point {
	b.Helper()
	var s engine.Scenario
	if err := json.Unmarshal([]byte(value[string](b, figure+".getScenario().then(JSON.stringify)")), &s); err != nil {
		b.Fatal(err)
	}
	var at point
	p := [3]point{b.inFigure("agent:0"), b.inFigure("agent:1"), b.inFigure("agent:2")}
	for i, share := range mixtureOf(s.Agents[0].Weights, s.Agents[1].Weights, s.Agents[2].Weights, weights) {
		at = at.plus(share*p[i].X, share*p[i].Y)
	}
	return at
}

// mixtureOf writes a point of the triangle as an affine mixture of three others.
func mixtureOf(a, b, c, x []float64) [3]float64 {
	cross := func(p, q, r []float64) float64 { return (q[0]-p[0])*(r[1]-p[1]) - (q[1]-p[1])*(r[0]-p[0]) }
	all := cross(a, b, c)
	return [3]float64{cross(x, b, c) / all, cross(a, x, c) / all, cross(a, b, x) / all}
}

// steer moves a point of the figure with its key, or with the arrow keys until it is as near to a
// place as they take it.
func (b *tab) steer(a answer, to point) {
	b.Helper()
	handle := a.handle
	b.eval(fmt.Sprintf("(f => { f.focus(); f.contentDocument.querySelector('[data-handle=%q]').focus() "+
		"})(%s.querySelector('iframe'))", handle, figure))
	if a.key != "" {
		b.keys(a.key)
		return
	}
	for range 80 {
		at := b.inFigure(handle)
		dx, dy := to.X-at.X, to.Y-at.Y
		const step = 6. // pixels of a key, about
		switch large := 10 * step; {
		case dx > large:
			b.keys(kb.ArrowRight, chromedp.ModifierShift)
		case dx < -large:
			b.keys(kb.ArrowLeft, chromedp.ModifierShift)
		case dy > large:
			b.keys(kb.ArrowDown, chromedp.ModifierShift)
		case dy < -large:
			b.keys(kb.ArrowUp, chromedp.ModifierShift)
		case dx > step:
			b.keys(kb.ArrowRight)
		case dx < -step:
			b.keys(kb.ArrowLeft)
		case dy > step:
			b.keys(kb.ArrowDown)
		case dy < -step:
			b.keys(kb.ArrowUp)
		default:
			return
		}
		b.settled()
	}
	b.Fatalf("the arrow keys do not take %s to %v: it is at %v", handle, to, b.inFigure(handle))
}

func shippedPuzzle(t *testing.T, name string) puzzle.Puzzle {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "static", "puzzles", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	p, err := puzzle.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// judges compares the page's word on the present answer with the engine's.
func (b *tab) judges(t *testing.T, name string) {
	t.Helper()
	s := b.scenarioText(figure + ".getScenario().then(JSON.stringify)")
	p := shippedPuzzle(t, name)
	r := engine.Solve(s)
	if stray := p.Stray(s); stray != "" || !p.Met(s, r) {
		t.Errorf("%s: the page calls it solved, the engine says met = %v, strayed: %q", name, p.Met(s, r), stray)
	}
	for _, item := range value[[]string](b,
		"[...document.querySelectorAll('#goal li')].map(e => e.dataset.met + e.textContent)") {
		if !strings.HasPrefix(item, "true") || !strings.Contains(item, "Met") {
			t.Errorf("%s: a condition says %q", name, item)
		}
	}
}

// What may not move is put back, and said; hints come one by one; the certificate of an answer
// passes the engine's check; its link opens it, judged; and the list remembers.
func TestChallengeAnswer(t *testing.T) {
	playing(t)
	b := blank(t, wide)
	b.before("{ const make = URL.createObjectURL; URL.createObjectURL = (blob) => { window.saved = blob; return " +
		"make.call(URL, blob) } }")
	b.puzzle("one-voice")
	b.move("0.3,0.3,0.4")
	b.until("document.getElementById('verdict').dataset.state === 'stray' && " +
		"document.getElementById('verdict').textContent === 'You stay where you are in this puzzle.'")
	if got := b.weights(); got != "0.55,0.4,0.05" {
		t.Errorf("put back to %s", got)
	}
	for i := range 3 {
		b.act("mouse", "#hint")
		b.until(fmt.Sprintf("document.querySelectorAll('#told li').length === %d", i+1))
	}
	b.until("document.getElementById('hint').hidden")
	b.gives("mouse", riddles[1].right)
	b.says("met")
	b.until("document.querySelector('#list a[data-name=one-voice]').hasAttribute('data-solved') && " +
		"document.querySelector('#proofs .badge')")

	b.act("mouse", "#certificate")
	b.until("window.saved?.type === 'application/json'")
	a, err := puzzle.ParseAnswer([]byte(value[string](b, "saved.text()")))
	if err != nil {
		t.Fatalf("the certificate: %v", err)
	}
	for _, failure := range a.Judge().Failures {
		t.Errorf("the certificate: %v", &failure)
	}
	b.act("mouse", "#picture")
	b.until("window.saved.type === 'image/png' && saved.size > 5000")

	b.act("mouse", "#link")
	b.until("location.hash.includes('&s=')")
	other := blank(t, wide)
	other.do(chromedp.Navigate(value[string](b, "location.href")))
	other.until("document.getElementById('verdict').dataset.state === 'met'")
	const shown = figure + ".getScenario().then(JSON.stringify)"
	same(t, "the answer in its link", lettered(other.scenarioText(shown)), lettered(b.scenarioText(shown)))
}

// lettered writes out the letters of agents, as links do.
func lettered(s engine.Scenario) engine.Scenario {
	s.Agents = slices.Clone(s.Agents)
	for i := range s.Agents {
		s.Agents[i].Letter = s.Letter(i)
	}
	return s
}

// An address lists some puzzles for a class, and a puzzle of one's own travels in a link; one that
// cannot be read is refused in a sentence.
func TestChallengesSet(t *testing.T) {
	playing(t)
	b := blank(t, wide)
	b.navigate("challenges.html#set=any-two,only-silence,two-enough,one-voice,one-too-many")
	const listed = "[...document.querySelectorAll('#list li:not([hidden]) a')].map(e => e.dataset.name).join()"
	b.until("document.getElementById('title').textContent === 'Safe whoever leaves'")
	b.until("document.getElementById('verdict').dataset.state === 'open'")
	if got := value[string](b, listed); got != "two-enough,one-voice,one-too-many,any-two,only-silence" {
		t.Errorf("lists %s", got)
	}
	b.eval("document.getElementById('class').open = true")
	b.act("mouse", "#ticks input[value=two-enough]")
	b.until("document.getElementById('set-link').value.endsWith('#set=two-enough')")

	b.eval("document.getElementById('own').open = true")
	// the user, the prior, and twice the twelve agents
	b.until("document.querySelectorAll('#own-moves input').length === 26")
	b.eval(`(() => {
		document.getElementById('own-title').value = 'Mine';
		document.getElementById('own-story').value = 'Go <b>inside</b>.';
		document.querySelector('#own-moves input[value=user]').checked = true;
		const choose = document.querySelector('#own-goal select');
		choose.value = 'alignment.depth';
		choose.dispatchEvent(new Event('change'));
		document.querySelector('#own-goal input').value = 2;
	})()`)
	b.act("mouse", "#own-form .do")
	b.until("document.getElementById('own-link').value || document.getElementById('own-note').textContent")
	if !value[bool](b, "document.getElementById('own-note').textContent.startsWith('The link is ready')") {
		t.Fatalf("the form says %q", value[string](b, "document.getElementById('own-note').textContent"))
	}
	other := blank(t, wide)
	other.do(chromedp.Navigate(value[string](b, "document.getElementById('own-link').value")))
	other.until("document.getElementById('verdict').dataset.state === 'open'")
	if got := value[string](other, "document.getElementById('title').textContent + '|' + "+
		"document.getElementById('story').textContent"); got != "Mine|Go <b>inside</b>." {
		t.Errorf("the link opens %q", got)
	}
	other.gives("mouse", riddles[3].right)
	other.says("met")
	other.eval("location.hash = '#own=AAAA'")
	other.until("document.getElementById('title').textContent === 'This puzzle cannot be opened'")
}

// The page's own judge agrees with engine/puzzle on every puzzle: at its start, at its solution,
// and where something strays.
func TestJudgesAgree(t *testing.T) {
	b := blank(t, wide)
	source, err := os.ReadFile(filepath.Join("..", "static", "challenges", "puzzle.js"))
	if err != nil {
		t.Fatal(err)
	}
	b.eval("(() => {" + strings.ReplaceAll(string(source), "export ", "") +
		"\nObject.assign(window, { met, stray, answerOf, answered, checked }) })()")
	for _, p := range riddles {
		puzzleText, err := os.ReadFile(filepath.Join("..", "static", "puzzles", p.name+".json"))
		if err != nil {
			t.Fatal(err)
		}
		solution, err := os.ReadFile(filepath.Join("..", "..", "engine", "puzzle", "testdata", "solutions", p.name+
			".json"))
		if err != nil {
			t.Fatal(err)
		}
		z := shippedPuzzle(t, p.name)
		right, err := engine.Parse(solution)
		if err != nil {
			t.Fatal(err)
		}
		strayed := right
		strayed.Prior = append([]float64{strayed.Prior[0] + 0.01, strayed.Prior[1] - 0.01}, strayed.Prior[2:]...)
		renamed := right
		renamed.Agents = append([]engine.Party{{Name: "Somebody", Letter: right.Letter(0),
			Weights: right.Agents[0].Weights}}, right.Agents[1:]...)
		for what, s := range map[string]engine.Scenario{"start": z.Scenario, "solution": right, "prior": strayed,
			"name": renamed} {
			r := engine.Solve(s)
			got := value[[2]string](b,
				fmt.Sprintf("((p, s, r) => [String(met(checked(p), s, r)), stray(p, s)])(%s, %s, %s)",
					puzzleText, asJSON(t, s), asJSON(t, r)))
			if want := [2]string{fmt.Sprint(z.Met(s, r)), z.Stray(s)}; got != want {
				t.Errorf("%s, %s: the page says %q, the engine %q", p.name, what, got, want)
			}
		}
		again := value[string](b, fmt.Sprintf("((p, s) => JSON.stringify(answered(p, answerOf(p, s))))(%s, %s)",
			puzzleText, asJSON(t, right)))
		s, err := engine.Parse([]byte(again))
		if err != nil {
			t.Errorf("%s: what a link brings back: %v", p.name, err)
		} else if !z.Met(s, engine.Solve(s)) || len(s.Agents) != len(right.Agents) {
			t.Errorf("%s: a link does not bring the answer back: %s", p.name, again)
		}
	}
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestAxeChallenges(t *testing.T) {
	b := blank(t, wide)
	b.puzzle("two-enough")
	b.gives("mouse", riddles[0].right)
	b.says("met")
	b.until("document.querySelector('#proofs .badge')")
	b.eval("document.querySelectorAll('details').forEach(e => e.open = true)")
	for _, theme := range []string{"light", "dark"} {
		b.system(theme)
		b.until("matchMedia('(prefers-color-scheme: " + theme + ")').matches")
		b.passes("challenges, " + theme)
	}
}

// TestChallengeShots writes pictures of the challenges where TestShots writes its own.
func TestChallengeShots(t *testing.T) {
	dir := os.Getenv("EMERGENT_SHOTS")
	if dir == "" {
		t.Skip("EMERGENT_SHOTS names no folder: run ./build.sh shots")
	}
	for _, d := range []device{wide, phone, {820, 1180, true}} {
		for _, theme := range []string{"light", "dark"} {
			b := blank(t, d)
			b.system(theme)
			b.puzzle("one-voice")
			b.picture(filepath.Join(dir, fmt.Sprintf("challenges-%dx%d-%s.png", d.w, d.h, theme)))
			b.puzzle("two-enough")
			b.gives("mouse", riddles[0].right)
			b.says("met")
			b.eval("document.getElementById('play').scrollIntoView({ behavior: 'instant' })")
			b.picture(filepath.Join(dir, fmt.Sprintf("challenges-%dx%d-%s-solved.png", d.w, d.h, theme)))
			b.eval("document.getElementById('own').open = true, document.getElementById('own').scrollIntoView({ " +
				"behavior: 'instant' })")
			b.picture(filepath.Join(dir, fmt.Sprintf("challenges-%dx%d-%s-own.png", d.w, d.h, theme)))
		}
	}
}
