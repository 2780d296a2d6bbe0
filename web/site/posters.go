package site

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
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

// stepPoster begins the address of the picture of a step.
const stepPoster = "static/posters/step-"

// stepPosters draws the figure of every step of the article and writes it for readers
// without the program: by screen without scripts, and in print.
func stepPosters(dir string, parts []Part, presets []Preset) (map[string]drawing, error) {
	drawn := map[string]drawing{}
	for _, p := range parts {
		for _, step := range p.Steps {
			d, err := drawStep(step, presets)
			if err == nil {
				err = put(filepath.Join(dir, "step-"+step.ID+"-light.svg"), d.light)
			}
			if err == nil {
				err = put(filepath.Join(dir, "step-"+step.ID+"-dark.svg"), d.dark)
			}
			if err != nil {
				return nil, fmt.Errorf("index.html, step %s: %w", step.ID, err)
			}
			drawn[step.ID] = d
		}
	}
	return drawn, nil
}

func drawStep(step Step, presets []Preset) (d drawing, err error) {
	at := slices.IndexFunc(presets, func(p Preset) bool { return p.Name == step.Preset })
	if at < 0 {
		return d, fmt.Errorf("there is no preset %q", step.Preset)
	}
	if d.scenario, err = engine.Parse(presets[at].Data); err != nil {
		return d, err
	}
	f, err := newFigure(d.scenario, stage.View{Scene: step.Scene, Values: step.Values})
	if err != nil {
		return d, err
	}
	d.words = f.words()
	if d.light, err = f.svg("light"); err != nil {
		return d, err
	}
	d.dark, err = f.svg("dark")
	return d, err
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
	workers := new(desks)
	app := scenes.New(scenes.Options{Workers: workers})
	app.SetReducedMotion(true)
	app.Resize(view.Rect{W: posterWidth, H: posterHeight}, view.Rect{}, 1)
	if err := app.Replace(s); err != nil {
		return figure{}, err
	}
	if err := app.SetView(v); err != nil {
		return figure{}, err
	}
	workers.work()
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
