package site

import (
	"bytes"
	"fmt"
	"image/png"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/theme"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// The card is the picture that goes with a link to the page in messages and posts.
const (
	cardWidth  = 1200
	cardHeight = 630
)

// card draws a scenario with three criteria as a PNG: the title, and the triangle with agents
// and user at their places.
func card(s engine.Scenario) ([]byte, error) {
	if len(s.Criteria) != 3 {
		return nil, fmt.Errorf("card: the scenario has %d criteria, the picture is a triangle", len(s.Criteria))
	}
	t := theme.Named("light")
	r := newRaster(cardWidth, cardHeight, t.Paper)
	for i, text := range []string{"Emergent", "alignment via", "competition"} {
		if err := r.write(text, view.Pixel{X: 84, Y: 236 + 112*float64(i)}, 38, 7, t.Ink); err != nil {
			return nil, err
		}
	}
	if err := r.triangle(s, t); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err := png.Encode(&b, r.image)
	return b.Bytes(), err
}

func (r *raster) triangle(s engine.Scenario, t *theme.Theme) error {
	corners := [3]view.Pixel{{X: 880, Y: 84}, {X: 612, Y: 546}, {X: 1148, Y: 546}}
	place := func(w []float64) (at view.Pixel) {
		for i, c := range corners {
			at.X += w[i] * c.X
			at.Y += w[i] * c.Y
		}
		return at
	}
	var outside, hull pen.Path
	outside.Polygon(corners[:]...)
	r.Fill(outside, pen.Color{R: 1, G: 1, B: 1, A: 1})
	r.Stroke(outside, 3.5, t.Line)
	user := place(s.User.Weights)
	var agents []view.Pixel
	for _, a := range s.Agents {
		agents = append(agents, place(a.Weights))
	}
	hull.Polygon(agents...)
	r.Fill(hull, t.HullFill)
	r.Stroke(hull, 4, t.Agents[0])
	for i, at := range agents {
		var spoke, disc pen.Path
		spoke.Line(user, at)
		r.Stroke(spoke, 9, t.Agents[i].WithAlpha(0.8))
		r.Fill(*disc.Circle(at, 33), t.Paper)
		r.Fill(*disc.Reset().Circle(at, 28), t.Agents[i])
		const size = 18
		name := string(rune('A' + i))
		if err := r.write(name, view.Pixel{X: at.X - measure(name, size)/2, Y: at.Y + 0.75*size}, size, 5,
			t.Letter); err != nil {
			return err
		}
	}
	var star pen.Path
	star.Star(user, 5, 36, 17)
	r.Stroke(star, 10, t.Paper)
	r.Fill(star, t.User)
	return nil
}
