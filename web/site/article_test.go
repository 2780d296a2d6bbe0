package site

import (
	"cmp"
	"encoding/json"
	"fmt"
	"html"
	"math"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/scenes"
)

func readFile(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func all(text, pattern string) []string {
	var list []string
	for _, m := range regexp.MustCompile(pattern).FindAllStringSubmatch(text, -1) {
		list = append(list, m[1])
	}
	return list
}

// built is index.html as the build writes it.
func built(t *testing.T, base string) string {
	t.Helper()
	presets, err := ReadPresets("../static/presets")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := article("..", dir, pageData{Presets: presets, Base: base}); err != nil {
		t.Fatal(err)
	}
	for _, name := range all(readFile(t, dir+"/index.html"), `(?:src|srcset)="(static/posters/[^"]+)"`) {
		if _, err := os.Stat(dir + "/" + name); err != nil {
			t.Errorf("a picture is missing: %v", err)
		}
	}
	return readFile(t, dir+"/index.html")
}

// The parts stand in the order of the story, and each shows the figure it is about.
func TestParts(t *testing.T) {
	parts, err := readParts(readFile(t, "../index.html"))
	if err != nil {
		t.Fatal(err)
	}
	// and what follows from it
	order := []string{"hull", "equilibrium", "equilibrium", "conversation", "quantal", "selection", "hull", "lab",
		"lab"}
	at := 0
	for _, p := range parts {
		if len(p.Steps) == 0 {
			t.Errorf("part %s has no step", p.ID)
			continue
		}
		for at < len(order) && order[at] != p.Steps[0].Scene {
			at++
		}
		if at == len(order) {
			t.Errorf("part %s about %s stands in the wrong place", p.ID, p.Steps[0].Scene)
			break
		}
		at++
		for _, s := range p.Steps {
			if !slices.Contains(scenes.Scenes(), s.Scene) {
				t.Errorf("step %s shows %q; the figures are %v", s.ID, s.Scene, scenes.Scenes())
			}
		}
	}
	for _, scene := range scenes.Scenes() {
		if !slices.ContainsFunc(parts, func(p Part) bool {
			return slices.ContainsFunc(p.Steps, func(s Step) bool { return s.Scene == scene })
		}) {
			t.Errorf("no step shows the figure %s", scene)
		}
	}
}

func TestReadPartsRefuses(t *testing.T) {
	for name, source := range map[string]string{
		"no heading":      `<section class="part" id="a"><p>x</p></section>`,
		"no id":           `<section class="part"><h2>A</h2></section>`,
		"markup in title": `<section class="part" id="a"><h2>A <em>b</em></h2></section>`,
		"step alone":      `<section class="step" id="a" data-scene="hull"><h3>A</h3></section>`,
	} {
		if parts, err := readParts(source); err == nil {
			t.Errorf("%s: read as %v", name, parts)
		}
	}
}

// The table of contents lists the parts and the sections at the end, and every link within the
// page leads somewhere.
func TestContents(t *testing.T) {
	page := built(t, "")
	parts, _ := readParts(readFile(t, "../index.html"))
	nav := page[strings.Index(page, `<nav id="contents"`):]
	nav = nav[:strings.Index(nav, "</nav>")]
	got := all(nav, `href="#([a-z-]+)"`)
	var want []string
	for _, p := range parts {
		want = append(want, p.ID)
		if !strings.Contains(nav, ">"+html.EscapeString(p.Title)+"<") {
			t.Errorf("the contents do not name %q", p.Title)
		}
	}
	want = append(want, "glossary", "references", "cite")
	if !slices.Equal(got, want) {
		t.Errorf("the contents list %v, the page has %v", got, want)
	}
	ids := all(page, ` id="([^"]+)"`)
	slices.Sort(ids)
	if n := len(slices.Compact(slices.Clone(ids))); n != len(ids) {
		t.Errorf("%d ids are used twice: %v", len(ids)-n, ids)
	}
	for _, id := range all(page, `href="#([^"]+)"`) {
		if _, found := slices.BinarySearch(ids, id); !found {
			t.Errorf("a link leads to #%s, which is nowhere", id)
		}
	}
	for _, p := range parts {
		for _, s := range p.Steps {
			if !strings.Contains(page, `<a href="#`+s.ID+`">`) {
				t.Errorf("the heading of %s does not link to itself", s.ID)
			}
		}
	}
}

// Every term that the text uses is defined, every definition is used, in the order of the
// alphabet.
func TestGlossary(t *testing.T) {
	page := readFile(t, "../index.html")
	used := all(page, `<a class="term" href="#g-([a-z]+)"`)
	defined := all(page, `<div id="g-([a-z]+)"><dt>[^<]+</dt><dd>[^<]`)
	slices.Sort(used)
	used = slices.Compact(used)
	sorted := slices.Sorted(slices.Values(defined))
	if !slices.Equal(used, sorted) {
		t.Errorf("used    %v\ndefined %v", used, sorted)
	}
	titles := all(page, `<dt>([^<]+)</dt>`)
	if !slices.IsSortedFunc(titles, func(a, b string) int {
		return strings.Compare(strings.ToLower(a), strings.ToLower(b))
	}) {
		t.Errorf("not in alphabetical order: %v", titles)
	}
}

// A badge says the claim for the scenario of its own step before any program runs.
func TestBadgesAreFilled(t *testing.T) {
	page := built(t, "")
	if left := all(page, `<details class="badge" data-claim="([a-z-]+)"></details>`); left != nil {
		t.Errorf("empty badges: %v", left)
	}
	ladder := page[strings.Index(page, `id="ladder"`):]
	if !regexp.MustCompile(`data-claim="competition" data-state="empty">.*measured 0.559.*<li`).MatchString(ladder) {
		t.Error("the ladder's badge has no numbers")
	}
	best := page[strings.Index(page, `id="best"`):]
	if !regexp.MustCompile(`data-claim="selection-bound" data-state="empty"`).MatchString(best) {
		t.Error("the badge of the selection is not about its step")
	}
}

// Why it works is in the text, with bars on an example where the numbers differ: in silence and
// with one agent alone somebody would gain by telling everything, in equilibrium nobody would.
func TestReasonInBars(t *testing.T) {
	page := built(t, "")
	why := page[strings.Index(page, `id="why"`):]
	why = why[:strings.Index(why, "</section>")]
	for _, said := range []string{"tell you everything", "none of them wants to change",
		"each has at least what full disclosure would give it", "You are a mixture of them. So you have, too."} {
		if !strings.Contains(why, said) {
			t.Errorf("the reason lacks %q", said)
		}
	}
	outcomes := strings.Split(why, `<div class="outcome">`)[1:]
	if len(outcomes) != 3 {
		t.Fatalf("%d outcomes", len(outcomes))
	}
	for i, want := range []int{3, 3, 0} { // of three agents and the user, as TestOutcomes in scenes/claim has them
		if n := strings.Count(outcomes[i], "would gain"); n != want {
			t.Errorf("outcome %d: %d would gain by telling everything, want %d", i, n, want)
		}
		if has := all(outcomes[i], `<span class="has">([0-9.]+)</span>`); len(has) != 4 {
			t.Errorf("outcome %d has the values %v", i, has)
		}
	}
	inside := page[strings.Index(page, `id="inside"`):]
	if !strings.Contains(inside[:strings.Index(inside, "</section>")], "45 % of what the Economist wants, 25 %") {
		t.Error("the mixture is not given in numbers")
	}
}

// What a newcomer stumbles over is not in the text: identifiers, how the program computes, where
// our knowledge of the paper is from, a user who is somebody else.
func TestWords(t *testing.T) {
	page := readFile(t, "../index.html")
	text := liveNumber.ReplaceAllString(page[strings.Index(page, "<article"):strings.Index(page, "</article>")], "$2")
	for _, not := range []string{"FLOOR_ANY", "FLOOR any", "it lists the corners", "linear program", "public summaries",
		" she ", " She ", " her ", "Pins mark"} {
		if strings.Contains(text, not) {
			t.Errorf("the text says %q", not)
		}
	}
	for _, said := range []string{"Of 100 accused 30 are guilty", "weighted alignment", "market alignment",
		"by a rule that does not listen", "all equilibria of agents who share a random draw", "What is assumed"} {
		if !strings.Contains(text, said) {
			t.Errorf("the text does not say %q", said)
		}
	}
	if glossary := page[strings.Index(page, `id="g-aligned"`):]; !strings.Contains(glossary[:strings.Index(glossary,
		"</dd>")], "by a rule that does not listen") {
		t.Error("the glossary does not say that ALIGNED does not listen")
	}
	if strings.Contains(page, "public summaries") {
		t.Error("the references say how we read the paper: that is in docs/model.md")
	}
	if !strings.Contains(readFile(t, "../../docs/model.md"), "abstract and public summaries") {
		t.Error("docs/model.md does not say how we read the paper")
	}
}

// liveNumber is a number of the text that is one of the figure's: its attributes and what is written.
var liveNumber = regexp.MustCompile(`<span class="number" ([^>]*)>([^<]*)</span>`)

// A number that can be changed in the text is written as it is in the scenario of its step.
func TestNumbersOfTheText(t *testing.T) {
	page := readFile(t, "../index.html")
	parts, err := readParts(page)
	if err != nil {
		t.Fatal(err)
	}
	steps := map[string]Step{}
	for _, p := range parts {
		for _, s := range p.Steps {
			steps[s.ID] = s
		}
	}
	n := 0
	for _, section := range strings.Split(page, `<section class="step" id="`)[1:] {
		id, rest, _ := strings.Cut(section, `"`)
		for _, m := range liveNumber.FindAllStringSubmatch(strings.Split(rest, "</section>")[0], -1) {
			n++
			if _, setting, ok := strings.Cut(m[1], `data-control="`); ok {
				name, _, _ := strings.Cut(setting, `"`)
				if got := steps[id].Values[name]; got != m[2] {
					t.Errorf("step %s: the text says %s, the view %q", id, m[2], got)
				}
				continue
			}
			if err := sameNumber(readFile(t, "../static/presets/"+steps[id].Preset+".json"), m[1], m[2]); err != nil {
				t.Errorf("step %s: %v", id, err)
			}
		}
	}
	if n < 4 {
		t.Errorf("%d numbers in the text can be changed", n)
	}
}

// sameNumber compares what is written with the value at a path of a scenario.
func sameNumber(scenario, attributes, written string) error {
	datum := func(name string) string {
		_, rest, _ := strings.Cut(attributes, "data-"+name+`="`)
		value, _, _ := strings.Cut(rest, `"`)
		return value
	}
	var at any
	if err := json.Unmarshal([]byte(scenario), &at); err != nil {
		return err
	}
	for key := range strings.SplitSeq(datum("number"), ".") {
		switch o := at.(type) {
		case map[string]any:
			at = o[key]
		case []any:
			i, err := strconv.Atoi(key)
			if err != nil || i >= len(o) {
				return fmt.Errorf("%s: there is no %q", datum("number"), key)
			}
			at = o[i]
		}
	}
	value, _ := at.(float64)
	scale, err := strconv.ParseFloat(cmp.Or(datum("scale"), "1"), 64)
	if err != nil {
		return err
	}
	if got := strconv.FormatFloat(value*scale, 'g', 6, 64); got != written {
		return fmt.Errorf("%s: the text says %s, the scenario %s", datum("number"), written, got)
	}
	return nil
}

// A picture in the size of the figure's place is as large as that, and its drawing where the
// drawing will be: the triangle fills the room over the words.
func TestBoxPosters(t *testing.T) {
	presets, err := ReadPresets("../static/presets")
	if err != nil {
		t.Fatal(err)
	}
	step := Step{ID: "who", Scene: "hull", Preset: "specialists"}
	_, f, err := drawStep(step, presets)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := boxPosters(dir, step, f, true); err != nil {
		t.Fatal(err)
	}
	for _, b := range boxes {
		svg := readFile(t, fmt.Sprintf("%s/at-who-%s-light.svg", dir, b.name()))
		if want := fmt.Sprintf(`viewBox="0 0 %g %g"`, b.width, b.height); !strings.Contains(svg, want) {
			t.Errorf("%s: no %s in %q", b.name(), want, svg[:200])
		}
		place, _ := b.places(step)
		corner := regexp.MustCompile(`<path d="M([0-9.]+) ([0-9.]+)L([0-9.]+) ([0-9.]+)L([0-9.]+) ` +
			`([0-9.]+)Z"`).FindStringSubmatch(svg)
		if corner == nil {
			t.Fatalf("%s: no triangle", b.name())
		}
		low, _ := strconv.ParseFloat(corner[4], 64)
		left, _ := strconv.ParseFloat(corner[3], 64)
		if low > place.H || low < place.H-90 && left > 100 {
			t.Errorf("%s: the triangle reaches from %v to the height %v in %v", b.name(), left, low, place)
		}
	}
}

// The pictures of the steps, and the formulas, have words for those who do not see them.
func TestStepPictures(t *testing.T) {
	page := built(t, "")
	alts := all(page, `</a></h3>\s*<picture class="poster"><source [^>]*><img src="static/posters/step-[^>]* alt="([^"]*)"`)
	if n := strings.Count(page, `class="step"`); len(alts) != n {
		t.Errorf("%d pictures with words for %d steps", len(alts), n)
	}
	for i, math := range all(page, `<math display="block"([^>]*)>`) {
		if !strings.Contains(math, "alttext=") {
			t.Errorf("formula %d says nothing where MathML is not read", i)
		}
	}
	for _, alt := range alts {
		if len(alt) < 40 {
			t.Errorf("a picture is described as %q", alt)
		}
	}
}

// Previews need whole addresses: they are there when the build knows the page's own, else not.
func TestPreview(t *testing.T) {
	const image = `<meta property="og:image" content="https://example.org/emergent/static/card.png"/>`
	base, err := checkBase("https://example.org/emergent")
	if err != nil {
		t.Fatal(err)
	}
	if page := built(t, base); !strings.Contains(page, image) ||
		!strings.Contains(page, `<link rel="canonical" href="https://example.org/emergent/"/>`) {
		t.Error("no address in\n" + page[:2500])
	}
	if page := built(t, ""); strings.Contains(page, "og:url") || strings.Contains(page, "og:image") ||
		strings.Contains(page, "canonical") {
		t.Error("an address without a base")
	}
	for _, bad := range []string{"example.org", "javascript:alert(1)", "https://", "https://example.org/?a",
		"https://example.org/#a"} {
		if got, err := checkBase(bad); err == nil {
			t.Errorf("the base %q is taken as %q", bad, got)
		}
	}
}

// The citation is the same wherever it stands.
func TestCitation(t *testing.T) {
	entry := func(text string) string {
		from := strings.Index(text, "@inproceedings")
		if from < 0 {
			return ""
		}
		return text[from : from+strings.Index(text[from:], "\n}")]
	}
	page, readme := entry(readFile(t, "../index.html")), entry(readFile(t, "../../README.md"))
	if page == "" || page != readme {
		t.Errorf("the page says\n%s\nthe README\n%s", page, readme)
	}
}

// triangleRE is a triangle among the paths of a drawing.
var triangleRE = regexp.MustCompile(`d="M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)Z"`)

// pointsUp says which way the largest triangle of a drawing with a level side points.
func pointsUp(t *testing.T, svg string) (up bool) {
	t.Helper()
	area := 0.
	for _, m := range triangleRE.FindAllStringSubmatch(svg, -1) {
		var p [6]float64
		for i := range p {
			p[i], _ = strconv.ParseFloat(m[i+1], 64)
		}
		size := math.Abs((p[2]-p[0])*(p[5]-p[1])-(p[4]-p[0])*(p[3]-p[1])) / 2
		for i := range 3 {
			a, b, c := 2*i, (2*i+2)%6, (2*i+4)%6
			if size > area && math.Abs(p[a+1]-p[b+1]) < 0.5 {
				area, up = size, p[c+1] < p[a+1]
			}
		}
	}
	if area < 1000 {
		t.Fatal("there is no triangle")
	}
	return up
}

// The triangle of beliefs does not look like that of interests: it stands on its tip, and the text says at
// the first of them that it is another one.
func TestTriangleOfBeliefsIsAnother(t *testing.T) {
	presets, err := ReadPresets("../static/presets")
	if err != nil {
		t.Fatal(err)
	}
	page := readFile(t, "../index.html")
	parts, err := readParts(page)
	if err != nil {
		t.Fatal(err)
	}
	seen, shown := map[string]int{}, map[string]bool{}
	for _, p := range parts {
		for _, s := range p.Steps {
			if s.Preset != "specialists" && s.Preset != "shared-bias" && s.Preset != "clinic" ||
				s.Scene != "hull" && s.Scene != "equilibrium" && s.Scene != "conversation" || shown[s.Scene+s.Preset] {
				continue // other figures, other states, or the same picture
			}
			shown[s.Scene+s.Preset] = true
			d, _, err := drawStep(s, presets)
			if err != nil {
				t.Fatal(err)
			}
			interests := s.Scene == "hull"
			for _, svg := range [][]byte{d.light, d.dark} {
				if up := pointsUp(t, string(svg)); up != interests {
					t.Errorf("step %s: the triangle of %s points up: %v", s.ID, s.Scene, up)
				}
			}
			seen[s.Scene]++
		}
	}
	if seen["hull"] < 2 || seen["equilibrium"] < 1 || seen["conversation"] < 1 {
		t.Errorf("triangles were looked at in %v", seen)
	}
	if first := page[strings.Index(page, `id="ladder"`):]; !strings.Contains(first[:3000], "another triangle") {
		t.Error("the text does not say that the triangle of beliefs is another one")
	}
}
