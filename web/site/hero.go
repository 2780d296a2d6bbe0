package site

import (
	"encoding/json"
	"fmt"
	"html"
	"html/template"
	"regexp"
	"strings"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// The hero is the triangle of the first step as part of the page itself, live from the first
// paint: article/hero.js moves its points and tests the hull of its three agents until the figure
// is there. Where everything stands in a box is read off the figure's own picture for it.

var (
	heroCorners = regexp.MustCompile(`d="M([\d.]+ [\d.]+)L([\d.]+ [\d.]+)L([\d.]+ [\d.]+)Z"`)
	heroText    = regexp.MustCompile(`<text x="([\d.]+)" y="([\d.]+)" font-size="([\d.]+)" ` +
		`text-anchor="(\w)\w*"[^>]*>([^<]*)</text>`)
)

// heroScenario is a scenario that the hero can show: three agents among three criteria.
func heroScenario(s engine.Scenario) error {
	if len(s.Criteria) != 3 || len(s.Agents) != 3 {
		return fmt.Errorf("hero: %q has %d criteria and %d agents, the first step needs three of each",
			s.Title, len(s.Criteria), len(s.Agents))
	}
	for i, p := range append(s.Agents[:3:3], s.User) {
		if len(p.Weights) != 3 {
			return fmt.Errorf("hero: party %d of %q has no weights", i, s.Title)
		}
	}
	return nil
}

// heroWords are the texts of the figure's picture in their order: letters, corners, names, shares.
func heroWords(s engine.Scenario) []string {
	var texts []string
	for i := range s.Agents {
		texts = append(texts, s.Letter(i))
	}
	for _, c := range s.Criteria {
		texts = append(texts, c.Name)
	}
	texts = append(texts, "You")
	for _, a := range s.Agents {
		texts = append(texts, a.Name)
	}
	for _, w := range engine.Solve(s).Alignment.Weights {
		texts = append(texts, words.Value(w))
	}
	return texts
}

// heroBox writes where things stand in a picture that is as large as a box: its size, the height
// of the drawing, the radius of a disc and the size of a share's text, the three corners, and
// place and anchor of the seven names.
func heroBox(b box, drawing float64, svg []byte, words []string) (string, error) {
	corners, texts := heroCorners.FindSubmatch(svg), heroText.FindAllSubmatch(svg, -1)
	if corners == nil || len(texts) != len(words) {
		return "", fmt.Errorf("hero, %s: the picture has %d texts, want %d", b.name(), len(texts), len(words))
	}
	list := []string{fmt.Sprintf("%g %g %g %s %s %s %s %s", b.width, b.height, drawing, texts[0][3],
		texts[len(texts)-1][3], corners[1], corners[2], corners[3])}
	for i, t := range texts {
		if got := html.UnescapeString(string(t[5])); got != words[i] {
			return "", fmt.Errorf("hero, %s: text %d of the picture is %q, want %q", b.name(), i, got, words[i])
		}
		if i >= 3 && i < 10 {
			list = append(list, fmt.Sprintf("%s %s %s %s", t[1], t[2], t[4], t[3]))
		}
	}
	return strings.Join(list, " "), nil
}

// heroData is what hero.js reads: the scenario's points and names, and the boxes.
type heroData struct {
	Agents  [][]float64 `json:"agents"`
	User    []float64   `json:"user"`
	Letters []string    `json:"letters"`
	Corners []string    `json:"corners"`
	Boxes   []string    `json:"boxes"`
}

// hero writes the markup of the hero for the first step.
func hero(step Step, presets []Preset) (template.HTML, error) {
	d, f, err := drawStep(step, presets)
	if err != nil {
		return "", err
	}
	s := d.scenario
	if err := heroScenario(s); err != nil {
		return "", err
	}
	words := heroWords(s)
	data := heroData{User: s.User.Weights, Corners: words[3:6], Letters: words[:3]}
	for _, a := range s.Agents {
		data.Agents = append(data.Agents, a.Weights)
	}
	for _, b := range boxes {
		place, svg, err := f.inBox(b, step, "light")
		if err != nil {
			return "", err
		}
		at, err := heroBox(b, place.H, svg, words)
		if err != nil {
			return "", err
		}
		data.Boxes = append(data.Boxes, at)
	}
	written, err := json.Marshal(data)
	if err != nil {
		return "", err
	}
	return heroMarkup(s, string(written)), nil
}

// heroMarkup is the hero without its places, which the script sets: a browser without one shows
// the pictures of the steps.
func heroMarkup(s engine.Scenario, data string) template.HTML {
	var b strings.Builder
	e := html.EscapeString
	fmt.Fprintf(&b, `<div id="hero" slot="frame" role="group" aria-label="The triangle, while the figure loads" `+
		`data-hero="%s" hidden><svg>`, e(data))
	b.WriteString(`<rect class="sheet"/><path class="simplex"/><path class="grid"/><path class="edge"/><path ` +
		`class="hull"/>`)
	for i := range s.Agents {
		fmt.Fprintf(&b, `<path class="spoke" data-agent="%d"/>`, i)
	}
	for i, a := range s.Agents {
		fmt.Fprintf(&b, `<g class="point" data-agent="%d" tabindex="0" role="slider" aria-roledescription="movable `+
			`point" aria-valuemin="0" aria-valuemax="100" aria-label="Agent %s: %s"><circle class="grip" `+
			`r="24"/><circle class="halo"/><circle class="disc"/><text dy="0.35em">%s</text></g>`,
			i, e(s.Letter(i)), e(a.Name), e(s.Letter(i)))
	}
	fmt.Fprintf(&b, `<g class="point you" tabindex="0" role="slider" aria-roledescription="movable point" `+
		`aria-valuemin="0" aria-valuemax="100" aria-label="You: %s"><circle class="grip" r="24"/><path/></g>`,
		e(s.User.Name))
	for _, name := range heroWords(s)[3:10] {
		fmt.Fprintf(&b, `<text class="name">%s</text>`, e(name))
	}
	for range s.Agents {
		b.WriteString(`<text class="share" dy="0.35em"></text>`)
	}
	b.WriteString(`<path class="hand" hidden/></svg><p role="status"></p></div>`)
	return template.HTML(b.String())
}
