package site

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/theme"
	"github.com/emergent-alignment/emergent/scenes/view"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gomedium"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
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
	c := newCanvas(cardWidth, cardHeight, t.Paper)
	for i, text := range []string{"Emergent", "alignment via", "competition"} {
		c.write(text, view.Pixel{X: 76, Y: 236 + 112*float64(i)}, 80, 0, t.Ink)
	}
	c.triangle(s, t)
	var b bytes.Buffer
	err := errors.Join(c.err, png.Encode(&b, c.image))
	return b.Bytes(), err
}

func (c *canvas) triangle(s engine.Scenario, t *theme.Theme) {
	corners := []view.Pixel{{X: 880, Y: 84}, {X: 612, Y: 546}, {X: 1148, Y: 546}}
	place := func(w []float64) (at view.Pixel) {
		for i, c := range corners {
			at.X += w[i] * c.X
			at.Y += w[i] * c.Y
		}
		return at
	}
	shape := new(pen.Path)
	c.fill(shape.Polygon(corners...), pen.Color{R: 1, G: 1, B: 1, A: 1})
	c.stroke(corners, 3.5, t.Line)
	user := place(s.User.Weights)
	var agents []view.Pixel
	for _, a := range s.Agents {
		agents = append(agents, place(a.Weights))
	}
	c.fill(shape.Reset().Polygon(agents...), t.HullFill)
	c.stroke(agents, 4, t.Agents[0])
	for i, at := range agents {
		c.stroke([]view.Pixel{user, at}, 9, t.Agents[i].WithAlpha(0.8))
		c.fill(shape.Reset().Circle(at, 33), t.Paper)
		c.fill(shape.Reset().Circle(at, 28), t.Agents[i])
		c.write(s.Letter(i), view.Pixel{X: at.X, Y: at.Y + 12.5}, 36, 0.5, t.Letter)
	}
	star := shape.Reset().Star(user, 5, 36, 17)
	c.stroke(star.Points, 10, t.Paper)
	c.fill(star, t.User)
}

// canvas is what a card needs of a pen, which must be a bitmap. Equal paths give equal bytes.
type canvas struct {
	image *image.RGBA
	cover vector.Rasterizer
	err   error // of the letters
}

func newCanvas(w, h int, paper pen.Color) *canvas {
	c := &canvas{image: image.NewRGBA(image.Rect(0, 0, w, h))}
	draw.Draw(c.image, c.image.Rect, ink(paper), image.Point{}, draw.Src)
	return c
}

// ink is a colour as an endless picture.
func ink(c pen.Color) image.Image {
	channel := func(x float64) uint8 { return uint8(math.Round(255 * x)) }
	return image.NewUniform(color.NRGBA{channel(c.R), channel(c.G), channel(c.B), channel(c.A)})
}

// fill fills a path of closed contours by the non-zero rule.
func (c *canvas) fill(p *pen.Path, with pen.Color) {
	c.cover.Reset(c.image.Rect.Dx(), c.image.Rect.Dy())
	var at []float32
	for _, q := range p.Points {
		at = append(at, float32(q.X), float32(q.Y))
	}
	for _, v := range p.Verbs {
		switch v {
		case pen.MoveTo:
			c.cover.MoveTo(at[0], at[1])
			at = at[2:]
		case pen.LineTo:
			c.cover.LineTo(at[0], at[1])
			at = at[2:]
		case pen.CubicTo:
			c.cover.CubeTo(at[0], at[1], at[2], at[3], at[4], at[5])
			at = at[6:]
		case pen.Close:
			c.cover.ClosePath()
		}
	}
	c.cover.Draw(c.image, c.image.Rect, ink(with), image.Point{})
}

// stroke draws a polygon, or a line between two points, with round corners and ends: a bar along every
// side and a disc at every corner, filled together so that nothing is painted twice.
func (c *canvas) stroke(corners []view.Pixel, width float64, with pen.Color) {
	var outline pen.Path
	for i, a := range corners {
		outline.Circle(a, width/2)
		b := corners[(i+1)%len(corners)]
		if len(corners) == 2 && i == 1 {
			break // the way back
		}
		k := width / 2 / math.Hypot(b.X-a.X, b.Y-a.Y)
		nx, ny := k*(a.Y-b.Y), k*(b.X-a.X)
		outline.Polygon(view.Pixel{X: a.X - nx, Y: a.Y - ny}, view.Pixel{X: b.X - nx, Y: b.Y - ny},
			view.Pixel{X: b.X + nx, Y: b.Y + ny}, view.Pixel{X: a.X + nx, Y: a.Y + ny}) // turns as Circle does
	}
	c.fill(&outline, with)
}

// write writes a word on the base line through a point: from there on or, with a share of 0.5, to both sides
// of it.
func (c *canvas) write(text string, at view.Pixel, size, share float64, with pen.Color) {
	letters, err := opentype.Parse(gomedium.TTF)
	c.err = errors.Join(c.err, err)
	face, err := opentype.NewFace(letters, &opentype.FaceOptions{Size: size, DPI: 72})
	if c.err = errors.Join(c.err, err); c.err != nil {
		return
	}
	d := font.Drawer{Dst: c.image, Src: ink(with), Face: face}
	left := at.X - share*float64(d.MeasureString(text))/64
	d.Dot = fixed.Point26_6{X: fixed.Int26_6(64 * left), Y: fixed.Int26_6(64 * at.Y)}
	d.DrawString(text)
}
