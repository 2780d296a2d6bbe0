package site

import (
	"bytes"
	"fmt"
	"path/filepath"

	"emergent/engine"
	"emergent/scenes"
	"emergent/scenes/stage"
	"emergent/scenes/view"
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
	for _, theme := range []string{"light", "dark"} {
		svg, err := Poster(s, scene, theme)
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

// Poster draws one figure of a scenario as SVG.
func Poster(s engine.Scenario, scene, theme string) ([]byte, error) {
	app := scenes.New(scenes.Options{})
	app.SetTheme(theme)
	app.SetReducedMotion(true)
	app.Resize(view.Rect{W: posterWidth, H: posterHeight}, view.Rect{}, 1)
	if err := app.Replace(s); err != nil {
		return nil, err
	}
	if err := app.SetView(stage.View{Scene: scene}); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err := app.WriteSVG(&b)
	return b.Bytes(), err
}
