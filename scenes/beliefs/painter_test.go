package beliefs

import (
	"math"
	"slices"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/theme"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// A posterior gives back the corners of the belief it was made of, whatever else is in the list.
func TestPosteriors(t *testing.T) {
	m := Model{Kind: Line, Space: Space{Signals: []int{0, 2}}, Numbers: []float64{7, 7}}
	list := m.Posteriors(2, func(i int) ([]float64, float64) {
		return [][]float64{{0.25, 0, 0.75}, {1, 0, 0}}[i], []float64{0.4, 0.6}[i]
	})
	for i, want := range [][]float64{{0.25, 0.75, 0.4}, {1, 0, 0.6}} {
		belief, probability := list[i].Of(m.Numbers, 2)
		if got := append(slices.Clone(belief), probability); !slices.Equal(got, want) {
			t.Errorf("%v, want %v", got, want)
		}
	}
	if got, want := m.Likelihoods(list), []string{"0.40", "0.60"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestCentroid(t *testing.T) {
	square := []view.Pixel{{X: 10, Y: 10}, {X: 30, Y: 10}, {X: 30, Y: 30}, {X: 10, Y: 30}}
	at, area := centroid(square)
	if math.Abs(at.X-20) > 1e-9 || math.Abs(at.Y-20) > 1e-9 || math.Abs(area-400) > 1e-9 {
		t.Errorf("%v %v", at, area)
	}
	if at, area := centroid(square[:2]); at != square[0] || area != 0 {
		t.Errorf("a line has %v %v", at, area)
	}
}

// In a triangle the prior and certain beliefs stand where they belong, and the drawing of
// pins, spokes and names takes no memory.
func TestPlane(t *testing.T) {
	s := engine.Scenario{States: []string{"dry", "wet", "flood"}, Prior: []float64{0.5, 0.25, 0.25}}
	var c Picture
	m := ModelOf(&s, Of(&s))
	m.Best = m.Posteriors(1, func(int) ([]float64, float64) { return []float64{0, 0.5, 0.5}, 0.5 })
	c.Words = WordsOf(&m, &stage.Frame{Scenario: s}, "", "")
	c.X = m.Numbers
	c.Fit(&m.Space, view.Rect{W: 600, H: 500})
	for j, at := range c.Corner {
		e := make([]float64, 3)
		e[j] = 1
		if got := c.Place(e); math.Hypot(got.X-at.X, got.Y-at.Y) > 1e-9 {
			t.Errorf("corner %d is at %v, want %v", j, got, at)
		}
	}
	middle := c.Corner[1].Lerp(c.Corner[2], 0.5)
	if math.Abs(c.Prior.X-middle.X) > 1e-9 || math.Abs(c.Prior.Y-(c.Corner[0].Y+middle.Y)/2) > 1e-9 {
		t.Errorf("the prior is at %v", c.Prior)
	}

	var painter Painter
	painter.Marks.Theme = theme.Named("light")
	painter.Fade.Frame.Theme = painter.Marks.Theme
	c.Words.Best.Color, c.Words.Best.Ground = painter.Marks.Theme.Good, true
	sets := []Split{c.Words.Best}
	draw := func(p pen.Pen) {
		painter.Begin(p, "beliefs", &c)
		painter.Reached(p, p, &c, sets)
		painter.Names(p, &c, m.Space.Names, sets)
		painter.Shares(p, &c, sets)
		painter.End(p, &c)
	}
	var r pen.Recorder
	draw(&r)
	var texts []string
	for _, l := range r.Labels {
		texts = append(texts, l.Text)
	}
	if want := []string{"dry", "wet", "flood", "prior", "0.50"}; !slices.Equal(texts, want) {
		t.Errorf("names %q, want %q", texts, want)
	}
	if n := testing.AllocsPerRun(20, func() { draw(pen.Null{}) }); n != 0 {
		t.Errorf("%v allocations a drawing", n)
	}
}
