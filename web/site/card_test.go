package site

import (
	"bytes"
	"image/png"
	"math"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// Law: the sum of what a fill covers is the area of the shape, wherever it lies on the grid.
func TestFillCovers(t *testing.T) {
	ink := pen.Color{A: 1}
	var hole pen.Path
	hole.Rect(view.Rect{X: 4.25, Y: 5.5, W: 20.5, H: 10})
	// wound the other way
	hole.Polygon(view.Pixel{X: 8, Y: 8}, view.Pixel{X: 8, Y: 12}, view.Pixel{X: 12, Y: 12}, view.Pixel{X: 12, Y: 8})
	var disc, bar pen.Path
	disc.Circle(view.Pixel{X: 20.3, Y: 19.6}, 15)
	bar.Line(view.Pixel{X: 10, Y: 10}, view.Pixel{X: 30, Y: 25})
	for _, c := range []struct {
		name string
		draw func(r *raster)
		want float64
	}{
		{"rectangle with a hole", func(r *raster) { r.Fill(hole, ink) }, 20.5*10 - 16},
		{"disc", func(r *raster) { r.Fill(disc, ink) }, math.Pi * 225},
		{"stroke with round ends", func(r *raster) { r.Stroke(bar, 4, ink) }, 25*4 + math.Pi*4},
	} {
		r := newRaster(40, 40, pen.Color{R: 1, G: 1, B: 1, A: 1})
		c.draw(r)
		sum := 0.
		for i := 0; i < len(r.image.Pix); i += 4 {
			sum += 1 - float64(r.image.Pix[i])/255
		}
		if math.Abs(sum-c.want) > 0.02*c.want {
			t.Errorf("%s: covers %.2f pixels, want %.2f", c.name, sum, c.want)
		}
	}
}

// The card has the size that previews ask for, is small, and shows user and agents in their
// colours.
func TestCard(t *testing.T) {
	list, err := ReadPresets("../static/presets")
	if err != nil {
		t.Fatal(err)
	}
	s, err := engine.Parse(list[0].Data)
	if err != nil {
		t.Fatal(err)
	}
	data, err := card(s)
	if err != nil {
		t.Fatal(err)
	}
	again, _ := card(s)
	if !bytes.Equal(data, again) {
		t.Error("a second card differs")
	}
	if len(data) > 100_000 {
		t.Errorf("the card has %d bytes", len(data))
	}
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil || img.Bounds().Dx() != cardWidth || img.Bounds().Dy() != cardHeight {
		t.Fatalf("the card is %v (%v)", img.Bounds(), err)
	}
	colors := map[[3]uint32]int{}
	for y := range cardHeight {
		for x := range cardWidth {
			r, g, b, _ := img.At(x, y).RGBA()
			colors[[3]uint32{r, g, b}]++
		}
	}
	if len(colors) < 50 || colors[[3]uint32{0, 0, 0}] == cardWidth*cardHeight {
		t.Errorf("the card has %d colours", len(colors))
	}
	s.Criteria = s.Criteria[:2]
	if _, err := card(s); err == nil {
		t.Error("two criteria make a triangle")
	}
}
