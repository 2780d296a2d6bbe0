package site

import (
	"html"
	"os"
	"regexp"
	"slices"
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
	order := []string{"equilibrium", "hull", "equilibrium", "conversation", "quantal", "selection", "lab"}
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
		if !slices.ContainsFunc(parts, func(p Part) bool { return slices.ContainsFunc(p.Steps, func(s Step) bool { return s.Scene == scene }) }) {
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
	if !slices.IsSortedFunc(titles, func(a, b string) int { return strings.Compare(strings.ToLower(a), strings.ToLower(b)) }) {
		t.Errorf("not in alphabetical order: %v", titles)
	}
}

// A badge says the claim for the scenario of its own step before any program runs.
func TestBadgesAreFilled(t *testing.T) {
	page := built(t, "")
	if left := badgeRE.FindAllString(page, -1); left != nil {
		t.Errorf("empty badges: %v", left)
	}
	ladder := page[strings.Index(page, `id="ladder"`):]
	if !regexp.MustCompile(`data-claim="competition" data-state="holds">.*bound 0.711, measured 0.711, slack 0.*<li`).MatchString(ladder) {
		t.Error("the ladder's badge has no numbers")
	}
	best := page[strings.Index(page, `id="best"`):]
	if !regexp.MustCompile(`data-claim="selection-bound" data-state="empty"`).MatchString(best) {
		t.Error("the badge of the selection is not about its step")
	}
}

// The pictures of the steps, and the formulas, have words for those who do not see them.
func TestStepPictures(t *testing.T) {
	page := built(t, "")
	alts := all(page, `<img src="static/posters/step-[^>]* alt="([^"]*)"`)
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
	const image = `<meta property="og:image" content="https://example.org/emergent/static/card.png">`
	base, err := checkBase("https://example.org/emergent")
	if err != nil {
		t.Fatal(err)
	}
	if page := built(t, base); !strings.Contains(page, image) || !strings.Contains(page, `<link rel="canonical" href="https://example.org/emergent/">`) {
		t.Error("no address in\n" + page[:2500])
	}
	if page := built(t, ""); strings.Contains(page, "og:url") || strings.Contains(page, "og:image") || strings.Contains(page, "canonical") {
		t.Error("an address without a base")
	}
	for _, bad := range []string{"example.org", "javascript:alert(1)", "https://", "https://example.org/?a", "https://example.org/#a"} {
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
