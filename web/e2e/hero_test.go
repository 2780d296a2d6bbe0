//go:build e2e

package e2e

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/web/site"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp/kb"
)

// The program is held back until top.released, or never comes.
const (
	heldBack = `{ const go = fetch; window.fetch = async (a, ...more) => {
		while (String(a).includes('stage.wasm') && !top.released) await new Promise(r => setTimeout(r, 50));
		return go(a, ...more) } }`
	blocked = `{ const go = fetch; window.fetch = async (a, ...more) => {
		if (String(a).includes('stage.wasm')) throw new TypeError('blocked');
		return go(a, ...more) } }`
)

// early opens the article without its program and waits for the triangle.
func early(t *testing.T, d device, script string) *tab {
	t.Helper()
	b := blank(t, d)
	b.before(script)
	b.navigate("index.html")
	b.until("window.hero && document.querySelector('#hero .you').getBoundingClientRect().width > 20")
	return b
}

// heroSays is what the triangle says of its star.
const heroSays = "document.querySelector('#hero p').textContent"

// takenOver waits until the figure has taken over and compares what it holds with what the triangle
// showed: the star in the words of its handle, which is the figure's as well.
func (b *tab) takenOver(star string) {
	b.Helper()
	b.eval("void (window.released = true)")
	b.eval(figure + ".ready")
	b.until("window.hero === null && !document.getElementById('hero')")
	s := b.scenarioText(figure + ".getScenario().then(JSON.stringify)")
	if got := starIn(s); got != star {
		b.Errorf("the figure holds %s, the triangle showed %s", got, star)
	}
	b.until("!document.getElementById('undo').disabled && !document.getElementById('reset').hidden")
}

func starIn(s engine.Scenario) string {
	w := s.User.Weights
	return fmt.Sprintf("economy %.2f, nature %.2f, safety %.2f", w[0], w[1], w[2])
}

const heroStar = "document.querySelector('#hero .you').getAttribute('aria-valuetext')"

// Before the program has come the star can be dragged by mouse, finger and keyboard, out of the
// hull and back; the figure then goes on with what the reader left, not in the middle of a drag,
// and with the focus where it was.
func TestHero(t *testing.T) {
	t.Run("mouse", func(t *testing.T) {
		b := early(t, wide, heldBack)
		p := b.at("#hero .you")
		b.drag(p, p.plus(-150, 20))
		b.until(heroSays + ".startsWith('Outside')")
		b.drag(p.plus(-150, 20), p.plus(30, 20))
		b.until(heroSays + ".startsWith('Inside: you = 0.')")
		disc := b.at("#hero .point[data-agent='0']")
		b.drag(disc, disc.plus(20, 30))
		b.press(p.plus(30, 20))
		b.moveTo(p.plus(40, 60))
		b.eval("void (window.released = true)")
		b.eval(figure + ".ready")
		b.eval("new Promise(r => setTimeout(r, 300))") // as long as it takes to take over
		if !value[bool](b, "Boolean(window.hero)") {
			t.Error("the figure takes over in the middle of a drag")
		}
		star := value[string](b, heroStar)
		b.release(p.plus(40, 60))
		b.takenOver(star)
		if got := value[float64](b, figure+".getScenario().then(s => s.agents[0].weights[0])"); got == 0.8 {
			t.Error("the disc is where it was before it was dragged")
		}
	})
	t.Run("touch and keyboard", func(t *testing.T) {
		b := early(t, phone, heldBack)
		p := b.at("#hero .you")
		b.swipe(p, p.plus(-90, 0))
		b.until(heroSays + ".startsWith('Outside')")
		b.eval("document.querySelector('#hero .you').focus()")
		b.keys(kb.ArrowRight + kb.ArrowRight)
		b.keys(kb.ArrowDown)
		star := value[string](b, heroStar)
		b.takenOver(star)
		b.until("document.activeElement.contentDocument?.activeElement?.dataset.handle === 'user'")
	})
	t.Run("untouched", func(t *testing.T) {
		b := early(t, wide, heldBack)
		b.passes("article with its first triangle")
		b.eval("void (window.released = true)")
		b.eval(figure + ".ready")
		b.until("window.hero === null")
		if got := b.weights(); got != "0.413,0.261,0.326" {
			t.Errorf("the figure holds %s", got)
		}
		if value[bool](b, "!document.getElementById('reset').hidden") {
			t.Error("the triangle counts as the reader's own")
		}
	})
}

// The triangle's hull test is the engine's, inside and outside, at corners and on edges.
func TestHeroAgreesWithTheEngine(t *testing.T) {
	b := early(t, wide, heldBack)
	s := preset(t, "specialists")
	rng := rand.New(rand.NewPCG(7, 11))
	var places [][]float64
	for range 200 {
		x, y := rng.Float64(), rng.Float64()
		if x+y > 1 {
			x, y = 1-x, 1-y
		}
		places = append(places, []float64{x, y, 1 - x - y})
	}
	for i, a := range s.Agents {
		z := s.Agents[(i+1)%3].Weights
		places = append(places, a.Weights,
			[]float64{(a.Weights[0] + z[0]) / 2, (a.Weights[1] + z[1]) / 2, (a.Weights[2] + z[2]) / 2})
	}
	agents := asJSON(t, [][]float64{s.Agents[0].Weights, s.Agents[1].Weights, s.Agents[2].Weights})
	got := value[[][]float64](b, fmt.Sprintf("%s.map(w => hero.inside(%s, w))", asJSON(t, places), agents))
	n := 0
	for i, w := range places {
		s.User.Weights = w
		r := engine.Solve(s).Alignment
		if r.Inside != (got[i] != nil) {
			t.Errorf("star at %v: the triangle says inside = %v, the engine %v", w, got[i] != nil, r.Inside)
		}
		if !r.Inside {
			continue
		}
		n++
		for j := range got[i] {
			if d := got[i][j] - r.Weights[j]; d > 1e-4 || d < -1e-4 { // the engine allows utilities an error of 1e-6
				t.Errorf("star at %v: weights %v, the engine %v", w, got[i], r.Weights)
			}
		}
	}
	if n < 30 {
		t.Errorf("only %d of %d places are inside", n, len(places))
	}
}

// Where the program never comes the triangle lives on, and the figure says beside it why the rest
// is not there and offers to try again. Paper has the pictures of the steps.
func TestHeroWithoutTheProgram(t *testing.T) {
	for _, d := range []device{wide, phone} {
		b := early(t, d, blocked)
		b.tolerate = append(b.tolerate, "blocked")
		inner := figure + ".querySelector('iframe').contentDocument"
		b.until("document.querySelector('#stage[data-split]') && " + inner +
			".getElementById('broken-again').checkVisibility()")
		b.until(heroSays + ".includes('needs the program')")
		b.settled()
		r := value[[2]float64](b, "[document.getElementById('hero').getBoundingClientRect().bottom, "+inner+
			".getElementById('broken').getBoundingClientRect().top + "+figure+
			".querySelector('iframe').getBoundingClientRect().top]")
		if r[1] < r[0]-1 {
			t.Errorf("%v: the triangle ends at %v, the figure's words begin at %v", d, r[0], r[1])
		}
		if fits := value[bool](b, "(e => e.getBoundingClientRect().bottom <= "+
			"e.ownerDocument.documentElement.clientHeight + 1)("+inner+".getElementById('broken'))"); !fits {
			t.Errorf("%v: the figure's words do not fit", d)
		}
		p := b.at("#hero .you")
		if d.touch {
			b.swipe(p, p.plus(-90, 0))
		} else {
			b.drag(p, p.plus(-180, 0))
		}
		b.until(heroSays + ".startsWith('Outside')")
	}
}

// A ghost hand takes the star out and in until somebody touches, and then it is where it was; where
// no motion is wanted there is none.
func TestGhostHand(t *testing.T) {
	b := blank(t, wide)
	b.before(heldBack)
	b.media(map[string]string{"prefers-reduced-motion": "no-preference"})
	b.navigate("index.html")
	b.until("window.hero")
	home := value[string](b, heroStar)
	const hand = "document.querySelector('#hero .hand').checkVisibility()"
	b.until(hand + " && " + heroStar + " !== " + quoted(home))
	b.until("document.querySelector('#hero .spoke').getAttribute('stroke-width') === '0'") // it gets outside
	if value[bool](b, heroSays+".includes('side')") {
		t.Error("what the ghost does is announced")
	}
	b.press(point{1000, 500})
	b.release(point{1000, 500})
	b.until("!(" + hand + ") && " + heroStar + " === " + quoted(home))
	calm := early(t, wide, heldBack)
	calm.eval("new Promise(r => setTimeout(r, 2000))") // longer than it waits
	if value[bool](calm, hand) {
		t.Error("a hand moves although no motion is wanted")
	}
}

// What a draggable triangle needs, the page, its style sheets and two small scripts in its head,
// comes within a second on a line of 1.6 Mbit/s with 150 ms before each answer: one for the page,
// one for what it names. The triangle itself is under 8 KB, and all that a first visit loads but
// the program has grown by at most 15 KB since before there was one.
func TestHeroIsSmall(t *testing.T) {
	size := func(names ...string) (sum int) {
		for _, name := range names {
			sum += packedSize(t, filepath.Join(dist, filepath.FromSlash(name)))
		}
		return sum
	}
	needed := size("index.html", "static/theme.css", "static/article/article.css", "static/article/first.js",
		"static/article/hero.js")
	if at := 2*lineDelay + time.Duration(needed)*time.Second/lineRate; at > 700*time.Millisecond {
		t.Errorf("%d bytes take until %v, which leaves too little of a second to lay out and paint", needed, at)
	}
	html, err := os.ReadFile(filepath.Join(dist, "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	before, rest, _ := strings.Cut(string(html), `<div id="hero"`)
	markup, after, found := strings.Cut(rest, `<p role="status"></p></div>`)
	if !found || !strings.Contains(before, `<script src="static/article/hero.js" defer`) {
		t.Fatal("the triangle and its script are not in the page")
	}
	without := len(site.Gzip([]byte(before + after)))
	if own := size("index.html") - without + size("static/article/hero.js"); own > 8<<10 || len(markup) == 0 {
		t.Errorf("the triangle and its script take %d bytes", own)
	}
	const earlier = 42484 // of the page with what it loads before the figure, when it was first measured
	if n := needed + size("embed.js", "static/article/article.js"); n > earlier+15<<10 {
		t.Errorf("the page takes %d bytes, at first it was %d", n, earlier)
	}
}

// packing sends texts gzipped, as hosts do.
func packing(files http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		all := httptest.NewRecorder()
		files.ServeHTTP(all, r)
		body := all.Body.Bytes()
		for name, v := range all.Header() {
			w.Header()[name] = v
		}
		w.Header().Del("Content-Length")
		if all.Code == http.StatusOK && strings.HasPrefix(w.Header().Get("Content-Type"), "text/") {
			w.Header().Set("Content-Encoding", "gzip")
			body = site.Gzip(body)
		}
		w.WriteHeader(all.Code)
		w.Write(body)
	})
}

// On a slow line, from a host that packs its texts, the triangle can be dragged before anything
// else is asked for than what the page's head names. How much that is, and so that it comes within a
// second, TestHeroIsSmall says; this machine may take its time to lay it out.
func TestHeroOnASlowLine(t *testing.T) {
	long(t)
	b := blank(t, wide)
	b.tolerate = append(b.tolerate, "ERR_CONNECTION_REFUSED") // the server goes before all has come
	command(b, page.Navigate, page.NavigateParams{URL: throttling(t, packing(site.Handler(dist))) + "/index.html"})
	b.until("performance.getEntriesByName('hero').length")
	at := value[float64](b, "performance.getEntriesByName('hero')[0].startTime")
	asked := value[[]string](b, fmt.Sprintf("performance.getEntriesByType('resource').filter(e => e.startTime < "+
		"%v).map(e => e.name.split('/').pop())", at))
	t.Logf("draggable after %.0f ms and %v", at, asked)
	if at > 3000 {
		t.Errorf("the triangle can be dragged after %.0f ms", at)
	}
	for _, name := range asked {
		if !slices.Contains([]string{"theme.css", "article.css", "print.css", "first.js", "hero.js",
			"embed.js", "article.js"}, name) {
			t.Errorf("before the triangle can be dragged the page asks for %s", name)
		}
	}
}

// TestSlowLineShots writes what a reader sees 0.5, 1, 2 and 5 seconds after following a link, on a
// slow line from a host that packs its texts, where TestShots writes its own.
func TestSlowLineShots(t *testing.T) {
	dir := os.Getenv("EMERGENT_SHOTS")
	if dir == "" {
		t.Skip("EMERGENT_SHOTS names no folder: run ./build.sh shots")
	}
	for name, d := range map[string]device{"wide": wide, "phone": phone} {
		b := blank(t, d)
		b.tolerate = append(b.tolerate, "ERR_CONNECTION_REFUSED") // the server goes before all has come
		start := time.Now()
		command(b, page.Navigate, page.NavigateParams{URL: throttling(t, packing(site.Handler(dist))) + "/index.html"})
		for _, ms := range []int{500, 1000, 2000, 5000} {
			time.Sleep(time.Until(start.Add(time.Duration(ms) * time.Millisecond)))
			b.picture(filepath.Join(dir, fmt.Sprintf("line-%s-%d.png", name, ms)))
		}
	}
}

// TestHeroShots writes pictures of the triangle before and without the program where TestShots
// writes its own.
func TestHeroShots(t *testing.T) {
	dir := os.Getenv("EMERGENT_SHOTS")
	if dir == "" {
		t.Skip("EMERGENT_SHOTS names no folder: run ./build.sh shots")
	}
	for name, d := range map[string]device{"wide": wide, "phone": phone, "framed": framed} {
		for _, theme := range []string{"light", "dark"} {
			for what, script := range map[string]string{"loading": heldBack, "waiting": heldBack, "blocked": blocked} {
				b := blank(t, d)
				b.tolerate = append(b.tolerate, "blocked")
				b.system(theme)
				b.before(script)
				b.navigate("index.html")
				b.until("window.hero")
				if what != "loading" {
					b.until("document.querySelector('#stage[data-split]')")
				}
				b.until(figure + ".querySelector('iframe').contentDocument.getElementById('loading')")
				b.settled()
				b.picture(filepath.Join(dir, fmt.Sprintf("hero-%s-%s-%s.png", what, name, theme)))
				p := b.at("#hero .you")
				b.drag(p, p.plus(-110, 0))
				b.picture(filepath.Join(dir, fmt.Sprintf("hero-%s-%s-%s-outside.png", what, name, theme)))
			}
		}
	}
}
