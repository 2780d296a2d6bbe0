package beliefs

import (
	"github.com/emergent-alignment/emergent/scenes/mark"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// Posterior is a belief that is reached: where among the numbers of a picture it begins, over the
// corners and then its probability.
type Posterior struct{ First int }

// AppendPosterior adds a pin to the numbers of a picture: a belief over all signals, of which the
// corners are drawn.
func AppendPosterior(numbers []float64, corners []int, belief []float64, probability float64) (Posterior, []float64) {
	pin := Posterior{len(numbers)}
	for _, x := range corners {
		numbers = append(numbers, belief[x])
	}
	return pin, append(numbers, probability)
}

// Of returns a pin's belief over the corners, and its probability.
func (q Posterior) Of(numbers []float64, corners int) (belief []float64, probability float64) {
	return numbers[q.First : q.First+corners], numbers[q.First+corners]
}

// Split is the pins of one equilibrium and how they look.
type Split struct {
	Group, Title string // in the drawing
	Name         string // of its lane
	Pins         []Posterior
	Shares       []string // the probabilities beside the pins
	Color        pen.Color
	Diamond      bool // the second kind of pin
	Ground       bool // cleared below them, where other things may lie
	Dash         []float64
}

// Spokes lead from the prior in a triangle to the pins of a set.
func (b Painter) Spokes(p pen.Pen, v *Plane, numbers []float64, set *Split) {
	for _, q := range set.Pins {
		belief, probability := q.Of(numbers, len(v.Corner))
		to := v.Place(belief)
		b.Marks.Line(p, v.Prior, to, 1.25+3*probability, b.Marks.Theme.Paper.WithAlpha(0.7), nil)
		b.Marks.Line(p, v.Prior, to, 1.25+1.5*probability, set.Color.WithAlpha(0.9), set.Dash)
	}
}

// Pins marks the pins of sets in a triangle.
func (b Painter) Pins(p pen.Pen, v *Plane, numbers []float64, sets ...Split) {
	for i := range sets {
		if set := &sets[i]; set.Ground {
			for _, q := range set.Pins {
				belief, probability := q.Of(numbers, len(v.Corner))
				b.Marks.PinGround(p, v.Place(belief), v.PinRadius(probability))
			}
		}
	}
	for i := range sets {
		set := &sets[i]
		p.Begin(set.Group, set.Title)
		for _, q := range set.Pins {
			belief, probability := q.Of(numbers, len(v.Corner))
			b.Marks.Pin(p, v.Place(belief), v.PinRadius(probability), set.Color, set.Diamond)
		}
		p.End()
	}
}

// Keep keeps names off the prior and off the pins of sets in a triangle.
func (b Painter) Keep(v *Plane, numbers []float64, sets ...Split) {
	b.Placer.TakeDisc(v.Prior, v.GripRadius()+2)
	for i := range sets {
		for _, q := range sets[i].Pins {
			belief, probability := q.Of(numbers, len(v.Corner))
			b.Placer.TakeDisc(v.Place(belief), v.PinRadius(probability)+2)
		}
	}
}

// KeepLines keeps names off the edges of a triangle and off the spokes of sets, where there is
// room: a number on a bold edge would read as another one.
func (b Painter) KeepLines(v *Plane, numbers []float64, sets ...Split) {
	for k := range v.Corner {
		b.Placer.CrossBold(v.Corner[k], v.Corner[(k+1)%len(v.Corner)])
	}
	for i := range sets {
		for _, q := range sets[i].Pins {
			belief, _ := q.Of(numbers, len(v.Corner))
			b.Placer.Cross(v.Prior, v.Place(belief))
		}
	}
}

// Shares writes the probabilities beside the pins of a set in a triangle, where that can be off
// its edges.
func (b Painter) Shares(p pen.Pen, v *Plane, numbers []float64, set *Split) {
	style := b.Fade.Text(v.Scale, 12, b.Marks.Theme.Ink)
	for i, q := range set.Pins {
		belief, probability := q.Of(numbers, len(v.Corner))
		at, r := v.Place(belief), v.PinRadius(probability)+6
		_ = b.Placer.Clear(p, at, r, set.Shares[i], style, mark.Sides[:]) ||
			b.Placer.Off(p, at, r, set.Shares[i], style, mark.Sides[:], mark.BoldLines)
	}
}

// Likelihoods writes the probabilities of pins.
func Likelihoods(pins []Posterior, numbers []float64, corners int) []string {
	list := make([]string, len(pins))
	for i, q := range pins {
		_, probability := q.Of(numbers, corners)
		list[i] = words.Likelihood(probability)
	}
	return list
}
