//go:build e2e

package e2e

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"image/png"
	"os"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/engine/experiment"
	"github.com/emergent-alignment/emergent/web/webdriver"
)

// core is what every engine is tried with: each row of docs/browsers.md, in words of a reader.
var core = []struct {
	name string
	test func(*visitor)
}{
	{"loads, and says what the engine says", coreLoad},
	{"drag by mouse, undo, redo", coreDrag},
	{"drag by keyboard, undo by keys", coreKeys},
	{"a link opens the same state", coreLink},
	{"six figures draw", coreFigures},
	{"at rest no frame is drawn", coreRest},
	{"a conversation plays to its end", corePlay},
	{"pictures and data are saved", coreExport},
	{"the lab runs on workers", coreLab},
	{"the element on another site", coreEmbed},
	{"without a network, after one visit", coreOffline},
	{"one file, from a disk", coreStandalone},
}

// The core of what readers do, in each engine. EMERGENT_TABLE names a file with a table to write
// (docs/browsers.md).
func TestCore(t *testing.T) {
	table := map[string][]string{}
	var names []string
	for _, e := range browsers {
		t.Run(e.name, func(t *testing.T) {
			v := e.visit(t)
			v.size(1100, 700) // one page for most of it
			names = append(names, v.Version())
			for _, row := range core {
				t.Run(row.name, func(t *testing.T) { row.test(enter(t, v.Browser, nil)) })
				table[row.name] = append(table[row.name], result(t))
			}
		})
	}
	if name := os.Getenv("EMERGENT_TABLE"); name != "" && len(names) == len(browsers) {
		rows := make([][]string, len(core))
		for i, row := range core {
			rows[i] = append([]string{row.name}, table[row.name]...)
		}
		writeTable(t, name, "engines", append([]string{"what"}, names...), rows)
	}
}

func result(t *testing.T) string {
	if t.Failed() {
		return "fails"
	}
	return "works"
}

// writeTable puts a table between the two comments of a Markdown file that bear its name.
func writeTable(t *testing.T, name, table string, head []string, rows [][]string) {
	t.Helper()
	begin, end := "<!-- "+table+": written by the tests -->\n", "<!-- end of "+table+" -->"
	before, rest, found := strings.Cut(file(t, name), begin)
	_, after, ended := strings.Cut(rest, end)
	if !found || !ended {
		t.Fatalf("%s has no place for the table %q", name, table)
	}
	var b strings.Builder
	line := func(cells []string) { fmt.Fprintf(&b, "| %s |\n", strings.Join(cells, " | ")) }
	line(head)
	line(strings.Split(strings.Repeat("--- ", len(head)-1)+"---", " "))
	for _, row := range rows {
		line(row)
	}
	if err := os.WriteFile(name, []byte(before+begin+b.String()+end+after), 0o644); err != nil {
		t.Fatal(err)
	}
}

// scenario returns what the page holds, read by the engine.
func (v *visitor) scenario() engine.Scenario {
	v.Helper()
	return v.scenarioOf("emergent.getScenario()")
}

// scenarioOf reads the scenario that an expression returns.
func (v *visitor) scenarioOf(expression string) engine.Scenario {
	v.Helper()
	s, err := engine.Parse([]byte(read[json.RawMessage](v, expression)))
	if err != nil {
		v.Fatal(err)
	}
	return s
}

// agrees checks that the page's result is the engine's.
func (v *visitor) agrees() {
	v.Helper()
	if d := differs(string(read[json.RawMessage](v, "emergent.getResult()")), engine.Solve(v.scenario())); d != "" {
		v.Errorf("getResult differs from the engine run natively: %s", d)
	}
}

// at is the middle of an element, in whole CSS pixels.
func (v *visitor) at(selector string) [2]int {
	v.Helper()
	return read[[2]int](v, fmt.Sprintf("(r => [Math.round(r.x + r.width/2), Math.round(r.y + "+
		"r.height/2)])(document.querySelector(%q).getBoundingClientRect())", selector))
}

// shows has a preset in one of the figures, on the page that is there if it is the stage: loading
// takes longest.
func (v *visitor) shows(name, scene string) {
	v.Helper()
	if !read[bool](v,
		fmt.Sprintf("location.href.startsWith('%s/stage.html') && document.documentElement.dataset.state === 'live'",
			host.URL)) {
		v.figure("?preset=" + name + "&scene=" + scene)
		return
	}
	v.eval(fmt.Sprintf("emergent.setScenario(%s)", engine.Format(preset(v.T, name))))
	v.eval(fmt.Sprintf("emergent.setView({ scene: %q })", scene))
	v.until(fmt.Sprintf("document.documentElement.dataset.scene === %q && %s", scene, rests(10)))
}

// rests reports whether no frame of the figure is drawn in so many of the browser's.
func rests(frames int) string {
	return fmt.Sprintf(`(async (drawn) => drawn > 0 && await new Promise((done) => {
		let n = %d;
		const tick = () => --n ? requestAnimationFrame(tick) : done(emergent.stats().frames);
		tick();
	}) === drawn)(emergent.stats().frames)`, frames)
}

func coreLoad(v *visitor) {
	v.figure("?preset=specialists")
	same(v.T, "the preset", v.scenario(), preset(v.T, "specialists"))
	v.agrees()
}

func coreDrag(v *visitor) {
	v.shows("specialists", "hull")
	start := v.scenario()
	p := v.at(agent0)
	v.act(webdriver.Drag(p, [2]int{p[0] - 20, p[1] + 20}, [2]int{p[0] - 40, p[1] + 50}, [2]int{p[0] - 60, p[1] + 70}))
	v.until("emergent.getScenario().agents[0].weights[0] !== " + number(start.Agents[0].Weights[0]))
	after := v.scenario()
	moved(v.T, after, start, 0)
	v.agrees()
	if !read[bool](v, "emergent.undo()") {
		v.Error("nothing to undo")
	}
	same(v.T, "after one undo", v.scenario(), start)
	v.act(webdriver.Click(v.at("#redo")))
	v.until("emergent.getScenario().agents[0].weights[0] !== " + number(start.Agents[0].Weights[0]))
	same(v.T, "after redo by its button", v.scenario(), after)
}

func coreKeys(v *visitor) {
	v.shows("specialists", "hull")
	v.eval("window.before = JSON.stringify(emergent.getScenario().agents)")
	v.eval("document.querySelector('" + agent0 + "').focus()")
	v.act(webdriver.Press(webdriver.Right))
	v.until("JSON.stringify(emergent.getScenario().agents) !== before")
	v.agrees()
	v.act(webdriver.Press(webdriver.Tab))
	if read[bool](v, "document.activeElement.matches('"+agent0+"')") {
		v.Error("Tab stays where it is")
	}
	v.act(webdriver.Chord(webdriver.Control, "z"))
	v.until("JSON.stringify(emergent.getScenario().agents) === before")
}

func coreLink(v *visitor) {
	v.shows("specialists", "hull")
	v.eval("window.was = location.hash, emergent.setScenario({...emergent.getScenario(), title: 'kept'})")
	v.until("location.hash !== was")
	address, want := read[string](v, "location.href"), v.scenario()
	v.navigate("about:blank")
	v.navigate(address)
	v.until("window.emergent?.getScenario")
	v.eval("emergent.ready")
	same(v.T, "opened again", v.scenario(), want)
}

func coreFigures(v *visitor) {
	v.shows("judge", "hull")
	for _, scene := range read[[]string](v,
		"[...document.querySelectorAll('#scenes button')].map((e) => e.dataset.scene)") {
		v.eval(fmt.Sprintf("emergent.setView({scene: %q})", scene))
		v.until(fmt.Sprintf("document.documentElement.dataset.scene === %q && "+
			"document.getElementById('labels').textContent.length > 10", scene))
		v.agrees()
		v.picture(scene)
	}
}

// It comes to rest: the count of frames stands still over sixty frames of the browser.
func coreRest(v *visitor) {
	v.shows("specialists", "hull")
	v.until(rests(60))
}

func corePlay(v *visitor) {
	v.shows("clinic", "conversation")
	v.until(shownRound + " === 0")
	v.eval("emergent.setView({ scene: 'conversation', values: { play: 'true', speed: '3' } })")
	v.until(shownRound + " > 0")
	v.until("!" + plays + " && " + shownRound + " === 4")
}

func coreExport(v *visitor) {
	v.shows("specialists", "hull")
	if svg := read[string](v, "emergent.exportSVG()"); !strings.Contains(svg, "Ecologist") {
		v.Errorf("exportSVG returned %.80q", svg)
	}
	if csv := read[string](v, "emergent.exportCSV()"); strings.Count(csv, "\n") < 4 {
		v.Errorf("exportCSV returned %.80q", csv)
	}
	_, data, _ := strings.Cut(read[string](v, "emergent.exportPNG(1)"), "base64,")
	raw, err := base64.StdEncoding.DecodeString(data)
	if err != nil {
		v.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(raw))
	if err != nil {
		v.Fatal(err)
	}
	colors := map[uint32]bool{}
	for y := img.Bounds().Min.Y; y < img.Bounds().Max.Y; y += 3 {
		for x := img.Bounds().Min.X; x < img.Bounds().Max.X; x += 3 {
			r, g, b, _ := img.At(x, y).RGBA()
			colors[r>>13<<16|g>>13<<8|b>>13] = true
		}
	}
	if len(colors) < 8 || len(colors) > 200 { // a drawing, neither blank nor noise
		v.Errorf("the picture has %d kinds of colour", len(colors))
	}
}

// quickLab is an experiment of several parts that takes a moment in every engine.
var quickLab = map[string]string{"lab.kind": "hull", "lab.runs": "300", "lab.seed": "7"}

func coreLab(v *visitor) {
	values := quickLab
	want := native(v.T, specOf(v.T, values), nil)
	v.runLab()
	var r experiment.Report
	if err := json.Unmarshal(read[json.RawMessage](v, "emergent.getReport()"), &r); err != nil {
		v.Fatal(err)
	}
	agree(v.T, "the lab", string(experiment.Text(r)), want)
}

// runLab runs that experiment on the workers, whose program is fetched then.
func (v *visitor) runLab() {
	v.Helper()
	text, err := json.Marshal(quickLab)
	if err != nil {
		v.Fatal(err)
	}
	v.eval(`emergent.setView({ scene: "lab", values: { ...` + string(text) + `, play: "true" } })`)
	v.until(`emergent.getReport().then((r) => r !== null)`)
}

func coreEmbed(v *visitor) {
	v.navigate(hostPage(v.T, `<emergent-alignment id="figure" preset="specialists" height="480"></emergent-alignment>
		<script>window.changes = 0; figure.addEventListener('change', () => changes++)</script>`))
	v.eval("figure.ready")
	s := preset(v.T, "specialists")
	s.Agents[0].Weights = []float64{0.25, 0.25, 0.5}
	v.eval("figure.setScenario(" + string(engine.Format(s)) + ")")
	v.until("changes > 0")
	same(v.T, "set by the page", v.scenarioOf("figure.getScenario()"), s)
	if d := differs(string(read[json.RawMessage](v, "figure.getResult()")), engine.Solve(s)); d != "" {
		v.Error(d)
	}
}

func coreOffline(v *visitor) {
	h := newStaticHost(v.T, dist)
	v.tolerate = []string{"ServiceWorker", "posters", "NS_ERROR", "ERR_"} // pictures of steps are not kept
	v.navigate(h.URL + mount)
	v.eval(figure + ".ready")
	v.until("navigator.serviceWorker.getRegistration().then((r) => r?.active?.state === 'activated')")
	h.stop()
	v.navigate(h.URL + mount + "stage.html?scene=equilibrium&preset=rivals")
	v.until("window.emergent?.getScenario")
	v.eval("emergent.ready")
	same(v.T, "without a network", v.scenario(), preset(v.T, "rivals"))
	v.agrees()
}

func coreStandalone(v *visitor) {
	v.navigate(alone(v.T) + "?preset=rivals")
	v.until("document.documentElement.dataset.state === 'live'")
	same(v.T, "a preset by its name", v.scenario(), preset(v.T, "rivals"))
	v.agrees()
}
