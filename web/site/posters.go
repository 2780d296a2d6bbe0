package site

import (
	"bytes"
	"fmt"
	"path/filepath"

	"emergent/engine"
	"emergent/scenes"
	"emergent/scenes/view"
)

// The poster stands where the figure will be, and instead of it where no program runs.
const (
	posterWidth  = 720
	posterHeight = 600
)

// posters writes each preset's picture in both themes, drawn by the very code that draws
// the figure, and the first preset's as default.
func posters(dir string, presets []Preset) error {
	for i, p := range presets {
		s, err := engine.Parse(p.Data)
		if err != nil {
			return fmt.Errorf("presets/%s.json: %w", p.Name, err)
		}
		for _, theme := range []string{"light", "dark"} {
			svg, err := Poster(s, theme)
			if err != nil {
				return fmt.Errorf("poster of %s: %w", p.Name, err)
			}
			names := []string{p.Name}
			if i == 0 {
				names = append(names, "default")
			}
			for _, name := range names {
				if err := put(filepath.Join(dir, name+"-"+theme+".svg"), svg); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// Poster draws a scenario's hull figure as SVG.
func Poster(s engine.Scenario, theme string) ([]byte, error) {
	app := scenes.New(scenes.Options{})
	app.SetTheme(theme)
	app.SetReducedMotion(true)
	app.Resize(view.Rect{W: posterWidth, H: posterHeight}, view.Rect{}, 1)
	if err := app.Replace(s); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err := app.WriteSVG(&b)
	return b.Bytes(), err
}
