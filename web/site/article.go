package site

import (
	"bytes"
	"fmt"
	"html"
	"regexp"
	"strings"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/claim"
	"github.com/emergent-alignment/emergent/scenes/theme"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// Part is a part of the article: a heading and the steps under it.
type Part struct {
	ID, Title string
	Steps     []Step
}

// Step is a passage of the article that sets the figure.
type Step struct {
	ID, Title     string
	Scene, Preset string
	Values        map[string]string // further settings of the view
	// "none": the second chart has not been explained yet; "fold": it is where the step's fold is open
	Aside  string
	Claims []string // the badges in it
}

// The markup of the article that the build reads: a part begins with its h2, a step with its
// h3, and a badge names its claim. What is written differently is refused by readParts.
var (
	sectionRE = regexp.MustCompile(`<section class="(part|step)" id="([a-z0-9-]+)"([^>]*)>\s*<h([23])>([^<]*)</h[23]>`)
	datumRE   = regexp.MustCompile(` data-(scene|preset|values|aside)="([^"]*)"`)
	badgeRE   = regexp.MustCompile(`<details class="badge" data-claim="([a-z-]+)"></details>`)
)

// readParts reads parts and steps from the source of the article, in their order.
func readParts(source string) ([]Part, error) {
	found := sectionRE.FindAllStringSubmatchIndex(source, -1)
	if n := strings.Count(source, `class="part"`) + strings.Count(source, `class="step"`); n != len(found) {
		return nil, fmt.Errorf("index.html: %d of %d parts and steps have an id and begin with their heading",
			len(found), n)
	}
	var parts []Part
	for i, at := range found {
		field := func(k int) string { return source[at[2*k]:at[2*k+1]] }
		title := html.UnescapeString(field(5))
		if field(1) == "part" {
			parts = append(parts, Part{ID: field(2), Title: title})
			continue
		}
		if len(parts) == 0 {
			return nil, fmt.Errorf("index.html: step %s stands before the first part", field(2))
		}
		end := len(source)
		if i+1 < len(found) {
			end = found[i+1][0]
		}
		s := Step{ID: field(2), Title: title, Values: map[string]string{}}
		for _, d := range datumRE.FindAllStringSubmatch(field(3), -1) {
			s.set(d[1], d[2])
		}
		for _, b := range badgeRE.FindAllStringSubmatch(source[at[0]:end], -1) {
			s.Claims = append(s.Claims, b[1])
		}
		last := &parts[len(parts)-1]
		last.Steps = append(last.Steps, s)
	}
	return parts, nil
}

func (s *Step) set(name, value string) {
	switch name {
	case "scene":
		s.Scene = value
	case "preset":
		s.Preset = value
	case "aside":
		s.Aside = value
	case "values":
		for pair := range strings.SplitSeq(html.UnescapeString(value), "&") {
			k, v, _ := strings.Cut(pair, "=")
			s.Values[k] = v
		}
	}
}

// writeArticle adds to the page what need not be written by hand: each heading links to
// itself, each step carries the picture of its figure, for readers without the program, and
// each badge says what its claim says for the step's own scenario until the figure is there.
func writeArticle(page []byte, parts []Part, drawn map[string]drawing) ([]byte, error) {
	text := sectionRE.ReplaceAllStringFunc(string(page), func(section string) string {
		m := sectionRE.FindStringSubmatch(section)
		id, level, title := m[2], m[4], m[5]
		plain := fmt.Sprintf("<h%s>%s</h%s>", level, title, level)
		linked := fmt.Sprintf(`<h%s><a href="#%s">%s</a></h%s>`, level, id, title, level)
		return strings.Replace(section, plain, linked+drawn[id].markup(id), 1)
	})
	for _, p := range parts {
		for _, s := range p.Steps {
			text = told(text, s.ID, drawn[s.ID].scenario)
			for _, id := range s.Claims {
				filled, err := badge(drawn[s.ID], id)
				if err != nil {
					return nil, fmt.Errorf("step %s: %w", s.ID, err)
				}
				text = strings.Replace(text, fmt.Sprintf(`<details class="badge" data-claim="%s"></details>`, id),
					filled, 1)
			}
		}
	}
	return []byte(text), nil
}

// drawing is the figure of a step as it stands before anybody touches it.
type drawing struct {
	scenario    engine.Scenario
	light, dark []byte // SVG
	words       string // the same in a sentence
}

func (d drawing) markup(id string) string {
	if d.light == nil {
		return "" // a part: only its steps have a figure
	}
	return fmt.Sprintf("\n        "+`<picture class="poster"><source srcset="static/posters/step-%[1]s-dark.svg" `+
		`media="screen and (prefers-color-scheme: dark)">`+
		`<img src="static/posters/step-%[1]s-light.svg" alt="%[2]s" width="%[3]d" height="%[4]d" `+
		`loading="lazy"></picture>`,
		id, html.EscapeString(d.words), posterWidth, posterHeight)
}

// What a step says of its scenario: bars of what everybody has, and the mixture that the user is.
const (
	outcomesPlace = `<div class="outcomes"></div>`
	mixturePlace  = `<span class="mixture"></span>`
)

// told fills in what a step says of its scenario. Only the step that begins with id is looked at.
func told(text, id string, s engine.Scenario) string {
	at := strings.Index(text, `<section class="step" id="`+id+`"`)
	end := at + strings.Index(text[at:], "</section>")
	step := text[at:end]
	if strings.Contains(step, outcomesPlace) {
		step = strings.Replace(step, outcomesPlace, outcomes(s), 1)
	}
	if strings.Contains(step, mixturePlace) {
		said := `<span class="mixture">` + html.EscapeString(claim.Mixture(s, engine.Solve(s))) + `</span>`
		step = strings.Replace(step, mixturePlace, said, 1)
	}
	return text[:at] + step + text[end:]
}

// outcomes writes them for a scenario, in the markup of outcomes.js: a bar for what somebody has,
// a mark on it for what it would have if everything were told.
func outcomes(s engine.Scenario) string {
	var b bytes.Buffer
	e := html.EscapeString
	b.WriteString(`<div class="outcomes">`)
	for _, o := range claim.Outcomes(s, engine.Solve(s)) {
		fmt.Fprintf(&b, `<div class="outcome"><p class="title">%s</p><ul>`, e(o.Title))
		for _, r := range o.Bars {
			gains := ""
			if x := r.Gains(); x > 0 {
				gains = "would gain " + words.Value(x)
			}
			agent := ""
			if hue := r.Hue(); hue >= 0 {
				agent = fmt.Sprintf(` data-agent="%d"`, hue%len(theme.Named("light").Agents))
			}
			fmt.Fprintf(&b, `<li%s data-gains="%t"><span class="letter">%s</span><span class="name">%s</span>`+
				`<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect width="%.1f" `+
				`height="10"/><path d="M%.1f 0v10"/></svg>`+
				`<span class="has">%s</span><span class="gains">%s</span></li>`,
				agent, gains != "", e(r.Letter), e(r.Name), 100*r.Has, 100*r.Full, words.Value(r.Has), gains)
		}
		b.WriteString("</ul></div>")
	}
	b.WriteString("</div>")
	return b.String()
}

// badge writes one claim about the scenario of a step, in the markup of badges.js.
func badge(d drawing, id string) (string, error) {
	for _, c := range claim.All(d.scenario, engine.Solve(d.scenario)) {
		if c.ID == id {
			return badgeMarkup(c), nil
		}
	}
	return "", fmt.Errorf("there is no claim %q about its scenario", id)
}

func badgeMarkup(c claim.Claim) string {
	state := c.State()
	var b bytes.Buffer
	e := html.EscapeString
	fmt.Fprintf(&b, `<details class="badge" data-claim="%s" data-state="%s"><summary><span `+
		`class="title">%s</span><span class="state">%s</span><span class="figures">%s</span></summary>`,
		c.ID, state, e(c.Title), state.Words(), e(c.Figures()))
	fmt.Fprintf(&b, `<div><p>%s</p><ul class="hypotheses">`, e(c.Statement))
	for _, h := range c.Hypotheses {
		fmt.Fprintf(&b, `<li data-holds="%t">%s: %s</li>`, h.Holds, e(h.Text), e(h.Why))
	}
	b.WriteString("</ul>")
	if len(c.Proof()) > 0 {
		b.WriteString(`<p class="lead-in">Proof, with the numbers of the figure:</p><ol class="proof">`)
		for _, l := range c.Proof() {
			fmt.Fprintf(&b, `<li>%s<span class="numbers">%s</span></li>`, e(l.Text), e(l.Numbers))
		}
		b.WriteString("</ol>")
	}
	b.WriteString("</div></details>")
	return b.String()
}
