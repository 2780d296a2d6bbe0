package beliefs

import (
	"math"
	"slices"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/mark"
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

// Two models are alike until they differ in a part: their pictures move into each other or fade.
func TestAlike(t *testing.T) {
	s := engine.Scenario{States: []string{"dry", "wet"}, Prior: []float64{0.5, 0.5}, Agents: make([]engine.Party, 2)}
	model := func() Model {
		m := ModelOf(&s, Of(&s))
		m.Worst = m.Posteriors(1, func(int) ([]float64, float64) { return m.Space.Prior, 1 })
		return m
	}
	a, b := model(), model()
	if b.Numbers[0] = 0.25; !a.Alike(&b) {
		t.Error("another prior makes another picture")
	}
	for name, change := range map[string]func(m *Model){
		"kind":    func(m *Model) { m.Kind = Triangle },
		"signals": func(m *Model) { m.Space.Signals = []int{0, 2} },
		"agents":  func(m *Model) { m.Agents++ },
		"agent":   func(m *Model) { m.Agent++ },
		"numbers": func(m *Model) { m.Numbers = m.Numbers[1:] },
		"worst":   func(m *Model) { m.Worst = nil },
		"best":    func(m *Model) { m.Best = m.Worst },
	} {
		b := model()
		if change(&b); a.Alike(&b) {
			t.Errorf("alike in spite of another %s", name)
		}
	}
}

// A region is named where it has room, the reason for no picture is wrapped anew where the figure gets narrower.
func TestRoomForWords(t *testing.T) {
	s := engine.Scenario{States: []string{"dry", "wet", "flood"}, Prior: []float64{0.5, 0.25, 0.25}}
	m := ModelOf(&s, Of(&s))
	var c Picture
	for _, size := range []float64{1, 0.05} { // of a corner of the triangle
		m.Regions = append(m.Regions, Region{First: len(m.Numbers), Count: 3, Stride: 3, Outline: []int{0, 1, 2}, Name: "x"})
		m.Numbers = append(m.Numbers, 1, 0, 0, 1-size, size, 0, 1-size, 0, size)
	}
	c.X = m.Numbers
	c.Fit(&m.Space, view.Rect{W: 600, H: 500})
	var painter Painter
	painter.Marks.Theme = theme.Named("light")
	painter.Fade.Frame.Theme = painter.Marks.Theme
	painter.Placer.Reset(c.Figure)
	var r pen.Recorder
	painter.RegionNames(&r, &c, m.Regions, mark.Strictest[:], true)
	if len(r.Labels) != 1 {
		t.Errorf("%d of two regions are named, the small one has no room", len(r.Labels))
	}
	c.Words.Reason = "There is no picture of so many beliefs, and this sentence says so at some length."
	lines := 0
	for _, width := range []float64{600, 200, 100} {
		if c.Fit(&m.Space, view.Rect{W: width, H: 500}); len(c.Words.Why) <= lines {
			t.Errorf("%d lines in a figure of %v, %d in a wider one", len(c.Words.Why), width, lines)
		}
		lines = len(c.Words.Why)
	}
}
