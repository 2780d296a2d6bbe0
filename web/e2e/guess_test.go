//go:build e2e

package e2e

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/emergent-alignment/emergent/engine"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// guessing is a question of the article, the step it stands in, and how a wrong and a right guess
// are made: by a point of its pad that is moved to a place of its drawing, or by sliders.
type guessing struct {
	name, step   string
	wrong, right try
	says         [2]string // what it then says, in part
}

type try struct {
	point   int // of the pad
	x, y    float64
	sliders []int
	heights []float64 // of a sketch
}

func at(point int, weights ...float64) try {
	return try{point: point, x: 150*weights[0] + 20*weights[1] + 280*weights[2],
		y: 26*weights[0] + 251.2*(weights[1]+weights[2])}
}

var guesses = []guessing{
	{"move", "outside", at(2, 0.8, 0.15, 0.05), at(2, 0.575, 0.425, 0),
		[2]string{"still misses you by 0.", "you are among them"}},
	{"split", "one", try{sliders: []int{40, 30}}, try{sliders: []int{30, 30}},
		[2]string{"0 convictions. The best test gets 60", "60 convictions, and that is the most"}},
	{"newcomer", "atlas", at(0, 0, 0, 1), at(0, 0.6, 0.4, 0),
		[2]string{"Not there: the worst equilibrium brings you 0.56", "brings you 0.69 of the 0.69"}},
	{"lambda", "chance", try{heights: []float64{0, 0, 0, 0, 0}}, try{heights: lambdaTruth()},
		[2]string{"You are furthest off at", "Well drawn"}},
	{"many", "surrounded", try{sliders: []int{5}}, try{sliders: []int{8}},
		[2]string{"It takes 8, for 94 %. With 5 it is 69 %", "Yes, 8"}},
}

// lambdaTruth is what the engine says of the step's scenario at the lambdas of the sketch.
func lambdaTruth() []float64 {
	data, err := os.ReadFile(filepath.Join("..", "static", "presets", "overload.json"))
	if err != nil {
		panic(err)
	}
	s, err := engine.Parse(data)
	if err != nil {
		panic(err)
	}
	var list []float64
	for _, lambda := range []float64{1, 3, 10, 30, 100} {
		s.Response.Lambda = lambda
		list = append(list, math.Round(100*(*engine.Solve(s).Quantal.Worst))/100)
	}
	return list
}

// A question waits under its veil, is judged by the engine, wrong and right, and keeps the guess
// beside the truth; one can skip it, and what it hid is there.
func TestGuess(t *testing.T) {
	b := article(t, wide)
	b.reads()
	for _, g := range guesses[:2] {
		b.guess(g, "mouse")
	}
	b.comesToGuess(guesses[3])
	b.until("!document.getElementById('veil').hidden && " + figure + ".querySelector('iframe').inert")
	b.act("mouse", "#chance .pass")
	b.until("document.getElementById('veil').hidden && !" + figure +
		".querySelector('iframe').inert && document.querySelector('#chance .guess').dataset.state === 'skipped'")
}

// Every question, right and wrong, by mouse, finger and keyboard.
func TestGuesses(t *testing.T) {
	playing(t)
	for _, way := range []string{"mouse", "touch", "keyboard"} {
		t.Run(way, func(t *testing.T) {
			b := article(t, devices[way])
			b.reads()
			for _, g := range guesses {
				b.guess(g, way)
			}
		})
	}
}

func (b *tab) comesToGuess(g guessing) {
	b.Helper()
	b.eval("dispatchEvent(new WheelEvent('wheel'))")
	b.readOn(g.step)
	b.until(fmt.Sprintf("document.querySelector('.step.now')?.id === %q && document.querySelector('#%[1]s .guess "+
		".controls').childElementCount", g.step))
}

func (b *tab) guess(g guessing, way string) {
	b.Helper()
	b.comesToGuess(g)
	place := fmt.Sprintf("document.querySelector('#%s .guess')", g.step)
	for i, what := range []try{g.wrong, g.right} {
		b.tries(g.step, what, way)
		b.act(way, fmt.Sprintf("#%s .guess [type=submit]", g.step))
		state := []string{"wrong", "right"}[i]
		b.until(
			fmt.Sprintf("%s.dataset.state === %q && %[1]s.querySelector('[role=status]').textContent.includes(%[3]q)",
				place, state, g.says[i]))
	}
	b.until("document.getElementById('veil').hidden")
	if g.name == "split" {
		b.until("document.querySelectorAll('#one .sieve')[1].getAttribute('aria-label') === 'The test names 60 and " +
			"clears 40.'")
	}
	if g.name != "move" && g.name != "newcomer" {
		return
	}
	r := engine.Solve(b.scenarioText(figure + ".getScenario().then(JSON.stringify)"))
	// the engine's tolerance
	if g.name == "move" && !r.Alignment.Inside || r.Equilibria.Worst.User < r.Benchmarks.Opt-1e-6 {
		b.Errorf("%s: the page calls it right, the engine says epsilon = %v, worst %v of %v",
			g.name, r.Alignment.Epsilon, r.Equilibria.Worst.User, r.Benchmarks.Opt)
	}
}

// tries makes a guess and does not send it.
func (b *tab) tries(step string, what try, way string) {
	b.Helper()
	for i, v := range what.sliders {
		b.eval(fmt.Sprintf("((e) => { e.id = 'slider-%[1]s-%[2]d' })(document.querySelectorAll('#%[1]s .guess "+
			"input')[%[2]d])", step, i))
		b.slide(fmt.Sprintf("#slider-%s-%d", step, i), v, way)
	}
	for i, v := range what.heights {
		b.bring(step, i, point{-1, 150 - 136*v}, way)
	}
	if len(what.sliders)+len(what.heights) == 0 {
		b.bring(step, what.point, point{what.x, what.y}, way)
	}
}

// slide sets a slider: by keys, or by mouse or finger near to it and then by keys, since a pixel may
// be more than a step.
func (b *tab) slide(selector string, to int, way string) {
	b.Helper()
	b.eval(fmt.Sprintf("document.querySelector(%q).scrollIntoView({ block: innerWidth < 600 ? 'end' : 'center', "+
		"behavior: 'instant' })", selector))
	b.settled()
	if way != "keyboard" {
		p := value[point](b, fmt.Sprintf("(e => { const r = e.getBoundingClientRect(), f = (%d - e.min) / (e.max - "+
			"e.min); return { X: r.left + 8 + f * (r.width - 16), Y: r.top + r.height / 2 } "+
			"})(document.querySelector(%q))", to, selector))
		if way == "touch" {
			b.tap(p)
		} else {
			b.press(p)
			b.release(p)
		}
	}
	b.eval(fmt.Sprintf("document.querySelector(%q).focus()", selector))
	for range 100 {
		switch now := value[int](b, fmt.Sprintf("Number(document.querySelector(%q).value)", selector)); {
		case now < to:
			b.keys(kb.ArrowRight)
		case now > to:
			b.keys(kb.ArrowLeft)
		default:
			return
		}
	}
	b.Fatalf("%s does not come to %d", selector, to)
}

// bring takes point i of a pad to a place of its drawing; x < 0: only its height changes.
func (b *tab) bring(step string, i int, to point, way string) {
	b.Helper()
	svg := fmt.Sprintf("document.querySelector('#%s .guess .pad')", step)
	b.eval(svg + ".scrollIntoView({ block: innerWidth < 600 ? 'end' : 'center', behavior: 'instant' })")
	b.settled()
	const where = `(svg => { const m = svg.getScreenCTM(), g = svg.querySelectorAll('.point')[%d].transform.baseVal.consolidate().matrix;
		const on = (x, y) => (p => ({ X: p.x, Y: p.y }))(new DOMPoint(x, y).matrixTransform(m)); return [on(g.e, g.f), on(%v < 0 ? g.e : %[2]v, %v), { X: m.a, Y: m.a }] })(%s)`
	r := value[[3]point](b, fmt.Sprintf(where, i, to.X, to.Y, svg))
	switch way {
	case "mouse":
		b.drag(r[0], r[1])
		return
	case "touch":
		b.swipe(r[0], r[1])
		return
	}
	b.eval(fmt.Sprintf("%s.querySelectorAll('.point')[%d].focus()", svg, i))
	for range 120 {
		r = value[[3]point](b, fmt.Sprintf(where, i, to.X, to.Y, svg))
		dx, dy, step := r[1].X-r[0].X, r[1].Y-r[0].Y, 1.4*r[2].X
		key, off := "", math.Max(math.Abs(dx), math.Abs(dy))
		switch {
		case dx > step && math.Abs(dx) >= math.Abs(dy):
			key = kb.ArrowRight
		case dx < -step && math.Abs(dx) >= math.Abs(dy):
			key = kb.ArrowLeft
		case dy > step/2:
			key = kb.ArrowDown
		case dy < -step/2:
			key = kb.ArrowUp
		default:
			return
		}
		if off > 20*step {
			b.keys(key, chromedp.ModifierShift)
		} else {
			b.keys(key)
		}
	}
}

// TestGuessShots writes pictures of every question, open and answered, where TestShots writes its own.
func TestGuessShots(t *testing.T) {
	dir := os.Getenv("EMERGENT_SHOTS")
	if dir == "" {
		t.Skip("EMERGENT_SHOTS names no folder: run ./build.sh shots")
	}
	for _, d := range []struct {
		name string
		device
		theme string
	}{{"wide", wide, "light"}, {"wide", wide, "dark"}, {"phone", phone, "light"}, {"phone", phone, "dark"},
		{"framed", framed, "light"}, {"framed", framed, "dark"}} {
		b := article(t, d.device)
		b.system(d.theme)
		for _, g := range guesses {
			b.comesToGuess(g)
			b.eval(fmt.Sprintf("document.querySelector('#%s .guess').scrollIntoView({ block: innerWidth < 600 ? 'end' "+
				": 'center', behavior: 'instant' })", g.step))
			b.settled()
			b.picture(filepath.Join(dir, fmt.Sprintf("guess-%s-%s-%s.png", g.name, d.name, d.theme)))
			b.tries(g.step, g.wrong, "mouse")
			b.act("mouse", fmt.Sprintf("#%s .guess [type=submit]", g.step))
			b.until(fmt.Sprintf("!document.querySelector('#%s .guess [role=status]').textContent.startsWith('Asking')",
				g.step))
			b.settled()
			b.picture(filepath.Join(dir, fmt.Sprintf("guess-%s-%s-%s-wrong.png", g.name, d.name, d.theme)))
		}
	}
}
