package beliefs

import (
	"math"
	"slices"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/crossfade"
	"github.com/emergent-alignment/emergent/scenes/mark"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/theme"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// A pin gives back the corners of the belief it was made of, whatever else is in the list.
func TestPin(t *testing.T) {
	first, numbers := AppendPosterior([]float64{7, 7}, []int{0, 2}, []float64{0.25, 0, 0.75}, 0.4)
	second, numbers := AppendPosterior(numbers, []int{0, 2}, []float64{1, 0, 0}, 0.6)
	for _, c := range []struct {
		pin         Posterior
		belief      []float64
		probability float64
	}{{first, []float64{0.25, 0.75}, 0.4}, {second, []float64{1, 0}, 0.6}} {
		belief, probability := c.pin.Of(numbers, 2)
		if !slices.Equal(belief, c.belief) || probability != c.probability {
			t.Errorf("%v %v, want %v %v", belief, probability, c.belief, c.probability)
		}
	}
	if got, want := Likelihoods([]Posterior{first, second}, numbers, 2), []string{"0.40", "0.60"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestCentroid(t *testing.T) {
	square := []view.Pixel{{X: 10, Y: 10}, {X: 30, Y: 10}, {X: 30, Y: 30}, {X: 10, Y: 30}}
	at, area := Centroid(square)
	if math.Abs(at.X-20) > 1e-9 || math.Abs(at.Y-20) > 1e-9 || math.Abs(area-400) > 1e-9 {
		t.Errorf("%v %v", at, area)
	}
	if at, area := Centroid(square[:2]); at != square[0] || area != 0 {
		t.Errorf("a line has %v %v", at, area)
	}
}

// In a triangle the prior and certain beliefs stand where they belong, and the drawing of
// pins, spokes and names takes no memory.
func TestPlane(t *testing.T) {
	s := engine.Scenario{States: []string{"dry", "wet", "flood"}, Prior: []float64{0.5, 0.25, 0.25}}
	space := Of(&s)
	var v Plane
	v.Set(&space, view.Rect{W: 600, H: 500}, s.Prior)
	for j, at := range v.Corner {
		e := make([]float64, 3)
		e[j] = 1
		if got := v.Place(e); math.Hypot(got.X-at.X, got.Y-at.Y) > 1e-9 {
			t.Errorf("corner %d is at %v, want %v", j, got, at)
		}
	}
	middle := view.Pixel{X: (v.Corner[1].X + v.Corner[2].X) / 2, Y: v.Corner[1].Y}
	if math.Abs(v.Prior.X-middle.X) > 1e-9 || math.Abs(v.Prior.Y-(v.Corner[0].Y+middle.Y)/2) > 1e-9 {
		t.Errorf("the prior is at %v", v.Prior)
	}

	var marks mark.Painter
	var placer mark.Placer
	var stand crossfade.Crossfade
	marks.Theme = theme.Named("light")
	stand.Frame.Theme = marks.Theme
	painter := Painter{&marks, &placer, &stand}
	handle, short := space.Words()
	pin, numbers := AppendPosterior(s.Prior, space.Signals, []float64{0, 0.5, 0.5}, 0.5)
	set := Split{Pins: []Posterior{pin}, Shares: []string{"0.50"}, Color: marks.Theme.Good, Diamond: true, Ground: true}
	draw := func(p pen.Pen) {
		placer.Reset(v.Figure)
		painter.Spokes(p, &v, numbers, &set)
		painter.Pins(p, &v, numbers, set)
		painter.Grip(p, &v, &handle)
		painter.Keep(&v, numbers, set)
		painter.CornerNames(p, &v, space.Names)
		painter.PriorName(p, &v, short)
		painter.Shares(p, &v, numbers, &set)
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
