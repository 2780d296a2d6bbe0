package ebitenpen

import (
	"math"
	"testing"

	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/view"

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
		p.Shade(pen.Shade{Corners: [3]view.Pixel{{}, {X: 30}, {Y: 30}}, Mass: [][3]float64{{1, 1, 1}},
			Score: [][][3]float64{{{1, 0, 0}, {0, 1, 0}}}, Colors: []pen.Color{{R: 1, A: 1}, {G: 1, A: 1}},
			Sharpness: 5})
		p.Text(view.Pixel{}, "text", pen.TextStyle{})
		p.End()
	}
	draw()
	p.Target(ebiten.NewImage(64, 64), 2)
	draw()
}

// What is handed to ebiten is in device pixels and premultiplied, and all of it goes at once.
func TestScalesToTheDevice(t *testing.T) {
	var p Painter
	p.Target(ebiten.NewImage(64, 64), 2)
	bounds := func() [4]float32 {
		b := [4]float32{1e9, 1e9, -1e9, -1e9}
		for _, v := range p.vertices {
			b = [4]float32{min(b[0], v.DstX), min(b[1], v.DstY), max(b[2], v.DstX), max(b[3], v.DstY)}
		}
		return b
	}
	p.Fill(*new(pen.Path).Rect(view.Rect{X: 5, Y: 10, W: 20, H: 30}), pen.Color{R: 1, A: 0.5})
	if got, want := bounds(), [4]float32{9.5, 19.5, 50.5, 80.5}; got != want { // with the band in which the edge fades
		t.Errorf("fill covers %v, want %v", got, want)
	}
	for _, v := range p.vertices {
		if v.ColorR != v.ColorA || v.ColorG != 0 || v.ColorA > 0.5 {
			t.Fatalf("colour %v %v %v %v of half-covering red", v.ColorR, v.ColorG, v.ColorB, v.ColorA)
		}
	}
	p.Flush()
	if len(p.vertices)+len(p.indices) != 0 {
		t.Error("something waits after Flush")
	}
	p.Stroke(*new(pen.Path).Line(view.Pixel{X: 10, Y: 10}, view.Pixel{X: 20, Y: 10}), 4, pen.Color{A: 1}, nil)
	const round = 0.05 // what round ends may lack
	for i, want := range [4]float32{15.5, 15.5, 44.5, 24.5} {
		if got := bounds()[i]; math.Abs(float64(got-want)) > round {
			t.Errorf("stroke covers %v: side %d, want %v", bounds(), i, want)
		}
	}
	var ring pen.Path
	ring.Circle(view.Pixel{X: 9, Y: 9}, 8).Circle(view.Pixel{X: 9, Y: 9}, 5)
	p.Fill(ring, pen.Color{A: 1})
	if len(p.vertices) != 0 {
		t.Error("what was drawn before a ring is painted after it")
	}
}
