package site

import (
	"bytes"
	"image"
	"image/png"
	"math"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// Law: the sum of what a fill covers is the area of the shape, wherever it lies on the grid.
func TestFillCovers(t *testing.T) {
	black := pen.Color{A: 1}
	hole, disc := new(pen.Path), new(pen.Path)
	hole.Rect(view.Rect{X: 4.25, Y: 5.5, W: 20.5, H: 10})
	// wound the other way
	hole.Polygon(view.Pixel{X: 8, Y: 8}, view.Pixel{X: 8, Y: 12}, view.Pixel{X: 12, Y: 12}, view.Pixel{X: 12, Y: 8})
	disc.Circle(view.Pixel{X: 20.3, Y: 19.6}, 15)
	bar := []view.Pixel{{X: 10, Y: 10}, {X: 30, Y: 25}}
	square := []view.Pixel{{X: 10, Y: 10}, {X: 30, Y: 10}, {X: 30, Y: 30}, {X: 10, Y: 30}}
	for _, c := range []struct {
		name string
		draw func(c *canvas)
		want float64
	}{
		{"rectangle with a hole", func(c *canvas) { c.fill(hole, black) }, 20.5*10 - 16},
		{"disc", func(c *canvas) { c.fill(disc, black) }, math.Pi * 225},
		{"line with round ends", func(c *canvas) { c.stroke(bar, 4, black) }, 25*4 + math.Pi*4},
		{"square with round corners", func(c *canvas) { c.stroke(square, 4, black) }, 20*20 - 16*16 + 4*20*2 + math.Pi*4},
	} {
		r := newCanvas(40, 40, pen.Color{R: 1, G: 1, B: 1, A: 1})
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

// A letter is written in its own shape on its base line, to the right of a point or around it.
func TestWrite(t *testing.T) {
	for share, want := range map[float64]image.Rectangle{0: image.Rect(63, 22, 80, 60), 0.5: image.Rect(52, 22, 68, 60)} {
		c := newCanvas(120, 80, pen.Color{R: 1, G: 1, B: 1, A: 1})
		c.write("I", view.Pixel{X: 60, Y: 60}, 53, share, pen.Color{A: 1})
		var dark image.Rectangle
		for y := range 80 {
			for x := range 120 {
				if c.image.RGBAAt(x, y).R < 128 {
					dark = dark.Union(image.Rect(x, y, x+1, y+1))
				}
			}
		}
		if dark != want || c.err != nil {
			t.Errorf("share %g: the letter covers %v, want %v", share, dark, want)
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
