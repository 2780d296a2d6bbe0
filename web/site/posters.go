package site

import (
	"bytes"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
	"github.com/emergent-alignment/emergent/scenes/worker"
)

// The poster stands where the figure will be, and instead of it where no program runs.
const (
	posterWidth  = 720
	posterHeight = 600
)

// posters writes each preset's picture in both themes and in every figure, drawn by the very
// code that draws it, and the first preset's as default. The hull needs no figure in its name.
func posters(dir string, presets []Preset) error {
	for i, p := range presets {
		s, err := engine.Parse(p.Data)
		if err != nil {
			return fmt.Errorf("presets/%s.json: %w", p.Name, err)
		}
		names := []string{p.Name}
		if i == 0 {
			names = append(names, "default")
		}
		for _, scene := range scenes.Scenes() {
			if err := posterPair(dir, names, s, scene); err != nil {
				return fmt.Errorf("poster of %s, %s: %w", p.Name, scene, err)
			}
		}
	}
	return nil
}

// posterPair writes one picture in both themes under each of the names.
func posterPair(dir string, names []string, s engine.Scenario, scene string) error {
	suffix := ""
	if scene != scenes.Scenes()[0] {
		suffix = "-" + scene
	}
	f, err := newFigure(s, stage.View{Scene: scene})
	if err != nil {
		return err
	}
	for _, theme := range []string{"light", "dark"} {
		svg, err := f.svg(theme)
		if err != nil {
			return err
		}
		for _, name := range names {
			if err := put(filepath.Join(dir, name+suffix+"-"+theme+".svg"), svg); err != nil {
				return err
			}
		}
	}
	return nil
}

// box is the figure of the article, inside its border, in a window of a usual size. Where it is
// as large, its picture stands exactly where the drawing will; elsewhere it is scaled.
type box struct {
	width, height float64
	every         bool // for every step, not for the first one alone
}

// The boxes are measured in windows of 1280x800, 390x844, 1920x1080, 1024x768, 360x640, 720x480,
// 1440x900, 1366x768 and 412x915; TestPosterStandsInTheDrawing knows when they are no longer right.
var boxes = []box{
	{684.4, 726, true}, {390, 472.6, true}, {914.8, 998, false}, {530.8, 694, false}, {360, 358.4, false},
	{351, 426, false},
	{780.4, 826, false}, {736, 694, false}, {412, 480, false},
}

// posterSizes lists the boxes for the page, which takes the nearest (article/first.js); those
// with a star are there for every step.
func posterSizes() string {
	var list []string
	for _, b := range boxes {
		size := b.name()
		if b.every {
			size += "*"
		}
		list = append(list, size)
	}
	return strings.Join(list, " ")
}

func (b box) name() string { return fmt.Sprintf("%gx%g", b.width, b.height) }

// What stage.css and panel.css leave of a lean figure to the drawing, in pixels.
const (
	verdictLarge = 1 + 20 + 3*lineLarge // its border, room and three lines
	verdictSmall = 1 + 12 + 4*lineSmall // four lines of smaller text
	lineLarge    = 1.4 * 16
	lineSmall    = 1.35 * 14
	playerHeight = 53  // what plays
	asideWidth   = 250 // of the second chart beside the drawing
	asideHeight  = 150 // and below it
	smallWidth   = 640 // a figure not wider and
	smallHeight  = 528 // not higher has smaller text
	asideBelow   = 480 // a figure not wider has its second chart below
	asideSquare  = 1.1 // and so has a small one that is not much wider than high
)

// places divides the box among the drawing and the second chart of a step.
func (b box) places(s Step) (figure, aside view.Rect) {
	verdict, line := verdictLarge, lineLarge
	if b.width <= smallWidth && b.height <= smallHeight {
		verdict, line = verdictSmall, lineSmall
	}
	h := b.height - verdict
	if s.Scene == "conversation" || s.Scene == "lab" { // they have a line more
		h -= line
	}
	if slices.Contains([]string{"conversation", "selection", "lab"}, s.Scene) {
		h -= playerHeight
	}
	figure = view.Rect{W: b.width, H: h}
	switch {
	case s.Scene == "hull" || s.Scene == "lab" || s.Aside != "":
	case b.width <= asideBelow || b.width <= smallWidth && b.width/b.height <= asideSquare:
		figure.H -= asideHeight
		aside = view.Rect{Y: figure.H, W: b.width, H: asideHeight}
	default:
		figure.W -= asideWidth
		aside = view.Rect{X: figure.W, W: asideWidth, H: h}
	}
	return figure, aside
}

// drawingMargin keeps what is drawn from the edges of its place, as the page does (wasm/port.go).
const drawingMargin = 8

// boxPosters writes the picture of a step in the boxes that there are for it, as large as the box
// and empty where the words will be.
func boxPosters(dir string, step Step, f figure, first bool) error {
	for _, b := range boxes {
		if !first && !b.every {
			continue
		}
		for _, theme := range []string{"light", "dark"} {
			_, svg, err := f.inBox(b, step, theme)
			if err != nil {
				return err
			}
			name := fmt.Sprintf("at-%s-%s-%s.svg", step.ID, b.name(), theme)
			if err := put(filepath.Join(dir, name), b.around(svg)); err != nil {
				return err
			}
		}
	}
	return nil
}

// inBox draws a step's figure where it stands in a box.
func (f figure) inBox(b box, step Step, theme string) (place view.Rect, svg []byte, err error) {
	place, aside := b.places(step)
	if aside.W > 0 {
		aside = aside.Inset(drawingMargin)
	}
	f.app.Resize(place.Inset(drawingMargin), aside, 1)
	svg, err = f.svg(theme)
	return place, svg, err
}

var (
	svgSize  = regexp.MustCompile(`width="[^"]*" height="[^"]*" viewBox="[^"]*"`)
	svgPaper = regexp.MustCompile(`<rect x="[^"]*" y="[^"]*" width="[^"]*" height="[^"]*" fill`)
)

// around makes a picture as large as the box.
func (b box) around(svg []byte) []byte {
	replace := func(re *regexp.Regexp, with string) {
		if at := re.FindIndex(svg); at != nil {
			svg = slices.Concat(svg[:at[0]], []byte(with), svg[at[1]:])
		}
	}
	replace(svgSize, fmt.Sprintf(`width="%[1]g" height="%[2]g" viewBox="0 0 %[1]g %[2]g"`, b.width, b.height))
	replace(svgPaper, fmt.Sprintf(`<rect x="0" y="0" width="%g" height="%g" fill`, b.width, b.height))
	return svg
}

// stepPoster begins the address of the picture of a step.
const stepPoster = "static/posters/step-"

// stepPosters draws the figure of every step of the article and writes it for readers
// without the program: by screen without scripts, and in print.
func stepPosters(dir string, parts []Part, presets []Preset) (map[string]drawing, error) {
	drawn := map[string]drawing{}
	for _, p := range parts {
		for _, step := range p.Steps {
			d, f, err := drawStep(step, presets)
			if err == nil {
				err = put(filepath.Join(dir, "step-"+step.ID+"-light.svg"), d.light)
			}
			if err == nil {
				err = put(filepath.Join(dir, "step-"+step.ID+"-dark.svg"), d.dark)
			}
			if err == nil {
				err = boxPosters(dir, step, f, len(drawn) == 0)
			}
			if err != nil {
				return nil, fmt.Errorf("index.html, step %s: %w", step.ID, err)
			}
			drawn[step.ID] = d
		}
	}
	return drawn, nil
}

func drawStep(step Step, presets []Preset) (d drawing, f figure, err error) {
	at := slices.IndexFunc(presets, func(p Preset) bool { return p.Name == step.Preset })
	if at < 0 {
		return d, f, fmt.Errorf("there is no preset %q", step.Preset)
	}
	if d.scenario, err = engine.Parse(presets[at].Data); err != nil {
		return d, f, err
	}
	if f, err = newFigure(d.scenario, stage.View{Scene: step.Scene, Values: step.Values}); err != nil {
		return d, f, err
	}
	d.words = f.words()
	if d.light, err = f.svg("light"); err != nil {
		return d, f, err
	}
	d.dark, err = f.svg("dark")
	return d, f, err
}

// Poster draws one figure of a scenario as SVG, and says in words what it shows.
func Poster(s engine.Scenario, v stage.View, theme string) ([]byte, string, error) {
	f, err := newFigure(s, v)
	if err != nil {
		return nil, "", err
	}
	svg, err := f.svg(theme)
	return svg, f.words(), err
}

// figure is one figure of a scenario at rest: what plays has come to its end.
type figure struct {
	app   *scenes.App
	title string
}

func newFigure(s engine.Scenario, v stage.View) (figure, error) {
	workers := new(worker.Local) // so that pictures of the article show what its experiments give
	app := scenes.New(scenes.Options{Workers: workers})
	app.SetReducedMotion(true)
	app.Resize(view.Rect{W: posterWidth, H: posterHeight}, view.Rect{}, 1)
	app.Accept(s, true)
	if err := app.SetView(v); err != nil {
		return figure{}, err
	}
	workers.Work()
	return figure{app, s.Title}, nil
}

func (f figure) svg(theme string) ([]byte, error) {
	f.app.SetTheme(theme)
	var b bytes.Buffer
	err := f.app.WriteSVG(&b)
	return b.Bytes(), err
}

// words say what the figure shows. An experiment is not about a scenario.
func (f figure) words() string {
	said := f.app.Overlay().Panel.Verdict
	if f.app.View().Scene == "lab" {
		return said
	}
	return f.title + ". " + said
}
