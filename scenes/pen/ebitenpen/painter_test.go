package ebitenpen

import (
	"testing"

	"emergent/scenes/pen"
	"emergent/scenes/view"

	"github.com/hajimehoshi/ebiten/v2"
)

var _ pen.Pen = (*Painter)(nil)

// Everything a figure may ask for can be painted, even before there is an image and with
// paths of no extent. (What it looks like is for the browser tests: without a window there
// are no pixels to read.)
func TestPaintsEverything(t *testing.T) {
	var p Painter
	draw := func() {
		p.Begin("group", "title")
		for _, path := range []pen.Path{
			{},
			*new(pen.Path).Circle(view.Pixel{X: 20, Y: 20}, 10),
			*new(pen.Path).Circle(view.Pixel{X: 20, Y: 20}, 0),
			*new(pen.Path).Line(view.Pixel{X: 1, Y: 1}, view.Pixel{X: 1, Y: 1}),
			*new(pen.Path).Polygon(view.Pixel{}, view.Pixel{X: 30}, view.Pixel{Y: 30}),
		} {
			p.Fill(path, pen.Color{R: 1, A: 0.5})
			p.Stroke(path, 2, pen.Color{G: 1, A: 1}, nil)
			p.Stroke(path, 2, pen.Color{G: 1, A: 1}, []float64{3, 2})
		}
		p.Mesh([]pen.Vertex{{}, {At: view.Pixel{X: 9}}, {At: view.Pixel{Y: 9}}})
		p.Mesh(nil)
		p.Shade(pen.Shade{Corners: [3]view.Pixel{{}, {X: 30}, {Y: 30}}, Mass: [][3]float64{{1, 1, 1}}, Score: [][][3]float64{{{1, 0, 0}, {0, 1, 0}}}, Colors: []pen.Color{{R: 1, A: 1}, {G: 1, A: 1}}, Sharpness: 5})
		p.Text(view.Pixel{}, "text", pen.TextStyle{})
		p.End()
	}
	draw()
	p.Target(ebiten.NewImage(64, 64), 2)
	draw()
}

// The path handed to ebiten is in device pixels.
func TestScalesToTheDevice(t *testing.T) {
	var p Painter
	p.Target(nil, 2)
	p.Fill(*new(pen.Path).Rect(view.Rect{X: 5, Y: 10, W: 20, H: 30}), pen.Color{A: 1})
	if b := p.path.Bounds(); b.Min.X != 10 || b.Min.Y != 20 || b.Max.X != 50 || b.Max.Y != 80 {
		t.Errorf("bounds %v, want (10,20)-(50,80)", b)
	}
	p.Stroke(*new(pen.Path).Line(view.Pixel{X: 10, Y: 10}, view.Pixel{X: 20, Y: 10}), 4, pen.Color{A: 1}, nil)
	if b := p.stroke.Bounds(); b.Min.X != 16 || b.Max.X != 44 || b.Min.Y != 16 || b.Max.Y != 24 {
		t.Errorf("stroke bounds %v, want (16,16)-(44,24)", b)
	}
}
