package site

import (
	"fmt"
	"slices"
	"strings"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/claim"
	"github.com/emergent-alignment/emergent/scenes/markup"

	"golang.org/x/net/html"
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
	Aside string
}

// readParts reads parts and steps from the source of the article, in their order. Each has an id and begins
// with its heading.
func readParts(source string) ([]Part, error) {
	root, err := parsePage([]byte(source))
	if err != nil {
		return nil, err
	}
	var parts []Part
	for n := range root.Descendants() {
		class, id, heading := attr(n, "class"), attr(n, "id"), headingOf(n)
		switch {
		case class != "part" && class != "step":
		case id == "" || heading == nil:
			return nil, fmt.Errorf("index.html: %s %q has no id or does not begin with its heading", class, id)
		case class == "part":
			parts = append(parts, Part{ID: id, Title: heading.FirstChild.Data})
		case len(parts) == 0:
			return nil, fmt.Errorf("index.html: step %s stands before the first part", id)
		default:
			last := &parts[len(parts)-1]
			last.Steps = append(last.Steps, readStep(n, heading.FirstChild.Data))
		}
	}
	return parts, nil
}

// headingOf is the heading that a section begins with, nil where it is none of plain text.
func headingOf(section *html.Node) *html.Node {
	for n := range section.ChildNodes() {
		if n.Type != html.ElementNode {
			continue
		}
		text := n.FirstChild
		plain := text != nil && text.Type == html.TextNode && text == n.LastChild
		if plain && (n.Data == "h2" || n.Data == "h3") {
			return n
		}
		break
	}
	return nil
}

// readStep reads what a step says of itself.
func readStep(section *html.Node, title string) Step {
	s := Step{ID: attr(section, "id"), Title: title, Scene: attr(section, "data-scene"),
		Preset: attr(section, "data-preset"), Aside: attr(section, "data-aside"), Values: map[string]string{}}
	if values := attr(section, "data-values"); values != "" {
		for pair := range strings.SplitSeq(values, "&") {
			k, v, _ := strings.Cut(pair, "=")
			s.Values[k] = v
		}
	}
	return s
}

// writeArticle adds to the page what need not be written by hand: each heading links to itself, each step
// carries the picture of its figure, for readers without the program, and what its badges, bars and mixtures say
// is about the step's own scenario until the figure is there.
func writeArticle(page []byte, drawn map[string]drawing) ([]byte, error) {
	root, err := parsePage(page)
	if err != nil {
		return nil, err
	}
	for _, n := range slices.Collect(root.Descendants()) {
		class, id := attr(n, "class"), attr(n, "id")
		if class != "part" && class != "step" {
			continue
		}
		heading := headingOf(n)
		link := &html.Node{Type: html.ElementNode, Data: "a", Attr: []html.Attribute{{Key: "href", Val: "#" + id}}}
		text := heading.FirstChild
		heading.RemoveChild(text)
		link.AppendChild(text)
		heading.AppendChild(link)
		if class == "step" {
			if err := drawn[id].write(n, heading); err != nil {
				return nil, fmt.Errorf("step %s: %w", id, err)
			}
		}
	}
	return renderPage(root)
}

// drawing is the figure of a step as it stands before anybody touches it.
type drawing struct {
	scenario    engine.Scenario
	light, dark []byte // SVG
	words       string // the same in a sentence
}

// write puts the picture under the heading of its step, and fills in what the step says of its scenario: bars of
// what everybody has, the mixture that the user is, and claims.
func (d drawing) write(step, heading *html.Node) error {
	for _, n := range slices.Collect(step.Descendants()) {
		var said markup.Tree
		switch attr(n, "class") {
		case "outcomes":
			said.Outcomes(claim.Outcomes(d.scenario, engine.Solve(d.scenario)))
		case "badge":
			if err := d.badge(&said, attr(n, "data-claim")); err != nil {
				return err
			}
		case "mixture":
			setText(n, claim.Mixture(d.scenario, engine.Solve(d.scenario)))
			continue
		default:
			continue
		}
		n.Parent.InsertBefore(element(&said), n)
		n.Parent.RemoveChild(n)
	}
	return insert(step, d.markup(attr(step, "id")), heading.NextSibling)
}

func (d drawing) markup(id string) string {
	return fmt.Sprintf("\n        "+`<picture class="poster"><source srcset="static/posters/step-%[1]s-dark.svg" `+
		`media="screen and (prefers-color-scheme: dark)">`+
		`<img src="static/posters/step-%[1]s-light.svg" alt="%[2]s" width="%[3]d" height="%[4]d" `+
		`loading="lazy"></picture>`,
		id, html.EscapeString(d.words), posterWidth, posterHeight)
}

// badge writes one claim about the scenario of a step.
func (d drawing) badge(t *markup.Tree, id string) error {
	for _, c := range claim.All(d.scenario, engine.Solve(d.scenario)) {
		if c.ID == id {
			t.Badge(&c)
			return nil
		}
	}
	return fmt.Errorf("there is no claim %q about its scenario", id)
}
